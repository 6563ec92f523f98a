#include "ui/stage/pane.h"

#include <stdarg.h>
#include <stdio.h>

#include "ui/canvas/label.h"
#include "ui/stage/hit_kinds.h"

enum { FOCUS_PX = 3, PAPER_PX = 2 };

void hit_begin(Canvas *canvas, const char *role, const char *title, uint32_t kind, uint32_t index, Box area) {
    canvas_group(
        canvas,
        (CanvasGroup){.role = role, .title = title, .hit = {.kind = kind, .index = index}, .area = area});
}

void pane_draw_edge(const Frame *frame, Canvas *canvas, Box box, PanelId panel) {
    const bool has_keys = frame->view->panel == panel;
    canvas_box(canvas, box_top(box, has_keys ? PX(FOCUS_PX) : PX(1)),
               ink_fill(has_keys ? INK_ACCENT : INK_AXIS), NO_LINE);
}

Box pane_begin(const Frame *frame, Canvas *canvas, Box box, PanelId panel, const char *name,
               const char *remark) {
    const bool has_keys = frame->view->panel == panel;
    hit_begin(canvas, "panel", NULL, HIT_PANEL, panel, box);
    canvas_clip(canvas, box);
    const Box head = box_inset(box_top(box, PX(PANE_HEAD_PX)), PX(1));
    const Box words = {head.x + PX(PANE_PAD_PX), head.y, head.width - PX(2 * PANE_PAD_PX), head.height};
    pane_draw_edge(frame, canvas, box, panel);
    if (words.width <= 0 || words.height < PX(PANE_TEXT_PX)) return box_inset(box_below(box, head.height), 0);
    const TextStyle style = ink_bold(has_keys ? INK_ACCENT : INK_TEXT, PANE_TEXT_PX);
    const Px name_px = font_width(canvas->font, style, name);
    label_draw(canvas, words, ANCHOR_START, style, name);
    if (remark && *remark)
        label_draw(canvas, box_after(words, name_px + PX(PANE_PAD_PX)), ANCHOR_END,
                   ink_text(INK_FAINT, PANE_SMALL_PX), remark);
    return box_below(box, PX(PANE_HEAD_PX));
}

void pane_end(Canvas *canvas) {
    canvas_unclip(canvas);
    canvas_ungroup(canvas);
}

void pane_line(Canvas *canvas, Box box, Anchor anchor, TextStyle style, const char *format, ...) {
    char line[400];
    va_list values;
    va_start(values, format);
    vsnprintf(line, sizeof line, format, values);
    va_end(values);
    label_draw(canvas, box, anchor, style, line);
}

void pane_words_on_lines(Canvas *canvas, Box box, Anchor anchor, TextStyle style, const char *words) {
    const Px wanted = font_width(canvas->font, style, words) + PX(2 * PAPER_PX);
    const Px width = wanted < box.width ? wanted : box.width, spare = box.width - width;
    const Px height = PX(style.size_px + PAPER_PX) < box.height ? PX(style.size_px + PAPER_PX) : box.height;
    const Px left = anchor == ANCHOR_START ? 0 : anchor == ANCHOR_END ? spare : spare / 2;
    const Box paper = {box.x + left, px_whole(box.y + (box.height - height) / 2), width, height};
    canvas_box(canvas, paper, ink_fill(INK_PANEL), NO_LINE);
    label_draw(canvas, box, anchor, style, words);
}

void span_write(char out[SPAN_TEXT], int64_t length_min) {
    const int64_t days = length_min / DAY_MIN, hours = length_min / HOUR_MIN % 24, minutes = length_min % 60;
    if (days >= 10 || (days > 0 && hours == 0))
        snprintf(out, SPAN_TEXT, "%lldd", (long long)days);
    else if (days > 0)
        snprintf(out, SPAN_TEXT, "%lldd%lldh", (long long)days, (long long)hours);
    else if (hours > 0 && minutes > 0)
        snprintf(out, SPAN_TEXT, "%lldh%lldm", (long long)hours, (long long)minutes);
    else if (hours > 0)
        snprintf(out, SPAN_TEXT, "%lldh", (long long)hours);
    else
        snprintf(out, SPAN_TEXT, "%lldm", (long long)minutes);
}

bool frame_may_tell(const Frame *frame, int32_t at) {
    return !frame_hides(frame) || at <= frame->now.at;
}
