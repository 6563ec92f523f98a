#include "ui/canvas/svg.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "sim/base/check.h"
#include "ui/canvas/hatching.h"
#include "ui/canvas/svg_path.h"

/* Stands for the picture's own id until that is known, which is when all is written; no text holds it. */
#define ID "\001"

/* What neighbours must have in common to become one path. */
typedef enum { RUN_NONE, RUN_LINES, RUN_BOXES } Run;

struct Svg {
    Canvas canvas;
    Sheet sheet;
    Text body, shape; /* shape: an element as far as "<path d=…" */
    Text path;        /* of the run that is still growing */
    Run run;
    Fill run_fill;
    Stroke run_stroke;
    bool has_ink[INK_COUNT], has_line[INK_COUNT], has_hatch[HATCH_COUNT];
    int clips;
    bool is_of_page; /* colours and hatches are the page's */
};

/* ---- elements ----------------------------------------------------------------------------------------- */

static void add_stroke(Svg *svg, Stroke stroke) {
    Px on, off;
    if (stroke.width != PX(1)) {
        svg_add_px(&svg->body, " stroke-width=\"", stroke.width);
        text_add_char(&svg->body, '"');
    }
    if (!dash_lengths(stroke.dash, stroke.width, &on, &off)) return;
    svg_add_px(&svg->body, " stroke-dasharray=\"", on);
    svg_add_px(&svg->body, " ", off);
    text_add_char(&svg->body, '"');
}

/* Writes the shape filled, outlined, or both. */
static void add_painted(Svg *svg, Ink ink, Stroke stroke) {
    const bool has_line = stroke.ink != INK_NONE && stroke.width > 0;
    if (ink == INK_NONE && !has_line) return;
    text_add_bytes(&svg->body, svg->shape.bytes, svg->shape.length);
    text_add(&svg->body, " class=\"");
    if (ink != INK_NONE) text_add_format(&svg->body, "ink-%s", INK_NAMES[ink]);
    if (ink != INK_NONE) svg->has_ink[ink] = true;
    if (has_line) text_add_format(&svg->body, "%sline-%s", ink == INK_NONE ? "" : " ", INK_NAMES[stroke.ink]);
    if (has_line) svg->has_line[stroke.ink] = true;
    text_add_char(&svg->body, '"');
    if (has_line) add_stroke(svg, stroke);
    text_add(&svg->body, "/>\n");
}

static void add_shape(Svg *svg, Fill fill, Stroke stroke) {
    const Hatch hatch = theme_hatch(svg->is_of_page ? THEME_PRINT : svg->sheet.theme, fill);
    const bool is_for_print = svg->is_of_page && fill.hatch == HATCH_NONE;
    if (!hatching_has_lines(hatch)) {
        add_painted(svg, fill.ink, stroke);
        return;
    }
    add_painted(svg, fill.ink, NO_LINE);
    text_add_bytes(&svg->body, svg->shape.bytes, svg->shape.length);
    text_add_format(&svg->body, " class=\"hatch-%s%s\"/>\n", HATCH_NAMES[hatch],
                    is_for_print ? " for-print" : "");
    svg->has_hatch[hatch] = true;
    svg->has_line[INK_HATCH] = true;
    add_painted(svg, INK_NONE, stroke);
}

static void begin_shape(Svg *svg, const char *begin) {
    text_clear(&svg->shape);
    text_add(&svg->shape, begin);
}

/* Writes the run that has been growing; before anything that is not part of it. */
static void end_run(Svg *svg) {
    if (svg->run == RUN_NONE) return;
    svg->run = RUN_NONE;
    begin_shape(svg, "<path d=\"");
    text_add_bytes(&svg->shape, svg->path.bytes, svg->path.length);
    text_add_char(&svg->shape, '"');
    add_shape(svg, svg->run_fill, svg->run_stroke);
}

/* Where the next path of this kind goes: on with the last one if it is drawn alike. Only lines without a
 * fill, and boxes without a line, are joined: so nothing is covered that was not before. */
static Text *join_run(Svg *svg, Run run, Fill fill, Stroke stroke) {
    const bool is_alike = svg->run == run && svg->run_fill.ink == fill.ink &&
                          svg->run_fill.hatch == fill.hatch && svg->run_stroke.ink == stroke.ink &&
                          svg->run_stroke.width == stroke.width && svg->run_stroke.dash == stroke.dash;
    if (!is_alike) {
        end_run(svg);
        text_clear(&svg->path);
        svg->run = run;
        svg->run_fill = fill;
        svg->run_stroke = stroke;
    }
    return &svg->path;
}

/* ---- the backend -------------------------------------------------------------------------------------- */

static void svg_path(void *self, PathKind kind, const Point points[], size_t count, Fill fill,
                     Stroke stroke) {
    Svg *svg = self;
    if (kind != PATH_CLOSED) {
        svg_add_points(join_run(svg, RUN_LINES, NO_FILL, stroke), kind, points, count);
        return;
    }
    end_run(svg);
    begin_shape(svg, "<path d=\"");
    svg_add_points(&svg->shape, kind, points, count);
    text_add_char(&svg->shape, '"');
    add_shape(svg, fill, stroke);
}

static void svg_box(void *self, Box box, Px radius, Fill fill, Stroke stroke) {
    Svg *svg = self;
    const bool has_line = stroke.ink != INK_NONE && stroke.width > 0;
    if (radius == 0 && !has_line) {
        svg_add_rectangle(join_run(svg, RUN_BOXES, fill, NO_LINE), box);
        return;
    }
    end_run(svg);
    begin_shape(svg, "<rect x=\"");
    text_add_px(&svg->shape, box.x);
    svg_add_px(&svg->shape, "\" y=\"", box.y);
    svg_add_px(&svg->shape, "\" width=\"", box.width);
    svg_add_px(&svg->shape, "\" height=\"", box.height);
    if (radius > 0) svg_add_px(&svg->shape, "\" rx=\"", radius);
    text_add_char(&svg->shape, '"');
    add_shape(svg, fill, stroke);
}

static void svg_disc(void *self, Point centre, Px radius, Fill fill, Stroke stroke) {
    Svg *svg = self;
    end_run(svg);
    begin_shape(svg, "<circle cx=\"");
    text_add_px(&svg->shape, centre.x);
    svg_add_px(&svg->shape, "\" cy=\"", centre.y);
    svg_add_px(&svg->shape, "\" r=\"", radius);
    text_add_char(&svg->shape, '"');
    add_shape(svg, fill, stroke);
}

static void svg_arc(void *self, Point centre, Px radius, Turn from, Turn to, Stroke stroke) {
    svg_add_arc(join_run(self, RUN_LINES, NO_FILL, stroke), centre, radius, from, to);
}

static void svg_text(void *self, Point at, Anchor anchor, TextRun run, TextStyle style, const char *string) {
    static const char *const ANCHORS[] = {"", " text-anchor=\"middle\"", " text-anchor=\"end\""};
    Svg *svg = self;
    Text *out = &svg->body;
    end_run(svg);
    svg_add_px(out, "<text x=\"", at.x);
    svg_add_px(out, "\" y=\"", at.y);
    if (run == TEXT_UPWARDS) {
        text_add(out, "\" transform=\"rotate(-90 ");
        svg_add_point(out, 0, at);
        text_add_char(out, ')');
    }
    text_add_format(out, "\" font-size=\"%d\"%s%s class=\"ink-%s", style.size_px,
                    style.bold ? " font-weight=\"bold\"" : "", ANCHORS[anchor], INK_NAMES[style.ink]);
    svg->has_ink[style.ink] = true;
    if (style.halo != INK_NONE) {
        text_add_format(out, " line-%s\" paint-order=\"stroke\" stroke-width=\"", INK_NAMES[style.halo]);
        text_add_px(out, ink_halo(style));
        svg->has_line[style.halo] = true;
    }
    text_add(out, "\">");
    text_add_xml(out, string, strlen(string));
    text_add(out, "</text>\n");
}

static void svg_raster(void *self, Box box, uint32_t columns, uint32_t rows, const uint8_t inks[]) {
    Svg *svg = self;
    bool occurs[INK_COUNT] = {false};
    end_run(svg);
    for (size_t i = 0; i < (size_t)columns * rows; i++) {
        CHECK(inks[i] < INK_COUNT);
        occurs[inks[i]] = true;
    }
    for (int ink = INK_NONE + 1; ink < INK_COUNT; ink++) {
        if (!occurs[ink]) continue;
        begin_shape(svg, "<path shape-rendering=\"crispEdges\" d=\"");
        svg_add_cells(&svg->shape, box, columns, rows, inks, (uint8_t)ink);
        text_add_char(&svg->shape, '"');
        add_painted(svg, (Ink)ink, NO_LINE);
    }
}

static void svg_clip(void *self, Box box) {
    Svg *svg = self;
    end_run(svg);
    svg->clips++;
    text_add_format(&svg->body, "<clipPath id=\"" ID "-clip-%d\"><path d=\"", svg->clips);
    svg_add_rectangle(&svg->body, box);
    text_add_format(&svg->body, "\"/></clipPath>\n<g clip-path=\"url(#" ID "-clip-%d)\">\n", svg->clips);
}

static void svg_group(void *self, const CanvasGroup *group) {
    Svg *svg = self;
    end_run(svg);
    text_add_format(&svg->body, "<g class=\"%s\"", group->role);
    if (group->id) {
        text_add(&svg->body, " id=\"" ID "-");
        for (const char *c = group->id; *c; c++) {
            const bool is_plain =
                (*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') || (*c >= '0' && *c <= '9');
            text_add_char(&svg->body, is_plain ? *c : '-');
        }
        text_add_char(&svg->body, '"');
    }
    text_add(&svg->body, ">\n");
    if (!group->title) return;
    text_add(&svg->body, "<title>");
    text_add_xml(&svg->body, group->title, strlen(group->title));
    text_add(&svg->body, "</title>\n");
}

static void svg_end(void *self, bool is_clip) {
    (void)is_clip;
    Svg *svg = self;
    end_run(svg);
    text_add(&svg->body, "</g>\n");
}

static const CanvasBackend BACKEND = {.path = svg_path,
                                      .box = svg_box,
                                      .disc = svg_disc,
                                      .arc = svg_arc,
                                      .text = svg_text,
                                      .raster = svg_raster,
                                      .clip = svg_clip,
                                      .group = svg_group,
                                      .end = svg_end};

/* ---- the document ------------------------------------------------------------------------------------- */

Svg *svg_create(const Sheet *sheet) {
    CHECK(sheet->width_px > 0 && sheet->width_px <= SHEET_MOST_PX && sheet->height_px > 0 &&
          sheet->height_px <= SHEET_MOST_PX);
    Svg *svg = calloc(1, sizeof *svg);
    if (!svg) return NULL;
    svg->sheet = *sheet;
    canvas_init(&svg->canvas, &BACKEND, svg, sheet->font, PX(sheet->width_px), PX(sheet->height_px));
    canvas_box(&svg->canvas, canvas_bounds(&svg->canvas), ink_fill(sheet->background), NO_LINE);
    return svg;
}

Svg *svg_create_for_page(const Sheet *sheet) {
    Svg *svg = svg_create(sheet);
    if (svg) svg->is_of_page = true;
    return svg;
}

void svg_destroy(Svg *svg) {
    if (!svg) return;
    text_free(&svg->body);
    text_free(&svg->shape);
    text_free(&svg->path);
    free(svg);
}

Canvas *svg_canvas(Svg *svg) {
    return &svg->canvas;
}

static void add_colours(const Svg *svg, Theme theme, Text *out) {
    for (int ink = INK_NONE + 1; ink < INK_COUNT; ink++) {
        const uint32_t colour = theme_colour(theme, (Ink)ink);
        if (svg->has_ink[ink])
            text_add_format(out, "#" ID " .ink-%s{fill:#%06" PRIX32 "}\n", INK_NAMES[ink], colour);
        if (svg->has_line[ink])
            text_add_format(out, "#" ID " .line-%s{stroke:#%06" PRIX32 "}\n", INK_NAMES[ink], colour);
    }
}

static void add_style(const Svg *svg, Text *out) {
    text_add(out, "<style>\n");
    add_colours(svg, svg->sheet.theme, out);
    for (int hatch = 0; hatch < HATCH_COUNT; hatch++)
        if (svg->has_hatch[hatch])
            text_add_format(out, "#" ID " .hatch-%s{fill:url(#" ID "-hatch-%s)}\n", HATCH_NAMES[hatch],
                            HATCH_NAMES[hatch]);
    if (svg->sheet.theme == THEME_AUTO) {
        text_add(out, "@media (prefers-color-scheme:dark){\n");
        add_colours(svg, THEME_DARK, out);
        text_add(out, "}\n");
    }
    text_add(out, "</style>\n");
}

static void add_hatch_line(void *self, Point from, Point to) {
    const Point points[] = {from, to};
    svg_add_points(self, PATH_OPEN, points, 2);
}

static void add_hatch(Text *out, const char *id, Hatch hatch) {
    text_add_format(out, "<pattern id=\"%shatch-%s\" patternUnits=\"userSpaceOnUse\"", id,
                    HATCH_NAMES[hatch]);
    svg_add_px(out, " width=\"", HATCHING_TILE);
    svg_add_px(out, "\" height=\"", HATCHING_TILE);
    svg_add_px(out, "\"><path class=\"line-hatch\" stroke-width=\"", hatching_width(hatch));
    text_add(out, "\" d=\"");
    hatching_fill(hatch, (Box){0, 0, HATCHING_TILE, HATCHING_TILE}, add_hatch_line, out);
    text_add(out, "\"/></pattern>\n");
}

static void add_hatches(const Svg *svg, Text *out) {
    for (int hatch = 0; hatch < HATCH_COUNT; hatch++)
        if (svg->has_hatch[hatch]) add_hatch(out, ID "-", (Hatch)hatch);
}

/* A hash (FNV-1a) of all that is written, so that pictures that differ have ids that differ. */
static uint32_t hash_of(const Text *text) {
    uint64_t hash = UINT64_C(14695981039346656037);
    for (size_t i = 0; i < text->length; i++)
        hash = (hash ^ (unsigned char)text->bytes[i]) * UINT64_C(1099511628211);
    return (uint32_t)(hash ^ hash >> 32);
}

static void add_document(const Svg *svg, Text *out) {
    const Sheet *sheet = &svg->sheet;
    const bool is_described = *sheet->description != '\0';
    text_add_format(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\"%s id=\"" ID
        "\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" role=\"img\" "
        "aria-labelledby=\"" ID "-title\"%s font-family=\"DejaVu Sans, Verdana, sans-serif\" "
        "fill=\"none\" stroke-linejoin=\"round\" xml:space=\"preserve\">\n<title id=\"" ID "-title\">",
        svg->is_of_page ? " class=\"picture\"" : "", sheet->width_px, sheet->height_px, sheet->width_px,
        sheet->height_px, is_described ? " aria-describedby=\"" ID "-desc\"" : "");
    text_add_xml(out, sheet->title, strlen(sheet->title));
    text_add(out, "</title>\n");
    if (is_described) {
        text_add(out, "<desc id=\"" ID "-desc\">");
        text_add_xml(out, sheet->description, strlen(sheet->description));
        text_add(out, "</desc>\n");
    }
    if (sheet->made) {
        text_add(out, "<metadata>");
        text_add_xml(out, sheet->made, strlen(sheet->made));
        text_add(out, "</metadata>\n");
    }
    if (!svg->is_of_page) {
        add_style(svg, out);
        add_hatches(svg, out);
    }
    text_add_bytes(out, svg->body.bytes, svg->body.length);
    text_add(out, "</svg>\n");
}

bool svg_finish(Svg *svg, bool is_inline, Text *out) {
    const bool has_all = canvas_finish(&svg->canvas);
    end_run(svg);
    Text document = {0};
    add_document(svg, &document);
    const bool is_whole =
        has_all && !document.failed && !svg->body.failed && !svg->shape.failed && !svg->path.failed;
    if (is_whole) {
        const uint32_t hash = hash_of(&document);
        if (!is_inline) text_add(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        for (size_t i = 0; i < document.length;) {
            const char *id = memchr(document.bytes + i, ID[0], document.length - i);
            const size_t end = id ? (size_t)(id - document.bytes) : document.length;
            text_add_bytes(out, document.bytes + i, end - i);
            if (id) text_add_format(out, "pic-%08" PRIx32, hash);
            i = id ? end + 1 : end;
        }
    }
    text_free(&document);
    return is_whole && !out->failed;
}

/* ---- for a page --------------------------------------------------------------------------------------- */

static void add_page_colours(Text *out, Theme theme) {
    for (int ink = INK_NONE + 1; ink < INK_COUNT; ink++)
        text_add_format(out, ".ink-%s{fill:#%06" PRIX32 "}.line-%s{stroke:#%06" PRIX32 "}\n", INK_NAMES[ink],
                        theme_colour(theme, (Ink)ink), INK_NAMES[ink], theme_colour(theme, (Ink)ink));
}

void svg_add_page_style(Text *out) {
    add_page_colours(out, THEME_LIGHT);
    for (int hatch = 0; hatch < HATCH_COUNT; hatch++)
        if (hatching_has_lines((Hatch)hatch))
            text_add_format(out, ".hatch-%s{fill:url(#hatch-%s)}\n", HATCH_NAMES[hatch], HATCH_NAMES[hatch]);
    text_add(out, ".for-print{display:none}\n@media screen and (prefers-color-scheme:dark){\n");
    add_page_colours(out, THEME_DARK);
    text_add(out, "}\n@media print{\n.for-print{display:inline}\n");
    add_page_colours(out, THEME_PRINT);
    text_add(out, "}\n");
}

void svg_add_page_hatches(Text *out) {
    text_add(out, "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"hatches\" width=\"0\" height=\"0\" "
                  "aria-hidden=\"true\">\n");
    for (int hatch = 0; hatch < HATCH_COUNT; hatch++)
        if (hatching_has_lines((Hatch)hatch)) add_hatch(out, "", (Hatch)hatch);
    text_add(out, "</svg>\n");
}
