/* text: a growing buffer, and everything needed so that text from a file is never trusted where it comes out.
 * Leaves out: where the text goes (ui). */
#ifndef LEASELAB_BASE_TEXT_H
#define LEASELAB_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Starts as {0}. Owns `bytes` (NUL-terminated once anything was added); text_free gives them back. When
 * memory runs out `failed` is set, stays set, and additions do nothing: look once, at the end. */
typedef struct {
    char *bytes;
    size_t length, capacity;
    bool failed;
} Text;

/* For who reads them whatever happened: "" where nothing was added, or there was no memory for any of it. */
const char *text_bytes(const Text *text);
void text_free(Text *text);
void text_clear(Text *text); /* keeps the memory */
void text_add(Text *text, const char *string);
void text_add_bytes(Text *text, const char *bytes, size_t length);
void text_add_char(Text *text, char c);
void text_add_int(Text *text, int64_t number);
void text_add_format(Text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));
void text_add_repeat(Text *text, char c, size_t times);

/* Length of the UTF-8 sequence at `bytes` and its code point; 0 when it is none (overlong, surrogate, cut
 * off). */
size_t utf8_decode(const char *bytes, size_t length, uint32_t *out_point);
/* Writes a code point, below 0x110000, as UTF-8; answers how many bytes, and writes no more than those. */
size_t utf8_encode(uint32_t point, char out[4]);
/* Characters (not bytes) of valid or invalid UTF-8; each invalid byte counts as one. */
size_t utf8_length(const char *bytes, size_t length);
/* A character that may change how a terminal or a reader shows what is around it: controls, bidirectional
 * marks, zero-width and separator characters, byte-order marks, and what is no character for good (XML and
 * Cairo refuse U+FFFE). */
bool utf8_is_unsafe(uint32_t point);

/* Each adds hostile bytes in a form that is harmless where the name says. */
void text_add_safe(Text *text, const char *bytes, size_t length); /* terminal: \x1b, \u202e */
void text_add_safe_cut(Text *text, const char *string,
                       size_t most); /* the same, cut after `most` characters */
/* The same for prose: a line break, and the blanks that begin the next line, become one space; none at the
 * end. */
void text_add_prose(Text *text, const char *string, size_t most);
void text_add_json(Text *text, const char *bytes, size_t length); /* with its quotes; ASCII */
void text_add_csv(Text *text, const char *bytes, size_t length);  /* RFC 4180; no cell starts a formula */
/* How many bytes text_add_csv put in front of what it was given; of a cell whose quotes were taken off. */
size_t text_csv_guard(const char *cell);
void text_add_markdown(Text *text, const char *bytes, size_t length); /* a cell of a table */
/* UTF-8 for what shows it as it is: what is none, and what utf8_is_unsafe names but for tab and line feed,
 * becomes U+FFFD. */
void text_add_utf8(Text *text, const char *bytes, size_t length);
void text_add_xml(Text *text, const char *bytes,
                  size_t length); /* so too, and safe between tags and in quotes */
/* The same for a page of HTML, where a line feed shows as a space; not for scripts, styles or addresses. */
void text_add_html(Text *text, const char *bytes, size_t length);

/* The candidate nearest to what was written, or NULL when none is near enough to suggest. */
const char *text_nearest(const char *written, size_t length, const char *const candidates[], size_t count);
/* Or else the first that has what was written as a word of its own (`grace`: `initial-grace`) or begins it
 * (`monday`: `mon`). */
const char *text_akin(const char *written, size_t length, const char *const candidates[], size_t count);
/* Edits (insert, delete, replace, swap neighbours; a change of case is none) between two words, at most
 * `most`
 * + 1. Words longer than 64 bytes are never near. */
size_t text_distance(const char *a, size_t a_length, const char *b, size_t b_length, size_t most);

#endif
