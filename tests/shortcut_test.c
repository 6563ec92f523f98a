/* Steady machines in branches, after a return, and under the eyes of claims: whatever is done, a run that
 * looks at every machine by the table sees the same. */
#include "tests/test.h"

#include "tests/support/scene.h"

/* A fleet of which most is steady most of the time, over an outage longer than a short lease. */
static const char FLEET[] = "run: 60d\n"
                            "products: {brief: {like: windows-server, lease: 20d, warn_before: 5d}}\n"
                            "hosts: {a: {}, b: {priority: 1, up: false}}\n"
                            "machines:\n"
                            "  x: {product: windows-server, count: 150, starts: {from: 0m, to: 3h}}\n"
                            "  y: {product: brief, count: 9, jitter: 3h}\n"
                            "  z: {product: brief, count: 7, on: {from: \"08:00\", to: \"18:00\"}}\n"
                            "  w: {product: brief, count: 8}\n"
                            "changes:\n"
                            "  - {at: 20d, host: a, do: down}\n"
                            "  - {at: 45d, host: a, do: up}\n"
                            "expect:\n"
                            "  - {by: 60d, machines: x, last: no-host, count: 3}\n"
                            "  - {first: 23d, machines: x, last: no-host}\n"
                            "  - {by: 60d, machines: y, last: no-host}\n"
                            "  - {at: 14d, machines: w, lease_left: \">= 20d\", count: \">= 1\"}\n"
                            "  - {at: 21d, machines: x, lease_left: \"> 170d\"}\n"
                            "  - {at: 50d, machines: all, last: granted, count: \"> 100\"}\n"
                            "  - {by: 60d, host: a, pool: windows, count: 49}\n";

typedef struct {
    Scene *quick, *plain;
} Pair;

static Pair pair_of(const char *yaml) {
    const Pair pair = {scene_read(yaml), scene_read(yaml)};
    run_by_table_only(pair.plain->run);
    return pair;
}

/* Both go to this minute and have seen the same. */
static void both_run_to(Pair pair, const char *at) {
    scene_run_to(pair.quick, at);
    scene_run_to(pair.plain, at);
    assert_int_equal(run_head(pair.quick->run)->now, run_head(pair.plain->run)->now);
    assert_int_equal(pair.quick->row_count, pair.plain->row_count);
    assert_true(run_fingerprint(pair.quick->run) == run_fingerprint(pair.plain->run));
}

static void both_close(Pair pair) {
    char *trace = strdup(scene_trace(pair.quick));
    assert_non_null(trace);
    assert_string_equal(trace, scene_trace(pair.plain));
    free(trace);
    scene_close(pair.quick);
    scene_close(pair.plain);
}

static void both_meet(Pair pair, int32_t at, const Change *change) {
    assert_true(run_what_if_at(pair.quick->run, at, change));
    assert_true(run_what_if_at(pair.plain->run, at, change));
}

static void a_fleet_has_the_same_fingerprint_at_any_minute(void **state) {
    (void)state;
    const Pair pair = pair_of(FLEET);
    static const char *const STOPS[] = {"0m",  "1h30m", "2h",     "5d",    "7d",  "7d1m",   "14d",
                                        "20d", "21d",   "21d30m", "22d",   "25d", "27d12h", "30d",
                                        "35d", "44d",   "45d",    "45d2h", "46d", "52d",    "60d"};
    for (size_t i = 0; i < sizeof STOPS / sizeof STOPS[0]; i++) both_run_to(pair, STOPS[i]);
    both_close(pair);
}

/* A look at the world writes every machine out; from there on it goes the same way. */
static void a_look_at_the_world_changes_nothing(void **state) {
    (void)state;
    static const char *const LOOKS[] = {"8d", "21d1h", "24d", "31d", "46d"};
    for (size_t i = 0; i < sizeof LOOKS / sizeof LOOKS[0]; i++) {
        const Pair pair = pair_of(FLEET);
        both_run_to(pair, LOOKS[i]);
        const World *quick = run_world(pair.quick->run), *plain = run_world(pair.plain->run);
        for (uint32_t m = 0; m < quick->machine_count; m++) {
            assert_memory_equal(world_machine(quick, m), world_machine(plain, m), sizeof(Machine));
            assert_int_equal(world_machine_since(quick, m), world_machine_since(plain, m));
        }
        both_run_to(pair, "60d");
        both_close(pair);
    }
}

static void a_look_before_all_are_installed_finds_them_absent(void **state) {
    (void)state;
    const Pair pair = pair_of(FLEET);
    both_run_to(pair, "1h");
    const World *world = run_world(pair.quick->run);
    int absent = 0;
    for (uint32_t m = 0; m < world->machine_count; m++) {
        assert_int_equal(world_machine(world, m)->stored, 1);
        absent += world_machine(world, m)->state == STATE_ABSENT;
    }
    assert_int_equal(absent, 99); /* one every 73 s or so: 51 in the first hour */
    both_run_to(pair, "4h");
    both_close(pair);
}

/* ---- branches ----------------------------------------------------------------------------------------- */

static void a_new_rhythm_in_a_branch_is_that_of_steady_machines_too(void **state) {
    (void)state;
    const Change retry = {.kind = CHANGE_HOST_SET, .figures = {.given = SET_RETRY, .retry_min = 45}};
    const Change weekly = {.kind = CHANGE_HOST_SET, .figures = {.given = SET_RENEWAL, .renewal_min = 20000}};
    const Change rarely = {.kind = CHANGE_HOST_SET, .figures = {.given = SET_RENEWAL, .renewal_min = 28800}};
    const Change other = {
        .kind = CHANGE_HOST_SET, .subject = 1, .figures = {.given = SET_RETRY, .retry_min = 999}};
    const Change weight = {.kind = CHANGE_HOST_SET, .figures = {.given = SET_WEIGHT, .weight = 5}};
    const int32_t days[] = {6, 7, 14, 19};
    for (size_t d = 0; d < 4; d++) {
        const Pair pair = pair_of(FLEET);
        both_run_to(pair, "5d");
        both_meet(pair, days[d] * 1440 - 1, &other);
        both_meet(pair, days[d] * 1440 - 1, &weight);
        both_meet(pair, days[d] * 1440, &retry);
        both_meet(pair, days[d] * 1440, d % 2 ? &weekly : &rarely);
        both_run_to(pair, "12d");
        both_run_to(pair, "21d1h");
        both_run_to(pair, "22d");
        both_run_to(pair, "60d");
        both_close(pair);
    }
}

static void what_ifs_of_all_kinds_find_steady_machines(void **state) {
    (void)state;
    const MachineRange all = {0, 174}, two[] = {{0, 100}, {160, 14}};
    const Selection everybody = {.ranges = &all, .range_count = 1, .machines = 174, .all = true};
    const Selection halves = {.ranges = two, .range_count = 2, .machines = 114};
    const Change changes[] = {
        {.kind = CHANGE_POWER, .machines = everybody, .value = 0},
        {.kind = CHANGE_SIGN, .machines = everybody, .value = 1},
        {.kind = CHANGE_RETIRE, .machines = halves},
        {.kind = CHANGE_REIMAGE, .machines = halves, .value = 1},
        {.kind = CHANGE_ATTEMPT, .machines = halves},
        {.kind = CHANGE_HOST_DO, .value = DO_DOWN},
        {.kind = CHANGE_HOST_DO, .value = DO_REBUILD},
        {.kind = CHANGE_HOST_DO, .value = DO_DEACTIVATE},
        {.kind = CHANGE_SERVICE, .subject = SERVICE_DNS, .value = 0},
    };
    for (size_t c = 0; c < sizeof changes / sizeof changes[0]; c++) {
        const Pair pair = pair_of(FLEET);
        both_run_to(pair, "6d");
        both_meet(pair, 7 * 1440, &changes[c]); /* a minute in which only steady machines ask */
        both_meet(pair, 10 * 1440 + 1, &changes[c]);
        both_run_to(pair, "7d");
        both_run_to(pair, "11d");
        both_run_to(pair, "60d");
        both_close(pair);
    }
}

static void a_change_of_a_later_range_finds_steady_machines(void **state) {
    (void)state;
    Text yaml = {0};
    text_add(&yaml, "run: 20d\nhosts: {a: {}}\nmachines:\n"
                    "  never: {product: windows-ad, count: 20}\n"
                    "  steady: {product: windows-server, count: 20}\n"
                    "changes:\n"
                    "  - {at: 9d, machines: [\"never[1..10]\", \"steady[6..15]\"], reimage: same-id}\n"
                    "  - {at: 10d, machines: [\"never[1..9]\", \"steady[1..9]\"], power: off}\n");
    const Pair pair = pair_of(yaml.bytes);
    both_run_to(pair, "9d");
    both_run_to(pair, "20d");
    assert_int_equal(scene_times(pair.quick, NULL, RULE_REIMAGED), 20);
    both_close(pair);
    text_free(&yaml);
}

/* ---- returns ------------------------------------------------------------------------------------------ */

static void a_run_returns_from_steady_machines(void **state) {
    (void)state;
    Scene *plain = scene_read(FLEET);
    run_by_table_only(plain->run);
    scene_run_to(plain, "60d");
    const char *const KEPT[] = {"0m", "1h", "9d", "23d", "46d"};
    for (size_t k = 0; k < 5; k++) {
        Scene *scene = scene_read(FLEET);
        scene_run_to(scene, KEPT[k]);
        Snapshot *kept = snapshot_take(scene->run, NULL);
        assert_non_null(kept);
        const size_t rows = scene->row_count;
        scene_run_to(scene, k < 3 ? "30d" : "60d");
        assert_true(snapshot_restore(kept, scene->run));
        scene->row_count = rows;
        scene_run_to(scene, "60d");
        assert_int_equal(scene->row_count, plain->row_count);
        assert_true(run_fingerprint(scene->run) == run_fingerprint(plain->run));
        snapshot_let_go(kept);
        scene_close(scene);
    }
    scene_close(plain);
}

/* ---- by its rows -------------------------------------------------------------------------------------- */

static void a_host_that_was_rebuilt_counts_steady_machines_anew(void **state) {
    (void)state;
    assert_story_between("run: 7d1h\nhosts: {a: {}}\nmachines: {m: {product: windows-server, count: 6}}\n"
                         "changes: [{at: 6d, host: a, do: rebuild}]\n",
                         NULL, "6d", "8d",
                         "6d change 1\n"
                         "7d m-5 count-below-threshold a 1/5 licensed till 180d next 7d2h\n"
                         "7d m-6 count-below-threshold a 2/5 licensed till 180d next 7d2h\n");
}

static void a_bonus_earned_in_the_first_minute_is_kept(void **state) {
    (void)state;
    assert_story("run: 2d\nproducts: {o: {like: office-ltsc, threshold: 1, rearms: 0}}\nhosts: {a: {}}\n"
                 "machines: {m: {product: o}}\n"
                 "changes: [{at: 1d, machines: all, rearm: now}]\n",
                 "m",
                 "0m install-grace #0 initial-grace till 30d\n"
                 "0m granted a 1/1 licensed till 180d next 7d\n"
                 "1d rearmed #10000000 initial-grace till 31d\n"
                 "1d granted a 2/1 licensed till 181d next 8d\n");
}

static void lease_left_sees_renewals_of_its_own_minute(void **state) {
    (void)state;
    assert_story_between("run: 15d\nproducts: {o: {like: windows-server, threshold: 1}}\nhosts: {a: {}}\n"
                         "machines: {m: {product: o, count: 2}}\n"
                         "expect: [{at: 14d, machines: m, lease_left: \"= 180d\"},\n"
                         "         {at: 14d1m, machines: m, lease_left: \"= 179d23h59m\"},\n"
                         "         {at: 13d23h59m, machines: m, lease_left: \"= 173d1m\"}]\n",
                         NULL, "13d", "15d",
                         "13d23h59m claim 3 held 2\n"
                         "14d m-1 renewed a 2/1 licensed till 194d next 21d\n"
                         "14d m-2 renewed a 2/1 licensed till 194d next 21d\n"
                         "14d claim 1 held 2\n"
                         "14d1m claim 2 held 2\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_fleet_has_the_same_fingerprint_at_any_minute),
        cmocka_unit_test(a_look_at_the_world_changes_nothing),
        cmocka_unit_test(a_look_before_all_are_installed_finds_them_absent),
        cmocka_unit_test(a_new_rhythm_in_a_branch_is_that_of_steady_machines_too),
        cmocka_unit_test(what_ifs_of_all_kinds_find_steady_machines),
        cmocka_unit_test(a_change_of_a_later_range_finds_steady_machines),
        cmocka_unit_test(a_run_returns_from_steady_machines),
        cmocka_unit_test(a_host_that_was_rebuilt_counts_steady_machines_anew),
        cmocka_unit_test(a_bonus_earned_in_the_first_minute_is_kept),
        cmocka_unit_test(lease_left_sees_renewals_of_its_own_minute),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
