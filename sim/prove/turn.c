#include "sim/prove/turn.h"

const Product *turn_product(const Turn *turn, uint32_t machine) {
    return &turn->plan->products[turn->plan->groups[plan_group_of(turn->plan, machine)].product];
}

const Row *turn_row(const Turn *turn, RowKind kind, uint32_t machine) {
    for (size_t r = 0; r < turn->row_count; r++)
        if (turn->rows[r].kind == kind && turn->rows[r].machine == machine) return &turn->rows[r];
    return NULL;
}

int turn_times(const Turn *turn, RowKind kind, uint32_t machine) {
    int times = 0;
    for (size_t r = 0; r < turn->row_count; r++)
        times += turn->rows[r].kind == kind && turn->rows[r].machine == machine;
    return times;
}

bool turn_began_anew(const Turn *turn, uint32_t machine) {
    return turn_row(turn, ROW_INSTALL, machine) || turn_row(turn, ROW_RESET, machine);
}

bool turn_did(const Turn *turn, HostDeed deed, int host) {
    for (size_t r = 0; r < turn->row_count; r++) {
        if (turn->rows[r].kind != ROW_CHANGE) continue;
        const Change *change = &turn->plan->changes[turn->rows[r].entry];
        if (change->kind == CHANGE_HOST_DO && change->value == (int32_t)deed && change->subject == host)
            return true;
    }
    return false;
}

bool turn_changed(const Turn *turn, ChangeKind kind, uint32_t machine) {
    for (size_t r = 0; r < turn->row_count; r++) {
        if (turn->rows[r].kind != ROW_CHANGE) continue;
        const Change *change = &turn->plan->changes[turn->rows[r].entry];
        if (change->kind == kind && selection_has(change->machines, machine)) return true;
    }
    return false;
}

bool turn_changed_machines(const Turn *turn) {
    for (size_t r = 0; r < turn->row_count; r++)
        if (turn->rows[r].kind == ROW_CHANGE &&
            turn->plan->changes[turn->rows[r].entry].kind <= CHANGE_LAST_OF_MACHINES)
            return true;
    return false;
}

bool turn_is_on(const Turn *turn, uint32_t machine) {
    const Machine *at = world_machine(turn->after, machine);
    const Timetable *on = &turn->plan->groups[at->group].on;
    return at->state != STATE_ABSENT && at->power &&
           timetable_present(on, &turn->plan->book, machine, turn->now);
}

bool turn_came_on(const Turn *turn, uint32_t machine) {
    const Machine *before = world_machine(turn->before, machine);
    const Timetable *on = &turn->plan->groups[before->group].on;
    const bool was_there = before->state != STATE_ABSENT;
    const bool was_on = before->power && timetable_present(on, &turn->plan->book, machine, turn->now - 1);
    return was_there && !was_on && turn_is_on(turn, machine);
}

const LedgerEntry *turn_entry(World *world, int host, Pool pool, uint32_t id) {
    const Ledger *ledger = world_ledger(world, host, pool);
    const LedgerStore store = world_store(world);
    const LedgerEntry *entry = ledger_oldest(ledger, store);
    while (entry && entry->id != id) entry = ledger_newer(ledger, store, entry);
    return entry;
}

bool turn_forgot_all(const Turn *turn, int host) {
    return turn_did(turn, DO_REBUILD, host) ||
           (turn_did(turn, DO_RESTART, host) && world_host(turn->before, host)->restart_forgets);
}
