/* run: a plan carried out, minute by minute, exactly as MODEL.md says. Only minutes in which something
 * happens cost anything. A run owns a world; copying the run copies the world, and the copy has its own
 * future. Leaves out: how what happened is told (trace.h, story.h, why.h). */
#ifndef LEASELAB_RUN_RUN_H
#define LEASELAB_RUN_RUN_H

#include "sim/run/row.h"
#include "sim/run/snapshot.h"
#include "sim/run/world.h"
#include "sim/scenario/plan.h"

typedef struct Run Run;

/* A run of the plan before minute 0, or NULL when memory ran out. The plan stays the caller's and outlives
 * the run. */
Run *run_create(const Plan *plan);
/* The same, but nothing will happen in it until a snapshot is restored to it. Costs next to nothing. */
Run *run_create_empty(const Plan *plan);
/* The same minute of the same world; from here on it goes its own way. NULL when memory ran out. */
Run *run_copy(const Run *run);
/* The same, of a plan that is the run's but ends later, by a month at most. */
enum { COPY_BEYOND_MOST = 31 * 1440 };
Run *run_copy_beyond(const Run *run, const Plan *plan);
void run_destroy(Run *run);
/* Goes to the end of the minute at which this world of the same plan was, in which every machine is written
 * out. False: out of memory. */
bool run_restore(Run *run, const World *world);

typedef enum { RUN_GOES_ON, RUN_IS_OVER, RUN_OUT_OF_MEMORY } RunStatus;

/* Carries out the next minute in which anything happens, if it is at most `last`; else all is quiet up to
 * `last`. Rows go to `sink` (which may be NULL). */
RunStatus run_step(Run *run, int32_t last, const RowSink *sink);
/* Where a step could go further at one go, it stops after about so many attempts. 0: as many as is quickest,
 * some hundred thousand; so does a new run. */
void run_step_at_most(Run *run, uint64_t attempts);
/* Carries out every minute up to and including `last`, at most the plan's run. */
RunStatus run_to(Run *run, int32_t last, const RowSink *sink);

/* From here on this is told too; NULL: no more. The watch stays the caller's and outlives the run. A copy is
 * not watched. */
void run_watch(Run *run, const Watch *watch);
/* Whoever is told of many machines may fetch what it knows of each while others ask: `expect` is told of one
 * that will probably ask soon. It must change nothing; it and `context` outlive the run. */
void run_foretell(Run *run, void (*expect)(void *context, uint32_t machine), void *context);

/* Before minute 0: each attempt of this machine is told as a row, also to who has those of others put
 * together. */
void run_follow(Run *run, uint32_t machine);
/* No machine is steady from here on: the table looks at each, each time. The same rows; for tests, and for
 * looking at the world between two rows. */
void run_by_table_only(Run *run);

const Plan *run_plan(const Run *run);
/* The world as it stands, written out whole: every machine is what it is. Costs a look at each machine. */
const World *run_world(const Run *run);
/* The same without machines: the head of it, hosts, places, services, ledgers, claims, and how many machines
 * of a group are in which state. Costs nothing. */
const World *run_head(const Run *run);
uint64_t run_fingerprint(const Run *run);

/* Without writing machines out: each as it is, in no order. Costs as little as can be. */
void run_visit(const Run *run, void (*visit)(void *context, uint32_t number, const Machine *machine),
               void *context);
/* The same of one; costs a look at each wake. */
Machine run_machine(const Run *run, uint32_t number);
/* The world written out whole in `out`, which is as large as that of run_head; in the run nothing changes. */
void run_show(const Run *run, World *out);

/* Is the machine on (switch and timetable) in this minute, as its switch stands now? */
bool run_machine_is_on(const Run *run, uint32_t machine, int32_t at);
/* When it will next make an attempt if nothing changes but its own clocks; NEVER when that is not within the
 * run. */
int32_t run_next_attempt(const Run *run, uint32_t machine);

/* ---- what if: only on a copy, or the run is no longer that of its plan ---- */

/* Carries this change out in the next minute, after those of the file. The change and what it points to
 * outlive the run, and there is room for its new ids (world_has_room). False: out of memory. */
bool run_what_if(Run *run, const Change *change);
/* The same in a minute still to come; after those that were given before for that minute. */
bool run_what_if_at(Run *run, int32_t at, const Change *change);
/* Lets the host count `ids` machines that nobody has seen before, in the next minute, for a product that
 * needs `threshold`. At most WHAT_IF_IDS_MOST of them. */
void run_what_if_counted(Run *run, int host, Pool pool, int32_t threshold, int32_t ids);
/* What an attempt of the machine in minute `now + 1` would meet. Changes this run's world. */
Answer run_what_if_asked(Run *run, uint32_t machine, AskingLog *log);

#endif
