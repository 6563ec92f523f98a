/* heap: the plain way to carry out a plan, to compare with: one binary heap of events, the oldest first, and
 * a machine's next event in it; each is taken out, the machine is changed by the same tables, and its new
 * next event sifted in. No windows, no steady machines, nothing put together. What it does is done as well as
 * a plain heap allows: keys of 64 bits that carry minute, rank and machine, one entry a machine, and the top
 * replaced in place instead of taken and put back.
 *
 * It is no second simulator: it knows machines that hosts license, timetables, jitter, hosts that count,
 * forget, go down and come up, and refuses all else. It writes no rows. */
#ifndef LEASELAB_TESTS_BENCH_HEAP_H
#define LEASELAB_TESTS_BENCH_HEAP_H

#include "sim/scenario/plan.h"

typedef struct {
    uint64_t attempts;
    uint64_t licensed; /* machines, in the end */
    uint64_t counted;  /* ids that all hosts remember, in the end */
} HeapEnd;

typedef enum { HEAP_DONE, HEAP_UNKNOWN, HEAP_NO_MEMORY } HeapStatus;

/* From the start to the end of minute `last`. */
HeapStatus heap_run(const Plan *plan, int32_t last, HeapEnd *out);

#endif
