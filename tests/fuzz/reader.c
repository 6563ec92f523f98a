/* reader: any bytes as a scenario file. What is wrong with it is said in clean lines, at places that are
 * there; what is taken is a plan that can be written out and read again. */
#include "tests/fuzz/fuzz.h"

#include "sim/scenario/reader.h"
#include "tests/support/plan_text.h"
#include "tests/test.h"

static void assert_complaints_are_sound(Diagnostics *diagnostics, const char *bytes, size_t length) {
    int lines = 1;
    for (size_t i = 0; i < length; i++) lines += bytes[i] == '\n';
    for (size_t i = 0; i < diagnostics->count; i++) {
        const Diagnostic *item = &diagnostics->items[i];
        assert_true(item->position.line >= 0 && item->position.line <= lines);
        assert_true(item->position.line == 0 || item->position.column >= 1);
        assert_true(item->position.width >= 1 && *item->code && *item->text);
        assert_null(strchr(item->text, '\n'));
    }
    Text printed = {0};
    diagnostics_print(diagnostics, &printed, false);
    assert_false(printed.failed);
    assert_true((printed.length > 0) == (diagnostics->error_count + diagnostics->warning_count > 0));
    fuzz_assert_clean(printed.bytes, printed.length, "\n");
    text_free(&printed);
}

/* Writing out takes time for each selection, and asks for a world. */
static bool is_small(const Plan *plan) {
    return plan->machine_count <= 10000 && plan->host_count <= 20;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
    Plan plan;
    Diagnostics diagnostics = {.file = "any.yaml"};
    const bool good = plan_read(&plan, (const char *)bytes, length, &diagnostics);
    assert_false(diagnostics.out_of_memory);
    assert_true(good == (diagnostics.error_count == 0));
    assert_complaints_are_sound(&diagnostics, (const char *)bytes, length);
    if (good && is_small(&plan)) assert_plan_reads_back(&plan);
    plan_free(&plan);
    diagnostics_free(&diagnostics);
    return 0;
}
