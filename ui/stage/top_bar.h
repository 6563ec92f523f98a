/* top_bar: the scenario, the clock as calendar and day, the mode (LIVE, PAST, BRANCH), the buttons of time,
 * the speed. Leaves out: what a click or key does (stage.h). */
#ifndef LEASELAB_STAGE_TOP_BAR_H
#define LEASELAB_STAGE_TOP_BAR_H

#include "ui/stage/frame.h"

void top_bar_draw(const Frame *frame, Canvas *canvas, Box box);
void top_bar_tell(const Frame *frame, Text *out);

#endif
