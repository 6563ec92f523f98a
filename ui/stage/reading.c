#include "ui/stage/reading.h"

#include "ui/canvas/label.h"
#include "ui/stage/dialog.h"

enum { WIDTH_PX = 1000, BESIDE_PX = 12 };

static TextStyle style_of(void) {
    return ink_text(INK_TEXT, DIALOG_TEXT_PX);
}

static Px width_of(Box inside) {
    return inside.width > PX(BESIDE_PX + 1) ? inside.width - PX(BESIDE_PX) : PX(1);
}

int32_t reading_fits(Box box) {
    return dialog_inside(box, PX(WIDTH_PX)).height / font_line(style_of());
}

int32_t reading_last_top(const Font *font, const char *text, Box box) {
    const Px width = width_of(dialog_inside(box, PX(WIDTH_PX)));
    const int32_t lines = label_lines(font, style_of(), text, width), fits = reading_fits(box);
    return lines > fits ? lines - fits : 0;
}

void reading_draw(const char *title, const char *text, int32_t top, Canvas *canvas, Box box) {
    const TextStyle style = style_of();
    const Px line = font_line(style);
    const int32_t fits = reading_fits(box), last = reading_last_top(canvas->font, text, box);
    const int32_t lines = label_lines(canvas->font, style, text, width_of(dialog_inside(box, PX(WIDTH_PX))));
    const Box inside = dialog_draw(canvas, box, PX(WIDTH_PX), (lines < fits ? lines : fits) * line, title,
                                   last > 0 ? "Up, Down, PgUp, PgDn · Escape closes" : "Escape closes");
    const int32_t first = top < 0 ? 0 : top > last ? last : top;
    Px y = inside.y;
    for (int32_t number = 0; *text && number < first + fits; number++) {
        size_t next;
        const size_t length = font_break(canvas->font, style, text, width_of(inside), &next);
        if (number >= first) {
            Text shown = {0};
            text_add_bytes(&shown, text, length);
            if (!shown.failed && length > 0)
                label_draw(canvas, (Box){inside.x, y, width_of(inside), line}, ANCHOR_START, style,
                           shown.bytes);
            text_free(&shown);
            y += line;
        }
        text += next;
    }
    dialog_draw_bar(canvas, inside, first, fits, lines);
}
