#include "tests/test.h"

#include "tests/support/panels.h"

#include "sim/run/verdict.h"
#include "tests/support/picture.h"
#include "tests/support/scene.h"
#include "ui/stage/centre.h"
#include "ui/stage/dock.h"
#include "ui/stage/fleet_list.h"
#include "ui/stage/inspector.h"
#include "ui/stage/lesson_strip.h"
#include "ui/stage/top_bar.h"

enum { BUDGET = 64 << 20 };

static Panels *panels_of(char *bytes, const char *file) {
    Panels *panels = calloc(1, sizeof *panels);
    Text complaints = {0};
    assert_non_null(panels);
    assert_non_null(bytes);
    panels->bytes = bytes;
    panels->file = file;
    panels->font = picture_font();
    if (lanes_open(&panels->lanes, file, bytes, strlen(bytes), BUDGET, &complaints) != LANE_OK)
        fail_msg("%s", complaints.bytes ? complaints.bytes : "no memory");
    text_free(&complaints);
    panels->view = view_initial();
    panels->view.over = OVER_NOTHING;
    panels_gather(panels);
    return panels;
}

Panels *panels_open(const char *path) {
    return panels_of(scene_file(path), path);
}

Panels *panels_open_text(const char *yaml) {
    char *bytes = malloc(strlen(yaml) + 1);
    assert_non_null(bytes);
    return panels_of(strcpy(bytes, yaml), "scene.yaml");
}

void panels_close(Panels *panels) {
    recorder_destroy(panels->recorder);
    for (int g = 0; g < 2; g++) gathered_free(&panels->gathered[g]);
    lanes_close(&panels->lanes);
    font_close(panels->font);
    free(panels->bytes);
    free(panels);
}

static void gather_lane(Panels *panels, int number, int place, Shown *out) {
    Lane *lane = panels->lanes.lanes[number];
    assert_non_null(timeline_run(lane->timeline, panels->view.at));
    if (lane->shown_until < panels->view.at) lane->shown_until = panels->view.at;
    const int32_t horizon =
        panels->view.phase == STEP_ASKS && panels->view.step != NO_STEP ? panels->view.at : lane->shown_until;
    assert_true(gather(&panels->gathered[place], lane, &panels->view, horizon, out));
}

void panels_gather(Panels *panels) {
    panels->frame = (Frame){.view = &panels->view,
                            .lanes = &panels->lanes,
                            .font = panels->font,
                            .file = panels->file,
                            .differs_at = NEVER,
                            .true_choice = -1};
    gather_lane(panels, panels->view.lane, 0, &panels->frame.now);
    if (panels->view.other_lane != NO_LANE)
        gather_lane(panels, panels->view.other_lane, 1, &panels->frame.other);
}

void panels_show(Panels *panels, int32_t at) {
    panels->view.at = at;
    panels_gather(panels);
}

void panels_step(Panels *panels, int step, StepPhase phase, int choice) {
    const Step *it = &lane_plan(panels->lanes.lanes[panels->view.lane])->steps[step];
    panels->view.step = step;
    panels->view.phase = phase;
    panels->view.choice = choice;
    panels_show(panels, phase == STEP_ANSWERED ? it->show : it->at);
    if (phase != STEP_ANSWERED) return;
    Run *run = lane_run(panels->lanes.lanes[panels->view.lane]);
    assert_non_null(run);
    assert_int_equal(run_to(run, INT32_MAX, NULL), RUN_IS_OVER);
    panels->frame.true_choice = verdict_true_choice(run, it);
    run_destroy(run);
}

void panels_begin(Panels *panels) {
    recorder_destroy(panels->recorder);
    panels->sheet = (Sheet){.width_px = panels->view.width_px,
                            .height_px = panels->view.height_px,
                            .title = "panels",
                            .description = "",
                            .theme = panels->view.theme,
                            .background = INK_BACKGROUND,
                            .font = panels->font};
    panels->recorder = recorder_create(&panels->sheet);
    assert_non_null(panels->recorder);
}

Canvas *panels_canvas(Panels *panels) {
    return recorder_canvas(panels->recorder);
}

static void draw_panel(Panels *panels, PanelId panel, Box box) {
    const Frame *frame = &panels->frame;
    Canvas *canvas = panels_canvas(panels);
    FleetList list = {0};
    if (box.width <= 0) return;
    switch (panel) {
    case PANEL_FLEET:
        assert_true(fleet_list_arrange(&list, frame));
        fleet_list_draw(&list, frame, canvas, box);
        fleet_list_free(&list);
        break;
    case PANEL_CENTRE: centre_draw(frame, canvas, box); break;
    case PANEL_INSPECTOR: inspector_draw(frame, canvas, box); break;
    case PANEL_DOCK: dock_draw(frame, canvas, box); break;
    case PANEL_LESSON: lesson_strip_draw(frame, canvas, box); break;
    case PANEL_COUNT: break;
    }
}

Layout panels_draw(Panels *panels, int width_px, int height_px) {
    panels->view.width_px = width_px;
    panels->view.height_px = height_px;
    panels_begin(panels);
    const Layout layout = layout_of(&panels->view, lesson_strip_wants(&panels->frame));
    top_bar_draw(&panels->frame, panels_canvas(panels), layout.top_bar);
    for (int p = 0; p < PANEL_COUNT; p++) draw_panel(panels, (PanelId)p, layout.panels[p]);
    assert_non_null(recorder_words(panels->recorder));
    return layout;
}

void panels_assert_fits(Panels *panels, const char *what) {
    Text troubles = {0};
    assert_non_null(recorder_words(panels->recorder));
    if (picture_troubles(panels->recorder, &panels->sheet, &troubles) > 0)
        fail_msg("%s: %s at %d, %d x %d:\n%s", panels->file, what, panels->view.at, panels->view.width_px,
                 panels->view.height_px, troubles.bytes);
    text_free(&troubles);
}

const char *panels_words(Panels *panels) {
    return recorder_words(panels->recorder)->bytes;
}

bool panels_has_part(Panels *panels, const char *part) {
    size_t count;
    const RecordedText *texts = recorder_texts(panels->recorder, &count);
    for (size_t i = 0; i < count; i++)
        if (strstr(texts[i].string, part)) return true;
    return false;
}
