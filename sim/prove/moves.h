/* moves: everything that may be done to a fleet in one step, each as a run of its own that stands ready: the
 * fleet's scenario with that one change in it. To take a step is to put a situation into such a run and let
 * it carry out one minute: the changes are those of a file, and the simulator carries them out. Leaves out:
 * which situations there are (search.h). */
#ifndef LEASELAB_PROVE_MOVES_H
#define LEASELAB_PROVE_MOVES_H

#include "sim/base/text.h"
#include "sim/prove/fleet.h"
#include "sim/run/run.h"

typedef struct {
    Plan plan;
    Run *run;
} Move;

/* Owns its moves, and the world. */
typedef struct {
    const Fleet *fleet;
    Move *first; /* each in minute 0, in which the machines are installed … */
    Move *later; /* … and each in minute `now`, for every other step, whenever it is */
    int count;   /* of either */
    int32_t now;
    World *world; /* room for a situation */
} Moves;

/* False: out of memory. Given back with moves_close in any case. */
bool moves_open(Moves *moves, const Fleet *fleet);
void moves_close(Moves *moves);

/* The number of a move is that of its deed, from 1, and 0 for none; or a bit for each switch that is off. */

/* Which switches could anybody notice, were this world's next minute `at`? One for each that lies between
 * some machine that asks then and whom it would ask. */
int moves_switches_noticed(const Moves *moves, const World *world, int32_t at);
/* May the deed be done? Not to a machine that is not there. */
bool moves_may(const Moves *moves, const World *world, int move);

/* The fleet as a scenario of this length, without changes; then changes, one by one: the deed of a move … */
void moves_begin_scenario(const Fleet *fleet, const char *title, int32_t run_min, Text *out);
void moves_add_deed(const Fleet *fleet, int move, int32_t at, Text *out);
/* … or a switch. */
void moves_add_switch(const Fleet *fleet, int number, bool off, int32_t at, Text *out);

/* Reads a text of ours. False: out of memory; the plan is the caller's to free in any case. */
bool moves_read(Plan *plan, const Text *yaml);

#endif
