/* strip_lines: what runs down a sequence: of machines a strip with how they look, of those they ask a line
 * that is broken while they are down. Leaves out: what lies across (sequence_draw.h). */
#ifndef LEASELAB_FIGURES_STRIP_LINES_H
#define LEASELAB_FIGURES_STRIP_LINES_H

#include "ui/figures/legend.h"
#include "ui/figures/sequence_rows.h"

void strip_lines_draw(const SequenceRows *rows, Canvas *canvas);
void strip_lines_add_legend(const SequenceRows *rows, Legend *legend);

#endif
