#include "sim/base/text.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void text_free(Text *text) {
    free(text->bytes);
    *text = (Text){0};
}

const char *text_bytes(const Text *text) {
    return text->bytes ? text->bytes : "";
}

void text_clear(Text *text) {
    text->length = 0;
    if (text->bytes) text->bytes[0] = '\0';
}

static bool text_reserve(Text *text, size_t more) {
    if (text->failed) return false;
    const size_t needed = text->length + more + 1;
    if (needed <= text->capacity) return true;
    size_t capacity = text->capacity ? text->capacity : 64;
    while (capacity < needed) capacity *= 2;
    char *bytes = realloc(text->bytes, capacity);
    if (!bytes) {
        text->failed = true;
        return false;
    }
    text->bytes = bytes;
    text->capacity = capacity;
    return true;
}

void text_add_bytes(Text *text, const char *bytes, size_t length) {
    if (!text_reserve(text, length)) return;
    if (length) memcpy(text->bytes + text->length, bytes, length);
    text->length += length;
    text->bytes[text->length] = '\0';
}

void text_add(Text *text, const char *string) {
    text_add_bytes(text, string, strlen(string));
}

void text_add_char(Text *text, char c) {
    text_add_bytes(text, &c, 1);
}

void text_add_int(Text *text, int64_t number) {
    char digits[24];
    size_t at = sizeof digits;
    uint64_t rest = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
    do {
        digits[--at] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest);
    if (number < 0) digits[--at] = '-';
    text_add_bytes(text, digits + at, sizeof digits - at);
}

void text_add_format(Text *text, const char *format, ...) {
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    const int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (length > 0 && text_reserve(text, (size_t)length)) {
        vsnprintf(text->bytes + text->length, (size_t)length + 1, format, again);
        text->length += (size_t)length;
    }
    va_end(again);
}

void text_add_repeat(Text *text, char c, size_t times) {
    if (!text_reserve(text, times)) return;
    memset(text->bytes + text->length, c, times);
    text->length += times;
    text->bytes[text->length] = '\0';
}

size_t utf8_decode(const char *bytes, size_t length, uint32_t *out_point) {
    static const uint32_t SMALLEST[] = {0, 0, 0x80, 0x800, 0x10000}; /* anything below is overlong */
    if (length == 0) return 0;
    const unsigned char first = (unsigned char)bytes[0];
    size_t size = first < 0x80 ? 1 : first >> 5 == 6 ? 2 : first >> 4 == 14 ? 3 : first >> 3 == 30 ? 4 : 0;
    if (size == 0 || size > length) return 0;
    uint32_t point = size == 1 ? first : first & (0x7Fu >> size);
    for (size_t i = 1; i < size; i++) {
        const unsigned char next = (unsigned char)bytes[i];
        if (next >> 6 != 2) return 0;
        point = point << 6 | (next & 0x3Fu);
    }
    if (point < SMALLEST[size] || point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF)) return 0;
    *out_point = point;
    return size;
}

size_t utf8_encode(uint32_t point, char out[4]) {
    static const uint32_t FIRST[] = {0, 0xC0, 0xE0, 0xF0};
    const size_t more = point < 0x80 ? 0 : point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
    for (size_t i = more; i > 0; i--, point >>= 6) out[i] = (char)(0x80 | (point & 0x3F));
    out[0] = (char)(FIRST[more] | point);
    return more + 1;
}

size_t utf8_length(const char *bytes, size_t length) {
    size_t characters = 0;
    for (size_t i = 0; i < length; characters++) {
        uint32_t point;
        const size_t size = utf8_decode(bytes + i, length - i, &point);
        i += size ? size : 1;
    }
    return characters;
}

bool utf8_is_unsafe(uint32_t p) {
    return p < 0x20 || (p >= 0x7F && p < 0xA0) || p == 0xAD || p == 0x61C || (p >= 0x200B && p <= 0x200F) ||
           (p >= 0x2028 && p <= 0x202E) || (p >= 0x2060 && p <= 0x206F) || p == 0xFEFF ||
           (p >= 0xFFF9 && p <= 0xFFFB) || (p >= 0xFDD0 && p <= 0xFDEF) || (p & 0xFFFE) == 0xFFFE ||
           (p >= 0xE0000 && p <= 0xE007F);
}

/* One character for a terminal; answers how many bytes it took. */
static size_t add_safe_character(Text *text, const char *bytes, size_t length) {
    uint32_t point;
    const size_t size = utf8_decode(bytes, length, &point);
    if (size == 0) {
        text_add_format(text, "\\x%02x", (unsigned char)bytes[0]);
        return 1;
    }
    if (!utf8_is_unsafe(point))
        text_add_bytes(text, bytes, size);
    else if (point < 0x100)
        text_add_format(text, "\\x%02" PRIx32, point);
    else
        text_add_format(text, "\\u%04" PRIx32, point);
    return size;
}

void text_add_safe(Text *text, const char *bytes, size_t length) {
    for (size_t i = 0; i < length;) i += add_safe_character(text, bytes + i, length - i);
}

void text_add_safe_cut(Text *text, const char *string, size_t most) {
    const size_t length = strlen(string);
    size_t i = 0;
    for (size_t shown = 0; i < length && shown < most; shown++)
        i += add_safe_character(text, string + i, length - i);
    if (i < length) text_add(text, "…");
}

void text_add_prose(Text *text, const char *string, size_t most) {
    size_t length = strlen(string);
    while (length > 0 && strchr(" \n\r\t", string[length - 1])) length--;
    size_t i = 0;
    for (size_t shown = 0; i < length && shown < most; shown++) {
        if (string[i] != '\n') {
            i += add_safe_character(text, string + i, length - i);
            continue;
        }
        text_add_char(text, ' ');
        while (i < length && strchr(" \n\t", string[i])) i++;
    }
    if (i < length) text_add(text, "…");
}

void text_add_json(Text *text, const char *bytes, size_t length) {
    text_add_char(text, '"');
    for (size_t i = 0; i < length;) {
        uint32_t point;
        const size_t size = utf8_decode(bytes + i, length - i, &point);
        if (size == 0)
            text_add(text, "\\ufffd");
        else if (point == '"' || point == '\\')
            text_add_format(text, "\\%c", (char)point);
        else if (point >= 0x20 && point < 0x7F)
            text_add_char(text, (char)point);
        else if (point < 0x10000)
            text_add_format(text, "\\u%04" PRIx32, point);
        else
            text_add_format(text, "\\u%04" PRIx32 "\\u%04" PRIx32, 0xD800 + ((point - 0x10000) >> 10),
                            0xDC00 + ((point - 0x10000) & 0x3FF));
        i += size ? size : 1;
    }
    text_add_char(text, '"');
}

/* A cell that begins like this starts a formula in a spreadsheet, also behind quotes, spaces or as the
 * full-width twin. */
static bool starts_formula(const char *bytes, size_t length) {
    for (size_t i = 0; i < length;) {
        uint32_t point;
        const size_t size = utf8_decode(bytes + i, length - i, &point);
        if (size == 0) return false;
        i += size;
        if (point == '"' || point == '\'' || point == ' ') continue;
        return point == '=' || point == '+' || point == '-' || point == '@' || point == '\t' ||
               point == '\r' || point == '\n' || point == 0xFF1D || point == 0xFF0B || point == 0xFF0D ||
               point == 0xFF20;
    }
    return false;
}

void text_add_csv(Text *text, const char *bytes, size_t length) {
    bool quoted = starts_formula(bytes, length);
    const bool formula = quoted;
    for (size_t i = 0; i < length && !quoted; i++)
        quoted = bytes[i] == '"' || bytes[i] == ',' || bytes[i] == '\n' || bytes[i] == '\r';
    if (!quoted) {
        text_add_bytes(text, bytes, length);
        return;
    }
    text_add_char(text, '"');
    if (formula) text_add_char(text, '\'');
    for (size_t i = 0; i < length; i++) {
        if (bytes[i] == '"') text_add_char(text, '"');
        text_add_char(text, bytes[i]);
    }
    text_add_char(text, '"');
}

void text_add_markdown(Text *text, const char *bytes, size_t length) {
    for (size_t i = 0; i < length;) {
        if (strchr("\\`*_{}[]<>|#", bytes[i]) && bytes[i]) text_add_char(text, '\\');
        i += add_safe_character(text, bytes + i, length - i);
    }
}

size_t text_csv_guard(const char *cell) {
    return cell[0] == '\'' && starts_formula(cell + 1, strlen(cell + 1));
}

/* Neither controls but tab and line feed, nor what turns text around, nor what is no character at all. */
static bool is_plain(uint32_t point) {
    return point == '\t' || point == '\n' || !(utf8_is_unsafe(point) || (point & 0xFFFE) == 0xFFFE);
}

static const char *xml_name(uint32_t point) {
    switch (point) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\'': return "&#39;";
    default: return NULL;
    }
}

static void add_plain(Text *text, const char *bytes, size_t length, const char *name_of(uint32_t)) {
    for (size_t i = 0; i < length;) {
        uint32_t point = 0;
        const size_t size = utf8_decode(bytes + i, length - i, &point);
        const char *name = name_of ? name_of(point) : NULL;
        if (size == 0 || !is_plain(point))
            text_add(text, "\xEF\xBF\xBD");
        else if (name)
            text_add(text, name);
        else
            text_add_bytes(text, bytes + i, size);
        i += size ? size : 1;
    }
}

void text_add_utf8(Text *text, const char *bytes, size_t length) {
    add_plain(text, bytes, length, NULL);
}

void text_add_xml(Text *text, const char *bytes, size_t length) {
    add_plain(text, bytes, length, xml_name);
}

/* Old browsers took a backtick for a quote. */
static const char *html_name(uint32_t point) {
    return point == '`' ? "&#96;" : xml_name(point);
}

void text_add_html(Text *text, const char *bytes, size_t length) {
    add_plain(text, bytes, length, html_name);
}

enum { WORD = 64 };

static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static size_t least(size_t a, size_t b) {
    return a < b ? a : b;
}

/* Optimal string alignment, three rows of the usual table. */
size_t text_distance(const char *a, size_t a_length, const char *b, size_t b_length, size_t most) {
    if (a_length > WORD || b_length > WORD) return most + 1;
    if (a_length > b_length + most || b_length > a_length + most) return most + 1;
    size_t rows[3][WORD + 1];
    size_t *before = rows[0], *above = rows[1], *row = rows[2];
    for (size_t j = 0; j <= b_length; j++) above[j] = j;
    for (size_t i = 1; i <= a_length; i++) {
        row[0] = i;
        size_t smallest = i;
        for (size_t j = 1; j <= b_length; j++) {
            const char x = lower(a[i - 1]), y = lower(b[j - 1]);
            row[j] = least(least(above[j], row[j - 1]) + 1, above[j - 1] + (x != y));
            if (i > 1 && j > 1 && x == lower(b[j - 2]) && lower(a[i - 2]) == y)
                row[j] = least(row[j], before[j - 2] + 1);
            smallest = least(smallest, row[j]);
        }
        if (smallest > most + 1) return most + 1; /* no row below comes back to `most`, not even by a swap */
        size_t *spare = before;
        before = above;
        above = row;
        row = spare;
    }
    return least(above[b_length], most + 1);
}

static size_t common_beginning(const char *a, const char *b) {
    size_t length = 0;
    while (a[length] && a[length] == b[length]) length++;
    return length;
}

const char *text_nearest(const char *written, size_t length, const char *const candidates[], size_t count) {
    const size_t most = length <= 3 ? 1 : length <= 6 ? 2 : 3;
    const char *nearest = NULL;
    size_t smallest = most + 1;
    for (size_t i = 0; i < count; i++) {
        const size_t candidate = strlen(candidates[i]);
        const size_t distance = text_distance(written, length, candidates[i], candidate, most);
        if (distance >= candidate || distance > smallest || distance > most) continue;
        if (distance == smallest &&
            common_beginning(written, candidates[i]) <= common_beginning(written, nearest))
            continue;
        smallest = distance;
        nearest = candidates[i];
    }
    return nearest;
}

static bool is_part(const char *written, size_t length, const char *candidate) {
    enum { SHORT = 3 };
    const size_t whole = strlen(candidate);
    if (whole >= SHORT && whole < length && memcmp(written, candidate, whole) == 0) return true;
    if (length <= SHORT || whole <= length) return false;
    const char *end = candidate + whole - length;
    return (memcmp(written, candidate, length) == 0 && strchr("-_", candidate[length])) ||
           (memcmp(written, end, length) == 0 && strchr("-_", end[-1]));
}

const char *text_akin(const char *written, size_t length, const char *const candidates[], size_t count) {
    const char *nearest = text_nearest(written, length, candidates, count);
    for (size_t i = 0; i < count && !nearest; i++)
        if (is_part(written, length, candidates[i])) nearest = candidates[i];
    return nearest;
}
