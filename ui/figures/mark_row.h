/* mark_row: signs of one kind along the axis, one beside the other; those that would touch are put together
 * and counted.
 *
 *     claims │      ✓        ✓×3          ✓ │       Leaves out: which sign. */
#ifndef LEASELAB_FIGURES_MARK_ROW_H
#define LEASELAB_FIGURES_MARK_ROW_H

#include "ui/figures/legend.h"
#include "ui/figures/plot.h"

typedef struct {
    Px x;
    int64_t times;
} MarkSign;

/* Starts as {.sign, .which, .name}. Owns `signs`. */
typedef struct {
    LegendSign *sign;
    int which;
    const char *name; /* static */
    MarkSign *signs;
    size_t count, capacity;
    bool failed;
} MarkRow;

enum { MARK_ROW_PX = 17 };

/* What a row's name needs in the column of names. */
Px mark_row_name_width(const Font *font, const char *name);

/* Minutes in order. */
void mark_row_add(MarkRow *row, const Plot *plot, int32_t at, int64_t times);
/* A mark each time that one of these courses of the groups asked for grows. Steps within a pixel are one. */
void mark_row_add_groups(MarkRow *row, const Plot *plot,
                         const Course *(*course_of)(const Record *record, uint32_t group));
void mark_row_draw(const MarkRow *row, const Plot *plot, Canvas *canvas, Px y);
void mark_row_free(MarkRow *row);

#endif
