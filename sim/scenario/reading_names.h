/* reading_names: how a name of a scenario is given to something new, and how what it stands for is found
 * where it is spoken of, with a suggestion where nothing is. Leaves out: the table of names (names.h). */
#ifndef LEASELAB_SCENARIO_READING_NAMES_H
#define LEASELAB_SCENARIO_READING_NAMES_H

#include "sim/scenario/reading.h"

/* Is this a name that may be given to something new? Complains; `reserved` names are refused too. */
bool read_new_name(Reader *reader, const Node *node, const char *what, bool reserved,
                   char out[LIMIT_NAME + 1]);
/* Looks up a name of this kind. */
bool read_reference(Reader *reader, const Node *node, const char *what, NamedKind kind, uint32_t *out);
/* A host or a service, as a target of reach. */
bool read_target(Reader *reader, const Node *node, int *out);
/* Adds a name to the table, or complains that it is used. */
bool give_name(Reader *reader, const Node *node, const char *name, NamedKind kind, uint32_t index);
/* Is this name given in the file though it names nothing of these kinds, because what stands there is wrong?
 * Then that was complained of. */
bool reading_gives(const Reader *reader, const char *name, unsigned kinds);
/* The nearest name of these kinds to what was written, as help ("did you mean 'kms1'?"), in a buffer of the
 * reader. */
const char *suggest_name(Reader *reader, const char *written, unsigned kinds);

#endif
