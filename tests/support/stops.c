#include "tests/test.h"

#include "tests/support/stops.h"

const char STOPS_SCENARIO[] =
    "about: a\nrun: 60d\nhosts: {kms1: {}, kms2: {priority: 1}}\nplaces: [vpn]\n"
    "machines:\n"
    "  lab: {product: office-ltsc, count: 6, starts: {from: 0m, to: 2d}, jitter: 30m}\n"
    "  pc: {product: windows-client, count: 26, on: {from: \"09:00\", to: \"17:00\"}}\n"
    "changes:\n"
    "  - {at: 5d, host: kms1, do: down}\n"
    "  - {at: 5d, machines: \"pc[1..3]\", reimage: new-id}\n"
    "  - {at: 9d, host: kms1, do: up}\n"
    "  - {at: 12d, machines: \"lab[2]\", move: offline}\n";

static const MachineRange FIRST_HALF = {0, 20};
const Change STOPS_DEEDS[STOPS_DEED_COUNT] = {
    {.kind = CHANGE_HOST_DO, .value = DO_DOWN},
    {.kind = CHANGE_HOST_DO, .value = DO_REBUILD},
    {.kind = CHANGE_HOST_SET,
     .figures = {.given = SET_RETRY | SET_RENEWAL, .retry_min = 33, .renewal_min = 3000}},
    {.kind = CHANGE_SERVICE, .subject = SERVICE_DNS, .value = 0},
    {.kind = CHANGE_POWER, .machines = {.ranges = &FIRST_HALF, .range_count = 1, .machines = 20}},
};

Scene *stops_made_up(uint64_t trial) {
    enum { MACHINES = 40 }; /* of a group, at most */
    return scene_made_up(trial, trial % 10 ? MACHINES : 12 * MACHINES);
}

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

uint64_t stops_digest(Timeline *timeline, int32_t at, uint32_t row) {
    return digest(timeline_seek(timeline, at, row), timeline_plan(timeline));
}

static int by_minute(const void *a, const void *b) {
    const int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
    return (x > y) - (x < y);
}

Stops stops_make(Run *run, int32_t from, Dice *dice) {
    const Plan *plan = run_plan(run);
    Stops stops;
    for (int s = 0; s < STOPS; s++)
        stops.at[s] = from + (int32_t)dice_throw(dice, (uint64_t)(plan->run_min - from) + 1);
    qsort(stops.at, STOPS, sizeof stops.at[0], by_minute);
    run_by_table_only(run);
    for (int s = 0; s < STOPS; s++) {
        assert_int_equal(run_to(run, stops.at[s], NULL), RUN_IS_OVER);
        stops.fingerprint[s] = run_fingerprint(run);
        stops.digest[s] = digest(run_world(run), plan);
    }
    run_destroy(run);
    return stops;
}

void stops_assert(Timeline *timeline, const Stops *stops, Dice *dice) {
    for (int i = 0; i < 2 * STOPS; i++) {
        const uint64_t s = dice_throw(dice, STOPS);
        if (i % 2) assert_true(stops_digest(timeline, stops->at[s], ROW_END) == stops->digest[s]);
        const Run *run = timeline_run(timeline, stops->at[s]);
        assert_non_null(run);
        assert_int_equal(run_head(run)->now, stops->at[s]);
        assert_true(run_fingerprint(run) == stops->fingerprint[s]);
    }
}

void stops_assert_copies(Timeline *timeline, const Stops *stops, Dice *dice) {
    for (int i = 0; i < 3; i++) {
        const uint64_t from = dice_throw(dice, STOPS), to = from + dice_throw(dice, STOPS - from);
        Run *copy = run_copy(timeline_run(timeline, stops->at[from]));
        assert_non_null(copy);
        assert_int_equal(run_to(copy, stops->at[to], NULL), RUN_IS_OVER);
        assert_true(run_fingerprint(copy) == stops->fingerprint[to]);
        run_destroy(copy);
    }
}
