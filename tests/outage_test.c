/* Fleets that are licensed and whose host is lost: whom they find instead, and how their attempts are told.
 */
#include "tests/test.h"

#include "tests/support/scene.h"

/* Six servers, licensed by `a` at once; `a` goes down at 6d, so that all of them ask in vain from 7d on. */
#define FLEET(hosts, changes)                                                                                \
    "run: 9d\nplaces: [vpn]\nhosts: {a: {}, " hosts "}\n"                                                    \
    "machines: {m: {product: windows-server, count: 6, use: a}, n: {product: windows-ad}}\n"                 \
    "changes:\n  - {at: 6d, host: a, do: down}\n  - {at: 1m, machines: m, use: dns}\n" changes

/* The same without a pin, all of them by lookup: `a` has the lowest priority. */
#define FOUND(hosts, changes)                                                                                \
    "run: 9d\nplaces: [vpn]\nhosts: {a: {}, " hosts "}\n"                                                    \
    "machines: {m: {product: windows-server, count: 6}, n: {product: windows-ad}}\n"                         \
    "changes:\n  - {at: 6d, host: a, do: down}\n" changes

/* Nobody answers the last machine from 7d to just before `at`; then `b` counts it. */
static void assert_b_counts_from(const char *yaml, const char *at) {
    Scene *scene = scene_play(yaml);
    const int32_t first = scene_minute(at);
    int vain = 0, counted = 0;
    for (size_t r = 0; r < scene->row_count; r++) {
        const Row *row = &scene->rows[r];
        if (row->kind != ROW_ATTEMPT || row->machine != 5 || row->at < 7 * 1440) continue;
        vain += row->at < first && row->host < 0;
        counted += row->at == first && row->host == 1;
        if (row->at < first) assert_int_equal(row->host, -1);
    }
    assert_true(vain > 0 || first == 7 * 1440);
    assert_int_equal(counted, 1);
    scene_close(scene);
}

static void another_host_that_comes_up_is_found_at_the_next_retry(void **state) {
    (void)state;
    assert_b_counts_from(FOUND("b: {up: false, priority: 1}", "  - {at: 8d1m, host: b, do: up}\n"), "8d2h");
    assert_b_counts_from(FOUND("b: {up: false, priority: 1}", "  - {at: 8d2h, host: b, do: up}\n"), "8d2h");
    assert_b_counts_from(FLEET("b: {up: false, priority: 1}", "  - {at: 8d1m, host: b, do: up}\n"), "8d2h");
}

static void it_is_found_whatever_else_changes_meanwhile(void **state) {
    (void)state;
    static const char *const OTHERS[] = {
        "  - {at: 8d1m, host: a, set: {weight: 1}}\n", "  - {at: 8d1m, service: cloud, do: down}\n",
        "  - {at: 8d1m, machines: n, attempt: now}\n", "  - {at: 8d1m, place: vpn, block: [b]}\n"};
    for (int times = 0; times < 4; times++)
        for (int before = 0; before <= 1; before++) {
            Text yaml = {0};
            text_add(&yaml, FOUND("b: {up: false, priority: 1}", ""));
            if (!before) text_add(&yaml, "  - {at: 8d1m, host: b, do: up}\n");
            for (int i = 0; i <= times; i++) text_add(&yaml, OTHERS[i]);
            if (before) text_add(&yaml, "  - {at: 8d1m, host: b, do: up}\n");
            assert_b_counts_from(yaml.bytes, "8d2h");
            text_free(&yaml);
        }
}

static void another_host_is_found_when_it_is_published(void **state) {
    (void)state;
    assert_b_counts_from(
        FOUND("b: {published: false, priority: 1}", "  - {at: 8d1m, host: b, do: publish}\n"), "8d2h");
}

static void another_host_is_found_when_the_lookup_answers_again(void **state) {
    (void)state;
    assert_b_counts_from(FOUND("b: {priority: 1}", "  - {at: 6d, service: dns, do: down}\n"
                                                   "  - {at: 8d1m, service: dns, do: up}\n"),
                         "8d2h");
    assert_b_counts_from(FOUND("b: {priority: 1}", "  - {at: 6d, place: office, block: [dns]}\n"
                                                   "  - {at: 8d1m, place: office, unblock: [dns]}\n"),
                         "8d2h");
}

static void another_host_is_found_when_it_is_reached_again(void **state) {
    (void)state;
    assert_b_counts_from(FOUND("b: {priority: 1}", "  - {at: 6d, place: office, block: [b]}\n"
                                                   "  - {at: 8d1m, place: office, unblock: [b]}\n"),
                         "8d2h");
}

static void only_the_lookup_is_needed_to_find_another_host(void **state) {
    (void)state;
    assert_b_counts_from(FOUND("b: {priority: 1}", "  - {at: 6d, service: cloud, do: down}\n"), "7d");
    assert_b_counts_from(
        FOUND("b: {priority: 1}", "  - {at: 6d, place: office, block: [cloud, directory]}\n"), "7d");
    assert_b_counts_from(FOUND("c: {priority: 1, up: false}, b: {priority: 2, published: false}",
                               "  - {at: 6d, host: c, do: up}\n"),
                         "7d");
}

static void the_old_host_that_comes_up_again_is_asked_first(void **state) {
    (void)state;
    const char *yaml =
        FOUND("b: {up: false}", "  - {at: 8d1m, host: b, do: up}\n  - {at: 8d1m, host: a, do: up}\n");
    assert_story_between(yaml, "m-6", "8d2h", "9d", "8d2h renewed a 6/5 licensed till 188d2h next 15d2h\n");
}

static void a_host_that_declines_is_no_silence(void **state) {
    (void)state;
    const char *yaml = FOUND("b: {up: false}", "  - {at: 8d1m, host: a, do: up}\n"
                                               "  - {at: 8d1m, host: a, do: deactivate}\n");
    assert_story_between(yaml, "m-6", "8d", "8d4h",
                         "8d no-host-answers licensed till 180d next 8d2h\n"
                         "8d2h only-wrong-hosts licensed till 180d next 8d4h\n"
                         "8d4h only-wrong-hosts licensed till 180d next 8d6h\n");
}

/* ---- told together ------------------------------------------------------------------------------------ */

enum { QUIETS_MOST = 4096 };

typedef struct {
    Quiet quiets[QUIETS_MOST];
    size_t quiet_count;
    uint64_t rows, attempts;
} Heard;

static void hear_row(void *context, const Row *row) {
    Heard *heard = context;
    heard->rows++;
    heard->attempts += row->kind == ROW_ATTEMPT;
}

static void hear_quiet(void *context, const Quiet *quiet) {
    Heard *heard = context;
    assert_true(heard->quiet_count < QUIETS_MOST);
    heard->quiets[heard->quiet_count++] = *quiet;
}

/* Steady or not: is this row one of those that the quiet may stand for? */
static bool may_stand_for(const Scene *scene, const Quiet *quiet, const Row *row) {
    if (row->kind != ROW_ATTEMPT || plan_group_of(&scene->plan, row->machine) != quiet->group) return false;
    if (row->at < quiet->first_at || row->at > quiet->last_at) return false;
    return row->from == STATE_LICENSED && row->to == STATE_LICENSED && row->host == quiet->host &&
           row->counted == (quiet->host >= 0);
}

/* Against the rows of a run that tells each by itself. */
static void assert_told_well(const Scene *scene, const Quiet *quiet) {
    uint64_t times = 0;
    bool first = false, last = false, least = quiet->host < 0, most = quiet->host < 0;
    int32_t due_at = -1;
    for (size_t r = 0; r < scene->row_count; r++) {
        const Row *row = &scene->rows[r];
        if (!may_stand_for(scene, quiet, row)) continue;
        times++;
        first |= row->at == quiet->first_at;
        last |= row->at == quiet->last_at && row->clock_at == quiet->last_clock_at;
        least |= row->count == quiet->least;
        most |= row->count == quiet->most;
        if (row->due_at > due_at) due_at = row->due_at;
        assert_int_equal(quiet->pool, row->pool);
        if (row->counted) assert_int_equal(quiet->threshold, row->threshold);
    }
    assert_true(first && last && least && most);
    assert_true(quiet->times > 0 && quiet->times <= times);
    assert_true(quiet->least <= quiet->most);
    assert_in_range(quiet->expected_at, quiet->last_at + 1, due_at);
    assert_in_range(quiet->machines, 1, scene->plan.groups[quiet->group].count);
}

static const char LONG[] = "run: 200d\nhosts: {a: {}, b: {priority: 1}, c: {priority: 2, up: false}}\n"
                           "machines:\n"
                           "  x: {product: windows-server, count: 30, starts: {from: 0m, to: 3d}}\n"
                           "  y: {product: office-ltsc, count: 12, use: b, jitter: 1h}\n"
                           "  z: {product: windows-server, count: 7, on: {from: \"08:00\", to: \"18:00\"}}\n"
                           "changes:\n"
                           "  - {at: 30d, host: a, do: down}\n"
                           "  - {at: 60d, host: a, do: up}\n"
                           "  - {at: 90d, host: a, do: down}\n"
                           "  - {at: 90d, host: b, do: down}\n"
                           "  - {at: 120d, host: b, do: up}\n"
                           "  - {at: 130d, machines: all, attempt: now}\n"
                           "expect: [{always: licensed, machines: y, from: 1d}]\n";

static void attempts_as_before_are_told_together_and_none_is_lost(void **state) {
    (void)state;
    Scene *each = scene_play(LONG), *together = scene_read(LONG);
    Heard *heard = calloc(1, sizeof *heard);
    assert_non_null(heard);
    const RowSink sink = {hear_row, heard, hear_quiet};
    for (int32_t day = 0; day <= 200; day += 40)
        assert_int_equal(run_to(together->run, day * 1440, &sink), RUN_IS_OVER);
    uint64_t times = 0;
    bool granted = false, vain = false;
    for (size_t q = 0; q < heard->quiet_count; q++) {
        assert_told_well(each, &heard->quiets[q]);
        times += heard->quiets[q].times;
        granted |= heard->quiets[q].host >= 0;
        vain |= heard->quiets[q].host < 0;
    }
    assert_true(granted && vain && times > 2000);
    assert_int_equal(heard->rows + times, each->row_count);
    assert_int_equal(run_head(together->run)->row_count, each->row_count);
    assert_int_equal(run_head(together->run)->attempt_count, heard->attempts + times);
    assert_true(run_fingerprint(together->run) == run_fingerprint(each->run));
    free(heard);
    scene_close(each);
    scene_close(together);
}

/* One group, one host: so much is known that every figure can be. */
static void what_is_told_together_has_just_these_figures(void **state) {
    (void)state;
    Scene *scene =
        scene_read("run: 40d\nhosts: {a: {}}\n"
                   "machines: {m: {product: windows-server, count: 6, starts: {from: 0m, to: 5m}}}\n"
                   "changes: [{at: 29d, host: a, do: down}]\n");
    Heard *heard = calloc(1, sizeof *heard);
    assert_non_null(heard);
    const RowSink sink = {hear_row, heard, hear_quiet};
    assert_int_equal(run_to(scene->run, scene_minute("40d"), &sink), RUN_IS_OVER);
    assert_int_equal(heard->quiet_count, 2);
    const Quiet *granted = &heard->quiets[heard->quiets[0].host < 0];
    const Quiet *vain = &heard->quiets[heard->quiets[0].host >= 0];
    /* Two were granted at 4m and 5m, four at 2h and on; each again at 7d, 14d, 21d and 28d. */
    assert_int_equal(granted->host, 0);
    assert_int_equal(granted->pool, POOL_WINDOWS);
    assert_int_equal(granted->times, 24);
    assert_int_equal(granted->machines, 6);
    assert_int_equal(granted->first_at, scene_minute("7d4m"));
    assert_int_equal(granted->last_at, scene_minute("28d2h3m"));
    assert_int_equal(granted->expected_at, scene_minute("35d2h3m"));
    assert_int_equal(granted->last_clock_at, scene_minute("208d2h3m"));
    assert_int_equal(granted->least, 6);
    assert_int_equal(granted->most, 6);
    assert_int_equal(granted->threshold, 5);
    assert_int_equal(vain->host, -1);
    assert_int_equal(vain->pool, POOL_NONE);
    assert_int_equal(vain->times, 3 * 60 + 3 * 59);
    assert_int_equal(vain->machines, 6);
    assert_int_equal(vain->first_at, scene_minute("35d4m"));
    assert_int_equal(vain->last_at, scene_minute("40d"));
    assert_int_equal(vain->expected_at, scene_minute("40d2h"));
    assert_int_equal(vain->last_clock_at, scene_minute("208d2h"));
    free(heard);
    scene_close(scene);
}

/* Clocks run out before anybody asks, and one that another starts with no length runs out with it. */
static void a_grace_of_no_length_is_over_before_the_attempt_of_its_minute(void **state) {
    (void)state;
    assert_story_between("run: 8h\nhosts: {a: {renewal: 2h, retry: 2h}}\n"
                         "products: {p: {like: windows-client, threshold: 1, lease: 4h, warn_before: none, "
                         "expiry_grace: 0m}}\n"
                         "machines: {m: {product: p}}\nchanges: [{at: 1h, host: a, do: down}]\n",
                         "m", "4h", "5h",
                         "4h lease-over-grace expiry-grace till 4h\n"
                         "4h expiry-grace-over notification\n"
                         "4h no-host-answers notification next 6h\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(another_host_that_comes_up_is_found_at_the_next_retry),
        cmocka_unit_test(it_is_found_whatever_else_changes_meanwhile),
        cmocka_unit_test(another_host_is_found_when_it_is_published),
        cmocka_unit_test(another_host_is_found_when_the_lookup_answers_again),
        cmocka_unit_test(another_host_is_found_when_it_is_reached_again),
        cmocka_unit_test(only_the_lookup_is_needed_to_find_another_host),
        cmocka_unit_test(the_old_host_that_comes_up_again_is_asked_first),
        cmocka_unit_test(a_host_that_declines_is_no_silence),
        cmocka_unit_test(attempts_as_before_are_told_together_and_none_is_lost),
        cmocka_unit_test(what_is_told_together_has_just_these_figures),
        cmocka_unit_test(a_grace_of_no_length_is_over_before_the_attempt_of_its_minute),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
