#include "sim/scenario/reading_names.h"

#include <stdio.h>
#include <string.h>

#include "sim/scenario/given.h"

static const char *const RESERVED[] = {"all",        "dns",     "directory", "cloud",
                                       "activation", "offline", "none",      "office"};

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool read_new_name(Reader *reader, const Node *node, const char *what, bool reserved,
                   char out[LIMIT_NAME + 1]) {
    static const char HELP[] = "expected: a letter, then letters, digits, . _ or -, at most 40";
    if (node->kind != NODE_SCALAR) {
        complain_of_kind(reader, node, what, "a name", NULL);
        return false;
    }
    const char *name = node_text(reader->document, node);
    const char *reason = !*name              ? "it is empty"
                         : !is_letter(*name) ? "it does not begin with a letter"
                                             : NULL;
    for (const char *c = name; *c && !reason; c++)
        if (!is_letter(*c) && !(*c >= '0' && *c <= '9') && !strchr("._-", *c))
            reason = "it has a character that a name cannot have";
    if (!reason && node->count > LIMIT_NAME) reason = "it is longer than 40 characters";
    if (reason) {
        complain(reader, node, "bad-name", HELP, "'%s' cannot be the name of %s: %s",
                 reading_shown(reader, node), what, reason);
        return false;
    }
    for (size_t i = 0; reserved && i < sizeof RESERVED / sizeof RESERVED[0]; i++)
        if (strcmp(name, RESERVED[i]) == 0) {
            complain(reader, node, "reserved-name", NULL, "'%s' is reserved and cannot be the name of %s",
                     name, what);
            return false;
        }
    memcpy(out, name, node->count + 1);
    return true;
}

bool give_name(Reader *reader, const Node *node, const char *name, NamedKind kind, uint32_t index) {
    const Named *other = names_find(&reader->names, name);
    if (!other) {
        names_add(&reader->names, (Named){name, kind, index, (int)node->line, (int)node->column});
        return true;
    }
    complain(reader, node, "duplicate-name", NULL, "the name '%s' is used twice; first for %s on line %d",
             name, NAMED_NAMES[other->kind], other->line);
    return false;
}

/* Where nothing is near, all there is, as far as it is little. */
static const char *list_names(const Reader *reader, unsigned kinds, char *buffer) {
    enum { FEW = 8 };
    const Names *names = &reader->names;
    uint32_t count = 0;
    int used = 0;
    for (uint32_t i = 0; i < names->count; i++) {
        if (!(kinds >> names->entries[i].kind & 1)) continue;
        if (++count > FEW) return NULL;
        used += snprintf(buffer + used, sizeof reader->shown[0] - (size_t)used, "%s%s",
                         count == 1 ? "expected: " : ", ", names->entries[i].name);
    }
    return count ? buffer : "there is none in this file";
}

const char *suggest_name(Reader *reader, const char *written, unsigned kinds) {
    const Names *names = &reader->names;
    const size_t length = strlen(written);
    const char *nearest = NULL;
    if (!reading_may_suggest(reader)) return NULL;
    size_t smallest = length <= 3 ? 2 : length <= 6 ? 3 : 4;
    for (uint32_t i = 0; i < names->count; i++) {
        const Named *named = &names->entries[i];
        if (!(kinds >> named->kind & 1)) continue;
        const size_t distance = text_distance(written, length, named->name, strlen(named->name), smallest);
        if (distance >= smallest) continue;
        smallest = distance;
        nearest = named->name;
    }
    char *buffer = reading_buffer(reader);
    if (!nearest) return list_names(reader, kinds, buffer);
    snprintf(buffer, sizeof reader->shown[0], "did you mean '%s'?", nearest);
    return buffer;
}

bool reading_gives(const Reader *reader, const char *name, unsigned kinds) {
    static const char *const SECTIONS[NAMED_COUNT] = {
        [NAMED_PLACE] = "places", [NAMED_HOST] = "hosts", [NAMED_GROUP] = "machines"};
    if (reader->of_file->error_count == 0 || !reading_may_suggest(reader)) return false;
    if (reader->too_deep) return true;
    for (const Node *key = reader->first_astray; key && key <= reader->last_astray;
         key = node_next(reader->file, node_next(reader->file, key)))
        if (node_is(reader->file, key, name)) return true;
    for (int kind = 0; kind < NAMED_COUNT; kind++)
        if (kinds >> kind & 1 && SECTIONS[kind] && given_name(reader->file, SECTIONS[kind], name))
            return true;
    return false;
}

static const Named *look_up(Reader *reader, const Node *node, const char *what, unsigned kinds,
                            const char *wanted) {
    const char *name = read_scalar(reader, node, what, wanted);
    if (!name) return NULL;
    const Named *named = names_find(&reader->names, name);
    if (named && (kinds >> named->kind & 1)) return named;
    if (reading_gives(reader, name, kinds)) return NULL;
    if (named)
        complain(reader, node, "wrong-name", NULL, "%s '%s' is %s; expected %s", what, name,
                 NAMED_NAMES[named->kind], wanted);
    else
        complain(reader, node, "unknown-name", suggest_name(reader, name, kinds),
                 "%s '%s' is unknown; expected %s", what, reading_shown(reader, node), wanted);
    return NULL;
}

bool read_reference(Reader *reader, const Node *node, const char *what, NamedKind kind, uint32_t *out) {
    const Named *named = look_up(reader, node, what, 1u << kind, NAMED_NAMES[kind]);
    if (named) *out = named->index;
    return named != NULL;
}

bool read_target(Reader *reader, const Node *node, int *out) {
    const Named *named = look_up(reader, node, "what is blocked", 1u << NAMED_HOST | 1u << NAMED_SERVICE,
                                 "a host or a service");
    if (!named) return false;
    *out = named->kind == NAMED_HOST ? reach_host((int)named->index) : reach_service((Service)named->index);
    return true;
}
