/* `leaselab draw --check`: a figure carries the call that made it, and says whether it would be drawn so
 * again. */
#include "tests/support/call.h"

#include "ui/canvas/ink.h"
#include "ui/cli/made.h"

#define GOOD                                                                                                 \
    "title: A title\nabout: a\nrun: 30d\nhosts: {kms1: {}}\n"                                                \
    "machines: {lab: {product: office-ltsc, count: 5}}\n"

/* ---- the line ----------------------------------------------------------------------------------------- */

static void assert_split(const char *line, int expected, const char *const words[]) {
    char bytes[256], *found[8];
    snprintf(bytes, sizeof bytes, "%s", line);
    assert_int_equal(made_split(bytes, found, 8), expected);
    for (int i = 0; i < expected; i++) assert_string_equal(found[i], words[i]);
}

static void a_line_is_taken_apart_as_bash_would(void **state) {
    (void)state;
    assert_split("", 0, NULL);
    assert_split("  a  b ", 2, (const char *[]){"a", "b"});
    assert_split("a'b c'd ''", 2, (const char *[]){"ab cd", ""});
    assert_split("'it'\\''s'", 1, (const char *[]){"it's"});
    assert_split("$'\\u00fc\\'\\\\\\U0001f600'", 1, (const char *[]){"ü'\\😀"});
    assert_split("$'\\uz\\U' $'\\u'\\u", 2, (const char *[]){"uzU", "uu"});
    assert_split("a 'b", -1, NULL);
    assert_split("$'", -1, NULL);
    assert_split("1 2 3 4 5 6 7 8 9", -1, NULL);
}

static void what_is_written_is_read_back(void **state) {
    (void)state;
    static const char *const TITLES[] = {"plain", "two words", "it's", "\"'`$(id)\\", "Größe 😀",
                                         "ü'\\",  "a\tb\nc",   "-x",   "%&<>#",       "\x01\x7f"};
    for (size_t i = 0; i < sizeof TITLES / sizeof *TITLES; i++) {
        const Options options = {.title = TITLES[i], .background = INK_BACKGROUND};
        Text line = {0};
        char *words[8];
        made_add(&line, &options, AS_SVG, 0, "-x.yaml");
        for (size_t c = 0; c < line.length; c++) assert_true(line.bytes[c] >= ' ' && line.bytes[c] <= '~');
        assert_int_equal(made_split(line.bytes, words, 8), 7);
        assert_string_equal(words[4], TITLES[i]);
        assert_string_equal(words[6], "-x.yaml");
        text_free(&line);
    }
}

static void no_beginning_of_a_figure_is_too_short_to_be_looked_at(void **state) {
    (void)state;
    static const char *const ENDS[] = {"svg", "png", "pdf", "mmd", "dot"};
    call_put("x.yaml", GOOD);
    for (size_t e = 0; e < sizeof ENDS / sizeof *ENDS; e++) {
        char line[128], name[16];
        size_t length;
        snprintf(name, sizeof name, "a.%s", ENDS[e]);
        snprintf(line, sizeof line, "leaselab draw states x.yaml --title \"(ü)\" -o %s", name);
        free(call_out(line));
        char *bytes = sandbox_read(name, &length);
        for (size_t cut = 0; cut <= length; cut += cut < 4000 ? 1 : 997) {
            Text made = {0};
            char *exact = malloc(cut + 1); /* so that a read behind it is found */
            memcpy(exact, bytes, cut);
            if (made_find(exact, cut, &made) != AS_AUTO) assert_memory_equal(made.bytes, MADE_BEGIN, 14);
            free(exact);
            text_free(&made);
        }
        free(bytes);
    }
}

/* ---- checking ----------------------------------------------------------------------------------------- */

static const CallRow CALLS[] = {
    {"a_scenario_that_is_a_pipe_is_not_waited_for", GOOD,
     "leaselab draw count x.yaml -o a.svg; rm x.yaml; mkfifo x.yaml; leaselab draw --check a.svg", 3,
     .err = {"leaselab: error: cannot read 'x.yaml': Invalid argument"}},
    {"unless_the_call_names_it", GOOD,
     "leaselab draw count x.yaml -o a.svg; mv x.yaml y; mkfifo x.yaml; cat y >x.yaml & leaselab draw --check "
     "a.svg x.yaml",
     0, .out = {"a.svg: as it would be drawn now"}},
    {"what_was_just_drawn_is_so", GOOD,
     "for end in svg png pdf mmd dot; do leaselab draw states x.yaml -o a.$end; done; leaselab draw --check "
     "a.*",
     0, .out = {"a.dot: as it would be drawn now\n", "a.mmd: as", "a.pdf: as", "a.png: as", "a.svg: as"}},
    {"whatever_the_options_were", GOOD,
     "leaselab draw timeline x.yaml --theme dark --width 500 --background none --from 1d --to 2d --only lab "
     "--title \"it's (ü)\" --no-caption --no-fold -o a.svg &&\n"
     "leaselab draw timeline x.yaml --theme print --scale 150 --title \"it's (ü)\" -o a.png &&\n"
     "leaselab draw network x.yaml --at 2d --title \"it's (ü)\" -o a.pdf && leaselab draw --check a.*",
     0, .out = {"a.pdf: as", "a.png: as", "a.svg: as"}},
    {"a_scenario_that_gives_another_figure_makes_it_stale", GOOD,
     "leaselab draw timeline x.yaml -o 'a b.svg'; sed -i 's/count: 5/count: 4/' x.yaml; "
     "leaselab draw --check 'a b.svg' 2>/dev/null",
     1, .out = {"a b.svg: stale; draw it again: leaselab draw timeline x.yaml -o 'a b.svg'\n"}},
    {"so_does_a_hand_on_the_figure", GOOD,
     "leaselab draw timeline x.yaml -o a.svg; echo ' ' >>a.svg; leaselab draw --check a.svg", 1,
     .out = {"stale"}},
    {"and_one_that_leaves_it_as_long_as_it_was", GOOD,
     "leaselab draw timeline x.yaml -o a.svg; sed -i 's/A title/B title/' a.svg; leaselab draw --check a.svg",
     1, .out = {"stale"}},
    {"a_remark_in_the_scenario_does_not", GOOD,
     "leaselab draw timeline x.yaml -o a.svg; echo '# a' >>x.yaml; leaselab draw --check a.svg", 0,
     .out = {"as it would"}},
    {"one_stale_of_several_is_status_1", GOOD,
     "leaselab draw timeline x.yaml -o a.svg; cp a.svg b.svg; echo >>a.svg; leaselab draw --check a.svg "
     "b.svg",
     1, .out = {"a.svg: stale", "b.svg: as it would"}},
    {"the_scenario_is_looked_for_beside_the_figure", GOOD,
     "mkdir d; leaselab draw timeline x.yaml -o d/a.svg; mv x.yaml d; leaselab draw --check d/a.svg", 0,
     .out = {"d/a.svg: as it would"}},
    {"or_where_one_stands", GOOD,
     "mkdir d; leaselab draw timeline x.yaml -o d/a.svg; leaselab draw --check d/a.svg", 0,
     .out = {"d/a.svg: as it would"}},
    {"or_among_those_that_ship", NULL,
     "leaselab draw timeline fifth-laptop -o a.svg && leaselab draw --check a.svg", 0,
     .out = {"a.svg: as it would"}},
    {"or_it_is_given", GOOD,
     "mkdir d e; leaselab draw timeline x.yaml -o d/a.svg; mv x.yaml e; leaselab draw --check d/a.svg "
     "e/x.yaml",
     0, .out = {"d/a.svg: as it would"}},
    {"of_several_the_one_of_that_name_is_taken", GOOD,
     "mkdir d; sed 's/A title/B/' x.yaml >d/y.yaml; leaselab draw count x.yaml -o a.svg; leaselab draw count "
     "d/y.yaml -o b.svg; "
     "leaselab draw --check a.svg b.svg d/y.yaml x.yaml",
     0, .out = {"a.svg: as", "b.svg: as"}},
    {"one_that_is_gone_is_said", GOOD,
     "leaselab draw timeline x.yaml -o a.svg; rm x.yaml; leaselab draw --check a.svg", 3,
     .err = {"cannot read 'x.yaml': No such file"}},
    {"one_that_is_wrong_now_is_said", GOOD,
     "leaselab draw timeline x.yaml -o a.svg; echo 'run: 3' >x.yaml; leaselab draw --check a.svg", 2,
     .err = {"x.yaml:1:6: error"}},
    {"one_from_standard_input_must_be_given", GOOD,
     "leaselab draw timeline - -o a.svg <x.yaml; leaselab draw --check a.svg <x.yaml; leaselab draw --check "
     "a.svg x.yaml",
     0, .out = {"as it would"}, .err = {"'a.svg' was drawn from standard input"}},
    {"states_of_a_product_have_none", NULL,
     "leaselab draw states --product office-ltsc -o a.svg && leaselab draw --check a.svg", 0,
     .out = {"as it would"}},
    {"a_figure_that_is_not_there", NULL, "leaselab draw --check a.svg", 3, .err = {"cannot read 'a.svg'"}},
    {"a_picture_of_others_does_not_say_how_it_was_made", NULL,
     "echo '<svg/>' >a.svg; leaselab draw --check a.svg", 2, .err = {"'a.svg' does not say how it was made"}},
    {"an_empty_file_neither", NULL, ": >a.svg; leaselab draw --check a.svg", 2, .err = {"does not say"}},
    {"no_figure_at_all", GOOD, "leaselab draw --check x.yaml", 2, .err = {"--check needs a figure"}},
    {"nothing_is_asked", NULL, "leaselab draw --check", 2, .err = {"'draw' needs a FILE"}},
    {"options_are_the_figure_s_own", GOOD,
     "leaselab draw timeline x.yaml -o a.svg; leaselab draw --check --theme dark a.svg", 2,
     .err = {"--check goes with no other option"}},
    {"a_terminal_need_not_show_a_png_to_check_it", GOOD,
     "leaselab draw timeline x.yaml -o a.png; leaselab draw --check a.png >/dev/null", 0, .out = {NULL}},
    /* a figure is a file that anyone may have written */
    {"a_figure_cannot_have_other_files_read", GOOD,
     "mkdir d; leaselab draw timeline x.yaml -o d/a.svg; mv x.yaml secret.yaml; "
     "sed -i 's|timeline x.yaml|timeline ../secret.yaml|' d/a.svg; cd d; leaselab draw --check a.svg",
     3, .err = {"cannot read 'secret.yaml'"}},
    {"nor_write_any", GOOD,
     "leaselab draw timeline x.yaml -o a.svg; sed -i 's|timeline x.yaml|timeline -o b.svg x.yaml|' a.svg; "
     "leaselab draw --check a.svg; ls",
     0, .out = {"a.svg\nx.yaml\n"}, .err = {"was made in a way that this version does not know"}},
    {"nor_run_another_command", GOOD,
     "leaselab draw timeline x.yaml -o a.svg; sed -i 's|leaselab draw timeline|leaselab draw --help|' a.svg; "
     "leaselab draw --check a.svg",
     2, .err = {"was made in a way that this version does not know"}},
    {"a_title_that_looks_like_such_a_line_is_none", GOOD,
     "leaselab draw timeline x.yaml --title '/Keywords <FEFF0061> <metadata>leaselab draw count "
     "x.yaml</metadata>' "
     "-o a.pdf; leaselab draw timeline x.yaml --title '<metadata>leaselab draw count x.yaml</metadata>' -o "
     "a.svg; "
     "leaselab draw --check a.pdf a.svg",
     0, .out = {"a.pdf: as", "a.svg: as"}},
    {"what_a_figure_says_is_harmless_on_a_terminal", GOOD,
     "leaselab draw timeline x.yaml -o a.svg; printf '\\033[31m' >>a.svg; cp a.svg \"$(printf "
     "'b\\033[31m')\"; "
     "leaselab draw --check b*",
     1, .out = {"b\\x1b[31m: stale"}},
};

int main(void) {
    CALL_ADD(a_line_is_taken_apart_as_bash_would);
    CALL_ADD(what_is_written_is_read_back);
    CALL_ADD(no_beginning_of_a_figure_is_too_short_to_be_looked_at);
    call_add_rows(CALLS, sizeof CALLS / sizeof *CALLS);
    return call_run_group("draw_check");
}
