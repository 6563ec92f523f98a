/* The fingerprint: other runs have others, the same run has the same. */
#include "tests/test.h"

#include "tests/support/scene.h"

static const char PLAIN[] = "run: 10d\nhosts: {a: }\nmachines: {m: {product: office-ltsc, count: 4}}\n"
                            "changes: [{at: 2h, machines: \"m[1]\", power: on}]\n";

static uint64_t fingerprint_of(const char *yaml) {
    Scene *scene = scene_play(yaml);
    const uint64_t fingerprint = run_fingerprint(scene->run);
    scene_close(scene);
    return fingerprint;
}

static void a_branch_without_a_change_has_the_fingerprint_of_its_parent(void **state) {
    (void)state;
    Scene *scene = scene_read(PLAIN);
    scene_run_to(scene, "1h");
    Run *copy = run_copy(scene->run);
    scene_run_to(scene, "10d");
    assert_int_equal(run_to(copy, scene_minute("10d"), NULL), RUN_IS_OVER);
    assert_true(run_fingerprint(copy) == run_fingerprint(scene->run));
    assert_true(run_fingerprint(copy) == fingerprint_of(PLAIN));
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

/* Ends alike in everything, but for one row: the fingerprint of a branch with this change at this minute. */
static uint64_t fingerprint_with(const Change *change, int32_t at) {
    Scene *scene = scene_read(PLAIN);
    assert_true(run_what_if_at(scene->run, at, change));
    scene_run_to(scene, "10d");
    const uint64_t fingerprint = run_fingerprint(scene->run);
    scene_close(scene);
    return fingerprint;
}

static void a_row_counts_with_its_minute_and_its_line(void **state) {
    (void)state;
    const Change first = {.kind = CHANGE_SERVICE, .subject = SERVICE_CLOUD, .value = 1, .line = 3};
    const Change other = {.kind = CHANGE_SERVICE, .subject = SERVICE_CLOUD, .value = 1, .line = 4};
    assert_true(fingerprint_with(&first, 100) == fingerprint_with(&first, 100));
    assert_true(fingerprint_with(&first, 100) != fingerprint_with(&first, 101));
    assert_true(fingerprint_with(&first, 100) != fingerprint_with(&other, 100));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_branch_without_a_change_has_the_fingerprint_of_its_parent),
        cmocka_unit_test(a_title_or_a_lesson_makes_no_other_run),
        cmocka_unit_test(whatever_is_written_otherwise_makes_another_run),
        cmocka_unit_test(whatever_a_group_says_makes_another_run),
        cmocka_unit_test(whatever_a_product_says_makes_another_run),
        cmocka_unit_test(rows_on_the_way_count_too),
        cmocka_unit_test(a_row_counts_with_its_minute_and_its_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
