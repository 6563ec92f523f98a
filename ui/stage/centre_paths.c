#include "ui/stage/centre_paths.h"

enum { PORT_PX = 14, OUT_PX = 2, TOUCH_PX = 1 };

/* ---- along a way -------------------------------------------------------------------------------------- */

Point point_part_way(Point from, Point to, int part) {
    return (Point){from.x + (Px)((int64_t)(to.x - from.x) * part / THERE),
                   from.y + (Px)((int64_t)(to.y - from.y) * part / THERE)};
}

Way way_until(const Way *way, int part) {
    Way done = {.points = {way->points[0]}, .count = 1};
    int64_t length = 0;
    for (int p = 1; p < way->count; p++) length += point_distance(way->points[p - 1], way->points[p]);
    int64_t left = length * part / THERE;
    for (int p = 1; p < way->count; p++) {
        const Px piece = point_distance(way->points[p - 1], way->points[p]);
        const bool is_last = left <= piece || p == way->count - 1;
        const int of_piece = piece == 0 || left > piece ? THERE : (int)(left * THERE / piece);
        done.points[done.count++] = point_part_way(way->points[p - 1], way->points[p], of_piece);
        if (is_last) break;
        left -= piece;
    }
    return done;
}

Point way_at(const Way *way, int part) {
    const Way done = way_until(way, part);
    return done.points[done.count - 1];
}

/* ---- what is in the way ------------------------------------------------------------------------------- */

/* On which side of the line is the point? */
static int side_of(Point from, Point to, Px x, Px y) {
    const int64_t turn = (int64_t)(to.x - from.x) * (y - from.y) - (int64_t)(to.y - from.y) * (x - from.x);
    return turn < 0 ? -1 : turn > 0;
}

bool line_crosses(Point from, Point to, Box box) {
    const Px left = from.x < to.x ? from.x : to.x, right = from.x + to.x - left,
             top = from.y < to.y ? from.y : to.y, bottom = from.y + to.y - top;
    if (right < box.x || left > box_right(box) || bottom < box.y || top > box_bottom(box)) return false;
    const int sides = side_of(from, to, box.x, box.y) + side_of(from, to, box_right(box), box.y) +
                      side_of(from, to, box.x, box_bottom(box)) +
                      side_of(from, to, box_right(box), box_bottom(box));
    return sides > -4 && sides < 4;
}

/* A sign with its name, as wide as its column. */
static Box cell_of(const Token *token) {
    const Px bottom = box_bottom(token->name);
    return (Box){token->name.x, token->sign.y, token->name.width, bottom - token->sign.y};
}

static bool is_clear(const Tokens *tokens, int number, Point from, Point to) {
    for (int t = 0; t < tokens->count; t++)
        if (t != number && line_crosses(from, to, box_inset(cell_of(&tokens->tokens[t]), PX(TOUCH_PX))))
            return false;
    return true;
}

/* ---- the way of a token ------------------------------------------------------------------------------- */

static Px between(Px value, Px least, Px most) {
    return value < least ? least : value > most ? most : value;
}

/* Where a line from this point meets the lower edge of a host or service. */
static Point port_of(Box card, Point from) {
    return (Point){between(from.x, card.x + PX(PORT_PX), box_right(card) - PX(PORT_PX)), box_bottom(card)};
}

/* Just outside of the sign, towards the port. */
static Point leave(Box sign, Point to) {
    const Point centre = box_centre(sign);
    const Px far = point_distance(centre, to), out = sign.height / 2 + PX(OUT_PX);
    return far > out ? point_part_way(centre, to, (int)((int64_t)out * THERE / far)) : centre;
}

Way way_straight(Box sign, Box card) {
    const Point to = port_of(card, box_centre(sign));
    return (Way){{leave(sign, to), to}, 2};
}

/* The lowest token above that height on this vertical line, or -1. */
static int find_above(const Tokens *tokens, Px x, Px y) {
    int found = -1;
    Px lowest = 0;
    for (int t = 0; t < tokens->count; t++) {
        const Box cell = cell_of(&tokens->tokens[t]);
        if (x <= cell.x || x >= box_right(cell) || box_bottom(cell) > y) continue;
        if (found >= 0 && box_bottom(cell) <= lowest) continue;
        found = t;
        lowest = box_bottom(cell);
    }
    return found;
}

/* Rows by height: all, those above, and where the highest of them begins. */
typedef struct {
    int all, above;
    Px top;
} Rows;

static Rows find_rows(const Tokens *tokens, Px y) {
    Rows rows = {.top = y};
    for (int t = 0; t < tokens->count; t++) {
        const Box cell = cell_of(&tokens->tokens[t]);
        bool is_known = false;
        for (int before = 0; before < t && !is_known; before++)
            is_known = tokens->tokens[before].sign.y == cell.y;
        if (is_known) continue;
        const bool is_above = box_bottom(cell) <= y;
        rows.all++;
        rows.above += is_above;
        if (is_above && cell.y < rows.top) rows.top = cell.y;
    }
    return rows;
}

static void add_point(Way *way, Px x, Px y) {
    way->points[way->count++] = (Point){x, y};
}

/* Always through the gap at its right, in which each row has a lane of its own; around what stands otherwise
 * above. */
static Way way_between(const Tokens *tokens, int number, Rows rows, Box card) {
    const Token *token = &tokens->tokens[number];
    const Px gap = tokens_gap(tokens), lane = gap * rows.above / rows.all;
    Px x = box_right(cell_of(token)) + lane, y = token->sign.y - gap / 2;
    Way way = {{leave(token->sign, (Point){x, y})}, 1};
    add_point(&way, x, y);
    for (int t; (t = find_above(tokens, x, y)) >= 0 && way.count < ARROW_POINTS - 3;) {
        const Box cell = cell_of(&tokens->tokens[t]);
        const bool is_left = x - cell.x < box_right(cell) - x;
        add_point(&way, x, box_bottom(cell) + gap / 2);
        x = is_left ? cell.x - gap + lane : box_right(cell) + lane;
        y = cell.y;
        add_point(&way, x, box_bottom(cell));
    }
    add_point(&way, x, rows.top - gap / 2);
    const Point to = port_of(card, way.points[way.count - 1]);
    add_point(&way, to.x, to.y);
    return way;
}

Way way_of_token(const Tokens *tokens, int number, Box card) {
    const Box sign = tokens->tokens[number].sign;
    const Way straight = way_straight(sign, card);
    if (is_clear(tokens, number, straight.points[0], straight.points[1])) return straight;
    const Rows rows = find_rows(tokens, sign.y);
    if (rows.above > 0) return way_between(tokens, number, rows, card);
    const Point over = {box_centre(sign).x, sign.y - PX(OUT_PX)}; /* its neighbours */
    return (Way){{over, port_of(card, over)}, 2};
}
