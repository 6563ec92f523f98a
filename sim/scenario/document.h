/* document: the bytes of a file as a tree of scalars, lists and maps, each with its position. Knows YAML, and
 * what of YAML is not part of the format; knows nothing of scenarios (reader.h). */
#ifndef LEASELAB_SCENARIO_DOCUMENT_H
#define LEASELAB_SCENARIO_DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sim/base/diagnostic.h"

typedef enum { NODE_SCALAR, NODE_LIST, NODE_MAP } NodeKind;

/* Small on purpose: a file of 4 MiB may have a million. */
typedef struct {
    uint32_t line;
    uint32_t column : 28; /* characters, from 1 */
    uint32_t kind : 2;    /* NodeKind */
    uint32_t quoted : 1;
    uint32_t text;  /* scalar: offset of its NUL-terminated text; else: its first child, 0 for none */
    uint32_t count; /* scalar: bytes of its text; else: children (of a map: keys and values in turn) */
    uint32_t next;  /* the node after it in its parent; 0 for none */
} Node;

/* Owns nodes and texts. Node 0 is none; the root is node 1. */
typedef struct {
    Node *nodes;
    uint32_t node_count, node_capacity;
    Text texts;
} Document;

/* Reads a whole file. Complains into `diagnostics`, which has its file and source set, and answers false
 * where there is no tree; the caller destroys the document in any case. */
bool document_read(Document *document, const char *bytes, size_t length, Diagnostics *diagnostics);
void document_destroy(Document *document);

/* NULL where the text says nothing: it is empty, or nothing but remarks. */
const Node *document_root(const Document *document);
/* The first child, or the one after, or NULL. */
const Node *node_first(const Document *document, const Node *parent);
const Node *node_next(const Document *document, const Node *node);
const char *node_text(const Document *document, const Node *scalar);
bool node_is(const Document *document, const Node *scalar, const char *text);
Position node_position(const Document *document, const Node *node);
/* "a list", "a map", "a text" */
const char *node_kind_name(const Node *node);

#endif
