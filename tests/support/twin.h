/* twin: a window that goes on from picture to picture, as the real one does, beside one that draws each anew.
 * They must look alike to the byte, and have the same under the pointer. */
#ifndef LEASELAB_TESTS_SUPPORT_TWIN_H
#define LEASELAB_TESTS_SUPPORT_TWIN_H

#include "tests/test.h"

#include "ui/canvas/paint.h"
#include "ui/stage/stage.h"

/* Starts as {0}; twin_close gives all of it back. */
typedef struct {
    Paint *paint; /* over its pixels, for a sheet and a size; NULL: no picture yet */
    uint32_t *pixels;
    int width, height, scale;
    Sheet sheet;
} Twin;

/* Both draw the stage now, in a window of so many pixels. Ends the test where they differ. */
void twin_look(Twin *twin, Stage *stage, int width, int height);
void twin_close(Twin *twin);

#endif
