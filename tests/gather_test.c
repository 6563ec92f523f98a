/* What a frame gathers of the run: the attempts that can be seen, and no others. */
#include "tests/test.h"

#include <string.h>

#include "ui/stage/gather.h"

/* Five machines are installed in minute 0, in rows 1 to 5, and ask in rows 6 to 10. */
static const char FIVE[] =
    "about: a\nrun: 2d\nhosts: {kms1: {}}\nmachines: {pc: {product: office-ltsc, count: 5}}\n";
enum { MACHINES = 5, BUDGET = 1 << 22 };

static Lanes known_until(const char *file, int32_t at) {
    Lanes lanes = {0};
    Text wrong = {0};
    assert_int_equal(lanes_open(&lanes, "a.yaml", file, strlen(file), BUDGET, &wrong), LANE_OK);
    assert_non_null(timeline_run(lanes.lanes[0]->timeline, at));
    text_free(&wrong);
    return lanes;
}

static void after_a_row_the_attempts_up_to_it_are_seen(void **state) {
    (void)state;
    Gathered gathered = {0};
    Shown shown;
    View view = view_initial();
    Lanes lanes = known_until(FIVE, 0);
    for (uint32_t row = 0; row <= 2 * MACHINES; row++) {
        view.row = row;
        assert_true(gather(&gathered, lanes.lanes[0], &view, 0, &shown));
        assert_int_equal(shown.rows, 2 * MACHINES);
        assert_int_equal(shown.row, row);
        assert_int_equal(shown.message_count, row > MACHINES ? row - MACHINES : 0);
        for (uint32_t m = 0; m < shown.message_count; m++) assert_int_equal(shown.messages[m].machine, m);
    }
    gathered_free(&gathered);
    lanes_close(&lanes);
}

/* An hour a second: a message flies for 42 minutes, and those of the hours before are no longer seen. */
static void while_it_plays_those_in_flight_are_seen(void **state) {
    (void)state;
    Gathered gathered = {0};
    Shown shown;
    View view = view_initial();
    static const char FOUR[] =
        "about: a\nrun: 2d\nhosts: {kms1: {}}\nmachines: {pc: {product: office-ltsc, count: 4}}\n";
    Lanes lanes = known_until(FOUR, 300);
    view.playing = true;
    view.speed = 3;
    for (int32_t at = 0; at < 300; at++) {
        view.at = at;
        assert_true(gather(&gathered, lanes.lanes[0], &view, at, &shown));
        assert_int_equal(shown.flight_min, 42);
        assert_int_equal(shown.message_count, at % 120 <= 42 ? 4 : 0);
    }
    gathered_free(&gathered);
    lanes_close(&lanes);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(after_a_row_the_attempts_up_to_it_are_seen),
        cmocka_unit_test(while_it_plays_those_in_flight_are_seen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
