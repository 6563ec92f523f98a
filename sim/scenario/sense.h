/* sense: does a plan whose parts are well-formed make sense as a whole: is every machine there when a change
 * wants it, and can every threshold be reached? Leaves out: the form of single values (reading.h). */
#ifndef LEASELAB_SCENARIO_SENSE_H
#define LEASELAB_SCENARIO_SENSE_H

#include "sim/scenario/reading.h"

/* Complains at the changes and warns at the groups; `machines` is the section or NULL. */
void check_sense(Reader *reader, const Node *machines);

#endif
