/* One attempt: whom a machine asks, and in which order. */
#include "tests/test.h"

#include "sim/base/chance.h"
#include "tests/support/scene.h"

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

/* The weight of a host that stands before them in the file, but behind them by its priority, is not theirs.
 */
static void only_equals_share_their_weights(void **state) {
    (void)state;
    Scene *scene = scene_play("run: 0m\nseed: 7\n" LONE
                              "hosts: {z: {priority: 1, weight: 60}, a: {weight: 1}, b: {weight: 1}}\n"
                              "machines: {m: {product: lone, count: 40}}\n");
    int first = 0;
    for (uint32_t m = 0; m < 40; m++) {
        const int expected = 1 + (int)chance_draw(7, 2, m, CHANCE_PICK, 0);
        assert_int_equal(world_machine(run_world(scene->run), m)->cached, expected);
        first += expected == 1;
    }
    assert_in_range(first, 8, 32);
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

static void many_hosts_are_asked_each_once(void **state) {
    (void)state;
    enum { HOSTS = 160 };
    Text yaml = {0};
    text_add(&yaml, "run: 0m\n" LONE "hosts:\n");
    for (int h = 0; h < HOSTS; h++) text_add_format(&yaml, "  h%d: {weight: %d}\n", h, h % 7);
    text_add(&yaml, "places:\n  office: {block: [h0");
    for (int h = 1; h < HOSTS; h++) text_add_format(&yaml, ", h%d", h);
    text_add(&yaml, "]}\nmachines: {m: {product: lone}}\n");
    Scene *scene = scene_play(yaml.bytes);
    AskingLog log;
    assert_int_equal(run_what_if_asked(scene->run, 0, &log).result, RESULT_NO_HOST);
    assert_int_equal(log.count, HOSTS);
    assert_true(log.looked_up && log.lookup_answered);
    scene_close(scene);
    text_free(&yaml);
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
        cmocka_unit_test(only_equals_share_their_weights),
        cmocka_unit_test(each_pick_and_each_attempt_has_luck_of_its_own),
        cmocka_unit_test(many_hosts_are_asked_each_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
