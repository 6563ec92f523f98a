/* A reader of an SVG may have Liberation Sans (or Arial, which is as wide) instead of DejaVu Sans. In no
 * figure of any shipped scenario does that overlap either: each text, as Liberation Sans sets it, keeps
 * within the box that it was laid out with, and figure_fit_test.c shows that those do not overlap. */
#include "tests/test.h"

#include "tests/support/easel.h"

#define FOLDER "/usr/share/fonts/truetype/liberation/LiberationSans-"

static const int WIDTHS[] = {480, 1200};

static Font *fonts[2]; /* regular, bold: each as a regular face */

static int open_fonts(void **state) {
    (void)state;
    static const char *const PATHS[] = {FOLDER "Regular.ttf", FOLDER "Bold.ttf"};
    char message[FONT_MESSAGE];
    for (int bold = 0; bold < 2; bold++) {
        setenv("LEASELAB_FONT", PATHS[bold], 1);
        if (font_open(&fonts[bold], message) != FONT_OK) fail_msg("%s", message);
    }
    return unsetenv("LEASELAB_FONT");
}

static int close_fonts(void **state) {
    (void)state;
    for (int bold = 0; bold < 2; bold++) font_close(fonts[bold]);
    return 0;
}

/* With kerning, as a browser sets it; rounded up. */
static Px set_width(const RecordedText *text) {
    int64_t units = 0;
    uint32_t before = 0;
    const size_t length = strlen(text->string);
    for (size_t i = 0; i < length;) {
        int32_t advance, kern;
        i += font_glyph(fonts[text->bold], false, text->string + i, length - i, before, &before, &advance,
                        &kern);
        units += advance + kern;
    }
    return (Px)((units * text->size_px * PX(1) + FONT_EM - 1) / FONT_EM);
}

static void assert_keeps(const RecordedText *text, const char *name, FigureKind kind) {
    /* Liberation Sans reaches from 0.905 of its size above the baseline to 0.212 below. */
    const Px along = text->run == TEXT_ACROSS ? text->box.width : text->box.height;
    const Px across = text->run == TEXT_ACROSS ? text->box.height : text->box.width;
    if (set_width(text) > along || PX(text->size_px) * 1117 / 1000 > across)
        fail_msg("%s, figure %d: '%s' is %d wide in %d", name, (int)kind, text->string, set_width(text),
                 along);
}

static void no_text_of_a_shipped_scenario_is_wider_in_liberation_sans(void **state) {
    (void)state;
    size_t count, texts = 0;
    char **paths = scene_files("scenarios", ".yaml", &count);
    for (size_t i = 0; i < count; i++) {
        Easel *easel = easel_of_file(paths[i], FIGURE_TIMELINE, 800);
        for (int kind = 0; kind < FIGURE_KINDS; kind++)
            for (size_t w = 0; w < sizeof WIDTHS / sizeof *WIDTHS; w++) {
                size_t drawn;
                easel->request.kind = (FigureKind)kind;
                easel->request.at = easel->request.to;
                easel->request.width_px = WIDTHS[w];
                easel_draw(easel);
                const RecordedText *list = recorder_texts(easel->recorder, &drawn);
                for (size_t t = 0; t < drawn; t++) assert_keeps(&list[t], paths[i], (FigureKind)kind);
                texts += drawn;
            }
        easel_close(easel);
        free(paths[i]);
    }
    free(paths);
    assert_true(texts > 1000);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_text_of_a_shipped_scenario_is_wider_in_liberation_sans),
    };
    return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
