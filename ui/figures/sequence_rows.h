/* sequence_rows: the steps of a script as rows below each other: how high each is, and how it is drawn.
 *
 *      2d1h       ┃ count 4 of 5      │
 *      Wed 7 Jan  ┃──────────────────▶│        a call, and what comes back
 *                 ┃◀────────────────✕─│
 *                 ┃ refused           │
 *     ░░░░ 171 days, nothing happens ░░        a fold
 *      173d     ⚑ kms1 goes down               changes
 *
 * Leaves out: how they are drawn (sequence_draw.h). */
#ifndef LEASELAB_FIGURES_SEQUENCE_ROWS_H
#define LEASELAB_FIGURES_SEQUENCE_ROWS_H

#include "ui/figures/lifelines.h"
#include "ui/figures/times.h"

/* px: of text; of calls and doings; within what has words; of the last time. */
enum {
    CALL_LINE_PX = 14,
    CALL_PX = 46,
    CALL_SHORT_PX = 34,
    LOOKUP_PX = 28,
    DOINGS_PX = 30,
    WORDS_PAD_PX = 7,
    CHANGES_LEAST_PX = 31,
    SEQUENCE_END_PX = 30
};

typedef struct {
    const Beat *beat;
    Px y, height;
    bool has_time; /* it is the first of its minute */
    Text words;    /* of folds and changes; owned */
    Call calls[CALLS_MOST];
    int call_count;
} SequenceRow;

typedef struct {
    const Script *script;
    const Lifelines *lifelines;
    const Times *times;
    const Font *font;
    SequenceRow *rows; /* owned */
    uint32_t count;
    Px left, y, end_y;
    bool has_end;  /* the last minute is told below the last row */
    bool is_short; /* there is room for an answer and its word in one line */
} SequenceRows;

/* From y on, times at `left`. False: out of memory; free them all the same. */
bool sequence_rows_lay_out(SequenceRows *rows, const Script *script, const Lifelines *lifelines,
                           const Times *times, const Font *font, Px left, Px y);
void sequence_rows_free(SequenceRows *rows);

/* A fold covers the lines. */
bool sequence_is_fold(const Beat *beat);
/* Has it words across all lines? */
bool sequence_has_words(const Beat *beat);
/* How wide they may be. */
Px sequence_words_width(const SequenceRows *rows);
TextStyle sequence_answer_style(void);
TextStyle sequence_words_style(void);
/* "count 4 of 5: refused" */
enum { CALL_SHORT_TEXT = 2 * CALL_TEXT + 4 };
void sequence_write_short(char out[CALL_SHORT_TEXT], const Call *call);
/* What is asked of a lookup and what it tells has one line to and fro. */
Px sequence_call_height(const SequenceRows *rows, const Call *call);

#endif
