/* world: everything that changes during a run, as one flat block without pointers. Copying the block is a
 * snapshot; keeping it is rewind; copying it and changing one thing is a what-if branch; hashing it is the
 * fingerprint. Leaves out: what happens in it (minute.c). */
#ifndef LEASELAB_RUN_WORLD_H
#define LEASELAB_RUN_WORLD_H

#include "sim/model/asking.h"
#include "sim/model/lifecycle.h"
#include "sim/model/look.h"
#include "sim/scenario/plan.h"

typedef enum { VERDICT_OPEN, VERDICT_HELD, VERDICT_FAILED } ClaimVerdict;

/* How a claim stands. */
typedef struct {
    int64_t matching;              /* machines for which it is so now */
    int64_t got;                   /* in the minute it was decided */
    int32_t decided_at;            /* NEVER while open */
    int32_t true_at;               /* first minute at whose end it was true; NEVER */
    int32_t true_until;            /* first minute after that at whose end it was not; NEVER */
    int32_t least_left, most_left; /* of lease_left claims, when decided: minutes, -1 without a lease */
    uint8_t verdict;               /* ClaimVerdict */
    uint8_t is_true;               /* at the end of the last minute it was looked at */
    uint8_t was_true;              /* before its minute, for `first` */
} ClaimState;

/* What a group comes to. */
typedef struct {
    uint32_t in_look[LOOK_COUNT]; /* machines that look so now */
    uint32_t lapses;              /* leases that ran out so far */
    uint32_t notices;             /* reminders that first showed so far */
} GroupCounts;

/* Room is kept in every ledger for so many ids that nobody has: for changes that are not in the plan, and on
 * top of them for questions such as "one machine more?". */
enum { BRANCH_IDS_MOST = 1000, WHAT_IF_IDS_MOST = 1000 };

/* The head of the block; the arrays follow it, found by offset. */
typedef struct {
    size_t bytes;      /* of the whole block */
    int32_t now;       /* the last minute that is over; -1 before the first */
    int32_t forget_at; /* no host forgets anything before */
    uint32_t next_occurrence, next_moment, next_what_if;
    uint32_t new_ids; /* given so far */
    uint64_t history; /* hash of every row but attempts, so far */
    uint64_t row_count, attempt_count;
    uint64_t fired[EVENT_COUNT][TRANSITIONS_MOST][STATE_COUNT]; /* how often each row of the table was taken,
                                                        from where; a steady machine's coming on, which
                                                        changes nothing, is not counted */
    uint8_t service_up[SERVICE_COUNT];
    uint32_t machine_count, group_count, host_count, place_count, claim_count;
    size_t counts_at, hosts_at, places_at, ledgers_at, entries_at, buckets_at, claims_at, since_at,
        machines_at; /* offsets in bytes; the last two come last, for snapshots (snapshot.h) */
} World;

/* The world before minute 0. Owned by the caller, given back with free(). NULL when memory ran out. */
World *world_create(const Plan *plan);
World *world_copy(const World *world);
/* Is there room in a world of `plan` for all ids of `changed`, the same plan with more changes? Where not,
 * those are not to be carried out in it. */
bool world_has_room(const Plan *plan, const Plan *changed);

/* Here, so that it costs nothing to ask for one. */
static inline Machine *world_machines(World *world) {
    return (Machine *)((char *)world + world->machines_at);
}
int32_t *world_since(World *world); /* of each machine: in its present state since */
GroupCounts *world_counts(World *world, uint32_t group);
Host *world_hosts(World *world);
Place *world_places(World *world);
Ledger *world_ledger(World *world, int host, Pool pool);
LedgerStore world_store(World *world);
ClaimState *world_claims(World *world);
Realm world_realm(World *world, const Plan *plan);

const Machine *world_machine(const World *world, uint32_t machine);
int32_t world_machine_since(const World *world, uint32_t machine);
const GroupCounts *world_group(const World *world, uint32_t group);
uint32_t world_count_in_state(const World *world, uint32_t group, State state);
const Host *world_host(const World *world, int host);
const ClaimState *world_claim(const World *world, uint32_t claim);
/* Ids the host remembers in this pool: what it would count. */
int32_t world_count(const World *world, int host, Pool pool);
/* The most ids it would remember there; 0 before it was asked. */
int32_t world_cap(const World *world, int host, Pool pool);

/* A machine before its installation, as its group has it. */
Machine world_new_machine(const Plan *plan, uint32_t machine);

/* 64 bits that name the world's run: the plan in normal form, every row but attempts, and the state of every
 * machine and host; over canonical fields, never over raw memory, so it is the same on every machine
 * (MODEL.md section 9). `machines` is the sum of world_machine_hash over all machines, in any order. */
uint64_t world_fingerprint(const World *world, const Plan *plan, uint64_t machines);
uint64_t world_machine_hash(const World *world, uint32_t number, const Machine *machine);

#endif
