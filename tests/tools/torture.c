/* torture PROGRAM [EVERY [CALL [KIND [PLACE]]]]: has every allocation and every system call of every call in
 * tests/support/trial_calls.c go wrong in turn, once and from there on, and every signal come at each; prints
 * how often, and what was not right then. EVERY 1 takes each place, 7 each seventh (others with each call); a
 * CALL or KIND of `all` means each. To see one again: torture PROGRAM 1 CALL KIND PLACE. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/trial.h"

enum { MOST_SHOWN = 3 };

typedef struct {
    const char *program, *call, *kind; /* the call and kind asked for, or NULL */
    char library[4200];
    long every, place, shift;
    long harms[TRIAL_KINDS], wrongs, cairo_failures, sdl_failures;
} Torture;

/* The beginning of a name is enough: "draw", "memory". */
static bool is_asked(const char *asked, const char *name) {
    return !asked || strcmp(asked, "all") == 0 || strncmp(asked, name, strlen(asked)) == 0;
}

static void show(const Torture *torture, const TrialCall *call, bool has_old, const char *wrong, long nth) {
    if (torture->wrongs > MOST_SHOWN * (long)TRIAL_CALL_COUNT) return;
    printf("\nWRONG %s%s: %ld: %s\n", call->name, has_old ? " (over an old file)" : "", nth, wrong);
    fflush(stdout);
}

static long harm_each(Torture *torture, Trial *trial, const TrialCall *call, bool has_old, TrialKind kind) {
    const long places = trial_places(trial, kind);
    long count = 0, shown = 0;
    const long first = places > 1 ? 1 + torture->shift % torture->every : 1;
    for (long nth = first; nth <= places; nth += torture->every) {
        char wrong[TRIAL_WRONG];
        if (torture->place && nth != torture->place) continue;
        count += trial_harm(trial, kind, nth, wrong);
        if (!*wrong) continue;
        torture->wrongs++;
        if (shown++ < MOST_SHOWN) show(torture, call, has_old, wrong, nth);
    }
    return count;
}

static void harm_call(Torture *torture, const TrialCall *call, bool has_old) {
    Trial *trial = trial_open(call, has_old, torture->program, torture->library);
    const bool writes = trial_writes(trial);
    printf("%-24s%s", call->name, has_old ? " old " : "     ");
    fflush(stdout);
    for (int kind = 0; kind < TRIAL_KINDS; kind++) {
        const long count = is_asked(torture->kind, TRIAL_KIND_NAMES[kind])
                               ? harm_each(torture, trial, call, has_old, (TrialKind)kind)
                               : 0;
        torture->harms[kind] += count;
        printf(" %7ld", count);
        fflush(stdout);
        torture->shift++; /* not the same places of every call */
    }
    printf("\n");
    fflush(stdout);
    torture->cairo_failures += trial_cairo_failures(trial);
    torture->sdl_failures += trial_sdl_failures(trial);
    trial_close(trial);
    if (writes && !has_old) harm_call(torture, call, true);
}

int main(int argc, char **argv) {
    static Torture torture = {.every = 1};
    if (argc < 2 || argv[1][0] != '/') {
        fprintf(stderr, "usage: torture /ABSOLUTE/PROGRAM [EVERY [CALL [KIND [PLACE]]]]\n");
        return 2;
    }
    if (!tracer_can()) {
        printf("torture: no program can be traced here: nothing was tried\n");
        return 0;
    }
    torture.program = argv[1];
    snprintf(torture.library, sizeof torture.library, "%.*s/misfortune.so",
             (int)(strrchr(argv[1], '/') - argv[1]), argv[1]);
    if (argc > 2) torture.every = atol(argv[2]);
    if (argc > 3) torture.call = argv[3];
    if (argc > 4) torture.kind = argv[4];
    if (argc > 5) torture.place = atol(argv[5]);
    if (torture.every < 1) torture.every = 1;
    long all = 0;
    for (size_t c = 0; c < TRIAL_CALL_COUNT; c++)
        if (is_asked(torture.call, TRIAL_CALLS[c].name)) harm_call(&torture, &TRIAL_CALLS[c], false);
    for (int kind = 0; kind < TRIAL_KINDS; kind++) {
        all += torture.harms[kind];
        printf("%s%s %ld", kind ? ", " : "", TRIAL_KIND_NAMES[kind], torture.harms[kind]);
    }
    printf("\n%ld times something went wrong, %ld times the program did; Cairo failed %ld times when memory "
           "was refused to itself, SDL %ld times\n",
           all, torture.wrongs, torture.cairo_failures, torture.sdl_failures);
    return torture.wrongs || all == 0;
}
