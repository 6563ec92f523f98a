#include "sim/run/inside.h"

#include <string.h>

#include "sim/base/chance.h"
#include "sim/base/check.h"

/* ---- rows --------------------------------------------------------------------------------------------- */

/* Two fields to a word: a chain of products is as slow as it is long. */
static uint64_t pair(int64_t high, int64_t low) {
    return (uint64_t)high << 32 ^ (uint64_t)low;
}

static uint64_t hash_row(uint64_t hash, const Row *row) {
    const uint64_t kinds = (uint64_t)row->kind | (uint64_t)row->from << 8 | (uint64_t)row->to << 16 |
                           (uint64_t)row->rule << 24 | (uint64_t)row->held << 32;
    const uint64_t words[] = {pair(row->at, row->clock_at), pair(row->machine, row->id), kinds,
                              pair(row->host, row->line),   pair(row->count, row->pool), (uint64_t)row->got};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) hash = chance_mix(hash ^ words[i]);
    return hash;
}

void inside_take_row(void *context, const Row *row) {
    Run *run = context;
    run->world->row_count++;
    if (row->kind == ROW_ATTEMPT)
        run->world->attempt_count++;
    else
        run->world->history = hash_row(run->world->history, row);
    if (run->sink) run->sink->take(run->sink->context, row);
}

Quiet inside_count_steady(Run *run, uint32_t group, int host, int32_t count, uint64_t times) {
    const Product *product = &run->plan->products[run->plan->groups[group].product];
    run->world->fired[host >= 0 ? EVENT_GRANTED : EVENT_NO_HOST][0][STATE_LICENSED] += times;
    run->world->row_count += times;
    run->world->attempt_count += times;
    return (Quiet){.group = group,
                   .host = host,
                   .pool = host >= 0 ? product->pool : POOL_NONE,
                   .times = times,
                   .machines = run->steady_in_group[group],
                   .least = count,
                   .most = count,
                   .threshold = product->threshold};
}

void inside_add_quiet(Run *run, const Quiet *more) {
    if (more->times == 0 || !run->sink || !run->sink->take_quiet) return;
    Quiet *quiet = &run->quiets[2 * more->group + (more->host < 0)];
    if (quiet_goes_on(quiet, more)) {
        quiet_add(quiet, more);
        return;
    }
    inside_tell_quiet(run, quiet);
    *quiet = *more;
}

void inside_tell_quiet(Run *run, Quiet *quiet) {
    if (quiet->times && run->sink && run->sink->take_quiet) run->sink->take_quiet(run->sink->context, quiet);
    quiet->times = 0;
}

/* ---- machines ----------------------------------------------------------------------------------------- */

bool inside_is_on(const Run *run, uint32_t number, const Machine *machine, int32_t at) {
    return machine->power && timetable_present(&inside_group(run, machine)->on, &run->plan->book, number, at);
}

const Transition *inside_happen(Run *run, uint32_t number, Machine *machine, Event event, int32_t now,
                                int32_t jitter) {
    const Product *product = inside_product(run, machine);
    const State from = (State)machine->state;
    const Transition *row = lifecycle_find(machine, product, event, now);
    run->world->fired[event][row - TRANSITIONS[event]][from]++;
    if (row->kind == ANSWER_IGNORED) return row;
    lifecycle_apply(machine, product, row, now, jitter);
    if (machine->state != from)
        claims_note_state(&run->claims, run->plan, run->world, number, from, (State)machine->state);
    if (machine->state != from || row->action == ACTION_REIMAGE || row->action == ACTION_REARM)
        world_since(run->world)[number] = now;
    return row;
}

Look inside_look(const Machine *machine) {
    return look_of((State)machine->state, (Result)machine->last);
}

static void note_look(Run *run, const LookChange *change) {
    GroupCounts *counts = world_counts(run->world, change->group);
    counts->in_look[change->from]--;
    counts->in_look[change->to]++;
    if (run->watch) run->watch->take_look(run->watch->context, change);
}

void inside_note_look(Run *run, uint32_t number, const Machine *machine, Look before, RowKind kind,
                      int32_t now) {
    const Look after = inside_look(machine);
    if (after == before) return;
    const LookChange change = {now, number, machine->group, before, after, kind};
    note_look(run, &change);
}

void inside_note_look_of(Run *run, uint32_t number, uint32_t group, Look before, Look after, int32_t now) {
    const LookChange change = {now, number, group, before, after, ROW_ATTEMPT};
    note_look(run, &change);
}

void inside_note_count(Run *run, int host, Pool pool, int32_t now) {
    claims_note_count(&run->claims, host, pool);
    if (!run->watch) return;
    const Told is = {world_count(run->world, host, pool), world_cap(run->world, host, pool)};
    Told *told = &run->told[host * POOL_COUNT + (int)pool];
    if (told->count == is.count && told->cap == is.cap) return;
    *told = is;
    run->watch->take_count(run->watch->context, now, host, pool, is.count, is.cap);
}

void inside_note_last(Run *run, uint32_t number, Result from, Result to) {
    if (from != to) claims_note_last(&run->claims, run->plan, run->world, number, from, to);
}

/* As the machine itself says, which would have to be fetched from memory for it. */
static bool is_stored(const Run *run, uint32_t number) {
    return run->stored[number / 64] >> (number % 64) & 1;
}

bool inside_is_steady(const Run *run, uint32_t number) {
    return run->steady[number / 64] >> (number % 64) & 1;
}

void inside_store(Run *run, uint32_t number, const Machine *machine) {
    Machine *slot = inside_machine(run, number);
    if (!slot->stored) run->unstored_count--;
    run->stored[number / 64] |= UINT64_C(1) << (number % 64);
    *slot = *machine;
    slot->stored = 1;
}

int32_t inside_next_look(const Run *run, uint32_t number, const Machine *machine, int32_t now) {
    const int32_t clock = machine->clock_at < machine->notice_at ? machine->clock_at : machine->notice_at;
    const int32_t last = clock < run->agenda_last ? clock : run->agenda_last;
    const int32_t asks = attempts_next(run, number, machine, now + 1, last);
    return asks < clock ? asks : clock;
}

Machine inside_installed(const Run *run, uint32_t number) {
    Machine machine = world_new_machine(run->plan, number);
    const int32_t starts_at = machine.wake_at;
    const Product *product = inside_product(run, &machine);
    const Transition *row = lifecycle_find(&machine, product, EVENT_INSTALL, starts_at);
    lifecycle_apply(&machine, product, row, starts_at, 0);
    return machine;
}

Machine inside_newcomer(const Run *run, uint32_t number) {
    const Machine planned = world_new_machine(run->plan, number);
    if (planned.wake_at > run->world->now) return planned;
    Machine machine = inside_installed(run, number);
    machine.wake_at = inside_next_look(run, number, &machine, planned.wake_at);
    return machine;
}

void inside_bring_in(Run *run, uint32_t number) {
    if (inside_machine(run, number)->stored || inside_is_steady(run, number)) return;
    const Machine machine = inside_newcomer(run, number);
    inside_store(run, number, &machine);
}

void inside_wake(Run *run, uint32_t number, int32_t now) {
    Machine *machine = inside_machine(run, number);
    if (machine->wake_at == now) return; /* it is among them */
    machine->wake_at = now;
    run->woken[run->woken_count++] = (Wake){now, number, 0, WAKE_PLAIN};
    run->woken_unsorted = true;
}

Machine inside_recall(Run *run, Wake wake) {
    const Machine machine = steady_recall(run->plan, run->world, &run->rhythms, wake);
    run->steady[wake.machine / 64] &= ~(UINT64_C(1) << (wake.machine % 64));
    run->steady_in_group[machine.group]--;
    run->steady_count--;
    return machine;
}

void inside_leave(Run *run, Wake next) {
    Machine machine = inside_recall(run, next);
    machine.wake_at = inside_next_look(run, next.machine, &machine, machine.last_attempt_at);
    inside_store(run, next.machine, &machine);
    if (machine.wake_at <= run->agenda_last &&
        !agenda_add(&run->agenda, (Wake){machine.wake_at, next.machine, 0, WAKE_PLAIN}))
        run->out_of_memory = true;
}

static void settle_wake(void *context, Wake *wake) {
    Run *run = context;
    if (!steady_is(*wake)) return;
    const Machine machine = inside_recall(run, *wake);
    inside_store(run, wake->machine, &machine);
    wake->granted_at = WAKE_PLAIN;
    wake->memo = 0;
}

void inside_settle(Run *run) {
    if (run->steady_count == 0) return;
    agenda_visit(&run->agenda, settle_wake, run);
    for (size_t i = 0; i < run->woken_count; i++) settle_wake(run, &run->woken[i]);
    CHECK(run->steady_count == 0);
}

/* Of one that is still to come no machine is made: a run of a large fleet begins with a million of them. */
static int32_t wake_of(const Run *run, const Group *group, uint32_t number) {
    if (is_stored(run, number)) return inside_machine(run, number)->wake_at;
    const int32_t starts_at = plan_starts_in(run->plan, group, number);
    return starts_at > run->world->now ? starts_at : inside_newcomer(run, number).wake_at;
}

static bool add_wakes(Run *run, const Group *group) {
    for (uint32_t m = group->first; m < group->first + group->count; m++) {
        if (inside_is_steady(run, m)) continue;
        const int32_t at = wake_of(run, group, m);
        if (at <= run->world->now || at > run->agenda_last) continue;
        if (!agenda_add(&run->agenda, (Wake){at, m, 0, WAKE_PLAIN})) return false;
    }
    return true;
}

bool inside_fill_agenda(Run *run) {
    bool good = true;
    for (uint32_t g = 0; g < run->plan->group_count && good; g++)
        good = add_wakes(run, &run->plan->groups[g]);
    return good;
}

int32_t inside_next_event(const Run *run) {
    const World *world = run->world;
    const Plan *plan = run->plan;
    int32_t next = claims_next_at(&run->claims, world);
    if (world->forget_at < next) next = world->forget_at;
    if (world->next_occurrence < plan->occurrence_count &&
        plan->occurrences[world->next_occurrence].at < next)
        next = plan->occurrences[world->next_occurrence].at;
    if (world->next_what_if < run->what_if_count && run->what_ifs[world->next_what_if].at < next)
        next = run->what_ifs[world->next_what_if].at;
    return next;
}

bool inside_arrive(Run *run) {
    memset(run->quiets, 0, 2 * (size_t)run->plan->group_count * sizeof *run->quiets);
    inside_forget_told(run);
    run->change_number++;
    return inside_fill_agenda(run);
}

void inside_forget_told(Run *run) {
    for (uint32_t slot = 0; slot < run->plan->host_count * POOL_COUNT; slot++)
        run->told[slot] = (Told){-1, -1};
}
