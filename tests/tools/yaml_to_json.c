/* yaml_to_json: a scenario as JSON on standard output, read by our own reader, for the schema to judge
 * (schema.sh). A plain scalar becomes what an editor takes it for: a number, a boolean, nothing; every other
 * one a text. Usage: yaml_to_json FILE */
#include "sim/scenario/document.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/base/limits.h"

static bool is_number(const char *text) {
    return strspn(text, "0123456789") == strlen(text) && (text[0] != '0' || !text[1]);
}

static void add_scalar(Text *out, const Document *document, const Node *node) {
    const char *text = node_text(document, node);
    if (!node->quoted && !*text)
        text_add(out, "null");
    else if (!node->quoted && (is_number(text) || strcmp(text, "true") == 0 || strcmp(text, "false") == 0))
        text_add(out, text);
    else
        text_add_json(out, text, node->count);
}

/* As deep as the document, which has a limit. */
static void add_node(Text *out, const Document *document, const Node *node) {
    if (node->kind == NODE_SCALAR) {
        add_scalar(out, document, node);
        return;
    }
    const bool is_map = node->kind == NODE_MAP;
    text_add(out, is_map ? "{" : "[");
    const Node *child = node_first(document, node);
    for (bool first = true; child; child = node_next(document, child), first = false) {
        if (!first) text_add(out, ",");
        if (is_map) { /* a key is a text, whatever it looks like */
            text_add_json(out, node_text(document, child), child->count);
            text_add(out, ":");
            child = node_next(document, child);
        }
        add_node(out, document, child);
    }
    text_add(out, is_map ? "}" : "]");
}

int main(int count, char **words) {
    static char bytes[LIMIT_FILE_BYTES];
    FILE *file = count == 2 ? fopen(words[1], "rb") : NULL;
    if (!file) {
        fprintf(stderr, "usage: yaml_to_json FILE\n");
        return 2;
    }
    Diagnostics diagnostics = {
        .file = words[1], .source = bytes, .source_length = fread(bytes, 1, sizeof bytes, file)};
    fclose(file);
    Document document;
    Text out = {0};
    const bool good =
        document_read(&document, bytes, diagnostics.source_length, &diagnostics) && document_root(&document);
    if (good)
        add_node(&out, &document, document_root(&document));
    else
        diagnostics_print(&diagnostics, &out, false);
    text_add(&out, "\n");
    fputs(out.failed ? "" : out.bytes, good ? stdout : stderr);
    text_free(&out);
    document_destroy(&document);
    diagnostics_free(&diagnostics);
    return good ? 0 : 1;
}
