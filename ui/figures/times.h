/* times: the column of a sequence in which it stands when things happen: since the start, and below it the
 * day, with its weekday where there is room. Leaves out: where its rows are. */
#ifndef LEASELAB_FIGURES_TIMES_H
#define LEASELAB_FIGURES_TIMES_H

#include "ui/canvas/canvas.h"
#include "ui/figures/script.h"

enum { TIMES_MOST_PX = 120 };

typedef struct {
    const Plan *plan;
    Px width;
    bool with_weekdays;
} Times;

/* As wide as all times of the script need; false: out of memory. */
bool times_measure(Times *times, const Script *script, const Font *font);
/* In the column from x on, two lines from y downwards. */
void times_draw(const Times *times, Canvas *canvas, int32_t at, Px x, Px y);

#endif
