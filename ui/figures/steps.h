/* steps: the line of a course along an axis, and the area below it. Where many steps lie within one pixel,
 * the line goes through their least and their most: its length follows the picture, not the run.
 *
 *          ┌──────┐
 *     ┌────┘      └───      Leaves out: what the numbers mean. */
#ifndef LEASELAB_FIGURES_STEPS_H
#define LEASELAB_FIGURES_STEPS_H

#include "sim/run/course.h"
#include "ui/canvas/canvas.h"
#include "ui/figures/axis.h"

/* Numbers upwards: 0 at the bottom of the box, `top` at its top. */
typedef struct {
    Box box;
    int32_t top; /* 1 or more */
} Scale;

Px scale_y(const Scale *scale, int32_t number);

/* Both once for each stretch that is not folded. */
void steps_line(Canvas *canvas, const Axis *axis, const Scale *scale, const Course *course, Stroke stroke);
void steps_area(Canvas *canvas, const Axis *axis, const Scale *scale, const Course *course, Fill fill);

/* Least and most of a course between two places of the axis. */
void steps_between(const Axis *axis, const Course *course, Px from, Px to, int32_t *out_least,
                   int32_t *out_most);

#endif
