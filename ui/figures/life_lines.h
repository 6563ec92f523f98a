/* life_lines: a machine's life as a list of arrows for those who lay it out themselves (dot.c, mermaid.c):
 * one arrow from a state to another, with all that can lead there. Leaves out: how it is written. */
#ifndef LEASELAB_FIGURES_LIFE_LINES_H
#define LEASELAB_FIGURES_LIFE_LINES_H

#include "ui/figures/life_graph.h"

/* States are those the product can have, and ANY_STATE, from which arrows only lead away. */
bool life_line_has(const LifeGraph *graph, State state);
/* "initial-grace", a grace of 30d: parted by `between`. */
void life_line_add_state(Text *out, const LifeGraph *graph, State state, const char *between);

/* Does anything lead from one to the other (or, of one and the same, leave it as it is)? */
bool life_line_is(const LifeGraph *graph, State from, State to);
/* Was it ever taken, in a run? Without a run: true. */
bool life_line_is_taken(const LifeGraph *graph, State from, State to);
/* "granted (a count of 5 or more) 4 times", parted by `between`. */
void life_line_add(Text *out, const LifeGraph *graph, State from, State to, const char *between);

/* A graph for each product of the request that has machines, at most `most`, counted; answers how many, or
 * -1: out of memory. */
int life_graphs_of(LifeGraph graphs[], int most, const FigureRequest *request);

#endif
