#include "ui/stage/gather.h"

#include <stdlib.h>
#include <string.h>

/* A message is in flight for so many thousandths of a second of playing; and when a second is longer than so
 * many minutes there is nothing to be seen of it. */
enum { FLIGHT_MS = 700, FLYING_MOST_MIN = 2 * 1440, MESSAGES_KEPT = 96 };

void gathered_free(Gathered *gathered) {
    free(gathered->messages);
    why_free(&gathered->why);
    free(gathered->census);
}

void gathered_forget(Gathered *gathered) {
    gathered->why_lane = gathered->census_lane = gathered->rates_lane = gathered->rows_lane = NULL;
}

/* ---- messages ----------------------------------------------------------------------------------------- */

typedef struct {
    Gathered *gathered;
    int32_t last_at;
    uint32_t rows; /* of the last minute that count */
} Listening;

/* Of too many the newest stay. */
static void keep(Gathered *gathered, const Row *row) {
    if (gathered->message_count == MESSAGES_KEPT) {
        memmove(gathered->messages, gathered->messages + 1, (MESSAGES_KEPT - 1) * sizeof *row);
        gathered->message_count--;
    }
    gathered->messages[gathered->message_count++] = *row;
}

static void hear(void *context, const Row *row) {
    Listening *listening = context;
    Gathered *gathered = listening->gathered;
    if (row->at == listening->last_at && gathered->place++ >= listening->rows) return;
    if (row->kind == ROW_ATTEMPT) keep(gathered, row);
}

static int32_t flight_of(const View *view) {
    if (!view->playing || view->still) return 0;
    const int32_t minutes = SPEEDS_MIN[view->speed] * FLIGHT_MS / 1000;
    return minutes > 0 ? minutes : 1;
}

static bool gather_messages(Gathered *gathered, Lane *lane, const View *view, Shown *out) {
    gathered->message_count = gathered->place = 0;
    out->flight_min = flight_of(view);
    if (out->plan->machine_count > MESSAGES_MOST || out->at < 0 || out->flight_min > FLYING_MOST_MIN)
        return true;
    if (!gathered->messages) gathered->messages = malloc(MESSAGES_KEPT * sizeof *gathered->messages);
    if (!gathered->messages) return false;
    Listening listening = {gathered, out->at, out->row};
    const RowSink sink = {hear, &listening, NULL};
    const int32_t from = out->at > out->flight_min ? out->at - out->flight_min : 0;
    if (!timeline_tell(lane->timeline, from, out->at, &sink)) return false;
    out->messages = gathered->messages;
    out->message_count = gathered->message_count;
    return true;
}

/* ---- the card ----------------------------------------------------------------------------------------- */

static bool is_same(Subject a, Subject b) {
    return a.kind == b.kind && a.index == b.index;
}

/* Of a large fleet it takes many seconds: only who asks for it gets it. */
static bool asks_why(const Plan *plan, const View *view) {
    return (plan->machine_count <= WHOLE_MOST || view->why) && view->selected.kind == SUBJECT_MACHINE &&
           !view->playing && !view->dragging && view->at >= 0;
}

/* The card is kept while it is asked for the same. */
static bool knows_why(const Gathered *gathered, const Lane *lane, const View *view) {
    return gathered->why_lane == lane && is_same(gathered->why_of, view->selected) &&
           gathered->why_at == view->at;
}

static bool tell_why(Gathered *gathered, Lane *lane, const View *view) {
    why_free(&gathered->why);
    gathered->why_lane = NULL;
    if (!why_tell(&gathered->why, lane->timeline, view->selected.index, view->at)) return false;
    gathered->why_lane = lane;
    gathered->why_of = view->selected;
    gathered->why_at = view->at;
    return true;
}

static bool gather_why(Gathered *gathered, Lane *lane, const View *view, Shown *out) {
    out->why_until = NEVER;
    if (!asks_why(out->plan, view)) return true;
    if (!knows_why(gathered, lane, view)) {
        int32_t until;
        if (!timeline_follow(lane->timeline, view->selected.index, view->at, &until)) return false;
        if (until < view->at) out->why_until = until;
        if (until < view->at) return true;
        if (!tell_why(gathered, lane, view)) return false;
    }
    out->why = &gathered->why;
    return true;
}

bool gather_on(const Gathered *gathered, Lane *lane, const View *view, Going *out) {
    int32_t until;
    *out = GOING_NOWHERE;
    if (!asks_why(lane_plan(lane), view) || knows_why(gathered, lane, view)) return true;
    if (!timeline_follow(lane->timeline, view->selected.index, view->at, &until)) return false;
    *out = until < view->at ? GOING_ON : GOING_IS_THERE;
    return true;
}

/* ---- many machines ------------------------------------------------------------------------------------ */

/* What each attempt of the last hour came to, where they are not shown one by one. */
static bool gather_rates(Gathered *gathered, Lane *lane, const View *view, Shown *out) {
    if (out->plan->machine_count <= MESSAGES_MOST || view->playing || view->dragging || out->at < 0)
        return true;
    if (gathered->rates_lane != lane || gathered->rates.to != out->at) {
        gathered->rates_lane = NULL;
        const int32_t from = out->at < HOUR_MIN ? 0 : out->at - (int32_t)HOUR_MIN + 1;
        if (!rates_take(&gathered->rates, lane->timeline, from, out->at)) return false;
        gathered->rates_lane = lane;
    }
    out->rates = &gathered->rates;
    return true;
}

/* Kept while the same minute is shown. */
static bool gather_census(Gathered *gathered, Lane *lane, const View *view, Shown *out) {
    if (out->plan->machine_count <= WHOLE_MOST || view->playing || view->dragging || out->at < 0) return true;
    if (gathered->census_lane != lane || gathered->census->at != out->at) {
        gathered->census_lane = NULL;
        if (!gathered->census) gathered->census = malloc(sizeof *gathered->census);
        const Run *run = timeline_run(lane->timeline, out->at);
        if (!gathered->census || !run || !census_take(gathered->census, run)) return false;
        gathered->census_lane = lane;
    }
    out->census = gathered->census;
    return true;
}

/* ---- the world ---------------------------------------------------------------------------------------- */

/* Comes last: what a timeline gives is good until it is asked again. */
static bool gather_world(Lane *lane, const View *view, Shown *out) {
    const bool is_small = out->plan->machine_count <= WHOLE_MOST;
    const uint32_t machine = view->selected.kind == SUBJECT_MACHINE ? view->selected.index : NO_MACHINE;
    const uint32_t row = out->row < out->rows ? out->row : ROW_END;
    if (!is_small && view->dragging) return true;
    if (!is_small) {
        out->head = timeline_glance(lane->timeline, out->at, row, machine, &out->selected);
        return out->head != NULL;
    }
    out->head = out->whole = timeline_seek(lane->timeline, out->at, row);
    if (out->head && machine != NO_MACHINE) out->selected = *world_machine(out->head, machine);
    return out->head != NULL;
}

/* Kept while the same minute is shown: in a large fleet many things happen in it. While one is dragged
 * through they are not counted: no row of a minute is shown then, and the way there takes half a second. */
static bool gather_rows(Gathered *gathered, Lane *lane, const View *view, Shown *out) {
    if (view->dragging && out->plan->machine_count > WHOLE_MOST) return true;
    if (gathered->rows_lane != lane || gathered->rows_at != out->at) {
        gathered->rows_lane = NULL;
        if (!timeline_rows(lane->timeline, out->at, &gathered->rows)) return false;
        gathered->rows_lane = lane;
        gathered->rows_at = out->at;
    }
    out->rows = gathered->rows;
    return true;
}

bool gather(Gathered *gathered, Lane *lane, const View *view, int32_t horizon_at, Shown *out) {
    *out = (Shown){.lane = lane,
                   .plan = lane_plan(lane),
                   .record = lane_record(lane),
                   .at = view->at,
                   .subject = view->selected,
                   .horizon_at = horizon_at};
    /* In the order in which the way there is gone once: by the last hour to the minute, then into it. */
    if (!gather_rates(gathered, lane, view, out) || !gather_rows(gathered, lane, view, out)) return false;
    out->row = view->row < out->rows ? view->row : out->rows;
    return gather_messages(gathered, lane, view, out) && gather_why(gathered, lane, view, out) &&
           gather_census(gathered, lane, view, out) && gather_world(lane, view, out);
}
