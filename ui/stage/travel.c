#include "ui/stage/travel.h"

bool travel_forward(Lane *lane, int32_t limit_at, Spot *spot) {
    uint32_t rows;
    if (!timeline_rows(lane->timeline, spot->at, &rows)) return false;
    if (spot->row != ROW_END && spot->row + 1 < rows) {
        spot->row++;
        return true;
    }
    if (spot->row != ROW_END && spot->row < rows) {
        spot->row = ROW_END;
        return true;
    }
    int32_t next;
    if (!timeline_next(lane->timeline, spot->at, limit_at, &next)) return false;
    *spot = (Spot){next == NEVER || next > limit_at ? limit_at : next, ROW_END};
    if (next != spot->at || !timeline_rows(lane->timeline, next, &rows)) return next != spot->at;
    if (rows > 1) spot->row = 1;
    return true;
}

bool travel_back(Lane *lane, Spot *spot) {
    uint32_t rows;
    if (!timeline_rows(lane->timeline, spot->at, &rows)) return false;
    if (spot->row > rows) spot->row = rows;
    if (spot->row > 1) {
        spot->row--;
        return true;
    }
    int32_t before;
    if (!timeline_before(lane->timeline, spot->at, &before)) return false;
    *spot = before < 0 ? (Spot){0, 0} : (Spot){before, ROW_END};
    return true;
}

/* ---- meaning ------------------------------------------------------------------------------------------ */

static int32_t earlier(int32_t a, int32_t b) {
    return a < b ? a : b;
}

static int32_t later_of(int32_t a, int32_t b) {
    return a > b ? a : b;
}

/* Between two values: does one reach what a product of the plan needs, and the other not? */
static bool crosses(const Plan *plan, Pool pool, int32_t from, int32_t to) {
    for (uint32_t g = 0; g < plan->group_count; g++) {
        const Product *product = &plan->products[plan->groups[g].product];
        if (product->by == BY_HOST && product->pool == pool &&
            (from >= product->threshold) != (to >= product->threshold))
            return true;
    }
    return false;
}

/* The first step of the course after minute `after`, up to `until`, that crosses; or with `last` the last. */
static int32_t crossing(const Course *course, const Plan *plan, Pool pool, int32_t after, int32_t until,
                        bool last) {
    int32_t value = course_at(course, after), found = last ? -1 : NEVER;
    CourseStep step = {after, value};
    while (course_next(course, step.at, &step) && step.at <= until) {
        if (crosses(plan, pool, value, step.value)) {
            found = step.at;
            if (!last) break;
        }
        value = step.value;
    }
    return found;
}

int32_t travel_next_meaning(const Lane *lane, int32_t after, int32_t limit_at) {
    const Record *record = lane_record(lane);
    const Plan *plan = lane_plan(lane);
    int32_t next = NEVER;
    Doing doing;
    if (record_doing(record, record_first_doing(record, after + 1), &doing)) next = doing.at;
    const uint32_t mark = record_first_mark(record, after + 1);
    if (mark < record_mark_count(record)) next = earlier(next, record_mark(record, mark)->at);
    for (uint32_t h = 0; h < plan->host_count; h++)
        for (int pool = 0; pool < POOL_COUNT; pool++)
            next = earlier(next, crossing(record_count(record, (int)h, (Pool)pool), plan, (Pool)pool, after,
                                          earlier(next, limit_at), false));
    return next > limit_at ? NEVER : next;
}

int32_t travel_last_meaning(const Lane *lane, int32_t before) {
    const Record *record = lane_record(lane);
    const Plan *plan = lane_plan(lane);
    int32_t last = -1;
    Doing doing;
    const uint32_t number = record_first_doing(record, before);
    if (number > 0 && record_doing(record, number - 1, &doing)) last = doing.at;
    const uint32_t mark = record_first_mark(record, before);
    if (mark > 0) last = later_of(last, record_mark(record, mark - 1)->at);
    for (uint32_t h = 0; h < plan->host_count; h++)
        for (int pool = 0; pool < POOL_COUNT; pool++)
            last = later_of(last, crossing(record_count(record, (int)h, (Pool)pool), plan, (Pool)pool, last,
                                           before - 1, true));
    return last;
}
