/* A run as a place in which one can go anywhere, and its branches. */
#include "tests/support/call.h"

#include "sim/run/timeline.h"
#include "tests/support/scene.h"

static const char PLACES[] =
    "about: a\nrun: 60d\nhosts: {kms1: {}, kms2: {priority: 1}}\nplaces: [vpn]\n"
    "machines:\n"
    "  lab: {product: office-ltsc, count: 6, starts: {from: 0m, to: 2d}, jitter: 30m}\n"
    "  pc: {product: windows-client, count: 26, on: {from: \"09:00\", to: \"17:00\"}}\n"
    "changes:\n"
    "  - {at: 5d, host: kms1, do: down}\n"
    "  - {at: 5d, machines: \"pc[1..3]\", reimage: new-id}\n"
    "  - {at: 9d, host: kms1, do: up}\n"
    "  - {at: 12d, machines: \"lab[2]\", move: offline}\n";

/* One number for all that a world is, but what is only kept for speed. */
static uint64_t digest(const World *world, const Plan *plan) {
    uint64_t machines = 0;
    assert_non_null(world);
    for (uint32_t m = 0; m < world->machine_count; m++) {
        const Machine *machine = world_machine(world, m);
        machines += world_machine_hash(world, m, machine);
        machines += ((uint64_t)machine->due_at + (uint64_t)world_machine_since(world, m)) * (m + 1);
    }
    return world_fingerprint(world, plan, machines);
}

typedef struct {
    int32_t at;
    uint32_t row;
} Spot;

static const Spot SPOTS[] = {{-1, ROW_END}, {0, 0},       {0, 1},        {0, 7},
                             {0, ROW_END},  {1, ROW_END}, {7199, 4},     {7200, 0},
                             {7200, 1},     {7200, 3},    {7200, 99999}, {12960, ROW_END},
                             {17280, 1},    {40000, 0},   {40001, 5},    {86400, ROW_END}};
enum { SPOT_COUNT = sizeof SPOTS / sizeof *SPOTS };

static uint64_t digest_at(Timeline *timeline, const Plan *plan, Spot spot) {
    return digest(timeline_seek(timeline, spot.at, spot.row), plan);
}

static void a_world_is_the_same_whichever_way_one_came_to_it(void **state) {
    (void)state;
    Scene *scene = scene_read(PLACES);
    uint64_t in_one_go[SPOT_COUNT];
    for (int s = 0; s < SPOT_COUNT; s++) {
        Timeline *timeline = timeline_create(&scene->plan, 1 << 20);
        in_one_go[s] = digest_at(timeline, &scene->plan, SPOTS[s]);
        timeline_destroy(timeline);
    }
    for (size_t budget = 0; budget <= 1 << 24; budget += 1 << 24) {
        Timeline *timeline = timeline_create(&scene->plan, budget);
        for (int s = 0; s < SPOT_COUNT; s++)
            assert_true(digest_at(timeline, &scene->plan, SPOTS[s]) == in_one_go[s]);
        for (int s = SPOT_COUNT - 1; s >= 0; s--)
            assert_true(digest_at(timeline, &scene->plan, SPOTS[s]) == in_one_go[s]);
        for (int s = 0; s < SPOT_COUNT; s++)
            assert_true(digest_at(timeline, &scene->plan, SPOTS[s * 7 % SPOT_COUNT]) ==
                        in_one_go[s * 7 % SPOT_COUNT]);
        timeline_destroy(timeline);
    }
    scene_close(scene);
}

static void the_end_of_a_timeline_has_the_fingerprint_of_the_run(void **state) {
    (void)state;
    Scene *scene = scene_play(PLACES);
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

static void the_rows_of_a_minute_are_counted_and_each_is_a_place(void **state) {
    (void)state;
    Scene *scene = scene_play(PLACES);
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

/* ---- branches ---------------------------------------------------------------------------------------------
 */

static void assert_differ(Timeline *a, Timeline *b, int32_t at, uint32_t row) {
    int32_t found_at = -7;
    uint32_t found_row = 77;
    assert_true(timeline_first_difference(a, b, &found_at, &found_row));
    assert_int_equal(found_at, at);
    if (at != NEVER) assert_int_equal(found_row, row);
}

static void a_branch_without_a_change_is_its_parent_over_again(void **state) {
    (void)state;
    Scene *scene = scene_read(PLACES);
    Timeline *parent = timeline_create(&scene->plan, 1 << 20);
    const uint64_t end = digest_at(parent, &scene->plan, (Spot){86400, ROW_END});
    Timeline *branch = timeline_branch(parent, 20000, NULL);
    assert_differ(parent, branch, NEVER, 0);
    timeline_destroy(parent);
    assert_true(digest_at(branch, &scene->plan, (Spot){86400, ROW_END}) == end);
    timeline_destroy(branch);
    scene_close(scene);
}

/* The change is told in a row of its own; the first who meets the host that is down asks at 1d2h. */
static void a_branch_with_a_host_down_differs_in_the_next_minute_and_not_before(void **state) {
    (void)state;
    static const Change DOWN = {.kind = CHANGE_HOST_DO, .subject = 0, .value = DO_DOWN};
    Scene *scene = scene_read("about: a\nrun: 30d\nhosts: {kms1: {}}\n"
                              "machines: {lab: {product: office-ltsc, count: 4},\n"
                              "           sarah: {product: office-ltsc, starts: 2d}}\n");
    Timeline *parent = timeline_create(&scene->plan, 1 << 20);
    const uint64_t end = digest_at(parent, &scene->plan, (Spot){43200, ROW_END});
    Timeline *branch = timeline_branch(parent, 1440, &DOWN);
    assert_non_null(branch);
    assert_differ(parent, branch, 1441, 0);
    assert_true(digest_at(branch, &scene->plan, (Spot){1440, ROW_END}) ==
                digest_at(parent, &scene->plan, (Spot){1440, ROW_END}));
    assert_false(world_host(timeline_seek(branch, 1441, ROW_END), 0)->up);
    assert_true(world_host(timeline_seek(parent, 1441, ROW_END), 0)->up);
    assert_int_equal(world_machine(timeline_seek(branch, 1560, ROW_END), 0)->last, RESULT_NO_HOST);
    assert_int_equal(world_count_in_state(timeline_seek(branch, 43199, ROW_END), 1, STATE_LICENSED), 0);
    assert_true(digest_at(parent, &scene->plan, (Spot){43200, ROW_END}) == end);
    timeline_destroy(branch);
    timeline_destroy(parent);
    scene_close(scene);
}

int main(void) {
    CALL_ADD(a_world_is_the_same_whichever_way_one_came_to_it);
    CALL_ADD(the_end_of_a_timeline_has_the_fingerprint_of_the_run);
    CALL_ADD(the_rows_of_a_minute_are_counted_and_each_is_a_place);
    CALL_ADD(a_branch_without_a_change_is_its_parent_over_again);
    CALL_ADD(a_branch_with_a_host_down_differs_in_the_next_minute_and_not_before);
    return call_run_group("timeline");
}
