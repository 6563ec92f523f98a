#include "ui/canvas/canvas.h"

#include "sim/base/check.h"

/* Cairo's limit for a side, and a bound for all of it. */
static const uint32_t SIDE_MOST = 32767, RASTER_MOST = UINT32_C(1) << 24;

void canvas_init(Canvas *canvas, const CanvasBackend *backend, void *self, const Font *font, Px width,
                 Px height) {
    *canvas = (Canvas){.backend = backend, .self = self, .font = font};
    canvas->clips[0] = (Box){0, 0, width, height};
}

bool canvas_finish(const Canvas *canvas) {
    CHECK(canvas->depth == 0);
    return !canvas->failed;
}

bool canvas_has(Canvas *canvas, const Text *words) {
    canvas->failed |= words->failed;
    return !words->failed;
}

Box canvas_bounds(const Canvas *canvas) {
    return canvas->clips[0];
}

Box canvas_visible(const Canvas *canvas) {
    return canvas->clips[canvas->clip_depth];
}

/* Not worth telling a backend: no ink, or outside of what can be seen. */
static bool is_hidden(const Canvas *canvas, Box box, Fill fill, Stroke stroke) {
    const bool has_line = stroke.ink != INK_NONE && stroke.width > 0;
    const bool has_hatch = fill.hatch != HATCH_NONE && fill.hatch != HATCH_SOLID;
    if (fill.ink == INK_NONE && !has_hatch && !has_line) return true;
    /* half a width, and no less than a hair, or a level line would have no height to be seen by */
    const Px around = has_line ? stroke.width / 2 + 1 : 0;
    return !box_overlaps(box_inset(box, -around), canvas_visible(canvas));
}

static Box box_around(const Point points[], size_t count) {
    Point least = points[0], most = points[0];
    for (size_t i = 1; i < count; i++) {
        if (points[i].x < least.x) least.x = points[i].x;
        if (points[i].y < least.y) least.y = points[i].y;
        if (points[i].x > most.x) most.x = points[i].x;
        if (points[i].y > most.y) most.y = points[i].y;
    }
    return (Box){least.x, least.y, most.x - least.x, most.y - least.y};
}

static void draw_path(Canvas *canvas, PathKind kind, const Point points[], size_t count, Fill fill,
                      Stroke stroke) {
    if (count < 2 || is_hidden(canvas, box_around(points, count), fill, stroke)) return;
    canvas->backend->path(canvas->self, kind, points, count, fill, stroke);
}

void canvas_line(Canvas *canvas, Point from, Point to, Stroke stroke) {
    const Point points[] = {from, to};
    draw_path(canvas, PATH_OPEN, points, 2, NO_FILL, stroke);
}

void canvas_polyline(Canvas *canvas, const Point points[], size_t count, Stroke stroke) {
    draw_path(canvas, PATH_OPEN, points, count, NO_FILL, stroke);
}

void canvas_polygon(Canvas *canvas, const Point points[], size_t count, Fill fill, Stroke stroke) {
    draw_path(canvas, PATH_CLOSED, points, count, fill, stroke);
}

void canvas_curve(Canvas *canvas, const Point points[], size_t count, Stroke stroke) {
    CHECK(count % 3 == 1);
    draw_path(canvas, PATH_CURVE, points, count, NO_FILL, stroke);
}

void canvas_box(Canvas *canvas, Box box, Fill fill, Stroke stroke) {
    canvas_round_box(canvas, box, 0, fill, stroke);
}

void canvas_round_box(Canvas *canvas, Box box, Px radius, Fill fill, Stroke stroke) {
    CHECK(box.width >= 0 && box.height >= 0 && radius >= 0);
    if (is_hidden(canvas, box, fill, stroke)) return;
    const Px most = (box.width < box.height ? box.width : box.height) / 2;
    canvas->backend->box(canvas->self, box, radius < most ? radius : most, fill, stroke);
}

static Box disc_box(Point centre, Px radius) {
    return (Box){centre.x - radius, centre.y - radius, 2 * radius, 2 * radius};
}

void canvas_disc(Canvas *canvas, Point centre, Px radius, Fill fill, Stroke stroke) {
    CHECK(radius >= 0);
    if (is_hidden(canvas, disc_box(centre, radius), fill, stroke)) return;
    canvas->backend->disc(canvas->self, centre, radius, fill, stroke);
}

void canvas_arc(Canvas *canvas, Point centre, Px radius, Turn from, Turn to, Stroke stroke) {
    CHECK(radius >= 0 && to - from <= TURN_WHOLE);
    if (to <= from || is_hidden(canvas, disc_box(centre, radius), NO_FILL, stroke)) return;
    if (to - from == TURN_WHOLE)
        canvas->backend->disc(canvas->self, centre, radius, NO_FILL, stroke);
    else
        canvas->backend->arc(canvas->self, centre, radius, from, to, stroke);
}

Box canvas_text_box(const Canvas *canvas, Point at, Anchor anchor, TextRun run, TextStyle style,
                    const char *string) {
    const Px width = font_width(canvas->font, style, string);
    const Px before = anchor == ANCHOR_START ? 0 : anchor == ANCHOR_MIDDLE ? width / 2 : width;
    const Px above = font_ascent(style), height = above + font_descent(style);
    if (run == TEXT_ACROSS) return (Box){at.x - before, at.y - above, width, height};
    return (Box){at.x - above, at.y + before - width, height, width};
}

void canvas_text(Canvas *canvas, Point at, Anchor anchor, TextRun run, TextStyle style, const char *string) {
    CHECK(style.size_px >= TEXT_LEAST_PX && style.size_px <= TEXT_MOST_PX);
    if (*string == '\0' || style.ink == INK_NONE) return;
    if (!box_overlaps(canvas_text_box(canvas, at, anchor, run, style, string), canvas_visible(canvas)))
        return;
    canvas->backend->text(canvas->self, at, anchor, run, style, string);
}

void canvas_raster(Canvas *canvas, Box box, uint32_t columns, uint32_t rows, const uint8_t inks[]) {
    CHECK(columns > 0 && rows > 0 && columns <= SIDE_MOST && rows <= SIDE_MOST &&
          rows <= RASTER_MOST / columns);
    if (!box_overlaps(box, canvas_visible(canvas))) return;
    canvas->backend->raster(canvas->self, box, columns, rows, inks);
}

bool canvas_is_kept(Canvas *canvas, Box box, const void *key, size_t size) {
    return canvas->backend->is_kept && canvas->backend->is_kept(canvas->self, box, key, size);
}

void canvas_keep(Canvas *canvas, Box box) {
    if (canvas->backend->keep && !canvas->failed) canvas->backend->keep(canvas->self, box);
}

static void canvas_open(Canvas *canvas, bool is_clip) {
    CHECK(canvas->depth < CANVAS_DEPTH);
    canvas->is_clip = canvas->is_clip << 1 | (is_clip ? 1 : 0);
    canvas->depth++;
}

static void canvas_end(Canvas *canvas, bool is_clip) {
    CHECK(canvas->depth > 0 && (canvas->is_clip & 1) == (is_clip ? 1 : 0));
    canvas->is_clip >>= 1;
    canvas->depth--;
    canvas->backend->end(canvas->self, is_clip);
}

void canvas_clip(Canvas *canvas, Box box) {
    CHECK(box.width >= 0 && box.height >= 0);
    const Box visible = box_intersection(canvas_visible(canvas), box);
    canvas_open(canvas, true);
    canvas->clips[++canvas->clip_depth] = visible;
    canvas->backend->clip(canvas->self, visible);
}

void canvas_unclip(Canvas *canvas) {
    canvas_end(canvas, true);
    canvas->clip_depth--;
}

static bool is_word(const char *string) {
    for (const char *c = string; *c; c++)
        if (!((*c >= 'a' && *c <= 'z') || (*c >= '0' && *c <= '9') || *c == '-')) return false;
    return *string != '\0';
}

void canvas_group(Canvas *canvas, CanvasGroup group) {
    CHECK(group.role && is_word(group.role));
    canvas_open(canvas, false);
    if (canvas->hits) hits_add(canvas->hits, box_intersection(canvas_visible(canvas), group.area), group.hit);
    canvas->backend->group(canvas->self, &group);
}

void canvas_ungroup(Canvas *canvas) {
    canvas_end(canvas, false);
}
