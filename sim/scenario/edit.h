/* edit: what is made of a scenario from outside before the file becomes a plan: a value set by its path,
 * which `sweep` varies, and a change that does not stand in the file, which `compare` tries. Leaves out:
 * whether it is right, which the reader judges like any other. */
#ifndef LEASELAB_SCENARIO_EDIT_H
#define LEASELAB_SCENARIO_EDIT_H

#include "sim/scenario/document.h"

/* Keys parted by dots, as `machines.lab.count`; an entry of a list goes by its number, from 1:
 * `changes.2.at`. Names may hold dots themselves: of several keys that fit, the longest is meant. */
typedef struct {
    const char *path, *value; /* the caller's */
} Edit;

/* Nodes that an edit made stand on line EDIT_LINE + its number: no file has so many. */
enum { EDIT_LINE = 1 << 24 };

/* Sets each value, as if it stood in the file without quotes. The last key may be missing in a map of the
 * file (but not the name of a new group, host, …); all before it are there. Complains of what cannot be, with
 * the nearest keys, and answers false. */
bool document_edit(Document *document, const Edit edits[], size_t count, Diagnostics *diagnostics);

/* Complaints about nodes of edits get the edit in front, and no position. Once, before they are printed. */
void edits_name(const Edit edits[], size_t count, Diagnostics *diagnostics);

/* A change written like an entry of `changes`. It is read as a small document of its own, so that a mistake
 * in it is shown in its own text. `text` and `diagnostics` (with their `file`, as they shall be called) are
 * the caller's. */
typedef struct {
    const char *text;
    Diagnostics diagnostics;
    Document document; /* while the plan is read */
} Addition;

/* Reads the text; answers whether there is a change to be judged, after complaining where there is none. */
bool addition_read(Addition *addition);

#endif
