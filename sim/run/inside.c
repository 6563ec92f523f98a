#include "sim/run/inside.h"

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

const Group *inside_group(const Run *run, const Machine *machine) {
    return &run->plan->groups[machine->group];
}

const Product *inside_product(const Run *run, const Machine *machine) {
    return &run->plan->products[inside_group(run, machine)->product];
}

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
    if (machine->state != from) {
        world_in_state(run->world, machine->group)[from]--;
        world_in_state(run->world, machine->group)[machine->state]++;
        claims_note_state(&run->claims, run->plan, run->world, number, from, (State)machine->state);
    }
    if (machine->state != from || row->action == ACTION_REIMAGE || row->action == ACTION_REARM)
        world_since(run->world)[number] = now;
    return row;
}

void inside_note_last(Run *run, uint32_t number, Result from, Result to) {
    if (from != to) claims_note_last(&run->claims, run->plan, run->world, number, from, to);
}

bool inside_is_steady(const Run *run, uint32_t number) {
    return run->steady[number / 64] >> (number % 64) & 1;
}

Machine *inside_machine(const Run *run, uint32_t number) {
    return &world_machines(run->world)[number];
}

void inside_store(Run *run, uint32_t number, const Machine *machine) {
    Machine *slot = inside_machine(run, number);
    if (!slot->stored) run->unstored_count--;
    *slot = *machine;
    slot->stored = 1;
}

void inside_wake(Run *run, uint32_t number, int32_t now) {
    Machine *machine = inside_machine(run, number);
    if (machine->wake_at == now) return; /* it is among them */
    machine->wake_at = now;
    run->woken[run->woken_count++] = (Wake){now, number, 0, WAKE_PLAIN};
    run->woken_unsorted = true;
}

void inside_recall(Run *run, Wake wake) {
    const Machine machine = steady_recall(run->plan, run->world, &run->rhythms, wake);
    inside_store(run, wake.machine, &machine);
    run->steady[wake.machine / 64] &= ~(UINT64_C(1) << (wake.machine % 64));
    run->steady_in_group[machine.group]--;
    run->steady_count--;
}

static void settle_wake(void *context, Wake *wake) {
    Run *run = context;
    if (!steady_is(*wake)) return;
    inside_recall(run, *wake);
    wake->granted_at = WAKE_PLAIN;
    wake->memo = 0;
}

void inside_settle(Run *run) {
    if (run->steady_count == 0) return;
    agenda_visit(&run->agenda, settle_wake, run);
    for (size_t i = 0; i < run->woken_count; i++) settle_wake(run, &run->woken[i]);
    CHECK(run->steady_count == 0);
}
