/* stops: what going anywhere in a run, and branches of it, are held against: a scenario of all sorts,
 * changes, one number for a world, and minutes by chance with what the table alone comes to there. */
#ifndef LEASELAB_TESTS_SUPPORT_STOPS_H
#define LEASELAB_TESTS_SUPPORT_STOPS_H

#include "sim/run/timeline.h"
#include "tests/support/dice.h"
#include "tests/support/scene.h"

/* Two hosts, a place, machines that are there by day, changes in busy and in quiet minutes; 60 days. */
extern const char STOPS_SCENARIO[];
/* Changes to branch off with in any scenario; the last is of the first 20 machines. */
enum { STOPS_DEED_COUNT = 5 };
extern const Change STOPS_DEEDS[STOPS_DEED_COUNT];
/* One that chance makes up; every tenth is twelve times as large. */
Scene *stops_made_up(uint64_t trial);

/* One number for all that the world is there, but what is only kept for speed. */
uint64_t stops_digest(Timeline *timeline, int32_t at, uint32_t row);

enum { STOPS = 30 };

/* In order of time. */
typedef struct {
    int32_t at[STOPS];
    uint64_t fingerprint[STOPS], digest[STOPS];
} Stops;

/* From minute `from` on. Takes the run over. */
Stops stops_make(Run *run, int32_t from, Dice *dice);
/* Is the timeline there what the stops have, in any order, again and again? */
void stops_assert(Timeline *timeline, const Stops *stops, Dice *dice);
/* And a copy that goes on by itself from one to another? */
void stops_assert_copies(Timeline *timeline, const Stops *stops, Dice *dice);

#endif
