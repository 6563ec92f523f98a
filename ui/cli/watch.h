/* watch: waits until a file is another than it was: written anew, or replaced by a rename, as editors do.
 *
 * The folder is watched (inotify), not the file, for a file that is replaced is another one; and that of what
 * it is a link to. Whatever happens there, the file itself is looked at. Leaves out: what is done then. */
#ifndef LEASELAB_CLI_WATCH_H
#define LEASELAB_CLI_WATCH_H

#include <stdbool.h>
#include <sys/stat.h>
#include <time.h>

/* Starts as watch_open leaves it, or, for watch_look and watch_sees alone, with a path and descriptor -1;
 * watch_close gives everything back. */
typedef struct {
    const char *path; /* the caller's, and outlives it */
    int descriptor;   /* of inotify */
    /* the file as it was: nothing (inode 0) where there was none */
    dev_t device;
    ino_t inode;
    off_t size;
    struct timespec changed;
} Watching;

/* Answers an exit status, and has said why it is not 0. */
int watch_open(Watching *out, const char *path);
/* Before the file is read: what changes from here on, watch_wait answers to. */
void watch_look(Watching *watching);
/* Waits until the file is there and another than at watch_look, and nothing was written to it for a moment.
 * Answers as watch_open. A signal ends the program, as ever (output.h). */
int watch_wait(Watching *watching);
/* Without waiting: is the file there, and another than at watch_look? */
bool watch_sees_another(const Watching *watching);
void watch_close(Watching *watching);

#endif
