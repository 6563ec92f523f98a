/* centre_crowd: a fleet too large for a cell each: exact counts by look and group, and, once a census is
 * known, in how many days leases run out, a pixel for each cohort, and a few witnesses by name. Leaves out:
 * hosts. */
#ifndef LEASELAB_STAGE_CENTRE_CROWD_H
#define LEASELAB_STAGE_CENTRE_CROWD_H

#include "ui/stage/pane.h"

void crowd_draw(const Frame *frame, Canvas *canvas, Box box);
void crowd_tell(const Frame *frame, Text *out);

#endif
