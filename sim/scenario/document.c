#include "sim/scenario/document.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#include "sim/base/check.h"
#include "sim/base/limits.h"
#include "sim/scenario/lookalike.h"

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
    bool behind_quote; /* what was taken last is a text in quotes … */
    yaml_mark_t quote_start, quote_end;
} Builder;

static Position position_of(yaml_mark_t mark, int width) {
    return (Position){(int)mark.line + 1, (int)mark.column + 1, width};
}

static void refuse(Builder *builder, const char *code, yaml_mark_t mark, const char *text, const char *help) {
    diagnostics_add(builder->diagnostics, SEVERITY_ERROR, code, position_of(mark, 1), help, "%s", text);
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

/* What begins like an anchor, an alias or a tag is more often a text: *important*. */
static const char WRITTEN_OUT[] = "write the value out; put a text that begins so in quotes";
static const char WITHOUT_TAG[] = "leave the tag out; put a text that begins so in quotes";

static bool has_properties(Builder *builder, const yaml_char_t *anchor, const yaml_char_t *tag,
                           yaml_mark_t mark) {
    if (anchor)
        refuse(builder, "anchor", mark, "anchors (&name) are not part of this format", WRITTEN_OUT);
    else if (tag)
        refuse(builder, "tag", mark, "tags (!name) are not part of this format", WITHOUT_TAG);
    return anchor || tag;
}

static void take_event(Builder *builder, const yaml_event_t *event) {
    const yaml_mark_t mark = event->start_mark;
    builder->behind_quote =
        event->type == YAML_SCALAR_EVENT && (event->data.scalar.style == YAML_SINGLE_QUOTED_SCALAR_STYLE ||
                                             event->data.scalar.style == YAML_DOUBLE_QUOTED_SCALAR_STYLE);
    builder->quote_start = mark;
    builder->quote_end = event->end_mark;
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
        refuse(builder, "alias", mark, "aliases (*name) are not part of this format", WRITTEN_OUT);
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

/* ---- syntax errors ------------------------------------------------------------------------------------ */

/* What libyaml says, and what it means to somebody who wrote a scenario. `problem` and `context` are
 * beginnings. */
static const struct {
    const char *problem, *context;
    bool at_context; /* the place to look at is where the thing began */
    const char *code, *text, *help;
} SYNTAX[] = {
    {"found unexpected end of stream", "while scanning a quoted scalar", true, "unclosed-quote",
     "this quote is never closed", "put the same quote at the end of the text"},
    {"found unexpected document indicator", "while scanning a quoted scalar", true, "unclosed-quote",
     "this quote is never closed", "put the same quote at the end of the text"},
    {"found unknown escape character", NULL, false, "unknown-escape",
     "this is no escape that double quotes know", "write \\\\ for a backslash, or use single quotes"},
    {"did not find expected hexdecimal number", NULL, false, "unknown-escape", "the escape is cut short",
     "write \\\\ for a backslash, or use single quotes"},
    {"found invalid Unicode character escape code", NULL, false, "unknown-escape",
     "the escape is no character", "write \\\\ for a backslash, or use single quotes"},
    {"found unexpected ':'", NULL, false, "no-space", "a space is missing after this colon",
     "write KEY: VALUE, with a space after the colon"},
    {"could not find expected ':'", NULL, true, "no-colon", "this key has no colon",
     "write KEY: VALUE, with a space after the colon"},
    {"mapping values are not allowed in this context", NULL, false, "stray-colon",
     "a colon cannot stand here",
     "put a text with a colon in quotes, keys and values on one line in { }; look at the indentation"},
    {"did not find expected ',' or '}'", NULL, true, "unclosed",
     "this { is never closed, or a comma is missing in it", NULL},
    {"did not find expected ',' or ']'", NULL, true, "unclosed",
     "this [ is never closed, or a comma is missing in it", NULL},
    {"did not find expected key", NULL, false, "no-key", "a key is expected here",
     "keys of one map begin in the same column"},
    {"did not find expected '-' indicator", NULL, false, "no-dash", "an entry of the list is expected here",
     "entries of one list begin with - in the same column"},
    {"did not find expected node content", NULL, false, "no-value", "a value is expected here",
     "is a { or [ not closed, or a comma too many?"},
    {"did not find expected <document start>", NULL, false, "stray",
     "this does not belong to what stands above", "look at the indentation"},
    {"block sequence entries are not allowed", NULL, false, "stray-dash", "a list entry cannot stand here",
     NULL},
    {"block mapping entries are not allowed", NULL, false, "stray", "a key cannot stand here", NULL},
    {"", "while scanning an alias", true, "alias", "aliases (*name) are not part of this format",
     WRITTEN_OUT},
    {"", "while scanning an anchor", true, "anchor", "anchors (&name) are not part of this format",
     WRITTEN_OUT},
    {"", "while scanning a tag", true, "tag", "tags (!name) are not part of this format", WITHOUT_TAG},
    {"", "while parsing a tag", true, "tag", "tags (!name) are not part of this format", WITHOUT_TAG},
    {"found undefined tag handle", NULL, true, "tag", "tags (!name) are not part of this format",
     WITHOUT_TAG},
    {"", "while scanning a directive", true, "directive", "directives (%) are not part of this format",
     "put a text that begins so in quotes"},
    {"", "while scanning a block scalar", false, "bad-text-block",
     "a text of several lines does not begin so",
     "put a comparison in quotes, as in \">= 3\"; behind | or > alone, the text stands in the lines below"},
};

static bool starts(const char *text, const char *beginning) {
    return text && strncmp(text, beginning, strlen(beginning)) == 0;
}

/* What stands from the mark to the end of its line. */
static const char *text_at(const Diagnostics *diagnostics, yaml_mark_t mark, size_t *out_length) {
    const char *at = diagnostics->source, *end = at + diagnostics->source_length;
    for (size_t line = 0; line < mark.line && at; line++) {
        at = memchr(at, '\n', (size_t)(end - at));
        if (at) at++;
    }
    for (size_t column = 0; at && at < end && *at != '\n' && column < mark.column; column++) {
        uint32_t point;
        const size_t size = utf8_decode(at, (size_t)(end - at), &point);
        at += size ? size : 1;
    }
    const char *newline = at ? memchr(at, '\n', (size_t)(end - at)) : NULL;
    *out_length = at ? (size_t)((newline ? newline : end) - at) : 0;
    return at ? at : end;
}

/* Says too what in that line only looks like YAML. */
static void complain_of_line(const Builder *builder, const char *code, yaml_mark_t mark, const char *help,
                             const char *text) {
    Diagnostics *diagnostics = builder->diagnostics;
    char look[LOOKALIKE_HELP], both[2 * LOOKALIKE_HELP];
    size_t length;
    const char *line = text_at(diagnostics, (yaml_mark_t){.line = mark.line}, &length);
    if (lookalike_help(line, length, look)) {
        snprintf(both, sizeof both, "%s%s%s", look, help ? "\n" : "", help ? help : "");
        help = both;
    }
    diagnostics_add(diagnostics, SEVERITY_ERROR, code, position_of(mark, 1), help, "%s", text);
}

/* A quote that is forgotten, or one too many, is noticed only behind the next one. */
static bool complain_of_quote(const Builder *builder, const yaml_parser_t *parser) {
    const yaml_mark_t start = builder->quote_start, end = builder->quote_end, mark = parser->problem_mark;
    if (!builder->behind_quote || mark.line != end.line || mark.column < end.column) return false;
    if (start.line != end.line) {
        diagnostics_add(builder->diagnostics, SEVERITY_ERROR, "unclosed-quote", position_of(start, 1),
                        "put the same quote at the end of the text", "this quote is closed only on line %zu",
                        end.line + 1);
        return true;
    }
    /* Behind a space within { } or [ ] it is rather the comma that is missing. */
    if (mark.column > end.column && !starts(parser->problem, "did not find expected key")) return false;
    diagnostics_add(
        builder->diagnostics, SEVERITY_ERROR, "after-quote", position_of(mark, 1),
        "a quote inside the text is written \'\' between single quotes, \\\" between double quotes",
        "nothing can stand behind the closing quote");
    return true;
}

/* A first key without a colon, or with no space behind it, is a text that goes on to the next line, and only
 * the colon there is refused. The parser still knows where the text began: as its last candidate for a key.
 */
static bool complain_of_first_key(const yaml_parser_t *parser, Diagnostics *diagnostics) {
    if (!starts(parser->problem, "mapping values are not allowed")) return false;
    if (parser->simple_keys.top == parser->simple_keys.start) return false;
    yaml_mark_t mark = parser->simple_keys.top[-1].mark;
    if (mark.line >= parser->problem_mark.line) return false;
    size_t length;
    const char *text = text_at(diagnostics, mark, &length);
    const char *colon = memchr(text, ':', length);
    if (length == 0 || strchr("\"'[{|>", *text)) return false;
    for (const char *c = colon; c && c < text + length; c++)
        if (*c == ':' && (c + 1 == text + length || strchr(" \t\r", c[1]))) return false;
    if (colon) mark.column += utf8_length(text, (size_t)(colon - text));
    diagnostics_add(diagnostics, SEVERITY_ERROR, colon ? "no-space" : "no-colon", position_of(mark, 1),
                    "write KEY: VALUE, with a space after the colon", "%s",
                    colon ? "a space is missing after this colon" : "this key has no colon");
    return true;
}

/* `-{at: 1d}` is a text that begins with a dash, and its first colon is refused. */
static bool complain_of_dash(const yaml_parser_t *parser, Diagnostics *diagnostics) {
    size_t length;
    yaml_mark_t mark = {.line = parser->problem_mark.line};
    const char *line = text_at(diagnostics, mark, &length);
    if (!starts(parser->problem, "mapping values are not allowed")) return false;
    while (mark.column < length && line[mark.column] == ' ') mark.column++;
    if (mark.column + 1 >= length || line[mark.column] != '-' || !strchr("{[\"'", line[mark.column + 1]))
        return false;
    diagnostics_add(diagnostics, SEVERITY_ERROR, "no-space", position_of(mark, 1), "write - {KEY: VALUE}",
                    "a space is missing after this dash");
    return true;
}

static bool complain_of_character(const Builder *builder, const yaml_parser_t *parser) {
    Diagnostics *diagnostics = builder->diagnostics;
    size_t length;
    const char *at = text_at(diagnostics, parser->problem_mark, &length);
    const char here = length ? *at : '\0';
    const Position position = position_of(parser->problem_mark, 1);
    if (here == '\t')
        diagnostics_add(diagnostics, SEVERITY_ERROR, "tab", position, "indent with spaces",
                        "a tab cannot indent");
    else if (starts(parser->problem, "found character that cannot start any token") && here > ' ' &&
             here < '\x7f')
        diagnostics_add(diagnostics, SEVERITY_ERROR, "stray-character", position,
                        "put a text that begins so in quotes", "no value begins with %c", here);
    else if (starts(parser->problem, "did not find expected key") && (here == '}' || here == ']'))
        diagnostics_add(diagnostics, SEVERITY_ERROR, "unopened", position, NULL, "this %c closes nothing",
                        here);
    else if (starts(parser->problem, "did not find expected ','") && here == '[' &&
             at > diagnostics->source && !strchr(" \t\n\r", at[-1]))
        complain_of_line(builder, "bracket", parser->problem_mark, "put it in quotes, as in \"lab[3]\"",
                         "within { } or [ ] no text has a [ in it");
    else
        return false;
    return true;
}

/* Where a value goes on though the next key has come: within { } or [ ] of one line it is the comma. */
static bool complain_of_comma(const yaml_parser_t *parser, Diagnostics *diagnostics) {
    yaml_mark_t mark = parser->problem_mark;
    size_t length;
    const char *at = text_at(diagnostics, mark, &length);
    if (!starts(parser->problem, "did not find expected ','") || mark.line != parser->context_mark.line ||
        length == 0 || strchr("}]\r", *at))
        return false;
    if (*at == ':') { /* behind the key */
        const char *colon = at;
        while (at > diagnostics->source && !strchr(" \t\n", at[-1])) at--;
        mark.column -= utf8_length(at, (size_t)(colon - at));
    }
    diagnostics_add(diagnostics, SEVERITY_ERROR, "no-comma", position_of(mark, 1),
                    "write {KEY: VALUE, KEY: VALUE}", "a comma is missing before this");
    return true;
}

/* `{at: 3d}` in the lines of a list or a map: a text in braces can be a key too, so a colon is missed. */
static bool complain_of_brace(const yaml_parser_t *parser, Diagnostics *diagnostics) {
    size_t length;
    const char *at = text_at(diagnostics, parser->context_mark, &length);
    if (!starts(parser->problem, "could not find expected ':'") || length == 0 || *at != '{') return false;
    diagnostics_add(diagnostics, SEVERITY_ERROR, "no-dash", position_of(parser->context_mark, 1),
                    "write - {KEY: VALUE} in a list, NAME: {KEY: VALUE} in a map",
                    "a dash or a name is missing before this {");
    return true;
}

static void complain_of_syntax(const Builder *builder, const yaml_parser_t *parser) {
    Diagnostics *diagnostics = builder->diagnostics;
    if (parser->error == YAML_MEMORY_ERROR) {
        diagnostics->out_of_memory = true;
        return;
    }
    if (complain_of_quote(builder, parser) || complain_of_dash(parser, diagnostics) ||
        complain_of_first_key(parser, diagnostics) || complain_of_character(builder, parser) ||
        complain_of_comma(parser, diagnostics) || complain_of_brace(parser, diagnostics))
        return;
    for (size_t i = 0; i < sizeof SYNTAX / sizeof SYNTAX[0]; i++) {
        if (!starts(parser->problem, SYNTAX[i].problem)) continue;
        if (SYNTAX[i].context && !starts(parser->context, SYNTAX[i].context)) continue;
        const yaml_mark_t mark =
            SYNTAX[i].at_context && parser->context ? parser->context_mark : parser->problem_mark;
        complain_of_line(builder, SYNTAX[i].code, mark, SYNTAX[i].help, SYNTAX[i].text);
        return;
    }
    diagnostics_add(diagnostics, SEVERITY_ERROR, "syntax", position_of(parser->problem_mark, 1), NULL,
                    "this is not valid YAML: %s", parser->problem ? parser->problem : "unknown");
}

/* Where the file ends without an end of line, libyaml counts one more line: what is missing there is shown at
 * the end of the last one. */
static void come_back_into_the_file(yaml_mark_t *mark, const char *bytes, size_t length) {
    size_t lines = 0, last = 0;
    for (size_t i = 0; i < length; i++) {
        if (bytes[i] != '\n') continue;
        lines++;
        last = i + 1;
    }
    if (mark->line <= lines) return;
    mark->line = lines;
    mark->column = utf8_length(bytes + last, length - last);
}

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
            come_back_into_the_file(&parser.problem_mark, bytes, length);
            complain_of_syntax(builder, &parser);
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
