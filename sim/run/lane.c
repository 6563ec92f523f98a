#include "sim/run/lane.h"

#include <stdlib.h>

#include "sim/base/chance.h"

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
    free(crowd->next);
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
    crowd->mixed_seed = chance_mix(plan->seed);
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

static void prepare_lane(Run *run, Lane *lane, uint32_t group, int h) {
    World *world = run->world;
    const Group *of_group = &run->plan->groups[group];
    const Product *product = &run->plan->products[of_group->product];
    const Host *host = world_host(world, h);
    const ClaimIndex *claims = &run->claims;
    const bool answers = host->up && place_reaches(&world_places(world)[of_group->place], reach_host(h));
    const bool one_rhythm = run->rhythms.first[h + 1] - run->rhythms.first[h] == 1;
    *lane = (Lane){.group = group,
                   .first = of_group->first,
                   .count = of_group->count,
                   .host = h,
                   .go = run->crowd->go,
                   .may_flip = claims->of_group_first[group] == claims->of_group_first[group + 1],
                   .always = of_group->on.always,
                   .late_span = (uint32_t)of_group->jitter_min + 1,
                   .renewal_min = host->renewal_min,
                   .retry_min = one_rhythm ? run->rhythms.rhythms[run->rhythms.first[h]].retry_min : NONE,
                   .clock_min = steady_clock_at(product, 0),
                   .lease_min = product->lease_min,
                   .of_group = of_group};
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

/* Is none of them asked too late for the clock, in this stretch or behind the agenda's end, whatever is
 * drawn? */
static bool is_easy(const Run *run, const Lane *lane, int32_t last) {
    const int32_t renewal_min = lane->renewal_min, latest_min = renewal_min + (int32_t)lane->late_span;
    return lane->grants && lane->always && latest_min < lane->clock_min &&
           run->world->now + 1 + renewal_min > last && last + latest_min < run->agenda_last;
}

bool lane_begin_stretch(const Run *run, Lane *lane, int32_t last) {
    struct Crowd *crowd = run->crowd;
    lane->stretch = crowd->stretch;
    lane->easy = is_easy(run, lane, last);
    for (int silent = 0; silent < 2; silent++)
        lane->doings[silent] = (Doings){.first_at = NEVER, .last_at = -1};
    Pending *pending = lane->pending;
    if (!pending || pending->stretch == crowd->stretch) return true;
    pending->stretch = crowd->stretch;
    pending_begin_stretch(pending, run->world->now + 1);
    return pending_reserve(pending, CROWD_BLOCK);
}
