/* stage_lesson: the steps of a lesson. A question goes: asked (what is to come is hidden everywhere),
 * answered (it plays to where it shows), told (which choice was true, and of an example why;
 * the run is the key). */
#include "ui/stage/stage_inside.h"

#include "sim/run/verdict.h"

/* A reveal plays for at most so many seconds. */
enum { REVEAL_SECONDS = 6 };

const Step *stage_step_shown(const Stage *stage) {
    return stage_is_open(stage) && stage->view.step != NO_STEP ? &stage_plan(stage)->steps[stage->view.step]
                                                               : NULL;
}

/* ---- what an answer points out ------------------------------------------------------------------------ */

static bool is_same(Subject a, Subject b) {
    return a.kind == b.kind && a.index == b.index;
}

/* The inspector tells of an example why the answer is true, unless somebody looks at something else. */
static void point_out(Stage *stage) {
    View *view = &stage->view;
    const Plan *plan = stage_plan(stage);
    if (stage->true_choice < 0 || view->selected.kind != SUBJECT_NONE || plan->machine_count > WHOLE_MOST)
        return;
    const uint32_t choice = stage_step_shown(stage)->first_choice + (uint32_t)stage->true_choice;
    const Claim *claim = &plan->claims[plan->choices[choice].claim];
    if (claim->about == CLAIM_HOST_COUNT) {
        stage->pointed_out = (Subject){SUBJECT_HOST, (uint32_t)claim->host};
    } else {
        const Run *then = timeline_run(stage_lane(stage)->timeline, view->at);
        if (!then) {
            stage->has_failed = true;
            return;
        }
        stage->pointed_out = (Subject){SUBJECT_MACHINE, verdict_example(claim, then)};
        view->why = true;
    }
    view->selected = stage->pointed_out;
    view->inspector_top = 0;
    view->inspector_link = NO_LINK;
}

void stage_point_out_nothing(Stage *stage) {
    View *view = &stage->view;
    const Subject pointed_out = stage->pointed_out;
    stage->pointed_out = (Subject){SUBJECT_NONE, 0};
    if (pointed_out.kind == SUBJECT_NONE || !is_same(view->selected, pointed_out)) return;
    view->selected = stage->pointed_out;
    view->why = false;
}

/* ---- where it is read --------------------------------------------------------------------------------- */

bool stage_lesson_is_there(Stage *stage) {
    if (!stage_step_shown(stage)) return false;
    const Layout layout = stage_layout(stage);
    stage->has_failed |= layout.failed;
    return layout.panels[PANEL_LESSON].width > 0;
}

void stage_come_to_lesson(Stage *stage) {
    View *view = &stage->view;
    if (!stage_step_shown(stage) || view->phase == STEP_REVEALS || stage_lesson_is_there(stage)) return;
    view->lesson_from = view->panel;
    view->panel = PANEL_LESSON;
}

void stage_leave_lesson(Stage *stage) {
    View *view = &stage->view;
    if (view->panel == PANEL_LESSON && view->lesson_from != PANEL_COUNT) view->panel = view->lesson_from;
    view->lesson_from = PANEL_COUNT;
}

/* ---- steps -------------------------------------------------------------------------------------------- */

void stage_begin_step(Stage *stage, int number) {
    View *view = &stage->view;
    const Plan *plan = stage_plan(stage);
    if (number < 0 || (uint32_t)number >= plan->step_count) return;
    const Step *step = &plan->steps[number];
    stage_pause(stage);
    stage_point_out_nothing(stage);
    stage->wants_verdict = false;
    view->step = number;
    view->phase = step->ask ? STEP_ASKS : STEP_SAYS;
    view->choice = NO_CHOICE;
    stage->true_choice = NO_CHOICE;
    stage_go(stage, (Spot){step->at, ROW_END});
    stage_come_to_lesson(stage);
}

void stage_reveal_on(Stage *stage) {
    View *view = &stage->view;
    const Step *step = stage_step_shown(stage);
    int speed = 0;
    while (speed + 1 < SPEED_COUNT && SPEEDS_MIN[speed] * REVEAL_SECONDS < step->show - step->at) speed++;
    if (stage->speed_before < 0) stage->speed_before = view->speed;
    view->speed = speed;
    stage_play(stage, step->show);
    if (step->show <= step->at) {
        stage_pause(stage);
        stage_judge(stage);
    }
}

static void reveal(Stage *stage) {
    stage_go(stage, (Spot){stage_step_shown(stage)->at, ROW_END});
    stage->view.phase = STEP_REVEALS;
    stage_leave_lesson(stage);
    stage_reveal_on(stage);
}

void stage_judge(Stage *stage) {
    stage->wants_verdict = true;
    stage->true_choice = NO_CHOICE;
    stage->has_changed = true;
    stage_wait_on(stage);
}

void stage_give_verdict(Stage *stage) {
    const int32_t end = stage_plan(stage)->run_min;
    const Run *run = timeline_run(stage_lane(stage)->timeline, end);
    stage->view.phase = STEP_ANSWERED;
    stage->wants_verdict = false;
    stage->has_changed = true;
    if (!run) {
        stage->has_failed = true;
        return;
    }
    stage->true_choice = verdict_true_choice(run, stage_step_shown(stage));
    stage_point_out_nothing(stage);
    point_out(stage);
    stage_come_to_lesson(stage);
}

void stage_choose(Stage *stage, int choice) {
    const Step *step = stage_step_shown(stage);
    if (!step || stage->view.phase != STEP_ASKS || (uint32_t)choice >= step->choice_count) return;
    stage->view.choice = choice;
    reveal(stage);
}

void stage_next_step(Stage *stage) {
    View *view = &stage->view;
    const Step *step = stage_step_shown(stage);
    if (!step) {
        stage_begin_step(stage, 0);
    } else if (view->phase == STEP_ASKS) { /* who has only two buttons need not choose */
        reveal(stage);
    } else if (view->phase == STEP_REVEALS) {
        stage_pause(stage);
        stage_go(stage, (Spot){step->show, ROW_END});
        stage_judge(stage);
    } else if ((uint32_t)view->step + 1 < stage_plan(stage)->step_count) {
        stage_begin_step(stage, view->step + 1);
    } else {
        stage_note(stage, "That was the last step of the lesson.");
    }
}

void stage_last_step(Stage *stage) {
    View *view = &stage->view;
    const Step *step = stage_step_shown(stage);
    if (!step) return;
    const bool is_under_way = view->phase == STEP_REVEALS || view->phase == STEP_ANSWERED;
    stage_begin_step(stage, is_under_way ? view->step : view->step - 1);
}
