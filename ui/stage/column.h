/* column: lines and blocks below each other that scroll by lines: what is not wholly to be seen is not drawn.
 * Leaves out: what is in them. */
#ifndef LEASELAB_STAGE_COLUMN_H
#define LEASELAB_STAGE_COLUMN_H

#include "ui/stage/pane.h"

enum { COLUMN_LINE_PX = 17 };

typedef struct {
    Canvas *canvas; /* NULL: nothing is drawn, it is only measured */
    const Font *font;
    Box box;
    Px y; /* where the next comes, from the top of all; the first is 0 */
    Px top; /* scrolled away */
    bool is_more_above, is_more_below;
} Column;

Column column_begin(Canvas *canvas, const Font *font, Box box, int32_t lines_away);
/* Room for a block of this height; false: it is not (wholly) to be seen, and nothing is to be drawn. */
bool column_take(Column *column, Px height, Box *out);
void column_space(Column *column, Px height);
/* A heading, a line, a paragraph that is broken where it must be; at `indent` from the left. */
void column_heading(Column *column, const char *words);
void column_words(Column *column, Px indent, TextStyle style, const char *words);
/* "lease        180d": a key and, at `indent`, what it says, in as many lines as that takes; a click goes to
 * `hit_at`, where that is no NEVER. */
void column_entry(Column *column, Px indent, const char *key, TextStyle style, const char *words,
                  int32_t hit_at);
/* Marks that there is more, above or below. */
void column_end(Column *column);
/* The most lines that are worth scrolling away. */
int32_t column_last_top(const Column *column);

#endif
