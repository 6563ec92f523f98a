#include "sim/scenario/edit.h"

#include <stdlib.h>
#include <string.h>

#include "sim/base/check.h"
#include "sim/base/limits.h"

enum { KEYS_SHOWN = 64 };

static const Position NOWHERE = {0, 1, 1};

/* One edit on its way down the tree. */
typedef struct {
    Document *document;
    Diagnostics *diagnostics;
    const Edit *edit;
    uint32_t line; /* of the nodes it makes */
} Editing;

/* ---- what is wrong ------------------------------------------------------------------------------------ */

static void add_edit(Text *out, const Edit *edit) {
    text_add(out, "--vary ");
    text_add_safe_cut(out, edit->path, 80);
    text_add_char(out, '=');
    text_add_safe_cut(out, edit->value, 80);
}

/* "on this level: a, b, c", and the nearest to what was written. */
static void add_keys(Text *help, const Document *document, const Node *map, const char *written,
                     size_t length) {
    const char *keys[KEYS_SHOWN];
    size_t count = 0;
    const Node *key = map->kind == NODE_MAP ? node_first(document, map) : NULL;
    for (; key && count < KEYS_SHOWN; key = node_next(document, node_next(document, key)))
        if (key->kind == NODE_SCALAR) keys[count++] = node_text(document, key);
    if (count == 0) return;
    text_add(help, "on this level: ");
    for (size_t i = 0; i < count && i < 12; i++) {
        text_add(help, i ? ", " : "");
        text_add_safe_cut(help, keys[i], LIMIT_NAME);
    }
    if (count > 12) text_add(help, ", …");
    const char *nearest = text_nearest(written, length, keys, count);
    if (!nearest) return;
    text_add(help, "\ndid you mean '");
    text_add_safe_cut(help, nearest, LIMIT_NAME);
    text_add(help, "'?");
}

static bool refuse(const Editing *editing, const char *code, const char *help, const char *says,
                   const char *what, size_t length) {
    Text text = {0};
    add_edit(&text, editing->edit);
    text_add_format(&text, ": %s", says);
    if (what) {
        text_add(&text, " '");
        text_add_safe(&text, what, length);
        text_add_char(&text, '\'');
    }
    if (text.failed)
        editing->diagnostics->out_of_memory = true;
    else
        diagnostics_add(editing->diagnostics, SEVERITY_ERROR, code, NOWHERE, help, "%s", text.bytes);
    text_free(&text);
    return false;
}

static bool refuse_step(const Editing *editing, const Node *parent, const char *step) {
    Text help = {0};
    const size_t length = strcspn(step, ".");
    add_keys(&help, editing->document, parent, step, length);
    editing->diagnostics->out_of_memory |= help.failed;
    const char *says = parent->kind == NODE_LIST            ? "the list has no entry"
                       : parent->kind == NODE_MAP && length ? "the file has nothing on this path called"
                                                            : "there are no keys in a single value, so no";
    refuse(editing, "wrong-path", help.length ? help.bytes : NULL, says, step, length);
    text_free(&help);
    return false;
}

/* ---- the tree ------------------------------------------------------------------------------------------ */

/* A value as a node of no parent; 0 when memory or room ran out. */
static uint32_t make_scalar(const Editing *editing, const char *text, size_t length) {
    Document *document = editing->document;
    if (document->node_count == document->node_capacity) {
        const uint32_t capacity = document->node_capacity * 2;
        Node *nodes = realloc(document->nodes, capacity * sizeof *nodes);
        if (nodes) {
            document->nodes = nodes;
            document->node_capacity = capacity;
        }
    }
    const size_t at = document->texts.length;
    text_add_bytes(&document->texts, text, length);
    text_add_char(&document->texts, '\0');
    if (document->node_count == document->node_capacity || document->texts.failed) {
        editing->diagnostics->out_of_memory = true;
        return 0;
    }
    document->nodes[document->node_count] = (Node){.line = editing->line,
                                                   .column = 1,
                                                   .kind = NODE_SCALAR,
                                                   .text = (uint32_t)at,
                                                   .count = (uint32_t)length};
    return document->node_count++;
}

/* Behind the last child. */
static void append(Document *document, uint32_t parent, uint32_t child) {
    Node *nodes = document->nodes;
    if (nodes[parent].count++ == 0) {
        nodes[parent].text = child;
        return;
    }
    uint32_t last = nodes[parent].text;
    while (nodes[last].next) last = nodes[last].next;
    nodes[last].next = child;
}

static uint32_t number_of(const Document *document, const Node *node) {
    return (uint32_t)(node - document->nodes);
}

/* The entry of a list that a step names, from 1; NULL. */
static const Node *find_entry(const Document *document, const Node *list, const char *step,
                              size_t *out_length) {
    uint32_t number = 0;
    size_t length = 0;
    for (; step[length] >= '0' && step[length] <= '9' && number <= LIMIT_VALUES; length++)
        number = number * 10 + (uint32_t)(step[length] - '0');
    if (number == 0 || (step[length] != '.' && step[length] != '\0')) return NULL;
    const Node *entry = node_first(document, list);
    while (entry && --number > 0) entry = node_next(document, entry);
    *out_length = length;
    return entry;
}

/* The value under the longest key that the step begins with; NULL. */
static const Node *find_value(const Document *document, const Node *map, const char *step,
                              size_t *out_length) {
    const Node *found = NULL;
    for (const Node *key = node_first(document, map); key;) {
        const Node *value = node_next(document, key);
        CHECK(value);
        if (key->kind == NODE_SCALAR && strncmp(step, node_text(document, key), key->count) == 0 &&
            (step[key->count] == '.' || step[key->count] == '\0') && (!found || key->count > *out_length)) {
            found = value;
            *out_length = key->count;
        }
        key = node_next(document, value);
    }
    return found;
}

/* Names of groups, hosts and so on stand on the second level: a new one needs more than one value. */
static bool may_be_new(const Node *parent, const char *step, int depth) {
    return parent->kind == NODE_MAP && *step && !strchr(step, '.') && depth != 1;
}

/* Nothing is written there, as behind `kms1:`, where a map may stand. */
static void open_empty(Document *document, uint32_t number) {
    Node *node = &document->nodes[number];
    if (node->kind != NODE_SCALAR || node->quoted || node->count != 0) return;
    node->kind = NODE_MAP;
    node->text = 0;
}

static bool add_pair(const Editing *editing, uint32_t parent, const char *key, uint32_t value) {
    const uint32_t made = make_scalar(editing, key, strlen(key));
    if (!made) return false;
    append(editing->document, parent, made);
    append(editing->document, parent, value);
    return true;
}

static bool edit_one(const Editing *editing) {
    Document *document = editing->document;
    const char *step = editing->edit->path, *value = editing->edit->value;
    const uint32_t made = make_scalar(editing, value, strlen(value));
    if (!made) return false;
    uint32_t at = 1;
    for (int depth = 0;; depth++) {
        open_empty(document, at);
        const Node *parent = &document->nodes[at], *child = NULL;
        size_t length = 0;
        if (parent->kind == NODE_LIST) child = find_entry(document, parent, step, &length);
        if (parent->kind == NODE_MAP) child = find_value(document, parent, step, &length);
        if (!child && may_be_new(parent, step, depth)) return add_pair(editing, at, step, made);
        if (!child) return refuse_step(editing, parent, step);
        at = number_of(document, child);
        if (step[length] == '\0') break;
        step += length + 1;
    }
    const uint32_t next = document->nodes[at].next;
    document->nodes[at] = document->nodes[made];
    document->nodes[at].next = next;
    return true;
}

static bool is_clean(const char *text) {
    const size_t length = strlen(text);
    for (size_t i = 0; i < length;) {
        uint32_t point;
        const size_t size = utf8_decode(text + i, length - i, &point);
        if (size == 0 || utf8_is_unsafe(point)) return false;
        i += size;
    }
    return length > 0;
}

bool document_edit(Document *document, const Edit edits[], size_t count, Diagnostics *diagnostics) {
    for (size_t i = 0; i < count; i++) {
        const Editing editing = {document, diagnostics, &edits[i], EDIT_LINE + (uint32_t)i};
        if (!is_clean(edits[i].path) || !is_clean(edits[i].value))
            refuse(&editing, "control-character", NULL, "only printable characters may stand in it", NULL, 0);
        else
            edit_one(&editing);
    }
    return diagnostics->error_count == 0 && !diagnostics->out_of_memory;
}

void edits_name(const Edit edits[], size_t count, Diagnostics *diagnostics) {
    for (size_t i = 0; i < diagnostics->count; i++) {
        Diagnostic *item = &diagnostics->items[i];
        if (item->position.line < EDIT_LINE) continue;
        const size_t number = (size_t)(item->position.line - EDIT_LINE);
        CHECK(number < count);
        Text text = {0};
        add_edit(&text, &edits[number]);
        text_add_format(&text, ": %s", item->text);
        if (text.failed) {
            text_free(&text);
            diagnostics->out_of_memory = true;
            return;
        }
        free(item->text);
        item->text = text.bytes;
        item->position = NOWHERE;
    }
}

/* ---- changes that do not stand in the file ---------------------------------------------------------------
 */

static const char WRITTEN_LIKE[] = "written like an entry of `changes`: {at: 30d, host: kms1, do: down}";

/* Of keys without braces the second colon is refused, and nobody would guess why. */
static void tell_of_braces(Addition *addition) {
    Diagnostics *diagnostics = &addition->diagnostics;
    if (diagnostics->count == 0 || addition->text[strspn(addition->text, " \t\n")] == '{') return;
    char *help = strdup(WRITTEN_LIKE);
    diagnostics->out_of_memory |= help == NULL;
    free(diagnostics->items[0].help);
    diagnostics->items[0].help = help;
}

bool addition_read(Addition *addition) {
    Diagnostics *diagnostics = &addition->diagnostics;
    diagnostics->source = addition->text;
    diagnostics->source_length = strlen(addition->text);
    if (!document_read(&addition->document, addition->text, diagnostics->source_length, diagnostics)) {
        tell_of_braces(addition);
        return false;
    }
    if (document_root(&addition->document)) return true;
    diagnostics_add(diagnostics, SEVERITY_ERROR, "empty", (Position){1, 1, 1}, WRITTEN_LIKE,
                    "the change says nothing");
    return false;
}
