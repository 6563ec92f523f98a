/* difference: two runs side by side, of one plan or of two, and the first thing that happens otherwise. What
 * is compared is what is told: machines and hosts by name, changes and claims by what they say, whatever
 * their line in the file is and whatever ids machines are given. Leaves out: what the runs come to (tally.h,
 * otherwise.h).
 */
#ifndef LEASELAB_RUN_DIFFERENCE_H
#define LEASELAB_RUN_DIFFERENCE_H

#include "sim/run/run.h"

typedef struct {
    int32_t at;      /* NEVER: the same things happen in both */
    bool in_a, in_b; /* is there a row? In one of them nothing more may happen in that minute */
    Row a, b;
} Difference;

/* Carries two runs that have not begun to their ends. Rows, or what is put together of them, go to the sinks
 * too. Costs the rows of the fullest step in memory. False: out of memory. */
bool difference_find(Run *a, Run *b, const RowSink *sink_a, const RowSink *sink_b, Difference *out);

/* The same piece by piece. All that it is given stays the caller's and outlives it. NULL: out of memory. */
typedef struct DifferenceSearch DifferenceSearch;
DifferenceSearch *difference_begin(Run *a, Run *b, const RowSink *sink_a, const RowSink *sink_b,
                                   Difference *out);
void difference_end(DifferenceSearch *search); /* NULL is nothing */
/* Carries both on by about so many rows, taken together. */
RunStatus difference_go_on(DifferenceSearch *search, uint64_t rows);
/* The last minute that both have gone through; of a run that is over, the other's. */
int32_t difference_until(const DifferenceSearch *search);

#endif
