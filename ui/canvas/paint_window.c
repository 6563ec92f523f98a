/* paint_window: the backend of a window, where what is small is drawn once and copied (stamps.h). */
#include "ui/canvas/paint_inside.h"

#include <stdlib.h>
#include <string.h>

#include "sim/base/check.h"
#include "ui/canvas/hatching.h"

typedef enum { STAMP_DISC, STAMP_ARC, STAMP_BOX, STAMP_LINE } StampKind;

/* A shape may lie at any quarter of a pixel, so that it moves smoothly; a line of text at whole ones, as its
 * letters do anyhow. A stamp's sides are bounded. */
enum { PHASES = 4, SIDE_MOST = 96, LENGTH_MOST = 512 };

/* A stamp being found or drawn, in device pixels. */
typedef struct {
    StampKey key;
    int left, top, width, height; /* where it is put in the window */
    double at_x, at_y;            /* where on it the shape's own point lies */
    cairo_t *window;              /* meanwhile */
} Stamping;

static int floor_of(double value) {
    const int whole = (int)value;
    return whole > value ? whole - 1 : whole;
}

/* `around` is how far the shape reaches, `at` being its origin. False: it is too large for a stamp. */
static bool place_stamp(const Paint *paint, Point at, Box around, int phases, Stamping *stamping) {
    const double scale = paint->scale, step = scale * phases;
    const int x = floor_of(real(at.x) * step + 0.5), y = floor_of(real(at.y) * step + 0.5);
    const int column = floor_of((double)x / phases), row = floor_of((double)y / phases);
    const int left = floor_of(real(around.x) * scale) - 1, top = floor_of(real(around.y) * scale) - 1;
    stamping->width = floor_of(real(box_right(around)) * scale) + 3 - left;
    stamping->height = floor_of(real(box_bottom(around)) * scale) + 3 - top;
    stamping->left = column + left;
    stamping->top = row + top;
    stamping->at_x = (double)(x - column * phases) / phases - left;
    stamping->at_y = (double)(y - row * phases) / phases - top;
    stamping->key.numbers[1] = x - column * phases;
    stamping->key.numbers[2] = y - row * phases;
    const int length_most = stamping->key.numbers[0] == STAMP_LINE ? LENGTH_MOST : SIDE_MOST;
    return stamping->width <= length_most && stamping->height <= SIDE_MOST;
}

static void copy_stamp(const Paint *paint, const Stamping *stamping, cairo_surface_t *surface) {
    cairo_t *c = paint->cairo;
    cairo_save(c);
    cairo_identity_matrix(c);
    cairo_set_source_surface(c, surface, stamping->left, stamping->top);
    cairo_pattern_set_filter(cairo_get_source(c), CAIRO_FILTER_NEAREST);
    cairo_paint(c);
    cairo_restore(c);
}

/* True: the stamp is new, and what is drawn now around {0, 0} is drawn on it, until end_stamp. */
static bool begin_stamp(Paint *paint, Stamping *stamping) {
    cairo_surface_t *surface = stamps_find(&paint->stamps, &stamping->key);
    if (surface) {
        copy_stamp(paint, stamping, surface);
        return false;
    }
    surface = stamps_add(&paint->stamps, &stamping->key, stamping->width, stamping->height);
    if (!surface) {
        paint->failed = true;
        return false;
    }
    stamping->window = paint->cairo;
    paint->cairo = paint_pencil(surface, 1);
    cairo_translate(paint->cairo, stamping->at_x, stamping->at_y);
    cairo_scale(paint->cairo, paint->scale, paint->scale);
    return true;
}

static void end_stamp(Paint *paint, const Stamping *stamping) {
    cairo_surface_t *surface = cairo_get_target(paint->cairo);
    paint->failed |= cairo_status(paint->cairo) != CAIRO_STATUS_SUCCESS;
    cairo_surface_flush(surface);
    cairo_t *pencil = paint->cairo;
    paint->cairo = stamping->window;
    copy_stamp(paint, stamping, surface);
    cairo_destroy(pencil);
}

/* Hatches lie on a lattice of the whole picture, and cannot be moved. */
static bool can_stamp(const Paint *paint, Fill fill) {
    return !hatching_has_lines(theme_hatch(paint->sheet.theme, fill));
}

static Stamping stamping_of(StampKind kind, Px width, Px height, Fill fill, Stroke stroke) {
    return (Stamping){.key.numbers = {(int32_t)kind, 0, 0, width, height, (int32_t)fill.ink,
                                      (int32_t)stroke.ink, stroke.width, (int32_t)stroke.dash}};
}

static Box around_disc(Px radius, Stroke stroke) {
    return box_inset((Box){-radius, -radius, 2 * radius, 2 * radius}, -stroke.width / 2);
}

static void stamp_disc(void *self, Point centre, Px radius, Fill fill, Stroke stroke) {
    Paint *paint = self;
    Stamping stamping = stamping_of(STAMP_DISC, radius, radius, fill, stroke);
    if (!can_stamp(paint, fill) ||
        !place_stamp(paint, centre, around_disc(radius, stroke), PHASES, &stamping)) {
        paint_disc(self, centre, radius, fill, stroke);
    } else if (begin_stamp(paint, &stamping)) {
        paint_disc(self, (Point){0, 0}, radius, fill, stroke);
        end_stamp(paint, &stamping);
    }
}

/* The part of a circle that is at most a quarter of a pixel long. */
static Turn turn_step(const Paint *paint, Px radius) {
    const double step = TURN_WHOLE / (PHASES * 4 * QUARTER * real(radius) * paint->scale + 1);
    return step > 1 ? (Turn)step : 1;
}

static void stamp_arc(void *self, Point centre, Px radius, Turn from, Turn to, Stroke stroke) {
    Paint *paint = self;
    Stamping stamping = stamping_of(STAMP_ARC, radius, radius, NO_FILL, stroke);
    if (!place_stamp(paint, centre, around_disc(radius, stroke), PHASES, &stamping)) {
        paint_arc(self, centre, radius, from, to, stroke);
        return;
    }
    const Turn step = turn_step(paint, radius); /* never more of it: a full ring says something else */
    from -= from % step;
    to -= to % step;
    if (to == from) to += step;
    stamping.key.numbers[9] = from;
    stamping.key.numbers[10] = to;
    if (begin_stamp(paint, &stamping)) {
        paint_arc(self, (Point){0, 0}, radius, from, to, stroke);
        end_stamp(paint, &stamping);
    }
}

/* Corners without a radius stay sharp: Cairo has a quick way for strokes that join so. */
static void paint_sharp_box(Paint *paint, Box box, Fill fill, Stroke stroke) {
    cairo_set_line_join(paint->cairo, CAIRO_LINE_JOIN_MITER);
    paint_box(paint, box, 0, fill, stroke);
    cairo_set_line_join(paint->cairo, CAIRO_LINE_JOIN_ROUND);
}

static void stamp_box(void *self, Box box, Px radius, Fill fill, Stroke stroke) {
    Paint *paint = self;
    if (radius == 0) {
        paint_sharp_box(paint, box, fill, stroke);
        return;
    }
    Stamping stamping = stamping_of(STAMP_BOX, box.width, box.height, fill, stroke);
    stamping.key.numbers[9] = radius;
    const Box own = {0, 0, box.width, box.height};
    if (!can_stamp(paint, fill) ||
        !place_stamp(paint, (Point){box.x, box.y}, box_inset(own, -stroke.width / 2), PHASES, &stamping)) {
        paint_box(self, box, radius, fill, stroke);
    } else if (begin_stamp(paint, &stamping)) {
        paint_box(self, own, radius, fill, stroke);
        end_stamp(paint, &stamping);
    }
}

/* Letters alone are copied by Cairo. */
static void stamp_text(void *self, Point at, Anchor anchor, TextRun run, TextStyle style,
                       const char *string) {
    Paint *paint = self;
    const size_t length = strlen(string);
    const Stroke halo = ink_line(style.halo, ink_halo(style));
    Stamping stamping = stamping_of(STAMP_LINE, style.size_px, (Px)style.bold, ink_fill(style.ink), halo);
    const Box around = canvas_text_box(&paint->canvas, (Point){0, 0}, anchor, run, style, string);
    if (style.halo == INK_NONE || length >= STAMP_TEXT ||
        !place_stamp(paint, at, box_inset(around, -halo.width / 2), 1, &stamping)) {
        paint_text(self, at, anchor, run, style, string);
        return;
    }
    stamping.key.numbers[9] = (int32_t)anchor;
    stamping.key.numbers[10] = (int32_t)run;
    memcpy(stamping.key.text, string, length);
    if (begin_stamp(paint, &stamping)) {
        paint_text(self, (Point){0, 0}, anchor, run, style, string);
        end_stamp(paint, &stamping);
    }
}

/* ---- rasters ------------------------------------------------------------------------------------------ */

/* Some cells of one ink, side by side, in device pixels. */
typedef struct {
    int from, to;
    uint32_t colour;
} Span;

/* The first pixel whose middle lies at or after that place of the picture. */
static int pixel_from(const Paint *paint, double place) {
    const double device = place * paint->scale - 0.5;
    const int whole = floor_of(device);
    return whole < device ? whole + 1 : whole;
}

/* Where cell number `cell` begins, or all of them end. */
static int cell_edge(const Paint *paint, Px from, Px length, uint32_t cells, uint32_t cell) {
    return pixel_from(paint, real(from) + real(length) * cell / cells);
}

static uint32_t spans_of(const uint8_t inks[], uint32_t columns, const int edges[],
                         const uint32_t colours[INK_COUNT], Span out[]) {
    uint32_t count = 0;
    for (uint32_t c = 0, next; c < columns; c = next) {
        CHECK(inks[c] < INK_COUNT);
        next = c + 1;
        while (next < columns && inks[next] == inks[c]) next++;
        if (inks[c] != INK_NONE && edges[c] < edges[next])
            out[count++] = (Span){edges[c], edges[next], colours[inks[c]]};
    }
    return count;
}

static void fill_spans(uint32_t line[], const Span spans[], uint32_t count) {
    for (uint32_t s = 0; s < count; s++)
        for (int x = spans[s].from; x < spans[s].to; x++) line[x] = spans[s].colour;
}

/* Rows are often as the one above them: what is in them is looked for once. */
static void fill_rows(Paint *paint, Box box, uint32_t columns, uint32_t rows, const uint8_t inks[],
                      const int edges[], Span spans[]) {
    uint32_t colours[INK_COUNT], count = 0;
    paint_cell_colours(paint, colours);
    cairo_surface_flush(paint->surface);
    unsigned char *pixels = cairo_image_surface_get_data(paint->surface);
    const size_t stride = (size_t)cairo_image_surface_get_stride(paint->surface);
    for (uint32_t r = 0; r < rows; r++) {
        const uint8_t *row = inks + (size_t)r * columns;
        if (r == 0 || memcmp(row, row - columns, columns) != 0)
            count = spans_of(row, columns, edges, colours, spans);
        const int end = cell_edge(paint, box.y, box.height, rows, r + 1);
        for (int y = cell_edge(paint, box.y, box.height, rows, r); y < end; y++)
            fill_spans((uint32_t *)(void *)(pixels + (size_t)y * stride), spans, count);
    }
    cairo_surface_mark_dirty(paint->surface);
}

/* All of it within what can be seen, and within the pixels: nothing is to be cut off. */
static bool is_whole(const Paint *paint, Box box) {
    return box_holds(canvas_visible(&paint->canvas), box) &&
           pixel_from(paint, real(box_right(box))) <= cairo_image_surface_get_width(paint->surface) &&
           pixel_from(paint, real(box_bottom(box))) <= cairo_image_surface_get_height(paint->surface);
}

/* A pixel has the colour of the cell that its middle lies in, on an edge the later one. Straight into the
 * pixels: Cairo would be given an image of the cells, and look each up anew for each pixel. */
static void window_raster(void *self, Box box, uint32_t columns, uint32_t rows, const uint8_t inks[]) {
    Paint *paint = self;
    if (!is_whole(paint, box)) {
        paint_raster(self, box, columns, rows, inks);
        return;
    }
    int *edges = malloc((columns + (size_t)1) * sizeof *edges);
    Span *spans = malloc(columns * sizeof *spans);
    paint->failed |= !edges || !spans;
    if (edges && spans) {
        for (uint32_t c = 0; c <= columns; c++) edges[c] = cell_edge(paint, box.x, box.width, columns, c);
        fill_rows(paint, box, columns, rows, inks, edges, spans);
    }
    free(edges);
    free(spans);
}

/* ---- what is shown again ------------------------------------------------------------------------------ */

static bool is_at_pixel(const Paint *paint, Px place) {
    const double device = real(place) * paint->scale;
    return floor_of(device) == device;
}

/* Only what has pixels to itself can be kept. */
static bool has_pixels(const Paint *paint, Box box) {
    return is_whole(paint, box) && is_at_pixel(paint, box.x) && is_at_pixel(paint, box.y) &&
           is_at_pixel(paint, box_right(box)) && is_at_pixel(paint, box_bottom(box));
}

static PixelBox pixels_of(const Paint *paint, Box box) {
    const int left = pixel_from(paint, real(box.x)), top = pixel_from(paint, real(box.y));
    return (PixelBox){left, top, pixel_from(paint, real(box_right(box))) - left,
                      pixel_from(paint, real(box_bottom(box))) - top};
}

static bool is_kept(void *self, Box box, const void *key, size_t size) {
    Paint *paint = self;
    return has_pixels(paint, box) &&
           kept_show(&paint->kept, paint->surface, pixels_of(paint, box), key, size, paint->canvas.hits);
}

static void keep(void *self, Box box) {
    Paint *paint = self;
    if (has_pixels(paint, box) && !paint->failed && cairo_status(paint->cairo) == CAIRO_STATUS_SUCCESS)
        kept_take(&paint->kept, paint->surface, paint->canvas.hits);
}

const CanvasBackend PAINT_WINDOW = {.path = paint_path,
                                    .box = stamp_box,
                                    .disc = stamp_disc,
                                    .arc = stamp_arc,
                                    .text = stamp_text,
                                    .raster = window_raster,
                                    .clip = paint_clip,
                                    .group = paint_group,
                                    .end = paint_end,
                                    .is_kept = is_kept,
                                    .keep = keep};
