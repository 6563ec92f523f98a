/* One attempt: what a machine is told by whom it asked, and what it takes from that. */
#include "tests/test.h"

#include "tests/support/scene.h"

#define LONE "products: {lone: {like: windows-client, threshold: 1}}\n"

/* ---- who answers what --------------------------------------------------------------------------------- */

static void a_host_that_is_down_is_silent_even_where_it_would_decline(void **state) {
    (void)state;
    assert_asks("run: 0m\n" LONE
                "hosts: {a: {up: false, activated: false}}\nmachines: {m: {product: lone}}\n",
                "m", "0m", "a looked-up down; no-host");
}

static void a_host_that_is_blocked_is_silent_even_where_it_would_decline(void **state) {
    (void)state;
    const char *yaml =
        "run: 1d\n" LONE "places: {vpn: {block: [b]}}\nhosts: {a: , b: {serves: [office], priority: 1}}\n"
        "machines: {m: {product: lone, place: vpn, power: off}}\n"
        "changes: [{at: 1h, place: vpn, block: [a]}, {at: 2h, place: vpn, unblock: [b]}]\n";
    assert_asks(yaml, "m", "0m", "a looked-up counted; granted");
    assert_asks(yaml, "m", "1h", "a looked-up blocked; b looked-up blocked; no-host");
    assert_asks(yaml, "m", "2h", "a looked-up blocked; b looked-up not-served; wrong-host");
}

static void a_host_that_is_not_activated_declines(void **state) {
    (void)state;
    const char *yaml =
        "run: 1d\n" LONE "hosts: {a: {activated: false}}\nmachines: {m: {product: lone, power: off}}\n"
        "changes: [{at: 1h, host: a, do: activate}, {at: 2h, host: a, do: deactivate}]\n";
    assert_asks(yaml, "m", "0m", "a looked-up not-activated; wrong-host");
    assert_asks(yaml, "m", "1h", "a looked-up counted; granted");
    assert_asks(yaml, "m", "2h", "a looked-up not-activated; wrong-host");
}

static void after_one_that_declines_the_next_is_asked(void **state) {
    (void)state;
    assert_asks("run: 0m\n" LONE
                "hosts: {a: {serves: [office]}, b: {priority: 1}}\nmachines: {m: {product: lone}}\n",
                "m", "0m", "b cached counted; granted");
    assert_asks("run: 0m\n" LONE "hosts: {a: {serves: [office]}, b: {priority: 1}}\n"
                "machines: {m: {product: lone, power: off}}\n",
                "m", "0m", "a looked-up not-served; b looked-up counted; granted");
}

static void one_that_declines_outweighs_those_that_are_silent(void **state) {
    (void)state;
    assert_asks("run: 0m\n" LONE "hosts: {a: {activated: false}, b: {priority: 1, up: false}}\n"
                "machines: {m: {product: lone}}\n",
                "m", "0m", "a looked-up not-activated; b looked-up down; wrong-host");
    assert_asks("run: 0m\n" LONE "hosts: {a: {up: false}, b: {priority: 1, serves: [office]}}\n"
                "machines: {m: {product: lone}}\n",
                "m", "0m", "a looked-up down; b looked-up not-served; wrong-host");
}

static void a_pinned_host_that_declines_is_a_wrong_host(void **state) {
    (void)state;
    assert_asks("run: 0m\n" LONE
                "hosts: {a: {serves: [office]}, b: }\nmachines: {m: {product: lone, use: a}}\n",
                "m", "0m", "a pinned not-served; wrong-host");
}

static void offline_reaches_nothing(void **state) {
    (void)state;
    assert_asks("run: 0m\n" LONE "hosts: {a: }\nmachines: {m: {product: lone, place: offline}}\n", "m", "0m",
                "no-record");
    assert_asks("run: 0m\n" LONE "hosts: {a: }\nmachines: {m: {product: lone, place: offline, use: a}}\n",
                "m", "0m", "a pinned blocked; no-host");
    assert_asks("run: 0m\n" LONE "hosts: {a: }\nmachines: {m: {product: lone, place: offline, use: a}}\n"
                "changes: [{at: 0m, place: offline, unblock: [a, dns]}]\n",
                "m", "0m", "a pinned blocked; no-host");
}

static void clocks_exactly_four_hours_apart_are_near_enough(void **state) {
    (void)state;
    assert_asks("run: 0m\n" LONE
                "hosts: {a: , b: {priority: 1}}\nmachines: {m: {product: lone, skew: 4h, power: off}}\n",
                "m", "0m", "a looked-up counted; granted");
}

static void clocks_further_apart_are_an_answer_that_counts_nothing(void **state) {
    (void)state;
    const char *yaml =
        "run: 0m\n" LONE "hosts: {a: , b: {priority: 1}}\nmachines: {m: {product: lone, skew: 4h1m}}\n"
        "expect: [{at: 0m, host: a, pool: windows, count: 0}]\n";
    assert_story(yaml, NULL,
                 "0m m install-lapsed #0 notification\n"
                 "0m m clocks-apart a notification next 2h\n"
                 "0m claim 1 held 0\n");
    assert_asks(yaml, "m", "0m", "a looked-up clocks-apart; clock-skew");
}

static void a_host_that_declines_does_not_look_at_clocks(void **state) {
    (void)state;
    assert_asks("run: 0m\n" LONE "hosts: {a: {activated: false}}\nmachines: {m: {product: lone, skew: 5h}}\n",
                "m", "0m", "a looked-up not-activated; wrong-host");
}

static void a_clock_may_go_wrong_and_be_set_right(void **state) {
    (void)state;
    assert_story("run: 4h\n" LONE "hosts: {a: {retry: 1h, renewal: 1h}}\nmachines: {m: {product: lone}}\n"
                 "changes: [{at: 1h, machines: m, skew: 5h}, {at: 3h, machines: m, skew: 0m}]\n",
                 "m",
                 "0m install-lapsed #0 notification\n"
                 "0m granted a 1/1 licensed till 180d next 1h\n"
                 "1h clocks-apart a licensed till 180d next 2h\n"
                 "2h clocks-apart a licensed till 180d next 3h\n"
                 "3h renewed a 1/1 licensed till 180d3h next 4h\n"
                 "4h renewed a 1/1 licensed till 180d4h next 5h\n");
}

/* A scenario has no clocks that are slow, but the rule speaks of both. */
static void a_slow_clock_is_as_wrong_as_a_fast_one(void **state) {
    (void)state;
    LedgerEntry entries[2];
    Ledger ledgers[POOL_COUNT] = {[POOL_WINDOWS] = ledger_with_room(2, 0, 0)};
    const Host host = host_default();
    const Place place = {0};
    const uint8_t service_up[SERVICE_COUNT] = {1, 1, 1, 1};
    Product lone = BUILTIN_PRODUCTS[0].product;
    lone.threshold = 1;
    const Realm realm = {&host, 1, ledgers, {entries, NULL}, &place, service_up, 1};
    Machine machine = {.pinned = NO_HOST, .cached = NO_HOST, .skew_min = -241};
    assert_int_equal(asking_attempt(&realm, &machine, 0, &lone, 0, NULL).result, RESULT_CLOCK_SKEW);
    machine.skew_min = -240;
    assert_int_equal(asking_attempt(&realm, &machine, 0, &lone, 0, NULL).result, RESULT_GRANTED);
}

static void after_a_refusal_nobody_else_is_asked(void **state) {
    (void)state;
    assert_story_between("run: 0m\nhosts: {a: , b: {priority: 1}}\n"
                         "machines:\n"
                         "  fleet: {product: windows-server, count: 5, use: b}\n"
                         "  m: {product: windows-server}\n",
                         "m", "0m", "0m",
                         "0m install-lapsed #5 notification\n"
                         "0m count-below-threshold a 1/5 notification next 2h\n");
}

/* ---- the rhythm --------------------------------------------------------------------------------------- */

static void a_host_that_counts_gives_its_rhythm_also_with_a_refusal(void **state) {
    (void)state;
    assert_story("run: 3h\nhosts: {a: {retry: 1h, renewal: 3d}}\nmachines: {m: {product: windows-client}}\n"
                 "changes: [{at: 1h, host: a, do: down}, {at: 3h, host: a, do: unpublish}]\n",
                 "m",
                 "0m install-lapsed #0 notification\n"
                 "0m count-below-threshold a 1/25 notification next 1h\n"
                 "1h no-host-answers notification next 2h\n"
                 "2h no-host-answers notification next 3h\n"
                 "3h no-host-known notification next 4h\n");
}

static void a_host_that_finds_the_clocks_apart_gives_no_rhythm(void **state) {
    (void)state;
    assert_story(
        "run: 0m\nhosts: {a: {retry: 1h, renewal: 3d}}\nmachines: {m: {product: windows-client, skew: 5h}}\n",
        "m",
        "0m install-lapsed #0 notification\n"
        "0m clocks-apart a notification next 2h\n");
}

static void a_new_rhythm_reaches_a_machine_when_it_is_next_counted(void **state) {
    (void)state;
    assert_story("run: 8d\n" LONE "hosts: {a: }\nmachines: {m: {product: lone}}\n"
                 "changes:\n"
                 "  - {at: 1d, host: a, set: {retry: 1h, renewal: 12h}}\n"
                 "  - {at: 7d, host: a, do: down}\n"
                 "  - {at: 7d2h, host: a, do: up}\n"
                 "  - {at: 7d14h, host: a, do: down}\n"
                 "  - {at: 7d14h1m, machines: m, power: off}\n",
                 "m",
                 "0m install-lapsed #0 notification\n"
                 "0m granted a 1/1 licensed till 180d next 7d\n"
                 "7d no-host-answers licensed till 180d next 7d2h\n"
                 "7d2h renewed a 1/1 licensed till 187d2h next 7d14h\n"
                 "7d14h no-host-answers licensed till 187d2h next 7d15h\n");
}

static void each_figure_of_a_host_is_set_alone(void **state) {
    (void)state;
    assert_story("run: 3h\n" LONE "hosts: {a: {retry: 1h, renewal: 2h}}\nmachines: {m: {product: lone}}\n"
                 "changes:\n"
                 "  - {at: 1h, host: a, set: {renewal: 1h}}\n"
                 "  - {at: 2h, host: a, set: {retry: 15m}}\n"
                 "  - {at: 3h, host: a, set: {serves: [office]}}\n",
                 "m",
                 "0m install-lapsed #0 notification\n"
                 "0m granted a 1/1 licensed till 180d next 2h\n"
                 "2h renewed a 1/1 licensed till 180d2h next 3h\n"
                 "3h only-wrong-hosts licensed till 180d2h next 3h15m\n");
}

/* ---- services ----------------------------------------------------------------------------------------- */

static void each_service_may_be_down_alone(void **state) {
    (void)state;
    static const char *const DOWN[] = {"directory", "cloud", "activation", "dns"};
    static const char *const PRODUCTS[] = {"windows-ad", "microsoft-365-apps", "windows-mak"};
    for (int down = 0; down < 4; down++)
        for (int p = 0; p < 3; p++) {
            char yaml[256];
            snprintf(yaml, sizeof yaml,
                     "run: 0m\nmachines: {m: {product: %s}}\nchanges: [{at: 0m, service: %s, do: down}]\n",
                     PRODUCTS[p], DOWN[down]);
            Scene *scene = scene_play(yaml);
            assert_int_equal(scene_times(scene, "m", RULE_GRANTED), down != p);
            assert_int_equal(scene_times(scene, "m", RULE_NO_HOST_ANSWERS), down == p);
            scene_close(scene);
        }
}

static void a_service_comes_up_again(void **state) {
    (void)state;
    assert_story(
        "run: 2h\nmachines: {m: {product: windows-mak, skew: 5h}}\n"
        "changes: [{at: 0m, service: activation, do: down}, {at: 2h, service: activation, do: up}]\n",
        "m",
        "0m install-lapsed #0 notification\n"
        "0m no-host-answers notification next 2h\n"
        "2h granted activation licensed\n");
}

static void a_service_that_is_not_reached_is_not_asked_who_is_signed_in(void **state) {
    (void)state;
    assert_story("run: 0m\nplaces: {vpn: {block: [cloud]}}\n"
                 "machines: {m: {product: microsoft-365-apps, place: vpn, sign: out}}\n",
                 "m",
                 "0m install-lapsed #0 reduced\n"
                 "0m no-host-answers reduced next 1d\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_host_that_is_down_is_silent_even_where_it_would_decline),
        cmocka_unit_test(a_host_that_is_blocked_is_silent_even_where_it_would_decline),
        cmocka_unit_test(a_host_that_is_not_activated_declines),
        cmocka_unit_test(after_one_that_declines_the_next_is_asked),
        cmocka_unit_test(one_that_declines_outweighs_those_that_are_silent),
        cmocka_unit_test(a_pinned_host_that_declines_is_a_wrong_host),
        cmocka_unit_test(offline_reaches_nothing),
        cmocka_unit_test(clocks_exactly_four_hours_apart_are_near_enough),
        cmocka_unit_test(clocks_further_apart_are_an_answer_that_counts_nothing),
        cmocka_unit_test(a_host_that_declines_does_not_look_at_clocks),
        cmocka_unit_test(a_clock_may_go_wrong_and_be_set_right),
        cmocka_unit_test(a_slow_clock_is_as_wrong_as_a_fast_one),
        cmocka_unit_test(after_a_refusal_nobody_else_is_asked),
        cmocka_unit_test(a_host_that_counts_gives_its_rhythm_also_with_a_refusal),
        cmocka_unit_test(a_host_that_finds_the_clocks_apart_gives_no_rhythm),
        cmocka_unit_test(a_new_rhythm_reaches_a_machine_when_it_is_next_counted),
        cmocka_unit_test(each_figure_of_a_host_is_set_alone),
        cmocka_unit_test(each_service_may_be_down_alone),
        cmocka_unit_test(a_service_comes_up_again),
        cmocka_unit_test(a_service_that_is_not_reached_is_not_asked_who_is_signed_in),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
