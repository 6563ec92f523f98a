/* stage_open: a stage, and the scenario that is open in it: opened, read again, carried on; events and
 * wishes. */
#include "ui/stage/stage_inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Bytes for the record and snapshots of a lane: a million machines over a year fit. */
static const size_t BUDGET_NORMAL = (size_t)1 << 29;

/* ---- a stage --------------------------------------------------------------------------------------------
 */

static void take_size(Stage *stage, int width, int height) {
    View *view = &stage->view;
    const bool was_there = stage_lesson_is_there(stage);
    stage->options.width = width;
    stage->options.height = height;
    const int64_t across = (int64_t)width * 100 / view->scale, down = (int64_t)height * 100 / view->scale;
    view->width_px = across < 1 ? 1 : across > SHEET_MOST_PX ? SHEET_MOST_PX : (int)across;
    view->height_px = down < 1 ? 1 : down > SHEET_MOST_PX ? SHEET_MOST_PX : (int)down;
    if (was_there) {
        stage_leave_lesson(stage);
        stage_come_to_lesson(stage);
    }
    stage->has_changed = true;
}

Stage *stage_create(Font *font, const StageOptions *options) {
    Stage *stage = calloc(1, sizeof *stage);
    if (!stage) return NULL;
    stage->font = font;
    stage->options = *options;
    if (stage->options.budget == 0) stage->options.budget = BUDGET_NORMAL;
    stage->view = view_initial();
    stage->view.theme =
        options->theme == THEME_AUTO || options->theme == THEME_PRINT ? THEME_LIGHT : options->theme;
    stage->view.scale = options->scale;
    stage->view.still = options->still;
    stage->speed_before = -1;
    stage->parting.at = NEVER;
    stage->true_choice = NO_CHOICE;
    take_size(stage, options->width, options->height);
    return stage;
}

void stage_destroy(Stage *stage) {
    if (!stage) return;
    stage_beside_end(stage);
    stage_part_end(stage);
    lanes_close(&stage->lanes);
    gathered_free(&stage->gathered[0]);
    gathered_free(&stage->gathered[1]);
    fleet_list_free(&stage->fleet);
    hits_free(&stage->hits);
    text_free(&stage->message);
    text_free(&stage->told);
    text_free(&stage->note);
    text_free(&stage->wish_text);
    free(stage);
}

void stage_offer(Stage *stage, const StageOffer offers[], int count) {
    stage->offers = offers;
    stage->offer_count = count;
    stage->offer_cursor = 0;
    stage->has_changed = true;
}

bool stage_is_open(const Stage *stage) {
    return stage->lanes.count > 0;
}

Lane *stage_lane(const Stage *stage) {
    return stage->lanes.lanes[stage->view.lane];
}

const Plan *stage_plan(const Stage *stage) {
    return lane_plan(stage_lane(stage));
}

const View *stage_view(const Stage *stage) {
    return &stage->view;
}

bool stage_has_changed(const Stage *stage) {
    return stage->has_changed;
}

bool stage_is_playing(const Stage *stage) {
    return stage->view.playing;
}

bool stage_has_failed(const Stage *stage) {
    return stage->has_failed;
}

int stage_scale(const Stage *stage) {
    return stage->view.scale;
}

void stage_show(Stage *stage, int32_t at, uint32_t row) {
    if (stage_is_open(stage)) stage_go(stage, (Spot){at, row});
}

/* ---- messages -------------------------------------------------------------------------------------------
 */

void stage_note(Stage *stage, const char *message) {
    text_clear(&stage->note);
    text_add_prose(&stage->note, message, 300);
    stage->has_failed |= stage->note.failed;
    stage->has_changed = true;
}

void stage_say(Stage *stage, const char *message) {
    stage_note(stage, message);
}

void stage_read(Stage *stage, const char *message) {
    stage_beside_end(stage);
    text_clear(&stage->message);
    text_add(&stage->message, message);
    stage->has_failed |= stage->message.failed;
    stage->view.over = OVER_MESSAGE;
    stage->view.over_top = 0;
    stage->has_changed = true;
}

/* ---- opening --------------------------------------------------------------------------------------------
 */

/* The new lanes, or what is wrong with them over what was open. */
static bool read_lanes(Stage *stage, const char *name, const char *bytes, size_t length, Lanes *out) {
    Text complaints = {0};
    stage_note(stage, ""); /* it was of something else */
    const LaneStatus status = lanes_open(out, name, bytes, length, stage->options.budget, &complaints);
    if (status == LANE_NO_MEMORY)
        stage->has_failed = true;
    else if (status == LANE_WRONG)
        stage_read(stage, complaints.bytes ? complaints.bytes : name);
    text_free(&complaints);
    return status == LANE_OK;
}

static void replace_lanes(Stage *stage, const char *name, const Lanes *lanes) {
    const uint32_t edition = stage->lanes.edition + 1;
    if (stage->beside.comparison || stage->beside.proof) stage_close_over(stage); /* it is of these lanes */
    stage_part_anew(stage);
    lanes_close(&stage->lanes);
    stage->lanes = *lanes;
    stage->lanes.edition = edition;
    snprintf(stage->file, sizeof stage->file, "%s", name);
    gathered_forget(&stage->gathered[0]);
    gathered_forget(&stage->gathered[1]);
    stage->waiting = WAIT_FOR_NOTHING;
    stage->wants_verdict = false;
    stage->true_choice = NO_CHOICE;
    stage->pointed_out = (Subject){SUBJECT_NONE, 0};
    stage->has_changed = true;
    if (stage->view.over == OVER_MESSAGE || stage->view.over == OVER_START) stage->view.over = OVER_NOTHING;
}

/* Something to look at from the first moment: minute 0. */
static void carry_to_start(Stage *stage) {
    if (!timeline_run(stage_lane(stage)->timeline, 0)) stage->has_failed = true;
}

bool stage_open(Stage *stage, const char *name, const char *bytes, size_t length) {
    Lanes lanes = {0};
    if (!read_lanes(stage, name, bytes, length, &lanes)) return false;
    const View old = stage->view;
    stage->view = view_initial();
    stage->view.theme = old.theme;
    stage->view.scale = old.scale;
    stage->view.still = old.still;
    stage->view.width_px = old.width_px;
    stage->view.height_px = old.height_px;
    stage->view.over = OVER_NOTHING;
    stage->speed_before = -1;
    replace_lanes(stage, name, &lanes);
    carry_to_start(stage);
    if (stage_plan(stage)->step_count > 0 && !stage->options.no_lesson)
        stage_begin_step(stage, 0);
    else
        stage_go(stage, (Spot){0, ROW_END});
    return true;
}

void stage_look_in(Stage *stage, const Plan *plan) {
    View *view = &stage->view;
    const Plan *old = stage_plan(stage);
    view->selected = subject_in(plan, old, view->selected);
    stage->pointed_out = subject_in(plan, old, stage->pointed_out);
    if (!fleet_filter_parse(view->filter, plan, &stage->told)) view->filter[0] = '\0';
}

/* Is the question that is being answered still asked so? */
static bool is_same_question(const Stage *stage, const Plan *plan) {
    const Step *old = stage_step_shown(stage);
    if (!old || (uint32_t)stage->view.step >= plan->step_count) return false;
    const Step *step = &plan->steps[stage->view.step];
    if (!step->ask || !old->ask || strcmp(step->ask, old->ask) != 0) return false;
    for (uint32_t c = 0; c < step->choice_count && step->choice_count == old->choice_count; c++)
        if (strcmp(plan->choices[step->first_choice + c].say,
                   stage_plan(stage)->choices[old->first_choice + c].say) != 0)
            return false;
    return step->choice_count == old->choice_count;
}

/* A question that was answered stays so, if it is the same. */
static void resume_step(Stage *stage, Spot spot, bool is_same) {
    if (stage->view.step == NO_STEP) stage->view.phase = STEP_SAYS;
    const StepPhase phase = stage->view.phase;
    const bool is_answered = phase == STEP_REVEALS || phase == STEP_ANSWERED;
    if (is_answered && !is_same) {
        stage_begin_step(stage, stage->view.step);
        return;
    }
    stage_go(stage, spot);
    if (!is_answered) return;
    if (phase == STEP_REVEALS)
        stage_reveal_on(stage);
    else
        stage_judge(stage);
}

void stage_reload(Stage *stage, const char *name, const char *bytes, size_t length) {
    if (!stage_is_open(stage)) {
        stage_open(stage, name, bytes, length);
        return;
    }
    Lanes lanes = {0};
    if (!read_lanes(stage, name, bytes, length, &lanes)) return;
    View *view = &stage->view;
    const int lost = lanes_again(&lanes, &stage->lanes);
    const Spot spot = {view->at, view->row};
    const int32_t shown_until = stage->lanes.lanes[0]->shown_until;
    const bool is_same = is_same_question(stage, lane_plan(lanes.lanes[0]));
    stage_pause(stage);
    stage_point_out_nothing(stage);
    const int lane = view->lane < lanes.count ? view->lane : 0;
    stage_look_in(stage, lane_plan(lanes.lanes[lane]));
    if (view->other_lane >= lanes.count || view->other_lane == lane) view->other_lane = NO_LANE;
    view->lane = lane;
    if (view->step != NO_STEP && (uint32_t)view->step >= lane_plan(lanes.lanes[0])->step_count)
        view->step = NO_STEP;
    replace_lanes(stage, name, &lanes);
    const int32_t end = lane_plan(stage->lanes.lanes[0])->run_min;
    stage->lanes.lanes[0]->shown_until = shown_until < end ? shown_until : end;
    carry_to_start(stage);
    resume_step(stage, spot, is_same);
    stage_note(stage, lost ? "The file was read again; not all branches fit it any more."
                           : "The file was read again.");
}

/* ---- events ---------------------------------------------------------------------------------------------
 */

static void take_key(Stage *stage, const StageEvent *event) {
    const bool types = stage->view.over == OVER_PROMPT;
    if (types && event->kind == EVENT_OF_TYPING) {
        prompt_type(&stage->prompt, event->chord.key);
        stage->has_changed = true;
    } else if (types && event->chord.key == KEY_BACKSPACE) {
        prompt_rub_out(&stage->prompt);
        stage->has_changed = true;
    } else {
        stage_act(stage, action_of(event->chord));
    }
}

void stage_take(Stage *stage, const StageEvent *event) {
    switch (event->kind) {
    case EVENT_OF_KEY:
    case EVENT_OF_TYPING: take_key(stage, event); break;
    case EVENT_OF_MOVING:
    case EVENT_OF_PRESS:
    case EVENT_OF_RELEASE:
    case EVENT_OF_WHEEL: stage_point(stage, event); break;
    case EVENT_OF_SIZE: take_size(stage, event->width, event->height); break;
    case EVENT_OF_TIME:
        if (stage_is_open(stage) && stage->view.over == OVER_NOTHING) stage_pass_time(stage, event->amount);
        break;
    case EVENT_OF_QUIT: stage_act(stage, ACT_QUIT); break;
    case EVENT_OF_FILE:
    case EVENT_OF_DROP:
    case EVENT_KINDS: break; /* the program's */
    }
}

/* ---- work -----------------------------------------------------------------------------------------------
 */

static bool is_known(const Lane *lane) {
    return timeline_known(lane->timeline) >= lane_plan(lane)->run_min;
}

/* What somebody waits for comes before what nobody looks at yet. Answers whether more is left to do. */
static bool work_on_card(Stage *stage) {
    Going going;
    if (!gather_on(&stage->gathered[0], stage_lane(stage), &stage->view, &going)) stage->has_failed = true;
    stage->has_changed |= going != GOING_NOWHERE;
    return going == GOING_ON && !stage->has_failed;
}

bool stage_work(Stage *stage, uint64_t rows) {
    if (!stage_is_open(stage)) return false;
    if (work_on_card(stage) || stage_beside_on(stage, rows)) return true;
    Lane *unknown = is_known(stage_lane(stage)) ? NULL : stage_lane(stage);
    for (int l = 0; l < stage->lanes.count && !unknown; l++)
        if (!is_known(stage->lanes.lanes[l])) unknown = stage->lanes.lanes[l];
    if (unknown && timeline_advance(unknown->timeline, rows) == RUN_OUT_OF_MEMORY) stage->has_failed = true;
    stage_wait_on(stage);
    if (!unknown) stage_part_on(stage, rows);
    return !stage->has_failed && (unknown || stage->waiting != WAIT_FOR_NOTHING || stage->parting.is_wanted);
}

/* ---- wishes ---------------------------------------------------------------------------------------------
 */

void stage_wish_for(Stage *stage, WishKind kind, const char *ending) {
    if (stage->wish_count == WISHES_MOST) return;
    Wish *wish = &stage->wishes[stage->wish_count++];
    const char *slash = strrchr(stage->file, '/'), *name = slash ? slash + 1 : stage->file;
    const char *dot = strrchr(name, '.');
    char when[DURATION_TEXT];
    duration_format(stage->view.at, when);
    *wish = (Wish){.kind = kind, .text = stage->wish_text.bytes, .length = stage->wish_text.length};
    snprintf(wish->path, sizeof wish->path, "%.*s%s%s-%s.%s", dot ? (int)(dot - name) : (int)strlen(name),
             name, stage->view.lane ? "-" : "", stage->view.lane ? stage_lane(stage)->name : "", when,
             ending);
}

bool stage_wish(Stage *stage, Wish *out) {
    if (stage->wish_count == 0) return false;
    *out = stage->wishes[0];
    memmove(stage->wishes, stage->wishes + 1, (size_t)--stage->wish_count * sizeof *out);
    return true;
}
