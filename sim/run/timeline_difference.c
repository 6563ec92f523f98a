/* timeline_difference: where two timelines first differ, as they would be written in a trace. */
#include "sim/run/timeline.h"

#include <string.h>

#include "sim/run/trace.h"

/* The rows of one minute as text. */
typedef struct {
    const Plan *plan;
    Text rows;
} Minute;

static void write_row(void *context, const Row *row) {
    Minute *minute = context;
    trace_json(&minute->rows, minute->plan, row);
}

static bool write_minute(Timeline *timeline, int32_t at, Minute *minute) {
    const RowSink sink = {write_row, minute, NULL};
    text_clear(&minute->rows);
    return timeline_tell(timeline, at, at, &sink) && !minute->rows.failed;
}

/* Which line of two texts is the first that differs; they differ. */
static uint32_t different_line(const Text *a, const Text *b) {
    uint32_t line = 0;
    for (size_t i = 0; i < a->length && i < b->length && a->bytes[i] == b->bytes[i]; i++)
        line += a->bytes[i] == '\n';
    return line;
}

static bool same_text(const Text *a, const Text *b) {
    return a->length == b->length && (a->length == 0 || memcmp(a->bytes, b->bytes, a->length) == 0);
}

bool timeline_first_difference(Timeline *a, Timeline *b, int32_t *out_at, uint32_t *out_row) {
    const Plan *plan_a = timeline_plan(a), *plan_b = timeline_plan(b);
    const int32_t last = plan_a->run_min > plan_b->run_min ? plan_a->run_min : plan_b->run_min;
    Minute of_a = {.plan = plan_a}, of_b = {.plan = plan_b};
    bool good = true, same = true;
    int32_t at = timeline_shared_until(a, b);
    while (good && same && at < last) {
        at++;
        good = write_minute(a, at, &of_a) && write_minute(b, at, &of_b);
        same = same_text(&of_a.rows, &of_b.rows);
    }
    *out_at = same ? NEVER : at;
    *out_row =
        same || of_a.rows.length == 0 || of_b.rows.length == 0 ? 0 : different_line(&of_a.rows, &of_b.rows);
    text_free(&of_a.rows);
    text_free(&of_b.rows);
    return good;
}
