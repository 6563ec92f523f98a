#include "sim/scenario/amend.h"

#include <stdlib.h>
#include <string.h>

#include "sim/base/check.h"
#include "sim/scenario/document.h"

/* A file on its way to become another: what stands where, and what is to be written at which place in it. */
typedef struct {
    const char *bytes;
    size_t length;
    const char *line_end; /* as the file has it */
    Document document;
    Text insertion;     /* written … */
    size_t from, until; /* … in place of these bytes */
} Amending;

/* ---- places in the file ------------------------------------------------------------------------------- */

static bool is_blank(char c) {
    return c == ' ' || c == '\t';
}

/* Where a line, counted from 1, begins; the end of the file where there is no such line. */
static size_t line_begin(const Amending *file, uint32_t line) {
    size_t at = 0;
    for (uint32_t l = 1; l < line && at < file->length; l++) {
        const char *end = memchr(file->bytes + at, '\n', file->length - at);
        at = end ? (size_t)(end - file->bytes) + 1 : file->length;
    }
    return at;
}

/* Columns count characters; a byte-order mark is none. */
static size_t node_at(const Amending *file, const Node *node) {
    size_t at = line_begin(file, node->line);
    if (at == 0 && file->length >= 3 && memcmp(file->bytes, "\xef\xbb\xbf", 3) == 0) at = 3;
    for (uint32_t column = 1; column < node->column && at < file->length; column++) {
        uint32_t point;
        const size_t size = utf8_decode(file->bytes + at, file->length - at, &point);
        at += size ? size : 1;
    }
    return at;
}

/* Does nothing stand in this line, or only a remark? */
static bool says_nothing(const Amending *file, size_t begin, size_t end) {
    while (begin < end && (is_blank(file->bytes[begin]) || file->bytes[begin] == '\r')) begin++;
    return begin == end || file->bytes[begin] == '#' || file->bytes[begin] == '\n';
}

/* The end of the last line before `at` (which begins a line) that says something, behind its line feed. */
static size_t end_of_sense(const Amending *file, size_t at) {
    while (at > 0) {
        size_t begin = at - 1;
        while (begin > 0 && file->bytes[begin - 1] != '\n') begin--;
        if (!says_nothing(file, begin, at)) return at;
        at = begin;
    }
    return at;
}

/* Behind a quoted text that begins at `at`. */
static size_t end_of_quote(const Amending *file, size_t at) {
    const char quote = file->bytes[at++];
    for (; at < file->length; at++) {
        const char c = file->bytes[at];
        const bool doubled =
            quote == '\'' && c == quote && at + 1 < file->length && file->bytes[at + 1] == quote;
        if (doubled || (quote == '"' && c == '\\'))
            at++;
        else if (c == quote)
            return at + 1;
    }
    return at;
}

/* Where a flow list or map that begins at `at` is closed: the place of its last bracket. */
static size_t closing_bracket(const Amending *file, size_t at) {
    int depth = 0;
    bool may_begin = true; /* a quote here begins a text, and is no part of one */
    for (; at < file->length; at++) {
        const char c = file->bytes[at];
        const bool is_open = c == '[' || c == '{', is_closed = c == ']' || c == '}';
        if (c == '#' && at > 0 && (is_blank(file->bytes[at - 1]) || file->bytes[at - 1] == '\n')) {
            while (at < file->length && file->bytes[at] != '\n') at++;
        } else if (may_begin && (c == '"' || c == '\'')) {
            at = end_of_quote(file, at) - 1;
            may_begin = false;
        } else if (is_closed && --depth == 0) {
            return at;
        } else {
            depth += is_open;
            if (!is_blank(c) && c != '\n' && c != '\r') may_begin = is_open || c == ',' || c == ':';
        }
    }
    return at;
}

static bool is_flow(const Amending *file, const Node *node) {
    const char c = file->bytes[node_at(file, node)];
    return node->kind != NODE_SCALAR && (c == '[' || c == '{');
}

/* The last thing before a closing bracket is a comma, or the opening one. */
static bool needs_comma(const Amending *file, size_t bracket) {
    while (bracket > 0 && strchr(" \t\r\n", file->bytes[bracket - 1])) bracket--;
    return bracket > 0 && !strchr(",[{", file->bytes[bracket - 1]);
}

/* ---- the tree ----------------------------------------------------------------------------------------- */

/* Of a map; *out_key too. NULL: it has no such key. */
static const Node *value_of(const Document *document, const Node *map, const char *key, size_t length,
                            const Node **out_key) {
    const Node *node = map && map->kind == NODE_MAP ? node_first(document, map) : NULL;
    while (node) {
        const Node *value = node_next(document, node);
        if (node->kind == NODE_SCALAR && node->count == length &&
            memcmp(node_text(document, node), key, length) == 0) {
            *out_key = node;
            return value;
        }
        node = node_next(document, value);
    }
    return NULL;
}

/* ---- what is written ---------------------------------------------------------------------------------- */

/* Of the section of the root with this value: where what belongs to it ends. */
static size_t section_end(const Amending *file, const Node *value) {
    const Node *next = node_next(&file->document, value);
    return end_of_sense(file, next ? line_begin(file, next->line) : file->length);
}

/* A line of its own at the end of what was written before `at`, indented. */
static void insert_line(Amending *file, size_t at, size_t indent, const char *head, const char *body) {
    file->from = file->until = at;
    if (at > 0 && file->bytes[at - 1] != '\n') text_add(&file->insertion, file->line_end);
    text_add_repeat(&file->insertion, ' ', indent);
    text_add(&file->insertion, head);
    text_add(&file->insertion, body);
    text_add(&file->insertion, file->line_end);
}

static void insert_in_flow(Amending *file, const Node *node, const char *head, const char *body) {
    const size_t bracket = closing_bracket(file, node_at(file, node));
    file->from = file->until = bracket;
    if (needs_comma(file, bracket)) text_add(&file->insertion, ", ");
    text_add(&file->insertion, head);
    text_add(&file->insertion, body);
}

/* Entries of a block stand in this column (0 is the first): that of the dash, or of the key. */
static size_t block_indent(const Amending *file, const Node *block) {
    const Node *first = node_first(&file->document, block);
    const size_t begin = line_begin(file, first->line);
    size_t at = node_at(file, first);
    if (block->kind == NODE_LIST)
        while (at > begin && file->bytes[at] != '-') at--;
    return at - begin;
}

/* Something more at the end of a section: "- " and an entry, or "name: " and a group. */
static void append(Amending *file, const char *section, const char *head, const char *body) {
    const Node *root = document_root(&file->document), *key = NULL;
    const Node *value = value_of(&file->document, root, section, strlen(section), &key);
    const bool is_list = head[0] == '-';
    const char *const flow_head = is_list ? "" : head;
    if (!value && is_flow(file, root)) {
        Text whole = {0};
        text_add_format(&whole, "%s: %c%s%s%c", section, is_list ? '[' : '{', flow_head, body,
                        is_list ? ']' : '}');
        file->insertion.failed |= whole.failed;
        if (!whole.failed) insert_in_flow(file, root, "", whole.bytes);
        text_free(&whole);
    } else if (!value) {
        const size_t end = end_of_sense(file, file->length);
        file->from = file->until = end;
        if (end > 0 && file->bytes[end - 1] != '\n') text_add(&file->insertion, file->line_end);
        text_add_format(&file->insertion, "%s%s:%s  %s%s%s", file->line_end, section, file->line_end, head,
                        body, file->line_end);
    } else if (value->kind != NODE_SCALAR && is_flow(file, value)) {
        insert_in_flow(file, value, flow_head, body);
    } else if (value->kind != NODE_SCALAR && node_first(&file->document, value)) {
        insert_line(file, section_end(file, value), block_indent(file, value), head, body);
    } else { /* a section with nothing in it */
        insert_line(file, section_end(file, value), 2, head, body);
    }
}

/* How a scalar is written: as it is, where YAML takes it so; else quoted. */
static void add_value(Text *out, const char *value) {
    const bool is_plain = value[0] && strpbrk(value, "#:\"'\\") == NULL && value[0] != ' ' &&
                          value[strlen(value) - 1] != ' ' && !strchr("-?,&*!|>%@`", value[0]);
    if (is_plain || value[0] == '[' || value[0] == '{')
        text_add(out, value);
    else
        text_add_json(out, value, strlen(value));
}

/* The bytes of a scalar or flow node. False: it is written in another way. */
static bool node_extent(const Amending *file, const Node *node, size_t *out_until) {
    const size_t at = node_at(file, node);
    if (is_flow(file, node)) {
        *out_until = closing_bracket(file, at) + 1;
        return true;
    }
    if (node->kind != NODE_SCALAR) return false;
    if (node->quoted && (file->bytes[at] == '"' || file->bytes[at] == '\'')) {
        *out_until = end_of_quote(file, at);
        return true;
    }
    *out_until = at + node->count;
    return !node->quoted && *out_until <= file->length &&
           memcmp(file->bytes + at, node_text(&file->document, node), node->count) == 0;
}

/* A new key in a map that is there, before its first. */
static bool insert_key(Amending *file, const Node *map, const char *key, const char *value) {
    const Node *first = map->kind == NODE_MAP ? node_first(&file->document, map) : NULL;
    Text pair = {0};
    bool good = true;
    text_add_format(&pair, "%s: ", key);
    add_value(&pair, value);
    if (pair.failed)
        file->insertion.failed = true;
    else if (is_flow(file, map))
        insert_in_flow(file, map, "", pair.bytes);
    else if (first) {
        const size_t indent = block_indent(file, map);
        file->from = file->until = node_at(file, first);
        text_add(&file->insertion, pair.bytes);
        text_add(&file->insertion, file->line_end);
        text_add_repeat(&file->insertion, ' ', indent);
    } else
        good = false;
    text_free(&pair);
    return good;
}

/* "kms1:" with nothing behind it becomes "kms1: {renewal: 1d}". */
static bool open_empty(Amending *file, const Node *key, const Node *value, const char *step,
                       const char *text) {
    if (value->kind != NODE_SCALAR || value->quoted || value->count > 0) return false;
    size_t at = node_at(file, key) + key->count;
    while (at < file->length && file->bytes[at] != ':') at++;
    file->from = file->until = at + 1;
    text_add_format(&file->insertion, " {%s: ", step);
    add_value(&file->insertion, text);
    text_add_char(&file->insertion, '}');
    return true;
}

/* Goes down the path as document_edit does. Keys may hold dots: the longest that fits is meant. */
static const Node *descend(const Document *document, const Node *parent, const char *path,
                           const Node **out_key, size_t *out_length) {
    for (size_t length = strlen(path); length > 0; length--) {
        if (path[length] != '\0' && path[length] != '.') continue;
        const Node *value = value_of(document, parent, path, length, out_key);
        *out_length = length;
        if (value) return value;
    }
    if (!parent || parent->kind != NODE_LIST) return NULL;
    char *end;
    const unsigned long number = strtoul(path, &end, 10);
    const Node *entry = node_first(document, parent);
    for (unsigned long i = 1; entry && i < number; i++) entry = node_next(document, entry);
    *out_length = (size_t)(end - path);
    return number > 0 && (*end == '\0' || *end == '.') ? entry : NULL;
}

static AmendStatus set_value(Amending *file, const char *path, const char *value) {
    const Node *parent = document_root(&file->document), *key = NULL, *above = NULL, *node;
    for (;;) {
        size_t length;
        node = descend(&file->document, parent, path, &key, &length);
        if (!node) break;
        path += length;
        if (*path == '\0') break;
        path++;
        above = key;
        parent = node;
    }
    if (!node && strchr(path, '.')) return AMEND_NO_PLACE;
    if (!node && above && open_empty(file, above, parent, path, value)) return AMEND_OK;
    if (!node) return insert_key(file, parent, path, value) ? AMEND_OK : AMEND_NO_PLACE;
    file->from = node_at(file, node);
    if (!node_extent(file, node, &file->until)) return AMEND_NO_WAY;
    add_value(&file->insertion, value);
    return AMEND_OK;
}

/* ---- the whole ---------------------------------------------------------------------------------------- */

static AmendStatus begin(Amending *file, const char *bytes, size_t length) {
    Diagnostics diagnostics = {.file = "", .source = bytes, .source_length = length};
    *file = (Amending){.bytes = bytes, .length = length, .line_end = "\n"};
    const char *end = memchr(bytes, '\n', length);
    if (end && end > bytes && end[-1] == '\r') file->line_end = "\r\n";
    const bool good = document_read(&file->document, bytes, length, &diagnostics);
    const bool has_failed = diagnostics.out_of_memory;
    diagnostics_free(&diagnostics);
    if (has_failed) return AMEND_NO_MEMORY;
    return good && document_root(&file->document) ? AMEND_OK : AMEND_NO_WAY;
}

/* Is it a file again, with as much more in it as there should be? What is written by hand can be written in
 * ways that nobody foresaw; better to be told so than to lose a line of it. */
static AmendStatus read_again(const Amending *file, const Text *amended) {
    Diagnostics diagnostics = {.file = "", .source = amended->bytes, .source_length = amended->length};
    Document document = {0};
    const bool good = document_read(&document, amended->bytes, amended->length, &diagnostics);
    const bool has_failed = diagnostics.out_of_memory;
    const bool is_same_kind = good && document_root(&document) &&
                              document_root(&document)->kind == document_root(&file->document)->kind;
    document_destroy(&document);
    diagnostics_free(&diagnostics);
    return has_failed ? AMEND_NO_MEMORY : is_same_kind ? AMEND_OK : AMEND_NO_WAY;
}

static AmendStatus finish(Amending *file, AmendStatus status, Text *out) {
    Text amended = {0};
    if (status == AMEND_OK) {
        text_add_bytes(&amended, file->bytes, file->from);
        text_add_bytes(&amended, text_bytes(&file->insertion), file->insertion.length);
        text_add_bytes(&amended, file->bytes + file->until, file->length - file->until);
        status = amended.failed || file->insertion.failed ? AMEND_NO_MEMORY : read_again(file, &amended);
    }
    if (status == AMEND_OK) text_add_bytes(out, amended.bytes, amended.length);
    if (status == AMEND_OK && out->failed) status = AMEND_NO_MEMORY;
    text_free(&amended);
    text_free(&file->insertion);
    document_destroy(&file->document);
    return status;
}

AmendStatus amend_add_change(const char *bytes, size_t length, const char *entry, Text *out) {
    Amending file;
    const AmendStatus status = begin(&file, bytes, length);
    if (status == AMEND_OK) append(&file, "changes", "- ", entry);
    return finish(&file, status, out);
}

AmendStatus amend_add_group(const char *bytes, size_t length, const char *name, const char *group,
                            Text *out) {
    Amending file;
    Text head = {0};
    AmendStatus status = begin(&file, bytes, length);
    text_add_format(&head, "%s: ", name);
    if (status == AMEND_OK && head.failed) status = AMEND_NO_MEMORY;
    if (status == AMEND_OK) append(&file, "machines", head.bytes, group);
    text_free(&head);
    return finish(&file, status, out);
}

AmendStatus amend_set(const char *bytes, size_t length, const char *path, const char *value, Text *out) {
    Amending file;
    AmendStatus status = begin(&file, bytes, length);
    if (status == AMEND_OK) status = set_value(&file, path, value);
    return finish(&file, status, out);
}
