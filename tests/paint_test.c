/* Cairo: pixels where they belong, the same PNG and PDF each time, frames over pixels of the caller's, and
 * what is too large. How it compares with other programs: tests/tools/pictures.sh. */
#include "tests/test.h"

#include "tests/support/picture.h"
#include "tests/support/sample.h"
#include "ui/canvas/paint.h"

static Font *font;

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

static Sheet small_sheet(Ink background) {
    return (Sheet){.width_px = 20,
                   .height_px = 10,
                   .title = "T",
                   .description = "",
                   .theme = THEME_LIGHT,
                   .background = background,
                   .font = font};
}

static Paint *begin(const Sheet *sheet, int scale) {
    Paint *paint = NULL;
    assert_int_equal(paint_image(sheet, scale, &paint), PAINT_OK);
    return paint;
}

static uint32_t pixel(Paint *paint, int x, int y) {
    int width, height, stride;
    assert_int_equal(paint_finish(paint), PAINT_OK);
    const uint32_t *pixels = paint_image_pixels(paint, &width, &height, &stride);
    assert_true(x < width && y < height);
    return pixels[y * stride / 4 + x];
}

static uint32_t opaque(Ink ink) {
    return 0xFF000000 | theme_colour(THEME_LIGHT, ink);
}

static void a_box_fills_its_pixels_and_no_others(void **state) {
    (void)state;
    const Sheet sheet = small_sheet(INK_BACKGROUND), clear = small_sheet(INK_NONE);
    Paint *paint = begin(&sheet, 100), *over = begin(&clear, 250);
    const Box box = {PX(2), PX(4), PX(2), PX(2)};
    canvas_box(paint_canvas(paint), box, ink_fill(INK_WARN), NO_LINE);
    canvas_box(paint_canvas(over), box, ink_fill(INK_WARN), NO_LINE);
    assert_int_equal(pixel(paint, 2, 4), opaque(INK_WARN));
    assert_int_equal(pixel(paint, 3, 5), opaque(INK_WARN));
    assert_int_equal(pixel(paint, 4, 5), opaque(INK_BACKGROUND));
    assert_int_equal(pixel(paint, 2, 3), opaque(INK_BACKGROUND));
    assert_int_equal(pixel(over, 5, 10), opaque(INK_WARN));
    assert_int_equal(pixel(over, 9, 14), opaque(INK_WARN));
    assert_int_equal(pixel(over, 10, 14), 0); /* see-through */
    paint_destroy(paint);
    paint_destroy(over);
}

static void cells_of_a_raster_have_sharp_edges(void **state) {
    (void)state;
    const Sheet sheet = small_sheet(INK_BACKGROUND);
    const uint8_t inks[] = {INK_CELL_GRACE, INK_CELL_LICENSED, INK_NONE, INK_CELL_ABSENT};
    Paint *paint = begin(&sheet, 100);
    canvas_raster(paint_canvas(paint), (Box){PX(1), PX(1), PX(10), PX(6)}, 2, 2, inks);
    for (int y = 0; y < 10; y++)
        for (int x = 0; x < 20; x++) {
            const bool is_in = x >= 1 && x < 11 && y >= 1 && y < 7;
            const uint8_t ink = is_in ? inks[(y - 1) / 3 * 2 + (x - 1) / 5] : INK_NONE;
            assert_int_equal(pixel(paint, x, y), opaque(ink == INK_NONE ? INK_BACKGROUND : (Ink)ink));
        }
    paint_destroy(paint);
}

static void nothing_is_drawn_outside_of_a_clip(void **state) {
    (void)state;
    const Sheet sheet = small_sheet(INK_BACKGROUND);
    Paint *paint = begin(&sheet, 100);
    Canvas *canvas = paint_canvas(paint);
    canvas_clip(canvas, (Box){PX(5), PX(2), PX(4), PX(4)});
    canvas_box(canvas, canvas_bounds(canvas), ink_fill(INK_WARN), NO_LINE);
    canvas_raster(canvas, canvas_bounds(canvas), 1, 1, (const uint8_t[]){INK_CELL_GRACE});
    canvas_unclip(canvas);
    canvas_box(canvas, (Box){0, 0, PX(1), PX(1)}, ink_fill(INK_TEXT), NO_LINE);
    assert_int_equal(pixel(paint, 0, 0), opaque(INK_TEXT));
    assert_int_equal(pixel(paint, 4, 3), opaque(INK_BACKGROUND));
    assert_int_equal(pixel(paint, 5, 2), opaque(INK_CELL_GRACE));
    assert_int_equal(pixel(paint, 8, 5), opaque(INK_CELL_GRACE));
    assert_int_equal(pixel(paint, 9, 5), opaque(INK_BACKGROUND));
    paint_destroy(paint);
}

/* The pixels that are not background lie within the box that layout reckons with, or touch it. */
static void letters_stay_within_their_box(void **state) {
    (void)state;
    const Sheet sheet = {.width_px = 300,
                         .height_px = 300,
                         .title = "T",
                         .description = "",
                         .theme = THEME_LIGHT,
                         .background = INK_BACKGROUND,
                         .font = font};
    for (int i = 0; i < 12; i++) {
        const Anchor anchor = (Anchor)(i % 3);
        const TextRun run = i / 3 % 2 ? TEXT_UPWARDS : TEXT_ACROSS;
        const TextStyle style = i / 6 ? ink_bold(INK_TEXT, 24) : ink_text(INK_TEXT, 24);
        const Point at = {PX(150), PX(150)};
        Paint *paint = begin(&sheet, 100);
        Canvas *canvas = paint_canvas(paint);
        canvas_text(canvas, at, anchor, run, style, "ÄgWAV (jÿ)");
        const Box box = box_inset(canvas_text_box(canvas, at, anchor, run, style, "ÄgWAV (jÿ)"), -PX(1));
        int inked = 0;
        for (int y = 0; y < 300; y++)
            for (int x = 0; x < 300; x++) {
                if (pixel(paint, x, y) == opaque(INK_BACKGROUND)) continue;
                inked++;
                assert_true(box_holds(box, (Box){PX(x), PX(y), PX(1), PX(1)}));
            }
        assert_true(inked > 500);
        paint_destroy(paint);
    }
}

static Text sample_as(PaintStatus add(Paint *, Text *), bool is_pdf, Theme theme) {
    Text text = {0};
    const Sheet sheet = sample_sheet(theme, font);
    Paint *paint = NULL;
    assert_int_equal(is_pdf ? paint_pdf(&sheet, &paint) : paint_image(&sheet, 150, &paint), PAINT_OK);
    sample_draw(paint_canvas(paint));
    assert_int_equal(add(paint, &text), PAINT_OK);
    paint_destroy(paint);
    return text;
}

static void the_same_drawing_has_the_same_bytes(void **state) {
    (void)state;
    for (int i = 0; i < 2 * THEME_COUNT; i++) {
        const bool is_pdf = i % 2;
        Text one = sample_as(is_pdf ? paint_add_pdf : paint_add_png, is_pdf, (Theme)(i / 2));
        Text two = sample_as(is_pdf ? paint_add_pdf : paint_add_png, is_pdf, (Theme)(i / 2));
        assert_int_equal(one.length, two.length);
        assert_memory_equal(one.bytes, two.bytes, one.length);
        assert_memory_equal(one.bytes, is_pdf ? "%PDF-" : "\x89PNG", is_pdf ? 5 : 4);
        text_free(&one);
        text_free(&two);
    }
}

/* A window paints one frame after the other over its own pixels, whatever was there. */
static void the_next_frame_owes_nothing_to_the_last(void **state) {
    (void)state;
    const Sheet sheet = sample_sheet(THEME_DARK, font);
    enum { WIDTH = SAMPLE_WIDTH * 2 + 3, HEIGHT = SAMPLE_HEIGHT * 2 };
    uint32_t *pixels = test_calloc((size_t)WIDTH * HEIGHT, 4),
             *first = test_calloc((size_t)WIDTH * HEIGHT, 4);
    Paint *paint = NULL;
    assert_int_equal(paint_pixels(&sheet, 200, pixels, WIDTH, HEIGHT, WIDTH * 4, &paint), PAINT_OK);
    Hits hits = {0};
    paint_canvas(paint)->hits = &hits;
    sample_draw(paint_canvas(paint));
    assert_int_equal(paint_finish(paint), PAINT_OK);
    memcpy(first, pixels, (size_t)WIDTH * HEIGHT * 4);
    for (int i = 0; i < WIDTH * HEIGHT; i++) pixels[i] = 0xFF123456;
    hits_clear(&hits);
    paint_again(paint);
    sample_draw(paint_canvas(paint));
    assert_int_equal(paint_finish(paint), PAINT_OK);
    assert_memory_equal(first, pixels, (size_t)WIDTH * HEIGHT * 4);
    assert_int_equal(hits_at(&hits, (Point){PX(20), PX(90)}).index, 2);
    hits_free(&hits);
    paint_destroy(paint);
    test_free(pixels);
    test_free(first);
}

/* Fresh shapes of each kind, at quarters of a pixel where a window draws them too. */
static void draw_rows_of_shapes(Canvas *canvas) {
    const Stroke line = ink_line(INK_OUTLINE, PX(1)), wide = ink_line(INK_WARN, PX(3));
    for (int i = 0; i < 8; i++) {
        const Px x = PX(16 + 24 * i) + i % 4 * PX(1) / 4, radius = PX(i < 4 ? 10 : 7);
        canvas_disc(canvas, (Point){x, PX(16)}, radius, ink_fill(INK_ACCENT), line);
        canvas_arc(canvas, (Point){x, PX(44)}, radius, 0, TURN_WHOLE / 2, wide);
        canvas_round_box(canvas, (Box){x - radius, PX(64), 2 * radius, PX(16)}, PX(4), ink_fill(INK_SHADE),
                         line);
    }
}

static int most_apart(uint32_t a, uint32_t b) {
    int most = 0;
    for (int shift = 0; shift < 32; shift += 8) {
        const int apart = abs((int)(a >> shift & 0xFF) - (int)(b >> shift & 0xFF));
        if (apart > most) most = apart;
    }
    return most;
}

/* A window copies small shapes that it has drawn before; both times they are what an image shows, but that an
 * arc may end up to a quarter of a pixel early. */
static void a_shape_that_is_copied_looks_as_it_was_drawn(void **state) {
    (void)state;
    enum { WIDTH = 220, HEIGHT = 90 };
    Sheet sheet = small_sheet(INK_BACKGROUND);
    sheet.width_px = WIDTH;
    sheet.height_px = HEIGHT;
    uint32_t *pixels = test_calloc((size_t)WIDTH * HEIGHT, 4);
    Paint *image = begin(&sheet, 100), *window = NULL;
    draw_rows_of_shapes(paint_canvas(image));
    assert_int_equal(paint_pixels(&sheet, 100, pixels, WIDTH, HEIGHT, WIDTH * 4, &window), PAINT_OK);
    for (int frame = 0; frame < 2; frame++) {
        paint_again(window);
        draw_rows_of_shapes(paint_canvas(window));
        assert_int_equal(paint_finish(window), PAINT_OK);
        for (int y = 0; y < HEIGHT; y++)
            for (int x = 0; x < WIDTH; x++)
                assert_in_range(most_apart(pixels[y * WIDTH + x], pixel(image, x, y)), 0, 0xFF / 4);
    }
    assert_int_equal(pixels[16 * WIDTH + 16], opaque(INK_ACCENT));
    paint_destroy(window);
    paint_destroy(image);
    test_free(pixels);
}

/* More shapes than a window keeps: it forgets them and goes on. */
static void a_window_draws_more_shapes_than_it_can_keep(void **state) {
    (void)state;
    enum { SIDE = 100, SHAPES = 5000 };
    Sheet sheet = small_sheet(INK_BACKGROUND);
    sheet.width_px = sheet.height_px = SIDE;
    uint32_t *pixels = test_calloc((size_t)SIDE * SIDE, 4);
    Paint *window = NULL;
    assert_int_equal(paint_pixels(&sheet, 100, pixels, SIDE, SIDE, SIDE * 4, &window), PAINT_OK);
    for (int i = 0; i < SHAPES; i++) {
        const Ink ink = i % 2 ? INK_WARN : INK_ACCENT;
        canvas_disc(paint_canvas(window), (Point){PX(50), PX(50)}, PX(5) + (i % 2500), ink_fill(ink),
                    NO_LINE);
        assert_int_equal(paint_finish(window), PAINT_OK);
        assert_int_equal(pixels[50 * SIDE + 50], opaque(ink));
    }
    paint_destroy(window);
    test_free(pixels);
}

/* A window writes rasters itself, an image leaves them to Cairo: at every scale and place the pixels are the
 * same, also of one that hangs over the edge or has fewer pixels than cells. No middle of a pixel lies on an
 * edge: whose that is Cairo leaves to how it rounds. */
static void a_raster_in_a_window_is_that_of_an_image(void **state) {
    (void)state;
    enum { SIDE = 120, COLUMNS = 17, ROWS = 11 };
    static const int SCALES[] = {100, 125, 150, 200, 333};
    static const Box BOXES[] = {{PX(3) + 4, PX(5) + 4, PX(COLUMNS * 5), PX(ROWS * 5)},
                                {PX(3) + PX(1) / 3, PX(5) + PX(2) / 3, PX(97), PX(61)},
                                {PX(20), PX(20), PX(11), PX(7)},
                                {PX(80), PX(90), PX(70), PX(60)}};
    uint8_t inks[COLUMNS * ROWS];
    for (int i = 0; i < COLUMNS * ROWS; i++)
        inks[i] = (uint8_t)(i / COLUMNS % 3 == 1 ? inks[i - COLUMNS]
                            : i * 7 % 5          ? INK_ACCENT + i % 4
                                                 : INK_NONE);
    for (size_t s = 0; s < sizeof SCALES / sizeof *SCALES; s++)
        for (size_t b = 0; b < sizeof BOXES / sizeof *BOXES; b++) {
            Sheet sheet = small_sheet(INK_BACKGROUND);
            sheet.width_px = sheet.height_px = SIDE;
            Paint *image = begin(&sheet, SCALES[s]), *window = NULL;
            int width, height, stride;
            const uint32_t *expected = paint_image_pixels(image, &width, &height, &stride);
            uint32_t *pixels = test_calloc((size_t)width * (size_t)height, 4);
            assert_int_equal(paint_pixels(&sheet, SCALES[s], pixels, width, height, width * 4, &window),
                             PAINT_OK);
            canvas_raster(paint_canvas(image), BOXES[b], COLUMNS, ROWS, inks);
            canvas_raster(paint_canvas(window), BOXES[b], COLUMNS, ROWS, inks);
            assert_int_equal(paint_finish(image), PAINT_OK);
            assert_int_equal(paint_finish(window), PAINT_OK);
            for (int y = 0; y < height; y++)
                assert_memory_equal(&pixels[y * width], &expected[y * (stride / 4)], (size_t)width * 4);
            paint_destroy(window);
            paint_destroy(image);
            test_free(pixels);
        }
}

static void a_picture_that_is_too_large_is_refused(void **state) {
    (void)state;
    Sheet sheet = small_sheet(INK_BACKGROUND);
    sheet.width_px = 16384;
    Paint *paint = NULL;
    assert_int_equal(paint_image(&sheet, 200, &paint), PAINT_TOO_LARGE);
    assert_null(paint);
    assert_int_equal(paint_image(&sheet, 199, &paint), PAINT_OK);
    int width, height, stride;
    paint_image_pixels(paint, &width, &height, &stride);
    assert_true(width == 32605 && height == 20);
    paint_destroy(paint);
}

/* Cairo keeps what it has drawn with a font; closing the font first must not matter, nor opening another. */
static void fonts_may_come_and_go(void **state) {
    (void)state;
    Text first = {0};
    for (int i = 0; i < 3; i++) {
        Font *own = picture_font();
        Sheet sheet = sample_sheet(THEME_LIGHT, own);
        Paint *paint = NULL;
        Text text = {0};
        assert_int_equal(paint_image(&sheet, 100, &paint), PAINT_OK);
        sample_draw(paint_canvas(paint));
        assert_int_equal(paint_add_png(paint, &text), PAINT_OK);
        if (i % 2) font_close(own);
        paint_destroy(paint);
        if (i % 2 == 0) font_close(own);
        if (i == 0) {
            first = text;
            continue;
        }
        assert_int_equal(text.length, first.length);
        assert_memory_equal(text.bytes, first.bytes, first.length);
        text_free(&text);
    }
    text_free(&first);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_shape_that_is_copied_looks_as_it_was_drawn),
        cmocka_unit_test(a_window_draws_more_shapes_than_it_can_keep),
        cmocka_unit_test(a_box_fills_its_pixels_and_no_others),
        cmocka_unit_test(cells_of_a_raster_have_sharp_edges),
        cmocka_unit_test(nothing_is_drawn_outside_of_a_clip),
        cmocka_unit_test(letters_stay_within_their_box),
        cmocka_unit_test(the_same_drawing_has_the_same_bytes),
        cmocka_unit_test(the_next_frame_owes_nothing_to_the_last),
        cmocka_unit_test(a_raster_in_a_window_is_that_of_an_image),
        cmocka_unit_test(a_picture_that_is_too_large_is_refused),
        cmocka_unit_test(fonts_may_come_and_go),
    };
    return cmocka_run_group_tests(tests, open_font, close_font);
}
