/* lane: signs of one kind along the axis, one beside the other; those that would touch are put together and
 * counted.
 *
 *     claims │      ✓        ✓×3          ✓ │       Leaves out: which sign. */
#ifndef LEASELAB_FIGURES_LANE_H
#define LEASELAB_FIGURES_LANE_H

#include "ui/figures/legend.h"
#include "ui/figures/plot.h"

typedef struct {
    Px x;
    int64_t times;
} LaneSign;

/* Starts as {.sign, .which, .name}. Owns `signs`. */
typedef struct {
    LegendSign *sign;
    int which;
    const char *name; /* static */
    LaneSign *signs;
    size_t count, capacity;
    bool failed;
} Lane;

enum { LANE_PX = 17 };

/* What a lane's name needs in the column of names. */
Px lane_name_width(const Font *font, const char *name);

/* Minutes in order. */
void lane_add(Lane *lane, const Plot *plot, int32_t at, int64_t times);
/* A mark each time that one of these courses of the groups asked for grows. Steps within a pixel are one. */
void lane_add_groups(Lane *lane, const Plot *plot,
                     const Course *(*course_of)(const Record *record, uint32_t group));
void lane_draw(const Lane *lane, const Plot *plot, Canvas *canvas, Px y);
void lane_free(Lane *lane);

#endif
