/* hearing: all rows of a run, as its trace in JSON Lines has them, in 64 bits (FNV-1a), so that two runs can
 * be held against each other without keeping either. Needs nothing but sim/ (machine.c is built for any
 * machine). */
#ifndef LEASELAB_TESTS_SUPPORT_HEARING_H
#define LEASELAB_TESTS_SUPPORT_HEARING_H

#include "sim/run/trace.h"

typedef struct {
    TraceWriter writer;
    uint64_t hash, rows;
} Hearing;

/* The sink notes in *out, which must outlive it. */
RowSink hearing_begin(Hearing *out, const Plan *plan);

#endif
