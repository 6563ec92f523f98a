#include "sim/run/timeline.h"

#include <stdlib.h>

#include "sim/run/close_up.h"
#include "sim/run/following.h"
#include "sim/run/landings.h"

/* Work is told in attempts that only go on as before, some 10 ns each. One that the table answers takes ten
 * times as long; a minute in which anything happens has its cost too. */
enum { WORK_OF_ROW = 10, WORK_OF_STEP = 5 };
/* Where the way to a minute was longer than WORK_OF_SEEK, a snapshot is kept so far before it: who looks
 * there looks at the minute before it and the last hour, too, and at the next minute. */
enum { NEAR_MIN = 120 };

/* A change made in a branch. */
typedef struct {
    int32_t at;
    const Change *change;
} Branching;

/* How many rows a minute has. */
typedef struct {
    int32_t at; /* NEVER: of none */
    uint32_t rows;
} Counted;

/* One to whom nothing happens in a minute, as it is then. */
typedef struct {
    int32_t at; /* NEVER: none */
    uint32_t number;
    Machine machine;
} Bystander;

struct Timeline {
    const Plan *plan;
    Run *cursor; /* goes anywhere; owned */
    uint64_t cursor_work, rows_told;
    World *shown;      /* what seek gave last at the end of a minute, written out whole; owned */
    int32_t shown_at;  /* that minute; NEVER: none */
    CloseUp *close_up; /* the minute in which one looked after a row last, or NULL; owned */
    Counted counted;
    Bystander bystander;
    Landings landings;
    Landing near; /* one beside them, before the last minute to which the way was long; its snapshot may be
                     NULL */
    int32_t known;
    Record *record; /* of the minutes known; held */
    Watch watch;
    bool resumed;          /* the record goes on from the world as it was at the end of what was known */
    Following *following;  /* the machine asked about last, or NULL; owned */
    Branching *branchings; /* in the order in which they were made, the parent's first; owned */
    uint32_t branching_count;
};

/* ---- a timeline --------------------------------------------------------------------------------------- */

/* Takes the run over, and the hold on the record, also where it fails. */
static Timeline *timeline_around(const Plan *plan, size_t budget, Run *run, Record *record) {
    Timeline *timeline = run && record ? calloc(1, sizeof *timeline) : NULL;
    if (!timeline) {
        run_destroy(run);
        record_let_go(record);
        return NULL;
    }
    *timeline = (Timeline){.plan = plan,
                           .cursor = run,
                           .known = -1,
                           .shown_at = NEVER,
                           .counted.at = NEVER,
                           .bystander.at = NEVER,
                           .record = record,
                           .watch = record_watch(record)};
    landings_begin(&timeline->landings, budget);
    run_watch(run, &timeline->watch);
    return timeline;
}

Timeline *timeline_create(const Plan *plan, size_t budget) {
    Record *record = record_create(plan, budget / 4);
    Timeline *timeline = timeline_around(plan, budget - budget / 4, run_create(plan), record);
    if (!timeline || landings_keep(&timeline->landings, timeline->cursor, 0)) return timeline;
    timeline_destroy(timeline);
    return NULL;
}

static bool tell_branchings(const Timeline *timeline, Run *run) {
    for (uint32_t i = 0; i < timeline->branching_count; i++)
        if (!run_what_if_at(run, timeline->branchings[i].at, timeline->branchings[i].change)) return false;
    return true;
}

/* Those of the parent, also the ones that are still to come in it, and its own. */
static bool take_branchings(Timeline *branch, const Timeline *parent, int32_t at, const Change *change) {
    branch->branchings = malloc((parent->branching_count + 1) * sizeof *branch->branchings);
    if (!branch->branchings) return false;
    for (uint32_t b = 0; b < parent->branching_count; b++)
        branch->branchings[branch->branching_count++] = parent->branchings[b];
    if (change) branch->branchings[branch->branching_count++] = (Branching){at + 1, change};
    return tell_branchings(branch, branch->cursor);
}

/* Puts the cursor there. */
static bool land(Timeline *timeline, const Landing *landing) {
    timeline->cursor_work = landing->work;
    return snapshot_restore(landing->snapshot, timeline->cursor);
}

Timeline *timeline_branch(Timeline *parent, int32_t at, const Change *change) {
    const Landing *landing = landings_find(&parent->landings, at);
    Timeline *branch = timeline_around(parent->plan, parent->landings.budget, run_create_empty(parent->plan),
                                       record_branch(parent->record, at));
    if (branch && landings_share(&branch->landings, &parent->landings, at) &&
        take_branchings(branch, parent, at, change) && land(branch, landing)) {
        branch->known = parent->known < at ? parent->known : at;
        return branch;
    }
    timeline_destroy(branch);
    return NULL;
}

void timeline_destroy(Timeline *timeline) {
    if (!timeline) return;
    landings_end(&timeline->landings);
    snapshot_let_go(timeline->near.snapshot);
    free(timeline->branchings);
    free(timeline->shown);
    close_up_destroy(timeline->close_up);
    run_destroy(timeline->cursor);
    following_destroy(timeline->following);
    record_let_go(timeline->record);
    free(timeline);
}

const Plan *timeline_plan(const Timeline *timeline) {
    return timeline->plan;
}

int32_t timeline_known(const Timeline *timeline) {
    return timeline->known;
}

const Record *timeline_record(const Timeline *timeline) {
    return timeline->record;
}

size_t timeline_snapshot_bytes(const Timeline *timeline) {
    return landings_bytes(&timeline->landings);
}

/* The first minute that has one of its changes but the first so many; else the one after the run. */
static int32_t first_beyond(const Timeline *timeline, uint32_t count) {
    int32_t first = timeline->plan->run_min + 1;
    for (uint32_t b = count; b < timeline->branching_count; b++)
        if (timeline->branchings[b].at < first) first = timeline->branchings[b].at;
    return first;
}

int32_t timeline_shared_until(const Timeline *a, const Timeline *b) {
    uint32_t common = 0;
    if (a->plan != b->plan) return -1;
    while (common < a->branching_count && common < b->branching_count &&
           a->branchings[common].at == b->branchings[common].at &&
           a->branchings[common].change == b->branchings[common].change)
        common++;
    const int32_t at_a = first_beyond(a, common), at_b = first_beyond(b, common);
    return (at_a < at_b ? at_a : at_b) - 1;
}

/* ---- going there -------------------------------------------------------------------------------------- */

/* Puts the cursor at the end of a known minute at or before `at`, as near as it gets without carrying
 * anything out. */
static bool come_near(Timeline *timeline, int32_t at) {
    const int32_t now = run_head(timeline->cursor)->now;
    const Landing *landing = landings_find(&timeline->landings, at), *near = &timeline->near;
    if (near->snapshot && snapshot_at(near->snapshot) <= at &&
        snapshot_at(near->snapshot) > snapshot_at(landing->snapshot))
        landing = near;
    return (now <= at && now >= snapshot_at(landing->snapshot)) || land(timeline, landing);
}

/* What the cursor is told by: the record, and another who wants every row. */
typedef struct {
    Timeline *timeline;
    RowSink record;
    const RowSink *also;
} Hearing;

static void hear_row(void *context, const Row *row) {
    Hearing *hearing = context;
    hearing->timeline->rows_told++;
    hearing->record.take(hearing->record.context, row);
    if (hearing->also) hearing->also->take(hearing->also->context, row);
}

static void pass_over(void *context, const Quiet *quiet) {
    (void)context;
    (void)quiet;
}

/* One step of the cursor towards `last`; not over the end of what is known. */
static RunStatus step(Timeline *timeline, int32_t last, const RowSink *also) {
    Hearing hearing = {timeline, record_sink(timeline->record), also};
    const RowSink sink = {hear_row, &hearing, also ? NULL : pass_over};
    const World *world = run_head(timeline->cursor);
    const uint64_t rows = world->row_count, told = timeline->rows_told;
    const bool within = world->now < timeline->known && timeline->known < last;
    const RunStatus status = run_step(timeline->cursor, within ? timeline->known : last, &sink);
    timeline->cursor_work +=
        WORK_OF_STEP + (world->row_count - rows) + (WORK_OF_ROW - 1) * (timeline->rows_told - told);
    return status == RUN_IS_OVER && within ? RUN_GOES_ON : status;
}

/* The same, with what it needs on new ground: the record goes on, and a snapshot is kept where one is due. */
static RunStatus go_on(Timeline *timeline, int32_t last, const RowSink *also) {
    const World *world = run_head(timeline->cursor);
    if (!timeline->resumed && world->now == timeline->known) {
        record_resume(timeline->record, world);
        timeline->resumed = true;
    }
    run_step_at_most(timeline->cursor,
                     world->now < timeline->known
                         ? 0
                         : landings_work_until_due(&timeline->landings, timeline->cursor_work));
    const RunStatus status = step(timeline, last, also);
    if (status == RUN_OUT_OF_MEMORY || world->now <= timeline->known) return status;
    timeline->known = world->now;
    if (!record_close(timeline->record, world->now)) return RUN_OUT_OF_MEMORY;
    if (landings_work_until_due(&timeline->landings, timeline->cursor_work) > 0) return status;
    if (!landings_keep(&timeline->landings, timeline->cursor, timeline->cursor_work))
        return RUN_OUT_OF_MEMORY;
    landings_thin_out(&timeline->landings);
    return status;
}

static bool carry_to(Timeline *timeline, int32_t at) {
    RunStatus status = RUN_GOES_ON;
    while (status == RUN_GOES_ON && run_head(timeline->cursor)->now < at) status = go_on(timeline, at, NULL);
    return status != RUN_OUT_OF_MEMORY;
}

/* It only saves time: without memory for it, it is not kept. */
static void keep_near(Timeline *timeline) {
    snapshot_let_go(timeline->near.snapshot);
    timeline->near = (Landing){snapshot_take(timeline->cursor, NULL), timeline->cursor_work};
}

static bool go_to(Timeline *timeline, int32_t at) {
    if (!come_near(timeline, at)) return false;
    const uint64_t work = timeline->cursor_work;
    if (!carry_to(timeline, at - NEAR_MIN)) return false;
    if (timeline->cursor_work - work > WORK_OF_SEEK) keep_near(timeline);
    return carry_to(timeline, at);
}

RunStatus timeline_advance(Timeline *timeline, uint64_t rows) {
    if (!go_to(timeline, timeline->known)) return RUN_OUT_OF_MEMORY;
    const uint64_t enough = run_head(timeline->cursor)->row_count + rows;
    RunStatus status = RUN_GOES_ON;
    while (status == RUN_GOES_ON && run_head(timeline->cursor)->row_count < enough)
        status = go_on(timeline, timeline->plan->run_min, NULL);
    return status;
}

/* ---- looking there ------------------------------------------------------------------------------------ */

const Run *timeline_run(Timeline *timeline, int32_t at) {
    return go_to(timeline, at) ? timeline->cursor : NULL;
}

static bool make_shown(Timeline *timeline) {
    if (!timeline->shown) timeline->shown = malloc(run_head(timeline->cursor)->bytes);
    return timeline->shown != NULL;
}

/* Whoever looks at a minute often looks twice. */
static const World *show(Timeline *timeline, int32_t at) {
    if (timeline->shown_at == at) return timeline->shown;
    timeline->shown_at = NEVER;
    if (!make_shown(timeline) || !go_to(timeline, at)) return NULL;
    run_show(timeline->cursor, timeline->shown);
    timeline->shown_at = at;
    return timeline->shown;
}

/* Opens the minute, where it is not open. What happened in it will not change. */
static bool open_minute(Timeline *timeline, int32_t at, bool whole) {
    const CloseUp *open = timeline->close_up;
    if (open && close_up_at(open) == at && (close_up_is_whole(open) || !whole)) return true;
    close_up_destroy(timeline->close_up);
    timeline->close_up = NULL;
    if (go_to(timeline, at - 1)) timeline->close_up = close_up_create(timeline->cursor, whole);
    return timeline->close_up != NULL;
}

const World *timeline_seek(Timeline *timeline, int32_t at, uint32_t row) {
    uint32_t rows;
    if (row == ROW_END || at < 0) return show(timeline, at);
    if (row == 0) return show(timeline, at - 1);
    if (!open_minute(timeline, at, true)) return NULL;
    const World *world = close_up_after(timeline->close_up, row, &rows);
    return world && rows < row ? show(timeline, at) : world;
}

/* The machine at the end of minute `at`. */
static bool look_at(Timeline *timeline, int32_t at, uint32_t machine, Machine *out) {
    Bystander *known = &timeline->bystander;
    if (known->at != at || known->number != machine) {
        if (!go_to(timeline, at)) return false;
        *known = (Bystander){at, machine, run_machine(timeline->cursor, machine)};
    }
    *out = known->machine;
    return true;
}

static const World *glance_at_end(Timeline *timeline, int32_t at, uint32_t machine, Machine *out) {
    if (!go_to(timeline, at) || (machine != NO_MACHINE && !look_at(timeline, at, machine, out))) return NULL;
    return run_head(timeline->cursor);
}

const World *timeline_glance(Timeline *timeline, int32_t at, uint32_t row, uint32_t machine, Machine *out) {
    uint32_t rows;
    if (row == ROW_END || at < 0) return glance_at_end(timeline, at, machine, out);
    if (row == 0) return glance_at_end(timeline, at - 1, machine, out);
    if (!open_minute(timeline, at, false)) return NULL;
    const World *world = close_up_after(timeline->close_up, row, &rows);
    if (world && rows < row) return glance_at_end(timeline, at, machine, out);
    if (!world || machine == NO_MACHINE) return world;
    if (close_up_has(timeline->close_up, machine))
        *out = *world_machine(world, machine);
    else if (!look_at(timeline, at, machine, out))
        return NULL;
    return world;
}

/* A step to which rows are told one by one, which is a minute long at most but for what is quiet before it.
 * How many rows that minute had is known from then on: whoever came there by rows often asks for them next.
 */
static RunStatus tell_on(Timeline *timeline, int32_t last, const RowSink *sink) {
    const World *world = run_head(timeline->cursor);
    const uint64_t before_it = world->row_count;
    const RunStatus status = go_on(timeline, last, sink);
    timeline->counted =
        (Counted){status == RUN_OUT_OF_MEMORY ? NEVER : world->now, (uint32_t)(world->row_count - before_it)};
    return status;
}

bool timeline_tell(Timeline *timeline, int32_t from, int32_t to, const RowSink *sink) {
    RunStatus status = go_to(timeline, from - 1) ? RUN_GOES_ON : RUN_OUT_OF_MEMORY;
    while (status == RUN_GOES_ON && run_head(timeline->cursor)->now < to)
        status = tell_on(timeline, to, sink);
    return status != RUN_OUT_OF_MEMORY;
}

Run *timeline_run_anew(const Timeline *timeline) {
    Run *run = run_create(timeline->plan);
    if (!run || tell_branchings(timeline, run)) return run;
    run_destroy(run);
    return NULL;
}

static bool follow(Timeline *timeline, uint32_t machine) {
    following_destroy(timeline->following);
    Run *run = timeline_run_anew(timeline);
    timeline->following = run ? following_create(run, machine) : NULL;
    return timeline->following != NULL;
}

bool timeline_follow(Timeline *timeline, uint32_t machine, int32_t at, int32_t *out_until) {
    if (!following_knows(timeline->following, machine) && !follow(timeline, machine)) return false;
    *out_until = following_go_on(timeline->following, at, WORK_OF_SEEK);
    return true;
}

bool timeline_tell_machine(Timeline *timeline, uint32_t machine, int32_t at, const RowSink *sink) {
    if (!following_knows(timeline->following, machine) && !follow(timeline, machine)) return false;
    return following_tell(timeline->following, at, sink);
}

const Run *timeline_run_told(Timeline *timeline, int32_t at) {
    const Run *told = at > timeline->known ? following_run(timeline->following, at) : NULL;
    return told ? told : timeline_run(timeline, at);
}

bool timeline_rows(Timeline *timeline, int32_t at, uint32_t *out_rows) {
    Counted *counted = &timeline->counted;
    if (counted->at != at) {
        counted->at = NEVER;
        if (!go_to(timeline, at - 1)) return false;
        const uint64_t before_it = run_head(timeline->cursor)->row_count;
        if (!go_to(timeline, at)) return false;
        *counted = (Counted){at, (uint32_t)(run_head(timeline->cursor)->row_count - before_it)};
    }
    *out_rows = counted->rows;
    return true;
}

static void note_first(void *context, const Row *row) {
    int32_t *first = context;
    if (*first == NEVER) *first = row->at;
}

bool timeline_next(Timeline *timeline, int32_t at, int32_t last, int32_t *out_at) {
    const RowSink sink = {note_first, out_at, NULL};
    RunStatus status = go_to(timeline, at) ? RUN_GOES_ON : RUN_OUT_OF_MEMORY;
    *out_at = NEVER;
    while (status == RUN_GOES_ON && *out_at == NEVER && run_head(timeline->cursor)->now < last)
        status = tell_on(timeline, last, &sink);
    return status != RUN_OUT_OF_MEMORY;
}

static void note_last(void *context, const Row *row) {
    *(int32_t *)context = row->at;
}

bool timeline_before(Timeline *timeline, int32_t at, int32_t *out_at) {
    const RowSink sink = {note_last, out_at, NULL};
    int32_t until = at - 1, length = (int32_t)HOUR_MIN;
    *out_at = -1;
    while (*out_at < 0 && until >= 0) {
        const int32_t from = until >= length ? until - length + 1 : 0;
        if (!timeline_tell(timeline, from, until, &sink)) return false;
        until = from - 1;
        length *= 4;
    }
    return true;
}
