/* label: text that keeps to its box: one line, cut with an ellipsis where it must be, or a paragraph. Leaves
 * out: where the box is. */
#ifndef LEASELAB_CANVAS_LABEL_H
#define LEASELAB_CANVAS_LABEL_H

#include "ui/canvas/canvas.h"

/* One line, its capitals in the middle of the box's height, at its left, middle or right. What does not fit
 * is cut with an ellipsis, before a "-12" at its end, and the whole put into a group's title; nothing is
 * drawn where even "…" does not fit. Answers whether it is whole. */
bool label_draw(Canvas *canvas, Box box, Anchor anchor, TextStyle style, const char *string);

/* How many lines a paragraph takes at this width; 0 for "". */
int label_lines(const Font *font, TextStyle style, const char *string, Px width);
/* The least width, no more than `width`, at which a paragraph takes no more lines and no word is torn that is
 * whole now: set to it, its lines are of about the same length. */
Px label_even(const Font *font, TextStyle style, const char *string, Px width);
/* A paragraph from the box's top, font_line from line to line, at most as many lines as the box holds; the
 * last one ends in "…" when there are more, and the whole is in a group's title. Answers the height used. */
Px label_paragraph(Canvas *canvas, Box box, Anchor anchor, TextStyle style, const char *string);

#endif
