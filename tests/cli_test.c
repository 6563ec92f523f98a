/* The program as it is typed: tables, files to begin with, judging, and surroundings that are not as usual.
 */
#include "tests/support/call.h"

#include <fcntl.h>
#include <unistd.h>

#include "sim/model/lifecycle.h"

#define GOOD                                                                                                 \
    "about: a\nrun: 30d\nhosts: {kms1: {}}\nmachines: {lab: {product: office-ltsc, count: 5}}\n"             \
    "expect: [{at: 1d, machines: lab, are: licensed}]\n"
#define WRONG "about: a\nrun: 30\nmachines: {lab: {product: office, count: 0}}\n"
#define FAILS                                                                                                \
    "about: a\nrun: 1d\nmachines: {lab: {product: office-ltsc}}\nexpect: [{at: 1d, machines: lab, are: "     \
    "licensed}]\n"

/* ---- the tables -------------------------------------------------------------------------------------------
 */

static long number_of(const char *line) {
    char *out = call_out(line);
    const long number = strtol(out, NULL, 10);
    free(out);
    return number;
}

static int rules_of_the_table(void) {
    int rules = 2; /* and two of hosts */
    for (int event = 0; event < EVENT_COUNT; event++) rules += lifecycle_row_count((Event)event);
    return rules;
}

static void tables_as_json_have_an_object_for_each_entry(void **state) {
    (void)state;
    assert_int_equal(number_of("leaselab products --format json | jq length"), BUILTIN_PRODUCT_COUNT);
    assert_int_equal(number_of("leaselab rules --format json | jq length"), rules_of_the_table());
    assert_int_equal(number_of("leaselab products --format json | jq '[.[] | keys] | unique | length'"), 1);
    assert_int_equal(number_of("leaselab rules --format json | jq '[.[] | keys] | unique | length'"), 1);
    assert_int_equal(number_of("leaselab products --format json | jq '[.[].product] | unique | length'"),
                     BUILTIN_PRODUCT_COUNT);
}

/* Bars that are not escaped. */
static int bars_of(const char *line) {
    int bars = 0;
    for (size_t i = 0; line[i] && line[i] != '\n'; i++)
        bars += line[i] == '|' && (i == 0 || line[i - 1] != '\\');
    return bars;
}

static void assert_markdown(const char *table, int entries) {
    const int bars = bars_of(table);
    int lines = 0;
    assert_true(bars > 3);
    for (const char *line = table; *line; line = strchr(line, '\n') + 1) {
        assert_int_equal(*line, '|');
        assert_int_equal(bars_of(line), bars);
        lines++;
    }
    assert_int_equal(lines, entries + 2);
}

static void tables_as_markdown_have_as_many_cells_in_every_row(void **state) {
    (void)state;
    char *products = call_out("leaselab products --format markdown");
    char *rules = call_out("leaselab rules --format markdown");
    assert_markdown(products, BUILTIN_PRODUCT_COUNT);
    assert_markdown(rules, rules_of_the_table());
    free(products);
    free(rules);
}

static void tables_name_every_rule_and_product_in_every_format(void **state) {
    static const char *const FORMATS[] = {"text", "markdown", "json"};
    (void)state;
    for (size_t f = 0; f < sizeof FORMATS / sizeof *FORMATS; f++) {
        char line[100];
        snprintf(line, sizeof line, "leaselab rules --format %s", FORMATS[f]);
        char *rules = call_out(line);
        for (int rule = 0; rule < RULE_COUNT; rule++)
            if (!strstr(rules, RULES[rule].name)) fail_msg("%s names no rule '%s'", line, RULES[rule].name);
        snprintf(line, sizeof line, "leaselab products --format %s", FORMATS[f]);
        char *products = call_out(line);
        for (int p = 0; p < BUILTIN_PRODUCT_COUNT; p++)
            assert_non_null(strstr(products, BUILTIN_PRODUCTS[p].product.name));
        assert_clean(rules, strlen(rules));
        assert_clean(products, strlen(products));
        free(rules);
        free(products);
    }
}

/* ---- surroundings -----------------------------------------------------------------------------------------
 */

static const char *const LINES[] = {"leaselab run x.yaml",
                                    "leaselab run -v x.yaml",
                                    "leaselab check x.yaml wrong.yaml",
                                    "leaselab trace x.yaml",
                                    "leaselab trace x.yaml --format csv",
                                    "leaselab why x.yaml --machine lab-3 --at 7d",
                                    "leaselab products",
                                    "leaselab rules --format markdown",
                                    "leaselab new",
                                    "leaselab help run",
                                    "leaselab help --man",
                                    "leaselab nosuch"};
enum { LINE_COUNT = sizeof LINES / sizeof *LINES };

static void the_same_bytes_come_out_wherever_and_however_it_is_started(void **state) {
    static const char *const SETTINGS[] = {"TZ=Pacific/Kiritimati",
                                           "LC_ALL=tr_TR.UTF-8",
                                           "LC_ALL=de_DE",
                                           "COLUMNS=0",
                                           "TERM=dumb",
                                           "NO_COLOR=1",
                                           "POSIXLY_CORRECT=1",
                                           "LANG=C COLUMNS=40",
                                           "-i PATH=\"$PATH\""};
    (void)state;
    call_put("x.yaml", GOOD);
    call_put("wrong.yaml", WRONG);
    for (int l = 0; l < LINE_COUNT; l++) {
        Ran usual = call(LINES[l]);
        for (size_t s = 0; s < sizeof SETTINGS / sizeof *SETTINGS; s++) {
            char line[200];
            snprintf(line, sizeof line, "env %s %s", SETTINGS[s], LINES[l]);
            Ran ran = call(line);
            assert_int_equal(ran.status, usual.status);
            assert_string_equal(ran.out, usual.out);
            assert_string_equal(ran.err, usual.err);
            program_free(&ran);
        }
        program_free(&usual);
    }
}

static void little_memory_and_a_small_stack_are_enough(void **state) {
    (void)state;
#ifdef __SANITIZE_ADDRESS__
    skip();
#else
    call_put("x.yaml", GOOD);
    call_put("wrong.yaml", WRONG);
    for (int l = 0; l < LINE_COUNT; l++) {
        char line[200];
        snprintf(line, sizeof line, "ulimit -v 65536; ulimit -s 64; exec %s", LINES[l]);
        Ran usual = call(LINES[l]), ran = call(line);
        if (ran.status != usual.status) print_error("%s\n%s", line, ran.err);
        assert_int_equal(ran.status, usual.status);
        assert_string_equal(ran.out, usual.out);
        assert_string_equal(ran.err, usual.err);
        program_free(&usual);
        program_free(&ran);
    }
#endif
}

static int run_without_arguments(void *unused) {
    char *none[] = {NULL};
    (void)unused;
    const int said = open("said", O_CREAT | O_WRONLY, 0600);
    dup2(said, 2);
    execve(call_program(), none, none);
    return 127;
}

static void a_call_without_even_a_name_is_wrong_and_no_crash(void **state) {
    (void)state;
    const int out = open("out", O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
    assert_true(out >= 0);
    assert_int_equal(child_run(run_without_arguments, NULL, out), 2);
    char *printed = sandbox_read("out", NULL), *said = sandbox_read("said", NULL);
    assert_string_equal(printed, "");
    assert_non_null(strstr(said, "leaselab"));
    close(out);
    free(printed);
    free(said);
}

/* fork may be: `sweep` divides its runs among copies of itself. They start no other program. */
static void nothing_of_a_network_is_linked(void **state) {
    static const char *const NAMES[] = {"socket", "connect", "getaddrinfo", "gethostbyname", "send",
                                        "sendto", "sendmsg", "recv",        "recvfrom",      "recvmsg",
                                        "bind",   "listen",  "accept",      "accept4",       "dlopen",
                                        "execve", "system"};
    (void)state;
    char line[4500];
    snprintf(line, sizeof line, "nm -D --undefined-only '%s' | sed 's/.* //; s/@.*//' | sort",
             call_program());
    char *symbols = call_out(line);
    assert_int_equal(count_of(symbols, "\nwrite\n"), 1);
    for (size_t n = 0; n < sizeof NAMES / sizeof *NAMES; n++) {
        char name[40];
        snprintf(name, sizeof name, "\n%s\n", NAMES[n]);
        if (strstr(symbols, name)) fail_msg("%s is linked", NAMES[n]);
    }
    free(symbols);
}

/* ---- files ------------------------------------------------------------------------------------------------
 */

static void a_new_scenario_is_good_and_all_it_claims_is_so(void **state) {
    (void)state;
    char *check = call_out(
        "leaselab new >a.yaml && leaselab new -o b.yaml && cmp a.yaml b.yaml && leaselab check a.yaml");
    assert_string_equal(check, "a.yaml: good: 5 machines, 1 host, 365d, 5 claims, 0 questions\n");
    char *told = call_out("leaselab run a.yaml");
    assert_non_null(strstr(told, "\nClaims: 5 of 5 held\n"));
    free(check);
    free(told);
}

static void every_shipped_scenario_holds_and_is_found_by_its_bare_name(void **state) {
    (void)state;
    char *out = call_out("cd \"$LEASELAB_SCENARIOS\" || exit 9\n"
                         "for file in *.yaml; do\n"
                         "  name=${file#*-}; name=${name%.yaml}\n"
                         "  test \"$(cd / && leaselab check \"$name\")\" || echo \"$name\"\n"
                         "done 2>/dev/null");
    assert_string_equal(out, "");
    free(out);
    out = call_out("leaselab run \"$LEASELAB_SCENARIOS\"/*.yaml 2>/dev/null");
    assert_null(strstr(out, "FAILED"));
    free(out);
}

static void a_file_that_may_not_be_read_is_the_machine_s_fault(void **state) {
    (void)state;
    if (geteuid() == 0) skip(); /* root reads everything */
    call_put("x.yaml", GOOD);
    Ran ran = call("chmod 0 x.yaml; leaselab run x.yaml");
    assert_int_equal(ran.status, 3);
    assert_string_equal(ran.err, "leaselab: error: cannot read 'x.yaml': Permission denied\n");
    program_free(&ran);
}

static const CallRow CALLS[] = {
    /* check */
    {"check_says_what_is_in_a_good_file", GOOD, "leaselab check x.yaml", 0,
     .out = {"x.yaml: good: 5 machines, 1 host, 30d, 1 claim, 0 questions\n"}},
    {"check_does_not_run", FAILS, "leaselab check x.yaml 2>/dev/null", 0,
     .out = {"x.yaml: good: 1 machine, 0 hosts, 1d"}},
    {"check_of_a_wrong_file_prints_nothing_and_says_all_errors", WRONG, "leaselab check x.yaml", 2,
     .err = {"x.yaml:2:6: error: ", "     2 | run: 30\n", "^~\n", "x.yaml:3:", "x.yaml:3:"}},
    {"check_goes_on_with_the_next_file", GOOD, "printf 'run: 1' >w; leaselab check w x.yaml w", 2,
     .out = {"x.yaml: good: "}, .err = {"w:1:", "w:1:"}},
    {"check_goes_on_behind_one_that_cannot_be_read", GOOD, "leaselab check nosuch x.yaml", 3,
     .out = {"x.yaml: good: "}, .err = {"cannot read 'nosuch'"}},
    {"check_reads_standard_input", NULL, "leaselab new | leaselab check -", 0, .out = {"<stdin>: good: "}},
    {"standard_input_can_be_asked_for_once", GOOD, "leaselab check - - <x.yaml", 2, .err = {"error"}},
    /* run */
    {"run_without_a_claim_that_fails_is_0", GOOD, "leaselab run x.yaml", 0, .out = {"Claims: 1 of 1 held"}},
    {"run_with_a_claim_that_fails_is_1", FAILS, "leaselab run x.yaml 2>/dev/null", 1, .out = {"FAILED"}},
    {"run_of_a_wrong_file_tells_nothing", WRONG, "leaselab run x.yaml", 2, .err = {"x.yaml:2:6"}},
    /* names of files */
    {"a_file_that_is_not_there", NULL, "leaselab run nosuch.yaml", 3,
     .err = {"leaselab: error: cannot read 'nosuch.yaml': No such file or directory\n"}},
    {"a_folder_is_no_file", NULL, "mkdir d; leaselab run d", 3,
     .err = {"leaselab: error: cannot read 'd': Is a directory\n"}},
    {"behind_two_dashes_everything_is_a_file", GOOD, "cp x.yaml ./-x; leaselab check -- -x", 0,
     .out = {"-x: good: "}},
    {"without_them_it_is_an_option", GOOD, "cp x.yaml ./-x; leaselab check -x", 2,
     .err = {"unknown option '-x'"}},
    {"a_shipped_scenario_needs_no_path", NULL, "leaselab run fifth-laptop", 0,
     .out = {"The fifth laptop\n", "Fingerprint "}},
    {"nor_a_number_nor_less_than_its_whole_name", NULL,
     "leaselab check 01-fifth-laptop fifth-laptop.yaml 01-fifth-laptop.yaml | grep -c good", 0,
     .out = {"3\n"}},
    {"a_file_of_ones_own_goes_before_a_shipped_one", GOOD,
     "cp x.yaml fifth-laptop; leaselab check fifth-laptop", 0,
     .out = {"fifth-laptop: good: 5 machines, 1 host, 30d, 1 claim"}},
    {"a_shipped_name_mistyped_is_suggested", NULL, "leaselab run fifth-lapto", 3,
     .err = {"fifth-lapto", "fifth-laptop"}},
    /* closed descriptors */
    {"standard_input_closed", NULL, "leaselab check - <&-", 3, .err = {"leaselab: error: cannot read"}},
    {"standard_output_closed", GOOD, "leaselab run x.yaml >&-", 3,
     .err = {"leaselab: error: cannot write standard output"}},
    {"standard_error_closed", WRONG, "leaselab check x.yaml 2>&-", 2, .out = {NULL}},
    {"all_closed_and_a_named_output_is_whole", GOOD,
     "leaselab trace x.yaml -o out <&- >&- 2>&-; echo $?; leaselab trace x.yaml | cmp - out; ls", 0,
     .out = {"0\nout\nx.yaml\n"}},
    {"nothing_lands_in_a_file_for_want_of_standard_error", WRONG,
     "leaselab trace x.yaml -o out 2>&- >&-; echo $?; ls", 0, .out = {"2\nx.yaml\n"}},
    {"a_full_device", GOOD, "leaselab run x.yaml >/dev/full", 3,
     .err = {"cannot write standard output: No space left"}},
    {"a_full_device_for_a_table", NULL, "leaselab rules >/dev/full", 3, .err = {"No space left"}},
    /* the call */
    {"no_command", NULL, "leaselab", 2, .err = {"leaselab"}},
    {"help_is_a_result", NULL, "leaselab --help", 0,
     .out = {"run", "check", "trace", "why", "products", "rules", "new"}},
    {"so_is_the_version", NULL, "leaselab --version", 0, .out = {"0.1.0\n"}},
    {"a_command_mistyped", NULL, "leaselab chekc", 2, .err = {"unknown command 'chekc'", "check"}},
    {"an_option_mistyped", GOOD, "leaselab run --vebrose x.yaml", 2,
     .err = {"unknown option '--vebrose'", "--verbose"}},
    {"a_value_missing", GOOD, "leaselab why x.yaml --machine", 2, .err = {"--machine"}},
};

int main(void) {
    CALL_ADD(tables_as_json_have_an_object_for_each_entry);
    CALL_ADD(tables_as_markdown_have_as_many_cells_in_every_row);
    CALL_ADD(tables_name_every_rule_and_product_in_every_format);
    CALL_ADD(the_same_bytes_come_out_wherever_and_however_it_is_started);
    CALL_ADD(little_memory_and_a_small_stack_are_enough);
    CALL_ADD(a_call_without_even_a_name_is_wrong_and_no_crash);
    CALL_ADD(nothing_of_a_network_is_linked);
    CALL_ADD(a_new_scenario_is_good_and_all_it_claims_is_so);
    CALL_ADD(every_shipped_scenario_holds_and_is_found_by_its_bare_name);
    CALL_ADD(a_file_that_may_not_be_read_is_the_machine_s_fault);
    call_add_rows(CALLS, sizeof CALLS / sizeof *CALLS);
    return call_run_group("cli");
}
