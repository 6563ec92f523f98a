/* A run as a whole: the order within a minute, its two ends, its rows, and what is known of it on the way. */
#include "tests/test.h"

#include "sim/run/story.h"
#include "tests/support/scene.h"

#define LONE "products: {lone: {like: windows-client, threshold: 1}}\n"

/* ---- within one minute -------------------------------------------------------------------------------- */

static void a_minute_goes_by_rank_and_within_a_rank_by_machine(void **state) {
    (void)state;
    assert_story_between(
        "run: 2d\n"
        "products:\n"
        "  over: {like: windows-7, threshold: 1, lease: 1d1m, warn_before: none, expiry_grace: 1d}\n"
        "  warned: {like: windows-7, threshold: 9, lease: 30d, initial_grace: 2d, notice_after: 1d1m}\n"
        "hosts: {a: {memory: 1d, renewal: 1d1m}}\n"
        "machines:\n"
        "  late: {product: warned, starts: 1d1m}\n"
        "  m: {product: warned, place: offline, power: off}\n"
        "  n: {product: over}\n"
        "changes:\n"
        "  - {at: 1d1m, machines: m, power: on}\n"
        "  - {at: 1d, machines: m, power: off}\n"
        "  - {at: 1d1m, machines: late, rearm: now}\n"
        "expect:\n"
        "  - {at: 1d1m, host: a, pool: windows, count: 2}\n"
        "  - {at: 1d1m, machines: n, are: licensed}\n",
        NULL, "1d1m", "1d1m",
        "1d1m a memory-over #2 windows 0\n"
        "1d1m late install-grace #0 initial-grace till 3d1m\n"
        "1d1m change 1\n"
        "1d1m change 3\n"
        "1d1m late rearmed #10000000 initial-grace till 3d1m\n"
        "1d1m m grace-reminder\n"
        "1d1m n lease-over-grace expiry-grace till 2d1m\n"
        "1d1m late count-below-threshold a 1/9 initial-grace till 3d1m next 1d2h1m\n"
        "1d1m m no-host-known initial-grace till 2d next 1d2h1m\n"
        "1d1m n granted a 2/1 licensed till 2d2m next 2d2m\n"
        "1d1m claim 1 held 2\n"
        "1d1m claim 2 held 1\n");
}

static void lower_machines_ask_first_also_when_a_change_wakes_them(void **state) {
    (void)state;
    assert_story_between("run: 1h\nhosts: {a: }\nmachines: {m: {product: windows-server, count: 6}}\n"
                         "changes:\n"
                         "  - {at: 0m, machines: \"m[1..5]\", power: off}\n"
                         "  - {at: 1h, machines: \"m[5]\", power: on}\n"
                         "  - {at: 1h, machines: \"m[1..2]\", power: on}\n"
                         "  - {at: 1h, machines: \"m[4]\", power: on}\n"
                         "  - {at: 1h, machines: \"m[6]\", attempt: now}\n",
                         NULL, "1h", "1h",
                         "1h change 2\n1h change 3\n1h change 4\n1h change 5\n"
                         "1h m-1 count-below-threshold a 2/5 notification next 3h\n"
                         "1h m-2 count-below-threshold a 3/5 notification next 3h\n"
                         "1h m-4 count-below-threshold a 4/5 notification next 3h\n"
                         "1h m-5 granted a 5/5 licensed till 180d1h next 7d1h\n"
                         "1h m-6 granted a 5/5 licensed till 180d1h next 7d1h\n");
}

static void changes_of_one_minute_are_carried_out_in_the_order_of_the_file(void **state) {
    (void)state;
    assert_story_between("run: 3h\n" LONE "hosts: {a: }\nmachines: {m: {product: lone, power: off}}\n"
                         "changes:\n"
                         "  - {at: 2h, machines: m, power: on}\n"
                         "  - {at: 1h, host: a, do: up}\n"
                         "  - {at: 2h, host: a, do: up}\n"
                         "  - {at: 2h, host: a, do: down}\n"
                         "  - {at: 1h, every: 1h, until: 2h, host: a, do: publish}\n",
                         NULL, "1h", "2h",
                         "1h change 2\n1h change 5\n"
                         "2h change 1\n2h change 3\n2h change 4\n2h change 5\n"
                         "2h m no-host-answers notification next 4h\n");
}

static void a_host_that_goes_down_in_a_minute_does_not_answer_in_it(void **state) {
    (void)state;
    assert_story("run: 6h\nhosts: {a: }\nmachines: {m: {product: windows-client}}\n"
                 "changes: [{at: 2h, host: a, do: down}, {at: 4h, host: a, do: up}]\n",
                 "m",
                 "0m install-lapsed #0 notification\n"
                 "0m count-below-threshold a 1/25 notification next 2h\n"
                 "2h no-host-answers notification next 4h\n"
                 "4h count-below-threshold a 1/25 notification next 6h\n"
                 "6h count-below-threshold a 1/25 notification next 8h\n");
}

static void a_host_is_changed_before_machines_installed_in_that_minute_ask(void **state) {
    (void)state;
    assert_story("run: 1h\nhosts: {a: }\nmachines: {m: {product: windows-client, starts: 1h}}\n"
                 "changes: [{at: 1h, host: a, do: down}, {at: 1h, machines: m, skew: 5h}, {at: 1h, machines: "
                 "m, use: a}]\n",
                 "m",
                 "1h install-lapsed #0 notification\n"
                 "1h no-host-answers notification next 3h\n");
}

/* ---- both ends ---------------------------------------------------------------------------------------- */

static void everything_may_happen_at_minute_0(void **state) {
    (void)state;
    assert_story("run: 0m\nhosts: {a: }\nmachines: {m: {product: windows-client}, n: {product: windows-ad}}\n"
                 "changes: [{at: 0m, host: a, do: unpublish}, {at: 0m, machines: m, reimage: new-id},\n"
                 "          {at: 0m, machines: n, retire: now}]\n"
                 "expect: [{first: 0m, machines: m, are: notification}, {never: licensed, machines: all}]\n",
                 NULL,
                 "0m m install-lapsed #0 notification\n"
                 "0m n install-lapsed #1 notification\n"
                 "0m change 1\n"
                 "0m change 2\n"
                 "0m m reimaged #10000000 notification\n"
                 "0m change 3\n"
                 "0m n retired absent\n"
                 "0m m no-host-known notification next 2h\n"
                 "0m claim 1 held 1\n"
                 "0m claim 2 held 0\n");
}

static void the_last_minute_belongs_to_the_run_and_the_next_does_not(void **state) {
    (void)state;
    const char *yaml =
        "run: %s\nproducts: {s: {like: windows-ad, lease: 10d, renewal: 9d, warn_before: none}}\n"
        "machines: {m: {product: s}, late: {product: s, starts: 9d}}\n";
    char text[256];
    snprintf(text, sizeof text, yaml, "9d");
    assert_story_between(text, NULL, "8d", "9d",
                         "9d late install-lapsed #1 notification\n"
                         "9d m renewed directory licensed till 19d next 18d\n"
                         "9d late granted directory licensed till 19d next 18d\n");
    snprintf(text, sizeof text, yaml, "8d23h59m");
    assert_story_between(text, NULL, "8d", "8d23h59m", "");
}

static void a_repeated_change_goes_on_to_the_last_minute(void **state) {
    (void)state;
    assert_story_between("run: 2h\nmachines: {m: {product: windows-ad, power: off}}\n"
                         "changes: [{at: 1h, every: 30m, machines: m, power: off}]\n",
                         NULL, "1m", "2h", "1h change 1\n1h30m change 1\n2h change 1\n");
}

static void a_run_says_when_it_is_over_and_where_it_stands(void **state) {
    (void)state;
    Scene *scene = scene_read("run: 3d\nmachines: {m: {product: windows-ad, starts: 1h}}\n");
    assert_int_equal(run_world(scene->run)->now, -1);
    assert_int_equal(run_step(scene->run, 59, NULL), RUN_IS_OVER);
    assert_int_equal(run_world(scene->run)->now, 59);
    assert_int_equal(run_step(scene->run, 60, NULL), RUN_GOES_ON);
    assert_int_equal(run_world(scene->run)->now, 60);
    assert_int_equal(run_world(scene->run)->row_count, 2);
    assert_int_equal(run_world(scene->run)->attempt_count, 1);
    assert_int_equal(run_to(scene->run, 10, NULL), RUN_IS_OVER);
    assert_int_equal(run_world(scene->run)->now, 60);
    assert_int_equal(run_to(scene->run, scene_minute("100d"), NULL), RUN_IS_OVER);
    assert_int_equal(run_world(scene->run)->now, scene_minute("3d"));
    assert_ptr_equal(run_plan(scene->run), &scene->plan);
    scene_close(scene);
}

static void a_state_is_known_since_when(void **state) {
    (void)state;
    Scene *scene =
        scene_play("run: 10d\nproducts: {s: {like: windows-ad, lease: 9d, renewal: 4d, warn_before: none}}\n"
                   "machines: {m: {product: s}, n: {product: s}, o: {product: s}, p: {product: s}}\n"
                   "changes: [{at: 1h, machines: n, power: off}, {at: 2h, machines: o, rearm: now},\n"
                   "          {at: 3h, machines: p, power: off}, {at: 4h, machines: p, reimage: new-id}]\n");
    const World *world = run_world(scene->run);
    assert_int_equal(world_machine_since(world, 0), 0);
    assert_int_equal(world_machine_since(world, 1), scene_minute("9d"));
    assert_int_equal(world_machine_since(world, 2), scene_minute("2h"));
    assert_int_equal(world_machine_since(world, 3), scene_minute("4h"));
    scene_close(scene);
}

/* ---- what comes next ---------------------------------------------------------------------------------- */

static void assert_next_attempt(const char *yaml, const char *machine, const char *at, int32_t expected) {
    Scene *scene = scene_read(yaml);
    scene_run_to(scene, at);
    assert_int_equal(run_next_attempt(scene->run, scene_machine(scene, machine)), expected);
    scene_close(scene);
}

static void the_next_attempt_is_known_beforehand(void **state) {
    (void)state;
    const char *yaml = "run: 8d\nmachines:\n"
                       "  a: {product: windows-ad}\n"
                       "  b: {product: windows-ad, place: offline, on: {from: \"09:00\", to: \"10:00\"}}\n"
                       "  c: {product: windows-ad, on: {from: \"09:00\", to: \"10:00\"}}\n"
                       "  d: {product: windows-ad, power: off}\n"
                       "  e: {product: windows-ad, starts: 3d}\n"
                       "  f: {product: windows-mak}\n"
                       "  g: {product: microsoft-365-apps, starts: 7d23h}\n"
                       "changes: [{at: 1d, machines: a, attempt: now}, {at: 2d, machines: c, retire: now}]\n";
    assert_next_attempt(yaml, "a", "1h", scene_minute("7d"));
    assert_next_attempt(yaml, "a", "1d", scene_minute("8d"));
    assert_next_attempt(yaml, "a", "23h59m", scene_minute("7d"));
    assert_next_attempt(yaml, "a", "7d23h59m", scene_minute("8d"));
    assert_next_attempt(yaml, "b", "8h59m", scene_minute("9h"));
    assert_next_attempt(yaml, "b", "1h", scene_minute("9h"));
    assert_next_attempt(yaml, "b", "9h", scene_minute("1d9h"));
    assert_next_attempt(yaml, "c", "9h", scene_minute("7d9h"));
    assert_next_attempt(yaml, "c", "2d", NEVER);
    assert_next_attempt(yaml, "d", "1h", NEVER);
    assert_next_attempt(yaml, "e", "1h", NEVER);
    assert_next_attempt(yaml, "f", "1h", NEVER);
    assert_next_attempt(yaml, "g", "8d", NEVER);
}

static void a_machine_is_on_when_switch_and_timetable_say_so(void **state) {
    (void)state;
    Scene *scene = scene_play("run: 1d\nmachines:\n"
                              "  a: {product: windows-ad, on: {from: \"09:00\", to: \"10:00\"}}\n"
                              "  b: {product: windows-ad, power: off}\n");
    assert_false(run_machine_is_on(scene->run, 0, 539));
    assert_true(run_machine_is_on(scene->run, 0, 540));
    assert_true(run_machine_is_on(scene->run, 0, 599));
    assert_false(run_machine_is_on(scene->run, 0, 600));
    assert_false(run_machine_is_on(scene->run, 1, 540));
    scene_close(scene);
}

/* ---- rows and figures --------------------------------------------------------------------------------- */

/* A bit of everything: all kinds of rows, and machines that are steady for a while. */
static const char MEDLEY[] =
    "run: 100d\nhosts: {a: {}, b: {priority: 1, activated: false}}\n"
    "products: {short: {like: windows-ad, lease: 30d, renewal: 40d, warn_before: 1d}}\n"
    "machines:\n"
    "  m: {product: windows-server, count: 40, starts: {from: 0m, to: 2d}}\n"
    "  o: {product: office-ltsc, count: 4}\n"
    "  c: {product: microsoft-365-apps, sign: out}\n"
    "  s: {product: short, skew: 5h, on: {from: \"08:00\"}}\n"
    "changes:\n"
    "  - {at: 3d, every: 1d, until: 13d, host: b, do: activate}\n"
    "  - {at: 15d, machines: o, rearm: now}\n"
    "  - {at: 15d, every: 1m, until: 15d1h, machines: \"o[1]\", rearm: now}\n"
    "  - {at: 16d, machines: \"m[3]\", retire: now}\n"
    "  - {at: 16d, machines: \"m[4]\", reimage: new-id}\n"
    "  - {at: 17d, host: a, do: down}\n"
    "  - {at: 18d, machines: c, rearm: now}\n"
    "  - {at: 60d, host: a, do: up}\n"
    "expect: [{always: licensed, machines: m}, {at: 50d, host: a, pool: windows, count: 0}]\n";

static void fields_that_do_not_apply_say_so(void **state) {
    (void)state;
    Scene *scene = scene_play(MEDLEY);
    int kinds[ROW_KIND_COUNT] = {0};
    for (size_t r = 0; r < scene->row_count; r++) {
        const Row *row = &scene->rows[r];
        const bool attempt = row->kind == ROW_ATTEMPT, expect = row->kind == ROW_EXPECT;
        const bool forget = row->kind == ROW_FORGET, change = row->kind == ROW_CHANGE;
        const bool of_host = forget || (row->kind == ROW_REFUSED && row->rule == RULE_HOST_KEY_SPENT);
        kinds[row->kind]++;
        assert_int_equal(row->machine == NO_MACHINE, of_host || change || expect);
        if (!attempt) assert_int_equal(row->host == -1, !of_host);
        if (!attempt) assert_int_equal(row->service, -1);
        if (!attempt) assert_int_equal(row->result, RESULT_NONE);
        if (!attempt) assert_int_equal(row->due_at, NEVER);
        if (attempt) assert_int_equal(row->host == -1, !row->counted);
        if (attempt && row->counted) assert_int_equal(row->service, -1);
        assert_in_range(row->host + 1, 0, 2);
        assert_in_range(row->service + 1, 0, SERVICE_COUNT);
        assert_int_equal(row->pool == POOL_NONE, !row->counted && !forget);
        assert_int_equal(row->rule == RULE_NONE, change || expect);
        assert_int_equal(row->line != 0, change || expect || row->kind == ROW_REFUSED);
        if (!row_has_states(row)) assert_int_equal(row->clock_at, NEVER);
    }
    for (int kind = 0; kind < ROW_KIND_COUNT; kind++)
        if (kinds[kind] == 0) fail_msg("there is no row '%s'", ROW_NAMES[kind]);
    assert_int_equal(run_world(scene->run)->row_count, scene->row_count);
    assert_int_equal(run_world(scene->run)->attempt_count, kinds[ROW_ATTEMPT]);
    scene_close(scene);
}

static void it_is_counted_how_often_each_row_of_the_table_was_taken(void **state) {
    (void)state;
    Scene *scene = scene_play("run: 30d\nhosts: {a: }\nmachines: {m: {product: windows-server, count: 5}}\n"
                              "changes: [{at: 20d, host: a, do: down}]\n");
    const World *world = run_world(scene->run);
    assert_int_equal(world->fired[EVENT_INSTALL][1][STATE_ABSENT], 5);
    assert_int_equal(world->fired[EVENT_GRANTED][1][STATE_NOTIFICATION], 5);
    assert_int_equal(world->fired[EVENT_COUNT_INSUFFICIENT][0][STATE_NOTIFICATION], 4);
    /* At 7d and 14d, four of them two hours later; then from 21d on every two hours, both ends included. */
    assert_int_equal(world->fired[EVENT_GRANTED][0][STATE_LICENSED], 10);
    assert_int_equal(world->fired[EVENT_NO_HOST][0][STATE_LICENSED], 109 + 4 * 108);
    assert_int_equal(world->fired[EVENT_NO_HOST][0][STATE_NOTIFICATION], 0);
    scene_close(scene);
}

static void machines_of_each_state_are_counted(void **state) {
    (void)state;
    Scene *scene = scene_read(MEDLEY);
    for (int day = 0; day <= 100; day++) {
        uint32_t counted[4][STATE_COUNT] = {0};
        assert_int_equal(run_to(scene->run, day * 1440, NULL), RUN_IS_OVER);
        uint32_t known[4][STATE_COUNT];
        for (uint32_t g = 0; g < 4; g++)
            for (int s = 0; s < STATE_COUNT; s++)
                known[g][s] = world_count_in_state(run_head(scene->run), g, (State)s);
        const World *world = run_world(scene->run);
        for (uint32_t m = 0; m < world->machine_count; m++)
            counted[world_machine(world, m)->group][world_machine(world, m)->state]++;
        assert_memory_equal(known, counted, sizeof known);
    }
    scene_close(scene);
}

/* ---- what is fetched ahead ---------------------------------------------------------------------------- */

typedef struct {
    Story *story;
    uint64_t times, beyond;
    uint32_t machine_count;
} Foretold;

static void note_foretold(void *context, uint32_t machine) {
    Foretold *foretold = context;
    foretold->times++;
    foretold->beyond += machine >= foretold->machine_count;
    if (machine < foretold->machine_count) story_expect(foretold->story, machine);
}

/* A fleet so large that it is not all near, and ledgers in which an id is not near the others. */
static const char LARGE[] = "run: 8d\nhosts: {a: {}, b: {priority: 1, up: false}}\n"
                            "products: {many: {like: windows-client, threshold: 60}}\n"
                            "machines:\n"
                            "  m: {product: many, count: 16000, starts: {from: 0m, to: 1h}}\n"
                            "  o: {product: office-ltsc, count: 300}\n"
                            "  c: {product: microsoft-365-apps, count: 400}\n"
                            "changes: [{at: 1d, host: a, do: down}, {at: 2d, host: b, do: up}]\n";

static void what_is_foretold_is_a_machine_and_changes_nothing(void **state) {
    (void)state;
    Scene *told = scene_read(LARGE), *quiet = scene_read(LARGE);
    Foretold foretold = {story_create(&told->plan), 0, 0, told->plan.machine_count};
    assert_non_null(foretold.story);
    run_foretell(told->run, note_foretold, &foretold);
    scene_run_to(told, "8d");
    scene_run_to(quiet, "8d");
    assert_true(foretold.times > told->plan.machine_count);
    assert_int_equal(foretold.beyond, 0);
    assert_true(run_fingerprint(told->run) == run_fingerprint(quiet->run));
    story_destroy(foretold.story);
    scene_close(told);
    scene_close(quiet);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_minute_goes_by_rank_and_within_a_rank_by_machine),
        cmocka_unit_test(lower_machines_ask_first_also_when_a_change_wakes_them),
        cmocka_unit_test(changes_of_one_minute_are_carried_out_in_the_order_of_the_file),
        cmocka_unit_test(a_host_that_goes_down_in_a_minute_does_not_answer_in_it),
        cmocka_unit_test(a_host_is_changed_before_machines_installed_in_that_minute_ask),
        cmocka_unit_test(everything_may_happen_at_minute_0),
        cmocka_unit_test(the_last_minute_belongs_to_the_run_and_the_next_does_not),
        cmocka_unit_test(a_repeated_change_goes_on_to_the_last_minute),
        cmocka_unit_test(a_run_says_when_it_is_over_and_where_it_stands),
        cmocka_unit_test(a_state_is_known_since_when),
        cmocka_unit_test(the_next_attempt_is_known_beforehand),
        cmocka_unit_test(a_machine_is_on_when_switch_and_timetable_say_so),
        cmocka_unit_test(fields_that_do_not_apply_say_so),
        cmocka_unit_test(it_is_counted_how_often_each_row_of_the_table_was_taken),
        cmocka_unit_test(machines_of_each_state_are_counted),
        cmocka_unit_test(what_is_foretold_is_a_machine_and_changes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
