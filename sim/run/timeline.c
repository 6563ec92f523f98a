#include "sim/run/timeline.h"

#include <stdlib.h>
#include <string.h>

#include "sim/base/check.h"
#include "sim/run/trace.h"

/* Replaying so many rows takes a few milliseconds: the longest a seek within known time should take. */
enum { FIRST_SPACING = 20000, SNAPSHOTS_LEAST = 2 };

/* A copy of the world at the end of a minute. Branches share it. */
typedef struct {
    World *world; /* owned by the last who holds it */
    int holders;
} Snapshot;

/* A change made in a branch. */
typedef struct {
    int32_t at;
    const Change *change;
} Branching;

struct Timeline {
    const Plan *plan;
    size_t budget;
    Run *cursor;          /* goes anywhere; owned */
    World *within;        /* the world in the middle of a minute, for seek; owned */
    Snapshot **snapshots; /* in order of time; the first is before minute 0 */
    size_t count, capacity;
    uint64_t spacing; /* rows between snapshots */
    int32_t known;
    Branching *branchings; /* in order of time; owned */
    uint32_t branching_count;
};

/* ---- snapshots ---------------------------------------------------------------------------------------- */

static void let_go(Snapshot *snapshot) {
    if (--snapshot->holders > 0) return;
    free(snapshot->world);
    free(snapshot);
}

static bool make_room(Timeline *timeline) {
    if (timeline->count < timeline->capacity) return true;
    const size_t capacity = timeline->capacity ? timeline->capacity * 2 : 16;
    Snapshot **snapshots = realloc(timeline->snapshots, capacity * sizeof *snapshots);
    if (!snapshots) return false;
    timeline->snapshots = snapshots;
    timeline->capacity = capacity;
    return true;
}

static bool keep_snapshot(Timeline *timeline) {
    Snapshot *snapshot = malloc(sizeof *snapshot);
    World *world = world_copy(run_world(timeline->cursor));
    if (!snapshot || !world || !make_room(timeline)) {
        free(snapshot);
        free(world);
        return false;
    }
    *snapshot = (Snapshot){world, 1};
    timeline->snapshots[timeline->count++] = snapshot;
    return true;
}

size_t timeline_snapshot_bytes(const Timeline *timeline) {
    return timeline->count * run_head(timeline->cursor)->bytes;
}

/* Every second one goes, and from now on they stand twice as far apart. */
static void thin_out(Timeline *timeline) {
    while (timeline->count > SNAPSHOTS_LEAST && timeline_snapshot_bytes(timeline) > timeline->budget) {
        size_t kept = 0;
        for (size_t i = 0; i < timeline->count; i++) {
            if (i % 2 == 0)
                timeline->snapshots[kept++] = timeline->snapshots[i];
            else
                let_go(timeline->snapshots[i]);
        }
        timeline->count = kept;
        timeline->spacing *= 2;
    }
}

/* The newest snapshot at or before the end of minute `at`. */
static size_t find_snapshot(const Timeline *timeline, int32_t at) {
    size_t low = 0, high = timeline->count;
    while (high - low > 1) {
        const size_t middle = low + (high - low) / 2;
        if (timeline->snapshots[middle]->world->now <= at)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* ---- a timeline --------------------------------------------------------------------------------------- */

static Timeline *timeline_empty(const Plan *plan, size_t budget) {
    Timeline *timeline = calloc(1, sizeof *timeline);
    if (!timeline) return NULL;
    *timeline = (Timeline){.plan = plan, .budget = budget, .spacing = FIRST_SPACING, .known = -1};
    timeline->cursor = run_create(plan);
    return timeline;
}

Timeline *timeline_create(const Plan *plan, size_t budget) {
    Timeline *timeline = timeline_empty(plan, budget);
    if (timeline && timeline->cursor && keep_snapshot(timeline)) return timeline;
    timeline_destroy(timeline);
    return NULL;
}

static bool take_branchings(Timeline *branch, const Timeline *parent, int32_t at, const Change *change) {
    branch->branchings = malloc((parent->branching_count + 1) * sizeof *branch->branchings);
    if (!branch->branchings) return false;
    for (uint32_t i = 0; i < parent->branching_count; i++)
        if (parent->branchings[i].at <= at + 1)
            branch->branchings[branch->branching_count++] = parent->branchings[i];
    if (change) branch->branchings[branch->branching_count++] = (Branching){at + 1, change};
    for (uint32_t i = 0; i < branch->branching_count; i++)
        if (!run_what_if_at(branch->cursor, branch->branchings[i].at, branch->branchings[i].change))
            return false;
    return true;
}

static bool share_past(Timeline *branch, const Timeline *parent, int32_t at) {
    for (size_t i = 0; i < parent->count && parent->snapshots[i]->world->now <= at; i++) {
        if (!make_room(branch)) return false;
        parent->snapshots[i]->holders++;
        branch->snapshots[branch->count++] = parent->snapshots[i];
    }
    branch->spacing = parent->spacing;
    branch->known = parent->known < at ? parent->known : at;
    return true;
}

Timeline *timeline_branch(Timeline *parent, int32_t at, const Change *change) {
    Timeline *branch = timeline_empty(parent->plan, parent->budget);
    if (branch && branch->cursor && share_past(branch, parent, at) &&
        take_branchings(branch, parent, at, change))
        return branch;
    timeline_destroy(branch);
    return NULL;
}

void timeline_destroy(Timeline *timeline) {
    if (!timeline) return;
    for (size_t i = 0; i < timeline->count; i++) let_go(timeline->snapshots[i]);
    free(timeline->snapshots);
    free(timeline->branchings);
    free(timeline->within);
    run_destroy(timeline->cursor);
    free(timeline);
}

int32_t timeline_known(const Timeline *timeline) {
    return timeline->known;
}

/* ---- going there -------------------------------------------------------------------------------------- */

/* Puts the cursor at the end of a known minute at or before `at`, as near as it gets without carrying
 * anything out. */
static bool come_near(Timeline *timeline, int32_t at) {
    const World *world = run_head(timeline->cursor);
    const World *snapshot = timeline->snapshots[find_snapshot(timeline, at)]->world;
    if (world->now <= at && world->now >= snapshot->now) return true;
    return run_restore(timeline->cursor, snapshot);
}

/* One step of the cursor towards `last`, keeping a snapshot where one is due. */
static RunStatus go_on(Timeline *timeline, int32_t last, const RowSink *sink) {
    const RunStatus status = run_step(timeline->cursor, last, sink);
    const World *world = run_head(timeline->cursor);
    if (status == RUN_OUT_OF_MEMORY || world->now <= timeline->known) return status;
    timeline->known = world->now;
    if (world->row_count - timeline->snapshots[timeline->count - 1]->world->row_count < timeline->spacing)
        return status;
    if (!keep_snapshot(timeline)) return RUN_OUT_OF_MEMORY;
    thin_out(timeline);
    return status;
}

static bool go_to(Timeline *timeline, int32_t at) {
    RunStatus status = come_near(timeline, at) ? RUN_GOES_ON : RUN_OUT_OF_MEMORY;
    while (status == RUN_GOES_ON) status = go_on(timeline, at, NULL);
    return status == RUN_IS_OVER;
}

RunStatus timeline_advance(Timeline *timeline, uint64_t attempts) {
    const int32_t end = timeline->plan->run_min;
    if (!come_near(timeline, timeline->known)) return RUN_OUT_OF_MEMORY;
    RunStatus status = RUN_GOES_ON;
    while (status == RUN_GOES_ON && run_head(timeline->cursor)->now < timeline->known)
        status = go_on(timeline, timeline->known, NULL);
    const uint64_t enough = run_head(timeline->cursor)->attempt_count + attempts;
    status = status == RUN_OUT_OF_MEMORY ? status : RUN_GOES_ON;
    while (status == RUN_GOES_ON && run_head(timeline->cursor)->attempt_count < enough)
        status = go_on(timeline, end, NULL);
    return status;
}

/* Listens to one minute: counts its rows, and keeps the world as it is after the wanted one. */
typedef struct {
    Run *close_up; /* a copy in which every machine is written out after every row */
    uint32_t wanted, seen;
    World *within;
    bool no_memory;
} Listening;

static void take_row(void *context, const Row *row) {
    Listening *listening = context;
    (void)row;
    if (++listening->seen != listening->wanted) return;
    listening->within = world_copy(run_head(listening->close_up));
    listening->no_memory |= listening->within == NULL;
}

/* Leaves the world after the wanted row in timeline->within, or NULL where the minute has fewer. */
static bool listen(Timeline *timeline, int32_t at, Listening *listening) {
    const RowSink sink = {take_row, listening, NULL};
    free(timeline->within);
    timeline->within = NULL;
    if (!go_to(timeline, at - 1)) return false;
    listening->close_up = run_copy(timeline->cursor);
    if (!listening->close_up) return false;
    run_by_table_only(listening->close_up);
    run_world(listening->close_up);
    const RunStatus status = run_to(listening->close_up, at, &sink);
    timeline->within = listening->within;
    run_destroy(listening->close_up);
    return status == RUN_IS_OVER && !listening->no_memory;
}

const World *timeline_seek(Timeline *timeline, int32_t at, uint32_t row) {
    if (row == 0 && at >= 0) return go_to(timeline, at - 1) ? run_world(timeline->cursor) : NULL;
    if (row != ROW_END && at >= 0) {
        Listening listening = {.wanted = row};
        if (!listen(timeline, at, &listening)) return NULL;
        if (timeline->within) return timeline->within;
        /* The minute has fewer rows: all of them. */
    }
    return go_to(timeline, at) ? run_world(timeline->cursor) : NULL;
}

bool timeline_rows(Timeline *timeline, int32_t at, uint32_t *out_rows) {
    Listening listening = {.wanted = 0};
    if (!listen(timeline, at, &listening)) return false;
    *out_rows = listening.seen;
    return true;
}

/* ---- the first difference ----------------------------------------------------------------------------- */

/* The rows of one minute as text. */
typedef struct {
    const Plan *plan;
    Text rows;
} Minute;

static void write_row(void *context, const Row *row) {
    Minute *minute = context;
    trace_json(&minute->rows, minute->plan, row);
}

/* The rows of the next minute in which anything happens, up to `last`. */
static RunStatus next_minute(Timeline *timeline, int32_t last, Minute *minute) {
    const RowSink sink = {write_row, minute, NULL};
    RunStatus status = RUN_GOES_ON;
    text_clear(&minute->rows);
    while (status == RUN_GOES_ON && minute->rows.length == 0) status = go_on(timeline, last, &sink);
    return minute->rows.failed ? RUN_OUT_OF_MEMORY : status;
}

/* Which line of two texts is the first that differs; they differ. */
static uint32_t different_line(const Text *a, const Text *b) {
    uint32_t line = 0;
    for (size_t i = 0; i < a->length && i < b->length && a->bytes[i] == b->bytes[i]; i++)
        line += a->bytes[i] == '\n';
    return line;
}

static bool same_text(const Text *a, const Text *b) {
    return a->length == b->length && (a->length == 0 || memcmp(a->bytes, b->bytes, a->length) == 0);
}

bool timeline_first_difference(Timeline *a, Timeline *b, int32_t *out_at, uint32_t *out_row) {
    Minute of_a = {.plan = a->plan}, of_b = {.plan = b->plan};
    RunStatus goes_a = go_to(a, -1) ? RUN_GOES_ON : RUN_OUT_OF_MEMORY;
    RunStatus goes_b = go_to(b, -1) ? RUN_GOES_ON : RUN_OUT_OF_MEMORY;
    *out_at = NEVER;
    *out_row = 0;
    while (*out_at == NEVER && goes_a != RUN_OUT_OF_MEMORY && goes_b != RUN_OUT_OF_MEMORY &&
           (goes_a == RUN_GOES_ON || goes_b == RUN_GOES_ON)) {
        goes_a = next_minute(a, a->plan->run_min, &of_a);
        goes_b = next_minute(b, b->plan->run_min, &of_b);
        if (same_text(&of_a.rows, &of_b.rows)) continue;
        const int32_t at_a = of_a.rows.length ? run_head(a->cursor)->now : NEVER;
        const int32_t at_b = of_b.rows.length ? run_head(b->cursor)->now : NEVER;
        *out_at = at_a < at_b ? at_a : at_b;
        *out_row = at_a == at_b ? different_line(&of_a.rows, &of_b.rows) : 0;
    }
    text_free(&of_a.rows);
    text_free(&of_b.rows);
    return goes_a != RUN_OUT_OF_MEMORY && goes_b != RUN_OUT_OF_MEMORY;
}
