#include "ui/stage/event.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "sim/base/check.h"

/* What stands behind an event's word. */
typedef enum { WITH_NOTHING, WITH_CHORD, WITH_CHARACTER, WITH_PLACE, WITH_SIZE, WITH_TIME, WITH_PATH } With;

static const struct {
    const char *word;
    StageEventKind kind;
    bool held;
    With with;
} FORMS[] = {
    {"key", EVENT_OF_KEY, false, WITH_CHORD},        {"type", EVENT_OF_TYPING, false, WITH_CHARACTER},
    {"move", EVENT_OF_MOVING, false, WITH_PLACE},    {"drag", EVENT_OF_MOVING, true, WITH_PLACE},
    {"press", EVENT_OF_PRESS, false, WITH_PLACE},    {"release", EVENT_OF_RELEASE, false, WITH_PLACE},
    {"wheel", EVENT_OF_WHEEL, false, WITH_PLACE},    {"resize", EVENT_OF_SIZE, false, WITH_SIZE},
    {"tick", EVENT_OF_TIME, false, WITH_TIME},       {"drop", EVENT_OF_DROP, false, WITH_PATH},
    {"changed", EVENT_OF_FILE, false, WITH_NOTHING}, {"quit", EVENT_OF_QUIT, false, WITH_NOTHING}};
enum { FORM_COUNT = sizeof FORMS / sizeof *FORMS };

static bool is_within(int number, int least, int most) {
    return number >= least && number <= most;
}

/* ---- writing ------------------------------------------------------------------------------------------ */

static bool is_seen(uint32_t point) {
    return point > ' ' && !utf8_is_unsafe(point);
}

#define HIDDEN_POINT "U+%04" PRIX32

static void add_character(Text *out, uint32_t point) {
    char bytes[4];
    if (is_seen(point))
        text_add_bytes(out, bytes, utf8_encode(point, bytes));
    else
        text_add_format(out, HIDDEN_POINT, point);
}

static void add_path(Text *out, const char *path) {
    for (; *path; path++)
        if (*path == '\n')
            text_add(out, "\\n");
        else if (*path == '\r')
            text_add(out, "\\r");
        else if (*path == '\\')
            text_add(out, "\\\\");
        else
            text_add_char(out, *path);
}

static bool is_sound(const StageEvent *event, With with) {
    switch (with) {
    case WITH_PLACE:
        return is_within(event->x, -EVENT_FAR_PX, EVENT_FAR_PX) &&
               is_within(event->y, -EVENT_FAR_PX, EVENT_FAR_PX) &&
               is_within(event->amount, -EVENT_NOTCHES_MOST, EVENT_NOTCHES_MOST);
    case WITH_SIZE:
        return is_within(event->width, 0, EVENT_SIZE_MOST) && is_within(event->height, 0, EVENT_SIZE_MOST);
    case WITH_TIME: return is_within(event->amount, 0, EVENT_TIME_MOST);
    case WITH_CHARACTER: return event->chord.key > 0 && event->chord.key < KEY_NAMED;
    case WITH_PATH: return event->path[0] != '\0';
    case WITH_CHORD:
        return (event->chord.key >= ' ' && event->chord.key < 0x7F) ||
               (event->chord.key >= KEY_NAMED && event->chord.key < KEY_END_OF_NAMED);
    case WITH_NOTHING: break;
    }
    return true;
}

void event_add(Text *out, const StageEvent *event) {
    int form = 0;
    while (FORMS[form].kind != event->kind ||
           FORMS[form].held != (event->kind == EVENT_OF_MOVING && event->held))
        form++;
    CHECK(is_sound(event, FORMS[form].with));
    text_add(out, FORMS[form].word);
    if (FORMS[form].with != WITH_NOTHING) text_add_char(out, ' ');
    switch (FORMS[form].with) {
    case WITH_CHORD: chord_add(out, event->chord); break;
    case WITH_CHARACTER: add_character(out, event->chord.key); break;
    case WITH_PLACE:
        text_add_format(out, "%d %d", event->x, event->y);
        if (event->kind == EVENT_OF_WHEEL) text_add_format(out, " %d", event->amount);
        break;
    case WITH_SIZE: text_add_format(out, "%d %d", event->width, event->height); break;
    case WITH_TIME: text_add_int(out, event->amount); break;
    case WITH_PATH: add_path(out, event->path); break;
    case WITH_NOTHING: break;
    }
    text_add_char(out, '\n');
}

/* ---- reading ------------------------------------------------------------------------------------------ */

/* What is still to be read; NULL where something was wrong. */
typedef struct {
    const char *at, *end;
} Rest;

static int read_number(Rest *rest) {
    int number = 0, digits = 0;
    const bool is_negative = rest->at && rest->at < rest->end && *rest->at == '-';
    if (is_negative) rest->at++;
    for (; rest->at && rest->at < rest->end && *rest->at >= '0' && *rest->at <= '9'; rest->at++, digits++) {
        const bool is_spare = (digits == 1 && number == 0) || digits == 6; /* all limits have fewer */
        if (is_spare) rest->at = NULL;
        if (is_spare) return 0;
        number = number * 10 + (*rest->at - '0');
    }
    if (digits == 0 || (is_negative && number == 0)) rest->at = NULL;
    return is_negative ? -number : number;
}

static int read_next_number(Rest *rest) {
    if (!rest->at || rest->at == rest->end || *rest->at != ' ')
        rest->at = NULL;
    else
        rest->at++;
    return read_number(rest);
}

static uint32_t read_hex(Rest *rest) {
    uint32_t point = 0;
    for (; rest->at < rest->end; rest->at++) {
        const char *digit = strchr("0123456789ABCDEF", *rest->at);
        if (!*rest->at || !digit || point > 0xFFFF) { /* seven digits would be no character's */
            rest->at = NULL;
            return 0;
        }
        point = point * 16 + (uint32_t)(digit - "0123456789ABCDEF");
    }
    return point;
}

static uint32_t read_character(Rest *rest) {
    uint32_t point = 0;
    const size_t length = (size_t)(rest->end - rest->at);
    if (length > 2 && memcmp(rest->at, "U+", 2) == 0) {
        char again[16]; /* the one way to write it */
        const char *whole = rest->at;
        rest->at += 2;
        point = read_hex(rest);
        const bool is_point =
            rest->at && point > 0 && point < KEY_NAMED && (point < 0xD800 || point > 0xDFFF);
        snprintf(again, sizeof again, HIDDEN_POINT, point);
        if (!is_point || is_seen(point) || strlen(again) != length || memcmp(again, whole, length) != 0)
            rest->at = NULL;
        return point;
    }
    const size_t size = utf8_decode(rest->at, length, &point);
    if (size == 0 || !is_seen(point))
        rest->at = NULL;
    else
        rest->at += size;
    return point;
}

static void read_path(Rest *rest, char out_path[EVENT_PATH]) {
    size_t length = 0;
    while (rest->at && rest->at < rest->end && length + 1 < EVENT_PATH) {
        char c = *rest->at++;
        if (c == '\\') {
            const char escaped = rest->at < rest->end ? *rest->at++ : '\0';
            c = escaped == 'n' ? '\n' : escaped == 'r' ? '\r' : escaped == '\\' ? '\\' : '\0';
        } else if (c == '\n' || c == '\r') {
            c = '\0';
        }
        if (!c) rest->at = NULL;
        out_path[length++] = c;
    }
    out_path[length] = '\0';
}

static void read_chord(Rest *rest, Chord *out) {
    if (chord_parse(rest->at, (size_t)(rest->end - rest->at), out))
        rest->at = rest->end;
    else
        rest->at = NULL;
}

static void read_with(Rest *rest, With with, StageEvent *out) {
    switch (with) {
    case WITH_CHORD: read_chord(rest, &out->chord); break;
    case WITH_CHARACTER: out->chord.key = read_character(rest); break;
    case WITH_PLACE:
        out->x = read_number(rest);
        out->y = read_next_number(rest);
        if (out->kind == EVENT_OF_WHEEL) out->amount = read_next_number(rest);
        break;
    case WITH_SIZE:
        out->width = read_number(rest);
        out->height = read_next_number(rest);
        break;
    case WITH_TIME: out->amount = read_number(rest); break;
    case WITH_PATH: read_path(rest, out->path); break;
    case WITH_NOTHING: break;
    }
}

/* Which form a line's first word is of, FORM_COUNT: of none; and how long that word is. */
static int form_of(const char *line, size_t length, size_t *out_size) {
    const char *space = memchr(line, ' ', length);
    const size_t size = space ? (size_t)(space - line) : length;
    int form = 0;
    while (form < FORM_COUNT &&
           (strlen(FORMS[form].word) != size || memcmp(line, FORMS[form].word, size) != 0))
        form++;
    *out_size = size;
    return form;
}

bool event_parse(const char *line, size_t length, StageEvent *out) {
    size_t size;
    const int form = form_of(line, length, &size);
    *out = (StageEvent){.kind = EVENT_KINDS};
    if (form == FORM_COUNT) return false;
    const With with = FORMS[form].with;
    if (with == WITH_NOTHING) {
        out->kind = FORMS[form].kind;
        return size == length;
    }
    if (size == length) return false;
    Rest rest = {line + size + 1, line + length};
    out->kind = FORMS[form].kind;
    out->held = FORMS[form].held;
    read_with(&rest, with, out);
    return rest.at == rest.end && is_sound(out, with);
}

size_t event_expect(Text *out, const char *line, size_t length) {
    size_t size;
    const int form = form_of(line, length, &size);
    text_add(out, "expected: ");
    if (form == FORM_COUNT) {
        for (int i = 0; i < FORM_COUNT; i++) text_add_format(out, "%s%s", i > 0 ? ", " : "", FORMS[i].word);
        return 0;
    }
    switch (FORMS[form].with) {
    case WITH_CHORD: text_add(out, "a key, as in 'key Shift+Left'"); break;
    case WITH_CHARACTER: text_add(out, "one character, as in 'type w' or 'type U+0020'"); break;
    case WITH_PLACE:
        text_add_format(out, "x and y, of -%d to %d", EVENT_FAR_PX, EVENT_FAR_PX);
        if (FORMS[form].kind == EVENT_OF_WHEEL)
            text_add_format(out, ", and notches, -%d to %d", EVENT_NOTCHES_MOST, EVENT_NOTCHES_MOST);
        break;
    case WITH_SIZE: text_add_format(out, "width and height, 0 to %d", EVENT_SIZE_MOST); break;
    case WITH_TIME: text_add_format(out, "milliseconds, 0 to %d", EVENT_TIME_MOST); break;
    case WITH_PATH:
        text_add_format(out, "a path of at most %d bytes; in it stand \\n, \\r and \\\\", EVENT_PATH - 1);
        break;
    case WITH_NOTHING: text_add_format(out, "nothing behind '%s'", FORMS[form].word); break;
    }
    return size < length ? size + 1 : size;
}
