/* story: what happened in a run, told to a person. Rows that are alike (the same thing happening to machines
 * of one group, in one phase of their lives) become one line with a stretch of time; a line for each row on
 * request. Leaves out: how a line reads (story_line.h), and how the run ended (verdict.h). */
#ifndef LEASELAB_RUN_STORY_H
#define LEASELAB_RUN_STORY_H

#include "sim/base/text.h"
#include "sim/run/row.h"
#include "sim/scenario/plan.h"

typedef struct Story Story;

/* NULL: out of memory. */
Story *story_create(const Plan *plan);
void story_destroy(Story *story);
/* Takes a row of the run; rows in order. False: out of memory. */
bool story_take(Story *story, const Row *row);
/* The same for attempts that were put together. */
bool story_take_quiet(Story *story, const Quiet *quiet);
/* A row of this machine will come soon: what is known of it is fetched meanwhile. */
void story_expect(const Story *story, uint32_t machine);
/* Adds the whole story, a line each, indented; at most `most` lines, then how many are left out. `rules`:
 * each line names its rule. False: out of memory. */
bool story_tell(const Story *story, Text *out, size_t most, bool rules);
/* The same; behind each line, whose line feed is there already, `end` is told the minute in which it begins,
 * or NEVER where it is of none. */
bool story_tell_lines(const Story *story, Text *out, size_t most, bool rules,
                      void (*end)(void *context, int32_t at), void *context);

#endif
