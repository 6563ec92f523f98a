/* Themes: every contrast that ink.h promises, computed as the Web Content Accessibility Guidelines do
 * (relative luminance of sRGB, contrast (a + 0.05) / (b + 0.05)), and states that stay apart in greyscale. */
#include "tests/test.h"

#include <math.h>

#include "ui/canvas/look.h"
#include "ui/canvas/theme.h"

static double linear(uint32_t byte) {
    const double value = byte / 255.0;
    return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4);
}

static double luminance(Theme theme, Ink ink) {
    const uint32_t colour = theme_colour(theme, ink);
    return 0.2126 * linear(colour >> 16) + 0.7152 * linear(colour >> 8 & 0xFF) +
           0.0722 * linear(colour & 0xFF);
}

/* CIE lightness, 0 to 100: equal steps look equal in greyscale. */
static double lightness(Theme theme, Ink ink) {
    const double y = luminance(theme, ink);
    return y > 0.008856 ? 116 * cbrt(y) - 16 : 903.3 * y;
}

static void assert_contrast(Theme theme, Ink ink, Ink below, double least) {
    const double a = luminance(theme, ink), b = luminance(theme, below);
    const double contrast = a > b ? (a + 0.05) / (b + 0.05) : (b + 0.05) / (a + 0.05);
    if (contrast < least)
        fail_msg("%s: %s on %s has %.2f:1, less than %.1f:1", THEME_NAMES[theme], INK_NAMES[ink],
                 INK_NAMES[below], contrast, least);
}

static double text_contrast(Theme theme) {
    return theme == THEME_CONTRAST ? 7 : 4.5;
}

#define COUNT_OF(array) (sizeof(array) / sizeof(array)[0])
static const Ink PAPERS[] = {INK_BACKGROUND, INK_PANEL, INK_RAISED};
static const Ink FOR_TEXT[] = {INK_TEXT,    INK_FAINT,      INK_ACCENT,     INK_WARN,
                               INK_LIVE,    INK_PAST,       INK_BRANCH,     INK_GRANTED,
                               INK_REFUSED, INK_UNANSWERED, INK_COUNTED,    INK_THRESHOLD,
                               INK_CAP,     INK_FLAG,       INK_CLAIM_HELD, INK_CLAIM_BROKEN};
static const Ink FOR_LINES[] = {INK_AXIS, INK_OUTLINE, INK_SELECTION, INK_CURSOR, INK_REACH, INK_NO_REACH};
static const Ink UNDER_TEXT[] = {INK_ACCENT, INK_WARN, INK_LIVE, INK_PAST, INK_BRANCH, INK_FLAG};

static void text_can_be_read_on_every_paper(void **state) {
    (void)state;
    for (int theme = 0; theme < THEME_AUTO; theme++)
        for (size_t i = 0; i < COUNT_OF(PAPERS); i++) {
            for (size_t j = 0; j < COUNT_OF(FOR_TEXT); j++)
                assert_contrast((Theme)theme, FOR_TEXT[j], PAPERS[i], text_contrast((Theme)theme));
            for (size_t j = 0; j < COUNT_OF(FOR_LINES); j++)
                assert_contrast((Theme)theme, FOR_LINES[j], PAPERS[i], 3);
        }
}

static void text_can_be_read_on_what_is_accented_or_hatched_or_a_state(void **state) {
    (void)state;
    for (int i = 0; i < THEME_AUTO; i++) {
        const Theme theme = (Theme)i;
        for (size_t j = 0; j < COUNT_OF(UNDER_TEXT); j++)
            assert_contrast(theme, INK_ON_ACCENT, UNDER_TEXT[j], text_contrast(theme));
        for (int look = 0; look < LOOK_COUNT; look++)
            assert_contrast(theme, LOOKS[look].letter_ink, LOOKS[look].ink, text_contrast(theme));
        assert_contrast(theme, INK_TEXT, INK_SHADE, text_contrast(theme));
        assert_contrast(theme, INK_FAINT, INK_SHADE, 4.5);
        assert_contrast(theme, INK_TEXT, INK_FUTURE, text_contrast(theme));
        assert_contrast(theme, INK_TEXT, INK_COUNTED_FILL, 4.5);
        assert_contrast(theme, INK_COUNTED, INK_COUNTED_FILL, 3);
    }
}

static void states_differ_in_lightness(void **state) {
    (void)state;
    for (int theme = 0; theme < THEME_AUTO; theme++)
        for (int i = 0; i < LOOK_COUNT; i++)
            for (int j = 0; j < i; j++) {
                const double shapes =
                    fabs(lightness((Theme)theme, LOOKS[i].ink) - lightness((Theme)theme, LOOKS[j].ink));
                const double cells =
                    fabs(lightness((Theme)theme, LOOKS[i].cell) - lightness((Theme)theme, LOOKS[j].cell));
                if (shapes < 0.5 || cells < 4.5)
                    fail_msg("%s: %s and %s differ by %.1f, as cells by %.1f", THEME_NAMES[theme],
                             LOOKS[i].word, LOOKS[j].word, shapes, cells);
            }
}

/* Of Okabe and Ito, as figures, window and papers have them for good. */
static void states_have_their_colours(void **state) {
    (void)state;
    static const uint32_t COLOURS[LOOK_COUNT] = {0x999999, 0xE69F00, 0x0072B2, 0x56B4E9,
                                                 0xCC79A7, 0xD55E00, 0xF0E442};
    static const Theme THEMES[] = {THEME_LIGHT, THEME_DARK, THEME_PRINT, THEME_AUTO};
    for (size_t i = 0; i < COUNT_OF(THEMES); i++)
        for (int look = 0; look < LOOK_COUNT; look++)
            assert_int_equal(theme_colour(THEMES[i], LOOKS[look].ink), COLOURS[look]);
}

static void every_ink_has_a_colour_and_a_name_of_its_own(void **state) {
    (void)state;
    for (int ink = INK_NONE; ink < INK_COUNT; ink++)
        for (int other = INK_NONE; other < ink; other++)
            assert_string_not_equal(INK_NAMES[ink], INK_NAMES[other]);
    for (int theme = 0; theme < THEME_AUTO; theme++)
        for (int ink = INK_NONE + 1; ink < INK_COUNT; ink++) {
            const bool is_black = theme_colour((Theme)theme, (Ink)ink) == 0;
            const bool may_be = theme == THEME_PRINT || theme == THEME_CONTRAST || ink == INK_ON_STATE;
            assert_true(!is_black || may_be); /* a row that was forgotten is all black */
        }
}

static void only_states_in_print_are_hatched_without_being_asked(void **state) {
    (void)state;
    const Fill asked = {INK_FUTURE, HATCH_DIAGONAL}, state_asked = {INK_STATE_EXPIRED, HATCH_SOLID};
    for (int theme = 0; theme < THEME_COUNT; theme++)
        for (int ink = INK_NONE + 1; ink < INK_COUNT; ink++) {
            const bool is_state = ink >= INK_STATE_GRACE && ink <= INK_STATE_VIEW_ONLY;
            assert_int_equal(theme_hatch((Theme)theme, ink_fill((Ink)ink)) != HATCH_NONE,
                             theme == THEME_PRINT && is_state);
            assert_int_equal(theme_hatch((Theme)theme, asked), HATCH_DIAGONAL);
            assert_int_equal(theme_hatch((Theme)theme, state_asked), HATCH_SOLID);
        }
}

static void themes_are_found_by_name(void **state) {
    (void)state;
    Theme theme = THEME_COUNT;
    assert_true(theme_find("high-contrast", &theme));
    assert_int_equal(theme, THEME_CONTRAST);
    assert_true(theme_find("auto", &theme));
    assert_int_equal(theme, THEME_AUTO);
    assert_false(theme_find("Light", &theme));
    assert_false(theme_find("", &theme));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_can_be_read_on_every_paper),
        cmocka_unit_test(text_can_be_read_on_what_is_accented_or_hatched_or_a_state),
        cmocka_unit_test(states_differ_in_lightness),
        cmocka_unit_test(states_have_their_colours),
        cmocka_unit_test(every_ink_has_a_colour_and_a_name_of_its_own),
        cmocka_unit_test(only_states_in_print_are_hatched_without_being_asked),
        cmocka_unit_test(themes_are_found_by_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
