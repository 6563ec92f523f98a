#include "ui/canvas/geometry.h"

#include "sim/base/check.h"

/* a / b to the nearest whole number, halves towards plus infinity; b > 0. */
static int64_t divide(int64_t a, int64_t b) {
    const int64_t twice = 2 * a + b, quotient = twice / (2 * b);
    return twice % (2 * b) < 0 ? quotient - 1 : quotient;
}

static Px kept(int64_t value) {
    return (Px)(value > PX_MOST ? PX_MOST : value < -PX_MOST ? -PX_MOST : value);
}

Px px_share(Px value, int64_t part, int64_t whole) {
    const int64_t most = INT64_C(1) << 36;
    CHECK(whole > 0 && whole < most && part > -most && part < most && value <= PX_MOST && value >= -PX_MOST);
    /* 26 bits by 36 bits, doubled: 63 */
    return kept(divide((int64_t)value * part, whole));
}

Px px_whole(Px value) {
    return (Px)(divide(value, PX(1)) * PX(1));
}

Px px_sharp(Px value) {
    return px_whole(value - PX_HALF) + PX_HALF;
}

Px box_right(Box box) {
    return box.x + box.width;
}

Px box_bottom(Box box) {
    return box.y + box.height;
}

Point box_centre(Box box) {
    return (Point){box.x + box.width / 2, box.y + box.height / 2};
}

Box box_inset(Box box, Px by) {
    Box inner = {box.x + by, box.y + by, box.width - 2 * by, box.height - 2 * by};
    if (inner.width < 0) {
        inner.x = box.x + box.width / 2;
        inner.width = 0;
    }
    if (inner.height < 0) {
        inner.y = box.y + box.height / 2;
        inner.height = 0;
    }
    return inner;
}

static Px least(Px a, Px b) {
    return a < b ? a : b;
}

static Px most(Px a, Px b) {
    return a > b ? a : b;
}

static Px up_to(Px value, Px most) {
    return value < 0 ? 0 : value < most ? value : most;
}

Box box_top(Box box, Px height) {
    return (Box){box.x, box.y, box.width, up_to(height, box.height)};
}

Box box_below(Box box, Px height) {
    const Px cut = up_to(height, box.height);
    return (Box){box.x, box.y + cut, box.width, box.height - cut};
}

Box box_left(Box box, Px width) {
    return (Box){box.x, box.y, up_to(width, box.width), box.height};
}

Box box_after(Box box, Px width) {
    const Px cut = up_to(width, box.width);
    return (Box){box.x + cut, box.y, box.width - cut, box.height};
}

Box box_intersection(Box a, Box b) {
    const Px x = most(a.x, b.x), y = most(a.y, b.y);
    return (Box){x, y, most(0, least(box_right(a), box_right(b)) - x),
                 most(0, least(box_bottom(a), box_bottom(b)) - y)};
}

bool box_overlaps(Box a, Box b) {
    const Box both = box_intersection(a, b);
    return both.width > 0 && both.height > 0;
}

bool box_holds(Box outer, Box inner) {
    return inner.x >= outer.x && inner.y >= outer.y && box_right(inner) <= box_right(outer) &&
           box_bottom(inner) <= box_bottom(outer);
}

bool box_has(Box box, Point point) {
    return point.x >= box.x && point.y >= box.y && point.x < box_right(box) && point.y < box_bottom(box);
}

/* The series of sine and cosine in whole numbers, up to an eighth of a circle: the first term left out is
 * below 2^-29 there. 1.0 is ONE. */
enum { ONE_BITS = 30 };
#define ONE (INT64_C(1) << ONE_BITS)

static int64_t times(int64_t a, int64_t b) {
    return divide(a * b, ONE);
}

static int64_t radians(Turn tenths) {
    return divide(tenths * INT64_C(1919009807), INT64_C(1) << 10); /* pi / 1800 * 2^40 */
}

static int64_t sine(int64_t x) {
    const int64_t square = times(x, x);
    int64_t sum = ONE - square / 72; /* 1 - x²/(2·3) (1 - x²/(4·5) (1 - x²/(6·7) (1 - x²/(8·9)))) */
    sum = ONE - times(square, sum) / 42;
    sum = ONE - times(square, sum) / 20;
    sum = ONE - times(square, sum) / 6;
    return times(x, sum);
}

static int64_t cosine(int64_t x) {
    const int64_t square = times(x, x);
    int64_t sum = ONE - square / 90;
    sum = ONE - times(square, sum) / 56;
    sum = ONE - times(square, sum) / 30;
    sum = ONE - times(square, sum) / 12;
    return ONE - times(square, sum) / 2;
}

Point point_on_circle(Point centre, Px radius, Turn turn) {
    const Turn within = (turn % TURN_WHOLE + TURN_WHOLE) % TURN_WHOLE, quarter = TURN_WHOLE / 4;
    const Turn rest = within % quarter;
    const bool is_far = rest > quarter / 2; /* beyond an eighth: mirrored, sine and cosine swapped */
    const int64_t x = radians(is_far ? quarter - rest : rest);
    const int64_t across = is_far ? cosine(x) : sine(x), along = is_far ? sine(x) : cosine(x);
    const Px a = (Px)divide(radius * across, ONE), b = (Px)divide(radius * along, ONE);
    switch (within / quarter) {
    case 0: return (Point){centre.x + a, centre.y - b};
    case 1: return (Point){centre.x + b, centre.y + a};
    case 2: return (Point){centre.x - a, centre.y + b};
    default: return (Point){centre.x - b, centre.y - a};
    }
}

Px point_distance(Point a, Point b) {
    const int64_t dx = (int64_t)a.x - b.x, dy = (int64_t)a.y - b.y;
    const uint64_t square = (uint64_t)(dx * dx + dy * dy);
    uint64_t root = 0;
    for (uint64_t bit = UINT64_C(1) << 31; bit; bit >>= 1)
        if ((root | bit) * (root | bit) <= square) root |= bit;
    return kept((int64_t)root);
}

void text_add_px(Text *text, Px value) {
    const int64_t hundredths = divide((int64_t)value * 100, PX(1));
    const int64_t size = hundredths < 0 ? -hundredths : hundredths;
    if (hundredths < 0) text_add_char(text, '-');
    text_add_int(text, size / 100);
    if (size % 100 == 0) return;
    text_add_char(text, '.');
    text_add_char(text, (char)('0' + size / 10 % 10));
    if (size % 10) text_add_char(text, (char)('0' + size % 10));
}
