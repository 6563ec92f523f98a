/* svg: the backend that writes SVG with real text, for pages and papers.
 *
 * - Colours are classes by meaning in one style, within the picture's own id: `ink-…` fills and text,
 * `line-…` lines; groups have their role as class and their title as tooltip. Only what occurs is defined.
 * - All ids begin with a hash of the content, so that several pictures fit into one page.
 * - Nothing that runs, links or loads; text from files is escaped.
 * - Neighbours drawn alike become one path, cells of a raster become runs: size follows the picture.
 * - The same bytes everywhere: whole numbers, no locale.
 *
 * Leaves out: pixels. */
#ifndef LEASELAB_CANVAS_SVG_H
#define LEASELAB_CANVAS_SVG_H

#include "ui/canvas/canvas.h"
#include "ui/canvas/sheet.h"

typedef struct Svg Svg;

/* NULL: out of memory. */
Svg *svg_create(const Sheet *sheet);
void svg_destroy(Svg *svg); /* NULL is fine */
Canvas *svg_canvas(Svg *svg);

/* After the last call on its canvas, once: adds the document. `is_inline` leaves out the XML declaration, for
 * a page of HTML. False: out of memory, and `out` is of no use. */
bool svg_finish(Svg *svg, bool is_inline, Text *out);

#endif
