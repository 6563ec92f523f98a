/* One machine: its clocks, its reminders, and what makes it ask. */
#include "tests/test.h"

#include "sim/base/chance.h"
#include "sim/model/look.h"
#include "tests/support/scene.h"

/* The products of these tests: granted by the directory, which no count disturbs. */
#define SHORT(figures) "products: {short: {like: windows-ad, lease: 10d, warn_before: none" figures "}}\n"

/* ---- clocks ------------------------------------------------------------------------------------------- */

static void a_lease_is_over_in_its_last_minute_and_not_before(void **state) {
    (void)state;
    Scene *scene = scene_play("run: 11d\n" SHORT("") "machines: {m: {product: short}}\n"
                                                     "changes: [{at: 1m, machines: m, power: off}]\n");
    assert_int_equal(scene_state(scene, "m", "9d23h59m"), STATE_LICENSED);
    assert_int_equal(scene_state(scene, "m", "10d"), STATE_NOTIFICATION);
    scene_close(scene);
}

static void a_lapse_comes_before_the_attempt_of_its_minute(void **state) {
    (void)state;
    assert_story("run: 10d\n" SHORT(", renewal: 10d") "machines: {m: {product: short}}\n", "m",
                 "0m install-lapsed #0 notification\n"
                 "0m granted directory licensed till 10d next 10d\n"
                 "10d lease-over notification\n"
                 "10d granted directory licensed till 20d next 20d\n");
}

static void a_lapse_does_not_move_the_next_attempt(void **state) {
    (void)state;
    assert_story("run: 12d\n" SHORT(
                     ", renewal: 11d, initial_grace: 1d") "machines: {m: {product: short, starts: 3h}}\n",
                 "m",
                 "3h install-grace #0 initial-grace till 1d3h\n"
                 "3h granted directory licensed till 10d3h next 11d3h\n"
                 "10d3h lease-over notification\n"
                 "11d3h granted directory licensed till 21d3h next 22d3h\n");
}

static void a_grant_in_the_last_grace_starts_a_whole_lease(void **state) {
    (void)state;
    assert_story("run: 12d\n" SHORT(", renewal: 11d, expiry_grace: 2d") "machines: {m: {product: short}}\n",
                 "m",
                 "0m install-lapsed #0 notification\n"
                 "0m granted directory licensed till 10d next 11d\n"
                 "10d lease-over-grace expiry-grace till 12d\n"
                 "11d granted directory licensed till 21d next 22d\n");
}

static void a_failed_attempt_leaves_every_clock_alone(void **state) {
    (void)state;
    assert_story("run: 13d\n"
                 "products: {s: {like: windows-ad, lease: 10d, renewal: 4d, retry: 5d, initial_grace: 6d, "
                 "expiry_grace: 2d,\n"
                 "                warn_before: none}}\n"
                 "machines: {m: {product: s}}\n"
                 "changes: [{at: 0m, service: directory, do: down}, {at: 1m, service: directory, do: up},\n"
                 "          {at: 2m, machines: m, attempt: now}, {at: 3m, service: directory, do: down}]\n",
                 "m",
                 "0m install-grace #0 initial-grace till 6d\n"
                 "0m no-host-answers initial-grace till 6d next 5d\n"
                 "2m granted directory licensed till 10d2m next 4d2m\n"
                 "4d2m no-host-answers licensed till 10d2m next 9d2m\n"
                 "9d2m no-host-answers licensed till 10d2m next 14d2m\n"
                 "10d2m lease-over-grace expiry-grace till 12d2m\n"
                 "12d2m expiry-grace-over notification\n");
}

static void a_grace_of_no_length_is_over_in_the_minute_it_begins(void **state) {
    (void)state;
    assert_story(
        "run: 10d\n" SHORT(
            ", renewal: 11d, initial_grace: 0m, notice_after: 0m, expiry_grace: 0m") "machines: {m: "
                                                                                     "{product: short}}\n",
        "m",
        "0m install-grace #0 initial-grace till 0m\n"
        "0m initial-grace-over notification\n"
        "0m granted directory licensed till 10d next 11d\n"
        "10d lease-over-grace expiry-grace till 10d\n"
        "10d expiry-grace-over notification\n");
}

static void each_grant_starts_the_whole_lease_and_its_reminder_anew(void **state) {
    (void)state;
    assert_story(
        "run: 20d\nproducts: {s: {like: windows-ad, lease: 10d, renewal: 4d, warn_before: 7d, retry: 30d}}\n"
        "machines: {m: {product: s}}\nchanges: [{at: 8d, service: directory, do: down}]\n",
        "m",
        "0m install-lapsed #0 notification\n"
        "0m granted directory licensed till 10d next 4d\n"
        "3d lease-reminder\n"
        "4d renewed directory licensed till 14d next 8d\n"
        "7d lease-reminder\n"
        "8d no-host-answers licensed till 14d next 38d\n"
        "14d lease-over notification\n");
}

static void a_lease_of_one_minute_is_renewed_each_minute(void **state) {
    (void)state;
    assert_story(
        "run: 2m\nproducts: {s: {like: windows-ad, lease: 1m, renewal: 1m}}\nmachines: {m: {product: s}}\n",
        "m",
        "0m install-lapsed #0 notification\n"
        "0m granted directory licensed till 1m next 1m\n"
        "1m lease-over notification\n"
        "1m granted directory licensed till 2m next 2m\n"
        "2m lease-over notification\n"
        "2m granted directory licensed till 3m next 3m\n");
}

/* ---- reminders ---------------------------------------------------------------------------------------- */

static void a_grace_reminder_falls_before_the_end_of_the_grace_or_not_at_all(void **state) {
    (void)state;
    Scene *scene =
        scene_play("run: 11d\nproducts:\n"
                   "  before: {like: office-ad, initial_grace: 10d, notice_after: 9d23h59m}\n"
                   "  at: {like: office-ad, initial_grace: 10d, notice_after: 10d}\n"
                   "  after: {like: office-ad, initial_grace: 10d, notice_after: 10d1m}\n"
                   "  once: {like: office-ad, initial_grace: 10d, notice_after: 0m}\n"
                   "machines:\n"
                   "  m: {product: before, power: off}\n  n: {product: at, power: off}\n"
                   "  o: {product: after, power: off}\n  p: {product: once, power: off, starts: 1h}\n");
    assert_string_equal(scene_tell(scene, NULL, "1m", "11d"),
                        "1h p install-grace #3 initial-grace till 10d1h\n"
                        "1h p grace-reminder\n"
                        "9d23h59m m grace-reminder\n"
                        "10d m initial-grace-over notification\n"
                        "10d n initial-grace-over notification\n"
                        "10d o initial-grace-over notification\n"
                        "10d1h p initial-grace-over notification\n");
    scene_close(scene);
}

static void a_lease_reminder_falls_between_grant_and_end_or_not_at_all(void **state) {
    (void)state;
    Scene *scene = scene_play("run: 11d\nproducts:\n"
                              "  last: {like: windows-ad, lease: 10d, warn_before: 1m}\n"
                              "  end: {like: windows-ad, lease: 10d, warn_before: 0m}\n"
                              "  early: {like: windows-ad, lease: 10d, warn_before: 9d23h59m}\n"
                              "  grant: {like: windows-ad, lease: 10d, warn_before: 10d}\n"
                              "  past: {like: windows-ad, lease: 10d, warn_before: 11d}\n"
                              "machines:\n  m: {product: last}\n  n: {product: end}\n  o: {product: early}\n"
                              "  p: {product: grant}\n  q: {product: past}\n"
                              "changes: [{at: 1m, machines: all, power: off}]\n");
    assert_string_equal(scene_tell(scene, NULL, "1m", "10d"), "1m change 1\n"
                                                              "1m o lease-reminder\n"
                                                              "9d23h59m m lease-reminder\n"
                                                              "10d m lease-over notification\n"
                                                              "10d n lease-over notification\n"
                                                              "10d o lease-over notification\n"
                                                              "10d p lease-over notification\n"
                                                              "10d q lease-over notification\n");
    scene_close(scene);
}

static void a_grant_ends_the_wait_for_the_reminder_of_the_grace(void **state) {
    (void)state;
    assert_story(
        "run: 40d\nmachines: {m: {product: office-ad}}\nchanges: [{at: 1m, machines: m, power: off}]\n", "m",
        "0m install-grace #0 initial-grace till 30d\n"
        "0m granted directory licensed till 180d next 7d\n");
}

static void a_lapse_and_the_reminder_of_another_keep_the_order_of_machines(void **state) {
    (void)state;
    assert_story_between("run: 10d\nproducts:\n"
                         "  warned: {like: windows-ad, lease: 20d, warn_before: 10d}\n"
                         "  over: {like: windows-ad, lease: 10d, warn_before: 9d}\n"
                         "machines: {a: {product: warned}, b: {product: over}, c: {product: warned}}\n"
                         "changes: [{at: 1m, machines: all, power: off}]\n",
                         NULL, "10d", "10d",
                         "10d a lease-reminder\n"
                         "10d b lease-over notification\n"
                         "10d c lease-reminder\n");
}

/* ---- installation ------------------------------------------------------------------------------------- */

static void members_start_evenly_from_first_to_last(void **state) {
    (void)state;
    Scene *scene =
        scene_play("run: 20m\nmachines:\n"
                   "  m: {product: windows-mak, count: 4, starts: {from: 5m, to: 15m}}\n"
                   "  one: {product: windows-mak, starts: {from: 3m, to: 9m}}\n"
                   "  two: {product: windows-mak, count: 2, starts: {from: 7m, to: 7m, spread: even}}\n");
    assert_string_equal(scene_tell(scene, NULL, "0m", "20m"), "3m one install-lapsed #4 notification\n"
                                                              "3m one granted activation licensed\n"
                                                              "5m m-1 install-lapsed #0 notification\n"
                                                              "5m m-1 granted activation licensed\n"
                                                              "7m two-1 install-lapsed #5 notification\n"
                                                              "7m two-2 install-lapsed #6 notification\n"
                                                              "7m two-1 granted activation licensed\n"
                                                              "7m two-2 granted activation licensed\n"
                                                              "8m m-2 install-lapsed #1 notification\n"
                                                              "8m m-2 granted activation licensed\n"
                                                              "11m m-3 install-lapsed #2 notification\n"
                                                              "11m m-3 granted activation licensed\n"
                                                              "15m m-4 install-lapsed #3 notification\n"
                                                              "15m m-4 granted activation licensed\n");
    scene_close(scene);
}

static void members_that_start_at_random_start_when_luck_says(void **state) {
    (void)state;
    Scene *scene =
        scene_play("run: 1d\nseed: 5\nmachines:\n"
                   "  x: {product: windows-mak}\n"
                   "  m: {product: windows-mak, count: 50, starts: {from: 1h, to: 3h, spread: random}}\n");
    for (size_t r = 0; r < scene->row_count; r++) {
        const Row *row = &scene->rows[r];
        if (row->kind != ROW_INSTALL || row->machine == 0) continue;
        assert_int_equal(row->at, 60 + (int32_t)chance_draw(5, 121, row->machine, CHANCE_ARRIVAL, 0));
    }
    assert_int_equal(scene_times(scene, NULL, RULE_INSTALL_LAPSED), 51);
    scene_close(scene);
}

static void a_machine_that_starts_switched_off_is_installed_and_asks_later(void **state) {
    (void)state;
    assert_story("run: 2h\nmachines: {m: {product: windows-mak, power: off, starts: 1h}}\n"
                 "changes: [{at: 1h30m, machines: m, power: on}]\n",
                 "m", "1h install-lapsed #0 notification\n1h30m granted activation licensed\n");
}

/* ---- jitter ------------------------------------------------------------------------------------------- */

static void each_next_attempt_is_late_by_a_luck_of_its_own(void **state) {
    (void)state;
    Scene *scene = scene_play(
        "run: 30d\nseed: 9\nmachines: {m: {product: windows-ad, count: 3, jitter: 30m}}\n"
        "changes: [{at: 20d, service: directory, do: down}, {at: 21d, machines: all, reimage: new-id}]\n");
    uint64_t made[3] = {0};
    for (size_t r = 0; r < scene->row_count; r++) {
        const Row *row = &scene->rows[r];
        if (row->kind != ROW_ATTEMPT) continue;
        const uint64_t late = chance_draw(9, 31, row->machine, CHANCE_JITTER, made[row->machine]++);
        const int32_t pause = row->result == RESULT_GRANTED ? 7 * 1440 : 120;
        assert_int_equal(row->due_at, row->at + pause + (int32_t)late);
    }
    assert_true(made[0] > 20 && made[1] > 20 && made[2] > 20);
    scene_close(scene);
}

static void jitter_does_not_delay_a_one_time_key_for_ever(void **state) {
    (void)state;
    assert_story("run: 1d\nmachines: {m: {product: windows-mak, jitter: 30d}}\n", "m",
                 "0m install-lapsed #0 notification\n0m granted activation licensed\n");
}

/* ---- signing in and out ------------------------------------------------------------------------------- */

static void signing_out_is_noticed_at_the_next_attempt_and_ends_the_lease(void **state) {
    (void)state;
    assert_story("run: 40d\nmachines: {m: {product: microsoft-365-device}}\n"
                 "changes: [{at: 12h, machines: m, sign: out}, {at: 1d1m, machines: m, power: off}]\n",
                 "m",
                 "0m install-lapsed #0 reduced\n"
                 "0m granted cloud licensed till 90d next 1d\n"
                 "1d not-entitled cloud reduced next 2d\n");
}

static void losing_a_licence_stops_a_grace_and_its_reminder(void **state) {
    (void)state;
    assert_story("run: 40d\nproducts: {s: {like: microsoft-365-apps, initial_grace: 10d, notice_after: 5d}}\n"
                 "machines: {m: {product: s, sign: out, power: off}}\n"
                 "changes: [{at: 1d, machines: m, power: on}, {at: 1d1m, machines: m, power: off}]\n",
                 "m",
                 "0m install-grace #0 initial-grace till 10d\n"
                 "1d not-entitled cloud reduced next 2d\n");
}

static void signing_in_makes_every_machine_ask_at_once(void **state) {
    (void)state;
    assert_story_between(
        "run: 4h\nmachines: {m: {product: microsoft-365-apps, sign: out}, n: {product: windows-ad}}\n"
        "changes: [{at: 1h, machines: all, sign: in}, {at: 2h, machines: n, sign: out},\n"
        "          {at: 3h, machines: n, sign: in}]\n",
        NULL, "1h", "4h",
        "1h change 1\n"
        "1h m granted cloud licensed till 30d1h next 1d1h\n"
        "1h n renewed directory licensed till 180d1h next 7d1h\n"
        "2h change 2\n"
        "3h change 3\n"
        "3h n renewed directory licensed till 180d3h next 7d3h\n");
}

static void a_one_time_key_asks_again_only_when_told(void **state) {
    (void)state;
    assert_story(
        "run: 10y\nmachines: {m: {product: windows-mak}}\n"
        "changes: [{at: 1y, machines: m, attempt: now}, {at: 2y, service: activation, do: down},\n"
        "          {at: 2y, machines: m, attempt: now}, {at: 730d1h, service: activation, do: up}]\n",
        "m",
        "0m install-lapsed #0 notification\n"
        "0m granted activation licensed\n"
        "365d renewed activation licensed\n"
        "730d no-host-answers licensed next 730d2h\n"
        "730d2h renewed activation licensed\n");
}

static void a_one_time_grant_has_no_end_even_if_the_file_gives_it_one(void **state) {
    (void)state;
    assert_story(
        "run: 40d\nproducts: {o: {like: windows-mak, lease: 10d, renewal: 5d, warn_before: 2d, rearms: 0}}\n"
        "machines: {m: {product: o}}\n",
        "m", "0m install-lapsed #0 notification\n0m granted activation licensed\n");
}

static void a_retry_of_one_minute_asks_each_minute(void **state) {
    (void)state;
    assert_story("run: 3m\nproducts: {s: {like: windows-ad, retry: 1m}}\nmachines: {m: {product: s, place: "
                 "offline}}\n",
                 "m",
                 "0m install-lapsed #0 notification\n"
                 "0m no-host-answers notification next 1m\n"
                 "1m no-host-answers notification next 2m\n"
                 "2m no-host-answers notification next 3m\n"
                 "3m no-host-answers notification next 4m\n");
}

static void every_look_is_of_the_state_it_was_made_of(void **state) {
    (void)state;
    bool seen[LOOK_COUNT] = {false};
    for (int from = 0; from < STATE_COUNT; from++)
        for (int result = 0; result < RESULT_COUNT; result++) {
            const Look look = look_of((State)from, (Result)result);
            const bool has_failed = result != RESULT_NONE && result != RESULT_GRANTED;
            assert_int_equal(look_state(look), from);
            assert_true((look == LOOK_RETRYING) == (from == STATE_LICENSED && has_failed));
            seen[look] = true;
        }
    for (int look = 0; look < LOOK_COUNT; look++) assert_true(seen[look]);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_look_is_of_the_state_it_was_made_of),
        cmocka_unit_test(a_lease_is_over_in_its_last_minute_and_not_before),
        cmocka_unit_test(a_lapse_comes_before_the_attempt_of_its_minute),
        cmocka_unit_test(a_lapse_does_not_move_the_next_attempt),
        cmocka_unit_test(a_grant_in_the_last_grace_starts_a_whole_lease),
        cmocka_unit_test(a_failed_attempt_leaves_every_clock_alone),
        cmocka_unit_test(a_grace_of_no_length_is_over_in_the_minute_it_begins),
        cmocka_unit_test(each_grant_starts_the_whole_lease_and_its_reminder_anew),
        cmocka_unit_test(a_lease_of_one_minute_is_renewed_each_minute),
        cmocka_unit_test(a_grace_reminder_falls_before_the_end_of_the_grace_or_not_at_all),
        cmocka_unit_test(a_lease_reminder_falls_between_grant_and_end_or_not_at_all),
        cmocka_unit_test(a_grant_ends_the_wait_for_the_reminder_of_the_grace),
        cmocka_unit_test(a_lapse_and_the_reminder_of_another_keep_the_order_of_machines),
        cmocka_unit_test(members_start_evenly_from_first_to_last),
        cmocka_unit_test(members_that_start_at_random_start_when_luck_says),
        cmocka_unit_test(a_machine_that_starts_switched_off_is_installed_and_asks_later),
        cmocka_unit_test(each_next_attempt_is_late_by_a_luck_of_its_own),
        cmocka_unit_test(jitter_does_not_delay_a_one_time_key_for_ever),
        cmocka_unit_test(signing_out_is_noticed_at_the_next_attempt_and_ends_the_lease),
        cmocka_unit_test(losing_a_licence_stops_a_grace_and_its_reminder),
        cmocka_unit_test(signing_in_makes_every_machine_ask_at_once),
        cmocka_unit_test(a_one_time_key_asks_again_only_when_told),
        cmocka_unit_test(a_one_time_grant_has_no_end_even_if_the_file_gives_it_one),
        cmocka_unit_test(a_retry_of_one_minute_asks_each_minute),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
