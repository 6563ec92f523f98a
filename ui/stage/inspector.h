/* inspector: what is selected: its state, its three clocks, its diagram with the lit state, why.
 * Leaves out: what a click or key does (stage.h). */
#ifndef LEASELAB_STAGE_INSPECTOR_H
#define LEASELAB_STAGE_INSPECTOR_H

#include "ui/stage/scroll.h"

void inspector_draw(const Frame *frame, Canvas *canvas, Box box);
void inspector_tell(const Frame *frame, Text *out);
/* All of it in such a box, measured from its top: how far it can be scrolled, and where it leads. */
Scroll inspector_measure(const Frame *frame, Box box);

#endif
