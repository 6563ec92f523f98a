/* ledger: the memory of one host for one pool: which ids it has counted, the longest unseen first.
 *
 * The host never judges. It keeps a list of the ids that asked it, at most twice as many as the largest
 * threshold it was asked about (its cap: 10 for Office, 50 for Windows clients), and replies how many there
 * are:
 *
 *     oldest                              newest
 *     id 4, 1d ──▶ id 7, 2d ──▶ id 2, 9d        count 3; id 4 asks again: it moves to the newest end
 *
 * A ledger is a queue in one array with those of all others. In a small one an id is found by looking, and
 * taken out there; a large one finds it through its own buckets, and leaves what it said before where it
 * lies, dead, until it comes to the front or the queue is full: then those alive close up. So every operation
 * takes constant time, and what the memory is slow at, to go to a place that only another place names, is
 * done once: from a bucket to the entry that dies. Leaves out: who may be counted (asking.h). */
#ifndef LEASELAB_MODEL_LEDGER_H
#define LEASELAB_MODEL_LEDGER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sim/base/minutes.h"

typedef struct {
    uint32_t id;
    int32_t seen_at;
} LedgerEntry;

/* Where the entry of an id lies. */
typedef struct {
    uint32_t id;
    uint32_t entry; /* index in the ledger's own part of the entries, + 1; 0 is empty */
} LedgerBucket;

enum { LEDGER_SMALL = 64 }; /* ledgers with room for no more are looked through */

typedef struct {
    int32_t count;         /* entries now: what the host replies */
    int32_t cap;           /* twice the largest threshold it was asked about; 0 before the first */
    uint32_t oldest;       /* index of the oldest entry, which is alive … */
    uint32_t length;       /* … and how many lie from there on, the dead too */
    uint32_t capacity;     /* so many are alive at most */
    uint32_t entry_count;  /* of its part of the entries … */
    uint32_t bucket_count; /* … and of the buckets */
    size_t first_entry;  /* where these begin: all ledgers together may have more than 32 bits can say … */
    size_t first_bucket; /* … and those */
} Ledger;

/* Where the entries and buckets of all ledgers live. Not owned. */
typedef struct {
    LedgerEntry *entries;
    LedgerBucket *buckets;
} LedgerStore;

/* Entries and buckets that a ledger needs in which so many ids are alive at most: half as many more, or for a
 * small one just those, and no bucket. */
size_t ledger_entry_count(uint32_t capacity);
size_t ledger_bucket_count(uint32_t capacity);
/* An empty ledger with its parts of a store, from these on. Its buckets are all 0. */
Ledger ledger_with_room(uint32_t capacity, size_t first_entry, size_t first_bucket);
/* Forgets everything, the cap too: a host rebuilt. */
void ledger_clear(Ledger *ledger, LedgerStore store);
/* Counts an id at minute `now` for a product that needs `threshold`; answers the count that goes back. */
int32_t ledger_count(Ledger *ledger, LedgerStore store, uint32_t id, int32_t threshold, int32_t now);
/* The same for an id that was certainly not counted here since the end of minute `last_at`: where the oldest
 * entry is younger, it need not be looked for. */
int32_t ledger_count_since(Ledger *ledger, LedgerStore store, uint32_t id, int32_t threshold, int32_t now,
                           int32_t last_at);
/* Is it found by buckets, which may be far apart? */
static inline bool ledger_is_large(const Ledger *ledger) {
    return ledger->capacity > LEDGER_SMALL;
}
/* This id will be counted soon: its bucket, if there is one, is fetched meanwhile. Changes nothing. */
void ledger_expect(const Ledger *ledger, LedgerStore store, uint32_t id);
/* The oldest entry, or NULL. */
const LedgerEntry *ledger_oldest(const Ledger *ledger, LedgerStore store);
/* The entry after this one, towards the newest, or NULL. */
const LedgerEntry *ledger_newer(const Ledger *ledger, LedgerStore store, const LedgerEntry *entry);
/* Takes the oldest entry out. */
void ledger_forget_oldest(Ledger *ledger, LedgerStore store);
/* When an id seen in minute `seen_at` will be forgotten: an entry exactly `memory_min` old still counts. */
static inline int32_t ledger_forgotten_at(int32_t seen_at, int32_t memory_min) {
    return later(seen_at, memory_min + 1);
}
/* The same of the oldest entry; NEVER when empty. */
int32_t ledger_forgets_at(const Ledger *ledger, LedgerStore store, int32_t memory_min);

#endif
