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

static size_t judge_easily(struct Crowd *crowd, Lane *lane, const Wake *restrict wakes, size_t count,
                           Wake *restrict next) {
    const uint64_t mixed_seed = crowd->mixed_seed;
    const uint32_t late_span = lane->late_span;
    const int32_t renewal_min = lane->renewal_min;
    uint64_t *restrict key = lane->pending->keys + lane->pending->count;
    Doings doings = lane->doings[0];
    int32_t any_flip = 0;
    count = count_alike(lane, wakes, count);
    for (size_t i = 0; i < count; i++) {
        const int32_t due_at = wakes[i].at + renewal_min + draw_late(mixed_seed, late_span, wakes[i]);
        grant(&doings, wakes[i], due_at, due_at, &key[i], &next[i]);
        any_flip |= wakes[i].granted_at;
    }
    note_granted(lane, doings, count);
    if (any_flip < 0) note_flips(crowd, lane, wakes, count, true);
    return count;
}

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
        good &= pending_reserve(crowd->active_pendings[p], CROWD_BLOCK);
    if (crowd->flip_count + more > crowd->flip_capacity) {
        Flip *flips = realloc(crowd->flips, 2 * (crowd->flip_count + more) * sizeof *flips);
        good &= flips != NULL;
        if (flips) crowd->flips = flips;
        if (flips) crowd->flip_capacity = 2 * (crowd->flip_count + more);
    }
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

/* ---- going on ----------------------------------------------------------------------------------------- */

/* A window as it came; answers how many attempts were made. 0: it must be put in order. */
static size_t go_on_as_it_comes(Run *run, int32_t window_last) {
    struct Crowd *crowd = run->crowd;
    uint32_t block = 0;
    size_t count, made = 0;
    crowd->stretch++;
    for (const Wake *wakes; (wakes = agenda_block(&run->agenda, &block, &count)); made += count) {
        Wake together[CROWD_BLOCK];
        CHECK(count <= CROWD_BLOCK);
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
