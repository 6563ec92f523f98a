/* hatching: where the lines of a hatch are, for those who draw them. They lie on one lattice for the whole
 * picture, so that neighbours join. Leaves out: their ink (INK_HATCH). */
#ifndef LEASELAB_CANVAS_HATCHING_H
#define LEASELAB_CANVAS_HATCHING_H

#include "ui/canvas/ink.h"

#define HATCHING_TILE PX(5) /* after which everything is repeated, in both directions */

typedef void HatchingLine(void *self, Point from, Point to);

/* Is there anything to draw? Not for NONE and SOLID. */
bool hatching_has_lines(Hatch hatch);
Px hatching_width(Hatch hatch);
/* Calls `draw` for every line that touches the box; lines may reach a tile beyond it. */
void hatching_fill(Hatch hatch, Box box, HatchingLine *draw, void *self);

#endif
