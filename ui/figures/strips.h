/* strips: a strip for each machine, cut where it looks otherwise.
 *
 *     sarah   ─────────[G  [L              ▾           [N      ]
 *                       ✕✕ |    |    |                  ✕ ✕ ✕
 *
 * Pieces have the colour, hatch and letter of their look; below are attempts, on top the marks of what ran
 * out or was reminded of. Leaves out: fleets of more than STRIPS_MOST, which bands.h shows. */
#ifndef LEASELAB_FIGURES_STRIPS_H
#define LEASELAB_FIGURES_STRIPS_H

#include "ui/figures/attempts.h"
#include "ui/figures/life.h"

enum { STRIPS_MOST = 59 };

/* Sizes, by how many there are. */
typedef struct {
    int pitch_px, strip_px, name_px, letter_px;
    bool has_attempts;
} StripSize;

/* Starts as {0}. Owns what it points to. */
typedef struct {
    uint32_t machines[STRIPS_MOST];
    int count;
    StripSize size;
    Attempts attempts;
    bool looks[LOOK_COUNT]; /* those that can be seen */
    bool any_lapse, any_notice, any_cut;
    Px y, height;
} Strips;

/* Of the groups asked for, which have at most STRIPS_MOST machines. */
void strips_begin(Strips *strips, const Plot *plot);
Px strips_names(const Strips *strips, const Plot *plot);
/* When the plot is laid out. False: out of memory. */
bool strips_lay_out(Strips *strips, Plot *plot, Px y);
void strips_draw(const Strips *strips, const Plot *plot, Canvas *canvas);
void strips_add_legend(const Strips *strips, Legend *legend);
void strips_free(Strips *strips);

/* A strip of one life; for bands of one machine too, and for the window. `letter_px` 0: without letters. */
void strip_draw(const Life *life, const Plot *plot, Canvas *canvas, Px y, Px height, int letter_px);
/* Sets those of `looks` that can be seen in the strip; the plot is laid out. */
void strip_note_looks(const Life *life, const Plot *plot, bool looks[LOOK_COUNT]);
/* The sign of a lapse or notice. */
LegendSign strip_mark_sign;

#endif
