/* The pinned font: widths in whole numbers that leave room for other fonts, text that is cut or broken into
 * lines, characters it lacks, and what is said when it is not there. */
#include "tests/test.h"

#include <unistd.h>

#include "tests/support/picture.h"
#include "tests/support/sandbox.h"
#include "ui/canvas/fallback.h"

#define LIBERATION      "/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf"
#define LIBERATION_BOLD "/usr/share/fonts/truetype/liberation/LiberationSans-Bold.ttf"

static Font *font;
static const TextStyle TWELVE = {.size_px = 12, .ink = INK_TEXT};
static const TextStyle BOLD = {.size_px = 12, .bold = true, .ink = INK_TEXT};

static int open_font(void **state) {
    (void)state;
    unsetenv("LEASELAB_FONT");
    font = picture_font();
    return 0;
}

static int close_font(void **state) {
    (void)state;
    font_close(font);
    return 0;
}

static int forget_other_font(void **state) {
    (void)state;
    return unsetenv("LEASELAB_FONT");
}

/* ---- widths ---------------------------------------------------------------------------------------------
 */

static int64_t rounded_up(int64_t a, int64_t b) {
    return (a + b - 1) / b;
}

static void widths_are_those_of_the_file_and_a_little_room(void **state) {
    (void)state;
    /* DejaVu Sans: n has 1298 units of 2048; 12 px, 64 parts, and 1/48 of room, rounded up. */
    assert_int_equal(font_width(font, TWELVE, "n"), rounded_up(1298 * 12 * 64 * 49, 2048 * 48));
    assert_int_equal(font_width(font, TWELVE, "nnnn"), rounded_up(4 * 1298 * 12 * 64 * 49, 2048 * 48));
    assert_int_equal(font_width(font, TWELVE, ""), 0);
    assert_int_equal(font_width(font, ink_text(INK_TEXT, 24), "n"),
                     rounded_up(1298 * 24 * 64 * 49, 2048 * 48));
    assert_true(font_width(font, BOLD, "n") > font_width(font, TWELVE, "n"));
    assert_int_equal(font_width_of(font, TWELVE, "nnnn", 1), font_width(font, TWELVE, "n"));
}

static void no_pair_of_letters_is_drawn_wider_than_measured(void **state) {
    (void)state;
    for (int bold = 0; bold < 2; bold++)
        for (char a = ' '; a < 127; a++)
            for (char b = ' '; b < 127; b++) {
                const char pair[] = {a, b, '\0'};
                assert_true(font_width_drawn(font, bold ? BOLD : TWELVE, pair) <=
                            font_width(font, bold ? BOLD : TWELVE, pair));
            }
}

static size_t put_utf8(uint32_t point, char out[5]) {
    const size_t size = point < 0x80 ? 1 : point < 0x800 ? 2 : 3;
    for (size_t i = size; i-- > 1; point >>= 6) out[i] = (char)(0x80 | (point & 0x3F));
    out[0] = (char)(size == 1 ? point : (size == 2 ? 0xC0 : 0xE0) | point);
    out[size] = '\0';
    return size;
}

/* Arial has the same widths. */
static void no_european_letter_is_wider_in_liberation_sans(void **state) {
    (void)state;
    static const char *const PATHS[] = {LIBERATION, LIBERATION_BOLD};
    for (int bold = 0; bold < 2; bold++) {
        Font *other = NULL;
        char message[FONT_MESSAGE];
        setenv("LEASELAB_FONT", PATHS[bold], 1);
        assert_int_equal(font_open(&other, message), FONT_OK);
        for (uint32_t point = ' '; point < 0x2200; point++) {
            char character[5];
            const size_t size = put_utf8(point, character);
            uint32_t glyph, lacking;
            int32_t width, kern, ignored;
            font_glyph(other, false, "\xFF", 1, 0, &lacking, &ignored, &kern);
            font_glyph(other, false, character, size, 0, &glyph, &width, &kern);
            const bool is_letter = point < 0x180 || (point >= 0x2010 && point < 0x2200);
            if (!is_letter || glyph == lacking || utf8_is_unsafe(point)) continue;
            const Px drawn = width * 12 * PX(1) / FONT_EM,
                     measured = font_width(font, bold ? BOLD : TWELVE, character);
            if (drawn > measured)
                fail_msg("U+%04X %s%s: %d in Liberation, %d measured", (unsigned)point, character,
                         bold ? " bold" : "", drawn, measured);
        }
        font_close(other);
    }
}

static void what_the_font_lacks_has_room_and_what_is_none_is_replaced(void **state) {
    (void)state;
    static const char *const LACKING[] = {"日",           "😀",           "\xFF", "\xE2\x82", "\x1b",
                                          "\xE2\x80\xAE", "\xE2\x80\x8B"};
    const Px one = font_width(font, TWELVE, "\xEF\xBF\xBD");
    for (size_t i = 0; i < 2; i++) assert_true(font_width(font, TWELVE, LACKING[i]) >= PX(12) * 13 / 10);
    assert_int_equal(font_width(font, TWELVE, LACKING[2]), one);
    assert_true(font_width(font, TWELVE, LACKING[3]) >= one); /* two bytes, two replacements */
    for (size_t i = 4; i < 7; i++) assert_int_equal(font_width(font, TWELVE, LACKING[i]), one);
    assert_int_equal(font_width(font, TWELVE, "a\tb\nc"), font_width(font, TWELVE, "a b c"));
    assert_true(font_width(font, TWELVE, "שלום") > PX(12)); /* the font has these */
}

static void lines_stand_clear_of_each_other(void **state) {
    (void)state;
    for (int size = TEXT_LEAST_PX; size <= TEXT_MOST_PX; size++) {
        const TextStyle style = ink_text(INK_TEXT, size);
        assert_true(font_ascent(style) + font_descent(style) <= font_line(style));
        assert_true(font_capital(style) < font_ascent(style));
    }
}

/* ---- cutting and breaking -------------------------------------------------------------------------------
 */

static void a_cut_keeps_characters_whole(void **state) {
    (void)state;
    static const char *const NAMES[] = {"Sarah", "Füße und Wörter", "日本語の名前", "a\xFF\xFE\xFD",
                                        "two words"};
    for (size_t i = 0; i < sizeof NAMES / sizeof NAMES[0]; i++) {
        const Px whole = font_width(font, TWELVE, NAMES[i]);
        for (Px width = 0; width <= whole; width += PX_HALF) {
            Text cut = {0};
            text_add(&cut, "");
            const bool is_whole = font_cut(font, TWELVE, NAMES[i], width, &cut);
            assert_false(is_whole && width < whole);
            assert_true(font_width(font, TWELVE, cut.bytes) <= width);
            if (cut.length) assert_string_equal(cut.bytes + cut.length - 3, "…");
            for (size_t k = 0; i != 3 && k < cut.length;) {
                uint32_t point;
                const size_t size = utf8_decode(cut.bytes + k, cut.length - k, &point);
                assert_true(size > 0);
                k += size;
            }
            text_free(&cut);
        }
        Text all = {0};
        assert_true(font_cut(font, TWELVE, NAMES[i], whole, &all));
        assert_string_equal(all.bytes, NAMES[i]);
        text_free(&all);
    }
}

static void no_blank_stands_before_the_ellipsis(void **state) {
    (void)state;
    Text cut = {0};
    const Px width = font_width(font, TWELVE, "two …");
    assert_false(font_cut(font, TWELVE, "two words", width, &cut));
    assert_string_equal(cut.bytes, "two…");
    text_free(&cut);
}

static void assert_broken(const char *string, Px width, const char *expected) {
    Text lines = {0};
    for (size_t next; *string; string += next) {
        const size_t length = font_break(font, TWELVE, string, width, &next);
        assert_true(next > 0 && length <= next);
        text_add_bytes(&lines, string, length);
        text_add_char(&lines, '|');
    }
    assert_string_equal(lines.bytes, expected);
    text_free(&lines);
}

static void paragraphs_break_at_spaces_and_line_feeds(void **state) {
    (void)state;
    const Px wide = PX(1000), seven = font_width(font, TWELVE, "one two");
    assert_broken("one two three", wide, "one two three|");
    assert_broken("one two three", seven, "one two|three|");
    assert_broken("one two  three", seven - 1, "one|two|three|");
    assert_broken("one\n\ntwo\n", wide, "one||two|");
    assert_broken("one two\nthree", seven, "one two|three|");
    assert_broken("immeasurable word", font_width(font, TWELVE, "immeas"), "immeas|urable|word|");
    assert_broken("日本", 0, "日|本|");
    assert_broken("\xFF\xFE", 0, "\xFF|\xFE|");
}

/* ---- no font --------------------------------------------------------------------------------------------
 */

static void a_font_that_is_missing_or_none_is_told(void **state) {
    (void)state;
    char *home = sandbox_make();
    Font *other = font;
    char message[FONT_MESSAGE], path[4096];
    setenv("LEASELAB_FONT", "/nowhere/at\x1b[2J/all.ttf", 1);
    assert_int_equal(font_open(&other, message), FONT_MISSING);
    assert_null(other);
    assert_string_equal(message,
                        "cannot read the font '/nowhere/at\\x1b[2J/all.ttf': No such file or directory "
                        "(Debian's package fonts-dejavu-core brings DejaVu Sans; LEASELAB_FONT names "
                        "another file)");
    snprintf(path, sizeof path, "%s/font.ttf", home);
    sandbox_write(path, "no font", 7);
    setenv("LEASELAB_FONT", path, 1);
    assert_int_equal(font_open(&other, message), FONT_UNFIT);
    assert_null(other);
    assert_non_null(strstr(message, "is no font that can be used here"));
    setenv("LEASELAB_FONT", home, 1);
    assert_int_not_equal(font_open(&other, message), FONT_OK);
    setenv("LEASELAB_FONT", "", 1); /* as if it were not set */
    assert_int_equal(font_open(&other, message), FONT_OK);
    assert_string_equal(message, "");
    assert_int_equal(font_width(other, TWELVE, "Sarah"), font_width(font, TWELVE, "Sarah"));
    font_close(other);
    sandbox_remove(home);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(widths_are_those_of_the_file_and_a_little_room),
        cmocka_unit_test(no_pair_of_letters_is_drawn_wider_than_measured),
        cmocka_unit_test_teardown(no_european_letter_is_wider_in_liberation_sans, forget_other_font),
        cmocka_unit_test(what_the_font_lacks_has_room_and_what_is_none_is_replaced),
        cmocka_unit_test(lines_stand_clear_of_each_other),
        cmocka_unit_test(a_cut_keeps_characters_whole),
        cmocka_unit_test(no_blank_stands_before_the_ellipsis),
        cmocka_unit_test(paragraphs_break_at_spaces_and_line_feeds),
        cmocka_unit_test_teardown(a_font_that_is_missing_or_none_is_told, forget_other_font),
    };
    return cmocka_run_group_tests(tests, open_font, close_font);
}
