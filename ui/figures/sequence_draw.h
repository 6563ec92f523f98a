/* sequence_draw: the rows of a sequence on a canvas, and their signs in its legend. */
#ifndef LEASELAB_FIGURES_SEQUENCE_DRAW_H
#define LEASELAB_FIGURES_SEQUENCE_DRAW_H

#include "ui/figures/legend.h"
#include "ui/figures/sequence_rows.h"

void sequence_draw_rows(const SequenceRows *rows, Canvas *canvas);
void sequence_add_legend(const SequenceRows *rows, Legend *legend);

#endif
