/* close_up: one minute of a run, opened so that the world can be looked at after any of its rows.
 *
 *     run at the end of minute t - 1 ─▶ close-up of minute t ─▶ the world after its first row, its second, …
 *
 * Only machines to which something may happen in that minute are in it: those that are looked at. All others
 * are what they were, and cost nothing: of a million machines some hundred ask in a minute. Where a change or
 * a claim may reach for any, all are in it. The table looks at each, each time, so that a machine is written
 * out after every row. Leaves out: other minutes (timeline.h). */
#ifndef LEASELAB_RUN_CLOSE_UP_H
#define LEASELAB_RUN_CLOSE_UP_H

#include "sim/run/run.h"

typedef struct CloseUp CloseUp;

/* Of the minute after the run's, in which nothing changes. Costs a look at each wake. With `whole`, worlds
 * have all machines in them, which costs a look at each. NULL: out of memory. */
CloseUp *close_up_create(const Run *run, bool whole);
void close_up_destroy(CloseUp *close_up); /* NULL is nothing */
int32_t close_up_at(const CloseUp *close_up);
bool close_up_is_whole(const CloseUp *close_up);

/* The world after so many rows of the minute, at least one; *out_rows is how many it has, and where they are
 * fewer the world is not to be used. Costs its rows. Good until the next call. NULL: out of memory. */
const World *close_up_after(CloseUp *close_up, uint32_t row, uint32_t *out_rows);
/* Is the machine one to which something may happen in this minute? Then it is in the world given last, also
 * where that is not whole. */
bool close_up_has(const CloseUp *close_up, uint32_t machine);

/* A copy of the run for its next minute, and for that only: in it, too, are no machines but these and `also`.
 * What-ifs may be tried in it that reach for no other. Costs a look at each wake. NULL: out of memory. */
Run *close_up_run(const Run *run, uint32_t also);

#endif
