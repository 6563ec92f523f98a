#include "ui/stage/centre_words.h"

#include <limits.h>

#include "ui/canvas/label.h"

enum { BESIDE_PX = 6, CROSSED_PX = 60 /* words go so far out of the way of a line */ };

Point point_part_way(Point from, Point to, int part) {
    return (Point){from.x + (Px)((int64_t)(to.x - from.x) * part / THERE),
                   from.y + (Px)((int64_t)(to.y - from.y) * part / THERE)};
}

/* On which side of the line is the point? */
static int side_of(const Line *line, Px x, Px y) {
    const int64_t turn = (int64_t)(line->to.x - line->from.x) * (y - line->from.y) -
                         (int64_t)(line->to.y - line->from.y) * (x - line->from.x);
    return turn < 0 ? -1 : turn > 0;
}

static bool crosses(const Line *line, Box box) {
    const Px left = line->from.x < line->to.x ? line->from.x : line->to.x,
             right = line->from.x + line->to.x - left,
             top = line->from.y < line->to.y ? line->from.y : line->to.y,
             bottom = line->from.y + line->to.y - top;
    if (right < box.x || left > box_right(box) || bottom < box.y || top > box_bottom(box)) return false;
    const int sides = side_of(line, box.x, box.y) + side_of(line, box_right(box), box.y) +
                      side_of(line, box.x, box_bottom(box)) + side_of(line, box_right(box), box_bottom(box));
    return sides > -4 && sides < 4;
}

static int count_crossing(const Lines *lines, Box box) {
    int count = 0;
    for (int i = 0; i < lines->count; i++) count += crosses(&lines->lines[i], box);
    return count;
}

/* The best place so far. */
typedef struct {
    Box box;
    int cost; /* pixels away, and some for each line crossed */
} Found;

static void try_place(const Room *room, const Lines *lines, Box box, int aside_px, Found *best) {
    if (aside_px >= best->cost || !room_is_free(room, box)) return;
    const int crossed = count_crossing(lines, box), cost = aside_px + CROSSED_PX * crossed;
    if (crossed > 0 && lines->are_close) return;
    if (cost < best->cost) *best = (Found){box, cost};
}

void words_draw_beside(Room *room, const Lines *lines, Canvas *canvas, Point from, Point to, bool is_shared,
                       TextStyle style, const char *words) {
    static const int PARTS[] = {500, 600, 400, 700, 300, 800, 200, 880, 120, 920, 950};
    static const int ASIDE_PX[] = {BESIDE_PX, 50, 100, 150, 200, 250};
    const size_t asides = is_shared ? sizeof ASIDE_PX / sizeof *ASIDE_PX : 1;
    const Px width = font_width(canvas->font, style, words), height = PX(style.size_px + 5);
    Found best = {.cost = INT_MAX};
    for (size_t p = 0; p < sizeof PARTS / sizeof *PARTS; p++) {
        const Point at = point_part_way(from, to, PARTS[p]);
        Box box = {at.x, at.y - height / 2, width, height};
        for (size_t a = 0; a < asides; a++) {
            box.x = at.x + PX(ASIDE_PX[a]);
            try_place(room, lines, box, ASIDE_PX[a], &best);
            box.x = at.x - PX(ASIDE_PX[a]) - width;
            try_place(room, lines, box, ASIDE_PX[a], &best);
        }
        box.x = at.x - width / 2;
        try_place(room, lines, box, BESIDE_PX, &best);
    }
    if (best.box.width == 0) return;
    room_block(room, best.box);
    label_draw(canvas, best.box, ANCHOR_START, style, words);
}
