#include "ui/stage/machine_sign.h"

#include "ui/canvas/label.h"

enum { LETTERS_FROM_PX = 40, RINGS_FROM_PX = 16 };

/* From 12 o'clock, what is left: a lease drains against the hand of a clock and is full after a grant. */
static void draw_ring(const MachineSign *sign, Canvas *canvas, Point centre, Px radius, Px width) {
    const Stroke outline =
        sign->is_off ? ink_dash(INK_FAINT, PX(1), DASH_SHORT) : ink_line(INK_OUTLINE, PX(1));
    canvas_disc(canvas, centre, radius, ink_fill(INK_SHADE), NO_LINE);
    const ClockFace clock = sign->clock;
    const Turn full = clock.kind == CLOCK_ENDLESS ? TURN_WHOLE
                      : clock.kind == CLOCK_RUNS
                          ? (Turn)((int64_t)TURN_WHOLE * clock.left_min / clock.whole_min)
                          : 0;
    if (full > 0)
        canvas_arc(canvas, centre, radius - width / 2, 0, full, ink_line(LOOKS[sign->look].ink, width));
    canvas_disc(canvas, centre, radius, NO_FILL, outline);
    canvas_disc(canvas, centre, radius - width, ink_fill(INK_BACKGROUND), outline);
    if (full > 0 && full < TURN_WHOLE)
        canvas_line(canvas, point_on_circle(centre, radius - width, full),
                    point_on_circle(centre, radius, full), ink_line(INK_OUTLINE, PX(2)));
}

static void draw_pale(Canvas *canvas, Point centre, Px radius) {
    canvas_disc(canvas, centre, radius, ink_fill(INK_SHADE), ink_line(INK_GRID, PX(1)));
}

void machine_sign_draw(const MachineSign *sign, Canvas *canvas, Box box) {
    const Point centre = box_centre(box);
    const Px side = box.width < box.height ? box.width : box.height, radius = side / 2 - PX_HALF;
    if (radius <= 0) return;
    if (sign->is_pale) {
        draw_pale(canvas, centre, radius);
        return;
    }
    Px shape = side;
    if (sign->look == LOOK_ABSENT) {
        shape = side / 2; /* no clock runs: no ring */
    } else if (side >= PX(RINGS_FROM_PX)) {
        const Px width = side / 9 > PX(3) ? side / 9 : PX(3);
        draw_ring(sign, canvas, centre, radius, width);
        shape = (side - 2 * width) * 74 / 100;
    }
    const Box inner = {centre.x - shape / 2, centre.y - shape / 2, shape, shape};
    look_draw(canvas, sign->look, inner);
    if (side < PX(LETTERS_FROM_PX) || sign->look == LOOK_ABSENT) return;
    const int size = side >= PX(56) ? 14 : 10;
    TextStyle style = look_letter_style(sign->look, size);
    label_draw(canvas, inner, ANCHOR_MIDDLE, style, LOOKS[sign->look].letter);
}
