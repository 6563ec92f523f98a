/* What can be typed after `leaselab`, what is said when it is wrong, and the help that is printed from the
 * tables. */
#include "tests/test.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/support/sandbox.h"
#include "ui/cli/help.h"
#include "ui/figures/request.h"

enum { WORDS = 12 };

/* getopt moves strings about, so each call gets an array of its own. */
static int parse(const char *const words[], Options *out, Text *message) {
    static char *argv[WORDS + 2];
    int argc = 0;
    argv[argc++] = (char *)(uintptr_t) "leaselab";
    for (; argc <= WORDS && words[argc - 1]; argc++) argv[argc] = (char *)(uintptr_t)words[argc - 1];
    argv[argc] = NULL;
    return options_parse(argc, argv, out, message);
}

typedef struct {
    const char *words[WORDS];
    Options expected; /* but `operands` */
    const char *operands[4];
} Good;

static const Good GOOD[] = {
    {{"run", "a.yaml"}, {.command = COMMAND_RUN}, {"a.yaml"}},
    {{"run", "-v", "a", "b", "c"}, {.command = COMMAND_RUN, .verbose = true}, {"a", "b", "c"}},
    {{"run", "a", "--verbose", "b"}, {.command = COMMAND_RUN, .verbose = true}, {"a", "b"}},
    {{"run", "a", "b", "--verb"}, {.command = COMMAND_RUN, .verbose = true}, {"a", "b"}},
    {{"run", "-"}, {.command = COMMAND_RUN}, {"-"}},
    {{"run", "--", "-x"}, {.command = COMMAND_RUN}, {"-x"}},
    {{"run", "a", "--", "-v", "--"}, {.command = COMMAND_RUN}, {"a", "-v", "--"}},
    {{"--", "run", "a"}, {.command = COMMAND_RUN}, {"a"}},
    {{"run", "run"}, {.command = COMMAND_RUN}, {"run"}},
    {{"run", "--colour", "always", "a"}, {.command = COMMAND_RUN, .colour = COLOUR_ALWAYS}, {"a"}},
    {{"run", "--color=never", "a"}, {.command = COMMAND_RUN, .colour = COLOUR_NEVER}, {"a"}},
    {{"run", "--colo=never", "a"}, {.command = COMMAND_RUN, .colour = COLOUR_NEVER}, {"a"}},
    {{"check", "a", "b"}, {.command = COMMAND_CHECK}, {"a", "b"}},
    {{"trace", "a"}, {.command = COMMAND_TRACE, .format = FORMAT_JSONL}, {"a"}},
    {{"trace", "a", "-fcsv"}, {.command = COMMAND_TRACE, .format = FORMAT_CSV}, {"a"}},
    {{"trace", "-f", "csv", "-f", "perfetto", "a"},
     {.command = COMMAND_TRACE, .format = FORMAT_PERFETTO},
     {"a"}},
    {{"trace", "a", "--format=csv", "-o", "-"},
     {.command = COMMAND_TRACE, .format = FORMAT_CSV, .output = "-"},
     {"a"}},
    {{"trace", "-o", "--", "a"}, {.command = COMMAND_TRACE, .format = FORMAT_JSONL, .output = "--"}, {"a"}},
    {{"trace", "-o", "-v", "a"}, {.command = COMMAND_TRACE, .format = FORMAT_JSONL, .output = "-v"}, {"a"}},
    {{"why", "a", "-m", "sarah", "-t", "2d"},
     {.command = COMMAND_WHY, .machine = "sarah", .at = "2d"},
     {"a"}},
    {{"why", "--at=2d", "a", "--machine=lab-3"},
     {.command = COMMAND_WHY, .machine = "lab-3", .at = "2d"},
     {"a"}},
    {{"sweep", "a", "--vary", "run=1d", "-m", "x"},
     {.command = COMMAND_SWEEP, .format = FORMAT_AUTO, .vary_count = 1, .measure_count = 1},
     {"a"}},
    {{"sweep", "--merge", "a", "b", "-f", "text"},
     {.command = COMMAND_SWEEP, .format = FORMAT_TEXT, .merge = true},
     {"a", "b"}},
    {{"draw", "timeline", "a"}, {.command = COMMAND_DRAW, .kind = FIGURE_TIMELINE}, {"a"}},
    {{"draw", "-o", "x.png", "network", "--at", "2d", "a"},
     {.command = COMMAND_DRAW, .kind = FIGURE_NETWORK, .output = "x.png", .at = "2d"},
     {"a"}},
    {{"draw", "states", "--product", "office-ltsc"}, {.command = COMMAND_DRAW, .kind = FIGURE_STATES}, {0}},
    {{"draw", "states", "--product", "mine", "a"}, {.command = COMMAND_DRAW, .kind = FIGURE_STATES}, {"a"}},
    {{"draw", "--all", "a", "-o", "d"}, {.command = COMMAND_DRAW, .kind = -1, .output = "d"}, {"a"}},
    {{"draw", "--check", "a", "b", "count"}, {.command = COMMAND_DRAW, .kind = -1}, {"a", "b", "count"}},
    {{"draw", "--", "count", "-x"}, {.command = COMMAND_DRAW, .kind = FIGURE_COUNT_OVER_TIME}, {"-x"}},
    {{"report", "a", "--handout"}, {.command = COMMAND_REPORT, .kind = -1}, {"a"}},
    {{"products"}, {.command = COMMAND_PRODUCTS, .format = FORMAT_TEXT}, {0}},
    {{"rules", "-f", "markdown"}, {.command = COMMAND_RULES, .format = FORMAT_MARKDOWN}, {0}},
    {{"rules", "--format", "json"}, {.command = COMMAND_RULES, .format = FORMAT_JSON}, {0}},
    {{"prove", "--deep", "--reach", "reduced", "--scenario", "--fleet=one"},
     {.command = COMMAND_PROVE, .reach = "reduced", .scenario = true, .fleet = "one", .deep = true},
     {0}},
    {{"new"}, {.command = COMMAND_NEW}, {0}},
    {{"new", "--output", "x"}, {.command = COMMAND_NEW, .output = "x"}, {0}},
    {{"--help"}, {.command = COMMAND_HELP}, {0}},
    {{"-h", "nonsense"}, {.command = COMMAND_HELP}, {0}},
    {{"--version"}, {.command = COMMAND_HELP, .help = HELP_VERSION}, {0}},
    {{"help"}, {.command = COMMAND_HELP}, {0}},
    {{"help", "why"}, {.command = COMMAND_HELP, .help = HELP_COMMAND, .topic = COMMAND_WHY}, {"why"}},
    {{"help", "--man"}, {.command = COMMAND_HELP, .help = HELP_MAN}, {0}},
    {{"help", "--bash-completion"}, {.command = COMMAND_HELP, .help = HELP_BASH}, {0}},
    {{"help", "-h"}, {.command = COMMAND_HELP, .help = HELP_COMMAND, .topic = COMMAND_HELP}, {0}},
    {{"why", "--help"}, {.command = COMMAND_HELP, .help = HELP_COMMAND, .topic = COMMAND_WHY}, {0}},
};

static void assert_same_string(const char *a, const char *b) {
    if (a && b)
        assert_string_equal(a, b);
    else
        assert_true(a == b);
}

static void assert_reads_as(const Good *good) {
    Options options;
    Text message = {0};
    const Options *expected = &good->expected;
    assert_int_equal(parse(good->words, &options, &message), 0);
    assert_int_equal(message.length, 0);
    assert_int_equal(options.command, expected->command);
    assert_int_equal(options.verbose, expected->verbose);
    assert_int_equal(options.format, expected->format);
    assert_int_equal(options.colour, expected->colour);
    assert_int_equal(options.vary_count, expected->vary_count);
    assert_int_equal(options.measure_count, expected->measure_count);
    assert_int_equal(options.merge, expected->merge);
    assert_int_equal(options.scenario, expected->scenario);
    assert_int_equal(options.deep, expected->deep);
    assert_same_string(options.reach, expected->reach);
    assert_same_string(options.fleet, expected->fleet);
    assert_int_equal(options.help, expected->help);
    assert_int_equal(options.topic, expected->topic);
    if (options.command == COMMAND_DRAW || options.command == COMMAND_REPORT)
        assert_int_equal(options.kind, expected->kind);
    assert_same_string(options.output, expected->output);
    assert_same_string(options.machine, expected->machine);
    assert_same_string(options.at, expected->at);
    int count = 0;
    for (; good->operands[count]; count++)
        assert_string_equal(options.operands[count], good->operands[count]);
    assert_int_equal(options.operand_count, count);
    text_free(&message);
}

static void a_right_call_is_read(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof GOOD / sizeof *GOOD; i++) assert_reads_as(&GOOD[i]);
}

static void a_call_means_the_same_under_posixly_correct(void **state) {
    (void)state;
    setenv("POSIXLY_CORRECT", "1", 1);
    a_right_call_is_read(state);
    unsetenv("POSIXLY_CORRECT");
}

typedef struct {
    const char *words[WORDS];
    const char *says; /* after "leaselab: error: " */
    const char *help; /* where it sends one: "" or "run " */
} Bad;

static const Bad BAD[] = {
    {{"rum"}, "unknown command 'rum'; did you mean 'run'?", ""},
    {{"RUN"}, "unknown command 'RUN'; did you mean 'run'?", ""},
    {{"frobnicate"}, "unknown command 'frobnicate'", ""},
    {{""}, "unknown command ''", ""},
    {{"-"}, "unknown command '-'", ""},
    {{"a.yaml"}, "unknown command 'a.yaml'; a scenario goes after a command, as in 'leaselab run FILE'", ""},
    {{"\x1b[2J\xff\xe2\x80\xae"}, "unknown command '\\x1b[2J\\xff\\u202e'", ""},
    {{"%s%n"}, "unknown command '%s%n'", ""},
    {{"help", "rnu"}, "unknown command 'rnu'; did you mean 'run'?", ""},
    {{"--verison"}, "unknown option '--verison'; did you mean '--version'?", ""},
    {{"--format", "csv", "trace", "a"}, "unknown option '--format' before a command; it goes after it", ""},
    {{"-v", "run", "a"}, "unknown option '-v' before a command; it goes after it", ""},
    {{"-x"}, "unknown option '-x'", ""},
    {{"--version=1"}, "--version takes no value", ""},
    {{"run", "a", "--verbos", "--verbosity"},
     "unknown option '--verbosity' for 'run'; did you mean '--verbose'?",
     "run "},
    {{"run", "a", "--verbose=3"}, "--verbose takes no value", "run "},
    {{"check", "a", "-v"}, "unknown option '-v' for 'check'", "check "},
    {{"run", "a", "-vx"}, "unknown option '-x' for 'run'", "run "},
    {{"run", "a", "-\xc3\xa9"}, "unknown option '-\xc3\xa9' for 'run'", "run "},
    {{"run", "a", "--\xff\x1b="}, "unknown option '--\\xff\\x1b=' for 'run'", "run "},
    {{"run", "a", "--colour", "allways"},
     "--colour is 'auto', 'always' or 'never', not 'allways'; did you mean 'always'?",
     "run "},
    {{"trace", "--fromat=csv", "a"},
     "unknown option '--fromat=csv' for 'trace'; did you mean '--format'?",
     "trace "},
    {{"trace", "a", "--format"}, "--format needs a value, FORMAT", "trace "},
    {{"trace", "a", "-f"}, "--format needs a value, FORMAT", "trace "},
    {{"trace", "a", "-f", "cvs"},
     "--format is 'jsonl', 'csv' or 'perfetto', not 'cvs'; did you mean 'csv'?",
     "trace "},
    {{"trace", "a", "-f", "markdown"}, "--format is 'jsonl', 'csv' or 'perfetto', not 'markdown'", "trace "},
    {{"rules", "-f", ""}, "--format is 'text', 'markdown' or 'json', not ''", "rules "},
    {{"trace", "a", "--output="}, "--output needs a value, OUT, and this one is empty", "trace "},
    {{"trace"}, "'trace' needs a FILE", "trace "},
    {{"compare", "a"}, "'compare' needs two FILEs, or one and --change CHANGE", "compare "},
    {{"compare", "a", "b", "c"}, "'compare' takes two FILEs, and 'c' is too much", "compare "},
    {{"compare", "a", "b", "-c", "x"},
     "'compare' takes one FILE with --change, and 'b' is too much",
     "compare "},
    {{"compare", "-c", "x"}, "'compare' needs a FILE", "compare "},
    {{"compare", "a", "--change"}, "--change needs a value, CHANGE", "compare "},
    {{"trace", "a", "b"}, "'trace' takes one FILE, and 'b' is too much", "trace "},
    {{"run"}, "'run' needs a FILE", "run "},
    {{"run", "--"}, "'run' needs a FILE", "run "},
    {{"run", "a", ""}, "the name of a FILE is empty", "run "},
    {{"run", "-", "a", "-"}, "standard input ('-') can be read only once", "run "},
    {{"draw"}, "'draw' needs a FIGURE and a FILE", "draw "},
    {{"draw", "--product", "x"}, "'draw' needs a FIGURE", "draw "},
    {{"draw", "cuont", "a"},
     "FIGURE is 'timeline', 'count', 'sequence', 'states' or 'network', not 'cuont'; did you mean 'count'?",
     "draw "},
    {{"draw", "--all"}, "'draw' needs a FILE", "draw "},
    {{"new", "x"}, "'new' takes options only, and 'x' is too much", "new "},
    {{"help", "a", "b"}, "'help' takes one COMMAND, and 'b' is too much", "help "},
    {{"why", "a"}, "'why' needs --machine NAME and --at INSTANT", "why "},
    {{"why", "a", "-t", "2d"}, "'why' needs --machine NAME", "why "},
    {{"why", "a", "-m", "sarah"}, "'why' needs --at INSTANT", "why "},
};

static void a_wrong_call_says_what_is_wrong_and_where_help_is(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
        Options options;
        Text message = {0}, expected = {0};
        assert_int_equal(parse(BAD[i].words, &options, &message), 2);
        text_add_format(&expected, "leaselab: error: %s\ntry 'leaselab %s--help'\n", BAD[i].says,
                        BAD[i].help);
        assert_string_equal(message.bytes, expected.bytes);
        text_free(&message);
        text_free(&expected);
    }
}

static void a_long_word_is_cut(void **state) {
    (void)state;
    char word[5000] = "--";
    memset(word + 2, 'v', sizeof word - 3);
    word[sizeof word - 1] = '\0';
    for (int i = 0; i < 2; i++) {
        Options options;
        Text message = {0};
        assert_int_equal(parse((const char *[]){"run", word + 2 * i, NULL}, &options, &message), i ? 0 : 2);
        assert_true(message.length < 300);
        text_free(&message);
    }
}

static void no_words_at_all_show_the_usage(void **state) {
    (void)state;
    char name[] = "leaselab", *argv[] = {name, NULL};
    for (int argc = 0; argc < 2; argc++) {
        Options options;
        Text message = {0};
        assert_int_equal(options_parse(argc, argv + 1 - argc, &options, &message), 2);
        assert_string_equal(
            message.bytes,
            "usage: leaselab COMMAND [OPTION…] [FILE…]\n"
            "commands: run check trace why compare budget sweep draw report view film products "
            "rules prove new help\n"
            "try 'leaselab --help'\n");
        text_free(&message);
    }
}

static void no_memory_for_the_message_is_status_3(void **state) {
    (void)state;
    Options options;
    Text message = {.failed = true};
    assert_int_equal(parse((const char *[]){"rum", NULL}, &options, &message), 3);
}

static void colour_is_for_terminals_that_want_it(void **state) {
    (void)state;
    const int plain = open("/dev/null", O_WRONLY), terminal = posix_openpt(O_RDWR | O_NOCTTY);
    assert_true(plain >= 0);
    assert_true(options_colour(COLOUR_ALWAYS, plain));
    assert_false(options_colour(COLOUR_NEVER, plain));
    assert_false(options_colour(COLOUR_AUTO, plain));
    unsetenv("NO_COLOR");
    setenv("TERM", "xterm", 1);
    /* Where there are no terminals to be had, there is none to colour. */
    assert_int_equal(options_colour(COLOUR_AUTO, terminal), terminal >= 0);
    setenv("NO_COLOR", "", 1);
    assert_int_equal(options_colour(COLOUR_AUTO, terminal), terminal >= 0);
    setenv("NO_COLOR", "1", 1);
    assert_false(options_colour(COLOUR_AUTO, terminal));
    unsetenv("NO_COLOR");
    setenv("TERM", "dumb", 1);
    assert_false(options_colour(COLOUR_AUTO, terminal));
    if (terminal >= 0) close(terminal);
    close(plain);
}

static void every_command_and_option_is_told_of_in_each_help(void **state) {
    (void)state;
    Text man = {0}, bash = {0}, overview = {0}, one = {0};
    help_man(&man);
    help_bash(&bash);
    help_overview(&overview);
    for (Command i = COMMAND_NONE + 1; i < COMMAND_COUNT; i++) {
        char needle[80];
        text_clear(&one);
        help_command(&one, i);
        assert_non_null(strstr(one.bytes, COMMANDS[i].example));
        assert_non_null(strstr(overview.bytes, COMMANDS[i].summary));
        snprintf(needle, sizeof needle, "\n.Ss %s\n", COMMANDS[i].name);
        assert_non_null(strstr(man.bytes, needle));
        snprintf(needle, sizeof needle, "\n    %s)\n", COMMANDS[i].name);
        assert_non_null(strstr(bash.bytes, needle));
        for (OptionId id = 0; id < OPTION_COUNT; id++) {
            snprintf(needle, sizeof needle, "--%s", OPTIONS[id].name);
            if (options_allowed(i, id)) assert_non_null(strstr(one.bytes, needle));
            snprintf(needle, sizeof needle, "Fl -%s", OPTIONS[id].name);
            assert_non_null(strstr(man.bytes, needle));
        }
    }
    text_free(&man);
    text_free(&bash);
    text_free(&overview);
    text_free(&one);
}

/* Lines of a terminal's width, without spaces at their ends; the manual page without anything but ASCII. */
static void assert_tidy(const char *text, bool is_ascii) {
    for (const char *line = text; *line;) {
        const size_t length = strcspn(line, "\n");
        assert_true(utf8_length(line, length) <= 80);
        assert_true(length == 0 || line[length - 1] != ' ');
        for (size_t i = 0; i < length && is_ascii; i++) assert_true(line[i] >= ' ' && line[i] < 127);
        line += length;
        assert_int_equal(*line++, '\n');
    }
}

static void help_is_tidy(void **state) {
    (void)state;
    Text text = {0};
    help_man(&text);
    assert_tidy(text.bytes, true);
    assert_non_null(strstr(text.bytes, "\n.Dd November 24, 2026\n"));
    for (Command i = COMMAND_NONE; i < COMMAND_COUNT; i++) {
        text_clear(&text);
        help_command(&text, i);
        assert_tidy(text.bytes, false);
    }
    text_free(&text);
}

static void help_gives_what_was_asked_for(void **state) {
    (void)state;
    static const struct {
        Options options;
        const char *begins;
    } CASES[] = {
        {{.help = HELP_OVERVIEW}, "usage: leaselab COMMAND"},
        {{.help = HELP_COMMAND, .topic = COMMAND_WHY},
         "usage: leaselab why --machine NAME --at INSTANT [--colour WHEN] FILE\n"},
        {{.help = HELP_COMMAND, .topic = COMMAND_RUN},
         "usage: leaselab run [--verbose] [--colour WHEN] FILE…\n"},
        {{.help = HELP_COMMAND, .topic = COMMAND_DRAW}, "usage: leaselab draw [FIGURE] [--colour WHEN] ["},
        {{.help = HELP_COMMAND, .topic = COMMAND_COMPARE},
         "usage: leaselab compare [--colour WHEN] [--change CHANGE] FILE [FILE]\n"},
        {{.help = HELP_MAN}, ".\\\" Printed by"},
        {{.help = HELP_BASH}, "# Completion of leaselab"},
        {{.help = HELP_VERSION}, "leaselab 0.1.0\n"},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        Text text = {0};
        help_add(&text, &CASES[i].options);
        assert_memory_equal(text.bytes, CASES[i].begins, strlen(CASES[i].begins));
        text_free(&text);
    }
}

static void assert_completes(const char *home, const char *line, const char *expected) {
    Text script = {0};
    text_add_format(&script, "cd '%s' && export LEASELAB_SCENARIOS='%s/ours'\n", home, home);
    help_bash(&script);
    text_add_format(&script, "COMP_WORDS=(%s); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _leaselab; ", line);
    text_add(&script, "printf '%s|' \"${COMPREPLY[@]}\"\n");
    Ran ran = program_run((const char *[]){"bash", "-u", "-c", script.bytes, NULL}, NULL);
    assert_string_equal(ran.err, "");
    assert_string_equal(ran.out, expected);
    program_free(&ran);
    text_free(&script);
}

static void bash_completes_commands_options_values_and_files(void **state) {
    (void)state;
    static const char *const CASES[][2] = {
        {"leaselab ''",
         "run|check|trace|why|compare|budget|sweep|draw|report|view|film|products|rules|prove|new|"
         "help|--help|--version|"},
        {"leaselab r", "run|report|rules|"},
        {"leaselab --v", "--version|"},
        {"leaselab trace --f", "--format|"},
        {"leaselab trace -f ''", "jsonl|csv|perfetto|"},
        {"leaselab trace --format = p", "perfetto|"},
        {"leaselab trace --format '='", "jsonl|csv|perfetto|"},
        {"leaselab rules -f m", "markdown|"},
        {"leaselab sweep --form", "--format|"},
        {"leaselab sweep --journal first.", "first.txt|"},
        {"leaselab run --colour a", "auto|always|"},
        {"leaselab run --ver", "--verbose|"},
        {"leaselab run fi", "first one.yaml|fifth-laptop|"},
        {"leaselab run our", "ours|"},
        {"leaselab run '$'", "$(echo run >&2)|"},
        {"leaselab trace -o first.", "first.txt|"},
        {"leaselab why -m ''", "|"},
        {"leaselab draw t", "timeline|"},
        {"leaselab draw fi", "first one.yaml|fifth-laptop|"},
        {"leaselab draw --check first", "first one.yaml|first.txt|"},
        {"leaselab draw states --product office-l", "office-ltsc|"},
        {"leaselab draw count --theme ''", "light|dark|print|high-contrast|auto|"},
        {"leaselab help w", "why|"},
        {"leaselab prove --reach no",
         "notification|no-host-answers|no-host-known|not-entitled|no-rearm-left|"},
        {"leaselab prove --fleet two", "two-offices|two-offices-finer|two-hosts|"},
        {"leaselab help --b", "--bash-completion|"},
        {"leaselab nosuch ''", "|"},
    };
    static const char *const FILES[] = {"first one.yaml", "first.txt", "ours/05-fifth-laptop.yaml",
                                        "ours/README", "ours/06-$(echo run >&2).yaml"};
    char *home = sandbox_make(), *ours = sandbox_path(home, "ours");
    assert_int_equal(mkdir(ours, 0777), 0);
    for (size_t i = 0; i < sizeof FILES / sizeof *FILES; i++) {
        char *path = sandbox_path(home, FILES[i]);
        sandbox_write(path, "", 0);
        free(path);
    }
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
        assert_completes(home, CASES[i][0], CASES[i][1]);
    free(ours);
    sandbox_remove(home);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_right_call_is_read),
        cmocka_unit_test(a_call_means_the_same_under_posixly_correct),
        cmocka_unit_test(a_wrong_call_says_what_is_wrong_and_where_help_is),
        cmocka_unit_test(a_long_word_is_cut),
        cmocka_unit_test(no_words_at_all_show_the_usage),
        cmocka_unit_test(no_memory_for_the_message_is_status_3),
        cmocka_unit_test(colour_is_for_terminals_that_want_it),
        cmocka_unit_test(every_command_and_option_is_told_of_in_each_help),
        cmocka_unit_test(help_is_tidy),
        cmocka_unit_test(help_gives_what_was_asked_for),
        cmocka_unit_test(bash_completes_commands_options_values_and_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
