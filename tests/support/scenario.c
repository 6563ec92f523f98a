#include "tests/support/scenario.h"

#include "sim/scenario/reader.h"
#include "tests/test.h"

enum { MOST_PLACES = 32 };

/* What a row's text is without its marks, and where they stood. */
typedef struct {
    char *bytes;
    size_t length;
    Position places[MOST_PLACES];
    size_t place_count;
} Marked;

static bool is_mark(const char *at, size_t rest) {
    return rest >= 2 && memcmp(at, "§", 2) == 0;
}

/* Counts on its own, that a mistake of the reader is not made here too: a character is a byte that continues
 * none. */
static Marked take_marks(const char *text, size_t length) {
    Marked marked = {.bytes = malloc(length + 1)};
    int line = 1, column = 1;
    assert_non_null(marked.bytes);
    for (size_t i = 0; i < length; i++) {
        if (is_mark(text + i, length - i)) {
            assert_true(marked.place_count < MOST_PLACES);
            marked.places[marked.place_count++] = (Position){line, column, 1};
            i++;
            continue;
        }
        marked.bytes[marked.length++] = text[i];
        if (text[i] == '\n') {
            line++;
            column = 1;
        } else if (((unsigned char)text[i] & 0xC0) != 0x80) {
            column++;
        }
    }
    marked.bytes[marked.length] = '\0';
    return marked;
}

Reading scenario_read_bytes(const char *bytes, size_t length) {
    /* A copy of just this size, so that a sanitizer sees every byte read beyond it. */
    Reading reading = {.bytes = malloc(length ? length : 1), .length = length};
    assert_non_null(reading.bytes);
    memcpy(reading.bytes, bytes, length);
    reading.diagnostics.file = "x.yaml";
    reading.good = plan_read(&reading.plan, reading.bytes, length, &reading.diagnostics);
    assert_false(reading.diagnostics.out_of_memory);
    assert_int_equal(reading.good, reading.diagnostics.error_count == 0);
    return reading;
}

Reading scenario_read(const char *text) {
    return scenario_read_bytes(text, strlen(text));
}

Reading scenario_read_good(const char *text) {
    Reading reading = scenario_read(text);
    for (size_t i = 0; i < reading.diagnostics.count; i++)
        print_error("%s\n", reading.diagnostics.items[i].text);
    assert_true(reading.good);
    assert_int_equal(reading.diagnostics.count, 0);
    return reading;
}

void scenario_close(Reading *reading) {
    plan_free(&reading->plan);
    diagnostics_free(&reading->diagnostics);
    free(reading->bytes);
}

/* Printing sorts; what is printed must be clean whatever the file holds. */
static void print_and_check(Reading *reading) {
    Text out = {0};
    diagnostics_print(&reading->diagnostics, &out, false);
    assert_false(out.failed);
    for (size_t i = 0; i < out.length;) {
        uint32_t point;
        const size_t size = utf8_decode(out.bytes + i, out.length - i, &point);
        assert_true(size > 0);
        assert_true(point == '\n' || !utf8_is_unsafe(point));
        i += size;
    }
    for (const char *line = out.bytes; line && *line;) { /* cmocka cuts what is longer than 1,024 bytes */
        const int length = (int)strcspn(line, "\n");
        print_message("%.*s\n", length, line);
        line += length + 1;
    }
    text_free(&out);
}

static bool says(const Diagnostic *item, const char *part) {
    return strstr(item->text, part) || (item->help && strstr(item->help, part));
}

static void check_complaints(const ScenarioRow *row, const Marked *marked, const Diagnostics *list) {
    const Severity severity = row->verdict == REFUSED ? SEVERITY_ERROR : SEVERITY_WARNING;
    size_t found = 0;
    for (size_t i = 0; i < list->count; i++) {
        const Diagnostic *item = &list->items[i];
        if (item->severity != severity) continue;
        assert_true(found < marked->place_count);
        assert_int_equal(item->position.line, marked->places[found].line);
        assert_int_equal(item->position.column, marked->places[found].column);
        if (found++ > 0) continue;
        if (row->code) assert_string_equal(item->code, row->code);
        for (size_t s = 0; s < 3 && row->says[s]; s++)
            if (!says(item, row->says[s])) fail_msg("'%s' is said nowhere", row->says[s]);
        assert_false(row->lacks && says(item, row->lacks));
    }
    assert_int_equal(found, marked->place_count);
}

static void test_row(void **state) {
    const ScenarioRow *row = *state;
    Marked marked = take_marks(row->text, row->length ? row->length : strlen(row->text));
    Reading reading = scenario_read_bytes(marked.bytes, marked.length);
    print_and_check(&reading);
    check_complaints(row, &marked, &reading.diagnostics);
    assert_int_equal(reading.diagnostics.error_count, row->verdict == REFUSED ? marked.place_count : 0);
    if (row->verdict == READ) assert_int_equal(reading.diagnostics.warning_count, 0);
    assert_int_equal(marked.place_count == 0, row->verdict == READ);
    free(marked.bytes);
    scenario_close(&reading);
}

int scenario_rows_run(const char *group, const ScenarioRow rows[], size_t count) {
    struct CMUnitTest *tests = calloc(count, sizeof *tests);
    if (!tests) return 1;
    for (size_t i = 0; i < count; i++)
        tests[i] = (struct CMUnitTest){rows[i].name, test_row, NULL, NULL, (void *)(uintptr_t)&rows[i]};
    const int failed = _cmocka_run_group_tests(group, tests, count, NULL, NULL);
    free(tests);
    return failed;
}
