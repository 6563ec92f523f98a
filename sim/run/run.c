#include "sim/run/run.h"

#include <stdlib.h>
#include <string.h>

#include "sim/base/check.h"
#include "sim/run/inside.h"

/* The agenda goes on so far behind the end of the run: steady machines are remembered by their next wake, and
 * all of them in copies that go on for longer. */
enum { BEHIND_THE_END = 2 * COPY_BEYOND_MOST, PICKED_OUT = 16 };

/* ---- rank 0: hosts forget ----------------------------------------------------------------------------- */

static void forget_of(Run *run, int host, Pool pool, int32_t now) {
    World *world = run->world;
    Ledger *ledger = world_ledger(world, host, pool);
    const LedgerStore store = world_store(world);
    const int32_t memory = world_hosts(world)[host].memory_min;
    while (ledger_forgets_at(ledger, store, memory) <= now) {
        Row row = inside_row(ROW_FORGET, now);
        row.id = ledger_oldest(ledger, store)->id;
        ledger_forget_oldest(ledger, store);
        row.host = host;
        row.pool = pool;
        row.count = ledger->count;
        row.rule = RULE_MEMORY_OVER;
        inside_note_count(run, host, pool, now);
        inside_take_row(run, &row);
    }
    const int32_t next = ledger_forgets_at(ledger, store, memory);
    if (next < world->forget_at) world->forget_at = next;
}

/* `forget_at` is a lower bound: entries only get younger, so looking when it comes is soon enough. */
static void forget(Run *run, int32_t now) {
    if (run->world->forget_at > now) return;
    run->world->forget_at = NEVER;
    for (int host = 0; host < (int)run->world->host_count; host++)
        for (int pool = 0; pool < POOL_COUNT; pool++) forget_of(run, host, (Pool)pool, now);
}

/* ---- rank 2: clocks ----------------------------------------------------------------------------------- */

static void run_out_clocks(Run *run, uint32_t number, Machine *machine, int32_t now) {
    while (machine->clock_at == now) { /* twice where a grace of no length follows a lease */
        const State from = (State)machine->state;
        const Look look = inside_look(machine);
        const Transition *taken = inside_happen(run, number, machine, EVENT_CLOCK_OVER, now, 0);
        world_counts(run->world, machine->group)->lapses += from == STATE_LICENSED;
        inside_note_look(run, number, machine, look, ROW_LAPSE, now);
        const Row row = inside_machine_row(ROW_LAPSE, number, machine, from, taken->rule, now);
        inside_take_row(run, &row);
    }
    if (machine->notice_at != now) return;
    const Transition *taken = inside_happen(run, number, machine, EVENT_REMINDER, now, 0);
    world_counts(run->world, machine->group)->notices++;
    Row row = inside_row(ROW_NOTICE, now);
    row.machine = number;
    row.rule = taken->rule;
    inside_take_row(run, &row);
}

/* ---- when it is looked at next ------------------------------------------------------------------------ */

static void plan_next(Run *run, uint32_t number, Machine *machine, int32_t now) {
    const int32_t next = inside_next_look(run, number, machine, now);
    machine->wake_at = next;
    if (next <= run->agenda_last && !agenda_add(&run->agenda, (Wake){next, number, 0, WAKE_PLAIN}))
        run->out_of_memory = true;
}

static bool may_be_steady(const Run *run, uint32_t number) {
    return !run->table_only && !(run->never_steady[number / 64] >> (number % 64) & 1);
}

/* A machine that was just granted goes on as nothing but a wake, where it can. */
static bool become_steady(Run *run, uint32_t number, const Machine *machine, int host, int32_t now) {
    Wake wake;
    if (host < 0 || !may_be_steady(run, number) ||
        !steady_begin(run->plan, machine, number, host, now, &wake))
        return false;
    if (wake.at > run->agenda_last) return false;
    if (!agenda_add(&run->agenda, wake)) run->out_of_memory = true;
    run->steady[number / 64] |= UINT64_C(1) << (number % 64);
    run->steady_in_group[machine->group]++;
    run->steady_count++;
    return true;
}

/* ---- a minute ----------------------------------------------------------------------------------------- */

static bool make_room_for_woken(Run *run, size_t count) {
    if (count <= run->room_capacity) return true;
    size_t capacity = run->room_capacity ? run->room_capacity : 64;
    while (capacity < count) capacity *= 2;
    Wake *room = realloc(run->room, capacity * sizeof *room);
    if (!room) return false;
    run->room = room;
    run->room_capacity = capacity;
    return true;
}

/* What those woken have to do besides asking: mostly nothing, and then nobody looks. */
typedef struct {
    bool installs, clocks;
} Chores;

/* A plain wake counts only where the machine still means it, and once. */
static void keep_those_meant(Run *run, int32_t now, Chores *chores) {
    size_t kept = 0;
    for (size_t i = 0; i < run->woken_count; i++) {
        const Wake wake = run->woken[i];
        const Machine *machine = inside_machine(run, wake.machine);
        const bool again = kept && run->woken[kept - 1].machine == wake.machine;
        const bool meant = steady_is(wake) || !machine->stored || machine->wake_at == wake.at;
        if (!meant || again) continue;
        run->woken[kept++] = wake;
        if (steady_is(wake)) continue;
        chores->installs |= !machine->stored || machine->state == STATE_ABSENT;
        chores->clocks |= machine->clock_at == now || machine->notice_at == now;
    }
    run->woken_count = kept;
}

/* They are left where they lie, where none can come to them. */
static bool gather(Run *run, int32_t now, Chores *out_chores) {
    const bool may_grow = changes_touch_machines(run, now);
    int32_t next;
    *out_chores = (Chores){may_grow, may_grow};
    run->woken_count = 0;
    run->woken_unsorted = false;
    if (!agenda_next_at(&run->agenda, &next)) return false;
    run->woken = may_grow ? NULL : agenda_take_minute(&run->agenda, now, &run->woken_count);
    if (!run->woken) {
        Wake wake;
        while (agenda_take(&run->agenda, now, &wake)) {
            if (!make_room_for_woken(run, run->woken_count + 1)) return false;
            run->room[run->woken_count++] = wake;
        }
        /* A change may wake any machine, once. */
        if (may_grow && !make_room_for_woken(run, run->woken_count + run->plan->machine_count)) return false;
        run->woken = run->room;
    }
    keep_those_meant(run, now, out_chores);
    return true;
}

static int by_number(const void *a, const void *b) {
    const uint32_t x = ((const Wake *)a)->machine, y = ((const Wake *)b)->machine;
    return (x > y) - (x < y);
}

/* Machines that are not stored are kept apart until they have asked: what goes on as nothing but a wake then
 * is never written down. One that is installed in this minute, or was before and waits to ask, follows from
 * the plan; its wake's memo says which. Not where a change of this minute could reach for it. */
enum { NEWCOMER = 1, WAITED };

static bool is_apart(Wake wake) {
    return !steady_is(wake) && wake.memo != 0;
}

/* Would it be made again just so, were it never written down? */
static bool is_as_new(const Run *run, const Machine *machine) {
    return machine->rearms == inside_product(run, machine)->rearms;
}

/* Will it do nothing before it asks for the first time? */
static bool waits_to_ask(const Machine *machine) {
    return machine->attempts == 0 && machine->wake_at < machine->clock_at &&
           machine->wake_at < machine->notice_at;
}

static void install(Run *run, Wake *wake, int32_t now, bool apart) {
    const Machine *known = inside_machine(run, wake->machine);
    Machine machine = known->stored ? *known : world_new_machine(run->plan, wake->machine);
    changes_install(run, wake->machine, &machine, now);
    const bool more = machine.clock_at <= now || machine.notice_at <= now; /* happens to it in this minute */
    if (apart && !known->stored && !more)
        wake->memo = NEWCOMER;
    else
        inside_store(run, wake->machine, &machine);
}

static void install_those_due(Run *run, int32_t now) {
    const bool apart = !run->table_only && !changes_touch_machines(run, now);
    for (size_t i = 0; i < run->woken_count; i++) {
        Wake *wake = &run->woken[i];
        const Machine *machine = inside_machine(run, wake->machine);
        if (steady_is(*wake) || (machine->stored && machine->state != STATE_ABSENT)) continue;
        if (plan_starts_at(run->plan, wake->machine) == now)
            install(run, wake, now, apart);
        else if (apart && !machine->stored)
            wake->memo = WAITED;
        else
            inside_bring_in(run, wake->machine);
    }
}

/* Lets it ask, where it is there; then it is steady, or its next look is in the agenda. Answers which. */
static bool let_ask(Run *run, uint32_t number, Machine *machine, int32_t now) {
    int host;
    attempts_make(run, number, machine, now, &host);
    const bool steady = become_steady(run, number, machine, host, now);
    if (!steady) plan_next(run, number, machine, now);
    return steady;
}

static void ask(Run *run, Wake wake, int32_t now) {
    const uint32_t number = wake.machine;
    if (steady_is(wake) && attempts_make_steadily(run, wake, now)) return;
    if (!steady_is(wake) && !is_apart(wake)) {
        let_ask(run, number, inside_machine(run, number), now);
        return;
    }
    const bool is_newcomer = is_apart(wake) && wake.memo == NEWCOMER;
    Machine machine = steady_is(wake) ? inside_recall(run, wake)
                      : is_newcomer   ? inside_installed(run, number)
                                      : inside_newcomer(run, number);
    const bool steady = let_ask(run, number, &machine, now);
    const bool follows = steady ? is_as_new(run, &machine) : is_newcomer && waits_to_ask(&machine);
    if (!follows || inside_machine(run, number)->stored) inside_store(run, number, &machine);
}

/* In a large fleet whoever asks lies anywhere in memory, and all that is known of it elsewhere: what those
 * need who ask next is fetched while others ask. */
static void ask_all(Run *run, const Wake *wakes, size_t count, int32_t now) {
    enum { FAR = 16, NEAR = 8, MANY = 1 << 14 /* fewer are all near */ };
    for (size_t i = 0; i < count; i++) {
        if (run->plan->machine_count < MANY) {
            ask(run, wakes[i], now);
            continue;
        }
        if (i + FAR < count && !steady_is(wakes[i + FAR])) {
            const uint32_t number = wakes[i + FAR].machine;
            __builtin_prefetch(inside_machine(run, number));
            if (run->expect) run->expect(run->expect_context, number);
        }
        if (i + NEAR < count) attempts_expect(run, wakes[i + NEAR]);
        ask(run, wakes[i], now);
    }
}

/* In most minutes of a large fleet nothing happens but steady attempts: they are read where they lie. NULL in
 * any other minute. */
static const Wake *steady_slice(Run *run, int32_t now, size_t *out_count) {
    const Wake *wakes;
    size_t all, count = 0;
    int32_t last;
    if (run->steady_count == 0 || inside_next_event(run) <= now) return NULL;
    if (!agenda_head(&run->agenda, &wakes, &all, &last) || last < now) return NULL;
    for (; count < all && wakes[count].at == now; count++)
        if (!steady_is(wakes[count])) return NULL;
    *out_count = count;
    return wakes;
}

static bool carry_out_minute(Run *run, int32_t now) {
    size_t count;
    forget(run, now);
    const Wake *slice = steady_slice(run, now, &count);
    if (slice) {
        /* What is added meanwhile is for later minutes, and moves nothing in the open window. */
        agenda_take_slice(&run->agenda, count);
        ask_all(run, slice, count, now);
        claims_judge(&run->claims, run->plan, run->world, now, inside_take_row, run);
        run->world->now = now;
        return !run->out_of_memory;
    }
    Chores chores;
    if (!gather(run, now, &chores)) return false;
    if (chores.installs) install_those_due(run, now);
    changes_carry_out(run, now);
    if (run->woken_unsorted) qsort(run->woken, run->woken_count, sizeof *run->woken, by_number);
    for (size_t i = 0; i < run->woken_count && (chores.installs || chores.clocks); i++)
        if (!steady_is(run->woken[i]) && !is_apart(run->woken[i]))
            run_out_clocks(run, run->woken[i].machine, inside_machine(run, run->woken[i].machine), now);
    ask_all(run, run->woken, run->woken_count, now);
    run->woken_count = 0;
    if (claims_look_at_leases(&run->claims, run->plan, run->world, now)) inside_settle(run);
    claims_judge(&run->claims, run->plan, run->world, now, inside_take_row, run);
    run->world->now = now;
    return !run->out_of_memory;
}

static int32_t next_minute(Run *run) {
    int32_t next;
    if (!agenda_next_at(&run->agenda, &next)) {
        run->out_of_memory = true;
        return NEVER;
    }
    const int32_t event_at = inside_next_event(run);
    return event_at < next ? event_at : next;
}

static void tell_quiets(Run *run, const RowSink *sink) {
    run->sink = sink;
    for (uint32_t q = 0; q < 2 * run->plan->group_count; q++) inside_tell_quiet(run, &run->quiets[q]);
    run->sink = NULL;
}

RunStatus run_step(Run *run, int32_t last, const RowSink *sink) {
    const int32_t end = last < run->plan->run_min ? last : run->plan->run_min;
    bool went_on;
    run->sink = sink;
    const bool good = crowd_go_on(run, end, &went_on);
    run->sink = NULL;
    if (!good) return RUN_OUT_OF_MEMORY;
    if (went_on) return RUN_GOES_ON;
    const int32_t next = next_minute(run);
    if (run->out_of_memory) return RUN_OUT_OF_MEMORY;
    if (next > end) {
        if (run->world->now < end) run->world->now = end;
        tell_quiets(run, sink);
        return RUN_IS_OVER;
    }
    run->sink = sink;
    if (!carry_out_minute(run, next)) run->out_of_memory = true;
    run->sink = NULL;
    return run->out_of_memory ? RUN_OUT_OF_MEMORY : RUN_GOES_ON;
}

void run_step_at_most(Run *run, uint64_t attempts) {
    run->step_most = attempts;
}

RunStatus run_to(Run *run, int32_t last, const RowSink *sink) {
    RunStatus status;
    do status = run_step(run, last, sink);
    while (status == RUN_GOES_ON);
    return status;
}

/* ---- a run -------------------------------------------------------------------------------------------- */

/* Machines that the file picks out, few at a time, are not steady: they would have to be looked for. */
static void mark_picked_out(Run *run) {
    const Plan *plan = run->plan;
    for (uint32_t c = 0; c < plan->change_count; c++) {
        const Selection machines = plan->changes[c].machines;
        if (machines.all || (uint64_t)machines.machines * PICKED_OUT > plan->machine_count) continue;
        for (uint32_t r = 0; r < machines.range_count; r++)
            for (uint32_t m = machines.ranges[r].first;
                 m < machines.ranges[r].first + machines.ranges[r].count; m++)
                run->never_steady[m / 64] |= UINT64_C(1) << (m % 64);
    }
}

/* Makes the parts of a run that are not its world, all but what is in the agenda. */
static bool furnish(Run *run) {
    const Plan *plan = run->plan;
    const size_t words = plan->machine_count / 64 + 1;
    run->agenda_last = plan->run_min + BEHIND_THE_END;
    run->unstored_count = plan->machine_count;
    run->stored = calloc(words, sizeof *run->stored);
    run->steady = calloc(words, sizeof *run->steady);
    run->never_steady = calloc(words, sizeof *run->never_steady);
    run->steady_in_group = calloc(plan->group_count + 1, sizeof *run->steady_in_group);
    run->quiets = calloc(2 * (size_t)plan->group_count + 1, sizeof *run->quiets);
    run->told = calloc((size_t)plan->host_count * POOL_COUNT + 1, sizeof *run->told);
    run->silence = calloc(plan->place_count + 1, sizeof *run->silence);
    run->silence_known = calloc(plan->place_count + 1, sizeof *run->silence_known);
    run->crowd = crowd_create(plan);
    const bool agenda = agenda_create(&run->agenda, run->agenda_last);
    const bool claims = claims_create(&run->claims, plan);
    const bool rhythms = rhythms_create(&run->rhythms, plan, NULL, 0);
    if (!run->stored || !run->steady || !run->never_steady || !run->steady_in_group || !run->quiets ||
        !run->told || !run->silence || !run->silence_known || !run->crowd || !agenda || !claims || !rhythms)
        return false;
    mark_picked_out(run);
    inside_forget_told(run);
    return true;
}

Run *run_create_empty(const Plan *plan) {
    Run *run = calloc(1, sizeof *run);
    if (!run) return NULL;
    run->plan = plan;
    run->world = world_create(plan);
    if (run->world) claims_begin(plan, run->world);
    if (run->world && furnish(run)) return run;
    run_destroy(run);
    return NULL;
}

Run *run_create(const Plan *plan) {
    Run *run = run_create_empty(plan);
    if (!run || inside_fill_agenda(run)) return run;
    run_destroy(run);
    return NULL;
}

static bool copy_what_ifs(Run *copy, const Run *run) {
    copy->table_only = run->table_only;
    for (uint32_t i = 0; i < run->what_if_count; i++) {
        WhatIf *what_ifs = realloc(copy->what_ifs, (i + 1) * sizeof *what_ifs);
        if (!what_ifs) return false;
        copy->what_ifs = what_ifs;
        copy->what_ifs[copy->what_if_count++] = run->what_ifs[i];
    }
    rhythms_destroy(&copy->rhythms);
    return rhythms_create(&copy->rhythms, copy->plan, copy->what_ifs, copy->what_if_count);
}

Run *run_copy_beyond(const Run *run, const Plan *plan) {
    CHECK(plan->run_min - run->plan->run_min <= COPY_BEYOND_MOST);
    Snapshot *snapshot = snapshot_take(run, NULL);
    Run *copy = snapshot ? run_create_empty(plan) : NULL;
    const bool good = copy && copy_what_ifs(copy, run) && snapshot_restore(snapshot, copy);
    snapshot_let_go(snapshot);
    if (good) return copy;
    run_destroy(copy);
    return NULL;
}

Run *run_copy(const Run *run) {
    return run_copy_beyond(run, run->plan);
}

bool run_restore(Run *run, const World *world) {
    CHECK(world->bytes == run->world->bytes);
    memcpy(run->world, world, world->bytes);
    agenda_clear(&run->agenda);
    memset(run->steady, 0, (run->plan->machine_count / 64 + 1) * sizeof *run->steady);
    memset(run->steady_in_group, 0, run->plan->group_count * sizeof *run->steady_in_group);
    memset(run->stored, 0, (run->plan->machine_count / 64 + 1) * sizeof *run->stored);
    run->steady_count = run->unstored_count = 0;
    for (uint32_t m = 0; m < run->plan->machine_count; m++) {
        const bool stored = inside_machine(run, m)->stored;
        run->stored[m / 64] |= (uint64_t)stored << (m % 64);
        run->unstored_count += !stored;
    }
    run->out_of_memory = !inside_arrive(run);
    return !run->out_of_memory;
}

void run_destroy(Run *run) {
    if (!run) return;
    claims_destroy(&run->claims);
    crowd_destroy(run->crowd);
    agenda_destroy(&run->agenda);
    rhythms_destroy(&run->rhythms);
    free(run->stored);
    free(run->steady);
    free(run->never_steady);
    free(run->steady_in_group);
    free(run->quiets);
    free(run->told);
    free(run->silence);
    free(run->silence_known);
    free(run->room);
    free(run->what_ifs);
    free(run->world);
    free(run);
}

void run_watch(Run *run, const Watch *watch) {
    run->watch = watch;
    inside_forget_told(run);
}

void run_foretell(Run *run, void (*expect)(void *context, uint32_t machine), void *context) {
    run->expect = expect;
    run->expect_context = context;
}

void run_follow(Run *run, uint32_t machine) {
    CHECK(!inside_is_steady(run, machine));
    run->never_steady[machine / 64] |= UINT64_C(1) << (machine % 64);
}

void run_by_table_only(Run *run) {
    inside_settle(run);
    run->table_only = true;
}

const Plan *run_plan(const Run *run) {
    return run->plan;
}

const World *run_head(const Run *run) {
    return run->world;
}

const World *run_world(const Run *run) {
    Run *inside = (Run *)(uintptr_t)run; /* the same world, only written out */
    inside_settle(inside);
    for (uint32_t m = 0; run->unstored_count && m < run->plan->machine_count; m++) inside_bring_in(inside, m);
    return run->world;
}

bool run_machine_is_on(const Run *run, uint32_t machine, int32_t at) {
    const Machine asked = run_machine(run, machine);
    return inside_is_on(run, machine, &asked, at);
}

int32_t run_next_attempt(const Run *run, uint32_t machine) {
    const Machine asked = run_machine(run, machine);
    return attempts_next(run, machine, &asked, run->world->now + 1, run->plan->run_min);
}

/* ---- what if ------------------------------------------------------------------------------------------ */

bool run_what_if_at(Run *run, int32_t at, const Change *change) {
    CHECK(at > run->world->now);
    WhatIf *what_ifs = realloc(run->what_ifs, (run->what_if_count + 1) * sizeof *what_ifs);
    if (!what_ifs) return false;
    run->what_ifs = what_ifs;
    uint32_t w = run->what_if_count++;
    for (; w > 0 && what_ifs[w - 1].at > at; w--) what_ifs[w] = what_ifs[w - 1];
    what_ifs[w] = (WhatIf){at, change};
    rhythms_destroy(&run->rhythms);
    return rhythms_create(&run->rhythms, run->plan, run->what_ifs, run->what_if_count);
}

bool run_what_if(Run *run, const Change *change) {
    return run_what_if_at(run, run->world->now + 1, change);
}

void run_what_if_counted(Run *run, int host, Pool pool, int32_t threshold, int32_t ids) {
    CHECK(ids <= WHAT_IF_IDS_MOST);
    const int32_t now = run->world->now + 1;
    for (int32_t i = 0; i < ids; i++)
        ledger_count(world_ledger(run->world, host, pool), world_store(run->world), UINT32_MAX - (uint32_t)i,
                     threshold, now);
    if (ids) attempts_note_counted(run, host, pool, now);
}

Answer run_what_if_asked(Run *run, uint32_t machine, AskingLog *log) {
    Machine asker = run_machine(run, machine);
    const Realm realm = world_realm(run->world, run->plan);
    return asking_attempt(&realm, &asker, machine, inside_product(run, &asker), run->world->now + 1, log);
}
