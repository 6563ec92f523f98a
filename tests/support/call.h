/* call: the real program, called as a person calls it: by lines for `sh`, in a folder of the test's own,
 * where `leaselab` is on the path and shipped scenarios are found. Leaves out: what is inside of the program.
 */
#ifndef LEASELAB_TESTS_SUPPORT_CALL_H
#define LEASELAB_TESTS_SUPPORT_CALL_H

#include "tests/test.h"

#include "tests/support/sandbox.h"

enum { CALL_PARTS = 8 };

/* A call, and what must come of it. Whatever is printed must be clean (see assert_clean), unless is_raw. */
typedef struct {
    const char *name; /* a_sentence_in_snake_case */
    const char *yaml; /* stands in x.yaml; NULL: there is none */
    const char *line; /* for sh */
    int status;
    /* Parts, in this order; "" for anything at all. None: nothing is printed there. */
    const char *out[CALL_PARTS], *err[CALL_PARTS];
    const char *lacks; /* is no part of either */
    bool is_raw;
} CallRow;

/* Adds tests to the program's one group: a function, or each row as a test of its own. Rows stay the
 * caller's. */
void call_add(const char *name, CMUnitTestFunction test, const void *state);
#define CALL_ADD(test) call_add(#test, test, NULL)
void call_add_rows(const CallRow rows[], size_t count);
/* Runs what was added, each in a new folder; answers how many failed. LEASELAB names the program. */
int call_run_group(const char *group);

/* In the folder of the running test. */
void call_put(const char *name, const char *text);
Ran call(const char *line);
/* What a call prints that is done (status 0) and says nothing on standard error; the caller frees it. */
char *call_out(const char *line);
/* The same, of a call that ends so. */
char *call_out_of(const char *line, int status);

/* The project's top folder, absolute. */
const char *call_root(void);
/* The program under test, absolute. */
const char *call_program(void);

/* Valid UTF-8 without a character that could change how a terminal shows what is around it; newlines may
 * stand. */
void assert_clean(const char *bytes, size_t length);
/* All parts, one behind the other. */
void assert_parts(const char *text, const char *const parts[CALL_PARTS]);
/* How often `part` stands in the text. */
size_t count_of(const char *text, const char *part);

#endif
