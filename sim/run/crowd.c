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
 * Mostly it is certain beforehand that all do: then nothing has to be kept until that is known.
 *
 * Ledgers are told at the end who asked last. Leaves out: whether a machine is steady (attempts.c). */
#include "sim/run/lane.h"

#include <stdlib.h>

#include "sim/base/chance.h"
#include "sim/base/check.h"

enum {
    CROWD_MOST = 1 << 18, /* attempts at one go: two milliseconds or so */
    CROWD_LEAST = 16      /* fewer are carried out in order sooner than prepared for */
};

/* ---- judging ------------------------------------------------------------------------------------------
 * These loops pass half a billion times in ten years of a large fleet: what is the same for a whole lane is
 * kept out of them. */

static inline int32_t draw_late(uint64_t mixed_seed, uint32_t late_span, Wake wake) {
    return attempt_lateness(mixed_seed, late_span, wake.machine, steady_attempts(wake));
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

/* Notes which of these, all granted or all not, had it the other way before. There is room. */
static void note_flips(struct Crowd *crowd, const Lane *lane, const Wake *wakes, size_t count, bool granted) {
    for (size_t i = 0; i < count; i++)
        if (steady_is_failing(wakes[i]) == granted)
            crowd->flips[crowd->flip_count++] = (Flip){wakes[i].at, wakes[i].machine, lane->group, granted};
}

/* Each of these judges wakes from the first on, of one block, as long as they are the lane's and simply go
 * on, after minute `last`; answers how many. `next` takes the next wake of each. */

static size_t judge_granted(Run *run, Lane *lane, const Wake *wakes, size_t count, int32_t last, Wake *next) {
    uint64_t *key = lane->pending->keys + lane->pending->count;
    Doings doings = lane->doings[0];
    uint32_t machines[CROWD_BLOCK];
    int32_t due_at[CROWD_BLOCK], there_at[CROWD_BLOCK];
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
    if (lane->always) note_flips(run->crowd, lane, wakes, i, true); /* others do not fail steadily */
    return i;
}

/* The clock of the last of those who fail is told. */
static inline void note_last_silent(const Lane *lane, Doings *doings, Wake wake) {
    if (wake.at < doings->last_at || (wake.at == doings->last_at && wake.machine < doings->last_machine))
        return;
    doings->last_at = wake.at;
    doings->last_machine = wake.machine;
    doings->last_clock_at = steady_granted_at(wake) + lane->lease_min;
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
        note_last_silent(lane, &doings, wake);
    }
    doings.times += i;
    lane->doings[1] = doings;
    note_flips(run->crowd, lane, wakes, i, false);
    return i;
}

/* Judges a block up to the first wake that does not simply go on after minute `last`; answers how many. */
static size_t judge_block(Run *run, const Wake *wakes, size_t count, int32_t last, Wake *next) {
    struct Crowd *crowd = run->crowd;
    for (size_t i = 0; i < count;) {
        const size_t begin = i;
        Lane *lane = steady_is(wakes[i]) ? lane_find(run, wakes[i]) : NULL;
        if (!lane) return i;
        if (lane->stretch != crowd->stretch && !lane_begin_stretch(run, lane, last)) {
            run->out_of_memory = true;
            return i;
        }
        if (lane->silent)
            i += judge_silent(run, lane, wakes + i, count - i, last, next + i);
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
        good &= pending_reserve(crowd->active_pendings[p], CROWD_BLOCK);
    if (crowd->flip_count + more > crowd->flip_capacity) {
        Flip *flips = realloc(crowd->flips, 2 * (crowd->flip_count + more) * sizeof *flips);
        good &= flips != NULL;
        if (flips) crowd->flips = flips;
        if (flips) crowd->flip_capacity = 2 * (crowd->flip_count + more);
    }
    if (already + more > crowd->next_capacity) {
        const size_t capacity = already + more + (already + more) / 4;
        Wake *next = realloc(crowd->next, capacity * sizeof *next);
        good &= next != NULL;
        if (next) crowd->next = next;
        if (next) crowd->next_capacity = capacity;
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
    for (size_t i = 0; i < count; i += CROWD_BLOCK) {
        const size_t size = count - i < CROWD_BLOCK ? count - i : CROWD_BLOCK;
        if (!make_room(run, already + i, size)) return i;
        const size_t judged = judge_block(run, wakes + i, size, last, run->crowd->next + already + i);
        if (judged < size) return i + judged;
    }
    return count;
}

/* Nothing was done. */
static void take_back(struct Crowd *crowd) {
    crowd->flip_count = 0;
    for (uint32_t p = 0; p < crowd->active_pending_count; p++) pending_take_back(crowd->active_pendings[p]);
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

static int by_minute(const void *a, const void *b) {
    const Flip *x = a, *y = b;
    if (x->at != y->at) return x->at < y->at ? -1 : 1;
    return (x->machine > y->machine) - (x->machine < y->machine);
}

/* Who watches is told in order. */
static void tell_flips(Run *run) {
    struct Crowd *crowd = run->crowd;
    if (run->watch && crowd->flip_count)
        qsort(crowd->flips, crowd->flip_count, sizeof *crowd->flips, by_minute);
    for (size_t f = 0; f < crowd->flip_count; f++) {
        const Flip *flip = &crowd->flips[f];
        const Look look = flip->granted ? LOOK_LICENSED : LOOK_RETRYING;
        const Look other = flip->granted ? LOOK_RETRYING : LOOK_LICENSED;
        inside_note_look_of(run, flip->machine, flip->group, other, look, flip->at);
    }
    crowd->flip_count = 0;
}

static void carry_out(Run *run, size_t count) {
    struct Crowd *crowd = run->crowd;
    tell_flips(run);
    if (!agenda_add_all(&run->agenda, crowd->next, count)) run->out_of_memory = true;
    for (uint32_t l = 0; l < crowd->active_lane_count; l++) {
        Lane *lane = crowd->active_lanes[l];
        if (lane->stretch != crowd->stretch) continue;
        gather_quiet(run, lane, 0);
        gather_quiet(run, lane, 1);
    }
    for (uint32_t p = 0; p < crowd->active_pending_count; p++)
        if (crowd->active_pendings[p]->stretch == crowd->stretch) pending_keep(crowd->active_pendings[p]);
}

static void tell_all(Run *run) {
    struct Crowd *crowd = run->crowd;
    for (uint32_t l = 0; l < crowd->active_lane_count; l++)
        for (int silent = 0; silent < 2; silent++)
            inside_add_quiet(run, &crowd->active_lanes[l]->quiet[silent]);
    for (uint32_t p = 0; p < crowd->active_pending_count; p++) {
        Pending *pending = crowd->active_pendings[p];
        const int host = (int)(pending->slot / POOL_COUNT);
        pending_tell(pending, world_ledger(run->world, host, (Pool)(pending->slot % POOL_COUNT)),
                     world_store(run->world));
    }
}

/* ---- a window looked over first -----------------------------------------------------------------------
 * Where it is certain beforehand that all go on, nothing has to be kept until that is known: wakes are taken
 * out block by block, and the next ones go where they lay. */

static size_t count_of_lane(const Lane *lane, const Wake *wakes, size_t count) {
    if (lane->has_all) return count;
    size_t i = 0;
    while (i < count && is_of_lane(lane, wakes[i])) i++;
    return i;
}

/* Will these wakes of an easy lane go on as before? Without a branch for each: nearly always all do. */
static bool look_over_granted(const Lane *lane, const Wake *wakes, size_t count) {
    const int32_t oldest_at = lane->pending->oldest_at;
    const int32_t least_granted_at = lane->may_flip ? WAKE_PLAIN + 1 : 0;
    uint32_t bad = 0;
    for (size_t i = 0; i < count; i++)
        bad |= (uint32_t)(wakes[i].granted_at < least_granted_at) |
               (uint32_t)(steady_granted_at(wakes[i]) >= oldest_at) |
               (uint32_t)(wakes[i].memo >= STEADY_MEMO_END);
    return !bad;
}

static bool look_over_silent(const Lane *lane, const Wake *wakes, size_t count) {
    const int32_t silent_min = lane->silent_min, never_flips = !lane->may_flip;
    uint32_t bad = 0;
    for (size_t i = 0; i < count; i++)
        bad |= (uint32_t)(wakes[i].granted_at == WAKE_PLAIN) |
               (uint32_t)(never_flips & (wakes[i].granted_at >= 0)) |
               (uint32_t)(wakes[i].at - steady_granted_at(wakes[i]) >= silent_min) |
               (uint32_t)(wakes[i].memo >= STEADY_MEMO_END);
    return !bad;
}

static bool look_over_block(Run *run, const Wake *wakes, size_t count, int32_t window_last) {
    const bool has_plain = agenda_has_plain(&run->agenda);
    for (size_t i = 0; i < count;) {
        Lane *lane = steady_is(wakes[i]) ? lane_find(run, wakes[i]) : NULL;
        if (!lane) return false;
        if (lane->stretch != run->crowd->stretch && !lane_begin_stretch(run, lane, window_last)) {
            run->out_of_memory = true;
            return false;
        }
        if (!lane->easy) return false;
        const size_t size = count_of_lane(lane, wakes + i, count - i);
        const bool sure = lane->sure && !has_plain;
        if (!sure && !(lane->grants ? look_over_granted : look_over_silent)(lane, wakes + i, size))
            return false;
        i += size;
    }
    return true;
}

/* Those whose last attempt came to something else are counted, or told in order where somebody watches. */
static void turn(Run *run, const Lane *lane, const Wake *wakes, size_t count, bool granted) {
    if (run->watch) {
        if (make_room(run, 0, count)) note_flips(run->crowd, lane, wakes, count, granted);
        return;
    }
    uint32_t turned = 0;
    for (size_t i = 0; i < count; i++) turned += steady_is_failing(wakes[i]) == granted;
    GroupCounts *counts = world_counts(run->world, lane->group);
    counts->in_look[granted ? LOOK_LICENSED : LOOK_RETRYING] += turned;
    counts->in_look[granted ? LOOK_RETRYING : LOOK_LICENSED] -= turned;
}

static void grant_all(Run *run, Lane *lane, const Wake *wakes, size_t count) {
    const uint64_t mixed_seed = run->crowd->mixed_seed;
    const uint32_t late_span = lane->late_span;
    const int32_t renewal_min = lane->renewal_min, floor_at = lane->pending->floor_at;
    uint64_t *key = lane->pending->keys + lane->pending->count;
    int32_t first_at = lane->doings[0].first_at, last_at = lane->doings[0].last_at;
    int32_t due_at = lane->doings[0].due_at, any_flip = 0;
    bool good = true;
    for (size_t i = 0; i < count; i++) {
        const int32_t at = wakes[i].at;
        const int32_t next_at = at + renewal_min + draw_late(mixed_seed, late_span, wakes[i]);
        *key = (uint64_t)(uint32_t)at << 32 | wakes[i].machine;
        key += at >= floor_at;
        good &= agenda_add_later(&run->agenda, steady_renewed(wakes[i], at, next_at));
        first_at = at < first_at ? at : first_at;
        last_at = at > last_at ? at : last_at;
        due_at = next_at > due_at ? next_at : due_at;
        any_flip |= wakes[i].granted_at;
    }
    lane->doings[0] = (Doings){.times = lane->doings[0].times + count,
                               .first_at = first_at,
                               .last_at = last_at,
                               .last_clock_at = last_at + lane->lease_min,
                               .due_at = due_at};
    lane->pending->count = (uint32_t)(key - lane->pending->keys);
    run->out_of_memory |= !good;
    if (any_flip < 0) turn(run, lane, wakes, count, true);
}

static void fail_all(Run *run, Lane *lane, const Wake *wakes, size_t count) {
    const uint64_t mixed_seed = run->crowd->mixed_seed;
    const uint32_t late_span = lane->late_span;
    const int32_t retry_min = lane->retry_min;
    Doings doings = lane->doings[1];
    int32_t all_failing = -1;
    bool good = true;
    for (size_t i = 0; i < count; i++) {
        const Wake wake = wakes[i];
        const int32_t next_at = wake.at + retry_min + draw_late(mixed_seed, late_span, wake);
        good &= agenda_add_later(&run->agenda, steady_failed(wake, next_at));
        all_failing &= wake.granted_at;
        doings.first_at = wake.at < doings.first_at ? wake.at : doings.first_at;
        doings.due_at = next_at > doings.due_at ? next_at : doings.due_at;
        note_last_silent(lane, &doings, wake);
    }
    doings.times += count;
    lane->doings[1] = doings;
    run->out_of_memory |= !good;
    if (all_failing >= 0) turn(run, lane, wakes, count, false);
}

/* Carries out a block that was looked over. */
static void carry_out_block(Run *run, const Wake *wakes, size_t count) {
    struct Crowd *crowd = run->crowd;
    for (uint32_t p = 0; p < crowd->active_pending_count; p++)
        run->out_of_memory |= !pending_reserve(crowd->active_pendings[p], CROWD_BLOCK + 1);
    for (size_t i = 0; i < count && !run->out_of_memory;) {
        Lane *lane = lane_find(run, wakes[i]);
        const size_t size = count_of_lane(lane, wakes + i, count - i);
        (lane->grants ? grant_all : fail_all)(run, lane, wakes + i, size);
        i += size;
    }
}

/* An order in which many of a lane lie side by side. */
static const Wake *put_in_good_order(const Run *run, const Wake *wakes, size_t count,
                                     Wake room[CROWD_BLOCK]) {
    if (run->plan->host_count == 1) return wakes;
    CHECK(count <= CROWD_BLOCK);
    put_hosts_together(wakes, count, room);
    return room;
}

static bool look_over_window(Run *run, int32_t window_last) {
    Wake room[CROWD_BLOCK];
    uint32_t block = 0;
    size_t count;
    run->crowd->stretch++;
    for (const Wake *wakes; (wakes = agenda_block(&run->agenda, &block, &count));) {
        if (!look_over_block(run, put_in_good_order(run, wakes, count, room), count, window_last))
            return false;
        const Lane *near = run->crowd->near;
        if (near->sure && !agenda_has_plain(&run->agenda)) return true; /* so it is of all others */
    }
    return true;
}

/* A whole window, if all in it go on easily; answers how many attempts were made. 0: nothing was done. */
static size_t go_on_easily(Run *run, int32_t window_last) {
    Wake taken[AGENDA_CHUNK], room[CROWD_BLOCK];
    size_t made = 0;
    if (!look_over_window(run, window_last)) return 0;
    for (size_t count; !run->out_of_memory && (count = agenda_take_block(&run->agenda, taken)); made += count)
        carry_out_block(run, put_in_good_order(run, taken, count, room), count);
    agenda_drop_window(&run->agenda);
    carry_out(run, 0);
    run->world->now = window_last;
    return made;
}

/* ---- going on ----------------------------------------------------------------------------------------- */

/* A window as it came; answers how many attempts were made. 0: it must be put in order. */
static size_t go_on_as_it_comes(Run *run, int32_t window_last) {
    struct Crowd *crowd = run->crowd;
    uint32_t block = 0;
    size_t count, made = 0;
    Wake room[CROWD_BLOCK];
    crowd->stretch++;
    for (const Wake *wakes; (wakes = agenda_block(&run->agenda, &block, &count)); made += count) {
        wakes = put_in_good_order(run, wakes, count, room);
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
        size_t made = go_on_easily(run, window_last);
        if (!made && !run->out_of_memory) made = go_on_as_it_comes(run, window_last);
        if (made || run->out_of_memory) return made;
    }
    return go_on_in_order(run, last);
}

bool crowd_go_on(Run *run, int32_t last, bool *out_went_on) {
    struct Crowd *crowd = run->crowd;
    *out_went_on = false;
    if (run->steady_count == 0 || (run->sink && !run->sink->take_quiet)) return true;
    const int32_t event_at = inside_next_event(run);
    const int32_t until = event_at <= last ? event_at - 1 : last;
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
