#include "sim/base/diagnostic.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/base/limits.h"

enum {
    KEPT = 256,       /* a wrong file may have a million mistakes: nobody reads them, and memory is bounded,
                         as is the time to sort them by hand, again each time that room is made */
    SHOWN_LINE = 100, /* characters of a source line around the caret */
};

void diagnostics_free(Diagnostics *list) {
    for (size_t i = 0; i < list->count; i++) {
        free(list->items[i].text);
        free(list->items[i].help);
    }
    free(list->items);
    list->items = NULL;
    list->count = list->capacity = list->error_count = list->warning_count = 0;
}

static bool make_room(Diagnostics *list) {
    if (list->count < list->capacity) return true;
    const size_t capacity = list->capacity ? list->capacity * 2 : 8;
    Diagnostic *items = realloc(list->items, capacity * sizeof *items);
    if (!items) {
        list->out_of_memory = true;
        return false;
    }
    list->items = items;
    list->capacity = capacity;
    return true;
}

/* Insertion order breaks ties, so the sort is stable by hand: merge sort would need memory, and lists are
 * short. */
static void sort_by_position(Diagnostics *list) {
    for (size_t i = 1; i < list->count; i++) {
        const Diagnostic item = list->items[i];
        size_t j = i;
        for (; j > 0; j--) {
            const Position before = list->items[j - 1].position;
            if (before.line < item.position.line ||
                (before.line == item.position.line && before.column <= item.position.column))
                break;
            list->items[j] = list->items[j - 1];
        }
        list->items[j] = item;
    }
}

/* Makes room where too many are kept: of each severity, those that will be shown stay. */
static void forget_the_last(Diagnostics *list) {
    size_t kept = 0, stay[2] = {LIMIT_ERRORS, LIMIT_ERRORS};
    sort_by_position(list);
    for (size_t i = 0; i < list->count; i++) {
        const Diagnostic item = list->items[i];
        if (stay[item.severity] > 0) {
            stay[item.severity]--;
            list->items[kept++] = item;
            continue;
        }
        free(item.text);
        free(item.help);
    }
    list->count = kept;
}

void diagnostics_add(Diagnostics *list, Severity severity, const char *code, Position position,
                     const char *help, const char *format, ...) {
    if (severity == SEVERITY_ERROR)
        list->error_count++;
    else
        list->warning_count++;
    if (list->count >= KEPT) forget_the_last(list);
    if (!make_room(list)) return;
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    const int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    char *text = malloc((size_t)length + 1);
    char *help_copy = help && text ? strdup(help) : NULL;
    if (text) vsnprintf(text, (size_t)length + 1, format, again);
    va_end(again);
    if (!text || (help && !help_copy)) {
        free(text);
        list->out_of_memory = true;
        return;
    }
    list->items[list->count++] = (Diagnostic){severity, code, position, text, help_copy};
}

void diagnostics_drop(Diagnostics *list, Severity severity) {
    size_t kept = 0;
    for (size_t i = 0; i < list->count; i++) {
        const Diagnostic item = list->items[i];
        if (item.severity != severity) {
            list->items[kept++] = item;
            continue;
        }
        free(item.text);
        free(item.help);
    }
    list->count = kept;
    if (severity == SEVERITY_ERROR)
        list->error_count = 0;
    else
        list->warning_count = 0;
}

/* Where a line of the source begins. Lines are asked for in order, and a file may have millions: none is read
 * twice. */
typedef struct {
    const char *at;
    int line;
} Cursor;

static const char *line_start(const Diagnostics *list, Cursor *cursor, int line, size_t *out_length) {
    const char *end = list->source + list->source_length;
    for (; cursor->line < line; cursor->line++) {
        const char *newline = memchr(cursor->at, '\n', (size_t)(end - cursor->at));
        if (!newline) return NULL;
        cursor->at = newline + 1;
    }
    const char *at = cursor->at;
    const char *newline = memchr(at, '\n', (size_t)(end - at));
    size_t length = (size_t)((newline ? newline : end) - at);
    if (length > 0 && at[length - 1] == '\r') length--;
    *out_length = length;
    return at;
}

/* Bytes of the first `characters` characters. */
static size_t bytes_of(const char *text, size_t length, size_t characters) {
    size_t i = 0;
    for (uint32_t point; characters > 0 && i < length; characters--) {
        const size_t size = utf8_decode(text + i, length - i, &point);
        i += size ? size : 1;
    }
    return i;
}

static void print_source(const Diagnostics *list, Cursor *cursor, Position position, Text *out, bool colour) {
    size_t length;
    if (!list->source || position.line < 1) return;
    const char *line = line_start(list, cursor, position.line, &length);
    if (!line) return;
    const size_t column = (size_t)position.column - 1;
    const size_t from = column > SHOWN_LINE * 3 / 4 ? column - SHOWN_LINE / 2 : 0;
    const size_t from_byte = bytes_of(line, length, from);
    const size_t shown = bytes_of(line + from_byte, length - from_byte, SHOWN_LINE);
    Text before = {0}, rest = {0};
    const size_t caret = bytes_of(line + from_byte, length - from_byte, column - from);
    if (from > 0) text_add(&before, "…");
    text_add_safe(&before, line + from_byte, caret < shown ? caret : shown);
    if (caret < shown) text_add_safe(&rest, line + from_byte + caret, shown - caret);
    if (from_byte + shown < length) text_add(&rest, "…");
    text_add_format(out, "%6d | ", position.line);
    if (before.length) text_add_bytes(out, before.bytes, before.length);
    if (rest.length) text_add_bytes(out, rest.bytes, rest.length);
    text_add(out, "\n       | ");
    text_add_repeat(out, ' ', utf8_length(text_bytes(&before), before.length));
    if (colour) text_add(out, "\x1b[1;32m");
    text_add_char(out, '^');
    const size_t room = utf8_length(text_bytes(&rest), rest.length);
    for (int i = 1; i < position.width && (size_t)i < room; i++) text_add_char(out, '~');
    if (colour) text_add(out, "\x1b[0m");
    text_add_char(out, '\n');
    out->failed |= before.failed || rest.failed;
    text_free(&before);
    text_free(&rest);
}

static void print_one(const Diagnostics *list, Cursor *cursor, const Diagnostic *item, Text *out,
                      bool colour) {
    static const char *const WORDS[] = {"warning", "error"};
    static const char *const COLOURS[] = {"\x1b[1;35m", "\x1b[1;31m"};
    text_add_safe(out, list->file, strlen(list->file));
    if (item->position.line > 0) text_add_format(out, ":%d:%d", item->position.line, item->position.column);
    text_add_format(out, ": %s%s:%s %s [%s]\n", colour ? COLOURS[item->severity] : "", WORDS[item->severity],
                    colour ? "\x1b[0m" : "", item->text, item->code);
    print_source(list, cursor, item->position, out, colour);
    for (const char *help = item->help; help && *help;) {
        const char *newline = strchr(help, '\n');
        const size_t length = newline ? (size_t)(newline - help) : strlen(help);
        text_add(out, "       = ");
        text_add_bytes(out, help, length);
        text_add_char(out, '\n');
        help += length + (newline != NULL);
    }
}

void diagnostics_print(Diagnostics *list, Text *out, bool colour) {
    if (list->error_count > 0) diagnostics_drop(list, SEVERITY_WARNING);
    sort_by_position(list);
    size_t shown[2] = {0, 0};
    Cursor cursor = {list->source, 1};
    for (size_t i = 0; i < list->count; i++)
        if (shown[list->items[i].severity]++ < LIMIT_ERRORS)
            print_one(list, &cursor, &list->items[i], out, colour);
    const size_t found[2] = {list->warning_count, list->error_count};
    for (int severity = SEVERITY_ERROR; severity >= SEVERITY_WARNING; severity--) {
        if (found[severity] <= LIMIT_ERRORS) continue;
        text_add_safe(out, list->file, strlen(list->file));
        const size_t more = found[severity] - LIMIT_ERRORS;
        text_add_format(out, ": and %zu more %s%s\n", more, severity == SEVERITY_ERROR ? "error" : "warning",
                        more == 1 ? "" : "s");
    }
}
