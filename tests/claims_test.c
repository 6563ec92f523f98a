/* Claims: in which minute each kind is decided, and how. */
#include "tests/test.h"

#include "tests/support/scene.h"

/* Three machines, licensed at 1h, 2h and 3h; the first lapses at 10d, the others at 10d1h and 10d2h. */
#define FLEET                                                                                                \
    "run: 20d\nproducts: {s: {like: windows-ad, lease: 9d23h, renewal: 20d, warn_before: none}}\n"           \
    "machines: {m: {product: s, count: 3, starts: {from: 1h, to: 3h}}}\n"                                    \
    "changes: [{at: 4h, machines: all, power: off}]\n"

/* What becomes of one claim about the fleet. */
static void assert_judged(const char *claim, const char *expected) {
    char yaml[1024];
    snprintf(yaml, sizeof yaml, "%sexpect: [%s]\n", FLEET, claim);
    Scene *scene = scene_play(yaml);
    Text judged = {0};
    text_add(&judged, "");
    for (size_t r = 0; r < scene->row_count; r++) {
        const Row *row = &scene->rows[r];
        char at[DURATION_TEXT];
        duration_format(row->at, at);
        if (row->kind == ROW_EXPECT)
            text_add_format(&judged, "%s %s %d", at, row->held ? "held" : "failed", (int)row->got);
    }
    assert_string_equal(judged.bytes, expected);
    text_free(&judged);
    scene_close(scene);
}

/* ---- at ----------------------------------------------------------------------------------------------- */

static void at_speaks_of_all_machines_at_the_end_of_its_minute(void **state) {
    (void)state;
    assert_judged("{at: 2h59m, machines: m, are: licensed}", "2h59m failed 2");
    assert_judged("{at: 3h, machines: m, are: licensed}", "3h held 3");
    assert_judged("{at: 9d23h59m, machines: m, are: licensed}", "9d23h59m held 3");
    assert_judged("{at: 10d, machines: m, are: licensed}", "10d failed 2");
}

static void at_may_speak_of_some_machines_only(void **state) {
    (void)state;
    assert_judged("{at: 1h, machines: \"m[1]\", are: licensed}", "1h held 1");
    assert_judged("{at: 2h59m, machines: \"m[2..3]\", are: licensed}", "2h59m failed 1");
    assert_judged("{at: 2h59m, machines: [\"m[1]\", \"m[3]\"], are: licensed}", "2h59m failed 1");
    assert_judged("{at: 2h59m, machines: [\"m[1]\", \"m[3]\"], are: absent}", "2h59m failed 1");
    assert_judged("{at: 2h59m, machines: [\"m[3]\"], are: absent}", "2h59m held 1");
}

static void before_they_start_machines_are_absent(void **state) {
    (void)state;
    assert_judged("{at: 0m, machines: m, are: absent}", "0m held 3");
    assert_judged("{at: 1h, machines: m, are: absent}", "1h failed 2");
    assert_judged("{at: 1h, machines: m, are: absent, count: 2}", "1h held 2");
}

static void retired_machines_are_absent(void **state) {
    (void)state;
    assert_story_between("run: 2h\nmachines: {m: {product: windows-ad, count: 2}}\n"
                         "changes: [{at: 1h, machines: \"m[1]\", retire: now}]\n"
                         "expect: [{first: 1h, machines: m, are: absent, count: 1},\n"
                         "         {first: 1h, machines: m, are: licensed, count: 1}]\n",
                         NULL, "1h", "2h",
                         "1h change 1\n1h m-1 retired absent\n1h claim 1 held 1\n1h claim 2 held 1\n");
}

static void a_count_compares_at_its_edge(void **state) {
    (void)state;
    static const struct {
        const char *count;
        bool one, two, three;
    } CASES[] = {{"2", false, true, false},       {"\"= 2\"", false, true, false},
                 {"\"!= 2\"", true, false, true}, {"\">= 2\"", false, true, true},
                 {"\"<= 2\"", true, true, false}, {"\"> 2\"", false, false, true},
                 {"\"< 2\"", true, false, false}};
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        char claim[128], expected[32];
        const bool holds[] = {CASES[i].one, CASES[i].two, CASES[i].three};
        for (int licensed = 1; licensed <= 3; licensed++) {
            snprintf(claim, sizeof claim, "{at: %dh, machines: m, are: licensed, count: %s}", licensed,
                     CASES[i].count);
            snprintf(expected, sizeof expected, "%dh %s %d", licensed,
                     holds[licensed - 1] ? "held" : "failed", licensed);
            assert_judged(claim, expected);
        }
    }
}

static void last_speaks_of_the_result_of_the_last_attempt(void **state) {
    (void)state;
    assert_story_between("run: 6h\nhosts: {a: }\nmachines: {m: {product: office-ltsc}, n: {product: "
                         "office-ltsc, starts: 4h}}\n"
                         "changes: [{at: 2h, host: a, do: down}]\n"
                         "expect:\n"
                         "  - {at: 0m, machines: m, last: count-insufficient}\n"
                         "  - {first: 2h, machines: m, last: no-host}\n"
                         "  - {at: 2h, machines: m, last: count-insufficient}\n"
                         "  - {at: 2h, machines: all, last: no-host}\n"
                         "  - {by: 4h, machines: all, last: no-host}\n"
                         "  - {first: 4h, machines: all, last: no-host, count: 2}\n",
                         NULL, "0m", "4h",
                         "0m m install-grace #0 initial-grace till 30d\n"
                         "0m m count-below-threshold a 1/5 initial-grace till 30d next 2h\n"
                         "0m claim 1 held 1\n"
                         "2h change 1\n"
                         "2h m no-host-answers initial-grace till 30d next 4h\n"
                         "2h claim 2 held 1\n"
                         "2h claim 3 failed 0\n"
                         "2h claim 4 failed 1\n"
                         "4h n install-grace #1 initial-grace till 30d4h\n"
                         "4h m no-host-answers initial-grace till 30d next 6h\n"
                         "4h n no-host-answers initial-grace till 30d4h next 6h\n"
                         "4h claim 5 held 2\n"
                         "4h claim 6 held 2\n");
}

static void last_may_speak_of_some_machines_only(void **state) {
    (void)state;
    assert_story_between(
        "run: 9h\nhosts: {a: }\nmachines: {m: {product: office-ltsc, count: 3}}\n"
        "changes: [{at: 1h, machines: \"m[1]\", move: offline}, {at: 1h, machines: \"m[1]\", attempt: now},\n"
        "          {at: 4h, machines: \"m[3]\", move: offline}]\n"
        "expect:\n"
        "  - {by: 9h, machines: \"m[2..3]\", last: no-record, count: 1}\n"
        "  - {first: 4h, machines: [\"m[1]\", \"m[3]\"], last: no-record}\n"
        "  - {by: 9h, machines: \"m[2]\", last: no-record}\n",
        NULL, "4h", "4h",
        "4h change 3\n"
        "4h m-2 count-below-threshold a 3/5 initial-grace till 30d next 6h\n"
        "4h m-3 no-host-known initial-grace till 30d next 6h\n"
        "4h claim 1 held 1\n"
        "4h claim 2 held 2\n");
}

static void lease_left_compares_at_its_edge(void **state) {
    (void)state;
    assert_judged("{at: 4d, machines: \"m[1]\", lease_left: \">= 6d\"}", "4d held 1");
    assert_judged("{at: 4d1m, machines: \"m[1]\", lease_left: \">= 6d\"}", "4d1m failed 0");
    assert_judged("{at: 4d, machines: \"m[1]\", lease_left: \"> 6d\"}", "4d failed 0");
    assert_judged("{at: 4d, machines: \"m[1]\", lease_left: \"= 6d\"}", "4d held 1");
    assert_judged("{at: 4d, machines: m, lease_left: \"<= 6d1h\"}", "4d failed 2");
    assert_judged("{at: 4d, machines: m, lease_left: \"<= 6d1h\", count: 2}", "4d held 2");
    assert_judged("{at: 4d, machines: m, lease_left: \"!= 6d1h\", count: 2}", "4d held 2");
    assert_judged("{at: 4d, machines: [\"m[1]\", \"m[3]\"], lease_left: \">= 6d\"}", "4d held 2");
    assert_judged("{at: 4d, machines: [\"m[1]\", \"m[3]\"], lease_left: \"> 6d1h\"}", "4d failed 1");
    assert_judged("{at: 4d, machines: m, lease_left: \"< 6d1h\", count: 1}", "4d held 1");
}

static void who_holds_no_lease_has_none_left_not_even_little(void **state) {
    (void)state;
    assert_judged("{at: 10d, machines: m, lease_left: \">= 0m\"}", "10d failed 2");
    assert_judged("{at: 10d, machines: \"m[1]\", lease_left: \"< 100d\"}", "10d failed 0");
    assert_judged("{at: 9d23h59m, machines: \"m[1]\", lease_left: \"= 1m\"}", "9d23h59m held 1");
    assert_story_between("run: 40d\nmachines: {g: {product: office-ad, power: off}}\n"
                         "expect: [{at: 1d, machines: g, lease_left: \"> 1m\"}]\n",
                         NULL, "1d", "1d", "1d claim 1 failed 0\n");
}

static void a_lease_that_never_ends_has_no_such_figure(void **state) {
    (void)state;
    assert_story_between(
        "run: 40d\nmachines: {m: {product: windows-mak}}\n"
        "expect: [{at: 1d, machines: m, lease_left: \"> 1m\"}, {at: 1d, machines: m, are: licensed}]\n",
        NULL, "1d", "1d", "1d claim 1 failed 0\n1d claim 2 held 1\n");
}

static void the_least_and_the_most_lease_left_are_kept_for_the_story(void **state) {
    (void)state;
    Scene *scene = scene_play(FLEET "expect:\n"
                                    "  - {at: 4d, machines: m, lease_left: \"> 1m\"}\n"
                                    "  - {at: 10d, machines: m, lease_left: \"> 1m\"}\n"
                                    "  - {at: 12d, machines: m, lease_left: \"> 1m\"}\n");
    const World *world = run_world(scene->run);
    assert_int_equal(world_claim(world, 0)->least_left, scene_minute("6d"));
    assert_int_equal(world_claim(world, 0)->most_left, scene_minute("6d2h"));
    assert_int_equal(world_claim(world, 1)->least_left, -1);
    assert_int_equal(world_claim(world, 1)->most_left, scene_minute("2h"));
    assert_int_equal(world_claim(world, 2)->most_left, -1);
    scene_close(scene);
}

/* ---- first and by ------------------------------------------------------------------------------------- */

static void first_is_the_first_minute_in_which_it_is_so(void **state) {
    (void)state;
    assert_judged("{first: 3h, machines: m, are: licensed}", "3h held 3");
    assert_judged("{first: 2h59m, machines: m, are: licensed}", "2h59m failed 2");
    assert_judged("{first: 3h1m, machines: m, are: licensed}", "3h1m failed 3");
    assert_judged("{first: 0m, machines: m, are: absent}", "0m held 3");
    assert_judged("{first: 1m, machines: m, are: absent}", "1m failed 3");
}

static void first_fails_where_it_was_so_before_and_then_not(void **state) {
    (void)state;
    assert_judged("{first: 10d1h, machines: m, are: licensed, count: 1}", "10d1h failed 1");
    assert_judged("{first: 2h, machines: m, are: absent, count: 1}", "2h held 1");
    assert_judged("{first: 10d, machines: m, are: licensed, count: 2}", "10d failed 2");
    assert_judged("{first: 10d2h, machines: m, are: notification}", "10d2h held 3");
}

static void by_is_decided_as_soon_as_it_is_so(void **state) {
    (void)state;
    assert_judged("{by: 20d, machines: m, are: licensed}", "3h held 3");
    assert_judged("{by: 3h, machines: m, are: licensed}", "3h held 3");
    assert_judged("{by: 2h59m, machines: m, are: licensed}", "2h59m failed 2");
    assert_judged("{by: 20d, machines: m, are: absent}", "0m held 3");
    assert_judged("{by: 20d, machines: m, are: licensed, count: \"> 1\"}", "2h held 2");
}

/* ---- never and always --------------------------------------------------------------------------------- */

static void never_is_broken_by_the_first_machine(void **state) {
    (void)state;
    assert_judged("{never: notification, machines: m}", "10d failed 1");
    assert_judged("{never: notification, machines: \"m[3]\"}", "10d2h failed 1");
    assert_judged("{never: notification, machines: m, to: 9d23h59m}", "9d23h59m held 0");
    assert_judged("{never: notification, machines: m, to: 10d}", "10d failed 1");
}

static void never_looks_at_its_stretch_only(void **state) {
    (void)state;
    assert_judged("{never: absent, machines: m, from: 3h}", "20d held 0");
    assert_judged("{never: absent, machines: m, from: 2h59m}", "2h59m failed 1");
    assert_judged("{never: licensed, machines: m, from: 10d2h}", "20d held 0");
    assert_judged("{never: licensed, machines: m, from: 10d1h59m, to: 10d3h}", "10d1h59m failed 1");
    assert_judged("{never: licensed, machines: m, to: 59m}", "59m held 0");
    assert_judged("{never: licensed, machines: m, from: 59m, to: 59m}", "59m held 0");
    assert_judged("{never: licensed, machines: m, from: 1h, to: 1h}", "1h failed 1");
}

static void never_with_a_count_is_broken_by_that_count(void **state) {
    (void)state;
    assert_judged("{never: notification, machines: m, count: 3}", "10d2h failed 3");
    assert_judged("{never: notification, machines: m, count: \">= 2\"}", "10d1h failed 2");
}

static void always_is_broken_by_the_first_minute_in_which_it_is_not_so(void **state) {
    (void)state;
    assert_judged("{always: licensed, machines: m, from: 3h}", "10d failed 2");
    assert_judged("{always: licensed, machines: m, from: 2h59m}", "2h59m failed 2");
    assert_judged("{always: licensed, machines: m}", "0m failed 0");
    assert_judged("{always: licensed, machines: m, from: 3h, to: 9d23h59m}", "9d23h59m held 3");
    assert_judged("{always: licensed, machines: m, from: 3h, to: 10d}", "10d failed 2");
    assert_judged("{always: licensed, machines: m, from: 1h, to: 10d1h, count: \">= 1\"}", "10d1h held 1");
    assert_judged("{always: notification, machines: m, from: 10d2h}", "20d held 3");
}

/* What changes within one minute and back is not seen. */
static void claims_see_only_the_end_of_a_minute(void **state) {
    (void)state;
    assert_story_between(
        "run: 20d\nproducts: {s: {like: windows-ad, lease: 10d, renewal: 10d, warn_before: none}}\n"
        "machines: {m: {product: s}}\n"
        "expect: [{never: notification, machines: m}, {always: licensed, machines: m}]\n",
        NULL, "10d", "20d",
        "10d m lease-over notification\n"
        "10d m granted directory licensed till 20d next 20d\n"
        "20d m lease-over notification\n"
        "20d m granted directory licensed till 30d next 30d\n"
        "20d claim 1 held 0\n"
        "20d claim 2 held 1\n");
}

/* ---- in which order, and in which lines --------------------------------------------------------------- */

static void claims_of_one_minute_are_told_in_the_order_of_the_file(void **state) {
    (void)state;
    assert_story_between("run: 1h\nmachines: {m: {product: windows-ad}, n: {product: windows-ad}}\n"
                         "expect:\n"
                         "  - {at: 1h, machines: n, are: licensed}\n"
                         "  - {always: licensed, machines: m}\n"
                         "  - {by: 1h, machines: m, are: absent}\n"
                         "  - {never: licensed, machines: all}\n"
                         "  - {at: 0m, machines: m, are: licensed}\n",
                         NULL, "0m", "1h",
                         "0m m install-lapsed #0 notification\n"
                         "0m n install-lapsed #1 notification\n"
                         "0m m granted directory licensed till 180d next 7d\n"
                         "0m n granted directory licensed till 180d next 7d\n"
                         "0m claim 4 failed 2\n"
                         "0m claim 5 held 1\n"
                         "1h claim 1 held 1\n"
                         "1h claim 2 held 1\n"
                         "1h claim 3 failed 0\n");
}

static void a_choice_of_a_lesson_is_judged_without_a_row(void **state) {
    (void)state;
    Scene *scene = scene_play("run: 1h\nmachines: {m: {product: windows-ad}}\n"
                              "lesson:\n"
                              "  - at: 0m\n    ask: \"And then?\"\n    choices:\n"
                              "      - {say: \"Licensed.\", if: {at: 1h, machines: m, are: licensed}}\n"
                              "      - {say: \"Not.\", if: {at: 1h, machines: m, are: notification}}\n");
    assert_string_equal(scene_tell(scene, NULL, "1m", "1h"), "");
    assert_int_equal(world_claim(run_world(scene->run), 0)->verdict, VERDICT_HELD);
    assert_int_equal(world_claim(run_world(scene->run), 1)->verdict, VERDICT_FAILED);
    assert_int_equal(world_claim(run_world(scene->run), 1)->decided_at, 60);
    scene_close(scene);
}

static void it_is_kept_since_when_and_until_when_a_claim_was_so(void **state) {
    (void)state;
    Scene *scene = scene_play(FLEET "expect:\n"
                                    "  - {at: 4d, machines: m, are: licensed}\n"
                                    "  - {at: 4d, machines: m, are: notification}\n"
                                    "  - {at: 0m, machines: \"m[2]\", are: licensed}\n"
                                    "  - {at: 4d, machines: m, are: absent}\n"
                                    "  - {never: absent, machines: m, from: 4d}\n");
    const World *world = run_world(scene->run);
    assert_int_equal(world_claim(world, 0)->true_at, scene_minute("3h"));
    assert_int_equal(world_claim(world, 0)->true_until, scene_minute("10d"));
    assert_int_equal(world_claim(world, 1)->true_at, scene_minute("10d2h"));
    assert_int_equal(world_claim(world, 1)->true_until, NEVER);
    assert_int_equal(world_claim(world, 2)->true_at, scene_minute("2h"));
    assert_int_equal(world_claim(world, 2)->verdict, VERDICT_FAILED);
    assert_int_equal(world_claim(world, 2)->decided_at, 0);
    assert_int_equal(world_claim(world, 3)->true_at, 0);
    assert_int_equal(world_claim(world, 3)->true_until, scene_minute("1h"));
    assert_int_equal(world_claim(world, 4)->true_at, 0);
    assert_int_equal(world_claim(world, 4)->true_until, scene_minute("3h"));
    assert_int_equal(world_claim(world, 4)->verdict, VERDICT_HELD);
    scene_close(scene);
}

static void a_claim_may_speak_of_machines_of_several_groups(void **state) {
    (void)state;
    assert_story_between(
        "run: 3h\nmachines:\n"
        "  a: {product: windows-ad, count: 2}\n  b: {product: windows-ad, starts: 1h}\n"
        "  c: {product: windows-ad, count: 2, starts: 2h}\n"
        "changes: [{at: 3h, machines: \"c[1]\", retire: now}, {at: 3h, machines: b, retire: now}]\n"
        "expect:\n"
        "  - {first: 2h, machines: [\"a[2]\", b, \"c[2]\"], are: licensed}\n"
        "  - {first: 2h, machines: [\"c[1]\", \"a[1]\"], are: licensed}\n"
        "  - {first: 3h, machines: [\"c[1]\", \"a[1]\"], are: absent, count: 1}\n"
        "  - {always: licensed, machines: [\"c[2]\", a], from: 2h}\n"
        "  - {always: licensed, machines: [b, \"c[2]\", a], from: 2h}\n",
        NULL, "2h", "3h",
        "2h c-1 install-lapsed #3 notification\n"
        "2h c-2 install-lapsed #4 notification\n"
        "2h c-1 granted directory licensed till 180d2h next 7d2h\n"
        "2h c-2 granted directory licensed till 180d2h next 7d2h\n"
        "2h claim 1 held 3\n"
        "2h claim 2 held 2\n"
        "3h change 1\n3h c-1 retired absent\n"
        "3h change 2\n3h b retired absent\n"
        "3h claim 3 failed 1\n"
        "3h claim 4 held 3\n"
        "3h claim 5 failed 3\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(at_speaks_of_all_machines_at_the_end_of_its_minute),
        cmocka_unit_test(at_may_speak_of_some_machines_only),
        cmocka_unit_test(before_they_start_machines_are_absent),
        cmocka_unit_test(retired_machines_are_absent),
        cmocka_unit_test(a_count_compares_at_its_edge),
        cmocka_unit_test(last_speaks_of_the_result_of_the_last_attempt),
        cmocka_unit_test(last_may_speak_of_some_machines_only),
        cmocka_unit_test(lease_left_compares_at_its_edge),
        cmocka_unit_test(who_holds_no_lease_has_none_left_not_even_little),
        cmocka_unit_test(a_lease_that_never_ends_has_no_such_figure),
        cmocka_unit_test(the_least_and_the_most_lease_left_are_kept_for_the_story),
        cmocka_unit_test(first_is_the_first_minute_in_which_it_is_so),
        cmocka_unit_test(first_fails_where_it_was_so_before_and_then_not),
        cmocka_unit_test(by_is_decided_as_soon_as_it_is_so),
        cmocka_unit_test(never_is_broken_by_the_first_machine),
        cmocka_unit_test(never_looks_at_its_stretch_only),
        cmocka_unit_test(never_with_a_count_is_broken_by_that_count),
        cmocka_unit_test(always_is_broken_by_the_first_minute_in_which_it_is_not_so),
        cmocka_unit_test(claims_see_only_the_end_of_a_minute),
        cmocka_unit_test(claims_of_one_minute_are_told_in_the_order_of_the_file),
        cmocka_unit_test(a_choice_of_a_lesson_is_judged_without_a_row),
        cmocka_unit_test(it_is_kept_since_when_and_until_when_a_claim_was_so),
        cmocka_unit_test(a_claim_may_speak_of_machines_of_several_groups),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
