/* centre_words: words beside one of many lines across the stage. Leaves out: what they say, and the lines
 * (centre_messages.h). */
#ifndef LEASELAB_STAGE_CENTRE_WORDS_H
#define LEASELAB_STAGE_CENTRE_WORDS_H

#include "ui/canvas/canvas.h"
#include "ui/figures/room.h"

enum { THERE = 1000 /* thousandths of the way */ };
Point point_part_way(Point from, Point to, int part);

/* What runs across the stage: words keep clear of it where they can. */
typedef struct {
    Point from, to;
} Line;
enum { LINES_MOST = 200 };
typedef struct {
    Line lines[LINES_MOST];
    int count;
    bool are_close; /* so close that words across them could not be read: rather none */
} Lines;

/* Beside the line, as near to the middle of the way as there is room. Words of several lines may stand
 * further off, where fewer run; those of one would be taken for its neighbour's there. Nothing where there is
 * no room. */
void words_draw_beside(Room *room, const Lines *lines, Canvas *canvas, Point from, Point to, bool is_shared,
                       TextStyle style, const char *words);

#endif
