/* situation: what a world is, but for the time on the calendar. Two worlds in the same situation have the
 * same future, so one of them is enough to look at. Times are told from now; what no rule looks at is left
 * out: how many attempts were made (only luck looks at that), how long ago what lies further back than any
 * rule looks. Ids are renamed: a machine's is its number, and those of nobody follow in the order in which
 * hosts saw them.
 *
 * Holds for plans without luck: no jitter, no chance, no spread, no two published hosts of one priority, and
 * machines that are always there. Leaves out: what may happen next (search.h). */
#ifndef LEASELAB_PROVE_SITUATION_H
#define LEASELAB_PROVE_SITUATION_H

#include "sim/run/world.h"

enum { SITUATION_BYTES = 512 };

/* Small figures take a byte each. */
typedef struct {
    uint8_t bytes[SITUATION_BYTES];
    uint32_t length;
} Situation;

/* Is the plan one of those without luck? */
bool situation_fits(const Plan *plan);
/* The situation at the end of the world's minute. `resting`: hosts, places and services are as the plan has
 * them at the end of every minute that matters, and are left out. The world is only read. */
void situation_pack(World *world, bool resting, Situation *out);
/* A world of that situation at the end of minute `now`. `into` was made by world_create for this plan, and
 * then changed by nobody else. */
void situation_unpack(const Situation *situation, const Plan *plan, bool resting, int32_t now, World *into);
/* The minute in which something happens next by itself in such a world; NEVER. */
int32_t situation_next_at(const World *world);

#endif
