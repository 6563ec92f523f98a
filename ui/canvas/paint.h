/* paint: the backend that draws with Cairo: into an image (PNG), into a PDF, or into pixels that the window
 * owns. The pinned fonts are used as they are; fontconfig is not asked. Groups' titles and ids are not drawn.
 * Same drawing, same bytes on one system; between systems, versions of Cairo, FreeType and zlib may differ.
 * Leaves out: files. */
#ifndef LEASELAB_CANVAS_PAINT_H
#define LEASELAB_CANVAS_PAINT_H

#include "ui/canvas/canvas.h"
#include "ui/canvas/sheet.h"

typedef struct Paint Paint;

typedef enum {
    PAINT_OK,
    PAINT_TOO_LARGE, /* more than SHEET_MOST_PX pixels wide or high after scaling */
    PAINT_NO_MEMORY
} PaintStatus;

/* Device pixels for each 100 logical ones. */
enum { SCALE_LEAST = 25, SCALE_MOST = 1000 };

/* An image of its own; ceil(size * scale / 100) pixels. Letters stand exactly where they belong, which takes
 * about 4 us for each. After trouble *out_paint is NULL, here and below. */
PaintStatus paint_image(const Sheet *sheet, int scale, Paint **out_paint);
/* A PDF of one page, 96 logical pixels an inch. Its text can be selected and searched, its dates are fixed.
 */
PaintStatus paint_pdf(const Sheet *sheet, Paint **out_paint);
/* Over pixels that stay the caller's and outlive it: native 32-bit words 0xAARRGGBB, colours multiplied by
 * alpha (CAIRO_FORMAT_ARGB32, SDL_PIXELFORMAT_ARGB8888), `stride` bytes a row, a multiple of 4. Letters are
 * copied from Cairo's cache to the nearest pixel, which takes well under 1 us for each; small discs, arcs,
 * round boxes and lines of text with a halo are drawn once, kept (16 MB at most) and copied to the nearest
 * quarter of a pixel, text to the nearest whole one. */
PaintStatus paint_pixels(const Sheet *sheet, int scale, uint32_t *pixels, int width, int height, int stride,
                         Paint **out_paint);
void paint_destroy(Paint *paint); /* NULL is fine */

/* The background is already drawn. */
Canvas *paint_canvas(Paint *paint);
/* Begins the picture anew over the old pixels, with the background of the sheet: the next frame of a window,
 * or of a film. Not for PDF. */
void paint_again(Paint *paint);

/* After the last call on its canvas: all is in the pixels. PAINT_NO_MEMORY when something could not be drawn.
 */
PaintStatus paint_finish(Paint *paint);
/* Instead, to add the picture to `out`; each for its own kind. */
PaintStatus paint_add_png(Paint *paint, Text *out);
PaintStatus paint_add_pdf(Paint *paint, Text *out);

/* The pixels of an image, after paint_finish; for films and tests. The paint's. */
const uint32_t *paint_image_pixels(const Paint *paint, int *out_width, int *out_height, int *out_stride);

#endif
