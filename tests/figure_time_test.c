/* Where minutes stand in a figure, for the cursor of a page: in order, without gaps in time, and within the
 * picture. */
#include "tests/test.h"

#include "tests/support/easel.h"

static void assert_in_order(const Easel *easel, const FigureTime *time, const char *path) {
    const Px along = time->is_down ? PX(figure_height_px(easel->figure)) : PX(easel->request.width_px);
    const Px across = time->is_down ? PX(easel->request.width_px) : PX(figure_height_px(easel->figure));
    assert_true(time->from >= 0 && time->from < time->to && time->to <= across);
    for (int p = 0; p < time->count; p++) {
        const FigurePiece *piece = &time->pieces[p];
        if (piece->from > piece->to || piece->begin > piece->end || piece->begin < 0 || piece->end > along)
            fail_msg("%s, figure %d: piece %d is out of order", path, (int)easel->request.kind, p);
        if (p == 0) continue;
        if (piece->from < piece[-1].to || piece->begin != piece[-1].end)
            fail_msg("%s, figure %d: piece %d does not follow the one before", path, (int)easel->request.kind,
                     p);
    }
}

static void look_at_minutes(Easel *easel, const char *path) {
    for (int kind = 0; kind < FIGURE_KINDS; kind++)
        for (int fold = 0; fold < 2; fold++) {
            FigureTime time;
            easel->request.kind = (FigureKind)kind;
            easel->request.fold = fold;
            easel->request.at = easel->request.to;
            easel_draw(easel);
            const bool has_axis = figure_time(easel->figure, &time);
            if (kind == FIGURE_TIMELINE || kind == FIGURE_SEQUENCE) assert_true(has_axis);
            if (kind == FIGURE_STATES || kind == FIGURE_NETWORK) assert_false(has_axis);
            if (has_axis) assert_in_order(easel, &time, path);
        }
}

static void minutes_stand_in_order_in_every_figure_that_has_an_axis(void **state) {
    (void)state;
    easel_show_shipped(FIGURE_TIMELINE, look_at_minutes);
}

/* The count comes to 5 at 2d1h, which the timeline marks with a small circle. */
static void a_minute_stands_where_it_is_drawn(void **state) {
    (void)state;
    Easel *easel = easel_of_file("scenarios/01-fifth-laptop.yaml", FIGURE_TIMELINE, 800);
    FigureTime time;
    easel_draw(easel);
    assert_true(figure_time(easel->figure, &time));
    const FigurePiece *piece = &time.pieces[0];
    const int32_t at = 2940;
    assert_true(piece->from == 0 && piece->to > at);
    const Px x = piece->begin + (Px)((int64_t)(piece->end - piece->begin) * at / (piece->to - piece->from));
    const char *circle = strstr(easel_words(easel), "disc ");
    double drawn = 0;
    assert_non_null(circle);
    assert_int_equal(sscanf(circle, "disc %lf", &drawn), 1);
    assert_true(abs((int)(drawn * PX(1)) - x) <= PX(1));
    easel_close(easel);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(minutes_stand_in_order_in_every_figure_that_has_an_axis),
        cmocka_unit_test(a_minute_stands_where_it_is_drawn),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
