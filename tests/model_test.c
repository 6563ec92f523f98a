/* One attempt: whom a machine asks, in which order, and what it is told. */
#include "tests/test.h"

#include "sim/base/chance.h"
#include "tests/support/scene.h"

/* Whom the machine would ask in the minute after `at`, each with what came of it. */
static void assert_asks(const char *yaml, const char *machine, const char *at, const char *expected) {
    static const char *const VERDICTS[VERDICT_COUNT] = {"down",       "blocked",      "not-activated",
                                                        "not-served", "clocks-apart", "counted"};
    static const char *const KINDS[] = {"pinned", "cached", "looked-up"};
    Scene *scene = scene_read(yaml);
    scene_run_to(scene, at);
    AskingLog log;
    Run *copy = run_copy(scene->run);
    const Answer answer = run_what_if_asked(copy, scene_machine(scene, machine), &log);
    Text text = {0};
    for (int i = 0; i < log.count; i++)
        text_add_format(&text, "%s %s %s; ", scene->plan.hosts[log.candidates[i].host].name,
                        KINDS[log.candidates[i].kind], VERDICTS[log.candidates[i].verdict]);
    text_add(&text, RESULT_NAMES[answer.result]);
    assert_string_equal(text.bytes, expected);
    text_free(&text);
    run_destroy(copy);
    scene_close(scene);
}

#define LONE "products: {lone: {like: windows-client, threshold: 1}}\n"

/* ---- who is a candidate ------------------------------------------------------------------------------- */

static void a_pinned_host_is_the_only_candidate(void **state) {
    (void)state;
    const char *yaml =
        "run: 1d\n" LONE "hosts: {kms1: , kms2: {up: false}}\nmachines: {m: {product: lone, use: kms2}}\n";
    assert_asks(yaml, "m", "1h", "kms2 pinned down; no-host");
}

static void a_pinned_host_need_not_be_published_nor_looked_up(void **state) {
    (void)state;
    assert_asks("run: 1d\n" LONE "hosts: {kms1: , kms2: {published: false}}\n"
                "machines: {m: {product: lone, use: kms2}}\nchanges: [{at: 0m, service: dns, do: down}]\n",
                "m", "1h", "kms2 pinned counted; granted");
}

static void a_pinned_host_goes_before_the_cached_one_and_does_not_touch_it(void **state) {
    (void)state;
    const char *yaml = "run: 1d\n" LONE "hosts: {kms1: , kms2: {up: false, published: false}}\n"
                       "machines: {m: {product: lone}}\n"
                       "changes: [{at: 1h, machines: m, use: kms2}, {at: 2h, machines: m, use: dns}]\n";
    assert_asks(yaml, "m", "1h", "kms2 pinned down; no-host");
    assert_asks(yaml, "m", "2h", "kms1 cached counted; granted");
}

static void a_grant_of_a_pinned_host_is_cached_like_any_other(void **state) {
    (void)state;
    assert_asks("run: 1d\n" LONE
                "hosts: {kms1: , kms2: {priority: 9}}\nmachines: {m: {product: lone, use: kms2}}\n"
                "changes: [{at: 1h, machines: m, use: dns}]\n",
                "m", "1h", "kms2 cached counted; granted");
}

static void the_cached_host_is_asked_first_and_not_again_by_lookup(void **state) {
    (void)state;
    const char *yaml = "run: 1d\n" LONE "hosts: {kms1: {up: false}, kms2: {priority: 9}}\n"
                       "machines: {m: {product: lone}}\n"
                       "changes: [{at: 1h, host: kms1, do: up}, {at: 2h, host: kms2, do: down}]\n";
    assert_asks(yaml, "m", "1h", "kms2 cached counted; granted");
    assert_asks(yaml, "m", "2h", "kms2 cached down; kms1 looked-up counted; granted");
}

static void a_group_that_keeps_no_cache_looks_up_each_time(void **state) {
    (void)state;
    assert_asks("run: 1d\n" LONE "hosts: {kms1: , kms2: {priority: 9}}\n"
                "machines: {m: {product: lone, use: kms2, cache: false}}\n"
                "changes: [{at: 1h, machines: m, use: dns}]\n",
                "m", "1h", "kms1 looked-up counted; granted");
}

static void a_cleared_cache_is_forgotten(void **state) {
    (void)state;
    assert_asks("run: 1d\n" LONE
                "hosts: {kms1: , kms2: {priority: 9}}\nmachines: {m: {product: lone, use: kms2}}\n"
                "changes: [{at: 1h, machines: m, use: dns}, {at: 1h, machines: m, cache: clear}]\n",
                "m", "1h", "kms1 looked-up counted; granted");
}

static void a_refusal_is_not_cached(void **state) {
    (void)state;
    assert_asks(
        "run: 1d\nhosts: {kms1: , kms2: {priority: 9}}\nmachines: {m: {product: windows-client, use: kms2}}\n"
        "changes: [{at: 1h, machines: m, use: dns}]\n",
        "m", "1h", "kms1 looked-up counted; count-insufficient");
}

static void without_lookup_only_the_cached_host_is_known(void **state) {
    (void)state;
    const char *yaml =
        "run: 1d\n" LONE "hosts: {kms1: }\nmachines: {m: {product: lone}, n: {product: lone, power: off}}\n"
        "changes: [{at: 1h, service: dns, do: down}, {at: 2h, service: dns, do: up}]\n";
    assert_asks(yaml, "m", "1h", "kms1 cached counted; granted");
    assert_asks(yaml, "n", "1h", "no-record");
    assert_asks(yaml, "n", "2h", "kms1 looked-up counted; granted");
}

static void a_place_may_be_cut_off_from_lookup_alone(void **state) {
    (void)state;
    const char *yaml = "run: 1d\n" LONE "places: {vpn: {block: [dns]}}\nhosts: {kms1: }\n"
                       "machines: {m: {product: lone, place: vpn, power: off}}\n"
                       "changes: [{at: 2h, place: vpn, unblock: [dns]}]\n";
    assert_asks(yaml, "m", "1h", "no-record");
    assert_asks(yaml, "m", "2h", "kms1 looked-up counted; granted");
}

static void a_host_that_is_not_published_is_not_found(void **state) {
    (void)state;
    const char *yaml =
        "run: 1d\n" LONE "hosts: {kms1: {published: false}}\nmachines: {m: {product: lone, power: off}}\n"
        "changes: [{at: 2h, host: kms1, do: publish}, {at: 3h, host: kms1, do: unpublish}]\n";
    assert_asks(yaml, "m", "1h", "no-record");
    assert_asks(yaml, "m", "2h", "kms1 looked-up counted; granted");
    assert_asks(yaml, "m", "3h", "no-record");
}

/* ---- in which order ----------------------------------------------------------------------------------- */

static void lower_priorities_go_first(void **state) {
    (void)state;
    const char *yaml =
        "run: 1d\n" LONE
        "hosts:\n  a: {priority: 2, up: false}\n  b: {up: false}\n  c: {priority: 1, weight: 9, up: false}\n"
        "machines: {m: {product: lone, power: off}}\n"
        "changes: [{at: 2h, host: b, set: {priority: 3}}]\n";
    assert_asks(yaml, "m", "1h", "b looked-up down; c looked-up down; a looked-up down; no-host");
    assert_asks(yaml, "m", "2h", "c looked-up down; a looked-up down; b looked-up down; no-host");
}

static void weight_0_beside_positive_weights_waits_until_those_are_used_up(void **state) {
    (void)state;
    const char *yaml =
        "run: 1d\n" LONE "hosts:\n  a: {up: false}\n  b: {up: false, weight: 1}\n"
        "machines: {m: {product: lone, count: 40, power: off}}\n"
        "changes: [{at: 2h, host: a, set: {weight: 1}}, {at: 2h, host: b, set: {weight: 0}}]\n";
    char name[16];
    for (int m = 1; m <= 40; m++) {
        snprintf(name, sizeof name, "m-%d", m);
        assert_asks(yaml, name, "1h", "b looked-up down; a looked-up down; no-host");
        assert_asks(yaml, name, "2h", "a looked-up down; b looked-up down; no-host");
    }
}

/* The host that granted each of 200 machines, by the rule of chance written out. */
static void equals_are_picked_by_weight_and_luck(void **state) {
    (void)state;
    Scene *scene =
        scene_play("run: 0m\nseed: 7\n" LONE "hosts:\n  a: {weight: 1}\n  b: {weight: 3}\n  c: {weight: 2}\n"
                   "machines: {m: {product: lone, count: 200}}\n");
    int times[3] = {0};
    for (uint32_t m = 0; m < 200; m++) {
        const uint64_t x = chance_draw(7, 6, m, CHANCE_PICK, 0);
        const int expected = x < 1 ? 0 : x < 4 ? 1 : 2;
        assert_int_equal(world_machine(run_world(scene->run), m)->cached, expected);
        times[expected]++;
    }
    assert_true(times[0] > 10 && times[1] > times[2] && times[2] > times[0]);
    scene_close(scene);
}

static void without_weights_all_equals_have_the_same_chance(void **state) {
    (void)state;
    Scene *scene =
        scene_play("run: 0m\nseed: 7\n" LONE "hosts: {a: , b: , c: , d: {priority: 1, weight: 5}}\n"
                   "machines: {m: {product: lone, count: 90}}\n");
    int times[3] = {0};
    for (uint32_t m = 0; m < 90; m++) {
        const int expected = (int)chance_draw(7, 3, m, CHANCE_PICK, 0);
        assert_int_equal(world_machine(run_world(scene->run), m)->cached, expected);
        times[expected]++;
    }
    assert_true(times[0] > 15 && times[1] > 15 && times[2] > 15);
    scene_close(scene);
}

/* The second pick of an attempt has other luck than the first, and so has the next attempt. */
static void each_pick_and_each_attempt_has_luck_of_its_own(void **state) {
    (void)state;
    static const char *const NAMES[] = {"a", "b", "c"};
    const char *yaml = "run: 4h\nseed: 11\n" LONE "hosts: {a: {up: false}, b: {up: false}, c: {up: false}}\n"
                       "machines: {m: {product: lone, count: 12}}\n";
    for (uint32_t m = 0; m < 12; m++)
        for (uint64_t attempts = 1; attempts <= 2; attempts++) {
            const char *left[] = {NAMES[0], NAMES[1], NAMES[2]};
            char machine[16], expected[128] = "";
            for (uint64_t picked = 0; picked < 3; picked++) {
                const uint64_t k = 64 * attempts + picked, equals = 3 - picked;
                const uint64_t x = equals > 1 ? chance_draw(11, equals, m, CHANCE_PICK, k) : 0;
                strcat(strcat(expected, left[x]), " looked-up down; ");
                for (uint64_t i = x; i + 1 < equals; i++) left[i] = left[i + 1];
            }
            snprintf(machine, sizeof machine, "m-%u", m + 1);
            assert_asks(yaml, machine, attempts == 1 ? "1h59m" : "3h59m", strcat(expected, "no-host"));
        }
}

static void a_hundred_hosts_are_asked_each_once(void **state) {
    (void)state;
    Text yaml = {0};
    text_add(&yaml, "run: 0m\n" LONE "hosts:\n");
    for (int h = 0; h < 100; h++) text_add_format(&yaml, "  h%d: {up: false, weight: %d}\n", h, h % 7);
    text_add(&yaml, "machines: {m: {product: lone}}\n");
    Scene *scene = scene_play(yaml.bytes);
    AskingLog log;
    assert_int_equal(run_what_if_asked(scene->run, 0, &log).result, RESULT_NO_HOST);
    assert_int_equal(log.count, 100);
    assert_true(log.looked_up && log.lookup_answered);
    scene_close(scene);
    text_free(&yaml);
}

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
    uint32_t buckets[4] = {0};
    Ledger ledgers[POOL_COUNT] = {{.capacity = 2, .bucket_mask = 3}, {.capacity = 2, .bucket_mask = 3}};
    const Host host = host_default();
    const Place place = {0};
    const uint8_t service_up[SERVICE_COUNT] = {1, 1, 1, 1};
    Product lone = BUILTIN_PRODUCTS[0].product;
    lone.threshold = 1;
    const Realm realm = {&host, 1, ledgers, {entries, buckets}, &place, service_up, 1};
    ledger_clear(&ledgers[POOL_WINDOWS], realm.store);
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
        cmocka_unit_test(a_pinned_host_is_the_only_candidate),
        cmocka_unit_test(a_pinned_host_need_not_be_published_nor_looked_up),
        cmocka_unit_test(a_pinned_host_goes_before_the_cached_one_and_does_not_touch_it),
        cmocka_unit_test(a_grant_of_a_pinned_host_is_cached_like_any_other),
        cmocka_unit_test(the_cached_host_is_asked_first_and_not_again_by_lookup),
        cmocka_unit_test(a_group_that_keeps_no_cache_looks_up_each_time),
        cmocka_unit_test(a_cleared_cache_is_forgotten),
        cmocka_unit_test(a_refusal_is_not_cached),
        cmocka_unit_test(without_lookup_only_the_cached_host_is_known),
        cmocka_unit_test(a_place_may_be_cut_off_from_lookup_alone),
        cmocka_unit_test(a_host_that_is_not_published_is_not_found),
        cmocka_unit_test(lower_priorities_go_first),
        cmocka_unit_test(weight_0_beside_positive_weights_waits_until_those_are_used_up),
        cmocka_unit_test(equals_are_picked_by_weight_and_luck),
        cmocka_unit_test(without_weights_all_equals_have_the_same_chance),
        cmocka_unit_test(each_pick_and_each_attempt_has_luck_of_its_own),
        cmocka_unit_test(a_hundred_hosts_are_asked_each_once),
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
