/* block: a few short lines that belong together, each in its own style, broken where they would be too wide:
 * what stands beside an arrow or in a box. Leaves out: where it stands. */
#ifndef LEASELAB_FIGURES_BLOCK_H
#define LEASELAB_FIGURES_BLOCK_H

#include "ui/figures/legend.h"

enum { BLOCK_LINES = 32, BLOCK_TEXT = 128, BLOCK_SIGN_PX = 14 };

typedef struct {
    char text[BLOCK_TEXT];
    TextStyle style;
    LegendSign *before, *after; /* signs, BLOCK_SIGN_PX wide; NULL: none */
    int which_before, which_after;
    bool goes_on; /* the line above, broken */
    Px above;     /* free above it */
} BlockLine;

/* Starts as {0}. */
typedef struct {
    BlockLine lines[BLOCK_LINES];
    int count;
    Px gap;           /* the caller may set it: free above the next line that is added */
    Px width, height; /* of what it has so far */
    bool failed;      /* there was no memory for one of its texts: what it is drawn on is not to be used */
} Block;

/* Adds a text in lines no wider than this; what does not fit into BLOCK_LINES is cut with an ellipsis.
 * Answers its first line, for signs; NULL when there is no more room. A text with signs must be added with
 * room for them: `signs` of them. */
BlockLine *block_add(Block *block, const Font *font, Px width, int signs, TextStyle style, const char *text);
/* The same of a text that was made for it. */
BlockLine *block_add_text(Block *block, const Font *font, Px width, int signs, TextStyle style,
                          const Text *text);
/* At the left, in the middle or at the right of the box, from its top. */
void block_draw(const Block *block, Canvas *canvas, Box box, Anchor anchor);

#endif
