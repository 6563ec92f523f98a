/* claims: what a scenario expects, watched while the run goes on. Costs nothing in minutes in which nothing
 * that a claim speaks of changes. Leaves out: the wording of claims (verdict.h). */
#ifndef LEASELAB_RUN_CLAIMS_H
#define LEASELAB_RUN_CLAIMS_H

#include "sim/run/row.h"
#include "sim/run/world.h"

/* A minute in which a claim must be looked at in any case. */
typedef struct {
    int32_t at;
    uint32_t claim;
} Moment;

/* Who speaks of what; made once from a plan. Owns its arrays. `touched` lists the claims to look at in this
 * minute. */
typedef struct {
    uint32_t *of_group,
        *of_group_first; /* claims about a group's machines: of_group[first[g] … first[g + 1]) */
    uint32_t *of_count, *of_count_first; /* the same for each host and pool */
    Moment *moments;                     /* sorted by minute, then claim */
    uint32_t moment_count;
    uint32_t *touched;
    uint8_t *is_touched;
    uint32_t touched_count;
} ClaimIndex;

bool claims_create(ClaimIndex *index, const Plan *plan); /* false: out of memory; destroy it all the same */
void claims_destroy(ClaimIndex *index);
/* Sets up the states for minute 0: everybody is absent. */
void claims_begin(const Plan *plan, World *world);

void claims_note_state(ClaimIndex *index, const Plan *plan, World *world, uint32_t machine, State from,
                       State to);
void claims_note_last(ClaimIndex *index, const Plan *plan, World *world, uint32_t machine, Result from,
                      Result to);
void claims_note_count(ClaimIndex *index, int host, Pool pool);
/* The next minute in which a claim must be looked at; NEVER. */
int32_t claims_next_at(const ClaimIndex *index, const World *world);
/* Will claims_judge look at single machines' leases in this minute? */
bool claims_look_at_leases(const ClaimIndex *index, const Plan *plan, const World *world, int32_t now);
/* Rank 4 of minute `now`: judges what was touched and what is due; rows of decided claims go to `take`. */
void claims_judge(ClaimIndex *index, const Plan *plan, World *world, int32_t now,
                  void (*take)(void *context, const Row *row), void *context);

#endif
