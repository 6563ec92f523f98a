/* section: the entries of one section of a file: how many, the first, and whether there is room for one more.
 * Leaves out: what an entry says. */
#ifndef LEASELAB_SCENARIO_SECTION_H
#define LEASELAB_SCENARIO_SECTION_H

#include "sim/scenario/reading.h"

/* How many entries a map (names and values) or list has. */
uint32_t section_count(const Node *section);
/* A section of named entries: its first key, or NULL; after a complaint where it is no such section. */
const Node *section_first_key(Reader *reader, const Node *section, const char *what);
/* May the section have one more entry, which begins here? Complains at the first too many. */
bool section_has_room(Reader *reader, const Node *entry, const char *what, uint32_t before, uint32_t most);

#endif
