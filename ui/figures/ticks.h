/* ticks: at which minutes of a calendar, or since a start, an axis may have ticks, and what stands beside
 * them: from every minute to every hundred years. Leaves out: which of these fit (axis.h). */
#ifndef LEASELAB_FIGURES_TICKS_H
#define LEASELAB_FIGURES_TICKS_H

#include <stddef.h>

#include "sim/base/minutes.h"

/* Ticks stand at every n-th minute of the day, day, Monday, month or year; or since the start. */
typedef enum { TICKS_MINUTE, TICKS_DAY, TICKS_WEEK, TICKS_MONTH, TICKS_YEAR, TICKS_SINCE } TickUnit;

typedef struct {
    TickUnit unit;
    int32_t times;     /* n */
    int32_t about_min; /* from one to the next, at least */
} TickStep;

enum { TICK_LABEL = 24, CALENDAR_STEP_COUNT = 26, SINCE_STEP_COUNT = 26 };

/* Finest first. */
extern const TickStep CALENDAR_STEPS[CALENDAR_STEP_COUNT], SINCE_STEPS[SINCE_STEP_COUNT];

/* The first minute from `at` on where a tick stands; of the calendar, or of TICKS_SINCE the start. */
Minutes tick_next(TickStep step, Minutes at);
/* "06:00", "Tue 6 Jan", "5 Jan", "Jan", "2027"; "day 7", "1d12h". */
void tick_label(char out_label[TICK_LABEL], TickStep step, Minutes at, bool with_year);
/* Smaller ticks between those of a step of the calendar, without labels; the step itself: none. */
TickStep tick_minor(TickStep step);

#endif
