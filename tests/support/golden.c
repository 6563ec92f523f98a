#include "tests/test.h"

#include "tests/support/golden.h"
#include "tests/support/sandbox.h"

static void write_anew(const char *path, const char *text) {
    FILE *file = fopen(path, "wb");
    if (!file) fail_msg("cannot write %s", path);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

/* The line at a place, as far as it fits. */
static const char *line_at(const char *text, size_t at, char out[200]) {
    while (at > 0 && text[at - 1] != '\n') at--;
    snprintf(out, 200, "%.*s", (int)strcspn(text + at, "\n"), text + at);
    return out;
}

void assert_golden(const char *name, const char *text) {
    char path[256], expected[200], got[200];
    snprintf(path, sizeof path, "tests/golden/%s.txt", name);
    const char *mode = getenv("GOLDEN");
    if (mode && strcmp(mode, "write") == 0) write_anew(path, text);
    char *golden = sandbox_read(path, NULL);
    if (!golden) fail_msg("%s is missing; 'make golden' writes it", path);
    size_t at = 0, line = 1;
    for (; golden[at] && golden[at] == text[at]; at++) line += golden[at] == '\n';
    if (golden[at] != text[at])
        fail_msg("%s, line %zu\n  expected: %s\n  drawn:    %s", path, line, line_at(golden, at, expected),
                 line_at(text, at, got));
    free(golden);
}
