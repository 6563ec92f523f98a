/* measure: one figure of a run, as it is asked for on the command line of `sweep`. Leaves out: what many runs
 * come to (base/summary.h). */
#ifndef LEASELAB_RUN_MEASURE_H
#define LEASELAB_RUN_MEASURE_H

#include "sim/run/run.h"

typedef enum {
    MEASURE_STATE, /* licensed(lab) at 30d: machines in a state */
    MEASURE_FIRST, /* first(2): the minute in which the second claim of `expect` was first true, whenever it
                      is to be */
    MEASURE_UNLICENSED, /* unlicensed(all): time installed and not licensed */
    MEASURE_LAPSES,     /* lapses(lab): leases that ran out */
    MEASURE_COUNT       /* count(kms1.windows) at 30d: ids a host counts */
} MeasureKind;

typedef struct {
    MeasureKind kind;
    int32_t at; /* looked at at the end of this minute; the run's last where none is asked for */
    State state;
    int group; /* -1 for all */
    uint32_t claim;
    int host;
    Pool pool;
} Measure;

enum { MEASURE_REASON = 400 };
#define MEASURE_MISSING INT64_C(-1) /* a claim that was never true */

/* Reads what was asked for. False when that is nothing this plan can answer: then out_reason says why, as a
 * whole clause that is safe to print. */
bool measure_parse(const Plan *plan, const char *text, Measure *out, char out_reason[MEASURE_REASON]);

/* What a figure is divided by before it is shown: times without a licence are taken in machine-minutes and
 * shown in machine-days. Of a right measure's text; needs no plan. */
int64_t measure_divisor(const char *text);

/* Runs the plan once, as far as needed, and takes all of them. False: out of memory. */
bool measures_take(const Plan *plan, const Measure measures[], size_t count, int64_t out_figures[]);

#endif
