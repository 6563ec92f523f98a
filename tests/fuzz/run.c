/* run: bytes choose a scenario (made_up_of) and minutes to look at. In a stretch of its run every law of
 * sim/prove holds, whatever is done; the short cuts of large fleets give the rows that the table alone gives;
 * and any minute is the same whichever way one came to it, also in a branch. */
#include "tests/fuzz/fuzz.h"

#include "sim/base/chance.h"
#include "sim/prove/law.h"
#include "sim/run/timeline.h"
#include "tests/support/hearing.h"
#include "tests/support/made_up.h"
#include "tests/support/plan_text.h"
#include "tests/support/scene.h"
#include "tests/test.h"

enum { STOPS = 4, HEAD_BYTES = 2 * STOPS + 2, MACHINES = 4, STEPS_JUDGED = 150, FEW_STEPS = 40 };

/* Chosen by the first bytes. */
typedef struct {
    int32_t stops[STOPS]; /* in order of time */
    size_t budget;        /* of a timeline */
} Choices;

static int by_minute(const void *a, const void *b) {
    const int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
    return (x > y) - (x < y);
}

static Choices choose(const uint8_t *bytes, int32_t run_min) {
    Choices choices;
    for (int i = 0; i < STOPS; i++)
        choices.stops[i] = (bytes[2 * i] << 8 | bytes[2 * i + 1]) * (run_min / 256) / 256;
    qsort(choices.stops, STOPS, sizeof choices.stops[0], by_minute);
    choices.budget = (size_t)1 << (10 + bytes[HEAD_BYTES - 1] % 12);
    return choices;
}

/* ---- laws --------------------------------------------------------------------------------------------- */

enum { ROWS_MOST = 256 };

typedef struct {
    Row rows[ROWS_MOST];
    size_t count;
} Minute;

static void keep_row(void *context, const Row *row) {
    Minute *minute = context;
    if (minute->count < ROWS_MOST) minute->rows[minute->count] = *row;
    minute->count++;
}

static void judge_minute(const Plan *plan, World *before, World *after, const Minute *minute) {
    const Turn turn = {plan, before, after, minute->rows, minute->count, after->now};
    for (int l = 0; l < LAW_COUNT; l++) {
        Judgement judgement = {0};
        law_at(l)->judge(&turn, &judgement);
        if (judgement.broken) fail_msg("minute %d: %s", after->now, law_at(l)->sentence);
    }
}

static void every_law_holds_from(const Plan *plan, int32_t from, int steps) {
    Run *run = run_create(plan);
    assert_non_null(run);
    run_by_table_only(run);
    assert_int_equal(run_to(run, from, NULL), RUN_IS_OVER);
    World *before = world_copy(run_world(run));
    assert_non_null(before);
    Minute minute;
    const RowSink sink = {keep_row, &minute, NULL};
    for (int step = 0; step < steps; step++) {
        minute.count = 0;
        if (run_step(run, plan->run_min, &sink) != RUN_GOES_ON) break;
        World *after = (World *)(uintptr_t)run_world(run); /* only read */
        if (minute.count <= ROWS_MOST) judge_minute(plan, before, after, &minute);
        memcpy(before, after, after->bytes);
    }
    free(before);
    run_destroy(run);
}

/* ---- short cuts --------------------------------------------------------------------------------------- */

/* Of the run up to each stop: its fingerprint there, and a hash of all its rows. */
typedef struct {
    uint64_t fingerprints[STOPS], rows, hash;
} Way;

/* Takes the run over. */
static Way way_of(Run *run, bool by_table, const int32_t stops[STOPS]) {
    Way way = {0};
    Hearing hearing;
    assert_non_null(run);
    if (by_table) run_by_table_only(run);
    const RowSink sink = hearing_begin(&hearing, run_plan(run));
    for (int s = 0; s < STOPS; s++) {
        assert_int_equal(run_to(run, stops[s], &sink), RUN_IS_OVER);
        way.fingerprints[s] = run_fingerprint(run);
    }
    way.rows = hearing.rows;
    way.hash = hearing.hash;
    run_destroy(run);
    return way;
}

static void assert_same_way(const Way *a, const Way *b) {
    assert_true(a->rows == b->rows && a->hash == b->hash);
    assert_memory_equal(a->fingerprints, b->fingerprints, sizeof a->fingerprints);
}

/* ---- a timeline --------------------------------------------------------------------------------------- */

static void assert_stops(Timeline *timeline, const Choices *choices, const Way *way) {
    static const int ORDER[] = {2, 0, 3, 1, 1, 2};
    assert_non_null(timeline);
    for (size_t i = 0; i < sizeof ORDER / sizeof *ORDER; i++) {
        const Run *run = timeline_run(timeline, choices->stops[ORDER[i]]);
        assert_non_null(run);
        assert_true(run_fingerprint(run) == way->fingerprints[ORDER[i]]);
    }
}

static void any_minute_is_that_of_the_straight_run(const Plan *plan, const Choices *choices, const Way *way) {
    static const Change CHANGES[] = {{.kind = CHANGE_HOST_DO, .value = DO_DOWN},
                                     {.kind = CHANGE_HOST_DO, .value = DO_REBUILD},
                                     {.kind = CHANGE_SERVICE, .subject = SERVICE_DNS}};
    const Change *change = &CHANGES[(uint32_t)choices->stops[0] % 3];
    const int32_t at = choices->stops[1];
    Timeline *timeline = timeline_create(plan, choices->budget);
    assert_stops(timeline, choices, way);
    Timeline *same = timeline_branch(timeline, at, NULL), *other = timeline_branch(timeline, at, change);
    assert_stops(same, choices, way);
    Run *run = run_create(plan);
    assert_true(run && run_what_if_at(run, at + 1, change));
    const Way changed = way_of(run, true, choices->stops);
    assert_stops(other, choices, &changed);
    timeline_destroy(same);
    timeline_destroy(timeline);
    assert_stops(other, choices, &changed);
    timeline_destroy(other);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
    if (length < HEAD_BYTES) return 0;
    char *yaml = made_up_of(bytes + HEAD_BYTES, length - HEAD_BYTES,
                            bytes[HEAD_BYTES - 2] % 8 ? MACHINES : 20 * MACHINES);
    Scene *scene = scene_read(yaml); /* which fails where it is refused: none is */
    const Plan *plan = &scene->plan;
    const bool is_thorough = fuzz_is_thorough(bytes, length);
    const Choices choices = choose(bytes, is_thorough ? plan->run_min : plan->run_min / 16);
    if (is_thorough) assert_plan_reads_back(plan);
    if (plan->machine_count <= 3 * MACHINES)
        every_law_holds_from(plan, choices.stops[0], is_thorough ? STEPS_JUDGED : FEW_STEPS);
    const Way by_table = way_of(run_create(plan), true, choices.stops),
              quick = way_of(run_create(plan), false, choices.stops);
    assert_same_way(&quick, &by_table);
    if (is_thorough) any_minute_is_that_of_the_straight_run(plan, &choices, &by_table);
    scene_close(scene);
    free(yaml);
    return 0;
}
