/* inspector: what is selected: its state, its three clocks, its diagram with the lit state, why.
 * Leaves out: what a click or key does (stage.h). */
#ifndef LEASELAB_STAGE_INSPECTOR_H
#define LEASELAB_STAGE_INSPECTOR_H

#include "ui/stage/frame.h"

void inspector_draw(const Frame *frame, Canvas *canvas, Box box);
void inspector_tell(const Frame *frame, Text *out);
/* The most lines that are worth scrolling away (view->inspector_top). */
int32_t inspector_last_top(const Frame *frame, Box box);

#endif
