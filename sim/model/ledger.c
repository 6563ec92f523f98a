#include "sim/model/ledger.h"

#include <string.h>

#include "sim/base/check.h"
#include "sim/base/minutes.h"

enum { DEAD = -1 }; /* as seen_at */

size_t ledger_entry_count(uint32_t capacity) {
    return capacity <= LEDGER_SMALL ? capacity : (size_t)capacity + capacity / 2;
}

size_t ledger_bucket_count(uint32_t capacity) {
    return capacity <= LEDGER_SMALL ? 0 : (size_t)capacity + capacity / 2;
}

Ledger ledger_with_room(uint32_t capacity, size_t first_entry, size_t first_bucket) {
    return (Ledger){.capacity = capacity,
                    .first_entry = first_entry,
                    .entry_count = (uint32_t)ledger_entry_count(capacity),
                    .first_bucket = first_bucket,
                    .bucket_count = (uint32_t)ledger_bucket_count(capacity)};
}

/* ---- the queue ---------------------------------------------------------------------------------------- */

static LedgerEntry *entry_at(const Ledger *ledger, LedgerStore store, uint32_t index) {
    return &store.entries[ledger->first_entry + index];
}

/* Index of the `age`-th entry from the oldest. */
static uint32_t index_of(const Ledger *ledger, uint32_t age) {
    const uint32_t index = ledger->oldest + age;
    return index < ledger->entry_count ? index : index - ledger->entry_count;
}

static LedgerEntry *aged(const Ledger *ledger, LedgerStore store, uint32_t age) {
    return entry_at(ledger, store, index_of(ledger, age));
}

static void drop_front(Ledger *ledger) {
    ledger->oldest = index_of(ledger, 1);
    ledger->length--;
}

/* Takes the id out of a small one, wherever it stands; the younger ones move up. */
static void take_out(Ledger *ledger, LedgerStore store, uint32_t id) {
    uint32_t age = 0;
    while (age < ledger->length && aged(ledger, store, age)->id != id) age++;
    if (age == ledger->length) return;
    for (; age + 1 < ledger->length; age++) *aged(ledger, store, age) = *aged(ledger, store, age + 1);
    ledger->length--;
    ledger->count--;
}

/* ---- the buckets of a large one ----------------------------------------------------------------------- */

static LedgerBucket *bucket_at(const Ledger *ledger, LedgerStore store, uint32_t index) {
    return &store.buckets[ledger->first_bucket + index];
}

/* Fibonacci hashing: ids are consecutive, and the multiplication spreads them as evenly as can be. */
static uint32_t home_of(const Ledger *ledger, uint32_t id) {
    const uint32_t spread = (uint32_t)(id * UINT64_C(2654435769));
    return (uint32_t)((uint64_t)spread * ledger->bucket_count >> 32);
}

static uint32_t bucket_after(const Ledger *ledger, uint32_t index) {
    return index + 1 < ledger->bucket_count ? index + 1 : 0;
}

/* How far it is from one bucket on to another. */
static uint32_t way(const Ledger *ledger, uint32_t from, uint32_t to) {
    return to >= from ? to - from : to + ledger->bucket_count - from;
}

/* The bucket that holds the id, or the empty one where it would go. */
static LedgerBucket *find_bucket(const Ledger *ledger, LedgerStore store, uint32_t id) {
    for (uint32_t at = home_of(ledger, id);; at = bucket_after(ledger, at)) {
        LedgerBucket *bucket = bucket_at(ledger, store, at);
        if (bucket->entry == 0 || bucket->id == id) return bucket;
    }
}

/* Linear probing without tombstones: what follows an emptied bucket moves up if its home allows. */
static void empty_bucket(const Ledger *ledger, LedgerStore store, LedgerBucket *emptied) {
    uint32_t hole = (uint32_t)(emptied - bucket_at(ledger, store, 0));
    for (uint32_t next = bucket_after(ledger, hole);; next = bucket_after(ledger, next)) {
        const LedgerBucket held = *bucket_at(ledger, store, next);
        if (held.entry == 0) break;
        if (way(ledger, home_of(ledger, held.id), next) < way(ledger, hole, next)) continue;
        *bucket_at(ledger, store, hole) = held;
        hole = next;
    }
    bucket_at(ledger, store, hole)->entry = 0;
}

/* Those alive close up, in order. */
static void close_up(Ledger *ledger, LedgerStore store) {
    uint32_t kept = 0;
    for (uint32_t age = 0; age < ledger->length; age++) {
        const LedgerEntry entry = *aged(ledger, store, age);
        if (entry.seen_at == DEAD) continue;
        if (kept < age) {
            *aged(ledger, store, kept) = entry;
            find_bucket(ledger, store, entry.id)->entry = index_of(ledger, kept) + 1;
        }
        kept++;
    }
    ledger->length = kept;
}

static void drop_dead_front(Ledger *ledger, LedgerStore store) {
    while (ledger->length > 0 && aged(ledger, store, 0)->seen_at == DEAD) drop_front(ledger);
}

/* ---- either ------------------------------------------------------------------------------------------- */

void ledger_clear(Ledger *ledger, LedgerStore store) {
    if (ledger_is_large(ledger) && ledger->count > 0)
        memset(bucket_at(ledger, store, 0), 0, ledger->bucket_count * sizeof *store.buckets);
    ledger->count = ledger->cap = 0;
    ledger->oldest = ledger->length = 0;
}

static void add_newest(Ledger *ledger, LedgerStore store, uint32_t id, int32_t now) {
    CHECK(ledger->length < ledger->entry_count);
    *aged(ledger, store, ledger->length++) = (LedgerEntry){id, now};
}

/* Room is made first, in either, so that there is never one id more than the cap. */
static void count_in_small(Ledger *ledger, LedgerStore store, uint32_t id, int32_t now, int32_t last_at) {
    const bool is_gone = ledger->count > 0 && aged(ledger, store, 0)->seen_at > last_at;
    if (!is_gone) take_out(ledger, store, id);
    for (; ledger->count >= ledger->cap; ledger->count--) drop_front(ledger);
    add_newest(ledger, store, id, now);
    ledger->count++;
}

static void count_in_large(Ledger *ledger, LedgerStore store, uint32_t id, int32_t now) {
    LedgerBucket *bucket = find_bucket(ledger, store, id);
    if (bucket->entry) {
        const uint32_t index = bucket->entry - 1;
        entry_at(ledger, store, index)->seen_at = DEAD;
        if (index == ledger->oldest) drop_dead_front(ledger, store);
    } else {
        while (ledger->count >= ledger->cap) ledger_forget_oldest(ledger, store);
        CHECK((uint32_t)ledger->count < ledger->capacity);
        bucket = find_bucket(ledger, store, id);
        ledger->count++;
    }
    bucket->id = id;
    if (ledger->length == ledger->entry_count) close_up(ledger, store);
    bucket->entry = index_of(ledger, ledger->length) + 1;
    add_newest(ledger, store, id, now);
}

int32_t ledger_count_since(Ledger *ledger, LedgerStore store, uint32_t id, int32_t threshold, int32_t now,
                           int32_t last_at) {
    if (ledger->cap < 2 * threshold) ledger->cap = 2 * threshold;
    if (ledger_is_large(ledger))
        count_in_large(ledger, store, id, now);
    else
        count_in_small(ledger, store, id, now, last_at);
    return ledger->count;
}

int32_t ledger_count(Ledger *ledger, LedgerStore store, uint32_t id, int32_t threshold, int32_t now) {
    return ledger_count_since(ledger, store, id, threshold, now, NEVER);
}

void ledger_expect(const Ledger *ledger, LedgerStore store, uint32_t id) {
    if (ledger_is_large(ledger)) __builtin_prefetch(bucket_at(ledger, store, home_of(ledger, id)));
}

void ledger_forget_oldest(Ledger *ledger, LedgerStore store) {
    CHECK(ledger->count > 0);
    if (ledger_is_large(ledger))
        empty_bucket(ledger, store, find_bucket(ledger, store, aged(ledger, store, 0)->id));
    drop_front(ledger);
    ledger->count--;
    if (ledger_is_large(ledger)) drop_dead_front(ledger, store);
}

const LedgerEntry *ledger_oldest(const Ledger *ledger, LedgerStore store) {
    return ledger->count > 0 ? aged(ledger, store, 0) : NULL;
}

const LedgerEntry *ledger_newer(const Ledger *ledger, LedgerStore store, const LedgerEntry *entry) {
    const uint32_t index = (uint32_t)(entry - entry_at(ledger, store, 0));
    uint32_t age =
        index >= ledger->oldest ? index - ledger->oldest : index + ledger->entry_count - ledger->oldest;
    while (++age < ledger->length)
        if (aged(ledger, store, age)->seen_at != DEAD) return aged(ledger, store, age);
    return NULL;
}

int32_t ledger_forgets_at(const Ledger *ledger, LedgerStore store, int32_t memory_min) {
    const LedgerEntry *oldest = ledger_oldest(ledger, store);
    return oldest ? ledger_forgotten_at(oldest->seen_at, memory_min) : NEVER;
}
