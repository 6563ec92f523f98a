/* start_screen: what can be opened before anything is: files of late, and the scenarios and lessons that come
 * with the program. Leaves out: opening one (stage.h), finding them (ui/cli). */
#ifndef LEASELAB_STAGE_START_SCREEN_H
#define LEASELAB_STAGE_START_SCREEN_H

#include "ui/canvas/canvas.h"

/* A scenario that can be opened. Strings are the caller's and outlive what they are given to. */
typedef struct {
    const char *path, *title;
    bool is_lesson; /* shipped with the program; else opened of late */
} StageOffer;

typedef struct {
    const StageOffer *offers;
    int count, cursor;   /* the cursor is on offer number `cursor` */
    const char *goes_to; /* the title of what is open below, to which Escape goes back; NULL: nothing is */
} StartScreen;

void start_screen_draw(const StartScreen *screen, Canvas *canvas, Box box);
void start_screen_tell(const StartScreen *screen, Text *out);

#endif
