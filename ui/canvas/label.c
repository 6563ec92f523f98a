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

/* As much of it as fits. */
static void draw_cut(Canvas *canvas, Box box, Anchor anchor, TextStyle style, const char *string,
                     Px baseline) {
    Text cut = {0};
    font_cut(canvas->font, style, string, box.width, &cut);
    if (canvas_has(canvas, &cut) && cut.bytes)
        canvas_text(canvas, start_of(box, anchor, baseline), anchor, TEXT_ACROSS, style, cut.bytes);
    text_free(&cut);
}

/* "-12" at the end of a name, which alone tells a group's machines apart; "" where there is none. */
static const char *number_of(const char *string) {
    const char *end = string + strlen(string), *at = end;
    while (at > string && at[-1] >= '0' && at[-1] <= '9') at--;
    return at < end && at - string > 1 && at[-1] == '-' ? at - 1 : end;
}

/* "marketi…-12", or only its beginning where that leaves next to nothing of it. */
static void draw_cut_before_number(Canvas *canvas, Box box, Anchor anchor, TextStyle style,
                                   const char *string, Px baseline) {
    const char *number = number_of(string);
    const Px width = box.width - font_width(canvas->font, style, number);
    Text head = {0}, cut = {0};
    text_add_bytes(&head, string, (size_t)(number - string));
    if (*number && width > box.width / 2 && canvas_has(canvas, &head)) {
        font_cut(canvas->font, style, head.bytes, width, &cut);
        if (cut.bytes) text_add(&cut, number);
    }
    if (canvas_has(canvas, &cut) && cut.bytes)
        canvas_text(canvas, start_of(box, anchor, baseline), anchor, TEXT_ACROSS, style, cut.bytes);
    else
        draw_cut(canvas, box, anchor, style, string, baseline);
    text_free(&head);
    text_free(&cut);
}

static CanvasGroup whole_of(const char *string) {
    return (CanvasGroup){.role = "cut", .title = string};
}

bool label_draw(Canvas *canvas, Box box, Anchor anchor, TextStyle style, const char *string) {
    const Px baseline = px_whole(box_centre(box).y + font_capital(style) / 2);
    const bool is_cut = font_width(canvas->font, style, string) > box.width;
    if (!is_cut) {
        draw_cut(canvas, box, anchor, style, string, baseline);
        return true;
    }
    canvas_group(canvas, whole_of(string));
    draw_cut_before_number(canvas, box, anchor, style, string, baseline);
    canvas_ungroup(canvas);
    return false;
}

int label_lines(const Font *font, TextStyle style, const char *string, Px width) {
    int lines = 0;
    for (size_t next; *string; string += next, lines++) font_break(font, style, string, width, &next);
    return lines;
}

static Px widest_word(const Font *font, TextStyle style, const char *string) {
    Px widest = 0;
    for (size_t length; *string; string += length + (string[length] != '\0')) {
        length = strcspn(string, " \n");
        const Px width = font_width_of(font, style, string, length);
        if (width > widest) widest = width;
    }
    return widest;
}

Px label_even(const Font *font, TextStyle style, const char *string, Px width) {
    const int lines = label_lines(font, style, string, width);
    Px least = widest_word(font, style, string), enough = width;
    if (lines < 2) return width;
    while (least < enough) {
        const Px tried = least + (enough - least) / 2;
        if (label_lines(font, style, string, tried) > lines)
            least = tried + 1;
        else
            enough = tried;
    }
    return enough;
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
