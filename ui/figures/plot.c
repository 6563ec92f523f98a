#include "ui/figures/plot.h"

#include <stdlib.h>

#include "sim/base/check.h"

bool plot_is_pale(const Plot *plot, Look look) {
    return plot->pale_looks >> look & 1;
}

int32_t plot_from(const Plot *plot) {
    return plot->request->from;
}

int32_t plot_to(const Plot *plot) {
    return plot->request->to;
}

/* ---- what is shown ------------------------------------------------------------------------------------ */

bool plot_selects(const Plot *plot, Selection selection) {
    const FigureRequest *request = plot->request;
    if (!request->groups || selection.all) return true;
    for (uint32_t i = 0; i < request->group_count; i++) {
        const Group *group = &request->plan->groups[request->groups[i]];
        for (uint32_t r = 0; r < selection.range_count; r++) {
            const MachineRange range = selection.ranges[r];
            if (range.first < group->first + group->count && group->first < range.first + range.count)
                return true;
        }
    }
    return false;
}

bool plot_shows(const Plot *plot, const Row *mark) {
    const Plan *plan = plot->request->plan;
    if (mark->kind == ROW_CHANGE && mark->entry != NO_ENTRY) {
        const Change *change = &plan->changes[mark->entry];
        return change->kind > CHANGE_LAST_OF_MACHINES || plot_selects(plot, change->machines);
    }
    if (mark->kind == ROW_EXPECT) {
        const Claim *claim = &plan->claims[mark->entry];
        return claim->about == CLAIM_HOST_COUNT || plot_selects(plot, claim->machines);
    }
    return true;
}

/* ---- when something happens --------------------------------------------------------------------------- */

/* Bins of these minutes, and in which of them something happens: as fine as a fold can be seen. */
enum { BUSY_BINS = 4096 };
typedef struct {
    int32_t from, to;
    bool is_busy[BUSY_BINS];
} Busy;

static uint32_t bin_at(const Busy *busy, int32_t at) {
    return bin_of(busy->from, busy->to, BUSY_BINS, at);
}

/* Looks at a bin at most once, however many steps are in it. */
static void note_course(Busy *busy, const Course *course) {
    CourseStep step;
    int32_t at = busy->from - 1;
    while (course_next(course, at, &step) && step.at <= busy->to) {
        const uint32_t bin = bin_at(busy, step.at);
        busy->is_busy[bin] = true;
        at = bin_last_at(busy->from, busy->to, BUSY_BINS, bin);
        if (at < step.at) at = step.at;
    }
}

static void note_courses(Busy *busy, const Plot *plot) {
    const FigureRequest *request = plot->request;
    for (uint32_t i = 0; i < request_group_count(request); i++) {
        const uint32_t group = request_group(request, i);
        for (int look = 0; look < LOOK_COUNT; look++)
            note_course(busy, record_look(plot->record, group, (Look)look));
        note_course(busy, record_lapses(plot->record, group));
        note_course(busy, record_notices(plot->record, group));
    }
    for (int host = 0; host < (int)request->plan->host_count; host++)
        for (int pool = 0; pool < POOL_COUNT; pool++) {
            note_course(busy, record_count(plot->record, host, (Pool)pool));
            note_course(busy, record_cap(plot->record, host, (Pool)pool));
        }
}

static void note_marks(Busy *busy, const Plot *plot) {
    for (uint32_t m = record_first_mark(plot->record, busy->from); m < record_mark_count(plot->record); m++) {
        const Row *mark = record_mark(plot->record, m);
        if (mark->at > busy->to) return;
        if (plot_shows(plot, mark)) busy->is_busy[bin_at(busy, mark->at)] = true;
    }
}

static bool fold(Plot *plot) {
    Busy *busy = calloc(1, sizeof *busy);
    int32_t *minutes = malloc(2 * BUSY_BINS * sizeof *minutes);
    size_t count = 0;
    if (busy && minutes) {
        busy->from = plot_from(plot);
        busy->to = plot_to(plot);
        note_courses(busy, plot);
        note_marks(busy, plot);
        for (uint32_t b = 0; b < BUSY_BINS; b++) {
            if (!busy->is_busy[b]) continue;
            minutes[count++] = bin_first_at(busy->from, busy->to, BUSY_BINS, b);
            minutes[count++] = bin_last_at(busy->from, busy->to, BUSY_BINS, b);
        }
        axis_fold(&plot->axis, minutes, count);
    }
    const bool done = busy && minutes;
    free(busy);
    free(minutes);
    return done;
}

bool plot_begin(Plot *plot, const FigureRequest *request, const Font *font) {
    CHECK(request->timeline && request->from >= 0 && request->from <= request->to &&
          request->to <= request->plan->run_min);
    plot->request = request;
    plot->font = font;
    if (timeline_known(request->timeline) < request->to && !timeline_run(request->timeline, request->to))
        return false;
    plot->record = timeline_record(request->timeline);
    axis_begin(&plot->axis, request->from, request->to);
    return !request->fold || fold(plot);
}

/* ---- where -------------------------------------------------------------------------------------------- */

/* In whole pixels, so that it is no less than wanted if that is not too much. */
static Px at_most(Px wanted, Px most) {
    const Px up = px_whole(wanted + PX_HALF - 1), down = px_whole(most - PX_HALF);
    return up < down ? up : down;
}

void plot_lay_out(Plot *plot, Px left, Px right, Px names, Px remarks) {
    const Px whole = right - left, gap = PX(8);
    plot->names_x = left;
    plot->names_width = at_most(names, whole / 4);
    plot->remarks_width = at_most(remarks, whole / 4);
    plot->x = px_whole(left + plot->names_width + (names > 0 ? gap : 0));
    plot->remarks_x = px_whole(right - plot->remarks_width);
    plot->width = plot->remarks_x - (remarks > 0 ? gap : 0) - plot->x;
    axis_lay_out(&plot->axis, plot->font, plot->request->plan->start, plot->x, plot->width, left, right);
}

void plot_time(const Plot *plot, Px top, Px bottom, FigureTime *out) {
    *out = (FigureTime){.count = plot->axis.stretch_count, .from = top, .to = bottom};
    for (int s = 0; s < out->count; s++) {
        const Stretch *stretch = &plot->axis.stretches[s];
        out->pieces[s] = (FigurePiece){stretch->from, stretch->to, stretch->x, stretch->x + stretch->width};
    }
}
