/* sample: one drawing that has everything in it which a canvas can draw, and hostile text. */
#ifndef LEASELAB_TESTS_SUPPORT_SAMPLE_H
#define LEASELAB_TESTS_SUPPORT_SAMPLE_H

#include "ui/canvas/canvas.h"
#include "ui/canvas/sheet.h"

enum { SAMPLE_WIDTH = 640, SAMPLE_HEIGHT = 400 };
enum { SAMPLE_MACHINE = 1 }; /* the kind of its hit boxes */

Sheet sample_sheet(Theme theme, Font *font);
void sample_draw(Canvas *canvas);

#endif
