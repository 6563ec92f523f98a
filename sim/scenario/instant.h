/* instant: a point in time as people write it: a duration since the start, or a calendar time. One rule and
 * one wording for files and for options of the command line. */
#ifndef LEASELAB_SCENARIO_INSTANT_H
#define LEASELAB_SCENARIO_INSTANT_H

#include "sim/base/minutes.h"

typedef enum {
    INSTANT_OK,
    INSTANT_NO_DURATION,
    INSTANT_NO_CALENDAR_TIME,
    INSTANT_BEFORE_START,
    INSTANT_TOO_LATE,
    INSTANT_ERROR_COUNT
} InstantError;

enum { INSTANT_REASON = 160 };

/* Is it written as a calendar time? Then it means something only where the start is known. */
bool instant_is_calendar(const char *text);

/* Reads `text`, at most `most` minutes after `start` (calendar minutes). Leaves *out_at alone and says why in
 * out_reason ("is not a duration: …") unless it answers INSTANT_OK. */
InstantError instant_parse(Minutes start, int32_t most, const char *text, int32_t *out_at,
                           char out_reason[INSTANT_REASON]);

#endif
