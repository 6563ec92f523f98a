/* axis: a calendar axis: where a minute stands, which minutes get a tick, and where long quiet stretches are
 * folded away.
 *
 *     ├────┬────┬────┤░░░░░░░░░░├────┬────┤
 *       6    7    8    171 days,  29   30         calendar: at midnights, Mondays, months, years
 *     day 0   1    2   nothing  day 174           since the start: days, or hours and minutes
 *                      changes
 *
 * All that is not folded has one scale. The ticks are the finest whose labels fit side by side, from a minute
 * to decades. Two steps: begin and fold, when nothing is measured yet; then lay_out. Leaves out: what is
 * drawn along it. */
#ifndef LEASELAB_FIGURES_AXIS_H
#define LEASELAB_FIGURES_AXIS_H

#include "sim/base/minutes.h"
#include "ui/canvas/canvas.h"
#include "ui/figures/ticks.h"

enum { AXIS_FOLDS_MOST = 4, AXIS_TICKS_MOST = 256 };

/* Of time between two minutes; the next begins where this ends. */
typedef struct {
    int32_t from, to;
    Px x, width;
    bool is_folded;
    const char *says; /* of a fold: "nothing changes", or what the figure says instead; outlives the axis */
} Stretch;

typedef struct {
    Px x;
    Box box; /* of the label, from y 0 at the axis' line; nothing where there is no room for one */
    char label[TICK_LABEL];
} Tick;

typedef struct {
    Tick ticks[AXIS_TICKS_MOST];
    int count;
} TickRow;

/* A plain value of some 30 kB: keep it in what is allocated. */
typedef struct {
    int32_t from, to; /* minutes; at least one apart */
    Stretch stretches[2 * AXIS_FOLDS_MOST + 1];
    int stretch_count;
    Px x, width;
    Minutes start; /* calendar minute of minute 0 */
    TickStep step; /* of the calendar's ticks */
    TickRow calendar, since;
} Axis;

/* From minute to minute, both shown. */
void axis_begin(Axis *axis, int32_t from, int32_t to);
/* Folds where nothing is to be seen for a week or longer, and for a large part of the time. `busy` are the
 * minutes in which something is, in order, twice or not. What is left beside a fold is a twentieth of it or
 * more, so that a reader sees what went before and came after. */
void axis_fold(Axis *axis, const int32_t busy[], size_t count);
/* Its line goes from `x` so far; labels keep between `left` and `right`. */
void axis_lay_out(Axis *axis, const Font *font, Minutes start, Px x, Px width, Px left, Px right);

/* Where the beginning of a minute stands; minutes outside are at the ends. */
Px axis_x(const Axis *axis, int32_t at);
/* The last minute that stands at or before a place; in a fold, its beginning. */
int32_t axis_at(const Axis *axis, Px x);
/* The fold in which a minute lies (not on its edge), or NULL. */
const Stretch *axis_fold_at(const Axis *axis, int32_t at);
/* What must lie above the axis so that folds have room to say how long they are; 0 without one. */
Px axis_least_above(const Axis *axis);
/* From the axis' line to the end of its labels. */
Px axis_height(void);

/* Lines through the figure at the calendar's ticks. */
void axis_draw_grid(const Axis *axis, Canvas *canvas, Px top, Px bottom);
/* Covers what is drawn in folds, and says, upright, how long they are and that nothing changes. */
void axis_draw_folds(const Axis *axis, Canvas *canvas, Px top, Px bottom);
/* Line, ticks and labels, downwards from y. */
void axis_draw(const Axis *axis, Canvas *canvas, Px y);
/* Where there is less room: without the days since the start. */
Px axis_calendar_height(void);
void axis_draw_calendar(const Axis *axis, Canvas *canvas, Px y);

#endif
