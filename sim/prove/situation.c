#include "sim/prove/situation.h"

#include <string.h>

#include "sim/base/check.h"

enum {
    STRANGER = 1 << 30,  /* ids that no machine has begin here … */
    STRANGERS_MOST = 64, /* … and there are never more of them */
    MACHINES_MOST = 8,
    HOSTS_MOST = 8,
};

/* ---- figures as bytes --------------------------------------------------------------------------------- */

static void put(Situation *out, int64_t figure) {
    uint64_t rest = (uint64_t)figure << 1 ^ (figure < 0 ? UINT64_MAX : 0);
    do {
        CHECK(out->length < SITUATION_BYTES);
        out->bytes[out->length++] = (uint8_t)((rest & 127) | (rest > 127 ? 128 : 0));
        rest >>= 7;
    } while (rest);
}

typedef struct {
    const Situation *situation;
    uint32_t at;
} Reading;

static int32_t get(Reading *reading) {
    uint64_t figure = 0;
    for (int shift = 0;; shift += 7) {
        CHECK(reading->at < reading->situation->length);
        const uint8_t byte = reading->situation->bytes[reading->at++];
        figure |= (uint64_t)(byte & 127) << shift;
        if (byte < 128) break;
    }
    const int64_t half = (int64_t)(figure >> 1);
    return (int32_t)(figure & 1 ? -half - 1 : half);
}

/* Times to come; 0 is never. */
static void put_coming(Situation *out, int32_t at, int32_t now) {
    put(out, at == NEVER ? 0 : (int64_t)at - now);
}

static int32_t get_coming(Reading *reading, int32_t now) {
    const int32_t length = get(reading);
    return length == 0 ? NEVER : now + length;
}

/* ---- ids ---------------------------------------------------------------------------------------------- */

typedef struct {
    const World *world;
    uint32_t strangers[STRANGERS_MOST], count;
} Ids;

/* Machines that share an id are called by the first of them. */
static uint32_t renamed(Ids *ids, uint32_t id) {
    for (uint32_t m = 0; m < ids->world->machine_count; m++)
        if (world_machine(ids->world, m)->id == id) return m;
    for (uint32_t s = 0; s < ids->count; s++)
        if (ids->strangers[s] == id) return STRANGER + s;
    CHECK(ids->count < STRANGERS_MOST);
    ids->strangers[ids->count++] = id;
    return STRANGER + ids->count - 1;
}

/* ---- machines ----------------------------------------------------------------------------------------- */

/* Overdue is overdue, however long. */
static int32_t due_from(const Machine *machine, int32_t now) {
    return machine->due_at < now ? now : machine->due_at;
}

/* How long ago, as far as any rule looks back. */
static int32_t last_age(const Machine *machine, int32_t now) {
    if (machine->last_attempt_at == NEVER) return -1;
    const int32_t age = now - machine->last_attempt_at;
    return age > NETWORK_WATCH_MIN ? NETWORK_WATCH_MIN + 1 : age;
}

static void pack_machine(Ids *ids, const Machine *machine, Situation *out) {
    const int32_t now = ids->world->now;
    put(out, machine->state);
    put_coming(out, machine->clock_at, now);
    put_coming(out, machine->notice_at, now);
    put(out, machine->due_at == NEVER ? -1 : due_from(machine, now) - now);
    put(out, machine->retry_min);
    put(out, machine->renewal_min == NEVER ? -1 : machine->renewal_min);
    put(out, last_age(machine, now));
    put(out, machine->last);
    put(out, renamed(ids, machine->id));
    put(out, machine->rearms);
    put(out, machine->skew_min);
    put(out, machine->place);
    put(out, machine->pinned == NO_HOST ? -1 : machine->pinned);
    put(out, machine->cached == NO_HOST ? -1 : machine->cached);
    put(out, machine->power + 2 * machine->signed_in);
}

/* When the run must look at it: at its clocks, and when it will ask. */
static int32_t wake_from(const Machine *machine, int32_t now) {
    int32_t wake_at = machine->clock_at < machine->notice_at ? machine->clock_at : machine->notice_at;
    if (!machine->power || machine->state == STATE_ABSENT || machine->due_at == NEVER) return wake_at;
    const int32_t asks_at = machine->due_at > now ? machine->due_at : now + 1;
    return asks_at < wake_at ? asks_at : wake_at;
}

static uint16_t host_of(int32_t figure) {
    return figure < 0 ? NO_HOST : (uint16_t)figure;
}

static void unpack_machine(Reading *reading, int32_t now, Machine *machine) {
    machine->stored = 1;
    machine->state = (uint8_t)get(reading);
    machine->clock_at = get_coming(reading, now);
    machine->notice_at = get_coming(reading, now);
    const int32_t due = get(reading);
    machine->due_at = due < 0 ? NEVER : now + due;
    machine->retry_min = get(reading);
    const int32_t renewal = get(reading);
    machine->renewal_min = renewal < 0 ? NEVER : renewal;
    const int32_t age = get(reading);
    machine->last_attempt_at = age < 0 ? NEVER : now - age;
    machine->last = (uint8_t)get(reading);
    machine->id = (uint32_t)get(reading);
    machine->rearms = get(reading);
    machine->skew_min = get(reading);
    machine->place = (uint16_t)get(reading);
    machine->pinned = host_of(get(reading));
    machine->cached = host_of(get(reading));
    const int32_t switches = get(reading);
    machine->power = switches & 1;
    machine->signed_in = switches >> 1 & 1;
    machine->wake_at = wake_from(machine, now);
}

/* ---- what hosts remember ------------------------------------------------------------------------------ */

static void pack_ledger(Ids *ids, const Ledger *ledger, LedgerStore store, Situation *out) {
    put(out, ledger->cap);
    put(out, ledger->count);
    for (const LedgerEntry *entry = ledger_oldest(ledger, store); entry;
         entry = ledger_newer(ledger, store, entry)) {
        put(out, renamed(ids, entry->id));
        put(out, ids->world->now - entry->seen_at);
    }
}

/* Each id is counted again in the minute in which it was: an operation of the model's own. */
static void unpack_ledger(Reading *reading, int32_t now, Ledger *ledger, LedgerStore store) {
    ledger_clear(ledger, store);
    const int32_t cap = get(reading), count = get(reading);
    ledger->cap = cap;
    for (int32_t i = 0; i < count; i++) {
        const uint32_t id = (uint32_t)get(reading);
        ledger_count(ledger, store, id, cap / 2, now - get(reading));
    }
}

/* ---- hosts, places, services -------------------------------------------------------------------------- */

static void pack_surroundings(World *world, Situation *out) {
    for (int h = 0; h < (int)world->host_count; h++) {
        const Host *host = world_host(world, h);
        put(out, host->up + 2 * host->published + 4 * host->activated);
        put(out, host->activations);
        put(out, host->serves);
        put(out, host->retry_min);
        put(out, host->renewal_min);
        put(out, host->priority);
    }
    for (uint32_t p = 0; p < world->place_count; p++) put(out, (int64_t)world_places(world)[p].blocked[0]);
    for (int s = 0; s < SERVICE_COUNT; s++) put(out, world->service_up[s]);
}

static void unpack_surroundings(Reading *reading, World *world) {
    for (int h = 0; h < (int)world->host_count; h++) {
        Host *host = &world_hosts(world)[h];
        const int32_t is = get(reading);
        host->up = is & 1;
        host->published = is >> 1 & 1;
        host->activated = is >> 2 & 1;
        host->activations = (uint8_t)get(reading);
        host->serves = (uint8_t)get(reading);
        host->retry_min = get(reading);
        host->renewal_min = get(reading);
        host->priority = (uint16_t)get(reading);
    }
    for (uint32_t p = 0; p < world->place_count; p++)
        world_places(world)[p].blocked[0] = (uint64_t)(int64_t)get(reading);
    for (int s = 0; s < SERVICE_COUNT; s++) world->service_up[s] = (uint8_t)get(reading);
}

/* ---- a world ------------------------------------------------------------------------------------------ */

static bool has_priority_of_its_own(const Plan *plan, uint32_t host) {
    for (uint32_t h = 0; h < host; h++)
        if (plan->hosts[h].host.priority == plan->hosts[host].host.priority) return false;
    return true;
}

bool situation_fits(const Plan *plan) {
    if (plan->machine_count > MACHINES_MOST || plan->host_count > HOSTS_MOST) return false;
    for (uint32_t h = 0; h < plan->host_count; h++)
        if (!has_priority_of_its_own(plan, h)) return false;
    for (uint32_t g = 0; g < plan->group_count; g++) {
        const Group *group = &plan->groups[g];
        if (group->jitter_min || group->starts_from || group->starts_to || !group->on.always) return false;
    }
    return plan->claim_count == 0;
}

void situation_pack(World *world, bool resting, Situation *out) {
    Ids ids = {.world = world};
    out->length = 0;
    for (uint32_t m = 0; m < world->machine_count; m++) pack_machine(&ids, world_machine(world, m), out);
    for (int h = 0; h < (int)world->host_count; h++)
        for (int pool = 0; pool < POOL_COUNT; pool++)
            pack_ledger(&ids, world_ledger(world, h, (Pool)pool), world_store(world), out);
    if (!resting) pack_surroundings(world, out);
}

static int32_t forgets_at(World *world) {
    int32_t first = NEVER;
    for (int h = 0; h < (int)world->host_count; h++)
        for (int pool = 0; pool < POOL_COUNT; pool++) {
            const int32_t at = ledger_forgets_at(world_ledger(world, h, (Pool)pool), world_store(world),
                                                 world_host(world, h)->memory_min);
            if (at < first) first = at;
        }
    return first;
}

void situation_unpack(const Situation *situation, const Plan *plan, bool resting, int32_t now, World *into) {
    Reading reading = {situation, 0};
    into->now = now;
    for (uint32_t g = 0; g < into->group_count; g++)
        memset(world_counts(into, g)->in_look, 0, LOOK_COUNT * sizeof(uint32_t));
    for (uint32_t m = 0; m < into->machine_count; m++) {
        Machine *machine = &world_machines(into)[m];
        *machine = world_new_machine(plan, m);
        unpack_machine(&reading, now, machine);
        world_counts(into, machine->group)->in_look[look_of((State)machine->state, (Result)machine->last)]++;
    }
    for (int h = 0; h < (int)into->host_count; h++)
        for (int pool = 0; pool < POOL_COUNT; pool++)
            unpack_ledger(&reading, now, world_ledger(into, h, (Pool)pool), world_store(into));
    if (!resting) unpack_surroundings(&reading, into);
    into->forget_at = forgets_at(into);
    CHECK(reading.at == situation->length);
}

int32_t situation_next_at(const World *world) {
    int32_t next = world->forget_at;
    for (uint32_t m = 0; m < world->machine_count; m++)
        if (world_machine(world, m)->wake_at < next) next = world_machine(world, m)->wake_at;
    return next;
}
