#include "sim/run/claims.h"

#include <stdlib.h>
#include <string.h>

#include "sim/base/check.h"

static bool about_machines(const Claim *claim) {
    return claim->about != CLAIM_HOST_COUNT;
}

/* Calls `put` for every group of which the claim selects a machine. */
static void for_each_group(const Plan *plan, const Claim *claim,
                           void (*put)(ClaimIndex *, uint32_t, uint32_t), ClaimIndex *index,
                           uint32_t number) {
    uint32_t group = 0;
    for (uint32_t r = 0; r < claim->machines.range_count; r++) {
        const MachineRange range = claim->machines.ranges[r];
        const uint32_t end = range.first + range.count;
        uint32_t from = plan_group_of(plan, range.first);
        if (r > 0 && from < group) from = group;
        for (group = from; group < plan->group_count && plan->groups[group].first < end; group++)
            put(index, group, number);
    }
}

static void count_group(ClaimIndex *index, uint32_t group, uint32_t claim) {
    (void)claim;
    index->of_group_first[group]++;
}

static void put_group(ClaimIndex *index, uint32_t group, uint32_t claim) {
    index->of_group[--index->of_group_first[group]] = claim;
}

static uint32_t count_slot(const Claim *claim) {
    return (uint32_t)claim->host * POOL_COUNT + claim->pool;
}

/* Turns counts into ends: filling from behind then moves each end to its beginning. Answers the total. */
static uint32_t sum_up(uint32_t *counts, uint32_t slots) {
    for (uint32_t i = 1; i <= slots; i++) counts[i] += counts[i - 1];
    return counts[slots];
}

static bool index_claims(ClaimIndex *index, const Plan *plan) {
    const uint32_t slots = plan->host_count * POOL_COUNT;
    index->of_group_first = calloc(plan->group_count + 1, sizeof *index->of_group_first);
    index->of_count_first = calloc(slots + 1, sizeof *index->of_count_first);
    if (!index->of_group_first || !index->of_count_first) return false;
    for (uint32_t c = 0; c < plan->claim_count; c++) {
        const Claim *claim = &plan->claims[c];
        if (about_machines(claim))
            for_each_group(plan, claim, count_group, index, c);
        else
            index->of_count_first[count_slot(claim)]++;
    }
    index->of_group = calloc(sum_up(index->of_group_first, plan->group_count) + 1, sizeof *index->of_group);
    index->of_count = calloc(sum_up(index->of_count_first, slots) + 1, sizeof *index->of_count);
    if (!index->of_group || !index->of_count) return false;
    for (uint32_t c = plan->claim_count; c-- > 0;) {
        const Claim *claim = &plan->claims[c];
        if (about_machines(claim))
            for_each_group(plan, claim, put_group, index, c);
        else
            index->of_count[--index->of_count_first[count_slot(claim)]] = c;
    }
    return true;
}

static int by_moment(const void *a, const void *b) {
    const Moment *x = a, *y = b;
    if (x->at != y->at) return x->at < y->at ? -1 : 1;
    return (x->claim > y->claim) - (x->claim < y->claim);
}

static bool index_moments(ClaimIndex *index, const Plan *plan) {
    index->moments = malloc((3 * (size_t)plan->claim_count + 1) * sizeof *index->moments);
    if (!index->moments) return false;
    for (uint32_t c = 0; c < plan->claim_count; c++) {
        index->moments[index->moment_count++] = (Moment){plan->claims[c].to, c};
        if (plan->claims[c].about == CLAIM_LEASE_LEFT) continue; /* true by the clock: looked at once */
        index->moments[index->moment_count++] = (Moment){plan->claims[c].from, c};
        index->moments[index->moment_count++] = (Moment){0, c};
    }
    qsort(index->moments, index->moment_count, sizeof *index->moments, by_moment);
    return true;
}

bool claims_create(ClaimIndex *index, const Plan *plan) {
    *index = (ClaimIndex){0};
    index->touched = malloc((plan->claim_count + 1) * sizeof *index->touched);
    index->is_touched = calloc(plan->claim_count + 1, 1);
    return index->touched && index->is_touched && index_claims(index, plan) && index_moments(index, plan);
}

void claims_destroy(ClaimIndex *index) {
    free(index->of_group);
    free(index->of_group_first);
    free(index->of_count);
    free(index->of_count_first);
    free(index->moments);
    free(index->touched);
    free(index->is_touched);
    *index = (ClaimIndex){0};
}

void claims_begin(const Plan *plan, World *world) {
    for (uint32_t c = 0; c < plan->claim_count; c++) {
        const Claim *claim = &plan->claims[c];
        if (claim->about == CLAIM_STATE && claim->state == STATE_ABSENT)
            world_claims(world)[c].matching = claim->machines.machines;
    }
}

static void touch(ClaimIndex *index, uint32_t claim) {
    if (index->is_touched[claim]) return;
    index->is_touched[claim] = 1;
    index->touched[index->touched_count++] = claim;
}

void claims_note_state(ClaimIndex *index, const Plan *plan, World *world, uint32_t machine, State from,
                       State to) {
    const uint32_t group = plan_group_of(plan, machine);
    for (uint32_t i = index->of_group_first[group]; i < index->of_group_first[group + 1]; i++) {
        const uint32_t c = index->of_group[i];
        const Claim *claim = &plan->claims[c];
        if (claim->about != CLAIM_STATE || (claim->state != from && claim->state != to)) continue;
        if (!selection_has(claim->machines, machine)) continue;
        world_claims(world)[c].matching += (claim->state == to) - (claim->state == from);
        touch(index, c);
    }
}

void claims_note_last(ClaimIndex *index, const Plan *plan, World *world, uint32_t machine, Result from,
                      Result to) {
    const uint32_t group = plan_group_of(plan, machine);
    for (uint32_t i = index->of_group_first[group]; i < index->of_group_first[group + 1]; i++) {
        const uint32_t c = index->of_group[i];
        const Claim *claim = &plan->claims[c];
        if (claim->about != CLAIM_LAST || (claim->last != from && claim->last != to)) continue;
        if (!selection_has(claim->machines, machine)) continue;
        world_claims(world)[c].matching += (claim->last == to) - (claim->last == from);
        touch(index, c);
    }
}

void claims_note_count(ClaimIndex *index, int host, Pool pool) {
    const uint32_t slot = (uint32_t)host * POOL_COUNT + pool;
    for (uint32_t i = index->of_count_first[slot]; i < index->of_count_first[slot + 1]; i++)
        touch(index, index->of_count[i]);
}

int32_t claims_next_at(const ClaimIndex *index, const World *world) {
    return world->next_moment < index->moment_count ? index->moments[world->next_moment].at : NEVER;
}

bool claims_look_at_leases(const ClaimIndex *index, const Plan *plan, const World *world, int32_t now) {
    for (uint32_t i = world->next_moment; i < index->moment_count && index->moments[i].at == now; i++)
        if (plan->claims[index->moments[i].claim].about == CLAIM_LEASE_LEFT) return true;
    return false;
}

/* Machines that are licensed with so much left. A lease that never ends has no such figure. */
static int64_t count_lease_left(const Claim *claim, World *world, ClaimState *state, int32_t now) {
    int64_t matching = 0;
    state->least_left = NEVER;
    state->most_left = -1;
    for (uint32_t r = 0; r < claim->machines.range_count; r++) {
        const MachineRange range = claim->machines.ranges[r];
        for (uint32_t m = range.first; m < range.first + range.count; m++) {
            const Machine *machine = world_machine(world, m);
            const bool leases = machine->state == STATE_LICENSED && machine->clock_at != NEVER;
            const int32_t left = leases ? machine->clock_at - now : -1;
            if (left < state->least_left) state->least_left = left;
            if (left > state->most_left) state->most_left = left;
            matching += leases && comparison_holds(claim->lease_left, left);
        }
    }
    return matching;
}

static bool is_so(const Claim *claim, World *world, ClaimState *state, int32_t now, int64_t *out_got) {
    if (claim->about == CLAIM_HOST_COUNT) {
        *out_got = world_count(world, claim->host, claim->pool);
        return comparison_holds(claim->count, *out_got);
    }
    *out_got =
        claim->about == CLAIM_LEASE_LEFT ? count_lease_left(claim, world, state, now) : state->matching;
    if (claim->has_count) return comparison_holds(claim->count, *out_got);
    /* "never licensed" is broken by the first machine that is; everything else speaks of all of them. */
    return claim->when == CLAIM_NEVER ? *out_got > 0 : *out_got == claim->machines.machines;
}

static void remember_truth(ClaimState *state, bool truth, int32_t now) {
    if (truth && state->true_at == NEVER) state->true_at = now;
    if (!truth && state->is_true && state->true_until == NEVER) state->true_until = now;
    state->is_true = truth;
}

static ClaimVerdict decide(const Claim *claim, ClaimState *state, bool truth, int32_t now) {
    const ClaimVerdict as_it_is = truth ? VERDICT_HELD : VERDICT_FAILED;
    const bool last_minute = now == claim->to;
    if (now < claim->from || now > claim->to) return VERDICT_OPEN;
    switch (claim->when) {
    case CLAIM_AT: return as_it_is;
    case CLAIM_FIRST:
        if (last_minute) return truth && !state->was_true ? VERDICT_HELD : VERDICT_FAILED;
        state->was_true |= truth;
        return VERDICT_OPEN;
    case CLAIM_BY: return truth || last_minute ? as_it_is : VERDICT_OPEN;
    case CLAIM_NEVER: return truth ? VERDICT_FAILED : last_minute ? VERDICT_HELD : VERDICT_OPEN;
    case CLAIM_ALWAYS: return !truth || last_minute ? as_it_is : VERDICT_OPEN;
    case CLAIM_WHEN_COUNT: break;
    }
    CHECK(!"a ClaimWhen");
}

static int by_number(const void *a, const void *b) {
    const uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

void claims_judge(ClaimIndex *index, const Plan *plan, World *world, int32_t now,
                  void (*take)(void *context, const Row *row), void *context) {
    for (; claims_next_at(index, world) == now; world->next_moment++)
        touch(index, index->moments[world->next_moment].claim);
    if (index->touched_count == 0) return;
    if (index->touched_count > 1)
        qsort(index->touched, index->touched_count, sizeof *index->touched, by_number);
    for (uint32_t i = 0; i < index->touched_count; i++) {
        const uint32_t c = index->touched[i];
        const Claim *claim = &plan->claims[c];
        ClaimState *state = &world_claims(world)[c];
        index->is_touched[c] = 0;
        int64_t got;
        const bool truth = is_so(claim, world, state, now, &got);
        remember_truth(state, truth, now);
        if (state->verdict != VERDICT_OPEN) continue;
        const ClaimVerdict verdict = decide(claim, state, truth, now);
        if (verdict == VERDICT_OPEN) continue;
        state->verdict = (uint8_t)verdict;
        state->decided_at = now;
        state->got = got;
        if (claim->is_choice) continue;
        const Row row = {.at = now,
                         .kind = ROW_EXPECT,
                         .machine = NO_MACHINE,
                         .host = -1,
                         .service = -1,
                         .line = claim->line,
                         .entry = c,
                         .held = verdict == VERDICT_HELD,
                         .got = got,
                         .pool = POOL_NONE,
                         .clock_at = NEVER,
                         .due_at = NEVER,
                         .rule = RULE_NONE};
        take(context, &row);
    }
    index->touched_count = 0;
}
