/* lane: all that steady machines of one group have in common that one host granted last. While they go on
 * together (crowd.c), a lane holds what is the same for each, and adds up what they do. Leaves out: carrying
 * it out. */
#ifndef LEASELAB_RUN_LANE_H
#define LEASELAB_RUN_LANE_H

#include "sim/run/inside.h"
#include "sim/run/pending.h"
#include "sim/run/stride.h"

enum { CROWD_BLOCK = STRIDE_MOST }; /* wakes at one go */

/* What a lane does in a stretch of time. */
typedef struct {
    uint64_t times;
    int32_t first_at, last_at, due_at;
    int32_t last_clock_at;
    uint32_t last_machine; /* of those who ask last, where nobody answers */
} Doings;

typedef struct {
    uint32_t group, first, count; /* machines of the group */
    int host;
    uint64_t go, stretch;
    bool grants, silent; /* what all of them meet; neither: each is for the table */
    bool may_flip;       /* no claim speaks of what their last attempts came to */
    bool always;         /* they are always there */
    Pace pace;           /* of who is granted; of who fails, with a retry's delay */
    int32_t clock_min, lease_min;
    int32_t retry_least, retry_most; /* whenever the host told it */
    Pending *pending;
    const Group *of_group;
    bool goes_on; /* in this stretch, all of its wakes that keep to these bounds: */
    bool easy;    /* and go on as nothing but wakes, whatever is drawn */
    Bounds bounds;
    uint32_t machines; /* at most so many different ones */
    Doings doings;     /* of this stretch */
    Quiet quiet;       /* of all before, as far as they belong together */
} Lane;

/* A machine whose last attempt came to something else than the one before. */
typedef struct {
    int32_t at;
    uint32_t machine, group;
    bool granted;
} Flip;

struct Crowd {
    Lane *lanes; /* hashed by group and host; owned */
    uint32_t lane_mask;
    Lane *near, nowhere;
    Pending *pendings; /* of every host and pool; owned */
    uint32_t pending_count;
    Lane **active_lanes; /* of this go, in the order in which they were met; owned */
    Pending **active_pendings;
    uint32_t active_lane_count, active_pending_count;
    Flip *flips; /* of this stretch, where somebody watches; owned */
    size_t flip_count, flip_capacity;
    Wake leavers[CROWD_BLOCK]; /* of this block: they go on no more, by what would be their next wakes */
    size_t leaver_count;
    uint64_t go, stretch;
    uint32_t stretch_lanes; /* that were met in it */
    Abreast abreast;
};

/* The lane of a steady wake; NULL where two share a place in the table. */
Lane *lane_find(Run *run, Wake wake);
/* It is met for the first time in this stretch, which ends with minute `last`. */
void lane_begin_stretch(const Run *run, Lane *lane, int32_t last);
/* How many from the first on are this lane's, of wakes that all go on. */
size_t lane_count_own(const Lane *lane, const Wake *wakes, size_t count);

#endif
