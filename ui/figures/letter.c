#include "ui/figures/letter.h"

enum { AROUND_PX = 2 };

static TextStyle style_of(Look look, int size_px) {
    TextStyle style = look_letter_style(look, size_px);
    style.halo = INK_NONE; /* the plate does it */
    return style;
}

Px letter_width(const Font *font, Look look, int size_px) {
    return font_width(font, style_of(look, size_px), LOOKS[look].letter) + PX(2 * AROUND_PX);
}

Px letter_height(int size_px) {
    const TextStyle style = ink_text(INK_TEXT, size_px);
    return font_ascent(style) + font_descent(style);
}

void letter_draw(Canvas *canvas, Box box, Anchor anchor, Look look, int size_px) {
    const TextStyle style = style_of(look, size_px);
    const Px width = letter_width(canvas->font, look, size_px), free_px = box.width - width;
    const Px before = anchor == ANCHOR_START ? 0 : anchor == ANCHOR_MIDDLE ? free_px / 2 : free_px;
    const Px capital = font_capital(style), baseline = px_whole(box_centre(box).y + capital / 2);
    const Box plate = box_intersection(
        (Box){box.x + before, baseline - capital - PX(AROUND_PX), width, capital + PX(2 * AROUND_PX)},
        box_inset(box, PX(1)));
    canvas_box(canvas, plate, (Fill){LOOKS[look].ink, HATCH_SOLID}, NO_LINE);
    canvas_text(canvas, (Point){box.x + before + width / 2, baseline}, ANCHOR_MIDDLE, TEXT_ACROSS, style,
                LOOKS[look].letter);
}
