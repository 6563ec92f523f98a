/* picture: a figure as the bytes of a file. Leaves out: which figure (drawing.h), where they go (output.h).
 */
#ifndef LEASELAB_CLI_PICTURE_H
#define LEASELAB_CLI_PICTURE_H

#include "ui/canvas/sheet.h"
#include "ui/cli/options.h"
#include "ui/figures/figure.h"

typedef struct {
    FigureAs as;
    Theme theme;
    Ink background;
    int scale;        /* of a PNG */
    const char *made; /* made.h */
} PictureStyle;

/* Adds the file. Answers an exit status, and has said why it is not 0. */
int picture_make(const FigureRequest *request, Font *font, const PictureStyle *style, Text *out);

#endif
