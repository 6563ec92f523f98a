/* story_line: how one line of a story reads: when, who, what came of it and how often. Leaves out: which rows
 * belong together (story.h). */
#ifndef LEASELAB_RUN_STORY_LINE_H
#define LEASELAB_RUN_STORY_LINE_H

#include "sim/base/text.h"
#include "sim/run/row.h"
#include "sim/scenario/plan.h"

#define NO_GROUP UINT32_MAX

/* One line of the story: like rows, put together. */
typedef struct {
    Row first;           /* the row that began it */
    int32_t last_at;     /* of the newest row */
    uint64_t times;      /* rows */
    uint32_t machines;   /* different ones, told apart by the last line of its kind each was in */
    uint32_t group;      /* NO_GROUP where it is about no machine */
    int32_t least, most; /* counts in it */
    int32_t last_clock_at;
    int32_t expected_at; /* the latest next attempt of those in it */
    uint32_t older;      /* the line before it of the same group, + 1 */
} StoryLine;

/* Adds it, indented, with its line feed; `rule`: it names its rule. */
void story_line(Text *out, const Plan *plan, const StoryLine *line, bool rule);
/* One row as one line. */
void story_row(Text *out, const Plan *plan, const Row *row);

#endif
