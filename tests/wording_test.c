/* Sentences that seldom come up: of changes, in stories, in `why`, in verdicts. */
#include "tests/test.h"

#include "sim/run/remedy.h"
#include "sim/run/story.h"
#include "sim/run/tally.h"
#include "sim/run/verdict.h"
#include "sim/run/why.h"
#include "sim/run/words.h"
#include "tests/support/scene.h"

static void assert_has(const Text *text, const char *part) {
    assert_false(text->failed);
    if (!strstr(text->bytes, part)) fail_msg("'%s' is missing in\n%s", part, text->bytes);
}

/* ---- changes ---------------------------------------------------------------------------------------------
 */

static const char *const CHANGES[][2] = {
    {"host: a, set: {retry: 3h}", "a: retry 3h"},
    {"host: a, set: {renewal: 5d, retry: 90m}", "a: retry 1h30m, renewal 5d"},
    {"host: a, set: {priority: 3, weight: 7}", "a: priority 3, weight 7"},
    {"host: a, set: {weight: 7, serves: []}", "a: weight 7, serves nothing"},
    {"host: a, set: {renewal: 1d, serves: [windows, office]}", "a: renewal 1d, serves office and windows"},
    {"host: a, do: restart", "a is restarted"},
    {"service: cloud, do: up", "the service cloud comes up"},
    {"place: vpn, block: [a, dns]", "vpn can no longer reach a, dns"},
    {"place: vpn, unblock: [cloud]", "vpn can reach cloud"},
    {"place: vpn, unblock: []", "vpn can reach nothing"},
    {"place: offline, unblock: [cloud]", "offline reaches nothing all the same"},
    {"machines: all, use: dns", "all: told to look hosts up"},
    {"machines: [m, \"n[2..3]\"], use: a", "m, n[2..3]: pinned to a"},
    {"machines: \"n[1]\", skew: 61m", "n[1]: clock off by 1h1m"},
    {"machines: n, sign: out", "n: signed out"},
};

static void a_change_is_told_in_words(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof CHANGES / sizeof *CHANGES; i++) {
        Text yaml = {0}, words = {0};
        text_add_format(
            &yaml,
            "run: 1d\nplaces: [vpn]\nhosts: {a: {}}\nmachines: {m: {product: office-ltsc}, n: {product: "
            "office-ltsc, count: 3}}\nchanges: [{at: 1h, %s}]\n",
            CHANGES[i][0]);
        Scene *scene = scene_read(yaml.bytes);
        words_change(&words, &scene->plan, &scene->plan.changes[0]);
        assert_string_equal(words.bytes, CHANGES[i][1]);
        text_free(&words);
        text_free(&yaml);
        scene_close(scene);
    }
}

/* ---- stories ---------------------------------------------------------------------------------------------
 */

typedef struct {
    uint64_t rows, together;
} Heard;

static void hear_row(void *context, const Row *row) {
    (void)row;
    ((Heard *)context)->rows++;
}

static void hear_quiet(void *context, const Quiet *quiet) {
    ((Heard *)context)->together += quiet->times;
}

static void tell(Scene *scene, Text *out) {
    Story *story = story_create(&scene->plan);
    assert_non_null(story);
    for (size_t r = 0; r < scene->row_count; r++) assert_true(story_take(story, &scene->rows[r]));
    assert_true(story_tell(story, out, SIZE_MAX, false));
    story_destroy(story);
}

static void assert_tells(const char *yaml, const char *part) {
    Scene *scene = scene_play(yaml);
    Text told = {0};
    tell(scene, &told);
    assert_has(&told, part);
    text_free(&told);
    scene_close(scene);
}

static void a_change_that_is_not_in_the_file_is_told_as_such(void **state) {
    (void)state;
    Scene *scene = scene_read("run: 1d\nhosts: {a: {}}\nmachines: {m: {product: office-ltsc}}\n");
    const Change down = {.kind = CHANGE_HOST_DO, .subject = 0, .value = DO_DOWN};
    assert_true(run_what_if_at(scene->run, 60, &down));
    scene_run_to(scene, "2h");
    Text told = {0};
    tell(scene, &told);
    assert_has(&told, "\n  1h                  a change is tried that is not in the file\n");
    text_free(&told);
    scene_close(scene);
}

static void what_a_host_forgets_is_told_for_each_pool(void **state) {
    (void)state;
    const char *yaml =
        "run: 40d\nhosts: {a: {}}\nmachines: {m: {product: office-ltsc}, n: {product: windows-server}}\n"
        "changes: [{at: 1m, machines: all, retire: now}]\n";
    assert_tells(yaml, "\n  30d1m               a forgets the id 0 of office: 0 left\n");
    assert_tells(yaml, "\n  30d1m               a forgets the id 1 of windows: 0 left\n");
}

static void refusals_of_two_changes_are_two_lines(void **state) {
    (void)state;
    assert_tells("run: 5d\nproducts: {p: {like: windows-7, rearms: 0}}\nmachines: {m: {product: p}}\n"
                 "changes:\n  - {at: 1d, machines: m, rearm: now}\n  - {at: 2d, machines: m, rearm: now}\n",
                 "  2d                  m: refused: no rearm is left\n");
}

/* m-1 has failed for a day when m-2 fails in the same minute: both are told in one line. */
static void who_fails_in_the_same_minute_joins_the_line(void **state) {
    (void)state;
    assert_tells("run: 3d\nproducts: {p: {like: windows-server, threshold: 1}}\nhosts: {a: {renewal: 1d}}\n"
                 "places: {vpn: {block: [a]}}\nmachines: {m: {product: p, count: 2}}\n"
                 "changes: [{at: 1h, machines: \"m[1]\", move: vpn}, {at: 1d1h, host: a, do: down}]\n",
                 "\n  1d-3d               m (2 machines) ask 38 times: nobody answers: still licensed");
}

/* m-2 was in that line, in two others, and is back: still two machines. */
static void who_comes_back_to_a_line_is_not_counted_twice(void **state) {
    (void)state;
    assert_tells("run: 7h\nproducts: {p: {like: windows-server, threshold: 9}}\nhosts: {a: {up: false}}\n"
                 "places: {vpn: {block: [a]}}\nmachines: {m: {product: p, count: 2}}\n"
                 "changes:\n  - {at: 30m, machines: \"m[1]\", move: vpn}\n  - {at: 1h, host: a, do: up}\n"
                 "  - {at: 3h, machines: \"m[2]\", skew: 5h}\n  - {at: 5h, host: a, do: down}\n",
                 "  m (2 machines) ask 6 times: nobody answers: stays in notification\n");
}

/* Steady attempts are told late, to whoever listens then: to nobody, or to one who wants no such thing. */
static void what_was_put_together_for_one_who_went_away_is_told_to_nobody(void **state) {
    (void)state;
    for (int listens = 0; listens < 2; listens++) {
        Scene *scene =
            scene_read("run: 60d\nproducts: {p: {like: windows-server, threshold: 1}}\nhosts: {a: {}}\n"
                       "machines: {m: {product: p, count: 5, starts: {from: 0m, to: 4h}}}\n"
                       "changes: [{at: 1d, every: 1d, service: cloud, do: down}]\n");
        Heard first = {0, 0}, second = {0, 0};
        const RowSink together = {hear_row, &first, hear_quiet}, each = {hear_row, &second, NULL};
        while (run_head(scene->run)->now < 9 * 1440)
            assert_int_equal(run_step(scene->run, scene->plan.run_min, &together), RUN_GOES_ON);
        assert_int_equal(run_to(scene->run, scene->plan.run_min, listens ? &each : NULL), RUN_IS_OVER);
        assert_int_equal(run_head(scene->run)->attempt_count, 5 * 9);
        assert_true(listens ? second.rows >= 50 + 5 * 7 : second.rows == 0);
        scene_close(scene);
    }
}

static void a_very_long_stretch_of_time_has_room(void **state) {
    (void)state;
    assert_tells(
        "run: 2000d\nhosts: {a: {up: false}}\nmachines: {m: {product: windows-server, starts: 1000d1h1m}}\n",
        "\n  1000d1h1m-1999d23h1m  m asks 12000 times: nobody answers");
}

/* ---- why -------------------------------------------------------------------------------------------------
 */

static void assert_why(const char *yaml, const char *machine, const char *at, const char *part) {
    Scene *scene = scene_read(yaml);
    WhyCard card;
    Timeline *timeline = timeline_create(&scene->plan, 0);
    assert_true(why_tell(&card, timeline, scene_machine(scene, machine), scene_minute(at)));
    assert_has(&card.text, part);
    why_free(&card);
    timeline_destroy(timeline);
    scene_close(scene);
}

static void a_block_of_its_place_is_among_the_causes(void **state) {
    (void)state;
    const char *yaml =
        "run: 9d\nhosts: {a: {}}\nmachines: {m: {product: office-ltsc, count: 5}}\n"
        "changes: [{at: 0m, place: office, block: [a]}, {at: 1d, place: office, unblock: [a]}]\n";
    assert_why(yaml, "m-1", "2d", "\n  0m                  office can no longer reach a (line 4)\n");
    assert_why(yaml, "m-1", "2d", "\n  1d                  office can reach a (line 4)\n");
}

static void an_activation_that_is_refused_is_no_remedy(void **state) {
    (void)state;
    Text yaml = {0};
    text_add(&yaml, "run: 9d\nhosts: {a: {}}\nproducts: {p: {like: office-ltsc, threshold: 1}}\n"
                    "machines: {m: {product: p, starts: 1d}}\nchanges:\n");
    for (int i = 0; i < 9; i++) text_add_format(&yaml, "  - {at: %dm, host: a, do: activate}\n", i);
    text_add(&yaml, "  - {at: 1h, host: a, do: deactivate}\n");
    assert_why(
        yaml.bytes, "m", "2d",
        "\n  Remedy     a is activated\n  Tried      in a copy of this world: that alone was not enough at ");
    text_free(&yaml);
}

static void far_too_many_are_missing_for_a_remedy(void **state) {
    (void)state;
    const char *yaml = "run: 9d\nhosts: {a: {}}\nproducts: {p: {like: office-ltsc, threshold: 5000}}\n"
                       "machines: {m: {product: p}, n: {product: p, power: off}}\n";
    assert_why(yaml, "m", "1d", "\n  Remedy     none was found\n");
    assert_why(
        yaml, "n", "1d",
        "\n  Remedy     n: power on\n  Tried      in a copy of this world: that alone was not enough at ");
}

static void of_two_hosts_the_first_may_be_nearer_to_an_answer(void **state) {
    (void)state;
    assert_why("run: 9d\nhosts: {a: {activated: false}, b: {up: false, priority: 1}}\n"
               "products: {p: {like: office-ltsc, threshold: 1}}\nmachines: {m: {product: p}}\n",
               "m", "1d", "\n  Remedy     a is activated\n");
}

static void of_two_hosts_the_second_may_be_nearer_to_an_answer(void **state) {
    (void)state;
    assert_why("run: 9d\nhosts: {a: {up: false}, b: {activated: false, priority: 1}}\n"
               "products: {p: {like: office-ltsc, threshold: 1}}\nmachines: {m: {product: p}}\n",
               "m", "1d", "\n  Remedy     b is activated\n");
}

static void a_reminder_is_no_change_of_state(void **state) {
    (void)state;
    assert_why("run: 40d\nmachines: {m: {product: office-ltsc}}\n", "m", "26d", ": initial-grace since 0m (");
}

static void a_licensed_machine_may_have_asked_in_vain_since(void **state) {
    (void)state;
    const char *yaml = "run: 40d\nhosts: {a: {}}\nproducts: {p: {like: windows-server, threshold: 1}}\n"
                       "machines: {m: {product: p}}\nchanges: [{at: 1d, host: a, do: down}]\n";
    assert_why(yaml, "m", "8d", ": licensed since 0m (");
    assert_why(yaml, "m", "8d", "\nIts last attempt\n  At         8d (");
}

static void of_many_hosts_the_first_sixteen_are_told(void **state) {
    (void)state;
    Text yaml = {0};
    text_add(&yaml, "run: 9d\nmachines: {m: {product: office-ltsc}}\nhosts:\n");
    for (int h = 0; h < 18; h++) text_add_format(&yaml, "  h%d: {up: false, priority: %d}\n", h, h);
    assert_why(yaml.bytes, "m", "1d",
               "\n  then       h15 (looked up) is down\n  Missing    a host that answers\n");
    text_free(&yaml);
}

static void a_machine_set_back_to_new_has_no_last_attempt(void **state) {
    (void)state;
    assert_why("run: 9d\nhosts: {a: {}}\nmachines: {m: {product: office-ltsc}}\n"
               "changes: [{at: 1d, machines: m, power: off}, {at: 2d, machines: m, reimage: new-id}]\n",
               "m", "3d", "\n  At         2d (");
}

/* ---- verdicts --------------------------------------------------------------------------------------------
 */

static void assert_verdict(const char *yaml, const char *part) {
    Scene *scene = scene_play(yaml);
    Text told = {0};
    verdict_claims(&told, scene->run, &PLAIN_MARKS);
    assert_has(&told, part);
    text_free(&told);
    scene_close(scene);
}

static void leases_that_are_all_alike_are_one_figure(void **state) {
    (void)state;
    assert_verdict("run: 9d\nhosts: {a: {}}\nproducts: {p: {like: windows-server, threshold: 1}}\n"
                   "machines: {m: {product: p, count: 2}}\n"
                   "expect: [{at: 1d, machines: m, lease_left: \"> 179d\"}]\n",
                   "left were 179d\n");
}

static void never_so_many_is_told_without_any(void **state) {
    (void)state;
    assert_verdict("run: 9d\nhosts: {a: {}}\nproducts: {p: {like: windows-server, threshold: 1}}\n"
                   "machines: {m: {product: p, count: 3}}\n"
                   "expect: [{never: licensed, machines: m, count: \">= 3\"}]\n",
                   "never from 0m to 9d: at least 3 of all are licensed");
}

static void what_was_so_twice_is_told_so(void **state) {
    (void)state;
    assert_verdict(
        "run: 20d\nhosts: {a: {renewal: 1d}}\nproducts: {p: {like: windows-server, threshold: 1, lease: "
        "3d}}\n"
        "machines: {m: {product: p}}\n"
        "changes: [{at: 1m, host: a, do: down}, {at: 5d, host: a, do: up}]\n"
        "expect: [{at: 4d, machines: m, are: licensed}, {at: 10d, machines: m, are: notification}]\n",
        "it was so from 0m to 2d23h59m, and again later");
}

/* ---- tallies ---------------------------------------------------------------------------------------------
 */

static void a_grace_that_runs_out_is_no_lease_lost(void **state) {
    (void)state;
    Scene *scene = scene_read("run: 40d\nmachines: {m: {product: office-ltsc}}\n");
    Tally tally;
    assert_true(tally_create(&tally, &scene->plan));
    const RowSink sink = tally_sink(&tally);
    assert_int_equal(run_to(scene->run, scene->plan.run_min, &sink), RUN_IS_OVER);
    tally_close(&tally, scene->plan.run_min);
    assert_int_equal(tally.groups[0].lapses, 0);
    assert_int_equal(tally.groups[0].unlicensed_min, 40 * 1440);
    tally_destroy(&tally);
    scene_close(scene);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_change_is_told_in_words),
        cmocka_unit_test(a_change_that_is_not_in_the_file_is_told_as_such),
        cmocka_unit_test(what_a_host_forgets_is_told_for_each_pool),
        cmocka_unit_test(refusals_of_two_changes_are_two_lines),
        cmocka_unit_test(who_fails_in_the_same_minute_joins_the_line),
        cmocka_unit_test(who_comes_back_to_a_line_is_not_counted_twice),
        cmocka_unit_test(what_was_put_together_for_one_who_went_away_is_told_to_nobody),
        cmocka_unit_test(a_very_long_stretch_of_time_has_room),
        cmocka_unit_test(a_block_of_its_place_is_among_the_causes),
        cmocka_unit_test(an_activation_that_is_refused_is_no_remedy),
        cmocka_unit_test(far_too_many_are_missing_for_a_remedy),
        cmocka_unit_test(of_two_hosts_the_first_may_be_nearer_to_an_answer),
        cmocka_unit_test(of_two_hosts_the_second_may_be_nearer_to_an_answer),
        cmocka_unit_test(a_reminder_is_no_change_of_state),
        cmocka_unit_test(a_licensed_machine_may_have_asked_in_vain_since),
        cmocka_unit_test(of_many_hosts_the_first_sixteen_are_told),
        cmocka_unit_test(a_machine_set_back_to_new_has_no_last_attempt),
        cmocka_unit_test(leases_that_are_all_alike_are_one_figure),
        cmocka_unit_test(never_so_many_is_told_without_any),
        cmocka_unit_test(what_was_so_twice_is_told_so),
        cmocka_unit_test(a_grace_that_runs_out_is_no_lease_lost),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
