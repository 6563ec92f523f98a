/* snapshot: a run at the end of a minute, put by, and small enough that many can be kept.
 *
 * A world written out holds 64 bytes of every machine, though most go on as nothing but a wake (steady.h). A
 * snapshot keeps what the run really holds:
 *
 *     head       counts, hosts, places, ledgers, claims         some kilobytes
 *     since      when each machine came into its state          4 bytes a machine
 *     machines   those that are written down, side by side      64 bytes each of these
 *     steady     the wakes of the others                        16 bytes each of those
 *
 * Parts that are the same as in the snapshot before are shared with it: a fleet that is all installed never
 * writes `since` again. Snapshots are counted, so that branches of a timeline share them too. */
#ifndef LEASELAB_RUN_SNAPSHOT_H
#define LEASELAB_RUN_SNAPSHOT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct Run Run;
typedef struct Snapshot Snapshot;

/* Held once; `before` may be NULL. Nothing changes in the run. NULL: out of memory. */
Snapshot *snapshot_take(const Run *run, const Snapshot *before);
void snapshot_hold(Snapshot *snapshot);
void snapshot_let_go(Snapshot *snapshot); /* NULL is nothing */
/* Puts a run of the same plan there; what it is told of and its what-ifs stay. Costs a look at each machine.
 * False: out of memory. */
bool snapshot_restore(const Snapshot *snapshot, Run *run);

int32_t snapshot_at(const Snapshot *snapshot);
/* Bytes of the parts that are not those of `before`, which may be NULL. */
size_t snapshot_bytes(const Snapshot *snapshot, const Snapshot *before);

#endif
