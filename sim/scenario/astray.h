/* astray: what was meant to stand in a section or an entry and is not indented far enough, or too far:
 *
 *     machines:            machines:                   products:
 *     lab: {…}               lab:                        p: {…}
 *                            product: windows-7          machines:
 *                                                        lab: {…}
 *
 * That is one mistake: whatever is astray is told of once, and what is missed for want of it not at all: a
 * Reader knows what is `hollow`, which keys are astray and that what stands behind `too_deep` is elsewhere.
 */
#ifndef LEASELAB_SCENARIO_ASTRAY_H
#define LEASELAB_SCENARIO_ASTRAY_H

#include "sim/scenario/reading.h"

/* Finds and complains of the keys of the file's own map that belong in one of its sections, and of the
 * section that stands in another one. Sections are fields `first` to `field_count` - 1. */
void astray_find(Reader *reader, const Node *root, const Field *fields, size_t first, size_t field_count);

/* The key of the entry behind this one in a section, or NULL. What is astray between them, known by these
 * keys of an entry, is complained of and passed over; so this is asked before the entry itself is read. */
const Node *astray_next_key(Reader *reader, const Node *key, const Field *fields, size_t field_count);

#endif
