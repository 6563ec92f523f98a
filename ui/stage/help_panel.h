/* help_panel: every key and what it does, by part, in columns; out of the table of actions. In words:
 * actions_tell. Leaves out: the table. */
#ifndef LEASELAB_STAGE_HELP_PANEL_H
#define LEASELAB_STAGE_HELP_PANEL_H

#include "ui/canvas/canvas.h"

/* From row `top` on, where not all of them fit. */
void help_panel_draw(int32_t top, Canvas *canvas, Box box);
/* The last row from which on there is more than can be seen. */
int32_t help_panel_last_top(const Font *font, Box box);

#endif
