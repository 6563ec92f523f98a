/* read_network: the sections `places` and `hosts`: who can answer, and what reaches what.
 * Leaves out: who asks (read_machines.h). */
#ifndef LEASELAB_SCENARIO_READ_NETWORK_H
#define LEASELAB_SCENARIO_READ_NETWORK_H

#include "sim/scenario/reading.h"

/* Each takes the section's value, or NULL where the file has none. In this order: what a place cannot reach
 * is read once hosts have names. */
void read_places(Reader *reader, const Node *section);
void read_hosts(Reader *reader, const Node *section);
void read_place_blocks(Reader *reader);

#endif
