/* minute: one minute of a run, rank by rank (MODEL.md section 1): hosts forget, machines are installed and
 * the file's changes carried out, clocks run out, machines ask, claims are observed. Leaves out: which minute
 * is next (run.c), and stretches of time in which nothing but steady attempts happens (crowd.c). */
#include "sim/run/inside.h"

#include <stdlib.h>

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
        if (run->far_ledgers && i + NEAR < count) attempts_expect(run, wakes[i + NEAR]);
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

bool minute_carry_out(Run *run, int32_t now) {
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
