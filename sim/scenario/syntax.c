#include "sim/scenario/syntax.h"

#include <stdio.h>
#include <string.h>

#include "sim/scenario/lookalike.h"

const char SYNTAX_WRITTEN_OUT[] = "write the value out; put a text that begins so in quotes";
const char SYNTAX_WITHOUT_TAG[] = "leave the tag out; put a text that begins so in quotes";

Position syntax_position(yaml_mark_t mark, int width) {
    return (Position){(int)mark.line + 1, (int)mark.column + 1, width};
}

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
     SYNTAX_WRITTEN_OUT},
    {"", "while scanning an anchor", true, "anchor", "anchors (&name) are not part of this format",
     SYNTAX_WRITTEN_OUT},
    {"", "while scanning a tag", true, "tag", "tags (!name) are not part of this format", SYNTAX_WITHOUT_TAG},
    {"", "while parsing a tag", true, "tag", "tags (!name) are not part of this format", SYNTAX_WITHOUT_TAG},
    {"found undefined tag handle", NULL, true, "tag", "tags (!name) are not part of this format",
     SYNTAX_WITHOUT_TAG},
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
static void complain_of_line(Diagnostics *diagnostics, const char *code, yaml_mark_t mark, const char *help,
                             const char *text) {
    char look[LOOKALIKE_HELP], both[2 * LOOKALIKE_HELP];
    size_t length;
    const char *line = text_at(diagnostics, (yaml_mark_t){.line = mark.line}, &length);
    if (lookalike_help(line, length, look)) {
        snprintf(both, sizeof both, "%s%s%s", look, help ? "\n" : "", help ? help : "");
        help = both;
    }
    diagnostics_add(diagnostics, SEVERITY_ERROR, code, syntax_position(mark, 1), help, "%s", text);
}

/* A quote that is forgotten, or one too many, is noticed only behind the next one. */
static bool complain_of_quote(const SyntaxBefore *before, const yaml_parser_t *parser,
                              Diagnostics *diagnostics) {
    const yaml_mark_t start = before->start, end = before->end, mark = parser->problem_mark;
    if (!before->is_quoted || mark.line != end.line || mark.column < end.column) return false;
    if (start.line != end.line) {
        diagnostics_add(diagnostics, SEVERITY_ERROR, "unclosed-quote", syntax_position(start, 1),
                        "put the same quote at the end of the text", "this quote is closed only on line %zu",
                        end.line + 1);
        return true;
    }
    /* Behind a space within { } or [ ] it is rather the comma that is missing. */
    if (mark.column > end.column && !starts(parser->problem, "did not find expected key")) return false;
    diagnostics_add(
        diagnostics, SEVERITY_ERROR, "after-quote", syntax_position(mark, 1),
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
    diagnostics_add(diagnostics, SEVERITY_ERROR, colon ? "no-space" : "no-colon", syntax_position(mark, 1),
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
    diagnostics_add(diagnostics, SEVERITY_ERROR, "no-space", syntax_position(mark, 1), "write - {KEY: VALUE}",
                    "a space is missing after this dash");
    return true;
}

static bool complain_of_character(const yaml_parser_t *parser, Diagnostics *diagnostics) {
    size_t length;
    const char *at = text_at(diagnostics, parser->problem_mark, &length);
    const char here = length ? *at : '\0';
    const Position position = syntax_position(parser->problem_mark, 1);
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
        complain_of_line(diagnostics, "bracket", parser->problem_mark, "put it in quotes, as in \"lab[3]\"",
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
    diagnostics_add(diagnostics, SEVERITY_ERROR, "no-comma", syntax_position(mark, 1),
                    "write {KEY: VALUE, KEY: VALUE}", "a comma is missing before this");
    return true;
}

/* `{at: 3d}` in the lines of a list or a map: a text in braces can be a key too, so a colon is missed. */
static bool complain_of_brace(const yaml_parser_t *parser, Diagnostics *diagnostics) {
    size_t length;
    const char *at = text_at(diagnostics, parser->context_mark, &length);
    if (!starts(parser->problem, "could not find expected ':'") || length == 0 || *at != '{') return false;
    diagnostics_add(diagnostics, SEVERITY_ERROR, "no-dash", syntax_position(parser->context_mark, 1),
                    "write - {KEY: VALUE} in a list, NAME: {KEY: VALUE} in a map",
                    "a dash or a name is missing before this {");
    return true;
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

void syntax_complain(Diagnostics *diagnostics, const SyntaxBefore *before, yaml_parser_t *parser) {
    come_back_into_the_file(&parser->problem_mark, diagnostics->source, diagnostics->source_length);
    if (parser->error == YAML_MEMORY_ERROR) {
        diagnostics->out_of_memory = true;
        return;
    }
    if (complain_of_quote(before, parser, diagnostics) || complain_of_dash(parser, diagnostics) ||
        complain_of_first_key(parser, diagnostics) || complain_of_character(parser, diagnostics) ||
        complain_of_comma(parser, diagnostics) || complain_of_brace(parser, diagnostics))
        return;
    for (size_t i = 0; i < sizeof SYNTAX / sizeof SYNTAX[0]; i++) {
        if (!starts(parser->problem, SYNTAX[i].problem)) continue;
        if (SYNTAX[i].context && !starts(parser->context, SYNTAX[i].context)) continue;
        const yaml_mark_t mark =
            SYNTAX[i].at_context && parser->context ? parser->context_mark : parser->problem_mark;
        complain_of_line(diagnostics, SYNTAX[i].code, mark, SYNTAX[i].help, SYNTAX[i].text);
        return;
    }
    diagnostics_add(diagnostics, SEVERITY_ERROR, "syntax", syntax_position(parser->problem_mark, 1), NULL,
                    "this is not valid YAML: %s", parser->problem ? parser->problem : "unknown");
}
