/* section: the entries of one section of a file: how many, the first, the next, and whether there is room for
 * one more; and what was meant to stand in one but is not indented far enough:
 *
 *     machines:            machines:
 *     lab: {…}               lab:
 *                            product: windows-7
 *
 * That is one mistake: whatever is astray is told of once, and what is missed for want of it (`hollow`) not
 * at all. Leaves out: what an entry says. */
#ifndef LEASELAB_SCENARIO_SECTION_H
#define LEASELAB_SCENARIO_SECTION_H

#include "sim/scenario/reading.h"

/* How many entries a map (names and values) or list has. */
uint32_t section_count(const Node *section);
/* A section of named entries: its first key, or NULL after a complaint. */
const Node *section_first_key(Reader *reader, const Node *section, const char *what);
/* The key of the entry behind this one, or NULL. What is astray between them, known by these keys of an
 * entry, is complained of and passed over; so this is asked before the entry itself is read. */
const Node *section_next_key(Reader *reader, const Node *key, const Field *fields, size_t field_count);
/* Finds and complains of the keys of the file's own map that belong in one of its sections: those are fields
 * `first` to `field_count` - 1. */
void section_find_astray(Reader *reader, const Node *root, const Field *fields, size_t first,
                         size_t field_count);
/* May the section have one more entry, which begins here? Complains at the first too many. */
bool section_has_room(Reader *reader, const Node *entry, const char *what, uint32_t before, uint32_t most);

#endif
