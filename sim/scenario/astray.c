#include "sim/scenario/astray.h"

#include <stdio.h>
#include <string.h>

static bool is_field(const Reader *reader, const Node *key, const Field *fields, size_t field_count) {
    for (size_t i = 0; i < field_count; i++)
        if (node_is(reader->document, key, fields[i].key)) return true;
    return false;
}

static void complain_of_astray(Reader *reader, const Node *key, const Node *owner) {
    char further[256];
    const char *name = reading_shown(reader, owner);
    snprintf(further, sizeof further, "indent it further than '%s'", name);
    complain(reader, key, "not-indented", further, "'%s' is not indented, so it does not belong to '%s'",
             reading_shown(reader, key), name);
}

const Node *astray_next_key(Reader *reader, const Node *key, const Field *fields, size_t field_count) {
    const Node *value = node_next(reader->document, key), *next = node_next(reader->document, value);
    const bool is_empty = is_empty_value(reader, value);
    while (is_empty && next && is_field(reader, next, fields, field_count)) {
        const Node *figure = node_next(reader->document, next);
        if (figure->kind == NODE_MAP || is_empty_value(reader, figure)) break; /* an entry of that name */
        if (reader->hollow != value) complain_of_astray(reader, next, key);
        reader->hollow = value;
        next = node_next(reader->document, figure);
    }
    return next == reader->too_deep ? NULL : next;
}

/* The last entry of a section, where it is empty, or NULL. */
static const Node *empty_end(const Reader *reader, const Node *section) {
    const Node *last = NULL;
    for (const Node *entry = section->kind == NODE_MAP ? node_first(reader->document, section) : NULL; entry;
         entry = node_next(reader->document, node_next(reader->document, entry)))
        last = entry;
    return last && is_empty_value(reader, node_next(reader->document, last)) ? last : NULL;
}

/* The section or the entry of it in which an unknown key behind the section belongs, or NULL where that is
 * rather a mistyped one. */
static const Node *owner_of(const Reader *reader, const Node *section, const Node *key, bool is_mistyped) {
    const Node *inside = node_next(reader->document, section), *value = node_next(reader->document, key);
    const Node *entry = empty_end(reader, inside);
    const bool is_entry = value->kind == NODE_MAP;
    if (is_mistyped && (is_entry || !entry || !node_is(reader->document, section, "machines"))) return NULL;
    if (is_empty_value(reader, inside)) return section;
    if (entry && !is_entry) return entry;
    return is_entry && inside->kind == NODE_MAP ? section : NULL;
}

static void find_not_indented(Reader *reader, const Node *root, const Field *fields, size_t first,
                              size_t field_count) {
    const Document *document = reader->document;
    const char *names[32];
    const Node *section = NULL; /* above this key */
    for (size_t i = 0; i < field_count; i++) names[i] = fields[i].key;
    for (const Node *key = root->kind == NODE_MAP ? node_first(document, root) : NULL; key;
         key = node_next(document, node_next(document, key))) {
        if (key->kind != NODE_SCALAR || is_field(reader, key, fields, field_count)) {
            if (reader->first_astray) return;
            section = key->kind == NODE_SCALAR && is_field(reader, key, fields + first, field_count - first)
                          ? key
                          : NULL;
            continue;
        }
        if (!section) continue;
        if (!reader->first_astray) {
            const char *written = node_text(document, key);
            const bool is_mistyped = text_nearest(written, strlen(written), names, field_count) != NULL;
            const Node *owner = owner_of(reader, section, key, is_mistyped);
            if (!owner) {
                section = NULL;
                continue;
            }
            complain_of_astray(reader, key, owner);
            reader->hollow = node_next(document, owner);
            reader->first_astray = key;
        }
        reader->last_astray = key;
    }
}

/* May an entry of this section be the section of that name? Those of hosts and places may be empty. */
static bool is_too_deep(const Reader *reader, const Node *section, const Field *field, const Node *value) {
    const bool is_filled =
        node_is(reader->document, section, "machines") || node_is(reader->document, section, "products");
    return value->kind == NODE_LIST || (is_empty_value(reader, value) && (is_filled || field->required));
}

static const Node *find_key(const Reader *reader, const Node *map, const char *name) {
    const Node *key = node_first(reader->document, map);
    while (key && !node_is(reader->document, key, name))
        key = node_next(reader->document, node_next(reader->document, key));
    return key;
}

static void look_for_too_deep(Reader *reader, const Node *section, const Field *field) {
    const Node *inside = node_next(reader->document, section);
    const Node *key = inside->kind == NODE_MAP ? find_key(reader, inside, field->key) : NULL;
    if (!key || !is_too_deep(reader, section, field, node_next(reader->document, key))) return;
    char column[128];
    const char *above = node_text(reader->document, section);
    snprintf(column, sizeof column, "begin it in the same column as '%s'", above);
    complain(reader, key, "indented", column, "'%s' is indented, so it belongs to '%s'", field->key, above);
    reader->too_deep = key;
}

static void find_too_deep(Reader *reader, const Node *root, const Field *fields, size_t first,
                          size_t field_count) {
    static const char *const NAMED[] = {"places", "products", "hosts", "machines"};
    for (size_t i = 0; i < sizeof NAMED / sizeof NAMED[0]; i++) {
        const Node *section = find_key(reader, root, NAMED[i]);
        for (size_t field = first; section && field < field_count && !reader->too_deep; field++)
            if (!find_key(reader, root, fields[field].key))
                look_for_too_deep(reader, section, &fields[field]);
    }
}

void astray_find(Reader *reader, const Node *root, const Field *fields, size_t first, size_t field_count) {
    if (root->kind != NODE_MAP) return;
    find_not_indented(reader, root, fields, first, field_count);
    find_too_deep(reader, root, fields, first, field_count);
}
