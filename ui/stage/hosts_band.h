/* hosts_band: the upper part of the stage: hosts beside each other, and the services that somebody asks, as
 * large as there is room for them. Leaves out: a single host (host_card.h). */
#ifndef LEASELAB_STAGE_HOSTS_BAND_H
#define LEASELAB_STAGE_HOSTS_BAND_H

#include "ui/stage/host_card.h"

enum { BAND_HOSTS_MOST = 24 };

typedef struct {
    CardSize size;
    Box hosts[BAND_HOSTS_MOST]; /* the first of the file */
    int host_count, left_out;
    Box services[SERVICE_COUNT]; /* no size: nobody asks it */
    Box remark;                  /* of hosts that are left out */
    Px height;
} HostsBand;

/* From the box's top, at most as high. */
void hosts_band_lay_out(HostsBand *band, const Frame *frame, Box box);
void hosts_band_draw(const HostsBand *band, const Frame *frame, Canvas *canvas);

#endif
