/* stamps: small shapes that a window shows again and again, each drawn once and copied from then on: to fill
 * a disc anew takes Cairo thirty times as long as to copy it. Leaves out: what is on a stamp, which whoever
 * draws it says with the key. */
#ifndef LEASELAB_CANVAS_STAMPS_H
#define LEASELAB_CANVAS_STAMPS_H

#include <cairo.h>
#include <stdbool.h>
#include <stdint.h>

/* All that a stamp's pixels follow from; keys are the same when all their bytes are. Zero what is not used.
 */
enum { STAMP_NUMBERS = 12, STAMP_TEXT = 48 };
typedef struct {
    int32_t numbers[STAMP_NUMBERS];
    char text[STAMP_TEXT];
} StampKey;

/* Zeroed, there are none. */
typedef struct {
    struct Stamp *slots; /* owned; see stamps.c */
    uint32_t count;
    int64_t pixels; /* of them all */
} Stamps;

/* Forgets all of them. */
void stamps_free(Stamps *stamps);

/* Stays the stamps'; NULL: not there yet. */
cairo_surface_t *stamps_find(const Stamps *stamps, const StampKey *key);
/* Makes one that is not there yet, to be drawn on; clear so far. It stays the stamps' until the next is made,
 * when all may be forgotten so that they stay few. NULL: no memory for it. */
cairo_surface_t *stamps_add(Stamps *stamps, const StampKey *key, int width, int height);

#endif
