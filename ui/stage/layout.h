/* layout: where the panels of the window are, from 1x1 to 8,192 pixels.
 *
 *     ┌──────────────────────────────────────────────┐   below 900 px of width one of fleet and inspector is
 *     │ top bar                                      │   there, whichever has the keys or had them last;
 * below 520 ├──────────────────────────────────────────────┤   the panel with the keys alone; low windows
 * give the │ lesson, where there is one                   │   dock and the lesson less.
 *     ├─────────┬────────────────────────┬───────────┤
 *     │ fleet   │ stage                  │ inspector │
 *     │         │                        │           │
 *     ├─────────┴────────────────────────┴───────────┤
 *     │ dock                                         │
 *     └──────────────────────────────────────────────┘
 *
 * Leaves out: what is in them. */
#ifndef LEASELAB_STAGE_LAYOUT_H
#define LEASELAB_STAGE_LAYOUT_H

#include "ui/canvas/geometry.h"
#include "ui/stage/view.h"

typedef struct {
    Box whole, top_bar, panels[PANEL_COUNT]; /* no size: it is not there */
    Box over;                                /* what lies over the panels */
} Layout;

Layout layout_of(const View *view, bool has_lesson);

#endif
