/* sweep_file: rows of a sweep (sweep_rows.h) from files: shards to be merged, and the journal. */
#ifndef LEASELAB_CLI_SWEEP_FILE_H
#define LEASELAB_CLI_SWEEP_FILE_H

#include "ui/cli/sweep.h"
#include "ui/cli/unfinished.h"

/* All answer an exit status, as sweep.h. */

/* Takes what a shard wrote ("-": standard input) into the sweep. */
int sweep_file_merge(Sweep *sweep, const char *path, FileIdentity *out_identity, Text *message);
/* Are all runs there? */
int sweep_file_whole(const Sweep *sweep, Text *message);

typedef struct {
    int descriptor; /* owned; -1: it could not be opened */
    FileIdentity identity;
    Unfinished unfinished; /* where this call began it, until a run stands in it */
} SweepJournal;

/* Starts as {.descriptor = -1}; do not move or copy `out`. Opens a journal, which is an ordinary file, or
 * begins it, and takes what it has into the sweep. A row that an interruption cut off is taken away. Nobody
 * else may write to it meanwhile. */
int sweep_file_journal(Sweep *sweep, const char *path, SweepJournal *out, Text *message);
/* Before the result is written, for what it says may still be lost then. Does nothing where there is no
 * journal. */
int sweep_file_close(SweepJournal *journal, const char *path, Text *message);
/* Closes the journal of a sweep that came to nothing, if it is open still, and takes it away where this call
 * began it and no run stands in it, as a signal does. */
void sweep_file_give_up(SweepJournal *journal);

#endif
