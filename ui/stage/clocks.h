/* clocks: the three clocks of a machine, which most misconceptions confuse, as figures: how much of each is
 * left, out of how much.
 *
 *     lease or grace    runs down on the machine; a grant begins it anew
 *     rhythm            from its last attempt to the next
 *     host memory       runs down on each host that counted its id; asking begins it anew
 *
 * Leaves out: how they are drawn. */
#ifndef LEASELAB_STAGE_CLOCKS_H
#define LEASELAB_STAGE_CLOCKS_H

#include "sim/run/world.h"

typedef enum { CLOCK_STANDS, CLOCK_RUNS, CLOCK_ENDLESS } ClockKind;

/* Minutes; of a clock that runs only. */
typedef struct {
    ClockKind kind;
    int32_t left_min, whole_min;
} ClockFace;

/* Its lease or grace at the end of minute `at`. */
ClockFace clock_of_state(const Product *product, const Machine *machine, int32_t at);
/* "lease" or "grace", whatever state it is in. */
const char *clock_name(State state);
/* Until its next attempt is due; it stands where none is. */
ClockFace clock_of_rhythm(const Machine *machine, int32_t at);
/* How long the host will remember the id in that pool; it stands where it does not. Costs a look at each id
 * that it remembers there; of ledgers with more than CLOCK_ENTRIES_MOST ids nothing is told. */
enum { CLOCK_ENTRIES_MOST = 20000 };
ClockFace clock_of_memory(const World *head, int host, Pool pool, uint32_t id);

/* Is it on: switched on and there by its timetable? */
bool machine_is_on(const Plan *plan, const Machine *machine, uint32_t number, int32_t at);

/* The host's ids, the longest unseen first; NULL where there is none or no more. Only read through. */
const LedgerEntry *memory_oldest(const World *head, int host, Pool pool);
const LedgerEntry *memory_newer(const World *head, int host, Pool pool, const LedgerEntry *entry);

#endif
