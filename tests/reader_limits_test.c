/* The largest that is read, the smallest that is not, and files that are large in every other way. */
#include "sim/base/limits.h"
#include "tests/support/scenario.h"
#include "tests/test.h"

#define MAK "product: windows-mak"

/* Reads what was written, which must be good. */
static void expect_good(Text *text) {
    assert_false(text->failed);
    Reading reading = scenario_read_bytes(text->bytes, text->length);
    for (size_t i = 0; i < reading.diagnostics.count; i++)
        print_error("%s\n", reading.diagnostics.items[i].text);
    assert_true(reading.good);
    scenario_close(&reading);
    text_free(text);
}

/* It has one error, of this code, here. */
static void expect_error(Text *text, const char *code, int line, int column) {
    assert_false(text->failed);
    Reading reading = scenario_read_bytes(text->bytes, text->length);
    assert_false(reading.good);
    assert_int_equal(reading.diagnostics.error_count, 1);
    const Diagnostic *item = &reading.diagnostics.items[0];
    assert_string_equal(item->code, code);
    assert_int_equal(item->position.line, line);
    assert_int_equal(item->position.column, column);
    scenario_close(&reading);
    text_free(text);
}

/* `count` lines; %u in each is its number. */
static Text lines(const char *before, unsigned count, const char *line, const char *after) {
    Text text = {0};
    text_add(&text, before);
    for (unsigned i = 0; i < count; i++) {
        const char *number = strstr(line, "%u");
        text_add_bytes(&text, line, number ? (size_t)(number - line) : strlen(line));
        if (!number) continue;
        text_add_int(&text, i);
        text_add(&text, number + 2);
    }
    text_add(&text, after);
    return text;
}

static void test_file_of(unsigned length, bool good) {
    Text text = {0};
    text_add(&text, BASE "# ");
    text_add_repeat(&text, 'x', length - text.length);
    if (good)
        expect_good(&text);
    else
        expect_error(&text, "too-large", 1, 1);
}

static void a_file_of_4_mib(void **state) {
    (void)state;
    test_file_of(LIMIT_FILE_BYTES, true);
}

static void a_file_of_4_mib_and_a_byte(void **state) {
    (void)state;
    test_file_of(LIMIT_FILE_BYTES + 1, false);
}

static void ten_million_machines(void **state) {
    (void)state;
    Text text = {0};
    text_add(&text, HEAD "machines: {a: {" MAK ", count: 9999998}, b: {" MAK ", count: 2}}\n");
    expect_good(&text);
}

static void ten_million_machines_and_one(void **state) {
    (void)state;
    Text text = {0};
    text_add(&text, HEAD "machines: {lab: {" MAK ", count: 10000001}}\n");
    expect_error(&text, "out-of-range", 3, 47);
}

static void one_machine_too_many_in_the_second_group(void **state) {
    (void)state;
    Text text = {0};
    text_add(&text, HEAD "machines:\n  a: {" MAK ", count: 9999998}\n  b: {" MAK ", count: 3}\n");
    expect_error(&text, "too-many", 5, 36);
}

static void one_machine_too_many_in_a_group_of_one(void **state) {
    (void)state;
    Text text = {0};
    text_add(&text, HEAD "machines:\n  a: {" MAK ", count: 10000000}\n  b: {" MAK "}\n");
    expect_error(&text, "too-many", 5, 3);
}

static void hosts(void **state) {
    (void)state;
    Text good = lines(BASE "hosts:\n", 1000, "  h%u: {}\n", ""),
         bad = lines(BASE "hosts:\n", 1001, "  h%u: {}\n", "");
    expect_good(&good);
    expect_error(&bad, "too-many", 1005, 3);
}

static void groups(void **state) {
    (void)state;
    Text good = lines(HEAD "machines:\n", 1000, "  g%u: {" MAK "}\n", "");
    Text bad = lines(HEAD "machines:\n", 1002, "  g%u: {" MAK "}\n", "");
    expect_good(&good);
    expect_error(&bad, "too-many", 1004, 3);
}

static void places(void **state) {
    (void)state;
    Text good = lines(BASE "places:\n", 1000, "  p%u: {}\n", ""),
         bad = lines(BASE "places:\n", 1001, "  p%u: {}\n", "");
    Text listed = lines(BASE "places:\n", 1000, "  - p%u\n", ""),
         long_list = lines(BASE "places:\n", 1001, "  - p%u\n", "");
    expect_good(&good);
    expect_error(&bad, "too-many", 1005, 3);
    expect_good(&listed);
    expect_error(&long_list, "too-many", 1005, 5);
}

static void products(void **state) {
    (void)state;
    Text good = lines(BASE "products:\n", 1000, "  p%u: {like: windows-mak}\n", "");
    Text bad = lines(BASE "products:\n", 1001, "  p%u: {like: windows-mak}\n", "");
    expect_good(&good);
    expect_error(&bad, "too-many", 1005, 3);
}

static void hosts_before_the_first_too_many_are_known(void **state) {
    (void)state;
    Text text = lines(BASE "hosts:\n", 1001, "  h%u: {}\n", "changes: [{at: 1d, host: h7, do: down}]\n");
    expect_error(&text, "too-many", 1005, 3);
}

static void changes(void **state) {
    (void)state;
    Text good = lines(BASE "changes:\n", 100000, "- {at: 1d, machines: lab, power: on}\n", "");
    Text bad = lines(BASE "changes:\n", 100001, "- {at: 1d, machines: lab, power: on}\n", "");
    expect_good(&good);
    expect_error(&bad, "too-many", 5, 1);
}

static void changes_again_and_again(void **state) {
    (void)state;
    Text good = {0}, bad = {0};
    text_add(&good, ABOUT "run: 1y\n" SERVER
                          "changes:\n- {at: 1m, every: 1m, until: 99999m, machines: lab, power: on}\n"
                          "- {at: 1m, machines: lab, power: on}\n");
    text_add(&bad, ABOUT "run: 1y\n" SERVER
                         "changes:\n- {at: 1m, every: 1m, until: 100000m, machines: lab, power: on}\n"
                         "- {at: 1m, machines: lab, power: on}\n");
    expect_good(&good);
    expect_error(&bad, "too-many", 5, 1);
}

static void claims(void **state) {
    (void)state;
    Text good = lines(BASE "expect:\n", 10000, "- {at: 1d, machines: lab, are: licensed}\n", "");
    Text bad = lines(BASE "expect:\n", 10001, "- {at: 1d, machines: lab, are: licensed}\n", "");
    expect_good(&good);
    expect_error(&bad, "too-many", 5, 1);
}

static void choices_are_claims_too(void **state) {
    (void)state;
    static const char LESSON[] =
        "lesson: [{at: 1d, ask: a, choices: [{say: a, if: {at: 1d, machines: lab, are: absent}},\n"
        "{say: b, if: {at: 1d, machines: lab, are: absent}}]}]\n";
    Text good = lines(BASE "expect:\n", 9998, "- {at: 1d, machines: lab, are: licensed}\n", LESSON);
    Text bad = lines(BASE "expect:\n", 9999, "- {at: 1d, machines: lab, are: licensed}\n", LESSON);
    expect_good(&good);
    expect_error(&bad, "too-many", 5, 1);
}

static void steps(void **state) {
    (void)state;
    Text good = lines(BASE "lesson:\n", 1000, "- {at: %um, say: a}\n", "");
    Text bad = lines(BASE "lesson:\n", 1001, "- {at: %um, say: a}\n", "");
    expect_good(&good);
    expect_error(&bad, "too-many", 5, 1);
}

static void values(void **state) {
    (void)state;
    Text bad = lines(BASE "places: [", 1000000, "a,", "]\n");
    expect_error(&bad, "too-many-values", 4, 10 + 2 * (LIMIT_VALUES - 16)); /* 16 stand before */
}

/* Lessons may be longer than any window. */
static void a_title_of_100000_characters(void **state) {
    (void)state;
    Text text = lines(BASE "title: ", 100000, "ü", "\n");
    expect_good(&text);
}

static void a_line_of_1_mib(void **state) {
    (void)state;
    Text good = lines(BASE "title: ", 1 << 18, "word", "\n"), bad = lines(BASE, 1 << 18, "word", "\n");
    expect_good(&good);
    expect_error(&bad, "no-colon", 4, 1);
}

static void two_million_lines(void **state) {
    (void)state;
    Text good = lines("", 2000000, "\n", BASE), bad = lines("", 2000000, "\n", BASE "zebra: 1\n");
    expect_good(&good);
    expect_error(&bad, "unknown-key", 2000004, 1);
}

static void ten_thousand_brackets(void **state) {
    (void)state;
    Text open = lines(BASE "places: ", 10000, "[", ""), closed = lines(BASE "places: ", 10000, "[", "");
    text_add_repeat(&closed, ']', 10000);
    expect_error(&open, "too-deep", 4, 9 + 15);
    expect_error(&closed, "too-deep", 4, 9 + 15);
}

static void four_mib_of_one_character(void **state) {
    (void)state;
    static const char OF[] = "[{]},:-?!&*|>'\"%@`#a \t\n\r\x01\x1b\x80\xff";
    for (size_t i = 0; i < sizeof OF; i++) {
        Text text = {0};
        text_add_repeat(&text, OF[i], LIMIT_FILE_BYTES);
        Reading reading = scenario_read_bytes(text.bytes, text.length);
        assert_false(reading.good);
        assert_true(reading.diagnostics.error_count > 0);
        scenario_close(&reading);
        text_free(&text);
    }
}

/* Machines there in each of a hundred thousand minutes, among ten million that start by luck. */
static void many_changes_to_many_machines(void **state) {
    (void)state;
    Text text = {0};
    text_add(&text, ABOUT
             "run: 2y\nmachines: {a: {" MAK ", count: 1000000, starts: {from: 0m, to: 1y, spread: random}},\n"
             "  b: {" MAK ", starts: 2y}}\n"
             "changes:\n- {at: 1y, every: 1m, until: 525650m, machines: \"a[2..999999]\", power: on}\n"
             "- {at: 0m, every: 10m, until: 299990m, machines: all, power: on}\n");
    expect_good(&text);
}

/* Every other of a hundred thousand is named again each minute, in which another is retired: what was looked
 * at once is not looked at again for those who are not in it. */
static void many_retired_beside_many_named(void **state) {
    (void)state;
    Text text = {0};
    text_add(&text, ABOUT "run: 1y\nmachines: {lab: {" MAK ", count: 200000}}\n"
                          "changes:\n- {at: 0m, every: 1m, until: 49999m, power: on, machines: [");
    for (unsigned i = 0; i < 100000; i++) text_add_format(&text, "%s'lab[%u]'", i ? "," : "", 2 * i + 1);
    text_add(&text, "]}\n");
    for (unsigned i = 0; i < 49999; i++)
        text_add_format(&text, "- {at: %um, machines: 'lab[%u]', retire: now}\n", i, 2 * i + 2);
    expect_good(&text);
}

/* The one that is missing is the last of nearly ten million each time. */
static void many_changes_before_the_last_machine_starts(void **state) {
    (void)state;
    Text text =
        lines(ABOUT "run: 1y\nmachines: {a: {" MAK ", count: 9999998, starts: {from: 0m, to: 1d, spread: "
                    "random}},\n  b: {" MAK ", count: 2, starts: 300d}}\nchanges:\n",
              70000, "- {at: 2d, machines: ['a[2..9999998]', b], power: on}\n", "");
    Reading reading = scenario_read_bytes(text.bytes, text.length);
    assert_int_equal(reading.diagnostics.error_count, 70000);
    for (size_t i = 0; i < reading.diagnostics.count; i++)
        assert_string_equal(reading.diagnostics.items[i].text, "'b-1' is not there at 2d: it starts at 300d");
    scenario_close(&reading);
    text_free(&text);
}

static void a_hundred_thousand_errors(void **state) {
    (void)state;
    Text text = lines(BASE "changes:\n", 100000, "- {a%u: 1}\n", "title: []\n");
    Reading reading = scenario_read_bytes(text.bytes, text.length);
    assert_false(reading.good);
    assert_true(reading.diagnostics.error_count > LIMIT_ERRORS);
    assert_true(reading.diagnostics.count < 10000); /* memory is bounded */
    scenario_close(&reading);
    text_free(&text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_of_4_mib),
        cmocka_unit_test(a_file_of_4_mib_and_a_byte),
        cmocka_unit_test(ten_million_machines),
        cmocka_unit_test(ten_million_machines_and_one),
        cmocka_unit_test(one_machine_too_many_in_the_second_group),
        cmocka_unit_test(one_machine_too_many_in_a_group_of_one),
        cmocka_unit_test(hosts),
        cmocka_unit_test(groups),
        cmocka_unit_test(places),
        cmocka_unit_test(products),
        cmocka_unit_test(hosts_before_the_first_too_many_are_known),
        cmocka_unit_test(changes),
        cmocka_unit_test(changes_again_and_again),
        cmocka_unit_test(claims),
        cmocka_unit_test(choices_are_claims_too),
        cmocka_unit_test(steps),
        cmocka_unit_test(values),
        cmocka_unit_test(a_title_of_100000_characters),
        cmocka_unit_test(a_line_of_1_mib),
        cmocka_unit_test(two_million_lines),
        cmocka_unit_test(ten_thousand_brackets),
        cmocka_unit_test(four_mib_of_one_character),
        cmocka_unit_test(many_changes_to_many_machines),
        cmocka_unit_test(many_retired_beside_many_named),
        cmocka_unit_test(many_changes_before_the_last_machine_starts),
        cmocka_unit_test(a_hundred_thousand_errors),
    };
    return cmocka_run_group_tests_name("limits", tests, NULL, NULL);
}
