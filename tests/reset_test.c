/* Machines that start as new: reimaged and rearmed; and machines that leave. */
#include "tests/test.h"

#include "tests/support/scene.h"

#define LONE "products: {lone: {like: windows-client, threshold: 1}}\n"

static void a_reimaged_machine_is_new_to_its_host(void **state) {
    (void)state;
    assert_story(
        "run: 3h\nhosts: {a: }\nmachines: {m: {product: office-ltsc}}\n"
        "changes: [{at: 1h, machines: m, reimage: new-id}, {at: 2h, machines: m, reimage: same-id},\n"
        "          {at: 3h, machines: m, reimage: new-id}]\n",
        "m",
        "0m install-grace #0 initial-grace till 30d\n"
        "0m count-below-threshold a 1/5 initial-grace till 30d next 2h\n"
        "1h reimaged #10000000 initial-grace till 30d1h\n"
        "1h count-below-threshold a 2/5 initial-grace till 30d1h next 3h\n"
        "2h reimaged #10000000 initial-grace till 30d2h\n"
        "2h count-below-threshold a 2/5 initial-grace till 30d2h next 4h\n"
        "3h reimaged #10000001 initial-grace till 30d3h\n"
        "3h count-below-threshold a 3/5 initial-grace till 30d3h next 5h\n");
}

static void a_reimaged_licensed_machine_loses_its_lease_and_its_reminder(void **state) {
    (void)state;
    assert_story("run: 200d\nmachines: {m: {product: windows-ad}}\n"
                 "changes: [{at: 1h, machines: m, power: off}, {at: 2h, machines: m, reimage: new-id}]\n",
                 "m",
                 "0m install-lapsed #0 notification\n"
                 "0m granted directory licensed till 180d next 7d\n"
                 "2h reimaged #10000000 notification\n");
}

static void a_reimaged_machine_asks_at_once_or_when_it_comes_on(void **state) {
    (void)state;
    assert_story("run: 5h\nmachines: {m: {product: windows-ad}}\n"
                 "changes: [{at: 1h, machines: m, reimage: same-id}, {at: 2h, machines: m, power: off},\n"
                 "          {at: 3h, machines: m, reimage: same-id}, {at: 4h, machines: m, power: on}]\n",
                 "m",
                 "0m install-lapsed #0 notification\n"
                 "0m granted directory licensed till 180d next 7d\n"
                 "1h reimaged #0 notification\n"
                 "1h granted directory licensed till 180d1h next 7d1h\n"
                 "3h reimaged #0 notification\n"
                 "4h granted directory licensed till 180d4h next 7d4h\n");
}

static void a_new_start_forgets_the_host_and_its_rhythm(void **state) {
    (void)state;
    static const char *const RESETS[] = {"reimage: new-id", "rearm: now"};
    for (int i = 0; i < 2; i++) {
        char yaml[512];
        snprintf(yaml, sizeof yaml,
                 "run: 3h\n" LONE "hosts: {a: {retry: 1h, priority: 9}, b: {up: false}}\n"
                 "machines: {m: {product: lone, use: a}}\n"
                 "changes: [{at: 1h, machines: m, use: dns}, {at: 1h, machines: m, %s}, {at: 1h, host: a, "
                 "do: down}]\n",
                 RESETS[i]);
        assert_story_between(yaml, "m", "0m", "1h",
                             i ? "0m install-lapsed #0 notification\n"
                                 "0m granted a 1/1 licensed till 180d next 7d\n"
                                 "1h rearmed #10000000 notification\n"
                                 "1h no-host-answers notification next 3h\n"
                               : "0m install-lapsed #0 notification\n"
                                 "0m granted a 1/1 licensed till 180d next 7d\n"
                                 "1h reimaged #10000000 notification\n"
                                 "1h no-host-answers notification next 3h\n");
        Scene *scene = scene_play(yaml);
        assert_int_equal(world_machine(run_world(scene->run), 0)->cached, NO_HOST);
        assert_int_equal(world_machine(run_world(scene->run), 0)->renewal_min, 7 * 1440);
        scene_close(scene);
    }
}

static void a_new_start_keeps_power_place_pin_clock_and_sign_in(void **state) {
    (void)state;
    assert_story_between("run: 1h\n" LONE
                         "hosts: {a: , b: {priority: 1, up: false}}\nplaces: {vpn: {block: [cloud]}}\n"
                         "machines:\n"
                         "  off: {product: lone, power: off}\n"
                         "  pinned: {product: lone, use: b}\n"
                         "  skewed: {product: lone, skew: 5h}\n"
                         "  out: {product: microsoft-365-apps, sign: out}\n"
                         "  away: {product: microsoft-365-apps, place: vpn}\n"
                         "changes: [{at: 1h, machines: all, reimage: same-id}]\n",
                         NULL, "1h", "1h",
                         "1h change 1\n"
                         "1h off reimaged #0 notification\n"
                         "1h pinned reimaged #1 notification\n"
                         "1h skewed reimaged #2 notification\n"
                         "1h out reimaged #3 reduced\n"
                         "1h away reimaged #4 reduced\n"
                         "1h pinned no-host-answers notification next 3h\n"
                         "1h skewed clocks-apart a notification next 3h\n"
                         "1h out not-entitled cloud reduced next 1d1h\n"
                         "1h away no-host-answers reduced next 1d1h\n");
}

static void a_new_start_forgets_the_last_result(void **state) {
    (void)state;
    Scene *scene = scene_play("run: 2h\nmachines: {m: {product: windows-ad, place: offline}}\n"
                              "changes: [{at: 1h, machines: m, power: off},\n"
                              "          {at: 1h, machines: m, reimage: same-id}]\n");
    assert_int_equal(world_machine(run_world(scene->run), 0)->last_attempt_at, NEVER);
    assert_int_equal(world_machine(run_world(scene->run), 0)->attempts, 1);
    scene_close(scene);
    assert_story_between(
        "run: 2h\nmachines: {m: {product: windows-ad, place: offline, count: 2}}\n"
        "changes: [{at: 1h, machines: all, power: off}, {at: 1h, machines: \"m[1]\", reimage: same-id},\n"
        "          {at: 1h, machines: \"m[2]\", rearm: now}]\n"
        "expect:\n"
        "  - {at: 59m, machines: all, last: no-host}\n"
        "  - {at: 1h, machines: all, last: no-host, count: 0}\n",
        NULL, "59m", "2h",
        "59m claim 1 held 2\n"
        "1h change 1\n1h change 2\n"
        "1h m-1 reimaged #0 notification\n"
        "1h change 3\n"
        "1h m-2 rearmed #10000000 notification\n"
        "1h claim 2 held 0\n");
}

static void a_rearmed_machine_with_a_grace_gets_it_anew_with_its_reminder(void **state) {
    (void)state;
    assert_story("run: 40d\nmachines: {m: {product: office-ad, power: off}}\n"
                 "changes: [{at: 6d, machines: m, rearm: now}, {at: 35d23h59m, machines: m, power: off}]\n",
                 "m",
                 "0m install-grace #0 initial-grace till 30d\n"
                 "6d rearmed #10000000 initial-grace till 36d\n"
                 "31d grace-reminder\n"
                 "36d initial-grace-over notification\n");
}

static void a_refused_rearm_changes_nothing_and_uses_no_id(void **state) {
    (void)state;
    assert_story("run: 3h\n"
                 "products: {poor: {like: windows-ad, rearms: 1}, none: {like: windows-ad, rearms: 0}}\n"
                 "machines: {m: {product: poor}, n: {product: none}, o: {product: poor}}\n"
                 "changes: [{at: 1h, machines: all, rearm: now}, {at: 2h, machines: all, rearm: now}]\n",
                 NULL,
                 "0m m install-lapsed #0 notification\n"
                 "0m n install-lapsed #1 notification\n"
                 "0m o install-lapsed #2 notification\n"
                 "0m m granted directory licensed till 180d next 7d\n"
                 "0m n granted directory licensed till 180d next 7d\n"
                 "0m o granted directory licensed till 180d next 7d\n"
                 "1h change 1\n"
                 "1h m rearmed #10000000 notification\n"
                 "1h n no-rearm-left\n"
                 "1h o rearmed #10000001 notification\n"
                 "1h m granted directory licensed till 180d1h next 7d1h\n"
                 "1h o granted directory licensed till 180d1h next 7d1h\n"
                 "2h change 2\n"
                 "2h m no-rearm-left\n"
                 "2h n no-rearm-left\n"
                 "2h o no-rearm-left\n");
}

static void a_reimage_gives_all_rearms_back(void **state) {
    (void)state;
    Scene *scene = scene_play("run: 12m\nmachines: {m: {product: windows-7, power: off}}\n"
                              "changes: [{at: 1m, every: 1m, machines: m, rearm: now},\n"
                              "          {at: 5m, machines: m, reimage: same-id}]\n");
    assert_int_equal(scene_times(scene, "m", RULE_REARMED), 6);
    assert_string_equal(scene_tell(scene, "m", "4m", "6m"),
                        "4m no-rearm-left\n"
                        "5m no-rearm-left\n"
                        "5m reimaged #10000002 initial-grace till 30d5m\n"
                        "6m rearmed #10000003 initial-grace till 30d6m\n");
    scene_close(scene);
}

static void a_bonus_is_given_only_to_a_machine_that_has_no_rearm(void **state) {
    (void)state;
    Scene *scene =
        scene_play("run: 10m\nproducts: {two: {like: office-ad, rearms: 2}}\nmachines: {m: {product: two}}\n"
                   "changes: [{at: 1m, machines: m, attempt: now}, {at: 2m, service: directory, do: down},\n"
                   "          {at: 3m, every: 1m, machines: m, rearm: now}]\n");
    assert_int_equal(scene_times(scene, "m", RULE_REARMED), 2);
    scene_close(scene);
}

static void a_retired_machine_is_gone_for_good(void **state) {
    (void)state;
    assert_story("run: 40d\nmachines: {m: {product: office-ad, starts: 1h}}\n"
                 "changes: [{at: 2h, machines: m, retire: now}, {at: 3h, machines: all, power: off},\n"
                 "          {at: 4h, machines: all, power: on}, {at: 5h, machines: all, reimage: new-id}]\n",
                 "m",
                 "1h install-grace #0 initial-grace till 30d1h\n"
                 "1h granted directory licensed till 180d1h next 7d1h\n"
                 "2h retired absent\n");
}

static void a_retired_machine_is_due_for_nothing(void **state) {
    (void)state;
    Scene *scene = scene_play("run: 1d\nmachines: {m: {product: windows-ad}}\n"
                              "changes: [{at: 1h, machines: m, retire: now}]\n");
    assert_int_equal(world_machine(run_world(scene->run), 0)->due_at, NEVER);
    assert_int_equal(world_machine(run_world(scene->run), 0)->clock_at, NEVER);
    assert_int_equal(world_machine(run_world(scene->run), 0)->notice_at, NEVER);
    scene_close(scene);
}

static void a_machine_may_be_retired_in_the_minute_it_is_installed(void **state) {
    (void)state;
    assert_story("run: 40d\nmachines: {m: {product: office-ad, starts: 1h}}\nchanges: [{at: 1h, machines: m, "
                 "retire: now}]\n",
                 NULL,
                 "1h m install-grace #0 initial-grace till 30d1h\n"
                 "1h change 1\n"
                 "1h m retired absent\n");
}

static void a_machine_retired_in_its_grace_has_no_clock_any_more(void **state) {
    (void)state;
    assert_story("run: 40d\nmachines: {m: {product: office-ad, power: off}}\nchanges: [{at: 1d, machines: m, "
                 "retire: now}]\n",
                 "m",
                 "0m install-grace #0 initial-grace till 30d\n"
                 "1d retired absent\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_reimaged_machine_is_new_to_its_host),
        cmocka_unit_test(a_reimaged_licensed_machine_loses_its_lease_and_its_reminder),
        cmocka_unit_test(a_reimaged_machine_asks_at_once_or_when_it_comes_on),
        cmocka_unit_test(a_new_start_forgets_the_host_and_its_rhythm),
        cmocka_unit_test(a_new_start_keeps_power_place_pin_clock_and_sign_in),
        cmocka_unit_test(a_new_start_forgets_the_last_result),
        cmocka_unit_test(a_rearmed_machine_with_a_grace_gets_it_anew_with_its_reminder),
        cmocka_unit_test(a_refused_rearm_changes_nothing_and_uses_no_id),
        cmocka_unit_test(a_reimage_gives_all_rearms_back),
        cmocka_unit_test(a_bonus_is_given_only_to_a_machine_that_has_no_rearm),
        cmocka_unit_test(a_retired_machine_is_gone_for_good),
        cmocka_unit_test(a_retired_machine_is_due_for_nothing),
        cmocka_unit_test(a_machine_may_be_retired_in_the_minute_it_is_installed),
        cmocka_unit_test(a_machine_retired_in_its_grace_has_no_clock_any_more),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
