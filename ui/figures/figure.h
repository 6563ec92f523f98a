/* figure: what is common to all figures: what is asked for (request.h), and what a figure gives. Layout comes
 * first, so that the height is known before anything is drawn:
 *
 *     figure_lay_out ──▶ width and height ──▶ a sheet, a backend's canvas ──▶ figure_draw
 *                    └─▶ title, description, data as CSV: for those who cannot see it
 *
 * Each figure is one file of its own (timeline.c, count.c, sequence.c, states.c, network.c). Leaves out:
 * files and the command line (ui/cli). */
#ifndef LEASELAB_FIGURES_FIGURE_H
#define LEASELAB_FIGURES_FIGURE_H

#include "sim/base/text.h"
#include "ui/canvas/canvas.h"
#include "ui/figures/figure_time.h"
#include "ui/figures/request.h"

typedef struct Figure Figure;

/* The figure with all texts and places worked out; carries the timeline on as far as needed. NULL: out of
 * memory. */
Figure *figure_lay_out(const FigureRequest *request, const Font *font);
void figure_destroy(Figure *figure);

int figure_height_px(const Figure *figure);
const char *figure_title(const Figure *figure);       /* one line */
const char *figure_description(const Figure *figure); /* sentences, made from the run */
/* Where minutes stand in it. False: the figure has no such axis. */
bool figure_time(const Figure *figure, FigureTime *out);
/* On a canvas of the width asked for and the height above. */
void figure_draw(const Figure *figure, Canvas *canvas);
/* What the figure shows, as RFC 4180. */
void figure_data(const Figure *figure, Text *out);

#endif
