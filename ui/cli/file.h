/* file: what reading (input.h) and writing (output.h) share: which file it is, and how its name and what is
 * wrong with it are said. Needs no memory, so that running out of it can be said too. */
#ifndef LEASELAB_CLI_FILE_H
#define LEASELAB_CLI_FILE_H

#include <stddef.h>
#include <sys/types.h>

enum { FILE_SHOWN = 256, FILE_MESSAGE = 768 };

/* Which file it is, whatever its names. All 0: none, as of a pipe. */
typedef struct {
    dev_t device;
    ino_t inode;
} FileIdentity;

/* 'name' in quotes, harmless on a terminal, cut when it is long. */
void file_quote(char out_shown[FILE_SHOWN], const char *name);

/* Writes all of it, to a file, a pipe or a terminal, however many calls that takes. Answers an errno, 0 for
 * success; *out_written says how far it came, and may be NULL. */
int file_write(int descriptor, const void *bytes, size_t length, size_t *out_written);
/* Takes the last `bytes` bytes back, where there is such a thing: a disk that is full stops in the middle of
 * a row. */
void file_take_back(int descriptor, size_t bytes);

/* "leaselab: error: cannot VERB SHOWN: ERROR" and `more` as a line for standard error. `error` is an errno.
 */
void file_complain(char out_message[FILE_MESSAGE], const char *verb, const char *shown, int error,
                   const char *more);
/* The same of a path, in quotes, and no more. */
void file_complain_of(char out_message[FILE_MESSAGE], const char *verb, const char *path, int error);

#endif
