/* claim_lanes: what the file claims, where it was decided: held or failed; failed ones are explained below.
 * Leaves out: claims that are still open. */
#ifndef LEASELAB_FIGURES_CLAIM_LANES_H
#define LEASELAB_FIGURES_CLAIM_LANES_H

#include "ui/figures/mark_row.h"
#include "ui/figures/notes.h"

/* Held or failed: 1 or 0. */
LegendSign claim_sign;

/* Starts as {0}; free it. */
typedef struct {
    MarkRow held, failed;
} ClaimLanes;

/* What the lanes' names need; 0 where the file claims nothing. */
Px claim_lanes_names(const Plot *plot);
/* When the plot is laid out. False: out of memory. */
bool claim_lanes_lay_out(ClaimLanes *lanes, const Plot *plot);
Px claim_lanes_height(const ClaimLanes *lanes);
void claim_lanes_draw(const ClaimLanes *lanes, const Plot *plot, Canvas *canvas, Px y);
void claim_lanes_add_legend(const ClaimLanes *lanes, Legend *legend);
void claim_lanes_add_notes(const Plot *plot, Notes *notes);
void claim_lanes_free(ClaimLanes *lanes);

#endif
