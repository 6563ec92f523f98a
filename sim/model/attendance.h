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

/* Does a machine with this luck (chance_luck_of its presence) come on this day? */
static inline bool attendance_is_lucky(uint8_t chance_percent, uint64_t luck, int32_t day) {
    return chance_high_product(100, chance_mix(luck ^ (uint64_t)day)) < chance_percent;
}

enum { ATTENDANCE_MOST = 256 };

/* Those who wait for a day on which they come. `at`, of each, is the minute from which on it waits, and
 * becomes the first in which it is there. */
typedef struct {
    Abreast abreast;
    int32_t *at; /* the caller's */
    size_t count;
    uint64_t lucks[ATTENDANCE_MOST];
    uint8_t waiting[ATTENDANCE_MOST]; /* their numbers; of those eight abreast, a bit for each */
    size_t waiting_count;             /* so many at most */
} Attendance;

/* Machines are given by their chance_of_machine. */
void attendance_begin(Attendance *attendance, Abreast abreast, const uint64_t of_machines[], int32_t at[],
                      size_t count);
void attendance_let_come(Attendance *attendance, OpenDay day);
/* Who still waits never comes. */
void attendance_end(Attendance *attendance);

#endif
