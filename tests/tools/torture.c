/* torture PROGRAM [EVERY [CALL [KIND [PLACE]]]]: has every allocation and every system call of every call in
 * tests/support/trial_calls.c go wrong in turn, once and from there on, and every signal come at each; prints
 * how often, and what was not right then. EVERY 1 takes each place, 7 each seventh (others with each call); a
 * CALL or KIND of `all` means each. To see one again: torture PROGRAM 1 CALL KIND PLACE.
 *
 * As many calls at a time as there are processors: each row comes when its call is over. */
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sim/base/text.h"
#include "tests/support/trial.h"

enum { MOST_SHOWN = 3 };

typedef struct {
    const char *program, *call, *kind; /* the call and kind asked for, or NULL */
    char library[4200];
    long every, place, shift;
    Text row; /* of the present call */
} Torture;

/* What the processes count together. */
typedef struct {
    atomic_size_t next; /* call */
    atomic_long harms[TRIAL_KINDS], wrongs, cairo_failures, sdl_failures;
} Count;

static Count *count;

/* The beginning of a name is enough: "draw", "memory". */
static bool begins(const char *name, const char *asked) {
    return !asked || strcmp(asked, "all") == 0 || strncmp(asked, name, strlen(asked)) == 0;
}

/* "window" is that call, not all those whose names begin so. */
static bool is_asked(const char *asked, const char *name) {
    for (size_t c = 0; asked && c < TRIAL_CALL_COUNT; c++)
        if (strcmp(TRIAL_CALLS[c].name, asked) == 0) return strcmp(name, asked) == 0;
    return begins(name, asked);
}

static long harm_each(Torture *torture, Trial *trial, const char *name, TrialKind kind) {
    const long places = trial_places(trial, kind);
    long harms = 0, shown = 0;
    const long first = places > 1 ? 1 + torture->shift % torture->every : 1;
    for (long nth = first; nth <= places; nth += torture->every) {
        char wrong[TRIAL_WRONG];
        if (torture->place && nth != torture->place) continue;
        harms += trial_harm(trial, kind, nth, wrong);
        if (!*wrong) continue;
        atomic_fetch_add(&count->wrongs, 1);
        if (shown++ < MOST_SHOWN) text_add_format(&torture->row, "WRONG %s: %ld: %s\n", name, nth, wrong);
    }
    return harms;
}

/* What was wrong, and a line of figures. */
static void harm_call(Torture *torture, const TrialCall *call, bool has_old) {
    Trial *trial = trial_open(call, has_old, torture->program, torture->library);
    const bool writes = trial_writes(trial);
    char name[64];
    long harms[TRIAL_KINDS] = {0};
    snprintf(name, sizeof name, "%s%s", call->name, has_old ? ", old" : "");
    text_clear(&torture->row);
    for (int kind = 0; kind < TRIAL_KINDS; kind++) {
        if (begins(TRIAL_KIND_NAMES[kind], torture->kind))
            harms[kind] = harm_each(torture, trial, name, (TrialKind)kind);
        atomic_fetch_add(&count->harms[kind], harms[kind]);
        torture->shift++; /* not the same places of every call */
    }
    text_add_format(&torture->row, "%-29s", name);
    for (int kind = 0; kind < TRIAL_KINDS; kind++) text_add_format(&torture->row, " %7ld", harms[kind]);
    need(!torture->row.failed, "memory");
    puts(torture->row.bytes);
    fflush(stdout);
    atomic_fetch_add(&count->cairo_failures, trial_cairo_failures(trial));
    atomic_fetch_add(&count->sdl_failures, trial_sdl_failures(trial));
    trial_close(trial);
    if (writes && !has_old) harm_call(torture, call, true);
}

static void harm_calls(Torture *torture) {
    for (size_t c; (c = atomic_fetch_add(&count->next, 1)) < TRIAL_CALL_COUNT;) {
        torture->shift = (long)c * 2 * TRIAL_KINDS;
        if (is_asked(torture->call, TRIAL_CALLS[c].name)) harm_call(torture, &TRIAL_CALLS[c], false);
    }
    text_free(&torture->row);
}

/* False: one of them came to grief itself. */
static bool harm_at_once(Torture *torture, long processes) {
    bool is_whole = true;
    for (long p = 0; p < processes; p++) {
        const pid_t child = fork();
        need(child >= 0, "fork");
        if (child > 0) continue;
        prctl(PR_SET_PDEATHSIG, SIGTERM);
        harm_calls(torture);
        exit(0);
    }
    for (int status; wait(&status) > 0;) is_whole = is_whole && status == 0;
    return is_whole;
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
    count = mmap(NULL, sizeof *count, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    need(count != MAP_FAILED, "mmap");
    const bool is_whole = harm_at_once(&torture, sysconf(_SC_NPROCESSORS_ONLN));
    long all = 0;
    for (int kind = 0; kind < TRIAL_KINDS; kind++) {
        all += count->harms[kind];
        printf("%s%s %ld", kind ? ", " : "", TRIAL_KIND_NAMES[kind], count->harms[kind]);
    }
    printf("\n%ld times something went wrong, %ld times the program did; Cairo failed %ld times when memory "
           "was refused to itself, SDL %ld times%s\n",
           all, count->wrongs, count->cairo_failures, count->sdl_failures,
           is_whole ? "" : "; some calls could not be tried");
    return !is_whole || count->wrongs || all == 0;
}
