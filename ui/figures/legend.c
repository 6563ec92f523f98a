#include "ui/figures/legend.h"

#include "sim/base/check.h"
#include "ui/canvas/label.h"
#include "ui/canvas/look.h"
#include "ui/figures/letter.h"

enum { TEXT_PX = 11, GAP_PX = 6, BETWEEN_PX = 18 };

static TextStyle style(void) {
    return ink_text(INK_TEXT, TEXT_PX);
}

void legend_add(Legend *legend, LegendSign *sign, int which, const char *text) {
    CHECK(legend->count < LEGEND_MOST);
    legend->entries[legend->count++] = (LegendEntry){.sign = sign, .which = which, .text = text};
}

static Px text_from(const LegendEntry *entry) {
    return entry->sign ? PX(LEGEND_SIGN_PX + GAP_PX) : 0;
}

/* Signs first, remarks after them, both in the order in which they came. */
static void put_remarks_last(Legend *legend) {
    LegendEntry remarks[LEGEND_MOST];
    int signs = 0, count = 0;
    for (int i = 0; i < legend->count; i++) {
        if (legend->entries[i].sign)
            legend->entries[signs++] = legend->entries[i];
        else
            remarks[count++] = legend->entries[i];
    }
    for (int i = 0; i < count; i++) legend->entries[signs + i] = remarks[i];
}

void legend_lay_out(Legend *legend, const Font *font, Px width) {
    Px x = 0, y = 0, row = 0;
    put_remarks_last(legend);
    for (int i = 0; i < legend->count; i++) {
        LegendEntry *entry = &legend->entries[i];
        const Px before = text_from(entry);
        Px whole = before + font_width(font, style(), entry->text);
        const bool begins = i > 0 && !entry->sign; /* a remark is a sentence, and has a row of its own */
        if (x > 0 && (begins || x + whole > width)) {
            x = 0;
            y += row;
            row = 0;
        }
        if (whole > width) whole = width;
        const int lines = label_lines(font, style(), entry->text, whole - before);
        const Px height = PX(LEGEND_LINE_PX) + (lines > 1 ? (lines - 1) * font_line(style()) : 0);
        entry->box = (Box){x, y, whole, height};
        if (height > row) row = height;
        x += whole + PX(BETWEEN_PX);
    }
    legend->height = y + row;
}

void legend_draw(const Legend *legend, Canvas *canvas, Point corner) {
    for (int i = 0; i < legend->count; i++) {
        const LegendEntry *entry = &legend->entries[i];
        const Box box = {corner.x + entry->box.x, corner.y + entry->box.y, entry->box.width,
                         entry->box.height};
        const Px before = text_from(entry);
        if (entry->sign)
            entry->sign(canvas, (Box){box.x, box.y, PX(LEGEND_SIGN_PX), PX(LEGEND_LINE_PX)}, entry->which);
        /* the first line's capitals in the middle of the sign */
        const Px above = PX(LEGEND_LINE_PX) / 2 + font_capital(style()) / 2 - font_ascent(style());
        label_paragraph(canvas,
                        (Box){box.x + before,
                              px_whole(box.y + above + font_ascent(style())) - font_ascent(style()),
                              label_even(canvas->font, style(), entry->text, box.width - before), box.height},
                        ANCHOR_START, style(), entry->text);
    }
}

void legend_look(Canvas *canvas, Box box, int look) {
    const Box strip = {box.x + PX(1) / 2, box.y + PX(3) / 2, box.width - PX(1), box.height - PX(3)};
    if (look == LOOK_ABSENT) { /* nothing is there: a thin line */
        const Px y = px_sharp(box_centre(box).y);
        canvas_line(canvas, (Point){box.x, y}, (Point){box_right(box), y},
                    ink_dash(INK_FAINT, PX(1), DASH_SHORT));
        return;
    }
    canvas_box(canvas, strip, ink_fill(LOOKS[look].ink), ink_line(INK_OUTLINE, PX(1)));
    letter_draw(canvas, strip, ANCHOR_MIDDLE, (Look)look, 10);
}
