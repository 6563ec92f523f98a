/* timetable: when a machine is present: on which days of the week, from when to when, and with what chance.
 * Answers for any minute without keeping anything, so that no switch of a machine costs an event.
 * Leaves out: the power switch (machine.h). */
#ifndef LEASELAB_MODEL_TIMETABLE_H
#define LEASELAB_MODEL_TIMETABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sim/base/abreast.h"

typedef struct {
    bool always;  /* present in every minute; nothing below counts */
    uint8_t days; /* bit 0 Monday … bit 6 Sunday */
    int16_t from_min,
        to_min;             /* minutes of a day, 0 <= from < to <= 1440; present up to, not including, `to` */
    uint8_t chance_percent; /* that it comes at all on such a day: 0 to 100 */
} Timetable;

/* Ties minute 0 to a day and gives the luck of the days. */
typedef struct {
    int32_t start_of_day_min; /* minute of the calendar day at which the run starts */
    int start_weekday;        /* 0 Monday */
    uint64_t mixed_seed;      /* chance_mix of the seed */
} DayBook;

bool timetable_present(const Timetable *table, const DayBook *book, uint32_t machine, int32_t at);

/* Why it is not present; what holds for the whole day comes first. */
typedef enum { ABSENCE_NONE, ABSENCE_WEEKDAY, ABSENCE_CHANCE, ABSENCE_HOURS, ABSENCE_COUNT } Absence;
Absence timetable_absence(const Timetable *table, const DayBook *book, uint32_t machine, int32_t at);

/* First minute in from..last in which the machine is present; NEVER when there is none. */
int32_t timetable_next_present(const Timetable *table, const DayBook *book, uint32_t machine, int32_t from,
                               int32_t last);

/* The same for up to ATTENDANCE_MOST machines of a table that is not `always`, each given by its
 * chance_of_machine and its `from`. Several times as fast for many who are there on the same days, because
 * nothing waits for the luck of the one before. */
void timetable_next_present_of_many(const Timetable *table, const DayBook *book, Abreast abreast,
                                    const uint64_t of_machines[], const int32_t *restrict from, size_t count,
                                    int32_t last, int32_t *restrict out_at);

/* First minute in from..last in which it is present and was not the minute before; NEVER when there is none.
 */
int32_t timetable_next_coming(const Timetable *table, const DayBook *book, uint32_t machine, int32_t from,
                              int32_t last);

#endif
