/* dock_inside: what the dock is made of, for the files dock*.c and nobody else. */
#ifndef LEASELAB_STAGE_DOCK_INSIDE_H
#define LEASELAB_STAGE_DOCK_INSIDE_H

#include "ui/figures/count_panel.h"
#include "ui/figures/plot.h"
#include "ui/stage/frame.h"

/* One lane over time. The plot's axis ends with the last minute that may be shown; the record is asked for
 * nothing after it. */
typedef struct {
    const Shown *shown;
    FigureRequest request; /* of the plot */
    Plot plot;
    Px y, height; /* its part of the dock */
} DockLane;

/* Some 100 kB; owned by who draws. */
typedef struct {
    const Frame *frame;
    int text_px;
    Px line;       /* what a line of text needs */
    Box box, time; /* the whole; and what is over time, without the axis */
    Px axis_y, lanes_y, flags_y, claims_y;
    bool has_days; /* the axis has both rows */
    int lane_rows; /* shown of the branch lanes; 0: there is but one */
    Axis axis;     /* the whole run */
    DockLane lanes[2];
    int lane_count;
} Dock;

/* What a click on a machine or a host of a lane selects: who is called so where one is; or nobody is. */
Hit dock_hit(const Dock *dock, const DockLane *lane, Subject subject);

/* dock_lanes.c: futures as a tree. */
Px dock_lanes_height(const Dock *dock, int rows);
void dock_draw_lanes(const Dock *dock, Canvas *canvas);

/* dock_machines.c: strips, stacks and rasters, in the height that is left of the lane's part. */
void dock_draw_machines(const Dock *dock, const DockLane *lane, Canvas *canvas, Box box);

/* dock_counts.c: what hosts count, against what is needed. */
enum { DOCK_PANELS_MOST = 3 };
Px dock_counts_height(const Dock *dock, const DockLane *lane, Px whole);
void dock_draw_counts(const Dock *dock, const DockLane *lane, Canvas *canvas, Box box);
/* The count of the minute shown, beside the cursor. */
void dock_draw_counted(const Dock *dock, const DockLane *lane, Canvas *canvas, Box box);
void dock_tell_counts(const DockLane *lane, Text *out);

/* dock_marks.c: changes, claims, steps of the lesson, the minute shown. */
enum { HANDLE_PX = 9 };                            /* of the cursor, above the flags */
Px dock_flags_height(const Frame *frame);          /* 0: there are no changes */
Px dock_claims_height(const Plan *plan, Px whole); /* 0: no claims, or the dock is too low */
void dock_draw_marks(Dock *dock, Canvas *canvas);
void dock_draw_cursor(const Dock *dock, Canvas *canvas);
void dock_tell_marks(const DockLane *lane, Text *out);

#endif
