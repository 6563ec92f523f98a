/* In the top bar, the lesson, the dock and what lies over them, no text overlaps another, leaves its picture
 * or is cut without an ellipsis: in every shipped scenario, at every size, while a question is open and
 * after. */
#include "tests/test.h"

#include "tests/support/panels.h"
#include "tests/support/scene.h"
#include "ui/stage/dock.h"
#include "ui/stage/help_panel.h"
#include "ui/stage/lesson_strip.h"
#include "ui/stage/menu.h"
#include "ui/stage/prompt.h"
#include "ui/stage/reading.h"
#include "ui/stage/start_screen.h"
#include "ui/stage/top_bar.h"

static const struct {
    int width_px, height_px;
} SIZES[] = {{1280, 720}, {1024, 640}, {1920, 1080}, {640, 360}, {480, 800}, {300, 200},
             {64, 48},    {1, 1},      {8192, 4000}, {4000, 60}, {24, 3000}};
enum { SIZE_COUNT = sizeof SIZES / sizeof *SIZES };

static Layout begin(Panels *panels, size_t size) {
    panels->view.width_px = SIZES[size].width_px;
    panels->view.height_px = SIZES[size].height_px;
    panels_begin(panels);
    return layout_of(&panels->view, lesson_strip_wants(&panels->frame));
}

static void draw_everywhere(Panels *panels, const char *what) {
    for (size_t s = 0; s < SIZE_COUNT; s++) {
        const Layout layout = begin(panels, s);
        Canvas *canvas = panels_canvas(panels);
        top_bar_draw(&panels->frame, canvas, layout.top_bar);
        dock_draw(&panels->frame, canvas, layout.panels[PANEL_DOCK]);
        if (layout.panels[PANEL_LESSON].height > 0)
            lesson_strip_draw(&panels->frame, canvas, layout.panels[PANEL_LESSON]);
        panels_assert_fits(panels, what);
    }
}

static void no_text_overlaps_in_any_shipped_scenario_at_any_time(void **state) {
    (void)state;
    size_t count;
    char **paths = scene_files("scenarios", ".yaml", &count);
    assert_true(count > 0);
    for (size_t i = 0; i < count; i++) {
        Panels *panels = panels_open(paths[i]);
        const int32_t run = panels->frame.now.plan->run_min;
        const int32_t ats[] = {0, 1, run / 3, run - 1, run, run / 2};
        for (size_t a = 0; a < sizeof ats / sizeof *ats; a++) {
            panels_show(panels, ats[a]);
            draw_everywhere(panels, "at a time");
        }
        panels_close(panels);
        free(paths[i]);
    }
    free(paths);
}

static void play_lesson(Panels *panels) {
    const Plan *plan = panels->frame.now.plan;
    panels->view.notes = true;
    for (int s = 0; s < (int)plan->step_count; s++) {
        if (plan->steps[s].choice_count == 0) {
            panels_step(panels, s, STEP_SAYS, NO_CHOICE);
            draw_everywhere(panels, "what a lesson says");
            continue;
        }
        panels_step(panels, s, STEP_ASKS, NO_CHOICE);
        draw_everywhere(panels, "a question");
        panels_step(panels, s, STEP_REVEALS, 0);
        draw_everywhere(panels, "while it is revealed");
        panels_step(panels, s, STEP_ANSWERED, (int)plan->steps[s].choice_count - 1);
        draw_everywhere(panels, "an answer");
    }
}

static void nor_in_any_step_of_any_lesson(void **state) {
    (void)state;
    size_t count;
    int questions = 0;
    char **paths = scene_files("scenarios", ".yaml", &count);
    for (size_t i = 0; i < count; i++) {
        Panels *panels = panels_open(paths[i]);
        questions += (int)plan_question_count(panels->frame.now.plan);
        play_lesson(panels);
        panels_close(panels);
        free(paths[i]);
    }
    free(paths);
    assert_true(questions > 0);
}

/* In a window that is wide and high enough for it, a lesson can be read from the last row. */
static void what_a_lesson_says_and_asks_is_28_pixels_high_where_it_was_designed(void **state) {
    (void)state;
    size_t count, steps = 0, large = 0;
    char **paths = scene_files("scenarios", ".yaml", &count);
    for (size_t i = 0; i < count; i++) {
        Panels *panels = panels_open(paths[i]);
        const Plan *plan = panels->frame.now.plan;
        for (int s = 0; s < (int)plan->step_count; s++) {
            const bool asks = plan->steps[s].choice_count > 0;
            size_t texts_count;
            int most = 0;
            panels_step(panels, s, asks ? STEP_ASKS : STEP_SAYS, NO_CHOICE);
            const Layout layout = begin(panels, 0);
            lesson_strip_draw(&panels->frame, panels_canvas(panels), layout.panels[PANEL_LESSON]);
            assert_non_null(recorder_words(panels->recorder));
            const RecordedText *texts = recorder_texts(panels->recorder, &texts_count);
            for (size_t t = 0; t < texts_count; t++)
                if (texts[t].size_px > most) most = texts[t].size_px;
            assert_true(most >= 24);
            steps++;
            large += most >= 28;
        }
        panels_close(panels);
        free(paths[i]);
    }
    free(paths);
    assert_true(large * 10 >= steps * 9);
}

/* ---- branches ----------------------------------------------------------------------------------------- */

static void nor_with_eight_branches_two_of_them_side_by_side(void **state) {
    (void)state;
    Panels *panels = panels_open("scenarios/08-refused-renewal.yaml");
    panels_show(panels, 20 * 1440);
    for (int b = 1; b < LANES_MOST; b++) {
        Text complaints = {0};
        assert_int_equal(
            lanes_branch(&panels->lanes, b - 1, b * 2 * 1440, "host: kms1, do: down", &complaints), LANE_OK);
        text_free(&complaints);
        panels->view.lane = b;
        panels->view.other_lane = b % 2 ? b - 1 : NO_LANE;
        panels_gather(panels);
        panels->frame.differs_at = panels->view.other_lane == NO_LANE ? NEVER : b * 2 * 1440 + 1;
        draw_everywhere(panels, "branches");
    }
    panels_close(panels);
}

/* ---- fleets ------------------------------------------------------------------------------------------- */

static void nor_in_fleets_of_one_to_many_machines_with_names_of_40_characters(void **state) {
    (void)state;
    static const int COUNTS[] = {1, 12, 59, 60, 3000};
    for (size_t c = 0; c < sizeof COUNTS / sizeof *COUNTS; c++) {
        Text yaml = {0};
        text_add_format(
            &yaml,
            "title: \"A title with <tags>, ‏עברית‎ and \\u202e, which goes on and on and on\"\n"
            "run: 40d\n"
            "hosts: {abcdefghij-abcdefghij-abcdefghij-abcdefg: {}, second: {}, third: {}, fourth: {}}\n"
            "machines:\n"
            "  WWWWWWWWWW-WWWWWWWWWW-WWWWWWWWWW-WWWWWWW: {product: office-ltsc, count: %d}\n"
            "  mmmmmmmmmm-mmmmmmmmmm-mmmmmmmmmm-mmmmmmm: {product: windows-client, count: 1}\n"
            "changes:\n"
            "  - {at: 9d, every: 1d, until: 20d, host: second, do: down}\n"
            "  - {at: 9d, host: third, do: down}\n"
            "expect:\n"
            "  - {at: 10d, machines: all, are: notification}\n"
            "  - {at: 10d, machines: all, are: licensed}\n",
            COUNTS[c]);
        Panels *panels = panels_open_text(yaml.bytes);
        panels->view.selected = (Subject){SUBJECT_MACHINE, 0};
        panels_show(panels, 30 * 1440);
        draw_everywhere(panels, "a fleet");
        panels_show(panels, 9 * 1440);
        draw_everywhere(panels, "a fleet");
        panels_close(panels);
        text_free(&yaml);
    }
}

/* ---- what lies over the panels ------------------------------------------------------------------------ */

static void draw_menu(Panels *panels, Canvas *canvas, Box box) {
    (void)panels;
    Menu menu;
    menu_begin(&menu,
               "A title that is too long for many a window, and goes on and on until there is no end of it");
    for (int i = 0; i < MENU_ROWS_MOST; i++)
        menu_add(&menu,
                 i % 3 ? "kms1 goes down" : "everything that was written here is much too long for a row",
                 "");
    menu.cursor = 40;
    menu_draw(&menu, canvas, box);
}

static void draw_prompt(Panels *panels, Canvas *canvas, Box box) {
    (void)panels;
    Prompt prompt;
    prompt_begin(
        &prompt, "Go to (2d12h, or 2026-01-07 08:00)",
        "what was typed is longer than the line in which it stands, so that only its end can be seen");
    strcpy(prompt.wrong, "is not a duration: the unit is missing, and there is more to be said about it than "
                         "would fit into a line");
    prompt_draw(&prompt, canvas, box);
}

static void draw_reading(Panels *panels, Canvas *canvas, Box box) {
    Text text = {0};
    for (int i = 0; i < 30; i++) {
        dock_tell(&panels->frame, &text);
        text_add_format(&text, "\n  %-20s %-26s %14d %14d  *\n", "marketing", "leases that ran out", i,
                        7 * i);
        text_add(&text,
                 "    first   FAILED  at 2d it was so for 3 of 4; it was so from 3d to 9d, and from there on "
                 "never again in all the time that was looked at\n");
    }
    reading_draw("Everything as text", text.bytes, 25, canvas, box);
    text_free(&text);
}

static void draw_help(Panels *panels, Canvas *canvas, Box box) {
    (void)panels;
    help_panel_draw(3, canvas, box);
}

static void draw_start(Panels *panels, Canvas *canvas, Box box) {
    (void)panels;
    StageOffer offers[60];
    for (int i = 0; i < 60; i++)
        offers[i] = (StageOffer){
            "x.yaml",
            i % 7 ? "The fifth laptop"
                  : "A lesson whose title is far longer than a column of the start screen is wide",
            i > 4};
    start_screen_draw(
        &(StartScreen){offers, 60, 33, "A scenario below the start screen, whose title goes on and on"},
        canvas, box);
}

static void nor_in_what_lies_over_the_panels(void **state) {
    (void)state;
    static void (*const DRAWS[])(Panels *, Canvas *, Box) = {draw_menu, draw_prompt, draw_reading, draw_help,
                                                             draw_start};
    Panels *panels = panels_open("scenarios/01-fifth-laptop.yaml");
    panels_show(panels, 3 * 1440);
    for (size_t d = 0; d < sizeof DRAWS / sizeof *DRAWS; d++)
        for (size_t s = 0; s < SIZE_COUNT; s++) {
            const Layout layout = begin(panels, s);
            DRAWS[d](panels, panels_canvas(panels), layout.over);
            panels_assert_fits(panels, "what lies over");
        }
    panels_close(panels);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_text_overlaps_in_any_shipped_scenario_at_any_time),
        cmocka_unit_test(nor_in_any_step_of_any_lesson),
        cmocka_unit_test(what_a_lesson_says_and_asks_is_28_pixels_high_where_it_was_designed),
        cmocka_unit_test(nor_with_eight_branches_two_of_them_side_by_side),
        cmocka_unit_test(nor_in_fleets_of_one_to_many_machines_with_names_of_40_characters),
        cmocka_unit_test(nor_in_what_lies_over_the_panels),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
