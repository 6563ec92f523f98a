/* stage_time: going anywhere, playing, and waiting for what is not known yet. */
#include "ui/stage/stage_inside.h"

/* Simulated minutes are counted in thousandths while it plays. */
enum { PARTS = 1000 };

int32_t stage_limit_at(const Stage *stage) {
    const Step *step = stage_step_shown(stage);
    if (step && stage->view.phase == STEP_ASKS) return step->at;
    if (step && stage->view.phase == STEP_REVEALS) return step->show;
    return stage_plan(stage)->run_min;
}

int32_t stage_horizon_at(const Stage *stage) {
    const Step *step = stage_step_shown(stage);
    const int32_t shown = stage_lane(stage)->shown_until;
    if (step && stage->view.phase == STEP_ASKS) return step->at < shown ? step->at : shown;
    if (step && stage->view.phase == STEP_REVEALS)
        return stage->view.at > step->at ? stage->view.at : step->at;
    return shown;
}

/* It is known. */
static void show(Stage *stage, Spot spot) {
    Lane *lane = stage_lane(stage);
    uint32_t rows = 0;
    if (spot.row != ROW_END && !timeline_rows(lane->timeline, spot.at, &rows)) stage->has_failed = true;
    stage->view.at = spot.at;
    stage->view.row = spot.row != ROW_END && spot.row >= rows ? ROW_END : spot.row;
    if (spot.at > lane->shown_until) lane->shown_until = spot.at;
    stage->has_changed = true;
}

void stage_go(Stage *stage, Spot spot) {
    const int32_t limit = stage_limit_at(stage), known = timeline_known(stage_lane(stage)->timeline);
    if (spot.at < 0) spot = (Spot){0, 0};
    if (spot.at > limit) spot = (Spot){limit, ROW_END};
    stage->waiting = WAIT_FOR_NOTHING;
    if (spot.at <= known) {
        show(stage, spot);
        return;
    }
    stage->waiting = WAIT_TO_SHOW;
    stage->goal = spot;
    stage->has_changed = true;
}

bool stage_note_limit(Stage *stage) {
    const View *view = &stage->view;
    if (view->playing || view->at < stage_limit_at(stage) || view->row != ROW_END) return false;
    if (stage_step_shown(stage) && view->phase == STEP_ASKS)
        stage_note(stage, "A question is open: answer it, or PgDn shows what happens.");
    else
        stage_note(stage, "The run ends here: Home goes to its start.");
    return true;
}

/* ---- playing ------------------------------------------------------------------------------------------ */

void stage_pause(Stage *stage) {
    stage->view.playing = false;
    stage->view.part_milliminutes = 0;
    stage->view.play_to = NEVER;
    if (stage->speed_before >= 0) stage->view.speed = stage->speed_before;
    stage->speed_before = -1;
    stage->has_changed = true;
}

void stage_play(Stage *stage, int32_t until) {
    stage->view.playing = true;
    stage->view.play_to = until;
    stage->has_changed = true;
}

static int32_t end_of_playing(const Stage *stage) {
    const int32_t limit = stage_limit_at(stage);
    return stage->view.play_to < limit ? stage->view.play_to : limit;
}

void stage_pass_time(Stage *stage, int32_t ms) {
    View *view = &stage->view;
    if (!view->playing || stage->waiting != WAIT_FOR_NOTHING) return;
    const int64_t parts = view->part_milliminutes + (int64_t)ms * SPEEDS_MIN[view->speed];
    const int32_t known = timeline_known(stage_lane(stage)->timeline), end = end_of_playing(stage);
    int64_t at = view->at + parts / PARTS;
    view->part_milliminutes = (int32_t)(parts % PARTS);
    stage->has_changed = true;
    if (at > known && known < end) { /* it plays on when more is known */
        at = known > view->at ? known : view->at;
        view->part_milliminutes = 0;
    }
    if (at > view->at) show(stage, (Spot){(int32_t)(at < end ? at : end), ROW_END});
    if (view->at < end) return;
    const bool reveals = view->phase == STEP_REVEALS && view->step != NO_STEP;
    stage_pause(stage);
    if (reveals) stage_judge(stage);
}

/* ---- steps -------------------------------------------------------------------------------------------- */

void stage_step(Stage *stage, bool forward) {
    Spot spot = {stage->view.at, stage->view.row};
    Lane *lane = stage_lane(stage);
    stage_pause(stage);
    if (!(forward ? travel_forward(lane, stage_limit_at(stage), &spot) : travel_back(lane, &spot)))
        stage->has_failed = true;
    else
        stage_go(stage, spot);
}

void stage_seek_meaning(Stage *stage, bool forward) {
    stage_pause(stage);
    if (!forward) {
        const int32_t at = travel_last_meaning(stage_lane(stage), stage->view.at);
        stage_go(stage, at < 0 ? (Spot){0, 0} : (Spot){at, ROW_END});
        return;
    }
    stage->waiting = WAIT_FOR_MEANING;
    stage->has_changed = true;
    stage_wait_on(stage);
}

/* ---- waiting ------------------------------------------------------------------------------------------ */

static void look_for_meaning(Stage *stage, int32_t known) {
    const int32_t limit = stage_limit_at(stage), until = known < limit ? known : limit;
    const int32_t next = travel_next_meaning(stage_lane(stage), stage->view.at, until);
    if (next != NEVER)
        stage_go(stage, (Spot){next, ROW_END});
    else if (known >= limit)
        stage_go(stage, (Spot){limit, ROW_END});
}

void stage_wait_on(Stage *stage) {
    const int32_t known = timeline_known(stage_lane(stage)->timeline);
    if (stage->waiting == WAIT_TO_SHOW && known >= stage->goal.at) stage_go(stage, stage->goal);
    if (stage->waiting == WAIT_FOR_MEANING) look_for_meaning(stage, known);
    if (stage->wants_verdict && stage->waiting == WAIT_FOR_NOTHING && known >= stage_plan(stage)->run_min)
        stage_give_verdict(stage);
}
