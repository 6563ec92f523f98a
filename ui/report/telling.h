/* telling: a run carried out for a page: its story, which rules played a part and how often, and how it
 * ended. Leaves out: how that is written (parts.h). */
#ifndef LEASELAB_REPORT_TELLING_H
#define LEASELAB_REPORT_TELLING_H

#include "sim/run/run.h"
#include "sim/run/story.h"

/* Starts as {0}; telling_free gives everything back. */
typedef struct {
    Run *run; /* at its end */
    Story *story;
    uint64_t times[RULE_COUNT];
    bool failed;
} Telling;

/* Carries the plan out up to the end of minute `until`. False: out of memory. */
bool telling_carry_out(Telling *telling, const Plan *plan, int32_t until);
void telling_free(Telling *telling);

#endif
