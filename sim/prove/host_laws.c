/* What holds of hosts and what they remember. */
#include "sim/prove/law.h"

/* ---- one count ---------------------------------------------------------------------------------------- */

/* Calls `judge` for what each host remembers of each pool. */
static void each_count(const Turn *turn, Judgement *out,
                       void (*judge)(const Turn *, int, Pool, Judgement *)) {
    for (int h = 0; h < (int)turn->after->host_count; h++)
        for (int pool = 0; pool < POOL_COUNT; pool++) judge(turn, h, (Pool)pool, out);
}

static const LedgerEntry *oldest(World *world, int host, Pool pool) {
    return ledger_oldest(world_ledger(world, host, pool), world_store(world));
}

static const LedgerEntry *newer(World *world, int host, Pool pool, const LedgerEntry *entry) {
    return ledger_newer(world_ledger(world, host, pool), world_store(world), entry);
}

static void one_within_cap(const Turn *turn, int host, Pool pool, Judgement *out) {
    const Ledger *ledger = world_ledger(turn->after, host, pool);
    int32_t entries = 0;
    for (const LedgerEntry *e = oldest(turn->after, host, pool); e; e = newer(turn->after, host, pool, e))
        entries++;
    if (ledger->cap) law_holds(out, entries <= ledger->cap && entries == ledger->count);
}

static void count_within_cap(const Turn *turn, Judgement *out) {
    each_count(turn, out, one_within_cap);
}

static void one_without_twins(const Turn *turn, int host, Pool pool, Judgement *out) {
    World *world = turn->after;
    for (const LedgerEntry *e = oldest(world, host, pool); e; e = newer(world, host, pool, e)) {
        bool twin = false;
        for (const LedgerEntry *f = newer(world, host, pool, e); f; f = newer(world, host, pool, f))
            twin |= f->id == e->id;
        law_holds(out, !twin);
    }
}

static void one_id_counts_once(const Turn *turn, Judgement *out) {
    each_count(turn, out, one_without_twins);
}

static void one_in_order(const Turn *turn, int host, Pool pool, Judgement *out) {
    World *world = turn->after;
    for (const LedgerEntry *e = oldest(world, host, pool); e; e = newer(world, host, pool, e)) {
        const LedgerEntry *next = newer(world, host, pool, e);
        law_holds(out, e->seen_at <= (next ? next->seen_at : turn->now));
    }
}

static void oldest_first(const Turn *turn, Judgement *out) {
    each_count(turn, out, one_in_order);
}

static void one_within_memory(const Turn *turn, int host, Pool pool, Judgement *out) {
    World *world = turn->after;
    for (const LedgerEntry *e = oldest(world, host, pool); e; e = newer(world, host, pool, e))
        law_holds(out, turn->now - e->seen_at <= world_host(world, host)->memory_min);
}

static void nothing_beyond_memory(const Turn *turn, Judgement *out) {
    each_count(turn, out, one_within_memory);
}

/* ---- caps --------------------------------------------------------------------------------------------- */

static void one_cap_of_a_threshold(const Turn *turn, int host, Pool pool, Judgement *out) {
    const int32_t cap = world_ledger(turn->after, host, pool)->cap;
    bool known = false;
    for (uint32_t m = 0; m < turn->after->machine_count; m++) {
        const Product *product = turn_product(turn, m);
        known |= product->pool == pool && cap == 2 * product->threshold;
    }
    if (cap) law_holds(out, known);
}

static void cap_is_twice_a_threshold(const Turn *turn, Judgement *out) {
    each_count(turn, out, one_cap_of_a_threshold);
}

static void one_cap_kept(const Turn *turn, int host, Pool pool, Judgement *out) {
    const int32_t cap = world_ledger(turn->before, host, pool)->cap;
    if (cap == 0) return;
    law_holds(out, world_ledger(turn->after, host, pool)->cap >= cap || turn_forgot_all(turn, host));
}

static void cap_never_shrinks(const Turn *turn, Judgement *out) {
    each_count(turn, out, one_cap_kept);
}

/* ---- who enters, who leaves --------------------------------------------------------------------------- */

static bool was_forgotten(const Turn *turn, int host, Pool pool, uint32_t id) {
    for (size_t r = 0; r < turn->row_count; r++) {
        const Row *row = &turn->rows[r];
        if (row->kind == ROW_FORGET && row->host == host && row->pool == pool && row->id == id) return true;
    }
    return false;
}

static bool counted_anybody(const Turn *turn, int host, Pool pool) {
    for (size_t r = 0; r < turn->row_count; r++) {
        const Row *row = &turn->rows[r];
        if (row->kind == ROW_ATTEMPT && row->counted && row->host == host && row->pool == pool) return true;
    }
    return false;
}

/* A full count pushes out its oldest when another id comes. */
static bool may_be_pushed_out(const Turn *turn, int host, Pool pool) {
    const Ledger *ledger = world_ledger(turn->after, host, pool);
    return counted_anybody(turn, host, pool) && ledger->count == ledger->cap;
}

static void one_kept(const Turn *turn, int host, Pool pool, Judgement *out) {
    const int32_t memory = world_host(turn->before, host)->memory_min;
    for (const LedgerEntry *e = oldest(turn->before, host, pool); e; e = newer(turn->before, host, pool, e)) {
        const bool is_time = turn->now == e->seen_at + memory + 1;
        law_holds(out, was_forgotten(turn, host, pool, e->id) == is_time);
        if (is_time || turn_entry(turn->after, host, pool, e->id)) continue;
        law_holds(out, turn_forgot_all(turn, host) || may_be_pushed_out(turn, host, pool));
    }
}

/* What is there after a rebuild came after it. */
static void one_emptied(const Turn *turn, int host, Pool pool, Judgement *out) {
    if (!turn_forgot_all(turn, host)) return;
    const bool asked = counted_anybody(turn, host, pool);
    law_holds(out, (world_ledger(turn->after, host, pool)->cap > 0) == asked);
    for (const LedgerEntry *e = oldest(turn->after, host, pool); e; e = newer(turn->after, host, pool, e))
        law_holds(out, e->seen_at == turn->now);
}

static void forgotten_in_its_minute(const Turn *turn, Judgement *out) {
    each_count(turn, out, one_kept);
    each_count(turn, out, one_emptied);
}

static bool asked_it(const Turn *turn, int host, Pool pool, uint32_t id) {
    for (size_t r = 0; r < turn->row_count; r++) {
        const Row *row = &turn->rows[r];
        if (row->kind == ROW_ATTEMPT && row->counted && row->host == host && row->pool == pool &&
            world_machine(turn->after, row->machine)->id == id)
            return true;
    }
    return false;
}

static void one_counts_askers(const Turn *turn, int host, Pool pool, Judgement *out) {
    World *world = turn->after;
    for (const LedgerEntry *e = oldest(world, host, pool); e; e = newer(world, host, pool, e)) {
        const LedgerEntry *was = turn_entry(turn->before, host, pool, e->id);
        const bool is_old = was && was->seen_at == e->seen_at;
        if (!is_old) law_holds(out, e->seen_at == turn->now && asked_it(turn, host, pool, e->id));
    }
}

static void only_askers_are_counted(const Turn *turn, Judgement *out) {
    each_count(turn, out, one_counts_askers);
}

/* ---- answers ------------------------------------------------------------------------------------------ */

static void silent_hosts_count_nobody(const Turn *turn, Judgement *out) {
    for (size_t r = 0; r < turn->row_count; r++) {
        const Row *row = &turn->rows[r];
        if (row->kind != ROW_ATTEMPT || !row->counted) continue;
        const Host *host = world_host(turn->after, row->host);
        const Place *place = &world_places(turn->after)[world_machine(turn->after, row->machine)->place];
        law_holds(out, host->up && host->activated && (host->serves >> row->pool & 1) &&
                           place_reaches(place, reach_host(row->host)));
    }
}

static bool is_last_there(const Turn *turn, size_t number) {
    const Row *row = &turn->rows[number];
    for (size_t r = number + 1; r < turn->row_count; r++)
        if (turn->rows[r].counted && turn->rows[r].host == row->host && turn->rows[r].pool == row->pool)
            return false;
    return true;
}

/* Only the last reply of a minute can be compared with what the host remembers then. */
static void reply_is_the_count(const Turn *turn, Judgement *out) {
    for (size_t r = 0; r < turn->row_count; r++) {
        const Row *row = &turn->rows[r];
        if (row->kind != ROW_ATTEMPT || !row->counted || !is_last_there(turn, r)) continue;
        const LedgerEntry *newest = oldest(turn->after, row->host, row->pool), *next = newest;
        int32_t entries = 0;
        for (; next; next = newer(turn->after, row->host, row->pool, next)) {
            newest = next;
            entries++;
        }
        law_holds(out, newest && row->count == entries && newest->seen_at == turn->now &&
                           newest->id == world_machine(turn->after, row->machine)->id);
    }
}

static int hosts_of_the_key(const World *world) {
    int hosts = 0;
    for (int h = 0; h < (int)world->host_count; h++) hosts += world_host(world, h)->activations > 0;
    return hosts;
}

static void host_key_has_limits(const Turn *turn, Judgement *out) {
    for (int h = 0; h < (int)turn->after->host_count; h++)
        law_holds(out, world_host(turn->after, h)->activations <= HOST_KEY_ACTIVATIONS);
    const int before = hosts_of_the_key(turn->before), after = hosts_of_the_key(turn->after);
    law_holds(out, after <= HOST_KEY_HOSTS || after <= before);
}

const Law HOST_LAWS[LAWS_OF_HOSTS] = {
    {"count-within-cap", "A host never remembers more ids of a pool than its cap.", "section 3",
     count_within_cap},
    {"one-id-counts-once", "No id stands twice in one count.", "section 3", one_id_counts_once},
    {"oldest-first", "Ids stand in the order in which they were seen, and none was seen in the future.",
     "section 3", oldest_first},
    {"nothing-beyond-memory", "No host remembers an id for longer than its memory.", "section 3",
     nothing_beyond_memory},
    {"cap-is-twice-a-threshold", "A cap is twice the threshold of some product that asks for this pool.",
     "section 3", cap_is_twice_a_threshold},
    {"cap-never-shrinks", "A cap shrinks only where its host is rebuilt, or restarted and forgets by that.",
     "sections 3 and 4", cap_never_shrinks},
    {"forgotten-in-its-minute",
     "An id leaves a count in the minute after its memory; before that only where a newer id pushes it out "
     "of "
     "a full count, or its host loses all it knows.",
     "section 3", forgotten_in_its_minute},
    {"only-askers-are-counted",
     "An id enters a count, or grows young in it, only in a minute in which it asks.", "section 3",
     only_askers_are_counted},
    {"silent-hosts-count-nobody",
     "Whoever is counted was counted by a host that is up, reached, activated and serves the pool.",
     "section 3", silent_hosts_count_nobody},
    {"reply-is-the-count",
     "What a host replies is how many ids it remembers, with the asker among them as the newest.",
     "section 3", reply_is_the_count},
    {"host-key-has-limits", "A host key activates at most 6 hosts, and each at most 10 times.", "section 4",
     host_key_has_limits},
};
