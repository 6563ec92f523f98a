/* sweep_work: the runs of a sweep, carried out by processes at once, and the journal that they are noted in.
 * Leaves out: what is run (sweep.h). */
#ifndef LEASELAB_CLI_SWEEP_WORK_H
#define LEASELAB_CLI_SWEEP_WORK_H

#include "ui/cli/sweep.h"

typedef struct {
    const Input *input;
    Sweep *sweep;
    uint32_t shard, shards;   /* only runs of which number % shards == shard, from 0 */
    int jobs;                 /* processes, at least 1 */
    int journal;              /* a descriptor to append finished runs to; -1 */
    const char *journal_name; /* as it was given */
} SweepWork;

enum { SWEEP_JOBS_MOST = 1024 };

/* Carries out all runs of the shard that have no figures yet. Answers an exit status, as sweep.h; after the
 * first trouble all processes are ended. When this program is killed they die with it. */
int sweep_work(const SweepWork *work, Text *message);

#endif
