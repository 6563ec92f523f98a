#include "ui/stage/reading.h"

#include <string.h>

#include "ui/canvas/label.h"
#include "ui/stage/dialog.h"

enum { WIDTH_PX = 1000, BESIDE_PX = 12 };

static TextStyle style_of(void) {
    return ink_text(INK_TEXT, DIALOG_TEXT_PX);
}

/* What a character takes where text stands in columns: as much as a digit, so that numbers keep in line. */
static Px column_of(const Font *font) {
    return font_width(font, style_of(), "00") - font_width(font, style_of(), "0");
}

/* Where rows are set: those from `from` on, `room` of them, are drawn; none without a canvas. */
typedef struct {
    const Font *font;
    Canvas *canvas;
    Box box;
    int32_t row, from, room; /* row: the next to be set */
} Setter;

static void draw_piece(const Setter *setter, Px x, const char *bytes, size_t length) {
    const int32_t row = setter->row - setter->from;
    if (!setter->canvas || length == 0 || row < 0 || row >= setter->room) return;
    const Px line = font_line(style_of());
    Text piece = {0};
    text_add_bytes(&piece, bytes, length);
    if (canvas_has(setter->canvas, &piece))
        label_draw(setter->canvas,
                   (Box){setter->box.x + x, setter->box.y + row * line, setter->box.width - x, line},
                   ANCHOR_START, style_of(), piece.bytes);
    text_free(&piece);
}

/* The last of a line, or all of it: as many rows as it needs from this one on. */
static void set_rest(Setter *setter, Px x, const char *bytes, size_t length) {
    if (length == 0) setter->row++;
    for (size_t at = 0, next; at < length; at += next) {
        const size_t taken =
            font_break_of(setter->font, style_of(), bytes + at, length - at, setter->box.width - x, &next);
        draw_piece(setter, x, bytes + at, taken);
        setter->row++;
    }
}

/* Bytes of a cell: up to two spaces or more. */
static size_t cell_length(const char *bytes, size_t length) {
    for (size_t i = 0; i + 1 < length; i++)
        if (bytes[i] == ' ' && bytes[i + 1] == ' ') return i;
    return length;
}

/* A figure ends where it would among digits alone: a point takes less. */
static Px slack_of(const char *bytes, size_t length, Px width, Px column) {
    size_t digits = 0;
    while (digits < length && bytes[digits] && strchr("0123456789.", bytes[digits])) digits++;
    const Px whole = (Px)length * column;
    return digits == length && whole > width ? whole - width : 0;
}

static void set_line(Setter *setter, const char *line, size_t length) {
    const Px column = column_of(setter->font);
    Px free_from = 0;
    size_t at = 0;
    while (length > 0 && line[length - 1] == ' ') length--;
    for (;;) {
        while (at < length && line[at] == ' ') at++;
        Px x = (Px)utf8_length(line, at) * column;
        const size_t cell = cell_length(line + at, length - at);
        const Px width = font_width_of(setter->font, style_of(), line + at, cell);
        if (x > 0) x += slack_of(line + at, cell, width, column);
        if (x < free_from) x = free_from;
        if (x > 0 && x + width > setter->box.width && x > setter->box.width / 2) { /* below, from the left */
            setter->row++;
            x = setter->box.width > 4 * column ? 4 * column : 0;
        }
        if (at + cell == length) {
            set_rest(setter, x < setter->box.width ? x : 0, line + at, cell);
            return;
        }
        draw_piece(setter, x, line + at, cell);
        free_from = x + width + column;
        at += cell;
    }
}

/* Answers how many rows there are. */
static int32_t set(const Font *font, const char *text, Canvas *canvas, Box box, int32_t from, int32_t room) {
    Setter setter = {.font = font, .canvas = canvas, .box = box, .from = from, .room = room};
    while (*text) {
        const size_t length = strcspn(text, "\n");
        set_line(&setter, text, length);
        text += length + (text[length] == '\n');
    }
    return setter.row;
}

/* Of the inside what is left beside the bar. */
static Box column_box(Box inside) {
    inside.width = inside.width > PX(BESIDE_PX + 1) ? inside.width - PX(BESIDE_PX) : PX(1);
    return inside;
}

static int32_t fits_of(Box box) {
    return dialog_inside(box, PX(WIDTH_PX)).height / font_line(style_of());
}

int32_t reading_last_top(const Font *font, const char *text, Box box) {
    const Box column = column_box(dialog_inside(box, PX(WIDTH_PX)));
    const int32_t rows = set(font, text, NULL, column, 0, 0), fits = fits_of(box);
    return rows > fits ? rows - fits : 0;
}

void reading_draw(const char *title, const char *text, int32_t top, Canvas *canvas, Box box) {
    const int32_t fits = fits_of(box);
    const int32_t rows = set(canvas->font, text, NULL, column_box(dialog_inside(box, PX(WIDTH_PX))), 0, 0);
    const int32_t last = rows > fits ? rows - fits : 0;
    const Box inside =
        dialog_draw(canvas, box, PX(WIDTH_PX), (rows < fits ? rows : fits) * font_line(style_of()), title,
                    last > 0 ? "Up, Down, PgUp, PgDn · Escape closes" : "Escape closes");
    const int32_t first = top < 0 ? 0 : top > last ? last : top;
    set(canvas->font, text, canvas, column_box(inside), first, fits);
    dialog_draw_bar(canvas, inside, first, fits, rows);
}
