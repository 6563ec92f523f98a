/* The fleet list, the stage and the inspector: they say what is so, and tell nothing that a question hides.
 */
#include "tests/test.h"

#include "tests/support/golden.h"
#include "tests/support/panels.h"
#include "tests/support/player.h"
#include "tests/support/scene.h"
#include "ui/stage/centre.h"
#include "ui/stage/fleet_list.h"
#include "ui/stage/hit_kinds.h"
#include "ui/stage/inspector.h"
#include "ui/stage/lesson_strip.h"

static const struct { int width_px, height_px; } SIZES[] = {{1280, 720}, {1024, 640}, {1920, 1080}};

static Layout draw(Panels *panels, size_t size) {
    return panels_draw(panels, SIZES[size].width_px, SIZES[size].height_px);
}

/* ---- what the stage says ------------------------------------------------------------------------------ */

static void each_attempt_of_the_minute_has_the_count_that_came_back(void **state) {
    (void)state;
    Panels *panels = panels_open("scenarios/01-fifth-laptop.yaml");
    panels_show(panels, 2 * 1440);
    draw(panels, 0);
    assert_true(panels_has_part(panels, "4 < 5: refused"));
    assert_true(panels_has_part(panels, "4 asked: 4 refused"));
    assert_true(panels_has_part(panels, "5 needed: 1 missing"));
    panels_show(panels, 2 * 1440 + 60);
    draw(panels, 0);
    assert_true(panels_has_part(panels, "5 ≥ 5: granted"));
    assert_true(panels_has_part(panels, "5 needed: enough"));
    panels_close(panels);
}

static size_t count_texts(Panels *panels, const char *string) {
    size_t texts_count, count = 0;
    const RecordedText *texts = recorder_texts(panels->recorder, &texts_count);
    for (size_t t = 0; t < texts_count; t++) count += strcmp(texts[t].string, string) == 0;
    return count;
}

static void those_that_hear_the_same_are_told_of_once(void **state) {
    (void)state;
    Panels *panels = panels_open("scenarios/28-two-hosts-starve.yaml");
    panels_show(panels, 6 * 1440);
    draw(panels, 0);
    assert_true(panels_has_part(panels, "30 asked: 30 refused"));
    const size_t whole = count_texts(panels, "15 < 25: refused"),
                 in_two_lines = count_texts(panels, "15 < 25:");
    assert_int_equal(whole + in_two_lines, 2); /* by each of two hosts */
    assert_int_equal(count_texts(panels, "refused"), in_two_lines);
    panels_close(panels);
}

static void a_low_stage_leaves_out_words_that_would_stand_on_lines(void **state) {
    (void)state;
    Panels *panels = panels_open("scenarios/09-host-down-24-weeks.yaml");
    panels->view.step = NO_STEP;
    panels_show(panels, 2 * 60);
    panels_draw(panels, 320, 240);
    assert_true(panels_has_part(panels, "24 asked: 24 granted"));
    assert_false(panels_has_part(panels, "30 ≥ 25: granted"));
    draw(panels, 0);
    assert_true(panels_has_part(panels, "30 ≥ 25: granted"));
    panels_close(panels);
}

static void where_there_is_room_for_hosts_alone_nothing_is_written_over_them(void **state) {
    (void)state;
    Panels *panels = panels_open("scenarios/24-rebuilt-host-30-machines.yaml");
    panels_step(panels, 0, STEP_SAYS, NO_CHOICE);
    panels_draw(panels, 320, 240);
    assert_true(panels_has_part(panels, "kms1"));
    assert_false(panels_has_part(panels, "30 machines"));
    panels_close(panels);
}

static void a_host_that_is_down_and_a_place_cut_off_have_a_word(void **state) {
    (void)state;
    Panels *panels =
        panels_open_text("title: t\nrun: 9d\nplaces: {vpn: {block: [k]}}\nhosts: {k: {up: false}}\n"
                         "machines: {a: {product: office-ltsc, place: vpn},\n"
                         "           b: {product: office-ltsc, place: offline, power: off}}\n");
    panels_show(panels, 10);
    draw(panels, 2);
    assert_true(panels_has_part(panels, "down"));
    assert_true(panels_has_part(panels, "does not reach k"));
    assert_true(panels_has_part(panels, "reaches nothing"));
    assert_true(panels_has_part(panels, "off"));
    panels_close(panels);
}

static void the_same_minute_and_row_make_the_same_picture(void **state) {
    (void)state;
    Panels *panels = panels_open("scenarios/08-refused-renewal.yaml");
    panels->view.selected = (Subject){SUBJECT_MACHINE, 0};
    panels_show(panels, 20 * 1440);
    panels_show(panels, 10 * 1440);
    draw(panels, 0);
    char *before = strdup(panels_words(panels));
    panels_show(panels, 20 * 1440);
    panels_show(panels, 10 * 1440);
    draw(panels, 0);
    assert_string_equal(panels_words(panels), before);
    free(before);
    panels_close(panels);
}

static void nothing_flies_with_reduced_motion(void **state) {
    (void)state;
    Panels *panels = panels_open("scenarios/01-fifth-laptop.yaml");
    panels->view.playing = panels->view.still = true;
    panels->view.speed = 1;
    panels_show(panels, 2 * 1440);
    draw(panels, 0);
    char *before = strdup(panels_words(panels));
    panels->view.part_milliminutes = 500;
    panels_gather(panels);
    draw(panels, 0);
    assert_string_equal(panels_words(panels), before);
    free(before);
    panels_close(panels);
}

static void a_message_moves_while_it_plays(void **state) {
    (void)state;
    Panels *panels = panels_open("scenarios/01-fifth-laptop.yaml");
    panels->view.playing = true;
    panels->view.speed = 1;
    panels->view.part_milliminutes = 100;
    panels_show(panels, 2 * 1440);
    draw(panels, 0);
    char *before = strdup(panels_words(panels));
    panels->view.part_milliminutes = 600;
    panels_gather(panels);
    draw(panels, 0);
    assert_string_not_equal(panels_words(panels), before);
    free(before);
    panels_close(panels);
}

static void the_cell_under_the_pointer_is_its_machine(void **state) {
    (void)state;
    Panels *panels = panels_open_text("title: t\nrun: 9d\nhosts: {k: {}}\nplaces: {vpn: {}}\n"
                                      "machines: {a: {product: office-ltsc, count: 700},\n"
                                      "           b: {product: office-ltsc, count: 800, place: vpn}}\n");
    panels_show(panels, 100);
    const Layout layout = draw(panels, 0);
    const Box box = layout.panels[PANEL_CENTRE];
    uint8_t *seen = calloc(1500, 1);
    uint32_t found = 0;
    for (Px y = box.y; y < box_bottom(box); y += PX(2))
        for (Px x = box.x; x < box_right(box); x += PX(2)) {
            uint32_t machine;
            if (!centre_machine_at(&panels->frame, box, (Point){x, y}, &machine)) continue;
            assert_true(machine < 1500);
            found += !seen[machine];
            seen[machine] = 1;
        }
    assert_int_equal(found, 1500);
    free(seen);
    uint32_t none;
    assert_false(centre_machine_at(&panels->frame, box, (Point){box.x, box.y}, &none));
    panels_close(panels);
}

static void signs_answer_to_clicks(void **state) {
    (void)state;
    Panels *panels = panels_open("scenarios/01-fifth-laptop.yaml");
    panels_show(panels, 2 * 1440);
    draw(panels, 0);
    const Hits *hits = recorder_hits(panels->recorder);
    uint32_t machines = 0, hosts = 0, places = 0, looks = 0;
    for (size_t i = 0; i < hits->count; i++) {
        const Hit hit = hits_at(hits, box_centre(hits->boxes[i].box));
        machines += hit.kind == HIT_MACHINE;
        hosts += hit.kind == HIT_HOST;
        places += hits->boxes[i].hit.kind == HIT_PLACE;
        looks += hit.kind == HIT_LOOK;
    }
    assert_true(machines >= 5);
    assert_true(hosts >= 1);
    assert_int_equal(places, 1);
    assert_int_equal(looks, 2); /* grace, absent */
    panels_close(panels);
}

/* ---- the list ----------------------------------------------------------------------------------------- */

static void assert_listed(Panels *panels, const char *filter, SortId sort, const char *expected) {
    FleetList list = {0};
    Text names = {0};
    strcpy(panels->view.filter, filter);
    panels->view.sort = sort;
    panels_gather(panels);
    assert_true(fleet_list_arrange(&list, &panels->frame));
    text_add(&names, "");
    for (uint32_t i = 0; i < list.machine_count; i++) {
        char name[MEMBER_NAME];
        plan_machine_name(panels->frame.now.plan, list.machines[i], name);
        text_add_format(&names, "%s%s", i ? " " : "", name);
    }
    assert_string_equal(names.length ? names.bytes : "", expected);
    assert_int_equal(list.machine_count + list.left_out, panels->frame.now.plan->machine_count);
    text_free(&names);
    fleet_list_free(&list);
}

static void the_list_shows_what_its_filter_says(void **state) {
    (void)state;
    Panels *panels = panels_open("scenarios/01-fifth-laptop.yaml");
    panels_show(panels, 2 * 1440 + 90); /* 2d1h30m: sarah is licensed, the others are not yet */
    assert_listed(panels, "", SORT_FILE, "marketing-1 marketing-2 marketing-3 marketing-4 sarah");
    assert_listed(panels, "SAR", SORT_FILE, "sarah");
    assert_listed(panels, "state=licensed", SORT_FILE, "sarah");
    assert_listed(panels, "!state=licensed 2", SORT_FILE, "marketing-2");
    assert_listed(panels, "last=count-insufficient group=marketing", SORT_FILE,
                  "marketing-1 marketing-2 marketing-3 marketing-4");
    assert_listed(panels, "due<1h", SORT_FILE, "marketing-1 marketing-2 marketing-3 marketing-4");
    assert_listed(panels, "lease>=179d", SORT_FILE, "sarah");
    assert_listed(panels, "place=offline", SORT_FILE, "");
    assert_listed(panels, "", SORT_STATE, "sarah marketing-1 marketing-2 marketing-3 marketing-4");
    assert_listed(panels, "4", SORT_DUE, "marketing-4");
    panels_close(panels);
}

static void a_filter_that_is_none_says_what_there_is(void **state) {
    (void)state;
    Panels *panels = panels_open("scenarios/01-fifth-laptop.yaml");
    static const char *const WRONG[][2] = {{"state=happy", "initial-grace"}, {"last=maybe", "no-host"},
                                           {"due<soon", "length"},           {"due=2h", "compared"},
                                           {"group=lab", "no group lab"},    {"place=moon", "no place moon"},
                                           {"colour=red", "group="},         {"a ! b", "right before"}};
    for (size_t i = 0; i < sizeof WRONG / sizeof *WRONG; i++) {
        Text wrong = {0};
        assert_false(fleet_filter_parse(WRONG[i][0], panels->frame.now.plan, &wrong));
        assert_non_null(strstr(wrong.bytes, WRONG[i][1]));
        text_free(&wrong);
    }
    panels_close(panels);
}

static void a_host_in_the_list_says_all_that_is_wrong_with_it(void **state) {
    (void)state;
    Panels *panels = panels_open_text("title: t\nrun: 9d\nhosts: {k: {activated: false, published: false}}\n"
                                      "machines: {a: {product: office-ltsc, count: 30}}\n");
    panels_show(panels, 10);
    draw(panels, 0);
    assert_int_equal(count_texts(panels, "not activated, not in dns"), 2); /* in the list and on the stage */
    panels_close(panels);
}

static void the_row_that_the_keys_are_on_is_seen(void **state) {
    (void)state;
    Player *player = player_open_file("scenarios/28-two-hosts-starve.yaml");
    for (int i = 0; i < 29; i++) {
        char name[20];
        player_act(player, ACT_DOWN);
        if (i < 2) continue;
        snprintf(name, sizeof name, "\"%s-%d\"", i < 17 ? "north" : "south", (i - 2) % 15 + 1);
        const char *list = strstr(player_words(player), "role=row");
        const char *found = strstr(list, name), *end = strstr(list, "role=panel");
        assert_true(found && end && found < end);
    }
    player_close(player);
}

static void rows_and_subjects_agree(void **state) {
    (void)state;
    Panels *panels = panels_open("scenarios/28-two-hosts-starve.yaml");
    FleetList list = {0};
    assert_true(fleet_list_arrange(&list, &panels->frame));
    const uint32_t rows = fleet_list_rows(&list, &panels->frame);
    assert_int_equal(rows, panels->frame.now.plan->host_count + panels->frame.now.plan->machine_count);
    for (uint32_t row = 0; row < rows; row++) {
        uint32_t found = rows;
        assert_true(
            fleet_list_find(&list, &panels->frame, fleet_list_subject(&list, &panels->frame, row), &found));
        assert_int_equal(found, row);
    }
    fleet_list_free(&list);
    panels_close(panels);
}

/* ---- hidden ------------------------------------------------------------------------------------------- */

static void tell_all(Panels *panels, Text *out) {
    FleetList list = {0};
    assert_true(fleet_list_arrange(&list, &panels->frame));
    centre_tell(&panels->frame, out);
    fleet_list_tell(&list, &panels->frame, out);
    inspector_tell(&panels->frame, out);
    fleet_list_free(&list);
}

/* What a question hides is neither drawn nor told: when who asks next, and what comes of it. */
static void no_panel_tells_what_a_question_hides(void **state) {
    (void)state;
    Panels *panels = panels_open("scenarios/01-fifth-laptop.yaml");
    const Plan *plan = panels->frame.now.plan;
    int asked = 0;
    for (int s = 0; s < (int)plan->step_count; s++) {
        if (plan->steps[s].choice_count == 0) continue;
        asked++;
        for (int why = 0; why < 2; why++) {
            Text told = {0};
            panels->view.selected = (Subject){SUBJECT_MACHINE, 1};
            panels->view.why = why;
            panels_step(panels, s, STEP_ASKS, NO_CHOICE);
            tell_all(panels, &told);
            draw(panels, 2);
            static const char *const HIDDEN[] = {"What comes next", "in this run", "asks in", "Earliest",
                                                 "Remedy"};
            for (size_t h = 0; h < sizeof HIDDEN / sizeof *HIDDEN; h++) {
                assert_null(strstr(told.bytes, HIDDEN[h]));
                assert_false(panels_has_part(panels, HIDDEN[h]));
            }
            text_free(&told);
        }
    }
    assert_true(asked > 0);
    panels_close(panels);
}

/* As wide as it was designed, too wide for a tall row and too narrow for columns. */
static void the_state_stands_beside_a_short_name(void **state) {
    (void)state;
    Panels *panels = panels_open("scenarios/30-priority-and-failover.yaml");
    panels_show(panels, 7 * 1440);
    draw(panels, 0);
    assert_true(count_texts(panels, "clients-9") > 0);
    assert_true(count_texts(panels, "licensed") >= 12);
    panels_assert_fits(panels, "states beside names");
    panels_close(panels);
}

/* ---- the inspector ------------------------------------------------------------------------------------ */

static void three_clocks_have_each_their_name(void **state) {
    (void)state;
    Panels *panels = panels_open("scenarios/01-fifth-laptop.yaml");
    panels->view.selected = (Subject){SUBJECT_MACHINE, 4};
    panels_show(panels, 5 * 1440);
    draw(panels, 2);
    assert_true(panels_has_part(panels, "Lease"));
    assert_true(panels_has_part(panels, "177d left of 180d"));
    assert_true(panels_has_part(panels, "Next attempt"));
    assert_true(panels_has_part(panels, "in 4d1h, renews every 7d"));
    assert_true(panels_has_part(panels, "Memory of kms1"));
    panels_close(panels);
}

static void who_is_not_there_yet_is_told_when_it_will_be(void **state) {
    (void)state;
    Panels *panels = panels_open("scenarios/01-fifth-laptop.yaml");
    Text told = {0};
    panels->view.selected = (Subject){SUBJECT_MACHINE, 4};
    panels_step(panels, 0, STEP_SAYS, NO_CHOICE);
    inspector_tell(&panels->frame, &told);
    assert_non_null(strstr(told.bytes, "sarah: absent until Wed 7 Jan 09:00"));
    assert_null(strstr(told.bytes, "How it came to this"));
    text_clear(&told);
    panels_step(panels, 3, STEP_ASKS, NO_CHOICE); /* it is still to come */
    inspector_tell(&panels->frame, &told);
    assert_null(strstr(told.bytes, "absent until"));
    text_clear(&told);
    panels_show(panels, 3 * 1440);
    inspector_tell(&panels->frame, &told);
    assert_null(strstr(told.bytes, "absent"));
    text_free(&told);
    panels_close(panels);
}

static void all_of_an_inspector_can_be_scrolled_to(void **state) {
    (void)state;
    Panels *panels = panels_open("scenarios/01-fifth-laptop.yaml");
    panels->view.selected = (Subject){SUBJECT_MACHINE, 1};
    panels_show(panels, 5 * 1440);
    const Layout layout = draw(panels, 0);
    assert_true(panels_has_part(panels, "more ▼"));
    const Scroll whole = inspector_measure(&panels->frame, layout.panels[PANEL_INSPECTOR]);
    panels->view.inspector_top = scroll_last_top(&whole);
    assert_true(panels->view.inspector_top > 0);
    draw(panels, 0);
    assert_true(panels_has_part(panels, "▲ more"));
    assert_true(panels_has_part(panels, "last grace")); /* the last line */
    panels_close(panels);
}

/* The first of what is drawn within a group, up to the next group. */
static bool group_has(Panels *panels, const char *group, const char *part) {
    const char *from = strstr(panels_words(panels), group);
    if (!from) return false;
    const char *end = strstr(from, "\n    group "), *found = strstr(from, part);
    return found && (!end || found < end);
}

/* What is left of 1280x720 at 200 % and at 300 %. */
static void a_count_is_seen_against_what_is_needed_in_small_windows_too(void **state) {
    (void)state;
    Panels *panels = panels_open("scenarios/01-fifth-laptop.yaml");
    panels_step(panels, 3, STEP_ANSWERED, 2);
    panels_draw(panels, 427, 240);
    assert_true(group_has(panels, "role=host title=\"kms1\"", "line=threshold:2"));
    panels_draw(panels, 640, 360);
    assert_true(group_has(panels, "role=host title=\"kms1\"", "line=threshold:2"));
    panels->view.selected = (Subject){SUBJECT_HOST, 0};
    panels_step(panels, 3, STEP_ANSWERED, 2);
    panels_draw(panels, 640, 360);
    const char *heading = strstr(panels_words(panels), "\"Counts for office\"");
    assert_non_null(heading);
    const char *gauge = strstr(heading, "line=threshold:2"), *more = strstr(heading, "\"more ");
    assert_true(gauge && more && gauge < more);
    panels_close(panels);
}

static void so_is_each_of_two_counts_of_a_host(void **state) {
    (void)state;
    Panels *panels = panels_open("scenarios/03-mixed-counting.yaml");
    panels_show(panels, 0);
    panels_draw(panels, 640, 360);
    const char *words = strstr(panels_words(panels), "role=host title=\"kms1\"");
    assert_non_null(words);
    const char *one = strstr(words, "fill=counted-fill"), *end = strstr(words, "\n    group ");
    const char *other = one ? strstr(one + 1, "fill=counted-fill") : NULL;
    assert_true(other && end && other < end);
    panels_close(panels);
}

static void no_heading_stands_alone_above_more(void **state) {
    (void)state;
    Panels *panels = panels_open("scenarios/01-fifth-laptop.yaml");
    panels->view.selected = (Subject){SUBJECT_HOST, 0};
    panels_show(panels, 2 * 1440);
    for (int height = 40; height < 700; height += 3) {
        panels_begin(panels);
        inspector_draw(&panels->frame, panels_canvas(panels), (Box){0, 0, PX(243), PX(height)});
        const char *heading = strstr(panels_words(panels), "\"Counts for office\"");
        if (heading && !strstr(heading, "line=threshold:2")) fail_msg("at %d px", height);
    }
    panels_close(panels);
}

/* ---- looked at, and kept ------------------------------------------------------------------------------ */

static void the_stage_of_the_first_lesson_is_as_it_was_looked_at(void **state) {
    (void)state;
    Panels *panels = panels_open("scenarios/01-fifth-laptop.yaml");
    panels->view.selected = (Subject){SUBJECT_MACHINE, 4};
    panels_show(panels, 2 * 1440 + 60);
    panels->view.step = NO_STEP;
    draw(panels, 0);
    assert_golden("stage-middle-fifth-laptop", panels_words(panels));
    panels_close(panels);
}

static void and_what_it_tells(void **state) {
    (void)state;
    Panels *panels = panels_open("scenarios/10-host-down-26-weeks.yaml");
    Text told = {0};
    panels->view.selected = (Subject){SUBJECT_HOST, 0};
    panels_show(panels, 185 * 1440);
    tell_all(panels, &told);
    assert_golden("stage-middle-told", told.bytes);
    text_free(&told);
    panels_close(panels);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_attempt_of_the_minute_has_the_count_that_came_back),
        cmocka_unit_test(those_that_hear_the_same_are_told_of_once),
        cmocka_unit_test(a_low_stage_leaves_out_words_that_would_stand_on_lines),
        cmocka_unit_test(where_there_is_room_for_hosts_alone_nothing_is_written_over_them),
        cmocka_unit_test(a_host_that_is_down_and_a_place_cut_off_have_a_word),
        cmocka_unit_test(the_same_minute_and_row_make_the_same_picture),
        cmocka_unit_test(nothing_flies_with_reduced_motion),
        cmocka_unit_test(a_message_moves_while_it_plays),
        cmocka_unit_test(the_cell_under_the_pointer_is_its_machine),
        cmocka_unit_test(signs_answer_to_clicks),
        cmocka_unit_test(the_list_shows_what_its_filter_says),
        cmocka_unit_test(a_filter_that_is_none_says_what_there_is),
        cmocka_unit_test(a_host_in_the_list_says_all_that_is_wrong_with_it),
        cmocka_unit_test(the_row_that_the_keys_are_on_is_seen),
        cmocka_unit_test(rows_and_subjects_agree),
        cmocka_unit_test(no_panel_tells_what_a_question_hides),
        cmocka_unit_test(the_state_stands_beside_a_short_name),
        cmocka_unit_test(three_clocks_have_each_their_name),
        cmocka_unit_test(who_is_not_there_yet_is_told_when_it_will_be),
        cmocka_unit_test(all_of_an_inspector_can_be_scrolled_to),
        cmocka_unit_test(a_count_is_seen_against_what_is_needed_in_small_windows_too),
        cmocka_unit_test(so_is_each_of_two_counts_of_a_host),
        cmocka_unit_test(no_heading_stands_alone_above_more),
        cmocka_unit_test(the_stage_of_the_first_lesson_is_as_it_was_looked_at),
        cmocka_unit_test(and_what_it_tells),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
