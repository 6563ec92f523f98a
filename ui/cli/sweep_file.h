/* sweep_file: rows of a sweep (sweep_rows.h) from files: shards to be merged, and the journal. */
#ifndef LEASELAB_CLI_SWEEP_FILE_H
#define LEASELAB_CLI_SWEEP_FILE_H

#include "ui/cli/sweep.h"

/* All answer an exit status, as sweep.h. */

/* Takes what a shard wrote ("-": standard input) into the sweep. */
int sweep_file_merge(Sweep *sweep, const char *path, FileIdentity *out_identity, Text *message);
/* Are all runs there? */
int sweep_file_whole(const Sweep *sweep, Text *message);

typedef struct {
    int descriptor; /* owned; -1: it could not be opened */
    FileIdentity identity;
    bool is_begun;     /* it was not there before */
    size_t head_bytes; /* what stands in it before the first run */
} SweepJournal;

/* Opens a journal, which is an ordinary file, or begins it, and takes what it has into the sweep. A row that
 * an interruption cut off is taken away. Nobody else may write to it meanwhile. */
int sweep_file_journal(Sweep *sweep, const char *path, SweepJournal *out, Text *message);
/* Closes the journal of a sweep that came to nothing, and takes it away where this call began it and no run
 * stands in it. */
void sweep_file_give_up(SweepJournal *journal, const char *path);

/* Before the result is written, for what it says may still be lost then. *descriptor, -1 if there is no
 * journal, is -1 afterwards. */
int sweep_file_close(int *descriptor, const char *path, Text *message);

#endif
