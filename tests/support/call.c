#include "tests/support/call.h"

#include <limits.h>
#include <unistd.h>

#include "sim/base/text.h"

static struct CMUnitTest *tests;
static size_t test_count, test_capacity;
static char root[PATH_MAX], program[PATH_MAX];
static char *home;

/* ---- the folder --------------------------------------------------------------------------------------- */

static int enter_folder(void **state) {
    (void)state;
    home = sandbox_make();
    return chdir(home);
}

static int leave_folder(void **state) {
    (void)state;
    if (chdir(root) != 0) return -1;
    sandbox_remove(home);
    return 0;
}

void call_put(const char *name, const char *text) {
    sandbox_write(name, text, strlen(text));
}

Ran call(const char *line) {
    return program_run((const char *[]){"sh", "-c", line, NULL}, NULL);
}

char *call_out_of(const char *line, int status) {
    Ran ran = call(line);
    if (ran.status != status || ran.err_length) print_error("%s\n%s%s", line, ran.out, ran.err);
    assert_int_equal(ran.status, status);
    assert_string_equal(ran.err, "");
    free(ran.err);
    return ran.out;
}

char *call_out(const char *line) {
    return call_out_of(line, 0);
}

const char *call_root(void) {
    return root;
}

const char *call_program(void) {
    return program;
}

/* ---- what is looked for ------------------------------------------------------------------------------- */

void assert_clean(const char *bytes, size_t length) {
    for (size_t i = 0; i < length;) {
        uint32_t point = 0;
        const size_t size = utf8_decode(bytes + i, length - i, &point);
        if (size == 0) fail_msg("byte %zu, %02x, is no UTF-8", i, (unsigned char)bytes[i]);
        if (point != '\n' && utf8_is_unsafe(point)) fail_msg("U+%04X at byte %zu", (unsigned)point, i);
        i += size;
    }
}

void assert_parts(const char *text, const char *const parts[CALL_PARTS]) {
    if (!parts[0]) assert_string_equal(text, "");
    for (int i = 0; i < CALL_PARTS && parts[i]; i++) {
        const char *found = strstr(text, parts[i]);
        if (!found) fail_msg("'%s' is missing, or not where it should be", parts[i]);
        text = found + strlen(parts[i]);
    }
}

size_t count_of(const char *text, const char *part) {
    size_t count = 0;
    for (; (text = strstr(text, part)); text += strlen(part)) count++;
    return count;
}

/* ---- the tests ---------------------------------------------------------------------------------------- */

static void test_row(void **state) {
    const CallRow *row = *state;
    if (row->yaml) call_put("x.yaml", row->yaml);
    Ran ran = call(row->line);
    print_message("$ %s\n%s%s", row->line, row->is_raw ? "" : ran.out, row->is_raw ? "" : ran.err);
    assert_int_equal(ran.status, row->status);
    assert_parts(ran.out, row->out);
    assert_parts(ran.err, row->err);
    if (row->lacks) assert_null(strstr(ran.out, row->lacks));
    if (row->lacks) assert_null(strstr(ran.err, row->lacks));
    if (!row->is_raw) assert_clean(ran.out, ran.out_length);
    if (!row->is_raw) assert_clean(ran.err, ran.err_length);
    program_free(&ran);
}

void call_add(const char *name, CMUnitTestFunction test, const void *state) {
    if (test_count == test_capacity) {
        test_capacity = test_capacity ? 2 * test_capacity : 64;
        tests = realloc(tests, test_capacity * sizeof *tests);
        if (!tests) abort();
    }
    tests[test_count++] =
        (struct CMUnitTest){name, test, enter_folder, leave_folder, (void *)(uintptr_t)state};
}

void call_add_rows(const CallRow rows[], size_t count) {
    for (size_t i = 0; i < count; i++) call_add(rows[i].name, test_row, &rows[i]);
}

/* The same surroundings for all, whoever runs the tests. */
static void settle(void) {
    static const char *const UNSET[] = {"NO_COLOR", "COLUMNS",   "TERM",      "LC_ALL", "LANG",
                                        "TZ",       "MAKEFLAGS", "MAKELEVEL", "MFLAGS", "POSIXLY_CORRECT"};
    char path[3 * PATH_MAX], scenarios[PATH_MAX + 16];
    const char *given = getenv("LEASELAB"), *before = getenv("PATH");
    if (!given || !realpath(given, program) || !getcwd(root, sizeof root)) {
        fprintf(stderr, "LEASELAB must name the program that is tested\n");
        exit(99);
    }
    snprintf(path, sizeof path, "%.*s:%s", (int)(strrchr(program, '/') - program), program, before);
    snprintf(scenarios, sizeof scenarios, "%s/scenarios", root);
    setenv("PATH", path, 1);
    setenv("LEASELAB_SCENARIOS", scenarios, 1);
    for (size_t i = 0; i < sizeof UNSET / sizeof *UNSET; i++) unsetenv(UNSET[i]);
}

int call_run_group(const char *group) {
    settle();
    const int failed = _cmocka_run_group_tests(group, tests, test_count, NULL, NULL);
    free(tests);
    return failed;
}
