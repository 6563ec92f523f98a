#include "ui/figures/block.h"

#include <string.h>

#include "ui/canvas/label.h"

enum { ELLIPSIS = 3 };

/* A line of so many bytes; `is_cut`: something was left away after it. */
static void write_line(BlockLine *line, const char *bytes, size_t length, bool is_cut) {
    if (length > BLOCK_TEXT - 1 - ELLIPSIS) {
        length = BLOCK_TEXT - 1 - ELLIPSIS;
        while (length > 0 && ((unsigned char)bytes[length] & 0xC0) == 0x80) length--;
        is_cut = true;
    }
    memcpy(line->text, bytes, length);
    memcpy(line->text + length, is_cut ? "…" : "", is_cut ? ELLIPSIS + 1 : 1);
}

/* In whole pixels, so that lines of different sizes keep apart wherever they begin. */
static Px line_height(TextStyle style) {
    return px_whole(font_line(style) + PX_HALF - 1);
}

/* As font_break, but a word that is too wide is broken behind a hyphen, where it has one. */
static size_t break_line(const Font *font, TextStyle style, const char *text, Px width, size_t *out_next) {
    const size_t length = font_break(font, style, text, width, out_next);
    if (!text[length] || text[length] == ' ' || text[length] == '\n') return length;
    for (size_t i = length; i > 1; i--)
        if (text[i - 1] == '-') return *out_next = i;
    return length;
}

BlockLine *block_add(Block *block, const Font *font, Px width, int signs, TextStyle style, const char *text) {
    BlockLine *first = NULL;
    const Px room = PX(BLOCK_SIGN_PX) * signs, even = label_even(font, style, text, width - room);
    while (*text && block->count < BLOCK_LINES) {
        BlockLine *line = &block->lines[block->count++];
        size_t next;
        const size_t length = break_line(font, style, text, even, &next);
        *line = (BlockLine){.style = style, .goes_on = first != NULL, .above = first ? 0 : block->gap};
        write_line(line, text, length, text[next] && block->count == BLOCK_LINES);
        const Px wide = font_width(font, style, line->text) + room;
        if (wide > block->width) block->width = wide;
        block->height += line->above + line_height(style);
        block->gap = 0;
        if (!first) first = line;
        text += next;
    }
    return first;
}

BlockLine *block_add_text(Block *block, const Font *font, Px width, int signs, TextStyle style,
                          const Text *text) {
    block->failed |= text->failed;
    return text->failed || !text->bytes ? NULL : block_add(block, font, width, signs, style, text->bytes);
}

static bool has_sign_before(const Block *block, int line) {
    while (line > 0 && block->lines[line].goes_on) line--;
    return block->lines[line].before != NULL;
}

/* The text's own anchor is the block's: a reader's font may be narrower than what was measured. */
static void draw_line(const Block *block, int number, Canvas *canvas, Box box, Anchor anchor) {
    const BlockLine *line = &block->lines[number];
    const Px text = font_width(canvas->font, line->style, line->text), sign = PX(BLOCK_SIGN_PX);
    const Px before = has_sign_before(block, number) ? sign : 0;
    const Px left = box.width - before - text - (line->after ? sign : 0);
    const Px x = box.x + before + (anchor == ANCHOR_START ? 0 : anchor == ANCHOR_MIDDLE ? left / 2 : left);
    const Px baseline = px_whole(box.y + font_ascent(line->style)), high = line_height(line->style);
    const Px top = baseline - font_capital(line->style) / 2 - high / 2;
    const Px at = x + (anchor == ANCHOR_START ? 0 : anchor == ANCHOR_MIDDLE ? text / 2 : text);
    if (line->before) line->before(canvas, (Box){x - sign, top, sign - PX(2), high}, line->which_before);
    canvas_text(canvas, (Point){at, baseline}, anchor, TEXT_ACROSS, line->style, line->text);
    if (line->after) line->after(canvas, (Box){x + text, top, sign, high}, line->which_after);
}

void block_draw(const Block *block, Canvas *canvas, Box box, Anchor anchor) {
    box.y = px_whole(box.y);
    canvas->failed |= block->failed;
    for (int i = 0; i < block->count; i++) {
        box.y += block->lines[i].above;
        draw_line(block, i, canvas, box, anchor);
        box.y += line_height(block->lines[i].style);
    }
}
