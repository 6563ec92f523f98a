/* The timeline: strips and bands, counts above, changes as flags. */
#include "tests/test.h"

#include "tests/support/easel.h"
#include "tests/support/golden.h"
#include "ui/canvas/svg.h"

enum { DAYS = 1440 };

static const char FIFTH[] = "title: The fifth laptop\nstart: 2026-01-05 08:00\nrun: 14d\nhosts: {kms1: {}}\n"
                            "machines:\n"
                            "  marketing: {product: office-ltsc, count: 4}\n"
                            "  sarah: {product: office-ltsc, starts: 2d1h}\n"
                            "expect:\n"
                            "  - {first: 2d2h, machines: marketing, are: licensed}\n"
                            "  - {at: 3d, machines: all, are: notification}\n";

static const char OUTAGE[] = "title: An outage\nrun: 230d\nhosts: {kms1: {}}\n"
                             "machines:\n"
                             "  clients: {product: windows-client, count: 90}\n"
                             "  writers: {product: office-ltsc, count: 10, starts: {from: 0d, to: 4d}}\n"
                             "  newcomer: {product: windows-client, starts: 20d}\n"
                             "changes:\n"
                             "  - {at: 10d, host: kms1, do: down}\n"
                             "  - {at: 22d, machines: newcomer, attempt: now}\n"
                             "  - {at: 200d, host: kms1, do: up}\n"
                             "expect: [{at: 230d, machines: clients, are: licensed}]\n";

static Easel *drawn(const char *yaml, int width_px) {
    return easel_drawn(yaml, FIGURE_TIMELINE, width_px);
}

static size_t times(const char *words, const char *part) {
    size_t count = 0;
    for (const char *at = words; (at = strstr(at, part)); at += strlen(part)) count++;
    return count;
}

/* ---- goldens ------------------------------------------------------------------------------------------ */

static void strips_are_drawn_as_they_were_looked_at(void **state) {
    (void)state;
    Easel *easel = drawn(FIFTH, 800);
    assert_golden("timeline-strips", easel_words(easel));
    easel_close(easel);
}

static void bands_are_drawn_as_they_were_looked_at(void **state) {
    (void)state;
    Easel *easel = easel_of(OUTAGE, FIGURE_TIMELINE, 640);
    easel->request.caption = false;
    easel_draw(easel);
    assert_golden("timeline-bands", easel_words(easel));
    easel_close(easel);
}

static void the_same_run_gives_the_same_bytes_wherever_the_timeline_is(void **state) {
    (void)state;
    Easel *easel = drawn(FIFTH, 800);
    easel_assert_stays(easel);
    easel_close(easel);
}

/* ---- machines ----------------------------------------------------------------------------------------- */

static void there_is_a_strip_for_each_of_59_machines_and_a_band_for_the_group_of_60(void **state) {
    (void)state;
    for (int count = 59; count <= 60; count++) {
        Text yaml = {0};
        text_add_format(&yaml,
                        "title: t\nrun: 9d\nhosts: {kms1: {}}\n"
                        "machines: {pc: {product: windows-client, count: %d}}\n",
                        count);
        Easel *easel = drawn(yaml.bytes, 800);
        assert_int_equal(times(easel_words(easel), "group role=machine "), count == 59 ? 59 : 0);
        assert_int_equal(times(easel_words(easel), "group role=group "), count == 59 ? 0 : 1);
        easel_close(easel);
        text_free(&yaml);
    }
}

static void a_fleet_is_no_larger_in_a_file_than_a_small_one(void **state) {
    (void)state;
    size_t lengths[2];
    for (int large = 0; large < 2; large++) {
        Text yaml = {0}, out = {0};
        text_add_format(&yaml,
                        "title: t\nrun: 100d\nhosts: {kms1: {}}\nmachines: {pc: {product: windows-client, "
                        "count: %d, starts: {from: 0d, to: 50d}}}\n"
                        "changes: [{at: 60d, host: kms1, do: down}]\n",
                        large ? 40000 : 400);
        Easel *easel = drawn(yaml.bytes, 800);
        const Sheet sheet = {.width_px = 800,
                             .height_px = figure_height_px(easel->figure),
                             .title = figure_title(easel->figure),
                             .description = "",
                             .theme = THEME_LIGHT,
                             .background = INK_BACKGROUND,
                             .font = easel->font};
        Svg *svg = svg_create(&sheet);
        assert_non_null(svg);
        figure_draw(easel->figure, svg_canvas(svg));
        assert_true(svg_finish(svg, false, &out));
        lengths[large] = out.length;
        svg_destroy(svg);
        text_free(&out);
        text_free(&yaml);
        easel_close(easel);
    }
    assert_true(lengths[1] < 40000);
    assert_true(lengths[1] < 2 * lengths[0]);
}

/* For two hours, less than a pixel, the first four wait. */
static void what_is_too_short_to_be_seen_is_not_in_the_legend(void **state) {
    (void)state;
    static const char *const COUNTS[] = {"5", "70"};
    for (size_t c = 0; c < sizeof COUNTS / sizeof *COUNTS; c++) {
        Text yaml = {0};
        text_add_format(&yaml,
                        "title: t\nrun: 170d\nhosts: {kms1: {}}\n"
                        "machines: {pc: {product: office-ltsc, count: %s}, lone: {product: windows-mak}}\n",
                        COUNTS[c]);
        Easel *easel = easel_of(yaml.bytes, FIGURE_TIMELINE, 800);
        easel->request.fold = false;
        easel_draw(easel);
        assert_true(easel_has_text(easel, "licensed"));
        assert_false(easel_has_text(easel, "grace"));
        easel->request.to = 2 * DAYS;
        easel_draw(easel);
        assert_true(easel_has_text(easel, "grace"));
        easel_close(easel);
        text_free(&yaml);
    }
}

static void claims_in_one_place_are_counted(void **state) {
    (void)state;
    Easel *easel =
        drawn("title: t\nrun: 30d\nhosts: {kms1: {}}\nmachines: {a: {product: microsoft-365-apps}}\n"
              "expect:\n"
              "  - {at: 3d, machines: a, are: licensed}\n"
              "  - {at: 3d, machines: a, last: granted}\n"
              "  - {at: 3d, host: kms1, pool: office, count: 0}\n",
              480);
    assert_true(easel_has_text(easel, "×3"));
    assert_true(easel_has_text(easel, "claims")); /* whole, however short the machines' names are */
    easel_close(easel);
}

static void a_subtitle_is_not_broken_within_a_date(void **state) {
    (void)state;
    Easel *easel = drawn(FIFTH, 480);
    assert_true(easel_has_text(easel, "5 machines over time:"));
    assert_true(easel_has_text(easel, "Mon 5 Jan 2026 08:00 to Mon 19 Jan 2026 08:00 (14d)"));
    assert_non_null(strstr(figure_description(easel->figure), "5 machines over time: Mon 5 Jan"));
    easel_close(easel);
}

static void only_the_groups_asked_for_are_shown(void **state) {
    (void)state;
    Easel *easel = easel_of(OUTAGE, FIGURE_TIMELINE, 800);
    const uint32_t groups[] = {2, 1};
    easel->request.groups = groups;
    easel->request.group_count = 2;
    easel_draw(easel);
    assert_true(easel_has_text(easel, "newcomer") && easel_has_text(easel, "writers-10"));
    assert_false(easel_has_part(easel, "clients"));
    assert_true(easel_has_part(easel, "11 of 101 machines"));
    assert_true(easel_has_part(easel, "newcomer: told to ask now"));
    const uint32_t clients = 0;
    easel->request.groups = &clients;
    easel->request.group_count = 1;
    easel_draw(easel);
    assert_true(easel_has_text(easel, "clients"));
    assert_false(easel_has_part(easel, "told to ask now"));
    assert_true(easel_has_part(easel, "kms1 goes down"));
    easel_close(easel);
}

static void a_name_that_is_cut_is_whole_in_the_title_of_its_group(void **state) {
    (void)state;
    Easel *easel = drawn("title: t\nrun: 1d\nhosts: {kms1: {}}\n"
                         "machines: {a-name-of-forty-characters-that-goes-on: {product: windows-client}}\n",
                         480);
    assert_false(easel_has_text(easel, "a-name-of-forty-characters-that-goes-on"));
    assert_true(easel_has_part(easel, "a-name-of-"));
    assert_non_null(strstr(easel_words(easel), "title=\"a-name-of-forty-characters-that-goes-on\""));
    easel_close(easel);
}

/* ---- signs -------------------------------------------------------------------------------------------- */

static void the_minute_in_which_the_count_suffices_is_marked(void **state) {
    (void)state;
    Easel *easel = drawn(FIFTH, 800);
    assert_true(easel_has_text(easel, "5 at 2d1h"));
    assert_true(easel_has_text(easel, "5 needed") && easel_has_text(easel, "cap 10"));
    easel_close(easel);
}

static void the_legend_has_what_occurs_and_nothing_else(void **state) {
    (void)state;
    Easel *easel = drawn(FIFTH, 800);
    assert_true(easel_has_text(easel, "grace") && easel_has_text(easel, "licensed"));
    assert_true(easel_has_text(easel, "absent") && easel_has_text(easel, "attempt refused"));
    assert_true(easel_has_text(easel, "claim that held") && easel_has_text(easel, "claim that failed"));
    assert_false(easel_has_text(easel, "notification") || easel_has_text(easel, "view only"));
    assert_false(easel_has_text(easel, "attempt that nobody answered"));
    assert_false(easel_has_text(easel, "a lease or grace runs out"));
    easel->request.to = 2 * DAYS;
    easel_draw(easel);
    assert_false(easel_has_text(easel, "licensed") || easel_has_text(easel, "claim that held"));
    easel_close(easel);
}

static void attempts_that_are_too_dense_are_left_out_and_the_legend_says_so(void **state) {
    (void)state;
    Easel *easel = easel_of(FIFTH, FIGURE_TIMELINE, 800);
    easel->request.fold = false;
    easel_draw(easel);
    assert_true(easel_has_part(easel, "Where attempts are dense"));
    easel->request.to = 1 * DAYS;
    easel_draw(easel);
    assert_false(easel_has_part(easel, "Where attempts are dense"));
    easel_close(easel);
}

static void a_failed_claim_is_explained(void **state) {
    (void)state;
    Easel *easel = drawn(FIFTH, 800);
    assert_true(easel_has_part(easel, "Line 10 failed: at 3d: all are in notification"));
    easel_close(easel);
}

static void a_change_has_a_number_and_is_explained_below(void **state) {
    (void)state;
    Easel *easel = drawn("title: t\nrun: 60d\nhosts: {kms1: {}}\n"
                         "machines: {pc: {product: windows-server, count: 5}}\n"
                         "changes:\n"
                         "  - {at: 20d, host: kms1, do: down}\n"
                         "  - {at: 5d, machines: \"pc[1]\", power: off, every: 7d, until: 40d}\n",
                         800);
    assert_true(easel_has_text(easel, "1") && easel_has_text(easel, "2"));
    assert_true(easel_has_text(easel, "5d, Sat 10 Jan 2026 00:00: pc[1]: power off; 6 times until 40d"));
    assert_true(easel_has_text(easel, "20d, Sun 25 Jan 2026 00:00: kms1 goes down"));
    easel_close(easel);
}

static void of_many_changes_the_first_are_numbered_and_the_rest_counted(void **state) {
    (void)state;
    Text yaml = {0};
    text_add(&yaml, "title: t\nrun: 60d\nhosts: {kms1: {}}\nmachines: {pc: {product: windows-server}}\n"
                    "changes:\n");
    for (int i = 0; i < 60; i++) text_add_format(&yaml, "  - {at: %dh, machines: pc, attempt: now}\n", i + 1);
    Easel *easel = drawn(yaml.bytes, 800);
    assert_true(easel_has_text(easel, "and 36 more changes, marked by ticks"));
    easel_assert_fits(easel, "60 changes");
    easel_close(easel);
    text_free(&yaml);
}

/* ---- time --------------------------------------------------------------------------------------------- */

static void a_fold_says_how_long_it_is_and_what_was_quiet(void **state) {
    (void)state;
    Easel *easel = drawn(FIFTH, 800);
    assert_true(easel_has_text(easel, "9 days, only renewals"));
    easel->request.fold = false;
    easel_draw(easel);
    assert_false(easel_has_part(easel, "only renewals"));
    easel_close(easel);
    easel =
        drawn("title: t\nrun: 300d\nhosts: {}\nmachines: {pc: {product: windows-mak, starts: 290d}}\n", 800);
    assert_non_null(strstr(easel_words(easel), "title=\"260 days, nothing happens\""));
    assert_true(easel_has_text(easel, "260 days") || easel_has_text(easel, "260 d"));
    easel_close(easel);
}

static void a_part_of_the_run_needs_no_more_of_it(void **state) {
    (void)state;
    Easel *easel = easel_of(OUTAGE, FIGURE_TIMELINE, 800);
    easel->request.caption = false;
    easel->request.from = 5 * DAYS;
    easel->request.to = 15 * DAYS;
    easel_draw(easel);
    assert_true(timeline_known(easel->timeline) < 200 * DAYS);
    assert_true(easel_has_part(easel, "kms1 goes down"));
    assert_false(easel_has_part(easel, "kms1 comes up"));
    easel_close(easel);
}

/* A change that was tried out is in no file; its marks have no number of a change. */
static void a_branch_is_drawn_with_its_change(void **state) {
    (void)state;
    static const Change DOWN = {.kind = CHANGE_HOST_DO, .subject = 0, .value = DO_DOWN};
    Easel *easel = easel_of(FIFTH, FIGURE_TIMELINE, 800);
    Timeline *branch = timeline_branch(easel->timeline, 1 * DAYS, &DOWN);
    assert_non_null(branch);
    easel->request.timeline = branch;
    easel_draw(easel);
    assert_true(easel_has_part(easel, "a change that is not in the file"));
    assert_true(easel_has_text(easel, "attempt that nobody answered"));
    easel_assert_fits(easel, "branch");
    easel->request.timeline = easel->timeline;
    timeline_destroy(branch);
    easel_close(easel);
}

static void what_a_record_had_no_room_for_is_not_made_up(void **state) {
    (void)state;
    Easel *easel = easel_of("title: t\nrun: 400d\nhosts: {kms1: {}}\n"
                            "machines: {pc: {product: windows-server, count: 40, jitter: 30m}}\n"
                            "changes: [{at: 1d, host: kms1, do: down, every: 10d, until: 395d},\n"
                            "  {at: 2d, machines: all, reimage: new-id, every: 1d, until: 399d},\n"
                            "  {at: 3d, host: kms1, do: up, every: 10d, until: 399d}]\n",
                            FIGURE_TIMELINE, 800);
    timeline_destroy(easel->timeline);
    easel->timeline = timeline_create(&easel->scene->plan, 0);
    easel->request.timeline = easel->timeline;
    easel_draw(easel);
    assert_true(easel_has_part(easel, "too much to keep"));
    easel_assert_fits(easel, "small budget");
    easel_close(easel);
}

/* ---- in words ----------------------------------------------------------------------------------------- */

static void the_title_is_the_scenarios_or_that_asked_for(void **state) {
    (void)state;
    Easel *easel = drawn(FIFTH, 800);
    assert_string_equal(figure_title(easel->figure), "The fifth laptop (timeline)");
    assert_true(easel_has_text(easel, "The fifth laptop"));
    easel->request.title = "Five\n  are\tenough\x1b";
    easel->request.caption = false;
    easel_draw(easel);
    assert_null(strpbrk(figure_title(easel->figure), "\n\t\x1b"));
    assert_false(easel_has_part(easel, "fingerprint"));
    easel_close(easel);
}

static void the_description_is_made_from_the_run(void **state) {
    (void)state;
    Easel *easel = drawn(FIFTH, 800);
    assert_string_equal(figure_description(easel->figure),
                        "5 machines over time: Mon 5 Jan 2026 08:00 to Mon 19 Jan 2026 08:00 (14d).\n"
                        "marketing (4 machines) are in grace; from 2d2h licensed.\n"
                        "sarah is not there; from 2d1h licensed.\n"
                        "The host kms1 counts 4 machines for office at the beginning and 5 at the end, at "
                        "least 4 and at most "
                        "5 (its cap is 10); it comes to the 5 that are needed at 2d1h.\n"
                        "1 claim holds.\n"
                        "1 claim fails.\n");
    easel_close(easel);
}

static void of_a_fleet_the_description_tells_shares(void **state) {
    (void)state;
    Easel *easel = drawn(OUTAGE, 800);
    const char *description = figure_description(easel->figure);
    assert_non_null(
        strstr(description, "Of the 90 machines of clients all are licensed at the end; before that "));
    assert_non_null(strstr(description, "90 were in notification (first at 187d2h)"));
    assert_non_null(strstr(description, "\nnewcomer is not there; from 20d in notification; from "));
    assert_non_null(strstr(description, "At 10d kms1 goes down."));
    easel_close(easel);
}

static void the_data_of_a_fleet_are_exact_and_no_more_than_there_is_to_be_seen(void **state) {
    (void)state;
    Easel *easel = drawn(OUTAGE, 800);
    assert_non_null(strstr(easel_data(easel), "look,newcomer,absent,1,0,28800,"));
    assert_non_null(strstr(easel_data(easel), "look,clients,\"licensed, retrying\",90,"));
    easel_close(easel);
    easel = drawn("title: t\nrun: 100d\nhosts: {kms1: {}}\n"
                  "machines: {pc: {product: windows-client, count: 20000, starts: {from: 0d, to: 90d}}}\n",
                  800);
    assert_true(times(easel_data(easel), "look,pc,licensed,") > 500);
    assert_true(times(easel_data(easel), "\r\n") < 5000);
    easel_close(easel);
}

static void the_data_say_from_when_to_when(void **state) {
    (void)state;
    Easel *easel = drawn(FIFTH, 800);
    const char *data = easel_data(easel);
    assert_non_null(strstr(data, "what,who,value,number,from_min,to_min,from,to\r\n"));
    assert_non_null(
        strstr(data, "\r\nlook,sarah,licensed,1,2940,20160,2026-01-07 09:00,2026-01-19 08:00\r\n"));
    assert_non_null(strstr(data, "\r\ncount,kms1,office,4,0,2940,"));
    assert_non_null(strstr(data, "\r\nclaim failed,at 3d: all are in notification,,0,4320,4320,"));
    easel_close(easel);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strips_are_drawn_as_they_were_looked_at),
        cmocka_unit_test(bands_are_drawn_as_they_were_looked_at),
        cmocka_unit_test(the_same_run_gives_the_same_bytes_wherever_the_timeline_is),
        cmocka_unit_test(there_is_a_strip_for_each_of_59_machines_and_a_band_for_the_group_of_60),
        cmocka_unit_test(a_fleet_is_no_larger_in_a_file_than_a_small_one),
        cmocka_unit_test(what_is_too_short_to_be_seen_is_not_in_the_legend),
        cmocka_unit_test(claims_in_one_place_are_counted),
        cmocka_unit_test(a_subtitle_is_not_broken_within_a_date),
        cmocka_unit_test(only_the_groups_asked_for_are_shown),
        cmocka_unit_test(a_name_that_is_cut_is_whole_in_the_title_of_its_group),
        cmocka_unit_test(the_minute_in_which_the_count_suffices_is_marked),
        cmocka_unit_test(the_legend_has_what_occurs_and_nothing_else),
        cmocka_unit_test(attempts_that_are_too_dense_are_left_out_and_the_legend_says_so),
        cmocka_unit_test(a_failed_claim_is_explained),
        cmocka_unit_test(a_change_has_a_number_and_is_explained_below),
        cmocka_unit_test(of_many_changes_the_first_are_numbered_and_the_rest_counted),
        cmocka_unit_test(a_fold_says_how_long_it_is_and_what_was_quiet),
        cmocka_unit_test(a_part_of_the_run_needs_no_more_of_it),
        cmocka_unit_test(a_branch_is_drawn_with_its_change),
        cmocka_unit_test(what_a_record_had_no_room_for_is_not_made_up),
        cmocka_unit_test(the_title_is_the_scenarios_or_that_asked_for),
        cmocka_unit_test(the_description_is_made_from_the_run),
        cmocka_unit_test(of_a_fleet_the_description_tells_shares),
        cmocka_unit_test(the_data_of_a_fleet_are_exact_and_no_more_than_there_is_to_be_seen),
        cmocka_unit_test(the_data_say_from_when_to_when),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
