/* comparison: two runs side by side, told: where they first differ, and a table of what came out otherwise.
 * Of two files, or of a file and a branch of it. Leaves out: finding the first difference (difference.h). */
#ifndef LEASELAB_RUN_COMPARISON_H
#define LEASELAB_RUN_COMPARISON_H

#include "sim/run/verdict.h"

/* Carries both, which have not begun, to their ends, and adds all that is to be told. `name_a`, `name_b`
 * stand for them in it. False: out of memory. */
bool comparison_tell(Text *out, Run *a, Run *b, const char *name_a, const char *name_b,
                     const VerdictMarks *marks);

/* The same piece by piece (difference.h). The runs and their names stay the caller's and outlive it. NULL:
 * out of memory. */
typedef struct Comparing Comparing;
Comparing *comparison_begin(Run *a, Run *b, const char *name_a, const char *name_b);
void comparison_end(Comparing *comparison); /* NULL is nothing */
RunStatus comparison_go_on(Comparing *comparison, uint64_t rows);
int32_t comparison_until(const Comparing *comparison);
/* Once both are over. False: out of memory. */
bool comparison_add(Comparing *comparison, Text *out, const VerdictMarks *marks);

#endif
