/* The exact numbers that changes, claims and lessons become. */
#include "tests/support/scenario.h"
#include "tests/test.h"

#define MAK "product: windows-mak"

static void selections_are_sorted_and_merged(void **state) {
    (void)state;
    Reading reading = scenario_read_good(
        HEAD "machines: {a: {" MAK ", count: 3}, b: {" MAK ", count: 10}}\nchanges:\n"
             "- {at: 1d, machines: [\"b[9]\", \"b[2..4]\", \"b[4..6]\", a, \"b[9]\"], power: off}\n"
             "- {at: 1d, machines: [\"b[1]\", a], power: off}\n"
             "- {at: 1d, machines: [\"b[2]\", all], power: off}\n"
             "- {at: 1d, machines: b, power: off}\n");
    static const struct {
        uint32_t count, machines;
        bool all;
        MachineRange ranges[3];
    } EXPECTED[] = {{3, 9, false, {{0, 3}, {4, 5}, {11, 1}}},
                    {1, 4, false, {{0, 4}}},
                    {1, 13, true, {{0, 13}}},
                    {1, 10, false, {{3, 10}}}};
    for (size_t c = 0; c < 4; c++) {
        const Selection got = reading.plan.changes[c].machines;
        assert_int_equal(got.range_count, EXPECTED[c].count);
        assert_int_equal(got.machines, EXPECTED[c].machines);
        assert_int_equal(got.all, EXPECTED[c].all);
        for (uint32_t r = 0; r < got.range_count; r++) {
            assert_int_equal(got.ranges[r].first, EXPECTED[c].ranges[r].first);
            assert_int_equal(got.ranges[r].count, EXPECTED[c].ranges[r].count);
        }
    }
    const Selection first = reading.plan.changes[0].machines;
    assert_true(selection_has(first, 0) && selection_has(first, 8) && selection_has(first, 11));
    assert_false(selection_has(first, 3) || selection_has(first, 9) || selection_has(first, 12));
    scenario_close(&reading);
}

static void changes_of_every_kind(void **state) {
    (void)state;
    Reading reading = scenario_read_good(
        HEAD
        "places: [vpn]\nhosts: {k1: {}, k2: {}}\nmachines: {lab: {product: office-ltsc, count: "
        "5}}\nchanges:\n"
        "- {at: 1d, machines: lab, power: on}\n- {at: 1d, machines: lab, move: vpn}\n"
        "- {at: 1d, machines: lab, attempt: now}\n- {at: 1d, machines: lab, reimage: same-id}\n"
        "- {at: 1d, machines: lab, rearm: now}\n- {at: 1d, machines: lab, use: k2}\n"
        "- {at: 1d, machines: lab, use: dns}\n- {at: 1d, machines: lab, cache: clear}\n"
        "- {at: 1d, machines: lab, skew: 5h}\n- {at: 1d, machines: lab, sign: out}\n"
        "- {at: 1d, host: k2, do: restart}\n- {at: 1d, service: cloud, do: up}\n"
        "- at: 1d\n  place: vpn\n  block: [k2, activation]\n- {at: 1d, place: office, unblock: [dns]}\n"
        "- {at: 1d, host: k1, set: {retry: 1h, renewal: 1d, priority: 7, weight: 9, serves: [windows]}}\n"
        "- {at: 1d, host: k1, set: {weight: 0}}\n- {at: 1d, machines: lab, retire: now}\n");
    static const struct {
        ChangeKind kind;
        int32_t value;
        int subject;
    } EXPECTED[] = {{CHANGE_POWER, 1, 0},
                    {CHANGE_MOVE, 2, 0},
                    {CHANGE_ATTEMPT, 0, 0},
                    {CHANGE_REIMAGE, 1, 0},
                    {CHANGE_REARM, 0, 0},
                    {CHANGE_USE, 1, 0},
                    {CHANGE_USE, NO_HOST, 0},
                    {CHANGE_CACHE, 0, 0},
                    {CHANGE_SKEW, 300, 0},
                    {CHANGE_SIGN, 0, 0},
                    {CHANGE_HOST_DO, DO_RESTART, 1},
                    {CHANGE_SERVICE, 1, SERVICE_CLOUD},
                    {CHANGE_BLOCK, 0, 2},
                    {CHANGE_UNBLOCK, 0, PLACE_OFFICE},
                    {CHANGE_HOST_SET, 0, 0},
                    {CHANGE_HOST_SET, 0, 0},
                    {CHANGE_RETIRE, 0, 0}};
    const Change *changes = reading.plan.changes;
    assert_int_equal(reading.plan.change_count, 17);
    for (size_t c = 0; c < 17; c++) {
        assert_int_equal(changes[c].kind, EXPECTED[c].kind);
        assert_int_equal(changes[c].value, EXPECTED[c].value);
        assert_int_equal(changes[c].subject, EXPECTED[c].subject);
    }
    assert_int_equal(changes[0].line, 7);
    assert_int_equal(changes[12].target_count, 2);
    assert_int_equal(changes[12].targets[0], reach_host(1));
    assert_int_equal(changes[12].targets[1], reach_service(SERVICE_ACTIVATION));
    const HostFigures all = changes[14].figures;
    assert_int_equal(all.given, SET_RETRY | SET_RENEWAL | SET_PRIORITY | SET_WEIGHT | SET_SERVES);
    assert_int_equal(all.retry_min, 60);
    assert_int_equal(all.renewal_min, 1440);
    assert_int_equal(all.priority, 7);
    assert_int_equal(all.weight, 9);
    assert_int_equal(all.serves, 1 << POOL_WINDOWS);
    assert_int_equal(changes[15].figures.given, SET_WEIGHT);
    scenario_close(&reading);
}

static void occurrences_come_by_time_then_by_place_in_the_file(void **state) {
    (void)state;
    Reading reading =
        scenario_read(ABOUT "run: 10d\nmachines: {lab: {" MAK "}}\nchanges:\n"
                            "- {at: 4d, machines: lab, power: off}\n"
                            "- {at: 2d, every: 2d, until: 6d, machines: lab, power: on}\n" /* 2 4 6 */
                            "- {at: 2d, machines: lab, attempt: now}\n"
                            "- {at: 9d, every: 1d, machines: lab, sign: out}\n" /* 9 10: the run */
                            "- {at: 1d, every: 1d, until: 1d23h59m, machines: lab, sign: in}\n"   /* 1 */
                            "- {at: 8d, every: 3d, until: 100y, machines: lab, cache: clear}\n"); /* 8 */
    static const Occurrence EXPECTED[] = {{1, 4}, {2, 1}, {2, 2}, {4, 0}, {4, 1},
                                          {6, 1}, {8, 5}, {9, 3}, {10, 3}};
    assert_true(reading.good);
    assert_int_equal(reading.plan.occurrence_count, 9);
    for (size_t i = 0; i < 9; i++) {
        assert_int_equal(reading.plan.occurrences[i].at, EXPECTED[i].at * 1440);
        assert_int_equal(reading.plan.occurrences[i].change, EXPECTED[i].change);
    }
    scenario_close(&reading);
}

static void calendar_times_count_from_the_start(void **state) {
    (void)state;
    Reading reading = scenario_read_good(
        ABOUT "start: 2028-02-28 23:00\nrun: 30d\n"
              "machines: {lab: {" MAK ", starts: \"2028-02-28 23:01\"}}\nchanges:\n"
              "- {at: 2028-03-01 00:00, every: 1d, until: 2028-03-02 00:00, machines: lab, power: off}\n"
              "expect: [{always: absent, machines: lab, from: 2028-02-29 23:00, to: 2028-03-29 23:00}]\n");
    assert_int_equal(reading.plan.groups[0].starts_from, 1);
    assert_int_equal(reading.plan.changes[0].at, 60 + 1440); /* 2028 has a 29 February */
    assert_int_equal(reading.plan.occurrence_count, 2);
    assert_int_equal(reading.plan.claims[0].from, 1440);
    assert_int_equal(reading.plan.claims[0].to, 30 * 1440);
    assert_int_equal(reading.plan.book.start_of_day_min, 23 * 60);
    scenario_close(&reading);
}

static void claims_of_every_kind(void **state) {
    (void)state;
    Reading reading = scenario_read_good(
        HEAD "hosts: {k: {}}\nmachines: {lab: {product: office-ltsc, count: 5}}\nexpect:\n"
             "- {at: 1d, machines: lab, are: initial-grace}\n- {first: 2d, machines: lab, last: granted, "
             "count: \"> 3\"}\n"
             "- {by: 3d, machines: lab, are: licensed, count: 0}\n- {never: notification, machines: lab}\n"
             "- {always: licensed, machines: all, from: 4d, to: 5d, count: \"!=5\"}\n"
             "- {at: 6d, machines: lab, lease_left: \"<= 173d\"}\n- {by: 7d, host: k, pool: office, count: "
             "\">=   5\"}\n");
    static const struct {
        ClaimWhen when;
        ClaimAbout about;
        int32_t from, to;
        bool has_count;
        CompareOp op;
        int64_t number;
    } EXPECTED[] = {{CLAIM_AT, CLAIM_STATE, 1, 1, false, COMPARE_EQUAL, 0},
                    {CLAIM_FIRST, CLAIM_LAST, 0, 2, true, COMPARE_MORE, 3},
                    {CLAIM_BY, CLAIM_STATE, 0, 3, true, COMPARE_EQUAL, 0},
                    {CLAIM_NEVER, CLAIM_STATE, 0, 30, false, COMPARE_EQUAL, 0},
                    {CLAIM_ALWAYS, CLAIM_STATE, 4, 5, true, COMPARE_NOT_EQUAL, 5},
                    {CLAIM_AT, CLAIM_LEASE_LEFT, 6, 6, false, COMPARE_EQUAL, 0},
                    {CLAIM_BY, CLAIM_HOST_COUNT, 0, 7, true, COMPARE_AT_LEAST, 5}};
    const Claim *claims = reading.plan.claims;
    assert_int_equal(reading.plan.claim_count, 7);
    assert_int_equal(reading.plan.expect_count, 7);
    for (size_t c = 0; c < 7; c++) {
        assert_int_equal(claims[c].when, EXPECTED[c].when);
        assert_int_equal(claims[c].about, EXPECTED[c].about);
        assert_int_equal(claims[c].from, EXPECTED[c].from * 1440);
        assert_int_equal(claims[c].to, EXPECTED[c].to * 1440);
        assert_int_equal(claims[c].has_count, EXPECTED[c].has_count);
        assert_int_equal(claims[c].count.op, EXPECTED[c].op);
        assert_int_equal(claims[c].count.number, EXPECTED[c].number);
        assert_int_equal(claims[c].line, 6 + (int)c);
        assert_false(claims[c].is_choice);
    }
    assert_int_equal(claims[0].state, STATE_INITIAL_GRACE);
    assert_int_equal(claims[1].last, RESULT_GRANTED);
    assert_int_equal(claims[3].state, STATE_NOTIFICATION);
    assert_int_equal(claims[5].lease_left.op, COMPARE_AT_MOST);
    assert_int_equal(claims[5].lease_left.number, 173 * 1440);
    assert_int_equal(claims[6].pool, POOL_OFFICE);
    scenario_close(&reading);
}

static void a_lesson_and_what_it_shows(void **state) {
    (void)state;
    Reading reading = scenario_read_good(
        HEAD "machines: {lab: {" MAK
             ", count: 2}}\nexpect: [{at: 1d, machines: lab, are: licensed}]\nlesson:\n"
             "- {at: 0m, say: Hello., note: \"Wait.\"}\n"
             "- {at: 1d, ask: First?, choices: [{say: a, if: {at: 2d, machines: lab, are: licensed}},\n"
             "   {say: b, if: {by: 5d, machines: lab, are: absent}}, {say: c, if: {at: 12h, machines: lab, "
             "are: absent}}]}\n"
             "- {at: 2d, ask: Second?, show: 2d2h, choices: [{say: d, if: {at: 9d, machines: lab, are: "
             "licensed}},\n"
             "   {say: e, if: {never: licensed, machines: lab}}]}\n"
             "- {at: 3d, ask: Third?, choices: [{say: f, if: {at: 1d, machines: lab, are: licensed}},\n"
             "   {say: g, if: {at: 1d, machines: lab, are: absent}}]}\n");
    const Plan *plan = &reading.plan;
    assert_int_equal(plan->step_count, 4);
    assert_int_equal(plan_question_count(plan), 3);
    assert_string_equal(plan->steps[0].say, "Hello.");
    assert_string_equal(plan->steps[0].note, "Wait.");
    assert_null(plan->steps[0].ask);
    assert_int_equal(plan->steps[0].show, 0);
    assert_string_equal(plan->steps[1].ask, "First?");
    assert_int_equal(plan->steps[1].show, 5 * 1440);       /* the latest that a choice speaks of */
    assert_int_equal(plan->steps[2].show, 2 * 1440 + 120); /* as it says */
    assert_int_equal(plan->steps[3].show, 3 * 1440);       /* never before the question */
    assert_int_equal(plan->steps[1].choice_count, 3);
    assert_int_equal(plan->steps[2].first_choice, 3);
    assert_string_equal(plan->choices[3].say, "d");
    assert_int_equal(plan->expect_count, 1);
    assert_int_equal(plan->claim_count, 8);
    assert_int_equal(plan->choices[0].claim, 1);
    for (uint32_t c = 1; c < 8; c++) assert_true(plan->claims[c].is_choice);
    scenario_close(&reading);
}

static void two_steps_of_one_minute_come_as_they_stand(void **state) {
    (void)state;
    Reading reading = scenario_read_good(HEAD "machines: {lab: {" MAK "}}\nlesson:\n"
                                              "- {at: 1d, say: First.}\n- {at: 1d, say: Second.}\n");
    const Plan *plan = &reading.plan;
    assert_int_equal(plan->step_count, 2);
    assert_string_equal(plan->steps[0].say, "First.");
    assert_string_equal(plan->steps[1].say, "Second.");
    assert_int_equal(plan->steps[0].at, plan->steps[1].at);
    scenario_close(&reading);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(selections_are_sorted_and_merged),
        cmocka_unit_test(changes_of_every_kind),
        cmocka_unit_test(occurrences_come_by_time_then_by_place_in_the_file),
        cmocka_unit_test(calendar_times_count_from_the_start),
        cmocka_unit_test(claims_of_every_kind),
        cmocka_unit_test(a_lesson_and_what_it_shows),
        cmocka_unit_test(two_steps_of_one_minute_come_as_they_stand),
    };
    return cmocka_run_group_tests_name("the story that is read", tests, NULL, NULL);
}
