/* centre_paths: the way of a message from its machine to a host or service: straight, or, where other
 * machines are in the way, up between them. Leaves out: what is drawn along it (centre_messages.h). */
#ifndef LEASELAB_STAGE_CENTRE_PATHS_H
#define LEASELAB_STAGE_CENTRE_PATHS_H

#include "ui/canvas/arrow.h"
#include "ui/stage/centre_tokens.h"

enum { THERE = 1000 /* thousandths of the way */ };

/* From point to point, at least 2. */
typedef struct {
    Point points[ARROW_POINTS];
    int count;
} Way;

/* From a sign to the lower edge of the card, whatever is between. */
Way way_straight(Box sign, Box card);
/* From the token of that number: no other machine's sign or name is on it, but where the rows of several
 * places lie across each other. Costs a look at each token for each row above. */
Way way_of_token(const Tokens *tokens, int number, Box card);

Point way_at(const Way *way, int part);
Way way_until(const Way *way, int part);
Point point_part_way(Point from, Point to, int part);
/* Does the line between the points have a part in the box? */
bool line_crosses(Point from, Point to, Box box);

#endif
