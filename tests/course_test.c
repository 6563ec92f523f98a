/* A course: how a figure went, at every minute, in bins of any width, thinned and branched. */
#include "tests/test.h"

#include "sim/run/course.h"
#include "tests/support/dice.h"

enum { COURSE_MINUTES = 3000 };

/* A course by luck, and its value at the end of each minute. */
static void make_course(Course *course, int32_t values[COURSE_MINUTES], int32_t from, Dice *dice) {
    for (int32_t at = from; at < COURSE_MINUTES; at++) {
        if (dice_throw(dice, 3) == 0) assert_true(course_add(course, at, (int32_t)dice_throw(dice, 9)));
        values[at] = course_now(course);
    }
}

static void assert_course(const Course *course, const int32_t values[COURSE_MINUTES]) {
    CourseStep next;
    assert_int_equal(course_at(course, -1), 5);
    for (int32_t at = 0; at < COURSE_MINUTES; at++) {
        assert_int_equal(course_at(course, at), values[at]);
        int32_t later = at + 1;
        while (later < COURSE_MINUTES && values[later] == values[at]) later++;
        assert_int_equal(course_next(course, at, &next), later < COURSE_MINUTES);
        if (later == COURSE_MINUTES) continue;
        assert_int_equal(next.at, later);
        assert_int_equal(next.value, values[later]);
    }
}

static void assert_bin(const Bin *bin, const int32_t values[COURSE_MINUTES]) {
    int32_t least = values[bin->first_at], most = least;
    for (int32_t at = bin->first_at; at <= bin->last_at; at++) {
        least = values[at] < least ? values[at] : least;
        most = values[at] > most ? values[at] : most;
    }
    assert_int_equal(bin->first, values[bin->first_at]);
    assert_int_equal(bin->last, values[bin->last_at]);
    assert_int_equal(bin->least, least);
    assert_int_equal(bin->most, most);
}

static void a_course_is_known_at_every_minute_and_in_bins_of_any_width(void **state) {
    (void)state;
    static int32_t values[COURSE_MINUTES];
    Dice dice = {.seed = 5};
    Course course;
    course_begin(&course, 5);
    make_course(&course, values, 0, &dice);
    assert_course(&course, values);
    for (int trial = 0; trial < 300; trial++) {
        static Bin bins[4000];
        const int32_t from = (int32_t)dice_throw(&dice, COURSE_MINUTES);
        const int32_t to = from + (int32_t)dice_throw(&dice, (uint64_t)(COURSE_MINUTES - from));
        const uint32_t count = 1 + (uint32_t)dice_throw(&dice, trial % 2 ? 4000 : 50);
        course_bins(&course, from, to, count, bins);
        assert_int_equal(bins[0].first_at, from);
        assert_int_equal(bins[count - 1].last_at, to);
        for (uint32_t b = 0; b < count; b++) {
            assert_bin(&bins[b], values);
            if (b) assert_true(bins[b].first_at - bins[b - 1].last_at <= 1);
        }
        for (int32_t at = from; at <= to; at++) {
            const uint32_t bin = bin_of(from, to, count, at);
            assert_true(bins[bin].last_at >= at && (bin == 0 || bins[bin - 1].last_at < at));
        }
    }
    course_destroy(&course);
}

static void a_branched_course_has_its_parents_past_whatever_becomes_of_it(void **state) {
    (void)state;
    static int32_t values[3][COURSE_MINUTES];
    Dice dice = {.seed = 5};
    for (int trial = 0; trial < 20; trial++) {
        Course family[3];
        const int32_t first = (int32_t)dice_throw(&dice, COURSE_MINUTES),
                      second = (int32_t)dice_throw(&dice, COURSE_MINUTES);
        course_begin(&family[0], 5);
        make_course(&family[0], values[0], 0, &dice);
        memcpy(values[1], values[0], sizeof values[1]);
        course_branch(&family[1], &family[0], first);
        make_course(&family[1], values[1], first + 1, &dice);
        memcpy(values[2], values[1], sizeof values[2]);
        course_branch(&family[2], &family[1], second);
        make_course(&family[2], values[2], second + 1, &dice);
        for (int f = 0; f < 3; f++) assert_course(&family[f], values[f]);
        static Bin bins[700];
        course_bins(&family[2], 0, COURSE_MINUTES - 1, 700, bins);
        for (int b = 0; b < 700; b++) assert_bin(&bins[b], values[2]);
        for (int f = 0; f < 3; f++) course_destroy(&family[f]);
    }
}

static void a_thinned_course_keeps_every_piece_exact(void **state) {
    (void)state;
    static int32_t values[COURSE_MINUTES];
    static Bin bins[COURSE_MINUTES];
    Dice dice = {.seed = 5};
    Course course;
    course_begin(&course, 5);
    make_course(&course, values, 0, &dice);
    for (int32_t resolution = 2; resolution < COURSE_MINUTES; resolution *= 2) {
        const uint32_t pieces = COURSE_MINUTES / (uint32_t)resolution;
        course_thin(&course, resolution);
        assert_true(course.count <= 4 * (pieces + 1));
        course_bins(&course, 0, (int32_t)pieces * resolution - 1, pieces, bins);
        for (uint32_t b = 0; b < pieces; b++) assert_bin(&bins[b], values);
        assert_int_equal(course_at(&course, COURSE_MINUTES - 1), values[COURSE_MINUTES - 1]);
    }
    course_destroy(&course);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_course_is_known_at_every_minute_and_in_bins_of_any_width),
        cmocka_unit_test(a_branched_course_has_its_parents_past_whatever_becomes_of_it),
        cmocka_unit_test(a_thinned_course_keeps_every_piece_exact),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
