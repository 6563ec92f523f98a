#include "sim/scenario/given.h"

#include <string.h>

#include "sim/base/limits.h"
#include "sim/base/text.h"

/* The name in an entry of a list: the entry itself, or the first key of a map. */
static const Node *name_in(const Document *document, const Node *entry) {
    return entry->kind == NODE_MAP ? node_first(document, entry) : entry;
}

static const Node *name_in_section(const Document *document, const Node *section, const char *name) {
    if (section->kind == NODE_SCALAR) return *node_text(document, section) ? section : NULL;
    const Node *entry = node_first(document, section);
    for (int looked_at = 0; entry && looked_at < LIMIT_GROUPS; looked_at++) {
        const Node *given = section->kind == NODE_MAP ? entry : name_in(document, entry);
        if (given && node_is(document, given, name)) return given;
        if (section->kind == NODE_MAP) entry = node_next(document, entry);
        entry = node_next(document, entry);
    }
    return NULL;
}

/* A mistyped section is told of as such, and what it gives is given all the same. */
static bool is_like(const Document *document, const Node *key, const char *section) {
    if (key->kind != NODE_SCALAR) return false;
    const char *written = node_text(document, key);
    return text_nearest(written, strlen(written), &section, 1) != NULL;
}

const Node *given_name(const Document *document, const char *section, const char *name) {
    const Node *given = NULL, *key = node_first(document, document_root(document));
    for (int looked_at = 0; *name && key && !given && looked_at < LIMIT_GROUPS; looked_at++) {
        const Node *value = node_next(document, key);
        if (is_like(document, key, section)) given = name_in_section(document, value, name);
        key = node_next(document, value);
    }
    return given;
}
