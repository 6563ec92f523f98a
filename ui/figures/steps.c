#include "ui/figures/steps.h"

#include <stdlib.h>

Px scale_y(const Scale *scale, int32_t number) {
    return box_bottom(scale->box) - px_share(scale->box.height, number, scale->top);
}

/* Owned by whoever draws. */
typedef struct {
    Point *points;
    size_t count, capacity;
    bool failed; /* some are lacking, for want of memory */
} Points;

static void add(Points *line, Point point) {
    if (line->count > 0 && line->points[line->count - 1].x == point.x &&
        line->points[line->count - 1].y == point.y)
        return;
    if (line->count == line->capacity) {
        const size_t capacity = line->capacity ? 2 * line->capacity : 128;
        Point *points = realloc(line->points, capacity * sizeof *points);
        line->failed |= !points;
        if (!points) return;
        line->points = points;
        line->capacity = capacity;
    }
    line->points[line->count++] = point;
}

/* Steps that lie within one pixel. */
typedef struct {
    Px x;
    int32_t least, most, last;
    bool any;
} Column;

/* Up or down to what was farthest from where it goes on, then there. */
static void add_column(Points *line, const Scale *scale, Column *column) {
    if (!column->any) return;
    column->any = false;
    if (line->count > 0) add(line, (Point){column->x, line->points[line->count - 1].y});
    if (column->least < column->last) add(line, (Point){column->x, scale_y(scale, column->least)});
    if (column->most > column->last) add(line, (Point){column->x, scale_y(scale, column->most)});
    add(line, (Point){column->x, scale_y(scale, column->last)});
}

static void trace(Points *line, const Axis *axis, const Stretch *stretch, const Scale *scale,
                  const Course *course) {
    Column column = {0};
    CourseStep step;
    line->count = 0;
    add(line, (Point){stretch->x, scale_y(scale, course_at(course, stretch->from))});
    for (int32_t at = stretch->from; course_next(course, at, &step) && step.at <= stretch->to; at = step.at) {
        const Px x = axis_x(axis, step.at);
        if (column.any && x / PX(1) != column.x / PX(1)) add_column(line, scale, &column);
        if (!column.any) column = (Column){x, step.value, step.value, step.value, true};
        if (step.value < column.least) column.least = step.value;
        if (step.value > column.most) column.most = step.value;
        column.last = step.value;
    }
    add_column(line, scale, &column);
    if (line->count > 0) add(line, (Point){stretch->x + stretch->width, line->points[line->count - 1].y});
}

void steps_line(Canvas *canvas, const Axis *axis, const Scale *scale, const Course *course, Stroke stroke) {
    Points line = {0};
    for (int s = 0; s < axis->stretch_count; s++) {
        if (axis->stretches[s].is_folded) continue;
        trace(&line, axis, &axis->stretches[s], scale, course);
        canvas_polyline(canvas, line.points, line.count, stroke);
    }
    canvas->failed |= line.failed;
    free(line.points);
}

void steps_area(Canvas *canvas, const Axis *axis, const Scale *scale, const Course *course, Fill fill) {
    Points line = {0};
    for (int s = 0; s < axis->stretch_count; s++) {
        const Stretch *stretch = &axis->stretches[s];
        if (stretch->is_folded) continue;
        trace(&line, axis, stretch, scale, course);
        add(&line, (Point){stretch->x + stretch->width, box_bottom(scale->box)});
        add(&line, (Point){stretch->x, box_bottom(scale->box)});
        canvas_polygon(canvas, line.points, line.count, fill, NO_LINE);
    }
    canvas->failed |= line.failed;
    free(line.points);
}

void steps_between(const Axis *axis, const Course *course, Px from, Px to, int32_t *out_least,
                   int32_t *out_most) {
    Bin bin;
    const int32_t first = axis_at(axis, from), last = axis_at(axis, to);
    course_bins(course, first, last > first ? last : first, 1, &bin);
    *out_least = bin.least;
    *out_most = bin.most;
}
