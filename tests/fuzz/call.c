/* call: what a call gives beside the file: an edit (path, value), a change, a measure, an instant, a word of
 * the command line each; parted by NULs. */
#include "tests/fuzz/fuzz.h"

#include "sim/run/measure.h"
#include "sim/scenario/instant.h"
#include "sim/scenario/reader.h"
#include "tests/support/plan_text.h"
#include "tests/test.h"
#include "ui/cli/options.h"

static const char FILE_BYTES[] =
    "about: a\nrun: 30d\nplaces: [vpn]\nproducts: {p.q: {like: office-ltsc, threshold: 3}}\n"
    "hosts: {k.1: {weight: 1}, k2: {priority: 2}}\n"
    "machines:\n  lab: {product: p.q, count: 4, starts: {from: 1d, to: 2d}}\n  pc: {product: windows-ad}\n"
    "changes: [{at: 3d, host: k2, do: down}, {at: 4d, machines: \"lab[2]\", power: off}]\n"
    "expect: [{first: 2d, machines: lab, are: licensed}]\n";

static void take_complaints(Diagnostics *diagnostics, bool is_read) {
    Text printed = {0};
    assert_false(diagnostics->out_of_memory);
    diagnostics_print(diagnostics, &printed, false);
    fuzz_assert_clean(printed.bytes, printed.length, "\n");
    assert_true(is_read || printed.length > 0);
    text_free(&printed);
    diagnostics_free(diagnostics);
}

static void edit_by(const char *path, const char *value) {
    Plan plan = {0};
    Diagnostics diagnostics = {.file = "call"};
    const Edit edit = {path, value};
    const bool good = plan_read_edited(&plan, FILE_BYTES, sizeof FILE_BYTES - 1, &edit, 1, &diagnostics);
    if (good && plan.machine_count < 10000) assert_plan_reads_back(&plan);
    take_complaints(&diagnostics, good);
    plan_free(&plan);
}

static void change_by(const char *text) {
    Plan plan = {0};
    Diagnostics diagnostics = {.file = "call"};
    Addition addition = {.text = text, .diagnostics = {.file = "--change"}};
    const bool good = plan_read_with(&plan, FILE_BYTES, sizeof FILE_BYTES - 1, &addition, 1, &diagnostics);
    assert_int_equal(diagnostics.error_count, 0); /* the file is right, whatever the change is */
    if (good) {
        assert_int_equal(plan.change_count, 3);
        assert_plan_reads_back(&plan);
    }
    take_complaints(&addition.diagnostics, good);
    take_complaints(&diagnostics, true);
    plan_free(&plan);
}

static void ask_for(const char *measured, const char *instant) {
    Plan plan = {0};
    Diagnostics diagnostics = {.file = "call"};
    Measure measure;
    char why[MEASURE_REASON] = "", reason[INSTANT_REASON] = "";
    int32_t at = 0;
    assert_true(plan_read(&plan, FILE_BYTES, sizeof FILE_BYTES - 1, &diagnostics));
    if (measure_parse(&plan, measured, &measure, why))
        assert_true(measure_divisor(measured) > 0 && measure.at >= 0 && measure.at <= plan.run_min);
    else
        fuzz_assert_clean(why, strlen(why), "\n");
    if (instant_parse(plan.start, plan.run_min, instant, &at, reason) == INSTANT_OK)
        assert_true(at >= 0 && at <= plan.run_min);
    else
        fuzz_assert_clean(reason, strlen(reason), "\n");
    plan_free(&plan);
    diagnostics_free(&diagnostics);
}

enum { WORDS_MOST = 12 };

static void call_with(const uint8_t *bytes, size_t length) {
    char program[] = "leaselab", *words[WORDS_MOST + 2] = {program}, *taken[WORDS_MOST + 2];
    int count = 1;
    while (length > 0 && count <= WORDS_MOST) words[count++] = fuzz_next_string(&bytes, &length);
    memcpy(taken, words, sizeof taken);
    Options options;
    Text message = {0};
    const int status = options_parse(count, words, &options, &message);
    assert_true(status == 0 || status == 2);
    assert_true(status == 0 || message.length > 0);
    fuzz_assert_clean(message.bytes, message.length, "\n");
    for (int i = 1; i < count; i++) free(taken[i]);
    text_free(&message);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
    char *strings[5];
    for (int i = 0; i < 5; i++) strings[i] = fuzz_next_string(&bytes, &length);
    edit_by(strings[0], strings[1]);
    change_by(strings[2]);
    ask_for(strings[3], strings[4]);
    call_with(bytes, length);
    for (int i = 0; i < 5; i++) free(strings[i]);
    return 0;
}
