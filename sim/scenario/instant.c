#include "sim/scenario/instant.h"

#include <stdio.h>
#include <string.h>

bool instant_is_calendar(const char *text) {
    return strchr(text, ':') || (strlen(text) >= 8 && text[4] == '-');
}

static InstantError parse_calendar(Minutes start, const char *text, Minutes *out_at,
                                   char reason[INSTANT_REASON]) {
    Minutes calendar;
    if (!calendar_parse(text, strlen(text), &calendar)) {
        snprintf(reason, INSTANT_REASON, "is no calendar time");
        return INSTANT_NO_CALENDAR_TIME;
    }
    if (calendar < start) {
        char first[CALENDAR_TEXT];
        calendar_format(start, first);
        snprintf(reason, INSTANT_REASON, "is before the start (%s)", first);
        return INSTANT_BEFORE_START;
    }
    *out_at = calendar - start;
    return INSTANT_OK;
}

static InstantError parse_duration(const char *text, Minutes *out_at, char reason[INSTANT_REASON]) {
    const DurationError error = duration_parse(text, strlen(text), out_at);
    if (error == DURATION_OK) return INSTANT_OK;
    snprintf(reason, INSTANT_REASON, "is not a duration: %s", duration_error_text(error));
    return INSTANT_NO_DURATION;
}

InstantError instant_parse(Minutes start, int32_t most, const char *text, int32_t *out_at,
                           char out_reason[INSTANT_REASON]) {
    Minutes at;
    const InstantError error = instant_is_calendar(text) ? parse_calendar(start, text, &at, out_reason)
                                                         : parse_duration(text, &at, out_reason);
    if (error != INSTANT_OK) return error;
    if (at > most) {
        char end[DURATION_TEXT];
        duration_format(most, end);
        snprintf(out_reason, INSTANT_REASON, "is after %s (%s)",
                 most == LONGEST_MIN ? "the longest time there is" : "the end of the run", end);
        return INSTANT_TOO_LATE;
    }
    *out_at = (int32_t)at;
    return INSTANT_OK;
}
