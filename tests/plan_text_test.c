/* What the reader made of a file says all of it: written out and read again, it is the same plan. */
#include "tests/test.h"

#include "tests/support/made_up.h"
#include "tests/support/plan_text.h"
#include "tests/support/scene.h"

static void a_file_written_out_and_read_again_is_the_same_plan(void **state) {
    Scene *scene = scene_read_file(*state);
    assert_plan_reads_back(&scene->plan);
    scene_close(scene);
}

static void so_is_any_scenario_made_up_by_chance(void **state) {
    (void)state;
    for (uint64_t trial = 0; trial < 100; trial++) {
        char *yaml = made_up(trial, 40);
        Scene *scene = scene_read(yaml);
        assert_plan_reads_back(&scene->plan);
        scene_close(scene);
        free(yaml);
    }
}

static void texts_keep_every_character(void **state) {
    (void)state;
    static const char WORDS[] =
        "a \"quoted\" \\ line\nand\ttab \x1b \xe2\x80\xae \xc3\xbc \xf0\x9f\xa6\x8a # : - [ {";
    Text yaml = {0};
    text_add(&yaml, "about: ");
    plan_text_quoted(&yaml, WORDS);
    text_add(&yaml, "\nrun: 1d\nmachines: {m: {product: windows-ad}}\n");
    Scene *scene = scene_read(yaml.bytes);
    assert_string_equal(scene->plan.about, WORDS);
    assert_plan_reads_back(&scene->plan);
    scene_close(scene);
    text_free(&yaml);
}

int main(void) {
    size_t cases, lessons, count = 0;
    char **case_files = scene_files("tests/conformance", ".yaml", &cases);
    char **lesson_files = scene_files("scenarios", ".yaml", &lessons);
    struct CMUnitTest *tests = calloc(cases + lessons + 2, sizeof *tests);
    if (!tests) return 3;
    for (size_t i = 0; i < cases + lessons; i++) {
        char *path = i < cases ? case_files[i] : lesson_files[i - cases];
        tests[count++] =
            (struct CMUnitTest){path, a_file_written_out_and_read_again_is_the_same_plan, NULL, NULL, path};
    }
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(so_is_any_scenario_made_up_by_chance);
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(texts_keep_every_character);
    const int failed = _cmocka_run_group_tests("plan_text", tests, count, NULL, NULL);
    for (size_t i = 0; i < cases + lessons; i++) free(i < cases ? case_files[i] : lesson_files[i - cases]);
    free(case_files);
    free(lesson_files);
    free(tests);
    return failed;
}
