/* pending: what a full ledger is still to be told. Whoever asks a host whose ledger is full, and is not in
 * it, comes in and makes the oldest go: so it is enough to remember who asked last, and to tell the ledger of
 * them when somebody looks. Leaves out: whether a ledger is such a one (lane.c). */
#ifndef LEASELAB_RUN_PENDING_H
#define LEASELAB_RUN_PENDING_H

#include "sim/model/ledger.h"

/* Who asked one host for one pool, since its ledger was last told: (minute, id), in order but for those of
 * one stretch. The last `cap` of them, at least, are in two parts, each of which alone would fill the ledger:
 *
 *     first ▸ [  the part before  ] mark ▸ [  the newest part … ] count
 *
 * Of a stretch in which many ask only those of its last minutes are kept, as few as seem to be enough. */
typedef struct {
    uint64_t *keys; /* minute above, id below; owned */
    uint32_t first, mark, count, capacity;
    uint32_t kept; /* of `count`, before this stretch */
    int32_t cap;
    int32_t oldest_at; /* nobody in the ledger, as it would be, was seen before */
    int32_t part_at;   /* the newest part began no sooner; NEVER: with the next stretch */
    uint64_t stretch;  /* that last added to it */
    uint64_t times;    /* so many asked in it */
    uint64_t go;       /* in which it was prepared */
    uint32_t slot;     /* host * POOL_COUNT + pool */
    int32_t threshold; /* of a product that asked */
    uint64_t least;    /* keys of this stretch that are below need not be added */
    int32_t reach_min; /* so many minutes seemed to be enough */
} Pending;

/* Nothing is pending for this ledger, which holds somebody and is full. Keeps the memory of what was before.
 */
void pending_begin(Pending *pending, const Ledger *ledger, LedgerStore store, int32_t threshold);
/* A stretch of time, in which keys come in any order, from minute `from` to `last`. What was added since the
 * last pending_keep is forgotten. */
void pending_begin_stretch(Pending *pending, int32_t from, int32_t last);
/* Sees to it that so many keys more fit behind `count`; of those from `least` on it is enough to write them
 * there. False: out of memory. */
bool pending_reserve(Pending *pending, size_t more);
/* Was too little added, for the floor was too high? Then the stretch must be begun again, with a lower one.
 */
bool pending_is_short(Pending *pending);
/* What was added in the stretch stays. */
void pending_keep(Pending *pending);
/* Tells the ledger. */
void pending_tell(Pending *pending, Ledger *ledger, LedgerStore store);

#endif
