/* diagnostic: what is wrong with the user's file or call, where, what was expected, and what may have been
 * meant. Collects them all and prints them in file order. Leaves out: what is right (sim/scenario). */
#ifndef LEASELAB_BASE_DIAGNOSTIC_H
#define LEASELAB_BASE_DIAGNOSTIC_H

#include <stdbool.h>
#include <stddef.h>

#include "sim/base/text.h"

typedef enum { SEVERITY_WARNING, SEVERITY_ERROR } Severity;

typedef struct {
    int line, column; /* from 1; columns count characters; line 0: about the whole */
    int width;        /* characters the caret underlines, at least 1 */
} Position;

typedef struct {
    Severity severity;
    const char *code; /* a short fixed name, "unknown-key"; not owned */
    Position position;
    char *text; /* owned; one line */
    char *help; /* owned; what was expected or meant, lines parted by \n; or NULL */
} Diagnostic;

/* Owns its items. `file` and `source` belong to the caller and outlive it. `out_of_memory` is set when an
 * entry could not be kept: then nothing it says is complete, and the caller gives up with status 3. */
typedef struct {
    const char *file;
    const char *source;
    size_t source_length;
    Diagnostic *items;
    size_t count, capacity;
    size_t error_count, warning_count; /* all that were found, also those not kept */
    bool out_of_memory;
} Diagnostics;

void diagnostics_free(Diagnostics *list);

/* Adds one. `help` may be NULL; it is copied. Formats must not contain text from a file unescaped: use %s
 * with what text_add_safe made. Only so many are kept that the first LIMIT_ERRORS in file order are among
 * them. */
void diagnostics_add(Diagnostics *list, Severity severity, const char *code, Position position,
                     const char *help, const char *format, ...) __attribute__((format(printf, 6, 7)));

/* Forgets all of one severity: for what was printed before. */
void diagnostics_drop(Diagnostics *list, Severity severity);

/* FILE:LINE:COL: error: TEXT, the source line, a caret, the help; in file order; at most LIMIT_ERRORS errors,
 * then how many more. `colour` puts ANSI colours. Warnings are of what runs all the same: beside an error
 * none is printed, for it may only follow from it. */
void diagnostics_print(Diagnostics *list, Text *out, bool colour);

#endif
