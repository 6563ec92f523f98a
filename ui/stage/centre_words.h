/* centre_words: what is said on the stage, each beside a line that it was said along. Leaves out: who says
 * what, and where lines run (centre_messages.h). */
#ifndef LEASELAB_STAGE_CENTRE_WORDS_H
#define LEASELAB_STAGE_CENTRE_WORDS_H

#include "ui/canvas/canvas.h"
#include "ui/figures/room.h"
#include "ui/stage/centre_paths.h"

enum { SAYINGS_MOST = 12, NOTHING_SAID = -1 };
typedef struct {
    Text words; /* "3 < 5: refused" */
    Ink ink;
} Saying;

/* What runs across the stage. A point, where words stand beside a sign, is a line of no length. */
typedef struct {
    Point from, to;
    Px apart;   /* so far to its sides it is covered */
    int saying; /* what is said along it; of those that say the same only one is written at */
    bool is_newest;
} Line;
enum { LINES_MOST = 300 };
typedef struct {
    Line lines[LINES_MOST]; /* those first whose words come first */
    int count;
} Lines;

/* Each saying stands at one of its lines, all on the same side and in the same manner where that can be, and
 * touches no other line and nothing in the room; a saying without such a place is not written, nor any that
 * comes after the newest if that has none. Costs a look at every line and taken place for each of some 20
 * places along each line, up to five times. */
void words_draw(Room *room, const Lines *lines, Canvas *canvas, const Saying sayings[], int count);

#endif
