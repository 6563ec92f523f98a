/* crowd: steady machines go on together, a window of time at one go.
 *
 * Where nothing but steady attempts happens for a while, nothing that can be seen depends on the order in
 * which they are made. A host whose ledger is full of younger ids than any that asks answers its cap to
 * everyone; every other answer is the same for all; and who is in the ledger in the end are the last who
 * asked. So a window is neither sorted nor carried out minute by minute:
 *
 *     window ▸ [wake][wake][wake][wake] ▸ look over: does all go on as before, whatever is drawn?
 *                                       ▸ all does: block by block it is taken out, and the next wakes go
 *                                                   into the agenda where it lay
 *                                       ▸ one not:  nothing was done; the minutes before it go on, and its
 *                                                   own is carried out in order (minute.c)
 *
 * Ledgers are told at the end who asked last. Leaves out: whether a machine is steady (attempts.c). */
#include "sim/run/lane.h"

#include <stdlib.h>
#include <string.h>

#include "sim/base/check.h"

enum {
    CROWD_MOST = 1 << 18, /* attempts at one go: two milliseconds or so */
    CROWD_LEAST = 16      /* fewer are carried out in order sooner than prepared for */
};

/* ---- looking over -------------------------------------------------------------------------------------
 * These loops, and those that carry out, pass half a billion times in ten years of a large fleet: what is the
 * same for a whole lane is kept out of them. */

/* The first minute is asked for only where what was done before might not go on into this stretch. */
static void note_first(Lane *lane, const Wake *wakes, size_t count, int32_t last) {
    if (lane->quiet.times && last <= lane->quiet.expected_at) return;
    for (size_t i = 0; i < count; i++)
        if (wakes[i].at < lane->doings.first_at) lane->doings.first_at = wakes[i].at;
}

/* Who asks last is told to the ledger. False: out of memory. */
static bool note_granted(const struct Crowd *crowd, Lane *lane, const Wake *wakes, size_t count) {
    Pending *pending = lane->pending;
    Doings *doings = &lane->doings;
    if (!pending_reserve(pending, count + STRIDE_ROOM)) return false;
    pending->count += (uint32_t)stride_gather_keys(crowd->abreast, wakes, count, pending->least,
                                                   pending->keys + pending->count, &doings->last_at);
    pending->times += count;
    doings->last_clock_at = later(doings->last_at, lane->lease_min);
    return true;
}

/* The lease of whoever fails last is told. */
static void note_last_silent(Lane *lane, const Wake *wakes, size_t count) {
    Doings *doings = &lane->doings;
    const Wake *newest = NULL;
    for (size_t i = 0; i < count; i++) {
        const Wake wake = wakes[i];
        if (wake.at < doings->last_at || (wake.at == doings->last_at && wake.machine < doings->last_machine))
            continue;
        doings->last_at = wake.at;
        doings->last_machine = wake.machine;
        newest = &wakes[i];
    }
    if (newest) doings->last_clock_at = later(steady_granted_at(*newest), lane->lease_min);
}

/* Looks over wakes of one lane, from the first on; answers how many certainly go on. */
static size_t look_over_lane(Run *run, Lane *lane, const Wake *wakes, size_t count, int32_t last) {
    if (!lane->goes_on) return 0;
    count = stride_count_within(run->crowd->abreast, &lane->bounds, wakes, count);
    if (count == 0) return 0;
    note_first(lane, wakes, count, last);
    if (lane->silent)
        note_last_silent(lane, wakes, count);
    else if (!note_granted(run->crowd, lane, wakes, count))
        run->out_of_memory = true;
    lane->doings.times += count;
    return count;
}

/* Looks over a stretch, which ends with minute `last`; answers how many from the first on go on. */
static size_t look_over(Run *run, const Wake *wakes, size_t count, int32_t last) {
    struct Crowd *crowd = run->crowd;
    for (size_t i = 0; i < count;) {
        Lane *lane = steady_is(wakes[i]) ? lane_find(run, wakes[i]) : NULL;
        if (!lane) return i;
        if (lane->stretch != crowd->stretch) lane_begin_stretch(run, lane, last);
        const size_t alike = look_over_lane(run, lane, wakes + i, count - i, last);
        if (alike == 0 || run->out_of_memory) return i;
        i += alike;
    }
    return count;
}

/* Must the stretch be looked over again? */
static bool is_short(const struct Crowd *crowd) {
    bool any = false;
    for (uint32_t p = 0; p < crowd->active_pending_count; p++) {
        Pending *pending = crowd->active_pendings[p];
        any |= pending->stretch == crowd->stretch && pending_is_short(pending);
    }
    return any;
}

enum { HAND_BITS = 3 };

static inline unsigned hand_of(Wake wake, unsigned shift) {
    return (unsigned)steady_host(wake) >> shift & ((1u << HAND_BITS) - 1);
}

/* By three bits of the host, keeping the order within. How many of each there are, and where the next of each
 * goes, are bytes of one number: in an array each would wait in memory for the one before. */
static void put_in_order_of(unsigned shift, Wake *wakes, size_t count) {
    Wake as_they_came[CROWD_BLOCK];
    uint64_t counts = 0;
    CHECK(count < CROWD_BLOCK);
    for (size_t i = 0; i < count; i++) counts += UINT64_C(1) << 8 * hand_of(wakes[i], shift);
    uint64_t places = (counts << 8) * UINT64_C(0x0101010101010101); /* in each, the sum of those below */
    memcpy(as_they_came, wakes, count * sizeof *wakes);
    for (size_t i = 0; i < count; i++) {
        const unsigned at = 8 * hand_of(as_they_came[i], shift);
        wakes[places >> at & UINT8_MAX] = as_they_came[i];
        places += UINT64_C(1) << at;
    }
}

/* Those of one host after the other: more of a lane then lie side by side. */
static void put_hosts_together(const Run *run, Wake *wakes, size_t count) {
    for (unsigned shift = 0; (run->plan->host_count - 1) >> shift > 0; shift += HAND_BITS)
        put_in_order_of(shift, wakes, count);
}

static bool look_over_window(Run *run, int32_t window_last) {
    uint32_t block = 0;
    size_t count;
    run->crowd->stretch++;
    run->crowd->stretch_lanes = 0;
    for (Wake *wakes; (wakes = agenda_block(&run->agenda, &block, &count));) {
        put_hosts_together(run, wakes, count);
        if (look_over(run, wakes, count, window_last) < count) return false;
    }
    return !is_short(run->crowd) || look_over_window(run, window_last);
}

/* ---- carrying out ------------------------------------------------------------------------------------- */

/* Notes whose last attempt had come to something else: counted at once, or in order where somebody watches.
 */
static void turn(Run *run, const Lane *lane, const Wake *wakes, size_t count) {
    struct Crowd *crowd = run->crowd;
    if (run->watch && crowd->flip_count + count > crowd->flip_capacity) {
        const size_t capacity = 2 * (crowd->flip_count + count);
        Flip *flips = realloc(crowd->flips, capacity * sizeof *flips);
        run->out_of_memory |= !flips;
        if (!flips) return;
        crowd->flips = flips;
        crowd->flip_capacity = capacity;
    }
    uint32_t turned = 0;
    for (size_t i = 0; i < count; i++) {
        if (steady_is_failing(wakes[i]) != lane->grants) continue;
        turned++;
        if (run->watch)
            crowd->flips[crowd->flip_count++] =
                (Flip){wakes[i].at, wakes[i].machine, lane->group, lane->grants};
    }
    if (run->watch) return;
    GroupCounts *counts = world_counts(run->world, lane->group);
    counts->in_look[lane->grants ? LOOK_LICENSED : LOOK_RETRYING] += turned;
    counts->in_look[lane->grants ? LOOK_RETRYING : LOOK_LICENSED] -= turned;
}

/* Each of these carries out wakes of a lane, of one block, and answers how many next wakes there are. */

static void note_due(Lane *lane, int32_t due_at) {
    if (due_at > lane->doings.due_at) lane->doings.due_at = due_at;
}

static size_t grant_easily(Run *run, Lane *lane, const Wake *wakes, size_t count, Wake *next) {
    const Stride stride = stride_renew(run->crowd->abreast, &lane->pace, wakes, count, next);
    note_due(lane, stride.last_due_at);
    if (stride.any_failing) turn(run, lane, wakes, count);
    return count;
}

static size_t grant(Run *run, Lane *lane, const Wake *wakes, size_t count, Wake *next) {
    _Alignas(64) uint64_t of_machines[CROWD_BLOCK];
    _Alignas(64) int32_t due_at[CROWD_BLOCK], next_present_at[CROWD_BLOCK];
    const int32_t *there_at = due_at;
    struct Crowd *crowd = run->crowd;
    note_due(lane, stride_draw(crowd->abreast, &lane->pace, wakes, count, of_machines, due_at));
    if (lane->always) {
        turn(run, lane, wakes, count); /* others do not fail steadily */
    } else {
        timetable_next_present_of_many(&lane->of_group->on, &run->plan->book, crowd->abreast, of_machines,
                                       due_at, count, run->agenda_last, next_present_at);
        there_at = next_present_at;
    }
    const size_t going_on = stride_part(crowd->abreast, &(Staying){lane->clock_min, run->agenda_last}, wakes,
                                        there_at, count, next, crowd->leavers + crowd->leaver_count);
    crowd->leaver_count += count - going_on;
    return going_on;
}

/* Hosts may tell another retry over time: each waits as it was told when it was granted. */
static Stride fail_as_told(const Run *run, const Lane *lane, const Wake *wakes, size_t count, Wake *next) {
    uint64_t of_machines[CROWD_BLOCK];
    int32_t late_at[CROWD_BLOCK];
    Stride stride = {0};
    stride_draw(run->crowd->abreast, &(Pace){lane->pace.mixed_seed, lane->pace.late_span, 0}, wakes, count,
                of_machines, late_at);
    for (size_t i = 0; i < count; i++) {
        const int32_t granted_at = steady_granted_at(wakes[i]);
        const int32_t retry = rhythms_at(&run->rhythms, lane->host, granted_at).retry_min;
        const int32_t next_at = later(late_at[i], retry);
        next[i] = steady_failed(wakes[i], next_at);
        if (next_at > stride.last_due_at) stride.last_due_at = next_at;
        stride.any_fine |= !steady_is_failing(wakes[i]);
    }
    return stride;
}

static size_t fail(Run *run, Lane *lane, const Wake *wakes, size_t count, Wake *next) {
    const Pace pace = {lane->pace.mixed_seed, lane->pace.late_span, lane->retry_most};
    const Stride stride = lane->retry_least == lane->retry_most
                              ? stride_fail(run->crowd->abreast, &pace, wakes, count, next)
                              : fail_as_told(run, lane, wakes, count, next);
    note_due(lane, stride.last_due_at);
    if (stride.any_fine) turn(run, lane, wakes, count);
    return count;
}

/* Carries out a block of what was looked over; answers how many next wakes there are. */
static size_t carry_out(Run *run, const Wake *wakes, size_t count, Wake next[CROWD_BLOCK]) {
    const bool one_lane = run->crowd->stretch_lanes == 1;
    size_t going_on = 0;
    for (size_t i = 0; i < count;) {
        Lane *lane = lane_find(run, wakes[i]);
        const size_t own = one_lane ? count : lane_count_own(lane, wakes + i, count - i);
        going_on += (lane->silent ? fail
                     : lane->easy ? grant_easily
                                  : grant)(run, lane, wakes + i, own, next + going_on);
        i += own;
    }
    return going_on;
}

/* Not before the block is done with: what is added may move it. A leaver's clock comes first, or the end:
 * that is the table's again. */
static void add_next(Run *run, const Wake *next, size_t count) {
    struct Crowd *crowd = run->crowd;
    if (!agenda_add_all(&run->agenda, next, count)) run->out_of_memory = true;
    for (size_t l = 0; l < crowd->leaver_count; l++) inside_leave(run, crowd->leavers[l]);
    crowd->leaver_count = 0;
}

/* ---- what came of it ---------------------------------------------------------------------------------- */

/* Puts what a lane did in a stretch with what it did before. */
static void gather_quiet(Run *run, Lane *lane) {
    const Doings *doings = &lane->doings;
    const int32_t count = lane->silent ? 0 : lane->pending->cap;
    Quiet quiet = inside_count_steady(run, lane->group, lane->silent ? -1 : lane->host, count, doings->times);
    quiet.first_at = doings->first_at;
    quiet.last_at = doings->last_at;
    quiet.expected_at = doings->due_at;
    quiet.last_clock_at = doings->last_clock_at;
    quiet.machines = lane->machines;
    if (quiet_goes_on(&lane->quiet, &quiet)) {
        quiet_add(&lane->quiet, &quiet);
        return;
    }
    inside_add_quiet(run, &lane->quiet);
    lane->quiet = quiet;
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

static void end_stretch(Run *run) {
    struct Crowd *crowd = run->crowd;
    tell_flips(run);
    for (uint32_t l = 0; l < crowd->active_lane_count; l++)
        if (crowd->active_lanes[l]->stretch == crowd->stretch) gather_quiet(run, crowd->active_lanes[l]);
    for (uint32_t p = 0; p < crowd->active_pending_count; p++)
        if (crowd->active_pendings[p]->stretch == crowd->stretch) pending_keep(crowd->active_pendings[p]);
}

static void tell_all(Run *run) {
    struct Crowd *crowd = run->crowd;
    for (uint32_t l = 0; l < crowd->active_lane_count; l++)
        inside_add_quiet(run, &crowd->active_lanes[l]->quiet);
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
    _Alignas(64) Wake next[CROWD_BLOCK];
    size_t count, made = 0;
    uint32_t ahead = 0;
    if (!look_over_window(run, window_last)) return 0;
    for (;; made += count) {
        uint32_t newest = 0;
        const Wake *wakes = agenda_block(&run->agenda, &newest, &count);
        if (!wakes) break;
        const size_t going_on = carry_out(run, wakes, count, next);
        agenda_fetch_ahead(&run->agenda, &ahead);
        agenda_drop_block(&run->agenda);
        add_next(run, next, going_on);
    }
    agenda_drop_window(&run->agenda);
    end_stretch(run);
    run->world->now = window_last;
    return made;
}

/* The first wake of the minute of the `count`-th. */
static size_t begin_of_minute(const Wake *wakes, size_t count, size_t all) {
    while (count > 0 && count < all && wakes[count - 1].at == wakes[count].at) count--;
    return count;
}

/* Looks over whole minutes at the head of a window in order, up to minute `last`; answers how many wakes of
 * them go on. */
static size_t look_over_head(Run *run, const Wake *wakes, size_t all, int32_t last) {
    struct Crowd *crowd = run->crowd;
    size_t count = 0;
    while (count < all && steady_is(wakes[count]) && wakes[count].at <= last) count++;
    for (;;) {
        count = begin_of_minute(wakes, count, all);
        if (count < CROWD_LEAST) return 0;
        crowd->stretch++;
        crowd->stretch_lanes = 0;
        const size_t good = look_over(run, wakes, count, last);
        if (run->out_of_memory) return 0;
        if (good == count && !is_short(crowd)) return count;
        count = good;
    }
}

/* Whole minutes of steady wakes at the head of a window in order; answers how many attempts were made. 0: the
 * next minute is for others. */
static size_t go_on_in_order(Run *run, int32_t last) {
    _Alignas(64) Wake next[CROWD_BLOCK];
    const Wake *wakes;
    size_t all;
    int32_t head_last;
    if (!agenda_head(&run->agenda, &wakes, &all, &head_last)) {
        run->out_of_memory = true;
        return 0;
    }
    if (head_last < last) last = head_last;
    const size_t count = look_over_head(run, wakes, all, last);
    for (size_t i = 0; i < count; i += CROWD_BLOCK) {
        const size_t size = count - i < CROWD_BLOCK ? count - i : CROWD_BLOCK;
        add_next(run, next, carry_out(run, wakes + i, size, next));
    }
    if (count == 0) return 0;
    end_stretch(run);
    run->world->now = count < all && wakes[count].at <= last ? wakes[count].at - 1 : last;
    agenda_take_slice(&run->agenda, count);
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
    const uint64_t most = run->step_most && run->step_most < CROWD_MOST ? run->step_most : CROWD_MOST;
    size_t made = 0;
    for (size_t more = 1; more && made < most && run->world->now < until; made += more)
        more = go_on(run, until);
    *out_went_on = made > 0;
    if (made) tell_all(run);
    return !run->out_of_memory;
}
