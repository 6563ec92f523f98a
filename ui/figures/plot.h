/* plot: the part of a figure that lies along a calendar axis.
 *
 *       names    │ what they name, over time    │ remarks
 *     kms1       │      ┌─────────────          │ cap 10
 *       office   │ ─────┘ - - - - - - - - - - - │ needs 5
 *     sarah      │      [L                    ] │
 *                ├────┬────┬────┬────┬────┬─────┤
 *
 * Leaves out: what is drawn there. */
#ifndef LEASELAB_FIGURES_PLOT_H
#define LEASELAB_FIGURES_PLOT_H

#include "ui/figures/axis.h"
#include "ui/figures/figure_time.h"
#include "ui/figures/request.h"

enum { PLOT_POLES = 24 };

typedef struct {
    const FigureRequest *request;
    const Record *record; /* known up to request->to */
    const Font *font;
    Axis axis;
    Px names_x, names_width;
    Px x, width; /* of the axis */
    Px remarks_x, remarks_width;
    Px poles[PLOT_POLES]; /* lines from top to bottom, which text should not lie on */
    int pole_count;
    uint32_t pale_looks; /* bits: another look is to stand out */
} Plot;

/* Carries the timeline on, and folds where nothing happens to the groups asked for, to hosts' counts, by the
 * file's changes or to its claims. False: out of memory. */
bool plot_begin(Plot *plot, const FigureRequest *request, const Font *font);
/* Between left and right, with columns for names and remarks of these widths, if that leaves enough. */
void plot_lay_out(Plot *plot, Px left, Px right, Px names, Px remarks);

/* Is the look to be overlooked? */
bool plot_is_pale(const Plot *plot, Look look);

/* The minutes shown. */
int32_t plot_from(const Plot *plot);
int32_t plot_to(const Plot *plot);

/* For a cursor from `top` to `bottom`. */
void plot_time(const Plot *plot, Px top, Px bottom, FigureTime *out);

/* Is the mark (record.h) about what is shown? Changes of groups that are not asked for are not. */
bool plot_shows(const Plot *plot, const Row *mark);
/* Of a selection. */
bool plot_selects(const Plot *plot, Selection selection);

#endif
