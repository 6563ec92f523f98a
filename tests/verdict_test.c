/* How a run ended, as `run` says it: states and counts, claims that failed and when they would have held,
 * questions without a key, and colours on a terminal. */
#include "tests/support/call.h"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sim/run/verdict.h"
#include "tests/support/scene.h"

/* Sarah is the fifth: she is licensed at 2d, the others at 2d2h; on day 20 the host dies. */
#define FLEET                                                                                                \
    "about: a\nrun: 30d\nhosts: {kms1: {}}\nmachines:\n"                                                     \
    "  lab: {product: office-ltsc, count: 4}\n  sarah: {product: office-ltsc, starts: 2d}\n"                 \
    "changes: [{at: 20d, host: kms1, do: down}]\n"

/* Of one claim about the fleet, the line that judges it and the one that says what was. */
typedef struct {
    const char *name, *claim, *judged, *was; /* NULL: it held */
} Judged;

static const Judged CLAIMS[] = {
    {"at_that_held", "{at: 2d, machines: sarah, are: licensed}", "at 2d: sarah is licensed", NULL},
    {"at_says_for_how_many_it_was_so_and_when_it_was", "{at: 2d, machines: all, are: licensed}",
     "at 2d: all are licensed", "at 2d it was so for 1 of 5; it was so from 2d2h to 30d"},
    {"at_with_a_count_says_the_comparison", "{at: 2d, machines: lab, are: licensed, count: \">= 3\"}",
     "at 2d: at least 3 of lab are licensed", "at 2d it was so for 0 of 4; it was so from 2d2h to 30d"},
    {"some_of_a_group_are_named_by_number",
     "{at: 1d, machines: [\"lab[1..2]\", \"lab[4]\", sarah], are: absent}",
     "at 1d: lab[1..2], lab[4], sarah are absent",
     "at 1d it was so for 1 of 4; at no minute of the run was it so"},
    {"what_was_so_before_says_until_when", "{at: 3d, machines: lab, are: initial-grace}",
     "at 3d: lab are in initial-grace", "at 3d it was so for 0 of 4; it was so from 0m to 2d1h59m"},
    {"what_came_and_went_says_from_when_to_when", "{at: 2d1h, machines: lab, last: granted}",
     "at 2d1h: lab had granted at the last attempt",
     "at 2d1h it was so for 0 of 4; it was so from 2d2h to 23d1h59m"},
    {"first_that_came_earlier", "{first: 3d, machines: all, are: licensed}", "first at 3d: all are licensed",
     "at 3d it was so for 5 of 5; it was so from 2d2h to 30d"},
    {"first_that_came_later", "{first: 2d, machines: lab, are: licensed}", "first at 2d: lab are licensed",
     "at 2d it was so for 0 of 4; it was so from 2d2h to 30d"},
    {"by_that_came_too_late", "{by: 2d1h, machines: all, are: licensed}", "by 2d1h: all are licensed",
     "at 2d1h it was so for 1 of 5; it was so from 2d2h to 30d"},
    {"never_that_came", "{never: licensed, machines: lab, from: 1d, to: 3d}",
     "never from 1d to 3d: any of lab is licensed",
     "at 2d2h it was so for 4 of 4; it was so from 2d2h to 30d"},
    {"always_that_broke", "{always: absent, machines: sarah}", "always from 0m to 30d: sarah is absent",
     "at 2d it was so for 0 of 1; it was so from 0m to 1d23h59m"},
    {"a_lease_says_what_was_left", "{at: 9d, machines: all, lease_left: \"> 175d\"}",
     "at 9d: all are licensed with more than 175d left",
     "at 9d it was so for 1 of 5; left were 173d2h to 180d"},
    {"a_lease_that_some_have_not_is_nothing_left", "{at: 2d, machines: all, lease_left: \"> 1d\"}",
     "at 2d: all are licensed with more than 1d left",
     "at 2d it was so for 1 of 5; left were nothing to 180d"},
    {"a_lease_that_nobody_has", "{at: 1d, machines: all, lease_left: \"> 1d\"}",
     "at 1d: all are licensed with more than 1d left",
     "at 1d it was so for 0 of 5; no selected machine holds a lease that ends"},
    {"a_host_says_what_it_counted", "{at: 1d, host: kms1, pool: office, count: 5}",
     "at 1d: kms1 counts 5 of office", "at 1d the count was 4; it was so from 2d to 30d"},
    {"a_host_that_never_counted_so_many", "{by: 9d, host: kms1, pool: windows, count: \"> 0\"}",
     "by 9d: kms1 counts more than 0 of windows", "at 9d the count was 0; at no minute of the run was it so"},
};

static void test_claim(void **state) {
    const Judged *row = *state;
    char yaml[1000], expected[500];
    snprintf(yaml, sizeof yaml, "%sexpect:\n  - %s\n", FLEET, row->claim);
    snprintf(expected, sizeof expected, "\nClaims: %d of 1 held\n  %s  %s (line 9)\n%s%s%s\nFingerprint ",
             !row->was, row->was ? "FAILED" : "held  ", row->judged, row->was ? "          " : "",
             row->was ? row->was : "", row->was ? "\n" : "");
    call_put("x.yaml", yaml);
    char *out = call_out_of("leaselab run x.yaml", row->was != NULL);
    const char *claims = strstr(out, "\nClaims: ");
    assert_non_null(claims);
    if (strncmp(claims, expected, strlen(expected)) != 0) assert_string_equal(claims, expected);
    free(out);
}

/* ---- questions --------------------------------------------------------------------------------------------
 */

#define QUESTION(first, second)                                                                              \
    FLEET "lesson: [{at: 1d, ask: \"Who?\", choices: [{say: One, if: {at: 2d, machines: " first              \
          ", are: licensed}},\n  {say: Two, if: {at: 2d, machines: " second ", are: licensed}}]}]\n"

static const CallRow CALLS[] = {
    {"a_question_with_one_true_choice_holds", QUESTION("sarah", "lab"), "leaselab run x.yaml", 0,
     .out = {"\nQuestions\n  1d  Who?\n    true   One\n    false  Two\n\nFingerprint "}, .lacks = "FAILED"},
    {"a_question_without_a_true_choice_fails", QUESTION("all", "lab"), "leaselab run x.yaml", 1,
     .out = {"  1d  Who?\n    false  One\n    false  Two\n"
             "    FAILED  exactly one choice must turn out true (line 8)\n\nFingerprint "}},
    {"choices_make_no_rows_in_the_trace", QUESTION("all", "lab"), "leaselab trace x.yaml | grep -c expect", 1,
     .out = {"0\n"}},
    {"the_note_is_for_the_trainer_and_what_is_said_is_for_the_window",
     FLEET "lesson: [{at: 0m, say: Spoken, note: Whispered}]\n", "leaselab run x.yaml", 0,
     .out = {"At the end"}, .lacks = "Whispered"},
    {"states_at_the_end_are_counted_for_each_group",
     "about: a\nrun: 40d\nhosts: {kms1: {activated: false, published: false, up: false}, kms2: "
     "{}}\nmachines:\n"
     "  a: {product: windows-mak, count: 2}\n  b: {product: office-ltsc, count: 3, starts: {from: 1d, to: "
     "20d}}\n"
     "  c: {product: microsoft-365-apps, sign: out}\n  d: {product: windows-ad, count: 2}\n"
     "changes: [{at: 2d, machines: \"d[2]\", retire: now}]\n",
     "leaselab run x.yaml 2>/dev/null", 0,
     .out = {"\nAt the end, 40d (Sat 14 Feb 2026 00:00)\n"
             "  a                    2 windows-mak: all licensed\n"
             "  b                    3 office-ltsc: 2 initial-grace, 1 notification\n",
             "  c                    1 microsoft-365-apps: reduced\n"
             "  d                    2 windows-ad: 1 absent, 1 licensed\n"
             "  kms1                 counts 0 of office, 0 of windows; it is down; it is not activated; it "
             "is not "
             "published\n"
             "  kms2                 counts 3 of office, 0 of windows\n"}},
    {"a_fleet_of_one_is_called_by_its_name",
     "about: a\nrun: 1d\nmachines: {pc: {product: windows-ad}}\nchanges: [{at: 1h, machines: all, power: "
     "off}]\n"
     "expect: [{at: 1d, machines: all, are: licensed}, {at: 1d, machines: pc, are: licensed}]\n",
     "leaselab run x.yaml", 0,
     .out = {"pc: power off (line 4)\n", "held    at 1d: pc is licensed", "held    at 1d: pc is licensed"}},
    /* check, where there is more to say than a screen holds */
    {"twenty_errors_are_shown_and_the_others_counted",
     "about: a\nrun: 1d\nmachines: {m: {product: windows-ad}}\nexpect: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, "
     "12, 13,\n"
     "  14, 15, 16, 17, 18, 19, 20, 21, 22, 23]\n",
     "leaselab check x.yaml 2>&1 >nothing | grep -cE '^x.yaml:[45]:[0-9]+: error: '; cat nothing", 0,
     .out = {"20\n"}},
    {"and_how_many_more_is_the_last_line",
     "about: a\nrun: 1d\nmachines: {m: {product: windows-ad}}\nexpect: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, "
     "12, 13,\n"
     "  14, 15, 16, 17, 18, 19, 20, 21, 22, 23]\n",
     "leaselab check x.yaml", 2, .err = {"x.yaml:4:10: error: ", "x.yaml:5:27: error: ", "3 more"},
     .lacks = "x.yaml:5:31"},
    {"warnings_are_counted_and_a_file_is_good_for_all_that",
     "run: 1d\nhosts: {kms1: {renewal: 30d, memory: 1d}}\nmachines: {m: {product: windows-client}}\n",
     "leaselab check x.yaml", 0,
     .out = {"x.yaml: good: 1 machine, 1 host, 1d, 0 claims, 0 questions; 3 warnings\n"},
     .err = {"warning", "warning", "warning"}},
};

/* ---- who is pointed out ------------------------------------------------------------------------------- */

/* Of those a claim is about the first for whom it is so; what is left of a lease is nobody's alone. */
static void the_example_of_a_claim_is_one_for_whom_it_is_so(void **state) {
    (void)state;
    static const uint32_t EXAMPLES[] = {4, 4, 1, 0};
    Scene *scene = scene_read(FLEET "expect:\n  - {at: 2d, machines: all, are: licensed}\n"
                                    "  - {at: 2d, machines: all, last: granted}\n"
                                    "  - {at: 2d, machines: [\"lab[2..4]\", sarah], are: absent}\n"
                                    "  - {at: 2d, machines: all, lease_left: \"> 1d\"}\n");
    scene_run_to(scene, "2d");
    for (uint32_t c = 0; c < 4; c++)
        assert_int_equal(verdict_example(&scene->plan.claims[c], scene->run), EXAMPLES[c]);
    scene_close(scene);
}

/* ---- fingerprints -----------------------------------------------------------------------------------------
 */

static void fingerprint_of(const char *yaml, char out[17]) {
    call_put("x.yaml", yaml);
    char *told = call_out("leaselab run x.yaml");
    const char *line = strstr(told, "\nFingerprint ");
    assert_non_null(line);
    assert_int_equal(strspn(line + 13, "0123456789abcdef"), 16);
    assert_string_equal(line + 13 + 16, "\n");
    snprintf(out, 17, "%s", line + 13);
    free(told);
}

static void a_fingerprint_changes_with_any_figure_and_with_nothing_else(void **state) {
    static const char *const OTHERS[] = {
        "about: a\nrun: 31d\nhosts: {kms1: {}}\nmachines: {lab: {product: office-ltsc, count: 5}}\n",
        "about: a\nrun: 30d\nseed: 2\nhosts: {kms1: {}}\nmachines: {lab: {product: office-ltsc, count: 5}}\n",
        "about: a\nrun: 30d\nhosts: {kms1: {renewal: 8d}}\nmachines: {lab: {product: office-ltsc, count: "
        "5}}\n",
        "about: a\nrun: 30d\nhosts: {kms1: {}}\nmachines: {lab: {product: office-ltsc, count: 6}}\n",
        "about: a\nrun: 30d\nhosts: {kms1: {}}\nmachines: {lab: {product: office-ltsc, count: 5, starts: "
        "1m}}\n",
    };
    char first[17], other[17];
    (void)state;
    fingerprint_of(
        "about: a\nrun: 30d\nhosts: {kms1: {}}\nmachines: {lab: {product: office-ltsc, count: 5}}\n", first);
    fingerprint_of("about: a\n# a remark\nrun: 720h\nhosts:\n  kms1:\nmachines:\n  lab:\n    count: 5\n"
                   "    product: office-ltsc\n",
                   other);
    assert_string_equal(first, other);
    for (size_t i = 0; i < sizeof OTHERS / sizeof *OTHERS; i++) {
        fingerprint_of(OTHERS[i], other);
        assert_string_not_equal(first, other);
    }
}

/* ---- on a terminal ----------------------------------------------------------------------------------------
 */

/* What a line for sh prints on a terminal; NULL where there are none to be had. The caller frees it. */
static char *on_terminal(const char *line) {
    const int ours = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (ours < 0 || unlockpt(ours) != 0) return NULL;
    const int theirs = ioctl(ours, TIOCGPTPEER, O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (theirs < 0) {
        close(ours);
        return NULL;
    }
    fflush(NULL);
    const pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        for (int i = 0; i < 3; i++) dup2(theirs, i);
        execl("/bin/sh", "sh", "-c", line, (char *)NULL);
        _exit(127);
    }
    close(theirs);
    char *told = calloc(1, 65536);
    assert_non_null(told);
    /* Reading fails once nobody has the other end any more. */
    for (ssize_t used = 0, got; used < 65535 && (got = read(ours, told + used, (size_t)(65535 - used))) > 0;)
        used += got;
    close(ours);
    assert_int_equal(waitpid(child, NULL, 0), child);
    return told;
}

static void a_terminal_is_given_colours_unless_it_or_somebody_wants_none(void **state) {
    static const struct {
        const char *line;
        bool coloured;
    } LINES[] = {
        {"TERM=xterm leaselab run x.yaml", true},
        {"TERM=xterm leaselab check wrong.yaml", true},
        {"TERM=xterm NO_COLOR= leaselab run x.yaml", true},
        {"TERM=xterm NO_COLOR=1 leaselab run x.yaml", false},
        {"TERM=xterm NO_COLOR=1 leaselab check wrong.yaml", false},
        {"TERM=dumb leaselab run x.yaml", false},
        {"TERM=xterm leaselab run --colour=never x.yaml", false},
        {"TERM=dumb NO_COLOR=1 leaselab run --colour=always x.yaml", true},
        {"TERM=xterm leaselab run x.yaml | cat", false},
        {"TERM=xterm leaselab trace x.yaml", false},
        {"TERM=xterm leaselab rules", false},
    };
    (void)state;
    call_put("x.yaml", FLEET "expect: [{at: 1d, machines: all, are: licensed}]\n");
    call_put("wrong.yaml", "run: 1\n");
    for (size_t i = 0; i < sizeof LINES / sizeof *LINES; i++) {
        char *told = on_terminal(LINES[i].line);
        if (!told) skip(); /* no terminals in here */
        if (LINES[i].coloured != (strstr(told, "\x1b[") != NULL)) print_error("%s\n%s", LINES[i].line, told);
        assert_int_equal(strstr(told, "\x1b[") != NULL, LINES[i].coloured);
        free(told);
    }
}

int main(void) {
    for (size_t c = 0; c < sizeof CLAIMS / sizeof *CLAIMS; c++)
        call_add(CLAIMS[c].name, test_claim, &CLAIMS[c]);
    CALL_ADD(the_example_of_a_claim_is_one_for_whom_it_is_so);
    CALL_ADD(a_fingerprint_changes_with_any_figure_and_with_nothing_else);
    CALL_ADD(a_terminal_is_given_colours_unless_it_or_somebody_wants_none);
    call_add_rows(CALLS, sizeof CALLS / sizeof *CALLS);
    return call_run_group("verdict");
}
