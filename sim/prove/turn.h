/* turn: one minute carried out: the world before it and after it, and what happened in between. What laws
 * judge. Leaves out: what must be so (law.h). */
#ifndef LEASELAB_PROVE_TURN_H
#define LEASELAB_PROVE_TURN_H

#include "sim/run/row.h"
#include "sim/run/world.h"

/* Nothing here is owned, and the worlds are only read. */
typedef struct {
    const Plan *plan;
    World *before; /* at the end of an earlier minute; nothing happened between it and this one */
    World *after;
    const Row *rows; /* of this minute, in order */
    size_t row_count;
    int32_t now;
} Turn;

const Product *turn_product(const Turn *turn, uint32_t machine);
/* The machine's first row of this kind, or NULL. */
const Row *turn_row(const Turn *turn, RowKind kind, uint32_t machine);
int turn_times(const Turn *turn, RowKind kind, uint32_t machine);
/* Was the machine installed, reimaged or rearmed in this minute? */
bool turn_began_anew(const Turn *turn, uint32_t machine);
/* Was this done to the host? */
bool turn_did(const Turn *turn, HostDeed deed, int host);
/* Was the machine changed so? Or, of any kind of change, any machine? */
bool turn_changed(const Turn *turn, ChangeKind kind, uint32_t machine);
bool turn_changed_machines(const Turn *turn);
/* Is the machine there and on when attempts are made? */
bool turn_is_on(const Turn *turn, uint32_t machine);
/* Is it on now, and was it there and not on at the end of the minute before? */
bool turn_came_on(const Turn *turn, uint32_t machine);

/* ---- ledgers ------------------------------------------------------------------------------------------ */
const LedgerEntry *turn_entry(World *world, int host, Pool pool, uint32_t id);
/* Did the host lose its memory, cap and all? */
bool turn_forgot_all(const Turn *turn, int host);

#endif
