/* timeline: a run as a place in which one can go anywhere. It carries a run forward, keeps a record of what
 * happened and snapshots spaced by work done, both within a budget of memory, and gives the world at any
 * minute, or after any row within it, forwards or backwards, exactly. A branch shares its parent's past and
 * has a future of its own.
 *
 *     known    ├──────▪───────▪──────▪───┤        ▪ snapshots      a minute in between is carried out again
 *     branch            ├·····▪···┤               from the snapshot before it: a few milliseconds
 *
 * Most questions need no world: the record answers them at once (record.h). Leaves out: what is shown of a
 * world (ui). */
#ifndef LEASELAB_RUN_TIMELINE_H
#define LEASELAB_RUN_TIMELINE_H

#include "sim/run/record.h"
#include "sim/run/run.h"

typedef struct Timeline Timeline;

/* After the last row of its minute. */
#define ROW_END UINT32_MAX

/* The plan stays the caller's and outlives it. `budget` bytes bound the record (a quarter) and the snapshots;
 * two are always kept. NULL: out of memory. */
Timeline *timeline_create(const Plan *plan, size_t budget);
/* The parent with one change more: the same past up to the end of minute `at`; in minute `at + 1` the change
 * is carried out, after those of the file and of the parent; and what is still to come in the parent comes
 * here too. With a NULL change it is the parent over again. The change outlives the branch; the parent need
 * not. There is room for its new ids (world_has_room). Carries nothing out; costs about a seek. NULL: out of
 * memory. */
Timeline *timeline_branch(Timeline *parent, int32_t at, const Change *change);
void timeline_destroy(Timeline *timeline);

/* Carries the run on by about so many rows, so that a window never freezes. */
RunStatus timeline_advance(Timeline *timeline, uint64_t rows);
const Plan *timeline_plan(const Timeline *timeline);
/* A run of it before minute 0, with every change that makes it a branch still to come; the caller's. NULL:
 * out of memory. */
Run *timeline_run_anew(const Timeline *timeline);
/* The last minute carried out so far; -1 before the first. */
int32_t timeline_known(const Timeline *timeline);
/* What happened up to there. The timeline's; it grows when that does. */
const Record *timeline_record(const Timeline *timeline);

/* The following carry the run on where that is needed. What they give is good until the next call. NULL or
 * false: out of memory. */

/* The run at the end of minute `at` (-1 is before the first): to look at counts, hosts and single machines
 * without the cost of a whole world (run_head, run_visit, run_machine), and to copy (run_copy). */
const Run *timeline_run(Timeline *timeline, int32_t at);
/* The world at the end of minute `at`, or within it after so many of its rows; at most all of them. Beside
 * the way there it costs a look at each machine; after a row some more of that. */
const World *timeline_seek(Timeline *timeline, int32_t at, uint32_t row);
/* The same of a large fleet: the head of that world (run_head), and in it one machine, or NO_MACHINE. Beside
 * the way there it costs the rows of the minute, and no more than these where the same minute is asked about
 * again. */
const World *timeline_glance(Timeline *timeline, int32_t at, uint32_t row, uint32_t machine, Machine *out);
/* Tells the rows of the minutes from … to, attempts and all, each by itself. */
bool timeline_tell(Timeline *timeline, int32_t from, int32_t to, const RowSink *sink);
/* The rows of one machine and those of changes, from before minute 0 up to the end of minute `at`. Comes
 * there in a run of its own, and not again while it is the same machine that is asked about (following.h). */
bool timeline_tell_machine(Timeline *timeline, uint32_t machine, int32_t at, const RowSink *sink);
/* A piece of that way, a few milliseconds long. *out_until: so far the machine was followed; where that is
 * `at`, it can be told. */
bool timeline_follow(Timeline *timeline, uint32_t machine, int32_t at, int32_t *out_until);
/* The run at the end of minute `at`, of which a machine's rows were told just now: where the timeline does
 * not know it, it need not be carried out twice. */
const Run *timeline_run_told(Timeline *timeline, int32_t at);
/* How many rows minute `at` has. */
bool timeline_rows(Timeline *timeline, int32_t at, uint32_t *out_rows);
/* The first minute after `at` that has a row, at most `last`; else *out_at is NEVER. */
bool timeline_next(Timeline *timeline, int32_t at, int32_t last, int32_t *out_at);
/* The last minute before `at` that has a row; else -1. Costs the rows of a stretch before it as long as the
 * quiet one.
 */
bool timeline_before(Timeline *timeline, int32_t at, int32_t *out_at);

/* Up to the end of this minute, and perhaps for longer, one is the other: a branch and its parent. -1:
 * nothing is known to be the same. */
int32_t timeline_shared_until(const Timeline *a, const Timeline *b);

size_t timeline_snapshot_bytes(const Timeline *timeline);

#endif
