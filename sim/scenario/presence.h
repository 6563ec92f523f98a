/* presence: are all machines there that a change names, whenever it is carried out? One that is not there
 * yet, or was retired, is complained of where the change names it. Leaves out: what else makes no sense
 * (sense.h). */
#ifndef LEASELAB_SCENARIO_PRESENCE_H
#define LEASELAB_SCENARIO_PRESENCE_H

#include "sim/scenario/reading.h"

void check_presence(Reader *reader);

#endif
