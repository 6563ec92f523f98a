/* place_head: the region of a place on the stage, with its name and what it cannot reach. Leaves out: who is
 * in it. */
#ifndef LEASELAB_STAGE_PLACE_HEAD_H
#define LEASELAB_STAGE_PLACE_HEAD_H

#include "ui/canvas/canvas.h"
#include "ui/stage/pane.h"

enum { PLACE_HEAD_PX = 24, PLACE_PAD_PX = 8 };

/* "reaches nothing", "does not reach dns, kms1"; nothing where it reaches all that anybody asks. */
void place_add_blocked(const Shown *shown, uint32_t place, Text *out);
/* The region, on which a click means the place; and its words, which come after what runs across it. `remark`
 * at the right, where there is room: "30 machines". */
void place_box_draw(const Frame *frame, Canvas *canvas, uint32_t place, Box box);
void place_head_draw(const Frame *frame, Canvas *canvas, uint32_t place, Box box, const char *remark);

#endif
