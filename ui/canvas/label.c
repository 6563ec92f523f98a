#include "ui/canvas/label.h"

#include <string.h>

static Point start_of(Box box, Anchor anchor, Px baseline) {
    switch (anchor) {
    case ANCHOR_START: break;
    case ANCHOR_MIDDLE: return (Point){box_centre(box).x, baseline};
    case ANCHOR_END: return (Point){box_right(box), baseline};
    }
    return (Point){box.x, baseline};
}

/* As much of it as fits; false when that is not all. */
static bool draw_cut(Canvas *canvas, Box box, Anchor anchor, TextStyle style, const char *string,
                     Px baseline) {
    Text cut = {0};
    const bool is_whole = font_cut(canvas->font, style, string, box.width, &cut);
    if (canvas_has(canvas, &cut) && cut.bytes)
        canvas_text(canvas, start_of(box, anchor, baseline), anchor, TEXT_ACROSS, style, cut.bytes);
    text_free(&cut);
    return is_whole;
}

static CanvasGroup whole_of(const char *string) {
    return (CanvasGroup){.role = "cut", .title = string};
}

bool label_draw(Canvas *canvas, Box box, Anchor anchor, TextStyle style, const char *string) {
    const Px baseline = px_whole(box_centre(box).y + font_capital(style) / 2);
    const bool is_cut = font_width(canvas->font, style, string) > box.width;
    if (is_cut) canvas_group(canvas, whole_of(string));
    draw_cut(canvas, box, anchor, style, string, baseline);
    if (is_cut) canvas_ungroup(canvas);
    return !is_cut;
}

int label_lines(const Font *font, TextStyle style, const char *string, Px width) {
    int lines = 0;
    for (size_t next; *string; string += next, lines++) font_break(font, style, string, width, &next);
    return lines;
}

/* `goes_on`: it is the last one for which there is room, and not the last one. */
static void draw_line(Canvas *canvas, Box box, Anchor anchor, TextStyle style, const char *bytes,
                      size_t length, Px baseline, bool goes_on) {
    Text line = {0};
    text_add_bytes(&line, bytes, length);
    if (goes_on) text_add(&line, "…");
    if (canvas_has(canvas, &line)) draw_cut(canvas, box, anchor, style, line.bytes, baseline);
    text_free(&line);
}

Px label_paragraph(Canvas *canvas, Box box, Anchor anchor, TextStyle style, const char *string) {
    const Px line = font_line(style);
    const int room = box.height / line, lines = label_lines(canvas->font, style, string, box.width);
    const int shown = lines < room ? lines : room;
    if (lines > room) canvas_group(canvas, whole_of(string));
    for (int i = 0; i < shown; i++) {
        const Px baseline = box.y + i * line + font_ascent(style);
        size_t next;
        const size_t length = font_break(canvas->font, style, string, box.width, &next);
        const bool is_last = i == room - 1 && lines > room;
        draw_line(canvas, box, anchor, style, string, is_last ? strcspn(string, "\n") : length, baseline,
                  is_last);
        string += next;
    }
    if (lines > room) canvas_ungroup(canvas);
    return shown * line;
}
