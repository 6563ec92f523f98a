/* record: what happened in a run, kept so that any minute can be shown, and figures drawn, without running it
 * again. It listens to a run while that is carried forward, and is compact: of a million
 * healthy machines over a year the counts take 160 kilobytes, and when which machine was licensed 30 bytes
 * each.
 *
 *     courses   how a number went: machines of a group by look, leases lost and reminders so far; how many
 *               ids a host remembers in a pool, and its cap
 *     doings    of each machine: when it looked otherwise, was reset, reminded, refused
 *     marks     changes, claims decided, refusals of hosts: their rows, as they were
 *
 * What is exact. Marks always. Doings are kept, each, up to the minute that record_doings_until tells: the
 * end of what is known, unless the budget did not suffice. Courses are exact at the end of every minute while
 * record_resolution is 1; when the budget does not suffice it grows by doubling, and then they are exact at
 * the end of every r-th minute (r - 1, 2r - 1, …), and bins whose borders are multiples of r have their exact
 * first, last, least and most. Nothing is estimated.
 *
 * Attempts are not kept: timeline.h makes them again. Leaves out: the world itself at a minute (the same). */
#ifndef LEASELAB_RUN_RECORD_H
#define LEASELAB_RUN_RECORD_H

#include "sim/run/course.h"
#include "sim/run/run.h"

typedef struct Record Record;

/* ---- asking ------------------------------------------------------------------------------------------- */

/* The last minute it knows; -1 before the first. Nothing may be asked about later ones. Minutes are of the
 * scenario, -1 is before the first. Pointers are good until the record grows, courses until it is let go. */
int32_t record_until(const Record *record);
/* See above: 1, 2, 4, … minutes. */
int32_t record_resolution(const Record *record);

/* As a group: all machines together. */
#define RECORD_ALL UINT32_MAX

/* How many machines of the group look so. */
const Course *record_look(const Record *record, uint32_t group, Look look);
/* All seven, at the end of minute `at`. */
void record_looks(const Record *record, uint32_t group, int32_t at, int32_t out[LOOK_COUNT]);
/* How many leases of the group ran out so far; how many reminders first showed. */
const Course *record_lapses(const Record *record, uint32_t group);
const Course *record_notices(const Record *record, uint32_t group);
/* Ids the host remembers in this pool, and the most it ever would. */
const Course *record_count(const Record *record, int host, Pool pool);
const Course *record_cap(const Record *record, int host, Pool pool);

/* ---- machines ---- */

/* Something that was done to a machine or that it did, but an attempt that left its look alone. Several may
 * be in one minute, in their order; then the look of the last counts. */
typedef struct {
    int32_t at;
    uint32_t machine;
    RowKind kind; /* attempt, install, reset, retire, lapse, notice or refused */
    Look look;    /* from then on */
    uint32_t number;
} Doing;

/* Doings of the minutes up to this one are kept, none of later ones. */
int32_t record_doings_until(const Record *record);
/* All doings in order of time have numbers from 0. The number of the first in minute `at` or later; how many
 * there are where there is none such. */
uint32_t record_first_doing(const Record *record, int32_t at);
/* False: there are not so many. */
bool record_doing(const Record *record, uint32_t number, Doing *out);
/* The machine's last doing up to the end of minute `at`, and the one before a doing; false: there is none.
 * Costs a step for each doing of the machine since, so a strip is best drawn from its end. */
bool record_last_doing(const Record *record, uint32_t machine, int32_t at, Doing *out);
bool record_doing_before(const Record *record, Doing *doing);
/* How the machine looks at the end of minute `at`, at most record_doings_until. */
Look record_look_of(const Record *record, uint32_t machine, int32_t at);

/* A picture of many machines over time: for machine first + m and bin b, out[m * bins + b] is its Look at the
 * end of the bin, with RASTER_MORE added where it looked otherwise in between. Bins as course_bins has them;
 * bins after record_doings_until are RASTER_UNKNOWN. One pass over all doings up to `to`. */
enum { RASTER_MORE = 0x80, RASTER_UNKNOWN = 0x7f };
void record_raster(const Record *record, uint32_t first, uint32_t count, int32_t from, int32_t to,
                   uint32_t bins, uint8_t out[]);

/* ---- marks ---- */

/* Rows of kind change, expect, and refused (of a host), in order; numbers from 0. The first in minute `at` or
 * later; how many there are where there is none such. */
uint32_t record_first_mark(const Record *record, int32_t at);
uint32_t record_mark_count(const Record *record);
const Row *record_mark(const Record *record, uint32_t number);

size_t record_bytes(const Record *record); /* of its own, without those of the records it branched from */

/* ---- keeping ------------------------------------------------------------------------------------------ */

/* Of a run before minute 0. `budget` bytes bound courses (a quarter) and doings (the rest); 64 kB are always
 * taken.
 * NULL: out of memory. Give it back with record_let_go. */
Record *record_create(const Plan *plan, size_t budget);
/* The same up to the end of minute `at`, at most what the parent knows; it goes on by itself. Holds on to the
 * parent, which may be let go of and may grow. Costs a search for each course. NULL: out of memory. */
Record *record_branch(Record *parent, int32_t at);
void record_let_go(Record *record);

/* What a run is to be given so that the record hears of it: rows and watch. What lies in minutes that are
 * known already is passed over. */
RowSink record_sink(Record *record);
Watch record_watch(Record *record);
/* Before the run goes on from the end of the last minute known: this is the world then. Needed once in a
 * branch, where the parent may be thinned. */
void record_resume(Record *record, const World *world);
/* All up to the end of minute `at` was heard. False: out of memory, now or while it was listening. */
bool record_close(Record *record, int32_t at);

#endif
