#include "tests/bench/heap.h"

#include <stdlib.h>

#include "sim/base/chance.h"
#include "sim/model/asking.h"
#include "sim/model/lifecycle.h"

/* Ranks within a minute, as MODEL.md section 1 has them. */
enum { RANK_FORGET, RANK_INSTALL, RANK_CLOCK, RANK_ATTEMPT, RANK_BITS = 2, MACHINE_BITS = 32 };

typedef struct {
    const Plan *plan;
    int32_t last;
    Machine *machines; /* owned, as all below */
    Host *hosts;
    Place *places;
    Ledger *ledgers;
    LedgerStore store;
    uint8_t service_up[SERVICE_COUNT];
    uint64_t *events; /* minute, rank, machine; a heap, the smallest first */
    size_t event_count;
    uint32_t next_occurrence;
    int32_t forget_at; /* no host forgets anything before */
    uint64_t attempts;
} Heap;

/* ---- the heap ----------------------------------------------------------------------------------------- */

static uint64_t event_of(int32_t at, int rank, uint32_t machine) {
    return (uint64_t)at << (RANK_BITS + MACHINE_BITS) | (uint64_t)rank << MACHINE_BITS | machine;
}

static int32_t event_at(uint64_t event) {
    return (int32_t)(event >> (RANK_BITS + MACHINE_BITS));
}

static int event_rank(uint64_t event) {
    return (int)(event >> MACHINE_BITS & ((1u << RANK_BITS) - 1));
}

static void sift_down(Heap *heap, size_t at, uint64_t event) {
    for (;;) {
        size_t child = 2 * at + 1;
        if (child >= heap->event_count) break;
        if (child + 1 < heap->event_count && heap->events[child + 1] < heap->events[child]) child++;
        if (event <= heap->events[child]) break;
        heap->events[at] = heap->events[child];
        at = child;
    }
    heap->events[at] = event;
}

static void replace_top(Heap *heap, int32_t at, int rank, uint32_t machine) {
    if (at <= heap->last)
        sift_down(heap, 0, event_of(at, rank, machine));
    else if (--heap->event_count > 0)
        sift_down(heap, 0, heap->events[heap->event_count]);
}

/* ---- machines ----------------------------------------------------------------------------------------- */

static const Product *product_of(const Heap *heap, const Machine *machine) {
    return &heap->plan->products[heap->plan->groups[machine->group].product];
}

static void happen(const Heap *heap, Machine *machine, Event event, int32_t now, int32_t jitter) {
    const Product *product = product_of(heap, machine);
    const Transition *row = lifecycle_find(machine, product, event, now);
    if (row->kind != ANSWER_IGNORED) lifecycle_apply(machine, product, row, now, jitter);
}

/* Puts the machine's next event in the place of the one that is at the top. */
static void go_on(Heap *heap, uint32_t number, const Machine *machine, int32_t from) {
    const Timetable *on = &heap->plan->groups[machine->group].on;
    const DayBook *book = &heap->plan->book;
    const int32_t clock = machine->clock_at < machine->notice_at ? machine->clock_at : machine->notice_at;
    const int32_t last = clock < heap->last ? clock : heap->last;
    const int32_t due = machine->due_at > from ? machine->due_at : from;
    int32_t asks = machine->due_at == NEVER ? NEVER : timetable_next_present(on, book, number, due, last);
    if (machine->state != STATE_LICENSED) {
        const int32_t comes = timetable_next_coming(on, book, number, from, asks < last ? asks : last);
        if (comes < asks) asks = comes;
    }
    if (clock <= asks)
        replace_top(heap, clock, RANK_CLOCK, number);
    else
        replace_top(heap, asks, RANK_ATTEMPT, number);
}

static int32_t jitter_of(const Heap *heap, uint32_t number, const Machine *machine) {
    const int32_t jitter = heap->plan->groups[machine->group].jitter_min;
    if (jitter == 0) return 0;
    return (int32_t)chance_draw(heap->plan->seed, (uint64_t)jitter + 1, number, CHANCE_JITTER,
                                machine->attempts);
}

static void attempt(Heap *heap, uint32_t number, Machine *machine, int32_t now) {
    const Plan *plan = heap->plan;
    const Timetable *on = &plan->groups[machine->group].on;
    if (!timetable_present(on, &plan->book, number, now)) return;
    if (!timetable_present(on, &plan->book, number, now - 1)) happen(heap, machine, EVENT_COMES_ON, now, 0);
    if (machine->due_at > now) return;
    const Realm realm = {heap->hosts,  (int)plan->host_count, heap->ledgers, heap->store,
                         heap->places, heap->service_up,      plan->seed};
    const Answer answer = asking_attempt(&realm, machine, number, product_of(heap, machine), now, NULL);
    const int32_t jitter = jitter_of(heap, number, machine);
    heap->attempts++;
    machine->attempts++;
    machine->last = (uint8_t)answer.result;
    machine->last_attempt_at = now;
    if (answer.counted && now + heap->hosts[answer.host].memory_min + 1 < heap->forget_at)
        heap->forget_at = now + heap->hosts[answer.host].memory_min + 1;
    happen(heap, machine, lifecycle_event_of(answer.result), now, jitter);
    if (answer.result == RESULT_GRANTED && machine->keeps_cache) machine->cached = (uint16_t)answer.host;
}

/* ---- what happens ------------------------------------------------------------------------------------- */

static void forget(Heap *heap, int32_t now) {
    heap->forget_at = NEVER;
    for (uint32_t i = 0; i < heap->plan->host_count * POOL_COUNT; i++) {
        Ledger *ledger = &heap->ledgers[i];
        const int32_t memory = heap->hosts[i / POOL_COUNT].memory_min;
        while (ledger_forgets_at(ledger, heap->store, memory) <= now)
            ledger_forget_oldest(ledger, heap->store);
        const int32_t next = ledger_forgets_at(ledger, heap->store, memory);
        if (next < heap->forget_at) heap->forget_at = next;
    }
}

/* Those of the file that come before this event. */
static void carry_out_changes(Heap *heap, uint64_t event) {
    const Plan *plan = heap->plan;
    for (; heap->next_occurrence < plan->occurrence_count; heap->next_occurrence++) {
        const Occurrence next = plan->occurrences[heap->next_occurrence];
        const Change *change = &plan->changes[next.change];
        if (event_of(next.at, RANK_INSTALL, UINT32_MAX) > event) return;
        heap->hosts[change->subject].up = change->value == DO_UP;
    }
}

static void carry_out(Heap *heap, uint64_t event) {
    const uint32_t number = (uint32_t)event;
    const int32_t now = event_at(event);
    Machine *machine = &heap->machines[number];
    if (heap->forget_at <= now) forget(heap, now);
    carry_out_changes(heap, event);
    switch (event_rank(event)) {
    case RANK_INSTALL: happen(heap, machine, EVENT_INSTALL, now, 0); break;
    case RANK_CLOCK:
        while (machine->clock_at == now) happen(heap, machine, EVENT_CLOCK_OVER, now, 0);
        if (machine->notice_at == now) happen(heap, machine, EVENT_REMINDER, now, 0);
        break;
    default: attempt(heap, number, machine, now); break;
    }
    go_on(heap, number, machine, event_rank(event) == RANK_ATTEMPT ? now + 1 : now);
}

/* ---- a run -------------------------------------------------------------------------------------------- */

static bool is_known(const Plan *plan) {
    bool known = true;
    for (uint32_t g = 0; g < plan->group_count; g++)
        known &= plan->products[plan->groups[g].product].by == BY_HOST && plan->groups[g].power;
    for (uint32_t c = 0; c < plan->change_count; c++)
        known &= plan->changes[c].kind == CHANGE_HOST_DO &&
                 (plan->changes[c].value == DO_DOWN || plan->changes[c].value == DO_UP);
    return known && plan->claim_count == 0;
}

/* Room for all ids in every ledger, or for twice the largest threshold. */
static bool create_ledgers(Heap *heap) {
    const Plan *plan = heap->plan;
    uint64_t cap = 0;
    for (uint32_t g = 0; g < plan->group_count; g++)
        if (2 * (uint64_t)plan->products[plan->groups[g].product].threshold > cap)
            cap = 2 * (uint64_t)plan->products[plan->groups[g].product].threshold;
    const uint32_t room = (uint32_t)(cap < plan->machine_count ? cap : plan->machine_count);
    const uint32_t entries = (uint32_t)ledger_entry_count(room),
                   buckets = (uint32_t)ledger_bucket_count(room), count = plan->host_count * POOL_COUNT;
    heap->ledgers = calloc((size_t)count + 1, sizeof *heap->ledgers);
    heap->store.entries = calloc((size_t)count * entries + 1, sizeof *heap->store.entries);
    heap->store.buckets = calloc((size_t)count * buckets + 1, sizeof *heap->store.buckets);
    if (!heap->ledgers || !heap->store.entries || !heap->store.buckets) return false;
    for (uint32_t i = 0; i < count; i++) heap->ledgers[i] = ledger_with_room(room, i * entries, i * buckets);
    return true;
}

static void create_machine(Heap *heap, uint32_t number) {
    const uint32_t g = plan_group_of(heap->plan, number);
    const Group *group = &heap->plan->groups[g];
    heap->machines[number] = (Machine){.due_at = NEVER,
                                       .clock_at = NEVER,
                                       .notice_at = NEVER,
                                       .last_attempt_at = NEVER,
                                       .id = group->shared_ids ? group->first : number,
                                       .skew_min = group->skew_min,
                                       .power_changed_at = NEVER,
                                       .group = (uint16_t)g,
                                       .place = group->place,
                                       .pinned = group->use,
                                       .cached = NO_HOST,
                                       .power = 1,
                                       .signed_in = 1,
                                       .keeps_cache = group->cache};
    const int32_t starts_at = plan_starts_in(heap->plan, group, number);
    if (starts_at <= heap->last)
        heap->events[heap->event_count++] = event_of(starts_at, RANK_INSTALL, number);
}

static bool create(Heap *heap) {
    const Plan *plan = heap->plan;
    heap->machines = malloc((plan->machine_count + 1) * sizeof *heap->machines);
    heap->events = malloc((plan->machine_count + 1) * sizeof *heap->events);
    heap->hosts = calloc(plan->host_count + 1, sizeof *heap->hosts);
    heap->places = calloc(plan->place_count + 1, sizeof *heap->places);
    if (!heap->machines || !heap->events || !heap->hosts || !heap->places || !create_ledgers(heap))
        return false;
    for (uint32_t h = 0; h < plan->host_count; h++) heap->hosts[h] = plan->hosts[h].host;
    for (uint32_t p = 0; p < plan->place_count; p++) heap->places[p] = plan->places[p].place;
    for (int s = 0; s < SERVICE_COUNT; s++) heap->service_up[s] = 1;
    for (uint32_t m = 0; m < plan->machine_count; m++) create_machine(heap, m);
    for (size_t i = heap->event_count / 2; i-- > 0;) sift_down(heap, i, heap->events[i]);
    return true;
}

static void destroy(Heap *heap) {
    free(heap->machines);
    free(heap->events);
    free(heap->hosts);
    free(heap->places);
    free(heap->ledgers);
    free(heap->store.entries);
    free(heap->store.buckets);
}

HeapStatus heap_run(const Plan *plan, int32_t last, HeapEnd *out) {
    Heap heap = {.plan = plan, .last = last, .forget_at = NEVER};
    *out = (HeapEnd){0};
    if (!is_known(plan)) return HEAP_UNKNOWN;
    const bool created = create(&heap);
    if (created) {
        while (heap.event_count > 0) carry_out(&heap, heap.events[0]);
        forget(&heap, last);
        out->attempts = heap.attempts;
        for (uint32_t m = 0; m < plan->machine_count; m++)
            out->licensed += heap.machines[m].state == STATE_LICENSED;
        for (uint32_t i = 0; i < plan->host_count * POOL_COUNT; i++)
            out->counted += (uint64_t)heap.ledgers[i].count;
    }
    destroy(&heap);
    return created ? HEAP_DONE : HEAP_NO_MEMORY;
}
