/* read_claims: the sections `expect` and `lesson`: what is claimed, said and asked.
 * Leaves out: whether it is so (sim/run/claims.h). */
#ifndef LEASELAB_SCENARIO_READ_CLAIMS_H
#define LEASELAB_SCENARIO_READ_CLAIMS_H

#include "sim/scenario/reading.h"

/* Both sections at once, either may be NULL: the claims of `expect` come first, then those of the lesson's
 * choices. */
void read_claims_and_lesson(Reader *reader, const Node *expect, const Node *lesson);

#endif
