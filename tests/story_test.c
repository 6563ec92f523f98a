/* What `run` tells, as a person sees it. */
#include "tests/support/call.h"

#include "sim/run/story.h"
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

/* ---- the whole story --------------------------------------------------------------------------------------
 */

/* The text begins with the part; answers what is behind it. */
static const char *behind(const char *text, const char *part) {
    if (strncmp(text, part, strlen(part)) != 0) assert_string_equal(text, part);
    return text + strlen(part);
}

static void a_run_is_told_from_its_title_to_its_fingerprint(void **state) {
    (void)state;
    call_put("fifth.yaml", FIFTH);
    char *out = call_out_of("leaselab run fifth.yaml", 1);
    const char *rest = behind(behind(behind(out, FIFTH_HEAD), FIFTH_STORY), FIFTH_END);
    assert_int_equal(strspn(rest, "0123456789abcdef"), 16);
    assert_string_equal(rest + 16, "\n");
    free(out);
}

static void a_run_told_twice_is_the_same_bytes(void **state) {
    (void)state;
    call_put("fifth.yaml", FIFTH);
    char *once = call_out_of("leaselab run fifth.yaml", 1);
    char *twice = call_out_of("leaselab run fifth.yaml fifth.yaml", 1);
    const char *rest = behind(behind(twice, once), "\n");
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
    const char *rest =
        behind(strstr(out, "\n\n"),
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

static void a_line_does_not_bridge_weeks_in_which_its_machines_were_elsewhere(void **state) {
    (void)state;
    call_put("x.yaml", "about: a\nrun: 70d\nhosts: {kms1: {}, kms2: {priority: 10}}\n"
                       "machines: {clients: {product: windows-client, count: 30}}\n"
                       "changes: [{at: 10d, host: kms1, do: down}, {at: 20d, host: kms1, do: up},\n"
                       "          {at: 50d, host: kms2, do: down}]\n");
    char *out = call_out("leaselab run x.yaml");
    assert_non_null(strstr(out, "\n  7d-7d2h             clients (30 machines) ask kms1: the count is 30, "));
    assert_non_null(strstr(out, "\n  56d4h               18 of clients ask kms1: the count is 25 to 30, "));
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
    assert_int_equal(lines_of_story(out), 201);
    assert_non_null(strstr(out, "  … and 106 more lines; --verbose shows every row\n"));
    assert_null(strstr(all, " more lines; "));
    free(out);
    free(all);
}

/* ---- nothing is left out ----------------------------------------------------------------------------------
 */

typedef struct {
    Story *story;
    uint64_t rows[RULE_COUNT + 1], told[RULE_COUNT + 1]; /* RULE_NONE is the last */
} Sums;

static void sum_row(void *context, const Row *row) {
    ((Sums *)context)->rows[row->rule]++;
}

static void tell_row(void *context, const Row *row) {
    assert_true(story_take(((Sums *)context)->story, row));
}

static void tell_quiet(void *context, const Quiet *quiet) {
    assert_true(story_take_quiet(((Sums *)context)->story, quiet));
}

/* How many rows a line stands for: "… 12 times …", "lab (4 machines) …", "3 of lab …", "7 ids of …", or one.
 */
static uint64_t rows_of_line(const char *line, size_t length) {
    const char *times = memmem(line, length, " times", 6), *machines = memmem(line, length, " machines)", 10);
    const char *ids = memmem(line, length, " ids of ", 8);
    const char *at = times ? times : machines ? machines : ids;
    if (at) {
        while (at > line && at[-1] >= '0' && at[-1] <= '9') at--;
        return strtoull(at, NULL, 10);
    }
    unsigned long long number;
    int read = 0;
    return sscanf(line, " %*s %llu of %n", &number, &read) == 1 && read > 0 ? number : 1;
}

static void sum_story(Sums *sums, const char *text) {
    for (const char *line = text; *line; line = strchr(line, '\n') + 1) {
        const size_t length = strcspn(line, "\n");
        const char *bracket = memrchr(line, '[', length);
        for (int rule = 0; rule < RULE_COUNT && bracket && line[length - 1] == ']'; rule++) {
            const size_t name = strlen(RULES[rule].name);
            if ((size_t)(line + length - bracket) == name + 2 &&
                memcmp(bracket + 1, RULES[rule].name, name) == 0)
                sums->told[rule] += rows_of_line(line, length);
        }
    }
}

static void check_sums(const char *path) {
    Scene *scene = scene_read_file(path);
    Run *again = run_create(&scene->plan);
    Sums sums = {.story = story_create(&scene->plan)};
    const RowSink count = {sum_row, &sums, NULL}, tell = {tell_row, &sums, tell_quiet};
    Text text = {0};
    assert_non_null(again);
    assert_int_equal(run_to(scene->run, scene->plan.run_min, &count), RUN_IS_OVER);
    assert_int_equal(run_to(again, scene->plan.run_min, &tell), RUN_IS_OVER);
    assert_true(story_tell(sums.story, &text, SIZE_MAX, true));
    sum_story(&sums, text.bytes);
    for (int rule = 0; rule < RULE_COUNT; rule++) {
        if (sums.told[rule] != sums.rows[rule])
            print_error("%s: %s is told %llu times and happened %llu times\n", path, RULES[rule].name,
                        (unsigned long long)sums.told[rule], (unsigned long long)sums.rows[rule]);
        assert_true(sums.told[rule] == sums.rows[rule]);
    }
    text_free(&text);
    story_destroy(sums.story);
    run_destroy(again);
    scene_close(scene);
}

static void a_story_leaves_out_no_row_of_any_shipped_scenario(void **state) {
    (void)state;
    size_t count;
    char **paths = scene_files(getenv("LEASELAB_SCENARIOS"), ".yaml", &count);
    assert_true(count > 40);
    for (size_t f = 0; f < count; f++) {
        check_sums(paths[f]);
        free(paths[f]);
    }
    free(paths);
}

/* ---- several files, colours -------------------------------------------------------------------------------
 */

#define GOOD "about: a\nrun: 1d\nhosts: {kms1: {}}\nmachines: {lab: {product: office-ltsc, count: 5}}\n"

static void of_several_files_the_highest_status_counts_and_all_are_told(void **state) {
    (void)state;
    call_put("good.yaml", GOOD);
    call_put("fails.yaml", GOOD "expect: [{at: 0m, machines: lab, are: licensed}]\n");
    call_put("wrong.yaml", "about: a\nrun: 1\n");
    free(call_out_of("leaselab run good.yaml fails.yaml good.yaml", 1));
    Ran ran = call("leaselab run fails.yaml wrong.yaml good.yaml");
    assert_int_equal(ran.status, 2);
    assert_int_equal(count_of(ran.out, "\nFingerprint "), 2);
    assert_non_null(strstr(ran.err, "wrong.yaml:2:"));
    program_free(&ran);
    ran = call("leaselab run wrong.yaml none.yaml fails.yaml");
    assert_int_equal(ran.status, 3);
    assert_int_equal(count_of(ran.out, "\nFingerprint "), 1);
    program_free(&ran);
}

/* A question of which two choices are true, or none, has no key. */
static void a_question_without_exactly_one_true_choice_fails_the_run(void **state) {
    (void)state;
    call_put("x.yaml", GOOD "lesson: [{at: 0m, ask: q, choices: [\n"
                            "  {say: one, if: {at: 1d, machines: lab, are: licensed}},\n"
                            "  {say: two, if: {by: 1d, machines: lab, are: licensed}}]}]\n");
    char *out = call_out_of("leaselab run x.yaml", 1);
    assert_non_null(strstr(out,
                           "    true   one\n    true   two\n    FAILED  exactly one choice must turn out "
                           "true (line 5)\n"));
    free(out);
}

static void colours_are_put_where_they_are_asked_for_and_nowhere_else(void **state) {
    (void)state;
    call_put("fifth.yaml", FIFTH);
    char *plain = call_out_of("leaselab run fifth.yaml", 1);
    char *never = call_out_of("leaselab run --colour never fifth.yaml", 1);
    char *always = call_out_of("leaselab run --colour=always fifth.yaml", 1);
    assert_null(strchr(plain, '\x1b'));
    assert_string_equal(plain, never);
    assert_non_null(strstr(always, "\x1b[1;31mFAILED\x1b[0m  at 2d1h"));
    assert_int_equal(count_of(always, "\x1b[32mheld  \x1b[0m"), 3);
    assert_true(count_of(always, "\x1b[0m") * 2 == count_of(always, "\x1b["));
    free(plain);
    free(never);
    free(always);
}

/* ---- labels are hostile -----------------------------------------------------------------------------------
 */

#define EVIL "\\e[2J\\e]0;x\\a%s%n%99999d\\n  held    forged\\r\\u202E\\u200B"
enum { LONG = 100000 };

/* GOOD, with a lesson; @ stands for EVIL, # for a text that goes on for ever. */
static const char EVIL_FILE[] =
    "title: \"@T#\"\nabout: \"@A#\"\nrun: 1d\nhosts: {kms1: {}}\n"
    "machines: {lab: {product: office-ltsc, count: 5}}\n"
    "lesson:\n"
    "  - {at: 0m, say: \"@S#\", note: \"@N#\"}\n"
    "  - at: 1h\n"
    "    ask: \"@Q#\"\n"
    "    choices:\n"
    "      - {say: \"@C#\", if: {at: 1h, machines: lab, are: licensed, count: 1}}\n"
    "      - {say: \"@D#\", if: {at: 1h, host: kms1, pool: office, count: 4}}\n";

static void put_evil(const char *name) {
    Text text = {0};
    for (const char *at = EVIL_FILE; *at; at++) {
        if (*at == '@')
            text_add(&text, EVIL);
        else if (*at == '#')
            text_add_repeat(&text, 'x', LONG);
        else
            text_add_char(&text, *at);
    }
    assert_false(text.failed);
    sandbox_write(name, text.bytes, text.length);
    text_free(&text);
}

static void hostile_texts_are_shown_harmless_and_cut_with_a_mark(void **state) {
    static const char FORGED[] = "\\x1b[2J\\x1b]0;x\\x07%s%n%99999d\\x0a  held    forged\\x0d\\u202e\\u200b";
    static const char PROSE[] = "\\x1b[2J\\x1b]0;x\\x07%s%n%99999d held    forged\\x0d\\u202e\\u200b";
    static const char *const WHO[] = {"T", "A", "Q", "C", "D"}; /* the title; the rest is prose */
    (void)state;
    put_evil("evil.yaml");
    char *out = call_out("leaselab run evil.yaml");
    assert_clean(out, strlen(out));
    assert_null(strstr(out, "\n  held"));
    for (size_t w = 0; w < sizeof WHO / sizeof *WHO; w++) {
        char part[sizeof FORGED + 2];
        snprintf(part, sizeof part, "%s%sx", w == 0 ? FORGED : PROSE, WHO[w]);
        assert_int_equal(count_of(out, part), 1);
    }
    assert_int_equal(count_of(out, "x…\n"), 5);
    assert_true(strlen(out) < 20000);
    free(out);
}

static void hostile_names_of_files_and_machines_are_shown_harmless(void **state) {
    static const char *const LINES[] = {
        "leaselab run \"$evil\"",
        "leaselab check \"$evil\" \"$evil.none\"",
        "leaselab \"$evil\"",
        "leaselab run \"--$evil\"",
        "leaselab help \"$evil\"",
        "leaselab trace \"$evil\" -o \"/none$evil\"",
        "leaselab trace \"$evil\" --format \"$evil\"",
        "leaselab why \"$evil\" --machine \"$evil\" --at \"$evil\"",
        "leaselab why \"$evil\" --machine lab-1 --at \"2026-01-05$evil\"",
    };
    (void)state;
    setenv("evil", "\x1b[2J\x1b]0;x\a%s%n\nforged\xe2\x80\xae\xff\x9b.yaml", 1);
    call_put(getenv("evil"), GOOD "unknown: \"\\e[2J\"\n\"\\e[2J\\u202E\": 1\n");
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < sizeof LINES / sizeof *LINES; i++) {
            Ran ran = call(LINES[i]);
            assert_clean(ran.out, ran.out_length);
            assert_clean(ran.err, ran.err_length);
            assert_null(strstr(ran.out, "\nforged"));
            assert_null(strstr(ran.err, "\nforged"));
            program_free(&ran);
        }
        call_put(getenv("evil"), GOOD);
    }
    unsetenv("evil");
}

int main(void) {
    CALL_ADD(a_run_is_told_from_its_title_to_its_fingerprint);
    CALL_ADD(a_run_told_twice_is_the_same_bytes);
    CALL_ADD(verbose_tells_every_row_of_the_trace_in_a_line_of_its_own);
    CALL_ADD(thousands_of_attempts_that_are_alike_are_one_line);
    CALL_ADD(machines_of_a_line_are_counted_once_though_other_things_happen_to_them);
    CALL_ADD(a_line_does_not_bridge_weeks_in_which_its_machines_were_elsewhere);
    CALL_ADD(a_story_that_is_too_long_is_cut_and_says_so);
    CALL_ADD(a_story_leaves_out_no_row_of_any_shipped_scenario);
    CALL_ADD(of_several_files_the_highest_status_counts_and_all_are_told);
    CALL_ADD(a_question_without_exactly_one_true_choice_fails_the_run);
    CALL_ADD(colours_are_put_where_they_are_asked_for_and_nowhere_else);
    CALL_ADD(hostile_texts_are_shown_harmless_and_cut_with_a_mark);
    CALL_ADD(hostile_names_of_files_and_machines_are_shown_harmless);
    return call_run_group("story");
}
