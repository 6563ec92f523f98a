/* following: what happens to one machine, attempt by attempt, in a run of its own in which the others' are
 * put together. Its rows are remembered while they are not too many, so that one who looks at this minute and
 * that of the same machine does not have to wait each time. Leaves out: all other machines. */
#ifndef LEASELAB_RUN_FOLLOWING_H
#define LEASELAB_RUN_FOLLOWING_H

#include "sim/run/run.h"

typedef struct Following Following;

/* Takes over a run before minute 0, also where it fails. NULL: out of memory. */
Following *following_create(Run *run, uint32_t machine);
void following_destroy(Following *following); /* NULL is nothing */
/* Can it tell of this machine (again)? */
bool following_knows(const Following *following, uint32_t machine);
/* Comes nearer to the end of minute `at`, by about so much work: attempts that go on as before, and each
 * other row for ten of them. Answers how far it is then; `at` also where it can do no more, for lack of
 * memory or because they are too many rows to remember: then it does not know the machine any more. */
int32_t following_go_on(Following *following, int32_t at, uint64_t work);
/* Tells its rows, and those of changes, up to the end of minute `at`. False: out of memory. */
bool following_tell(Following *following, int32_t at, const RowSink *sink);
/* The run, where that is at the end of minute `at`; else NULL. */
const Run *following_run(const Following *following, int32_t at);

#endif
