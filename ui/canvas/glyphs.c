#include "ui/canvas/glyphs.h"

#include <string.h>

/* As much of a line as is handed to Cairo at once. */
enum { PIECE = 128 };

typedef struct {
    const Font *font;
    TextStyle style;
    const char *rest; /* what is still to come */
    uint32_t before;  /* the glyph drawn last, for kerning */
    int64_t units;    /* how far that reaches, in 1/FONT_EM of the size */
    cairo_glyph_t glyphs[PIECE];
    cairo_text_cluster_t
        clusters[PIECE]; /* which bytes each glyph says, so that a PDF's text can be copied */
    char bytes[4 * PIECE];
    int count, length;
} Piece;

/* The next few glyphs of a line, from where the last ones ended; false when there are none. */
static bool next_piece(Piece *piece) {
    static const char REPLACEMENT[] = "\xEF\xBF\xBD";
    piece->count = piece->length = 0;
    size_t left = strlen(piece->rest);
    while (left > 0 && piece->count < PIECE) {
        uint32_t glyph, point = 0;
        int32_t advance, kern;
        const size_t size = font_glyph(piece->font, piece->style.bold, piece->rest, left, piece->before,
                                       &glyph, &advance, &kern);
        const bool is_plain = utf8_decode(piece->rest, left, &point) && !utf8_is_unsafe(point);
        const bool is_space = point == '\t' || point == '\n';
        const char *bytes = is_space ? " " : is_plain ? piece->rest : REPLACEMENT;
        const size_t length = is_space || is_plain ? size : sizeof REPLACEMENT - 1;
        piece->units += kern;
        piece->glyphs[piece->count] =
            (cairo_glyph_t){glyph, (double)(piece->units * piece->style.size_px) / FONT_EM, 0};
        piece->clusters[piece->count++] = (cairo_text_cluster_t){(int)length, 1};
        memcpy(piece->bytes + piece->length, bytes, length);
        piece->length += (int)length;
        piece->units += advance;
        piece->before = glyph;
        piece->rest += size;
        left -= size;
    }
    return piece->count > 0;
}

double glyphs_width(const Font *font, TextStyle style, const char *string) {
    Piece piece = {.font = font, .style = style, .rest = string};
    while (next_piece(&piece)) continue;
    return (double)(piece.units * style.size_px) / FONT_EM;
}

void glyphs_outline(cairo_t *cairo, const Font *font, TextStyle style, const char *string) {
    Piece piece = {.font = font, .style = style, .rest = string};
    while (next_piece(&piece)) cairo_glyph_path(cairo, piece.glyphs, piece.count);
}

void glyphs_show(cairo_t *cairo, const Font *font, TextStyle style, const char *string) {
    Piece piece = {.font = font, .style = style, .rest = string};
    while (next_piece(&piece))
        cairo_show_text_glyphs(cairo, piece.bytes, piece.length, piece.glyphs, piece.count, piece.clusters,
                               piece.count, 0);
}
