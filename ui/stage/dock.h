/* dock: the whole run over time: lanes, states, counts against thresholds, changes and claims, what is still
 * to come. Leaves out: what a click or key does (stage.h). */
#ifndef LEASELAB_STAGE_DOCK_H
#define LEASELAB_STAGE_DOCK_H

#include "ui/stage/frame.h"

/* The minute under the pointer, at most frame->now.horizon_at while a question hides what is to come. */
int32_t dock_at(const Frame *frame, Box box, Point point);

void dock_draw(const Frame *frame, Canvas *canvas, Box box);
void dock_tell(const Frame *frame, Text *out);

#endif
