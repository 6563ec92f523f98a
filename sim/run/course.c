#include "sim/run/course.h"

#include <stdlib.h>
#include <string.h>

#include "sim/base/check.h"
#include "sim/base/minutes.h"

enum { FEW = 4 };

/* ---- bins --------------------------------------------------------------------------------------------- */

int32_t bin_first_at(int32_t from, int32_t to, uint32_t count, uint32_t bin) {
    const int64_t minutes = (int64_t)to - from + 1;
    return from + (int32_t)(bin * minutes / count);
}

int32_t bin_last_at(int32_t from, int32_t to, uint32_t count, uint32_t bin) {
    const int32_t first = bin_first_at(from, to, count, bin), next = bin_first_at(from, to, count, bin + 1);
    return next > first ? next - 1 : first;
}

uint32_t bin_of(int32_t from, int32_t to, uint32_t count, int32_t at) {
    const int64_t minutes = (int64_t)to - from + 1, before = (int64_t)at - from;
    if (minutes >= count) return (uint32_t)(((before + 1) * count - 1) / minutes);
    return (uint32_t)((before * count + minutes - 1) / minutes);
}

/* ---- a course ----------------------------------------------------------------------------------------- */

void course_begin(Course *course, int32_t value) {
    *course = (Course){.from_at = -1, .base = value};
}

void course_branch(Course *course, const Course *parent, int32_t at) {
    while (parent->parent && at < parent->from_at) parent = parent->parent;
    *course = (Course){.parent = parent, .from_at = at, .base = course_at(parent, at)};
}

void course_destroy(Course *course) {
    free(course->steps);
    *course = (Course){0};
}

int32_t course_now(const Course *course) {
    return course->count ? course->steps[course->count - 1].value : course->base;
}

bool course_add(Course *course, int32_t at, int32_t value) {
    CHECK(at > (course->count ? course->steps[course->count - 1].at : course->from_at));
    if (value == course_now(course)) return true;
    if (course->count == course->capacity) {
        const uint32_t capacity = course->capacity ? course->capacity + course->capacity / 2 : FEW;
        CourseStep *steps = realloc(course->steps, capacity * sizeof *steps);
        if (!steps) return false;
        course->steps = steps;
        course->capacity = capacity;
    }
    course->steps[course->count++] = (CourseStep){at, value};
    return true;
}

/* ---- asking ------------------------------------------------------------------------------------------- */

/* How many of its own steps are at most at the end of minute `at`. */
static uint32_t steps_until(const Course *course, int32_t at) {
    uint32_t low = 0, high = course->count;
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        if (course->steps[middle].at <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

int32_t course_at(const Course *course, int32_t at) {
    while (course->parent && at < course->from_at) course = course->parent;
    const uint32_t steps = steps_until(course, at);
    return steps ? course->steps[steps - 1].value : course->base;
}

/* Walks over the steps of a course and of those it branched from. */
typedef struct {
    const Course *whole, *part; /* the part that has the next step, if any has */
    uint32_t next;
    int32_t last; /* minute up to which the part counts */
} Walk;

/* Before the first step after the end of minute `at`. */
static Walk walk_from(const Course *course, int32_t at) {
    Walk walk = {course, course, 0, NEVER};
    while (walk.part->parent && at < walk.part->from_at) {
        if (walk.part->from_at < walk.last) walk.last = walk.part->from_at;
        walk.part = walk.part->parent;
    }
    walk.next = steps_until(walk.part, at);
    return walk;
}

/* The next step, if it is at most in minute `last`. */
static bool walk_on(Walk *walk, int32_t last, CourseStep *out) {
    for (;;) {
        if (walk->next < walk->part->count && walk->part->steps[walk->next].at <= walk->last) {
            *out = walk->part->steps[walk->next];
            if (out->at > last) return false;
            walk->next++;
            return true;
        }
        if (walk->last >= last) return false;
        *walk = walk_from(walk->whole, walk->last);
    }
}

bool course_next(const Course *course, int32_t at, CourseStep *out) {
    Walk walk = walk_from(course, at);
    return walk_on(&walk, NEVER, out);
}

void course_bins(const Course *course, int32_t from, int32_t to, uint32_t count, Bin out[]) {
    CHECK(from <= to);
    Walk walk = walk_from(course, from);
    int32_t value = course_at(course, from);
    CourseStep step;
    for (uint32_t i = 0; i < count; i++) {
        Bin *bin = &out[i];
        bin->first_at = bin_first_at(from, to, count, i);
        bin->last_at = bin_last_at(from, to, count, i);
        if (i > 0 && bin->first_at == bin[-1].first_at) {
            *bin = bin[-1];
            continue;
        }
        while (walk_on(&walk, bin->first_at, &step)) value = step.value;
        bin->first = bin->least = bin->most = value;
        while (walk_on(&walk, bin->last_at, &step)) {
            value = step.value;
            if (value < bin->least) bin->least = value;
            if (value > bin->most) bin->most = value;
        }
        bin->last = value;
    }
}

/* ---- thinning ----------------------------------------------------------------------------------------- */

/* Of the steps first … end - 1, all in one piece: keeps the first, a lowest, a highest and the last, put from
 * `kept` on; answers how many steps are kept then. */
static uint32_t thin_piece(CourseStep *steps, uint32_t first, uint32_t end, uint32_t kept) {
    const uint32_t last = end - 1;
    uint32_t least = first, most = first;
    for (uint32_t i = first + 1; i < end; i++) {
        if (steps[i].value < steps[least].value) least = i;
        if (steps[i].value > steps[most].value) most = i;
    }
    if (steps[last].value == steps[least].value) least = last;
    if (steps[last].value == steps[most].value) most = last;
    const uint32_t wanted[] = {first, least < most ? least : most, least < most ? most : least, last};
    uint32_t after = first; /* the next that is not kept yet */
    for (size_t w = 0; w < sizeof wanted / sizeof wanted[0]; w++)
        if (wanted[w] >= after) {
            steps[kept++] = steps[wanted[w]];
            after = wanted[w] + 1;
        }
    return kept;
}

void course_thin(Course *course, int32_t resolution) {
    uint32_t kept = 0, first = 0;
    while (first < course->count) {
        const int32_t piece = course->steps[first].at / resolution;
        uint32_t end = first + 1;
        while (end < course->count && course->steps[end].at / resolution == piece) end++;
        kept = thin_piece(course->steps, first, end, kept);
        first = end;
    }
    course->count = kept;
    if (kept == 0 || course->capacity <= FEW || course->capacity < kept + kept / 4) return;
    CourseStep *steps = realloc(course->steps, kept * sizeof *steps);
    if (!steps) return; /* they stay where they are */
    course->steps = steps;
    course->capacity = kept;
}
