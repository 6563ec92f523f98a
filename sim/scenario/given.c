#include "sim/scenario/given.h"

#include "sim/base/limits.h"

/* The name in an entry of a list: the entry itself, or the first key of a map. */
static const Node *name_in(const Document *document, const Node *entry) {
    return entry->kind == NODE_MAP ? node_first(document, entry) : entry;
}

const Node *given_name(const Document *document, const Node *section, const char *name) {
    if (!section || !*name) return NULL;
    if (section->kind == NODE_SCALAR) return node_is(document, section, name) ? section : NULL;
    const Node *entry = node_first(document, section);
    for (int looked_at = 0; entry && looked_at < LIMIT_GROUPS; looked_at++) {
        const Node *given = section->kind == NODE_MAP ? entry : name_in(document, entry);
        if (given && node_is(document, given, name)) return given;
        if (section->kind == NODE_MAP) entry = node_next(document, entry);
        entry = node_next(document, entry);
    }
    return NULL;
}
