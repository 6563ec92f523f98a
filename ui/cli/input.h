/* input: a scenario file, read whole; and the scenarios that ship, found by their bare name.
 * Leaves out: what the bytes mean, and refusing a file that is too long (sim/scenario does, by `length`). */
#ifndef LEASELAB_CLI_INPUT_H
#define LEASELAB_CLI_INPUT_H

#include <stddef.h>

#include "sim/base/limits.h"
#include "ui/cli/file.h"

enum {
    INPUT_MOST = LIMIT_FILE_BYTES + 1
}; /* of a scenario: one more than it may have, then it is too long */

typedef struct {
    char *bytes; /* owned; `length` bytes, then a NUL */
    size_t length;
    size_t most; /* `length` is at most this */
    char *name; /* owned; what to call it where something is wrong in it; raw: escape it where it comes out */
    FileIdentity identity;      /* so that it is not written over (output_open) */
    char message[FILE_MESSAGE]; /* a whole line for standard error, or "" */
    int error;                  /* what it is about: an errno, or 0 */
} Input;

/* Reads `path`; "-" is standard input, called <stdin>. When there is no such file and `path` has no slash, it
 * may be the name of a scenario that ships, with or without number and ending: fifth-laptop is
 * 05-fifth-laptop.yaml in $LEASELAB_SCENARIOS, or in ../scenarios or ../share/leaselab/scenarios as seen from
 * the program. Of several the first by name is taken. Answers 0, or 3 with `message`, which suggests a
 * shipped one when one is near. */
int input_read(const char *path, Input *out); /* INPUT_MOST */
int input_read_most(const char *path, size_t most, Input *out);
/* The same of an ordinary file alone, for a name that is not of the call: a FIFO or a device might be read
 * for ever. */
int input_read_ordinary(const char *path, size_t most, Input *out);

/* The paths of all scenarios that ship, of the first folder that has any, sorted; both the array and each are
 * owned by the caller (input_free_shipped). Answers an errno, 0 where all is well: of ENOMEM there are none,
 * of another out_message is a line for standard error about a folder that could not be read. */
int input_list_shipped(char ***out_paths, size_t *out_count, char out_message[FILE_MESSAGE]);
void input_free_shipped(char **paths, size_t count);

void input_free(Input *input); /* harmless after an error, and twice */

#endif
