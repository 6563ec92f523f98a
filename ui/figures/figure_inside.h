/* figure_inside: what a figure is made of, for the files of this room. A kind is a row of functions; it keeps
 * its layout in `layout`, which it owns. */
#ifndef LEASELAB_FIGURES_FIGURE_INSIDE_H
#define LEASELAB_FIGURES_FIGURE_INSIDE_H

#include "sim/base/text.h"
#include "ui/canvas/canvas.h"
#include "ui/figures/figure_time.h"
#include "ui/figures/request.h"

typedef struct Figure Figure;

typedef struct {
    /* Works out figure->layout, height_px and the texts. False: out of memory. */
    bool (*lay_out)(Figure *figure);
    void (*draw)(const Figure *figure, Canvas *canvas);
    void (*data)(const Figure *figure, Text *out);
    void (*time)(const Figure *figure, FigureTime *out); /* NULL: the figure has no axis of time */
    /* Of the layout; also of a figure whose lay_out failed, and when layout is NULL. */
    void (*destroy)(Figure *figure);
} FigureRow;

struct Figure {
    FigureRequest request;
    const Font *font;
    const FigureRow *row;
    void *layout;
    int height_px;
    Text title, description;
};

extern const FigureRow FIGURE_TIMELINE_ROW, FIGURE_COUNT_ROW, FIGURE_SEQUENCE_ROW, FIGURE_STATES_ROW,
    FIGURE_NETWORK_ROW;

#endif
