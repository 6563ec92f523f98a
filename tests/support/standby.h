/* standby: a program that has been started, with the library misfortune before the others, and stands before
 * its main(); each run is a copy of it (fork) that goes on from there. A run then costs what main() does, not
 * what it takes to load a window's eighty libraries. Leaves out: runs that are traced (tracer.h), and what is
 * right then (trial.h). */
#ifndef LEASELAB_TESTS_SUPPORT_STANDBY_H
#define LEASELAB_TESTS_SUPPORT_STANDBY_H

#include "tests/support/misfortune.h"
#include "tests/support/tracer.h"

typedef struct Standby Standby;

/* Starts argv[0] in the present folder with this environment. `told` is what it shares with the library, in
 * the descriptor `memory`; `input` is a descriptor that each run reads from its beginning. Of the programs
 * that become one another (exec), the `nth` one, from 1, is what stands. */
Standby *standby_begin(const char *const argv[], int input, Misfortune *told, int memory, long nth);
void standby_end(Standby *standby);

/* How many allocations there were before: the runs begin behind them. */
long standby_allocations(const Standby *standby);
/* One run, with what is asked for in `told`. Of the answer, only `ran` and `hung` say something. */
Traced standby_run(Standby *standby);

#endif
