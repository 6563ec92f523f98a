/* dialog: the frame of what lies over the panels: a title, a line that says which keys do what, and a bar
 * that shows how much of it can be seen. Leaves out: what is in it. */
#ifndef LEASELAB_STAGE_DIALOG_H
#define LEASELAB_STAGE_DIALOG_H

#include "ui/canvas/canvas.h"

enum { DIALOG_TEXT_PX = 15 };

/* In the middle of `over`, high enough for an inside of that height, or as high as that is. Answers the
 * inside; no size where there is no room for any. */
Box dialog_draw(Canvas *canvas, Box over, Px width, Px height, const char *title, const char *keys);
/* The same without drawing: the inside of one as large as can be. */
Box dialog_inside(Box over, Px width);
/* Of `whole` lines those from `top` on can be seen, `shown` of them; at the right edge of the inside. */
void dialog_draw_bar(Canvas *canvas, Box inside, int32_t top, int32_t shown, int32_t whole);

#endif
