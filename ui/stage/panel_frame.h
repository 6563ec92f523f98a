/* panel_frame: the edge of a panel, which is thicker where the keys go. Leaves out: what is in it. */
#ifndef LEASELAB_STAGE_PANEL_FRAME_H
#define LEASELAB_STAGE_PANEL_FRAME_H

#include "ui/canvas/canvas.h"

void panel_frame_draw(Canvas *canvas, Box box, bool has_keys);

#endif
