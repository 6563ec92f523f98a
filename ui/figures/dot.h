/* dot: a sequence, or the states of a product or run, as text that Graphviz draws. Leaves out: how that
 * looks. */
#ifndef LEASELAB_FIGURES_DOT_H
#define LEASELAB_FIGURES_DOT_H

#include "sim/base/text.h"
#include "ui/figures/request.h"

/* FIGURE_STATES or FIGURE_SEQUENCE; with as many machines as fit into request->width_px. Carries the timeline
 * on. False: out of memory. */
bool figure_dot(const FigureRequest *request, Text *out);

/* With its quotes; a line break stays one. */
void dot_add_string(Text *out, const char *string);

#endif
