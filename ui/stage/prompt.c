#include "ui/stage/prompt.h"

#include <stdarg.h>

#include <stdio.h>
#include <string.h>

#include "ui/canvas/label.h"
#include "ui/stage/dialog.h"

enum { WIDTH_PX = 560, LINE_PX = 36, WRONG_PX = 44, TYPED_PX = 18 };

void prompt_begin(Prompt *prompt, const char *title, const char *typed) {
    *prompt = (Prompt){0};
    snprintf(prompt->title, sizeof prompt->title, "%s", title);
    const size_t length = strlen(typed);
    if (length < PROMPT_MOST) memcpy(prompt->typed, typed, length + 1);
}

void prompt_type(Prompt *prompt, uint32_t character) {
    char bytes[4];
    const bool is_surrogate = character >= 0xD800 && character < 0xE000;
    if (character > 0x10FFFF || is_surrogate || utf8_is_unsafe(character)) return;
    const size_t length = strlen(prompt->typed), added = utf8_encode(character, bytes);
    if (length + added >= PROMPT_MOST) return;
    memcpy(prompt->typed + length, bytes, added);
    prompt->typed[length + added] = '\0';
    prompt->wrong[0] = '\0';
}

void prompt_rub_out(Prompt *prompt) {
    size_t length = strlen(prompt->typed);
    if (length == 0) return;
    do length--;
    while (length > 0 && ((unsigned char)prompt->typed[length] & 0xC0) == 0x80);
    prompt->typed[length] = '\0';
    prompt->wrong[0] = '\0';
}

void prompt_refuse(Prompt *prompt, const char *format, ...) {
    va_list rest;
    va_start(rest, format);
    vsnprintf(prompt->wrong, sizeof prompt->wrong, format, rest);
    va_end(rest);
}

/* Where it is longer than the line, its end: that is where one types. */
static const char *end_that_fits(const Font *font, TextStyle style, const char *typed, Px width) {
    while (*typed && font_width(font, style, typed) > width) {
        typed++;
        while (((unsigned char)*typed & 0xC0) == 0x80) typed++;
    }
    return typed;
}

static void draw_typed(const Prompt *prompt, Canvas *canvas, Box line) {
    const TextStyle style = ink_text(INK_TEXT, TYPED_PX);
    canvas_box(canvas, line, ink_fill(INK_BACKGROUND), ink_line(INK_ACCENT, PX(2)));
    Box text = box_inset(line, PX(8));
    text.width = text.width > PX(4) ? text.width - PX(4) : 0; /* for the caret */
    const char *shown = end_that_fits(canvas->font, style, prompt->typed, text.width);
    const char *cut = shown > prompt->typed ? "…" : "";
    Text whole = {0};
    if (*cut) {
        shown = end_that_fits(canvas->font, style, shown, text.width - font_width(canvas->font, style, cut));
        text_add(&whole, cut);
    }
    text_add(&whole, shown);
    const char *bytes = canvas_has(canvas, &whole) ? text_bytes(&whole) : "";
    label_draw(canvas, text, ANCHOR_START, style, bytes);
    const Px x = px_sharp(text.x + font_width_drawn(canvas->font, style, bytes) + PX(2));
    canvas_line(canvas, (Point){x, line.y + PX(7)}, (Point){x, box_bottom(line) - PX(7)},
                ink_line(INK_CURSOR, PX(2)));
    text_free(&whole);
}

void prompt_draw(const Prompt *prompt, Canvas *canvas, Box box) {
    const Box inside = dialog_draw(canvas, box, PX(WIDTH_PX), PX(LINE_PX + WRONG_PX), prompt->title,
                                   "Return takes it · Escape leaves");
    if (inside.height < PX(LINE_PX)) return;
    draw_typed(prompt, canvas, (Box){inside.x, inside.y, inside.width, PX(LINE_PX)});
    const Box wrong = {inside.x, inside.y + PX(LINE_PX + 4), inside.width,
                       inside.height > PX(LINE_PX + 4) ? inside.height - PX(LINE_PX + 4) : 0};
    label_paragraph(canvas, wrong, ANCHOR_START, ink_text(INK_WARN, DIALOG_TEXT_PX), prompt->wrong);
}

void prompt_tell(const Prompt *prompt, Text *out) {
    text_add_safe(out, prompt->title, strlen(prompt->title));
    text_add(out, "\n> ");
    text_add_safe(out, prompt->typed, strlen(prompt->typed));
    text_add_char(out, '\n');
    if (!prompt->wrong[0]) return;
    text_add_safe(out, prompt->wrong, strlen(prompt->wrong));
    text_add_char(out, '\n');
}
