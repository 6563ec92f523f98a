/* host_card: a host as it stands on the stage: each pool's count against what is needed, what it remembers,
 * and in words whatever is wrong with it. Also the services beside hosts. Leaves out: where they stand
 * (centre.c). */
#ifndef LEASELAB_STAGE_HOST_CARD_H
#define LEASELAB_STAGE_HOST_CARD_H

#include "ui/figures/gauge.h"
#include "ui/stage/pane.h"

typedef enum {
    CARD_FULL, /* with a dial for each pool */
    CARD_SLIM, /* with a bar for each pool */
    CARD_TINY  /* a line */
} CardSize;

/* The gauges of a host's pools that somebody needs, or that still hold entries. Answers how many. */
int host_gauges(const Shown *shown, int host, Gauge out[POOL_COUNT]);
/* What is wrong with it: "down", "not activated", "not in dns"; "" when nothing is. */
void host_add_troubles(const Shown *shown, int host, Text *out);
/* The lowest need that is not met yet; the highest where all are. */
int32_t gauge_goal(const Gauge *gauge);
/* "5 needed: enough; 25 needed: 8 missing". */
void gauge_add_verdict(const Gauge *gauge, Text *out);

/* Whole pixels it wants for that many gauges. */
Px host_card_width(CardSize size, int gauges);
Px host_card_height(CardSize size, int gauges);
void host_card_draw(const Frame *frame, Canvas *canvas, int host, CardSize size, Box box);
void host_tell(const Frame *frame, int host, Text *out);

void service_card_draw(const Frame *frame, Canvas *canvas, Service service, Box box);

#endif
