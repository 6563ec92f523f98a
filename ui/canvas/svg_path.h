/* svg_path: outlines in the words of SVG's `d` attribute. Leaves out: how they are painted. */
#ifndef LEASELAB_CANVAS_SVG_PATH_H
#define LEASELAB_CANVAS_SVG_PATH_H

#include "ui/canvas/canvas.h"

void svg_add_px(Text *out, const char *before, Px value);
/* `command` is a letter of SVG's, or 0 for one more point of the last. */
void svg_add_point(Text *out, char command, Point point);
void svg_add_points(Text *out, PathKind kind, const Point points[], size_t count);
void svg_add_rectangle(Text *out, Box box);
void svg_add_arc(Text *out, Point centre, Px radius, Turn from, Turn to);
/* The cells of a raster that have this ink, as few rectangles. */
void svg_add_cells(Text *out, Box box, uint32_t columns, uint32_t rows, const uint8_t inks[], uint8_t ink);

#endif
