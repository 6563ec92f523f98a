/* What a record remembers is what happened: held against runs in which every machine is looked at after every
 * minute. */
#include "tests/test.h"

#include "sim/run/timeline.h"
#include "tests/support/scene.h"
#include "tests/support/stops.h"

enum { MACHINES = 40 }; /* of a group, at most */

#ifdef __SANITIZE_ADDRESS__
enum { TRIALS = 12 }; /* there each takes ten times as long */
#else
enum { TRIALS = 60 };
#endif

/* ---- the truth ---------------------------------------------------------------------------------------- */

/* What can be counted after each minute in which anything happened, by looking at everybody. */
typedef struct {
    const Plan *plan;
    int32_t *at, *figures; /* width figures for each minute */
    size_t count, capacity, width;
    uint32_t *lapses, *notices; /* of each group, so far */
    Row *rows;                  /* all but attempts */
    size_t row_count, row_capacity;
} Truth;

static void hear(void *context, const Row *row) {
    Truth *truth = context;
    if (row->kind == ROW_NOTICE) truth->notices[plan_group_of(truth->plan, row->machine)]++;
    if (row->kind == ROW_LAPSE && row->from == STATE_LICENSED)
        truth->lapses[plan_group_of(truth->plan, row->machine)]++;
    if (row->kind == ROW_ATTEMPT) return;
    if (truth->row_count == truth->row_capacity) {
        truth->row_capacity = truth->row_capacity * 2 + 64;
        truth->rows = realloc(truth->rows, truth->row_capacity * sizeof *truth->rows);
        assert_non_null(truth->rows);
    }
    truth->rows[truth->row_count++] = *row;
}

/* Of each group: looks, lapses, notices; of each host's pools: count, cap; of each machine: its look. */
static void look_at_everything(Truth *truth, const World *world) {
    if (truth->count == truth->capacity) {
        truth->capacity = truth->capacity * 2 + 64;
        truth->at = realloc(truth->at, truth->capacity * sizeof *truth->at);
        truth->figures = realloc(truth->figures, truth->capacity * truth->width * sizeof *truth->figures);
        assert_true(truth->at && truth->figures);
    }
    int32_t *figures = truth->figures + truth->count * truth->width;
    memset(figures, 0, truth->width * sizeof *figures);
    truth->at[truth->count++] = world->now;
    int32_t *of_hosts = figures + (LOOK_COUNT + 2) * world->group_count;
    int32_t *of_machines = of_hosts + 2 * POOL_COUNT * world->host_count;
    for (uint32_t m = 0; m < world->machine_count; m++) {
        const Machine *machine = world_machine(world, m);
        of_machines[m] = (int32_t)look_of((State)machine->state, (Result)machine->last);
        figures[(LOOK_COUNT + 2) * machine->group + of_machines[m]]++;
    }
    for (uint32_t g = 0; g < world->group_count; g++) {
        figures[(LOOK_COUNT + 2) * g + LOOK_COUNT] = (int32_t)truth->lapses[g];
        figures[(LOOK_COUNT + 2) * g + LOOK_COUNT + 1] = (int32_t)truth->notices[g];
    }
    for (int h = 0; h < (int)world->host_count; h++)
        for (int pool = 0; pool < POOL_COUNT; pool++) {
            *of_hosts++ = world_count(world, h, (Pool)pool);
            *of_hosts++ = world_cap(world, h, (Pool)pool);
        }
}

/* Takes the run over; it goes to its end by the table only. */
static Truth truth_of(Run *run) {
    const Plan *plan = run_plan(run);
    const size_t groups = plan->group_count;
    Truth truth = {.plan = plan,
                   .width =
                       (LOOK_COUNT + 2) * groups + 2 * POOL_COUNT * plan->host_count + plan->machine_count,
                   .lapses = calloc(groups, sizeof(uint32_t)),
                   .notices = calloc(groups, sizeof(uint32_t))};
    assert_true(truth.lapses && truth.notices);
    const RowSink sink = {hear, &truth, NULL};
    run_by_table_only(run);
    look_at_everything(&truth, run_world(run));
    RunStatus status;
    do {
        status = run_step(run, plan->run_min, &sink);
        look_at_everything(&truth, run_world(run));
    } while (status == RUN_GOES_ON);
    run_destroy(run);
    return truth;
}

static void truth_free(Truth *truth) {
    free(truth->at);
    free(truth->figures);
    free(truth->lapses);
    free(truth->notices);
    free(truth->rows);
}

static const int32_t *figures_at(const Truth *truth, int32_t at) {
    size_t low = 0, high = truth->count;
    while (high - low > 1) {
        const size_t middle = low + (high - low) / 2;
        if (truth->at[middle] <= at)
            low = middle;
        else
            high = middle;
    }
    return truth->figures + low * truth->width;
}

/* ---- a record against it ------------------------------------------------------------------------------ */

static void assert_counts(const Record *record, const Truth *truth, int32_t at) {
    const int32_t *figures = figures_at(truth, at);
    int32_t all[LOOK_COUNT + 2] = {0}, looks[LOOK_COUNT];
    for (uint32_t g = 0; g < truth->plan->group_count; g++, figures += LOOK_COUNT + 2) {
        record_looks(record, g, at, looks);
        for (int look = 0; look < LOOK_COUNT; look++) assert_int_equal(looks[look], figures[look]);
        assert_int_equal(course_at(record_lapses(record, g), at), figures[LOOK_COUNT]);
        assert_int_equal(course_at(record_notices(record, g), at), figures[LOOK_COUNT + 1]);
        for (int i = 0; i < LOOK_COUNT + 2; i++) all[i] += figures[i];
    }
    record_looks(record, RECORD_ALL, at, looks);
    for (int look = 0; look < LOOK_COUNT; look++) assert_int_equal(looks[look], all[look]);
    assert_int_equal(course_at(record_lapses(record, RECORD_ALL), at), all[LOOK_COUNT]);
    assert_int_equal(course_at(record_notices(record, RECORD_ALL), at), all[LOOK_COUNT + 1]);
    for (int h = 0; h < (int)truth->plan->host_count; h++)
        for (int pool = 0; pool < POOL_COUNT; pool++) {
            assert_int_equal(course_at(record_count(record, h, (Pool)pool), at), *figures++);
            assert_int_equal(course_at(record_cap(record, h, (Pool)pool), at), *figures++);
        }
}

static void assert_machines(const Record *record, const Truth *truth, int32_t at) {
    const uint32_t machines = truth->plan->machine_count;
    const int32_t *looks = figures_at(truth, at) + truth->width - machines;
    for (uint32_t m = 0; m < machines; m++) assert_int_equal((int)record_look_of(record, m, at), looks[m]);
}

/* At the end of every minute in which the record says that it is exact. */
static void assert_record(const Record *record, const Truth *truth) {
    const int32_t resolution = record_resolution(record), until = record_until(record);
    for (size_t i = 0; i < truth->count; i++) {
        const int32_t next = i + 1 < truth->count ? truth->at[i + 1] : until + 1;
        int32_t exact = truth->at[i];
        if (exact >= 0 && resolution > 1) exact = exact / resolution * resolution + resolution - 1;
        if (exact < next && exact <= until) assert_counts(record, truth, exact);
        if (next - 1 <= until && next > truth->at[i] && resolution == 1)
            assert_counts(record, truth, next - 1);
        if (i % 61 == 0 && truth->at[i] <= record_doings_until(record))
            assert_machines(record, truth, truth->at[i]);
    }
    assert_machines(record, truth, record_doings_until(record));
}

/* Doings and marks are rows of the run, in their order, and no row is left out. */
static void assert_rows(const Record *record, const Truth *truth) {
    Doing doing = {0};
    uint32_t number = 0, mark = 0;
    for (size_t i = 0; i < truth->row_count; i++) {
        const Row *row = &truth->rows[i];
        if (row->kind == ROW_FORGET) continue;
        if (row->machine == NO_MACHINE) {
            assert_true(mark < record_mark_count(record));
            const Row *is = record_mark(record, mark++);
            assert_true(is->at == row->at && is->kind == row->kind && is->entry == row->entry);
            assert_true(is->line == row->line && is->held == row->held && is->host == row->host);
            continue;
        }
        if (row->at > record_doings_until(record)) continue;
        do assert_true(record_doing(record, number++, &doing));
        while (doing.kind == ROW_ATTEMPT);
        assert_true(doing.at == row->at && doing.kind == row->kind && doing.machine == row->machine);
        if (row_has_states(row)) assert_true(look_state(doing.look) == row->to);
    }
    assert_int_equal(mark, record_mark_count(record));
    while (record_doing(record, number++, &doing)) assert_true(doing.kind == ROW_ATTEMPT);
}

static Timeline *carry_out(Timeline *timeline) {
    assert_non_null(timeline);
    RunStatus status;
    do status = timeline_advance(timeline, 700);
    while (status == RUN_GOES_ON);
    assert_int_equal(status, RUN_IS_OVER);
    return timeline;
}

static void a_record_of_a_straight_run_is_what_happened(void **state) {
    (void)state;
    for (uint64_t trial = 0; trial < TRIALS; trial++) {
        Scene *scene = scene_made_up(trial, MACHINES);
        Truth truth = truth_of(run_create(&scene->plan));
        Record *record = record_create(&scene->plan, 1 << 24);
        assert_non_null(record);
        const RowSink sink = record_sink(record);
        const Watch watch = record_watch(record);
        run_watch(scene->run, &watch);
        assert_int_equal(run_to(scene->run, scene->plan.run_min, &sink), RUN_IS_OVER);
        assert_true(record_close(record, scene->plan.run_min));
        assert_int_equal(record_resolution(record), 1);
        assert_int_equal(record_doings_until(record), scene->plan.run_min);
        assert_record(record, &truth);
        assert_rows(record, &truth);
        record_let_go(record);
        truth_free(&truth);
        scene_close(scene);
    }
}

/* Large enough that machines go on together, an hour at one go, through outages. */
static const char CROWD[] =
    "run: 40d\nhosts: {a: {}, b: {priority: 1}}\nplaces: [vpn]\n"
    "products: {brief: {like: windows-server, lease: 20d, warn_before: 5d}}\n"
    "machines:\n  s: {product: windows-server, count: 400, starts: {from: 0m, to: 7d}, jitter: 1h}\n"
    "  t: {product: brief, count: 200, starts: {from: 0m, to: 1d}}\n"
    "  v: {product: windows-server, count: 50, place: vpn}\n"
    "changes:\n  - {at: 12d, host: a, do: down}\n  - {at: 12d, host: b, do: down}\n"
    "  - {at: 17d, host: a, do: up}\n  - {at: 21d, place: vpn, block: [a, b]}\n"
    "  - {at: 22d, host: b, do: up}\n  - {at: 25d, host: a, do: down}\n"
    "  - {at: 28d, host: b, do: down}\n  - {at: 33d, host: a, do: up}\n";

static void a_record_of_a_crowd_is_what_happened(void **state) {
    (void)state;
    Scene *scene = scene_read(CROWD);
    Truth truth = truth_of(run_create(&scene->plan));
    Timeline *timeline = carry_out(timeline_create(&scene->plan, 1 << 24));
    const Record *record = timeline_record(timeline);
    assert_int_equal(record_resolution(record), 1);
    assert_record(record, &truth);
    assert_rows(record, &truth);
    assert_true(course_at(record_look(record, 0, LOOK_RETRYING), 16 * 1440) > 200);
    timeline_destroy(timeline);
    truth_free(&truth);
    scene_close(scene);
}

/* With a budget so small that it must be thinned, and with seeks on the way. */
static void a_thinned_record_is_exact_where_it_says_so(void **state) {
    (void)state;
    int thinned = 0, cut_short = 0;
    Dice dice = {.seed = 5};
    for (uint64_t trial = 1010; trial < 1010 + TRIALS / 2; trial++) {
        Scene *scene = scene_made_up(trial, 10 * MACHINES);
        Truth truth = truth_of(run_create(&scene->plan));
        Timeline *timeline = timeline_create(&scene->plan, 1000);
        assert_non_null(timeline);
        for (int i = 0; i < 20; i++)
            assert_non_null(
                timeline_run(timeline, (int32_t)dice_throw(&dice, (uint64_t)(scene->plan.run_min / 2))));
        carry_out(timeline);
        const Record *record = timeline_record(timeline);
        assert_true(record_bytes(record) < 400000);
        thinned += record_resolution(record) > 1;
        cut_short += record_doings_until(record) < record_until(record);
        assert_record(record, &truth);
        assert_rows(record, &truth);
        timeline_destroy(timeline);
        truth_free(&truth);
        scene_close(scene);
    }
    assert_true(thinned > 0 && cut_short > 0);
}

/* ---- branches ----------------------------------------------------------------------------------------- */

static void assert_branch(const Timeline *branch, const Plan *plan, const int32_t at[],
                          const Change *const changes[], int count) {
    Run *run = run_create(plan);
    assert_non_null(run);
    for (int i = 0; i < count; i++)
        if (changes[i]) assert_true(run_what_if_at(run, at[i] + 1, changes[i]));
    Truth truth = truth_of(run);
    assert_record(timeline_record(branch), &truth);
    assert_rows(timeline_record(branch), &truth);
    truth_free(&truth);
}

/* A branch, one without a change, and a branch of the branch, each of a parent that knows more, or less, and
 * may be thinned. */
static void the_record_of_a_branch_is_what_happened_in_it(void **state) {
    (void)state;
    Dice dice = {.seed = 5};
    int thinned = 0;
    for (uint64_t trial = 1010; trial < 1010 + TRIALS / 2; trial++) {
        Scene *scene = scene_made_up(trial, trial % 2 ? 10 * MACHINES : MACHINES);
        const int32_t end = scene->plan.run_min;
        Timeline *parent = timeline_create(&scene->plan, trial % 2 ? 1000 : 1 << 22);
        if (trial % 3) carry_out(parent);
        thinned += record_resolution(timeline_record(parent)) > 1;
        const int32_t at[] = {(int32_t)dice_throw(&dice, (uint64_t)end / 2),
                              end / 2 + (int32_t)dice_throw(&dice, (uint64_t)end / 2)};
        const Change *const changes[] = {trial % 4 ? &STOPS_DEEDS[dice_throw(&dice, 4)] : NULL,
                                         &STOPS_DEEDS[dice_throw(&dice, 4)]};
        Timeline *branch = timeline_branch(parent, at[0], changes[0]);
        if (trial % 5) carry_out(branch);
        Timeline *twig = timeline_branch(branch, at[1], changes[1]);
        assert_non_null(timeline_run(twig, trial % 3 ? end : 0));
        carry_out(twig);
        timeline_destroy(parent);
        assert_branch(carry_out(branch), &scene->plan, at, changes, 1);
        timeline_destroy(branch);
        assert_branch(twig, &scene->plan, at, changes, 2);
        timeline_destroy(twig);
        scene_close(scene);
    }
    assert_true(thinned > 0);
}

/* In the minute it begins with the parent's change is carried out once, and told once. */
static void a_branch_just_before_a_change_tells_that_change_once(void **state) {
    (void)state;
    static const Change *const CHANGES[] = {&STOPS_DEEDS[1]};
    static const int32_t AT[] = {17 * 1440 - 1};
    Scene *scene = scene_read(CROWD);
    Timeline *parent = carry_out(timeline_create(&scene->plan, 1 << 22));
    Timeline *branch = carry_out(timeline_branch(parent, AT[0], CHANGES[0]));
    assert_branch(branch, &scene->plan, AT, CHANGES, 1);
    assert_int_equal(record_mark_count(timeline_record(branch)), 9);
    timeline_destroy(branch);
    timeline_destroy(parent);
    scene_close(scene);
}

/* Somebody is installed or licensed in nearly every minute; the thinned parent does not know what was so
 * between two that it kept, and the branch counts on from there. */
static void a_branch_of_a_thinned_parent_counts_on_from_its_world(void **state) {
    (void)state;
    enum { FIRST = 2000, BRANCHES = 10 };
    Scene *scene = scene_read("run: 3d\nhosts: {a: }\nmachines: {m: {product: windows-client, count: 9000,\n"
                              "  starts: {from: 0m, to: 2d}}}\n");
    Timeline *parent = carry_out(timeline_create(&scene->plan, 1000));
    assert_true(record_resolution(timeline_record(parent)) > 4);
    for (int32_t at = FIRST; at < FIRST + BRANCHES; at++) {
        int32_t looks[LOOK_COUNT];
        Timeline *branch = carry_out(timeline_branch(parent, at, NULL));
        record_looks(timeline_record(branch), 0, scene->plan.run_min, looks);
        for (int look = 0; look < LOOK_COUNT; look++)
            assert_int_equal(looks[look], look == LOOK_LICENSED ? 9000 : 0);
        timeline_destroy(branch);
    }
    timeline_destroy(parent);
    scene_close(scene);
}

/* ---- pictures of many --------------------------------------------------------------------------------- */

static void assert_cell(const Record *record, uint32_t machine, int32_t first_at, int32_t last_at,
                        uint8_t cell) {
    if (last_at > record_doings_until(record)) {
        assert_int_equal(cell, RASTER_UNKNOWN);
        return;
    }
    const Look look = record_look_of(record, machine, last_at);
    bool more = false;
    for (int32_t at = first_at; at <= last_at; at++) more |= record_look_of(record, machine, at) != look;
    assert_int_equal(cell & ~RASTER_MORE, (int)look);
    if (more) assert_true(cell & RASTER_MORE);
    if (first_at == last_at) assert_false(cell & RASTER_MORE);
}

static void a_raster_shows_every_machine_in_every_bin(void **state) {
    (void)state;
    enum { MOST_BINS = 90 };
    Dice dice = {.seed = 5};
    for (uint64_t trial = 3000; trial < 3000 + TRIALS / 3; trial++) {
        Scene *scene = scene_made_up(trial, MACHINES);
        Timeline *timeline = timeline_create(&scene->plan, trial % 3 ? 1 << 22 : 1000);
        const int32_t end = scene->plan.run_min;
        carry_out(timeline);
        Timeline *branch = carry_out(
            timeline_branch(timeline, (int32_t)dice_throw(&dice, (uint64_t)end), &STOPS_DEEDS[trial % 4]));
        const Record *record = timeline_record(branch);
        for (int i = 0; i < 6; i++) {
            static uint8_t cells[3 * MACHINES * MOST_BINS];
            const int32_t from = (int32_t)dice_throw(&dice, (uint64_t)end - 600),
                          to = from + (int32_t)dice_throw(&dice, 600);
            const uint32_t bins = 1 + (uint32_t)dice_throw(&dice, MOST_BINS);
            const uint32_t first = (uint32_t)dice_throw(&dice, scene->plan.machine_count);
            const uint32_t count = scene->plan.machine_count - first;
            record_raster(record, first, count, from, to, bins, cells);
            for (uint32_t m = 0; m < count; m++)
                for (uint32_t b = 0; b < bins; b++)
                    assert_cell(record, first + m, bin_first_at(from, to, bins, b),
                                bin_last_at(from, to, bins, b), cells[m * bins + b]);
        }
        timeline_destroy(branch);
        timeline_destroy(timeline);
        scene_close(scene);
    }
}

static void a_raster_does_not_make_up_what_the_record_had_no_room_for(void **state) {
    (void)state;
    enum { BINS = 90, ROWS = 20 };
    int cut_short = 0;
    for (uint64_t trial = 3000; trial < 3006; trial++) {
        uint8_t cells[ROWS * BINS];
        Scene *scene = scene_made_up(trial, 10 * MACHINES);
        const int32_t end = scene->plan.run_min;
        Timeline *timeline = carry_out(timeline_create(&scene->plan, 1000));
        const Record *record = timeline_record(timeline);
        const int32_t until = record_doings_until(record);
        const uint32_t rows = scene->plan.machine_count < ROWS ? scene->plan.machine_count : ROWS;
        record_raster(record, 0, rows, 0, end, BINS, cells);
        for (uint32_t cell = 0; cell < rows * BINS; cell++)
            assert_true((bin_last_at(0, end, BINS, cell % BINS) > until) == (cells[cell] == RASTER_UNKNOWN));
        cut_short += until < end;
        timeline_destroy(timeline);
        scene_close(scene);
    }
    assert_true(cut_short > 0);
}

/* ---- by hand ------------------------------------------------------------------------------------------ */

static void a_strip_is_drawn_from_its_end(void **state) {
    (void)state;
    Scene *scene = scene_read("run: 40d\nhosts: {a: }\n"
                              "machines: {o: {product: office-ltsc, count: 5}, p: {product: windows-ad}}\n"
                              "changes: [{at: 10d, host: a, do: down}, {at: 20d, host: a, do: up},\n"
                              "          {at: 30d, machines: p, retire: now}]\n");
    Timeline *timeline = carry_out(timeline_create(&scene->plan, 1 << 20));
    const Record *record = timeline_record(timeline);
    static const struct {
        int32_t at;
        RowKind kind;
        Look look;
    } EXPECTED[] = {{20 * 1440 + 0, ROW_ATTEMPT, LOOK_LICENSED},
                    {14 * 1440 + 120, ROW_ATTEMPT, LOOK_RETRYING},
                    {120, ROW_ATTEMPT, LOOK_LICENSED},
                    {0, ROW_INSTALL, LOOK_GRACE}};
    Doing doing;
    bool any = record_last_doing(record, 0, 40 * 1440, &doing);
    for (size_t i = 0; i < sizeof EXPECTED / sizeof EXPECTED[0]; i++) {
        assert_true(any);
        assert_int_equal(doing.kind, EXPECTED[i].kind);
        assert_int_equal(doing.look, EXPECTED[i].look);
        assert_true(i == 0 ? doing.at >= EXPECTED[i].at && doing.at < EXPECTED[i].at + 120
                           : doing.at == EXPECTED[i].at);
        any = record_doing_before(record, &doing);
    }
    assert_false(any);
    assert_true(record_last_doing(record, 5, 40 * 1440, &doing));
    assert_int_equal(doing.kind, ROW_RETIRE);
    assert_int_equal(doing.look, LOOK_ABSENT);
    assert_int_equal(record_mark_count(record), 3);
    assert_int_equal(record_first_mark(record, 10 * 1440), 0);
    assert_int_equal(record_first_mark(record, 10 * 1440 + 1), 1);
    assert_int_equal(record_mark(record, 2)->at, 30 * 1440);
    assert_int_equal(course_at(record_look(record, 0, LOOK_RETRYING), 15 * 1440), 5);
    timeline_destroy(timeline);
    scene_close(scene);
}

/* So many machines that there is no room for doings: what is counted is exact all the same. */
static void a_record_without_room_for_any_doing_still_counts(void **state) {
    (void)state;
    Scene *scene = scene_read(
        "run: 9h\nhosts: {a: }\nproducts: {p: {like: windows-client, lease: 8h, warn_before: 4h}}\n"
        "machines: {m: {product: p, count: 13000}}\n"
        "changes: [{at: 2h1m, host: a, do: down}]\n");
    Timeline *timeline = carry_out(timeline_create(&scene->plan, 0));
    const Record *record = timeline_record(timeline);
    Doing doing;
    assert_int_equal(record_doings_until(record), -1);
    assert_false(record_doing(record, 0, &doing));
    assert_int_equal(course_at(record_notices(record, 0), scene->plan.run_min), 13000);
    assert_int_equal(course_at(record_look(record, 0, LOOK_LICENSED), scene->plan.run_min), 24);
    assert_int_equal(course_at(record_look(record, 0, LOOK_NOTIFICATION), scene->plan.run_min), 12976);
    timeline_destroy(timeline);
    scene_close(scene);
}

static void a_large_healthy_fleet_leaves_a_small_record(void **state) {
    (void)state;
    Scene *scene = scene_read("run: 1y\nhosts: {a: }\nmachines: {m: {product: windows-client, count: 20000, "
                              "starts: {from: 0m, to: 7d}, jitter: 1h}}\n");
    Timeline *timeline = carry_out(timeline_create(&scene->plan, 1 << 24));
    const Record *record = timeline_record(timeline);
    assert_int_equal(record_resolution(record), 1);
    assert_int_equal(record_doings_until(record), scene->plan.run_min);
    assert_true(record_bytes(record) < 60 * 20000);
    assert_int_equal(course_at(record_look(record, 0, LOOK_LICENSED), scene->plan.run_min), 20000);
    assert_int_equal(course_at(record_count(record, 0, POOL_WINDOWS), scene->plan.run_min), 50);
    assert_true(record_count(record, 0, POOL_WINDOWS)->count <= 50);
    timeline_destroy(timeline);
    scene_close(scene);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_record_of_a_straight_run_is_what_happened),
        cmocka_unit_test(a_record_of_a_crowd_is_what_happened),
        cmocka_unit_test(a_thinned_record_is_exact_where_it_says_so),
        cmocka_unit_test(the_record_of_a_branch_is_what_happened_in_it),
        cmocka_unit_test(a_branch_just_before_a_change_tells_that_change_once),
        cmocka_unit_test(a_branch_of_a_thinned_parent_counts_on_from_its_world),
        cmocka_unit_test(a_raster_shows_every_machine_in_every_bin),
        cmocka_unit_test(a_raster_does_not_make_up_what_the_record_had_no_room_for),
        cmocka_unit_test(a_strip_is_drawn_from_its_end),
        cmocka_unit_test(a_record_without_room_for_any_doing_still_counts),
        cmocka_unit_test(a_large_healthy_fleet_leaves_a_small_record),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
