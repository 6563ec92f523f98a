#include "sim/scenario/reading.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "sim/base/check.h"
#include "sim/scenario/instant.h"
#include "sim/scenario/lookalike.h"

/* ---- complaints --------------------------------------------------------------------------------------- */

static void add(Reader *reader, Severity severity, const Node *node, const char *code, const char *help,
                const char *format, va_list arguments) {
    char text[1024], more[1024], look[LOOKALIKE_HELP];
    vsnprintf(text, sizeof text, format, arguments);
    if (node->kind == NODE_SCALAR && severity == SEVERITY_ERROR &&
        lookalike_help(node_text(reader->document, node), node->count, look)) {
        snprintf(more, sizeof more, "%s%s%s", look, help ? "\n" : "", help ? help : "");
        help = more;
    }
    diagnostics_add(reader->diagnostics, severity, code, node_position(reader->document, node), help, "%s",
                    text);
}

void complain(Reader *reader, const Node *node, const char *code, const char *help, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    add(reader, SEVERITY_ERROR, node, code, help, format, arguments);
    va_end(arguments);
}

void warn(Reader *reader, const Node *node, const char *code, const char *help, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    add(reader, SEVERITY_WARNING, node, code, help, format, arguments);
    va_end(arguments);
}

bool reading_full(const Reader *reader) {
    enum { ENOUGH = 4096 };
    return reader->diagnostics->out_of_memory ||
           reader->diagnostics->error_count - reader->errors_before >= ENOUGH;
}

void reading_begin(Reader *reader) {
    reader->errors_before = reader->diagnostics->error_count;
}

void reading_turn_to(Reader *reader, Addition *addition) {
    reader->document = addition ? &addition->document : reader->file;
    reader->diagnostics = addition ? &addition->diagnostics : reader->of_file;
    reading_begin(reader);
}

void *reading_take(Reader *reader, size_t count, size_t size) {
    void *taken = arena_take(&reader->plan->arena, count ? count : 1, size);
    if (!taken) reader->diagnostics->out_of_memory = true;
    return taken;
}

char *reading_buffer(Reader *reader) {
    return reader->shown[reader->next_shown++ % 4];
}

const char *reading_shown(Reader *reader, const Node *scalar) {
    enum { SHOWN = 60 };
    char *buffer = reading_buffer(reader);
    Text safe = {0};
    text_add_safe_cut(&safe, node_text(reader->document, scalar), SHOWN);
    snprintf(buffer, sizeof reader->shown[0], "%s", text_bytes(&safe));
    reader->diagnostics->out_of_memory |= safe.failed;
    text_free(&safe);
    return buffer;
}

bool reading_may_suggest(const Reader *reader) {
    return reader->diagnostics->error_count - reader->errors_before < 2 * LIMIT_ERRORS;
}

static const char *nearest_of(const Reader *reader, const char *written, const char *const choices[],
                              size_t count) {
    return reading_may_suggest(reader) ? text_nearest(written, strlen(written), choices, count) : NULL;
}

/* "expected: a, b, c", and what may have been meant, for which room is kept. */
static const char *help_with_choices(Reader *reader, const char *nearest, const char *const choices[],
                                     size_t count) {
    char *buffer = reading_buffer(reader);
    const size_t room = sizeof reader->shown[0] - LIMIT_NAME - sizeof "\ndid you mean ''?, …";
    size_t used = (size_t)snprintf(buffer, room, "expected: ");
    for (size_t i = 0; i < count; i++) {
        if (used + 2 + strlen(choices[i]) >= room) {
            used += (size_t)snprintf(buffer + used, sizeof ", …", ", …");
            break;
        }
        used += (size_t)snprintf(buffer + used, room - used, "%s%s", i ? ", " : "", choices[i]);
    }
    if (nearest) snprintf(buffer + used, sizeof reader->shown[0] - used, "\ndid you mean '%s'?", nearest);
    return buffer;
}

/* ---- maps and lists ----------------------------------------------------------------------------------- */

bool is_empty_value(const Reader *reader, const Node *node) {
    return node->kind == NODE_SCALAR && !node->quoted && *node_text(reader->document, node) == '\0';
}

void complain_of_kind(Reader *reader, const Node *node, const char *what, const char *wanted,
                      const char *help) {
    if (node == reader->hollow) return; /* complained of where that stands which is missed here */
    if (is_empty_value(reader, node))
        complain(reader, node, "missing-value", help, "%s has no value; expected %s", what, wanted);
    else
        complain(reader, node, "wrong-kind", help, "%s is %s; expected %s", what, node_kind_name(node),
                 wanted);
}

/* A key that is missing only because it is mistyped is not missed as well: its out_keys says where it stands.
 * False where the unknown key is like none. */
static bool complain_of_key(Reader *reader, const Node *key, const char *what, const Field *fields,
                            size_t count, const Node *out_keys[]) {
    const char *names[32];
    CHECK(count <= sizeof names / sizeof names[0]);
    for (size_t i = 0; i < count; i++) names[i] = fields[i].key;
    const char *written = node_text(reader->document, key);
    if (strcmp(written, "<<") == 0) {
        complain(reader, key, "merge-key", "write the keys out",
                 "merge keys (<<) are not part of this format");
        return false;
    }
    bool is_like_one = false;
    const char *nearest = nearest_of(reader, written, names, count);
    const char *help = help_with_choices(reader, nearest, names, count);
    for (size_t i = 0; i < count; i++) {
        const size_t length = strlen(names[i]); /* {product:windows-7} is a key alone */
        const bool glued = strncmp(written, names[i], length) == 0 && written[length] == ':';
        if (glued) help = "write KEY: VALUE, with a space after the colon";
        if (!glued && names[i] != nearest) continue;
        is_like_one = true;
        if (!out_keys[i]) out_keys[i] = key;
    }
    complain(reader, key, "unknown-key", help, "unknown key '%s' in %s", reading_shown(reader, key), what);
    return is_like_one;
}

/* False at a key that is like none. */
static bool take_pair(Reader *reader, const Node *key, const Node *value, const char *what,
                      const Field *fields, size_t count, const Node *out_values[], const Node *out_keys[]) {
    if (key->kind != NODE_SCALAR) {
        complain(reader, key, "wrong-kind", NULL, "a key of %s is %s; expected a single word", what,
                 node_kind_name(key));
        return true;
    }
    if (reader->first_astray && key >= reader->first_astray && key <= reader->last_astray) return true;
    for (size_t i = 0; i < count; i++) {
        if (!node_is(reader->document, key, fields[i].key)) continue;
        if (out_values[i])
            complain(reader, key, "duplicate-key", NULL, "the key '%s' stands twice in %s; first on line %u",
                     fields[i].key, what, (unsigned)out_keys[i]->line);
        else {
            out_values[i] = value;
            out_keys[i] = key;
        }
        return true;
    }
    return complain_of_key(reader, key, what, fields, count, out_keys);
}

bool read_map(Reader *reader, const Node *node, const char *what, const Field *fields, size_t field_count,
              bool may_be_empty, const Node *out_values[], const Node *out_keys[]) {
    const Node *strange = NULL;
    for (size_t i = 0; i < field_count; i++) out_values[i] = out_keys[i] = NULL;
    if (node->kind == NODE_MAP) {
        for (const Node *key = node_first(reader->document, node); key && !reading_full(reader);) {
            const Node *value = node_next(reader->document, key);
            if (!take_pair(reader, key, value, what, fields, field_count, out_values, out_keys))
                strange = key;
            key = node_next(reader->document, value);
        }
    } else if (!(may_be_empty && is_empty_value(reader, node))) {
        complain_of_kind(reader, node, what, "a map of keys and values",
                         "write KEY: VALUE in the lines below, indented, or {KEY: VALUE}");
        return false;
    }
    const bool is_file = reader->document == reader->file && node == document_root(reader->file);
    for (size_t i = 0; i < field_count; i++) {
        if (!out_keys[i] && !is_file) out_keys[i] = strange;
        if (is_file && reader->too_deep && node_is(reader->file, reader->too_deep, fields[i].key)) continue;
        if (fields[i].required && !out_keys[i])
            complain(reader, node, "missing-key", NULL, "%s needs the key '%s'", what, fields[i].key);
    }
    return true;
}

/* Nodes are in the order in which they were read. */
Rivals reading_rivals(const Node *values[], const Node *keys[], int from, int to) {
    Rivals rivals = {.first = -1, .second = -1};
    for (int key = from; key < to; key++) {
        if (!values[key]) {
            rivals.is_mistyped |= keys[key] != NULL;
        } else if (rivals.first < 0 || keys[key] < keys[rivals.first]) {
            rivals.second = rivals.first;
            rivals.first = key;
        } else if (rivals.second < 0 || keys[key] < keys[rivals.second]) {
            rivals.second = key;
        }
    }
    return rivals;
}

bool read_list(Reader *reader, const Node *node, const char *what) {
    if (node->kind == NODE_LIST) return true;
    complain_of_kind(reader, node, what, "a list",
                     node->kind == NODE_MAP ? "each entry of a list begins with a - and a space"
                                            : "a list is written [a, b]");
    return false;
}

const char *read_scalar(Reader *reader, const Node *node, const char *what, const char *wanted) {
    if (node->kind == NODE_SCALAR && !is_empty_value(reader, node)) return node_text(reader->document, node);
    complain_of_kind(reader, node, what, wanted, NULL);
    return NULL;
}

/* ---- figures ------------------------------------------------------------------------------------------ */

/* Why a text is no whole number, or NULL. Digits only: no sign, no point, no leading zero. */
static const char *why_no_number(const char *text) {
    if (*text == '-') return "it is negative";
    if (*text == '+') return "a sign is not needed";
    for (const char *c = text; *c; c++)
        if (*c < '0' || *c > '9') return "only the digits 0 to 9 may stand in it";
    if (!*text) return "nothing is written there";
    if (text[0] == '0' && text[1]) return "it begins with a 0";
    return NULL;
}

/* False when it is larger than 64 bits hold. */
static bool parse_digits(const char *text, uint64_t *out) {
    uint64_t value = 0;
    for (; *text; text++) {
        const uint64_t digit = (uint64_t)(*text - '0');
        if (value > (UINT64_MAX - digit) / 10) return false;
        value = value * 10 + digit;
    }
    *out = value;
    return true;
}

bool read_number(Reader *reader, const Node *node, const char *what, int64_t least, int64_t most,
                 int64_t *out) {
    const char *text = read_scalar(reader, node, what, "a whole number");
    if (!text) return false;
    const char *reason = why_no_number(text);
    if (reason) {
        complain(reader, node, "not-a-number", NULL, "%s '%s' is not a whole number: %s", what,
                 reading_shown(reader, node), reason);
        return false;
    }
    uint64_t value;
    if (!parse_digits(text, &value) || value > (uint64_t)most || (int64_t)value < least) {
        complain(reader, node, "out-of-range", NULL, "%s is %s; it must be %" PRId64 " to %" PRId64, what,
                 reading_shown(reader, node), least, most);
        return false;
    }
    *out = (int64_t)value;
    return true;
}

bool read_seed(Reader *reader, const Node *node, uint64_t *out) {
    const char *text = read_scalar(reader, node, "seed", "a whole number");
    if (!text) return false;
    const char *reason = why_no_number(text);
    if (!reason && parse_digits(text, out)) return true;
    if (reason)
        complain(reader, node, "not-a-number", NULL, "seed '%s' is not a whole number: %s",
                 reading_shown(reader, node), reason);
    else
        complain(reader, node, "out-of-range", NULL, "seed is %s; it must be 0 to %" PRIu64,
                 reading_shown(reader, node), UINT64_MAX);
    return false;
}

static bool parse_length(Reader *reader, const Node *node, const char *what, const char *text, Minutes *out) {
    const DurationError error = duration_parse(text, strlen(text), out);
    if (error == DURATION_OK) return true;
    complain(reader, node, "not-a-duration", "expected: a duration such as 2d, 1d12h, 90m or 0m",
             "%s '%s' is not a duration: %s", what, reading_shown(reader, node), duration_error_text(error));
    return false;
}

bool read_length(Reader *reader, const Node *node, const char *what, Minutes least, Minutes most,
                 int32_t *out) {
    const char *text = read_scalar(reader, node, what, "a duration");
    Minutes length;
    if (!text || !parse_length(reader, node, what, text, &length)) return false;
    if (length < least || length > most) {
        char from[DURATION_TEXT], to[DURATION_TEXT];
        duration_format(least, from);
        duration_format(most, to);
        complain(reader, node, "out-of-range", NULL, "%s is %s; it must be %s to %s", what,
                 reading_shown(reader, node), from, to);
        return false;
    }
    *out = (int32_t)length;
    return true;
}

bool read_instant(Reader *reader, const Node *node, const char *what, int32_t most, int32_t *out) {
    static const char *const CODES[INSTANT_ERROR_COUNT] = {NULL, "not-a-duration", "not-an-instant",
                                                           "before-start", "after-the-run"};
    static const char *const HELPS[INSTANT_ERROR_COUNT] = {
        NULL, "expected: a duration such as 2d, 1d12h, 90m or 0m",
        "expected: a duration since the start, or \"YYYY-MM-DD HH:MM\"", NULL, NULL};
    const char *text = read_scalar(reader, node, what, "an instant");
    char reason[INSTANT_REASON];
    if (!text) return false;
    const InstantError error = instant_parse(reader->plan->start, most, text, out, reason);
    const bool start_matters = instant_is_calendar(text) && error != INSTANT_NO_CALENDAR_TIME;
    if (start_matters && reader->start_unknown) return false; /* complained of where the start is given */
    if (error != INSTANT_OK)
        complain(reader, node, CODES[error], HELPS[error], "%s '%s' %s", what, reading_shown(reader, node),
                 reason);
    return error == INSTANT_OK;
}

bool read_choice(Reader *reader, const Node *node, const char *what, const char *const choices[],
                 size_t count, int *out) {
    if (is_empty_value(reader, node)) {
        complain_of_kind(reader, node, what, "a word", help_with_choices(reader, NULL, choices, count));
        return false;
    }
    const char *text = read_scalar(reader, node, what, "a word");
    if (!text) return false;
    for (size_t i = 0; i < count; i++)
        if (strcmp(text, choices[i]) == 0) {
            *out = (int)i;
            return true;
        }
    const char *akin = reading_may_suggest(reader) ? text_akin(text, strlen(text), choices, count) : NULL;
    complain(reader, node, "unknown-value", help_with_choices(reader, akin, choices, count),
             "%s cannot be '%s'", what, reading_shown(reader, node));
    return false;
}

bool read_flag(Reader *reader, const Node *node, const char *what, bool *out) {
    static const char *const FLAGS[] = {"false", "true"};
    int choice;
    if (!read_choice(reader, node, what, FLAGS, 2, &choice)) return false;
    *out = choice == 1;
    return true;
}

bool read_text(Reader *reader, const Node *node, const char *what, const char **out) {
    if (node->kind != NODE_SCALAR) {
        complain_of_kind(reader, node, what, "a text", NULL);
        return false;
    }
    *out = arena_copy(&reader->plan->arena, node_text(reader->document, node), node->count);
    if (!*out) reader->diagnostics->out_of_memory = true;
    return *out != NULL;
}

/* As other languages write them. */
static bool complain_of_foreign_comparison(Reader *reader, const Node *node, const char *what,
                                           const char *text) {
    static const char *const FOREIGN[][2] = {{"==", "="}, {"=>", ">="}, {"=<", "<="}, {"<>", "!="}};
    for (size_t i = 0; i < sizeof FOREIGN / sizeof FOREIGN[0]; i++) {
        if (strncmp(text, FOREIGN[i][0], 2) != 0) continue;
        char help[64];
        snprintf(help, sizeof help, "expected: = != >= <= > <\ndid you mean '%s'?", FOREIGN[i][1]);
        complain(reader, node, "unknown-comparison", help, "%s '%s' compares by %s, which is not known", what,
                 reading_shown(reader, node), FOREIGN[i][0]);
        return true;
    }
    return false;
}

bool read_comparison(Reader *reader, const Node *node, const char *what, bool of_lengths, Comparison *out) {
    const char *text = read_scalar(reader, node, what, of_lengths ? "a duration" : "a whole number");
    if (!text) return false;
    static const CompareOp LONGEST_FIRST[] = {COMPARE_NOT_EQUAL, COMPARE_AT_LEAST, COMPARE_AT_MOST,
                                              COMPARE_EQUAL,     COMPARE_MORE,     COMPARE_LESS};
    if (complain_of_foreign_comparison(reader, node, what, text)) return false;
    out->op = COMPARE_EQUAL;
    for (size_t i = 0; i < COMPARE_COUNT; i++) {
        const char *name = COMPARE_NAMES[LONGEST_FIRST[i]];
        if (strncmp(text, name, strlen(name)) != 0) continue;
        out->op = LONGEST_FIRST[i];
        text += strlen(name);
        while (*text == ' ') text++;
        break;
    }
    if (of_lengths) return parse_length(reader, node, what, text, &out->number);
    const char *reason = why_no_number(text);
    uint64_t value;
    if (!reason && parse_digits(text, &value) && value <= INT32_MAX) {
        out->number = (int64_t)value;
        return true;
    }
    complain(reader, node, "not-a-number",
             "expected: a whole number, or one behind = != >= <= > <, as in \">= 3\"",
             "%s '%s' is no count: %s", what, reading_shown(reader, node),
             reason ? reason : "it is too large");
    return false;
}

bool read_pools(Reader *reader, const Node *node, uint8_t *out) {
    if (!read_list(reader, node, "serves")) return false;
    uint8_t pools = 0;
    bool good = true;
    for (const Node *entry = node_first(reader->document, node); entry;
         entry = node_next(reader->document, entry)) {
        int pool;
        if (reading_full(reader)) break;
        good = read_choice(reader, entry, "a pool", POOL_NAMES, POOL_COUNT, &pool) && good;
        if (!good) continue;
        if (pools >> pool & 1)
            complain(reader, entry, "duplicate-value", NULL, "the pool '%s' stands twice", POOL_NAMES[pool]);
        good = !(pools >> pool & 1);
        pools |= (uint8_t)(1u << pool);
    }
    *out = pools;
    return good;
}
