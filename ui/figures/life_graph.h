/* life_graph: the life of a product's machines as a graph: which states they can have, and which arrows lead
 * from one to the other, read from the table of transitions; with the figures of the product, who says so,
 * and how often each was taken in a run. Leaves out: how it is drawn (states.c) or written (dot.c,
 * mermaid.c). */
#ifndef LEASELAB_FIGURES_LIFE_GRAPH_H
#define LEASELAB_FIGURES_LIFE_GRAPH_H

#include "sim/base/text.h"
#include "sim/model/lifecycle.h"
#include "ui/figures/request.h"

/* As `from`: whichever state it is in, but absent. As `to`: it stays where it is. */
#define ANY_STATE STATE_COUNT

typedef struct {
    State from, to;
    Event event;
    RuleId rule;
    uint64_t taken; /* in a run */
} LifeArrow;

enum { LIFE_ARROWS_MOST = 64 };

/* Arrows in the order of the table, of one event in the order of states. What an administrator does to a
 * machine (reimage, rearm, retire) leads away from ANY_STATE. */
typedef struct {
    const Product *product;
    LifeArrow arrows[LIFE_ARROWS_MOST];
    int count;
    bool is_counted;
} LifeGraph;

/* All that can happen to a machine of this product, whatever hosts and people do. */
void life_graph_of(LifeGraph *graph, const Product *product);
/* How often each arrow was taken by the groups asked for, in the minutes asked for, of graphs of different
 * products. Carries the timeline on. False: out of memory. */
bool life_graphs_count(LifeGraph graphs[], int count, const FigureRequest *request);

/* The state a machine is in when it is new. */
State life_start(const Product *product);
/* Does the answer leave a machine as it is, but for the time of its next attempt? */
bool life_is_refusal(Event event);
/* How it shows, at its best. */
Look life_look(State state);

/* "180d after the last grant"; nothing where there is no figure. */
void life_add_figure(Text *out, const Product *product, const LifeArrow *arrow);
/* "lease of 180d"; nothing where no clock runs in it. */
void life_add_clock(Text *out, const Product *product, State state);
/* The least certain of what the arrow stands on: its rule, and the figure if the product is a built-in one.
 */
Provenance life_provenance(const Product *product, const LifeArrow *arrow);

#endif
