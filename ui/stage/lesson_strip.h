/* lesson_strip: the step of the lesson: what is said or asked, the choices, the answer; two lines, large
 * enough for the last row. Leaves out: what a click or key does (stage.h). */
#ifndef LEASELAB_STAGE_LESSON_STRIP_H
#define LEASELAB_STAGE_LESSON_STRIP_H

#include "ui/stage/frame.h"

/* How high it wants to be, as wide as the window: to be read from the last row, but no more than its share
 * unless even the smallest text needs more; 0: there is no lesson; less: out of memory. */
Px lesson_strip_wants(const Frame *frame);
void lesson_strip_draw(const Frame *frame, Canvas *canvas, Box box);
void lesson_strip_tell(const Frame *frame, Text *out);

#endif
