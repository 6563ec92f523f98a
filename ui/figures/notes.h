/* notes: explanations below a figure, each with the sign that stands for it in the figure, in one column or
 * two.
 *
 *     ① 27d23h, Sun 1 Feb 2026 23:00: kms1 is rebuilt
 *
 * Leaves out: what is explained. */
#ifndef LEASELAB_FIGURES_NOTES_H
#define LEASELAB_FIGURES_NOTES_H

#include "ui/figures/legend.h"

enum { NOTES_MOST = 48, NOTE_TEXT = 600 };

typedef struct {
    LegendSign *sign; /* NULL: none */
    int which;
    Text text; /* owned */
    Box box;   /* from the list's corner; worked out */
} Note;

/* Starts as {0}; notes_free gives the texts back. */
typedef struct {
    Note notes[NOTES_MOST];
    int count;
    Px height;
} Notes;

/* Room for a text, to be written at once; NULL when there are NOTES_MOST. */
Text *notes_add(Notes *notes, LegendSign *sign, int which);
void notes_lay_out(Notes *notes, const Font *font, Px width);
void notes_draw(const Notes *notes, Canvas *canvas, Point corner);
void notes_free(Notes *notes);

#endif
