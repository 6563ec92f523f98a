/* travel: from one minute and row to another that means something: the next event, the next day, the next
 * thing that changed. Leaves out: how far one may go (stage.h). */
#ifndef LEASELAB_STAGE_TRAVEL_H
#define LEASELAB_STAGE_TRAVEL_H

#include "ui/stage/lanes.h"

/* A minute, and after how many of its rows; ROW_END after all of them, however many that is. */
typedef struct {
    int32_t at;
    uint32_t row;
} Spot;

/* One row on or back, over minutes in which nothing happens; not past `limit_at`, not before the start. Where
 * there is none the spot goes to the end of minute `limit_at`, or to the first row. False: out of memory. */
bool travel_forward(Lane *lane, int32_t limit_at, Spot *spot);
bool travel_back(Lane *lane, Spot *spot);

/* The next minute after the spot's (or the last before) in which something happens that means something: a
 * machine looks otherwise, a lease runs out, a reminder, a refusal, a change, a claim is decided, a count
 * reaches or leaves what products need. Looks at what is known up to `limit_at`; NEVER, or -1: nothing there.
 */
int32_t travel_next_meaning(const Lane *lane, int32_t after, int32_t limit_at);
int32_t travel_last_meaning(const Lane *lane, int32_t before);

#endif
