/* bands: what the machines of a group were, as stacked shares over time: for fleets too large for a strip
 * each. A group of one machine has a strip all the same.
 *
 *     mondays      ┌──────┬────────┐ grace …        each pixel column is the end of its stretch of time;
 *      19 machines │  L   └──N─────┤ on licensed    what is not installed yet is left white
 *
 * Costs the courses' steps, not the machines. Leaves out: who was what. */
#ifndef LEASELAB_FIGURES_BANDS_H
#define LEASELAB_FIGURES_BANDS_H

#include "ui/figures/legend.h"
#include "ui/figures/life.h"
#include "ui/figures/plot.h"

/* How many of a group look so at the end of each column of a stretch. */
typedef struct {
    const Stretch *stretch;
    uint32_t columns;
    Bin *bins[LOOK_COUNT]; /* of each look, `columns` of them */
} Columns;

/* Owned; columns_free. False: out of memory. The group may be RECORD_ALL. */
bool columns_of(Columns *columns, const Plot *plot, const Stretch *stretch, uint32_t group);
void columns_free(Columns *columns);
/* The bin's last minute. */
int32_t column_last_at(const Columns *columns, uint32_t column);
/* Where it begins; `columns` is the right edge. */
Px column_x(const Columns *columns, uint32_t column);

/* Looks from the bottom of a stack to its top. LOOK_ABSENT is left out: nothing is drawn for it. */
enum { STACKED = LOOK_COUNT - 1 };
extern const Look STACK[STACKED];

/* The stack of a group, or of all machines together (RECORD_ALL). */
void shares_draw(const Plot *plot, uint32_t group, Box box, Canvas *canvas);

/* Starts as {0}. */
typedef struct {
    int band_px, gap_px;
    bool looks[LOOK_COUNT];     /* those that can be seen */
    bool any_lapse, any_notice; /* in strips */
    bool any_white;             /* machines of a band that are not there */
    Px y, height;
} Bands;

void bands_begin(Bands *bands, const Plot *plot);
Px bands_names(const Bands *bands, const Plot *plot);
/* When the plot is laid out. False: out of memory. */
bool bands_lay_out(Bands *bands, const Plot *plot, Px y);
void bands_draw(const Bands *bands, const Plot *plot, Canvas *canvas);
void bands_add_legend(const Bands *bands, Legend *legend);

#endif
