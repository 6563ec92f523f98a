/* main: runs a fuzz target without a fuzzer: on each file of its corpus, or on those it is given, such as
 * what a fuzzer found; unlike that, it says which assertion failed. */
#include "tests/fuzz/fuzz.h"

#include "tests/support/scene.h"
#include "tests/test.h"

static void a_kept_input_is_taken(void **state) {
    static uint8_t bytes[1 << 20];
    FILE *file = fopen(*state, "rb");
    assert_non_null(file);
    const size_t length = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    assert_true(length < sizeof bytes);
    assert_int_equal(LLVMFuzzerTestOneInput(bytes, length), 0);
}

static void nothing_at_all_is_taken(void **state) {
    (void)state;
    assert_int_equal(LLVMFuzzerTestOneInput((const uint8_t *)"", 0), 0);
}

static char **kept_inputs(const char *program, size_t *out_count) {
    const char *slash = strrchr(program, '/');
    char folder[256];
    snprintf(folder, sizeof folder, "tests/fuzz/corpus/%s", slash ? slash + 1 : program);
    return scene_files(folder, "", out_count);
}

int main(int argc, char **argv) {
    size_t files = (size_t)argc - 1, count = 0;
    char **paths = argc > 1 ? argv + 1 : kept_inputs(argv[0], &files);
    struct CMUnitTest *tests = calloc(files + 1, sizeof *tests);
    if (!tests) return 3;
    for (size_t i = 0; i < files; i++)
        if (!strstr(paths[i], "/."))
            tests[count++] = (struct CMUnitTest){paths[i], a_kept_input_is_taken, NULL, NULL, paths[i]};
    tests[count] = (struct CMUnitTest)cmocka_unit_test(nothing_at_all_is_taken);
    /* A target without a corpus shows nothing. */
    const int failed = count ? _cmocka_run_group_tests(argv[0], tests, count + 1, NULL, NULL) : 1;
    for (size_t i = 0; i < files && argc == 1; i++) free(paths[i]);
    if (argc == 1) free(paths);
    free(tests);
    return failed;
}
