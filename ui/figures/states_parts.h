/* states_parts: what the diagram of a product's machines is made of: boxes and arrows with their words, and
 * where they are, once that is known (states_route.h). Leaves out: how it is drawn (states_panel.h). */
#ifndef LEASELAB_FIGURES_STATES_PARTS_H
#define LEASELAB_FIGURES_STATES_PARTS_H

#include "ui/figures/block.h"
#include "ui/figures/life_graph.h"

enum { PATH_POINTS = 4, PANEL_PATHS = 16, PANEL_BOXES = 5 };

typedef struct {
    State state;
    Box box;
    Block block;
} StateBox;

typedef struct {
    State from, to;
    Point points[PATH_POINTS];
    int point_count;
    Block label;
    Box label_box;
    Anchor anchor;
} StatePath;

/* Some 80 kB: keep it in what is allocated. */
typedef struct {
    const LifeGraph *graph;
    const Font *font;
    StateBox boxes[PANEL_BOXES]; /* absent is the first */
    int box_count;
    StatePath paths[PANEL_PATHS];
    int path_count;
    Box frame;
    Px height;
    bool failed; /* there was no memory to measure all of it */
} StatesPanel;

/* All its boxes and arrows, nowhere yet. */
void states_parts_find(StatesPanel *panel, const LifeGraph *graph, const Font *font);
StateBox *states_panel_box(StatesPanel *panel, State state);
StatePath *states_panel_path(StatesPanel *panel, State from, State to); /* or NULL */

#endif
