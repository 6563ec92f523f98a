/* read_machines: the section `machines`: groups, when they come, when they are there, and how they are set
 * up. Leaves out: what happens to them (read_changes.h). */
#ifndef LEASELAB_SCENARIO_READ_MACHINES_H
#define LEASELAB_SCENARIO_READ_MACHINES_H

#include "sim/scenario/reading.h"

/* Takes the section's value, or NULL where the file has none; products, places and hosts have names by then.
 */
void read_machines(Reader *reader, const Node *section);

#endif
