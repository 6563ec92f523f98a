/* ages: how old the entries of hosts' memories were, over time. A host forgets an entry when its memory is
 * over; an area split by age shows that coming.
 *
 *     ████▓▓▓▓░░░░│        old: soon forgotten      A record keeps counts, not entries: the minutes shown are
 *     ████████▓▓▓▓│░░░     aged                     carried out again, and ledgers looked at once for each
 *     ████████████│▓▓▓░░░  fresh                    column of pixels.
 *
 * Leaves out: ledgers so large that looking would take longer than AGES_STEPS_MOST entries. */
#ifndef LEASELAB_FIGURES_AGES_H
#define LEASELAB_FIGURES_AGES_H

#include "ui/figures/count_panel.h"

#define AGES_STEPS_MOST INT64_C(40000000)

/* Thirds of the host's memory. */
typedef enum { AGE_FRESH, AGE_AGED, AGE_OLD, AGE_COUNT } Age;

/* Of one panel. Owns `entries`: how many of each age at the end of each column of pixels from the plot's left
 * edge; NULL: none are known. */
typedef struct {
    int32_t (*entries)[AGE_COUNT];
} PanelAges;

/* Starts as {0}. Owns the panels. */
typedef struct {
    PanelAges *panels;
    int panel_count;
    int32_t columns;
    bool any[AGE_COUNT]; /* those that occur */
    bool any_left_out;
    Text texts[AGE_COUNT]; /* for the legend; owned */
} Ages;

/* When the plot is laid out. False: out of memory; free them all the same. */
bool ages_find(Ages *ages, const Plot *plot, const CountPanels *panels);
void ages_free(Ages *ages);
/* The areas below the count's line of panel number `number`. */
void ages_draw(const Ages *ages, int number, const CountPanel *panel, const Plot *plot, Canvas *canvas);
void ages_add_legend(const Ages *ages, Legend *legend);

#endif
