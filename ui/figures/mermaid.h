/* mermaid: a sequence, or the states of a product or run, as text that Mermaid draws in pages and wikis.
 * Leaves out: how that looks. */
#ifndef LEASELAB_FIGURES_MERMAID_H
#define LEASELAB_FIGURES_MERMAID_H

#include "sim/base/text.h"
#include "ui/figures/request.h"

/* FIGURE_STATES or FIGURE_SEQUENCE; with as many machines as fit into request->width_px. Carries the timeline
 * on. False: out of memory. */
bool figure_mermaid(const FigureRequest *request, Text *out);

/* Words of a label: all but letters, digits and harmless signs become codes (#59;), a line break a space. */
void mermaid_add_words(Text *out, const char *words);

#endif
