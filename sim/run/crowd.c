/* crowd: steady machines go on together, a window of time at one go.
 *
 * Where nothing but steady attempts happens for a while, nothing that can be seen depends on the order in
 * which they are made. A host whose ledger is full of younger ids than any that asks answers its cap to
 * everyone; every other answer is the same for all; and who is in the ledger in the end are the last who
 * asked. So a window is neither sorted nor carried out minute by minute:
 *
 *     window ▸ [wake][wake][wake][wake] ▸ judge each: does all go on as before? when is it next?
 *                                       ▸ all do:  the next wakes go into the agenda, ids to `pending`
 *                                       ▸ one not: nothing was done; the minutes before it go on, and its
 *                                                  own is carried out in order (run.c)
 *
 * Ledgers are told at the end who asked last. Leaves out: whether a machine is steady (attempts.c). */
#include "sim/run/inside.h"

#include <stdlib.h>
#include <string.h>

#include "sim/base/chance.h"
#include "sim/base/check.h"

enum {
    CROWD_MOST = 1 << 18, /* attempts at one go: two milliseconds or so */
    BLOCK = 256,          /* wakes drawn for at one go */
    CROWD_LEAST = 16,     /* fewer are carried out in order sooner than prepared for */
    LANES_MOST = 1 << 13,
    PENDING_FIRST = 1 << 10,
    CAP_MOST = 1 << 12 /* larger ledgers are told at once */
};

/* Who asked one host for one pool, since its ledger was last told: (minute, id), in order but for those of
 * one stretch. The last `cap` of them, at least, are in two parts, each of which alone would fill the ledger:
 *
 *     first ▸ [  the part before  ] mark ▸ [  the newest part … ] count
 */
typedef struct {
    uint64_t *keys; /* owned */
    uint32_t first, mark, count, capacity;
    uint32_t kept; /* of `count`, before this stretch */
    int32_t cap, oldest_at;
    int32_t part_at;   /* the newest part began no sooner; NEVER: with the next stretch */
    uint64_t stretch;  /* that last added to it */
    uint64_t go;       /* in which it was prepared */
    uint32_t slot;     /* host * POOL_COUNT + pool */
    int32_t threshold; /* of a product that asked */
} Pending;

/* Attempts of one kind in a stretch, or more. */
typedef struct {
    uint64_t times;
    int32_t first_at, last_at, last_clock_at, due_at;
    uint32_t last_machine;
} Doings;

/* All that steady machines of one group have in common that one host granted last. */
typedef struct {
    uint32_t group, first, count; /* machines of the group */
    int host;
    uint64_t go, stretch;
    bool grants, silent, may_flip, always, easy;
    uint32_t late_span; /* the draw is below */
    int32_t renewal_min, retry_min, clock_min, lease_min;
    Pending *pending;
    const Group *of_group;
    Doings doings[2]; /* of this stretch: granted, silent */
    Quiet quiet[2];   /* of all before, as far as they belong together */
} Lane;

struct Crowd {
    Lane *lanes; /* hashed by group and host; owned */
    uint32_t lane_mask;
    Lane *near, nowhere;
    Pending *pendings; /* of every host and pool; owned */
    uint32_t pending_count;
    Lane **active_lanes; /* of this go, in the order in which they were met; owned */
    Pending **active_pendings;
    uint32_t active_lane_count, active_pending_count;
    Wake *next; /* of each wake of a stretch; owned */
    size_t next_capacity;
    uint64_t go, stretch;
    uint64_t mixed_seed;
};

void crowd_destroy(struct Crowd *crowd) {
    if (!crowd) return;
    for (uint32_t p = 0; crowd->pendings && p < crowd->pending_count; p++) free(crowd->pendings[p].keys);
    free(crowd->pendings);
    free(crowd->lanes);
    free(crowd->active_lanes);
    free(crowd->active_pendings);
    free(crowd->next);
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

/* ---- what a ledger is still to be told ---------------------------------------------------------------- */

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
    uint64_t *keys = pending->keys;
    *pending = (Pending){.keys = keys,
                         .capacity = pending->capacity,
                         .cap = ledger->cap,
                         .oldest_at = ledger_oldest(ledger, world_store(run->world))->seen_at,
                         .part_at = NEVER,
                         .go = crowd->go,
                         .slot = slot,
                         .threshold = product->threshold};
    crowd->active_pendings[crowd->active_pending_count++] = pending;
    return pending;
}

/* So that so many more fit. */
static bool make_room_in_pending(Pending *pending, size_t more) {
    if (pending->count + more <= pending->capacity) return true;
    const uint32_t held = pending->count - pending->first;
    if (held) memmove(pending->keys, pending->keys + pending->first, held * sizeof *pending->keys);
    pending->mark -= pending->first;
    pending->kept -= pending->first;
    pending->count = held;
    pending->first = 0;
    size_t capacity = pending->capacity ? pending->capacity : PENDING_FIRST;
    while (capacity < 2 * (held + more)) capacity *= 2;
    if (capacity == pending->capacity) return true;
    uint64_t *keys = realloc(pending->keys, capacity * sizeof *keys);
    if (!keys) return false;
    pending->keys = keys;
    pending->capacity = (uint32_t)capacity;
    return true;
}

/* A stretch is over: where the newest part would fill the ledger alone, a new one begins. */
static void close_part(Pending *pending) {
    pending->kept = pending->count;
    if ((int64_t)pending->count - pending->mark < pending->cap) return;
    pending->first = pending->mark;
    pending->mark = pending->count;
    pending->oldest_at = pending->part_at;
    pending->part_at = NEVER;
}

/* Leaves the largest `most` keys at the end, in no order. */
static void gather_largest(uint64_t *keys, size_t count, size_t most) {
    size_t low = 0, high = count; /* the boundary lies in there */
    const size_t boundary = count - most;
    while (high - low > 1) {
        const uint64_t pivot = keys[low + (high - low) / 2];
        size_t i = low, j = high - 1;
        for (;;) {
            while (keys[i] < pivot) i++;
            while (keys[j] > pivot) j--;
            if (i >= j) break;
            const uint64_t key = keys[i];
            keys[i++] = keys[j];
            keys[j--] = key;
        }
        /* All before i are at most the pivot, all from i on at least. */
        if (keys[i] < pivot) i++;
        if (boundary < i)
            high = i;
        else
            low = i;
        if (i == high && boundary == i) break;
    }
}

static int by_key(const void *a, const void *b) {
    const uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

static void tell_ledger(Run *run, Pending *pending) {
    size_t count = pending->count - pending->first;
    uint64_t *keys = pending->keys + pending->first;
    Ledger *ledger =
        world_ledger(run->world, (int)(pending->slot / POOL_COUNT), (Pool)(pending->slot % POOL_COUNT));
    if (count > (size_t)pending->cap) {
        gather_largest(keys, count, (size_t)pending->cap);
        keys += count - (size_t)pending->cap;
        count = (size_t)pending->cap;
    }
    qsort(keys, count, sizeof *keys, by_key);
    for (size_t i = 0; i < count; i++)
        ledger_count_since(ledger, world_store(run->world), (uint32_t)keys[i], pending->threshold,
                           (int32_t)(keys[i] >> 32), -1);
}

/* ---- lanes -------------------------------------------------------------------------------------------- */

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

/* NULL where two share a place in the table. */
static Lane *find_lane(Run *run, Wake wake) {
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

/* In this stretch it does something for the first time. */
static bool begin_stretch(const Run *run, Lane *lane, int32_t last) {
    struct Crowd *crowd = run->crowd;
    lane->stretch = crowd->stretch;
    lane->easy = is_easy(run, lane, last);
    for (int silent = 0; silent < 2; silent++)
        lane->doings[silent] = (Doings){.first_at = NEVER, .last_at = -1};
    Pending *pending = lane->pending;
    if (!pending || pending->stretch == crowd->stretch) return true;
    pending->stretch = crowd->stretch;
    if (pending->part_at == NEVER) pending->part_at = run->world->now + 1;
    return make_room_in_pending(pending, BLOCK);
}

/* ---- judging ------------------------------------------------------------------------------------------
 * These loops pass half a billion times in ten years of a large fleet: what is the same for a whole lane is
 * kept out of them. */

static inline int32_t draw_late(uint64_t mixed_seed, uint32_t late_span, Wake wake) {
    const uint64_t luck = chance_luck(mixed_seed, wake.machine, CHANCE_JITTER, steady_attempts(wake));
    return (int32_t)chance_high_product(late_span, luck);
}

static inline bool is_of_lane(const Lane *lane, Wake wake) {
    return wake.machine - lane->first < lane->count && steady_host(wake) == lane->host;
}

/* How many wakes from the first on are this lane's, and would be granted as all others are. */
static size_t count_alike(const Lane *lane, const Wake *wakes, size_t count) {
    const uint32_t first = lane->first, machines = lane->count, host = (uint32_t)lane->host;
    const int32_t oldest_at = lane->pending->oldest_at;
    const int32_t least_granted_at = lane->may_flip ? WAKE_PLAIN + 1 : 0;
    size_t i = 0;
    /* A plain wake's granted_at is beyond everything. */
    while (i < count && wakes[i].machine - first < machines && steady_host(wakes[i]) == (int)host &&
           wakes[i].granted_at >= least_granted_at && steady_granted_at(wakes[i]) < oldest_at &&
           wakes[i].memo < STEADY_MEMO_END)
        i++;
    return i;
}

/* One is granted. */
static inline void grant(Doings *doings, Wake wake, int32_t due_at, int32_t next_at, uint64_t *key,
                         Wake *next) {
    *key = (uint64_t)(uint32_t)wake.at << 32 | wake.machine;
    *next = steady_renewed(wake, wake.at, next_at);
    doings->first_at = wake.at < doings->first_at ? wake.at : doings->first_at;
    doings->last_at = wake.at > doings->last_at ? wake.at : doings->last_at;
    doings->due_at = due_at > doings->due_at ? due_at : doings->due_at;
}

static void note_granted(Lane *lane, Doings doings, size_t times) {
    doings.times += times;
    doings.last_clock_at = doings.last_at + lane->lease_min;
    lane->doings[0] = doings;
    lane->pending->count += (uint32_t)times;
}

/* Each of these judges wakes from the first on, of one block, as long as they are the lane's and simply go
 * on, after minute `last`; answers how many. `next` takes the next wake of each. */

static size_t judge_easily(const struct Crowd *crowd, Lane *lane, const Wake *restrict wakes, size_t count,
                           Wake *restrict next) {
    const uint64_t mixed_seed = crowd->mixed_seed;
    const uint32_t late_span = lane->late_span;
    const int32_t renewal_min = lane->renewal_min;
    uint64_t *restrict key = lane->pending->keys + lane->pending->count;
    Doings doings = lane->doings[0];
    count = count_alike(lane, wakes, count);
    for (size_t i = 0; i < count; i++) {
        const int32_t due_at = wakes[i].at + renewal_min + draw_late(mixed_seed, late_span, wakes[i]);
        grant(&doings, wakes[i], due_at, due_at, &key[i], &next[i]);
    }
    note_granted(lane, doings, count);
    return count;
}

static size_t judge_granted(Run *run, Lane *lane, const Wake *wakes, size_t count, int32_t last, Wake *next) {
    uint64_t *key = lane->pending->keys + lane->pending->count;
    Doings doings = lane->doings[0];
    uint32_t machines[BLOCK];
    int32_t due_at[BLOCK], there_at[BLOCK];
    size_t i;
    count = count_alike(lane, wakes, count);
    for (i = 0; i < count; i++) {
        machines[i] = wakes[i].machine;
        due_at[i] = there_at[i] =
            wakes[i].at + lane->renewal_min + draw_late(run->crowd->mixed_seed, lane->late_span, wakes[i]);
    }
    if (!lane->always)
        timetable_next_present_of_many(&lane->of_group->on, &run->plan->book, machines, there_at, count,
                                       run->agenda_last);
    for (i = 0; i < count; i++) {
        const int32_t next_at = there_at[i];
        if (next_at - wakes[i].at >= lane->clock_min || next_at <= last || next_at > run->agenda_last) break;
        grant(&doings, wakes[i], due_at[i], next_at, &key[i], &next[i]);
    }
    note_granted(lane, doings, i);
    return i;
}

static size_t judge_silent(Run *run, Lane *lane, const Wake *restrict wakes, size_t count, int32_t last,
                           Wake *restrict next) {
    const uint64_t mixed_seed = run->crowd->mixed_seed;
    const int32_t agenda_last = run->agenda_last;
    Doings doings = lane->doings[1];
    size_t i;
    for (i = 0; i < count; i++) {
        const Wake wake = wakes[i];
        if (!steady_is(wake) || !is_of_lane(lane, wake) || wake.memo >= STEADY_MEMO_END ||
            (!steady_is_failing(wake) && !lane->may_flip))
            break;
        const int32_t granted_at = steady_granted_at(wake);
        const int32_t retry_min = lane->retry_min != NONE
                                      ? lane->retry_min
                                      : rhythms_at(&run->rhythms, lane->host, granted_at).retry_min;
        const int32_t next_at = wake.at + retry_min + draw_late(mixed_seed, lane->late_span, wake);
        if (next_at >= granted_at + lane->clock_min || next_at <= last || next_at > agenda_last) break;
        next[i] = steady_failed(wake, next_at);
        if (wake.at < doings.first_at) doings.first_at = wake.at;
        if (next_at > doings.due_at) doings.due_at = next_at;
        if (wake.at < doings.last_at || (wake.at == doings.last_at && wake.machine < doings.last_machine))
            continue;
        doings.last_at = wake.at;
        doings.last_machine = wake.machine;
        doings.last_clock_at = granted_at + lane->lease_min;
    }
    doings.times += i;
    lane->doings[1] = doings;
    return i;
}

/* Judges a block up to the first wake that does not simply go on after minute `last`; answers how many. */
static size_t judge_block(Run *run, const Wake *wakes, size_t count, int32_t last, Wake *next) {
    struct Crowd *crowd = run->crowd;
    for (size_t i = 0; i < count;) {
        const size_t begin = i;
        Lane *lane = steady_is(wakes[i]) ? find_lane(run, wakes[i]) : NULL;
        if (!lane) return i;
        if (lane->stretch != crowd->stretch && !begin_stretch(run, lane, last)) {
            run->out_of_memory = true;
            return i;
        }
        if (lane->silent)
            i += judge_silent(run, lane, wakes + i, count - i, last, next + i);
        else if (lane->easy)
            i += judge_easily(crowd, lane, wakes + i, count - i, next + i);
        else if (lane->grants)
            i += judge_granted(run, lane, wakes + i, count - i, last, next + i);
        if (i == begin) return i;
    }
    return count;
}

static bool make_room(Run *run, size_t already, size_t more) {
    struct Crowd *crowd = run->crowd;
    bool good = true;
    for (uint32_t p = 0; p < crowd->active_pending_count; p++)
        good &= make_room_in_pending(crowd->active_pendings[p], BLOCK);
    if (already + more > crowd->next_capacity) {
        Wake *next = realloc(crowd->next, 2 * (already + more) * sizeof *next);
        good &= next != NULL;
        if (next) crowd->next = next;
        if (next) crowd->next_capacity = 2 * (already + more);
    }
    run->out_of_memory |= !good;
    return good;
}

/* Those of one host after the other, in another order within: what can be judged in one go is then longer. */
static void put_hosts_together(const Wake *wakes, size_t count, Wake *out) {
    enum { HANDS = 32 };
    uint16_t ends[HANDS + 1] = {0};
    for (size_t i = 0; i < count; i++) ends[wakes[i].memo % HANDS + 1]++;
    for (int hand = 1; hand <= HANDS; hand++) ends[hand] = (uint16_t)(ends[hand] + ends[hand - 1]);
    for (size_t i = 0; i < count; i++) out[ends[wakes[i].memo % HANDS]++] = wakes[i];
}

/* The same for wakes that lie side by side, of a stretch of which so many were judged already. */
static size_t judge(Run *run, const Wake *wakes, size_t count, int32_t last, size_t already) {
    for (size_t i = 0; i < count; i += BLOCK) {
        const size_t size = count - i < BLOCK ? count - i : BLOCK;
        if (!make_room(run, already + i, size)) return i;
        const size_t judged = judge_block(run, wakes + i, size, last, run->crowd->next + already + i);
        if (judged < size) return i + judged;
    }
    return count;
}

/* Nothing was done. */
static void take_back(struct Crowd *crowd) {
    for (uint32_t p = 0; p < crowd->active_pending_count; p++)
        crowd->active_pendings[p]->count = crowd->active_pendings[p]->kept;
}

/* ---- what came of it ---------------------------------------------------------------------------------- */

/* Puts what a lane did in a stretch with what it did before. */
static void gather_quiet(Run *run, Lane *lane, int silent) {
    const Doings *doings = &lane->doings[silent];
    const Product *product = &run->plan->products[lane->of_group->product];
    if (doings->times == 0) return;
    run->world->fired[silent ? EVENT_NO_HOST : EVENT_GRANTED][0][STATE_LICENSED] += doings->times;
    run->world->row_count += doings->times;
    run->world->attempt_count += doings->times;
    const int32_t count = silent ? 0 : lane->pending->cap;
    const Quiet quiet = {.group = lane->group,
                         .host = silent ? -1 : lane->host,
                         .pool = silent ? POOL_NONE : product->pool,
                         .first_at = doings->first_at,
                         .last_at = doings->last_at,
                         .expected_at = doings->due_at,
                         .last_clock_at = doings->last_clock_at,
                         .times = doings->times,
                         .machines = run->steady_in_group[lane->group],
                         .least = count,
                         .most = count,
                         .threshold = product->threshold};
    if (quiet_goes_on(&lane->quiet[silent], &quiet))
        quiet_add(&lane->quiet[silent], &quiet);
    else {
        inside_add_quiet(run, &lane->quiet[silent]);
        lane->quiet[silent] = quiet;
    }
}

static void carry_out(Run *run, size_t count) {
    struct Crowd *crowd = run->crowd;
    if (!agenda_add_all(&run->agenda, crowd->next, count)) run->out_of_memory = true;
    for (uint32_t l = 0; l < crowd->active_lane_count; l++) {
        Lane *lane = crowd->active_lanes[l];
        if (lane->stretch != crowd->stretch) continue;
        gather_quiet(run, lane, 0);
        gather_quiet(run, lane, 1);
    }
    for (uint32_t p = 0; p < crowd->active_pending_count; p++)
        if (crowd->active_pendings[p]->stretch == crowd->stretch) close_part(crowd->active_pendings[p]);
}

static void tell_all(Run *run) {
    struct Crowd *crowd = run->crowd;
    for (uint32_t l = 0; l < crowd->active_lane_count; l++)
        for (int silent = 0; silent < 2; silent++)
            inside_add_quiet(run, &crowd->active_lanes[l]->quiet[silent]);
    for (uint32_t p = 0; p < crowd->active_pending_count; p++) tell_ledger(run, crowd->active_pendings[p]);
}

/* ---- going on ----------------------------------------------------------------------------------------- */

/* A window as it came; answers how many attempts were made. 0: it must be put in order. */
static size_t go_on_as_it_comes(Run *run, int32_t window_last) {
    struct Crowd *crowd = run->crowd;
    uint32_t block = 0;
    size_t count, made = 0;
    crowd->stretch++;
    for (const Wake *wakes; (wakes = agenda_block(&run->agenda, &block, &count)); made += count) {
        Wake together[BLOCK];
        CHECK(count <= BLOCK);
        if (run->plan->host_count > 1) {
            put_hosts_together(wakes, count, together);
            wakes = together;
        }
        if (judge(run, wakes, count, window_last, made) == count) continue;
        take_back(crowd);
        return 0;
    }
    agenda_drop_window(&run->agenda);
    carry_out(run, made);
    run->world->now = window_last;
    return made;
}

/* The first wake of the minute of the `count`-th. */
static size_t begin_of_minute(const Wake *wakes, size_t count, size_t all) {
    while (count > 0 && count < all && wakes[count - 1].at == wakes[count].at) count--;
    return count;
}

/* Whole minutes of steady wakes at the head of a window in order; answers how many attempts were made. 0: the
 * next minute is for others. */
static size_t go_on_in_order(Run *run, int32_t last) {
    struct Crowd *crowd = run->crowd;
    const Wake *wakes;
    size_t all, count = 0;
    int32_t head_last;
    if (!agenda_head(&run->agenda, &wakes, &all, &head_last)) {
        run->out_of_memory = true;
        return 0;
    }
    if (head_last < last) last = head_last;
    while (count < all && steady_is(wakes[count]) && wakes[count].at <= last) count++;
    for (;;) {
        count = begin_of_minute(wakes, count, all);
        if (count < CROWD_LEAST) return 0;
        crowd->stretch++;
        const size_t judged = judge(run, wakes, count, last, 0);
        if (judged == count) break;
        take_back(crowd);
        if (run->out_of_memory) return 0;
        count = judged;
    }
    carry_out(run, count);
    agenda_take_slice(&run->agenda, count);
    run->world->now = count < all && wakes[count].at <= last ? wakes[count].at - 1 : last;
    return count;
}

/* Answers how many attempts were made; 0 where the next is for others. */
static size_t go_on(Run *run, int32_t last) {
    int32_t window_last;
    if (agenda_next_window(&run->agenda, last, &window_last)) {
        const size_t made = go_on_as_it_comes(run, window_last);
        if (made || run->out_of_memory) return made;
    }
    return go_on_in_order(run, last);
}

/* The last minute before something else happens. */
static int32_t quiet_until(const Run *run, int32_t last) {
    const World *world = run->world;
    const Plan *plan = run->plan;
    int32_t until = last < plan->run_min ? last : plan->run_min;
    const int32_t claim_at = claims_next_at(&run->claims, world);
    if (claim_at <= until) until = claim_at - 1;
    if (world->forget_at <= until) until = world->forget_at - 1;
    if (world->next_occurrence < plan->occurrence_count &&
        plan->occurrences[world->next_occurrence].at <= until)
        until = plan->occurrences[world->next_occurrence].at - 1;
    if (world->next_what_if < run->what_if_count && run->what_ifs[world->next_what_if].at <= until)
        until = run->what_ifs[world->next_what_if].at - 1;
    return until;
}

bool crowd_go_on(Run *run, int32_t last, bool *out_went_on) {
    struct Crowd *crowd = run->crowd;
    *out_went_on = false;
    if (run->steady_count == 0 || (run->sink && !run->sink->take_quiet)) return true;
    const int32_t until = quiet_until(run, last);
    crowd->go++;
    crowd->near = &crowd->nowhere;
    crowd->active_lane_count = crowd->active_pending_count = 0;
    size_t made = 0;
    for (size_t more = 1; more && made < CROWD_MOST && run->world->now < until; made += more)
        more = go_on(run, until);
    *out_went_on = made > 0;
    if (made) tell_all(run);
    return !run->out_of_memory;
}
