/* read_changes: the section `changes`: what somebody does to machines, hosts, services and places, and when.
 * Leaves out: whether it makes sense at that time (sense.h). */
#ifndef LEASELAB_SCENARIO_READ_CHANGES_H
#define LEASELAB_SCENARIO_READ_CHANGES_H

#include "sim/scenario/reading.h"

/* The section's (NULL where there is none), then the reader's additions. */
void read_changes(Reader *reader, const Node *section);

#endif
