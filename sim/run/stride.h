/* stride: what many steady wakes of one lane do in common, one after the other or eight abreast: are they all
 * as the lane wants them, who asks last, and what their next wakes are. Leaves out: when they may (lane.c),
 * and what else comes of it (crowd.c). */
#ifndef LEASELAB_RUN_STRIDE_H
#define LEASELAB_RUN_STRIDE_H

#include "sim/base/abreast.h"
#include "sim/run/steady.h"

/* The bounds of a wake's four fields: each, once folded, is `lowest` or up to `span` more. A field is folded
 * where a number below 0 stands for -1 - number: all bits set, or else 0. */
typedef struct {
    uint32_t lowest[4], span[4], folded[4];
} Bounds;

/* How many from the first on lie within the bounds. */
size_t stride_count_within(Abreast abreast, const Bounds *bounds, const Wake wakes[], size_t count);

/* Writes the keys (minute above, machine below) of all that are not below the least, in the order of the
 * wakes; answers how many. `keys` has room for STRIDE_ROOM more than count. *last_at becomes the last minute
 * of any wake, if it is later. */
enum { STRIDE_ROOM = 8 };
size_t stride_gather_keys(Abreast abreast, const Wake wakes[], size_t count, uint64_t least, uint64_t keys[],
                          int32_t *last_at);

/* How long after an attempt the next is made: a delay, and a lateness below `late_span` that is drawn. */
typedef struct {
    uint64_t mixed_seed;
    uint32_t late_span;
    int32_t delay_min;
} Pace;

enum { STRIDE_MOST = 256 };
/* For up to STRIDE_MOST wakes: the minute of each next attempt, and the machine's chance_of_machine, which
 * has room for STRIDE_MOST. Answers the last minute. */
int32_t stride_draw(Abreast abreast, const Pace *pace, const Wake wakes[], size_t count,
                    uint64_t of_machines[], int32_t next_at[]);

/* Who is next there before its clock, counted from the grant, and up to the last minute stays nothing but a
 * wake. */
typedef struct {
    int32_t clock_min, last;
} Staying;

/* Writes the next wake of each after it was granted, by the minute in which it asks next: of those who stay
 * to `next`, of the others to `leavers`, each in the order of the wakes; answers how many stay. */
size_t stride_part(Abreast abreast, const Staying *staying, const Wake *restrict wakes,
                   const int32_t next_at[], size_t count, Wake *restrict next, Wake *restrict leavers);

/* What came of up to STRIDE_MOST attempts. */
typedef struct {
    int32_t last_due_at;
    bool any_fine, any_failing; /* by what the attempt before had come to */
} Stride;

/* Writes the next wake of each after it was granted, or after it found nobody. */
Stride stride_renew(Abreast abreast, const Pace *pace, const Wake *restrict wakes, size_t count,
                    Wake *restrict next);
Stride stride_fail(Abreast abreast, const Pace *pace, const Wake *restrict wakes, size_t count,
                   Wake *restrict next);

#endif
