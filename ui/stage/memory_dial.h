/* memory_dial: what a host remembers in a pool, as a clock of 30 days (its memory): an id stands at the top
 * when it asks, goes once around, and is forgotten when it comes to the top again; asking puts it back.
 *
 *          ╱ ● ╲        in the middle: how many they are, which is what the host replies
 *         │  5  ●
 *          ╲ ● ╱        many of one age are a bar instead of dots
 *
 * Leaves out: what is needed (gauge.h). */
#ifndef LEASELAB_STAGE_MEMORY_DIAL_H
#define LEASELAB_STAGE_MEMORY_DIAL_H

#include "ui/canvas/canvas.h"
#include "ui/stage/clocks.h"

/* In the largest square in the middle of the box; from DIAL_LEAST_PX up. */
enum { DIAL_LEAST_PX = 48 };
void memory_dial_draw(const World *head, int host, Pool pool, Canvas *canvas, Box box);

#endif
