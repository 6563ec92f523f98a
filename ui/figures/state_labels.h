/* state_labels: what stands in the boxes and beside the arrows of a machine's diagram. Leaves out: where. */
#ifndef LEASELAB_FIGURES_STATE_LABELS_H
#define LEASELAB_FIGURES_STATE_LABELS_H

#include "ui/figures/block.h"
#include "ui/figures/life_graph.h"

/* Was none of the arrows from one state to another taken in this run? None is pale without a run. */
bool state_path_is_pale(const LifeGraph *graph, State from, State to);
/* Was no machine ever seen to come into the state, or to do anything in it? */
bool state_is_pale(const LifeGraph *graph, State state);

/* Beside the arrows from one state to another: the rules, their figures, how often. */
void state_path_label(Block *block, const Font *font, Px width, const LifeGraph *graph, State from, State to);
/* In the box: its name, its clock, and what leaves the state as it is. */
void state_box_label(Block *block, const Font *font, Px width, const LifeGraph *graph, State state);

/* Which signs the labels have: bits 1 << StateSign. */
unsigned state_signs_used(const LifeGraph *graph);

/* "never", "once", "24 times" */
void state_add_times(Text *out, uint64_t times);

#endif
