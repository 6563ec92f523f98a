/* Branches of a timeline: a run with other changes from a minute on; and where two first differ. */
#include "tests/test.h"

#include "tests/support/scene.h"
#include "tests/support/stops.h"

#ifdef __SANITIZE_ADDRESS__
enum { TRIALS = 10 }; /* there each takes ten times as long */
#else
enum { TRIALS = 60 };
#endif

static void a_branch_without_a_change_is_its_parent_over_again(void **state) {
    (void)state;
    Scene *scene = scene_read(STOPS_SCENARIO);
    Timeline *parent = timeline_create(&scene->plan, 1 << 20);
    const uint64_t end = stops_digest(parent, 86400, ROW_END);
    Timeline *branch = timeline_branch(parent, 20000, NULL);
    assert_int_equal(timeline_shared_until(parent, branch), scene->plan.run_min);
    timeline_destroy(parent);
    assert_true(stops_digest(branch, 86400, ROW_END) == end);
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
    const uint64_t end = stops_digest(parent, 43200, ROW_END);
    Timeline *branch = timeline_branch(parent, 1440, &DOWN);
    assert_non_null(branch);
    assert_int_equal(timeline_shared_until(parent, branch), 1440);
    assert_true(stops_digest(branch, 1440, ROW_END) == stops_digest(parent, 1440, ROW_END));
    assert_false(world_host(timeline_seek(branch, 1441, ROW_END), 0)->up);
    assert_true(world_host(timeline_seek(parent, 1441, ROW_END), 0)->up);
    assert_int_equal(world_machine(timeline_seek(branch, 1560, ROW_END), 0)->last, RESULT_NO_HOST);
    assert_int_equal(world_count_in_state(timeline_seek(branch, 43199, ROW_END), 1, STATE_LICENSED), 0);
    assert_true(stops_digest(parent, 43200, ROW_END) == end);
    timeline_destroy(branch);
    timeline_destroy(parent);
    scene_close(scene);
}

/* Of a scenario with so many machines at least. */
static const Change *deed_by_chance(const Plan *plan, Dice *dice) {
    return &STOPS_DEEDS[dice_throw(dice, plan->machine_count < 20 ? STOPS_DEED_COUNT - 1 : STOPS_DEED_COUNT)];
}

static void a_branch_of_a_branch_is_a_run_with_both_changes(void **state) {
    (void)state;
    Dice dice = {.seed = 6};
    for (uint64_t trial = 5000; trial < 5000 + TRIALS; trial++) {
        Scene *scene = stops_made_up(trial);
        const uint64_t end = (uint64_t)scene->plan.run_min;
        const int32_t first = (int32_t)dice_throw(&dice, end), second = (int32_t)dice_throw(&dice, end);
        const Change *one = deed_by_chance(&scene->plan, &dice), *two = deed_by_chance(&scene->plan, &dice);
        Run *run = run_create(&scene->plan);
        assert_true(run_what_if_at(run, first + 1, one) && run_what_if_at(run, second + 1, two));
        const Stops stops = stops_make(run, -1, &dice);
        Timeline *parent = timeline_create(&scene->plan, trial % 3 ? 1 << 22 : 1 << 15);
        if (trial % 2) assert_non_null(timeline_run(parent, scene->plan.run_min));
        Timeline *branch = timeline_branch(parent, first, one);
        if (trial % 5) assert_non_null(timeline_run(branch, scene->plan.run_min));
        Timeline *twig = timeline_branch(branch, second, two);
        assert_non_null(twig);
        timeline_destroy(branch);
        stops_assert(twig, &stops, &dice);
        stops_assert_copies(twig, &stops, &dice);
        assert_int_equal(timeline_shared_until(parent, twig), first < second ? first : second);
        timeline_destroy(twig);
        timeline_destroy(parent);
        scene_close(scene);
    }
}

/* As a second click does, before the first one's minute has gone by. */
static void a_branch_in_the_very_minute_of_its_parents_change_has_both(void **state) {
    (void)state;
    static const Change OTHER_DOWN = {.kind = CHANGE_HOST_DO, .subject = 1, .value = DO_DOWN};
    Scene *scene = scene_read(STOPS_SCENARIO);
    Dice dice = {.seed = 6};
    Run *run = run_create(&scene->plan);
    assert_true(run_what_if_at(run, 1441, &STOPS_DEEDS[0]) && run_what_if_at(run, 1441, &OTHER_DOWN));
    const Stops stops = stops_make(run, -1, &dice);
    Timeline *parent = timeline_create(&scene->plan, 1 << 20);
    Timeline *branch = timeline_branch(parent, 1440, &STOPS_DEEDS[0]);
    Timeline *twig = timeline_branch(branch, 1440, &OTHER_DOWN);
    assert_non_null(twig);
    stops_assert(twig, &stops, &dice);
    assert_false(world_host(timeline_seek(twig, 1441, ROW_END), 0)->up);
    assert_false(world_host(timeline_seek(twig, 1441, ROW_END), 1)->up);
    assert_true(world_host(timeline_seek(branch, 1441, ROW_END), 1)->up);
    timeline_destroy(twig);
    timeline_destroy(branch);
    timeline_destroy(parent);
    scene_close(scene);
}

static void branches_are_one_run_until_they_part(void **state) {
    (void)state;
    static const Change UP = {.kind = CHANGE_HOST_DO, .subject = 0, .value = DO_UP};
    static const Change OTHER_DOWN = {.kind = CHANGE_HOST_DO, .subject = 1, .value = DO_DOWN};
    Scene *scene = scene_read(STOPS_SCENARIO);
    Timeline *parent = timeline_create(&scene->plan, 1 << 20);
    Timeline *down = timeline_branch(parent, 2880, &STOPS_DEEDS[0]);
    Timeline *down_too = timeline_branch(parent, 2880, &STOPS_DEEDS[0]);
    Timeline *other = timeline_branch(parent, 2880, &OTHER_DOWN);
    Timeline *later = timeline_branch(parent, 5000, &STOPS_DEEDS[0]);
    Timeline *up_again = timeline_branch(down, 7200, &UP);
    Timeline *before_down = timeline_branch(down, 1440, &OTHER_DOWN);
    const struct {
        const Timeline *a, *b;
        int32_t until;
    } PAIRS[] = {{down, down_too, scene->plan.run_min},
                 {down, other, 2880},
                 {down, later, 2880},
                 {down, up_again, 7200},
                 {other, up_again, 2880},
                 {later, up_again, 2880},
                 {parent, up_again, 2880},
                 {down, before_down, 1440},
                 {parent, before_down, 1440},
                 {up_again, before_down, 1440}};
    for (size_t p = 0; p < sizeof PAIRS / sizeof *PAIRS; p++) {
        assert_int_equal(timeline_shared_until(PAIRS[p].a, PAIRS[p].b), PAIRS[p].until);
        assert_int_equal(timeline_shared_until(PAIRS[p].b, PAIRS[p].a), PAIRS[p].until);
    }
    Timeline *const ALL[] = {parent, down, down_too, other, later, up_again, before_down};
    for (size_t t = 0; t < sizeof ALL / sizeof *ALL; t++) timeline_destroy(ALL[t]);
    scene_close(scene);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_branch_without_a_change_is_its_parent_over_again),
        cmocka_unit_test(a_branch_with_a_host_down_differs_in_the_next_minute_and_not_before),
        cmocka_unit_test(a_branch_of_a_branch_is_a_run_with_both_changes),
        cmocka_unit_test(a_branch_in_the_very_minute_of_its_parents_change_has_both),
        cmocka_unit_test(branches_are_one_run_until_they_part),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
