#include "ui/figures/notes.h"

#include "ui/canvas/label.h"

enum { TEXT_PX = 11, SIGN_PX = 22, GAP_PX = 6, BETWEEN_PX = 3, COLUMN_PX = 400, GUTTER_PX = 24 };

static TextStyle style(void) {
    return ink_text(INK_TEXT, TEXT_PX);
}

Text *notes_add(Notes *notes, LegendSign *sign, int which) {
    if (notes->count == NOTES_MOST) return NULL;
    Note *note = &notes->notes[notes->count++];
    *note = (Note){.sign = sign, .which = which};
    return &note->text;
}

static const char *text_of(const Note *note) {
    return text_bytes(&note->text);
}

void notes_lay_out(Notes *notes, const Font *font, Px width) {
    const int columns = width >= PX(2 * COLUMN_PX + GUTTER_PX) && notes->count > 3 ? 2 : 1;
    const int in_column = (notes->count + columns - 1) / columns;
    const Px column = (width - (columns - 1) * PX(GUTTER_PX)) / columns;
    Px y = 0;
    notes->height = 0;
    for (int i = 0; i < notes->count; i++) {
        Note *note = &notes->notes[i];
        if (i % in_column == 0) y = 0;
        const int lines = label_lines(font, style(), text_of(note), column - PX(SIGN_PX + GAP_PX));
        note->box = (Box){(i / in_column) * (column + PX(GUTTER_PX)), y, column,
                          PX(LEGEND_LINE_PX) + (lines > 1 ? (lines - 1) * font_line(style()) : 0)};
        y += note->box.height + PX(BETWEEN_PX);
        if (y > notes->height) notes->height = y;
    }
}

void notes_draw(const Notes *notes, Canvas *canvas, Point corner) {
    for (int i = 0; i < notes->count; i++) {
        const Note *note = &notes->notes[i];
        const Px x = corner.x + note->box.x, y = corner.y + note->box.y;
        if (note->sign) note->sign(canvas, (Box){x, y, PX(SIGN_PX), PX(LEGEND_LINE_PX)}, note->which);
        canvas_has(canvas, &note->text);
        const Px baseline = px_whole(y + PX(LEGEND_LINE_PX) / 2 + font_capital(style()) / 2);
        const Px width =
            label_even(canvas->font, style(), text_of(note), note->box.width - PX(SIGN_PX + GAP_PX));
        label_paragraph(
            canvas, (Box){x + PX(SIGN_PX + GAP_PX), baseline - font_ascent(style()), width, note->box.height},
            ANCHOR_START, style(), text_of(note));
    }
}

void notes_free(Notes *notes) {
    for (int i = 0; i < notes->count; i++) text_free(&notes->notes[i].text);
    *notes = (Notes){0};
}
