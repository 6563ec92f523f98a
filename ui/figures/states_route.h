/* states_route: where boxes stand and arrows run in the diagram of a product's machines: in rows, or one
 * below the other where there is little room. Leaves out: what is drawn. */
#ifndef LEASELAB_FIGURES_STATES_ROUTE_H
#define LEASELAB_FIGURES_STATES_ROUTE_H

#include "ui/figures/states_parts.h"

/* px: in boxes; around them; between lines that run side by side; between a line and its label. */
enum { STATE_BAND_PX = 22, STATE_PAD_PX = 8, FRAME_PAD_PX = 18, ASIDE_PX = 14, BESIDE_PX = 7 };

/* False, and nothing is done: it is too wide. */
bool states_route_across(StatesPanel *panel, Px left, Px right, Px top);
void states_route_down(StatesPanel *panel, Px left, Px right, Px top);

/* Where a box's words stand. */
Box states_box_inside(const StateBox *box);

/* For both ways: a box of this width as high as it must be; a label; a path of two to four points. */
void states_measure_box(StatesPanel *panel, StateBox *box, Px width);
Px states_measure_label(StatesPanel *panel, StatePath *path, Px width);
void states_set_path(StatePath *path, const Point points[], int count);
/* From the line at x to the side: ANCHOR_START to the right of it, ANCHOR_END to the left. */
void states_set_label(StatePath *path, Px x, Px y, Anchor anchor);
/* What comes from above: absent, and the arrows over the frame's upper edge. `lane`: where machines that
 * retire go up. Answers where the first row of boxes begins. */
Px states_route_above(StatesPanel *panel, Box absent, Px centre, Px lane, Px right);

#endif
