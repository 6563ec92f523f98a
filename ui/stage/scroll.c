#include "ui/stage/scroll.h"

#include <string.h>

#include "ui/canvas/label.h"
#include "ui/stage/hit_kinds.h"

enum { MORE_PX = 14, HEADING_PX = SCROLL_LINE_PX + 2 };

Scroll scroll_begin(Canvas *canvas, const Font *font, Box box, int32_t lines_away) {
    const int32_t away = lines_away < 0 ? 0 : lines_away < 100000 ? lines_away : 100000;
    box.height -= box.height > PX(MORE_PX) ? PX(MORE_PX) : box.height;
    return (Scroll){.canvas = canvas, .font = font, .box = box, .top = away * PX(SCROLL_LINE_PX)};
}

bool scroll_take(Scroll *scroll, Px height, Box *out) {
    const Px y = scroll->y - scroll->top;
    scroll->y += height;
    if (y < 0) scroll->is_more_above = true;
    if (y + height > scroll->box.height) scroll->is_more_below = true;
    if (!scroll->canvas || y < 0 || y + height > scroll->box.height) return false;
    *out = (Box){scroll->box.x, scroll->box.y + y, scroll->box.width, height};
    return true;
}

void scroll_space(Scroll *scroll, Px height) {
    if (scroll->y > 0) scroll->y += height;
}

static TextStyle heading_style(void) {
    return ink_bold(INK_ACCENT, PANE_TEXT_PX);
}

void scroll_heading(Scroll *scroll, const char *words) {
    if (font_width(scroll->font, heading_style(), words) <= scroll->box.width) {
        scroll_heading_of(scroll, words, PX(SCROLL_LINE_PX));
        return;
    }
    scroll_space(scroll, PX(8));
    scroll_words(scroll, 0, heading_style(), words);
}

void scroll_heading_of(Scroll *scroll, const char *words, Px height) {
    Box line;
    scroll_space(scroll, PX(8));
    const Px end = scroll->y - scroll->top + PX(HEADING_PX) + height;
    if (!scroll_take(scroll, PX(HEADING_PX), &line) || end > scroll->box.height) return;
    label_draw(scroll->canvas, line, ANCHOR_START, heading_style(), words);
}

bool scroll_has(Scroll *scroll, const Text *words) {
    return scroll->canvas ? canvas_has(scroll->canvas, words) : !words->failed;
}

/* One line of a paragraph at a time; answers where the next begins. */
static const char *draw_line(Scroll *scroll, Px indent, Px width, TextStyle style, const char *words) {
    Box line;
    size_t next;
    const size_t length = font_break(scroll->font, style, words, width, &next);
    if (scroll_take(scroll, PX(SCROLL_LINE_PX), &line)) {
        Text text = {0};
        text_add_bytes(&text, words, length);
        line.x += indent;
        line.width = width;
        if (scroll_has(scroll, &text) && text.length)
            label_draw(scroll->canvas, line, ANCHOR_START, style, text.bytes);
        text_free(&text);
    }
    return words + next;
}

static Px width_after(const Scroll *scroll, Px indent) {
    return scroll->box.width > indent + PX(24) ? scroll->box.width - indent : PX(24);
}

void scroll_words(Scroll *scroll, Px indent, TextStyle style, const char *words) {
    while (*words) words = draw_line(scroll, indent, width_after(scroll, indent), style, words);
}

void scroll_entry(Scroll *scroll, Px indent, const char *key, TextStyle style, const char *words,
                  int32_t hit_at) {
    if (!words) {
        if (scroll->canvas) scroll->canvas->failed = true;
        return;
    }
    const Px from = scroll->y;
    const TextStyle faint = ink_text(INK_FAINT, PANE_SMALL_PX);
    if (font_width(scroll->font, faint, key) + PX(4) > indent) { /* a line of its own */
        scroll_words(scroll, 0, faint, key);
    } else if (*key) {
        Box line;
        if (scroll_take(scroll, PX(SCROLL_LINE_PX), &line))
            label_draw(scroll->canvas, box_left(line, indent), ANCHOR_START, faint, key);
        if (*words) scroll->y -= PX(SCROLL_LINE_PX);
    }
    scroll_words(scroll, indent, style, words);
    const Px y = from - scroll->top, end = scroll->y - scroll->top;
    if (!scroll->canvas || hit_at == NEVER || y < 0 || end > scroll->box.height) return;
    hit_begin(scroll->canvas, "at", NULL, HIT_AT, (uint32_t)hit_at,
              (Box){scroll->box.x, scroll->box.y + y, scroll->box.width, end - y});
    canvas_ungroup(scroll->canvas);
}

void scroll_take_told(void *context, const char *key, const char *words) {
    Text *out = context;
    out->failed |= !words;
    text_add_format(out, "  %s: %s\n", key, words ? words : "");
}

void scroll_take_text(Text *words, const char *key, void *context, ScrollTake *take) {
    if (words->length || words->failed) take(context, key, words->failed ? NULL : words->bytes);
    text_clear(words);
}

static void draw_more(const Scroll *scroll, Box box, const char *words) {
    label_draw(scroll->canvas, box, ANCHOR_END, ink_bold(INK_ACCENT, PANE_TINY_PX), words);
}

void scroll_end(Scroll *scroll) {
    if (!scroll->canvas) return;
    const Box line = {scroll->box.x, box_bottom(scroll->box), scroll->box.width, PX(MORE_PX)};
    if (scroll->is_more_above && scroll->is_more_below)
        draw_more(scroll, line, "▲ more ▼");
    else if (scroll->is_more_below)
        draw_more(scroll, line, "more ▼");
    else if (scroll->is_more_above)
        draw_more(scroll, line, "▲ more");
}

int32_t scroll_last_top(const Scroll *scroll) {
    const Px over = scroll->y - scroll->box.height;
    return over <= 0 ? 0 : (over + PX(SCROLL_LINE_PX) - 1) / PX(SCROLL_LINE_PX);
}
