/* svg: the backend that writes SVG with real text, for pages and papers.
 *
 * - Colours are classes by meaning in one style, within the picture's own id: `ink-…` fills and text,
 * `line-…` lines; groups have their role as class and their title as tooltip. Only what occurs is defined.
 * - All ids begin with a hash of the content, so that several pictures fit into one page.
 * - Nothing that runs, links or loads; text from files is escaped.
 * - Neighbours drawn alike become one path, cells of a raster become runs: size follows the picture.
 * - The same bytes everywhere: whole numbers, no locale.
 * - In a page of HTML, pictures leave colours and hatches to the page, which has them once, so that a policy
 *   can name the page's style by its hash; and follows its reader's system and the printer.
 *
 * Leaves out: pixels. */
#ifndef LEASELAB_CANVAS_SVG_H
#define LEASELAB_CANVAS_SVG_H

#include "ui/canvas/canvas.h"
#include "ui/canvas/sheet.h"

typedef struct Svg Svg;

/* NULL: out of memory. */
Svg *svg_create(const Sheet *sheet);
/* For a page of HTML that has svg_add_page_style and svg_add_page_hatches; the sheet's theme does not matter.
 */
Svg *svg_create_for_page(const Sheet *sheet);
void svg_destroy(Svg *svg); /* NULL is fine */
Canvas *svg_canvas(Svg *svg);

/* After the last call on its canvas, once: adds the document. `is_inline` leaves out the XML declaration, for
 * a page of HTML. False: out of memory, and `out` is of no use. */
bool svg_finish(Svg *svg, bool is_inline, Text *out);

/* Rules for a style sheet: light, dark where the reader's system is, and for print, where states are hatched.
 * The same in all pages. */
void svg_add_page_style(Text *out);
/* An element for the page's body that shows nothing. */
void svg_add_page_hatches(Text *out);

#endif
