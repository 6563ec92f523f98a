/* minutes: time as whole minutes, read from text and written back, and tied to a calendar.
 * Leaves out: who waits how long for what (sim/model). There is no clock here. */
#ifndef LEASELAB_BASE_MINUTES_H
#define LEASELAB_BASE_MINUTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sim/base/check.h"

typedef int64_t Minutes;

#define HOUR_MIN    INT64_C(60)
#define DAY_MIN     INT64_C(1440)
#define WEEK_MIN    INT64_C(10080)
#define YEAR_MIN    INT64_C(525600)
#define LONGEST_MIN (100 * YEAR_MIN) /* no duration and no run is longer */

/* Inside the hot world a minute is 32 bits: 100 years and a lease of 100 years more fit well. */
#define NEVER INT32_MAX /* as a point in time: it does not come */
#define NONE  (-1)      /* as a length: there is no such figure */

/* Where times are added: 32 bits hold all that the limits allow, and what never comes is not added to. A sum
 * that is made without says why it is in range. */
static inline int32_t later(int32_t at, int32_t length_min) {
    CHECK(length_min >= 0 && at < NEVER - length_min);
    return at + length_min;
}

typedef enum {
    DURATION_OK,
    DURATION_EMPTY,
    DURATION_NO_UNIT,
    DURATION_UNKNOWN_UNIT,
    DURATION_NOT_WHOLE,
    DURATION_SIGN,
    DURATION_SPACE,
    DURATION_REPEATED,
    DURATION_ORDER,
    DURATION_TOO_LONG,
    DURATION_MALFORMED
} DurationError;

/* Reads `2d`, `1d12h`, `90m`: whole numbers with the units y w d h m, largest first, each at most once,
 * 0 to 100 years. `text` need not end in NUL. Leaves *out_min alone unless it answers DURATION_OK. */
DurationError duration_parse(const char *text, size_t length, Minutes *out_min);
/* What was wrong, as half a sentence ("the unit is missing"). */
const char *duration_error_text(DurationError error);

enum { DURATION_TEXT = 40, CALENDAR_TEXT = 40 };

/* Writes the form that duration_parse reads, largest unit d: 0m, 2h, 1d12h, 182d. Negative: with a -. */
void duration_format(Minutes length_min, char out_text[DURATION_TEXT]);

/* Calendar minutes count from 1970-01-01 00:00, proleptic Gregorian, no time zone. */
typedef struct {
    int64_t year;
    int month, day, hour, minute; /* month and day from 1 */
} CalendarTime;

Minutes calendar_minutes(CalendarTime time);
CalendarTime calendar_time(Minutes calendar_at);
/* 0 is Monday. */
int calendar_weekday(Minutes calendar_at);
/* Reads "YYYY-MM-DD HH:MM" (years 1 to 9999). False when it is not that or no such day exists. */
bool calendar_parse(const char *text, size_t length, Minutes *out_calendar_at);
/* Reads "HH:MM", 00:00 to 24:00, as minutes of a day. */
bool clock_parse(const char *text, size_t length, int *out_minute_of_day);
/* "Mon 6 Jul 2026 08:00" */
void calendar_format(Minutes calendar_at, char out_text[CALENDAR_TEXT]);
/* "mon" … "sun" */
extern const char *const WEEKDAY_NAMES[7];

#endif
