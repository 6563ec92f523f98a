/* centre: hosts with their count against the threshold and the ages of what they remember, machines around
 * them by place, messages that fly; cells for thousands, a histogram for a million. Leaves out: what a click
 * or key does (stage.h). */
#ifndef LEASELAB_STAGE_CENTRE_H
#define LEASELAB_STAGE_CENTRE_H

#include "ui/stage/frame.h"

void centre_draw(const Frame *frame, Canvas *canvas, Box box);
void centre_tell(const Frame *frame, Text *out);
/* The machine whose cell is under the pointer: cells have no hit boxes. False: there is none. */
bool centre_machine_at(const Frame *frame, Box box, Point point, uint32_t *out_machine);

#endif
