/* telling: a figure in sentences, for those who cannot see it; made from the record. Text from the file is
 * safe by the grammar of names. Leaves out: what is drawn. */
#ifndef LEASELAB_FIGURES_TELLING_H
#define LEASELAB_FIGURES_TELLING_H

#include "ui/figures/count_panel.h"
#include "ui/figures/plot.h"

/* "in grace" */
extern const char *const TOLD_LOOKS[LOOK_COUNT];

/* "The host kms1 counts for office: 4 at the beginning, 5 at the end, …" */
void tell_counts(Text *out, const Plot *plot, const CountPanels *panels);
/* "sarah is not there; from 2d1h licensed." Machines of a group to which the same happened share a sentence.
 * False: out of memory. */
bool tell_machines(Text *out, const Plot *plot);
/* "Of the 19 machines of mondays all are licensed at the end; before that …" False: out of memory. */
bool tell_groups(Text *out, const Plot *plot);
/* "9 claims hold." */
void tell_claims(Text *out, const Plot *plot);

#endif
