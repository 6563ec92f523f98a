#include "sim/scenario/document.h"

#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#include "sim/base/check.h"
#include "sim/base/limits.h"
#include "sim/scenario/syntax.h"

/* ---- bytes -------------------------------------------------------------------------------------------- */

static void complain_whole(Diagnostics *diagnostics, const char *code, const char *text, const char *help) {
    diagnostics->source = NULL; /* such bytes are not shown */
    diagnostics_add(diagnostics, SEVERITY_ERROR, code, (Position){1, 1, 1}, help, "%s", text);
}

static bool begins_with(const char *bytes, size_t length, const char *magic, size_t magic_length) {
    return length >= magic_length && memcmp(bytes, magic, magic_length) == 0;
}

static bool is_utf16(const char *bytes, size_t length) {
    if (begins_with(bytes, length, "\xFF\xFE", 2) || begins_with(bytes, length, "\xFE\xFF", 2)) return true;
    return length >= 4 && ((!bytes[0] && bytes[1] && !bytes[2] && bytes[3]) ||
                           (bytes[0] && !bytes[1] && bytes[2] && !bytes[3]));
}

static bool is_binary(const char *bytes, size_t length) {
    if (begins_with(bytes, length, "\x1F\x8B", 2) || begins_with(bytes, length, "\x89PNG", 4) ||
        begins_with(bytes, length,
                    "\x7F"
                    "ELF",
                    4) ||
        begins_with(bytes, length, "PK\x03\x04", 4))
        return true;
    size_t zeros = 0;
    for (size_t i = 0; i < length && i < 512; i++) zeros += bytes[i] == '\0';
    return zeros > 8;
}

/* What a character is that no scenario may contain, or NULL. */
static const char *why_not(uint32_t point, bool before_newline) {
    if (point == '\n' || point == '\t') return NULL;
    if (point == '\r') return before_newline ? NULL : "a carriage return without a line feed";
    if (point == 0) return "a NUL byte";
    if (point < 0x20 || (point >= 0x7F && point < 0xA0)) return "a control character";
    if (point == 0x2028 || point == 0x2029) return "a Unicode line separator";
    if (point == 0xFFFE || point == 0xFFFF) return "a code that is no character";
    if (point == 0xFEFF) return "a byte-order mark inside the text";
    return NULL;
}

static bool check_bytes(const char *bytes, size_t length, Diagnostics *diagnostics) {
    int line = 1, column = 1;
    for (size_t i = 0; i < length;) {
        uint32_t point;
        const size_t size = utf8_decode(bytes + i, length - i, &point);
        if (size == 0) {
            diagnostics_add(diagnostics, SEVERITY_ERROR, "not-utf8", (Position){line, column, 1},
                            "save the file as UTF-8", "the byte \\x%02x is not valid UTF-8",
                            (unsigned char)bytes[i]);
            return false; /* what follows is likely no better */
        }
        const char *reason = why_not(point, i + 1 < length && bytes[i + 1] == '\n');
        if (reason)
            diagnostics_add(diagnostics, SEVERITY_ERROR, "control-character", (Position){line, column, 1},
                            "only printable characters, tabs, LF and CRLF may stand in a scenario",
                            "%s (U+%04X) is not allowed here", reason, (unsigned)point);
        if (diagnostics->error_count > LIMIT_ERRORS) return false;
        i += size;
        column++;
        if (point == '\n') {
            line++;
            column = 1;
        }
    }
    return diagnostics->error_count == 0;
}

/* ---- the tree ----------------------------------------------------------------------------------------- */

typedef struct {
    Document *document;
    Diagnostics *diagnostics;
    uint32_t parents[LIMIT_NESTING]; /* open lists and maps … */
    uint32_t last[LIMIT_NESTING];    /* … and the last child of each */
    int depth;
    bool failed;
    SyntaxBefore before; /* what was taken last */
} Builder;

static void refuse(Builder *builder, const char *code, yaml_mark_t mark, const char *text, const char *help) {
    diagnostics_add(builder->diagnostics, SEVERITY_ERROR, code, syntax_position(mark, 1), help, "%s", text);
    builder->failed = true;
}

static uint32_t add_node(Builder *builder, NodeKind kind, yaml_mark_t mark) {
    Document *document = builder->document;
    if (document->node_count >= LIMIT_VALUES) {
        refuse(builder, "too-many-values", mark, "the file has too many values", "at most 1000000 in a file");
        return 0;
    }
    if (document->node_count == document->node_capacity) {
        const uint32_t capacity = document->node_capacity ? document->node_capacity * 2 : 256;
        Node *nodes = realloc(document->nodes, capacity * sizeof *nodes);
        if (!nodes) {
            builder->diagnostics->out_of_memory = builder->failed = true;
            return 0;
        }
        document->nodes = nodes;
        document->node_capacity = capacity;
    }
    const uint32_t number = document->node_count++;
    document->nodes[number] = (Node){.line = (uint32_t)mark.line + 1,
                                     .column = ((uint32_t)mark.column + 1) & 0xFFFFFFF,
                                     .kind = (uint32_t)kind & 3};
    if (builder->depth > 0) {
        const int top = builder->depth - 1;
        Node *parent = &document->nodes[builder->parents[top]];
        if (parent->count++ == 0)
            parent->text = number;
        else
            document->nodes[builder->last[top]].next = number;
        builder->last[top] = number;
    }
    return number;
}

static void open_node(Builder *builder, NodeKind kind, yaml_mark_t mark) {
    if (builder->depth == LIMIT_NESTING) {
        refuse(builder, "too-deep", mark, "lists and maps are nested more than 16 deep", NULL);
        return;
    }
    const uint32_t number = add_node(builder, kind, mark);
    builder->parents[builder->depth++] = number;
}

static void add_scalar(Builder *builder, const yaml_event_t *event) {
    const uint32_t number = add_node(builder, NODE_SCALAR, event->start_mark);
    if (builder->failed) return;
    Node *node = &builder->document->nodes[number];
    Text *texts = &builder->document->texts;
    node->quoted = event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
    node->text = (uint32_t)texts->length;
    node->count = (uint32_t)event->data.scalar.length;
    text_add_bytes(texts, (const char *)event->data.scalar.value, event->data.scalar.length);
    text_add_char(texts, '\0');
    if (memchr(event->data.scalar.value, '\0', event->data.scalar.length))
        refuse(builder, "control-character", event->start_mark, "a NUL byte (\\0) is not allowed here", NULL);
    if (texts->failed) builder->diagnostics->out_of_memory = builder->failed = true;
}

static bool has_properties(Builder *builder, const yaml_char_t *anchor, const yaml_char_t *tag,
                           yaml_mark_t mark) {
    if (anchor)
        refuse(builder, "anchor", mark, "anchors (&name) are not part of this format", SYNTAX_WRITTEN_OUT);
    else if (tag)
        refuse(builder, "tag", mark, "tags (!name) are not part of this format", SYNTAX_WITHOUT_TAG);
    return anchor || tag;
}

static void take_event(Builder *builder, const yaml_event_t *event) {
    const yaml_mark_t mark = event->start_mark;
    builder->before.is_quoted =
        event->type == YAML_SCALAR_EVENT && (event->data.scalar.style == YAML_SINGLE_QUOTED_SCALAR_STYLE ||
                                             event->data.scalar.style == YAML_DOUBLE_QUOTED_SCALAR_STYLE);
    builder->before.start = mark;
    builder->before.end = event->end_mark;
    switch (event->type) {
    case YAML_DOCUMENT_START_EVENT:
        if (event->data.document_start.version_directive ||
            event->data.document_start.tag_directives.start != event->data.document_start.tag_directives.end)
            refuse(builder, "directive", mark, "directives (%) are not part of this format", NULL);
        else if (builder->document->node_count > 1)
            refuse(builder, "second-document", mark, "a second document is not part of this format",
                   "one scenario a file");
        break;
    case YAML_ALIAS_EVENT:
        refuse(builder, "alias", mark, "aliases (*name) are not part of this format", SYNTAX_WRITTEN_OUT);
        break;
    case YAML_SCALAR_EVENT:
        if (!has_properties(builder, event->data.scalar.anchor, event->data.scalar.tag, mark))
            add_scalar(builder, event);
        break;
    case YAML_SEQUENCE_START_EVENT:
        if (!has_properties(builder, event->data.sequence_start.anchor, event->data.sequence_start.tag, mark))
            open_node(builder, NODE_LIST, mark);
        break;
    case YAML_MAPPING_START_EVENT:
        if (!has_properties(builder, event->data.mapping_start.anchor, event->data.mapping_start.tag, mark))
            open_node(builder, NODE_MAP, mark);
        break;
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT: builder->depth--; break;
    case YAML_NO_EVENT:
    case YAML_STREAM_START_EVENT:
    case YAML_STREAM_END_EVENT:
    case YAML_DOCUMENT_END_EVENT: break;
    }
}
/* ---- the file ----------------------------------------------------------------------------------------- */

static bool parse(Builder *builder, const char *bytes, size_t length) {
    yaml_parser_t parser;
    if (!yaml_parser_initialize(&parser)) {
        builder->diagnostics->out_of_memory = true;
        return false;
    }
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, (const unsigned char *)bytes, length);
    for (bool over = false; !over && !builder->failed;) {
        yaml_event_t event;
        if (!yaml_parser_parse(&parser, &event)) {
            syntax_complain(builder->diagnostics, &builder->before, &parser);
            builder->failed = true;
            break;
        }
        take_event(builder, &event);
        over = event.type == YAML_STREAM_END_EVENT;
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
    return !builder->failed;
}

bool document_read(Document *document, const char *bytes, size_t length, Diagnostics *diagnostics) {
    *document = (Document){0};
    if (length > LIMIT_FILE_BYTES) {
        complain_whole(diagnostics, "too-large", "the file is larger than 4 MiB", NULL);
        return false;
    }
    if (is_utf16(bytes, length)) {
        complain_whole(diagnostics, "utf-16", "the file is UTF-16", "save it as UTF-8");
        return false;
    }
    if (is_binary(bytes, length)) {
        complain_whole(diagnostics, "not-text", "this is not a text file", NULL);
        return false;
    }
    if (begins_with(bytes, length, "\xEF\xBB\xBF", 3)) {
        bytes += 3;
        length -= 3;
        diagnostics->source = bytes;
        diagnostics->source_length = length;
    }
    if (!check_bytes(bytes, length, diagnostics)) return false;
    Builder builder = {.document = document, .diagnostics = diagnostics};
    add_node(&builder, NODE_SCALAR, (yaml_mark_t){0, 0, 0}); /* node 0 is none */
    return !builder.failed && parse(&builder, bytes, length);
}

void document_destroy(Document *document) {
    free(document->nodes);
    text_free(&document->texts);
    *document = (Document){0};
}

const Node *document_root(const Document *document) {
    return document->node_count > 1 ? &document->nodes[1] : NULL;
}

const Node *node_first(const Document *document, const Node *parent) {
    CHECK(parent->kind != NODE_SCALAR);
    return parent->count ? &document->nodes[parent->text] : NULL;
}

const Node *node_next(const Document *document, const Node *node) {
    return node->next ? &document->nodes[node->next] : NULL;
}

const char *node_text(const Document *document, const Node *scalar) {
    CHECK(scalar->kind == NODE_SCALAR);
    return document->texts.bytes + scalar->text;
}

bool node_is(const Document *document, const Node *scalar, const char *text) {
    return scalar->kind == NODE_SCALAR && strcmp(node_text(document, scalar), text) == 0;
}

Position node_position(const Document *document, const Node *node) {
    size_t width = 1;
    if (node->kind == NODE_SCALAR)
        width = utf8_length(node_text(document, node), node->count) + (node->quoted ? 2 : 0);
    return (Position){(int)node->line, (int)node->column, width < 1 ? 1 : width > 1000 ? 1000 : (int)width};
}

const char *node_kind_name(const Node *node) {
    static const char *const NAMES[] = {"a single value", "a list", "a map"};
    return NAMES[node->kind];
}
