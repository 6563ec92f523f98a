/* legend: what signs mean, in rows below a figure; of the signs that occur in it and no others.
 *
 *     [L] licensed   [N] notification   ✕ refused   - - needed
 *
 * Remarks without a sign stand below them. A sign is drawn by the function that draws it in the figure, so
 * that they cannot differ. Leaves out: which signs occur. */
#ifndef LEASELAB_FIGURES_LEGEND_H
#define LEASELAB_FIGURES_LEGEND_H

#include "ui/canvas/canvas.h"

/* Draws the sign in the box, LEGEND_SIGN_PX wide and LEGEND_LINE_PX high; `which` is the caller's. */
typedef void LegendSign(Canvas *canvas, Box box, int which);

enum { LEGEND_SIGN_PX = 22, LEGEND_LINE_PX = 16, LEGEND_MOST = 32 };

typedef struct {
    LegendSign *sign; /* NULL: a remark without one */
    int which;
    const char *text; /* static, or outlives the legend */
    Box box;          /* of sign and text, from the legend's corner; worked out */
} LegendEntry;

/* Starts as {0}. Owns nothing. */
typedef struct {
    LegendEntry entries[LEGEND_MOST];
    int count;
    Px height; /* worked out; 0 when there are none */
} Legend;

void legend_add(Legend *legend, LegendSign *sign, int which, const char *text);
/* Rows no wider than this; a text that is wider by itself is broken into lines. */
void legend_lay_out(Legend *legend, const Font *font, Px width);
void legend_draw(const Legend *legend, Canvas *canvas, Point corner);

/* The sign of a look: a piece of its strip with its letter. */
void legend_look(Canvas *canvas, Box box, int look);

#endif
