/* Counts over time: against what is needed, against the cap, and how old the entries are. */
#include "tests/test.h"

#include "tests/support/easel.h"
#include "tests/support/golden.h"
#include "ui/figures/ages.h"

enum { DAYS = 1440 };

static const char OUTAGE[] = "title: Forgetting\nrun: 60d\nhosts: {kms1: {}}\n"
                             "machines:\n"
                             "  lab: {product: office-ltsc, count: 4}\n"
                             "  pc: {product: windows-client, count: 30, starts: {from: 0d, to: 2d}}\n"
                             "  server: {product: windows-server}\n"
                             "  sarah: {product: office-ltsc, starts: 1d}\n"
                             "changes:\n"
                             "  - {at: 10d, host: kms1, do: down}\n"
                             "  - {at: 50d, host: kms1, do: up}\n";

static Easel *drawn(const char *yaml, int width_px) {
    return easel_drawn(yaml, FIGURE_COUNT_OVER_TIME, width_px);
}

static void counts_are_drawn_as_they_were_looked_at(void **state) {
    (void)state;
    Easel *easel = drawn(OUTAGE, 640);
    assert_golden("count", easel_words(easel));
    easel_close(easel);
}

static void the_same_run_gives_the_same_bytes_wherever_the_timeline_is(void **state) {
    (void)state;
    Easel *easel = drawn(OUTAGE, 800);
    easel_assert_stays(easel);
    easel_close(easel);
}

static void crossings_say_when_with_the_date(void **state) {
    (void)state;
    Easel *easel = drawn(OUTAGE, 1200);
    assert_true(easel_has_part(easel, "5 at 1d (Tue 6 Jan 00:00)"));
    assert_true(easel_has_part(easel, "below 5 at 38d"));
    assert_true(easel_has_text(easel, "25 needed") && easel_has_text(easel, "cap 50"));
    assert_true(easel_has_text(easel, "needed: 25 by windows-client; 5 by windows-server, office-ltsc"));
    easel_close(easel);
}

/* In a narrow picture the poles of changes leave no room beside the dots. */
static void a_crossing_between_two_changes_says_when_all_the_same(void **state) {
    (void)state;
    Easel *easel =
        easel_of("title: t\nrun: 40d\nhosts: {kms1: {}}\nmachines: {pc: {product: office-ltsc, count: 5}}\n"
                 "changes:\n  - {at: 3d, host: kms1, do: down}\n  - {at: 30d, host: kms1, do: publish}\n",
                 FIGURE_COUNT_OVER_TIME, 480);
    easel->request.fold = false;
    easel_draw(easel);
    assert_true(easel_has_text(easel, "5 at 0d"));
    assert_true(easel_has_text(easel, "below 5 at 30d1m"));
    easel_assert_fits(easel, "poles");
    easel_close(easel);
}

static void only_ages_that_occur_are_in_the_legend(void **state) {
    (void)state;
    Easel *easel = drawn(OUTAGE, 800);
    assert_true(easel_has_text(easel, "last asked up to 10d ago"));
    assert_true(easel_has_text(easel, "20d to 30d ago, then forgotten"));
    easel->request.to = 9 * DAYS;
    easel_draw(easel);
    assert_true(easel_has_text(easel, "last asked up to 10d ago"));
    assert_false(easel_has_part(easel, "then forgotten"));
    easel_close(easel);
}

/* How many there are of all ages is the count; and those before the outage are all old before they go. */
static void ages_add_up_to_the_count(void **state) {
    (void)state;
    Easel *easel = easel_of(OUTAGE, FIGURE_COUNT_OVER_TIME, 800);
    easel->request.fold = false;
    Plot plot = {0};
    CountPanels panels = {0};
    Ages ages = {0};
    assert_true(plot_begin(&plot, &easel->request, easel->font));
    plot_lay_out(&plot, PX(16), PX(784), PX(60), PX(60));
    assert_true(count_panels_find(&panels, &plot, 8) && ages_find(&ages, &plot, &panels));
    assert_int_equal(panels.count, 2);
    for (int p = 0; p < panels.count; p++)
        for (int32_t c = 0; c + 1 < ages.columns; c++) {
            const int32_t *of = ages.panels[p].entries[c];
            const int32_t at = axis_at(&plot.axis, plot.x + PX(c + 1)) - 1;
            assert_int_equal(of[AGE_FRESH] + of[AGE_AGED] + of[AGE_OLD],
                             course_at(panels.panels[p].lines.count, at));
            if (at > 31 * DAYS && at < 36 * DAYS) assert_int_equal(of[AGE_FRESH] + of[AGE_AGED], 0);
            if (at < 10 * DAYS) assert_int_equal(of[AGE_OLD], 0);
        }
    ages_free(&ages);
    count_panels_free(&panels);
    easel_close(easel);
}

/* A memory of 9 minutes, and one machine that asks in minute 0. */
static void a_third_of_the_memory_is_its_last_minute_too(void **state) {
    (void)state;
    static const Age AGES[] = {AGE_FRESH, AGE_FRESH, AGE_FRESH, AGE_FRESH, AGE_AGED,
                               AGE_AGED,  AGE_AGED,  AGE_OLD,   AGE_OLD,   AGE_OLD};
    enum { FORGOTTEN_AT = sizeof AGES / sizeof *AGES };
    Easel *easel =
        easel_of("about: a\nrun: 12m\nhosts: {k: {memory: 9m}}\nmachines: {m: {product: office-ltsc}}\n",
                 FIGURE_COUNT_OVER_TIME, 800);
    Plot plot = {0};
    CountPanels panels = {0};
    Ages ages = {0};
    bool seen[FORGOTTEN_AT + 1] = {false};
    assert_true(plot_begin(&plot, &easel->request, easel->font));
    plot_lay_out(&plot, PX(16), PX(784), PX(60), PX(60));
    assert_true(count_panels_find(&panels, &plot, 8) && ages_find(&ages, &plot, &panels));
    for (int32_t c = 0; c + 1 < ages.columns; c++) {
        const int32_t at = axis_at(&plot.axis, plot.x + PX(c + 1) - 1);
        if (at > FORGOTTEN_AT || at != axis_at(&plot.axis, plot.x + PX(c))) continue;
        seen[at] = true;
        for (int age = 0; age < AGE_COUNT; age++)
            assert_int_equal(ages.panels[0].entries[c][age], at < FORGOTTEN_AT && age == (int)AGES[at]);
    }
    for (int at = 0; at <= FORGOTTEN_AT; at++) assert_true(seen[at]);
    ages_free(&ages);
    count_panels_free(&panels);
    easel_close(easel);
}

static void a_run_in_which_nobody_is_counted_says_so(void **state) {
    (void)state;
    Easel *easel =
        drawn("title: t\nrun: 9d\nhosts: {}\nmachines: {pc: {product: microsoft-365-apps}}\n", 480);
    assert_true(easel_has_part(easel, "no host counts any machine"));
    assert_non_null(strstr(figure_description(easel->figure), "No host counts any machine."));
    easel_assert_fits(easel, "nobody");
    easel_close(easel);
}

static void large_numbers_have_room(void **state) {
    (void)state;
    Easel *easel = drawn("title: t\nrun: 9d\nhosts: {kms1: {}}\n"
                         "products: {huge: {like: windows-client, threshold: 1000000}}\n"
                         "machines: {pc: {product: huge, count: 30}}\n",
                         480);
    assert_true(easel_has_text(easel, "1,000,000"));
    assert_true(easel_has_text(easel, "cap 2,000,000"));
    easel_assert_fits(easel, "large numbers");
    easel_close(easel);
}

static void many_hosts_have_a_panel_each(void **state) {
    (void)state;
    Text yaml = {0};
    text_add(&yaml, "title: t\nrun: 9d\nhosts:\n");
    for (int h = 0; h < 70; h++) text_add_format(&yaml, "  kms%d: {}\n", h);
    text_add(&yaml, "machines: {pc: {product: windows-client, count: 2000, jitter: 1h}}\n");
    Easel *easel = drawn(yaml.bytes, 800);
    assert_true(easel_has_text(easel, "kms63"));
    assert_true(easel_has_text(easel, "Not every host's count is shown."));
    assert_true(figure_height_px(easel->figure) < 32767);
    easel_assert_fits(easel, "many hosts");
    easel_close(easel);
    text_free(&yaml);
}

static void the_description_tells_of_least_and_most(void **state) {
    (void)state;
    Easel *easel = drawn(OUTAGE, 800);
    assert_non_null(
        strstr(figure_description(easel->figure),
               "The host kms1 counts 4 machines for office at the beginning and 5 at the end, at "
               "least 0 and at most 5 (its cap is 10); it comes to the 5 that are needed at 1d; it "
               "falls below the 5 that are needed at 38d1m"));
    easel_close(easel);
}

static void the_data_are_exact(void **state) {
    (void)state;
    Easel *easel = drawn(OUTAGE, 800);
    const char *data = easel_data(easel);
    assert_non_null(strstr(data, "\r\ncount,kms1,office,4,0,1440,2026-01-05 00:00,2026-01-06 00:00\r\n"));
    assert_non_null(strstr(data, "\r\nchange,kms1 goes down,,1,14400,14400,"));
    easel_close(easel);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_are_drawn_as_they_were_looked_at),
        cmocka_unit_test(the_same_run_gives_the_same_bytes_wherever_the_timeline_is),
        cmocka_unit_test(crossings_say_when_with_the_date),
        cmocka_unit_test(a_crossing_between_two_changes_says_when_all_the_same),
        cmocka_unit_test(only_ages_that_occur_are_in_the_legend),
        cmocka_unit_test(ages_add_up_to_the_count),
        cmocka_unit_test(a_third_of_the_memory_is_its_last_minute_too),
        cmocka_unit_test(a_run_in_which_nobody_is_counted_says_so),
        cmocka_unit_test(large_numbers_have_room),
        cmocka_unit_test(many_hosts_have_a_panel_each),
        cmocka_unit_test(the_description_tells_of_least_and_most),
        cmocka_unit_test(the_data_are_exact),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
