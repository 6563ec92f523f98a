/* life_small: the diagram of a product's machines where there is very little room: the states in a row, the
 * arrows that lead from one to the other, and the state a machine is in now lit. Made from the same graph as
 * the figure (life_graph.h). Leaves out: what the arrows are called. */
#ifndef LEASELAB_STAGE_LIFE_SMALL_H
#define LEASELAB_STAGE_LIFE_SMALL_H

#include "ui/canvas/canvas.h"
#include "ui/figures/life_graph.h"

enum { LIFE_SMALL_PX = 116 };

/* In a box LIFE_SMALL_PX high. */
void life_small_draw(const LifeGraph *graph, Look now, Canvas *canvas, Box box);

#endif
