/* flags: the file's changes along the axis, numbered in the order in which they first happen, and explained
 * by number below.
 *
 *        ①        ②–④  ①         a flag at the first time; flags too near to each other share one
 *        │    '   │  '  '        a tick each further time, and a hollow flag where there is room
 *
 * Leaves out: what came of them. */
#ifndef LEASELAB_FIGURES_FLAGS_H
#define LEASELAB_FIGURES_FLAGS_H

#include "ui/figures/notes.h"
#include "ui/figures/plot.h"

enum { FLAGS_MOST = PLOT_POLES, FLAG_SIGNS_MOST = 120, FLAG_TEXT = 24 };

/* A change that has a number. */
typedef struct {
    uint32_t entry; /* of the plan's changes, or NO_ENTRY */
    int32_t first_at, last_at;
    uint32_t times; /* carried out in the minutes shown */
    bool is_refused;
    Px x; /* of its pole */
} Flag;

/* One flag, for one number or several; hollow for a further time. */
typedef struct {
    bool is_again;
    int first, last; /* numbers, from 1 */
    Px x, width;     /* of its middle */
    char text[FLAG_TEXT];
} FlagSign;

/* Starts as {0}. */
typedef struct {
    Flag flags[FLAGS_MOST];
    int count;
    uint32_t *numbers; /* owned; of each change of the plan, 0: it does not come */
    uint32_t left_out; /* changes that have no number any more */
    FlagSign signs[FLAG_SIGNS_MOST];
    int sign_count;
    Px *ticks; /* owned; one in a pixel */
    int tick_count;
} Flags;

/* False: out of memory; free them all the same. */
bool flags_find(Flags *flags, const Plot *plot);
void flags_free(Flags *flags);
/* When the plot is laid out; tells it of the poles. */
bool flags_lay_out(Flags *flags, Plot *plot);
Px flags_height(const Flags *flags); /* of their lane; 0 when there are none */
/* The poles, down to `bottom`; before what they stand behind. */
void flags_draw_poles(const Flags *flags, Canvas *canvas, Px top, Px bottom);
/* The flags, in a lane from `top`. */
void flags_draw(const Flags *flags, Canvas *canvas, Px top);
void flags_add_notes(const Flags *flags, const Plot *plot, Notes *notes);
/* Sentences: "At 27d23h kms1 is rebuilt." */
void flags_describe(const Flags *flags, const Plot *plot, Text *out);

#endif
