/* changes: rank 1 of a minute: machines are installed, and what the file says is done to machines, hosts,
 * services and places (MODEL.md section 4). Leaves out: clocks and attempts. */
#include "sim/run/inside.h"

#include <stdlib.h>

#include "sim/base/check.h"

void changes_install(Run *run, uint32_t number, Machine *machine, int32_t now) {
    const Transition *taken = inside_happen(run, number, machine, EVENT_INSTALL, now, 0);
    inside_note_look(run, number, machine, LOOK_ABSENT, ROW_INSTALL, now);
    const Row row = inside_machine_row(ROW_INSTALL, number, machine, STATE_ABSENT, taken->rule, now);
    inside_take_row(run, &row);
}

/* ---- on machines -------------------------------------------------------------------------------------- */

static void take_refusal(Run *run, const Change *change, uint32_t machine, int host, RuleId rule,
                         int32_t now) {
    Row row = inside_row(ROW_REFUSED, now);
    row.machine = machine;
    row.host = host;
    row.line = change->line;
    row.rule = rule;
    inside_take_row(run, &row);
}

static void start_anew(Run *run, const Change *change, uint32_t number, Machine *machine, int32_t now) {
    const State from = (State)machine->state;
    const Result last = (Result)machine->last;
    const Look look = inside_look(machine);
    const bool rearm = change->kind == CHANGE_REARM;
    const Transition *taken =
        inside_happen(run, number, machine, rearm ? EVENT_REARM : EVENT_REIMAGE, now, 0);
    if (taken->action == ACTION_REFUSE) {
        take_refusal(run, change, number, -1, taken->rule, now);
        return;
    }
    inside_note_last(run, number, last, (Result)machine->last);
    inside_note_look(run, number, machine, look, ROW_RESET, now);
    const bool same_id = !rearm && change->value;
    if (!same_id) machine->id = FIRST_NEW_ID + run->world->new_ids++;
    const Row row = inside_machine_row(ROW_RESET, number, machine, from, taken->rule, now);
    inside_take_row(run, &row);
}

static void retire(Run *run, uint32_t number, Machine *machine, int32_t now) {
    const State from = (State)machine->state;
    const Look look = inside_look(machine);
    const Transition *taken = inside_happen(run, number, machine, EVENT_RETIRE, now, 0);
    inside_note_look(run, number, machine, look, ROW_RETIRE, now);
    const Row row = inside_machine_row(ROW_RETIRE, number, machine, from, taken->rule, now);
    inside_take_row(run, &row);
}

static void set_power(Machine *machine, bool power, int32_t now) {
    if (machine->power_changed_at != now) machine->was_power = machine->power;
    machine->power_changed_at = now;
    machine->power = power;
}

static void change_machine(Run *run, const Change *change, uint32_t number, int32_t now) {
    Machine *machine = inside_machine(run, number);
    inside_wake(run, number, now);
    switch (change->kind) {
    case CHANGE_POWER: set_power(machine, change->value, now); break;
    case CHANGE_MOVE:
        machine->place = (uint16_t)change->value;
        if (inside_is_on(run, number, machine, now))
            inside_happen(run, number, machine, EVENT_NETWORK_CHANGED, now, 0);
        break;
    case CHANGE_ATTEMPT: inside_happen(run, number, machine, EVENT_ASKED_TO, now, 0); break;
    case CHANGE_RETIRE: retire(run, number, machine, now); break;
    case CHANGE_REIMAGE:
    case CHANGE_REARM: start_anew(run, change, number, machine, now); break;
    case CHANGE_USE: machine->pinned = (uint16_t)change->value; break;
    case CHANGE_CACHE: machine->cached = NO_HOST; break;
    case CHANGE_SKEW: machine->skew_min = change->value; break;
    case CHANGE_SIGN:
        machine->signed_in = (uint8_t)change->value;
        if (change->value) inside_happen(run, number, machine, EVENT_SIGNED_IN, now, 0);
        break;
    case CHANGE_HOST_DO:
    case CHANGE_HOST_SET:
    case CHANGE_SERVICE:
    case CHANGE_BLOCK:
    case CHANGE_UNBLOCK:
    case CHANGE_KIND_COUNT: CHECK(!"a change of machines");
    }
}

static bool any_steady(const Run *run, MachineRange range) {
    for (uint32_t m = range.first; m < range.first + range.count; m++)
        if (inside_is_steady(run, m)) return true;
    return false;
}

/* A steady machine's wake is somewhere in the agenda. Those that the file picks out by the piece never are
 * steady; a change of many stores them all at once. */
static void settle_for(Run *run, const Change *change) {
    for (uint32_t r = 0; r < change->machines.range_count && run->steady_count; r++)
        if (any_steady(run, change->machines.ranges[r])) inside_settle(run);
}

static void change_machines(Run *run, const Change *change, int32_t now) {
    settle_for(run, change);
    for (uint32_t r = 0; r < change->machines.range_count; r++) {
        const MachineRange range = change->machines.ranges[r];
        for (uint32_t m = range.first; m < range.first + range.count; m++) {
            inside_bring_in(run, m);
            if (inside_machine(run, m)->state != STATE_ABSENT) change_machine(run, change, m, now);
        }
    }
}

/* ---- on hosts, services and places -------------------------------------------------------------------- */

static void forget_all(Run *run, int host, int32_t now) {
    for (int pool = 0; pool < POOL_COUNT; pool++) {
        ledger_clear(world_ledger(run->world, host, (Pool)pool), world_store(run->world));
        inside_note_count(run, host, (Pool)pool, now);
    }
}

static void do_to_host(Run *run, const Change *change, int32_t now) {
    Host *host = &world_hosts(run->world)[change->subject];
    switch ((HostDeed)change->value) {
    case DO_DOWN: host->up = 0; break;
    case DO_UP: host->up = 1; break;
    case DO_PUBLISH: host->published = 1; break;
    case DO_UNPUBLISH: host->published = 0; break;
    case DO_ACTIVATE:
        if (!host_activate(host, world_hosts(run->world), (int)run->world->host_count))
            take_refusal(run, change, NO_MACHINE, change->subject, RULE_HOST_KEY_SPENT, now);
        break;
    case DO_DEACTIVATE: host->activated = 0; break;
    case DO_REBUILD: forget_all(run, change->subject, now); break;
    case DO_RESTART:
        if (host->restart_forgets) forget_all(run, change->subject, now);
        break;
    case DO_COUNT: CHECK(!"a HostDeed");
    }
}

static void set_host(Run *run, const Change *change) {
    Host *host = &world_hosts(run->world)[change->subject];
    const HostFigures *figures = &change->figures;
    if (figures->given & SET_RETRY) host->retry_min = figures->retry_min;
    if (figures->given & SET_RENEWAL) host->renewal_min = figures->renewal_min;
    if (figures->given & SET_PRIORITY) host->priority = figures->priority;
    if (figures->given & SET_WEIGHT) host->weight = figures->weight;
    if (figures->given & SET_SERVES) host->serves = figures->serves;
}

static void carry_out(Run *run, const Change *change, uint32_t number, int32_t now) {
    Row row = inside_row(ROW_CHANGE, now);
    row.line = change->line;
    row.entry = number;
    inside_take_row(run, &row);
    run->change_number++;
    switch (change->kind) {
    case CHANGE_HOST_DO: do_to_host(run, change, now); break;
    case CHANGE_HOST_SET: set_host(run, change); break;
    case CHANGE_SERVICE: run->world->service_up[change->subject] = (uint8_t)change->value; break;
    case CHANGE_BLOCK:
    case CHANGE_UNBLOCK:
        if (change->subject == PLACE_OFFLINE) break; /* it reaches nothing, for good */
        for (uint32_t t = 0; t < change->target_count; t++)
            place_block(&world_places(run->world)[change->subject], change->targets[t],
                        change->kind == CHANGE_BLOCK);
        break;
    case CHANGE_POWER:
    case CHANGE_MOVE:
    case CHANGE_ATTEMPT:
    case CHANGE_RETIRE:
    case CHANGE_REIMAGE:
    case CHANGE_REARM:
    case CHANGE_USE:
    case CHANGE_CACHE:
    case CHANGE_SKEW:
    case CHANGE_SIGN: change_machines(run, change, now); break;
    case CHANGE_KIND_COUNT: CHECK(!"a ChangeKind");
    }
}

void changes_carry_out(Run *run, int32_t now) {
    const Plan *plan = run->plan;
    World *world = run->world;
    for (; world->next_occurrence < plan->occurrence_count; world->next_occurrence++) {
        const Occurrence occurrence = plan->occurrences[world->next_occurrence];
        if (occurrence.at != now) break;
        carry_out(run, &plan->changes[occurrence.change], occurrence.change, now);
    }
    for (; world->next_what_if < run->what_if_count; world->next_what_if++) {
        if (run->what_ifs[world->next_what_if].at != now) break;
        carry_out(run, run->what_ifs[world->next_what_if].change, NO_ENTRY, now);
    }
}

bool changes_touch_machines(const Run *run, int32_t now) {
    const Plan *plan = run->plan;
    for (uint32_t o = run->world->next_occurrence;
         o < plan->occurrence_count && plan->occurrences[o].at == now; o++)
        if (plan->changes[plan->occurrences[o].change].kind <= CHANGE_LAST_OF_MACHINES) return true;
    for (uint32_t w = run->world->next_what_if; w < run->what_if_count && run->what_ifs[w].at == now; w++)
        if (run->what_ifs[w].change->kind <= CHANGE_LAST_OF_MACHINES) return true;
    return false;
}
