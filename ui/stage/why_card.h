/* why_card: the answer of sim/run/why, set in lines that can be clicked: each goes to its minute. While a
 * question hides what is to come, only what was is shown. Leaves out: the answer itself. */
#ifndef LEASELAB_STAGE_WHY_CARD_H
#define LEASELAB_STAGE_WHY_CARD_H

#include "ui/stage/scroll.h"

void why_card_draw(const Frame *frame, Scroll *scroll);
void why_card_tell(const Frame *frame, Text *out);

#endif
