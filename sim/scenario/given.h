/* given: names that stand in a file where such names are given, also where what stands there was refused: who
 * then speaks of them made no second mistake. Leaves out: what they name (names.h). */
#ifndef LEASELAB_SCENARIO_GIVEN_H
#define LEASELAB_SCENARIO_GIVEN_H

#include "sim/scenario/document.h"

/* The key or list entry that gives the name in a section called so ("hosts"), or NULL; an empty name is given
 * by nothing. The section may stand twice, be mistyped ("hots"), or be of a wrong kind: a list of names, or
 * of maps with one each, or a text, which may give any. No more than 1,000 entries are looked at: no more are
 * ever read. */
const Node *given_name(const Document *document, const char *section, const char *name);

#endif
