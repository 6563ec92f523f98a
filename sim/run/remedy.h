/* remedy: what would license a machine that is not licensed. Changes are not guessed but tried, one after the
 * other, in copies of the world, until an attempt is granted. Leaves out: the wording of the whole answer
 * (why.h). */
#ifndef LEASELAB_RUN_REMEDY_H
#define LEASELAB_RUN_REMEDY_H

#include "sim/base/text.h"
#include "sim/run/run.h"

/* More than can be wrong with one attempt: switch, place, lookup, record, host, clock and count. */
enum { REMEDY_STEPS = 12 };

/* One thing to be done. */
typedef struct {
    enum { REMEDY_CHANGE, REMEDY_MORE_MACHINES } kind;
    Change change; /* REMEDY_CHANGE */
    int host;      /* REMEDY_MORE_MACHINES: that many new ids ask this host */
    int32_t missing;
} RemedyStep;

/* Do not copy: steps point to `self` and `target`. */
typedef struct {
    RemedyStep steps[REMEDY_STEPS];
    int step_count;
    bool worked;        /* tried in a copy of the world, and the machine was licensed … */
    int32_t at;         /* … in this minute; else the minute in which it was tried */
    bool never_present; /* it is not there any more within the run: nothing could be tried */
    Answer answer;      /* of the attempt as things stand */
    AskingLog log;      /* how that attempt went */
    MachineRange self;
    int targets[REMEDY_STEPS];
} Remedy;

/* Looks for a remedy for the machine at the run's minute. The run is not changed. False: out of memory. */
bool remedy_find(const Run *run, uint32_t machine, Remedy *out);

/* "kms1 comes up" · "1 more machine with a new id asks kms1" */
void remedy_words(Text *out, const Plan *plan, const RemedyStep *step);

#endif
