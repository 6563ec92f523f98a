/* The dock, the lesson and the top bar: what they show and tell, and that nothing is given away while a
 * question is open. */
#include "tests/test.h"

#include "tests/support/golden.h"
#include "tests/support/panels.h"
#include "tests/support/scene.h"
#include "ui/stage/dock.h"
#include "ui/stage/hit_kinds.h"
#include "ui/stage/lesson_strip.h"
#include "ui/stage/menu.h"
#include "ui/stage/prompt.h"
#include "ui/stage/reading.h"
#include "ui/stage/top_bar.h"

enum { DAY = 1440 };

static const char FIVE[] = "title: Five\n"
                           "run: 20d\n"
                           "hosts: {kms1: {}}\n"
                           "machines:\n"
                           "  desk: {product: office-ltsc, count: 4}\n"
                           "  late: {product: office-ltsc, starts: 2d}\n"
                           "changes:\n"
                           "  - {at: 10d, host: kms1, do: down}\n"
                           "expect:\n"
                           "  - {at: 3d, machines: all, are: licensed}\n"
                           "  - {at: 12d, machines: all, are: notification}\n";

static const char LESSON[] =
    "title: The fifth laptop\n"
    "start: 2026-01-05 08:00\n"
    "run: 14d\n"
    "hosts: {kms1: {}}\n"
    "machines:\n"
    "  marketing: {product: office-ltsc, count: 4}\n"
    "  sarah: {product: office-ltsc, starts: 2d1h}\n"
    "expect:\n"
    "  - {at: 1h, machines: marketing, last: count-insufficient}\n"
    "lesson:\n"
    "  - {at: 0m, say: \"Four machines are installed. Why is none of them licensed?\"}\n"
    "  - at: 2d\n"
    "    ask: \"On Wednesday at nine Sarah switches on the fifth laptop. What is true in that minute?\"\n"
    "    note: \"Let them vote.\"\n"
    "    choices:\n"
    "      - {say: All five are licensed at once., if: {at: 2d1h, machines: all, are: licensed}}\n"
    "      - {say: \"Only Sarah's is licensed.\", if: {at: 2d1h, machines: all, are: licensed, count: 1}}\n"
    "      - {say: \"Nobody: five is not more than five.\", if: {at: 2d1h, machines: all, are: licensed, "
    "count: "
    "0}}\n"
    "    show: 2d2h\n";

static Layout begin(Panels *panels) {
    panels_begin(panels);
    return layout_of(&panels->view, lesson_strip_wants(&panels->frame));
}

static void draw_dock(Panels *panels) {
    const Layout layout = begin(panels);
    dock_draw(&panels->frame, panels_canvas(panels), layout.panels[PANEL_DOCK]);
    assert_non_null(recorder_words(panels->recorder));
}

static void draw_all(Panels *panels) {
    const Layout layout = begin(panels);
    Canvas *canvas = panels_canvas(panels);
    top_bar_draw(&panels->frame, canvas, layout.top_bar);
    dock_draw(&panels->frame, canvas, layout.panels[PANEL_DOCK]);
    lesson_strip_draw(&panels->frame, canvas, layout.panels[PANEL_LESSON]);
    assert_non_null(recorder_words(panels->recorder));
}

static void tell_all(Panels *panels, Text *out) {
    top_bar_tell(&panels->frame, out);
    dock_tell(&panels->frame, out);
    lesson_strip_tell(&panels->frame, out);
    assert_false(out->failed);
}

/* ---- what is hidden ----------------------------------------------------------------------------------- */

/* Of a run that is known to its end, and of one that is known no further than to the question. */
static void
while_a_question_is_open_the_future_makes_no_difference_to_the_picture_or_the_words(void **state) {
    (void)state;
    size_t count;
    int questions = 0;
    char **paths = scene_files("scenarios", ".yaml", &count);
    for (size_t i = 0; i < count; i++) {
        Panels *fresh = panels_open(paths[i]), *known = panels_open(paths[i]);
        const Plan *plan = known->frame.now.plan;
        panels_show(known, plan->run_min);
        for (int s = 0; s < (int)plan->step_count; s++) {
            if (plan->steps[s].choice_count == 0) continue;
            Text told_fresh = {0}, told_known = {0};
            questions++;
            panels_step(fresh, s, STEP_ASKS, NO_CHOICE);
            panels_step(known, s, STEP_ASKS, NO_CHOICE);
            known->lanes.lanes[0]->shown_until = known->view.at; /* else it is PAST, and says so */
            panels_gather(known);
            draw_all(fresh);
            draw_all(known);
            assert_string_equal(panels_words(fresh), panels_words(known));
            tell_all(fresh, &told_fresh);
            tell_all(known, &told_known);
            assert_string_equal(told_fresh.bytes, told_known.bytes);
            text_free(&told_fresh);
            text_free(&told_known);
        }
        panels_close(fresh);
        panels_close(known);
        free(paths[i]);
    }
    free(paths);
    assert_true(questions > 10);
}

static void the_pointer_reaches_no_minute_that_is_hidden(void **state) {
    (void)state;
    Panels *panels = panels_open_text(LESSON);
    const Box box = {0, PX(500), PX(1280), PX(200)};
    const int32_t run = panels->frame.now.plan->run_min;
    assert_int_equal(dock_at(&panels->frame, box, (Point){0, PX(600)}), 0);
    assert_int_equal(dock_at(&panels->frame, box, (Point){PX(1279), PX(600)}), run);
    panels_step(panels, 1, STEP_ASKS, NO_CHOICE);
    assert_int_equal(dock_at(&panels->frame, box, (Point){PX(1279), PX(600)}), panels->view.at);
    panels_close(panels);
}

/* A click where the cursor stands goes to the minute that is shown, to a pixel. */
static void the_minute_under_the_pointer_is_the_one_drawn_there(void **state) {
    (void)state;
    Panels *panels = panels_open_text(FIVE);
    const Layout layout = layout_of(&panels->view, 0);
    const Box box = layout.panels[PANEL_DOCK];
    int32_t before = -1;
    for (Px x = 0; x < PX(1280); x += PX(1)) {
        const int32_t at = dock_at(&panels->frame, box, (Point){x, box.y + PX(20)});
        assert_true(at >= before);
        before = at;
    }
    panels_show(panels, 10 * DAY);
    draw_dock(panels);
    const Hits *hits = recorder_hits(panels->recorder);
    int marks = 0;
    for (size_t h = 0; h < hits->count; h++) {
        const HitBox *hit = &hits->boxes[h];
        if (hit->hit.kind != HIT_AT || hit->hit.index != 10 * DAY) continue;
        const int32_t at = dock_at(&panels->frame, box, box_centre(hit->box));
        assert_true(at > 10 * DAY - 60 && at < 10 * DAY + 60);
        marks++;
    }
    assert_int_equal(marks, 1);
    panels_close(panels);
}

/* ---- what is shown ------------------------------------------------------------------------------------ */

static int hits_of(Panels *panels, uint32_t kind) {
    const Hits *hits = recorder_hits(panels->recorder);
    int count = 0;
    for (size_t h = 0; h < hits->count; h++) count += hits->boxes[h].hit.kind == kind;
    return count;
}

static void a_change_and_a_claim_are_marked_once_they_came(void **state) {
    (void)state;
    Panels *panels = panels_open_text(FIVE);
    panels_show(panels, 2 * DAY);
    draw_dock(panels);
    assert_int_equal(hits_of(panels, HIT_AT), 0);
    panels_show(panels, 4 * DAY);
    draw_dock(panels);
    assert_int_equal(hits_of(panels, HIT_AT), 1);
    panels_show(panels, 13 * DAY);
    draw_dock(panels);
    assert_int_equal(hits_of(panels, HIT_AT), 3);
    panels_show(panels, 2 * DAY); /* back: what was seen stays in sight */
    draw_dock(panels);
    assert_int_equal(hits_of(panels, HIT_AT), 3);
    panels_close(panels);
}

static void what_is_still_to_come_is_hatched_and_says_so(void **state) {
    (void)state;
    Panels *panels = panels_open_text(FIVE);
    panels_show(panels, 5 * DAY);
    draw_dock(panels);
    assert_true(panels_has_part(panels, "still to come"));
    assert_non_null(strstr(panels_words(panels), "fill=future/diagonal"));
    panels_show(panels, 20 * DAY);
    draw_dock(panels);
    assert_false(panels_has_part(panels, "still to come"));
    assert_null(strstr(panels_words(panels), "fill=future/diagonal"));
    panels_close(panels);
}

static void a_branch_has_a_lane_with_the_words_of_its_change(void **state) {
    (void)state;
    Text complaints = {0};
    Panels *panels = panels_open_text(FIVE);
    panels_show(panels, 8 * DAY);
    draw_dock(panels);
    assert_int_equal(hits_of(panels, HIT_LANE), 0);
    assert_int_equal(lanes_branch(&panels->lanes, 0, 8 * DAY, "host: kms1, do: rebuild", &complaints),
                     LANE_OK);
    panels->view.lane = 1;
    panels->view.other_lane = 0;
    panels_show(panels, 12 * DAY);
    draw_dock(panels);
    assert_int_equal(hits_of(panels, HIT_LANE), 2);
    assert_true(panels_has_part(panels, "kms1 is rebuilt"));
    Text told = {0};
    dock_tell(&panels->frame, &told);
    assert_non_null(strstr(told.bytes, "> B, from A at 8d"));
    assert_non_null(strstr(told.bytes, "kms1 is rebuilt"));
    text_free(&told);
    text_free(&complaints);
    panels_close(panels);
}

/* What hosts count is drawn twice, the lines and then the numbers of the minute shown: names come once. */
static void counts_that_have_no_room_are_numbered_once_beside_the_last_that_has(void **state) {
    (void)state;
    Panels *panels = panels_open_text("about: a\nrun: 20d\nhosts: {k1: {}, k2: {}, k3: {}, k4: {}, k5: {}}\n"
                                      "machines: {desk: {product: office-ltsc, count: 4}}\n");
    panels_show(panels, 5 * DAY);
    panels->view.height_px = 900;
    draw_dock(panels);
    const char *words = panels_words(panels), *left_out = strstr(words, "+2 more\"");
    const char *last = strstr(words, "text \"k3\"");
    assert_non_null(last);
    assert_non_null(left_out);
    assert_true(last < left_out);
    assert_null(strstr(left_out + 1, "+2 more"));
    assert_null(strstr(words, "text \"k4\""));
    panels_close(panels);
}

static void the_mode_is_told_apart_by_its_word(void **state) {
    (void)state;
    Panels *panels = panels_open_text(FIVE);
    Text complaints = {0};
    panels_show(panels, 8 * DAY);
    draw_all(panels);
    assert_true(panels_has_part(panels, "LIVE"));
    panels_show(panels, 7 * DAY);
    draw_all(panels);
    assert_true(panels_has_part(panels, "PAST"));
    assert_int_equal(lanes_branch(&panels->lanes, 0, 8 * DAY, "host: kms1, do: up", &complaints), LANE_OK);
    panels->view.lane = 1;
    panels_gather(panels);
    draw_all(panels);
    assert_true(panels_has_part(panels, "BRANCH B"));
    text_free(&complaints);
    panels_close(panels);
}

/* ---- counts ------------------------------------------------------------------------------------------- */

/* The middle of a text that is drawn so, the first below y. */
static double text_below(Panels *panels, const char *string, double y) {
    size_t count;
    const RecordedText *texts = recorder_texts(panels->recorder, &count);
    for (size_t t = 0; t < count; t++)
        if (strcmp(texts[t].string, string) == 0 && box_centre(texts[t].box).y > y * PX(1))
            return box_centre(texts[t].box).y / (double)PX(1);
    fail_msg("%s: '%s' is not drawn below %g", panels->file, string, y);
    return 0;
}

/* Where the dashed line of what is needed is, the first below y. */
static double needed_below(Panels *panels, double y) {
    const char *words = panels_words(panels);
    for (const char *line = strstr(words, "path "); line; line = strstr(line + 1, "path ")) {
        double x, at;
        const char *kind = strstr(line, "line=");
        if (sscanf(line, "path %lf,%lf", &x, &at) == 2 && at > y && kind &&
            strncmp(kind, "line=threshold:1.5:long", 23) == 0)
            return at;
    }
    fail_msg("%s: nothing is needed below %g", panels->file, y);
    return 0;
}

static void assert_two_lanes_are_alike(Panels *panels) {
    draw_dock(panels);
    const double one = needed_below(panels, 0), other = needed_below(panels, one);
    const double name = text_below(panels, "kms1", 0), below = text_below(panels, "kms2", 0);
    assert_true(other - one > 16);
    assert_true(other - one - (below - name) < 1.1 && below - name - (other - one) < 1.1);
    const double needs = text_below(panels, "needs 25", 0);
    assert_true(needs - one < 2 && one - needs < 2);
    const double needs_below = text_below(panels, "needs 25", needs);
    assert_true(needs_below - other < 2 && other - needs_below < 2);
}

/* In the window as it was designed, with a question's strip above. */
static void two_hosts_have_a_lane_each_and_the_same_scale(void **state) {
    (void)state;
    Panels *panels = panels_open("scenarios/28-two-hosts-starve.yaml");
    const Plan *plan = panels->frame.now.plan;
    for (int s = 0; s < (int)plan->step_count; s++) {
        panels_step(panels, s, plan->steps[s].ask ? STEP_ASKS : STEP_SAYS, NO_CHOICE);
        assert_two_lanes_are_alike(panels);
    }
    panels_close(panels);
    panels = panels_open("scenarios/30-priority-and-failover.yaml");
    panels_show(panels, 7 * 1440);
    assert_two_lanes_are_alike(panels);
    panels_close(panels);
}

/* No host has been asked: what is needed is the top of the scale, and is told there. */
static void what_is_needed_is_told_beside_its_line_at_the_top_too(void **state) {
    (void)state;
    Panels *panels = panels_open_text("run: 9d\nhosts: {kms1: {}, kms2: {}}\n"
                                      "machines: {a: {product: windows-client, starts: 5d}}\n");
    panels_show(panels, 1440);
    assert_two_lanes_are_alike(panels);
    panels_close(panels);
}

/* ---- the lesson --------------------------------------------------------------------------------------- */

static void choices_can_be_clicked_while_it_asks_and_not_after(void **state) {
    (void)state;
    Panels *panels = panels_open_text(LESSON);
    panels_step(panels, 1, STEP_ASKS, NO_CHOICE);
    draw_all(panels);
    assert_int_equal(hits_of(panels, HIT_CHOICE), 3);
    panels_step(panels, 1, STEP_ANSWERED, 0);
    draw_all(panels);
    assert_int_equal(hits_of(panels, HIT_CHOICE), 0);
    assert_true(panels_has_part(panels, "2 is true, not 1"));
    panels_close(panels);
}

static void notes_are_shown_to_the_trainer_who_asks_for_them_alone(void **state) {
    (void)state;
    Panels *panels = panels_open_text(LESSON);
    Text told = {0};
    panels_step(panels, 1, STEP_ASKS, NO_CHOICE);
    draw_all(panels);
    lesson_strip_tell(&panels->frame, &told);
    assert_false(panels_has_part(panels, "For the trainer"));
    assert_null(strstr(told.bytes, "For the trainer"));
    panels->view.notes = true;
    draw_all(panels);
    assert_true(panels_has_part(panels, "For the trainer"));
    text_free(&told);
    panels_close(panels);
}

/* ---- pictures that were looked at --------------------------------------------------------------------- */

static void dock_and_lesson_look_as_they_were_found_right(void **state) {
    (void)state;
    Panels *panels = panels_open_text(LESSON);
    Text told = {0};
    panels_step(panels, 1, STEP_ASKS, NO_CHOICE);
    draw_all(panels);
    assert_golden("stage-question", panels_words(panels));
    panels_step(panels, 1, STEP_ANSWERED, 0);
    draw_all(panels);
    assert_golden("stage-answer", panels_words(panels));
    tell_all(panels, &told);
    assert_golden("stage-answer-told", told.bytes);
    text_free(&told);
    panels_close(panels);
}

/* ---- menus and prompts -------------------------------------------------------------------------------- */

static void what_is_typed_is_rubbed_out_character_by_character(void **state) {
    (void)state;
    Prompt prompt;
    prompt_begin(&prompt, "Name", "a");
    prompt_type(&prompt, 0xE9);
    prompt_type(&prompt, 0x1F600);
    assert_string_equal(prompt.typed, "a\xC3\xA9\xF0\x9F\x98\x80");
    prompt_rub_out(&prompt);
    prompt_rub_out(&prompt);
    assert_string_equal(prompt.typed, "a");
    prompt_type(&prompt, 0x202E);
    prompt_type(&prompt, 7);
    prompt_type(&prompt, 0xD800);
    assert_string_equal(prompt.typed, "a");
    prompt_rub_out(&prompt);
    prompt_rub_out(&prompt);
    assert_string_equal(prompt.typed, "");
}

static void a_prompt_takes_no_more_than_it_has_room_for(void **state) {
    (void)state;
    Prompt prompt;
    prompt_begin(&prompt, "Name", "");
    for (int i = 0; i < 2 * PROMPT_MOST; i++) prompt_type(&prompt, 0x20AC);
    assert_int_equal(strlen(prompt.typed), (PROMPT_MOST - 1) / 3 * 3);
}

/* Where the first text that begins so starts, and where it ends as it is drawn. */
static void find_text(const char *words, const char *string, TextStyle style, const Font *font, double *out_x,
                      double *out_end) {
    char text[200];
    snprintf(text, sizeof text, "text \"%s\" ", string);
    const char *found = strstr(words, text);
    assert_non_null(found);
    assert_int_equal(sscanf(found + strlen(text), "%lf", out_x), 1);
    *out_end = *out_x + font_width_drawn(font, style, string) / 64.0;
}

static void the_caret_stands_close_behind_what_is_typed(void **state) {
    (void)state;
    static const char TYPED[] = "more-north={product: windows-client, count: 15}";
    Panels *panels = panels_open_text(FIVE);
    Prompt prompt;
    double x, end, caret;
    prompt_begin(&prompt, "Which?", TYPED);
    panels_begin(panels);
    prompt_draw(&prompt, panels_canvas(panels), (Box){0, 0, PX(1280), PX(720)});
    const char *words = panels_words(panels), *line = strstr(words, "line=cursor");
    find_text(words, TYPED, ink_text(INK_TEXT, 18), panels->font, &x, &end);
    assert_non_null(line);
    while (line > words && line[-1] != '\n') line--;
    assert_int_equal(sscanf(line, " path %lf", &caret), 1);
    assert_true(caret > end && caret < end + 4);
    panels_close(panels);
}

static void figures_of_a_column_end_below_each_other(void **state) {
    (void)state;
    static const char *const FIGURES[] = {"0", "15", "101.25"};
    Panels *panels = panels_open_text(FIVE);
    double x, end, first_end = 0;
    panels_begin(panels);
    reading_draw("T", "  north          0\n  north         15\n  north     101.25\n", 0,
                 panels_canvas(panels), (Box){0, 0, PX(1280), PX(720)});
    const char *words = panels_words(panels);
    for (size_t f = 0; f < 3; f++) {
        find_text(words, FIGURES[f], ink_text(INK_TEXT, 15), panels->font, &x, &end);
        if (f == 0) first_end = end;
        assert_true(end > first_end - 2 && end < first_end + 2);
    }
    panels_close(panels);
}

static void the_cursor_of_a_menu_stays_in_it(void **state) {
    (void)state;
    Menu menu;
    menu_begin(&menu, "Which?");
    menu_move(&menu, 1);
    assert_int_equal(menu.cursor, 0);
    for (int i = 0; i < 2 * MENU_ROWS_MOST; i++) menu_add(&menu, "one", "two");
    assert_int_equal(menu.count, MENU_ROWS_MOST);
    menu_move(&menu, 1000);
    assert_int_equal(menu.cursor, MENU_ROWS_MOST - 1);
    menu_move(&menu, -1000);
    assert_int_equal(menu.cursor, 0);
}

static void a_row_of_a_menu_is_cut_between_characters(void **state) {
    (void)state;
    Menu menu;
    char says[2 * MENU_TEXT] = "";
    for (int i = 0; i < MENU_TEXT / 2; i++) strcat(says, "\xE2\x82\xAC");
    menu_begin(&menu, "x");
    menu_add(&menu, says, "");
    assert_int_equal(strlen(menu.rows[0].says), (MENU_TEXT - 1) / 3 * 3);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(while_a_question_is_open_the_future_makes_no_difference_to_the_picture_or_the_words),
        cmocka_unit_test(the_pointer_reaches_no_minute_that_is_hidden),
        cmocka_unit_test(the_minute_under_the_pointer_is_the_one_drawn_there),
        cmocka_unit_test(a_change_and_a_claim_are_marked_once_they_came),
        cmocka_unit_test(what_is_still_to_come_is_hatched_and_says_so),
        cmocka_unit_test(a_branch_has_a_lane_with_the_words_of_its_change),
        cmocka_unit_test(counts_that_have_no_room_are_numbered_once_beside_the_last_that_has),
        cmocka_unit_test(the_mode_is_told_apart_by_its_word),
        cmocka_unit_test(choices_can_be_clicked_while_it_asks_and_not_after),
        cmocka_unit_test(notes_are_shown_to_the_trainer_who_asks_for_them_alone),
        cmocka_unit_test(two_hosts_have_a_lane_each_and_the_same_scale),
        cmocka_unit_test(what_is_needed_is_told_beside_its_line_at_the_top_too),
        cmocka_unit_test(dock_and_lesson_look_as_they_were_found_right),
        cmocka_unit_test(what_is_typed_is_rubbed_out_character_by_character),
        cmocka_unit_test(a_prompt_takes_no_more_than_it_has_room_for),
        cmocka_unit_test(the_caret_stands_close_behind_what_is_typed),
        cmocka_unit_test(figures_of_a_column_end_below_each_other),
        cmocka_unit_test(the_cursor_of_a_menu_stays_in_it),
        cmocka_unit_test(a_row_of_a_menu_is_cut_between_characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
