/* stage_show: what is shown of it: gathered once for a frame, drawn, or told as text. */
#include "ui/stage/stage_inside.h"

#include "ui/canvas/label.h"
#include "ui/stage/centre.h"
#include "ui/stage/dock.h"
#include "ui/stage/help_panel.h"
#include "ui/stage/inspector.h"
#include "ui/stage/lesson_strip.h"
#include "ui/stage/reading.h"
#include "ui/stage/top_bar.h"

/* ---- what is shown --------------------------------------------------------------------------------------
 */

/* What a frame says without the run being asked. */
static Frame begin_frame(const Stage *stage) {
    Frame frame = {.view = &stage->view,
                   .lanes = &stage->lanes,
                   .font = stage->font,
                   .file = stage->file,
                   .differs_at = NEVER,
                   .differs_until = NEVER,
                   .true_choice = stage->view.phase == STEP_ANSWERED ? stage->true_choice : NO_CHOICE,
                   .is_busy = stage->waiting != WAIT_FOR_NOTHING || stage->wants_verdict};
    if (!stage_is_open(stage)) return frame;
    frame.now = (Shown){.lane = stage_lane(stage),
                        .plan = stage_plan(stage),
                        .record = lane_record(stage_lane(stage)),
                        .why_until = NEVER};
    const int32_t horizon = stage_horizon_at(stage), until = stage_parting_until(stage);
    if (stage->parting.at <= horizon) frame.differs_at = stage->parting.at;
    if (until < horizon) frame.differs_until = until;
    return frame;
}

/* Beside it no more is seen than here. */
static bool gather_other(Stage *stage) {
    Lane *other = stage->lanes.lanes[stage->view.other_lane];
    View view = stage->view;
    view.selected = (Subject){SUBJECT_NONE, 0}; /* the inspector speaks of the lane that is shown */
    const int32_t horizon = stage_horizon_at(stage);
    if (timeline_known(other->timeline) < 0 && !timeline_run(other->timeline, 0)) return false;
    if (view.at > timeline_known(other->timeline)) view.at = timeline_known(other->timeline);
    if (view.at > lane_plan(other)->run_min) view.at = lane_plan(other)->run_min;
    const bool is_there = gather(&stage->gathered[1], other, &view, horizon, &stage->frame.other);
    stage->frame.other.subject = subject_in(lane_plan(other), stage_plan(stage), stage->view.selected);
    return is_there;
}

bool stage_gather(Stage *stage) {
    stage->frame = begin_frame(stage);
    if (!stage_is_open(stage)) return false;
    const bool good = gather(&stage->gathered[0], stage_lane(stage), &stage->view, stage_horizon_at(stage),
                             &stage->frame.now) &&
                      (stage->view.other_lane == NO_LANE || gather_other(stage)) &&
                      fleet_list_arrange(&stage->fleet, &stage->frame);
    if (!good) stage->has_failed = true;
    return good;
}

Layout stage_layout(const Stage *stage) {
    const Frame frame = begin_frame(stage);
    return layout_of(&stage->view, stage_is_open(stage) ? lesson_strip_wants(&frame) : 0);
}

Sheet stage_sheet(const Stage *stage) {
    return (Sheet){.width_px = stage->view.width_px,
                   .height_px = stage->view.height_px,
                   .title = stage_is_open(stage) && stage_plan(stage)->title[0] ? stage_plan(stage)->title
                                                                                : "Lease Lab",
                   .description = "",
                   .theme = stage->view.theme,
                   .background = INK_BACKGROUND,
                   .font = stage->font};
}

static void draw_panel(const Stage *stage, PanelId panel, Canvas *canvas, Box box) {
    const Frame *frame = &stage->frame;
    if (box.width <= 0) return;
    canvas_clip(canvas, box);
    switch (panel) {
    case PANEL_FLEET: fleet_list_draw(&stage->fleet, frame, canvas, box); break;
    case PANEL_CENTRE: centre_draw(frame, canvas, box); break;
    case PANEL_INSPECTOR: inspector_draw(frame, canvas, box); break;
    case PANEL_DOCK: dock_draw(frame, canvas, box); break;
    case PANEL_LESSON: lesson_strip_draw(frame, canvas, box); break;
    case PANEL_COUNT: break;
    }
    canvas_unclip(canvas);
}

/* One line above the dock. */
static void draw_line(const char *line, const Layout *layout, Canvas *canvas) {
    const TextStyle style = ink_text(INK_TEXT, 13);
    if (layout->whole.height < PX(60) || layout->whole.width < PX(60)) return;
    const Px width = layout->whole.width - PX(32), height = PX(28);
    const Px bottom =
        layout->panels[PANEL_DOCK].height > 0 ? layout->panels[PANEL_DOCK].y : box_bottom(layout->whole);
    const Box box = {layout->whole.x + PX(16), bottom - height - PX(6), width, height};
    canvas_box(canvas, box, ink_fill(INK_RAISED), ink_line(INK_OUTLINE, PX(1)));
    label_draw(canvas, box_inset(box, PX(6)), ANCHOR_START, style, line);
}

/* Until the next key; else what is being worked out, if anything. */
static void draw_note(const Stage *stage, const Layout *layout, Canvas *canvas) {
    Text search = {0};
    frame_tell_search(&stage->frame, &search);
    if (stage->note.length > 0)
        draw_line(stage->note.bytes, layout, canvas);
    else if (canvas_has(canvas, &search) && search.length > 0)
        draw_line(search.bytes, layout, canvas);
    text_free(&search);
}

static StartScreen start_of(const Stage *stage) {
    StartScreen screen = {stage->offers, stage->offer_count, stage->offer_cursor, NULL};
    if (stage_is_open(stage))
        screen.goes_to = stage_plan(stage)->title[0] ? stage_plan(stage)->title : stage->file;
    return screen;
}

static void draw_over(Stage *stage, const Layout *layout, Canvas *canvas) {
    const View *view = &stage->view;
    const StartScreen start = start_of(stage);
    switch (view->over) {
    case OVER_NOTHING: break;
    case OVER_START: start_screen_draw(&start, canvas, layout->over); break;
    case OVER_HELP: help_panel_draw(view->over_top, canvas, layout->over); break;
    case OVER_LIST:
        text_clear(&stage->told);
        stage_tell(stage, &stage->told);
        reading_draw("Everything as text", text_bytes(&stage->told), view->over_top, canvas, layout->over);
        canvas->failed |= stage->told.failed;
        if (stage->told.failed) text_free(&stage->told); /* the next time there may be memory */
        break;
    case OVER_MENU: menu_draw(&stage->menu, canvas, layout->over); break;
    case OVER_PROMPT: prompt_draw(&stage->prompt, canvas, layout->over); break;
    case OVER_MESSAGE:
        reading_draw("What is wrong", text_bytes(&stage->message), view->over_top, canvas, layout->over);
        break;
    case OVER_DIFFERENCE:
        reading_draw("What came out otherwise", text_bytes(&stage->message), view->over_top, canvas,
                     layout->over);
        break;
    case OVER_PROOF:
        reading_draw("Before it is saved", text_bytes(&stage->message), view->over_top, canvas, layout->over);
        break;
    }
}

void stage_draw(Stage *stage, Canvas *canvas) {
    const bool shows = stage_gather(stage);
    const Layout layout = stage_layout(stage);
    canvas->failed |= layout.failed;
    hits_clear(&stage->hits);
    canvas->hits = &stage->hits;
    stage->has_changed = false;
    if (shows) {
        if (layout.top_bar.height > 0) top_bar_draw(&stage->frame, canvas, layout.top_bar);
        for (int p = 0; p < PANEL_COUNT; p++) draw_panel(stage, (PanelId)p, canvas, layout.panels[p]);
        draw_note(stage, &layout, canvas);
    }
    /* What lies below is not there for the pointer. */
    if (stage->view.over != OVER_NOTHING) hits_clear(&stage->hits);
    draw_over(stage, &layout, canvas);
    stage->has_failed |= stage->hits.failed;
}

/* ---- as text --------------------------------------------------------------------------------------------
 */

static void tell_over(const Stage *stage, Text *out) {
    const StartScreen start = start_of(stage);
    switch (stage->view.over) {
    case OVER_START: start_screen_tell(&start, out); break;
    case OVER_HELP: actions_tell(out); break;
    case OVER_MENU: menu_tell(&stage->menu, out); break;
    case OVER_PROMPT: prompt_tell(&stage->prompt, out); break;
    case OVER_MESSAGE:
    case OVER_DIFFERENCE:
    case OVER_PROOF: text_add(out, text_bytes(&stage->message)); break;
    case OVER_NOTHING:
    case OVER_LIST: break;
    }
}

void stage_tell(Stage *stage, Text *out) {
    const bool shows = stage_gather(stage);
    tell_over(stage, out);
    if (stage->note.length > 0) text_add_format(out, "%s\n", stage->note.bytes);
    if (!shows) return;
    top_bar_tell(&stage->frame, out);
    lesson_strip_tell(&stage->frame, out);
    centre_tell(&stage->frame, out);
    fleet_list_tell(&stage->fleet, &stage->frame, out);
    inspector_tell(&stage->frame, out);
    dock_tell(&stage->frame, out);
}
