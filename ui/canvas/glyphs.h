/* glyphs: a line of text as Cairo wants it: glyphs of the pinned font, placed one after the other with
 * kerning. Leaves out: where the line stands and its colour, which are Cairo's present point of origin and
 * source; and its font face and size, which are set before. */
#ifndef LEASELAB_CANVAS_GLYPHS_H
#define LEASELAB_CANVAS_GLYPHS_H

#include <cairo.h>

#include "ui/canvas/font.h"

/* How long the line is as it is drawn, in logical pixels; font_width is never less. */
double glyphs_width(const Font *font, TextStyle style, const char *string);
/* Adds the letters' outlines to the present path. */
void glyphs_outline(cairo_t *cairo, const Font *font, TextStyle style, const char *string);
/* Shows them, and tells a PDF which characters they are. */
void glyphs_show(cairo_t *cairo, const Font *font, TextStyle style, const char *string);

#endif
