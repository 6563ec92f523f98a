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
    while (buckets < 2 * (size_t)capacity) buckets *= 2;
    return buckets;
}

void ledger_clear(Ledger *ledger, LedgerStore store) {
    ledger->count = ledger->cap = 0;
    ledger->oldest = ledger->newest = ledger->free = LEDGER_NO_ENTRY;
    ledger->used = 0;
    memset(store.buckets + ledger->first_bucket, 0,
           ((size_t)ledger->bucket_mask + 1) * sizeof *store.buckets);
}

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

void ledger_forget_oldest(Ledger *ledger, LedgerStore store) {
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

int32_t ledger_count(Ledger *ledger, LedgerStore store, uint32_t id, int32_t threshold, int32_t now) {
    if (ledger->cap < 2 * threshold) ledger->cap = 2 * threshold;
    const uint32_t bucket = find_bucket(ledger, store, id);
    const uint32_t held = *bucket_at(ledger, store, bucket);
    uint32_t index;
    if (held) {
        index = held - 1;
        unlink_entry(ledger, store, index);
    } else {
        /* Room is made first, so that no ledger ever needs one entry more than its cap. */
        while (ledger->count >= ledger->cap) ledger_forget_oldest(ledger, store);
        index = take_entry(ledger, store);
        entry_at(ledger, store, index)->id = id;
        *bucket_at(ledger, store, find_bucket(ledger, store, id)) = index + 1;
        ledger->count++;
    }
    entry_at(ledger, store, index)->seen_at = now;
    link_newest(ledger, store, index);
    return ledger->count;
}

const LedgerEntry *ledger_oldest(const Ledger *ledger, LedgerStore store) {
    return ledger->oldest == LEDGER_NO_ENTRY ? NULL : entry_at(ledger, store, ledger->oldest);
}

const LedgerEntry *ledger_newer(const Ledger *ledger, LedgerStore store, const LedgerEntry *entry) {
    return entry->newer == LEDGER_NO_ENTRY ? NULL : entry_at(ledger, store, entry->newer);
}

int32_t ledger_forgets_at(const Ledger *ledger, LedgerStore store, int32_t memory_min) {
    const LedgerEntry *oldest = ledger_oldest(ledger, store);
    return oldest ? oldest->seen_at + memory_min + 1 : NEVER;
}
