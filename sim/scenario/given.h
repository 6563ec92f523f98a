/* given: names that stand in a file where such names are given, also where what stands there was refused: who
 * then speaks of them made no second mistake. Leaves out: what they name (names.h). */
#ifndef LEASELAB_SCENARIO_GIVEN_H
#define LEASELAB_SCENARIO_GIVEN_H

#include "sim/scenario/document.h"

/* The key or list entry of this section that gives the name, or NULL. An empty name is given by nothing. The
 * section may be NULL or of a wrong kind: a list of names, or of maps with one each, or one name alone. No
 * more than 1,000 entries are looked at: no more are ever read. */
const Node *given_name(const Document *document, const Node *section, const char *name);

#endif
