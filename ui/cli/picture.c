#include "ui/cli/picture.h"

#include <string.h>

#include "sim/base/check.h"
#include "ui/canvas/paint.h"
#include "ui/canvas/svg.h"
#include "ui/cli/say.h"
#include "ui/figures/dot.h"
#include "ui/figures/mermaid.h"

static bool add_svg(const Figure *figure, const Sheet *sheet, Text *out) {
    Svg *svg = svg_create(sheet);
    if (!svg) return false;
    figure_draw(figure, svg_canvas(svg));
    const bool is_whole = svg_finish(svg, false, out);
    svg_destroy(svg);
    return is_whole;
}

static PaintStatus add_painted(const Figure *figure, const Sheet *sheet, const PictureStyle *style,
                               Text *out) {
    Paint *paint;
    PaintStatus status =
        style->as == AS_PDF ? paint_pdf(sheet, &paint) : paint_image(sheet, style->scale, &paint);
    if (status != PAINT_OK) return status;
    figure_draw(figure, paint_canvas(paint));
    status = style->as == AS_PDF ? paint_add_pdf(paint, out) : paint_add_png(paint, out);
    paint_destroy(paint);
    return status;
}

static int complain_of_size(const Sheet *sheet, int scale) {
    Text message = {0};
    text_add_format(&message,
                    "leaselab: error: the figure would be %d pixels wide and %d high; %d is the most\n",
                    (int)((int64_t)sheet->width_px * scale / 100),
                    (int)((int64_t)sheet->height_px * scale / 100), SHEET_MOST_PX);
    say_text(&message);
    text_free(&message);
    return STATUS_WRONG;
}

static int add_drawn(const Figure *figure, const Sheet *sheet, const PictureStyle *style, Text *out) {
    if (sheet->height_px > SHEET_MOST_PX) return complain_of_size(sheet, 100);
    if (style->as == AS_SVG) return add_svg(figure, sheet, out) ? STATUS_GOOD : say_no_memory();
    const PaintStatus status = add_painted(figure, sheet, style, out);
    if (status == PAINT_TOO_LARGE) return complain_of_size(sheet, style->scale);
    return status == PAINT_OK ? STATUS_GOOD : say_no_memory();
}

static void add_words(const Figure *figure, Text *out) {
    text_add_utf8(out, figure_title(figure), strlen(figure_title(figure)));
    text_add(out, "\n\n");
    text_add_utf8(out, figure_description(figure), strlen(figure_description(figure)));
    if (out->length && out->bytes[out->length - 1] != '\n') text_add_char(out, '\n');
}

static int add_figure(const Figure *figure, const FigureRequest *request, Font *font,
                      const PictureStyle *style, Text *out) {
    const Sheet sheet = {.width_px = request->width_px,
                         .height_px = figure_height_px(figure),
                         .title = figure_title(figure),
                         .description = figure_description(figure),
                         .theme = style->theme,
                         .background = style->background,
                         .font = font,
                         .made = style->made};
    switch (style->as) {
    case AS_SVG:
    case AS_PNG:
    case AS_PDF: return add_drawn(figure, &sheet, style, out);
    case AS_DATA: figure_data(figure, out); break;
    case AS_WORDS: add_words(figure, out); break;
    case AS_MERMAID:
    case AS_DOT:
    case AS_AUTO:
    case AS_COUNT: CHECK(!"of a figure that is laid out");
    }
    return out->failed ? say_no_memory() : STATUS_GOOD;
}

/* Mermaid's front matter, if there is any, must come first: its length. */
static size_t front_matter(const Text *source) {
    static const char FENCE[] = "---\n";
    if (!source->bytes || strncmp(source->bytes, FENCE, sizeof FENCE - 1) != 0) return 0;
    const char *end = strstr(source->bytes + sizeof FENCE - 1, FENCE);
    return end ? (size_t)(end - source->bytes) + sizeof FENCE - 1 : 0;
}

/* With the call as a remark. Needs no layout. */
static int add_source(const FigureRequest *request, const PictureStyle *style, Text *out) {
    const bool is_dot = style->as == AS_DOT;
    Text source = {0};
    const bool is_whole = is_dot ? figure_dot(request, &source) : figure_mermaid(request, &source);
    const size_t before = is_dot ? 0 : front_matter(&source);
    if (!is_whole || source.failed) {
        out->failed = true;
    } else {
        text_add_bytes(out, source.bytes, before);
        text_add_format(out, "%s %s\n", is_dot ? "//" : "%%", style->made);
        text_add_bytes(out, source.bytes + before, source.length - before);
    }
    text_free(&source);
    return out->failed ? say_no_memory() : STATUS_GOOD;
}

int picture_make(const FigureRequest *request, Font *font, const PictureStyle *style, Text *out) {
    if (style->as == AS_MERMAID || style->as == AS_DOT) return add_source(request, style, out);
    Figure *figure = figure_lay_out(request, font);
    if (!figure) return say_no_memory();
    const int status = add_figure(figure, request, font, style, out);
    figure_destroy(figure);
    return status;
}
