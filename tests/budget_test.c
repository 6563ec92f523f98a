/* What `budget` and `compare` say is what the simulator would do. */
#include "tests/test.h"

#include "sim/run/budget.h"
#include "sim/run/tally.h"
#include "tests/support/scene.h"

static const char FLEET[] =
    "run: 20d\nhosts: {a: {renewal: 3d}, b: {renewal: 10d}}\n"
    "products: {quick: {like: windows-client, threshold: 3, lease: 40d}}\n"
    "machines:\n  m: {product: quick, count: 60, starts: {from: 0m, to: 12d}, jitter: 2h}\n"
    "  o: {product: office-ltsc, count: 9, starts: {from: 1d, to: 4d}}\n"
    "  c: {product: microsoft-365-apps, count: 5}\n";

/* The same fleet, both hosts dead in the minute after `day`, run on long enough. */
static Scene *dead_since(int day) {
    Text yaml = {0};
    text_add_format(&yaml, "changes: [{at: %dd1m, host: a, do: down}, {at: %dd1m, host: b, do: down}]\n%s",
                    day, day, FLEET);
    char *at = strstr(yaml.bytes, "run: 20d");
    assert_non_null(at);
    memcpy(at, "run: 1y ", strlen("run: 1y "));
    Scene *scene = scene_play(yaml.bytes);
    text_free(&yaml);
    return scene;
}

static void a_budget_is_what_happens_when_the_hosts_die(void **state) {
    (void)state;
    for (int day = 0; day <= 20; day += 4) {
        Scene *scene = scene_read(FLEET);
        assert_int_equal(run_to(scene->run, day * (int32_t)DAY_MIN, NULL), RUN_IS_OVER);
        const BudgetDay budget = budget_now(scene->run);
        Scene *dead = dead_since(day);
        uint32_t lost[BUDGET_SPANS] = {0};
        int32_t first = NEVER;
        for (size_t i = 0; i < dead->row_count; i++) {
            const Row *row = &dead->rows[i];
            if (row->kind != ROW_LAPSE || row->from != STATE_LICENSED || row->at <= budget.at) continue;
            if (row->machine >= 69) continue; /* no host licenses those */
            if (row->at < first) first = row->at;
            for (int s = 0; s < BUDGET_SPANS; s++)
                lost[s] += row->at <= budget.at + BUDGET_SPAN_DAYS[s] * (int32_t)DAY_MIN;
        }
        assert_int_equal(budget.at, day * (int32_t)DAY_MIN);
        assert_int_equal(budget.first_lapse_at, first);
        assert_memory_equal(budget.lost, lost, sizeof lost);
        assert_true(budget.licensed >= lost[BUDGET_SPANS - 1]);
        scene_close(dead);
        scene_close(scene);
    }
}

static void a_budget_without_leases_never_lapses(void **state) {
    (void)state;
    Scene *scene = scene_read("run: 5d\nmachines: {c: {product: microsoft-365-apps, count: 5}}\n");
    assert_int_equal(run_to(scene->run, 1440, NULL), RUN_IS_OVER);
    const BudgetDay budget = budget_now(scene->run);
    assert_int_equal(budget.licensed, 0);
    assert_int_equal(budget.first_lapse_at, NEVER);
    assert_int_equal(budget.lost[BUDGET_SPANS - 1], 0);
    scene_close(scene);
}

static void a_tally_counts_lapses_and_time_without_a_licence(void **state) {
    (void)state;
    Scene *scene =
        scene_read("run: 20d\nhosts: {a: }\nproducts: {p: {like: windows-client, threshold: 2, lease: 10d}}\n"
                   "machines: {m: {product: p}, n: {product: p, starts: 3h, count: 2}, q: {product: "
                   "windows-ad, starts: 1d}}\n"
                   "changes: [{at: 5d, host: a, do: down}, {at: 19d, machines: q, retire: now}]\n");
    Tally tally;
    assert_true(tally_create(&tally, &scene->plan));
    const RowSink sink = tally_sink(&tally);
    assert_int_equal(run_to(scene->run, scene->plan.run_min, &sink), RUN_IS_OVER);
    tally_close(&tally, scene->plan.run_min);
    /* m waits 4 hours, is licensed until its last grant at 4h + 10d, and not from there on. */
    assert_int_equal(tally.groups[0].lapses, 1);
    assert_int_equal(tally.groups[0].unlicensed_min, 240 + (20 * 1440 - (240 + 10 * 1440)));
    /* of n each is granted at once at 3h, since m was counted before. */
    assert_int_equal(tally.groups[1].lapses, 2);
    assert_int_equal(tally.groups[1].unlicensed_min, 2 * (20 * 1440 - (180 + 10 * 1440)));
    assert_int_equal(tally.groups[2].lapses, 0);
    assert_int_equal(tally.groups[2].unlicensed_min, 0);
    tally_destroy(&tally);
    scene_close(scene);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_budget_is_what_happens_when_the_hosts_die),
        cmocka_unit_test(a_budget_without_leases_never_lapses),
        cmocka_unit_test(a_tally_counts_lapses_and_time_without_a_licence),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
