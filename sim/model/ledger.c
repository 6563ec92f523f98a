#include "sim/model/ledger.h"

#include <string.h>

#include "sim/base/check.h"
#include "sim/base/minutes.h"

static LedgerEntry *entry_at(const Ledger *ledger, LedgerStore store, uint32_t index) {
    return &store.entries[ledger->first_entry + index];
}

static uint32_t *bucket_at(const Ledger *ledger, LedgerStore store, uint32_t index) {
    return &store.buckets[ledger->first_bucket + (index & ledger->bucket_mask)];
}

/* Fibonacci hashing: ids are consecutive, and the multiplication spreads them. */
static uint32_t home_of(const Ledger *ledger, uint32_t id) {
    return (uint32_t)(id * UINT32_C(2654435769) >> 7) & ledger->bucket_mask;
}

size_t ledger_bucket_count(uint32_t capacity) {
    size_t buckets = 2;
    if (capacity <= LEDGER_SMALL) return buckets;
    while (buckets < 2 * (size_t)capacity) buckets *= 2;
    return buckets;
}

static bool is_ring(const Ledger *ledger) {
    return ledger->capacity <= LEDGER_SMALL;
}

/* ---- a ring ------------------------------------------------------------------------------------------- */

/* The entry that is `age`-th from the oldest. */
static LedgerEntry *ring_at(const Ledger *ledger, LedgerStore store, uint32_t age) {
    const uint32_t index = ledger->oldest + age;
    return entry_at(ledger, store, index < ledger->capacity ? index : index - ledger->capacity);
}

static void ring_forget_oldest(Ledger *ledger) {
    ledger->oldest = ledger->oldest + 1 == ledger->capacity ? 0 : ledger->oldest + 1;
    ledger->count--;
}

/* Takes the id out, wherever it stands; the younger ones move up. */
static void ring_take_out(Ledger *ledger, LedgerStore store, uint32_t id) {
    const uint32_t count = (uint32_t)ledger->count;
    uint32_t age = 0;
    while (age < count && ring_at(ledger, store, age)->id != id) age++;
    if (age == count) return;
    for (; age + 1 < count; age++) *ring_at(ledger, store, age) = *ring_at(ledger, store, age + 1);
    ledger->count--;
}

static void ring_add_newest(Ledger *ledger, LedgerStore store, uint32_t id, int32_t now) {
    LedgerEntry *entry = ring_at(ledger, store, (uint32_t)ledger->count++);
    entry->id = id;
    entry->seen_at = now;
}

/* ---- a list with buckets ------------------------------------------------------------------------------ */

/* The bucket that holds the id, or the empty one where it would go. */
static uint32_t find_bucket(const Ledger *ledger, LedgerStore store, uint32_t id) {
    uint32_t at = home_of(ledger, id);
    for (;; at = (at + 1) & ledger->bucket_mask) {
        const uint32_t held = *bucket_at(ledger, store, at);
        if (held == 0 || entry_at(ledger, store, held - 1)->id == id) return at;
    }
}

/* Linear probing without tombstones: what follows an emptied bucket moves up if its home allows. */
static void empty_bucket(const Ledger *ledger, LedgerStore store, uint32_t at) {
    uint32_t hole = at;
    for (uint32_t next = (at + 1) & ledger->bucket_mask;; next = (next + 1) & ledger->bucket_mask) {
        const uint32_t held = *bucket_at(ledger, store, next);
        if (held == 0) break;
        const uint32_t home = home_of(ledger, entry_at(ledger, store, held - 1)->id);
        if (((next - home) & ledger->bucket_mask) < ((next - hole) & ledger->bucket_mask)) continue;
        *bucket_at(ledger, store, hole) = held;
        hole = next;
    }
    *bucket_at(ledger, store, hole) = 0;
}

static void unlink_entry(Ledger *ledger, LedgerStore store, uint32_t index) {
    const LedgerEntry *entry = entry_at(ledger, store, index);
    if (entry->older == LEDGER_NO_ENTRY)
        ledger->oldest = entry->newer;
    else
        entry_at(ledger, store, entry->older)->newer = entry->newer;
    if (entry->newer == LEDGER_NO_ENTRY)
        ledger->newest = entry->older;
    else
        entry_at(ledger, store, entry->newer)->older = entry->older;
}

static void link_newest(Ledger *ledger, LedgerStore store, uint32_t index) {
    LedgerEntry *entry = entry_at(ledger, store, index);
    entry->older = ledger->newest;
    entry->newer = LEDGER_NO_ENTRY;
    if (ledger->newest == LEDGER_NO_ENTRY)
        ledger->oldest = index;
    else
        entry_at(ledger, store, ledger->newest)->newer = index;
    ledger->newest = index;
}

static void list_forget_oldest(Ledger *ledger, LedgerStore store) {
    const uint32_t index = ledger->oldest;
    CHECK(index != LEDGER_NO_ENTRY);
    LedgerEntry *entry = entry_at(ledger, store, index);
    empty_bucket(ledger, store, find_bucket(ledger, store, entry->id));
    unlink_entry(ledger, store, index);
    entry->newer = ledger->free;
    ledger->free = index;
    ledger->count--;
}

static uint32_t take_entry(Ledger *ledger, LedgerStore store) {
    uint32_t index = ledger->free;
    if (index == LEDGER_NO_ENTRY) {
        CHECK(ledger->used < ledger->capacity);
        return ledger->used++;
    }
    ledger->free = entry_at(ledger, store, index)->newer;
    return index;
}

static void list_count(Ledger *ledger, LedgerStore store, uint32_t id, int32_t now) {
    const uint32_t held = *bucket_at(ledger, store, find_bucket(ledger, store, id));
    uint32_t index;
    if (held) {
        index = held - 1;
        unlink_entry(ledger, store, index);
    } else {
        /* Room is made first, so that no ledger ever needs one entry more than its cap. */
        while (ledger->count >= ledger->cap) list_forget_oldest(ledger, store);
        index = take_entry(ledger, store);
        entry_at(ledger, store, index)->id = id;
        *bucket_at(ledger, store, find_bucket(ledger, store, id)) = index + 1;
        ledger->count++;
    }
    entry_at(ledger, store, index)->seen_at = now;
    link_newest(ledger, store, index);
}

/* ---- either ------------------------------------------------------------------------------------------- */

void ledger_clear(Ledger *ledger, LedgerStore store) {
    ledger->count = ledger->cap = 0;
    ledger->oldest = is_ring(ledger) ? 0 : LEDGER_NO_ENTRY;
    ledger->newest = ledger->free = LEDGER_NO_ENTRY;
    ledger->used = 0;
    memset(store.buckets + ledger->first_bucket, 0,
           ((size_t)ledger->bucket_mask + 1) * sizeof *store.buckets);
}

int32_t ledger_count_since(Ledger *ledger, LedgerStore store, uint32_t id, int32_t threshold, int32_t now,
                           int32_t last_at) {
    if (ledger->cap < 2 * threshold) ledger->cap = 2 * threshold;
    if (!is_ring(ledger)) {
        list_count(ledger, store, id, now);
        return ledger->count;
    }
    const bool is_gone = ledger->count > 0 && ring_at(ledger, store, 0)->seen_at > last_at;
    if (!is_gone) ring_take_out(ledger, store, id);
    while (ledger->count >= ledger->cap) ring_forget_oldest(ledger);
    CHECK((uint32_t)ledger->count < ledger->capacity);
    ring_add_newest(ledger, store, id, now);
    return ledger->count;
}

int32_t ledger_count(Ledger *ledger, LedgerStore store, uint32_t id, int32_t threshold, int32_t now) {
    return ledger_count_since(ledger, store, id, threshold, now, NEVER);
}

void ledger_forget_oldest(Ledger *ledger, LedgerStore store) {
    CHECK(ledger->count > 0);
    if (is_ring(ledger))
        ring_forget_oldest(ledger);
    else
        list_forget_oldest(ledger, store);
}

const LedgerEntry *ledger_oldest(const Ledger *ledger, LedgerStore store) {
    if (ledger->count == 0) return NULL;
    return entry_at(ledger, store, ledger->oldest);
}

const LedgerEntry *ledger_newer(const Ledger *ledger, LedgerStore store, const LedgerEntry *entry) {
    if (!is_ring(ledger))
        return entry->newer == LEDGER_NO_ENTRY ? NULL : entry_at(ledger, store, entry->newer);
    const uint32_t index = (uint32_t)(entry - entry_at(ledger, store, 0));
    const uint32_t age =
        index >= ledger->oldest ? index - ledger->oldest : index + ledger->capacity - ledger->oldest;
    return age + 1 < (uint32_t)ledger->count ? ring_at(ledger, store, age + 1) : NULL;
}

int32_t ledger_forgets_at(const Ledger *ledger, LedgerStore store, int32_t memory_min) {
    const LedgerEntry *oldest = ledger_oldest(ledger, store);
    return oldest ? oldest->seen_at + memory_min + 1 : NEVER;
}
