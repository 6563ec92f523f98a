/* read_selection: which machines a change or a claim speaks of: `all`, `lab`, `lab[3]`, `lab[2..5]`, or a
 * list. Leaves out: whether they are there at that time (sense.h). */
#ifndef LEASELAB_SCENARIO_READ_SELECTION_H
#define LEASELAB_SCENARIO_READ_SELECTION_H

#include "sim/scenario/reading.h"

/* Each machine once, in machine order. Complains, answers false and gives none where it cannot be read. */
bool read_selection(Reader *reader, const Node *node, Selection *out);
/* Is it known how many machines of what products these are? Not where it could not be read, or a group was
 * wrong. */
bool selection_is_sure(const Reader *reader, Selection selection);

#endif
