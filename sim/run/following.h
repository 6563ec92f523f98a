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
/* Tells its rows, and those of changes, up to the end of minute `at`. False: out of memory. */
bool following_tell(Following *following, int32_t at, const RowSink *sink);

#endif
