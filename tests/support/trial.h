/* trial: a call of the program, made again and again with one thing going wrong each time, and what must be
 * so then:
 *
 * - all is as if nothing had gone wrong; or the status is 3 and one line says why, a file that was there has
 * its bytes and mode, and what was streamed ends on a whole row. No other file is left but a journal of
 * finished runs, a recording of what was done, whole pictures of a film, and figures of a set that had their
 * names before one could not be given its own;
 * - of a call that somebody attends to: all is as usual but what it says that it could not do; a picture that
 * it saves may show that it says so;
 * - after a signal the status is 128 + its number, and each file is the old or the complete new one, and no
 * new folder is empty. Only KILL may leave a temporary name, or something of nothing.
 *
 * In any case nothing of the program's own memory is left when it ends by itself. */
#ifndef LEASELAB_TESTS_SUPPORT_TRIAL_H
#define LEASELAB_TESTS_SUPPORT_TRIAL_H

#include "tests/support/tracer.h"

typedef struct {
    const char *name;
    const char *line;    /* words behind `leaselab`, parted by blanks; ~ is a blank within one */
    const char *prepare; /* such a line, carried out before in the same folder; NULL: none */
    const char *keys;    /* what standard input gives, and a file `keys`; NULL: good.yaml, and no file */
    int percent;         /* of the allocations, from the end, that `make test` refuses, one by one */
    bool waits;          /* it ends only by a signal */
    bool attends; /* somebody sits before it: it says in what it shows what it could not do, and goes on */
    bool is_tried_throughout; /* in `make test` each system call fails, and meets TERM */
    bool has_others; /* it starts programs that are not ours, and need more room than TRIAL_NARROW leaves */
    bool goes_on;    /* with the next file after trouble with one: it says more lines, and leaves out some */
} TrialCall;

/* All that is tried: to have a command tried is to add its line here. */
extern const TrialCall TRIAL_CALLS[];
extern const size_t TRIAL_CALL_COUNT;

typedef enum {
    TRIAL_MEMORY_ONCE,
    TRIAL_MEMORY_FOR_GOOD,
    TRIAL_ERROR_ONCE, /* each error that the call can have */
    TRIAL_ERROR_FOR_GOOD,
    TRIAL_SHORT_ONCE,
    TRIAL_SHORT_FOR_GOOD,
    TRIAL_KILL,
    TRIAL_TERM,
    TRIAL_INT,
    TRIAL_HUP,
    TRIAL_NARROW, /* little address space and stack: not to be noticed */
    TRIAL_KINDS
} TrialKind;

extern const char *const TRIAL_KIND_NAMES[TRIAL_KINDS];

typedef struct Trial Trial;

/* Makes a folder for it, and the call once, undisturbed. `program` and `library` (tests/tools/misfortune.c,
 * built) are absolute paths. With `has_old`, the files that the call writes are there before. */
Trial *trial_open(const TrialCall *call, bool has_old, const char *program, const char *library);
void trial_close(Trial *trial);
bool trial_writes(const Trial *trial); /* is there a file that could have been there before? */
/* How many places there are: allocations or system calls of the undisturbed run. */
long trial_places(const Trial *trial, TrialKind kind);

enum { TRIAL_WRONG = 5000 };
/* How often Cairo failed when memory was refused to itself, which is let pass, for it cannot be mended from
 * without: 1.16 dies, when its rasteriser jumps (longjmp) to a function that has returned
 * (cairo-tor-scan-converter.c, pool_alloc; the files must be the old ones all the same), or leaves out an
 * edge of a stroke and says that all is well. */
long trial_cairo_failures(const Trial *trial);
/* How often the program crashed, or did otherwise and said nothing, when memory was refused to SDL, which is
 * let pass too: it does not always look, and does not always tell (SDL_AddEventWatch of a renderer, which
 * then hears of no other size). Files are whole all the same. */
long trial_sdl_failures(const Trial *trial);
/* The nth place, and what of it is wrong ("" if nothing). Answers how often something went wrong: 0 where
 * there is no such place, or nothing there that could. */
int trial_harm(Trial *trial, TrialKind kind, long nth, char out_wrong[TRIAL_WRONG]);

#endif
