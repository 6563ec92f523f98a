/* otherwise: which claims and which questions of a lesson came out otherwise in two runs that are over. Those
 * are compared that read the same, on whatever lines they stand; of several alike the first with the first.
 * Leaves out: the claims of one run (verdict.h). */
#ifndef LEASELAB_RUN_OTHERWISE_H
#define LEASELAB_RUN_OTHERWISE_H

#include "sim/run/verdict.h"

/* A run, and what it is called beside another. */
typedef struct {
    const char *name;
    const Run *run;
} NamedRun;

/* Adds a paragraph with a heading; nothing where nothing did. False: out of memory. */
bool otherwise_tell(Text *out, NamedRun a, NamedRun b, const VerdictMarks *marks);

#endif
