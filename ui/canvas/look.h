/* look: what a machine's state looks like, for good and everywhere: word, letter, shape, colour, hatch. Shape
 * and letter carry the meaning, colour only helps.
 *
 *     absent             –  hollow dot          grey
 *     grace              G  triangle            orange
 *     licensed           L  disc                blue
 *     licensed, retrying R  diamond             sky
 *     expired, grace     E  pentagon            purple
 *     notification       N  crossed square      vermillion
 *     view only          V  square with a bar   yellow
 */
#ifndef LEASELAB_CANVAS_LOOK_H
#define LEASELAB_CANVAS_LOOK_H

#include "sim/model/look.h"
#include "ui/canvas/canvas.h"

typedef struct {
    const char *word, *letter;
    Ink ink;        /* of shapes, strips and areas; with an INK_OUTLINE */
    Ink cell;       /* of raster cells */
    Ink letter_ink; /* of text on `ink` */
    Hatch hatch;    /* in print */
} LookRow;

extern const LookRow LOOKS[LOOK_COUNT];

/* For its letter on its colour, hatched or not. */
TextStyle look_letter_style(Look look, int size_px);

/* The state's shape in the largest square in the middle of the box, outlined; whole from 6 px up. */
void look_draw(Canvas *canvas, Look look, Box box);
/* The thick double outline of what is selected, just outside of the box: 4 px more on each side. */
void look_select(Canvas *canvas, Box box);

#endif
