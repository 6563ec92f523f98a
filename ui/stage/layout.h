/* layout: where the panels of the window are, from 1x1 to 8,192 pixels.
 *
 *     ┌───────────────────────────────────┐   Below 900 px of width one of fleet and inspector is
 *     │ top bar                           │   there: the one with the keys, or else the inspector
 *     ├───────────────────────────────────┤   where something is selected; below 520 px one of
 *     │ lesson, where there is one        │   the three: the one with the keys, or the stage.
 *     ├─────────┬─────────────┬───────────┤
 *     │ fleet   │ stage       │ inspector │   Low windows give dock and lesson less. Where a lesson
 *     │         │             │           │   needs their room, the dock or else all above it go.
 *     ├─────────┴─────────────┴───────────┤   Below 240 px only the panel with the keys is there,
 *     │ dock                              │   which a lesson's step takes (stage_lesson.c).
 *     └───────────────────────────────────┘
 *
 * Leaves out: what is in them. */
#ifndef LEASELAB_STAGE_LAYOUT_H
#define LEASELAB_STAGE_LAYOUT_H

#include "ui/canvas/geometry.h"
#include "ui/stage/view.h"

typedef struct {
    Box whole, top_bar, panels[PANEL_COUNT]; /* no size: it is not there, as there would be nothing to see */
    Box over;                                /* what lies over the panels */
    bool failed;                             /* memory ran out, and so the strip of the lesson is not there */
} Layout;

/* The height that a lesson has where all of it has room there, however small its text. */
Px layout_lesson_share(const View *view);
/* `lesson`: how high the strip wants to be (lesson_strip_wants); 0: there is no lesson; less: that
 * is not known, for memory ran out. */
Layout layout_of(const View *view, Px lesson);

#endif
