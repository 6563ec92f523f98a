/* pending: what a full ledger is still to be told. Whoever asks a host whose ledger is full, and is not in
 * it, comes in and makes the oldest go: so it is enough to remember who asked, and to tell the ledger of the
 * last of them when somebody looks. Leaves out: whether a ledger is such a one (lane.c). */
#ifndef LEASELAB_RUN_PENDING_H
#define LEASELAB_RUN_PENDING_H

#include "sim/model/ledger.h"

/* Who asked one host for one pool, since its ledger was last told: (minute, id), in order but for those of
 * one stretch. The last `cap` of them, at least, are in two parts, each of which alone would fill the ledger:
 *
 *     first ▸ [  the part before  ] mark ▸ [  the newest part … ] count
 */
typedef struct {
    uint64_t *keys; /* minute above, id below; owned */
    uint32_t first, mark, count, capacity;
    uint32_t kept; /* of `count`, before this stretch */
    int32_t cap;
    int32_t oldest_at; /* nobody in the ledger, as it would be, was seen before */
    int32_t part_at;   /* the newest part began no sooner; NEVER: with the next stretch */
    uint64_t stretch;  /* that last added to it */
    uint64_t go;       /* in which it was prepared */
    uint32_t slot;     /* host * POOL_COUNT + pool */
    int32_t threshold; /* of a product that asked */
} Pending;

/* Nothing is pending for this ledger, which holds somebody and is full. Keeps the memory of what was before.
 */
void pending_begin(Pending *pending, const Ledger *ledger, LedgerStore store, int32_t threshold);
/* Sees to it that so many keys more fit behind `count`. False: out of memory. */
bool pending_reserve(Pending *pending, size_t more);
/* A stretch of time, in which keys come in any order, from minute `from` on … */
void pending_begin_stretch(Pending *pending, int32_t from);
/* … is over: what was added stays, or was nothing. */
void pending_keep(Pending *pending);
void pending_take_back(Pending *pending);
/* Tells the ledger. */
void pending_tell(Pending *pending, Ledger *ledger, LedgerStore store);

#endif
