/* life: what one machine was within some minutes, from when to when, and what happened to it beside that. In
 * order of time, out of a record, which has it backwards. Leaves out: how it is drawn or told. */
#ifndef LEASELAB_FIGURES_LIFE_H
#define LEASELAB_FIGURES_LIFE_H

#include "sim/run/record.h"

/* From the end of minute `from` until it is something else, at the end of minute `to`. */
typedef struct {
    int32_t from, to;
    Look look;
    bool is_reset; /* it began as new */
} Span;

/* A lease or grace that ran out, or a reminder that first showed. */
typedef struct {
    int32_t at;
    RowKind kind; /* ROW_LAPSE or ROW_NOTICE */
} LifeMark;

/* Starts as {0}; used again for one machine after the other. Owns both arrays. */
typedef struct {
    Span *spans;
    size_t count, capacity;
    LifeMark *marks;
    size_t mark_count, mark_capacity;
    bool failed; /* out of memory: something is missing */
    bool is_cut; /* what came after spans[count - 1].to is not kept */
} Life;

void life_of(Life *life, const Record *record, uint32_t machine, int32_t from, int32_t to);
void life_free(Life *life);
/* Are they the same, spans and marks? */
bool life_same(const Life *a, const Life *b);

#endif
