#include "ui/figures/state_signs.h"

#include "ui/canvas/arrow.h"

enum { DISC_PX = 3, DOT_PX = 3 };

Stroke state_arrow_line(bool is_pale) {
    return is_pale ? ink_dash(INK_FAINT, PX(1), DASH_SHORT) : ink_line(INK_TEXT, PX(3) / 2);
}

static void draw_disc(Canvas *canvas, Point c, bool is_half) {
    const Px r = PX(DISC_PX);
    const Stroke outline = ink_line(INK_FAINT, PX(1));
    canvas_disc(canvas, c, r, NO_FILL, outline);
    if (!is_half) return;
    canvas_clip(canvas, (Box){c.x - 2 * r, c.y - 2 * r, 2 * r, 4 * r});
    canvas_disc(canvas, c, r, ink_fill(INK_FAINT), outline);
    canvas_unclip(canvas);
}

/* Most of a circle, and a head at its top. */
static void draw_loop(Canvas *canvas, Point c) {
    const Px r = PX(3);
    canvas_arc(canvas, c, r, 700, TURN_WHOLE, ink_line(INK_FAINT, PX(1)));
    arrow_head(canvas, (Point){c.x - PX(2), c.y - r}, (Point){c.x + PX(3), c.y - r}, INK_FAINT, PX(4));
}

static void draw_arrow(Canvas *canvas, Box box, bool is_pale) {
    const Px y = px_sharp(box_centre(box).y);
    const Point points[] = {{box.x, y}, {box_right(box), y}};
    arrow_draw(canvas, points, 2, state_arrow_line(is_pale), PX(STATE_HEAD_PX) - PX(1));
}

void state_sign(Canvas *canvas, Box box, int sign) {
    const Point c = box_centre(box);
    switch ((StateSign)sign) {
    case STATE_SIGN_DISPUTED:
    case STATE_SIGN_ASSUMED: draw_disc(canvas, c, sign == STATE_SIGN_DISPUTED); return;
    case STATE_SIGN_STAYS: draw_loop(canvas, c); return;
    case STATE_SIGN_FROM_ANY:
        draw_arrow(canvas, (Box){box.x + PX(DOT_PX), box.y, box.width - PX(DOT_PX), box.height}, false);
        canvas_disc(canvas, (Point){box.x + PX(DOT_PX), px_sharp(c.y)}, PX(DOT_PX), ink_fill(INK_TEXT),
                    NO_LINE);
        return;
    case STATE_SIGN_TAKEN:
    case STATE_SIGN_NOT_TAKEN: draw_arrow(canvas, box, sign == STATE_SIGN_NOT_TAKEN); return;
    case STATE_SIGN_COUNT: return;
    }
}

void state_sign_add(Legend *legend, StateSign sign) {
    static const char *const TEXTS[STATE_SIGN_COUNT] = {
        [STATE_SIGN_DISPUTED] = "disputed: the vendor's pages disagree",
        [STATE_SIGN_ASSUMED] = "assumed: no page says so",
        [STATE_SIGN_STAYS] = "the state stays as it is",
        [STATE_SIGN_FROM_ANY] = "from whichever state in the frame it is in",
        [STATE_SIGN_TAKEN] = "taken in this run",
        [STATE_SIGN_NOT_TAKEN] = "not taken in this run",
    };
    legend_add(legend, state_sign, (int)sign, TEXTS[sign]);
}
