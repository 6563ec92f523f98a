/* attendance: who of many machines comes on a day, if the luck of the day is asked: one after the other or
 * eight abreast. Leaves out: which days and hours there are (timetable.h). */
#ifndef LEASELAB_MODEL_ATTENDANCE_H
#define LEASELAB_MODEL_ATTENDANCE_H

#include <stdbool.h>
#include <stddef.h>

#include "sim/base/abreast.h"
#include "sim/base/chance.h"

/* Who comes on it is there from minute `opens` up to, not including, `closes`. */
typedef struct {
    int32_t day, opens, closes;
    uint8_t chance_percent; /* 100: all come */
} OpenDay;

/* The luck of a day below which a machine comes (MODEL.md 5): a draw of 100 is below `percent` exactly where
 * its 64 bits are below percent * 2^64 / 100, rounded up. 0 … 99. */
static inline uint64_t attendance_bound(uint8_t percent) {
    const uint64_t hundredth = UINT64_MAX / 100, rest = UINT64_MAX % 100 + 1;
    return percent * hundredth + (percent * rest + 99) / 100;
}

/* Does a machine with this luck (chance_luck_of its presence) come on this day? Less than 100 percent do. */
static inline bool attendance_is_lucky(uint64_t bound, uint64_t luck, int32_t day) {
    return chance_mix(luck ^ (uint64_t)day) < bound;
}

enum { ATTENDANCE_MOST = 256 };

/* Those who wait for a day on which they come. `from`, of each, is the minute from which on it waits, and
 * `at` the first in which it is there, once it waits no more. They are not the same array: eight minutes that
 * were just written in part are slow to read. */
typedef struct {
    uint64_t lucks[ATTENDANCE_MOST]; /* first: eight of them are read faster where 64 bytes begin */
    Abreast abreast;
    const int32_t *from; /* the caller's, like `at` */
    int32_t *at;
    size_t count, waiting_count;      /* so many wait at most */
    uint32_t eights;                  /* a bit for each eight abreast among whom one waits */
    uint8_t waiting[ATTENDANCE_MOST]; /* their numbers; of those eight abreast, a bit for each */
} Attendance;

/* Machines are given by their chance_of_machine. Answers the first minute from which on one waits; NEVER of
 * none. */
int32_t attendance_begin(Attendance *attendance, Abreast abreast, const uint64_t of_machines[],
                         const int32_t *restrict from, int32_t *restrict at, size_t count);
void attendance_let_come(Attendance *attendance, OpenDay day);
/* Who still waits never comes. */
void attendance_end(Attendance *attendance);

#endif
