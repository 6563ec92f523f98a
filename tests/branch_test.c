/* Branches: copies of a run that go another way, and what they would meet. */
#include "tests/test.h"

#include "tests/support/scene.h"

static const char BRANCHING[] = "run: 10d\nhosts: {a: }\nmachines: {m: {product: office-ltsc, count: 4}}\n"
                                "changes: [{at: 2h, machines: \"m[1]\", power: on}]\nexpect: [{first: 1h, "
                                "host: a, pool: office, count: 4}]\n";

static void a_what_if_change_comes_in_the_next_minute_after_those_of_the_file(void **state) {
    (void)state;
    Scene *scene = scene_read(BRANCHING);
    scene_run_to(scene, "1h59m");
    Run *original = scene->run;
    scene->run = run_copy(original);
    const Change down = {.kind = CHANGE_HOST_DO, .value = DO_DOWN};
    run_what_if(scene->run, &down);
    const size_t before = scene->row_count;
    scene_run_to(scene, "2h");
    assert_int_equal(scene->rows[before].kind, ROW_CHANGE);
    assert_int_equal(scene->rows[before].entry, 0);
    assert_int_equal(scene->rows[before + 1].kind, ROW_CHANGE);
    assert_int_equal(scene->rows[before + 1].entry, UINT32_MAX);
    assert_int_equal(scene->rows[before + 1].at, 120);
    assert_int_equal(scene->rows[before + 2].result, RESULT_NO_HOST);
    assert_int_equal(world_host(run_world(original), 0)->up, 1);
    const size_t after = scene->row_count;
    scene_run_to(scene, "3h");
    assert_int_equal(scene->row_count, after); /* it is carried out once */
    run_destroy(original);
    scene_close(scene);
}

static void a_what_if_change_comes_also_in_a_quiet_minute(void **state) {
    (void)state;
    Scene *scene = scene_read(BRANCHING);
    scene_run_to(scene, "30m");
    const Change down = {.kind = CHANGE_HOST_DO, .value = DO_DOWN};
    run_what_if(scene->run, &down);
    assert_int_equal(run_step(scene->run, 100, NULL), RUN_GOES_ON);
    assert_int_equal(run_world(scene->run)->now, 31);
    assert_int_equal(world_host(run_world(scene->run), 0)->up, 0);
    scene_close(scene);
}

static void one_machine_more_would_make_the_count(void **state) {
    (void)state;
    Scene *scene = scene_read(BRANCHING);
    scene_run_to(scene, "1h59m");
    Run *original = scene->run;
    scene->run = run_copy(original);
    run_what_if_counted(scene->run, 0, POOL_OFFICE, 5, 1);
    assert_int_equal(world_count(run_world(scene->run), 0, POOL_OFFICE), 5);
    assert_int_equal(world_count(run_world(original), 0, POOL_OFFICE), 4);
    scene_run_to(scene, "2h");
    assert_int_equal(scene_times(scene, NULL, RULE_GRANTED), 4);
    run_destroy(original);
    scene_close(scene);
}

static void counted_strangers_are_forgotten_like_others(void **state) {
    (void)state;
    Scene *scene = scene_read("run: 40d\nhosts: {a: }\nmachines: {m: {product: office-ltsc, power: off}}\n"
                              "expect: [{first: 1h1m, host: a, pool: office, count: 0}]\n");
    scene_run_to(scene, "1h");
    run_what_if_counted(scene->run, 0, POOL_OFFICE, 5, 0);
    run_what_if_counted(scene->run, 0, POOL_OFFICE, 5, 5);
    scene_run_to(scene, "40d");
    assert_int_equal(scene_times(scene, "a", RULE_MEMORY_OVER), 5);
    assert_string_equal(scene_tell(scene, "a", "30d1h2m", "30d1h2m"),
                        "30d1h2m memory-over #4294967295 office 4\n"
                        "30d1h2m memory-over #4294967294 office 3\n"
                        "30d1h2m memory-over #4294967293 office 2\n"
                        "30d1h2m memory-over #4294967292 office 1\n"
                        "30d1h2m memory-over #4294967291 office 0\n");
    scene_close(scene);
}

static void as_many_strangers_as_the_threshold_find_room(void **state) {
    (void)state;
    Scene *scene =
        scene_read("run: 40d\nhosts: {a: }\nmachines: {m: {product: windows-client, count: 40}}\n");
    scene_run_to(scene, "1h");
    run_what_if_counted(scene->run, 0, POOL_WINDOWS, 25, 25);
    assert_int_equal(world_count(run_world(scene->run), 0, POOL_WINDOWS), 50);
    scene_close(scene);
}

/* What becomes of the host, by the minute, of a run in which it goes down at 1h and up again at 3h. */
static void assert_down_and_up(Run *run) {
    for (int32_t hour = 1; hour <= 4; hour++) {
        assert_int_equal(run_to(run, hour * 60 - 1, NULL), RUN_IS_OVER);
        assert_int_equal(world_host(run_world(run), 0)->up, hour != 2 && hour != 3);
        assert_int_equal(run_to(run, hour * 60, NULL), RUN_IS_OVER);
        assert_int_equal(world_host(run_world(run), 0)->up, hour >= 3);
    }
}

static void changes_still_to_come_are_copied_with_the_run(void **state) {
    (void)state;
    static const Change down = {.kind = CHANGE_HOST_DO, .value = DO_DOWN};
    static const Change up = {.kind = CHANGE_HOST_DO, .value = DO_UP};
    Scene *scene = scene_read(BRANCHING);
    assert_true(run_what_if_at(scene->run, 60, &down));
    assert_true(run_what_if_at(scene->run, 180, &down));
    assert_true(run_what_if_at(scene->run, 180, &up));
    Run *copy = run_copy(scene->run);
    assert_non_null(copy);
    assert_down_and_up(scene->run);
    assert_int_equal(run_to(copy, 60, NULL), RUN_IS_OVER);
    assert_int_equal(world_host(run_world(copy), 0)->up, 0);
    Run *later = run_copy(copy);
    assert_int_equal(run_to(later, 179, NULL), RUN_IS_OVER);
    assert_int_equal(world_host(run_world(later), 0)->up, 0);
    assert_int_equal(run_to(later, 180, NULL), RUN_IS_OVER);
    assert_int_equal(world_host(run_world(later), 0)->up, 1);
    run_destroy(later);
    run_destroy(copy);
    scene_close(scene);
}

static void what_is_asked_before_a_change_still_to_come_comes_before_it(void **state) {
    (void)state;
    static const Change down = {.kind = CHANGE_HOST_DO, .value = DO_DOWN};
    static const Change up = {.kind = CHANGE_HOST_DO, .value = DO_UP};
    Scene *scene = scene_read(BRANCHING);
    assert_true(run_what_if_at(scene->run, 180, &up));
    assert_true(run_what_if_at(scene->run, 60, &down));
    assert_true(run_what_if_at(scene->run, 120, &down));
    assert_down_and_up(scene->run);
    scene_close(scene);
}

static void a_run_goes_back_to_a_world_and_on_from_there(void **state) {
    (void)state;
    Scene *scene = scene_read(BRANCHING);
    scene_run_to(scene, "3d");
    Snapshot *kept = snapshot_take(scene->run, NULL);
    assert_non_null(kept);
    scene_run_to(scene, "10d");
    const uint64_t fingerprint = run_fingerprint(scene->run);
    for (int time = 0; time < 2; time++) {
        assert_true(snapshot_restore(kept, scene->run));
        assert_int_equal(run_world(scene->run)->now, scene_minute("3d"));
        assert_true(run_fingerprint(scene->run) != fingerprint);
        const size_t before = scene->row_count;
        scene_run_to(scene, "10d");
        assert_true(scene->row_count > before);
        assert_int_equal(scene->rows[before].at, scene_minute("3d2h"));
        assert_true(run_fingerprint(scene->run) == fingerprint);
    }
    snapshot_let_go(kept);
    scene_close(scene);
}

static void who_is_asked_in_a_question_is_asked_in_the_next_minute(void **state) {
    (void)state;
    Scene *scene = scene_read("run: 10d\nhosts: {a: }\nmachines: {m: {product: office-ltsc, power: off}}\n");
    scene_run_to(scene, "1h");
    const Answer answer = run_what_if_asked(scene->run, 0, NULL);
    assert_int_equal(answer.result, RESULT_COUNT_INSUFFICIENT);
    assert_int_equal(answer.count, 1);
    assert_int_equal(answer.host, 0);
    World *world = (World *)(uintptr_t)run_world(scene->run); /* only read */
    assert_int_equal(ledger_oldest(world_ledger(world, 0, POOL_OFFICE), world_store(world))->seen_at, 61);
    scene_close(scene);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_what_if_change_comes_in_the_next_minute_after_those_of_the_file),
        cmocka_unit_test(a_what_if_change_comes_also_in_a_quiet_minute),
        cmocka_unit_test(one_machine_more_would_make_the_count),
        cmocka_unit_test(counted_strangers_are_forgotten_like_others),
        cmocka_unit_test(as_many_strangers_as_the_threshold_find_room),
        cmocka_unit_test(changes_still_to_come_are_copied_with_the_run),
        cmocka_unit_test(what_is_asked_before_a_change_still_to_come_comes_before_it),
        cmocka_unit_test(a_run_goes_back_to_a_world_and_on_from_there),
        cmocka_unit_test(who_is_asked_in_a_question_is_asked_in_the_next_minute),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
