/* drawn_text: reads the part of Mermaid's and Graphviz' languages that we write, strictly, and gives back
 * what was meant: names of nodes and words of arrows. A test with text that is not of that part ends. */
#ifndef LEASELAB_TESTS_SUPPORT_DRAWN_TEXT_H
#define LEASELAB_TESTS_SUPPORT_DRAWN_TEXT_H

#include <stdbool.h>
#include <stddef.h>

typedef struct {
    char *id, *label; /* label NULL: none */
} DrawnNode;

typedef struct {
    char *from, *to, *label;
    const char *shape; /* Mermaid's arrow, "note", or "" */
} DrawnArrow;

/* Owned; given back with drawn_free. */
typedef struct {
    char *title; /* NULL: none */
    DrawnNode *nodes;
    size_t node_count;
    DrawnArrow *arrows; /* notes of a sequence too, from the first to the last they lie over */
    size_t arrow_count;
} Drawn;

Drawn *drawn_read_mermaid(const char *text);
Drawn *drawn_read_dot(const char *text);
void drawn_free(Drawn *drawn);

bool drawn_has_node(const Drawn *drawn, const char *label);
/* Words of an arrow or note. */
bool drawn_has_words(const Drawn *drawn, const char *words);

#endif
