/* count_panel: how many machines a host counts in a pool, over time, against what products need.
 *
 *                  10 ─ - - - - - - - - - - - - -  cap 10
 *     kms1            5 at 2d1h
 *      office       5 ┤───────┌────────────────── needs 5
 *                   0 ┴───────┘
 *
 * The count's line is exact; minutes in which it reaches what a product needs, or falls below, have a dot,
 * and where there is room, a label. Leaves out: who was counted. */
#ifndef LEASELAB_FIGURES_COUNT_PANEL_H
#define LEASELAB_FIGURES_COUNT_PANEL_H

#include "ui/figures/crossings.h"
#include "ui/figures/legend.h"

typedef struct {
    int host;
    Pool pool;
    int32_t cap;  /* at the end; 0: none */
    int32_t tick; /* a number each so many */
    Crossed lines;
    Crossings crossings;
} CountPanel;

/* Starts as {0}. Owns the panels. */
typedef struct {
    CountPanel *panels;
    int count;
    Px numbers;   /* width of the numbers beside the axis */
    int left_out; /* more than asked for */
    Text needed;  /* who needs how many, for the legend; owned */
} CountPanels;

/* Its lines, up to the last minute shown; not yet laid out. */
CountPanel count_panel_of(const Plot *plot, int host, Pool pool);
/* A panel for each host and pool in which anything was counted or asked for; at most so many. False: out of
 * memory; free it all the same. */
bool count_panels_find(CountPanels *panels, const Plot *plot, int most);
void count_panels_free(CountPanels *panels);
/* The widest name, with room for numbers, and the widest remark. */
Px count_panels_names(const CountPanels *panels, const Plot *plot, bool with_memory);
Px count_panels_remarks(const CountPanels *panels, const Plot *plot);

/* The plot's box; labels may stand above it, as high as crossings_above. `area` is the ink below the line,
 * INK_NONE where the caller fills it with several. False: out of memory. */
bool panel_lay_out(CountPanel *panel, const Plot *plot, Box box, Ink area, bool with_dates);
/* Needed counts, cap, count; for one whose box alone was set, too. */
void panel_draw_lines(const CountPanel *panel, const Plot *plot, Canvas *canvas);
/* What belongs below the line: numbers' grid and area; then the line and all that is written. */
void panel_draw_back(const CountPanel *panel, const Plot *plot, Canvas *canvas);
void panel_draw(const CountPanels *panels, int number, const Plot *plot, Canvas *canvas, bool with_memory);

void panels_add_legend(const CountPanels *panels, Legend *legend);

#endif
