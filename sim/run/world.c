#include "sim/run/world.h"

#include <stdlib.h>
#include <string.h>

#include "sim/base/chance.h"
#include "sim/base/check.h"

/* Arrays begin on a cache line, where the C library puts large blocks so far behind one as is usual: a
 * machine is 64 bytes, and two lines are twice the wait. Nothing else depends on it. */
enum { LINE = 64, BLOCK_BEHIND = 16 };

static size_t place_array(World *world, size_t count, size_t size) {
    const size_t at = (world->bytes + BLOCK_BEHIND + LINE - 1) / LINE * LINE - BLOCK_BEHIND;
    world->bytes = at + count * size;
    return at;
}

static void *array_at(World *world, size_t at) {
    return (char *)world + at;
}

int32_t *world_since(World *world) {
    return array_at(world, world->since_at);
}

GroupCounts *world_counts(World *world, uint32_t group) {
    return (GroupCounts *)array_at(world, world->counts_at) + group;
}

Host *world_hosts(World *world) {
    return array_at(world, world->hosts_at);
}

Place *world_places(World *world) {
    return array_at(world, world->places_at);
}

Ledger *world_ledger(World *world, int host, Pool pool) {
    return (Ledger *)array_at(world, world->ledgers_at) + host * POOL_COUNT + (int)pool;
}

LedgerStore world_store(World *world) {
    return (LedgerStore){array_at(world, world->entries_at), array_at(world, world->buckets_at)};
}

ClaimState *world_claims(World *world) {
    return array_at(world, world->claims_at);
}

Realm world_realm(World *world, const Plan *plan) {
    return (Realm){.hosts = world_hosts(world),
                   .host_count = (int)world->host_count,
                   .ledgers = array_at(world, world->ledgers_at),
                   .store = world_store(world),
                   .places = world_places(world),
                   .service_up = world->service_up,
                   .seed = plan->seed};
}

const Machine *world_machine(const World *world, uint32_t machine) {
    return (const Machine *)((const char *)world + world->machines_at) + machine;
}

int32_t world_machine_since(const World *world, uint32_t machine) {
    return ((const int32_t *)((const char *)world + world->since_at))[machine];
}

const GroupCounts *world_group(const World *world, uint32_t group) {
    return (const GroupCounts *)((const char *)world + world->counts_at) + group;
}

uint32_t world_count_in_state(const World *world, uint32_t group, State state) {
    const uint32_t *in_look = world_group(world, group)->in_look;
    const Look look = look_of(state, RESULT_GRANTED);
    return in_look[look] + (look == LOOK_LICENSED ? in_look[LOOK_RETRYING] : 0);
}

const Host *world_host(const World *world, int host) {
    return (const Host *)((const char *)world + world->hosts_at) + host;
}

const ClaimState *world_claim(const World *world, uint32_t claim) {
    return (const ClaimState *)((const char *)world + world->claims_at) + claim;
}

static const Ledger *ledger_of(const World *world, int host, Pool pool) {
    return (const Ledger *)((const char *)world + world->ledgers_at) + host * POOL_COUNT + (int)pool;
}

int32_t world_count(const World *world, int host, Pool pool) {
    return ledger_of(world, host, pool)->count;
}

int32_t world_cap(const World *world, int host, Pool pool) {
    return ledger_of(world, host, pool)->cap;
}

/* How many ids a ledger of this pool may ever have to hold at once: never more than the largest cap, and
 * never more than there are ids, and so many that nobody has. */
static uint32_t ledger_capacity(const Plan *plan, Pool pool, uint32_t spare) {
    uint64_t ids = spare, threshold = 0;
    for (uint32_t g = 0; g < plan->group_count; g++) {
        const Group *group = &plan->groups[g];
        const Product *product = &plan->products[group->product];
        if (product->pool != pool) continue;
        ids += group->count;
        if ((uint64_t)product->threshold > threshold) threshold = (uint64_t)product->threshold;
    }
    for (uint32_t o = 0; o < plan->occurrence_count; o++) {
        const Change *change = &plan->changes[plan->occurrences[o].change];
        if (change->kind == CHANGE_REIMAGE || change->kind == CHANGE_REARM) ids += change->machines.machines;
    }
    return (uint32_t)(ids < 2 * threshold ? ids : 2 * threshold);
}

bool world_has_room(const Plan *plan, const Plan *changed) {
    for (int pool = 0; pool < POOL_COUNT; pool++)
        if (ledger_capacity(changed, (Pool)pool, 0) > ledger_capacity(plan, (Pool)pool, BRANCH_IDS_MOST))
            return false;
    return true;
}

static void lay_out(World *world, const Plan *plan, const uint32_t capacity[POOL_COUNT]) {
    size_t entries = 0, buckets = 0;
    for (int pool = 0; pool < POOL_COUNT; pool++) {
        entries += ledger_entry_count(capacity[pool]) * plan->host_count;
        buckets += ledger_bucket_count(capacity[pool]) * plan->host_count;
    }
    world->bytes = sizeof *world;
    world->counts_at = place_array(world, plan->group_count, sizeof(GroupCounts));
    world->hosts_at = place_array(world, plan->host_count, sizeof(Host));
    world->places_at = place_array(world, plan->place_count, sizeof(Place));
    world->ledgers_at = place_array(world, (size_t)plan->host_count * POOL_COUNT, sizeof(Ledger));
    world->entries_at = place_array(world, entries, sizeof(LedgerEntry));
    world->buckets_at = place_array(world, buckets, sizeof(LedgerBucket));
    world->claims_at = place_array(world, plan->claim_count, sizeof(ClaimState));
    world->since_at = place_array(world, plan->machine_count, sizeof(int32_t));
    world->machines_at = place_array(world, plan->machine_count, sizeof(Machine));
    world->machine_count = plan->machine_count;
    world->group_count = plan->group_count;
    world->host_count = plan->host_count;
    world->place_count = plan->place_count;
    world->claim_count = plan->claim_count;
}

static void fill_ledgers(World *world, const uint32_t capacity[POOL_COUNT]) {
    size_t entry = 0, bucket = 0;
    for (uint32_t host = 0; host < world->host_count; host++)
        for (int pool = 0; pool < POOL_COUNT; pool++) {
            const Ledger ledger = ledger_with_room(capacity[pool], entry, bucket);
            *world_ledger(world, (int)host, (Pool)pool) = ledger;
            entry += ledger.entry_count;
            bucket += ledger.bucket_count;
        }
}

Machine world_new_machine(const Plan *plan, uint32_t machine) {
    const uint32_t number = plan_group_of(plan, machine);
    const Group *group = &plan->groups[number];
    return (Machine){.due_at = NEVER,
                     .clock_at = NEVER,
                     .notice_at = NEVER,
                     .wake_at = plan_starts_at(plan, machine),
                     .last_attempt_at = NEVER,
                     .id = group->shared_ids ? group->first : machine,
                     .skew_min = group->skew_min,
                     .power_changed_at = NEVER,
                     .group = (uint16_t)number,
                     .place = group->place,
                     .pinned = group->use,
                     .cached = NO_HOST,
                     .state = STATE_ABSENT,
                     .last = RESULT_NONE,
                     .power = group->power,
                     .signed_in = group->signed_in,
                     .keeps_cache = group->cache};
}

World *world_create(const Plan *plan) {
    uint32_t capacity[POOL_COUNT];
    for (int pool = 0; pool < POOL_COUNT; pool++)
        capacity[pool] = ledger_capacity(plan, (Pool)pool, BRANCH_IDS_MOST + WHAT_IF_IDS_MOST);
    World head = {0};
    lay_out(&head, plan, capacity);
    World *world = calloc(1, head.bytes);
    if (!world) return NULL;
    *world = head;
    world->now = -1;
    world->forget_at = NEVER;
    for (int service = 0; service < SERVICE_COUNT; service++) world->service_up[service] = 1;
    for (uint32_t h = 0; h < plan->host_count; h++) {
        world_hosts(world)[h] = plan->hosts[h].host;
        /* A host that starts activated has spent one of its key's activations. */
        world_hosts(world)[h].activations = plan->hosts[h].host.activated;
    }
    for (uint32_t p = 0; p < plan->place_count; p++) world_places(world)[p] = plan->places[p].place;
    fill_ledgers(world, capacity);
    for (uint32_t g = 0; g < plan->group_count; g++)
        world_counts(world, g)->in_look[LOOK_ABSENT] = plan->groups[g].count;
    for (uint32_t c = 0; c < plan->claim_count; c++)
        world_claims(world)[c] = (ClaimState){.decided_at = NEVER, .true_at = NEVER, .true_until = NEVER};
    return world;
}

World *world_copy(const World *world) {
    World *copy = malloc(world->bytes);
    if (copy) memcpy(copy, world, world->bytes);
    return copy;
}

/* ---- the fingerprint ---------------------------------------------------------------------------------- */

static uint64_t add(uint64_t hash, int64_t figure) {
    return chance_mix(hash ^ (uint64_t)figure);
}

static uint64_t add_name(uint64_t hash, const char *name) {
    for (; *name; name++) hash = add(hash, (unsigned char)*name);
    return add(hash, -1);
}

static uint64_t add_host(uint64_t hash, const Host *host) {
    const int64_t fields[] = {host->retry_min, host->renewal_min,     host->memory_min, host->priority,
                              host->weight,    host->serves,          host->activated,  host->published,
                              host->up,        host->restart_forgets, host->activations};
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) hash = add(hash, fields[i]);
    return hash;
}

static uint64_t add_place(uint64_t hash, const Place *place) {
    for (int word = 0; word < REACH_WORDS; word++) hash = add(hash, (int64_t)place->blocked[word]);
    return hash;
}

static uint64_t add_product(uint64_t hash, const Product *product) {
    hash = add(add(hash, (int64_t)product->by), (int64_t)product->pool);
    for (int column = 0; column < COLUMN_COUNT; column++)
        if (COLUMNS[column].kind != COLUMN_IS_NAME) hash = add(hash, product_figure(product, (Column)column));
    return add(add(hash, (int64_t)product->lapsed), product->rearm_bonus);
}

static uint64_t add_selection(uint64_t hash, Selection selection) {
    hash = add(hash, selection.all);
    for (uint32_t r = 0; r < selection.range_count; r++)
        hash = add(add(hash, selection.ranges[r].first), selection.ranges[r].count);
    return hash;
}

static uint64_t add_group(uint64_t hash, const Plan *plan, const Group *group) {
    const Timetable *on = &group->on;
    hash = add_product(add_name(hash, group->name), &plan->products[group->product]);
    const int64_t fields[] = {group->count,       group->starts_from, group->starts_to, group->spread,
                              on->always,         on->days,           on->from_min,     on->to_min,
                              on->chance_percent, group->place,       group->use,       group->shared_ids,
                              group->cache,       group->power,       group->signed_in, group->jitter_min,
                              group->skew_min};
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) hash = add(hash, fields[i]);
    return hash;
}

static uint64_t add_change(uint64_t hash, const Change *change) {
    const HostFigures *f = &change->figures;
    const int64_t fields[] = {change->kind,    change->at,    change->every, change->until,
                              change->subject, change->value, f->given,      f->retry_min,
                              f->renewal_min,  f->priority,   f->weight,     f->serves};
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) hash = add(hash, fields[i]);
    hash = add_selection(hash, change->machines);
    for (uint32_t t = 0; t < change->target_count; t++) hash = add(hash, change->targets[t]);
    return hash;
}

static uint64_t add_claim(uint64_t hash, const Claim *claim) {
    const int64_t fields[] = {
        claim->when,        claim->about, claim->from,          claim->to,
        claim->state,       claim->last,  claim->lease_left.op, claim->lease_left.number,
        claim->host,        claim->pool,  claim->has_count,     claim->count.op,
        claim->count.number};
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) hash = add(hash, fields[i]);
    return add_selection(hash, claim->machines);
}

/* Titles and lessons are left out: they do not make another run. */
static uint64_t add_plan(uint64_t hash, const Plan *plan) {
    hash = add(add(add(hash, plan->start), plan->run_min), (int64_t)plan->seed);
    for (uint32_t p = 0; p < plan->place_count; p++)
        hash = add_place(add_name(hash, plan->places[p].name), &plan->places[p].place);
    for (uint32_t h = 0; h < plan->host_count; h++)
        hash = add_host(add_name(hash, plan->hosts[h].name), &plan->hosts[h].host);
    for (uint32_t g = 0; g < plan->group_count; g++) hash = add_group(hash, plan, &plan->groups[g]);
    for (uint32_t c = 0; c < plan->change_count; c++) hash = add_change(hash, &plan->changes[c]);
    for (uint32_t c = 0; c < plan->claim_count; c++) hash = add_claim(hash, &plan->claims[c]);
    return hash;
}

uint64_t world_machine_hash(const World *world, uint32_t number, const Machine *machine) {
    const int64_t fields[] = {machine->due_at,
                              machine->clock_at,
                              machine->notice_at,
                              machine->retry_min,
                              machine->renewal_min,
                              machine->attempts,
                              machine->last_attempt_at,
                              machine->id,
                              world_machine_since(world, number),
                              machine->rearms,
                              machine->skew_min,
                              machine->place,
                              machine->pinned,
                              machine->cached,
                              machine->state,
                              machine->last,
                              machine->power,
                              machine->signed_in};
    uint64_t hash = number;
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) hash = add(hash, fields[i]);
    return hash;
}

static uint64_t add_ledger(uint64_t hash, const Ledger *ledger, LedgerStore store) {
    hash = add(add(hash, ledger->count), ledger->cap);
    for (const LedgerEntry *entry = ledger_oldest(ledger, store); entry;
         entry = ledger_newer(ledger, store, entry))
        hash = add(add(hash, entry->id), entry->seen_at);
    return hash;
}

uint64_t world_fingerprint(const World *world, const Plan *plan, uint64_t machines) {
    uint64_t hash = add_plan(0, plan);
    hash = add(add(hash, (int64_t)world->history), world->now);
    hash = add(hash, (int64_t)machines);
    const LedgerStore store = world_store((World *)(uintptr_t)world); /* only read through */
    for (uint32_t h = 0; h < world->host_count; h++) {
        hash = add_host(hash, world_host(world, (int)h));
        for (int pool = 0; pool < POOL_COUNT; pool++)
            hash = add_ledger(hash, ledger_of(world, (int)h, (Pool)pool), store);
    }
    for (int service = 0; service < SERVICE_COUNT; service++) hash = add(hash, world->service_up[service]);
    return hash;
}
