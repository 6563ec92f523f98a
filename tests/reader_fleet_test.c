/* The exact numbers that the head and the fleet of a scenario become. */
#include "tests/support/scenario.h"
#include "tests/test.h"

#include "sim/base/chance.h"

#define MAK "product: windows-mak"

static void the_head_of_a_file(void **state) {
    (void)state;
    Reading reading = scenario_read_good(
        "title: \"The fifth: laptop\"\nabout: Four wait.\nstart: 2026-07-06 08:30\nrun: 1d12h\n"
        "seed: 18446744073709551615\nmachines: {lab: {" MAK "}}\n");
    const Plan *plan = &reading.plan;
    assert_string_equal(plan->title, "The fifth: laptop");
    assert_string_equal(plan->about, "Four wait.");
    assert_int_equal(plan->start, calendar_minutes((CalendarTime){2026, 7, 6, 8, 30}));
    assert_int_equal(plan->run_min, 36 * 60);
    assert_true(plan->seed == UINT64_MAX);
    assert_int_equal(plan->book.start_of_day_min, 8 * 60 + 30);
    assert_int_equal(plan->book.start_weekday, 0);
    assert_true(plan->book.mixed_seed == chance_mix(UINT64_MAX));
    scenario_close(&reading);
}

static void what_is_not_said(void **state) {
    (void)state;
    Reading reading = scenario_read_good(HEAD "hosts: {k: {}}\nmachines: {lab: {" MAK "}}\n");
    const Plan *plan = &reading.plan;
    assert_string_equal(plan->title, "");
    assert_int_equal(plan->seed, 1);
    assert_int_equal(plan->start, calendar_minutes((CalendarTime){2026, 1, 5, 0, 0}));
    assert_int_equal(plan->place_count, 2);
    assert_string_equal(plan->places[PLACE_OFFICE].name, "office");
    assert_string_equal(plan->places[PLACE_OFFLINE].name, "offline");
    const Group *lab = &plan->groups[0];
    assert_int_equal(lab->count, 1);
    assert_int_equal(lab->starts_from, 0);
    assert_int_equal(lab->starts_to, 0);
    assert_true(lab->on.always);
    assert_int_equal(lab->place, PLACE_OFFICE);
    assert_int_equal(lab->use, NO_HOST);
    assert_false(lab->shared_ids);
    assert_true(lab->cache && lab->power && lab->signed_in);
    assert_int_equal(lab->jitter_min, 0);
    assert_int_equal(lab->skew_min, 0);
    const Host host = plan->hosts[0].host;
    assert_int_equal(host.serves, 1 << POOL_WINDOWS | 1 << POOL_OFFICE);
    assert_int_equal(host.retry_min, 120);
    assert_int_equal(host.renewal_min, 7 * 1440);
    assert_int_equal(host.memory_min, 30 * 1440);
    assert_int_equal(host.priority, 0);
    assert_int_equal(host.weight, 0);
    assert_true(host.activated && host.published && host.up && !host.restart_forgets);
    assert_int_equal(plan->occurrence_count + plan->claim_count + plan->step_count, 0);
    scenario_close(&reading);
}

static void a_file_with_crlf_is_the_same_plan(void **state) {
    (void)state;
    static const char UNIX[] = HEAD "title: >\n  two\n  lines\nmachines:\n  lab: {" MAK "}\n";
    char dos[2 * sizeof UNIX] = {0};
    for (size_t i = 0, used = 0; UNIX[i]; i++) {
        if (UNIX[i] == '\n') dos[used++] = '\r';
        dos[used++] = UNIX[i];
    }
    Reading one = scenario_read_good(UNIX), other = scenario_read_good(dos);
    assert_string_equal(one.plan.title, "two lines\n");
    assert_string_equal(other.plan.title, one.plan.title);
    assert_int_equal(other.plan.machine_count, one.plan.machine_count);
    scenario_close(&one);
    scenario_close(&other);
}

static void places_and_what_they_block(void **state) {
    (void)state;
    Reading reading =
        scenario_read_good(HEAD "places: {vpn: {block: [dns, k2]}, office: {block: [cloud]}, branch: {}}\n"
                                "hosts: {k1: {}, k2: {}}\nmachines: {lab: {" MAK ", place: vpn}}\n");
    const Plan *plan = &reading.plan;
    assert_int_equal(plan->place_count, 4);
    assert_int_equal(plan->groups[0].place, 2);
    const Place *office = &plan->places[PLACE_OFFICE].place, *vpn = &plan->places[2].place;
    assert_false(place_reaches(office, reach_service(SERVICE_CLOUD)));
    assert_true(place_reaches(office, reach_host(1)));
    assert_false(place_reaches(vpn, reach_service(SERVICE_DNS)));
    assert_true(place_reaches(vpn, reach_host(0)));
    assert_false(place_reaches(vpn, reach_host(1)));
    assert_true(place_reaches(&plan->places[3].place, reach_service(SERVICE_DNS)));
    for (int target = 0; target < SERVICE_COUNT + 2; target++)
        assert_false(place_reaches(&plan->places[PLACE_OFFLINE].place, target));
    scenario_close(&reading);
}

static void products_on_top_of_others(void **state) {
    (void)state;
    Reading reading = scenario_read_good(
        HEAD "products:\n  one: {like: office-ltsc, threshold: 3, lease: 10d, expiry_grace: 2d, warn_before: "
             "none}\n"
             "  two: {like: one, pool: windows, lapsed: reduced, rearms: 7, initial_grace: none, retry: 1h}\n"
             "machines: {lab: {product: two, count: 3}}\n");
    const Plan *plan = &reading.plan;
    const Product *one = &plan->products[BUILTIN_PRODUCT_COUNT], *two = one + 1;
    assert_int_equal(plan->product_count, BUILTIN_PRODUCT_COUNT + 2);
    assert_string_equal(one->name, "one");
    assert_int_equal(one->by, BY_HOST);
    assert_int_equal(one->pool, POOL_OFFICE);
    assert_int_equal(one->threshold, 3);
    assert_int_equal(one->initial_grace_min, 30 * 1440);
    assert_int_equal(one->notice_after_min, 25 * 1440);
    assert_int_equal(one->lease_min, 10 * 1440);
    assert_int_equal(one->renewal_min, 7 * 1440);
    assert_int_equal(one->expiry_grace_min, 2 * 1440);
    assert_int_equal(one->warn_before_min, NONE);
    assert_true(one->rearm_bonus);
    assert_int_equal(two->threshold, 3);
    assert_int_equal(two->pool, POOL_WINDOWS);
    assert_int_equal(two->lapsed, STATE_REDUCED);
    assert_int_equal(two->rearms, 7);
    assert_int_equal(two->initial_grace_min, NONE);
    assert_int_equal(two->retry_min, 60);
    assert_int_equal(plan->groups[0].product, BUILTIN_PRODUCT_COUNT + 1);
    scenario_close(&reading);
}

static void hosts_with_all_their_figures(void **state) {
    (void)state;
    Reading reading = scenario_read_good(
        HEAD "hosts: {no: {serves: [office], retry: 15m, renewal: 1h, memory: 10y, priority: 3,\n"
             "  weight: 65535, activated: false, published: false, up: false,\n"
             "  restart_forgets: true}}\nmachines: {lab: {" MAK "}}\n");
    const Host host = reading.plan.hosts[0].host;
    assert_string_equal(reading.plan.hosts[0].name, "no");
    assert_int_equal(reading.plan.hosts[0].line, 3);
    assert_int_equal(host.serves, 1 << POOL_OFFICE);
    assert_int_equal(host.retry_min, 15);
    assert_int_equal(host.renewal_min, 60);
    assert_int_equal(host.memory_min, 10 * 365 * 1440);
    assert_int_equal(host.priority, 3);
    assert_int_equal(host.weight, 65535);
    assert_false(host.activated || host.published || host.up);
    assert_true(host.restart_forgets);
    scenario_close(&reading);
}

static void groups_with_all_their_figures(void **state) {
    (void)state;
    Reading reading = scenario_read_good(
        HEAD
        "hosts: {k: {}}\nmachines:\n  a: {" MAK
        ", count: 2}\n  lab:\n    product: office-ltsc\n    count: \"30\"\n"
        "    on: {days: [mon, wed, sun], from: \"09:00\", to: 17:30, chance: 80%}\n    place: offline\n"
        "    ids: distinct\n    use: k\n    cache: false\n    jitter: 30m\n    skew: 5h\n    power: off\n"
        "    sign: out\n  b: {" MAK ", ids: shared}\n");
    const Plan *plan = &reading.plan;
    const Group *lab = &plan->groups[1];
    assert_int_equal(plan->group_count, 3);
    assert_int_equal(plan->machine_count, 33);
    assert_int_equal(lab->first, 2);
    assert_int_equal(lab->count, 30);
    assert_int_equal(plan->groups[2].first, 32);
    assert_false(lab->on.always);
    assert_int_equal(lab->on.days, 1 << 0 | 1 << 2 | 1 << 6);
    assert_int_equal(lab->on.from_min, 9 * 60);
    assert_int_equal(lab->on.to_min, 17 * 60 + 30);
    assert_int_equal(lab->on.chance_percent, 80);
    assert_int_equal(lab->place, PLACE_OFFLINE);
    assert_int_equal(lab->use, 0);
    assert_false(lab->shared_ids || lab->cache || lab->power || lab->signed_in);
    assert_int_equal(lab->jitter_min, 30);
    assert_int_equal(lab->skew_min, 300);
    assert_true(plan->groups[2].shared_ids);
    scenario_close(&reading);
}

static void presence_that_says_only_a_little(void **state) {
    (void)state;
    Reading reading = scenario_read_good(HEAD "machines: {lab: {" MAK ", on: {to: 24:00}}}\n");
    const Timetable on = reading.plan.groups[0].on;
    assert_false(on.always);
    assert_int_equal(on.days, 0x7F);
    assert_int_equal(on.from_min, 0);
    assert_int_equal(on.to_min, 1440);
    assert_int_equal(on.chance_percent, 100);
    scenario_close(&reading);
}

static void names_of_machines(void **state) {
    (void)state;
    Reading reading = scenario_read_good(HEAD "machines: {a: {" MAK "}, lab: {" MAK
                                              ", count: 12}, lab-x: {" MAK ", count: 2}}\n");
    static const char *const NAMES[] = {"a", "lab-1", "lab-12", "lab-x-1", "lab-x-2"};
    static const uint32_t NUMBERS[] = {0, 1, 12, 13, 14};
    static const char *const NONE_OF_THEM[] = {"",       "lab", "lab-0", "lab-13", "lab-01",
                                               "lab-1x", "a-1", "lab-x", "LAB-1"};
    char name[MEMBER_NAME];
    uint32_t found;
    for (size_t i = 0; i < sizeof NAMES / sizeof NAMES[0]; i++) {
        plan_machine_name(&reading.plan, NUMBERS[i], name);
        assert_string_equal(name, NAMES[i]);
        assert_true(plan_find_machine(&reading.plan, NAMES[i], &found));
        assert_int_equal(found, NUMBERS[i]);
    }
    for (size_t i = 0; i < sizeof NONE_OF_THEM / sizeof NONE_OF_THEM[0]; i++)
        assert_false(plan_find_machine(&reading.plan, NONE_OF_THEM[i], &found));
    scenario_close(&reading);
}

static void an_even_spread(void **state) {
    (void)state;
    Reading reading =
        scenario_read_good(HEAD "machines: {four: {" MAK ", count: 4, starts: {from: 1d, to: 1d10m}},\n"
                                "  one: {" MAK ", starts: {from: 2m, to: 9m, spread: even}},\n"
                                "  at: {" MAK ", count: 2, starts: 1h}}\n");
    static const int32_t STARTS[] = {1440, 1443, 1446, 1450, 2, 60, 60}; /* 10 / 3 = 3.3, 6.7, 10 */
    for (uint32_t i = 0; i < 7; i++) assert_int_equal(plan_starts_at(&reading.plan, i), STARTS[i]);
    scenario_close(&reading);
}

static void an_even_spread_of_the_largest_figures(void **state) {
    (void)state;
    Reading reading = scenario_read_good(ABOUT "run: 100y\nmachines: {lab: {" MAK
                                               ", count: 10000000, starts: {from: 0m, to: 100y}}}\n");
    assert_int_equal(plan_starts_at(&reading.plan, 0), 0);
    assert_int_equal(plan_starts_at(&reading.plan, 9999998), 52559994); /* 52560000 * 9999998 / 9999999 */
    assert_int_equal(plan_starts_at(&reading.plan, 9999999), 52560000);
    scenario_close(&reading);
}

static void a_random_spread(void **state) {
    (void)state;
    Reading reading =
        scenario_read_good(ABOUT "run: 30d\nseed: 42\nmachines: {x: {" MAK "}, lab: {" MAK
                                 ", count: 300, starts: {from: 1d, to: 1d9m, spread: random}}}\n");
    bool first = false, last = false;
    for (uint32_t m = 1; m <= 300; m++) {
        const int32_t start = plan_starts_at(&reading.plan, m);
        assert_int_equal(start, 1440 + (int32_t)chance_draw(42, 10, m, CHANCE_ARRIVAL, 0));
        first |= start == 1440;
        last |= start == 1449;
    }
    assert_true(first && last); /* both ends are drawn */
    scenario_close(&reading);
}

static void a_random_spread_is_judged_by_its_draw(void **state) {
    (void)state;
    char text[400];
    Reading reading = scenario_read_good(HEAD "machines: {lab: {" MAK
                                              ", count: 70, starts: {from: 1d, to: 9d, spread: random}}}\n");
    for (uint32_t m = 0; m < 70; m++) {
        const int32_t starts = plan_starts_at(&reading.plan, m);
        for (int32_t early = 0; early < 2; early++) {
            snprintf(text, sizeof text,
                     HEAD "machines: {lab: {" MAK
                          ", count: 70, starts: {from: 1d, to: 9d, spread: random}}}\n"
                          "changes: [{at: %dm, machines: \"lab[%u]\", power: off}]\n",
                     starts - early, m + 1);
            Reading changed = scenario_read(text);
            assert_int_equal(changed.good, early == 0);
            scenario_close(&changed);
        }
    }
    scenario_close(&reading);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_head_of_a_file),
        cmocka_unit_test(what_is_not_said),
        cmocka_unit_test(a_file_with_crlf_is_the_same_plan),
        cmocka_unit_test(places_and_what_they_block),
        cmocka_unit_test(products_on_top_of_others),
        cmocka_unit_test(hosts_with_all_their_figures),
        cmocka_unit_test(groups_with_all_their_figures),
        cmocka_unit_test(presence_that_says_only_a_little),
        cmocka_unit_test(names_of_machines),
        cmocka_unit_test(an_even_spread),
        cmocka_unit_test(an_even_spread_of_the_largest_figures),
        cmocka_unit_test(a_random_spread),
        cmocka_unit_test(a_random_spread_is_judged_by_its_draw),
    };
    return cmocka_run_group_tests_name("the fleet that is read", tests, NULL, NULL);
}
