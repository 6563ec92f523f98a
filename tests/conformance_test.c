/* Every case of tests/conformance: a scenario, and the trace that two independent implementations agreed on.
 * Each is also run in other ways that must make no difference: minute by minute, and by copies that part on
 * the way. */
#include "tests/test.h"

#include "tests/support/scene.h"

enum { CASES_LEAST = 40, WAYS = 3, PARTINGS = 6 };

/* Ends the test at the first line that differs. */
static void assert_same_lines(const char *trace, const char *expected) {
    int line = 1;
    const char *start = trace, *expected_start = expected;
    for (; *trace && *trace == *expected; trace++, expected++) {
        if (*trace != '\n') continue;
        line++;
        start = trace + 1;
        expected_start = expected + 1;
    }
    if (*trace == *expected) return;
    fail_msg("line %d is\n  %.*s\nbut should be\n  %.*s", line, (int)strcspn(start, "\n"), start,
             (int)strcspn(expected_start, "\n"), expected_start);
}

static void assert_agreed_trace(Scene *scene, const char *path) {
    char trace_path[256];
    snprintf(trace_path, sizeof trace_path, "%.*s.jsonl", (int)(strlen(path) - strlen(".yaml")), path);
    char *expected = scene_file(trace_path);
    assert_non_null(expected);
    assert_same_lines(scene_trace(scene), expected);
    free(expected);
}

static void gives_the_agreed_trace(void **state) {
    Scene *scene = scene_read_file(*state);
    scene_run_to(scene, "36500d");
    assert_agreed_trace(scene, *state);
    scene_close(scene);
}

static uint64_t fingerprint_in_one_go(const char *path) {
    Scene *scene = scene_read_file(path);
    scene_run_to(scene, "36500d");
    const uint64_t fingerprint = run_fingerprint(scene->run);
    assert_true(fingerprint == run_fingerprint(scene->run));
    scene_close(scene);
    return fingerprint;
}

static void keep_row_of_step(void *context, const Row *row) {
    Scene *scene = context;
    scene->rows = realloc(scene->rows, (scene->row_count + 1) * sizeof *scene->rows);
    scene->rows[scene->row_count++] = *row;
}

static void is_the_same_in_small_steps(void **state) {
    const uint64_t fingerprint = fingerprint_in_one_go(*state);
    Scene *scene = scene_read_file(*state);
    const RowSink sink = {keep_row_of_step, scene, NULL};
    int32_t step = 1;
    for (int32_t at = 0; at < scene->plan.run_min; at += step, step = step % 701 + 50) {
        assert_int_equal(run_to(scene->run, at, &sink), RUN_IS_OVER);
        assert_int_equal(run_world(scene->run)->now, at);
    }
    assert_int_equal(run_to(scene->run, scene->plan.run_min, &sink), RUN_IS_OVER);
    assert_agreed_trace(scene, *state);
    assert_true(run_fingerprint(scene->run) == fingerprint);
    scene_close(scene);
}

/* The copy takes the place of the run it was made from, again and again; each original goes on alone. */
static void is_the_same_when_copied_on_the_way(void **state) {
    const uint64_t fingerprint = fingerprint_in_one_go(*state);
    Scene *scene = scene_read_file(*state);
    const RowSink sink = {keep_row_of_step, scene, NULL};
    for (int32_t part = 0; part < PARTINGS; part++) {
        assert_int_equal(run_to(scene->run, scene->plan.run_min / PARTINGS * part + part, &sink),
                         RUN_IS_OVER);
        Run *original = scene->run;
        scene->run = run_copy(original);
        assert_true(run_fingerprint(original) == run_fingerprint(scene->run));
        assert_int_equal(run_to(original, scene->plan.run_min, NULL), RUN_IS_OVER);
        assert_true(run_fingerprint(original) == fingerprint);
        run_destroy(original);
    }
    assert_int_equal(run_to(scene->run, scene->plan.run_min, &sink), RUN_IS_OVER);
    assert_agreed_trace(scene, *state);
    assert_true(run_fingerprint(scene->run) == fingerprint);
    scene_close(scene);
}

static struct CMUnitTest test_of(const char *path, const char *what, CMUnitTestFunction act) {
    const size_t size = strlen(path) + strlen(what) + 2;
    char *name = malloc(size);
    if (!name) abort();
    snprintf(name, size, "%s %s", path, what);
    return (struct CMUnitTest){.name = name, .test_func = act, .initial_state = (void *)(uintptr_t)path};
}

int main(void) {
    size_t count;
    char **paths = scene_files("tests/conformance", ".yaml", &count);
    if (count < CASES_LEAST) {
        fprintf(stderr, "tests/conformance holds %zu cases; there were %d\n", count, CASES_LEAST);
        return 1;
    }
    struct CMUnitTest *tests = calloc(count * WAYS, sizeof *tests);
    if (!tests) return 1;
    for (size_t i = 0; i < count; i++) {
        tests[WAYS * i] = test_of(paths[i], "gives the agreed trace", gives_the_agreed_trace);
        tests[WAYS * i + 1] = test_of(paths[i], "is the same in small steps", is_the_same_in_small_steps);
        tests[WAYS * i + 2] =
            test_of(paths[i], "is the same when copied on the way", is_the_same_when_copied_on_the_way);
    }
    const int failed = _cmocka_run_group_tests("conformance", tests, count * WAYS, NULL, NULL);
    for (size_t i = 0; i < count * WAYS; i++) free((void *)(uintptr_t)tests[i].name);
    for (size_t i = 0; i < count; i++) free(paths[i]);
    free(paths);
    free(tests);
    return failed;
}
