/* ledger: the memory of one host for one pool: which ids it has counted, the longest unseen first.
 *
 * The host never judges. It keeps a list of the ids that asked it, at most twice as many as the largest
 * threshold it was asked about (its cap: 10 for Office, 50 for Windows clients), and replies how many there
 * are:
 *
 *     oldest                              newest
 *     id 4, 1d ──▶ id 7, 2d ──▶ id 2, 9d        count 3; id 4 asks again: it moves to the newest end
 *
 * Entries of all ledgers live in one array and are found by id through one table of buckets, so every
 * operation takes constant time. Leaves out: who may be counted (asking.h). */
#ifndef LEASELAB_MODEL_LEDGER_H
#define LEASELAB_MODEL_LEDGER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
    uint32_t id;
    int32_t seen_at;
    uint32_t older,
        newer; /* indices in the ledger's own part of the entries; or the next free one in `newer` */
} LedgerEntry;

#define LEDGER_NO_ENTRY UINT32_MAX

enum { LEDGER_SMALL = 64 }; /* ledgers with room for no more are rings */

typedef struct {
    int32_t count; /* entries now: what the host replies */
    int32_t cap;   /* twice the largest threshold it was asked about; 0 before the first */
    uint32_t oldest, newest, free,
        used;              /* `used` entries were handed out; `free` heads the list of those given back */
    uint32_t first_entry;  /* of its part of the entries … */
    uint32_t capacity;     /* … and how many that has */
    uint32_t first_bucket; /* of its part of the buckets … */
    uint32_t bucket_mask;  /* … which is a power of two long, less one */
} Ledger;

/* Where the entries and buckets of all ledgers live. Not owned. */
typedef struct {
    LedgerEntry *entries;
    uint32_t *buckets; /* entry index + 1; 0 is empty */
} LedgerStore;

/* Buckets a ledger with room for `capacity` entries needs: a power of two, at most half full. */
size_t ledger_bucket_count(uint32_t capacity);
/* Forgets everything, the cap too: a host rebuilt. */
void ledger_clear(Ledger *ledger, LedgerStore store);
/* Counts an id at minute `now` for a product that needs `threshold`; answers the count that goes back. */
int32_t ledger_count(Ledger *ledger, LedgerStore store, uint32_t id, int32_t threshold, int32_t now);
/* The same for an id that was certainly not counted here since the end of minute `last_at`: where the oldest
 * entry is younger, it need not be looked for. */
int32_t ledger_count_since(Ledger *ledger, LedgerStore store, uint32_t id, int32_t threshold, int32_t now,
                           int32_t last_at);
/* The oldest entry, or NULL. */
const LedgerEntry *ledger_oldest(const Ledger *ledger, LedgerStore store);
/* The entry after this one, towards the newest, or NULL. */
const LedgerEntry *ledger_newer(const Ledger *ledger, LedgerStore store, const LedgerEntry *entry);
/* Takes the oldest entry out. */
void ledger_forget_oldest(Ledger *ledger, LedgerStore store);
/* When the oldest entry will be forgotten: it is remembered for `memory_min` and one minute; NEVER when
 * empty. */
int32_t ledger_forgets_at(const Ledger *ledger, LedgerStore store, int32_t memory_min);

#endif
