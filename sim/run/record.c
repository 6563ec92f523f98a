#include "sim/run/record.h"

#include <stdlib.h>
#include <string.h>

#include "sim/base/check.h"
#include "sim/run/record_inside.h"

enum { RECORD_LEAST = 1 << 16 }; /* bytes that are always taken */

/* ---- which course is which ---------------------------------------------------------------------------- */

enum { OF_LAPSES = LOOK_COUNT, OF_NOTICES, OF_GROUP };
enum { OF_COUNT, OF_CAP, OF_POOL };

/* All machines are another group, where there are several. */
static uint32_t group_course(const Plan *plan, uint32_t group, int which) {
    const uint32_t slot = group != RECORD_ALL ? group : plan->group_count == 1 ? 0 : plan->group_count;
    return slot * OF_GROUP + (uint32_t)which;
}

static uint32_t pool_course(const Plan *plan, int host, Pool pool, int which) {
    const uint32_t slot = (uint32_t)host * POOL_COUNT + (uint32_t)pool;
    return (plan->group_count + 1) * OF_GROUP + slot * OF_POOL + (uint32_t)which;
}

static uint32_t count_courses(const Plan *plan) {
    return pool_course(plan, (int)plan->host_count, (Pool)0, 0);
}

const Course *record_look(const Record *record, uint32_t group, Look look) {
    return &record->courses[group_course(record->plan, group, (int)look)];
}

const Course *record_lapses(const Record *record, uint32_t group) {
    return &record->courses[group_course(record->plan, group, OF_LAPSES)];
}

const Course *record_notices(const Record *record, uint32_t group) {
    return &record->courses[group_course(record->plan, group, OF_NOTICES)];
}

const Course *record_count(const Record *record, int host, Pool pool) {
    return &record->courses[pool_course(record->plan, host, pool, OF_COUNT)];
}

const Course *record_cap(const Record *record, int host, Pool pool) {
    return &record->courses[pool_course(record->plan, host, pool, OF_CAP)];
}

void record_looks(const Record *record, uint32_t group, int32_t at, int32_t out[LOOK_COUNT]) {
    for (int look = 0; look < LOOK_COUNT; look++)
        out[look] = course_at(record_look(record, group, (Look)look), at);
}

int32_t record_until(const Record *record) {
    return record->until;
}

int32_t record_resolution(const Record *record) {
    int32_t resolution = record->resolution;
    for (const Record *parent = record->parent; parent; parent = parent->parent)
        if (parent->resolution > resolution) resolution = parent->resolution;
    return resolution;
}

/* ---- a record ----------------------------------------------------------------------------------------- */

static Record *record_empty(const Plan *plan, size_t budget) {
    Record *record = calloc(1, sizeof *record);
    if (!record) return NULL;
    const uint32_t courses = count_courses(plan);
    *record = (Record){.plan = plan,
                       .holders = 1,
                       .budget = budget < RECORD_LEAST ? RECORD_LEAST : budget,
                       .until = -1,
                       .resolution = 1,
                       .courses = calloc(courses, sizeof *record->courses),
                       .now = calloc(courses, sizeof *record->now),
                       .touched = malloc(courses * sizeof *record->touched),
                       .is_touched = calloc(courses, sizeof *record->is_touched),
                       .course_count = courses};
    record->thin_at = record->budget / 4;
    const bool doings = record_doings_create(record);
    if (record->courses && record->now && record->touched && record->is_touched && doings) return record;
    record->course_count = 0;
    record_let_go(record);
    return NULL;
}

Record *record_create(const Plan *plan, size_t budget) {
    Record *record = record_empty(plan, budget);
    if (!record) return NULL;
    for (uint32_t g = 0; g < plan->group_count; g++)
        record->now[group_course(plan, g, LOOK_ABSENT)] = (int32_t)plan->groups[g].count;
    record->now[group_course(plan, RECORD_ALL, LOOK_ABSENT)] = (int32_t)plan->machine_count;
    for (uint32_t c = 0; c < record->course_count; c++) course_begin(&record->courses[c], record->now[c]);
    return record;
}

Record *record_branch(Record *parent, int32_t at) {
    Record *record = record_empty(parent->plan, parent->budget);
    if (!record) return NULL;
    record->until = at < parent->until ? at : parent->until;
    record->parent = parent;
    parent->holders++;
    for (uint32_t c = 0; c < record->course_count; c++) {
        course_branch(&record->courses[c], &parent->courses[c], record->until);
        record->now[c] = course_now(&record->courses[c]);
    }
    record->first_doing = record_first_doing(parent, record->until + 1);
    record->first_mark = record_first_mark(parent, record->until + 1);
    if (parent->doings_end < record->until) record->doings_end = parent->doings_end;
    return record;
}

void record_let_go(Record *record) {
    if (!record || --record->holders > 0) return;
    for (uint32_t c = 0; c < record->course_count; c++) course_destroy(&record->courses[c]);
    free(record->courses);
    free(record->now);
    free(record->touched);
    free(record->is_touched);
    record_doings_destroy(record);
    free(record->marks);
    record_let_go(record->parent);
    free(record);
}

size_t record_bytes(const Record *record) {
    return sizeof *record +
           record->course_count * (sizeof(Course) + sizeof(int32_t) + sizeof(uint32_t) + sizeof(uint8_t)) +
           record->step_bytes + record->doing_capacity * sizeof *record->doings +
           record->plan->machine_count * sizeof *record->newest +
           record->mark_capacity * sizeof *record->marks;
}

/* ---- within a minute ---------------------------------------------------------------------------------- */

static void end_minute(Record *record) {
    for (uint32_t t = 0; t < record->touched_count; t++) {
        const uint32_t c = record->touched[t];
        Course *course = &record->courses[c];
        const uint32_t capacity = course->capacity;
        record->out_of_memory |= !course_add(course, record->touched_at, record->now[c]);
        record->step_bytes += (course->capacity - capacity) * sizeof(CourseStep);
        record->is_touched[c] = 0;
    }
    record->touched_count = 0;
}

/* False where it is known already. */
static bool is_news(Record *record, int32_t at) {
    if (at <= record->until) return false;
    if (record->touched_count && at != record->touched_at) end_minute(record);
    record->touched_at = at;
    return true;
}

static int32_t *touch(Record *record, uint32_t course) {
    if (!record->is_touched[course]) {
        record->is_touched[course] = 1;
        record->touched[record->touched_count++] = course;
    }
    return &record->now[course];
}

static void add_to_group(Record *record, uint32_t group, int which, int32_t by) {
    const uint32_t of_group = group_course(record->plan, group, which);
    const uint32_t of_all = group_course(record->plan, RECORD_ALL, which);
    *touch(record, of_group) += by;
    if (of_all != of_group) *touch(record, of_all) += by;
}

/* ---- listening ---------------------------------------------------------------------------------------- */

static void take_look(void *context, const LookChange *change) {
    Record *record = context;
    if (!is_news(record, change->at)) return;
    add_to_group(record, change->group, (int)change->from, -1);
    add_to_group(record, change->group, (int)change->to, 1);
    record_add_doing(record, change->at, change->machine, change->kind, change->to);
}

static void take_count(void *context, int32_t at, int host, Pool pool, int32_t count, int32_t cap) {
    Record *record = context;
    if (!is_news(record, at)) return;
    *touch(record, pool_course(record->plan, host, pool, OF_COUNT)) = count;
    *touch(record, pool_course(record->plan, host, pool, OF_CAP)) = cap;
}

static void add_mark(Record *record, const Row *row) {
    if (record->mark_count == record->mark_capacity) {
        const uint32_t capacity = record->mark_capacity + record->mark_capacity / 2 + 16;
        Row *marks = realloc(record->marks, capacity * sizeof *marks);
        record->out_of_memory |= !marks;
        if (!marks) return;
        record->marks = marks;
        record->mark_capacity = capacity;
    }
    record->marks[record->mark_count++] = *row;
}

/* Looks come by the watch; here comes what leaves them alone. */
static void take_row(void *context, const Row *row) {
    Record *record = context;
    if (row->kind == ROW_ATTEMPT || !is_news(record, row->at)) return;
    const bool of_machine = row->machine != NO_MACHINE;
    if (row->kind == ROW_CHANGE || row->kind == ROW_EXPECT || (row->kind == ROW_REFUSED && !of_machine))
        add_mark(record, row);
    if (row->kind == ROW_NOTICE)
        add_to_group(record, plan_group_of(record->plan, row->machine), OF_NOTICES, 1);
    if (row->kind == ROW_LAPSE && row->from == STATE_LICENSED)
        add_to_group(record, plan_group_of(record->plan, row->machine), OF_LAPSES, 1);
    const bool quiet = row->kind == ROW_RESET && row->from == row->to;
    if (of_machine && (quiet || row->kind == ROW_NOTICE || row->kind == ROW_REFUSED))
        record_add_doing(record, row->at, row->machine, row->kind, record_newest_look(record, row->machine));
}

static void pass_over(void *context, const Quiet *quiet) {
    (void)context;
    (void)quiet;
}

RowSink record_sink(Record *record) {
    return (RowSink){take_row, record, pass_over};
}

Watch record_watch(Record *record) {
    return (Watch){record, take_look, take_count};
}

static void resume_group(Record *record, uint32_t group, const GroupCounts *counts) {
    int32_t *now = &record->now[group_course(record->plan, group, 0)];
    int32_t *all = &record->now[group_course(record->plan, RECORD_ALL, 0)];
    for (int look = 0; look < LOOK_COUNT; look++) now[look] = (int32_t)counts->in_look[look];
    now[OF_LAPSES] = (int32_t)counts->lapses;
    now[OF_NOTICES] = (int32_t)counts->notices;
    for (int which = 0; all != now && which < OF_GROUP; which++) all[which] += now[which];
}

void record_resume(Record *record, const World *world) {
    CHECK(world->now == record->until);
    const Plan *plan = record->plan;
    memset(&record->now[group_course(plan, RECORD_ALL, 0)], 0, OF_GROUP * sizeof *record->now);
    for (uint32_t g = 0; g < plan->group_count; g++) resume_group(record, g, world_group(world, g));
    for (int h = 0; h < (int)plan->host_count; h++)
        for (int pool = 0; pool < POOL_COUNT; pool++) {
            record->now[pool_course(plan, h, (Pool)pool, OF_COUNT)] = world_count(world, h, (Pool)pool);
            record->now[pool_course(plan, h, (Pool)pool, OF_CAP)] = world_cap(world, h, (Pool)pool);
        }
    for (uint32_t c = 0; c < record->course_count; c++)
        if (record->courses[c].count == 0) record->courses[c].base = record->now[c];
}

/* ---- the budget --------------------------------------------------------------------------------------- */

static void thin_all(Record *record) {
    record->step_bytes = 0;
    for (uint32_t c = 0; c < record->course_count; c++) {
        course_thin(&record->courses[c], record->resolution);
        record->step_bytes += record->courses[c].capacity * sizeof(CourseStep);
    }
}

/* First as thin as before, for what came since; then thinner, until half of the room is free. */
static void thin_out(Record *record) {
    const size_t enough = record->budget / 8;
    if (record->resolution > 1) thin_all(record);
    while (record->step_bytes > enough && record->resolution <= record->plan->run_min) {
        record->resolution *= 2;
        thin_all(record);
    }
    record->thin_at =
        record->step_bytes * 2 > record->budget / 4 ? record->step_bytes * 2 : record->budget / 4;
}

bool record_close(Record *record, int32_t at) {
    end_minute(record);
    record->until = at;
    if (record->step_bytes > record->thin_at) thin_out(record);
    return !record->out_of_memory;
}

/* ---- marks -------------------------------------------------------------------------------------------- */

uint32_t record_mark_count(const Record *record) {
    return record->first_mark + record->mark_count;
}

const Row *record_mark(const Record *record, uint32_t number) {
    CHECK(number < record_mark_count(record));
    while (number < record->first_mark) record = record->parent;
    return &record->marks[number - record->first_mark];
}

static int32_t mark_at(const Record *record, uint32_t number) {
    return record_mark(record, number)->at;
}

uint32_t record_first_mark(const Record *record, int32_t at) {
    return record_first_from(record, record_mark_count(record), mark_at, at);
}

uint32_t record_first_from(const Record *record, uint32_t count,
                           int32_t (*at_of)(const Record *record, uint32_t number), int32_t at) {
    uint32_t low = 0, high = count;
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        if (at_of(record, middle) < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}
