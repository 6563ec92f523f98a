/* Long-run truths: figures that can be worked out on paper, which the simulator must meet to the minute,
 * whatever it does to be fast. Each formula stands above its test. */
#include "tests/test.h"

#include <inttypes.h>

#include "sim/run/budget.h"
#include "tests/support/scene.h"

enum { HOUR = 60, DAY = 1440, WEEK = 7 * DAY, RETRY = 2 * HOUR };

static int32_t at_most(int32_t figure, int32_t most) {
    return figure < most ? figure : most;
}

static int32_t clamped(int32_t figure, int32_t least, int32_t most) {
    return figure < least ? least : at_most(figure, most);
}

static int32_t divided_up(int32_t figure, int32_t by) {
    return figure <= 0 ? 0 : (figure + by - 1) / by;
}

static Scene *play_format(const char *format, ...) __attribute__((format(printf, 1, 2)));
static Scene *play_format(const char *format, ...) {
    char yaml[2000];
    va_list arguments;
    va_start(arguments, format);
    const int length = vsnprintf(yaml, sizeof yaml, format, arguments);
    va_end(arguments);
    assert_in_range(length, 1, sizeof yaml - 1);
    return scene_play(yaml);
}

/* ---- an outage ---------------------------------------------------------------------------------------- */

/* A week's renewals, one each half hour. */
enum { SPREAD = 30, FLEET = WEEK / SPREAD, OUTAGE = 5 * WEEK };

/* Leases that run out in an outage of D that begins with a week, of machines that renew evenly over the week:
 *
 *     lost(D) = N * (D + retry - (lease - renewal)) / renewal,    at least none and at most all
 *
 * The machine that renewed j-th in the last good week did so j half hours after that began, a week less j
 * half hours before the outage. Its lease ends so much before (outage + lease), and one retry before that
 * falls the last attempt that can save it: the one in the minute of the lapse comes too late. */
static int32_t lost_in_outage(int32_t outage_min, int32_t lease_min) {
    return clamped(divided_up(outage_min + RETRY - (lease_min - WEEK), SPREAD), 0, FLEET);
}

static void assert_outage(int32_t outage_min, int32_t lease_days) {
    Scene *scene = play_format("run: 300d\nhosts: {a: {}}\n"
                               "products: {p: {like: windows-server, threshold: 1, lease: %dd}}\n"
                               "machines: {m: {product: p, count: %d, starts: {from: 0m, to: %dm}}}\n"
                               "changes: [{at: %dm, host: a, do: down}, {at: %dm, host: a, do: up}]\n",
                               lease_days, FLEET, WEEK - SPREAD, OUTAGE, OUTAGE + outage_min);
    const int lost = scene_times(scene, NULL, RULE_LEASE_OVER);
    if (lost != lost_in_outage(outage_min, lease_days * DAY))
        fail_msg("an outage of %d minutes, leases of %d days: %d lost", outage_min, lease_days, lost);
    scene_close(scene);
}

static void an_outage_costs_the_share_of_leases_that_it_must(void **state) {
    (void)state;
    static const int32_t DAYS[] = {150, 173, 174, 176, 179, 180, 200};
    for (size_t i = 0; i < sizeof DAYS / sizeof *DAYS; i++) assert_outage(DAYS[i] * DAY, 180);
    assert_int_equal(lost_in_outage(173 * DAY - RETRY, 180 * DAY), 0); /* so much is free … */
    assert_outage(173 * DAY - RETRY, 180);
    assert_outage(173 * DAY - RETRY + 1, 180); /* … and the next minute costs one */
    assert_int_equal(lost_in_outage(173 * DAY - RETRY + 1, 180 * DAY), 1);
    assert_int_equal(lost_in_outage(180 * DAY - RETRY, 180 * DAY), FLEET);
    assert_outage(180 * DAY - RETRY, 180);
    assert_outage(180 * DAY - RETRY - SPREAD, 180);
    assert_outage(20 * DAY + 7 * HOUR, 25);
}

/* ---- the first licence -------------------------------------------------------------------------------- */

/* N machines that start evenly over S, and t are needed. The t-th starts at (t - 1) * S / (N - 1), rounded
 * down, and brings the count: it is licensed in that minute, and nobody before. One that started before tries
 * every two hours; an attempt in that very minute comes too early, for lower numbers go first. Later ones are
 * licensed at once. */
static int32_t starts_at(int32_t machine, int32_t count, int32_t span_min) {
    return (int32_t)((int64_t)machine * span_min / (count - 1));
}

static int32_t licensed_at(int32_t machine, int32_t count, int32_t span_min, int32_t threshold) {
    const int32_t own = starts_at(machine, count, span_min);
    const int32_t enough = starts_at(threshold - 1, count, span_min);
    if (machine >= threshold - 1) return own;
    return own + ((enough - own) / RETRY + 1) * RETRY;
}

static int32_t first_grant(const Scene *scene, uint32_t machine) {
    for (size_t r = 0; r < scene->row_count; r++)
        if (scene->rows[r].machine == machine && scene->rows[r].rule == RULE_GRANTED)
            return scene->rows[r].at;
    return NEVER;
}

static void assert_first_licences(int32_t count, int32_t span_min, int32_t threshold) {
    Scene *scene = play_format("run: %dm\nhosts: {a: {}}\n"
                               "products: {p: {like: office-ltsc, threshold: %d}}\n"
                               "machines: {m: {product: p, count: %d, starts: {from: 0m, to: %dm}}}\n",
                               span_min + RETRY, threshold, count, span_min);
    for (int32_t m = 0; m < count; m++)
        if (first_grant(scene, (uint32_t)m) != licensed_at(m, count, span_min, threshold))
            fail_msg("machine %d of %d over %d minutes, %d needed: at %d", m, count, span_min, threshold,
                     first_grant(scene, (uint32_t)m));
    scene_close(scene);
}

static void every_first_licence_falls_in_its_minute(void **state) {
    (void)state;
    static const int32_t SPANS[] = {0, 1, 7, 24, HOUR, RETRY, 2 * RETRY, DAY, DAY + 1, WEEK, 40 * DAY};
    for (size_t s = 0; s < sizeof SPANS / sizeof *SPANS; s++)
        for (int32_t threshold = 1; threshold <= 25; threshold += 6)
            for (int32_t count = threshold + 1; count <= 49; count += 24)
                assert_first_licences(count, SPANS[s], threshold);
}

/* ---- time to the threshold ---------------------------------------------------------------------------- */

/* Machines come one by one, A apart, ask once and are gone. A host remembers those of M and itself, so the
 * count grows to floor(M / A) + 1 at most, or to the cap; t are reached just where (t - 1) * A <= M, in the
 * minute (t - 1) * A. */
static void assert_passing_by(int32_t apart_min, int32_t memory_min, int32_t threshold) {
    enum { GUESTS = 14 };
    Text yaml = {0};
    text_add_format(&yaml, "run: %dm\nhosts: {a: {memory: %dm}}\n", GUESTS * apart_min, memory_min);
    text_add_format(&yaml, "products: {p: {like: windows-server, threshold: %d}}\n", threshold);
    text_add_format(&yaml, "machines: {m: {product: p, count: %d, starts: {from: 0m, to: %dm}}}\nchanges:\n",
                    GUESTS, (GUESTS - 1) * apart_min);
    for (int32_t g = 0; g < GUESTS; g++)
        text_add_format(&yaml, "  - {at: %dm, machines: \"m[%d]\", retire: now}\n", g * apart_min + 1, g + 1);
    Scene *scene = scene_play(yaml.bytes);
    const int32_t most = at_most(memory_min / apart_min + 1, GUESTS);
    const bool reached = (threshold - 1) * apart_min <= memory_min && threshold <= GUESTS;
    int32_t largest = 0;
    for (size_t r = 0; r < scene->row_count; r++)
        if (scene->rows[r].counted && scene->rows[r].count > largest) largest = scene->rows[r].count;
    assert_int_equal(largest, at_most(most, 2 * threshold));
    for (uint32_t g = 0; g < GUESTS; g++) {
        const bool granted = reached && g + 1 >= (uint32_t)threshold;
        assert_int_equal(first_grant(scene, g), granted ? (int32_t)g * apart_min : NEVER);
    }
    text_free(&yaml);
    scene_close(scene);
}

static void guests_reach_a_threshold_just_where_a_memory_holds_them_all(void **state) {
    (void)state;
    for (int32_t apart = 2; apart <= 100; apart += 7)
        for (int32_t threshold = 1; threshold <= 12; threshold++) {
            const int32_t needed = (threshold - 1) * apart;
            if (needed > 1) assert_passing_by(apart, needed - 1, threshold);
            if (needed > 0) assert_passing_by(apart, needed, threshold);
            assert_passing_by(apart, needed + 1, threshold);
        }
}

/* ---- forgetting --------------------------------------------------------------------------------------- */

/* Who asked last at s is forgotten in the minute s + M + 1. Machines that start evenly, and are retired at T,
 * asked last at the greatest s <= T - 1 of their rhythm: start + k * renewal once licensed. */
static void assert_forgotten(int32_t memory_min, int32_t retired_at) {
    enum { COUNT = 9, STEP = 50 };
    Scene *scene = play_format("run: 200d\nhosts: {a: {memory: %dm, renewal: 1d}}\n"
                               "products: {p: {like: windows-server, threshold: 1}}\n"
                               "machines: {m: {product: p, count: %d, starts: {from: 0m, to: %dm}}}\n"
                               "changes: [{at: %dm, machines: all, retire: now}]\n",
                               memory_min, COUNT, (COUNT - 1) * STEP, retired_at);
    int32_t cap = 2, seen = 0;
    for (size_t r = 0; r < scene->row_count; r++) {
        const Row *row = &scene->rows[r];
        if (row->kind != ROW_FORGET || row->at < retired_at) continue;
        const int32_t start = (int32_t)row->id * STEP;
        const int32_t last = start + (retired_at - 1 - start) / DAY * DAY;
        assert_int_equal(row->at, last + memory_min + 1);
        assert_int_equal(row->count, cap - ++seen);
    }
    assert_int_equal(seen, memory_min >= DAY ? cap : seen);
    scene_close(scene);
}

static void who_is_gone_is_forgotten_in_its_minute(void **state) {
    (void)state;
    for (int32_t memory = DAY; memory <= 60 * DAY; memory = memory * 3 + 7)
        for (int32_t retired = 2 * DAY; retired < 3 * DAY; retired += 123) assert_forgotten(memory, retired);
}

/* ---- the count ---------------------------------------------------------------------------------------- */

/* N machines that ask within every memory: the host counts as many as there are, or twice the threshold. */
static void a_count_is_all_machines_or_twice_the_threshold(void **state) {
    (void)state;
    for (int32_t threshold = 1; threshold <= 30; threshold += 7)
        for (int32_t count = 1; count <= 70; count += 3) {
            Scene *scene = play_format("run: 9d\nhosts: {a: {}}\n"
                                       "products: {p: {like: windows-client, threshold: %d}}\n"
                                       "machines: {m: {product: p, count: %d, starts: {from: 0m, to: 1d}}}\n",
                                       threshold, count);
            assert_int_equal(world_count(run_head(scene->run), 0, POOL_WINDOWS),
                             at_most(count, 2 * threshold));
            scene_close(scene);
        }
}

/* A rebuilt host has forgotten all. Of machines that renew evenly, S apart, the t-th after that brings the
 * count: it is granted first, and every one before it is refused once for each retry that it makes until
 * then, and loses nothing. Helpers bring the first count in minute 0 and are gone, so that even the first
 * machine's rhythm is undisturbed. */
static void assert_rebuilt(int32_t threshold) {
    Scene *scene =
        play_format("run: 40d\nhosts: {a: {}}\n"
                    "products: {p: {like: windows-server, threshold: %d}}\n"
                    "machines:\n  h: {product: p, count: %d}\n"
                    "  m: {product: p, count: %d, starts: {from: 0m, to: %dm}}\n"
                    "changes: [{at: 1m, machines: h, retire: now}, {at: %dm, host: a, do: rebuild}]\n",
                    threshold, threshold - 1, FLEET, WEEK - SPREAD, OUTAGE + 1);
    int32_t refused = 0, first = NEVER;
    for (size_t r = 0; r < scene->row_count; r++) {
        const Row *row = &scene->rows[r];
        if (row->at <= OUTAGE || row->kind != ROW_ATTEMPT) continue;
        refused += row->result == RESULT_COUNT_INSUFFICIENT;
        if (row->result == RESULT_GRANTED && first == NEVER) first = row->at;
    }
    int32_t expected =
        0; /* the j-th before it waits for j intervals; in its own minute it is one of the lower numbers */
    for (int32_t j = 1; j < threshold; j++) expected += 1 + j * SPREAD / RETRY;
    assert_int_equal(first, OUTAGE + threshold * SPREAD);
    assert_int_equal(refused, expected);
    assert_int_equal(scene_times(scene, NULL, RULE_LEASE_OVER), 0);
    scene_close(scene);
}

static void a_rebuilt_host_is_of_use_again_after_as_many_as_are_needed(void **state) {
    (void)state;
    static const int32_t THRESHOLDS[] = {2, 5, 12, 13, 14, 25, 26, 60};
    for (size_t t = 0; t < sizeof THRESHOLDS / sizeof *THRESHOLDS; t++) assert_rebuilt(THRESHOLDS[t]);
}

/* ---- a budget ----------------------------------------------------------------------------------------- */

/* Of machines that renew evenly over the week before, all hosts dead from now on: lost after a span are those
 * whose last grant is older than (lease - span): N * (renewal - (lease - span)) / renewal, at least none, at
 * most all; and the first of them is lost a week less half an hour before its whole lease. */
static void a_budget_of_even_renewals_is_a_straight_line(void **state) {
    (void)state;
    for (int32_t lease_days = 172; lease_days <= 182; lease_days++) {
        char yaml[400];
        snprintf(yaml, sizeof yaml,
                 "run: 60d\nhosts: {a: {}}\nproducts: {p: {like: windows-server, threshold: 1, lease: %dd}}\n"
                 "machines: {m: {product: p, count: %d, starts: {from: 0m, to: %dm}}}\n",
                 lease_days, FLEET, WEEK - SPREAD);
        Scene *scene = scene_read(yaml);
        assert_int_equal(run_to(scene->run, OUTAGE, NULL), RUN_IS_OVER);
        const BudgetDay budget = budget_now(scene->run);
        assert_int_equal(budget.licensed, FLEET);
        assert_int_equal(budget.first_lapse_at, OUTAGE - WEEK + SPREAD + lease_days * DAY);
        for (int s = 0; s < BUDGET_SPANS; s++) {
            const int32_t young = divided_up((lease_days - BUDGET_SPAN_DAYS[s]) * DAY, SPREAD);
            assert_int_equal(budget.lost[s], clamped(FLEET - young, 0, FLEET));
        }
        scene_close(scene);
    }
}

/* ---- one life ----------------------------------------------------------------------------------------- */

/* Granted once at 0m and never again: reminded, lapsed and done in minutes that are sums of its product's
 * figures. */
static void one_life_without_a_host_is_a_sum_of_figures(void **state) {
    (void)state;
    for (int p = 0; p < BUILTIN_PRODUCT_COUNT; p++) {
        const Product *product = &BUILTIN_PRODUCTS[p].product;
        if (product->by != BY_HOST) continue;
        Scene *scene = play_format("run: 2y\nhosts: {a: {}}\nproducts: {p: {like: %s, threshold: 1}}\n"
                                   "machines: {m: {product: p}}\nchanges: [{at: 1m, host: a, do: down}]\n",
                                   product->name);
        const int32_t end = product->lease_min;
        const int32_t over = product->expiry_grace_min == NONE ? end : end + product->expiry_grace_min;
        int32_t lapsed_at = NEVER, reminded_at = NONE;
        uint64_t attempts = 0;
        for (size_t r = 0; r < scene->row_count; r++) {
            const Row *row = &scene->rows[r];
            attempts += row->kind == ROW_ATTEMPT;
            if (row->kind == ROW_NOTICE) reminded_at = row->at;
            if (row->kind == ROW_LAPSE && row->to == product->lapsed) lapsed_at = row->at;
        }
        assert_int_equal(lapsed_at, over);
        assert_int_equal(reminded_at,
                         product->warn_before_min == NONE ? NONE : end - product->warn_before_min);
        /* the grant, the renewal in vain, and one each retry until the end of the run */
        assert_int_equal(attempts, 2 + (730 * DAY - product->renewal_min) / product->retry_min);
        scene_close(scene);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_outage_costs_the_share_of_leases_that_it_must),
        cmocka_unit_test(every_first_licence_falls_in_its_minute),
        cmocka_unit_test(guests_reach_a_threshold_just_where_a_memory_holds_them_all),
        cmocka_unit_test(who_is_gone_is_forgotten_in_its_minute),
        cmocka_unit_test(a_count_is_all_machines_or_twice_the_threshold),
        cmocka_unit_test(a_rebuilt_host_is_of_use_again_after_as_many_as_are_needed),
        cmocka_unit_test(a_budget_of_even_renewals_is_a_straight_line),
        cmocka_unit_test(one_life_without_a_host_is_a_sum_of_figures),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
