/* figure_time: where minutes stand in a figure, for a cursor that moves over it: pieces of time one after the
 * other, each with a scale of its own (folds have another). Leaves out: the cursor (ui/report). */
#ifndef LEASELAB_FIGURES_FIGURE_TIME_H
#define LEASELAB_FIGURES_FIGURE_TIME_H

#include "ui/canvas/geometry.h"

/* Of more pieces the last are left out. */
enum { FIGURE_PIECES_MOST = 512 };

typedef struct {
    int32_t from, to; /* minutes */
    Px begin, end;    /* where they stand: x, or y where time runs down */
} FigurePiece;

typedef struct {
    FigurePiece pieces[FIGURE_PIECES_MOST];
    int count;
    bool is_down; /* time runs from top to bottom, else from left to right */
    Px from, to;  /* the cursor's ends: y, or x where time runs down */
} FigureTime;

#endif
