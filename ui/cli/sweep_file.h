/* sweep_file: rows of a sweep (sweep_rows.h) from files: shards to be merged, and the journal. */
#ifndef LEASELAB_CLI_SWEEP_FILE_H
#define LEASELAB_CLI_SWEEP_FILE_H

#include "ui/cli/sweep.h"

/* All answer an exit status, as sweep.h. */

/* Takes what a shard wrote ("-": standard input) into the sweep. */
int sweep_file_merge(Sweep *sweep, const char *path, FileIdentity *out_identity, Text *message);
/* Are all runs there? */
int sweep_file_whole(const Sweep *sweep, Text *message);

/* Opens a journal, which is an ordinary file, or begins it, and takes what it has into the sweep. A row that
 * an interruption cut off is taken away. Nobody else may write to it meanwhile. The caller closes
 * *out_descriptor unless it is -1. */
int sweep_file_journal(Sweep *sweep, const char *path, int *out_descriptor, FileIdentity *out_identity,
                       Text *message);

/* Before the result is written, for what it says may still be lost then. *descriptor, -1 if there is no
 * journal, is -1 afterwards. */
int sweep_file_close(int *descriptor, const char *path, Text *message);

#endif
