/* comparison: two runs side by side, told: where they first differ, and a table of what came out otherwise.
 * Of two files, or of a file and a branch of it. Leaves out: finding the first difference (difference.h). */
#ifndef LEASELAB_RUN_COMPARISON_H
#define LEASELAB_RUN_COMPARISON_H

#include "sim/run/verdict.h"

/* Carries both, which have not begun, to their ends, and adds all that is to be told. `name_a`, `name_b`
 * stand for them in it. False: out of memory. */
bool comparison_tell(Text *out, Run *a, Run *b, const char *name_a, const char *name_b,
                     const VerdictMarks *marks);

#endif
