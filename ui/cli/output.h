/* output: everything the program writes to a file goes through here, and arrives whole or not at all. What is
 * streamed (standard output, devices, pipes) cannot be taken back, but is cut only between rows.
 * Leaves out: what is written, and saying what went wrong (the caller prints `message`).
 *
 * - A name that is free, a regular file, or a link to either: a nameless file (O_TMPFILE) beside it is
 * filled, and commit gives it its name: linkat, or over an existing file linkat to .leaselab-PID-N and
 * rename. On a file system without nameless files it is called .leaselab-PID-N from the start.
 * - A device or FIFO is opened and written through, never replaced.
 * - "-", /dev/stdout and /dev/fd/N are written to as they are, and stay open.
 * - A directory is refused.
 *
 * A replaced file keeps who may read, write and execute it, and its owner where we may give it; its other
 * hard links keep the old bytes, and access lists and attributes are not carried over. A file that we may not
 * write to is not replaced either. INT, TERM and HUP leave no temporary name at any moment; KILL can leave
 * one between linkat and rename, or on a file system without O_TMPFILE. Not for threads. */
#ifndef LEASELAB_CLI_OUTPUT_H
#define LEASELAB_CLI_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "ui/cli/file.h"
#include "ui/cli/unfinished.h"

/* Also the program's exit status. GONE: the reader of a pipe went away, of which nothing is said. */
typedef enum { OUTPUT_OK = 0, OUTPUT_CALL = 2, OUTPUT_FAILED = 3, OUTPUT_GONE = 141 } OutputStatus;

typedef struct OutputBlock OutputBlock;

/* Do not move or copy it while it is open. */
typedef struct Output {
    OutputStatus status;        /* the first trouble; it stays */
    char message[FILE_MESSAGE]; /* a whole line for standard error, or ""; needs no memory */
    /* private from here */
    char shown[FILE_SHOWN];
    int descriptor;
    int directory;      /* where the file is, an O_PATH descriptor; -1 when written through */
    char *base;         /* its name there; owned */
    bool is_prepared;   /* nothing is left to be done but to give it its name */
    char temporary[40]; /* the name it has there so far, or "" */
    bool is_borrowed;   /* the descriptor is not ours to close */
    bool existed;
    mode_t mode; /* with `existed`: of the file that is replaced */
    uid_t owner;
    gid_t group;
    OutputBlock *block;    /* rows not yet written; owned */
    Unfinished unfinished; /* of the temporary name */
} Output;

/* Once, first thing in main: closed descriptors 0, 1 and 2 are filled so that no file we open lands on them,
 * and reading or writing them still fails; PIPE and XFSZ become errors of write; INT, TERM and HUP clean up
 * and then end the program as they would have (one that was ignored stays so). */
void output_setup(void);

/* Opens for writing. NULL is standard output. None of `inputs` may be what is written, by whatever name or
 * link: that is OUTPUT_CALL. After an error nothing is open, and add, commit and abandon may be called all
 * the same. */
OutputStatus output_open(Output *out, const char *path, const FileIdentity inputs[], size_t count);

/* Is that one of the inputs, by whatever name or link? Then `out_message` refuses it, as open would: for what
 * is not opened here under its own name. */
bool output_is_input(const char *path, const FileIdentity inputs[], size_t count,
                     char out_message[FILE_MESSAGE]);

/* Adds one whole row (or rows that belong together): what is cut off later is cut between these. After
 * trouble it does nothing, so looking at what commit answers is enough unless there is long work to be saved.
 */
OutputStatus output_add(Output *output, const char *row, size_t length);

/* The same for a row that is written in place, to spare a copy: room for `most` bytes (at most OUTPUT_ROOM),
 * and how many of them the row took. NULL after trouble. */
enum { OUTPUT_ROOM = 4096 };
char *output_room(Output *output, size_t most);
void output_took(Output *output, size_t length);

/* Writes the rows so far, where someone waits for them. */
OutputStatus output_flush(Output *output);
/* What another program may write to instead of output_add, before commit: a descriptor that stays the
 * output's. */
int output_lend(const Output *output);

/* All that commit does but the last step, in which a file gets its name: where several belong together, none
 * gets its name before all are prepared. What is streamed is out then. Nothing is added afterwards; whatever
 * this answers, the output has to be ended. */
OutputStatus output_prepare(Output *output);

/* Writes what is left and puts the file in its place. Answers the first trouble, now or earlier; then what
 * was there before is untouched. Closes. */
OutputStatus output_commit(Output *output);

/* Closes without a trace; what was already streamed stays. Harmless after commit or a failed open. */
void output_abandon(Output *output);

#endif
