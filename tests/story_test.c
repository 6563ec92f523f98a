/* What `run` tells, as a person sees it; and a run as a place in which one can go anywhere. */
#include "tests/support/call.h"

#include "sim/run/timeline.h"
#include "tests/support/scene.h"

static const char FIFTH[] = "title: The fifth laptop\n"
                            "about: Four wait for a fifth.\n"
                            "run: 30d\n"
                            "hosts: {kms1: {}}\n"
                            "machines:\n"
                            "  marketing: {product: office-ltsc, count: 4}\n"
                            "  sarah: {product: office-ltsc, starts: 2d}\n"
                            "expect:\n"
                            "  - {at: 1h, machines: marketing, last: count-insufficient}\n"
                            "  - {first: 2d, machines: sarah, are: licensed}\n"
                            "  - {at: 2d1h, machines: marketing, are: licensed, count: 4}\n"
                            "  - {at: 2d, host: kms1, pool: office, count: 5}\n"
                            "lesson:\n"
                            "  - at: 1d\n"
                            "    ask: What happens when Sarah comes?\n"
                            "    choices:\n"
                            "      - {say: All five at once, if: {at: 2d, machines: all, are: licensed}}\n"
                            "      - {say: Only Sarah, if: {at: 2d, machines: sarah, are: licensed}}\n";

static const char FIFTH_HEAD[] = "The fifth laptop\n"
                                 "Four wait for a fifth.\n"
                                 "5 machines, 1 host, 30d from Mon 5 Jan 2026 00:00, seed 1\n"
                                 "\n";

static const char FIFTH_STORY[] =
    "  0m                  marketing (4 machines) are installed: initial-grace until 30d (Wed 4 Feb 2026 "
    "00:00)\n"
    "  0m-2d               marketing (4 machines) ask kms1 100 times: the count is 1 to 4, 5 are needed: "
    "stays in initial-grace\n"
    "  2d                  sarah is installed: initial-grace until 32d (Fri 6 Feb 2026 00:00)\n"
    "  2d                  sarah asks kms1: the count is 5, 5 are needed: licensed until 182d (Mon 6 Jul "
    "2026 00:00)\n"
    "  2d2h                marketing (4 machines) ask kms1: the count is 5, 5 are needed: licensed until "
    "182d2h (Mon 6 Jul 2026 02:00)\n"
    "  9d-30d              sarah asks kms1 4 times: the count is 5, 5 are needed: renewed until 210d (Mon 3 "
    "Aug 2026 00:00)\n"
    "  9d2h-23d2h          marketing (4 machines) ask kms1 12 times: the count is 5, 5 are needed: renewed "
    "until 203d2h (Mon 27 Jul 2026 02:00)\n";

static const char FIFTH_END[] =
    "\n"
    "At the end, 30d (Wed 4 Feb 2026 00:00)\n"
    "  marketing            4 office-ltsc: all licensed\n"
    "  sarah                1 office-ltsc: licensed\n"
    "  kms1                 counts 5 of office, 0 of windows\n"
    "\n"
    "Claims: 3 of 4 held\n"
    "  held    at 1h: marketing had count-insufficient at the last attempt (line 9)\n"
    "  held    first at 2d: sarah is licensed (line 10)\n"
    "  FAILED  at 2d1h: 4 of marketing are licensed (line 11)\n"
    "          at 2d1h it was so for 0 of 4; it was so from 2d2h to 30d\n"
    "  held    at 2d: kms1 counts 5 of office (line 12)\n"
    "\n"
    "Questions\n"
    "  1d  What happens when Sarah comes?\n"
    "    false  All five at once\n"
    "    true   Only Sarah\n"
    "\n"
    "Fingerprint ";

/* ---- the whole story -------------------------------------------------------------------------------------- */

/* The text begins with the part; answers what is behind it. */
static const char *skip(const char *text, const char *part) {
    if (strncmp(text, part, strlen(part)) != 0) assert_string_equal(text, part);
    return text + strlen(part);
}

static void a_run_is_told_from_its_title_to_its_fingerprint(void **state) {
    (void)state;
    call_put("fifth.yaml", FIFTH);
    char *out = call_out_of("leaselab run fifth.yaml", 1);
    const char *rest = skip(skip(skip(out, FIFTH_HEAD), FIFTH_STORY), FIFTH_END);
    assert_int_equal(strspn(rest, "0123456789abcdef"), 16);
    assert_string_equal(rest + 16, "\n");
    free(out);
}

static void a_run_told_twice_is_the_same_bytes(void **state) {
    (void)state;
    call_put("fifth.yaml", FIFTH);
    char *once = call_out_of("leaselab run fifth.yaml", 1);
    char *twice = call_out_of("leaselab run fifth.yaml fifth.yaml", 1);
    const char *rest = skip(skip(twice, once), "\n");
    assert_string_equal(rest, once);
    free(once);
    free(twice);
}

/* Every line of the stories between head and end. */
static size_t lines_of_story(const char *out) {
    const char *from = strstr(out, "\n\n"), *to = strstr(out, "\n\nAt the end, ");
    assert_true(from && to && from < to);
    size_t lines = 0;
    for (const char *at = from + 2; at < to + 1; at++) lines += *at == '\n';
    return lines;
}

static void verbose_tells_every_row_of_the_trace_in_a_line_of_its_own(void **state) {
    (void)state;
    call_put("fifth.yaml", FIFTH);
    char *out = call_out_of("leaselab run -v fifth.yaml", 1), *trace = call_out("leaselab trace fifth.yaml");
    assert_int_equal(lines_of_story(out), count_of(trace, "\n"));
    assert_non_null(strstr(out, "  2h                  marketing-3 asks kms1: the count is 4, 5 are needed: "
                                "stays in initial-grace\n"));
    assert_int_equal(count_of(out, "claim of line 11 failed\n"), 1);
    assert_non_null(strstr(out, FIFTH_END));
    free(out);
    free(trace);
}

static void thousands_of_attempts_that_are_alike_are_one_line(void **state) {
    (void)state;
    call_put("down.yaml", "about: a\nrun: 100d\nhosts: {kms1: {}}\n"
                          "machines: {lab: {product: office-ltsc, count: 30}}\n"
                          "changes: [{at: 0m, host: kms1, do: down}]\n");
    char *out = call_out("leaselab run down.yaml");
    const char *rest = skip(strstr(out, "\n\n"),
                            "\n\n"
                            "  0m                  lab (30 machines) are installed: initial-grace until 30d "
                            "(Wed 4 Feb 2026 00:00)\n"
                            "  0m                  kms1 goes down (line 5)\n"
                            "  0m-29d22h           lab (30 machines) ask 10800 times: nobody answers: stays "
                            "in initial-grace\n"
                            "  25d                 lab (30 machines) now show reminders\n"
                            "  30d                 lab (30 machines): the grace is over: notification\n"
                            "  30d-100d            lab (30 machines) ask 25230 times: nobody answers: stays in "
                            "notification\n"
                            "\n"
                            "At the end, 100d (Wed 15 Apr 2026 00:00)\n"
                            "  lab                  30 office-ltsc: all notification\n"
                            "  kms1                 counts 0 of office, 0 of windows; it is down\n"
                            "\n"
                            "Fingerprint ");
    assert_int_equal(strlen(rest), 17);
    free(out);
}

static void machines_of_a_line_are_counted_once_though_other_things_happen_to_them(void **state) {
    (void)state;
    call_put("four.yaml", "about: a\nrun: 40d\nhosts: {kms1: {}}\n"
                          "machines: {lab: {product: office-ltsc, count: 30}}\n"
                          "changes: [{at: 1h, host: kms1, do: down}]\n");
    char *out = call_out("leaselab run four.yaml");
    assert_non_null(strstr(out, "  25d                 4 of lab now show reminders\n"));
    assert_non_null(strstr(out, "-29d22h           4 of lab ask 14"));
    assert_null(strstr(out, " 8 of lab "));
    free(out);
}

static void a_story_that_is_too_long_is_cut_and_says_so(void **state) {
    (void)state;
    call_put("long.yaml", "about: a\nrun: 300d\nhosts: {kms1: {}}\n"
                          "machines: {lab: {product: office-ltsc, count: 5}}\n"
                          "changes: [{at: 1d, every: 2d, host: kms1, do: down},\n"
                          "          {at: 2d, every: 2d, host: kms1, do: up},\n"
                          "          {at: 1d1h, every: 1d, machines: lab, attempt: now}]\n");
    char *out = call_out("leaselab run long.yaml"), *all = call_out("leaselab run -v long.yaml");
    assert_true(lines_of_story(out) <= 201);
    if (lines_of_story(out) == 201) assert_non_null(strstr(out, " more lines; --verbose shows every row\n"));
    assert_null(strstr(all, " more lines; "));
    free(out);
    free(all);
}
