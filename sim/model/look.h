/* look: how a machine shows: its state, and of a licensed one whether its last attempt failed. Seven looks,
 * the same in window, figures and text. Leaves out: their words, shapes and colours (ui/canvas). */
#ifndef LEASELAB_MODEL_LOOK_H
#define LEASELAB_MODEL_LOOK_H

#include "sim/model/machine.h"

typedef enum {
    LOOK_ABSENT,
    LOOK_GRACE,
    LOOK_LICENSED,
    LOOK_RETRYING, /* licensed, and the last attempt failed */
    LOOK_EXPIRED,
    LOOK_NOTIFICATION,
    LOOK_VIEW_ONLY,
    LOOK_COUNT
} Look;

/* How a machine looks in a state, after an attempt with this result. */
Look look_of(State state, Result last);
/* The state of a machine that looks so. */
State look_state(Look look);

#endif
