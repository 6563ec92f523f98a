/* amend: a scenario file with something changed, as text: the author's words, comments and layout stay, and
 * only what is new is written in. Knows YAML by its tree and the positions in it (document.h); leaves out:
 * whether what comes out is right, which the reader judges like any other file. */
#ifndef LEASELAB_SCENARIO_AMEND_H
#define LEASELAB_SCENARIO_AMEND_H

#include <stdbool.h>
#include <stddef.h>

#include "sim/base/text.h"

typedef enum {
    AMEND_OK,
    AMEND_NO_PLACE, /* there is no such path in it */
    AMEND_NO_WAY,   /* it is written in a way in which this cannot be changed without writing it anew */
    AMEND_NO_MEMORY
} AmendStatus;

/* The file is one that the reader took. Each adds the whole new file to `out`, and has read it again: it has
 * the same tree but for what is new. After trouble nothing was added. */

/* An entry at the end of `changes`: "{at: 30d, host: kms1, do: down}". */
AmendStatus amend_add_change(const char *bytes, size_t length, const char *entry, Text *out);
/* A group at the end of `machines`: "{product: windows-client, count: 5}". */
AmendStatus amend_add_group(const char *bytes, size_t length, const char *name, const char *group, Text *out);
/* The value at a path as in edit.h, "machines.lab.count"; the last key may be missing in a map of the file.
 * `value` is a scalar as it is written, or a flow list or map. */
AmendStatus amend_set(const char *bytes, size_t length, const char *path, const char *value, Text *out);

#endif
