/* font: DejaVu Sans, regular and bold, opened as pinned files, and how wide text is in it. Everything is
 * measured in the font's own unscaled units with whole numbers, so that a layout is the same everywhere.
 *
 * - A character that the font lacks, what is no UTF-8, and what utf8_is_unsafe names (controls, bidirectional
 *   marks, zero-width characters) is drawn as the replacement character U+FFFD (or the font's box, where it
 *   lacks even that); a tab or line feed as a space. An SVG keeps the characters that the font merely lacks,
 *   and the reader's own fonts draw them; each has 1.3 times the size of room, which also does for emoji.
 * - Right-to-left text is measured and, in PNG, PDF and window, drawn letter after letter from left to right,
 *   without joining; in an SVG the reader's program puts it in order. It takes as much room either way, and
 *   nothing around it is reordered.
 * - Widths for layout leave room: who reads an SVG without DejaVu sees Verdana or a sans-serif, mostly
 *   narrower, but not in every character (a "J" by half). So each counts as wide as in the widest of DejaVu
 *   Sans, Verdana, Arial and Liberation Sans (fallback.h), kerning that brings letters together is not
 *   counted on, and 1/FONT_ROOM is added for hinting and for kerning that does not.
 *
 * Leaves out: drawing (paint.h). Links FreeType; no fontconfig. */
#ifndef LEASELAB_CANVAS_FONT_H
#define LEASELAB_CANVAS_FONT_H

#include <stddef.h>

#include "ui/canvas/ink.h"

/* The regular face is the file that LEASELAB_FONT names, or else DejaVuSans.ttf of FONT_FOLDER; bold is
 * always DejaVuSans-Bold.ttf there. */
#define FONT_FOLDER "/usr/share/fonts/truetype/dejavu/"

enum { FONT_ROOM = 48 };

typedef struct Font Font;

typedef enum {
    FONT_OK,
    FONT_MISSING, /* no such file, or it cannot be read */
    FONT_UNFIT,   /* a file, but no font of outlines */
    FONT_NO_MEMORY
} FontStatus;

enum { FONT_MESSAGE = 512 };

/* Opens both faces. After trouble *out_font is NULL and `out_message` a whole sentence for standard error,
 * with the file and what to install; "" when all is well. */
FontStatus font_open(Font **out_font, char out_message[FONT_MESSAGE]);
void font_close(Font *font); /* NULL is fine */

/* What a line of text needs, with ROOM. */
Px font_width(const Font *font, TextStyle style, const char *string);
Px font_width_of(const Font *font, TextStyle style, const char *bytes, size_t length);
/* How far it reaches as this font draws it, without that room: for what stands close behind it. */
Px font_width_drawn(const Font *font, TextStyle style, const char *string);
/* From the baseline to the top of letters with accents, to the top of capitals (for centring), to the bottom
 * of letters like g; and from one baseline to the next. All positive. */
Px font_ascent(TextStyle style);
Px font_capital(TextStyle style);
Px font_descent(TextStyle style);
Px font_line(TextStyle style);

/* How many bytes of `string` fit into `width`, at a border of characters; all of it when it fits. */
size_t font_fits(const Font *font, TextStyle style, const char *string, Px width);
/* Adds `string`, or its beginning and "…" so that both fit into `width`; nothing where even "…" does not.
 * Answers whether it is whole. */
bool font_cut(const Font *font, TextStyle style, const char *string, Px width, Text *out);
/* The first line of a paragraph set to `width`: how many bytes it has, and where the next begins. Breaks at
 * spaces and '\n', and within a word only where that alone is wider. At least one character. */
size_t font_break(const Font *font, TextStyle style, const char *string, Px width, size_t *out_next);
size_t font_break_of(const Font *font, TextStyle style, const char *bytes, size_t length, Px width,
                     size_t *out_next);

/* For paint.h. Widths here are in 1/FONT_EM of the size, whatever the file's units are. One font_close for
 * each font_hold: Cairo keeps faces in caches of its own. The face is an FT_Face. */
enum { FONT_EM = 2048 };
void font_hold(Font *font);
void *font_face(const Font *font, bool bold);
/* One character of at least one byte, as it is drawn: its glyph, how far it carries, and its bytes. `before`
 * is the glyph drawn before it or 0; the kerning between the two is in *out_kern. */
size_t font_glyph(const Font *font, bool bold, const char *bytes, size_t length, uint32_t before,
                  uint32_t *out_glyph, int32_t *out_advance, int32_t *out_kern);

#endif
