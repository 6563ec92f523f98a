#include "ui/cli/made.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "ui/canvas/png_notes.h"
#include "ui/cli/values.h"

/* ---- writing ------------------------------------------------------------------------------------------ */

static bool is_plain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (c && strchr("-_.,:/+=@%", c));
}

/* 'so' where all is printable, $'\u00fc' elsewhere. */
static void add_quoted(Text *out, const char *word) {
    const size_t length = strlen(word);
    bool is_ascii = true;
    for (size_t i = 0; i < length; i++) is_ascii = is_ascii && word[i] >= ' ' && word[i] <= '~';
    text_add(out, is_ascii ? "'" : "$'");
    for (size_t i = 0; i < length;) {
        uint32_t point = 0xFFFD;
        const size_t size = utf8_decode(word + i, length - i, &point);
        if (is_ascii && point == '\'')
            text_add(out, "'\\''");
        else if (!is_ascii && (point == '\'' || point == '\\'))
            text_add_format(out, "\\%c", (char)point);
        else if (point >= ' ' && point <= '~')
            text_add_char(out, (char)point);
        else
            text_add_format(out, point < 0x10000 ? "\\u%04" PRIx32 : "\\U%08" PRIx32, point);
        i += size ? size : 1;
    }
    text_add_char(out, '\'');
}

void made_add_word(Text *out, const char *word) {
    bool is_bare = *word != '\0';
    for (const char *c = word; *c; c++) is_bare = is_bare && is_plain(*c);
    text_add_char(out, ' ');
    if (is_bare)
        text_add(out, word);
    else
        add_quoted(out, word);
}

static void add_option(Text *out, OptionId id, const char *value) {
    if (!value) return;
    text_add_format(out, " --%s", OPTIONS[id].name);
    made_add_word(out, value);
}

/* What is the default is left out. */
static void add_choice(Text *out, OptionId id, int value) {
    for (const Choice *choice = OPTIONS[id].choices; choice->name; choice++)
        if (choice->value == value && choice > OPTIONS[id].choices) add_option(out, id, choice->name);
}

static void add_number(Text *out, OptionId id, const char *written, int normal) {
    const int number = written ? atoi(written) : normal;
    if (number != normal) text_add_format(out, " --%s %d", OPTIONS[id].name, number);
}

static void add_flag(Text *out, const Options *options, OptionId id) {
    if (options->given & OPTION_BIT(id)) text_add_format(out, " --%s", OPTIONS[id].name);
}

void made_add(Text *out, const Options *options, FigureAs as, int kind, const char *file) {
    const Choice *figure = COMMANDS[COMMAND_DRAW].kinds;
    while (figure->value != kind) figure++;
    text_add_format(out, MADE_BEGIN "%s", figure->name);
    if (as != AS_SVG) add_choice(out, OPTION_FIGURE_FORMAT, (int)as);
    add_choice(out, OPTION_THEME, options->theme);
    add_number(out, OPTION_WIDTH, options->width, WIDTH_NORMAL);
    add_number(out, OPTION_PICTURE_SCALE, options->scale, SCALE_NORMAL);
    add_choice(out, OPTION_BACKGROUND, options->background);
    add_option(out, OPTION_AT, options->at);
    add_option(out, OPTION_FROM, options->from);
    add_option(out, OPTION_TO, options->to);
    for (int i = 0; i < options->only_count; i++) add_option(out, OPTION_ONLY, options->only[i]);
    add_option(out, OPTION_TITLE, options->title);
    add_flag(out, options, OPTION_NO_CAPTION);
    add_flag(out, options, OPTION_NO_FOLD);
    add_option(out, OPTION_PRODUCT, options->product);
    if (!file) return;
    if (file[0] == '-' && file[1]) text_add(out, " --");
    made_add_word(out, file);
}

/* ---- finding ------------------------------------------------------------------------------------------ */

static bool begins(const char *bytes, size_t length, const char *with) {
    const size_t size = strlen(with);
    return length >= size && memcmp(bytes, with, size) == 0;
}

/* What lies behind `before` and ahead of `end`, if it is such a line. */
static const char *find_between(const char *bytes, size_t length, const char *before, char end,
                                size_t *out_length) {
    const char *found = memmem(bytes, length, before, strlen(before));
    if (!found) return NULL;
    found += strlen(before);
    const size_t left = length - (size_t)(found - bytes);
    const char *last = memchr(found, end, left);
    if (!last || !begins(found, left, MADE_BEGIN)) return NULL;
    *out_length = (size_t)(last - found);
    return found;
}

static void add_from_xml(Text *out, const char *bytes, size_t length) {
    static const struct {
        const char *name;
        char c;
    } NAMES[] = {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&#39;", '\''}};
    for (size_t i = 0; i < length;) {
        size_t n = 0;
        while (n < 5 && !begins(bytes + i, length - i, NAMES[n].name)) n++;
        text_add_char(out, n < 5 ? NAMES[n].c : bytes[i]);
        i += n < 5 ? strlen(NAMES[n].name) : 1;
    }
}

/* Cairo writes a string of a PDF as (abc), or as <FEFF0061…> where it has a parenthesis or backslash. */
static bool add_from_pdf(Text *out, const char *bytes, size_t length) {
    static const char HEX[] = "0123456789ABCDEF";
    const char *end = memchr(bytes, *bytes == '(' ? ')' : '>', length);
    if (!end) return false;
    if (*bytes == '(') {
        text_add_bytes(out, bytes + 1, (size_t)(end - bytes) - 1);
        return true;
    }
    if (!begins(bytes, length, "<FEFF")) return false;
    for (const char *c = bytes + 5; end - c >= 4; c += 4) {
        const char *high = strchr(HEX, c[2]), *low = strchr(HEX, c[3]);
        if (!high || !low || c[0] != '0' || c[1] != '0') return false;
        text_add_char(out, (char)((high - HEX) << 4 | (low - HEX)));
    }
    return true;
}

/* On a line of its own, which no string there has; the last, for a stream may hold anything. */
static bool find_in_pdf(const char *bytes, size_t length, Text *out) {
    static const char KEY[] = "\n   /Keywords ";
    const char *found = NULL;
    for (size_t at = 0; at < length;) {
        const char *next = memmem(bytes + at, length - at, KEY, sizeof KEY - 1);
        if (!next) break;
        found = next + sizeof KEY - 1;
        at = (size_t)(found - bytes);
    }
    return found && found < bytes + length && add_from_pdf(out, found, length - (size_t)(found - bytes));
}

static FigureAs find_in_picture(const char *bytes, size_t length, Text *out) {
    size_t size;
    const char *made = png_find_note(bytes, length, PNG_MADE, &size);
    if (made) {
        text_add_bytes(out, made, size);
        return AS_PNG;
    }
    if (begins(bytes, length, "%PDF-")) return find_in_pdf(bytes, length, out) ? AS_PDF : AS_AUTO;
    made = find_between(bytes, length, "<metadata>", '<', &size);
    if (made) add_from_xml(out, made, size);
    return made ? AS_SVG : AS_AUTO;
}

static FigureAs find_in_text(const char *bytes, size_t length, Text *out) {
    static const struct {
        const char *first, *remark; /* how the file begins; what stands before the call */
        FigureAs as;
    } TEXTS[] = {{"%% ", "%% ", AS_MERMAID}, {"---\n", "\n%% ", AS_MERMAID}, {"// ", "// ", AS_DOT}};
    for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++) {
        size_t size;
        if (!begins(bytes, length, TEXTS[i].first)) continue;
        const char *made = find_between(bytes, length, TEXTS[i].remark, '\n', &size);
        if (!made) return AS_AUTO;
        text_add_bytes(out, made, size);
        return TEXTS[i].as;
    }
    return AS_AUTO;
}

FigureAs made_find(const char *bytes, size_t length, Text *out) {
    const size_t before = out->length;
    FigureAs as = find_in_text(bytes, length, out);
    if (as == AS_AUTO) as = find_in_picture(bytes, length, out);
    const bool is_line = as != AS_AUTO && !out->failed && out->length > before &&
                         begins(out->bytes + before, out->length - before, MADE_BEGIN) &&
                         !memchr(out->bytes + before, '\0', out->length - before);
    return is_line ? as : AS_AUTO;
}

/* ---- taking apart ------------------------------------------------------------------------------------- */

static bool is_digit(char c) {
    return c && strchr("0123456789abcdef", c);
}

/* Behind the backslash in $'…': \u00fc, \U0001f600, or the character itself. */
static char *put_escaped(char **from, char *to) {
    const size_t digits = **from == 'u' ? 4 : **from == 'U' ? 8 : 0;
    uint32_t point = 0;
    if (digits == 0 || !is_digit((*from)[1])) {
        *to++ = *(*from)++;
        return to;
    }
    ++*from;
    for (size_t i = 0; i < digits && is_digit(**from); i++) {
        const char c = *(*from)++;
        point = point << 4 | (uint32_t)(c <= '9' ? c - '0' : c - 'a' + 10);
    }
    return to + utf8_encode(point == 0 || point > 0x10FFFF ? 0xFFFD : point, to);
}

/* A quoted part behind its first quote; false where that has no end. What is put never overtakes what is
 * read: an escape is no shorter than its character. */
static bool take_quoted(char **from, char **to, bool has_escapes) {
    while (**from && **from != '\'') {
        if (has_escapes && **from == '\\' && (*from)[1]) {
            ++*from;
            *to = put_escaped(from, *to);
        } else
            *(*to)++ = *(*from)++;
    }
    if (!**from) return false;
    ++*from;
    return true;
}

int made_split(char *line, char *words[], int most) {
    int count = 0;
    char *from = line, *to = line;
    while (*from) {
        while (*from == ' ') from++;
        if (!*from) break;
        if (count == most) return -1;
        words[count++] = to;
        while (*from && *from != ' ') {
            const bool has_escapes = from[0] == '$' && from[1] == '\'';
            if (has_escapes || *from == '\'') {
                from += has_escapes ? 2 : 1;
                if (!take_quoted(&from, &to, has_escapes)) return -1;
            } else {
                if (*from == '\\' && from[1]) from++;
                *to++ = *from++;
            }
        }
        const bool is_last = !*from;
        *to++ = '\0';
        if (is_last) break;
        from++;
    }
    return count;
}
