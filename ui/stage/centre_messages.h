/* centre_messages: attempts on the stage. Paused: each of this minute as an arrow to who answered, or to
 * those asked, with what came back written on it. Playing: a request flies to its host and returns with its
 * count; a dead one breaks with a cross. Follows from the frame alone. Leaves out: large fleets. */
#ifndef LEASELAB_STAGE_CENTRE_MESSAGES_H
#define LEASELAB_STAGE_CENTRE_MESSAGES_H

#include "ui/stage/centre_cells.h"
#include "ui/stage/centre_tokens.h"
#include "ui/stage/centre_words.h"
#include "ui/stage/hosts_band.h"

/* What is on the stage: one of tokens and cells, or NULL. `room` is what must not be written over; signs of
 * messages and their words are added to it. */
typedef struct {
    const HostsBand *band;
    const Tokens *tokens;
    const Cells *cells;
    Room *room;
} MessageStage;

/* Lines come first, so that words and signs lie over them. */
void messages_draw_lines(const MessageStage *stage, const Frame *frame, Canvas *canvas);
void messages_draw_words(const MessageStage *stage, const Frame *frame, Canvas *canvas);
/* "5 ≥ 5: granted", "no host answered": what came of an attempt. */
void attempt_add_words(const Row *row, Text *out);
/* How many of this minute's came to what: "30 asked: 28 granted, 2 refused"; nothing where there are none. */
void messages_add_summary(const Frame *frame, Text *out);

#endif
