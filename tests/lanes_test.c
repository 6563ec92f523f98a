/* Branches and variants side by side, and that each can be saved as a file that makes it again. */
#include "tests/test.h"

#include <string.h>

#include "sim/run/difference.h"
#include "tests/support/dice.h"
#include "tests/support/made_up.h"
#include "ui/stage/lanes.h"
#include "ui/stage/travel.h"

static const char FILE_A[] =
    "title: T\nabout: a\nrun: 30d\nhosts: {kms1: {}} # one host\nmachines:\n"
    "  pc: {product: office-ltsc, count: 5, jitter: 30m}\n  late: {product: office-ltsc, starts: 9d}\n"
    "changes:\n  - {at: 5d, host: kms1, do: down} # the outage\n  - {at: 9d, host: kms1, do: up}\n"
    "expect:\n  - {at: 1d, machines: pc, are: licensed}\n";

enum { BUDGET = 1 << 22 };

static Lanes open_lanes(const char *file) {
    Lanes lanes = {0};
    Text wrong = {0};
    assert_int_equal(lanes_open(&lanes, "a.yaml", file, strlen(file), BUDGET, &wrong), LANE_OK);
    assert_int_equal(wrong.length, 0);
    text_free(&wrong);
    return lanes;
}

static void branch(Lanes *lanes, int parent, int32_t at, const char *change) {
    Text wrong = {0};
    assert_int_equal(lanes_branch(lanes, parent, at, change, &wrong), LANE_OK);
    text_free(&wrong);
}

static void assert_proved(const Lanes *lanes, int lane) {
    LaneProof *proof = lane_proof_begin(lanes->lanes[lane]);
    assert_non_null(proof);
    assert_int_equal(lane_proof_go_on(proof, UINT64_MAX), RUN_IS_OVER);
    assert_true(lane_proof_holds(proof));
    lane_proof_end(proof);
}

static void a_branch_shares_the_past_and_its_change_comes_in_the_next_minute(void **state) {
    (void)state;
    Lanes lanes = open_lanes(FILE_A);
    branch(&lanes, 0, 2880, "host: kms1, do: down");
    int32_t at;
    assert_true(lanes_part_at(&lanes, 0, 1, &at));
    assert_int_equal(at, 2881);
    assert_int_equal(timeline_shared_until(lanes.lanes[0]->timeline, lanes.lanes[1]->timeline), 2880);
    assert_string_equal(lanes.lanes[1]->words.bytes, "kms1 goes down");
    assert_int_equal(lanes.lanes[1]->parent, 0);
    assert_int_equal(lanes.lanes[1]->at, 2880);
    lanes_close(&lanes);
}

/* As a comparison of their files has it. */
static int32_t first_difference(const Lanes *lanes, int one, int other) {
    Run *a = lane_run(lanes->lanes[one]), *b = lane_run(lanes->lanes[other]);
    Difference found;
    assert_true(a && b && difference_find(a, b, NULL, NULL, &found));
    run_destroy(a);
    run_destroy(b);
    return found.at;
}

/* B, C, F and G leave the file, D and E leave B; B, C and E do so in the same minute; H is a variant. */
static void where_lanes_part_is_known_but_for_those_that_may_have_made_the_same_change(void **state) {
    (void)state;
    static const char *const KNOWN[] = {"-++++++.", "+-.+.++.", "+.-..++.", "++.-.++.",
                                        "+...-++.", "+++++-+.", "++++++-.", ".......-"};
    Text wrong = {0};
    Lanes lanes = open_lanes(FILE_A);
    branch(&lanes, 0, 2880, "host: kms1, do: down");
    branch(&lanes, 0, 2880, "host: kms1, do: down");
    branch(&lanes, 1, 4000, "machines: \"pc[2]\", power: off");
    branch(&lanes, 1, 2880, "host: kms1, do: up");
    branch(&lanes, 0, 0, "host: kms1, do: up");
    branch(&lanes, 0, 30 * 1440 - 1, "host: kms1, do: up");
    assert_int_equal(lanes_vary(&lanes, 0, "machines.more", "{product: office-ltsc, starts: 20d}", &wrong),
                     LANE_OK);
    for (int one = 0; one < 8; one++)
        for (int other = 0; other < 8; other++) {
            int32_t at = -7;
            if (one == other) continue;
            assert_int_equal(lanes_part_at(&lanes, one, other, &at), KNOWN[one][other] == '+');
            if (at != -7) assert_int_equal(at, first_difference(&lanes, one, other));
        }
    assert_int_equal(first_difference(&lanes, 1, 2), NEVER);
    assert_int_equal(first_difference(&lanes, 0, 7), 20 * 1440);
    text_free(&wrong);
    lanes_close(&lanes);
}

static void a_branch_is_saved_in_the_words_of_its_author(void **state) {
    (void)state;
    Lanes lanes = open_lanes(FILE_A);
    branch(&lanes, 0, 2880, "host: kms1, do: down");
    branch(&lanes, 1, 4000, "machines: \"pc[2]\", power: off");
    const char *text = lanes.lanes[2]->source.bytes;
    assert_non_null(strstr(text, "# one host\n"));
    assert_non_null(strstr(text, "{at: 9d, host: kms1, do: up}\n  - {at: 2d1m, host: kms1, do: down}\n"
                                 "  - {at: 2d18h41m, machines: \"pc[2]\", power: off}\nexpect:\n"));
    assert_proved(&lanes, 1);
    assert_proved(&lanes, 2);
    lanes_close(&lanes);
}

static void a_variant_is_run_anew(void **state) {
    (void)state;
    Lanes lanes = open_lanes(FILE_A);
    Text wrong = {0};
    assert_int_equal(lanes_vary(&lanes, 0, "machines.pc.count", "4", &wrong), LANE_OK);
    assert_int_equal(lane_plan(lanes.lanes[1])->machine_count, 5);
    assert_int_equal(lane_plan(lanes.lanes[0])->machine_count, 6);
    assert_int_equal(lanes_vary(&lanes, 1, "machines.more", "{product: office-ltsc, count: 2}", &wrong),
                     LANE_OK);
    assert_string_equal(lane_plan(lanes.lanes[2])->groups[2].name, "more");
    assert_proved(&lanes, 2);
    text_free(&wrong);
    lanes_close(&lanes);
}

/* Machines that get new ids are counted beside their old ones: a host needs room for both. */
static void branches_that_give_many_new_ids_come_to_what_their_files_do(void **state) {
    (void)state;
    static const char MANY[] =
        "about: a\nrun: 30d\nproducts: {vast: {like: windows-client, threshold: 100000}}\nhosts: {k: {}}\n"
        "machines: {pc: {product: vast, count: 1500}, few: {product: vast, count: 600}}\n";
    static const struct {
        int parent;
        const char *change;
        bool is_anew;
        int32_t count;
    } BRANCHES[] = {{0, "machines: few, reimage: new-id", false, 2700},
                    {1, "machines: few, reimage: new-id", true, 3300},
                    {2, "machines: few, reimage: new-id", false, 3900},
                    {0, "machines: all, reimage: new-id", true, 4200},
                    {4, "machines: few, rearm: now", false, 4800}};
    Lanes lanes = open_lanes(MANY);
    for (int b = 0; b < 5; b++) {
        branch(&lanes, BRANCHES[b].parent, 1440 * (b + 2), BRANCHES[b].change);
        const Lane *lane = lanes.lanes[b + 1];
        assert_int_equal(lane->is_anew, BRANCHES[b].is_anew);
        assert_int_equal(world_count(timeline_seek(lane->timeline, 29 * 1440, ROW_END), 0, POOL_WINDOWS),
                         BRANCHES[b].count);
        assert_proved(&lanes, b + 1);
    }
    lanes_close(&lanes);
}

static void what_cannot_be_is_explained_and_adds_no_lane(void **state) {
    (void)state;
    Lanes lanes = open_lanes(FILE_A);
    Text wrong = {0};
    assert_int_equal(lanes_branch(&lanes, 0, 60, "host: kms7, do: down", &wrong), LANE_WRONG);
    assert_non_null(strstr(wrong.bytes, "kms7"));
    text_clear(&wrong);
    assert_int_equal(lanes_branch(&lanes, 0, 60, "machines: late, power: off", &wrong), LANE_WRONG);
    assert_true(wrong.length > 0);
    text_clear(&wrong);
    assert_int_equal(lanes_branch(&lanes, 0, 43200, "host: kms1, do: down", &wrong), LANE_WRONG);
    assert_non_null(strstr(wrong.bytes, "last minute"));
    text_clear(&wrong);
    assert_int_equal(
        lanes_branch(&lanes, 0, 60, "host: kms1, do: down}, {at: 1d, host: kms1, do: up", &wrong),
        LANE_WRONG);
    text_clear(&wrong);
    assert_int_equal(lanes_vary(&lanes, 0, "machines.nobody.count", "4", &wrong), LANE_WRONG);
    assert_int_equal(lanes.count, 1);
    text_free(&wrong);
    lanes_close(&lanes);
}

static void there_are_only_so_many(void **state) {
    (void)state;
    Lanes lanes = open_lanes(FILE_A);
    Text wrong = {0};
    while (lanes.count < LANES_MOST)
        branch(&lanes, lanes.count - 1, 100 * lanes.count, "host: kms1, do: restart");
    assert_int_equal(lanes_branch(&lanes, 0, 60, "host: kms1, do: down", &wrong), LANE_TOO_MANY);
    for (int lane = 0; lane < LANES_MOST; lane++) assert_proved(&lanes, lane);
    lanes_undo(&lanes);
    assert_int_equal(lanes.count, LANES_MOST - 1);
    while (lanes.count > 1) lanes_undo(&lanes);
    lanes_undo(&lanes); /* the file stays */
    assert_int_equal(lanes.count, 1);
    text_free(&wrong);
    lanes_close(&lanes);
}

static void lanes_are_made_again_from_a_file_that_was_changed(void **state) {
    (void)state;
    Lanes old = open_lanes(FILE_A), fewer = {0};
    Text wrong = {0};
    branch(&old, 0, 2880, "host: kms1, do: down");
    assert_int_equal(lanes_vary(&old, 0, "machines.pc.count", "7", &wrong), LANE_OK);
    branch(&old, 2, 4000, "machines: \"pc[7]\", power: off");
    Lanes again = open_lanes(FILE_A);
    assert_int_equal(lanes_again(&again, &old), 0);
    assert_int_equal(again.count, 4);
    for (int lane = 1; lane < again.count; lane++)
        assert_string_equal(again.lanes[lane]->source.bytes, old.lanes[lane]->source.bytes);
    static const char OTHER[] =
        "about: a\nrun: 30d\nhosts: {kms1: {}}\nmachines: {lab: {product: office-ltsc}}\n";
    assert_int_equal(lanes_open(&fewer, "b", OTHER, strlen(OTHER), BUDGET, &wrong), LANE_OK);
    assert_int_equal(lanes_again(&fewer, &old), 2);
    text_free(&wrong);
    lanes_close(&old);
    lanes_close(&again);
    lanes_close(&fewer);
}

static void a_wrong_file_opens_no_lane_and_says_where(void **state) {
    (void)state;
    Lanes lanes = {0};
    Text wrong = {0};
    assert_int_equal(lanes_open(&lanes, "a.yaml", "run: 30\n", 8, BUDGET, &wrong), LANE_WRONG);
    assert_non_null(strstr(wrong.bytes, "a.yaml:1:6: error: "));
    assert_int_equal(lanes.count, 0);
    text_clear(&wrong);
    assert_int_equal(lanes_open(&lanes, "a.yaml", "", 0, BUDGET, &wrong), LANE_WRONG);
    text_free(&wrong);
}

/* ---- what a lane is, its file is ---------------------------------------------------------------------- */

/* B: the host goes down on the fifth day. C leaves it on the second: the host is down all the same. */
static void a_branch_that_leaves_before_its_parents_change_has_it_too(void **state) {
    (void)state;
    Lanes lanes = open_lanes("about: a\nrun: 9d\nhosts: {k: {}}\nmachines: {pc: {product: office-ltsc}}\n");
    int32_t at;
    branch(&lanes, 0, 7200, "host: k, do: down");
    branch(&lanes, 1, 2880, "host: k, do: rebuild");
    branch(&lanes, 2, 1440, "host: k, do: unpublish");
    for (int lane = 1; lane < 4; lane++) {
        Timeline *timeline = lanes.lanes[lane]->timeline;
        assert_int_equal(world_host(timeline_seek(timeline, 7200, ROW_END), 0)->up, 1);
        assert_int_equal(world_host(timeline_seek(timeline, 7201, ROW_END), 0)->up, 0);
        assert_int_equal(world_count(timeline_seek(timeline, 2881, ROW_END), 0, POOL_OFFICE), lane == 1);
        assert_int_equal(world_host(timeline_seek(timeline, 2000, ROW_END), 0)->published, lane != 3);
        assert_proved(&lanes, lane);
    }
    assert_true(lanes_part_at(&lanes, 0, 2, &at));
    assert_int_equal(at, 2881);
    assert_true(lanes_part_at(&lanes, 3, 1, &at));
    assert_int_equal(at, 1441);
    lanes_close(&lanes);
}

/* As in a file. C leaves it before, and is rebuilt all the same. */
static void a_change_that_comes_again_and_again_does_so_in_a_branch(void **state) {
    (void)state;
    Lanes lanes = open_lanes("about: a\nrun: 9d\nhosts: {k: {}}\nmachines: {pc: {product: office-ltsc}}\n");
    branch(&lanes, 0, 1440, "host: k, do: rebuild, every: 2d, until: 6d");
    branch(&lanes, 1, 720, "service: dns, do: down");
    branch(&lanes, 0, 1440, "host: k, do: rebuild, every: 1d12h");
    assert_string_equal(lanes.lanes[1]->words.bytes, "k is rebuilt, every 2d until 6d");
    assert_string_equal(lanes.lanes[3]->words.bytes, "k is rebuilt, every 1d12h");
    static const int32_t TIMES[] = {0, 3, 3, 6};
    for (int lane = 0; lane < 4; lane++) {
        int32_t times = 0;
        Timeline *timeline = lanes.lanes[lane]->timeline;
        const Plan *plan = lane_plan(lanes.lanes[lane]);
        for (uint32_t o = 0; o < plan->occurrence_count; o++)
            times += timeline_seek(timeline, plan->occurrences[o].at, ROW_END)->next_occurrence == o + 1;
        assert_int_equal(times, TIMES[lane]);
        assert_proved(&lanes, lane);
    }
    for (int32_t at = 1441; at <= 7201; at += 2880) {
        Timeline *timeline = lanes.lanes[1]->timeline;
        assert_int_equal(world_count(timeline_seek(timeline, at - 1, ROW_END), 0, POOL_OFFICE), 1);
        assert_int_equal(world_count(timeline_seek(timeline, at, ROW_END), 0, POOL_OFFICE), 0);
    }
    lanes_close(&lanes);
}

/* Of many kinds; some cannot be where nobody is there, and so cannot some of a branch of that. */
static const char *const DEEDS[] = {"host: k0, do: down",
                                    "host: k0, do: up",
                                    "host: k0, do: rebuild",
                                    "host: k0, set: {renewal: 2d, retry: 40m}",
                                    "host: k0, set: {renewal: 9h}",
                                    "service: dns, do: down",
                                    "service: dns, do: up",
                                    "place: office, block: [k0]",
                                    "machines: g0, power: off",
                                    "machines: \"g0[1]\", reimage: new-id",
                                    "machines: g0, move: vpn",
                                    "machines: g0, attempt: now",
                                    "machines: g0, rearm: now",
                                    "machines: \"g0[1]\", retire: now",
                                    "machines: g0, power: on",
                                    "host: k0, do: rebuild, every: 5d",
                                    "machines: g0, attempt: now, every: 7h, until: 40d"};

/* Branches of branches at any minutes, perhaps of one that was looked at to its end. */
static Lanes branch_by_chance(const char *yaml, size_t budget, Dice *dice) {
    Lanes lanes = {0};
    Text wrong = {0};
    assert_int_equal(lanes_open(&lanes, "made up", yaml, strlen(yaml), budget, &wrong), LANE_OK);
    const int32_t end = lane_plan(lanes.lanes[0])->run_min;
    for (int i = 0; i < 3 * LANES_MOST && lanes.count < LANES_MOST; i++) {
        const int parent = (int)dice_throw(dice, (uint64_t)lanes.count);
        const bool is_minute_of_another = dice_throw(dice, 4) == 0;
        const int32_t at = is_minute_of_another && lanes.lanes[parent]->at >= 0
                               ? lanes.lanes[parent]->at
                               : (int32_t)dice_throw(dice, (uint64_t)end);
        const char *deed = DEEDS[dice_throw(dice, sizeof DEEDS / sizeof *DEEDS)];
        if (dice_throw(dice, 2)) assert_non_null(timeline_run(lanes.lanes[parent]->timeline, end));
        const LaneStatus status = lanes_branch(&lanes, parent, at, deed, &wrong);
        assert_true(status == LANE_OK || status == LANE_WRONG);
    }
    text_free(&wrong);
    return lanes;
}

static void assert_same_world(const World *shown, const World *of_file) {
    assert_true(shown && of_file);
    for (uint32_t m = 0; m < of_file->machine_count; m++) {
        assert_true(world_machine_hash(shown, m, world_machine(shown, m)) ==
                    world_machine_hash(of_file, m, world_machine(of_file, m)));
        assert_int_equal(world_machine_since(shown, m), world_machine_since(of_file, m));
    }
    for (int h = 0; h < (int)of_file->host_count; h++) {
        assert_memory_equal(world_host(shown, h), world_host(of_file, h), sizeof(Host));
        for (int pool = 0; pool < POOL_COUNT; pool++)
            assert_int_equal(world_count(shown, h, (Pool)pool), world_count(of_file, h, (Pool)pool));
    }
    for (uint32_t c = 0; c < of_file->claim_count; c++)
        assert_int_equal(world_claim(shown, c)->verdict, world_claim(of_file, c)->verdict);
    assert_int_equal(shown->row_count, of_file->row_count);
}

/* At minutes in any order, the end among them. */
static void assert_is_its_file(const Lane *lane, Dice *dice) {
    const int32_t end = lane->plan.run_min;
    for (int i = 0; i < 5; i++) {
        const int32_t at = i == 2 ? end : (int32_t)dice_throw(dice, (uint64_t)end);
        Run *run = lane_run(lane);
        assert_int_equal(run_to(run, at, NULL), RUN_IS_OVER);
        assert_same_world(timeline_seek(lane->timeline, at, ROW_END), run_world(run));
        run_destroy(run);
    }
}

static void branches_of_branches_at_any_minutes_are_what_their_files_come_to(void **state) {
    (void)state;
    Dice dice = {.seed = 11};
    int early = 0;
    for (uint64_t trial = 300; trial < 312; trial++) {
        char *yaml = made_up(trial, 12);
        Lanes lanes = branch_by_chance(yaml, trial % 3 ? 1 << 22 : 1 << 15, &dice), again = {0};
        Text wrong = {0};
        assert_in_range(lanes.count, 4, LANES_MOST);
        assert_int_equal(lanes_open(&again, "made up", yaml, strlen(yaml), BUDGET, &wrong), LANE_OK);
        assert_int_equal(lanes_again(&again, &lanes), 0);
        for (int l = lanes.count - 1; l > 0; l--) {
            early += lanes.lanes[l]->at < lanes.lanes[lanes.lanes[l]->parent]->at;
            assert_is_its_file(lanes.lanes[l], &dice);
            assert_is_its_file(again.lanes[l], &dice);
            assert_proved(&lanes, l);
            assert_string_equal(again.lanes[l]->source.bytes, lanes.lanes[l]->source.bytes);
        }
        lanes_close(&again);
        lanes_close(&lanes);
        text_free(&wrong);
        free(yaml);
    }
    assert_in_range(early, 10, 100); /* before its parent's own change */
}

/* ---- travel ------------------------------------------------------------------------------------------- */

static bool spots_are_same(Spot a, Spot b) {
    return a.at == b.at && a.row == b.row;
}

/* Row by row to the end, and back the same way. */
static void steps_back_retrace_steps_forward(void **state) {
    (void)state;
    enum { MOST = 4000 };
    static Spot spots[MOST];
    Lanes lanes = open_lanes(FILE_A);
    Lane *lane = lanes.lanes[0];
    const int32_t end = lane_plan(lane)->run_min;
    int count = 1;
    spots[0] = (Spot){0, 1};
    for (Spot spot = spots[0]; spot.at < end; spots[count++] = spot) {
        assert_true(count < MOST);
        assert_true(travel_forward(lane, end, &spot));
        assert_false(spots_are_same(spot, spots[count - 1]));
    }
    assert_true(count > 100);
    for (int i = count - 2; i >= 0; i--) {
        Spot spot = spots[i + 1];
        assert_true(travel_back(lane, &spot));
        if (spot.at == end) continue; /* the end may be a quiet minute */
        assert_int_equal(spot.at, spots[i].at);
        assert_int_equal(spot.row, spots[i].row);
    }
    lanes_close(&lanes);
}

static void meanings_are_found_in_both_directions(void **state) {
    (void)state;
    Lanes lanes = open_lanes(FILE_A);
    Lane *lane = lanes.lanes[0];
    const int32_t end = lane_plan(lane)->run_min;
    int32_t found[200];
    int count = 0;
    assert_non_null(timeline_run(lane->timeline, end));
    for (int32_t at = -1; (at = travel_next_meaning(lane, at, end)) != NEVER; found[count++] = at)
        assert_true(count < 200);
    assert_int_equal(found[0], 0); /* machines are installed */
    assert_true(count > 6);
    int32_t at = end + 1;
    for (int i = count - 1; i >= 0; i--) {
        at = travel_last_meaning(lane, at);
        assert_int_equal(at, found[i]);
    }
    assert_int_equal(travel_last_meaning(lane, at), -1);
    lanes_close(&lanes);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_branch_shares_the_past_and_its_change_comes_in_the_next_minute),
        cmocka_unit_test(where_lanes_part_is_known_but_for_those_that_may_have_made_the_same_change),
        cmocka_unit_test(a_branch_is_saved_in_the_words_of_its_author),
        cmocka_unit_test(a_variant_is_run_anew),
        cmocka_unit_test(branches_that_give_many_new_ids_come_to_what_their_files_do),
        cmocka_unit_test(what_cannot_be_is_explained_and_adds_no_lane),
        cmocka_unit_test(there_are_only_so_many),
        cmocka_unit_test(lanes_are_made_again_from_a_file_that_was_changed),
        cmocka_unit_test(a_wrong_file_opens_no_lane_and_says_where),
        cmocka_unit_test(a_branch_that_leaves_before_its_parents_change_has_it_too),
        cmocka_unit_test(a_change_that_comes_again_and_again_does_so_in_a_branch),
        cmocka_unit_test(branches_of_branches_at_any_minutes_are_what_their_files_come_to),
        cmocka_unit_test(steps_back_retrace_steps_forward),
        cmocka_unit_test(meanings_are_found_in_both_directions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
