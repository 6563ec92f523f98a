/* SVG: what is escaped, what is joined, what is defined only when it occurs, and the same bytes each time.
 * That others can read it: tests/tools/pictures.sh. */
#include "tests/test.h"

#include "tests/support/picture.h"
#include "tests/support/sample.h"
#include "ui/canvas/svg.h"

static Font *font;
static Sheet sheet;
static Svg *svg;
static Canvas *canvas;
static Text out;

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
                    .background = INK_NONE,
                    .font = font};
    svg = svg_create(&sheet);
    assert_non_null(svg);
    canvas = svg_canvas(svg);
    out = (Text){0};
    return 0;
}

static int end(void **state) {
    (void)state;
    svg_destroy(svg);
    text_free(&out);
    return 0;
}

static void finish(void) {
    assert_true(svg_finish(svg, true, &out));
}

static int occurrences(const char *what) {
    int count = 0;
    for (const char *at = out.bytes; (at = strstr(at, what)); at++) count++;
    return count;
}

static void assert_has(const char *what) {
    if (!strstr(out.bytes, what)) fail_msg("no %s in\n%s", what, out.bytes);
}

static void assert_lacks(const char *what) {
    if (strstr(out.bytes, what)) fail_msg("%s in\n%s", what, out.bytes);
}

/* ---- the document ---------------------------------------------------------------------------------------
 */

static void an_empty_picture_is_an_image_with_a_title(void **state) {
    (void)state;
    finish();
    char id[16];
    assert_int_equal(sscanf(out.bytes, "<svg xmlns=\"http://www.w3.org/2000/svg\" id=\"%12s", id), 1);
    id[12] = '\0';
    assert_memory_equal(id, "pic-", 4);
    assert_has(" width=\"100\" height=\"50\" viewBox=\"0 0 100 50\" role=\"img\"");
    assert_has("<title id=\"pic-");
    assert_has("-title\">T</title>");
    assert_has("aria-labelledby=\"pic-");
    assert_lacks("aria-describedby");
    assert_lacks("<desc");
    assert_lacks("<path");
    assert_lacks("\001");
}

static void a_document_of_its_own_says_what_it_is(void **state) {
    (void)state;
    assert_true(svg_finish(svg, false, &out));
    assert_memory_equal(out.bytes, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg ", 44);
}

static Text sample_in(Theme theme) {
    Text text = {0};
    const Sheet large = sample_sheet(theme, font);
    Svg *own = svg_create(&large);
    sample_draw(svg_canvas(own));
    assert_true(svg_finish(own, false, &text));
    svg_destroy(own);
    return text;
}

static void nothing_in_it_runs_links_or_loads(void **state) {
    (void)state;
    static const char *const FORBIDDEN[] = {
        "<script", "<a ",      "<a>",    "href", "foreignObject", "<image", "<use",     "onlo", "onclick",
        "@import", "http://s", "https:", "<b>",  "data:",         "<!",     "url(http", "\x1b", "\xFF"};
    out = sample_in(THEME_PRINT);
    for (size_t i = 0; i < sizeof FORBIDDEN / sizeof FORBIDDEN[0]; i++) assert_lacks(FORBIDDEN[i]);
    assert_int_equal(occurrences("http"), 1); /* the name of SVG itself */
    assert_has("&lt;script&gt;alert(1)&lt;/script&gt;");
    assert_has("A sample &lt;b&gt;&amp;&quot;&#39;</title>");
}

static void the_same_drawing_has_the_same_bytes_and_another_another_id(void **state) {
    (void)state;
    Text one = sample_in(THEME_LIGHT), two = sample_in(THEME_LIGHT), dark = sample_in(THEME_DARK);
    assert_int_equal(one.length, two.length);
    assert_memory_equal(one.bytes, two.bytes, one.length);
    const char *a = strstr(one.bytes, "id=\"pic-"), *b = strstr(dark.bytes, "id=\"pic-");
    assert_true(a && b && strncmp(a, b, 16) != 0);
    text_free(&one);
    text_free(&two);
    text_free(&dark);
}

static void only_the_automatic_theme_asks_for_dark(void **state) {
    (void)state;
    for (int theme = 0; theme < THEME_COUNT; theme++) {
        out = sample_in((Theme)theme);
        assert_int_equal(occurrences("prefers-color-scheme:dark"), theme == THEME_AUTO);
        if (theme == THEME_AUTO) {
            assert_has(" .ink-text{fill:#1B1F24}");
            assert_has(" .ink-text{fill:#ECEFF2}");
        }
        if (theme < THEME_COUNT - 1) text_free(&out);
    }
}

/* ---- what is drawn --------------------------------------------------------------------------------------
 */

static void only_colours_that_occur_are_defined(void **state) {
    (void)state;
    canvas_box(canvas, (Box){0, 0, PX(5), PX(5)}, ink_fill(INK_PANEL), ink_line(INK_OUTLINE, PX(1)));
    finish();
    assert_has(" .ink-panel{fill:#F4F6F8}\n");
    assert_has(" .line-outline{stroke:#2B3138}\n");
    assert_int_equal(occurrences("{"), 2);
}

static void hatches_are_defined_only_where_they_are_used(void **state) {
    (void)state;
    const Box box = {0, 0, PX(5), PX(5)};
    canvas_box(canvas, box, (Fill){INK_FUTURE, HATCH_SOLID}, ink_line(INK_OUTLINE, PX(1)));
    canvas_box(canvas, box, ink_fill(INK_STATE_GRACE), NO_LINE);
    finish();
    assert_lacks("hatch");
    svg_destroy(svg);
    text_free(&out);
    sheet.theme = THEME_PRINT;
    svg = svg_create(&sheet);
    canvas_box(svg_canvas(svg), box, ink_fill(INK_STATE_GRACE), ink_line(INK_OUTLINE, PX(1)));
    canvas_box(svg_canvas(svg), box, ink_fill(INK_STATE_GRACE), ink_line(INK_OUTLINE, PX(1)));
    finish();
    assert_int_equal(occurrences("<pattern"), 1);
    assert_int_equal(occurrences("class=\"hatch-diagonal\""), 2);
    assert_has("<rect x=\"0\" y=\"0\" width=\"5\" height=\"5\" class=\"ink-grace\"/>\n"
               "<rect x=\"0\" y=\"0\" width=\"5\" height=\"5\" class=\"hatch-diagonal\"/>\n"
               "<rect x=\"0\" y=\"0\" width=\"5\" height=\"5\" class=\"line-outline\"/>\n");
}

static void a_picture_of_a_page_leaves_colours_and_hatches_to_it(void **state) {
    (void)state;
    const Box box = {0, 0, PX(5), PX(5)};
    svg_destroy(svg);
    svg = svg_create_for_page(&sheet);
    canvas_box(svg_canvas(svg), box, ink_fill(INK_STATE_GRACE), NO_LINE);
    canvas_box(svg_canvas(svg), box, (Fill){INK_SHADE, HATCH_DOTS}, NO_LINE);
    finish();
    assert_has(" class=\"picture\" id=\"pic-");
    assert_lacks("<style");
    assert_lacks("<pattern");
    assert_has("class=\"ink-grace\"");
    assert_has("class=\"hatch-diagonal for-print\"");
    assert_has("class=\"hatch-dots\"");
}

static void a_page_has_every_colour_and_hatch_in_light_dark_and_print(void **state) {
    (void)state;
    svg_add_page_style(&out);
    svg_add_page_hatches(&out);
    for (int ink = INK_NONE + 1; ink < INK_COUNT; ink++) {
        char rule[64];
        snprintf(rule, sizeof rule, ".ink-%s{fill:#", INK_NAMES[ink]);
        assert_int_equal(occurrences(rule), 3);
    }
    for (int hatch = 0; hatch < HATCH_COUNT; hatch++) {
        char rule[64], pattern[64];
        snprintf(rule, sizeof rule, ".hatch-%s{fill:url(#hatch-%s)}", HATCH_NAMES[hatch], HATCH_NAMES[hatch]);
        snprintf(pattern, sizeof pattern, "<pattern id=\"hatch-%s\"", HATCH_NAMES[hatch]);
        assert_int_equal(occurrences(rule), occurrences(pattern));
        assert_int_equal(occurrences(rule), hatch != HATCH_NONE && hatch != HATCH_SOLID);
    }
}

static void neighbours_drawn_alike_are_one_path(void **state) {
    (void)state;
    for (int i = 0; i < 3; i++)
        canvas_line(canvas, (Point){PX(i), 0}, (Point){PX(i), PX(9)}, ink_line(INK_REFUSED, PX(1)));
    canvas_line(canvas, (Point){0, 0}, (Point){PX(9), PX(9)}, ink_line(INK_REFUSED, PX(2)));
    for (int i = 0; i < 2; i++)
        canvas_box(canvas, (Box){PX(4 * i), PX(20), PX(4), PX(5)}, ink_fill(INK_SHADE), NO_LINE);
    finish();
    assert_has("<path d=\"M0 0V9M1 0V9M2 0V9\" class=\"line-refused\"/>\n"
               "<path d=\"M0 0L9 9\" class=\"line-refused\" stroke-width=\"2\"/>\n"
               "<path d=\"M0 20H4V25H0zM4 20H8V25H4z\" class=\"ink-shade\"/>\n");
}

static void what_lies_between_keeps_neighbours_apart(void **state) {
    (void)state;
    const Stroke pen = ink_line(INK_TEXT, PX(1));
    canvas_line(canvas, (Point){0, 0}, (Point){PX(9), 0}, pen);
    canvas_disc(canvas, (Point){PX(5), PX(5)}, PX(3), ink_fill(INK_WARN), NO_LINE);
    canvas_line(canvas, (Point){0, PX(1)}, (Point){PX(9), PX(1)}, pen);
    canvas_group(canvas, (CanvasGroup){.role = "host"});
    canvas_line(canvas, (Point){0, PX(2)}, (Point){PX(9), PX(2)}, pen);
    canvas_ungroup(canvas);
    canvas_line(canvas, (Point){0, PX(3)}, (Point){PX(9), PX(3)}, pen);
    finish();
    assert_has("<path d=\"M0 0H9\" class=\"line-text\"/>\n"
               "<circle cx=\"5\" cy=\"5\" r=\"3\" class=\"ink-warn\"/>\n"
               "<path d=\"M0 1H9\" class=\"line-text\"/>\n"
               "<g class=\"host\">\n<path d=\"M0 2H9\" class=\"line-text\"/>\n</g>\n"
               "<path d=\"M0 3H9\" class=\"line-text\"/>\n");
}

static void a_raster_is_written_in_runs(void **state) {
    (void)state;
    const uint8_t a = INK_CELL_ABSENT, l = INK_CELL_LICENSED, n = INK_NONE;
    const uint8_t inks[] = {a, a, l, n, /**/ a, a, l, n, /**/ a, l, l, n};
    canvas_raster(canvas, (Box){PX(10), 0, PX(40), PX(30)}, 4, 3, inks);
    finish();
    assert_has("<path shape-rendering=\"crispEdges\" d=\"M10 0H30V20H10zM10 20H20V30H10z\" "
               "class=\"ink-cell-absent\"/>\n"
               "<path shape-rendering=\"crispEdges\" d=\"M30 0H40V20H30zM20 20H40V30H20z\" "
               "class=\"ink-cell-licensed\"/>\n");
}

/* Every cell of a raster is covered once: by its own ink and by no other. */
static void the_runs_of_a_raster_are_its_cells(void **state) {
    (void)state;
    enum { ACROSS = 9, DOWN = 8 };
    uint8_t inks[ACROSS * DOWN], seen[ACROSS * DOWN] = {0};
    uint32_t luck = 12345;
    for (size_t i = 0; i < sizeof inks; i++) {
        luck = luck * 1664525 + 1013904223;
        inks[i] = (uint8_t)(INK_CELL_ABSENT + (luck >> 30) % 3);
    }
    canvas_raster(canvas, (Box){0, 0, PX(ACROSS), PX(DOWN)}, ACROSS, DOWN, inks);
    finish();
    for (const char *path = out.bytes; (path = strstr(path, "<path shape"));) {
        const char *end_of = strstr(path, "/>"), *name = strstr(path, "class=\"ink-");
        uint8_t ink = 0;
        for (uint8_t i = INK_CELL_ABSENT; i <= INK_CELL_VIEW_ONLY; i++)
            if (strncmp(name + 11, INK_NAMES[i], strlen(INK_NAMES[i])) == 0) ink = i;
        for (; path < end_of; path++) {
            int left, top, right, bottom;
            if (sscanf(path, "M%d %dH%dV%dH", &left, &top, &right, &bottom) != 4) continue;
            for (int y = top; y < bottom; y++)
                for (int x = left; x < right; x++) {
                    assert_int_equal(inks[y * ACROSS + x], ink);
                    assert_int_equal(seen[y * ACROSS + x]++, 0);
                }
        }
    }
    for (size_t i = 0; i < sizeof seen; i++) assert_int_equal(seen[i], 1);
}

static void the_size_follows_the_picture_not_the_cells(void **state) {
    (void)state;
    static uint8_t inks[1000 * 1000];
    for (size_t i = 0; i < sizeof inks; i++) inks[i] = i % 1000 < 400 ? INK_CELL_LICENSED : INK_CELL_GRACE;
    canvas_raster(canvas, canvas_bounds(canvas), 1000, 1000, inks);
    finish();
    assert_true(out.length < 1200);
}

static void text_stays_text(void **state) {
    (void)state;
    TextStyle style = ink_bold(INK_TEXT, 12);
    canvas_text(canvas, (Point){PX(5), PX(20)}, ANCHOR_START, TEXT_ACROSS, style, "a < b & \"c\"");
    style.halo = INK_BACKGROUND;
    canvas_text(canvas, (Point){PX(50), PX(40)}, ANCHOR_MIDDLE, TEXT_UPWARDS, style, "up\xFF");
    finish();
    assert_has("<text x=\"5\" y=\"20\" font-size=\"12\" font-weight=\"bold\" class=\"ink-text\">"
               "a &lt; b &amp; &quot;c&quot;</text>\n");
    assert_has(
        "<text x=\"50\" y=\"40\" transform=\"rotate(-90 50 40)\" font-size=\"12\" font-weight=\"bold\" "
        "text-anchor=\"middle\" class=\"ink-text line-background\" paint-order=\"stroke\" "
        "stroke-width=\"3\">up\xEF\xBF\xBD</text>\n");
}

static void groups_have_harmless_ids_and_whole_titles(void **state) {
    (void)state;
    canvas_group(canvas, (CanvasGroup){.role = "machine", .id = "m\"1 <ü", .title = "Sarah <&\x1b>"});
    canvas_clip(canvas, (Box){0, 0, PX(10), PX(10)});
    canvas_unclip(canvas);
    canvas_ungroup(canvas);
    finish();
    assert_has("-m-1----\">\n<title>Sarah &lt;&amp;\xEF\xBF\xBD&gt;</title>\n<clipPath id=\"pic-");
    assert_has("-clip-1\"><path d=\"M0 0H10V10H0z\"/></clipPath>\n<g clip-path=\"url(#pic-");
    assert_int_equal(occurrences("</g>"), 2);
}

static void a_ring_that_is_nearly_closed_is_drawn_in_pieces(void **state) {
    (void)state;
    canvas_arc(canvas, (Point){PX(20), PX(20)}, PX(10), 1, 3600, ink_line(INK_WARN, PX(4)));
    finish();
    assert_has("<path d=\"M20.02 10A10 10 0 0 1 28.");
    assert_int_equal(occurrences("A10 10 0 0 1"), 3);
    assert_has(" 20 10\" class=\"line-warn\" stroke-width=\"4\"/>");
}

static void dashes_are_as_long_as_the_line_is_wide(void **state) {
    (void)state;
    canvas_line(canvas, (Point){0, 0}, (Point){PX(9), 0}, ink_dash(INK_CAP, PX(2), DASH_LONG));
    finish();
    assert_has("class=\"line-cap\" stroke-width=\"2\" stroke-dasharray=\"12 6\"/>");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_empty_picture_is_an_image_with_a_title, begin, end),
        cmocka_unit_test_setup_teardown(a_document_of_its_own_says_what_it_is, begin, end),
        cmocka_unit_test_setup_teardown(nothing_in_it_runs_links_or_loads, begin, end),
        cmocka_unit_test_setup_teardown(the_same_drawing_has_the_same_bytes_and_another_another_id, begin,
                                        end),
        cmocka_unit_test_setup_teardown(only_the_automatic_theme_asks_for_dark, begin, end),
        cmocka_unit_test_setup_teardown(only_colours_that_occur_are_defined, begin, end),
        cmocka_unit_test_setup_teardown(hatches_are_defined_only_where_they_are_used, begin, end),
        cmocka_unit_test_setup_teardown(a_picture_of_a_page_leaves_colours_and_hatches_to_it, begin, end),
        cmocka_unit_test_setup_teardown(a_page_has_every_colour_and_hatch_in_light_dark_and_print, begin,
                                        end),
        cmocka_unit_test_setup_teardown(neighbours_drawn_alike_are_one_path, begin, end),
        cmocka_unit_test_setup_teardown(what_lies_between_keeps_neighbours_apart, begin, end),
        cmocka_unit_test_setup_teardown(a_raster_is_written_in_runs, begin, end),
        cmocka_unit_test_setup_teardown(the_runs_of_a_raster_are_its_cells, begin, end),
        cmocka_unit_test_setup_teardown(the_size_follows_the_picture_not_the_cells, begin, end),
        cmocka_unit_test_setup_teardown(text_stays_text, begin, end),
        cmocka_unit_test_setup_teardown(groups_have_harmless_ids_and_whole_titles, begin, end),
        cmocka_unit_test_setup_teardown(a_ring_that_is_nearly_closed_is_drawn_in_pieces, begin, end),
        cmocka_unit_test_setup_teardown(dashes_are_as_long_as_the_line_is_wide, begin, end),
    };
    return cmocka_run_group_tests(tests, open_font, close_font);
}
