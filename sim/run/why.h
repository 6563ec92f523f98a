/* why: the answer to "why is this machine (not) licensed?" at the end of one minute: its state, the rule that
 * brought it there and who says so, the values compared, the chain of causes, what comes next, and what would
 * change it. Leaves out: how it is shown. */
#ifndef LEASELAB_RUN_WHY_H
#define LEASELAB_RUN_WHY_H

#include "sim/base/text.h"
#include "sim/scenario/plan.h"

/* Adds the whole card as text. `at` is at most the plan's run. False: out of memory. */
bool why_tell(Text *out, const Plan *plan, uint32_t machine, int32_t at);

#endif
