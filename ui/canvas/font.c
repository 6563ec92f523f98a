#include "ui/canvas/font.h"

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_ADVANCES_H

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "sim/base/check.h"
#include "ui/canvas/fallback.h"

/* Most text is of these: their glyphs and advances are looked up once. */
enum { NEAR_POINTS = 0x250, REPLACEMENT = 0xFFFD };
/* Room for a character that only the reader may have, in thousandths of the size: the widest are emoji. */
enum { LACKING = 1300, EMOJI = 0x1F000 };

typedef struct {
    uint32_t glyph;
    int32_t advance, room; /* as it is drawn; what layout leaves for it */
} Letter;

typedef struct {
    FT_Face face;
    bool is_bold;
    Letter near[NEAR_POINTS];
} Face;

struct Font {
    FT_Library library;
    Face faces[2]; /* regular, bold */
    int holders;   /* those who opened it, and Cairo for what it has cached */
};

static Letter look_up(const Face *from, uint32_t point) {
    FT_Face face = from->face;
    if (point == '\t' || point == '\n') point = ' ';
    const bool is_unsafe = utf8_is_unsafe(point);
    FT_UInt glyph = is_unsafe ? 0 : FT_Get_Char_Index(face, point);
    const bool is_lacking = (glyph == 0 && !is_unsafe) || point >= EMOJI; /* readers have other emoji */
    if (glyph == 0) glyph = FT_Get_Char_Index(face, REPLACEMENT);
    FT_Fixed advance = 0;
    if (FT_Get_Advance(face, glyph, FT_LOAD_NO_SCALE, &advance) != 0 || advance < 0) advance = 0;
    const int32_t own = (int32_t)(advance * FONT_EM / face->units_per_EM);
    const int32_t other = (is_lacking ? LACKING : fallback_width(point, from->is_bold)) * FONT_EM / 1000;
    return (Letter){glyph, own, own > other ? own : other};
}

static FontStatus open_face(FT_Library library, const char *path, bool bold, Face *out) {
    struct stat kind;
    if (stat(path, &kind) < 0) return FONT_MISSING;
    if (!S_ISREG(kind.st_mode)) return FONT_UNFIT; /* a FIFO would be waited for */
    FILE *file = fopen(path, "rb"); /* only to tell what is wrong: FreeType says "cannot open" to all of it */
    if (!file) return FONT_MISSING;
    fclose(file);
    const FT_Error error = FT_New_Face(library, path, 0, &out->face);
    if (error == FT_Err_Out_Of_Memory) return FONT_NO_MEMORY;
    if (error != 0) return FONT_UNFIT;
    const FT_Face face = out->face;
    if (!FT_IS_SCALABLE(face) || face->units_per_EM == 0) return FONT_UNFIT;
    out->is_bold = bold;
    for (uint32_t point = 0; point < NEAR_POINTS; point++) out->near[point] = look_up(out, point);
    return FONT_OK;
}

static void explain(char out_message[FONT_MESSAGE], FontStatus status, const char *path, int error) {
    Text shown = {0};
    text_add_safe_cut(&shown, path, 200);
    const char *name = shown.failed || !shown.bytes ? "" : shown.bytes;
    if (status == FONT_MISSING)
        snprintf(out_message, FONT_MESSAGE,
                 "cannot read the font '%s': %s (Debian's package fonts-dejavu-core brings DejaVu Sans; "
                 "LEASELAB_FONT names another file)",
                 name, strerror(error));
    else if (status == FONT_UNFIT)
        snprintf(out_message, FONT_MESSAGE,
                 "'%s' is no font that can be used here: it must be one of outlines, like DejaVuSans.ttf",
                 name);
    else
        snprintf(out_message, FONT_MESSAGE, "out of memory while opening the font '%s'", name);
    text_free(&shown);
}

FontStatus font_open(Font **out_font, char out_message[FONT_MESSAGE]) {
    const char *chosen = getenv("LEASELAB_FONT");
    const char *paths[] = {chosen && *chosen ? chosen : FONT_FOLDER "DejaVuSans.ttf",
                           FONT_FOLDER "DejaVuSans-Bold.ttf"};
    *out_font = NULL;
    out_message[0] = '\0';
    Font *font = calloc(1, sizeof *font);
    FontStatus status = font && FT_Init_FreeType(&font->library) == 0 ? FONT_OK : FONT_NO_MEMORY;
    int i = 0;
    for (; i < 2 && status == FONT_OK; i++) {
        status = open_face(font->library, paths[i], i == 1, &font->faces[i]);
        if (status != FONT_OK) break;
    }
    if (status != FONT_OK) {
        const int error = errno;
        explain(out_message, status, paths[i < 2 ? i : 0], error);
        if (font) font->holders = 1;
        font_close(font);
        return status;
    }
    font->holders = 1;
    *out_font = font;
    return FONT_OK;
}

void font_hold(Font *font) {
    font->holders++;
}

void font_close(Font *font) {
    if (!font || --font->holders > 0) return;
    if (font->library) FT_Done_FreeType(font->library); /* its faces with it */
    free(font);
}

void *font_face(const Font *font, bool bold) {
    return font->faces[bold].face;
}

size_t font_glyph(const Font *font, bool bold, const char *bytes, size_t length, uint32_t before,
                  uint32_t *out_glyph, int32_t *out_advance, int32_t *out_kern) {
    CHECK(length > 0);
    const Face *face = &font->faces[bold];
    uint32_t point = REPLACEMENT;
    const size_t size = utf8_decode(bytes, length, &point);
    const Letter letter = point < NEAR_POINTS ? face->near[point] : look_up(face, point);
    *out_glyph = letter.glyph;
    *out_advance = letter.advance;
    *out_kern = 0;
    FT_Vector kern;
    if (before && FT_HAS_KERNING(face->face) &&
        FT_Get_Kerning(face->face, before, letter.glyph, FT_KERNING_UNSCALED, &kern) == 0)
        *out_kern = (int32_t)(kern.x * FONT_EM / face->face->units_per_EM);
    return size ? size : 1;
}

/* ---- widths ------------------------------------------------------------------------------------------- */

/* In units of the font, without kerning; answers the bytes of the character. */
static size_t add_character(const Font *font, bool bold, const char *bytes, size_t length, int64_t *units) {
    const Face *face = &font->faces[bold];
    uint32_t point = REPLACEMENT;
    const size_t size = utf8_decode(bytes, length, &point);
    *units += point < NEAR_POINTS ? face->near[point].room : look_up(face, point).room;
    return size ? size : 1;
}

/* With ROOM, rounded up: em units times size is px, times 64 is Px. */
static Px px_of(int64_t units, TextStyle style) {
    const int64_t px = units * style.size_px * PX(1) * (FONT_ROOM + 1);
    const int64_t whole = (int64_t)FONT_EM * FONT_ROOM, width = (px + whole - 1) / whole;
    return width > PX_MOST ? PX_MOST : (Px)width;
}

Px font_width_of(const Font *font, TextStyle style, const char *bytes, size_t length) {
    int64_t units = 0;
    for (size_t i = 0; i < length;) i += add_character(font, style.bold, bytes + i, length - i, &units);
    return px_of(units, style);
}

Px font_width(const Font *font, TextStyle style, const char *string) {
    return font_width_of(font, style, string, strlen(string));
}

Px font_width_drawn(const Font *font, TextStyle style, const char *string) {
    const size_t length = strlen(string);
    int64_t units = 0;
    uint32_t glyph = 0;
    for (size_t i = 0; i < length;) {
        int32_t advance, kern;
        i += font_glyph(font, style.bold, string + i, length - i, glyph, &glyph, &advance, &kern);
        units += advance + kern;
    }
    const int64_t width = units * style.size_px * PX(1) / FONT_EM;
    return width > PX_MOST ? PX_MOST : (Px)width;
}

/* Of DejaVu Sans in parts of the size: letters with accents reach up to 0.93, capitals to 0.73, g down to
 * 0.24. */
Px font_ascent(TextStyle style) {
    return PX(style.size_px) * 15 / 16;
}

Px font_capital(TextStyle style) {
    return PX(style.size_px) * 73 / 100;
}

Px font_descent(TextStyle style) {
    return PX(style.size_px) / 4;
}

Px font_line(TextStyle style) {
    return PX(style.size_px) * 5 / 4;
}

/* ---- text that is too long ---------------------------------------------------------------------------- */

static size_t fits_of(const Font *font, TextStyle style, const char *bytes, size_t length, Px width) {
    int64_t units = 0;
    size_t i = 0;
    while (i < length) {
        const size_t size = add_character(font, style.bold, bytes + i, length - i, &units);
        if (px_of(units, style) > width) break;
        i += size;
    }
    return i;
}

size_t font_fits(const Font *font, TextStyle style, const char *string, Px width) {
    return fits_of(font, style, string, strlen(string), width);
}

bool font_cut(const Font *font, TextStyle style, const char *string, Px width, Text *out) {
    static const char ELLIPSIS[] = "…";
    const size_t length = strlen(string);
    if (font_fits(font, style, string, width) == length) {
        text_add_bytes(out, string, length);
        return true;
    }
    const Px left = width - font_width(font, style, ELLIPSIS);
    if (left < 0) return false;
    size_t fits = font_fits(font, style, string, left);
    while (fits > 0 && string[fits - 1] == ' ') fits--;
    text_add_bytes(out, string, fits);
    text_add(out, ELLIPSIS);
    return false;
}

size_t font_break_of(const Font *font, TextStyle style, const char *bytes, size_t length, Px width,
                     size_t *out_next) {
    const char *feed = memchr(bytes, '\n', length);
    size_t line = feed ? (size_t)(feed - bytes) : length;
    size_t fits = fits_of(font, style, bytes, line, width);
    if (fits >= line) {
        *out_next = feed ? line + 1 : line;
    } else {
        size_t space = bytes[fits] == ' ' ? fits : 0;
        for (size_t i = fits; i > 0 && space == 0; i--)
            if (bytes[i - 1] == ' ') space = i - 1;
        if (fits == 0) {
            uint32_t point;
            const size_t size = utf8_decode(bytes, line, &point);
            fits = size ? size : 1;
        }
        line = space ? space : fits;
        *out_next = line;
        while (*out_next < length && bytes[*out_next] == ' ') ++*out_next;
    }
    while (line > 0 && bytes[line - 1] == ' ') line--;
    return line;
}

size_t font_break(const Font *font, TextStyle style, const char *string, Px width, size_t *out_next) {
    return font_break_of(font, style, string, strlen(string), width, out_next);
}
