#include "ui/stage/column.h"

#include <string.h>

#include "ui/canvas/label.h"
#include "ui/stage/hit_kinds.h"

enum { MORE_PX = 14 };

Column column_begin(Canvas *canvas, const Font *font, Box box, int32_t lines_away) {
    const int32_t away = lines_away < 0 ? 0 : lines_away < 100000 ? lines_away : 100000;
    box.height -= box.height > PX(MORE_PX) ? PX(MORE_PX) : box.height;
    return (Column){.canvas = canvas, .font = font, .box = box, .top = away * PX(COLUMN_LINE_PX)};
}

bool column_take(Column *column, Px height, Box *out) {
    const Px y = column->y - column->top;
    column->y += height;
    if (y < 0) column->is_more_above = true;
    if (y + height > column->box.height) column->is_more_below = true;
    if (!column->canvas || y < 0 || y + height > column->box.height) return false;
    *out = (Box){column->box.x, column->box.y + y, column->box.width, height};
    return true;
}

void column_space(Column *column, Px height) {
    if (column->y > 0) column->y += height;
}

void column_heading(Column *column, const char *words) {
    Box line;
    column_space(column, PX(8));
    if (!column_take(column, PX(COLUMN_LINE_PX + 2), &line)) return;
    label_draw(column->canvas, line, ANCHOR_START, ink_bold(INK_ACCENT, PANE_TEXT_PX), words);
}

/* One line of a paragraph at a time; answers where the next begins. */
static const char *draw_line(Column *column, Px indent, Px width, TextStyle style, const char *words) {
    Box line;
    size_t next;
    const size_t length = font_break(column->font, style, words, width, &next);
    if (column_take(column, PX(COLUMN_LINE_PX), &line)) {
        Text text = {0};
        text_add_bytes(&text, words, length);
        line.x += indent;
        line.width = width;
        if (!text.failed && text.length) label_draw(column->canvas, line, ANCHOR_START, style, text.bytes);
        text_free(&text);
    }
    return words + next;
}

static Px width_after(const Column *column, Px indent) {
    return column->box.width > indent + PX(24) ? column->box.width - indent : PX(24);
}

void column_words(Column *column, Px indent, TextStyle style, const char *words) {
    while (*words) words = draw_line(column, indent, width_after(column, indent), style, words);
}

void column_entry(Column *column, Px indent, const char *key, TextStyle style, const char *words,
                  int32_t hit_at) {
    const Px from = column->y;
    const TextStyle faint = ink_text(INK_FAINT, PANE_SMALL_PX);
    if (font_width(column->font, faint, key) + PX(4) > indent) { /* a line of its own */
        column_words(column, 0, faint, key);
    } else if (*key) {
        Box line;
        if (column_take(column, PX(COLUMN_LINE_PX), &line))
            label_draw(column->canvas, box_left(line, indent), ANCHOR_START, faint, key);
        if (*words) column->y -= PX(COLUMN_LINE_PX);
    }
    column_words(column, indent, style, words);
    const Px y = from - column->top, end = column->y - column->top;
    if (!column->canvas || hit_at == NEVER || y < 0 || end > column->box.height) return;
    hit_begin(column->canvas, "at", NULL, HIT_AT, (uint32_t)hit_at,
              (Box){column->box.x, column->box.y + y, column->box.width, end - y});
    canvas_ungroup(column->canvas);
}

static void draw_more(const Column *column, Box box, const char *words) {
    label_draw(column->canvas, box, ANCHOR_END, ink_bold(INK_ACCENT, PANE_TINY_PX), words);
}

void column_end(Column *column) {
    if (!column->canvas) return;
    const Box line = {column->box.x, box_bottom(column->box), column->box.width, PX(MORE_PX)};
    if (column->is_more_above && column->is_more_below)
        draw_more(column, line, "▲ more ▼");
    else if (column->is_more_below)
        draw_more(column, line, "more ▼");
    else if (column->is_more_above)
        draw_more(column, line, "▲ more");
}

int32_t column_last_top(const Column *column) {
    const Px over = column->y - column->box.height;
    return over <= 0 ? 0 : (over + PX(COLUMN_LINE_PX) - 1) / PX(COLUMN_LINE_PX);
}
