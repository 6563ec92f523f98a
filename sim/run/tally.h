/* tally: what a run comes to, group by group: leases lost, and time spent without a licence. A sink to be run
 * with. Leaves out: what happened when (story.h). */
#ifndef LEASELAB_RUN_TALLY_H
#define LEASELAB_RUN_TALLY_H

#include "sim/run/run.h"

typedef struct {
    uint64_t lapses;         /* leases that ran out */
    uint64_t unlicensed_min; /* machine-minutes installed and not licensed */
    uint32_t unlicensed;     /* machines so now … */
    int32_t since_at;        /* … and since the figure above was brought up to date */
} GroupTally;

/* Owns its groups. */
typedef struct {
    const Plan *plan;
    GroupTally *groups;
} Tally;

bool tally_create(Tally *tally, const Plan *plan); /* false: out of memory */
void tally_destroy(Tally *tally);
RowSink tally_sink(Tally *tally);
/* Brings the figures up to the end of minute `at`. */
void tally_close(Tally *tally, int32_t at);

#endif
