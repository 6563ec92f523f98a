#include "sim/scenario/section.h"

#include <stdio.h>
#include <string.h>

uint32_t section_count(const Node *section) {
    return section->kind == NODE_MAP ? section->count / 2 : section->count;
}

const Node *section_first_key(Reader *reader, const Node *section, const char *what) {
    if (section->kind == NODE_MAP) return node_first(reader->document, section);
    complain_of_kind(reader, section, what, "a map of names",
                     "write each name as a key, NAME: {}, with what belongs to it in the braces");
    return NULL;
}

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

const Node *section_next_key(Reader *reader, const Node *key, const Field *fields, size_t field_count) {
    const Node *value = node_next(reader->document, key), *next = node_next(reader->document, value);
    if (!is_empty_value(reader, value)) return next;
    while (next && is_field(reader, next, fields, field_count)) {
        const Node *figure = node_next(reader->document, next);
        if (figure->kind == NODE_MAP || is_empty_value(reader, figure)) break; /* an entry of that name */
        if (reader->hollow != value) complain_of_astray(reader, next, key);
        reader->hollow = value;
        next = node_next(reader->document, figure);
    }
    return next;
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

void section_find_astray(Reader *reader, const Node *root, const Field *fields, size_t first,
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

bool section_has_room(Reader *reader, const Node *entry, const char *what, uint32_t before, uint32_t most) {
    if (before == most)
        complain(reader, entry, "too-many", NULL, "%s has more than %u entries", what, (unsigned)most);
    return before < most && !reading_full(reader);
}
