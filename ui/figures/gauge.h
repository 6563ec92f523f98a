/* gauge: a count against what is needed, as a bar.
 *
 *     office   count 4 · needed 5 · cap 10
 *     [████████████████│         ]┊            bar, what is needed, cap
 *
 * Leaves out: over time (count_panel.h). */
#ifndef LEASELAB_FIGURES_GAUGE_H
#define LEASELAB_FIGURES_GAUGE_H

#include "ui/figures/legend.h"
#include "ui/figures/request.h"

enum { GAUGE_NEEDED = 4, GAUGE_PX = 34 };

typedef struct {
    Pool pool;
    int32_t count, cap;
    int32_t top;                  /* where the bar ends: the same for all hosts of the pool */
    int32_t needed[GAUGE_NEEDED]; /* lowest first */
    int needed_count;
} Gauge;

/* Of a host's pool as it stands, against what the products of the groups asked for need: the lowest few. */
Gauge gauge_of(const World *head, int host, Pool pool, const FigureRequest *request);
/* The bar alone; its marks stand out by GAUGE_MARK_PX above and below. */
enum { GAUGE_MARK_PX = 3 };
void gauge_draw_bar(const Gauge *gauge, Canvas *canvas, Box bar);
/* In a box that is GAUGE_PX high. */
void gauge_draw(const Gauge *gauge, Canvas *canvas, Box box);
void gauge_add_legend(const Gauge gauges[], int count, Legend *legend);

#endif
