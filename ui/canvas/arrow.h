/* arrow: a line that says where it leads. Leaves out: what for. */
#ifndef LEASELAB_CANVAS_ARROW_H
#define LEASELAB_CANVAS_ARROW_H

#include "ui/canvas/canvas.h"

enum { ARROW_POINTS = 16 };

/* Along 2 to ARROW_POINTS points, with a head of that length whose tip is at the last; the last piece should
 * be longer than the head. */
void arrow_draw(Canvas *canvas, const Point points[], size_t count, Stroke stroke, Px head);
/* The head alone, tip at `to`, coming from the direction of `from`: for curves, which should end `head`
 * before. */
void arrow_head(Canvas *canvas, Point from, Point to, Ink ink, Px head);

#endif
