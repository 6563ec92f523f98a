/* sandbox: a directory of a test's own, and programs run in it. Whatever fails in here ends the test program.
 */
#ifndef LEASELAB_TESTS_SANDBOX_H
#define LEASELAB_TESTS_SANDBOX_H

#include <stddef.h>

/* A test that cannot be set up has not passed: the program ends, and says what is wrong with `what`. */
void need(int is_so, const char *what);

/* A new empty directory, by its absolute path. The caller gives it back with sandbox_remove. */
char *sandbox_make(void);
void sandbox_remove(char *directory); /* with all that is in it */

/* DIRECTORY/NAME; the caller frees it. */
char *sandbox_path(const char *directory, const char *name);
void sandbox_write(const char *path, const char *bytes, size_t length);
/* The whole file, with a NUL behind it; the caller frees it. NULL when there is none. `out_length` may be
 * NULL. */
char *sandbox_read(const char *path, size_t *out_length);
/* The names in a directory, sorted, each followed by a space; the caller frees it. */
char *sandbox_list(const char *directory);
/* A file without a name that holds this text, at its end. The caller closes it. */
int sandbox_memory_file(const char *text);

typedef struct {
    char *out, *err; /* owned, with a NUL behind */
    size_t out_length, err_length;
    int status; /* exit status, or 128 + signal */
} Ran;

/* Runs argv[0] (found through PATH when it has no slash) to its end; NULL as stdin_text: nothing to read. */
Ran program_run(const char *const argv[], const char *stdin_text);
/* Runs `act` in a child whose standard output is the descriptor `out` (-1: closed). Answers as Ran.status
 * does. */
int child_run(int (*act)(void *), void *argument, int out);
void program_free(Ran *ran);

/* For those that start programs in their own way. In the child: becomes argv[0], with these as its standard
 * input, output and error. */
_Noreturn void program_become(const char *const argv[], const int ends[3]);
/* Ran.status, from what waitpid gave. */
int program_status(int waited);
/* Ran.out and Ran.err, from the files that were the ends. Files, not pipes: nobody has to read while the
 * other writes. */
void program_take(Ran *ran, const int ends[3]);

#endif
