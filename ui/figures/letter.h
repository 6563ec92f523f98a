/* letter: the letter of a look on its colour. Where the colour is hatched, as in print, it stands on a plate
 * without lines. Leaves out: the colour around it. */
#ifndef LEASELAB_FIGURES_LETTER_H
#define LEASELAB_FIGURES_LETTER_H

#include "ui/canvas/look.h"

/* How much room it wants: the plate. */
Px letter_width(const Font *font, Look look, int size_px);
Px letter_height(int size_px);
/* At the left, in the middle or at the right of the box, in the middle of its height. */
void letter_draw(Canvas *canvas, Box box, Anchor anchor, Look look, int size_px);

#endif
