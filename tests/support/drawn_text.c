#include "tests/support/drawn_text.h"

#include "tests/test.h"

#include <ctype.h>

#include "sim/base/text.h"

/* ---- what was read ------------------------------------------------------------------------------------ */

static char *copy(const char *bytes, size_t length) {
    char *string = malloc(length + 1);
    assert_non_null(string);
    memcpy(string, bytes, length);
    string[length] = '\0';
    return string;
}

static DrawnNode *node_of(const Drawn *drawn, const char *id) {
    for (size_t i = 0; i < drawn->node_count; i++)
        if (strcmp(drawn->nodes[i].id, id) == 0) return &drawn->nodes[i];
    return NULL;
}

/* Takes both strings. */
static void add_node(Drawn *drawn, char *id, char *label) {
    if (node_of(drawn, id)) fail_msg("the id '%s' stands for two", id);
    drawn->nodes = realloc(drawn->nodes, (drawn->node_count + 1) * sizeof *drawn->nodes);
    assert_non_null(drawn->nodes);
    drawn->nodes[drawn->node_count++] = (DrawnNode){id, label};
}

static void add_arrow(Drawn *drawn, DrawnArrow arrow) {
    if (!node_of(drawn, arrow.from) || !node_of(drawn, arrow.to))
        fail_msg("an arrow from '%s' to '%s': they are not declared", arrow.from, arrow.to);
    drawn->arrows = realloc(drawn->arrows, (drawn->arrow_count + 1) * sizeof *drawn->arrows);
    assert_non_null(drawn->arrows);
    drawn->arrows[drawn->arrow_count++] = arrow;
}

void drawn_free(Drawn *drawn) {
    for (size_t i = 0; i < drawn->node_count; i++) {
        free(drawn->nodes[i].id);
        free(drawn->nodes[i].label);
    }
    for (size_t i = 0; i < drawn->arrow_count; i++) {
        free(drawn->arrows[i].from);
        free(drawn->arrows[i].to);
        free(drawn->arrows[i].label);
    }
    free(drawn->title);
    free(drawn->nodes);
    free(drawn->arrows);
    free(drawn);
}

bool drawn_has_node(const Drawn *drawn, const char *label) {
    for (size_t i = 0; i < drawn->node_count; i++)
        if (drawn->nodes[i].label && strcmp(drawn->nodes[i].label, label) == 0) return true;
    return false;
}

bool drawn_has_words(const Drawn *drawn, const char *words) {
    for (size_t i = 0; i < drawn->arrow_count; i++)
        if (drawn->arrows[i].label && strcmp(drawn->arrows[i].label, words) == 0) return true;
    return false;
}

/* ---- a cursor ----------------------------------------------------------------------------------------- */

typedef struct {
    const char *whole, *at;
} Reading;

static void refuse(const Reading *reading, const char *expected) {
    int line = 1;
    for (const char *c = reading->whole; c < reading->at; c++) line += *c == '\n';
    fail_msg("line %d: expected %s, found '%.*s'", line, expected, (int)strcspn(reading->at, "\n"),
             reading->at);
}

static bool pass(Reading *reading, const char *word) {
    if (strncmp(reading->at, word, strlen(word)) != 0) return false;
    reading->at += strlen(word);
    return true;
}

static void expect(Reading *reading, const char *word) {
    if (!pass(reading, word)) refuse(reading, word);
}

static char *read_id(Reading *reading) {
    const char *from = reading->at;
    if (!isalpha((unsigned char)*from)) refuse(reading, "an id");
    while (isalnum((unsigned char)*reading->at) || *reading->at == '_') reading->at++;
    return copy(from, (size_t)(reading->at - from));
}

static void add_point(Text *out, uint32_t point) {
    if (point < 0x80) {
        text_add_char(out, (char)point);
    } else if (point < 0x800) {
        text_add_char(out, (char)(0xC0 | point >> 6));
        text_add_char(out, (char)(0x80 | (point & 0x3F)));
    } else if (point < 0x10000) {
        text_add_char(out, (char)(0xE0 | point >> 12));
        text_add_char(out, (char)(0x80 | (point >> 6 & 0x3F)));
        text_add_char(out, (char)(0x80 | (point & 0x3F)));
    } else {
        text_add_char(out, (char)(0xF0 | point >> 18));
        text_add_char(out, (char)(0x80 | (point >> 12 & 0x3F)));
        text_add_char(out, (char)(0x80 | (point >> 6 & 0x3F)));
        text_add_char(out, (char)(0x80 | (point & 0x3F)));
    }
}

static char *taken(Text *text) {
    if (!text->bytes) text_add(text, "");
    assert_false(text->failed);
    char *string = copy(text->bytes ? text->bytes : "", text->length);
    text_free(text);
    return string;
}

/* ---- Mermaid ------------------------------------------------------------------------------------------ */

/* The words of a label, up to a byte; codes are what they stand for, and no sign of the language is in it. */
static char *read_words(Reading *reading, char end) {
    Text out = {0};
    while (*reading->at && *reading->at != end && *reading->at != '\n') {
        if (*reading->at == '#') {
            char *after;
            const long point = strtol(reading->at + 1, &after, 10);
            if (after == reading->at + 1 || *after != ';') refuse(reading, "a code such as #59;");
            add_point(&out, (uint32_t)point);
            reading->at = after + 1;
            continue;
        }
        if (strchr("\"#;:<>{}[]()|%\\&`*~$^!?@/", *reading->at)) refuse(reading, "words without signs");
        text_add_char(&out, *reading->at++);
    }
    return taken(&out);
}

/* A string of JSON, which YAML reads alike. */
static char *read_json(Reading *reading) {
    Text out = {0};
    uint32_t high = 0;
    expect(reading, "\"");
    while (*reading->at != '"') {
        if (*reading->at == '\0' || *reading->at == '\n') refuse(reading, "the end of the string");
        if (*reading->at != '\\') {
            text_add_char(&out, *reading->at++);
            continue;
        }
        reading->at++;
        const char c = *reading->at++;
        if (c == 'u') {
            char digits[5] = {0};
            memcpy(digits, reading->at, 4);
            reading->at += 4;
            const uint32_t unit = (uint32_t)strtoul(digits, NULL, 16);
            if (unit >= 0xD800 && unit < 0xDC00)
                high = unit;
            else
                add_point(&out, unit >= 0xDC00 && unit < 0xE000
                                    ? 0x10000 + ((high - 0xD800) << 10) + unit - 0xDC00
                                    : unit);
        } else {
            text_add_char(&out, c == 'n'   ? '\n'
                                : c == 't' ? '\t'
                                : c == 'r' ? '\r'
                                : c == 'b' ? '\b'
                                : c == 'f' ? '\f'
                                           : c);
        }
    }
    reading->at++;
    return taken(&out);
}

static void read_state_line(Reading *reading, Drawn *drawn, int *depth) {
    if (pass(reading, "}")) {
        --*depth;
        return;
    }
    if (pass(reading, "state \"")) {
        char *label = read_words(reading, '"');
        expect(reading, "\" as ");
        add_node(drawn, read_id(reading), label);
        *depth += pass(reading, " {");
        return;
    }
    DrawnArrow arrow = {.from = read_id(reading), .shape = "-->"};
    expect(reading, " --> ");
    arrow.to = read_id(reading);
    expect(reading, " : ");
    arrow.label = read_words(reading, '\n');
    add_arrow(drawn, arrow);
}

static void read_sequence_line(Reading *reading, Drawn *drawn) {
    static const char *const SHAPES[] = {"-->>", "->>", "-x"};
    if (pass(reading, "participant ")) {
        char *id = read_id(reading);
        expect(reading, " as ");
        add_node(drawn, id, read_words(reading, '\n'));
        return;
    }
    DrawnArrow arrow = {.shape = "note"};
    if (pass(reading, "Note over ") || pass(reading, "Note right of ")) {
        arrow.from = read_id(reading);
        arrow.to = pass(reading, ",") ? read_id(reading) : copy(arrow.from, strlen(arrow.from));
    } else {
        size_t s = 0;
        arrow.from = read_id(reading);
        while (s < sizeof SHAPES / sizeof *SHAPES && !pass(reading, SHAPES[s])) s++;
        if (s == sizeof SHAPES / sizeof *SHAPES) refuse(reading, "an arrow");
        arrow.shape = SHAPES[s];
        arrow.to = read_id(reading);
    }
    expect(reading, ": ");
    arrow.label = read_words(reading, '\n');
    add_arrow(drawn, arrow);
}

Drawn *drawn_read_mermaid(const char *text) {
    Reading reading = {text, text};
    Drawn *drawn = calloc(1, sizeof *drawn);
    int depth = 0;
    assert_non_null(drawn);
    if (pass(&reading, "---\ntitle: ")) {
        drawn->title = read_json(&reading);
        expect(&reading, "\n---\n");
    }
    const bool is_states = pass(&reading, "stateDiagram-v2\n");
    if (!is_states) expect(&reading, "sequenceDiagram\n");
    while (*reading.at) {
        while (*reading.at == ' ') reading.at++;
        if (is_states)
            read_state_line(&reading, drawn, &depth);
        else
            read_sequence_line(&reading, drawn);
        expect(&reading, "\n");
    }
    assert_int_equal(depth, 0);
    return drawn;
}

/* ---- DOT ---------------------------------------------------------------------------------------------- */

static void pass_blanks(Reading *reading) {
    while (isspace((unsigned char)*reading->at)) reading->at++;
}

static bool pass_sign(Reading *reading, const char *sign) {
    pass_blanks(reading);
    return pass(reading, sign);
}

static void expect_sign(Reading *reading, const char *sign) {
    if (!pass_sign(reading, sign)) refuse(reading, sign);
}

/* In quotes, with what Graphviz makes of it: entities and line breaks. */
static char *read_quoted(Reading *reading) {
    Text out = {0};
    expect_sign(reading, "\"");
    while (*reading->at != '"') {
        if (*reading->at == '\0' || *reading->at == '\n') refuse(reading, "the end of the string");
        if (*reading->at == '&') {
            expect(reading, "&amp;");
            text_add_char(&out, '&');
        } else if (*reading->at == '\\') {
            const char c = reading->at[1];
            if (!strchr("n\"\\", c)) refuse(reading, "an escape");
            text_add_char(&out, c == 'n' ? '\n' : c);
            reading->at += 2;
        } else {
            text_add_char(&out, *reading->at++);
        }
    }
    reading->at++;
    return taken(&out);
}

/* [a=b, label="…"]: answers the label, or NULL. */
static char *read_attributes(Reading *reading) {
    char *label = NULL;
    if (!pass_sign(reading, "[")) return NULL;
    do {
        pass_blanks(reading);
        char *name = read_id(reading);
        expect_sign(reading, "=");
        pass_blanks(reading);
        if (*reading->at == '"') {
            char *value = read_quoted(reading);
            if (strcmp(name, "label") == 0)
                label = value;
            else
                free(value);
        } else {
            while (isalnum((unsigned char)*reading->at) || *reading->at == '.') reading->at++;
        }
        free(name);
    } while (pass_sign(reading, ","));
    expect_sign(reading, "]");
    return label;
}

/* A node, or a chain of arrows. */
static void read_node_or_chain(Reading *reading, Drawn *drawn, char *first) {
    char *ids[64] = {first};
    size_t count = 1;
    while (pass_sign(reading, "->")) {
        pass_blanks(reading);
        assert_true(count < 64);
        ids[count++] = read_id(reading);
    }
    char *label = read_attributes(reading);
    expect_sign(reading, ";");
    if (count == 1) {
        DrawnNode *node = node_of(drawn, first);
        if (!node)
            add_node(drawn, first, label);
        else
            free(first);
        return;
    }
    for (size_t i = 0; i + 1 < count; i++)
        add_arrow(drawn, (DrawnArrow){copy(ids[i], strlen(ids[i])), copy(ids[i + 1], strlen(ids[i + 1])),
                                      label ? copy(label, strlen(label)) : NULL, ""});
    for (size_t i = 0; i < count; i++) free(ids[i]);
    free(label);
}

static void read_block(Reading *reading, Drawn *drawn, bool is_outer) {
    while (!pass_sign(reading, "}")) {
        if (pass_sign(reading, "{")) {
            read_block(reading, drawn, false);
            continue;
        }
        pass_blanks(reading);
        char *word = read_id(reading);
        if (strcmp(word, "subgraph") == 0) {
            free(word);
            pass_blanks(reading);
            free(read_id(reading));
            expect_sign(reading, "{");
            read_block(reading, drawn, false);
            continue;
        }
        const bool is_default =
            strcmp(word, "graph") == 0 || strcmp(word, "node") == 0 || strcmp(word, "edge") == 0;
        if (is_default) {
            char *label = read_attributes(reading);
            if (is_outer && strcmp(word, "graph") == 0 && label) drawn->title = label;
            expect_sign(reading, ";");
            free(word);
        } else if (pass_sign(reading, "=")) {
            pass_blanks(reading);
            if (*reading->at == '"') {
                char *value = read_quoted(reading);
                if (strcmp(word, "label") == 0)
                    add_node(drawn, copy(value, strlen(value)), value); /* of a cluster */
                else
                    free(value);
            } else {
                while (isalnum((unsigned char)*reading->at) || *reading->at == '.') reading->at++;
            }
            expect_sign(reading, ";");
            free(word);
        } else {
            read_node_or_chain(reading, drawn, word);
        }
    }
}

Drawn *drawn_read_dot(const char *text) {
    Reading reading = {text, text};
    Drawn *drawn = calloc(1, sizeof *drawn);
    assert_non_null(drawn);
    expect(&reading, "digraph ");
    free(read_id(&reading));
    expect_sign(&reading, "{");
    read_block(&reading, drawn, true);
    pass_blanks(&reading);
    assert_string_equal(reading.at, "");
    return drawn;
}
