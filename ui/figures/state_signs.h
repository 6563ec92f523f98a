/* state_signs: the small signs of a machine's diagram: what an arrow is, who says so. Leaves out: where they
 * stand. */
#ifndef LEASELAB_FIGURES_STATE_SIGNS_H
#define LEASELAB_FIGURES_STATE_SIGNS_H

#include "ui/figures/legend.h"

typedef enum {
    STATE_SIGN_TAKEN,
    STATE_SIGN_NOT_TAKEN,
    STATE_SIGN_FROM_ANY, /* an arrow that begins with a dot on the frame */
    STATE_SIGN_STAYS,    /* a loop: the state stays */
    STATE_SIGN_DISPUTED, /* half a disc */
    STATE_SIGN_ASSUMED,  /* an empty one */
    STATE_SIGN_COUNT
} StateSign;

enum { STATE_HEAD_PX = 9 }; /* of arrows */

/* A LegendSign: in the middle of the box, `sign` is a StateSign. */
void state_sign(Canvas *canvas, Box box, int sign);
void state_sign_add(Legend *legend, StateSign sign);

/* The line of an arrow. */
Stroke state_arrow_line(bool is_pale);

#endif
