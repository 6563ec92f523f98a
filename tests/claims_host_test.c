/* Claims about how many machines a host has counted. */
#include "tests/test.h"

#include "tests/support/scene.h"

#define COUNTED                                                                                              \
    "run: 40d\nhosts: {a: , b: }\nmachines: {m: {product: windows-client, use: a, count: 3, starts: {from: " \
    "1h, to: 3h}},\n"                                                                                        \
    "           o: {product: office-ltsc, use: a}}\n"                                                        \
    "changes: [{at: 3h1m, machines: all, power: off}, {at: 32d, host: a, do: rebuild}]\n"

static void assert_counted(const char *claims, const char *from, const char *expected) {
    char yaml[1024];
    snprintf(yaml, sizeof yaml, "%sexpect: [%s]\n", COUNTED, claims);
    Scene *scene = scene_play(yaml);
    const char *told = strstr(scene_tell(scene, NULL, from, from), "claim");
    assert_non_null(told);
    assert_string_equal(told, expected);
    scene_close(scene);
}

static void a_count_of_a_host_is_that_of_one_pool(void **state) {
    (void)state;
    assert_counted("{at: 1h, host: a, pool: windows, count: 1}", "1h", "claim 1 held 1\n");
    assert_counted("{at: 1h, host: a, pool: windows, count: \"> 1\"}", "1h", "claim 1 failed 1\n");
    assert_counted("{at: 3h, host: a, pool: office, count: 1}", "3h", "claim 1 held 1\n");
    assert_counted("{at: 3h, host: b, pool: windows, count: 0}", "3h", "claim 1 held 0\n");
    assert_counted("{at: 3h, host: a, pool: windows, count: 3}", "3h", "claim 1 held 3\n");
}

static void a_count_is_first_reached_and_first_lost(void **state) {
    (void)state;
    assert_counted("{first: 3h, host: a, pool: windows, count: 3}", "3h", "claim 1 held 3\n");
    assert_counted("{first: 3h, host: a, pool: windows, count: \">= 2\"}", "3h", "claim 1 failed 3\n");
    assert_counted("{by: 2d, host: a, pool: windows, count: \">= 2\"}", "2h", "claim 1 held 2\n");
    assert_counted("{by: 1h59m, host: a, pool: windows, count: \">= 2\"}", "1h59m", "claim 1 failed 1\n");
    assert_counted("{by: 2d, host: a, pool: office, count: \">= 1\"}", "0m", "claim 1 held 1\n");
}

static void a_count_falls_as_machines_are_forgotten_or_the_host_rebuilt(void **state) {
    (void)state;
    /* m-1 asked last at 3h, m-2 at 2h, m-3 at 3h. */
    assert_counted("{at: 30d2h, host: a, pool: windows, count: 3}", "30d2h", "claim 1 held 3\n");
    assert_counted("{at: 30d2h1m, host: a, pool: windows, count: 2}", "30d2h1m", "claim 1 held 2\n");
    assert_story_between("run: 3h\nhosts: {a: }\nmachines: {m: {product: windows-client}}\n"
                         "changes: [{at: 1h, host: a, do: rebuild}]\n"
                         "expect: [{first: 1h, host: a, pool: windows, count: 0}, {by: 3h, host: a, pool: "
                         "windows, count: 0}]\n",
                         NULL, "1h", "1h", "1h change 1\n1h claim 1 held 0\n1h claim 2 held 0\n");
}

/* Two are counted in one minute, so that the count is 1 only after one of them is forgotten. */
static void a_count_may_be_reached_from_above(void **state) {
    (void)state;
    Scene *scene = scene_play(
        "run: 40d\nhosts: {a: }\nmachines: {m: {product: office-ltsc, count: 2}}\n"
        "changes: [{at: 1h, machines: \"m[1]\", attempt: now}, {at: 2h, machines: all, power: off}]\n"
        "expect: [{by: 40d, host: a, pool: office, count: 1}, {at: 0m, host: a, pool: office, count: 2}]\n");
    assert_string_equal(scene_tell(scene, NULL, "30d1m", "40d"), "30d1m a memory-over #1 office 1\n"
                                                                 "30d1m claim 1 held 1\n"
                                                                 "30d1h1m a memory-over #0 office 0\n");
    assert_int_equal(world_claim(run_world(scene->run), 1)->true_at, 0);
    assert_int_equal(world_claim(run_world(scene->run), 1)->true_until, scene_minute("30d1m"));
    assert_int_equal(world_claim(run_world(scene->run), 1)->got, 2);
    scene_close(scene);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_count_of_a_host_is_that_of_one_pool),
        cmocka_unit_test(a_count_is_first_reached_and_first_lost),
        cmocka_unit_test(a_count_falls_as_machines_are_forgotten_or_the_host_rebuilt),
        cmocka_unit_test(a_count_may_be_reached_from_above),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
