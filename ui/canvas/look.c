#include "ui/canvas/look.h"

const LookRow LOOKS[LOOK_COUNT] = {
    {"absent", "–", INK_STATE_ABSENT, INK_CELL_ABSENT, INK_ON_STATE, HATCH_NONE},
    {"grace", "G", INK_STATE_GRACE, INK_CELL_GRACE, INK_ON_STATE, HATCH_DIAGONAL},
    {"licensed", "L", INK_STATE_LICENSED, INK_CELL_LICENSED, INK_ON_LICENSED, HATCH_SOLID},
    {"licensed, retrying", "R", INK_STATE_RETRYING, INK_CELL_RETRYING, INK_ON_STATE, HATCH_DOTS},
    {"expired, grace", "E", INK_STATE_EXPIRED, INK_CELL_EXPIRED, INK_ON_STATE, HATCH_HORIZONTAL},
    {"notification", "N", INK_STATE_NOTIFICATION, INK_CELL_NOTIFICATION, INK_ON_STATE, HATCH_CROSS},
    {"view only", "V", INK_STATE_VIEW_ONLY, INK_CELL_VIEW_ONLY, INK_ON_STATE, HATCH_VERTICAL},
};

TextStyle look_letter_style(Look look, int size_px) {
    return (TextStyle){size_px, true, LOOKS[look].letter_ink, LOOKS[look].ink};
}

/* A hollow dot: a ring in the state's colour, outlined on both sides. */
static void draw_ring(Canvas *canvas, Point centre, Px radius, Fill fill, Stroke outline) {
    canvas_disc(canvas, centre, radius, fill, outline);
    canvas_disc(canvas, centre, radius * 11 / 20, ink_fill(INK_BACKGROUND), outline);
}

static void draw_pentagon(Canvas *canvas, Point centre, Px radius, Fill fill, Stroke outline) {
    Point points[5];
    for (int i = 0; i < 5; i++) points[i] = point_on_circle(centre, radius, i * TURN_WHOLE / 5);
    canvas_polygon(canvas, points, 5, fill, outline);
}

static void draw_square(Canvas *canvas, Point c, Px half, Fill fill, Stroke outline, bool is_crossed) {
    canvas_box(canvas, (Box){c.x - half, c.y - half, 2 * half, 2 * half}, fill, outline);
    if (is_crossed) {
        canvas_line(canvas, (Point){c.x - half, c.y - half}, (Point){c.x + half, c.y + half}, outline);
        canvas_line(canvas, (Point){c.x - half, c.y + half}, (Point){c.x + half, c.y - half}, outline);
    } else {
        const Stroke bar = ink_line(outline.ink, outline.width * 2);
        canvas_line(canvas, (Point){c.x - half, c.y}, (Point){c.x + half, c.y}, bar);
    }
}

void look_draw(Canvas *canvas, Look look, Box box) {
    const Point c = box_centre(box);
    const Px side = box.width < box.height ? box.width : box.height;
    const Px width = side >= PX(28) ? PX(2) : side >= PX(14) ? PX(3) / 2 : PX(1);
    const Px r = (side - width) / 2; /* the outline stays within the box */
    if (r <= 0) return;
    const Fill fill = {LOOKS[look].ink,
                       HATCH_SOLID}; /* in print too: lines would hide what makes the shape */
    const Stroke outline = ink_line(INK_OUTLINE, width);
    switch (look) {
    case LOOK_GRACE: {
        const Point points[] = {{c.x, c.y - r}, {c.x + r, c.y + r * 4 / 5}, {c.x - r, c.y + r * 4 / 5}};
        canvas_polygon(canvas, points, 3, fill, outline);
        return;
    }
    case LOOK_LICENSED: canvas_disc(canvas, c, r, fill, outline); return;
    case LOOK_RETRYING: {
        const Point points[] = {{c.x, c.y - r}, {c.x + r, c.y}, {c.x, c.y + r}, {c.x - r, c.y}};
        canvas_polygon(canvas, points, 4, fill, outline);
        return;
    }
    case LOOK_EXPIRED: draw_pentagon(canvas, c, r, fill, outline); return;
    case LOOK_NOTIFICATION: draw_square(canvas, c, r * 9 / 10, fill, outline, true); return;
    case LOOK_VIEW_ONLY: draw_square(canvas, c, r * 9 / 10, fill, outline, false); return;
    case LOOK_ABSENT:
    case LOOK_COUNT: break;
    }
    draw_ring(canvas, c, r * 4 / 5, fill, outline);
}

void look_select(Canvas *canvas, Box box) {
    const Box inner = box_inset(box, -PX(1)), outer = box_inset(box, -PX(3));
    canvas_box(canvas, inner, NO_FILL, ink_line(INK_BACKGROUND, PX(2)));
    canvas_box(canvas, outer, NO_FILL, ink_line(INK_SELECTION, PX(2)));
    canvas_box(canvas, inner, NO_FILL, ink_line(INK_SELECTION, PX(1)));
}
