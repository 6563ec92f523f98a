/* asked: whom a machine asked in an attempt, one after the other, and what each of them said: what a row of
 * the trace does not tell. The attempt is made again in a copy of what it met. Leaves out: how it is shown.
 */
#ifndef LEASELAB_FIGURES_ASKED_H
#define LEASELAB_FIGURES_ASKED_H

#include "sim/run/timeline.h"

typedef struct {
    AskingLog log;
    int published;       /* hosts in the name lookup … */
    int first_published; /* … and the first of them; -1 */
    int service;         /* that was asked instead; -1 */
    bool is_down;        /* the name lookup or service; else it is not reached from the machine's place */
} Asked;

/* Of the attempt that the row tells of. Carries the timeline there, and costs a seek. False: out of memory.
 */
bool asked_in(Asked *asked, Timeline *timeline, const Row *attempt);

#endif
