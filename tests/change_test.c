/* What a scenario changes on machines, and what makes a machine ask before its time. */
#include "tests/test.h"

#include "tests/support/scene.h"

/* Granted by the directory, a lease of 10 days; asks again only after 5 days whatever comes of it. */
#define SLOW "products: {slow: {like: windows-ad, lease: 10d, renewal: 5d, retry: 5d, warn_before: none}}\n"
#define LONE "products: {lone: {like: windows-client, threshold: 1}}\n"

/* ---- switching on ------------------------------------------------------------------------------------- */

static void a_machine_that_is_switched_on_asks_at_once(void **state) {
    (void)state;
    assert_story("run: 1d\n" SLOW "machines: {m: {product: slow, place: offline}}\n"
                 "changes: [{at: 1h, machines: m, power: off}, {at: 2h, machines: m, power: on}]\n",
                 "m",
                 "0m install-lapsed #0 notification\n"
                 "0m no-host-answers notification next 5d\n"
                 "2h no-host-answers notification next 5d2h\n");
}

static void a_machine_that_is_on_already_is_not_switched_on(void **state) {
    (void)state;
    assert_story("run: 1d\n" SLOW "machines: {m: {product: slow, place: offline}}\n"
                 "changes: [{at: 2h, machines: m, power: on}]\n",
                 "m",
                 "0m install-lapsed #0 notification\n"
                 "0m no-host-answers notification next 5d\n");
}

static void off_and_on_within_a_minute_is_not_coming_on(void **state) {
    (void)state;
    assert_story("run: 1d\n" SLOW "machines: {m: {product: slow, place: offline}}\n"
                 "changes: [{at: 2h, machines: m, power: off}, {at: 2h, machines: m, power: on},\n"
                 "          {at: 2h, machines: m, power: off}, {at: 2h, machines: m, power: on}]\n",
                 "m",
                 "0m install-lapsed #0 notification\n"
                 "0m no-host-answers notification next 5d\n");
}

static void on_off_and_on_within_a_minute_is_coming_on(void **state) {
    (void)state;
    assert_story("run: 1d\n" SLOW "machines: {m: {product: slow, place: offline, power: off}}\n"
                 "changes: [{at: 2h, machines: m, power: on}, {at: 2h, machines: m, power: off},\n"
                 "          {at: 2h, machines: m, power: on}, {at: 3h, machines: m, power: off},\n"
                 "          {at: 4h, machines: m, power: on}, {at: 4h, machines: m, power: off}]\n",
                 "m",
                 "0m install-lapsed #0 notification\n"
                 "2h no-host-answers notification next 5d2h\n");
}

static void a_licensed_machine_that_comes_on_does_not_ask_early(void **state) {
    (void)state;
    assert_story("run: 6d\n" SLOW "machines: {m: {product: slow}}\n"
                 "changes: [{at: 1h, machines: m, power: off}, {at: 2h, machines: m, power: on}]\n",
                 "m",
                 "0m install-lapsed #0 notification\n"
                 "0m granted directory licensed till 10d next 5d\n"
                 "5d renewed directory licensed till 15d next 10d\n");
}

static void a_licensed_machine_that_was_off_when_due_asks_when_it_comes_on(void **state) {
    (void)state;
    assert_story("run: 6d\n" SLOW "machines: {m: {product: slow}}\n"
                 "changes: [{at: 1h, machines: m, power: off}, {at: 5d7m, machines: m, power: on}]\n",
                 "m",
                 "0m install-lapsed #0 notification\n"
                 "0m granted directory licensed till 10d next 5d\n"
                 "5d7m renewed directory licensed till 15d7m next 10d7m\n");
}

static void a_machine_whose_lease_ends_as_it_comes_on_asks(void **state) {
    (void)state;
    const char *yaml = "run: 11d\n"
                       "products: {slow: {like: windows-ad, lease: 10d, renewal: 20d, warn_before: none}}\n"
                       "machines: {m: {product: slow}}\n"
                       "changes: [{at: 1h, machines: m, power: off}, {at: 10d, machines: m, power: on}]\n";
    assert_story(yaml, "m",
                 "0m install-lapsed #0 notification\n"
                 "0m granted directory licensed till 10d next 20d\n"
                 "10d lease-over notification\n"
                 "10d granted directory licensed till 20d next 30d\n");
}

static void a_machine_switched_off_as_it_is_due_does_not_ask(void **state) {
    (void)state;
    assert_story("run: 6d\n" SLOW
                 "machines: {m: {product: slow}}\nchanges: [{at: 5d, machines: m, power: off}]\n",
                 "m",
                 "0m install-lapsed #0 notification\n"
                 "0m granted directory licensed till 10d next 5d\n");
}

/* ---- coming by the timetable -------------------------------------------------------------------------- */

static void an_unlicensed_machine_asks_when_its_day_begins(void **state) {
    (void)state;
    assert_story("run: 3d\n" SLOW
                 "machines: {m: {product: slow, place: offline, on: {from: \"09:00\", to: \"17:00\"}}}\n",
                 "m",
                 "0m install-lapsed #0 notification\n"
                 "9h no-host-answers notification next 5d9h\n"
                 "1d9h no-host-answers notification next 6d9h\n"
                 "2d9h no-host-answers notification next 7d9h\n");
}

static void a_licensed_machine_waits_for_its_due_minute_and_then_for_its_day(void **state) {
    (void)state;
    assert_story("run: 12d\n"
                 "products: {slow: {like: windows-ad, lease: 30d, renewal: 5d1m, warn_before: none}}\n"
                 "machines: {m: {product: slow, on: {from: \"09:00\", to: \"17:00\"}}}\n"
                 "changes: [{at: 9h, machines: m, attempt: now}, {at: 16h59m, machines: m, attempt: now}]\n",
                 "m",
                 "0m install-lapsed #0 notification\n"
                 "9h granted directory licensed till 30d9h next 5d9h1m\n"
                 "16h59m renewed directory licensed till 30d16h59m next 5d17h\n"
                 "6d9h renewed directory licensed till 36d9h next 11d9h1m\n"
                 "11d9h1m renewed directory licensed till 41d9h1m next 16d9h2m\n");
}

static void days_that_join_at_midnight_are_one_presence(void **state) {
    (void)state;
    assert_story("run: 8d\n" SLOW "machines: {m: {product: slow, place: offline, on: {days: [tue, wed]}}}\n",
                 "m",
                 "0m install-lapsed #0 notification\n"
                 "1d no-host-answers notification next 6d\n"
                 "8d no-host-answers notification next 13d\n");
}

static void days_that_do_not_join_are_two(void **state) {
    (void)state;
    assert_story("run: 3d\n" SLOW
                 "machines: {m: {product: slow, place: offline, on: {to: \"23:59\", days: [tue, wed]}}}\n",
                 "m",
                 "0m install-lapsed #0 notification\n"
                 "1d no-host-answers notification next 6d\n"
                 "2d no-host-answers notification next 7d\n");
}

static void the_calendar_says_which_days_there_are(void **state) {
    (void)state;
    assert_story(
        "run: 9d\nstart: 2026-01-10 12:00\n" SLOW
        "machines: {m: {product: slow, place: offline, on: {days: [sun], from: \"06:00\", to: \"07:00\"}}}\n",
        "m",
        "0m install-lapsed #0 notification\n"
        "18h no-host-answers notification next 5d18h\n"
        "7d18h no-host-answers notification next 12d18h\n");
}

static void a_switch_and_a_timetable_must_both_say_on(void **state) {
    (void)state;
    assert_story(
        "run: 3d\n" SLOW
        "machines: {m: {product: slow, place: offline, power: off, on: {from: \"09:00\", to: \"17:00\"}}}\n"
        "changes: [{at: 8h, machines: m, power: on}, {at: 10h, machines: m, power: off},\n"
        "          {at: 16h59m, machines: m, power: on}, {at: 17h1m, machines: m, power: off},\n"
        "          {at: 1d17h, machines: m, power: on}]\n",
        "m",
        "0m install-lapsed #0 notification\n"
        "9h no-host-answers notification next 5d9h\n"
        "16h59m no-host-answers notification next 5d16h59m\n"
        "2d9h no-host-answers notification next 7d9h\n");
}

static void a_lease_that_ends_as_the_day_begins_is_asked_for_at_once(void **state) {
    (void)state;
    assert_story("run: 11d\n"
                 "products: {slow: {like: windows-ad, lease: 10d, renewal: 40d, warn_before: none}}\n"
                 "machines: {m: {product: slow, on: {from: \"09:00\", to: \"17:00\"}}}\n",
                 "m",
                 "0m install-lapsed #0 notification\n"
                 "9h granted directory licensed till 10d9h next 40d9h\n"
                 "10d9h lease-over notification\n"
                 "10d9h granted directory licensed till 20d9h next 50d9h\n");
}

static void a_lease_that_ends_during_the_day_is_asked_for_the_next_morning(void **state) {
    (void)state;
    assert_story("run: 11d10h\n"
                 "products: {slow: {like: windows-ad, lease: 10d1m, renewal: 40d, warn_before: none}}\n"
                 "machines: {m: {product: slow, on: {from: \"09:00\", to: \"17:00\"}}}\n",
                 "m",
                 "0m install-lapsed #0 notification\n"
                 "9h granted directory licensed till 10d9h1m next 40d9h\n"
                 "10d9h1m lease-over notification\n"
                 "11d9h granted directory licensed till 21d9h1m next 51d9h\n");
}

/* ---- moving ------------------------------------------------------------------------------------------- */

static void a_move_within_15_minutes_of_a_vain_search_makes_it_ask(void **state) {
    (void)state;
    const char *yaml =
        "run: 1h\n" LONE "hosts: {a: }\nplaces: [vpn]\n"
        "machines: {early: {product: lone, place: offline}, late: {product: lone, place: offline}}\n"
        "changes: [{at: 15m, machines: early, move: vpn}, {at: 16m, machines: late, move: vpn}]\n";
    assert_story(yaml, NULL,
                 "0m early install-lapsed #0 notification\n"
                 "0m late install-lapsed #1 notification\n"
                 "0m early no-host-known notification next 2h\n"
                 "0m late no-host-known notification next 2h\n"
                 "15m change 1\n"
                 "15m early granted a 1/1 licensed till 180d15m next 7d15m\n"
                 "16m change 2\n");
}

static void a_move_after_each_kind_of_failure_to_find_a_host_makes_it_ask(void **state) {
    (void)state;
    const char *yaml =
        "run: 1m\n" LONE "hosts: {down: {up: false, weight: 1}, wrong: {activated: false}, good: }\n"
        "machines:\n"
        "  a: {product: lone, use: down}\n"
        "  b: {product: lone, use: wrong}\n"
        "  c: {product: lone, place: offline}\n"
        "  d: {product: lone, use: good, skew: 5h}\n"
        "  e: {product: windows-client, use: good}\n"
        "  f: {product: lone, use: good}\n"
        "  g: {product: microsoft-365-apps, sign: out}\n"
        "changes: [{at: 1m, machines: c, use: good}, {at: 1m, machines: all, move: office}]\n";
    assert_story_between(yaml, NULL, "1m", "1m",
                         "1m change 1\n1m change 2\n"
                         "1m a no-host-answers notification next 2h1m\n"
                         "1m b only-wrong-hosts notification next 2h1m\n"
                         "1m c granted good 3/1 licensed till 180d1m next 7d1m\n");
}

static void a_licensed_machine_that_found_no_host_asks_after_a_move_too(void **state) {
    (void)state;
    assert_story("run: 5d1h\n" SLOW "machines: {m: {product: slow}}\n"
                 "changes: [{at: 1h, machines: m, move: offline}, {at: 5d10m, machines: m, move: office}]\n",
                 "m",
                 "0m install-lapsed #0 notification\n"
                 "0m granted directory licensed till 10d next 5d\n"
                 "5d no-host-answers licensed till 10d next 10d\n"
                 "5d10m renewed directory licensed till 15d10m next 10d10m\n");
}

static void the_place_need_not_differ(void **state) {
    (void)state;
    assert_story("run: 1h\n" SLOW "machines: {m: {product: slow, place: offline}}\n"
                 "changes: [{at: 5m, machines: m, move: offline}]\n",
                 "m",
                 "0m install-lapsed #0 notification\n"
                 "0m no-host-answers notification next 5d\n"
                 "5m no-host-answers notification next 5d5m\n");
}

static void a_machine_that_is_off_at_that_point_of_the_file_does_not_notice_a_move(void **state) {
    (void)state;
    /* Licensed, so that switching it on makes no difference. */
    const char *yaml = "run: 5d1h\n" SLOW "machines: {m: {product: slow, count: 2}}\n"
                       "changes:\n"
                       "  - {at: 1h, machines: all, move: offline}\n"
                       "  - {at: 5d1m, machines: all, power: off}\n"
                       "  - {at: 5d2m, machines: \"m[1]\", move: office}\n"
                       "  - {at: 5d2m, machines: all, power: on}\n"
                       "  - {at: 5d2m, machines: \"m[2]\", move: office}\n";
    assert_story_between(yaml, NULL, "5d1m", "5d1h",
                         "5d1m change 2\n5d2m change 3\n5d2m change 4\n5d2m change 5\n"
                         "5d2m m-2 renewed directory licensed till 15d2m next 10d2m\n");
}

static void a_machine_that_is_away_by_its_timetable_does_not_notice_a_move(void **state) {
    (void)state;
    assert_story("run: 18h\n" SLOW
                 "machines: {m: {product: slow, place: offline, on: {from: \"09:00\", to: \"17:00\"}}}\n"
                 "changes: [{at: 16h55m, machines: m, attempt: now}, {at: 17h, machines: m, move: office}]\n",
                 "m",
                 "0m install-lapsed #0 notification\n"
                 "9h no-host-answers notification next 5d9h\n"
                 "16h55m no-host-answers notification next 5d16h55m\n");
}

/* ---- being told --------------------------------------------------------------------------------------- */

static void a_machine_told_to_ask_while_off_asks_when_it_comes_on_licensed_or_not(void **state) {
    (void)state;
    assert_story("run: 5h\n" SLOW "machines: {m: {product: slow}}\n"
                 "changes: [{at: 1h, machines: m, power: off}, {at: 2h, machines: m, attempt: now},\n"
                 "          {at: 3h, machines: m, power: on}]\n",
                 "m",
                 "0m install-lapsed #0 notification\n"
                 "0m granted directory licensed till 10d next 5d\n"
                 "3h renewed directory licensed till 10d3h next 5d3h\n");
}

static void a_change_that_repeats_does_so_up_to_and_including_its_until(void **state) {
    (void)state;
    assert_story_between("run: 9h\n" SLOW "machines: {m: {product: slow}}\n"
                         "changes: [{at: 1h, every: 2h, until: 5h, machines: m, attempt: now},\n"
                         "          {at: 2h, every: 3h, machines: m, attempt: now},\n"
                         "          {at: 30m, every: 8h, until: 8h29m, machines: m, power: on}]\n",
                         NULL, "1m", "9h",
                         "30m change 3\n"
                         "1h change 1\n1h m renewed directory licensed till 10d1h next 5d1h\n"
                         "2h change 2\n2h m renewed directory licensed till 10d2h next 5d2h\n"
                         "3h change 1\n3h m renewed directory licensed till 10d3h next 5d3h\n"
                         "5h change 1\n5h change 2\n5h m renewed directory licensed till 10d5h next 5d5h\n"
                         "8h change 2\n8h m renewed directory licensed till 10d8h next 5d8h\n");
}

static void all_means_all_that_are_there(void **state) {
    (void)state;
    assert_story_between(
        "run: 5h\n" SLOW
        "machines: {a: {product: slow}, b: {product: slow, starts: 3h}, c: {product: slow}}\n"
        "changes: [{at: 1h, machines: c, retire: now}, {at: 2h, machines: all, attempt: now},\n"
        "          {at: 3h, machines: all, attempt: now}]\n",
        NULL, "1h", "5h",
        "1h change 1\n1h c retired absent\n"
        "2h change 2\n2h a renewed directory licensed till 10d2h next 5d2h\n"
        "3h b install-lapsed #1 notification\n"
        "3h change 3\n"
        "3h a renewed directory licensed till 10d3h next 5d3h\n"
        "3h b granted directory licensed till 10d3h next 5d3h\n");
}

static void machines_of_a_list_are_told_in_machine_order_each_once(void **state) {
    (void)state;
    assert_story_between(
        "run: 5h\nmachines: {a: {product: windows-mak, count: 4}, b: {product: windows-mak}}\n"
        "changes: [{at: 1h, machines: [b, \"a[3..4]\", \"a[2..3]\", b], rearm: now}]\n",
        NULL, "1h", "1h",
        "1h change 1\n"
        "1h a-2 rearmed #10000000 notification\n"
        "1h a-3 rearmed #10000001 notification\n"
        "1h a-4 rearmed #10000002 notification\n"
        "1h b rearmed #10000003 notification\n"
        "1h a-2 granted activation licensed\n"
        "1h a-3 granted activation licensed\n"
        "1h a-4 granted activation licensed\n"
        "1h b granted activation licensed\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_machine_that_is_switched_on_asks_at_once),
        cmocka_unit_test(a_machine_that_is_on_already_is_not_switched_on),
        cmocka_unit_test(off_and_on_within_a_minute_is_not_coming_on),
        cmocka_unit_test(on_off_and_on_within_a_minute_is_coming_on),
        cmocka_unit_test(a_licensed_machine_that_comes_on_does_not_ask_early),
        cmocka_unit_test(a_licensed_machine_that_was_off_when_due_asks_when_it_comes_on),
        cmocka_unit_test(a_machine_whose_lease_ends_as_it_comes_on_asks),
        cmocka_unit_test(a_machine_switched_off_as_it_is_due_does_not_ask),
        cmocka_unit_test(an_unlicensed_machine_asks_when_its_day_begins),
        cmocka_unit_test(a_licensed_machine_waits_for_its_due_minute_and_then_for_its_day),
        cmocka_unit_test(days_that_join_at_midnight_are_one_presence),
        cmocka_unit_test(days_that_do_not_join_are_two),
        cmocka_unit_test(the_calendar_says_which_days_there_are),
        cmocka_unit_test(a_switch_and_a_timetable_must_both_say_on),
        cmocka_unit_test(a_lease_that_ends_as_the_day_begins_is_asked_for_at_once),
        cmocka_unit_test(a_lease_that_ends_during_the_day_is_asked_for_the_next_morning),
        cmocka_unit_test(a_move_within_15_minutes_of_a_vain_search_makes_it_ask),
        cmocka_unit_test(a_move_after_each_kind_of_failure_to_find_a_host_makes_it_ask),
        cmocka_unit_test(a_licensed_machine_that_found_no_host_asks_after_a_move_too),
        cmocka_unit_test(the_place_need_not_differ),
        cmocka_unit_test(a_machine_that_is_off_at_that_point_of_the_file_does_not_notice_a_move),
        cmocka_unit_test(a_machine_that_is_away_by_its_timetable_does_not_notice_a_move),
        cmocka_unit_test(a_machine_told_to_ask_while_off_asks_when_it_comes_on_licensed_or_not),
        cmocka_unit_test(a_change_that_repeats_does_so_up_to_and_including_its_until),
        cmocka_unit_test(all_means_all_that_are_there),
        cmocka_unit_test(machines_of_a_list_are_told_in_machine_order_each_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
