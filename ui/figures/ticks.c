#include "ui/figures/ticks.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

const TickStep CALENDAR_STEPS[CALENDAR_STEP_COUNT] = {
    {TICKS_MINUTE, 1, 1},           {TICKS_MINUTE, 2, 2},
    {TICKS_MINUTE, 5, 5},           {TICKS_MINUTE, 10, 10},
    {TICKS_MINUTE, 15, 15},         {TICKS_MINUTE, 30, 30},
    {TICKS_MINUTE, 60, 60},         {TICKS_MINUTE, 120, 120},
    {TICKS_MINUTE, 180, 180},       {TICKS_MINUTE, 360, 360},
    {TICKS_MINUTE, 720, 720},       {TICKS_DAY, 1, 1440},
    {TICKS_DAY, 2, 2 * 1440},       {TICKS_WEEK, 1, 7 * 1440},
    {TICKS_WEEK, 2, 14 * 1440},     {TICKS_MONTH, 1, 28 * 1440},
    {TICKS_MONTH, 2, 59 * 1440},    {TICKS_MONTH, 3, 90 * 1440},
    {TICKS_MONTH, 6, 181 * 1440},   {TICKS_YEAR, 1, 365 * 1440},
    {TICKS_YEAR, 2, 730 * 1440},    {TICKS_YEAR, 5, 5 * 365 * 1440},
    {TICKS_YEAR, 10, 3650 * 1440},  {TICKS_YEAR, 20, 7300 * 1440},
    {TICKS_YEAR, 50, 18250 * 1440}, {TICKS_YEAR, 100, 36500 * 1440},
};

#define SINCE(minutes)                                                                                       \
    { TICKS_SINCE, minutes, minutes }
const TickStep SINCE_STEPS[SINCE_STEP_COUNT] = {
    SINCE(1),
    SINCE(2),
    SINCE(5),
    SINCE(10),
    SINCE(15),
    SINCE(30),
    SINCE(60),
    SINCE(120),
    SINCE(180),
    SINCE(360),
    SINCE(720),
    SINCE(1440),
    SINCE(2 * 1440),
    SINCE(7 * 1440),
    SINCE(14 * 1440),
    SINCE(30 * 1440),
    SINCE(60 * 1440),
    SINCE(90 * 1440),
    SINCE(180 * 1440),
    SINCE(360 * 1440),
    SINCE(720 * 1440),
    SINCE(1800 * 1440),
    SINCE(3600 * 1440),
    SINCE(7200 * 1440),
    SINCE(18000 * 1440),
    SINCE(36000 * 1440),
};
#undef SINCE

static int64_t floor_divide(int64_t a, int64_t b) {
    return a / b - (a % b < 0);
}

/* Which unit a calendar minute lies in, counted from 1970 … */
static int64_t unit_of(TickUnit unit, Minutes at) {
    const CalendarTime time = calendar_time(at);
    switch (unit) {
    case TICKS_MINUTE:
    case TICKS_SINCE: break;
    case TICKS_DAY: return floor_divide(at, DAY_MIN);
    case TICKS_WEEK: return floor_divide(floor_divide(at, DAY_MIN) - calendar_weekday(at), 7);
    case TICKS_MONTH: return time.year * 12 + time.month - 1;
    case TICKS_YEAR: return time.year;
    }
    return at;
}

/* … and where that begins. Weeks begin on Mondays; the first of 1970 was the 5th of January. */
static Minutes unit_begins(TickUnit unit, int64_t number) {
    switch (unit) {
    case TICKS_MINUTE:
    case TICKS_SINCE: break;
    case TICKS_DAY: return number * DAY_MIN;
    case TICKS_WEEK: return (number * 7 + 4) * DAY_MIN;
    case TICKS_MONTH:
        return calendar_minutes((CalendarTime){floor_divide(number, 12),
                                               (int)(number - floor_divide(number, 12) * 12) + 1, 1, 0, 0});
    case TICKS_YEAR: return calendar_minutes((CalendarTime){number, 1, 1, 0, 0});
    }
    return number;
}

Minutes tick_next(TickStep step, Minutes at) {
    int64_t number = floor_divide(unit_of(step.unit, at), step.times) * step.times;
    while (unit_begins(step.unit, number) < at) number += step.times;
    return unit_begins(step.unit, number);
}

/* The words of "Mon 6 Jul 2026 08:00". */
typedef struct {
    char bytes[CALENDAR_TEXT];
    const char *weekday, *day, *month, *year, *clock;
} Words;

static void split(Minutes at, Words *out) {
    const char **words[] = {&out->weekday, &out->day, &out->month, &out->year, &out->clock};
    char *rest = out->bytes;
    calendar_format(at, out->bytes);
    for (int i = 0; i < 5; i++) {
        *words[i] = rest;
        rest += strcspn(rest, " ");
        if (*rest) *rest++ = '\0';
    }
}

static void write_calendar(char out[TICK_LABEL], TickStep step, Minutes at, bool with_year) {
    Words words;
    split(at, &words);
    const char *space = with_year ? " " : "", *year = with_year ? words.year : "";
    const bool is_midnight = at == unit_begins(TICKS_DAY, unit_of(TICKS_DAY, at));
    if (step.unit == TICKS_YEAR)
        snprintf(out, TICK_LABEL, "%s", words.year);
    else if (step.unit == TICKS_MONTH)
        snprintf(out, TICK_LABEL, "%s%s%s", words.month, space, year);
    else if (step.unit == TICKS_WEEK)
        snprintf(out, TICK_LABEL, "%s %s%s%s", words.day, words.month, space, year);
    else if (step.unit == TICKS_DAY || is_midnight)
        snprintf(out, TICK_LABEL, "%s %s %s%s%s", words.weekday, words.day, words.month, space, year);
    else
        snprintf(out, TICK_LABEL, "%s", words.clock);
}

static void write_since(char out[TICK_LABEL], TickStep step, Minutes at) {
    char length[DURATION_TEXT];
    duration_format(at, length);
    if (step.about_min >= DAY_MIN && at % DAY_MIN == 0)
        snprintf(out, TICK_LABEL, "day %" PRId64, at / DAY_MIN);
    else
        snprintf(out, TICK_LABEL, "%.20s", at == 0 ? "0d" : length);
}

void tick_label(char out_label[TICK_LABEL], TickStep step, Minutes at, bool with_year) {
    if (step.unit == TICKS_SINCE)
        write_since(out_label, step, at);
    else
        write_calendar(out_label, step, at, with_year);
}

TickStep tick_minor(TickStep step) {
    static const TickStep HOURS = {TICKS_MINUTE, 360, 360}, DAYS = {TICKS_DAY, 1, 1440},
                          WEEKS = {TICKS_WEEK, 1, 7 * 1440}, MONTHS = {TICKS_MONTH, 1, 28 * 1440},
                          YEARS = {TICKS_YEAR, 1, 365 * 1440}, DECADES = {TICKS_YEAR, 10, 3650 * 1440};
    switch (step.unit) {
    case TICKS_MINUTE:
    case TICKS_SINCE: break;
    case TICKS_DAY: return step.times == 1 ? HOURS : DAYS;
    case TICKS_WEEK: return step.times == 1 ? DAYS : WEEKS;
    case TICKS_MONTH: return step.times == 1 ? step : MONTHS;
    case TICKS_YEAR: return step.times == 1 ? MONTHS : step.times <= 20 ? YEARS : DECADES;
    }
    return step;
}
