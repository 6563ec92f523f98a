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

#include "sim/base/chance.h"
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

/* The memo: the host that granted last above, attempts made below: so both are looked at in one comparison.
 */
enum { STEADY_ATTEMPT_BITS = 22, STEADY_ATTEMPTS_MOST = 1 << STEADY_ATTEMPT_BITS };
/* A machine that made fewer attempts can go on: there is room for two more. */
enum { STEADY_ATTEMPTS_END = STEADY_ATTEMPTS_MOST - 2 };
_Static_assert(LIMIT_HOSTS < 1 << (32 - STEADY_ATTEMPT_BITS), "every host fits into a memo");

/* The parts of a steady wake. A failing one's lease still runs, and its last attempts found nobody. Here, so
 * that they cost nothing. */
static inline bool steady_is(Wake wake) {
    return wake.granted_at != WAKE_PLAIN;
}

static inline bool steady_is_failing(Wake wake) {
    return wake.granted_at < 0;
}

static inline int32_t steady_granted_at(Wake wake) {
    return wake.granted_at < 0 ? -1 - wake.granted_at : wake.granted_at;
}

static inline int steady_host(Wake wake) {
    return (int)(wake.memo >> STEADY_ATTEMPT_BITS);
}

static inline uint32_t steady_attempts(Wake wake) {
    return wake.memo & (STEADY_ATTEMPTS_MOST - 1);
}

/* The next wake after another grant, or after another silence; one more attempt fits. */
static inline Wake steady_renewed(Wake wake, int32_t now, int32_t next_at) {
    return (Wake){next_at, wake.machine, wake.memo + 1, now};
}

static inline Wake steady_failed(Wake wake, int32_t next_at) {
    return (Wake){next_at, wake.machine, wake.memo + 1, -1 - steady_granted_at(wake)};
}

/* Its next clock (reminder or end of the lease), counted from its last grant. */
static inline int32_t steady_clock_at(const Product *product, int32_t granted_at) {
    const int32_t end_at = later(granted_at, product->lease_min);
    return product_warns(product) ? product_warns_at(product, end_at) : end_at;
}

/* The wake of a machine that was granted by this host in minute `now` and asks next at its due_at. False
 * where it has anything unusual about it, so that the table must look at it again. */
bool steady_begin(const Plan *plan, const Machine *machine, uint32_t number, int host, int32_t now,
                  Wake *out);
/* The whole machine. */
Machine steady_recall(const Plan *plan, const World *world, const Rhythms *rhythms, Wake wake);

/* How much later than due this attempt of a machine makes the next one: less than `span` minutes. Here, for
 * loops over many; `mixed_seed` is chance_mix of the plan's. */
static inline int32_t attempt_lateness(uint64_t mixed_seed, uint32_t span, uint32_t number,
                                       uint32_t attempts_before) {
    return (int32_t)chance_high_product(span,
                                        chance_luck(mixed_seed, number, CHANCE_JITTER, attempts_before));
}
/* The same for a machine of this group. */
int32_t attempt_jitter(const Plan *plan, const Group *group, uint32_t number, uint32_t attempts_before);

#endif
