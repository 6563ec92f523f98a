/* hits: what lies under the pointer. A list of boxes that say whom they stand for, in the order in which
 * they were drawn; the last one on a spot lies on top. Leaves out: what a click does. */
#ifndef LEASELAB_CANVAS_HITS_H
#define LEASELAB_CANVAS_HITS_H

#include <stddef.h>

#include "ui/canvas/geometry.h"

/* Whom a part of a picture stands for, in numbers that only the caller understands; kind 0 stands for
 * nothing. */
typedef struct {
    uint32_t kind, index;
} Hit;

typedef struct {
    Box box; /* what of it is not clipped away */
    Hit hit;
} HitBox;

/* Starts as {0}. Owns `boxes`; hits_free gives them back. When memory runs out `failed` is set and stays, and
 * later boxes are lost. */
typedef struct {
    HitBox *boxes;
    size_t count, capacity;
    bool failed;
} Hits;

void hits_free(Hits *hits);
void hits_clear(Hits *hits); /* keeps the memory */
void hits_add(Hits *hits, Box box, Hit hit);
/* What lies on top at a point; kind 0 when nothing does. Looks at all boxes, newest first. */
Hit hits_at(const Hits *hits, Point point);

#endif
