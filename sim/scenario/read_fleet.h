/* read_fleet: the sections that say what there is: places, products, hosts and machines.
 * Leaves out: what happens to them (read_changes.h). */
#ifndef LEASELAB_SCENARIO_READ_FLEET_H
#define LEASELAB_SCENARIO_READ_FLEET_H

#include "sim/scenario/reading.h"

/* Each takes the section's value, or NULL where the file has none. In this order: later ones refer to
 * earlier. */
void read_places(Reader *reader, const Node *section);
void read_products(Reader *reader, const Node *section);
void read_hosts(Reader *reader, const Node *section);
void read_place_blocks(Reader *reader);
void read_machines(Reader *reader, const Node *section);

#endif
