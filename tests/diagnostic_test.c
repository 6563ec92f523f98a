/* How complaints are printed: the form, the caret, the order, and that nothing of a file can do harm. */
#include "tests/support/scenario.h"
#include "tests/test.h"

#include "sim/base/limits.h"

/* Prints what is wrong with a file; the caller frees it. */
static Text printed(const char *text, bool colour) {
    Reading reading = scenario_read(text);
    Text out = {0};
    diagnostics_print(&reading.diagnostics, &out, colour);
    assert_false(out.failed);
    scenario_close(&reading);
    return out;
}

typedef struct {
    const char *name, *text, *expected;
} Row;

static const Row ROWS[] = {
    {"nothing_to_say", BASE, NULL},
    {"an_error_with_its_line_and_a_caret", BASE "seed: x\n",
     "x.yaml:4:7: error: seed 'x' is not a whole number: only the digits 0 to 9 may stand in it "
     "[not-a-number]\n"
     "     4 | seed: x\n"
     "       |       ^\n"},
    {"a_key_is_underlined", BASE "sead: 5\n",
     "x.yaml:4:1: error: unknown key 'sead' in a scenario [unknown-key]\n"
     "     4 | sead: 5\n"
     "       | ^~~~\n"
     "       = expected: title, about, start, run, seed, places, products, hosts, machines, changes, expect, "
     "lesson\n"
     "       = did you mean 'seed'?\n"},
    {"a_text_in_quotes_is_underlined_with_them", BASE "seed: \"x\"\n",
     "x.yaml:4:7: error: seed 'x' is not a whole number: only the digits 0 to 9 may stand in it "
     "[not-a-number]\n"
     "     4 | seed: \"x\"\n"
     "       |       ^~~\n"},
    {"a_warning", HEAD "machines: {a: {product: windows-client, count: 12}}\n",
     "x.yaml:3:12: warning: the threshold of 'a' can never be reached: 25 > 12, the ids in pool 'windows' "
     "[threshold-out-of-reach]\n"
     "     3 | machines: {a: {product: windows-client, count: 12}}\n"
     "       |            ^\n"
     "       = its machines are counted, and never licensed\n"},
    {"the_caret_counts_characters", BASE "lesson: [{at: 0m, say: \"Füße, 日本 😀\", x: 1}]\n",
     "x.yaml:4:38: error: unknown key 'x' in a step of the lesson [unknown-key]\n"
     "     4 | lesson: [{at: 0m, say: \"Füße, 日本 😀\", x: 1}]\n"
     "       |                                      ^\n"
     "       = expected: at, say, ask, choices, show, note\n"},
    {"the_caret_counts_what_is_shown_of_a_bad_character", BASE "title: \x01\x02\n",
     "x.yaml:4:8: error: a control character (U+0001) is not allowed here [control-character]\n"
     "     4 | title: \\x01\\x02\n"
     "       |        ^\n"
     "       = only printable characters, tabs, LF and CRLF may stand in a scenario\n"
     "x.yaml:4:9: error: a control character (U+0002) is not allowed here [control-character]\n"
     "     4 | title: \\x01\\x02\n"
     "       |            ^\n"
     "       = only printable characters, tabs, LF and CRLF may stand in a scenario\n"},
    {"a_bidirectional_mark_is_shown_as_a_code",
     BASE "title: \"\xE2\x80\xAE\" # \xE2\x80\x8B\nsead: \xE2\x80\xAE\n",
     "x.yaml:5:1: error: unknown key 'sead' in a scenario [unknown-key]\n"
     "     5 | sead: \\u202e\n"
     "       | ^~~~\n"
     "       = expected: title, about, start, run, seed, places, products, hosts, machines, changes, expect, "
     "lesson\n"
     "       = did you mean 'seed'?\n"},
    {"a_line_that_ends_in_crlf", "about: a\r\nrun: 30d\r\nseed: x\r\n" SERVER,
     "x.yaml:3:7: error: seed 'x' is not a whole number: only the digits 0 to 9 may stand in it "
     "[not-a-number]\n"
     "     3 | seed: x\n"
     "       |       ^\n"},
    {"a_byte_order_mark_is_no_column", "\xEF\xBB\xBFseed: x\n" BASE,
     "x.yaml:1:7: error: seed 'x' is not a whole number: only the digits 0 to 9 may stand in it "
     "[not-a-number]\n"
     "     1 | seed: x\n"
     "       |       ^\n"},
    {"the_last_line_without_newline", BASE "seed: x",
     "x.yaml:4:7: error: seed 'x' is not a whole number: only the digits 0 to 9 may stand in it "
     "[not-a-number]\n"
     "     4 | seed: x\n"
     "       |       ^\n"},
    {"a_text_of_several_lines_is_underlined_on_its_first", BASE "seed: \"x\n  y\"\n",
     "x.yaml:4:7: error: seed 'x y' is not a whole number: only the digits 0 to 9 may stand in it "
     "[not-a-number]\n"
     "     4 | seed: \"x\n"
     "       |       ^~\n"},
    {"what_is_no_text_is_not_shown", "\x89PNG\r\n\x1A\n",
     "x.yaml:1:1: error: this is not a text file [not-text]\n"},
    {"bytes_that_are_no_utf_8", BASE "title: \xFF\xFE\n",
     "x.yaml:4:8: error: the byte \\xff is not valid UTF-8 [not-utf8]\n"
     "     4 | title: \\xff\\xfe\n"
     "       |        ^\n"
     "       = save the file as UTF-8\n"},
    {"percent_signs_are_text", BASE "\"%s%n%d\": 1\n",
     "x.yaml:4:1: error: unknown key '%s%n%d' in a scenario [unknown-key]\n"
     "     4 | \"%s%n%d\": 1\n"
     "       | ^~~~~~~~\n"
     "       = expected: title, about, start, run, seed, places, products, hosts, machines, changes, expect, "
     "lesson\n"},
    {"a_newline_in_a_name_begins_no_line", BASE "\"a\\nx.yaml:1:1: error: forged\": 1\n",
     "x.yaml:4:1: error: unknown key 'a\\x0ax.yaml:1:1: error: forged' in a scenario [unknown-key]\n"
     "     4 | \"a\\nx.yaml:1:1: error: forged\": 1\n"
     "       | ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~\n"
     "       = expected: title, about, start, run, seed, places, products, hosts, machines, changes, expect, "
     "lesson\n"},
};

static void test_row(void **state) {
    const Row *row = *state;
    Text out = printed(row->text, false);
    if (row->expected)
        assert_string_equal(out.bytes, row->expected);
    else
        assert_int_equal(out.length, 0);
    text_free(&out);
}

static void long_lines_are_cut_around_the_caret(void **state) {
    (void)state;
    Text text = {0};
    text_add(&text, BASE "lesson: [{at: 0m, say: ");
    for (int i = 0; i < 500; i++) text_add(&text, "ü");
    text_add(&text, ", x: ");
    text_add_repeat(&text, 'y', 500);
    text_add(&text, "}]\n");
    Text out = printed(text.bytes, false);
    const char *source = strstr(out.bytes, "\n     4 | ") + 10,
               *caret = strstr(out.bytes, "\n       | ") + 10;
    const size_t shown = utf8_length(source, (size_t)(strchr(source, '\n') - source));
    const size_t before = (size_t)(strchr(caret, '^') - caret);
    assert_true(shown <= 102);
    const char *at = source;
    for (size_t i = 0; i < before; i++) {
        uint32_t point;
        at += utf8_decode(at, strlen(at), &point);
    }
    assert_memory_equal(at, "x: yyy", 6); /* the caret is below the key */
    assert_memory_equal(source, "…", 3);
    assert_memory_equal(strchr(source, '\n') - 3, "…", 3);
    text_free(&out);
    text_free(&text);
}

static Text many_errors(unsigned count) {
    Text text = {0}, out;
    text_add(&text, BASE "changes:\n");
    for (unsigned i = 0; i < count; i++) text_add(&text, "- {at: 1d, machines: labb, power: off}\n");
    out = printed(text.bytes, false);
    text_free(&text);
    return out;
}

static size_t occurrences(const char *in, const char *of) {
    size_t found = 0;
    for (const char *at = in; (at = strstr(at, of)); at++) found++;
    return found;
}

static void twenty_errors_are_shown(void **state) {
    (void)state;
    Text out = many_errors(20);
    assert_int_equal(occurrences(out.bytes, ": error: "), 20);
    assert_null(strstr(out.bytes, "more"));
    text_free(&out);
}

static void one_more_error_is_counted(void **state) {
    (void)state;
    Text out = many_errors(21);
    assert_int_equal(occurrences(out.bytes, ": error: "), LIMIT_ERRORS);
    assert_non_null(strstr(out.bytes, "\nx.yaml: and 1 more error\n"));
    text_free(&out);
}

static void more_errors_are_counted(void **state) {
    (void)state;
    Text out = many_errors(1020);
    assert_int_equal(occurrences(out.bytes, ": error: "), LIMIT_ERRORS);
    assert_non_null(strstr(out.bytes, "\nx.yaml: and 1000 more errors\n"));
    assert_non_null(strstr(out.bytes, "x.yaml:5:22: error: "));
    assert_null(strstr(out.bytes, "x.yaml:25:"));
    text_free(&out);
}

/* Sections are not read in the order in which they stand, and yet the first errors of the file are shown. */
static void the_first_errors_of_a_file_are_shown(void **state) {
    (void)state;
    Text text = {0};
    text_add(&text, HEAD SERVER "seed: x\nexpect: [{at: 1d, machines: labb, are: licensed}]\nhosts:\n");
    for (int i = 0; i < 1000; i++) text_add_format(&text, "  h%d: {a: 1, b: 2, c: 3, d: 4, e: 5}\n", i);
    Text out = printed(text.bytes, false);
    assert_memory_equal(out.bytes, "x.yaml:4:7: error: ", 19);
    assert_non_null(strstr(out.bytes, "\nx.yaml:5:29: error: "));
    text_free(&out);
    text_free(&text);
}

static Diagnostics twenty_thousand_warnings(void) {
    Diagnostics list = {.file = "x"};
    for (int i = 0; i < 20000; i++)
        diagnostics_add(&list, SEVERITY_WARNING, "w", (Position){i + 1, 1, 1}, NULL, "w");
    return list;
}

static void so_many_warnings_are_enough(void **state) {
    (void)state;
    Diagnostics list = twenty_thousand_warnings();
    Text out = {0};
    diagnostics_print(&list, &out, false);
    assert_memory_equal(out.bytes, "x:1:1: warning: w [w]\nx:2:1: warning", 36);
    assert_non_null(strstr(out.bytes, "x:20:1: warning: w [w]\nx: and 19980 more warnings\n"));
    text_free(&out);
    diagnostics_free(&list);
}

static void warnings_do_not_crowd_out_errors(void **state) {
    (void)state;
    Diagnostics list = twenty_thousand_warnings();
    for (int i = 20000; i > 0; i--)
        diagnostics_add(&list, SEVERITY_ERROR, "e", (Position){i, 2, 1}, "h", "%d", i);
    Text out = {0};
    diagnostics_print(&list, &out, false);
    assert_memory_equal(out.bytes, "x:1:2: error: 1 [e]\n       = h\nx:2:2: error", 43);
    assert_non_null(strstr(out.bytes, "x:20:2: error: 20 [e]\n       = h\nx: and 19980 more errors\n"));
    assert_null(strstr(out.bytes, "warning"));
    assert_true(list.count < 10000);
    text_free(&out);
    diagnostics_free(&list);
    assert_int_equal(list.count, 0);
}

static void what_is_found_first_stands_first_in_one_place(void **state) {
    (void)state;
    Diagnostics list = {.file = "x"};
    for (int i = 0; i < 5; i++)
        diagnostics_add(&list, SEVERITY_ERROR, "e", (Position){2, 1, 1}, NULL, "%d", i);
    diagnostics_add(&list, SEVERITY_ERROR, "e", (Position){0, 0, 1}, NULL, "whole");
    Text out = {0};
    diagnostics_print(&list, &out, false);
    assert_string_equal(out.bytes, "x: error: whole [e]\nx:2:1: error: 0 [e]\nx:2:1: error: 1 [e]\n"
                                   "x:2:1: error: 2 [e]\nx:2:1: error: 3 [e]\nx:2:1: error: 4 [e]\n");
    text_free(&out);
    diagnostics_free(&list);
}

static void a_hostile_file_name_does_no_harm(void **state) {
    (void)state;
    Diagnostics list = {.file = "\x1b]0;a\a\xFF"};
    diagnostics_add(&list, SEVERITY_ERROR, "e", (Position){1, 1, 1}, NULL, "t");
    Text out = {0};
    diagnostics_print(&list, &out, false);
    assert_string_equal(out.bytes, "\\x1b]0;a\\x07\\xff:1:1: error: t [e]\n");
    text_free(&out);
    diagnostics_free(&list);
}

static void colours_are_only_added(void **state) {
    (void)state;
    Text plain = printed(BASE "seed: x\n", false), coloured = printed(BASE "seed: x\n", true), without = {0};
    for (const char *at = coloured.bytes; *at; at++) {
        if (*at == '\x1b')
            at = strchr(at, 'm');
        else
            text_add_char(&without, *at);
    }
    assert_true(coloured.length > plain.length);
    assert_string_equal(without.bytes, plain.bytes);
    text_free(&plain);
    text_free(&coloured);
    text_free(&without);
}

int main(void) {
    enum { COUNT = sizeof ROWS / sizeof ROWS[0] };
    struct CMUnitTest rows[COUNT];
    for (size_t i = 0; i < COUNT; i++)
        rows[i] = (struct CMUnitTest){ROWS[i].name, test_row, NULL, NULL, (void *)(uintptr_t)&ROWS[i]};
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(long_lines_are_cut_around_the_caret),
        cmocka_unit_test(twenty_errors_are_shown),
        cmocka_unit_test(one_more_error_is_counted),
        cmocka_unit_test(more_errors_are_counted),
        cmocka_unit_test(the_first_errors_of_a_file_are_shown),
        cmocka_unit_test(so_many_warnings_are_enough),
        cmocka_unit_test(warnings_do_not_crowd_out_errors),
        cmocka_unit_test(what_is_found_first_stands_first_in_one_place),
        cmocka_unit_test(a_hostile_file_name_does_no_harm),
        cmocka_unit_test(colours_are_only_added),
    };
    return cmocka_run_group_tests_name("what is printed", rows, NULL, NULL) +
           cmocka_run_group_tests_name("lists of complaints", tests, NULL, NULL);
}
