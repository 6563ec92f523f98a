/* unfinished: what this call made and has not finished: it goes again, also when INT, TERM or HUP end the
 * program. Leaves out: when something is finished. Not for threads. */
#ifndef LEASELAB_CLI_UNFINISHED_H
#define LEASELAB_CLI_UNFINISHED_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>

/* Starts as UNFINISHED_NONE; do not move or copy it while it is listed. Of what is listed, change nothing but
 * while the signals are held. */
typedef struct Unfinished {
    int directory;           /* where it is, a descriptor, or AT_FDCWD; not owned */
    const char *name;        /* there; NULL or "": nothing so far. Not owned, and there until it is settled */
    bool is_folder;          /* goes only while it is empty */
    int descriptor;          /* of a file that is written bit by bit, not owned; -1: goes whatever is in it */
    size_t head;             /* of such a file: bytes that are nothing yet. With more than these it stays */
    struct Unfinished *next; /* all that are listed */
} Unfinished;

#define UNFINISHED_NONE ((Unfinished){.descriptor = -1})

/* Once, first thing in main: INT, TERM and HUP clean up and then end the program as they would have (one that
 * was ignored stays so). */
void unfinished_setup(void);

/* No signal ends the program meanwhile: a thing is made and listed, or finished and forgotten, in one. */
void unfinished_hold(sigset_t *out_before);
void unfinished_release(const sigset_t *before);

void unfinished_list(Unfinished *thing);   /* signals are held */
void unfinished_forget(Unfinished *thing); /* it stays; harmless where it is not listed */
void unfinished_settle(Unfinished *thing); /* it goes, unless there is something in it; harmless likewise */

/* Makes and lists a folder, or a new file to append to. Both answer an errno, EEXIST where something of that
 * name is there; then nothing is listed. `path` is there until it is settled. */
int unfinished_make_folder(Unfinished *out, const char *path);
int unfinished_make_file(Unfinished *out, const char *path, int access);

#endif
