/* course: how one number went over time, as steps: machines in a state, ids a host remembers.
 *
 *     5 ─┐     ┌──        a step for each minute at whose end the number is another than a minute before;
 *        └──┐  │          asking costs a search by halves
 *     3     └──┘
 *
 * A course may begin as a branch of another: up to a minute it is the other, and holds nothing of it itself.
 * Where there are too many steps it is thinned: in each piece of time of `resolution` minutes (0 … r-1,
 * r … 2r-1, …) only the first and last step, a lowest and a highest are left, so that for the piece the first
 * value, the last, the least and the most stay exact. Leaves out: of what it is the course (record.h). */
#ifndef LEASELAB_RUN_COURSE_H
#define LEASELAB_RUN_COURSE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
    int32_t at, value; /* at the end of minute `at`, and until the next step */
} CourseStep;

/* Owns its steps; the parent outlives it. */
typedef struct Course {
    const struct Course *parent; /* up to the end of minute from_at; or NULL */
    int32_t from_at;             /* minute before its own steps … */
    int32_t base;                /* … and the value then */
    CourseStep *steps;           /* in order of time, all after from_at */
    uint32_t count, capacity;
} Course;

/* The minutes of a bin: from first_at to last_at, both included. */
typedef struct {
    int32_t first_at, last_at;
    int32_t first, last, least, most; /* of the values at the end of each of them */
} Bin;

/* Minutes from … to, both included, cut into `count` bins as equal as can be: the minutes of one. Where there
 * are fewer minutes than bins, several bins are of one minute. */
int32_t bin_first_at(int32_t from, int32_t to, uint32_t count, uint32_t bin);
int32_t bin_last_at(int32_t from, int32_t to, uint32_t count, uint32_t bin);
/* The first bin whose last minute is `at` or later; `at` is one of the minutes. */
uint32_t bin_of(int32_t from, int32_t to, uint32_t count, int32_t at);

void course_begin(Course *course, int32_t value); /* before minute 0 */
/* The parent's course up to the end of minute `at`. */
void course_branch(Course *course, const Course *parent, int32_t at);
void course_destroy(Course *course);

/* From the end of minute `at` on it is `value`; minutes come in order, each once. A step only where the
 * number changes. False: out of memory. */
bool course_add(Course *course, int32_t at, int32_t value);
/* The newest value. */
int32_t course_now(const Course *course);

/* The value at the end of minute `at`; before minute 0 (-1) too. */
int32_t course_at(const Course *course, int32_t at);
/* The first step after the end of minute `at`; false: there is none. */
bool course_next(const Course *course, int32_t at, CourseStep *out);
/* What the values are in each of `count` bins of these minutes. Costs the steps of these minutes. */
void course_bins(const Course *course, int32_t from, int32_t to, uint32_t count, Bin out[]);

/* Thins its own steps; gives back memory it does not need. */
void course_thin(Course *course, int32_t resolution);

#endif
