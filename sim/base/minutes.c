#include "sim/base/minutes.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "sim/base/check.h"

const char *const WEEKDAY_NAMES[7] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

static const struct {
    char letter;
    Minutes length_min;
} UNITS[] = {{'y', YEAR_MIN}, {'w', WEEK_MIN}, {'d', DAY_MIN}, {'h', HOUR_MIN}, {'m', 1}};

enum { UNIT_COUNT = sizeof UNITS / sizeof UNITS[0] };

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static int unit_index(char letter) {
    for (int i = 0; i < UNIT_COUNT; i++)
        if (UNITS[i].letter == letter) return i;
    return -1;
}

/* Where a number should begin; `5days` and `5min` come here behind their first letter. */
static DurationError why_no_number(char c, bool behind_unit) {
    if (behind_unit && ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))) return DURATION_UNKNOWN_UNIT;
    switch (c) {
    case '-':
    case '+': return DURATION_SIGN;
    case ' ': return DURATION_SPACE;
    case '.':
    case ',': return DURATION_NOT_WHOLE;
    default: return DURATION_MALFORMED;
    }
}

static DurationError why_no_unit(char c) {
    if (c == '.' || c == ',') return DURATION_NOT_WHOLE;
    if (c == ' ') return DURATION_SPACE;
    return DURATION_UNKNOWN_UNIT;
}

DurationError duration_parse(const char *text, size_t length, Minutes *out_min) {
    if (length == 0) return DURATION_EMPTY;
    Minutes total = 0;
    int last_unit = -1;
    size_t i = 0;
    while (i < length) {
        if (!is_digit(text[i])) return why_no_number(text[i], i > 0);
        Minutes figure = 0;
        for (; i < length && is_digit(text[i]); i++) {
            figure = figure * 10 + (text[i] - '0');
            if (figure > LONGEST_MIN) figure = LONGEST_MIN + 1; /* stays too long, cannot overflow */
        }
        if (i == length) return DURATION_NO_UNIT;
        int unit = unit_index(text[i]);
        if (unit < 0) return why_no_unit(text[i]);
        if (unit == last_unit) return DURATION_REPEATED;
        if (unit < last_unit) return DURATION_ORDER;
        last_unit = unit;
        i++;
        total += figure * UNITS[unit].length_min;
        if (total > LONGEST_MIN) return DURATION_TOO_LONG;
    }
    *out_min = total;
    return DURATION_OK;
}

const char *duration_error_text(DurationError error) {
    switch (error) {
    case DURATION_OK: return "nothing is wrong";
    case DURATION_EMPTY: return "nothing is written there";
    case DURATION_NO_UNIT: return "the unit is missing: which of y w d h m?";
    case DURATION_UNKNOWN_UNIT: return "the units are y w d h m, one small letter each";
    case DURATION_NOT_WHOLE: return "only whole numbers: write 1d12h, not 1.5d";
    case DURATION_SIGN: return "a duration has no sign";
    case DURATION_SPACE: return "a duration has no spaces";
    case DURATION_REPEATED: return "each unit at most once";
    case DURATION_ORDER: return "the largest unit comes first";
    case DURATION_TOO_LONG: return "it is longer than 100y";
    case DURATION_MALFORMED: return "a whole number comes first";
    }
    CHECK(!"a DurationError");
}

void duration_format(Minutes length_min, char out_text[DURATION_TEXT]) {
    size_t used = 0;
    if (length_min < 0) {
        out_text[used++] = '-';
        length_min = -length_min;
    }
    const size_t sign = used;
    for (int i = 2; i < UNIT_COUNT; i++) {
        const Minutes figure = length_min / UNITS[i].length_min;
        length_min %= UNITS[i].length_min;
        if (figure == 0 && !(UNITS[i].letter == 'm' && used == sign)) continue;
        used +=
            (size_t)snprintf(out_text + used, DURATION_TEXT - used, "%" PRId64 "%c", figure, UNITS[i].letter);
    }
}

/* Days from civil and back: Howard Hinnant's "chrono-compatible low-level date algorithms" explain the
 * idea of a year that begins in March and of eras of 400 years. */
static int64_t days_from_civil(int64_t year, int month, int day) {
    year -= month <= 2;
    const int64_t era = (year >= 0 ? year : year - 399) / 400;
    const int64_t year_of_era = year - era * 400;
    const int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    const int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

static int64_t floor_days(Minutes calendar_at) {
    const int64_t days = calendar_at / DAY_MIN;
    return calendar_at % DAY_MIN < 0 ? days - 1 : days;
}

Minutes calendar_minutes(CalendarTime time) {
    return days_from_civil(time.year, time.month, time.day) * DAY_MIN + time.hour * HOUR_MIN + time.minute;
}

CalendarTime calendar_time(Minutes calendar_at) {
    const int64_t days = floor_days(calendar_at);
    const int64_t of_day = calendar_at - days * DAY_MIN;
    const int64_t shifted = days + 719468;
    const int64_t era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
    const int64_t day_of_era = shifted - era * 146097;
    const int64_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    const int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const int64_t month_from_march = (5 * day_of_year + 2) / 153;
    CalendarTime time;
    time.day = (int)(day_of_year - (153 * month_from_march + 2) / 5 + 1);
    time.month = (int)(month_from_march < 10 ? month_from_march + 3 : month_from_march - 9);
    time.year = year_of_era + era * 400 + (time.month <= 2);
    time.hour = (int)(of_day / HOUR_MIN);
    time.minute = (int)(of_day % HOUR_MIN);
    return time;
}

int calendar_weekday(Minutes calendar_at) {
    const int64_t days = floor_days(calendar_at) + 3; /* 1970-01-01 was a Thursday */
    return (int)((days % 7 + 7) % 7);
}

static bool digits(const char *text, int count, int *out) {
    int value = 0;
    for (int i = 0; i < count; i++) {
        if (!is_digit(text[i])) return false;
        value = value * 10 + (text[i] - '0');
    }
    *out = value;
    return true;
}

bool clock_parse(const char *text, size_t length, int *out_minute_of_day) {
    int hour, minute;
    if (length != 5 || text[2] != ':' || !digits(text, 2, &hour) || !digits(text + 3, 2, &minute))
        return false;
    if (minute > 59 || hour > 24 || (hour == 24 && minute > 0)) return false;
    *out_minute_of_day = hour * (int)HOUR_MIN + minute;
    return true;
}

bool calendar_parse(const char *text, size_t length, Minutes *out_calendar_at) {
    int year, month, day, of_day;
    if (length != 16 || text[4] != '-' || text[7] != '-' || text[10] != ' ') return false;
    if (!digits(text, 4, &year) || !digits(text + 5, 2, &month) || !digits(text + 8, 2, &day)) return false;
    if (!clock_parse(text + 11, 5, &of_day) || of_day == DAY_MIN) return false;
    if (year < 1 || month < 1 || month > 12 || day < 1) return false;
    const CalendarTime wanted = {.year = year, .month = month, .day = day};
    const Minutes at = calendar_minutes(wanted);
    const CalendarTime back = calendar_time(at); /* 30 February comes back as another day */
    if (back.month != month || back.day != day) return false;
    *out_calendar_at = at + of_day;
    return true;
}

void calendar_format(Minutes calendar_at, char out_text[CALENDAR_TEXT]) {
    static const char *const WEEKDAYS[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    static const char *const MONTHS[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const CalendarTime time = calendar_time(calendar_at);
    snprintf(out_text, CALENDAR_TEXT, "%s %d %s %" PRId64 " %02d:%02d",
             WEEKDAYS[calendar_weekday(calendar_at)], time.day, MONTHS[time.month - 1], time.year, time.hour,
             time.minute);
}
