/* inspector_clocks: the three clocks of the selected machine, each with its name, so that nobody takes one
 * for the other: how long it may go on, when it asks next, how long hosts remember it. Leaves out: the
 * figures (clocks.h). */
#ifndef LEASELAB_STAGE_INSPECTOR_CLOCKS_H
#define LEASELAB_STAGE_INSPECTOR_CLOCKS_H

#include "ui/stage/scroll.h"

void inspector_clocks_draw(const Frame *frame, Scroll *scroll, uint32_t number, const Machine *machine);
void inspector_clocks_tell(const Frame *frame, Text *out, uint32_t number, const Machine *machine);

#endif
