/* room: which places of a picture are taken, so that no text comes to lie on another. Whoever lays out asks
 * for a place, and tries the next where it is taken. Leaves out: which places are worth trying. */
#ifndef LEASELAB_FIGURES_ROOM_H
#define LEASELAB_FIGURES_ROOM_H

#include <stddef.h>

#include "ui/canvas/geometry.h"

/* Starts as {0}, but for `within`. Owns `boxes`; room_free gives them back. When memory runs out `failed` is
 * set and stays, and nothing is free any more. */
typedef struct {
    Box within; /* nothing outside of this is free */
    Box *boxes;
    size_t count, capacity;
    bool failed;
} Room;

void room_free(Room *room);
/* Costs a look at each place taken. */
bool room_is_free(const Room *room, Box box);
/* Takes the place, free or not. */
void room_block(Room *room, Box box);
/* Takes it where it is free, and answers whether it was. */
bool room_take(Room *room, Box box);

#endif
