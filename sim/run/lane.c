#include "sim/run/lane.h"

#include <stdlib.h>

#include "sim/base/minutes.h"

enum {
    LANES_MOST = 1 << 13,
    CAP_MOST = 1 << 12 /* larger ledgers are told at once */
};

void crowd_destroy(struct Crowd *crowd) {
    if (!crowd) return;
    for (uint32_t p = 0; crowd->pendings && p < crowd->pending_count; p++) free(crowd->pendings[p].keys);
    free(crowd->pendings);
    free(crowd->lanes);
    free(crowd->active_lanes);
    free(crowd->active_pendings);
    free(crowd->flips);
    free(crowd);
}

struct Crowd *crowd_create(const Plan *plan) {
    struct Crowd *crowd = calloc(1, sizeof *crowd);
    if (!crowd) return NULL;
    uint32_t lanes = 8;
    while (lanes < LANES_MOST && lanes < 4 * (plan->group_count + plan->host_count)) lanes *= 2;
    crowd->lane_mask = lanes - 1;
    crowd->pending_count = plan->host_count * POOL_COUNT;
    crowd->lanes = calloc(lanes, sizeof *crowd->lanes);
    crowd->pendings = calloc(crowd->pending_count + 1, sizeof *crowd->pendings);
    crowd->active_lanes = calloc(lanes, sizeof(Lane *));
    crowd->active_pendings = calloc(crowd->pending_count + 1, sizeof(Pending *));
    crowd->abreast = abreast_most();
    if (crowd->lanes && crowd->pendings && crowd->active_lanes && crowd->active_pendings) return crowd;
    crowd_destroy(crowd);
    return NULL;
}

/* NULL where the ledger is not full, or might hold one of those who ask. */
static Pending *prepare_pending(Run *run, int host, const Product *product) {
    struct Crowd *crowd = run->crowd;
    const Ledger *ledger = world_ledger(run->world, host, product->pool);
    if (ledger->count == 0 || ledger->count < ledger->cap || ledger->cap < 2 * product->threshold ||
        ledger->cap > CAP_MOST)
        return NULL;
    const uint32_t slot = (uint32_t)host * POOL_COUNT + product->pool;
    Pending *pending = &crowd->pendings[slot];
    if (pending->go == crowd->go) return pending;
    pending_begin(pending, ledger, world_store(run->world), product->threshold);
    pending->go = crowd->go;
    pending->slot = slot;
    crowd->active_pendings[crowd->active_pending_count++] = pending;
    return pending;
}

/* The shortest and the longest retry that this host ever tells. */
static void find_retries(const Rhythms *rhythms, Lane *lane) {
    lane->retry_least = NEVER;
    for (uint32_t r = rhythms->first[lane->host]; r < rhythms->first[lane->host + 1]; r++) {
        const int32_t retry_min = rhythms->rhythms[r].retry_min;
        if (retry_min < lane->retry_least) lane->retry_least = retry_min;
        if (retry_min > lane->retry_most) lane->retry_most = retry_min;
    }
}

static void prepare_lane(Run *run, Lane *lane, uint32_t group, int h) {
    World *world = run->world;
    const Group *of_group = &run->plan->groups[group];
    const Product *product = &run->plan->products[of_group->product];
    const Host *host = world_host(world, h);
    const ClaimIndex *claims = &run->claims;
    const bool answers = host->up && place_reaches(&world_places(world)[of_group->place], reach_host(h));
    *lane =
        (Lane){.group = group,
               .first = of_group->first,
               .count = of_group->count,
               .host = h,
               .go = run->crowd->go,
               .may_flip = claims->of_group_first[group] == claims->of_group_first[group + 1],
               .always = of_group->on.always,
               .pace = {run->plan->book.mixed_seed, (uint32_t)of_group->jitter_min + 1, host->renewal_min},
               .clock_min = steady_clock_at(product, 0),
               .lease_min = product->lease_min,
               .of_group = of_group};
    find_retries(&run->rhythms, lane);
    if (answers && host->activated && host->serves >> product->pool & 1)
        lane->pending = prepare_pending(run, h, product);
    lane->grants = lane->pending != NULL;
    lane->silent = !answers && lane->always && attempts_all_silent(run, of_group->place);
    run->crowd->active_lanes[run->crowd->active_lane_count++] = lane;
}

Lane *lane_find(Run *run, Wake wake) {
    struct Crowd *crowd = run->crowd;
    const int host = steady_host(wake);
    const Lane *near = crowd->near;
    const uint32_t group =
        wake.machine - near->first < near->count ? near->group : plan_group_of(run->plan, wake.machine);
    Lane *lane = &crowd->lanes[(group * 37 + (uint32_t)host) & crowd->lane_mask];
    if (lane->go != crowd->go)
        prepare_lane(run, lane, group, host);
    else if (lane->group != group || lane->host != host)
        return NULL;
    crowd->near = lane;
    return lane;
}

/* ---- the bounds of a stretch -------------------------------------------------------------------------- */

/* Granted wakes go on where the host counts its cap anyhow, for none of them is in its ledger any more; and
 * none comes to its clock, or asks again, in this stretch. A presence may let one come too late for its
 * clock: crowd.c sees to that. */
static void bound_granted(const Run *run, Lane *lane, int32_t last) {
    const int32_t oldest_at = lane->pending->oldest_at;
    const int32_t latest_min = lane->pace.delay_min + (int32_t)lane->pace.late_span;
    const int32_t first = run->world->now + 1;
    lane->goes_on =
        oldest_at > 0 && later(first, lane->pace.delay_min) > last && later(first, lane->clock_min) > last;
    lane->easy = lane->always && latest_min < lane->clock_min && later(last, latest_min) < run->agenda_last;
    lane->bounds.lowest[3] = 0;
    lane->bounds.span[3] = (uint32_t)oldest_at - 1;
}

/* Silent ones go on while there is time before the clock of each for the latest attempt to come. */
static void bound_silent(const Run *run, Lane *lane, int32_t last) {
    const int32_t latest_at = later(later(last, lane->retry_most), (int32_t)lane->pace.late_span);
    const int32_t granted_after = latest_at - lane->clock_min - 1;
    const int32_t least = granted_after < 0 ? 0 : granted_after + 1;
    lane->goes_on =
        later(run->world->now + 1, lane->retry_least) > last && latest_at < run->agenda_last && least <= last;
    lane->easy = true;
    /* One that failed before is written as -1 - granted_at, and is not folded where all must be so. */
    lane->bounds.lowest[3] = lane->may_flip ? (uint32_t)least : (uint32_t)(-1 - last);
    lane->bounds.span[3] = (uint32_t)(last - least);
}

void lane_begin_stretch(const Run *run, Lane *lane, int32_t last) {
    struct Crowd *crowd = run->crowd;
    lane->stretch = crowd->stretch;
    crowd->stretch_lanes++;
    lane->machines = run->steady_in_group[lane->group];
    lane->doings = (Doings){.first_at = last, .last_at = -1};
    lane->bounds.lowest[0] = 0;
    lane->bounds.span[0] = UINT32_MAX;
    lane->bounds.lowest[1] = lane->first;
    lane->bounds.span[1] = lane->count - 1;
    lane->bounds.lowest[2] = (uint32_t)lane->host << STEADY_ATTEMPT_BITS;
    lane->bounds.span[2] = STEADY_ATTEMPTS_END - 1;
    lane->bounds.folded[3] = lane->may_flip ? UINT32_MAX : 0;
    lane->goes_on = false;
    if (lane->silent)
        bound_silent(run, lane, last);
    else if (lane->grants)
        bound_granted(run, lane, last);
    Pending *pending = lane->pending;
    if (!pending || pending->stretch == crowd->stretch) return;
    pending->stretch = crowd->stretch;
    pending_begin_stretch(pending, run->world->now + 1, last);
}

static inline bool is_own(const Lane *lane, Wake wake) {
    return wake.machine - lane->first < lane->count && steady_host(wake) == lane->host;
}

size_t lane_count_own(const Lane *lane, const Wake *wakes, size_t count) {
    size_t i = 0;
    while (i < count && is_own(lane, wakes[i])) i++;
    return i;
}
