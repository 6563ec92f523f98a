/* centre_cells: thousands of machines on the stage: a cell each, where its group and the place that its group
 * begins in have it, so that it never moves; what is elsewhere now is told. Leaves out: hosts. */
#ifndef LEASELAB_STAGE_CENTRE_CELLS_H
#define LEASELAB_STAGE_CENTRE_CELLS_H

#include "ui/stage/place_head.h"

enum { CELL_PLACES_MOST = 12, CELL_GROUPS_MOST = 60 };

typedef struct {
    uint32_t group, columns, rows;
    Box name, cells;
} CellBlock;

typedef struct {
    uint32_t place, machines; /* that are there now: none that is absent */
    uint32_t elsewhere;       /* of the groups that begin here */
    Box box;
} CellPlace;

typedef struct {
    CellBlock blocks[CELL_GROUPS_MOST];
    int block_count;
    CellPlace places[CELL_PLACES_MOST];
    int place_count;
    int side_px;
    Px height;
    bool failed; /* out of memory */
} Cells;

/* False: there is no room for them, or there are too many places or groups, or
 * `failed`. */
bool cells_lay_out(Cells *cells, const Frame *frame, Box box);
void cells_draw(const Cells *cells, const Frame *frame, Canvas *canvas);
/* The cell of a machine. */
bool cells_box(const Cells *cells, const Frame *frame, uint32_t machine, Box *out);
bool cells_at(const Cells *cells, const Frame *frame, Point point, uint32_t *out_machine);

#endif
