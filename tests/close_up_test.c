/* The world after each row of a minute, without the machines to which nothing happens in it. */
#include "tests/support/call.h"

#include "sim/base/chance.h"
#include "sim/run/close_up.h"
#include "sim/run/timeline.h"
#include "tests/support/made_up.h"
#include "tests/support/scene.h"

#ifdef __SANITIZE_ADDRESS__
enum { TRIALS = 12 };
#else
enum { TRIALS = 60 };
#endif
enum { MINUTES = 12, ROWS_MOST = 40, MACHINES = 60 };

/* One number for all that is to be seen of a machine. */
static uint64_t digest_machine(const World *world, uint32_t number) {
    const Machine *machine = world_machine(world, number);
    const uint64_t clocks = (uint64_t)machine->due_at ^ (uint64_t)world_machine_since(world, number) << 32;
    return world_machine_hash(world, number, machine) + clocks * (2 * (uint64_t)number + 1);
}

static uint64_t digest_machines(const World *world) {
    uint64_t machines = 0;
    for (uint32_t m = 0; m < world->machine_count; m++) machines += digest_machine(world, m);
    return machines;
}

/* All but machines. */
static uint64_t digest_head(const World *world, const Plan *plan) {
    uint64_t digest = world_fingerprint(world, plan, 0) ^ world->row_count << 32 ^ (uint64_t)world->now;
    for (uint32_t g = 0; g < world->group_count; g++)
        for (int look = 0; look < LOOK_COUNT; look++)
            digest = chance_mix(digest ^ world_group(world, g)->in_look[look]);
    return digest;
}

/* What the table makes of a minute in which every machine is written out from the start. */
typedef struct {
    const Plan *plan;
    const World *world;
    uint64_t head[ROWS_MOST], machines[ROWS_MOST];
    uint32_t rows;
} Reference;

static void note_row(void *context, const Row *row) {
    Reference *reference = context;
    (void)row;
    if (reference->rows < ROWS_MOST) {
        reference->head[reference->rows] = digest_head(reference->world, reference->plan);
        reference->machines[reference->rows] = digest_machines(reference->world);
    }
    reference->rows++;
}

static Reference refer_to(const Run *run, int32_t at) {
    Run *copy = run_copy(run);
    assert_non_null(copy);
    run_by_table_only(copy);
    Reference reference = {.plan = run_plan(run), .world = run_world(copy)};
    const RowSink sink = {note_row, &reference, NULL};
    assert_int_not_equal(run_to(copy, at, &sink), RUN_OUT_OF_MEMORY);
    run_destroy(copy);
    return reference;
}

static void assert_minute(Timeline *timeline, int32_t at) {
    const Run *run = timeline_run(timeline, at - 1);
    const Reference reference = refer_to(run, at);
    CloseUp *whole = close_up_create(run, true), *sparse = close_up_create(run, false);
    assert_non_null(whole);
    assert_non_null(sparse);
    for (uint32_t i = 0; i < reference.rows && i < ROWS_MOST; i++) {
        const uint32_t row =
            i * 7 % (reference.rows < ROWS_MOST ? reference.rows : ROWS_MOST); /* to and fro */
        uint32_t rows;
        const World *world = close_up_after(whole, row + 1, &rows);
        assert_int_equal(rows, reference.rows);
        assert_true(digest_head(world, reference.plan) == reference.head[row]);
        assert_true(digest_machines(world) == reference.machines[row]);
        const World *head = close_up_after(sparse, row + 1, &rows);
        assert_true(digest_head(head, reference.plan) == reference.head[row]);
        for (uint32_t m = 0; m < head->machine_count; m++) {
            if (close_up_has(sparse, m)) assert_true(digest_machine(head, m) == digest_machine(world, m));
            Machine glanced;
            if (m % 5) continue;
            assert_non_null(timeline_glance(timeline, at, row + 1, m, &glanced));
            assert_true(world_machine_hash(world, m, &glanced) ==
                        world_machine_hash(world, m, world_machine(world, m)));
        }
    }
    close_up_destroy(whole);
    close_up_destroy(sparse);
}

static void after_each_row_the_world_is_what_the_table_makes_of_all_machines(void **state) {
    (void)state;
    uint64_t step = 0, compared = 0;
    for (uint64_t trial = 9000; trial < 9000 + TRIALS; trial++) {
        char *yaml = made_up(trial, MACHINES);
        Scene *scene = scene_play(yaml);
        free(yaml);
        Timeline *timeline = timeline_create(&scene->plan, 1 << 20);
        for (int i = 0; i < MINUTES && scene->row_count > 0; i++) {
            const uint64_t row = chance_mix(step++) % scene->row_count;
            assert_minute(timeline, scene->rows[row].at);
            compared++;
        }
        timeline_destroy(timeline);
        scene_close(scene);
    }
    assert_true(compared > TRIALS);
}

static void minutes_in_which_a_change_or_a_claim_reaches_for_any_machine_are_whole(void **state) {
    (void)state;
    Scene *scene =
        scene_read("about: a\nrun: 30d\nhosts: {kms1: {}}\n"
                   "machines: {lab: {product: windows-server, count: 8, starts: {from: 0m, to: 1d}}}\n"
                   "changes: [{at: 9d, machines: all, power: off}, {at: 10d, host: kms1, do: down}]\n"
                   "expect: [{machines: all, lease_left: 3d, count: 8, at: 12d}]\n");
    Timeline *timeline = timeline_create(&scene->plan, 1 << 20);
    static const struct {
        int32_t at;
        bool all;
    } MINUTES_OF[] = {{9 * 1440, true}, {10 * 1440, false}, {12 * 1440, true}, {13 * 1440, false}};
    for (size_t i = 0; i < sizeof MINUTES_OF / sizeof *MINUTES_OF; i++) {
        uint32_t rows, members = 0;
        CloseUp *close_up = close_up_create(timeline_run(timeline, MINUTES_OF[i].at - 1), false);
        assert_non_null(close_up_after(close_up, 1, &rows));
        for (uint32_t m = 0; m < 8; m++) members += close_up_has(close_up, m);
        assert_int_equal(members == 8, MINUTES_OF[i].all);
        close_up_destroy(close_up);
        assert_minute(timeline, MINUTES_OF[i].at);
    }
    timeline_destroy(timeline);
    scene_close(scene);
}

int main(void) {
    CALL_ADD(after_each_row_the_world_is_what_the_table_makes_of_all_machines);
    CALL_ADD(minutes_in_which_a_change_or_a_claim_reaches_for_any_machine_are_whole);
    return call_run_group("close_up");
}
