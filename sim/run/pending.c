#include "sim/run/pending.h"

#include <stdlib.h>
#include <string.h>

#include "sim/base/check.h"
#include "sim/base/minutes.h"

enum {
    ROOM_FIRST = 1 << 10,
    REACH_FIRST_MIN = 64,
    MUCH = 8 /* times the cap: so many keys of a stretch are more than enough … */
};

void pending_begin(Pending *pending, const Ledger *ledger, LedgerStore store, int32_t threshold) {
    CHECK(ledger->count > 0 && ledger->count >= ledger->cap);
    *pending = (Pending){.keys = pending->keys,
                         .capacity = pending->capacity,
                         .cap = ledger->cap,
                         .oldest_at = ledger_oldest(ledger, store)->seen_at,
                         .part_at = NEVER,
                         .reach_min = pending->reach_min ? pending->reach_min : REACH_FIRST_MIN,
                         .threshold = threshold};
}

void pending_begin_stretch(Pending *pending, int32_t from, int32_t last) {
    const int32_t floor_at = last - pending->reach_min + 1;
    if (pending->part_at == NEVER) pending->part_at = from;
    pending->count = pending->kept;
    pending->times = 0;
    pending->least = (uint64_t)(uint32_t)(floor_at > from ? floor_at : from) << 32;
}

/* Parts the keys in two: none before the place answered is larger than any from there on. Both have some. */
static size_t part(uint64_t *keys, size_t low, size_t high) {
    const uint64_t pivot = keys[low + (high - low - 1) / 2];
    for (size_t i = low, j = high - 1;; i++, j--) {
        while (keys[i] < pivot) i++;
        while (keys[j] > pivot) j--;
        if (i >= j) return j + 1;
        const uint64_t key = keys[i];
        keys[i] = keys[j];
        keys[j] = key;
    }
}

/* Brings the largest `most` keys to the end, in no order, without sorting the others. */
static void gather_largest(uint64_t *keys, size_t count, size_t most) {
    const size_t boundary = count - most;
    size_t low = 0, high = count; /* it lies in there */
    while (high - low > 1) {
        const size_t middle = part(keys, low, high);
        if (boundary < middle)
            high = middle;
        else
            low = middle;
    }
}

/* Of those of this stretch only the last are kept, and none before them is taken any more. */
static void keep_the_last(Pending *pending) {
    const size_t cap = (size_t)pending->cap, count = pending->count - pending->kept;
    uint64_t *keys = pending->keys + pending->kept;
    gather_largest(keys, count, cap);
    memmove(keys, keys + count - cap, cap * sizeof *keys);
    pending->count = pending->kept + (uint32_t)cap;
    for (size_t k = 0; k < cap; k++)
        if (k == 0 || keys[k] < pending->least) pending->least = keys[k];
}

bool pending_reserve(Pending *pending, size_t more) {
    if (pending->count - pending->kept >= 2 * MUCH * (uint32_t)pending->cap) keep_the_last(pending);
    if (pending->count + more <= pending->capacity) return true;
    const uint32_t held = pending->count - pending->first;
    if (held) memmove(pending->keys, pending->keys + pending->first, held * sizeof *pending->keys);
    pending->mark -= pending->first;
    pending->kept -= pending->first;
    pending->count = held;
    pending->first = 0;
    size_t capacity = pending->capacity ? pending->capacity : ROOM_FIRST;
    while (capacity < 2 * (held + more)) capacity *= 2;
    if (capacity == pending->capacity) return true;
    uint64_t *keys = realloc(pending->keys, capacity * sizeof *keys);
    if (!keys) return false;
    pending->keys = keys;
    pending->capacity = (uint32_t)capacity;
    return true;
}

bool pending_is_short(Pending *pending) {
    const uint32_t added = pending->count - pending->kept;
    if (added >= (uint32_t)pending->cap || added == pending->times) return false;
    pending->reach_min *= 4;
    return true;
}

/* Where the newest part would fill the ledger alone, a new one begins. */
void pending_keep(Pending *pending) {
    const uint32_t cap = (uint32_t)pending->cap, added = pending->count - pending->kept;
    if (added >= cap) {
        pending->mark = pending->kept;
        pending->part_at = (int32_t)(pending->least >> 32);
    }
    if (added > MUCH * cap && pending->reach_min > 1) pending->reach_min /= 2;
    pending->kept = pending->count;
    if (pending->count - pending->mark < cap) return;
    pending->first = pending->mark;
    pending->mark = pending->count;
    pending->oldest_at = pending->part_at;
    pending->part_at = NEVER;
}

static int by_key(const void *a, const void *b) {
    const uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

void pending_tell(Pending *pending, Ledger *ledger, LedgerStore store) {
    const size_t cap = (size_t)pending->cap;
    size_t count = pending->kept - pending->first; /* of a stretch that came to nothing some may lie behind */
    uint64_t *keys = pending->keys + pending->first;
    if (count > cap) {
        gather_largest(keys, count, cap);
        keys += count - cap;
        count = cap;
    }
    if (count) qsort(keys, count, sizeof *keys, by_key);
    for (size_t i = 0; i < count; i++)
        ledger_count_since(ledger, store, (uint32_t)keys[i], pending->threshold, (int32_t)(keys[i] >> 32),
                           -1);
    pending->first = pending->mark = pending->kept = pending->count;
}
