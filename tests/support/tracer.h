/* tracer: runs a program and does something to it at one of its system calls: has the call fail, come up
 * short, or a signal come. Calls count from the first that main() makes, in the program and all its children,
 * in the order they are made; not those of a program that lies elsewhere (ffmpeg). Leaves out: what is right
 * then (trial.h). Linux on x86-64 only: others write registers otherwise.
 *
 * Not strace: some hundred thousand runs, each with one harm, and each in a millisecond or two. */
#ifndef LEASELAB_TESTS_SUPPORT_TRACER_H
#define LEASELAB_TESTS_SUPPORT_TRACER_H

#include <stdbool.h>
#include <stddef.h>

#include "tests/support/sandbox.h"

/* What ends by itself ends sooner. */
enum { TRACER_PATIENCE_S = 60 };

enum { TRACER_MEMORY = 64 << 20, TRACER_STACK = 64 << 10 };

/* What is done, and where. All 0: nothing. */
typedef struct {
    long nth;      /* the call, from 1; 0: none */
    int error;     /* it fails with this errno … */
    bool for_good; /* … and so does every later one of its kind */
    int signal;    /* or: this comes to the program as it makes the call */
    size_t most;   /* or: reads and writes move no more than so many bytes: the nth, or with for_good all */
    bool narrow;   /* or: TRACER_MEMORY of address space, TRACER_STACK of stack; needs no nth */
    bool waits;    /* the program does not end by itself: SIGTERM comes when it first waits (poll) */
} Harm;

typedef struct {
    Ran ran;
    long calls;      /* were made, as far as they count */
    bool came;       /* did the nth? */
    long kind;       /* of the nth: its number in <sys/syscall.h> */
    long descriptor; /* its first argument */
    bool hung;       /* it was ended by us; status says nothing */
} Traced;

bool tracer_can(void); /* on this machine */
/* Runs argv[0] in the present folder. `input` is a descriptor to read from. `kept`: one that it gets too, or
 * -1. */
Traced tracer_run(const char *const argv[], int input, int kept, const Harm *harm);
/* Has this call an error that is worth trying, the `which`th from 0? 0: none (left). */
int tracer_error(long kind, int which);
const char *tracer_name(long kind); /* "write"; "call 257" for one that is not known by name */

#endif
