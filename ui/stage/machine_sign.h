/* machine_sign: one machine as it stands on the stage: the shape of its state, and around it a ring that
 * shows how much of its lease or grace is left. From 40 px up it has its letter. Leaves out: its name. */
#ifndef LEASELAB_STAGE_MACHINE_SIGN_H
#define LEASELAB_STAGE_MACHINE_SIGN_H

#include "ui/canvas/look.h"
#include "ui/stage/clocks.h"

typedef struct {
    Look look;
    ClockFace clock;
    bool is_off;  /* a broken outline */
    bool is_pale; /* another look is isolated */
} MachineSign;

/* In the largest square in the middle of the box. */
void machine_sign_draw(const MachineSign *sign, Canvas *canvas, Box box);

#endif
