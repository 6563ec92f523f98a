/* record_inside: what a record is made of, for the files that keep it (record.c, record_doings.c) and nobody
 * else. */
#ifndef LEASELAB_RUN_RECORD_INSIDE_H
#define LEASELAB_RUN_RECORD_INSIDE_H

#include "sim/run/course.h"
#include "sim/run/row.h"
#include "sim/scenario/plan.h"

typedef struct Record Record;

/* 12 bytes a doing. Those of one machine are a list, newest first. */
typedef struct {
    int32_t at;
    uint32_t what;  /* machine, kind and look, see record_doings.c */
    uint32_t older; /* number of the machine's doing before, + 1 */
} KeptDoing;

struct Record {
    const Plan *plan;
    Record *parent; /* held on to; or NULL */
    int holders;
    size_t budget;
    int32_t until;
    bool out_of_memory;

    /* courses: of each group, and of all, so many looks, lapses and notices; then count and cap of each
     * host's pools */
    int32_t resolution;
    Course *courses;
    int32_t *now;      /* the newest value of each, also within a minute; owned */
    uint32_t *touched; /* courses that may have another value at the end of this minute; owned */
    uint8_t *is_touched;
    uint32_t course_count, touched_count;
    int32_t touched_at;
    size_t step_bytes, thin_at; /* of all courses; thin them when they come to so many */

    KeptDoing *doings;                                 /* owned */
    uint32_t first_doing, doing_count, doing_capacity; /* numbers below the first are the parent's */
    uint32_t *newest;   /* of each machine, number + 1; 0: the parent's; owned */
    int32_t doings_end; /* none are kept after this minute; NEVER: all are */

    Row *marks; /* owned */
    uint32_t first_mark, mark_count, mark_capacity;
};

bool record_doings_create(Record *record);
void record_doings_destroy(Record *record);
/* One more; the look of NOTICE and REFUSED is the machine's as it is. Nothing where the budget is used up. */
void record_add_doing(Record *record, int32_t at, uint32_t machine, RowKind kind, Look look);
Look record_newest_look(const Record *record, uint32_t machine);
/* Of `count` things in order of time, the number of the first in minute `at` or later. */
uint32_t record_first_from(const Record *record, uint32_t count,
                           int32_t (*at_of)(const Record *record, uint32_t number), int32_t at);

#endif
