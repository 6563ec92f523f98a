/* A run as a place in which one can go anywhere. */
#include "tests/support/call.h"

#include "sim/run/timeline.h"
#include "tests/support/scene.h"
#include "tests/support/stops.h"

#ifdef __SANITIZE_ADDRESS__
enum { TRIALS = 10 }; /* there each takes ten times as long */
#else
enum { TRIALS = 60 };
#endif

typedef struct {
    int32_t at;
    uint32_t row;
} Spot;

static const Spot SPOTS[] = {{-1, ROW_END}, {0, 0},       {0, 1},        {0, 7},
                             {0, ROW_END},  {1, ROW_END}, {7199, 4},     {7200, 0},
                             {7200, 1},     {7200, 3},    {7200, 99999}, {12960, ROW_END},
                             {17280, 1},    {40000, 0},   {40001, 5},    {86400, ROW_END}};
enum { SPOT_COUNT = sizeof SPOTS / sizeof *SPOTS };

static void a_world_is_the_same_whichever_way_one_came_to_it(void **state) {
    (void)state;
    Scene *scene = scene_read(STOPS_SCENARIO);
    uint64_t in_one_go[SPOT_COUNT];
    for (int s = 0; s < SPOT_COUNT; s++) {
        Timeline *timeline = timeline_create(&scene->plan, 1 << 20);
        in_one_go[s] = stops_digest(timeline, SPOTS[s].at, SPOTS[s].row);
        timeline_destroy(timeline);
    }
    for (size_t budget = 0; budget <= 1 << 24; budget += 1 << 24) {
        Timeline *timeline = timeline_create(&scene->plan, budget);
        for (int s = 0; s < SPOT_COUNT; s++)
            assert_true(stops_digest(timeline, SPOTS[s].at, SPOTS[s].row) == in_one_go[s]);
        for (int s = SPOT_COUNT - 1; s >= 0; s--)
            assert_true(stops_digest(timeline, SPOTS[s].at, SPOTS[s].row) == in_one_go[s]);
        for (int s = 0; s < SPOT_COUNT; s++) {
            const int any = s * 7 % SPOT_COUNT;
            assert_true(stops_digest(timeline, SPOTS[any].at, SPOTS[any].row) == in_one_go[any]);
        }
        timeline_destroy(timeline);
    }
    scene_close(scene);
}

static void the_end_of_a_timeline_has_the_fingerprint_of_the_run(void **state) {
    (void)state;
    Scene *scene = scene_play(STOPS_SCENARIO);
    Timeline *timeline = timeline_create(&scene->plan, 1 << 20);
    while (timeline_advance(timeline, 100) == RUN_GOES_ON) continue;
    assert_int_equal(timeline_known(timeline), scene->plan.run_min);
    const World *world = timeline_seek(timeline, scene->plan.run_min, ROW_END);
    uint64_t machines = 0;
    for (uint32_t m = 0; m < world->machine_count; m++)
        machines += world_machine_hash(world, m, world_machine(world, m));
    assert_true(world_fingerprint(world, &scene->plan, machines) == run_fingerprint(scene->run));
    timeline_destroy(timeline);
    scene_close(scene);
}

/* Next to no budget, so that nearly all of an outage lies between two snapshots: one who looks around at its
 * end comes there by the snapshot that is kept near. */
static void far_from_any_snapshot_a_minute_is_that_of_the_straight_run(void **state) {
    static const int32_t PLACES_AT[] = {33000, 32999, 32940, 33001, 90, 33000, 43000, 32880};
    (void)state;
    Scene *scene = scene_read("about: a\nrun: 30d\nhosts: {kms1: {}}\n"
                              "machines: {lab: {product: windows-client, count: 2000}}\n"
                              "changes: [{at: 1d, host: kms1, do: down}]\n");
    Timeline *timeline = timeline_create(&scene->plan, 1000);
    assert_non_null(timeline);
    assert_non_null(timeline_run(timeline, scene->plan.run_min));
    for (size_t p = 0; p < sizeof PLACES_AT / sizeof *PLACES_AT; p++) {
        Run *run = run_create(&scene->plan);
        assert_non_null(run);
        assert_int_equal(run_to(run, PLACES_AT[p], NULL), RUN_IS_OVER);
        const Run *there = timeline_run(timeline, PLACES_AT[p]);
        assert_non_null(there);
        assert_int_equal(run_head(there)->now, PLACES_AT[p]);
        assert_true(run_fingerprint(there) == run_fingerprint(run));
        run_destroy(run);
    }
    timeline_destroy(timeline);
    scene_close(scene);
}

static size_t snapshot_bytes_within(const Scene *scene, size_t budget) {
    Timeline *timeline = timeline_create(&scene->plan, budget);
    assert_non_null(timeline_run(timeline, scene->plan.run_min));
    const size_t bytes = timeline_snapshot_bytes(timeline);
    timeline_destroy(timeline);
    return bytes;
}

static void snapshots_are_thinned_out_until_their_budget_holds_them(void **state) {
    (void)state;
    enum { LARGE = 1 << 24, SMALL = 1 << 16 };
    Scene *scene = scene_read(STOPS_SCENARIO);
    assert_true(snapshot_bytes_within(scene, LARGE) > SMALL);
    assert_true(snapshot_bytes_within(scene, SMALL) <= SMALL);
    scene_close(scene);
}

static void the_rows_of_a_minute_are_counted_and_each_is_a_place(void **state) {
    (void)state;
    Scene *scene = scene_play(STOPS_SCENARIO);
    Timeline *timeline = timeline_create(&scene->plan, 1 << 20);
    for (int s = 0; s < SPOT_COUNT; s++) {
        uint32_t expected = 0, rows = 99;
        for (size_t r = 0; r < scene->row_count; r++) expected += scene->rows[r].at == SPOTS[s].at;
        if (SPOTS[s].at < 0) continue;
        assert_true(timeline_rows(timeline, SPOTS[s].at, &rows));
        assert_int_equal(rows, expected);
        const Spot last = {SPOTS[s].at, rows}, end = {SPOTS[s].at, ROW_END};
        for (uint32_t row = 0; row < rows; row++) {
            const World *world = timeline_seek(timeline, SPOTS[s].at, row);
            assert_non_null(world);
            assert_true(world->now < SPOTS[s].at || row > 0);
        }
        const uint32_t states =
            world_count_in_state(timeline_seek(timeline, last.at, last.row), 0, STATE_LICENSED);
        assert_int_equal(states,
                         world_count_in_state(timeline_seek(timeline, end.at, end.row), 0, STATE_LICENSED));
    }
    timeline_destroy(timeline);
    scene_close(scene);
}

/* Of a large fleet only the head is looked at, and one machine. */
static void a_glance_sees_of_the_world_what_a_whole_look_sees(void **state) {
    (void)state;
    static const uint32_t LOOKED_AT[] = {0, 5, 6, 8, 31, NO_MACHINE, 31};
    Scene *scene = scene_read(STOPS_SCENARIO);
    Timeline *whole = timeline_create(&scene->plan, 1 << 20),
             *glancing = timeline_create(&scene->plan, 1 << 20);
    assert_true(whole && glancing);
    for (int s = 0; s < SPOT_COUNT; s++)
        for (size_t m = 0; m < sizeof LOOKED_AT / sizeof *LOOKED_AT; m++) {
            Machine machine;
            const World *seen = timeline_glance(glancing, SPOTS[s].at, SPOTS[s].row, LOOKED_AT[m], &machine);
            const World *world = timeline_seek(whole, SPOTS[s].at, SPOTS[s].row);
            assert_true(seen && world);
            assert_int_equal(seen->now, world->now);
            assert_true(seen->row_count == world->row_count && seen->attempt_count == world->attempt_count);
            for (uint32_t g = 0; g < scene->plan.group_count; g++)
                for (int of = 0; of < STATE_COUNT; of++)
                    assert_int_equal(world_count_in_state(seen, g, (State)of),
                                     world_count_in_state(world, g, (State)of));
            if (LOOKED_AT[m] == NO_MACHINE) continue;
            const Machine *expected = world_machine(world, LOOKED_AT[m]);
            assert_true(world_machine_hash(world, LOOKED_AT[m], &machine) ==
                        world_machine_hash(world, LOOKED_AT[m], expected));
            assert_int_equal(machine.due_at, expected->due_at);
        }
    timeline_destroy(whole);
    timeline_destroy(glancing);
    scene_close(scene);
}

/* Nothing is looked at anew, whichever look came first. */
static void a_minute_may_be_glanced_at_and_then_looked_at_whole_and_glanced_at_again(void **state) {
    (void)state;
    enum { AT = 7200, ROW = 3, WHO = 8 };
    Scene *scene = scene_read(STOPS_SCENARIO);
    Timeline *fresh = timeline_create(&scene->plan, 1 << 20), *again = timeline_create(&scene->plan, 1 << 20);
    const uint64_t whole = stops_digest(fresh, AT, ROW);
    const Machine expected = *world_machine(timeline_seek(fresh, AT, ROW), WHO);
    Machine machine;
    for (int look = 0; look < 2; look++) {
        assert_non_null(timeline_glance(again, AT, ROW, WHO, &machine));
        assert_true(world_machine_hash(timeline_seek(again, AT, ROW), WHO, &machine) ==
                    world_machine_hash(timeline_seek(again, AT, ROW), WHO, &expected));
        assert_true(stops_digest(again, AT, ROW) == whole);
    }
    assert_int_equal(timeline_glance(again, -1, 1, WHO, &machine)->now, -1);
    assert_int_equal(machine.state, STATE_ABSENT);
    timeline_destroy(again);
    timeline_destroy(fresh);
    scene_close(scene);
}

static void the_nearest_minutes_with_a_row_are_found_where_there_are_any(void **state) {
    (void)state;
    Scene *scene = scene_read(
        "about: a\nrun: 3d\nhosts: {k: {}}\nmachines: {m: {product: windows-server, starts: 2h}}\n");
    Timeline *timeline = timeline_create(&scene->plan, 1 << 20);
    int32_t at;
    assert_non_null(timeline);
    assert_true(timeline_next(timeline, -1, 3 * 1440, &at));
    assert_int_equal(at, 120);
    assert_true(timeline_next(timeline, 119, 120, &at));
    assert_int_equal(at, 120);
    assert_true(timeline_next(timeline, 120, 239, &at)); /* it retries at 240 */
    assert_int_equal(at, NEVER);
    assert_true(timeline_next(timeline, 3 * 1440, 3 * 1440, &at));
    assert_int_equal(at, NEVER);
    assert_true(timeline_before(timeline, 240, &at));
    assert_int_equal(at, 120);
    assert_true(timeline_before(timeline, 120, &at));
    assert_int_equal(at, -1);
    assert_true(timeline_before(timeline, 0, &at));
    assert_int_equal(at, -1);
    timeline_destroy(timeline);
    scene_close(scene);
}

/* Something is there in two minutes only, far apart: it is looked for in stretches that grow. */
static void the_next_and_the_last_minute_with_rows_are_found_from_any_distance(void **state) {
    (void)state;
    enum { FIRST = 2880, SECOND = 43200, FAR = 6000 };
    Scene *scene = scene_read("about: a\nrun: 60d\nmachines: {one: {product: windows-mak, starts: 2d}}\n"
                              "changes: [{at: 30d, machines: one, power: off}]\n");
    Timeline *timeline = timeline_create(&scene->plan, 1 << 20);
    int32_t at;
    for (int32_t distance = 1; distance <= FAR; distance++) {
        assert_true(timeline_before(timeline, FIRST + distance, &at));
        assert_int_equal(at, FIRST);
        assert_true(timeline_next(timeline, SECOND - distance, scene->plan.run_min, &at));
        assert_int_equal(at, SECOND);
    }
    assert_true(timeline_before(timeline, FIRST, &at));
    assert_int_equal(at, -1);
    assert_true(timeline_before(timeline, SECOND, &at));
    assert_int_equal(at, FIRST);
    assert_true(timeline_next(timeline, FIRST, SECOND - 1, &at));
    assert_int_equal(at, NEVER);
    assert_true(timeline_next(timeline, SECOND, scene->plan.run_min, &at));
    assert_int_equal(at, NEVER);
    timeline_destroy(timeline);
    scene_close(scene);
}

/* ---- scenarios made up by chance ---------------------------------------------------------------------- */

static void any_minute_is_that_of_the_straight_run(void **state) {
    (void)state;
    Dice dice = {.seed = 6};
    for (uint64_t trial = 4000; trial < 4000 + TRIALS; trial++) {
        Scene *scene = stops_made_up(trial);
        const Stops stops = stops_make(run_create(&scene->plan), -1, &dice);
        Timeline *timeline = timeline_create(&scene->plan, trial % 3 ? 1 << 22 : 1 << 15);
        assert_non_null(timeline);
        stops_assert(timeline, &stops, &dice);
        stops_assert_copies(timeline, &stops, &dice);
        Timeline *branch =
            timeline_branch(timeline, (int32_t)dice_throw(&dice, (uint64_t)scene->plan.run_min), NULL);
        assert_non_null(branch);
        if (trial % 2) timeline_destroy(timeline);
        stops_assert(branch, &stops, &dice);
        timeline_destroy(branch);
        if (trial % 2 == 0) timeline_destroy(timeline);
        scene_close(scene);
    }
}

/* ---- rows again --------------------------------------------------------------------------------------- */

typedef struct {
    const Scene *scene;
    size_t next;
} Comparing;

static void compare_row(void *context, const Row *row) {
    Comparing *comparing = context;
    assert_true(comparing->next < comparing->scene->row_count);
    const Row *expected = &comparing->scene->rows[comparing->next++];
    assert_true(row->at == expected->at && row->kind == expected->kind && row->machine == expected->machine);
    assert_true(row->result == expected->result && row->count == expected->count &&
                row->due_at == expected->due_at);
}

static void rows_of_any_stretch_are_told_again(void **state) {
    (void)state;
    Dice dice = {.seed = 6};
    for (uint64_t trial = 6000; trial < 6000 + TRIALS / 4; trial++) {
        Scene *scene = stops_made_up(trial);
        scene_run_to(scene, "70d");
        Timeline *timeline = timeline_create(&scene->plan, 1 << 20);
        for (int i = 0; i < 10; i++) {
            const int32_t from = (int32_t)dice_throw(&dice, (uint64_t)scene->plan.run_min);
            const int32_t to = from + (int32_t)dice_throw(&dice, 20000);
            Comparing comparing = {scene, 0};
            while (comparing.next < scene->row_count && scene->rows[comparing.next].at < from)
                comparing.next++;
            const RowSink sink = {compare_row, &comparing, NULL};
            assert_true(timeline_tell(timeline, from, to, &sink));
            assert_true(comparing.next == scene->row_count || scene->rows[comparing.next].at > to);
        }
        timeline_destroy(timeline);
        scene_close(scene);
    }
}

/* The rows of one machine, and those of changes, are these of the whole run. */
typedef struct {
    Comparing comparing;
    uint32_t machine;
} ComparingOne;

static void pass_those_of_others(ComparingOne *one) {
    const Scene *scene = one->comparing.scene;
    size_t *next = &one->comparing.next;
    while (*next < scene->row_count && scene->rows[*next].machine != one->machine &&
           scene->rows[*next].kind != ROW_CHANGE)
        ++*next;
}

static void compare_row_of_one(void *context, const Row *row) {
    ComparingOne *one = context;
    pass_those_of_others(one);
    compare_row(&one->comparing, row);
}

static void rows_of_one_machine_are_those_of_the_run(void **state) {
    (void)state;
    Dice dice = {.seed = 6};
    for (uint64_t trial = 7000; trial < 7000 + TRIALS / 4; trial++) {
        Scene *scene = stops_made_up(trial);
        scene_run_to(scene, "70d");
        Timeline *timeline = timeline_create(&scene->plan, 1 << 20);
        ComparingOne one = {{scene, 0}, 0};
        for (int i = 0; i < 12; i++) {
            const int32_t at = (int32_t)dice_throw(&dice, (uint64_t)scene->plan.run_min + 1);
            const RowSink sink = {compare_row_of_one, &one, NULL};
            if (i % 3 == 0) one.machine = (uint32_t)dice_throw(&dice, scene->plan.machine_count);
            one.comparing.next = 0;
            assert_true(timeline_tell_machine(timeline, one.machine, at, &sink));
            pass_those_of_others(&one);
            const size_t next = one.comparing.next;
            assert_true(next == scene->row_count || scene->rows[next].at > at);
        }
        timeline_destroy(timeline);
        scene_close(scene);
    }
}

/* Whoever follows a machine is ahead of what is known, and has a run just there. */
static void a_run_is_told_of_the_minute_asked_for_wherever_a_machine_was_followed_to(void **state) {
    (void)state;
    enum { FOLLOWED_TO = 5000 };
    static const int32_t ASKED[] = {FOLLOWED_TO, FOLLOWED_TO - 1, FOLLOWED_TO, FOLLOWED_TO + 1};
    Scene *scene = scene_read(STOPS_SCENARIO);
    Timeline *timeline = timeline_create(&scene->plan, 1 << 20);
    int32_t until = -1;
    while (until < FOLLOWED_TO) assert_true(timeline_follow(timeline, 3, FOLLOWED_TO, &until));
    for (size_t a = 0; a < sizeof ASKED / sizeof *ASKED; a++) {
        Run *straight = run_create(&scene->plan);
        assert_int_equal(run_to(straight, ASKED[a], NULL), RUN_IS_OVER);
        const Run *told = timeline_run_told(timeline, ASKED[a]);
        assert_non_null(told);
        assert_int_equal(run_head(told)->now, ASKED[a]);
        assert_true(run_fingerprint(told) == run_fingerprint(straight));
        if (a == 0) assert_int_equal(timeline_known(timeline), -1); /* it is the follower's */
        run_destroy(straight);
    }
    timeline_destroy(timeline);
    scene_close(scene);
}

static void a_copy_that_goes_on_beyond_the_end_is_a_longer_run(void **state) {
    (void)state;
    Dice dice = {.seed = 6};
    for (uint64_t trial = 8000; trial < 8000 + TRIALS / 4; trial++) {
        Scene *scene = stops_made_up(trial);
        Plan longer = scene->plan;
        longer.run_min += COPY_BEYOND_MOST;
        Run *straight = run_create(&longer), *run = run_create(&scene->plan);
        const int32_t at = trial % 2 ? scene->plan.run_min : (int32_t)dice_throw(&dice, 80000);
        assert_int_not_equal(run_to(run, at, NULL), RUN_OUT_OF_MEMORY);
        Run *copy = run_copy_beyond(run, &longer);
        assert_int_equal(run_to(straight, longer.run_min, NULL), RUN_IS_OVER);
        assert_int_equal(run_to(copy, longer.run_min, NULL), RUN_IS_OVER);
        assert_true(run_fingerprint(copy) == run_fingerprint(straight));
        assert_int_equal(run_head(copy)->row_count, run_head(straight)->row_count);
        run_destroy(copy);
        run_destroy(run);
        run_destroy(straight);
        scene_close(scene);
    }
}

/* Looks at a run that leave it as it is agree with the world written out. */
static void one_machine_is_found_without_writing_any_out(void **state) {
    (void)state;
    Scene *scene = scene_read(STOPS_SCENARIO);
    Timeline *timeline = timeline_create(&scene->plan, 1 << 20);
    for (int s = 0; s < SPOT_COUNT; s++) {
        const World *world = timeline_seek(timeline, SPOTS[s].at, ROW_END);
        const Run *run = timeline_run(timeline, SPOTS[s].at);
        for (uint32_t m = 0; m < world->machine_count; m++) {
            const Machine machine = run_machine(run, m);
            assert_true(world_machine_hash(run_head(run), m, &machine) ==
                        world_machine_hash(world, m, world_machine(world, m)));
        }
    }
    timeline_destroy(timeline);
    scene_close(scene);
}

int main(void) {
    CALL_ADD(a_world_is_the_same_whichever_way_one_came_to_it);
    CALL_ADD(the_end_of_a_timeline_has_the_fingerprint_of_the_run);
    CALL_ADD(far_from_any_snapshot_a_minute_is_that_of_the_straight_run);
    CALL_ADD(snapshots_are_thinned_out_until_their_budget_holds_them);
    CALL_ADD(the_rows_of_a_minute_are_counted_and_each_is_a_place);
    CALL_ADD(a_glance_sees_of_the_world_what_a_whole_look_sees);
    CALL_ADD(a_minute_may_be_glanced_at_and_then_looked_at_whole_and_glanced_at_again);
    CALL_ADD(the_next_and_the_last_minute_with_rows_are_found_from_any_distance);
    CALL_ADD(the_nearest_minutes_with_a_row_are_found_where_there_are_any);
    CALL_ADD(any_minute_is_that_of_the_straight_run);
    CALL_ADD(rows_of_any_stretch_are_told_again);
    CALL_ADD(rows_of_one_machine_are_those_of_the_run);
    CALL_ADD(a_run_is_told_of_the_minute_asked_for_wherever_a_machine_was_followed_to);
    CALL_ADD(a_copy_that_goes_on_beyond_the_end_is_a_longer_run);
    CALL_ADD(one_machine_is_found_without_writing_any_out);
    return call_run_group("timeline");
}
