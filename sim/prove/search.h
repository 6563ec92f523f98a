/* search: every situation a small fleet can come to, by breadth first: each is carried on by the simulator
 * itself, minute by minute, with everything done to it that may be done; what it comes to is looked at once.
 *
 *     nothing yet ──▶ ○ ──▶ ○ ──▶ ○        a step: the next minute in which something happens, with one move
 *                     │ ╲         │
 *                     ▼  ╲─▶ ○ ──▶○       a situation that is known is not carried on again:
 *                     ○ ◀────╯            so the search ends, and then it has seen everything
 *
 * The way by which a situation was found first is a shortest one, in steps. Leaves out: what must hold there
 * (law.h), and what all fleets come to (proof.h). */
#ifndef LEASELAB_PROVE_SEARCH_H
#define LEASELAB_PROVE_SEARCH_H

#include "sim/prove/moves.h"
#include "sim/prove/turn.h"

enum { SITUATIONS_MOST = 1 << 20 }; /* three times as many as the largest fleet has */

/* One step: from which situation, after how long, with which move (moves.h). */
typedef struct {
    uint32_t from;
    int32_t wait_min;
    uint8_t move;
    uint8_t noticed; /* switches that are set in this step; the others stay as they are */
} SearchStep;

/* A situation. Number 0 is the fleet before its first minute. */
typedef struct {
    size_t bytes_at;
    uint32_t length;
    uint32_t steps; /* so many of them since the start */
    SearchStep by;  /* the last of those */
    size_t first_edge;
    bool is_licensed; /* all machines that are there are licensed */
} SearchNode;

/* Owns everything it points to but the fleet. */
typedef struct {
    const Fleet *fleet;
    Moves moves;
    SearchNode *nodes;
    uint8_t *bytes;
    uint32_t *slots; /* node + 1, by hash; 0 is empty */
    uint32_t *edges; /* the situation each step leads to, in the order of those they come from */
    Row *rows;       /* of the step that is carried out */
    size_t node_count, node_capacity, byte_count, byte_capacity, slot_count, edge_count, edge_capacity,
        row_count, row_capacity;
    bool out_of_memory;
} Search;

/* Who wants to see every step. `see` may not call the search. */
typedef struct {
    void (*see)(void *context, const Turn *turn, const SearchStep *step);
    void *context;
} SearchWatch;

/* Finds them all. False: out of memory. Given back with search_close in any case. */
bool search_explore(Search *search, const Fleet *fleet, const SearchWatch *watch);
void search_close(Search *search);

/* Whence all machines can be licensed again. */
typedef struct {
    uint32_t lost;       /* situations from which they cannot … */
    uint32_t first_lost; /* … and the first of those */
    uint32_t most_steps; /* so many at most from all others */
} Recovery;
bool search_recovery(const Search *search, Recovery *out); /* false: out of memory */

/* Steps and minutes from the start to the end of this step. */
uint32_t search_steps(const Search *search, const SearchStep *last);
int32_t search_minutes(const Search *search, const SearchStep *last);
/* The fleet as a scenario, with all that is done to it up to and with this step. False: out of memory. */
bool search_scenario(const Search *search, const SearchStep *last, const char *title, Text *out);

#endif
