#include "ui/stage/clocks.h"

static ClockFace until(int32_t end_at, int32_t whole_min, int32_t at) {
    const int32_t left = end_at > at ? end_at - at : 0;
    return (ClockFace){CLOCK_RUNS, left < whole_min ? left : whole_min, whole_min > 0 ? whole_min : 1};
}

ClockFace clock_of_state(const Product *product, const Machine *machine, int32_t at) {
    switch ((State)machine->state) {
    case STATE_INITIAL_GRACE: return until(machine->clock_at, product->initial_grace_min, at);
    case STATE_EXPIRY_GRACE: return until(machine->clock_at, product->expiry_grace_min, at);
    case STATE_LICENSED:
        if (machine->clock_at == NEVER) return (ClockFace){.kind = CLOCK_ENDLESS};
        return until(machine->clock_at, product->lease_min, at);
    case STATE_ABSENT:
    case STATE_NOTIFICATION:
    case STATE_REDUCED:
    case STATE_COUNT: break;
    }
    return (ClockFace){.kind = CLOCK_STANDS};
}

const char *clock_name(State state) {
    return state == STATE_INITIAL_GRACE || state == STATE_EXPIRY_GRACE ? "grace" : "lease";
}

ClockFace clock_of_rhythm(const Machine *machine, int32_t at) {
    if (machine->due_at == NEVER || machine->state == STATE_ABSENT) return (ClockFace){.kind = CLOCK_STANDS};
    const int32_t usual = machine->state == STATE_LICENSED && machine->last == RESULT_GRANTED
                              ? machine->renewal_min
                              : machine->retry_min;
    const int32_t whole =
        machine->last_attempt_at == NEVER ? usual : machine->due_at - machine->last_attempt_at;
    return until(machine->due_at, whole, at);
}

/* A world is only read through. */
static World *readable(const World *world) {
    return (World *)(uintptr_t)world;
}

const LedgerEntry *memory_oldest(const World *head, int host, Pool pool) {
    return ledger_oldest(world_ledger(readable(head), host, pool), world_store(readable(head)));
}

const LedgerEntry *memory_newer(const World *head, int host, Pool pool, const LedgerEntry *entry) {
    return ledger_newer(world_ledger(readable(head), host, pool), world_store(readable(head)), entry);
}

ClockFace clock_of_memory(const World *head, int host, Pool pool, uint32_t id) {
    if (pool == POOL_NONE || world_count(head, host, pool) > CLOCK_ENTRIES_MOST)
        return (ClockFace){.kind = CLOCK_STANDS};
    const int32_t memory = world_host(head, host)->memory_min;
    for (const LedgerEntry *entry = memory_oldest(head, host, pool); entry;
         entry = memory_newer(head, host, pool, entry))
        if (entry->id == id) return until(entry->seen_at + memory + 1, memory, head->now);
    return (ClockFace){.kind = CLOCK_STANDS};
}

bool machine_is_on(const Plan *plan, const Machine *machine, uint32_t number, int32_t at) {
    return machine->power && timetable_present(&plan->groups[machine->group].on, &plan->book, number, at);
}
