/* A run as a whole: the order within a minute, its two ends, copies and what-if questions, and the
 * fingerprint. */
#include "tests/test.h"

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

/* ---- what if ------------------------------------------------------------------------------------------ */

static const char BRANCHING[] = "run: 10d\nhosts: {a: }\nmachines: {m: {product: office-ltsc, count: 4}}\n"
                                "changes: [{at: 2h, machines: \"m[1]\", power: on}]\nexpect: [{first: 1h, "
                                "host: a, pool: office, count: 4}]\n";

static void a_what_if_change_comes_in_the_next_minute_after_those_of_the_file(void **state) {
    (void)state;
    Scene *scene = scene_read(BRANCHING);
    scene_run_to(scene, "1h59m");
    Run *original = scene->run;
    scene->run = run_copy(original);
    const Change down = {.kind = CHANGE_HOST_DO, .value = DO_DOWN};
    run_what_if(scene->run, &down);
    const size_t before = scene->row_count;
    scene_run_to(scene, "2h");
    assert_int_equal(scene->rows[before].kind, ROW_CHANGE);
    assert_int_equal(scene->rows[before].entry, 0);
    assert_int_equal(scene->rows[before + 1].kind, ROW_CHANGE);
    assert_int_equal(scene->rows[before + 1].entry, UINT32_MAX);
    assert_int_equal(scene->rows[before + 1].at, 120);
    assert_int_equal(scene->rows[before + 2].result, RESULT_NO_HOST);
    assert_int_equal(world_host(run_world(original), 0)->up, 1);
    const size_t after = scene->row_count;
    scene_run_to(scene, "3h");
    assert_int_equal(scene->row_count, after); /* it is carried out once */
    run_destroy(original);
    scene_close(scene);
}

static void a_what_if_change_comes_also_in_a_quiet_minute(void **state) {
    (void)state;
    Scene *scene = scene_read(BRANCHING);
    scene_run_to(scene, "30m");
    const Change down = {.kind = CHANGE_HOST_DO, .value = DO_DOWN};
    run_what_if(scene->run, &down);
    assert_int_equal(run_step(scene->run, 100, NULL), RUN_GOES_ON);
    assert_int_equal(run_world(scene->run)->now, 31);
    assert_int_equal(world_host(run_world(scene->run), 0)->up, 0);
    scene_close(scene);
}

static void one_machine_more_would_make_the_count(void **state) {
    (void)state;
    Scene *scene = scene_read(BRANCHING);
    scene_run_to(scene, "1h59m");
    Run *original = scene->run;
    scene->run = run_copy(original);
    run_what_if_counted(scene->run, 0, POOL_OFFICE, 5, 1);
    assert_int_equal(world_count(run_world(scene->run), 0, POOL_OFFICE), 5);
    assert_int_equal(world_count(run_world(original), 0, POOL_OFFICE), 4);
    scene_run_to(scene, "2h");
    assert_int_equal(scene_times(scene, NULL, RULE_GRANTED), 4);
    run_destroy(original);
    scene_close(scene);
}

static void counted_strangers_are_forgotten_like_others(void **state) {
    (void)state;
    Scene *scene = scene_read("run: 40d\nhosts: {a: }\nmachines: {m: {product: office-ltsc, power: off}}\n"
                              "expect: [{first: 1h1m, host: a, pool: office, count: 0}]\n");
    scene_run_to(scene, "1h");
    run_what_if_counted(scene->run, 0, POOL_OFFICE, 5, 0);
    run_what_if_counted(scene->run, 0, POOL_OFFICE, 5, 5);
    scene_run_to(scene, "40d");
    assert_int_equal(scene_times(scene, "a", RULE_MEMORY_OVER), 5);
    assert_string_equal(scene_tell(scene, "a", "30d1h2m", "30d1h2m"),
                        "30d1h2m memory-over #4294967295 office 4\n"
                        "30d1h2m memory-over #4294967294 office 3\n"
                        "30d1h2m memory-over #4294967293 office 2\n"
                        "30d1h2m memory-over #4294967292 office 1\n"
                        "30d1h2m memory-over #4294967291 office 0\n");
    scene_close(scene);
}

static void as_many_strangers_as_the_threshold_find_room(void **state) {
    (void)state;
    Scene *scene =
        scene_read("run: 40d\nhosts: {a: }\nmachines: {m: {product: windows-client, count: 40}}\n");
    scene_run_to(scene, "1h");
    run_what_if_counted(scene->run, 0, POOL_WINDOWS, 25, 25);
    assert_int_equal(world_count(run_world(scene->run), 0, POOL_WINDOWS), 50);
    scene_close(scene);
}

/* ---- the fingerprint ---------------------------------------------------------------------------------- */

static uint64_t fingerprint_of(const char *yaml) {
    Scene *scene = scene_play(yaml);
    const uint64_t fingerprint = run_fingerprint(scene->run);
    scene_close(scene);
    return fingerprint;
}

static void a_branch_without_a_change_has_the_fingerprint_of_its_parent(void **state) {
    (void)state;
    Scene *scene = scene_read(BRANCHING);
    scene_run_to(scene, "1h");
    Run *copy = run_copy(scene->run);
    scene_run_to(scene, "10d");
    assert_int_equal(run_to(copy, scene_minute("10d"), NULL), RUN_IS_OVER);
    assert_true(run_fingerprint(copy) == run_fingerprint(scene->run));
    assert_true(run_fingerprint(copy) == fingerprint_of(BRANCHING));
    run_destroy(copy);
    scene_close(scene);
}

static void a_title_or_a_lesson_makes_no_other_run(void **state) {
    (void)state;
    const char *plain = "run: 1d\nmachines: {m: {product: windows-ad}}\n";
    const char *told = "title: \"Other\"\nabout: \"words\"\nrun: 1d\nmachines: {m: {product: windows-ad}}\n"
                       "lesson: [{at: 0m, say: \"Look.\"}]\n";
    assert_true(fingerprint_of(plain) == fingerprint_of(told));
}

static void whatever_is_written_otherwise_makes_another_run(void **state) {
    (void)state;
    static const char *const VARIANTS[] = {
        "run: 1h",
        "run: 61m",
        "start: 2026-01-05 00:01\nrun: 1h",
        "seed: 2\nrun: 1h",
        "places: [vpn]\nrun: 1h",
        "places: [vpm]\nrun: 1h",
        "places: {vpn: {block: [dns]}}\nrun: 1h",
        "hosts: {a: {up: false}}\nrun: 1h",
        "hosts: {a: {retry: 3h, up: false}}\nrun: 1h",
        "hosts: {a: {renewal: 3h, up: false}}\nrun: 1h",
        "hosts: {a: {memory: 8d, up: false}}\nrun: 1h",
        "hosts: {a: {priority: 1, up: false}}\nrun: 1h",
        "hosts: {a: {weight: 1, up: false}}\nrun: 1h",
        "hosts: {a: {serves: [office], up: false}}\nrun: 1h",
        "hosts: {a: {activated: false, up: false}}\nrun: 1h",
        "hosts: {a: {published: false, up: false}}\nrun: 1h",
        "hosts: {a: {restart_forgets: true, up: false}}\nrun: 1h",
        "hosts: {b: {up: false}}\nrun: 1h",
        "hosts: {a: {up: false}}\nchanges: [{at: 1h, host: a, do: down}]\nrun: 1h",
        "hosts: {a: {up: false}}\nchanges: [{at: 59m, host: a, do: down}]\nrun: 1h",
        "hosts: {a: {up: false}}\nchanges: [{at: 1h, host: a, do: up}]\nrun: 1h",
        "hosts: {a: {up: false}}\nchanges: [{at: 1h, host: a, set: {priority: 1}}]\nrun: 1h",
        "hosts: {a: {up: false}}\nchanges: [{at: 1h, host: a, set: {weight: 1}}]\nrun: 1h",
        "changes: [{at: 1h, machines: m, power: on}]\nrun: 1h",
        "changes: [{at: 1h, every: 2h, machines: m, power: on}]\nrun: 1h",
        "changes: [{at: 1h, every: 2h, until: 1h, machines: m, power: on}]\nrun: 2h",
        "changes: [{at: 1h, every: 2h, machines: m, power: on}]\nrun: 2h",
        "changes: [{at: 1h, machines: \"m[1]\", power: on}]\nrun: 1h",
        "changes: [{at: 1h, machines: all, power: on}]\nrun: 1h",
        "changes: [{at: 1h, place: office, block: [cloud]}]\nrun: 1h",
        "changes: [{at: 1h, place: office, block: [dns]}]\nrun: 1h",
        "changes: [{at: 1h, place: office, unblock: [dns]}]\nrun: 1h",
        "changes: [{at: 1h, service: cloud, do: up}]\nrun: 1h",
        "changes: [{at: 1h, service: cloud, do: down}]\nrun: 1h",
        "expect: [{at: 1h, machines: m, are: licensed}]\nrun: 1h",
        "expect: [{first: 1h, machines: m, are: licensed}]\nrun: 1h",
        "expect: [{by: 1h, machines: m, are: notification}]\nrun: 1h",
        "expect: [{at: 1h, machines: m, are: notification}]\nrun: 1h",
        "expect: [{at: 1h, machines: m, are: licensed, count: 1}]\nrun: 1h",
        "expect: [{at: 1h, machines: m, are: licensed, count: \"> 1\"}]\nrun: 1h",
        "expect: [{at: 1h, machines: m, lease_left: \"> 1d\"}]\nrun: 1h",
        "expect: [{at: 1h, machines: m, lease_left: \"> 2d\"}]\nrun: 1h",
        "expect: [{at: 1h, machines: m, last: granted}]\nrun: 1h",
        "expect: [{at: 1h, machines: m, last: no-host}]\nrun: 1h",
        "expect: [{always: licensed, machines: m}]\nrun: 1h",
        "expect: [{always: licensed, machines: m, from: 1m}]\nrun: 1h",
    };
    enum { COUNT = sizeof VARIANTS / sizeof VARIANTS[0] };
    uint64_t seen[COUNT];
    char yaml[512];
    for (int i = 0; i < COUNT; i++) {
        snprintf(yaml, sizeof yaml, "%s\nmachines: {m: {product: windows-ad, count: 2}}\n", VARIANTS[i]);
        seen[i] = fingerprint_of(yaml);
        for (int earlier = 0; earlier < i; earlier++)
            if (seen[earlier] == seen[i]) fail_msg("'%s' is like '%s'", VARIANTS[earlier], VARIANTS[i]);
    }
}

static void whatever_a_group_says_makes_another_run(void **state) {
    (void)state;
    static const char *const GROUPS[] = {
        "m: {product: p}",
        "n: {product: p}",
        "m: {product: q}",
        "m: {product: windows-ad}",
        "m: {product: p, count: 2}",
        "m: {product: p, starts: 1m}",
        "m: {product: p, starts: {from: 0m, to: 1m}}",
        "m: {product: p, starts: {from: 0m, to: 1m, spread: random}}",
        "m: {product: p, on: {days: [mon]}}",
        "m: {product: p, on: {from: \"00:01\"}}",
        "m: {product: p, on: {to: \"23:59\"}}",
        "m: {product: p, on: {chance: 99%}}",
        "m: {product: p, on: {}}",
        "m: {product: p, place: offline}",
        "m: {product: p, use: a}",
        "m: {product: p, ids: shared}",
        "m: {product: p, cache: false}",
        "m: {product: p, jitter: 1m}",
        "m: {product: p, skew: 1m}",
        "m: {product: p, power: off}",
        "m: {product: p, sign: out}",
    };
    enum { COUNT = sizeof GROUPS / sizeof GROUPS[0] };
    uint64_t seen[COUNT];
    char yaml[512];
    for (int i = 0; i < COUNT; i++) {
        snprintf(yaml, sizeof yaml,
                 "run: 1h\nhosts: {a: }\nproducts: {p: {like: windows-client}, q: {like: windows-client, "
                 "lease: 181d}}\n"
                 "machines:\n  %s\n",
                 GROUPS[i]);
        seen[i] = fingerprint_of(yaml);
        for (int earlier = 0; earlier < i; earlier++)
            if (seen[earlier] == seen[i]) fail_msg("'%s' is like '%s'", GROUPS[earlier], GROUPS[i]);
    }
}

static void whatever_a_product_says_makes_another_run(void **state) {
    (void)state;
    static const char *const FIGURES[] = {
        "rearms: 5",         "rearms: 4",       "pool: windows",      "threshold: 6", "initial_grace: 31d",
        "notice_after: 24d", "lease: 181d",     "renewal: 6d",        "retry: 3h",    "warn_before: 1d",
        "expiry_grace: 29d", "lapsed: reduced", "expiry_grace: none",
    };
    enum { COUNT = sizeof FIGURES / sizeof FIGURES[0] };
    uint64_t seen[COUNT];
    char yaml[512];
    for (int i = 0; i < COUNT; i++) {
        snprintf(yaml, sizeof yaml,
                 "run: 1h\nproducts: {p: {like: office-ltsc, %s}}\nmachines: {m: {product: p, power: off}}\n",
                 FIGURES[i]);
        seen[i] = fingerprint_of(yaml);
        for (int earlier = 0; earlier < i; earlier++)
            if (seen[earlier] == seen[i]) fail_msg("'%s' is like '%s'", FIGURES[earlier], FIGURES[i]);
    }
}

/* These two end alike in every machine and host; what happened on the way is not the same. */
static void rows_on_the_way_count_too(void **state) {
    (void)state;
    Scene *scene = scene_read("run: 3h\nmachines: {m: {product: windows-ad, power: off, count: 2}}\n");
    scene_run_to(scene, "1h");
    Run *copy = run_copy(scene->run);
    const Change same = {.kind = CHANGE_SERVICE, .subject = SERVICE_CLOUD, .value = 1};
    run_what_if(copy, &same);
    assert_int_equal(run_to(copy, 180, NULL), RUN_IS_OVER);
    scene_run_to(scene, "3h");
    assert_true(run_fingerprint(copy) != run_fingerprint(scene->run));
    run_destroy(copy);
    scene_close(scene);
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
        cmocka_unit_test(a_what_if_change_comes_in_the_next_minute_after_those_of_the_file),
        cmocka_unit_test(a_what_if_change_comes_also_in_a_quiet_minute),
        cmocka_unit_test(one_machine_more_would_make_the_count),
        cmocka_unit_test(counted_strangers_are_forgotten_like_others),
        cmocka_unit_test(as_many_strangers_as_the_threshold_find_room),
        cmocka_unit_test(a_branch_without_a_change_has_the_fingerprint_of_its_parent),
        cmocka_unit_test(a_title_or_a_lesson_makes_no_other_run),
        cmocka_unit_test(whatever_is_written_otherwise_makes_another_run),
        cmocka_unit_test(whatever_a_group_says_makes_another_run),
        cmocka_unit_test(whatever_a_product_says_makes_another_run),
        cmocka_unit_test(rows_on_the_way_count_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
