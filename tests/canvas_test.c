/* The canvas: geometry in whole numbers, what is not worth drawing, clips, groups, hits, labels, arrows,
 * looks, and the words a recorder has for all of it. */
#include "tests/test.h"

#include "tests/support/picture.h"
#include "tests/support/sample.h"
#include "ui/canvas/arrow.h"
#include "ui/canvas/label.h"
#include "ui/canvas/look.h"

static Font *font;
static Sheet sheet;
static Recorder *recorder;
static Canvas *canvas;

static int open_font(void **state) {
    (void)state;
    font = picture_font();
    return 0;
}

static int close_font(void **state) {
    (void)state;
    font_close(font);
    return 0;
}

static int begin(void **state) {
    (void)state;
    sheet = (Sheet){.width_px = 100,
                    .height_px = 50,
                    .title = "T",
                    .description = "",
                    .theme = THEME_LIGHT,
                    .background = INK_BACKGROUND,
                    .font = font};
    recorder = recorder_create(&sheet);
    assert_non_null(recorder);
    canvas = recorder_canvas(recorder);
    return 0;
}

static int end(void **state) {
    (void)state;
    recorder_destroy(recorder);
    return 0;
}

/* What was drawn, without the line about the sheet. */
static void assert_drawn(const char *expected) {
    const Text *words = recorder_words(recorder);
    assert_non_null(words);
    assert_string_equal(strchr(words->bytes, '\n') + 1, expected);
}

/* ---- geometry -------------------------------------------------------------------------------------------
 */

static void lengths_are_written_in_hundredths_of_a_pixel(void **state) {
    (void)state;
    static const struct {
        Px px;
        const char *expected;
    } CASES[] = {
        {0, "0"},      {PX(12), "12"}, {PX_HALF, "0.5"},    {-PX_HALF, "-0.5"},       {1, "0.02"},
        {-1, "-0.02"}, {63, "0.98"},   {PX(3) + 1, "3.02"}, {PX(100) + 58, "100.91"}, {-PX(7), "-7"}};
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        Text text = {0};
        text_add_px(&text, CASES[i].px);
        assert_string_equal(text.bytes, CASES[i].expected);
        text_free(&text);
    }
}

static void a_share_is_rounded_to_the_nearest_and_kept_within_bounds(void **state) {
    (void)state;
    assert_int_equal(px_share(PX(10), 1, 3), 213); /* 213.33 */
    assert_int_equal(px_share(PX(10), 2, 3), 427); /* 426.67 */
    assert_int_equal(px_share(1, 1, 2), 1);
    assert_int_equal(px_share(1, -1, 2), 0);
    assert_int_equal(px_share(PX(10), -1, 3), -213);
    assert_int_equal(px_share(PX_MOST, INT64_C(50000000000), 7), PX_MOST);
    assert_int_equal(px_share(PX_MOST, -INT64_C(50000000000), 7), -PX_MOST);
    assert_int_equal(px_whole(PX(3) + 31), PX(3));
    assert_int_equal(px_whole(PX(3) + 32), PX(4));
    assert_int_equal(px_whole(-31), 0);
    assert_int_equal(px_sharp(PX(3) + 1), PX(3) + PX_HALF);
}

static void points_of_a_circle_lie_on_it(void **state) {
    (void)state;
    const Point centre = {PX(10), PX(20)};
    static const Point AXES[] = {{0, -1}, {1, 0}, {0, 1}, {-1, 0}};
    for (Turn quarter = -4; quarter < 8; quarter++) {
        const Point point = point_on_circle(centre, PX(100), quarter * 900), axis = AXES[(quarter + 4) % 4];
        assert_int_equal(point.x, centre.x + axis.x * PX(100));
        assert_int_equal(point.y, centre.y + axis.y * PX(100));
    }
    const Point third = point_on_circle((Point){0, 0}, PX(1000), 300); /* 30°: half the radius to the right */
    assert_int_equal(third.x, PX(500));
    assert_int_equal(third.y, -55426); /* -866.025 px */
    for (Turn turn = 0; turn < TURN_WHOLE; turn += 7) {
        const Point point = point_on_circle(centre, PX(8192), turn);
        const int64_t dx = point.x - centre.x, dy = point.y - centre.y, r = PX(8192);
        const int64_t off = dx * dx + dy * dy - r * r;
        assert_true(off <= 2 * r && off >= -2 * r); /* within 1/64 px */
    }
    assert_int_equal(point_distance((Point){PX(1), PX(1)}, (Point){PX(4), PX(5)}), PX(5));
    assert_int_equal(point_distance((Point){0, 0}, (Point){0, 0}), 0);
}

static void boxes_meet_hold_and_shrink(void **state) {
    (void)state;
    const Box a = {0, 0, 10, 10}, beside = {10, 0, 10, 10}, across = {5, 5, 10, 10};
    assert_false(box_overlaps(a, beside));
    assert_true(box_overlaps(a, across));
    assert_false(box_overlaps(a, (Box){3, 3, 0, 5})); /* nothing is in it */
    const Box both = box_intersection(a, across);
    assert_int_equal(both.width, 5);
    assert_true(box_holds(a, both) && box_holds(a, a) && !box_holds(a, across));
    assert_true(box_has(a, (Point){0, 9}) && !box_has(a, (Point){10, 0}));
    const Box inner = box_inset(a, 7);
    assert_true(inner.width == 0 && inner.height == 0 && inner.x == 5);
}

/* ---- what is drawn --------------------------------------------------------------------------------------
 */

static void everything_has_words(void **state) {
    (void)state;
    const Point steps[] = {{0, PX(9)}, {PX(5), PX(9)}, {PX(5), PX(2)}};
    canvas_line(canvas, (Point){0, PX_HALF}, (Point){PX(9), PX_HALF}, ink_dash(INK_CAP, PX(1), DASH_LONG));
    canvas_polyline(canvas, steps, 3, ink_line(INK_COUNTED, PX(2)));
    canvas_polygon(canvas, steps, 3, (Fill){INK_SHADE, HATCH_DIAGONAL}, NO_LINE);
    canvas_box(canvas, (Box){PX(1), PX(2), PX(3), PX(4)}, ink_fill(INK_PANEL), ink_line(INK_OUTLINE, PX(1)));
    canvas_round_box(canvas, (Box){PX(1), PX(2), PX(8), PX(4)}, PX(9), NO_FILL, ink_line(INK_AXIS, PX(1)));
    canvas_disc(canvas, (Point){PX(9), PX(9)}, PX(3), ink_fill(INK_STATE_LICENSED), NO_LINE);
    canvas_arc(canvas, (Point){PX(9), PX(9)}, PX(3), -900, 900, ink_line(INK_WARN, PX(4)));
    canvas_arc(canvas, (Point){PX(9), PX(9)}, PX(3), 100, 3700, ink_line(INK_WARN, PX(4)));
    const Point curve[] = {{0, 0}, {PX(1), 0}, {PX(2), PX(1)}, {PX(2), PX(2)}};
    canvas_curve(canvas, curve, 4, ink_line(INK_BRANCH, PX(1)));
    assert_drawn("path 0,0.5 9,0.5 line=cap:1:long\n"
                 "path 0,9 5,9 5,2 line=counted:2\n"
                 "polygon 0,9 5,9 5,2 fill=shade/diagonal\n"
                 "box 1,2 3x4 fill=panel line=outline:1\n"
                 "box 1,2 8x4 round 2 line=axis:1\n"
                 "disc 9,9 radius 3 fill=licensed\n"
                 "arc 9,9 radius 3 turn -900..900 line=warn:4\n"
                 "disc 9,9 radius 3 line=warn:4\n"
                 "curve 0,0 1,0 2,1 2,2 line=branch:1\n");
}

static void what_cannot_be_seen_is_not_drawn(void **state) {
    (void)state;
    const Stroke pen = ink_line(INK_TEXT, PX(1));
    canvas_box(canvas, (Box){PX(1), PX(1), PX(5), PX(5)}, NO_FILL, NO_LINE);
    canvas_box(canvas, (Box){PX(1), PX(1), PX(5), PX(5)}, NO_FILL, ink_line(INK_TEXT, 0));
    canvas_box(canvas, (Box){PX(200), PX(1), PX(5), PX(5)}, ink_fill(INK_TEXT), NO_LINE);
    canvas_box(canvas, (Box){PX(1), PX(1), 0, PX(5)}, ink_fill(INK_TEXT), NO_LINE);
    canvas_line(canvas, (Point){0, PX(60)}, (Point){PX(9), PX(60)}, pen);
    canvas_polyline(canvas, (Point[]){{0, 0}}, 1, pen);
    canvas_arc(canvas, (Point){PX(9), PX(9)}, PX(3), 100, 100, pen);
    canvas_text(canvas, (Point){PX(9), PX(9)}, ANCHOR_START, TEXT_ACROSS, ink_text(INK_TEXT, 12), "");
    canvas_text(canvas, (Point){PX(-90), PX(9)}, ANCHOR_START, TEXT_ACROSS, ink_text(INK_TEXT, 12), "far");
    canvas_clip(canvas, (Box){PX(10), PX(10), PX(10), PX(10)});
    canvas_disc(canvas, (Point){PX(40), PX(9)}, PX(5), ink_fill(INK_TEXT), NO_LINE);
    canvas_unclip(canvas);
    canvas_line(canvas, (Point){0, 0}, (Point){0, PX(9)}, pen); /* half of it can be seen */
    assert_drawn("clip 10,10 10x10\n"
                 "path 0,0 0,9 line=text:1\n");
}

static void text_tells_its_box_in_every_direction(void **state) {
    (void)state;
    const TextStyle style = ink_text(INK_TEXT, 10);
    const Point at = {PX(50), PX(30)};
    const Px width = font_width(font, style, "Sarah");
    const Box start = canvas_text_box(canvas, at, ANCHOR_START, TEXT_ACROSS, style, "Sarah");
    const Box last = canvas_text_box(canvas, at, ANCHOR_END, TEXT_ACROSS, style, "Sarah");
    const Box upwards = canvas_text_box(canvas, at, ANCHOR_START, TEXT_UPWARDS, style, "Sarah");
    const Box downwards = canvas_text_box(canvas, at, ANCHOR_END, TEXT_UPWARDS, style, "Sarah");
    assert_true(start.x == at.x && start.width == width && box_bottom(start) == at.y + font_descent(style));
    assert_true(box_right(last) == at.x && last.y == at.y - font_ascent(style));
    assert_true(upwards.height == width && box_bottom(upwards) == at.y && upwards.width == start.height);
    assert_true(downwards.y == at.y && box_right(downwards) == at.x + font_descent(style));
}

static void rasters_are_told_in_runs(void **state) {
    (void)state;
    const uint8_t a = INK_CELL_ABSENT, l = INK_CELL_LICENSED, n = INK_NONE;
    const uint8_t inks[] = {a, a, l, /**/ a, a, l, /**/ n, l, l};
    canvas_raster(canvas, (Box){0, 0, PX(9), PX(9)}, 3, 3, inks);
    assert_drawn("raster 0,0 9x9 of 3x3\n"
                 "  rows 0-1: cell-absent x2 cell-licensed x1\n"
                 "  row 2: none x1 cell-licensed x2\n");
}

static void groups_say_whom_they_stand_for_as_far_as_they_are_seen(void **state) {
    (void)state;
    canvas_group(canvas, (CanvasGroup){.role = "host",
                                       .id = "h-1",
                                       .title = "kms1 \"the old one\"",
                                       .hit = {2, 7},
                                       .area = {PX(10), PX(10), PX(20), PX(20)}});
    canvas_clip(canvas, (Box){0, 0, PX(15), PX(50)});
    canvas_group(canvas,
                 (CanvasGroup){.role = "entry", .hit = {3, 1}, .area = {PX(10), PX(10), PX(20), PX(5)}});
    canvas_ungroup(canvas);
    canvas_group(canvas,
                 (CanvasGroup){.role = "entry", .hit = {3, 2}, .area = {PX(20), PX(10), PX(20), PX(5)}});
    canvas_ungroup(canvas);
    canvas_unclip(canvas);
    canvas_ungroup(canvas);
    assert_drawn("group role=host id=\"h-1\" title=\"kms1 \\\"the old one\\\"\" hit=2:7 area 10,10 20x20\n"
                 "  clip 0,0 15x50\n"
                 "    group role=entry hit=3:1 area 10,10 20x5\n"
                 "    group role=entry hit=3:2 area 20,10 20x5\n");
    const Hits *hits = recorder_hits(recorder);
    assert_int_equal(hits->count, 2); /* the third is clipped away */
    assert_int_equal(hits_at(hits, (Point){PX(12), PX(12)}).kind, 3);
    assert_int_equal(hits_at(hits, (Point){PX(12), PX(18)}).kind, 2);
    assert_int_equal(hits_at(hits, (Point){PX(20), PX(12)}).index,
                     7); /* outside of the clip: what is below */
    assert_int_equal(hits_at(hits, (Point){PX(5), PX(5)}).kind, 0);
}

/* ---- labels and arrows ----------------------------------------------------------------------------------
 */

static void even_lines_are_as_many_and_tear_no_word(void **state) {
    (void)state;
    static const char *const TEXTS[] = {"a count of 25 or more", "count-below-threshold ×2299", "one", "",
                                        "where machines that retire go up, and then across\nbelow"};
    const TextStyle style = ink_text(INK_TEXT, 10);
    for (size_t t = 0; t < sizeof TEXTS / sizeof *TEXTS; t++)
        for (Px width = PX(20); width < PX(300); width += PX(7)) {
            const Px even = label_even(font, style, TEXTS[t], width);
            const int lines = label_lines(font, style, TEXTS[t], width);
            assert_true(even <= width);
            assert_int_equal(label_lines(font, style, TEXTS[t], even), lines);
            for (size_t at = 0, next; TEXTS[t][at]; at += next) { /* breaks stand where words end */
                const size_t length = font_break(font, style, TEXTS[t] + at, even, &next);
                if (even < width) assert_true(strchr(" \n", TEXTS[t][at + length]) != NULL);
            }
        }
    const Px width = font_width(font, style, "a count of 25 or") + PX(1);
    size_t next;
    assert_int_equal(font_break(font, style, TEXTS[0], label_even(font, style, TEXTS[0], width), &next),
                     strlen("a count of"));
}

static void a_label_that_is_too_long_is_cut_and_whole_in_the_title(void **state) {
    (void)state;
    const TextStyle style = ink_text(INK_TEXT, 10);
    const Box box = {PX(10), PX(10), PX(60), PX(20)};
    assert_true(label_draw(canvas, box, ANCHOR_START, style, "Sarah"));
    assert_false(label_draw(canvas, box, ANCHOR_END, style, "The laptop of Sarah"));
    assert_false(label_draw(canvas, (Box){0, PX(30), PX(5), PX(20)}, ANCHOR_START, style, "Sarah"));
    size_t count;
    const RecordedText *texts = recorder_texts(recorder, &count);
    assert_int_equal(count, 2);
    assert_string_equal(texts[1].string, "The lapto…");
    for (size_t i = 0; i < count; i++) assert_true(box_holds(box, texts[i].box));
    assert_non_null(
        strstr(recorder_words(recorder)->bytes, "group role=cut title=\"The laptop of Sarah\"\n"));
}

static void a_name_that_is_cut_keeps_its_number(void **state) {
    (void)state;
    static const char *const NAMES[][2] = {{"marketing-12", "mar…-12"},
                                           {"marketing-", "marketi…"},
                                           {"marketing 2026", "marketi…"},
                                           {"m-123456789012", "m-123…"}}; /* no room for more than that */
    const TextStyle style = ink_text(INK_TEXT, 10);
    const Box box = {PX(10), PX(10), PX(50), PX(20)};
    for (size_t n = 0; n < sizeof NAMES / sizeof *NAMES; n++) {
        size_t count;
        assert_false(label_draw(canvas, box, ANCHOR_START, style, NAMES[n][0]));
        const RecordedText *texts = recorder_texts(recorder, &count);
        assert_string_equal(texts[count - 1].string, NAMES[n][1]);
        assert_true(box_holds(box, texts[count - 1].box));
    }
}

static void a_paragraph_keeps_to_its_box(void **state) {
    (void)state;
    const TextStyle style = ink_text(INK_TEXT, 10);
    static const char TEXT[] = "Sarah has a new laptop. It asks once a week.\nAnd a second paragraph.";
    const Box box = {PX(5), 0, PX(90), 3 * font_line(style)};
    assert_int_equal(label_lines(font, style, TEXT, box.width), 5);
    assert_int_equal(label_lines(font, style, "", box.width), 0);
    assert_int_equal(label_paragraph(canvas, box, ANCHOR_START, style, TEXT), box.height);
    size_t count;
    const RecordedText *texts = recorder_texts(recorder, &count);
    assert_int_equal(count, 3);
    assert_string_equal(texts[0].string, "Sarah has a new");
    assert_string_equal(texts[1].string, "laptop. It asks");
    assert_string_equal(texts[2].string, "once a week.…");
    Text troubles = {0};
    assert_int_equal(picture_troubles(recorder, &sheet, &troubles), 0);
    text_free(&troubles);
}

static void an_arrow_ends_at_its_tip(void **state) {
    (void)state;
    const Point points[] = {{PX(10), PX(10)}, {PX(10), PX(30)}, {PX(60), PX(30)}};
    arrow_draw(canvas, points, 3, ink_line(INK_GRANTED, PX(2)), PX(10));
    assert_drawn("path 10,10 10,30 50,30 line=granted:2\n"
                 "polygon 60,30 50,34 50,26 fill=granted\n");
}

/* ---- looks ----------------------------------------------------------------------------------------------
 */

static void a_failed_attempt_shows_only_on_who_is_licensed(void **state) {
    (void)state;
    static const Look OF[STATE_COUNT][2] = {[STATE_ABSENT] = {LOOK_ABSENT, LOOK_ABSENT},
                                            [STATE_INITIAL_GRACE] = {LOOK_GRACE, LOOK_GRACE},
                                            [STATE_LICENSED] = {LOOK_LICENSED, LOOK_RETRYING},
                                            [STATE_EXPIRY_GRACE] = {LOOK_EXPIRED, LOOK_EXPIRED},
                                            [STATE_NOTIFICATION] = {LOOK_NOTIFICATION, LOOK_NOTIFICATION},
                                            [STATE_REDUCED] = {LOOK_VIEW_ONLY, LOOK_VIEW_ONLY}};
    for (int i = 0; i < STATE_COUNT; i++)
        for (int last = 0; last < RESULT_COUNT; last++) {
            const bool failed = last != RESULT_NONE && last != RESULT_GRANTED;
            assert_int_equal(look_of((State)i, (Result)last), OF[i][failed]);
        }
}

/* The drawing without inks and places: only what it consists of. */
static void kinds_of(Look look, Text *out) {
    Recorder *own = recorder_create(&sheet);
    look_draw(recorder_canvas(own), look, (Box){PX(20), PX(10), PX(20), PX(20)});
    for (const char *line = strchr(recorder_words(own)->bytes, '\n') + 1; *line;
         line = strchr(line, '\n') + 1) {
        const size_t points = strcspn(line, "f");
        text_add_bytes(out, line, strcspn(line, " "));
        for (size_t i = 0; i < points && line[0] == 'p'; i++)
            if (line[i] == ',') text_add_char(out, '.');
        text_add_char(out, ' ');
    }
    recorder_destroy(own);
}

static void every_look_has_its_own_word_letter_colour_hatch_and_shape(void **state) {
    (void)state;
    for (int i = 0; i < LOOK_COUNT; i++)
        for (int j = 0; j < i; j++) {
            Text one = {0}, two = {0};
            assert_string_not_equal(LOOKS[i].word, LOOKS[j].word);
            assert_string_not_equal(LOOKS[i].letter, LOOKS[j].letter);
            assert_int_not_equal(LOOKS[i].ink, LOOKS[j].ink);
            assert_int_not_equal(LOOKS[i].cell, LOOKS[j].cell);
            assert_int_not_equal(LOOKS[i].hatch, LOOKS[j].hatch);
            kinds_of((Look)i, &one);
            kinds_of((Look)j, &two);
            assert_string_not_equal(one.bytes, two.bytes);
            text_free(&one);
            text_free(&two);
        }
    for (int i = 0; i < LOOK_COUNT; i++) {
        assert_int_equal(LOOKS[i].ink, INK_STATE_ABSENT + i);
        assert_int_equal(LOOKS[i].cell, INK_CELL_ABSENT + i);
        assert_int_equal(theme_hatch(THEME_PRINT, ink_fill(LOOKS[i].ink)), LOOKS[i].hatch);
    }
}

/* ---- the checks themselves ------------------------------------------------------------------------------
 */

static void text_that_overlaps_leaves_or_is_cut_off_is_found(void **state) {
    (void)state;
    const TextStyle style = ink_text(INK_TEXT, 10);
    canvas_text(canvas, (Point){PX(5), PX(20)}, ANCHOR_START, TEXT_ACROSS, style, "one");
    canvas_text(canvas, (Point){PX(20), PX(25)}, ANCHOR_START, TEXT_ACROSS, style, "two");
    canvas_text(canvas, (Point){PX(80), PX(48)}, ANCHOR_START, TEXT_ACROSS, style, "edge");
    canvas_clip(canvas, (Box){PX(50), 0, PX(20), PX(20)});
    canvas_text(canvas, (Point){PX(50), PX(12)}, ANCHOR_START, TEXT_ACROSS, style, "clipped");
    canvas_unclip(canvas);
    Text troubles = {0};
    assert_int_equal(picture_troubles(recorder, &sheet, &troubles), 3);
    assert_string_equal(troubles.bytes, "'clipped' at 50,2.63 is cut off\n"
                                        "'one' at 5,10.63 overlaps 'two'\n"
                                        "'edge' at 80,38.63 leaves the picture\n");
    text_free(&troubles);
}

static void the_same_drawing_has_the_same_words(void **state) {
    (void)state;
    const Sheet large = sample_sheet(THEME_LIGHT, font);
    Recorder *one = recorder_create(&large), *two = recorder_create(&large);
    sample_draw(recorder_canvas(one));
    sample_draw(recorder_canvas(two));
    assert_string_equal(recorder_words(one)->bytes, recorder_words(two)->bytes);
    assert_int_equal(recorder_hits(one)->count, LOOK_COUNT);
    recorder_destroy(one);
    recorder_destroy(two);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lengths_are_written_in_hundredths_of_a_pixel),
        cmocka_unit_test(a_share_is_rounded_to_the_nearest_and_kept_within_bounds),
        cmocka_unit_test(points_of_a_circle_lie_on_it),
        cmocka_unit_test(boxes_meet_hold_and_shrink),
        cmocka_unit_test_setup_teardown(everything_has_words, begin, end),
        cmocka_unit_test_setup_teardown(what_cannot_be_seen_is_not_drawn, begin, end),
        cmocka_unit_test_setup_teardown(text_tells_its_box_in_every_direction, begin, end),
        cmocka_unit_test_setup_teardown(rasters_are_told_in_runs, begin, end),
        cmocka_unit_test_setup_teardown(groups_say_whom_they_stand_for_as_far_as_they_are_seen, begin, end),
        cmocka_unit_test_setup_teardown(even_lines_are_as_many_and_tear_no_word, begin, end),
        cmocka_unit_test_setup_teardown(a_label_that_is_too_long_is_cut_and_whole_in_the_title, begin, end),
        cmocka_unit_test_setup_teardown(a_name_that_is_cut_keeps_its_number, begin, end),
        cmocka_unit_test_setup_teardown(a_paragraph_keeps_to_its_box, begin, end),
        cmocka_unit_test_setup_teardown(an_arrow_ends_at_its_tip, begin, end),
        cmocka_unit_test(a_failed_attempt_shows_only_on_who_is_licensed),
        cmocka_unit_test_setup_teardown(every_look_has_its_own_word_letter_colour_hatch_and_shape, begin,
                                        end),
        cmocka_unit_test_setup_teardown(text_that_overlaps_leaves_or_is_cut_off_is_found, begin, end),
        cmocka_unit_test(the_same_drawing_has_the_same_words),
    };
    return cmocka_run_group_tests(tests, open_font, close_font);
}
