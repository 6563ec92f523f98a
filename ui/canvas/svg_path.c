#include "ui/canvas/svg_path.h"

void svg_add_px(Text *text, const char *before, Px value) {
    text_add(text, before);
    text_add_px(text, value);
}

void svg_add_point(Text *text, char command, Point point) {
    if (command) text_add_char(text, command);
    text_add_px(text, point.x);
    text_add_char(text, ' ');
    text_add_px(text, point.y);
}

void svg_add_points(Text *out, PathKind kind, const Point points[], size_t count) {
    svg_add_point(out, 'M', points[0]);
    for (size_t i = 1; i < count; i++) {
        if (kind == PATH_CURVE)
            svg_add_point(out, i % 3 == 1 ? 'C' : ' ', points[i]);
        else if (points[i].y == points[i - 1].y)
            svg_add_px(out, "H", points[i].x);
        else if (points[i].x == points[i - 1].x)
            svg_add_px(out, "V", points[i].y);
        else
            svg_add_point(out, 'L', points[i]);
    }
    if (kind == PATH_CLOSED) text_add_char(out, 'z');
}

void svg_add_rectangle(Text *out, Box box) {
    svg_add_point(out, 'M', (Point){box.x, box.y});
    svg_add_px(out, "H", box_right(box));
    svg_add_px(out, "V", box_bottom(box));
    svg_add_px(out, "H", box.x);
    text_add_char(out, 'z');
}

/* In pieces of at most a third of a circle: SVG draws nothing between two points that are the same. */
void svg_add_arc(Text *out, Point centre, Px radius, Turn from, Turn to) {
    const Turn third = TURN_WHOLE / 3, pieces = (to - from + third - 1) / third;
    svg_add_point(out, 'M', point_on_circle(centre, radius, from));
    for (Turn i = 1; i <= pieces; i++) {
        svg_add_px(out, "A", radius);
        svg_add_px(out, " ", radius);
        text_add(out, " 0 0 1 ");
        svg_add_point(out, 0, point_on_circle(centre, radius, from + (to - from) * i / pieces));
    }
}

/* Is this run of cells, which has one ink, one in that row too, and no longer there? */
static bool is_run(const uint8_t *row, uint32_t columns, uint32_t from, uint32_t to, uint8_t ink) {
    if ((from > 0 && row[from - 1] == ink) || (to < columns && row[to] == ink)) return false;
    for (uint32_t i = from; i < to; i++)
        if (row[i] != ink) return false;
    return true;
}

/* Runs of one ink, each as far down as it stays the same: a row is looked at once for itself and once for the
 * row above. */
void svg_add_cells(Text *out, Box box, uint32_t columns, uint32_t rows, const uint8_t inks[], uint8_t ink) {
    for (uint32_t y = 0; y < rows; y++) {
        const uint8_t *row = inks + (size_t)y * columns;
        for (uint32_t x = 0, end; x < columns; x = end) {
            end = x + 1;
            if (row[x] != ink) continue;
            while (end < columns && row[end] == ink) end++;
            if (y > 0 && is_run(row - columns, columns, x, end, ink)) continue;
            uint32_t below = y + 1;
            while (below < rows && is_run(inks + (size_t)below * columns, columns, x, end, ink)) below++;
            const Px left = box.x + px_share(box.width, x, columns),
                     top = box.y + px_share(box.height, y, rows);
            svg_add_rectangle(out, (Box){left, top, box.x + px_share(box.width, end, columns) - left,
                                         box.y + px_share(box.height, below, rows) - top});
        }
    }
}
