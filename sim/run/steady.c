#include "sim/run/steady.h"

#include <stdlib.h>

#include "sim/base/check.h"

/* ---- what hosts told, and when ------------------------------------------------------------------------ */

static bool sets_rhythm(const Change *change) {
    return change->kind == CHANGE_HOST_SET && (change->figures.given & (SET_RETRY | SET_RENEWAL));
}

/* Adds what the change makes of the host's newest rhythm. */
static void add_rhythm(Rhythm *rhythms, uint32_t *count, int32_t at, const HostFigures *figures) {
    Rhythm rhythm = rhythms[*count - 1];
    rhythm.at = at;
    if (figures->given & SET_RETRY) rhythm.retry_min = figures->retry_min;
    if (figures->given & SET_RENEWAL) rhythm.renewal_min = figures->renewal_min;
    rhythms[(*count)++] = rhythm;
}

/* Both lists are in order of time; in one minute those of the file come first. */
static void add_rhythms_of(Rhythm *rhythms, uint32_t *count, const Plan *plan, int host,
                           const WhatIf what_ifs[], uint32_t what_if_count) {
    uint32_t w = 0;
    for (uint32_t o = 0; o <= plan->occurrence_count; o++) {
        const int32_t at = o < plan->occurrence_count ? plan->occurrences[o].at : NEVER;
        for (; w < what_if_count && what_ifs[w].at < at; w++)
            if (sets_rhythm(what_ifs[w].change) && what_ifs[w].change->subject == host)
                add_rhythm(rhythms, count, what_ifs[w].at, &what_ifs[w].change->figures);
        if (o == plan->occurrence_count) return;
        const Change *change = &plan->changes[plan->occurrences[o].change];
        if (sets_rhythm(change) && change->subject == host) add_rhythm(rhythms, count, at, &change->figures);
    }
}

bool rhythms_create(Rhythms *rhythms, const Plan *plan, const WhatIf what_ifs[], uint32_t what_if_count) {
    size_t most = plan->host_count + (size_t)what_if_count;
    bool any = false;
    for (uint32_t o = 0; o < plan->occurrence_count; o++)
        most += sets_rhythm(&plan->changes[plan->occurrences[o].change]);
    for (uint32_t w = 0; w < what_if_count; w++) any |= sets_rhythm(what_ifs[w].change);
    any |= most > plan->host_count + (size_t)what_if_count;
    rhythms->rhythms = malloc((most + 1) * sizeof *rhythms->rhythms);
    rhythms->first = malloc((plan->host_count + 1) * sizeof *rhythms->first);
    if (!rhythms->rhythms || !rhythms->first) return false;
    uint32_t count = 0;
    for (uint32_t h = 0; h < plan->host_count; h++) {
        const Host *host = &plan->hosts[h].host;
        rhythms->first[h] = count;
        rhythms->rhythms[count++] = (Rhythm){-1, host->retry_min, host->renewal_min};
        if (any) add_rhythms_of(rhythms->rhythms, &count, plan, (int)h, what_ifs, what_if_count);
    }
    rhythms->first[plan->host_count] = count;
    return true;
}

void rhythms_destroy(Rhythms *rhythms) {
    free(rhythms->rhythms);
    free(rhythms->first);
    *rhythms = (Rhythms){0};
}

Rhythm rhythms_at(const Rhythms *rhythms, int host, int32_t at) {
    uint32_t low = rhythms->first[host], high = rhythms->first[host + 1];
    while (high - low > 1) { /* of several in one minute the last */
        const uint32_t middle = low + (high - low) / 2;
        if (rhythms->rhythms[middle].at <= at)
            low = middle;
        else
            high = middle;
    }
    return rhythms->rhythms[low];
}

/* ---- wakes -------------------------------------------------------------------------------------------- */

bool steady_begin(const Plan *plan, const Machine *machine, uint32_t number, int host, int32_t now,
                  Wake *out) {
    const Group *group = &plan->groups[machine->group];
    const Product *product = &plan->products[group->product];
    const bool usual = machine->state == STATE_LICENSED && product->by == BY_HOST &&
                       machine->cached == host && (machine->pinned == NO_HOST || machine->pinned == host) &&
                       machine->place == group->place && machine->id == number && !group->shared_ids &&
                       machine->power && machine->due_at != NEVER;
    if (!usual || machine->attempts + 1 >= STEADY_ATTEMPTS_MOST) return false;
    if (machine->due_at >= steady_clock_at(product, now)) return false;
    *out = (Wake){machine->due_at, number, (uint32_t)host << STEADY_ATTEMPT_BITS | machine->attempts, now};
    return true;
}

/* ---- the machine behind a wake ------------------------------------------------------------------------ */

int32_t attempt_jitter(const Plan *plan, const Group *group, uint32_t number, uint32_t attempts_before) {
    if (group->jitter_min == 0) return 0;
    return attempt_lateness(chance_mix(plan->seed), (uint32_t)group->jitter_min + 1, number, attempts_before);
}

Machine steady_recall(const Plan *plan, const World *world, const Rhythms *rhythms, Wake wake) {
    const Machine *stored = world_machine(world, wake.machine);
    Machine machine = *stored;
    if (!stored->stored) {
        machine = world_new_machine(plan, wake.machine);
        machine.rearms = plan->products[plan->groups[machine.group].product].rearms;
    }
    const Group *group = &plan->groups[machine.group];
    const Product *product = &plan->products[group->product];
    const int32_t granted_at = steady_granted_at(wake);
    const Rhythm rhythm = rhythms_at(rhythms, steady_host(wake), granted_at);
    machine.state = STATE_LICENSED;
    machine.attempts = steady_attempts(wake);
    machine.cached = (uint16_t)steady_host(wake);
    machine.retry_min = rhythm.retry_min;
    machine.renewal_min = rhythm.renewal_min;
    machine.clock_at = later(granted_at, product->lease_min);
    machine.notice_at = product_warns_at(product, machine.clock_at);
    machine.due_at = machine.wake_at = wake.at;
    machine.last = RESULT_GRANTED;
    machine.last_attempt_at = granted_at;
    machine.stored = 1;
    if (!steady_is_failing(wake)) return machine;
    /* Only machines that are always there fail steadily: the attempt was one retry ago. */
    const int32_t late = attempt_jitter(plan, group, wake.machine, machine.attempts - 1);
    machine.last = RESULT_NO_HOST;
    machine.last_attempt_at = wake.at - rhythm.retry_min - late;
    return machine;
}
