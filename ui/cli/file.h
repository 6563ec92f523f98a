/* file: what reading (input.h) and writing (output.h) share: which file it is, and how its name and what is
 * wrong with it are said. Needs no memory, so that running out of it can be said too. */
#ifndef LEASELAB_CLI_FILE_H
#define LEASELAB_CLI_FILE_H

#include <sys/types.h>

enum { FILE_SHOWN = 256, FILE_MESSAGE = 768 };

/* Which file it is, whatever its names. All 0: none, as of a pipe. */
typedef struct {
    dev_t device;
    ino_t inode;
} FileIdentity;

/* 'name' in quotes, harmless on a terminal, cut when it is long. */
void file_quote(char out_shown[FILE_SHOWN], const char *name);

/* "leaselab: error: cannot VERB SHOWN: ERROR" and `more` as a line for standard error. `error` is an errno.
 */
void file_complain(char out_message[FILE_MESSAGE], const char *verb, const char *shown, int error,
                   const char *more);

#endif
