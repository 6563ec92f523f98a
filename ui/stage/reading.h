/* reading: a text over the panels that can be scrolled: what is wrong in a file, what two lanes come to, the
 * text twin. Lines are broken where they are too wide. What stands in columns, with two spaces or more in
 * between, stands in columns here too. Leaves out: what it says. */
#ifndef LEASELAB_STAGE_READING_H
#define LEASELAB_STAGE_READING_H

#include "ui/canvas/canvas.h"

/* From row `top` on, which is brought to where there is something to read. */
void reading_draw(const char *title, const char *text, int32_t top, Canvas *canvas, Box box);
/* The last row from which on there is more than can be seen. */
int32_t reading_last_top(const Font *font, const char *text, Box box);

#endif
