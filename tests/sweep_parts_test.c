/* What sweeps stand on: values set by their paths, figures taken of a run, and what many of them come to. */
#include "tests/test.h"

#include "sim/base/summary.h"
#include "sim/run/measure.h"
#include "sim/scenario/reader.h"
#include "tests/support/scenario.h"

/* ---- edits -------------------------------------------------------------------------------------------- */

static const char FILE_TEXT[] =
    "about: a\nrun: 40d\nhosts:\n  kms1: {renewal: 7d}\n  kms1.b: \n"
    "machines:\n  lab: {product: windows-client, count: 30, starts: {from: 0m, to: 10d, spread: random}}\n"
    "changes:\n  - {at: 20d, host: kms1, do: down}\n  - {at: 21d, host: kms1, do: up}\n";

static Reading edited(const Edit edits[], size_t count) {
    Reading reading = {.diagnostics = {.file = "x.yaml"}};
    reading.good =
        plan_read_edited(&reading.plan, FILE_TEXT, strlen(FILE_TEXT), edits, count, &reading.diagnostics);
    return reading;
}

static void values_are_set_by_their_paths(void **state) {
    (void)state;
    const Edit edits[] = {{"machines.lab.count", "12"},      {"hosts.kms1.renewal", "3d"},
                          {"hosts.kms1.b.renewal", "5d"},    {"run", "50d"},
                          {"seed", "18446744073709551615"},  {"changes.2.at", "30d"},
                          {"machines.lab.starts.to", "11d"}, {"machines.lab.jitter", "2h"}};
    Reading reading = edited(edits, sizeof edits / sizeof *edits);
    assert_true(reading.good);
    assert_int_equal(reading.plan.machine_count, 12);
    assert_int_equal(reading.plan.hosts[0].host.renewal_min, 3 * 1440);
    assert_int_equal(reading.plan.hosts[1].host.renewal_min, 5 * 1440);
    assert_int_equal(reading.plan.run_min, 50 * 1440);
    assert_true(reading.plan.seed == UINT64_MAX);
    assert_int_equal(reading.plan.changes[0].at, 20 * 1440);
    assert_int_equal(reading.plan.changes[1].at, 30 * 1440);
    assert_int_equal(reading.plan.groups[0].starts_to, 11 * 1440);
    assert_int_equal(reading.plan.groups[0].jitter_min, 120);
    scenario_close(&reading);
}

static void a_map_gives_way_to_a_value(void **state) {
    (void)state;
    Reading reading = edited(&(Edit){"machines.lab.starts", "2d"}, 1);
    assert_true(reading.good);
    assert_int_equal(reading.plan.groups[0].starts_from, 2 * 1440);
    scenario_close(&reading);
}

static void no_edits_are_the_file_itself(void **state) {
    (void)state;
    Reading plain = scenario_read(FILE_TEXT), reading = edited(NULL, 0);
    assert_true(reading.good);
    assert_int_equal(reading.plan.machine_count, plain.plan.machine_count);
    scenario_close(&reading);
    scenario_close(&plain);
}

static void a_wrong_edit_is_named_with_what_was_wrong(void **state) {
    (void)state;
    static const struct {
        Edit edit;
        const char *code, *says, *helps;
    } CASES[] = {
        {{"machnes.lab.count", "1"}, "wrong-path", "'machnes'", "did you mean 'machines'?"},
        {{"machines.lba.count", "1"}, "wrong-path", "'lba'", "did you mean 'lab'?"},
        {{"machines.lba", "1"}, "wrong-path", "'lba'", "lab"},
        {{"machines.lab.cuont", "1"}, "unknown-key", "'cuont'", "did you mean 'count'?"},
        {{"machines.lab.on.chance", "1%"}, "wrong-path", "'on'", "product, count, starts"},
        {{"changes.3.at", "1d"}, "wrong-path", "no entry '3'", NULL},
        {{"changes.0.at", "1d"}, "wrong-path", "no entry '0'", NULL},
        {{"run.x", "1"}, "wrong-path", "no 'x'", NULL},
        {{"machines.lab.", "1"}, "wrong-path", "''", NULL},
        {{"machines.lab", "1"}, "wrong-kind", "expected a map", NULL},
        {{"machines.lab.count", "many"}, "not-a-number", "many", NULL},
        {{"hosts.kms1.renewal", "40d"}, "out-of-range", "15m to 30d", NULL},
        {{"run", "1d\n"}, "control-character", "printable", NULL},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        Reading reading = edited(&CASES[i].edit, 1);
        assert_false(reading.good);
        const Diagnostic *item = &reading.diagnostics.items[0];
        for (size_t d = 0; d < reading.diagnostics.count; d++)
            if (reading.diagnostics.items[d].position.line == 0) item = &reading.diagnostics.items[d];
        assert_string_equal(item->code, CASES[i].code);
        assert_int_equal(item->position.line, 0);
        assert_non_null(strstr(item->text, "--vary "));
        assert_non_null(strstr(item->text, CASES[i].edit.path));
        assert_non_null(strstr(item->text, CASES[i].says));
        if (CASES[i].helps) assert_non_null(strstr(item->help, CASES[i].helps));
        scenario_close(&reading);
    }
}

/* ---- summaries ---------------------------------------------------------------------------------------- */

static void a_summary_is_what_was_reckoned_by_hand(void **state) {
    (void)state;
    /* s^2 = 2.5, t(4) = 2.776, half width 2.776 * sqrt(2.5 / 5) = 1.96293… */
    int64_t values[] = {5, 3, 1, 4, 2};
    const Summary summary = summary_of(values, 5, 1);
    assert_int_equal(summary.count, 5);
    assert_int_equal(summary.mean, 30000);
    assert_int_equal(summary.median, 30000);
    assert_int_equal(summary.low, 12000);
    assert_int_equal(summary.high, 48000);
    assert_true(summary.has_interval);
    assert_int_equal(summary.interval_from, 30000 - 19629);
    assert_int_equal(summary.interval_to, 30000 + 19629);
}

static void quantiles_lie_between_neighbours_and_halves_are_rounded_up(void **state) {
    (void)state;
    int64_t values[] = {0, 1, 1};
    const Summary thirds = summary_of(values, 3, 1);
    assert_int_equal(thirds.mean, 6667);
    assert_int_equal(thirds.median, 10000);
    assert_int_equal(thirds.low, 1000); /* at place 0.1 */
    int64_t half[] = {1};
    assert_int_equal(summary_of(half, 1, 8).mean, 1250);
    assert_int_equal(summary_of(half, 1, 1440).mean, 7); /* 6.94 */
    half[0] = 9;
    assert_int_equal(summary_of(half, 1, 1440).mean, 63); /* 62.5 */
}

static void one_value_has_no_interval_and_none_has_nothing(void **state) {
    (void)state;
    int64_t values[] = {7};
    assert_false(summary_of(values, 1, 1).has_interval);
    assert_int_equal(summary_of(values, 1, 1).median, 70000);
    assert_int_equal(summary_of(values, 0, 1).count, 0);
}

static void equal_values_have_an_interval_of_no_width(void **state) {
    (void)state;
    int64_t values[200];
    for (size_t i = 0; i < 200; i++) values[i] = SUMMARY_VALUE_MOST;
    const Summary summary = summary_of(values, 200, 1440);
    assert_int_equal(summary.interval_from, summary.mean);
    assert_int_equal(summary.interval_to, summary.mean);
}

/* Half of the values 0, half of them 2 a: s^2 is a^2 n / (n - 1), so the half width t a / sqrt(n - 1). */
static void the_largest_values_still_fit(void **state) {
    (void)state;
    enum { MANY = 1000000 };
    int64_t *values = calloc(MANY, sizeof *values);
    assert_non_null(values);
    for (size_t i = 0; i < MANY; i += 2) values[i] = SUMMARY_VALUE_MOST;
    const Summary summary = summary_of(values, MANY, 1440);
    const double expected = 1.962 * (double)(SUMMARY_VALUE_MOST / 2) / 999.9995 / 1440 * 10000;
    const double got = (double)(summary.interval_to - summary.mean);
    assert_true(got > expected * 0.999999 && got < expected * 1.000001);
    assert_int_equal(summary.interval_to - summary.mean, summary.mean - summary.interval_from);
    free(values);
}

static void figures_are_written_with_four_decimals(void **state) {
    (void)state;
    Text text = {0};
    const int64_t figures[] = {0, 5, -5, 10000, -123456};
    for (size_t i = 0; i < 5; i++) {
        summary_add_figure(&text, figures[i]);
        text_add_char(&text, ' ');
    }
    assert_string_equal(text.bytes, "0.0000 0.0005 -0.0005 1.0000 -12.3456 ");
    text_free(&text);
}

/* ---- measures ----------------------------------------------------------------------------------------- */

static void measures_are_what_a_run_comes_to(void **state) {
    (void)state;
    Reading reading = scenario_read(
        "run: 20d\nhosts: {a: }\nproducts: {p: {like: windows-client, threshold: 2, lease: 10d}}\n"
        "machines: {m: {product: p}, n: {product: p, starts: 3h, count: 2}}\n"
        "changes: [{at: 5d, host: a, do: down}]\n"
        "expect: [{by: 1d, machines: m, are: licensed}, {at: 1d, machines: n, are: licensed, count: 1}]\n");
    assert_true(reading.good);
    static const struct {
        const char *text;
        int64_t figure;
    } CASES[] = {
        {"licensed(all) at 3h", 2}, /* m asks again at 4h */
        {"licensed(all) at 4h", 3},
        {"licensed(n) at 4h", 2},
        {"absent(n) at 2h59m", 2},
        {"first(1)", 240},
        {"first(2)", MEASURE_MISSING}, /* both are granted at once */
        {"lapses(m)", 1},
        {"lapses(all)", 3},
        {"unlicensed(m)", 240 + (20 * 1440 - (240 + 10 * 1440))},
        {"count(a.windows) at 4h", 3},
        {"count(a.office) at 20d", 0},
    };
    enum { COUNT = sizeof CASES / sizeof *CASES };
    Measure measures[COUNT];
    int64_t figures[COUNT];
    char reason[MEASURE_REASON];
    for (size_t i = 0; i < COUNT; i++)
        assert_true(measure_parse(&reading.plan, CASES[i].text, &measures[i], reason));
    assert_true(measures_take(&reading.plan, measures, COUNT, figures));
    for (size_t i = 0; i < COUNT; i++) assert_int_equal(figures[i], CASES[i].figure);
    assert_int_equal(measure_divisor("unlicensed(m)"), 1440);
    assert_int_equal(measure_divisor("lapses(m)"), 1);
    scenario_close(&reading);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_are_set_by_their_paths),
        cmocka_unit_test(a_map_gives_way_to_a_value),
        cmocka_unit_test(no_edits_are_the_file_itself),
        cmocka_unit_test(a_wrong_edit_is_named_with_what_was_wrong),
        cmocka_unit_test(a_summary_is_what_was_reckoned_by_hand),
        cmocka_unit_test(quantiles_lie_between_neighbours_and_halves_are_rounded_up),
        cmocka_unit_test(one_value_has_no_interval_and_none_has_nothing),
        cmocka_unit_test(equal_values_have_an_interval_of_no_width),
        cmocka_unit_test(the_largest_values_still_fit),
        cmocka_unit_test(figures_are_written_with_four_decimals),
        cmocka_unit_test(measures_are_what_a_run_comes_to),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
