/* scroll: lines and blocks below each other that scroll by lines: what is not wholly to be seen is not drawn.
 * Leaves out: what is in them. */
#ifndef LEASELAB_STAGE_SCROLL_H
#define LEASELAB_STAGE_SCROLL_H

#include "ui/stage/pane.h"

enum { SCROLL_LINE_PX = 17 };

typedef struct {
    Canvas *canvas; /* NULL: nothing is drawn, it is only measured */
    const Font *font;
    Box box;
    Px y;   /* where the next comes, from the top of all; the first is 0 */
    Px top; /* scrolled away */
    bool is_more_above, is_more_below;
} Scroll;

Scroll scroll_begin(Canvas *canvas, const Font *font, Box box, int32_t lines_away);
/* Room for a block of this height; false: it is not (wholly) to be seen, and nothing is to be drawn. */
bool scroll_take(Scroll *scroll, Px height, Box *out);
void scroll_space(Scroll *scroll, Px height);
/* A heading, a line, a paragraph that is broken where it must be; at `indent` from the left. */
void scroll_heading(Scroll *scroll, const char *words);
/* The same of a block so high that comes right below, and without which it is not shown. */
void scroll_heading_of(Scroll *scroll, const char *words, Px height);
void scroll_words(Scroll *scroll, Px indent, TextStyle style, const char *words);
/* Is all of the text there? Else the picture, where one is drawn, has failed. */
bool scroll_has(Scroll *scroll, const Text *words);
/* "lease        180d": a key and, at `indent`, what it says, in as many lines as that takes; a click goes to
 * `hit_at`, where that is no NEVER. `words` is NULL where there was no memory for them. */
void scroll_entry(Scroll *scroll, Px indent, const char *key, TextStyle style, const char *words,
                  int32_t hit_at);
/* For those who draw and tell the same keys and words. */
typedef void ScrollTake(void *context, const char *key, const char *words);
void scroll_take_told(void *context, const char *key, const char *words); /* the context is a Text */
/* Takes what is in the text, and clears it. */
void scroll_take_text(Text *words, const char *key, void *context, ScrollTake *take);
/* Marks that there is more, above or below. */
void scroll_end(Scroll *scroll);
/* The most lines that are worth scrolling away. */
int32_t scroll_last_top(const Scroll *scroll);

#endif
