/* sweep_rows: the figures of single runs as rows of CSV, as shards and journals hold them:
 *
 *     run,runs,seeds,scenario,seed,PATH…,MEASURE…
 *     3,200,100,9f0c…,3,10,1d,28,
 *
 * `scenario` is a hash of the file; a figure that is missing is empty; times are in minutes. Leaves out: what
 * the runs come to (sweep_table.h). */
#ifndef LEASELAB_CLI_SWEEP_ROWS_H
#define LEASELAB_CLI_SWEEP_ROWS_H

#include "ui/cli/sweep.h"

void sweep_rows_head(Text *out, const Sweep *sweep);
void sweep_rows_add(Text *out, const Sweep *sweep, uint32_t run);

/* Takes the figures from rows, head first; `bytes` are cut up, and outlive the sweep. Into an empty sweep
 * ({0}) it takes all else too; otherwise rows must be of this very sweep. `twice_is_wrong`: a run that is
 * there already is refused. `name` is the file's. Answers an exit status, as sweep.h. */
int sweep_rows_read(Sweep *sweep, char *bytes, const char *name, bool twice_is_wrong, Text *message);

#endif
