/* steady: a machine that goes on as before is nothing but its next wake.
 *
 * A licensed machine whose host goes on granting, or goes on being silent while the lease runs on, changes in
 * nothing but what 16 bytes hold: its next attempt, how many it has made, who granted last and when. All else
 * follows from its group and from what is stored of it. Such a machine is not touched in memory at all: its
 * wake is read in order, judged, and appended again. Whatever is unusual sends it back to the table
 * (run/attempts.c), with the machine made again from its wake. Nothing here decides anything that the table
 * does not: it only knows when the table's answer is the same again. */
#ifndef LEASELAB_RUN_STEADY_H
#define LEASELAB_RUN_STEADY_H

#include "sim/run/agenda.h"
#include "sim/run/world.h"

/* What a host told machines, from this minute on. */
typedef struct {
    int32_t at, retry_min, renewal_min;
} Rhythm;

/* The figures of every host over time; they follow from the plan and the changes of a branch. Owns its
 * arrays. */
typedef struct {
    Rhythm *rhythms;
    uint32_t *first; /* of each host, and one more */
} Rhythms;

/* A change that is not in the file. */
typedef struct {
    int32_t at;
    const Change *change;
} WhatIf;

bool rhythms_create(Rhythms *rhythms, const Plan *plan, const WhatIf what_ifs[], uint32_t what_if_count);
void rhythms_destroy(Rhythms *rhythms);
/* As they stood after the changes of minute `at`. */
Rhythm rhythms_at(const Rhythms *rhythms, int host, int32_t at);

/* The parts of a steady wake. A failing one's lease still runs, and its last attempts found nobody. */
bool steady_is(Wake wake);
bool steady_is_failing(Wake wake);
int steady_host(Wake wake); /* that granted last */
int32_t steady_granted_at(Wake wake);
uint32_t steady_attempts(Wake wake);

/* The wake of a machine that was granted by this host in minute `now` and asks next at its due_at. False
 * where it has anything unusual about it, so that the table must look at it again. */
bool steady_begin(const Plan *plan, const Machine *machine, uint32_t number, int host, int32_t now,
                  Wake *out);
/* The next wake after another grant, or after another silence. */
Wake steady_renewed(Wake wake, int32_t now, int32_t next_at);
Wake steady_failed(Wake wake, int32_t next_at);
/* Its next clock (reminder or end of the lease), counted from its last grant. */
int32_t steady_clock_at(const Product *product, int32_t granted_at);

/* The whole machine. */
Machine steady_recall(const Plan *plan, const World *world, const Rhythms *rhythms, Wake wake);

/* How much later than due this attempt of the machine makes the next one. */
int32_t attempt_jitter(const Plan *plan, const Group *group, uint32_t number, uint32_t attempts_before);

#endif
