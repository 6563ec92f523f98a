/* What a host remembers, what makes it forget, and how often its key may be used. */
#include "tests/test.h"

#include "tests/support/scene.h"

#define LONE                                                                                                 \
    "products: {lone: {like: windows-client, threshold: 1}, trio: {like: windows-client, threshold: 3}}\n"

/* ---- memory ------------------------------------------------------------------------------------------- */

static void an_entry_exactly_as_old_as_the_memory_still_counts(void **state) {
    (void)state;
    const char *yaml = "run: 31d\nhosts: {a: }\n"
                       "machines:\n"
                       "  old: {product: windows-server}\n"
                       "  early: {product: windows-server, starts: 29d23h59m}\n"
                       "  exact: {product: windows-server, starts: 30d}\n"
                       "  late: {product: windows-server, starts: 30d1m}\n"
                       "changes: [{at: 1m, machines: old, power: off}]\n";
    assert_story_between(yaml, NULL, "29d", "30d1m",
                         "29d23h59m early install-lapsed #1 notification\n"
                         "29d23h59m early count-below-threshold a 2/5 notification next 30d1h59m\n"
                         "30d exact install-lapsed #2 notification\n"
                         "30d exact count-below-threshold a 3/5 notification next 30d2h\n"
                         "30d1m a memory-over #0 windows 2\n"
                         "30d1m late install-lapsed #3 notification\n"
                         "30d1m late count-below-threshold a 3/5 notification next 30d2h1m\n");
}

static void a_host_may_have_another_memory(void **state) {
    (void)state;
    assert_story("run: 3d\n" LONE "hosts: {a: {memory: 1d}}\nmachines: {m: {product: lone}}\n", "a",
                 "1d1m memory-over #0 windows 0\n");
}

static void a_machine_that_asks_again_is_remembered_anew(void **state) {
    (void)state;
    assert_story("run: 40d\n" LONE "hosts: {a: }\nmachines: {m: {product: lone}, n: {product: lone}}\n"
                 "changes: [{at: 5d, machines: m, attempt: now}, {at: 5d1m, machines: all, power: off}]\n",
                 "a",
                 "30d1m memory-over #1 windows 1\n"
                 "35d1m memory-over #0 windows 0\n");
}

static void several_are_forgotten_by_host_then_pool_then_age(void **state) {
    (void)state;
    assert_story_between(
        "run: 2d\n"
        "products: {w: {like: windows-7, threshold: 1}, o: {like: office-ltsc, threshold: 1}}\n"
        "hosts: {b: {memory: 1d}, a: {memory: 1d}}\n"
        "machines:\n"
        "  wa: {product: w, use: a, count: 2}\n"
        "  wb: {product: w, use: b, count: 2}\n"
        "  oa: {product: o, use: a}\n"
        "  ob: {product: o, use: b}\n",
        NULL, "1m", "2d",
        "1d1m b memory-over #5 office 0\n"
        "1d1m b memory-over #2 windows 1\n"
        "1d1m b memory-over #3 windows 0\n"
        "1d1m a memory-over #4 office 0\n"
        "1d1m a memory-over #0 windows 1\n"
        "1d1m a memory-over #1 windows 0\n");
}

static void a_host_forgets_also_while_it_is_down(void **state) {
    (void)state;
    assert_story("run: 40d\n" LONE "hosts: {a: {memory: 1d}}\nmachines: {m: {product: lone}}\n"
                 "changes: [{at: 1h, host: a, do: down}]\n",
                 "a", "1d1m memory-over #0 windows 0\n");
}

static void a_host_keeps_and_forgets_also_what_it_no_longer_serves(void **state) {
    (void)state;
    assert_story("run: 7d\n" LONE "hosts: {a: {memory: 1d}}\nmachines: {m: {product: lone}}\n"
                 "changes: [{at: 1h, host: a, set: {serves: [office]}}, {at: 1h, host: a, do: deactivate},\n"
                 "          {at: 1h, host: a, do: unpublish}]\n"
                 "expect: [{at: 2h, host: a, pool: windows, count: 1}, {at: 1d1m, host: a, pool: windows, "
                 "count: 0}]\n",
                 NULL,
                 "0m m install-lapsed #0 notification\n"
                 "0m m granted a 1/1 licensed till 180d next 7d\n"
                 "1h change 1\n1h change 2\n1h change 3\n"
                 "2h claim 1 held 1\n"
                 "1d1m a memory-over #0 windows 0\n"
                 "1d1m claim 2 held 0\n"
                 "7d m only-wrong-hosts licensed till 180d next 7d2h\n");
}

static void a_retired_machine_stays_counted_until_it_is_forgotten(void **state) {
    (void)state;
    assert_story("run: 40d\nhosts: {a: }\nmachines: {m: {product: windows-client}, n: {product: "
                 "windows-client, starts: 2h}}\n"
                 "changes: [{at: 1h, machines: m, retire: now}, {at: 3h, machines: n, power: off}]\n",
                 NULL,
                 "0m m install-lapsed #0 notification\n"
                 "0m m count-below-threshold a 1/25 notification next 2h\n"
                 "1h change 1\n"
                 "1h m retired absent\n"
                 "2h n install-lapsed #1 notification\n"
                 "2h n count-below-threshold a 2/25 notification next 4h\n"
                 "3h change 2\n"
                 "30d1m a memory-over #0 windows 1\n"
                 "30d2h1m a memory-over #1 windows 0\n");
}

/* ---- the cap ------------------------------------------------------------------------------------------ */

static void a_host_keeps_twice_the_threshold_and_drops_the_oldest(void **state) {
    (void)state;
    assert_story(
        "run: 31d\n" LONE "hosts: {a: }\nmachines: {m: {product: lone, count: 3}}\n"
        "changes: [{at: 1h, machines: \"m[2]\", attempt: now}, {at: 2h, machines: \"m[1]\", attempt: now},\n"
        "          {at: 3h, machines: all, power: off}]\n",
        NULL,
        "0m m-1 install-lapsed #0 notification\n"
        "0m m-2 install-lapsed #1 notification\n"
        "0m m-3 install-lapsed #2 notification\n"
        "0m m-1 granted a 1/1 licensed till 180d next 7d\n"
        "0m m-2 granted a 2/1 licensed till 180d next 7d\n"
        "0m m-3 granted a 2/1 licensed till 180d next 7d\n"
        "1h change 1\n"
        "1h m-2 renewed a 2/1 licensed till 180d1h next 7d1h\n"
        "2h change 2\n"
        "2h m-1 renewed a 2/1 licensed till 180d2h next 7d2h\n"
        "3h change 3\n"
        "30d1h1m a memory-over #1 windows 1\n"
        "30d2h1m a memory-over #0 windows 0\n");
}

static void an_office_count_stops_at_10_and_a_client_count_at_50(void **state) {
    (void)state;
    const char *yaml = "run: 0m\nhosts: {a: }\nmachines:\n  o: {product: office-ltsc, count: 11}\n"
                       "  c: {product: windows-client, count: 51}\n";
    assert_story(yaml, "o-10",
                 "0m install-grace #9 initial-grace till 30d\n"
                 "0m granted a 10/5 licensed till 180d next 7d\n");
    assert_story(yaml, "o-11",
                 "0m install-grace #10 initial-grace till 30d\n"
                 "0m granted a 10/5 licensed till 180d next 7d\n");
    assert_story(yaml, "c-50",
                 "0m install-lapsed #60 notification\n"
                 "0m granted a 50/25 licensed till 180d next 7d\n");
    assert_story(yaml, "c-51",
                 "0m install-lapsed #61 notification\n"
                 "0m granted a 50/25 licensed till 180d next 7d\n");
}

static void the_largest_threshold_asked_about_makes_the_cap_for_all(void **state) {
    (void)state;
    const char *yaml = "run: 2h\n" LONE "hosts: {a: }\n"
                       "machines:\n"
                       "  small: {product: lone, count: 3}\n"
                       "  large: {product: trio, starts: 1h}\n"
                       "  more: {product: lone, count: 5, starts: 2h}\n";
    assert_story_between(yaml, "large", "1h", "1h",
                         "1h install-lapsed #3 notification\n"
                         "1h granted a 3/3 licensed till 180d1h next 7d1h\n");
    assert_story_between(yaml, "more-3", "2h", "2h",
                         "2h install-lapsed #6 notification\n"
                         "2h granted a 6/1 licensed till 180d2h next 7d2h\n");
    assert_story_between(yaml, "more-5", "2h", "2h",
                         "2h install-lapsed #8 notification\n"
                         "2h granted a 6/1 licensed till 180d2h next 7d2h\n");
}

static void cloned_machines_of_one_id_are_one_to_a_host(void **state) {
    (void)state;
    const char *yaml =
        "run: 31d\nhosts: {a: }\n"
        "machines: {m: {product: windows-server, count: 30, ids: shared}, n: {product: windows-server}}\n"
        "changes: [{at: 1m, machines: all, power: off}]\n";
    assert_story_between(yaml, "m-30", "0m", "0m",
                         "0m install-lapsed #0 notification\n"
                         "0m count-below-threshold a 1/5 notification next 2h\n");
    assert_story_between(yaml, "n", "0m", "0m",
                         "0m install-lapsed #30 notification\n"
                         "0m count-below-threshold a 2/5 notification next 2h\n");
    assert_story(yaml, "a", "30d1m memory-over #0 windows 1\n30d1m memory-over #30 windows 0\n");
}

static void windows_and_office_are_counted_apart(void **state) {
    (void)state;
    assert_story("run: 0m\nhosts: {a: }\n"
                 "machines: {w: {product: windows-server, count: 4}, o: {product: office-ltsc}}\n",
                 "o",
                 "0m install-grace #4 initial-grace till 30d\n"
                 "0m count-below-threshold a 1/5 initial-grace till 30d next 2h\n");
}

static void each_host_counts_for_itself(void **state) {
    (void)state;
    assert_story(
        "run: 0m\nhosts: {a: , b: }\n"
        "machines: {w: {product: windows-server, count: 4, use: b}, o: {product: windows-server, use: a}}\n",
        "o",
        "0m install-lapsed #4 notification\n"
        "0m count-below-threshold a 1/5 notification next 2h\n");
}

/* ---- starting again ----------------------------------------------------------------------------------- */

static void a_rebuilt_host_has_forgotten_counts_and_caps_of_all_pools(void **state) {
    (void)state;
    assert_story_between(
        "run: 1h\n" LONE "hosts: {a: }\n"
        "machines: {big: {product: trio, count: 2}, o: {product: office-ltsc},\n"
        "           m: {product: lone, count: 3, starts: 1h}, p: {product: office-ltsc, starts: 1h}}\n"
        "changes: [{at: 30m, host: a, do: rebuild}]\n",
        NULL, "30m", "1h",
        "30m change 1\n"
        "1h m-1 install-lapsed #3 notification\n"
        "1h m-2 install-lapsed #4 notification\n"
        "1h m-3 install-lapsed #5 notification\n"
        "1h p install-grace #6 initial-grace till 30d1h\n"
        "1h m-1 granted a 1/1 licensed till 180d1h next 7d1h\n"
        "1h m-2 granted a 2/1 licensed till 180d1h next 7d1h\n"
        "1h m-3 granted a 2/1 licensed till 180d1h next 7d1h\n"
        "1h p count-below-threshold a 1/5 initial-grace till 30d1h next 3h\n");
}

static void a_rebuilt_host_keeps_its_figures_and_its_switches(void **state) {
    (void)state;
    assert_story_between("run: 3h\n" LONE
                         "hosts: {a: {retry: 1h, renewal: 1h, up: false}}\nmachines: {m: {product: lone}}\n"
                         "changes: [{at: 1h, host: a, do: rebuild}, {at: 2h, host: a, do: rebuild},\n"
                         "          {at: 2h, host: a, do: up}]\n",
                         "m", "0m", "3h",
                         "0m install-lapsed #0 notification\n"
                         "0m no-host-answers notification next 2h\n"
                         "2h granted a 1/1 licensed till 180d2h next 3h\n"
                         "3h renewed a 1/1 licensed till 180d3h next 4h\n");
}

static void a_restart_forgets_only_where_the_host_says_so(void **state) {
    (void)state;
    assert_story("run: 2h\nhosts: {a: , b: {restart_forgets: true}}\n"
                 "machines: {m: {product: windows-client, use: a}, n: {product: windows-client, use: b}}\n"
                 "changes: [{at: 1h, host: a, do: restart}, {at: 1h, host: b, do: restart}]\n"
                 "expect:\n"
                 "  - {at: 1h, host: a, pool: windows, count: 1}\n"
                 "  - {at: 1h, host: b, pool: windows, count: 0}\n",
                 NULL,
                 "0m m install-lapsed #0 notification\n"
                 "0m n install-lapsed #1 notification\n"
                 "0m m count-below-threshold a 1/25 notification next 2h\n"
                 "0m n count-below-threshold b 1/25 notification next 2h\n"
                 "1h change 1\n1h change 2\n"
                 "1h claim 1 held 1\n"
                 "1h claim 2 held 0\n"
                 "2h m count-below-threshold a 1/25 notification next 4h\n"
                 "2h n count-below-threshold b 1/25 notification next 4h\n");
}

/* ---- the host key ------------------------------------------------------------------------------------- */

static void a_host_that_starts_activated_may_be_activated_nine_times_more(void **state) {
    (void)state;
    assert_story_between("run: 11h\nhosts: {a: }\nmachines: {m: {product: windows-client, power: off}}\n"
                         "changes: [{at: 1h, every: 1h, host: a, do: activate}]\n",
                         "a", "0m", "11h", "10h host-key-spent\n11h host-key-spent\n");
}

static void a_host_that_starts_without_may_be_activated_ten_times(void **state) {
    (void)state;
    assert_story_between(
        "run: 11h\nhosts: {a: {activated: false}}\nmachines: {m: {product: windows-client, power: off}}\n"
        "changes: [{at: 1h, every: 1h, host: a, do: activate}]\n",
        "a", "0m", "11h", "11h host-key-spent\n");
}

static void a_seventh_host_cannot_be_activated(void **state) {
    (void)state;
    assert_story("run: 3h\nhosts: {a: , b: , c: , d: , e: , f: {activated: false}, g: {activated: false}}\n"
                 "machines: {m: {product: windows-server, use: g}}\n"
                 "changes:\n"
                 "  - {at: 1h, host: f, do: activate}\n"
                 "  - {at: 1h, host: g, do: activate}\n",
                 NULL,
                 "0m m install-lapsed #0 notification\n"
                 "0m m only-wrong-hosts notification next 2h\n"
                 "1h change 1\n"
                 "1h change 2\n"
                 "1h g host-key-spent\n"
                 "2h m only-wrong-hosts notification next 4h\n");
}

static void a_host_that_spent_one_already_is_no_new_host(void **state) {
    (void)state;
    assert_story_between("run: 3h\nhosts: {a: , b: , c: , d: , e: , f: , g: }\n"
                         "machines: {m: {product: windows-client, power: off}}\n"
                         "changes: [{at: 1h, host: g, do: deactivate}, {at: 2h, host: g, do: activate}]\n",
                         NULL, "1h", "3h", "1h change 1\n2h change 2\n");
}

static void hosts_that_never_were_activated_do_not_use_the_key_up(void **state) {
    (void)state;
    Scene *scene = scene_play("run: 9h\nhosts:\n  a: {}\n"
                              "  b: {activated: false}\n  c: {activated: false}\n  d: {activated: false}\n"
                              "  e: {activated: false}\n  f: {activated: false}\n  g: {activated: false}\n"
                              "  h: {activated: false}\n"
                              "machines: {m: {product: windows-client, power: off}}\n"
                              "changes:\n"
                              "  - {at: 1h, host: h, do: activate}\n  - {at: 1h, host: g, do: activate}\n"
                              "  - {at: 1h, host: f, do: activate}\n  - {at: 1h, host: e, do: activate}\n"
                              "  - {at: 1h, host: d, do: activate}\n  - {at: 2h, host: c, do: activate}\n");
    assert_int_equal(scene_times(scene, NULL, RULE_HOST_KEY_SPENT), 1);
    assert_string_equal(scene_tell(scene, "c", "0m", NULL), "2h host-key-spent\n");
    assert_int_equal(world_host(run_world(scene->run), 7)->activated, 1);
    assert_int_equal(world_host(run_world(scene->run), 7)->activations, 1);
    scene_close(scene);
}

static void only_hosts_of_the_scenario_use_the_key_up(void **state) {
    (void)state;
    Host hosts[8];
    for (int h = 0; h < 8; h++) {
        hosts[h] = host_default();
        hosts[h].activations = h != 2;
    }
    hosts[2].activated = 0;
    assert_true(host_activate(&hosts[2], hosts, 6)); /* five others */
    assert_int_equal(hosts[2].activations, 1);
    assert_int_equal(hosts[2].activated, 1);
    hosts[2].activations = 0;
    assert_false(host_activate(&hosts[2], hosts, 7)); /* six others */
    assert_int_equal(hosts[2].activations, 0);
}

/* ---- what a place reaches ----------------------------------------------------------------------------- */

static void a_place_is_cut_off_from_just_what_is_blocked(void **state) {
    (void)state;
    Place place = {0};
    for (int blocked = 0; blocked < REACH_TARGETS; blocked++) {
        place_block(&place, blocked, true);
        for (int target = 0; target < REACH_TARGETS; target++)
            assert_int_equal(place_reaches(&place, target), target != blocked);
        place_block(&place, blocked, false);
        assert_true(place_reaches(&place, blocked));
    }
    place_block_all(&place);
    for (int target = 0; target < REACH_TARGETS; target++) assert_false(place_reaches(&place, target));
    place_block(&place, reach_host(70), false);
    for (int target = 0; target < REACH_TARGETS; target++)
        assert_int_equal(place_reaches(&place, target), target == SERVICE_COUNT + 70);
}

static void a_switch_that_is_thrown_twice_is_thrown(void **state) {
    (void)state;
    Scene *scene = scene_play("run: 9h\nhosts: {a: {}, b: {up: false, published: false}}\n"
                              "machines: {m: {product: windows-client, power: off}}\n"
                              "changes:\n"
                              "  - {at: 1h, host: b, do: up}\n  - {at: 1h, host: b, do: publish}\n"
                              "  - {at: 2h, host: b, do: up}\n  - {at: 2h, host: b, do: publish}\n"
                              "  - {at: 1h, host: a, do: down}\n  - {at: 1h, host: a, do: unpublish}\n"
                              "  - {at: 2h, host: a, do: down}\n  - {at: 2h, host: a, do: unpublish}\n");
    const Host *a = world_host(run_world(scene->run), 0), *b = world_host(run_world(scene->run), 1);
    assert_int_equal(a->up, 0);
    assert_int_equal(a->published, 0);
    assert_int_equal(b->up, 1);
    assert_int_equal(b->published, 1);
    scene_close(scene);
}

static void a_refused_activation_leaves_the_host_as_it_was(void **state) {
    (void)state;
    Scene *scene =
        scene_play("run: 11h\nhosts: {a: , b: {activated: false}}\nmachines: {m: {product: windows-client}}\n"
                   "changes:\n"
                   "  - {at: 1h, every: 1h, until: 9h, host: a, do: activate}\n"
                   "  - {at: 9h, host: a, do: deactivate}\n"
                   "  - {at: 10h, host: a, do: activate}\n");
    assert_string_equal(scene_tell(scene, "a", "0m", NULL), "10h host-key-spent\n");
    assert_int_equal(world_host(run_world(scene->run), 0)->activated, 0);
    assert_int_equal(world_host(run_world(scene->run), 0)->activations, 10);
    assert_int_equal(world_host(run_world(scene->run), 1)->activations, 0);
    scene_close(scene);
}

static void a_refusal_names_the_line_of_its_change(void **state) {
    (void)state;
    Scene *scene = scene_play("run: 1h\nhosts: {a: , b: , c: , d: , e: , f: , g: {activated: false}}\n"
                              "machines: {m: {product: windows-client, power: off}}\n"
                              "changes:\n"
                              "  - at: 1h\n    host: g\n    do: activate\n");
    assert_string_equal(
        scene_trace(scene),
        "{\"t\":0,\"what\":\"install\",\"who\":\"m\",\"id\":0,\"from\":\"absent\",\"to\":\"notification\","
        "\"rule\":\"install-lapsed\"}\n"
        "{\"t\":60,\"what\":\"change\",\"line\":5}\n"
        "{\"t\":60,\"what\":\"refused\",\"who\":\"g\",\"line\":5,\"rule\":\"host-key-spent\"}\n");
    scene_close(scene);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_entry_exactly_as_old_as_the_memory_still_counts),
        cmocka_unit_test(a_host_may_have_another_memory),
        cmocka_unit_test(a_machine_that_asks_again_is_remembered_anew),
        cmocka_unit_test(several_are_forgotten_by_host_then_pool_then_age),
        cmocka_unit_test(a_host_forgets_also_while_it_is_down),
        cmocka_unit_test(a_host_keeps_and_forgets_also_what_it_no_longer_serves),
        cmocka_unit_test(a_retired_machine_stays_counted_until_it_is_forgotten),
        cmocka_unit_test(a_host_keeps_twice_the_threshold_and_drops_the_oldest),
        cmocka_unit_test(an_office_count_stops_at_10_and_a_client_count_at_50),
        cmocka_unit_test(the_largest_threshold_asked_about_makes_the_cap_for_all),
        cmocka_unit_test(cloned_machines_of_one_id_are_one_to_a_host),
        cmocka_unit_test(windows_and_office_are_counted_apart),
        cmocka_unit_test(each_host_counts_for_itself),
        cmocka_unit_test(a_rebuilt_host_has_forgotten_counts_and_caps_of_all_pools),
        cmocka_unit_test(a_rebuilt_host_keeps_its_figures_and_its_switches),
        cmocka_unit_test(a_restart_forgets_only_where_the_host_says_so),
        cmocka_unit_test(a_host_that_starts_activated_may_be_activated_nine_times_more),
        cmocka_unit_test(a_host_that_starts_without_may_be_activated_ten_times),
        cmocka_unit_test(a_seventh_host_cannot_be_activated),
        cmocka_unit_test(a_host_that_spent_one_already_is_no_new_host),
        cmocka_unit_test(hosts_that_never_were_activated_do_not_use_the_key_up),
        cmocka_unit_test(only_hosts_of_the_scenario_use_the_key_up),
        cmocka_unit_test(a_place_is_cut_off_from_just_what_is_blocked),
        cmocka_unit_test(a_switch_that_is_thrown_twice_is_thrown),
        cmocka_unit_test(a_refused_activation_leaves_the_host_as_it_was),
        cmocka_unit_test(a_refusal_names_the_line_of_its_change),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
