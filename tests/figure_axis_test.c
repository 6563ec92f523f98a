/* The calendar axis: ticks that fit at every span and width, and folds of quiet stretches. */
#include "tests/test.h"

#include "tests/support/picture.h"
#include "ui/figures/axis.h"

static const Minutes MONDAY = 29459520; /* calendar minutes of Mon 5 Jan 2026 00:00 */
enum { HOURS = 60, DAYS = 1440, YEARS = 525600 };

static Axis *axis_of(int32_t from, int32_t to, int width_px) {
    Axis *axis = calloc(1, sizeof *axis);
    Font *font = picture_font();
    assert_non_null(axis);
    axis_begin(axis, from, to);
    axis_lay_out(axis, font, MONDAY, PX(80), PX(width_px - 160), PX(16), PX(width_px - 16));
    font_close(font);
    return axis;
}

static void check_row(const TickRow *row, int width_px) {
    Px free_from = PX(16), last_x = -1;
    for (int i = 0; i < row->count; i++) {
        const Tick *tick = &row->ticks[i];
        assert_true(tick->x > last_x);
        last_x = tick->x;
        if (tick->box.width == 0) continue;
        assert_true(tick->box.x >= free_from);
        assert_true(box_right(tick->box) <= PX(width_px - 16));
        free_from = box_right(tick->box) + PX(4);
    }
}

static void labels_stand_side_by_side_from_minutes_to_a_century_and_at_any_width(void **state) {
    (void)state;
    static const int32_t SPANS[] = {1,         5,         60,        7 * HOURS,  1 * DAYS,
                                    3 * DAYS,  14 * DAYS, 40 * DAYS, 90 * DAYS,  180 * DAYS,
                                    1 * YEARS, 2 * YEARS, 7 * YEARS, 30 * YEARS, 100 * YEARS};
    static const int WIDTHS[] = {480, 640, 800, 1200, 1600, 4000};
    for (size_t s = 0; s < sizeof SPANS / sizeof *SPANS; s++)
        for (size_t w = 0; w < sizeof WIDTHS / sizeof *WIDTHS; w++)
            for (int32_t from = 0; from <= 300 * DAYS; from += 37 * DAYS + 11) {
                Axis *axis = axis_of(from, from + SPANS[s], WIDTHS[w]);
                check_row(&axis->calendar, WIDTHS[w]);
                check_row(&axis->since, WIDTHS[w]);
                assert_true(axis->calendar.count >= 1 && axis->since.count >= 1);
                if (SPANS[s] >= 60) assert_true(axis->calendar.count >= 2);
                free(axis);
            }
}

static void expect_labels(int32_t to, int width_px, const char *const expected[]) {
    Axis *axis = axis_of(0, to, width_px);
    for (int i = 0; expected[i]; i++) {
        assert_true(i < axis->calendar.count);
        assert_string_equal(axis->calendar.ticks[i].label, expected[i]);
    }
    free(axis);
}

static void ticks_are_those_of_a_calendar(void **state) {
    (void)state;
    expect_labels(30, 800, (const char *const[]){"Mon 5 Jan", "00:05", "00:10", NULL});
    expect_labels(1 * DAYS, 800, (const char *const[]){"Mon 5 Jan", "03:00", "06:00", NULL});
    expect_labels(7 * DAYS, 800, (const char *const[]){"Mon 5 Jan", "Tue 6 Jan", "Wed 7 Jan", NULL});
    expect_labels(70 * DAYS, 800, (const char *const[]){"5 Jan", "12 Jan", "19 Jan", NULL});
    expect_labels(1 * YEARS, 800, (const char *const[]){"Feb 2026", "Mar", "Apr", NULL});
    expect_labels(9 * YEARS, 800, (const char *const[]){"2027", "2028", "2029", NULL});
    expect_labels(90 * YEARS, 800, (const char *const[]){"2030", "2040", "2050", NULL});
}

static void every_tick_stands_where_its_minute_does(void **state) {
    (void)state;
    Axis *axis = axis_of(0, 70 * DAYS, 800);
    for (int i = 0; i < axis->calendar.count; i++)
        assert_int_equal(axis->calendar.ticks[i].x, axis_x(axis, i * 7 * DAYS));
    assert_string_equal(axis->since.ticks[1].label, "day 7");
    assert_int_equal(axis->since.ticks[1].x, axis_x(axis, 7 * DAYS));
    free(axis);
}

/* ---- folds -------------------------------------------------------------------------------------------- */

static Axis *folded(int32_t to, const int32_t busy[], size_t count) {
    Axis *axis = calloc(1, sizeof *axis);
    Font *font = picture_font();
    assert_non_null(axis);
    axis_begin(axis, 0, to);
    axis_fold(axis, busy, count);
    axis_lay_out(axis, font, MONDAY, PX(80), PX(640), PX(16), PX(784));
    font_close(font);
    return axis;
}

static void a_long_quiet_stretch_is_folded_to_whole_days_and_a_short_one_is_not(void **state) {
    (void)state;
    Axis *axis = folded(200 * DAYS, (const int32_t[]){0, 2 * DAYS, 190 * DAYS}, 3);
    assert_int_equal(axis->stretch_count, 3);
    const Stretch *fold = &axis->stretches[1];
    assert_true(fold->is_folded);
    assert_int_equal((fold->to - fold->from) % DAYS, 0);
    assert_true(fold->from - 2 * DAYS >= 188 * DAYS / 20 - DAYS);
    assert_true(190 * DAYS - fold->to >= 188 * DAYS / 20 - DAYS);
    assert_ptr_equal(axis_fold_at(axis, 100 * DAYS), fold);
    assert_null(axis_fold_at(axis, 3 * DAYS));
    free(axis);
    axis = folded(6 * DAYS, (const int32_t[]){0}, 1);
    assert_int_equal(axis->stretch_count, 1);
    free(axis);
    axis = folded(100 * DAYS, (const int32_t[]){0, 30 * DAYS, 60 * DAYS, 90 * DAYS}, 4);
    assert_int_equal(axis->stretch_count, 1);
    free(axis);
}

static void what_is_not_folded_has_one_scale(void **state) {
    (void)state;
    Axis *axis = folded(200 * DAYS, (const int32_t[]){0, 2 * DAYS, 190 * DAYS}, 3);
    const Px day = axis_x(axis, DAYS) - axis_x(axis, 0);
    const Px late = axis_x(axis, 199 * DAYS) - axis_x(axis, 198 * DAYS);
    assert_true(day - late <= 1 && late - day <= 1);
    assert_int_equal(axis_x(axis, 0), PX(80));
    assert_int_equal(axis_x(axis, 200 * DAYS), PX(720));
    free(axis);
}

static void a_place_and_its_minute_find_each_other(void **state) {
    (void)state;
    Axis *axis = folded(200 * DAYS, (const int32_t[]){0, 2 * DAYS, 190 * DAYS}, 3);
    Px last = 0;
    for (int32_t at = 0; at <= 200 * DAYS; at += 361) {
        const Px x = axis_x(axis, at);
        assert_true(x >= last);
        last = x;
        if (axis_fold_at(axis, at)) continue;
        assert_true(axis_at(axis, x) <= at);
        assert_true(axis_x(axis, axis_at(axis, x)) <= x);
    }
    free(axis);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(labels_stand_side_by_side_from_minutes_to_a_century_and_at_any_width),
        cmocka_unit_test(ticks_are_those_of_a_calendar),
        cmocka_unit_test(every_tick_stands_where_its_minute_does),
        cmocka_unit_test(a_long_quiet_stretch_is_folded_to_whole_days_and_a_short_one_is_not),
        cmocka_unit_test(what_is_not_folded_has_one_scale),
        cmocka_unit_test(a_place_and_its_minute_find_each_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
