/* lane: all that steady machines of one group have in common that one host granted last. While they go on
 * together (crowd.c), a lane holds what is the same for each, and adds up what they do. Leaves out: judging a
 * machine. */
#ifndef LEASELAB_RUN_LANE_H
#define LEASELAB_RUN_LANE_H

#include "sim/run/inside.h"
#include "sim/run/pending.h"

enum { CROWD_BLOCK = 256 }; /* wakes judged at one go */

/* Attempts of one kind in a stretch, or more. */
typedef struct {
    uint64_t times;
    int32_t first_at, last_at, last_clock_at, due_at;
    uint32_t last_machine;
} Doings;

typedef struct {
    uint32_t group, first, count; /* machines of the group */
    int host;
    uint64_t go, stretch;
    bool grants, silent; /* what all of them meet; neither: each is for the table */
    bool may_flip;       /* no claim speaks of what their last attempts came to */
    bool always, easy;   /* easy: granted, there, and none asks too late, whatever is drawn */
    uint32_t late_span;  /* the draw is below */
    int32_t renewal_min, retry_min, clock_min, lease_min;
    Pending *pending;
    const Group *of_group;
    Doings doings[2]; /* of this stretch: granted, silent */
    Quiet quiet[2];   /* of all before, as far as they belong together */
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
    Wake *next; /* of each wake of a stretch; owned */
    size_t next_capacity;
    Flip *flips; /* of this stretch; owned */
    size_t flip_count, flip_capacity;
    uint64_t go, stretch;
    uint64_t mixed_seed;
};

/* The lane of a steady wake; NULL where two share a place in the table. */
Lane *lane_find(Run *run, Wake wake);
/* It does something for the first time in this stretch, which ends with minute `last`. False: out of memory.
 */
bool lane_begin_stretch(const Run *run, Lane *lane, int32_t last);

#endif
