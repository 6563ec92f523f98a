#include "ui/canvas/arrow.h"

#include <string.h>

#include "sim/base/check.h"

/* The point so far back from `to` towards `from`, and so far to the side of it. */
static Point back_from(Point from, Point to, Px back, Px aside) {
    const Px length = point_distance(from, to);
    if (length == 0) return to;
    const Px dx = to.x - from.x, dy = to.y - from.y;
    return (Point){to.x - px_share(dx, back, length) - px_share(dy, aside, length),
                   to.y - px_share(dy, back, length) + px_share(dx, aside, length)};
}

void arrow_head(Canvas *canvas, Point from, Point to, Ink ink, Px head) {
    const Point points[] = {to, back_from(from, to, head, head * 2 / 5),
                            back_from(from, to, head, -head * 2 / 5)};
    canvas_polygon(canvas, points, 3, ink_fill(ink), NO_LINE);
}

void arrow_draw(Canvas *canvas, const Point points[], size_t count, Stroke stroke, Px head) {
    Point shaft[ARROW_POINTS];
    CHECK(count >= 2 && count <= ARROW_POINTS);
    const Point before = points[count - 2], tip = points[count - 1];
    const Px length = point_distance(before, tip);
    memcpy(shaft, points, count * sizeof *shaft);
    shaft[count - 1] = back_from(before, tip, length < head ? length : head, 0);
    canvas_polyline(canvas, shaft, count, stroke);
    arrow_head(canvas, before, tip, stroke.ink, length < head ? length : head);
}
