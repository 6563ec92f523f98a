/* sheet: what a picture is before anything is drawn on it. Layout comes first and gives the size; the title
 * and description are for those who cannot see it. Leaves out: what is drawn. */
#ifndef LEASELAB_CANVAS_SHEET_H
#define LEASELAB_CANVAS_SHEET_H

#include "ui/canvas/font.h"
#include "ui/canvas/theme.h"

/* Strings and font stay the caller's and outlive the backend made with it. */
typedef struct {
    int width_px, height_px; /* logical pixels, 1 to SHEET_MOST_PX */
    const char *title;       /* a line; never NULL */
    const char *description; /* sentences, lines; never NULL, "" for none */
    Theme theme;
    Ink background; /* INK_BACKGROUND, or INK_NONE for a see-through picture */
    Font *font;
    const char *made; /* how it was made: a line of printable ASCII that is kept in the file; NULL: nothing */
} Sheet;

enum { SHEET_MOST_PX = 32767 }; /* Cairo's own limit for images, after scaling */

#endif
