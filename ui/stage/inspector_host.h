/* inspector_host: a selected host or place, in full. Leaves out: machines (inspector.c). */
#ifndef LEASELAB_STAGE_INSPECTOR_HOST_H
#define LEASELAB_STAGE_INSPECTOR_HOST_H

#include "ui/stage/scroll.h"

void inspector_host_draw(const Frame *frame, Scroll *scroll, int host);
void inspector_host_tell(const Frame *frame, Text *out, int host);
void inspector_place_draw(const Frame *frame, Scroll *scroll, uint32_t place);
void inspector_place_tell(const Frame *frame, Text *out, uint32_t place);

#endif
