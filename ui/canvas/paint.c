#include "ui/canvas/paint.h"

#include <cairo-ft.h>
#include <cairo-pdf.h>
#include <cairo.h>
#include <stdlib.h>
#include <string.h>

#include "sim/base/check.h"
#include "ui/canvas/glyphs.h"
#include "ui/canvas/hatching.h"
#include "ui/canvas/paint_inside.h"
#include "ui/canvas/png_notes.h"

cairo_t *paint_pencil(cairo_surface_t *surface, double scale) {
    cairo_t *c = cairo_create(surface);
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_set_font_options(c, options);
    cairo_font_options_destroy(options);
    cairo_scale(c, scale, scale);
    cairo_set_line_join(c, CAIRO_LINE_JOIN_ROUND);
    return c;
}

/* ---- colours and outlines ------------------------------------------------------------------------------ */

static void use_ink(Paint *paint, Ink ink) {
    const uint32_t colour = theme_colour(paint->sheet.theme, ink);
    cairo_set_source_rgb(paint->cairo, (colour >> 16) / 255.0, (colour >> 8 & 0xFF) / 255.0,
                         (colour & 0xFF) / 255.0);
}

static void add_hatch_line(void *self, Point from, Point to) {
    Paint *paint = self;
    cairo_move_to(paint->cairo, real(from.x), real(from.y));
    cairo_line_to(paint->cairo, real(to.x), real(to.y));
}

static void stroke_hatch(Paint *paint, Hatch hatch) {
    cairo_t *c = paint->cairo;
    cairo_set_line_width(c, real(hatching_width(hatch)));
    cairo_set_dash(c, NULL, 0, 0);
    use_ink(paint, INK_HATCH);
    cairo_stroke(c);
}

/* Lines repeat after HATCHING_TILE, and TILE_PX of that are whole pixels at every scale. */
enum { TILE_PX = 100 };

/* In a window hatches are copied from a tile: to stroke some hundred lines anew takes longer than all the
 * rest of a frame. */
static cairo_pattern_t *hatch_tile(Paint *paint, Hatch hatch) {
    if (paint->tiles[hatch]) return paint->tiles[hatch];
    const int side = (int)(TILE_PX * paint->scale + 0.5);
    cairo_surface_t *surface =
        cairo_surface_create_similar(paint->surface, CAIRO_CONTENT_COLOR_ALPHA, side, side);
    cairo_t *window = paint->cairo;
    paint->cairo = cairo_create(surface);
    cairo_scale(paint->cairo, paint->scale, paint->scale);
    hatching_fill(hatch, (Box){0, 0, PX(TILE_PX), PX(TILE_PX)}, add_hatch_line, paint);
    stroke_hatch(paint, hatch);
    cairo_destroy(paint->cairo);
    paint->cairo = window;
    cairo_pattern_t *tile = cairo_pattern_create_for_surface(surface);
    cairo_surface_destroy(surface);
    cairo_matrix_t matrix;
    cairo_matrix_init_scale(&matrix, paint->scale, paint->scale);
    cairo_pattern_set_matrix(tile, &matrix);
    cairo_pattern_set_extend(tile, CAIRO_EXTEND_REPEAT);
    cairo_pattern_set_filter(tile, CAIRO_FILTER_NEAREST);
    return paint->tiles[hatch] = tile;
}

/* Hatches what the present outline encloses; the outline stays. */
static void hatch_outline(Paint *paint, Hatch hatch) {
    cairo_t *c = paint->cairo;
    if (paint->is_window) {
        cairo_set_source(c, hatch_tile(paint, hatch));
        cairo_fill_preserve(c);
        return;
    }
    double left, top, right, bottom;
    cairo_path_t *outline = cairo_copy_path(c);
    cairo_save(c);
    cairo_clip(c);
    cairo_clip_extents(c, &left, &top, &right, &bottom);
    const Point from = {(Px)(left * PX(1)) - 1, (Px)(top * PX(1)) - 1};
    const Box box = {from.x, from.y, (Px)(right * PX(1)) + 2 - from.x, (Px)(bottom * PX(1)) + 2 - from.y};
    hatching_fill(hatch, box, add_hatch_line, paint);
    stroke_hatch(paint, hatch);
    cairo_restore(c);
    cairo_append_path(c, outline);
    cairo_path_destroy(outline);
}

/* Fills and strokes the present outline, and forgets it. */
static void paint_outline(Paint *paint, Fill fill, Stroke stroke) {
    cairo_t *c = paint->cairo;
    if (fill.ink != INK_NONE) {
        use_ink(paint, fill.ink);
        cairo_fill_preserve(c);
    }
    const Hatch hatch = theme_hatch(paint->sheet.theme, fill);
    if (hatching_has_lines(hatch)) hatch_outline(paint, hatch);
    if (stroke.ink != INK_NONE && stroke.width > 0) {
        Px on, off;
        const bool is_dashed = dash_lengths(stroke.dash, stroke.width, &on, &off);
        const double lengths[] = {real(on), real(off)};
        cairo_set_dash(c, lengths, is_dashed ? 2 : 0, 0);
        cairo_set_line_width(c, real(stroke.width));
        use_ink(paint, stroke.ink);
        cairo_stroke_preserve(c);
    }
    cairo_new_path(c);
}

/* ---- the backend: shapes ------------------------------------------------------------------------------- */

void paint_path(void *self, PathKind kind, const Point points[], size_t count, Fill fill, Stroke stroke) {
    Paint *paint = self;
    cairo_t *c = paint->cairo;
    cairo_move_to(c, real(points[0].x), real(points[0].y));
    if (kind == PATH_CURVE)
        for (size_t i = 1; i < count; i += 3)
            cairo_curve_to(c, real(points[i].x), real(points[i].y), real(points[i + 1].x),
                           real(points[i + 1].y), real(points[i + 2].x), real(points[i + 2].y));
    else
        for (size_t i = 1; i < count; i++) cairo_line_to(c, real(points[i].x), real(points[i].y));
    if (kind == PATH_CLOSED) cairo_close_path(c);
    paint_outline(paint, fill, stroke);
}

void paint_box(void *self, Box box, Px radius, Fill fill, Stroke stroke) {
    Paint *paint = self;
    cairo_t *c = paint->cairo;
    if (radius == 0) {
        cairo_rectangle(c, real(box.x), real(box.y), real(box.width), real(box.height));
    } else {
        const double r = real(radius), left = real(box.x) + r, top = real(box.y) + r;
        const double right = real(box_right(box)) - r, bottom = real(box_bottom(box)) - r;
        cairo_move_to(c, left, real(box.y)); /* where SVG begins, too, for dashes */
        cairo_arc(c, right, top, r, -QUARTER, 0);
        cairo_arc(c, right, bottom, r, 0, QUARTER);
        cairo_arc(c, left, bottom, r, QUARTER, 2 * QUARTER);
        cairo_arc(c, left, top, r, 2 * QUARTER, 3 * QUARTER);
        cairo_close_path(c);
    }
    paint_outline(paint, fill, stroke);
}

void paint_disc(void *self, Point centre, Px radius, Fill fill, Stroke stroke) {
    Paint *paint = self;
    cairo_new_sub_path(paint->cairo);
    cairo_arc(paint->cairo, real(centre.x), real(centre.y), real(radius), 0, 4 * QUARTER);
    cairo_close_path(paint->cairo);
    paint_outline(paint, fill, stroke);
}

/* Cairo's angles begin at 3 o'clock. */
static double angle(Turn turn) {
    return (turn - TURN_WHOLE / 4) * (4 * QUARTER / TURN_WHOLE);
}

void paint_arc(void *self, Point centre, Px radius, Turn from, Turn to, Stroke stroke) {
    Paint *paint = self;
    cairo_new_sub_path(paint->cairo);
    cairo_arc(paint->cairo, real(centre.x), real(centre.y), real(radius), angle(from), angle(to));
    paint_outline(paint, NO_FILL, stroke);
}

void paint_cell_colours(const Paint *paint, uint32_t out[INK_COUNT]) {
    out[INK_NONE] = 0;
    for (int ink = INK_NONE + 1; ink < INK_COUNT; ink++)
        out[ink] = 0xFF000000 | theme_colour(paint->sheet.theme, (Ink)ink);
}

/* Cells become the pixels of a small image, which is then enlarged without smoothing. */
void paint_raster(void *self, Box box, uint32_t columns, uint32_t rows, const uint8_t inks[]) {
    Paint *paint = self;
    cairo_t *c = paint->cairo;
    uint32_t colours[INK_COUNT];
    paint_cell_colours(paint, colours);
    cairo_surface_t *cells = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, (int)columns, (int)rows);
    if (cairo_surface_status(cells) != CAIRO_STATUS_SUCCESS) {
        paint->failed = true;
        cairo_surface_destroy(cells);
        return;
    }
    cairo_surface_flush(cells);
    unsigned char *row = cairo_image_surface_get_data(cells);
    for (uint32_t y = 0; y < rows; y++, row += cairo_image_surface_get_stride(cells))
        for (uint32_t x = 0; x < columns; x++) {
            const uint8_t ink = inks[(size_t)y * columns + x];
            CHECK(ink < INK_COUNT);
            memcpy(row + 4 * (size_t)x, &colours[ink], 4);
        }
    cairo_surface_mark_dirty(cells);
    cairo_save(c);
    cairo_rectangle(c, real(box.x), real(box.y), real(box.width), real(box.height));
    cairo_translate(c, real(box.x), real(box.y));
    cairo_scale(c, real(box.width) / columns, real(box.height) / rows);
    cairo_set_source_surface(c, cells, 0, 0);
    cairo_pattern_set_filter(cairo_get_source(c), CAIRO_FILTER_NEAREST);
    cairo_pattern_set_extend(cairo_get_source(c), CAIRO_EXTEND_PAD);
    cairo_set_antialias(c, CAIRO_ANTIALIAS_NONE);
    cairo_fill(c);
    cairo_restore(c);
    cairo_surface_destroy(cells);
}

void paint_clip(void *self, Box box) {
    Paint *paint = self;
    cairo_save(paint->cairo);
    cairo_rectangle(paint->cairo, real(box.x), real(box.y), real(box.width), real(box.height));
    cairo_clip(paint->cairo);
}

void paint_group(void *self, const CanvasGroup *group) {
    (void)self;
    (void)group;
}

void paint_end(void *self, bool is_clip) {
    Paint *paint = self;
    if (is_clip) cairo_restore(paint->cairo);
}

/* ---- the backend: text --------------------------------------------------------------------------------- */

void paint_text(void *self, Point at, Anchor anchor, TextRun run, TextStyle style, const char *string) {
    Paint *paint = self;
    cairo_t *c = paint->cairo;
    const Font *font = paint->sheet.font;
    const double width = glyphs_width(font, style, string);
    cairo_save(c);
    cairo_translate(c, real(at.x), real(at.y));
    if (run == TEXT_UPWARDS) cairo_transform(c, &(cairo_matrix_t){0, -1, 1, 0, 0, 0});
    if (anchor != ANCHOR_START) cairo_translate(c, anchor == ANCHOR_MIDDLE ? -width / 2 : -width, 0);
    cairo_set_font_face(c, paint->faces[style.bold]);
    cairo_set_font_size(c, style.size_px);
    if (style.halo != INK_NONE) {
        glyphs_outline(c, font, style, string);
        paint_outline(paint, NO_FILL, ink_line(style.halo, ink_halo(style)));
    }
    use_ink(paint, style.ink);
    if (paint->is_fine) {
        glyphs_outline(c, font, style, string);
        cairo_fill(c);
    } else {
        glyphs_show(c, font, style, string);
    }
    cairo_restore(c);
}

static const CanvasBackend BACKEND = {.path = paint_path,
                                      .box = paint_box,
                                      .disc = paint_disc,
                                      .arc = paint_arc,
                                      .text = paint_text,
                                      .raster = paint_raster,
                                      .clip = paint_clip,
                                      .group = paint_group,
                                      .end = paint_end};

/* ---- surfaces ------------------------------------------------------------------------------------------ */

static void draw_background(Paint *paint) {
    cairo_t *c = paint->cairo;
    cairo_set_operator(c, paint->sheet.background == INK_NONE ? CAIRO_OPERATOR_CLEAR : CAIRO_OPERATOR_SOURCE);
    if (paint->sheet.background != INK_NONE) use_ink(paint, paint->sheet.background);
    cairo_paint(c);
    cairo_set_operator(c, CAIRO_OPERATOR_OVER);
}

static void release_font(void *font) {
    font_close(font);
}

/* Cairo keeps faces in caches for as long as it likes, and the font with them. */
static bool open_face(Paint *paint, int bold) {
    static const cairo_user_data_key_t KEY;
    Font *font = paint->sheet.font;
    cairo_font_face_t *face = cairo_ft_font_face_create_for_ft_face(font_face(font, bold), 0);
    paint->faces[bold] = face;
    if (cairo_font_face_status(face) != CAIRO_STATUS_SUCCESS) return false;
    if (cairo_font_face_get_user_data(face, &KEY) == font) return true;
    font_hold(font);
    if (cairo_font_face_set_user_data(face, &KEY, font, release_font) == CAIRO_STATUS_SUCCESS) return true;
    font_close(font);
    return false;
}

/* Takes the surface. */
static PaintStatus paint_begin(const Sheet *sheet, cairo_surface_t *surface, double scale, Paint *paint,
                               Paint **out_paint) {
    *out_paint = NULL;
    paint->sheet = *sheet;
    paint->surface = surface;
    paint->scale = scale;
    paint->cairo = paint_pencil(surface, scale);
    const bool has_faces = open_face(paint, 0) && open_face(paint, 1);
    cairo_t *c = paint->cairo;
    canvas_init(&paint->canvas, paint->is_window ? &PAINT_WINDOW : &BACKEND, paint, sheet->font,
                PX(sheet->width_px), PX(sheet->height_px));
    draw_background(paint);
    if (!has_faces || cairo_status(c) != CAIRO_STATUS_SUCCESS) {
        paint_destroy(paint);
        return PAINT_NO_MEMORY;
    }
    *out_paint = paint;
    return PAINT_OK;
}

static int scaled(int px, int scale) {
    return (int)(((int64_t)px * scale + 99) / 100);
}

PaintStatus paint_image(const Sheet *sheet, int scale, Paint **out_paint) {
    CHECK(scale >= SCALE_LEAST && scale <= SCALE_MOST && sheet->width_px > 0 && sheet->height_px > 0);
    *out_paint = NULL;
    const int width = scaled(sheet->width_px, scale), height = scaled(sheet->height_px, scale);
    if (width > SHEET_MOST_PX || height > SHEET_MOST_PX) return PAINT_TOO_LARGE;
    Paint *paint = calloc(1, sizeof *paint);
    if (!paint) return PAINT_NO_MEMORY;
    paint->is_fine = true;
    return paint_begin(sheet, cairo_image_surface_create(CAIRO_FORMAT_ARGB32, width, height), scale / 100.0,
                       paint, out_paint);
}

PaintStatus paint_pixels(const Sheet *sheet, int scale, uint32_t *pixels, int width, int height, int stride,
                         Paint **out_paint) {
    CHECK(scale >= SCALE_LEAST && scale <= SCALE_MOST && width > 0 && height > 0 && stride / 4 >= width);
    *out_paint = NULL;
    if (width > SHEET_MOST_PX || height > SHEET_MOST_PX) return PAINT_TOO_LARGE;
    Paint *paint = calloc(1, sizeof *paint);
    if (!paint) return PAINT_NO_MEMORY;
    paint->is_window = true;
    cairo_surface_t *surface = cairo_image_surface_create_for_data(
        (unsigned char *)pixels, CAIRO_FORMAT_ARGB32, width, height, stride);
    return paint_begin(sheet, surface, scale / 100.0, paint, out_paint);
}

static cairo_status_t add_bytes(void *text, const unsigned char *bytes, unsigned length) {
    text_add_bytes(text, (const char *)bytes, length);
    return ((Text *)text)->failed ? CAIRO_STATUS_NO_MEMORY : CAIRO_STATUS_SUCCESS;
}

/* As UTF-8 that Cairo takes: it refuses what is none. */
static void set_metadata(Paint *paint, cairo_pdf_metadata_t which, const char *string) {
    Text clean = {0};
    text_add(&clean, "");
    text_add_utf8(&clean, string, strlen(string));
    if (!clean.failed) cairo_pdf_surface_set_metadata(paint->surface, which, clean.bytes);
    paint->failed = paint->failed || clean.failed;
    text_free(&clean);
}

PaintStatus paint_pdf(const Sheet *sheet, Paint **out_paint) {
    CHECK(sheet->width_px > 0 && sheet->height_px > 0);
    const double scale = 72.0 / 96.0;
    *out_paint = NULL;
    if (sheet->width_px > SHEET_MOST_PX || sheet->height_px > SHEET_MOST_PX) return PAINT_TOO_LARGE;
    Paint *paint = calloc(1, sizeof *paint);
    if (!paint) return PAINT_NO_MEMORY;
    cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(
        add_bytes, &paint->pdf, sheet->width_px * scale, sheet->height_px * scale);
    const PaintStatus status = paint_begin(sheet, surface, scale, paint, out_paint);
    if (status != PAINT_OK) return status;
    set_metadata(paint, CAIRO_PDF_METADATA_TITLE, sheet->title);
    set_metadata(paint, CAIRO_PDF_METADATA_SUBJECT, sheet->description);
    if (sheet->made) set_metadata(paint, CAIRO_PDF_METADATA_KEYWORDS, sheet->made);
    set_metadata(paint, CAIRO_PDF_METADATA_CREATOR, "Lease Lab");
    set_metadata(paint, CAIRO_PDF_METADATA_CREATE_DATE, "2000-01-01T00:00:00Z");
    return PAINT_OK;
}

void paint_destroy(Paint *paint) {
    if (!paint) return;
    cairo_destroy(paint->cairo);
    cairo_surface_finish(paint->surface); /* a PDF's last bytes are written here at the latest */
    cairo_surface_destroy(paint->surface);
    for (int i = 0; i < 2; i++) cairo_font_face_destroy(paint->faces[i]);
    for (int h = 0; h < HATCH_COUNT; h++) cairo_pattern_destroy(paint->tiles[h]);
    stamps_free(&paint->stamps);
    kept_free(&paint->kept);
    text_free(&paint->pdf);
    free(paint);
}

Canvas *paint_canvas(Paint *paint) {
    return &paint->canvas;
}

void paint_again(Paint *paint) {
    CHECK(cairo_surface_get_type(paint->surface) == CAIRO_SURFACE_TYPE_IMAGE);
    canvas_finish(&paint->canvas);
    paint->canvas.failed = false;             /* what is drawn now may be whole */
    cairo_surface_mark_dirty(paint->surface); /* the caller may have written to its pixels */
    draw_background(paint);
}

PaintStatus paint_finish(Paint *paint) {
    const bool has_all = canvas_finish(&paint->canvas);
    cairo_surface_flush(paint->surface);
    const bool is_whole = has_all && !paint->failed && cairo_status(paint->cairo) == CAIRO_STATUS_SUCCESS &&
                          cairo_surface_status(paint->surface) == CAIRO_STATUS_SUCCESS;
    return is_whole ? PAINT_OK : PAINT_NO_MEMORY;
}

PaintStatus paint_add_png(Paint *paint, Text *out) {
    if (paint_finish(paint) != PAINT_OK) return PAINT_NO_MEMORY;
    Text png = {0};
    const bool is_whole =
        cairo_surface_write_to_png_stream(paint->surface, add_bytes, &png) == CAIRO_STATUS_SUCCESS;
    if (is_whole) png_add_with_notes(out, png.bytes, png.length, &paint->sheet);
    text_free(&png);
    return is_whole && !out->failed ? PAINT_OK : PAINT_NO_MEMORY;
}

PaintStatus paint_add_pdf(Paint *paint, Text *out) {
    if (paint_finish(paint) != PAINT_OK) return PAINT_NO_MEMORY;
    cairo_show_page(paint->cairo);
    cairo_surface_finish(paint->surface);
    if (cairo_surface_status(paint->surface) != CAIRO_STATUS_SUCCESS || paint->pdf.failed)
        return PAINT_NO_MEMORY;
    text_add_bytes(out, paint->pdf.bytes, paint->pdf.length);
    return out->failed ? PAINT_NO_MEMORY : PAINT_OK;
}

const uint32_t *paint_image_pixels(const Paint *paint, int *out_width, int *out_height, int *out_stride) {
    *out_width = cairo_image_surface_get_width(paint->surface);
    *out_height = cairo_image_surface_get_height(paint->surface);
    *out_stride = cairo_image_surface_get_stride(paint->surface);
    return (const uint32_t *)(const void *)cairo_image_surface_get_data(paint->surface);
}
