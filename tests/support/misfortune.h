/* misfortune: what a library that is loaded before the others (tests/tools/misfortune.c) and the test that
 * has a program run with it tell each other, through memory that both see. */
#ifndef LEASELAB_TESTS_SUPPORT_MISFORTUNE_H
#define LEASELAB_TESTS_SUPPORT_MISFORTUNE_H

#include <stdatomic.h>

/* In the environment: the number of the descriptor of that memory. */
#define MISFORTUNE_NAME "LEASELAB_MISFORTUNE"

typedef struct {
    /* Asked for. */
    long nth;      /* the allocation that is refused, counted from 1 in main and all its children; 0: none */
    long for_good; /* 0, or 1: and every one from there on */
    long shows;    /* 0, or 1: say on standard error who asked for the first that is refused */
    /* Of the programs that become one another, the one of this number, from 1, stands before its main() and
     * is run from there each time a byte is read from `asked`; what waitpid says of it is written to `answer`
     * (standby.h), and once an int before the first. 0: none does. */
    long stands_as;
    int asked, answer; /* descriptors */
    /* Answered. */
    atomic_long programs; /* have begun */
    atomic_long runs;     /* the process that does, from there */
    atomic_long allocations;
    atomic_long refused;
    atomic_long refused_to_cairo; /* of those */
    atomic_long refused_to_sdl;   /* of those */
    atomic_long is_over;          /* main came back, and so `left` says something */
    atomic_long left; /* blocks that the program's own code asked for, and that nobody gave back */
} Misfortune;

#endif
