/* rows: any bytes as the file of a shard or journal of `sweep`: refused in clean lines; or taken, and then
 * written again and read again it is the same. */
#include "tests/fuzz/fuzz.h"

#include "tests/test.h"
#include "ui/cli/sweep_rows.h"

/* Of a sweep of many runs the room for figures takes the time. */
static bool is_large(const char *text) {
    const char *row = strchr(text, '\n');
    const char *runs = row ? strchr(row, ',') : NULL;
    return runs && strspn(runs + 1, "0123456789") > 3;
}

/* Of all runs that are there. The caller frees it. */
static char *written_again(const Sweep *sweep) {
    Text text = {0};
    sweep_rows_head(&text, sweep);
    for (uint32_t run = 0; run < sweep->runs; run++)
        if (sweep_has(sweep, run)) sweep_rows_add(&text, sweep, run);
    assert_false(text.failed);
    return text.bytes;
}

static void take_again(const Sweep *sweep) {
    char *once = written_again(sweep), *bytes = strdup(once);
    Sweep again = {0};
    Text message = {0};
    assert_non_null(bytes);
    if (sweep_rows_read(&again, bytes, "again.csv", true, &message) != 0)
        fail_msg("%s\n%s", message.bytes, once);
    char *twice = written_again(&again);
    assert_string_equal(twice, once);
    sweep_free(&again);
    free(once);
    free(twice);
    free(bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
    char *text = fuzz_string(bytes, length);
    Sweep sweep = {0};
    Text message = {0};
    if (!is_large(text)) {
        const int status = sweep_rows_read(&sweep, text, "any.csv", true, &message);
        assert_true((status != 0) == (message.length > 0));
        fuzz_assert_clean(message.bytes, message.length, "\n");
        if (status == 0 && sweep.runs) take_again(&sweep);
    }
    sweep_free(&sweep);
    text_free(&message);
    free(text);
    return 0;
}
