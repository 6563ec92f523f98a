/* landings: the snapshots along a run, to which one who goes back comes first. They begin close to each other
 * and are thinned out, within a budget of memory; a branch shares those of its parent's past. Leaves out: the
 * way on from there, and how far a run is known (timeline.h). */
#ifndef LEASELAB_RUN_LANDINGS_H
#define LEASELAB_RUN_LANDINGS_H

#include "sim/run/snapshot.h"

/* Work is told in attempts that only go on as before, some 10 ns each. Doing again what lies between two
 * snapshots takes a few milliseconds at most: the longest a seek within known time should take. */
enum { WORK_OF_SEEK = 200000 };

/* A snapshot and where it stands. Branches share it. */
typedef struct {
    Snapshot *snapshot; /* held */
    uint64_t work;      /* done up to there */
} Landing;

/* Owns its items. */
typedef struct {
    size_t budget;  /* bytes; two are always kept */
    Landing *items; /* in order of time; the first is before minute 0 */
    size_t count, capacity;
    uint64_t spacing; /* work between them */
} Landings;

void landings_begin(Landings *landings, size_t budget);
/* Those of the parent up to the end of minute `at`, and its spacing. False: out of memory. */
bool landings_share(Landings *branch, const Landings *parent, int32_t at);
void landings_end(Landings *landings);

/* Of the run as it is now, which has done so much work. False: out of memory. */
bool landings_keep(Landings *landings, const Run *run, uint64_t work);
/* Where they are too many: from now on they stand further apart. */
void landings_thin_out(Landings *landings);
/* The newest at or before the end of minute `at`; the first where there is none. */
const Landing *landings_find(const Landings *landings, int32_t at);
/* Work to be done on new ground until a snapshot is due, of a run that has done so much; 0: one is. */
uint64_t landings_work_until_due(const Landings *landings, uint64_t work);
size_t landings_bytes(const Landings *landings);

#endif
