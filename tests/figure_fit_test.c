/* In every figure of every shipped scenario, no text overlaps another, leaves the picture or is too small. */
#include "tests/test.h"

#include "tests/support/easel.h"

static const int WIDTHS[] = {480, 800, 1200, 1600};
static const FigureKind KINDS[] = {FIGURE_TIMELINE, FIGURE_COUNT_OVER_TIME};

/* Names of 40 characters, and a title of what may be in one. */
static const char LONG_NAMES[] =
    "title: \"A very long title with <tags> & \\\"quotes\\\", ‏עברית‎, 日本語 and \\u202e\\u0007 "
    "what "
    "not, which "
    "goes on and on until it is longer than two lines of the narrowest picture, and then some\"\n"
    "run: 220d\n"
    "hosts: {abcdefghij-abcdefghij-abcdefghij-abcdefg: {}}\n"
    "places: [zyxwvutsrq-zyxwvutsrq-zyxwvutsrq-zyxwvut]\n"
    "machines:\n"
    "  WWWWWWWWWW-WWWWWWWWWW-WWWWWWWWWW-WWWWWWW: {product: office-ltsc, count: 7}\n"
    "  mmmmmmmmmm-mmmmmmmmmm-mmmmmmmmmm-mmmmmmm: {product: windows-client, count: %s}\n"
    "changes:\n"
    "  - {at: 9d, host: abcdefghij-abcdefghij-abcdefghij-abcdefg, do: down}\n"
    "  - {at: 9d1h, machines: all, move: zyxwvutsrq-zyxwvutsrq-zyxwvutsrq-zyxwvut}\n"
    "  - {at: 205d, host: abcdefghij-abcdefghij-abcdefghij-abcdefg, do: up}\n"
    "expect:\n"
    "  - {at: 100d, machines: all, are: notification}\n"
    "  - {at: 10d, machines: all, are: licensed}\n";

static void draw_all(Easel *easel, const char *name) {
    for (size_t w = 0; w < sizeof WIDTHS / sizeof *WIDTHS; w++)
        for (size_t k = 0; k < sizeof KINDS / sizeof *KINDS; k++)
            for (int fold = 0; fold < 2; fold++) {
                easel->request.kind = KINDS[k];
                easel->request.width_px = WIDTHS[w];
                easel->request.fold = fold;
                easel_draw(easel);
                easel_assert_fits(easel, name);
            }
}

static void no_text_overlaps_in_any_shipped_scenario(void **state) {
    (void)state;
    easel_show_shipped(FIGURE_TIMELINE, draw_all);
}

static void nor_with_names_of_40_characters_and_a_hostile_title(void **state) {
    (void)state;
    static const char *const COUNTS[] = {"3", "30", "300"};
    for (size_t c = 0; c < sizeof COUNTS / sizeof *COUNTS; c++) {
        Text yaml = {0};
        text_add_format(&yaml, LONG_NAMES, COUNTS[c]);
        Easel *easel = easel_of(yaml.bytes, FIGURE_TIMELINE, 800);
        draw_all(easel, "long names");
        easel_close(easel);
        text_free(&yaml);
    }
}

static void nor_in_any_part_of_a_run(void **state) {
    (void)state;
    static const int32_t LENGTHS[] = {0, 1, 7, 59, 60, 600, 1440, 5000, 20000, 100000};
    Easel *easel = easel_of_file("scenarios/40-every-answer-in-every-state.yaml", FIGURE_TIMELINE, 800);
    const int32_t run = easel->scene->plan.run_min;
    for (size_t l = 0; l < sizeof LENGTHS / sizeof *LENGTHS; l++)
        for (int32_t from = 0; from <= run; from += run / 3) {
            easel->request.from = from;
            easel->request.to = run - from < LENGTHS[l] ? run : from + LENGTHS[l];
            draw_all(easel, "part of a run");
        }
    easel_close(easel);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_text_overlaps_in_any_shipped_scenario),
        cmocka_unit_test(nor_with_names_of_40_characters_and_a_hostile_title),
        cmocka_unit_test(nor_in_any_part_of_a_run),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
