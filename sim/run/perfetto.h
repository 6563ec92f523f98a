/* perfetto: rows as Chrome trace events, for ui.perfetto.dev. Leaves out: where the text goes. */
#ifndef LEASELAB_RUN_PERFETTO_H
#define LEASELAB_RUN_PERFETTO_H

#include "sim/base/text.h"
#include "sim/run/row.h"
#include "sim/scenario/plan.h"

/* A whole JSON document that opens in Perfetto: head, one call for each row, tail. A track for each machine
 * with a slice for each state, marks for attempts, and a counter for each host and pool. One simulated minute
 * is one microsecond times 60 million, so that Perfetto's clock shows days and hours as they are. */
typedef struct {
    const Plan *plan;
    uint8_t *open_state; /* of each machine, State; STATE_ABSENT has no slice. Owned */
    bool any;
} Perfetto;

bool perfetto_begin(Perfetto *perfetto, const Plan *plan, Text *out); /* false: out of memory */
void perfetto_row(Perfetto *perfetto, Text *out, const Row *row);
void perfetto_end(Perfetto *perfetto, Text *out);

#endif
