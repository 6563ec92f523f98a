/* figure_data: what a figure shows, as RFC 4180: a line for each thing that held from a minute to another.
 *
 *     what,who,value,number,from_min,to_min,from,to
 *     look,sarah,licensed,1,2941,20160,2026-01-07 09:01,2026-01-19 08:00
 *
 * `value` is a look, a pool or words, `number` how many; what happens in one minute has it twice. Leaves out:
 * what the figure leaves out. */
#ifndef LEASELAB_FIGURES_FIGURE_DATA_H
#define LEASELAB_FIGURES_FIGURE_DATA_H

#include "ui/figures/count_panel.h"
#include "ui/figures/plot.h"

void data_head(Text *out);
void data_line(Text *out, const Plot *plot, const char *what, const char *who, const char *value,
               int64_t number, int32_t from, int32_t to);
/* look, lapse, notice of each machine. */
void data_machines(Text *out, const Plot *plot);
/* look of each group, and count and cap of each panel: exact, but what changes more often than the picture
 * has columns of pixels is told as it stands at the end of each. */
void data_groups(Text *out, const Plot *plot);
void data_counts(Text *out, const Plot *plot, const CountPanels *panels);
/* change, and claim with `held` or `failed`. */
void data_marks(Text *out, const Plot *plot);

#endif
