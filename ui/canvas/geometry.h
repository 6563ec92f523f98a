/* geometry: where things are in a picture. Whole numbers only, so that the same picture has the same
 * coordinates, and its SVG the same bytes, whatever the compiler. Leaves out: anything that draws. */
#ifndef LEASELAB_CANVAS_GEOMETRY_H
#define LEASELAB_CANVAS_GEOMETRY_H

#include <stdbool.h>
#include <stdint.h>

#include "sim/base/text.h"

/* A length or coordinate in 1/64 of a logical pixel; x grows to the right, y downwards, 0 is the picture's
 * top left corner. A logical pixel is what an author or a window calls a pixel before any --scale. Pictures
 * stay within PX_MOST in each direction, so that sums and products with 64 bits cannot overflow. */
typedef int32_t Px;
#define PX(whole) ((Px)((whole)*64))
#define PX_HALF   ((Px)32) /* a line one pixel wide is sharp when its middle lies on half a pixel */
#define PX_MOST   PX(1 << 20)

typedef struct {
    Px x, y;
} Point;

typedef struct {
    Px x, y, width, height; /* the sizes are never negative */
} Box;

/* An angle in tenths of a degree, clockwise from 12 o'clock, as a clock's hand goes. */
typedef int32_t Turn;
#define TURN_WHOLE ((Turn)3600)

/* value * part / whole, rounded to the nearest (halves towards plus infinity) and kept within PX_MOST. For
 * scales: px_share(width, minutes, all_minutes); 0 < whole, and part and whole below 2^36 either way. */
Px px_share(Px value, int64_t part, int64_t whole);
/* The nearest whole pixel, and the nearest middle of a pixel (for lines of odd width). */
Px px_whole(Px value);
Px px_sharp(Px value);

Px box_right(Box box);
Px box_bottom(Box box);
Point box_centre(Box box);
/* Smaller by `by` on each side (larger when negative); never below no size. */
Box box_inset(Box box, Px by);
/* The upper part of a box, and what is below that; its left part, and what comes after. As much as there is.
 */
Box box_top(Box box, Px height);
Box box_below(Box box, Px height);
Box box_left(Box box, Px width);
Box box_after(Box box, Px width);
Box box_intersection(Box a, Box b); /* 0 wide or high where they do not meet */
bool box_overlaps(Box a, Box b);    /* touching edges do not */
bool box_holds(Box outer, Box inner);
bool box_has(Box box, Point point); /* the right and lower edge do not belong to it */

/* The point of a circle; exact to 1/64 px up to a radius of 8,192 px. Costs a few multiplications. */
Point point_on_circle(Point centre, Px radius, Turn turn);
/* Distance of two points, rounded down. */
Px point_distance(Point a, Point b);

/* In pixels with at most two decimals: "12", "-0.5", "3.02". */
void text_add_px(Text *text, Px value);

#endif
