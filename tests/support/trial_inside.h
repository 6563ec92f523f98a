/* trial_inside: what trial.c, which makes calls, and trial_judge.c share, and nobody else. */
#ifndef LEASELAB_TESTS_SUPPORT_TRIAL_INSIDE_H
#define LEASELAB_TESTS_SUPPORT_TRIAL_INSIDE_H

#include "tests/support/folder.h"
#include "tests/support/misfortune.h"
#include "tests/support/standby.h"
#include "tests/support/trial.h"

enum { WORDS = 24 };

struct Trial {
    const TrialCall *call;
    char *home, *line;
    char *shipped; /* the folder of the scenarios that ship */
    const char *argv[WORDS + 2];
    int input;                    /* what standard input reads */
    char *states;                 /* where programs keep what they knew */
    char library[4200], told[64]; /* of the environment */
    int memory;                   /* what misfortune sees */
    Misfortune *misfortune;
    Standby *standby;     /* for what is not traced; NULL: nothing is */
    Folder before, whole; /* without and with what the undisturbed call made */
    Traced usual;
    long allocations, left, cairo_failures, sdl_failures;
};

/* What is wrong after a call with this harm, by what it printed and left in its folder; NULL: nothing. */
const char *trial_judge(Trial *trial, TrialKind kind, const Harm *harm, const Traced *traced,
                        const Folder *after);

#endif
