/* stage_keys: what keys do in the panels: moving in them, and each action that a key or a button stands for.
 * Leaves out: what lies over them (stage_over.c), and the pointer (stage_pointer.c). */
#include "ui/stage/stage_inside.h"

#include <stdio.h>

#include "ui/stage/inspector.h"

enum { SCALE_STEP = 25, SCALE_LARGEST = 300, SCALE_SMALLEST = 100 };

/* ---- the panels -----------------------------------------------------------------------------------------
 */

/* One that is hidden for want of room is there when it has the keys. */
static void next_panel(Stage *stage, int by) {
    View *view = &stage->view;
    for (int i = 0; i < PANEL_COUNT; i++) {
        view->panel = (PanelId)(((int)view->panel + by + PANEL_COUNT) % PANEL_COUNT);
        if (stage_layout(stage).panels[view->panel].width > 0) break;
    }
}

void stage_select_row(Stage *stage, uint32_t row) {
    stage->view.list_cursor = row;
    stage->view.selected = fleet_list_subject(&stage->fleet, &stage->frame, row);
    stage->view.inspector_top = 0;
    stage->view.inspector_link = NO_LINK;
    const Box list = stage_layout(stage).panels[PANEL_FLEET];
    uint32_t *top = &stage->view.list_top, fits = fleet_list_fits(&stage->frame, list, *top);
    if (row < *top) *top = row;
    for (; fits > 0 && row >= *top + fits; fits = fleet_list_fits(&stage->frame, list, *top)) ++*top;
}

static void move_in_list(Stage *stage, int by) {
    if (!stage_gather(stage)) return;
    const uint32_t rows = fleet_list_rows(&stage->fleet, &stage->frame);
    uint32_t row = stage->view.list_cursor;
    if (rows == 0) return;
    const bool is_on_it = fleet_list_find(&stage->fleet, &stage->frame, stage->view.selected, &row);
    if (is_on_it && by < 0 && row > 0) row--;
    if (is_on_it && by > 0 && row + 1 < rows) row++;
    stage_select_row(stage, row < rows ? row : rows - 1);
}

static Scroll measure_inspector(Stage *stage) {
    return inspector_measure(&stage->frame, stage_layout(stage).panels[PANEL_INSPECTOR]);
}

void stage_scroll_inspector(Stage *stage, int by) {
    if (!stage_gather(stage)) return;
    const Scroll whole = measure_inspector(stage);
    const int32_t last = scroll_last_top(&whole), top = stage->view.inspector_top + by;
    stage->view.inspector_top = top > last ? last : top < 0 ? 0 : top;
}

/* To the next line that leads somewhere, if it is to be seen; else a line further. */
static void move_in_inspector(Stage *stage, int by) {
    View *view = &stage->view;
    if (!stage_gather(stage)) return;
    Scroll seen = measure_inspector(stage);
    seen.top = view->inspector_top * PX(SCROLL_LINE_PX);
    for (int link = view->inspector_link + by; link >= 0 && link < seen.link_count; link += by)
        if (scroll_shows(&seen, link)) {
            view->inspector_link = link;
            return;
        }
    stage_scroll_inspector(stage, by);
}

/* Answers whether the keys are on a line that leads somewhere. */
static bool follow_link(Stage *stage) {
    const int link = stage->view.inspector_link;
    if (stage->view.panel != PANEL_INSPECTOR || link == NO_LINK || !stage_gather(stage)) return false;
    const Scroll whole = measure_inspector(stage);
    if (link >= whole.link_count) return false;
    stage_pause(stage);
    stage_go(stage, (Spot){whole.links[link].at, ROW_END});
    return true;
}

static void move(Stage *stage, int by) {
    View *view = &stage->view;
    switch (view->panel) {
    case PANEL_FLEET:
    case PANEL_CENTRE: move_in_list(stage, by); break;
    case PANEL_INSPECTOR: move_in_inspector(stage, by); break;
    case PANEL_DOCK: stage_show_lane(stage, view->lane + by); break;
    case PANEL_LESSON:
        if (by > 0) stage_next_step(stage);
        if (by < 0) stage_last_step(stage);
        break;
    case PANEL_COUNT: break;
    }
}

static void enter(Stage *stage) {
    View *view = &stage->view;
    if (view->panel == PANEL_LESSON)
        stage_next_step(stage);
    else if (view->panel == PANEL_DOCK)
        stage_play(stage, NEVER);
    else if (follow_link(stage))
        view->inspector_link = NO_LINK; /* another minute has other lines */
    else if (view->selected.kind == SUBJECT_NONE)
        move_in_list(stage, 0);
    else
        view->panel = PANEL_INSPECTOR;
}

/* In a narrow window the inspector is there for the card, until it is put away again. */
static void toggle_why(Stage *stage) {
    View *view = &stage->view;
    const bool is_hidden = stage_layout(stage).panels[PANEL_INSPECTOR].width <= 0;
    view->why = is_hidden || !view->why;
    if (is_hidden) {
        view->why_from = view->panel;
        view->panel = PANEL_INSPECTOR;
    } else if (!view->why) {
        if (view->panel == PANEL_INSPECTOR && view->why_from != PANEL_COUNT) view->panel = view->why_from;
        view->why_from = PANEL_COUNT;
    }
}

static void select_nothing(Stage *stage) {
    View *view = &stage->view;
    if (stage->frame.now.why_until != NEVER && stage_plan(stage)->machine_count > WHOLE_MOST) {
        view->why = false; /* only the answer is done without */
        return;
    }
    const bool is_plain = view->selected.kind == SUBJECT_NONE && view->isolated == LOOK_COUNT && !view->why;
    if (is_plain) view->filter[0] = '\0';
    view->selected = (Subject){SUBJECT_NONE, 0};
    view->isolated = LOOK_COUNT;
    view->why = false;
}

/* ---- actions --------------------------------------------------------------------------------------------
 */

static void scale_by(Stage *stage, int by) {
    const int scale = stage->view.scale + by;
    if (scale < SCALE_SMALLEST || scale > SCALE_LARGEST) return;
    stage->view.scale = scale;
    const StageEvent size = {
        .kind = EVENT_OF_SIZE, .width = stage->options.width, .height = stage->options.height};
    stage_take(stage, &size);
}

static void go_by_days(Stage *stage, int64_t by) {
    stage_pause(stage);
    int64_t at = stage->view.at + by;
    if (at < 0) at = 0;
    stage_go(stage, (Spot){(int32_t)(at > INT32_MAX - 1 ? INT32_MAX - 1 : at), ROW_END});
}

static void wish(Stage *stage, WishKind kind) {
    if (stage->wish_count < WISHES_MOST) stage->wishes[stage->wish_count++] = (Wish){.kind = kind};
}

static void toggle_play(Stage *stage) {
    if (stage->view.playing)
        stage_pause(stage);
    else
        stage_play(stage, NEVER);
}

static bool has_branches(Stage *stage) {
    if (stage->lanes.count > 1) return true;
    stage_note(stage, "There is one branch only: F makes another.");
    return false;
}

static void show_next(Stage *stage) {
    if (has_branches(stage)) stage_show_lane(stage, (stage->view.lane + 1) % stage->lanes.count);
}

static void show_beside(Stage *stage) {
    View *view = &stage->view;
    if (view->other_lane != NO_LANE)
        view->other_lane = NO_LANE;
    else if (has_branches(stage))
        view->other_lane = view->lane > 0 ? stage_lane(stage)->parent : stage->lanes.count - 1;
    stage_part_anew(stage);
}

/* In the order of the key below the stage; a state that nobody is in is passed over. */
static void isolate_next(Stage *stage) {
    int32_t looks[LOOK_COUNT];
    int look = (int)stage->view.isolated - 1;
    if (!stage_gather(stage)) return;
    shown_looks(&stage->frame.now, RECORD_ALL, looks);
    while (look >= 0 && looks[look] == 0) look--;
    stage->view.isolated = look < 0 ? LOOK_COUNT : (Look)look;
}

static void change_speed(Stage *stage, int by) {
    const int speed = stage->view.speed + by;
    if (speed >= 0 && speed < SPEED_COUNT) stage->view.speed = speed;
}

/* What needs no scenario. */
static bool act_on_window(Stage *stage, Act act) {
    static const Theme NEXT[THEME_COUNT] = {
        [THEME_LIGHT] = THEME_DARK, [THEME_DARK] = THEME_CONTRAST, [THEME_CONTRAST] = THEME_LIGHT};
    View *view = &stage->view;
    if (act == ACT_LIST)
        stage_open_over(stage, OVER_LIST);
    else if (act == ACT_HELP)
        stage_open_over(stage, OVER_HELP);
    else if (act == ACT_OPEN)
        stage_open_over(stage, OVER_START);
    else if (act == ACT_THEME)
        view->theme = NEXT[view->theme];
    else if (act == ACT_LARGER)
        scale_by(stage, SCALE_STEP);
    else if (act == ACT_SMALLER)
        scale_by(stage, -SCALE_STEP);
    else if (act == ACT_MOTION)
        view->still = !view->still;
    else if (act == ACT_FULL_SCREEN)
        wish(stage, WISH_FULL_SCREEN);
    else if (act == ACT_QUIT)
        wish(stage, WISH_QUIT);
    else
        return false;
    return true;
}

/* The example is within the run. */
static void ask_where(Stage *stage) {
    const Plan *plan = stage_plan(stage);
    const int32_t most = 60 * HOUR_MIN, at = plan->run_min > most ? most : plan->run_min / 2;
    const CalendarTime date = calendar_time(plan->start + at);
    char length[DURATION_TEXT], title[120];
    duration_format(at, length);
    snprintf(title, sizeof title, "Go to (%s, or %04d-%02d-%02d %02d:%02d)", length, (int)date.year,
             date.month, date.day, date.hour, date.minute);
    stage_ask(stage, FOR_GO_TO, title, "");
}

static bool goes_forward(Act act) {
    return act == ACT_PLAY || act == ACT_STEP_FORWARD || act == ACT_DAY_FORWARD || act == ACT_NEXT_MEANING ||
           act == ACT_TO_END;
}

static void act_on_scenario(Stage *stage, Act act) {
    View *view = &stage->view;
    if (goes_forward(act) && stage_note_limit(stage)) return;
    switch (act) {
    case ACT_PLAY: toggle_play(stage); break;
    case ACT_STEP_FORWARD: stage_step(stage, true); break;
    case ACT_STEP_BACK: stage_step(stage, false); break;
    case ACT_DAY_FORWARD: go_by_days(stage, DAY_MIN); break;
    case ACT_DAY_BACK: go_by_days(stage, -DAY_MIN); break;
    case ACT_NEXT_MEANING: stage_seek_meaning(stage, true); break;
    case ACT_LAST_MEANING: stage_seek_meaning(stage, false); break;
    case ACT_TO_START: go_by_days(stage, -view->at); break;
    case ACT_TO_END: go_by_days(stage, LONGEST_MIN); break;
    case ACT_GO_TO: ask_where(stage); break;
    case ACT_FASTER: change_speed(stage, 1); break;
    case ACT_SLOWER: change_speed(stage, -1); break;
    case ACT_NEXT_STEP: stage_next_step(stage); break;
    case ACT_LAST_STEP: stage_last_step(stage); break;
    case ACT_CHOOSE_1:
    case ACT_CHOOSE_2:
    case ACT_CHOOSE_3:
    case ACT_CHOOSE_4:
    case ACT_CHOOSE_5:
    case ACT_CHOOSE_6:
    case ACT_CHOOSE_7:
    case ACT_CHOOSE_8:
    case ACT_CHOOSE_9: stage_choose(stage, (int)(act - ACT_CHOOSE_1)); break;
    case ACT_NOTES: view->notes = !view->notes; break;
    case ACT_NEXT_PANEL: next_panel(stage, 1); break;
    case ACT_LAST_PANEL: next_panel(stage, -1); break;
    case ACT_UP: move(stage, -1); break;
    case ACT_DOWN: move(stage, 1); break;
    case ACT_ENTER: enter(stage); break;
    case ACT_ESCAPE: select_nothing(stage); break;
    case ACT_WHY: toggle_why(stage); break;
    case ACT_FILTER: stage_ask(stage, FOR_FILTER, "Show only machines that fit", view->filter); break;
    case ACT_SORT: view->sort = (SortId)((view->sort + 1) % SORT_COUNT); break;
    case ACT_ISOLATE: isolate_next(stage); break;
    case ACT_FAULT: stage_open_menu(stage, FOR_FAULT); break;
    case ACT_VARIANT: stage_open_menu(stage, FOR_VARIANT); break;
    case ACT_BRANCHES: stage_open_menu(stage, FOR_BRANCH); break;
    case ACT_NEXT_BRANCH: show_next(stage); break;
    case ACT_SIDE_BY_SIDE: show_beside(stage); break;
    case ACT_DIFFERENCE: stage_open_difference(stage); break;
    case ACT_UNDO: stage_undo(stage); break;
    case ACT_SAVE_PICTURE: stage_wish_for(stage, WISH_SAVE_SVG, "svg"); break;
    case ACT_SAVE: stage_open_menu(stage, FOR_SAVE); break;
    case ACT_RELOAD: wish(stage, WISH_READ_AGAIN); break;
    case ACT_NONE:
    case ACT_LIST:
    case ACT_THEME:
    case ACT_LARGER:
    case ACT_SMALLER:
    case ACT_MOTION:
    case ACT_OPEN:
    case ACT_FULL_SCREEN:
    case ACT_HELP:
    case ACT_QUIT:
    case ACT_COUNT: break; /* needs no scenario: done before */
    }
}

void stage_act(Stage *stage, Act act) {
    if (act == ACT_NONE) return;
    text_clear(&stage->note);
    stage->has_changed = true;
    if (stage_act_over(stage, act) || act_on_window(stage, act)) return;
    if (stage_is_open(stage)) act_on_scenario(stage, act);
}
