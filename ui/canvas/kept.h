/* kept: a part of a window's picture that is drawn once and copied from then on, as long as what it follows
 * from is the same. Leaves out: what that is, which whoever draws it says with the key. */
#ifndef LEASELAB_CANVAS_KEPT_H
#define LEASELAB_CANVAS_KEPT_H

#include <cairo.h>
#include <stdbool.h>

#include "ui/canvas/hits.h"

/* In device pixels. */
typedef struct {
    int left, top, width, height;
} PixelBox;

/* Zeroed, nothing is kept. */
typedef struct {
    unsigned char *key; /* of what is kept, or is being drawn to be; owned, as all here */
    size_t key_size;
    PixelBox box;
    uint32_t *pixels; /* NULL: nothing is kept */
    HitBox *hits;
    size_t hit_count, hits_before; /* … of the picture, when it began to be drawn */
} Kept;

void kept_free(Kept *kept);

/* Puts what is kept under this key on the surface, and its hits to the others (NULL: nobody asks for them).
 * False: it is not there, and what is drawn now may be kept. */
bool kept_show(Kept *kept, cairo_surface_t *surface, PixelBox box, const void *key, size_t size, Hits *hits);
/* Keeps what was drawn since, if there is memory for it. */
void kept_take(Kept *kept, cairo_surface_t *surface, const Hits *hits);

#endif
