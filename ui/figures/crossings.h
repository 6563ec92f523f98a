/* crossings: the minutes in which a count reaches what a product needs, or falls below: a dot on the line,
 * and beside it, where there is room, when that was.
 *
 *               5 at 2d1h
 *     - - - - - - - - - - - ●──────────     Leaves out: the lines.
 *     ──────────────────────┘                                                                         */
#ifndef LEASELAB_FIGURES_CROSSINGS_H
#define LEASELAB_FIGURES_CROSSINGS_H

#include "ui/figures/plot.h"
#include "ui/figures/steps.h"

enum { CROSSINGS_MOST = 200, CROSSING_LABEL = 80, CROSSED_MOST = 4 };

typedef struct {
    int32_t at, threshold;
    bool is_up;
    Point dot;
    Box box;       /* of the label; nothing where there is no room */
    bool is_below; /* the label stands on the area below the line */
    char label[CROSSING_LABEL];
} Crossing;

/* A count's line, and what crosses its panel. */
typedef struct {
    const Course *count, *cap;
    int32_t thresholds[CROSSED_MOST]; /* lowest first */
    int threshold_count;
    Scale scale; /* labels may stand above its box, as high as crossings_above */
    Ink area;    /* below the line; INK_NONE: several, and labels there stand on a plate */
} Crossed;

/* Starts as {0}. Owns `list`. */
typedef struct {
    Crossing *list;
    int count;
    bool is_cut; /* there are more, without a dot */
} Crossings;

/* False: out of memory. */
bool crossings_find(Crossings *crossings, const Plot *plot, const Crossed *crossed);
Px crossings_above(void);
/* With dates where they fit, if so wished. False: out of memory. */
bool crossings_lay_out(Crossings *crossings, const Plot *plot, const Crossed *crossed, bool with_dates);
void crossings_draw(const Crossings *crossings, const Crossed *crossed, Canvas *canvas);
void crossings_draw_dot(Canvas *canvas, Point at);
void crossings_free(Crossings *crossings);

#endif
