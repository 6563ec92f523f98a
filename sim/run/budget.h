/* budget: how long a fleet lives on if all its hosts died now, for good. Exact without running on: nobody is
 * granted any more, and a lease ends when it ends. Leaves out: machines that no host licenses; what the file
 * changes later. */
#ifndef LEASELAB_RUN_BUDGET_H
#define LEASELAB_RUN_BUDGET_H

#include "sim/run/run.h"

enum { BUDGET_SPANS = 5 };
extern const int32_t BUDGET_SPAN_DAYS[BUDGET_SPANS]; /* 30, 90, 173, 180, 210 */

typedef struct {
    int32_t at;                  /* the end of this minute */
    uint32_t licensed;           /* machines that hold a lease then, granted by a host */
    int32_t first_lapse_at;      /* when the first of them loses it; NEVER where there is none */
    uint32_t lost[BUDGET_SPANS]; /* how many have lost it so many days later */
} BudgetDay;

/* The budget at the run's minute. Looks at every machine. */
BudgetDay budget_now(const Run *run);

#endif
