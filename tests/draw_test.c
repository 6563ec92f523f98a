/* `leaselab draw` as it is typed: what is written where, and what is said of a wrong call. What figures show:
 * figure_*_test.c. --check and --watch: draw_check_test.c, draw_watch_test.c. */
#include "tests/support/call.h"

#include "ui/canvas/png_notes.h"

#define GOOD                                                                                                 \
    "title: A title\nabout: a\nstart: 2026-01-05 08:00\nrun: 30d\nhosts: {kms1: {}}\n"                       \
    "products: {quick: {like: office-ltsc, threshold: 2}}\n"                                                 \
    "machines: {lab: {product: office-ltsc, count: 5}, sarah: {product: quick, starts: 2d}}\n"               \
    "changes: [{at: 9d, host: kms1, do: down}]\n"

/* A title that tries to leave its place in XML, HTML, DOT, Mermaid, a terminal and a shell. */
#define HOSTILE                                                                                              \
    "title: \"</title><script>alert(1)</script>]]>&#x3c; \\u202e\\u0007\\\" ' $(id) `id` %s --> ;\"\n"       \
    "about: \"<img src=x onerror=alert(1)>\"\nrun: 30d\nhosts: {kms1: {}}\n"                                 \
    "machines: {onload-script.src: {product: office-ltsc, count: 5}}\n"

static const CallRow CALLS[] = {
    /* where it goes */
    {"a_figure_goes_to_standard_output_as_svg", GOOD, "leaselab draw timeline x.yaml", 0,
     .out = {"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg ", "role=\"img\"", "A title", "</svg>\n"}},
    {"the_name_of_the_output_decides_the_format", GOOD,
     "for end in svg png pdf PNG; do leaselab draw count x.yaml -o out.$end; head -c 5 out.$end | tr -d "
     "'\\211'; done",
     0, .out = {"<?xml", "PNG\r", "%PDF-", "PNG\r"}, .is_raw = true},
    {"format_decides_it_before_the_name", GOOD, "leaselab draw count x.yaml -f pdf -o a.svg; head -c 5 a.svg",
     0, .out = {"%PDF-"}},
    {"a_name_without_an_ending_gets_svg", GOOD, "leaselab draw count x.yaml -o out && head -c 5 out", 0,
     .out = {"<?xml"}},
    {"another_ending_is_no_format", GOOD, "leaselab draw count x.yaml -o out.jpg; echo $?; ls", 0,
     .out = {"2\nx.yaml\n"}, .err = {"--output 'out.jpg' does not say the format", ".svg"}},
    {"a_dot_in_a_folder_is_no_ending", GOOD,
     "mkdir a.jpg && leaselab draw count x.yaml -o a.jpg/out && ls a.jpg", 0, .out = {"out\n"}},
    {"a_device_is_written_through", GOOD,
     "leaselab draw count x.yaml -o /dev/stdout | cmp - a || leaselab draw count x.yaml -o a && "
     "leaselab draw count x.yaml -o /dev/stdout | cmp - a && echo same",
     0, .out = {"same\n"}, .err = {"cmp"}},
    {"a_full_device_is_said", GOOD, "leaselab draw count x.yaml >/dev/full", 3,
     .err = {"cannot write standard output: No space left"}},
    {"a_closed_output_is_said", GOOD, "leaselab draw count x.yaml >&-", 3, .err = {"cannot write"}},
    {"the_scenario_is_not_written_over", GOOD,
     "leaselab draw count x.yaml -f svg -o x.yaml; leaselab check x.yaml", 0, .out = {"good"},
     .err = {"'x.yaml' is the file that is read"}},
    {"a_wrong_scenario_leaves_what_was_there", "run: 1\n",
     "echo old >a.svg; leaselab draw count x.yaml -o a.svg; echo $?; cat a.svg", 0, .out = {"2\nold\n"},
     .err = {"x.yaml:1:6: error"}},
    {"standard_input_is_a_scenario_too", GOOD, "leaselab draw count - <x.yaml", 0, .out = {"<svg"}},
    {"a_shipped_scenario_goes_by_its_bare_name", NULL, "leaselab draw timeline fifth-laptop", 0,
     .out = {"The fifth laptop", "01-fifth-laptop.yaml"}},
    /* the set */
    {"all_writes_the_set_into_a_folder_it_makes", GOOD, "leaselab draw --all x.yaml -o set && ls set", 0,
     .out = {"x-count.svg\nx-network.svg\nx-sequence.svg\nx-states.svg\nx-timeline.svg\n"}},
    {"the_set_has_one_format", GOOD, "mkdir set; leaselab draw --all x.yaml -o set -f png && ls set", 0,
     .out = {"x-count.png\nx-network.png\nx-sequence.png\nx-states.png\nx-timeline.png\n"}},
    {"mermaid_of_all_is_of_those_that_have_it", GOOD, "leaselab draw --all x.yaml -o set -f mmd && ls set", 0,
     .out = {"x-sequence.mmd\nx-states.mmd\n"}},
    {"data_of_all_is_csv", GOOD, "leaselab draw --all x.yaml -o set --data && ls set", 0,
     .out = {"x-count.csv\n", "x-timeline.csv\n"}},
    {"a_set_of_a_wrong_scenario_makes_no_folder", "run: 1\n", "leaselab draw --all x.yaml -o set; ls", 0,
     .out = {"x.yaml\n"}, .err = {"error"}},
    {"of_a_set_that_cannot_be_written_whole_nothing_is", GOOD,
     "mkdir set; mkdir set/x-states.svg; leaselab draw --all x.yaml -o set; echo $?; ls set; (ulimit -f 8; "
     "leaselab "
     "draw --all x.yaml -o new; echo $?); ls",
     0, .out = {"3\nx-states.svg\n3\nset\nx.yaml\n"}, .err = {"x-states.svg", "File too large"}},
    {"a_font_that_is_a_pipe_is_none", GOOD, "mkfifo f; LEASELAB_FONT=f leaselab draw count x.yaml -o a.svg",
     3, .err = {"'f' is no font that can be used here"}},
    {"all_needs_a_folder", GOOD, "leaselab draw --all x.yaml", 2, .err = {"--all needs a directory"}},
    {"a_file_is_no_folder", GOOD, "leaselab draw --all x.yaml -o x.yaml", 3, .err = {"Not a directory"}},
    /* other forms */
    {"describe_tells_it_in_sentences", GOOD, "leaselab draw timeline x.yaml --describe", 0,
     .out = {"A title", "\n\n", "lab-5 is licensed"}},
    {"data_is_csv", GOOD, "leaselab draw timeline x.yaml --data | head -n 1", 0,
     .out = {"what,who,value,number,from_min,to_min,from,to\r\n"}, .is_raw = true},
    {"describe_and_data_are_two_things", GOOD, "leaselab draw timeline x.yaml --data --describe", 2,
     .err = {"ask for one"}},
    {"sequence_is_mermaid_text", GOOD, "leaselab draw sequence x.yaml -o a.mmd && head -n 5 a.mmd", 0,
     .out = {"---\ntitle: \"A title\"\n---\n%% leaselab draw sequence --format mmd x.yaml\nsequenceDiagram"}},
    {"states_are_dot_text", GOOD, "leaselab draw states x.yaml -f dot", 0,
     .out = {"// leaselab draw states --format dot x.yaml\n", "digraph"}},
    {"a_timeline_is_no_text", GOOD, "leaselab draw timeline x.yaml -o a.dot", 2,
     .err = {"only sequence and states"}},
    {"states_of_a_product_need_no_scenario", NULL, "leaselab draw states --product office-ltsc", 0,
     .out = {"<svg", "office-ltsc"}},
    {"a_product_of_its_own_needs_its_scenario", GOOD, "leaselab draw states --product quick x.yaml", 0,
     .out = {"quick"}},
    /* values that only a scenario can judge */
    {"an_instant_is_judged_as_in_a_file", GOOD, "leaselab draw timeline x.yaml --from 2", 2,
     .err = {"--from '2' is not a duration: the unit is missing: which of y w d h m?\n"}},
    {"an_instant_after_the_end", GOOD, "leaselab draw timeline x.yaml --to 31d", 2,
     .err = {"--to '31d' is after the end of the run (30d)\n"}},
    {"a_calendar_time_before_the_start", GOOD, "leaselab draw timeline x.yaml --from '2026-01-05 07:59'", 2,
     .err = {"is before the start (Mon 5 Jan 2026 08:00)\n"}},
    {"a_calendar_time", GOOD, "leaselab draw timeline x.yaml --from '2026-01-06 08:00' --describe", 0,
     .out = {"Tue 6 Jan 2026 08:00"}},
    {"from_is_before_to", GOOD, "leaselab draw timeline x.yaml --from 3d --to 2d", 2,
     .err = {"--to '2d' is before --from\n"}},
    {"a_moment_is_a_stretch_too", GOOD, "leaselab draw timeline x.yaml --from 2d --to 2d", 0,
     .out = {"<svg"}},
    {"a_group_mistyped_is_suggested", GOOD, "leaselab draw timeline x.yaml --only lab,sahra", 2,
     .err = {"--only 'sahra' is no group of machines; did you mean 'sarah'?\n"}},
    {"one_machine_is_no_group", GOOD, "leaselab draw timeline x.yaml --only lab-2", 2,
     .err = {"--only 'lab-2' is one machine of 'lab'; only whole groups can be shown\n"}},
    {"no_group_at_all", GOOD, "leaselab draw timeline x.yaml --only lab,", 2,
     .err = {"--only '' is no group"}},
    {"only_one_group_is_shown", GOOD, "leaselab draw timeline x.yaml --only sarah --describe", 0,
     .out = {"1 of 6 machines", "sarah"}, .lacks = "lab (5"},
    {"a_product_mistyped_is_suggested", NULL, "leaselab draw states --product office-lstc", 2,
     .err = {"--product 'office-lstc' is no built-in product; did you mean 'office-ltsc'?\n"}},
    {"a_width_too_small", GOOD, "leaselab draw timeline x.yaml --width 479", 2,
     .err = {"--width '479' is not within 480 to 4000\n"}},
    {"a_width_that_is_none", GOOD, "leaselab draw timeline x.yaml --width 8e2", 2,
     .err = {"--width '8e2' is no whole number from 480 to 4000\n"}},
    {"a_width", GOOD, "leaselab draw timeline x.yaml --width 640", 0, .out = {"width=\"640\""}},
    {"a_scale_without_a_png", GOOD, "leaselab draw timeline x.yaml --scale 200", 2,
     .err = {"goes with PNG only"}},
    /* what does not fit together */
    {"at_is_of_the_network", GOOD, "leaselab draw timeline x.yaml --at 2d", 2,
     .err = {"--at goes with network, not with timeline\n"}},
    {"from_is_of_all_but_the_network", GOOD, "leaselab draw network x.yaml --from 2d", 2,
     .err = {"--from goes with timeline, count, sequence and states, not with network\n"}},
    {"at_goes_with_all", GOOD, "leaselab draw --all x.yaml -o set --at 2d", 0, .out = {NULL}},
    {"product_does_not", GOOD, "leaselab draw --all x.yaml -o set --product quick", 2,
     .err = {"--product goes with states, not with all of them\n"}},
    {"a_product_has_no_time", NULL, "leaselab draw states --product office-ltsc --from 2d", 2,
     .err = {"--product has no run"}},
    {"a_figure_mistyped", GOOD, "leaselab draw timelien x.yaml", 2,
     .err = {"FIGURE is 'timeline', 'count', 'sequence', 'states' or 'network', not 'timelien'",
             "did you mean 'timeline'?"}},
    {"no_figure", GOOD, "leaselab draw x.yaml", 2, .err = {"FIGURE is 'timeline'"}},
    {"nothing_at_all", NULL, "leaselab draw", 2, .err = {"'draw' needs a FIGURE and a FILE"}},
    {"no_file", NULL, "leaselab draw timeline", 2, .err = {"'draw' needs a FILE"}},
    {"two_files", GOOD, "leaselab draw timeline x.yaml y.yaml", 2,
     .err = {"'draw' takes one FILE, and 'y.yaml' is too much"}},
    {"watch_needs_a_file_to_write", GOOD, "leaselab draw timeline x.yaml --watch", 2,
     .err = {"--watch needs a file"}},
    {"watch_needs_a_file_to_read", GOOD, "leaselab draw timeline - --watch -o a.svg <x.yaml", 2,
     .err = {"--watch needs a FILE"}},
    {"a_font_that_is_not_there", GOOD, "LEASELAB_FONT=/nowhere leaselab draw timeline x.yaml", 3,
     .err = {"leaselab: error: cannot read the font '/nowhere': No such file or directory"}},
    /* hostile words */
    {"a_hostile_title_stays_text_in_svg", HOSTILE, "leaselab draw timeline x.yaml", 0,
     .out = {"&lt;/title&gt;&lt;script&gt;alert(1)"}, .lacks = "<script"},
    {"and_in_sentences", HOSTILE, "leaselab draw timeline x.yaml --describe", 0, .out = {"alert(1)"}},
    {"a_hostile_title_of_the_call_too", GOOD,
     "leaselab draw timeline x.yaml --title '</metadata><script>x</script>\"' | grep -c '<script'", 1,
     .out = {"0\n"}},
    {"a_title_that_breaks_lines_is_one_line", GOOD,
     "leaselab draw timeline x.yaml --describe --title \"$(printf 'a\\nb\\033[31m')\" | head -n 1", 0,
     .out = {"a b\xEF\xBF\xBD[31m"}},
    {"also_where_a_picture_is_read_aloud", GOOD,
     "leaselab draw timeline x.yaml --title \"$(printf 'a\\nb')\" | grep '<title id='", 0, .out = {">a b"}},
};

/* ---- the same, and not the same ----------------------------------------------------------------------- */

static void the_same_call_gives_the_same_bytes_wherever_it_is_typed(void **state) {
    (void)state;
    call_put("x.yaml", GOOD);
    char *out =
        call_out("mkdir -p a/b && cp x.yaml a/b\n"
                 "for end in svg png pdf; do\n"
                 "  leaselab draw timeline x.yaml -o one.$end\n"
                 "  (cd a && TZ=UTC+9 LC_ALL=tr_TR.UTF-8 leaselab draw timeline ./b/x.yaml -o two.$end)\n"
                 "  cmp one.$end a/two.$end\n"
                 "done");
    assert_string_equal(out, "");
    free(out);
}

static void each_option_makes_another_figure(void **state) {
    (void)state;
    static const char *const OPTIONS[] = {"--theme dark",    "--theme print", "--theme high-contrast",
                                          "--theme auto",    "--width 640",   "--background none",
                                          "--from 1d",       "--to 10d",      "--only lab",
                                          "--title Another", "--no-caption",  "--no-fold"};
    call_put("x.yaml", GOOD);
    char *plain = call_out("leaselab draw timeline x.yaml | sed '/<metadata>/d; s/pic-[0-9a-f]*/pic/g'");
    for (size_t i = 0; i < sizeof OPTIONS / sizeof *OPTIONS; i++) {
        char line[256];
        snprintf(line, sizeof line,
                 "leaselab draw timeline x.yaml %s | sed '/<metadata>/d; s/pic-[0-9a-f]*/pic/g'", OPTIONS[i]);
        char *other = call_out(line);
        if (strcmp(plain, other) == 0) fail_msg("%s changes nothing", OPTIONS[i]);
        free(other);
    }
    free(plain);
}

static void a_scale_makes_more_pixels_of_the_same_figure(void **state) {
    (void)state;
    call_put("x.yaml", GOOD);
    Ran ran = call("leaselab draw timeline x.yaml -f png --scale 50 | head -c 24 | tail -c 8 | od -An -tu1");
    unsigned w[4] = {0};
    assert_int_equal(sscanf(ran.out, "%u %u %u %u", &w[0], &w[1], &w[2], &w[3]), 4);
    assert_int_equal(w[2] * 256 + w[3], 400);
    program_free(&ran);
}

static void a_png_says_its_title_and_description(void **state) {
    (void)state;
    size_t length, size = 0;
    call_put("x.yaml", GOOD);
    free(call_out("leaselab draw timeline x.yaml -o a.png"));
    char *png = sandbox_read("a.png", &length);
    assert_non_null(memmem(png, length, "iTXtTitle\0\0\0\0\0A title (timeline)", 32));
    assert_non_null(memmem(png, length, "iTXtDescription\0\0\0\0\0", 20));
    const char *made = png_find_note(png, length, PNG_MADE, &size);
    assert_non_null(made);
    static const char LINE[] = "leaselab draw timeline --format png x.yaml";
    assert_int_equal(size, sizeof LINE - 1);
    assert_memory_equal(made, LINE, size);
    free(png);
}

int main(void) {
    CALL_ADD(the_same_call_gives_the_same_bytes_wherever_it_is_typed);
    CALL_ADD(each_option_makes_another_figure);
    CALL_ADD(a_scale_makes_more_pixels_of_the_same_figure);
    CALL_ADD(a_png_says_its_title_and_description);
    call_add_rows(CALLS, sizeof CALLS / sizeof *CALLS);
    return call_run_group("draw");
}
