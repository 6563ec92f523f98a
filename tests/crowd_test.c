/* Steady machines go on together, in no order, and what can be seen is the same: against runs in which the
 * table looks at each machine, each time. */
#include "tests/test.h"

#include "sim/run/run.h"
#include "tests/support/made_up.h"
#include "tests/support/scene.h"

#ifdef __SANITIZE_ADDRESS__
enum { MADE_UP = 12 }; /* there each takes ten times as long */
#else
enum { MADE_UP = 60 };
#endif

typedef struct {
    uint64_t rows, together;
} Seen;

static void see_row(void *context, const Row *row) {
    Seen *seen = context;
    (void)row;
    seen->rows++;
}

static void see_quiet(void *context, const Quiet *quiet) {
    Seen *seen = context;
    assert_true(quiet->first_at <= quiet->last_at && quiet->last_at < quiet->expected_at);
    seen->together += quiet->times;
}

/* Whom hosts remember, and since when. */
static void assert_same_ledgers(const World *together, const World *plain) {
    World *a = world_copy(together), *b = world_copy(plain);
    assert_true(a && b);
    for (int slot = 0; slot < (int)a->host_count * POOL_COUNT; slot++) {
        const Ledger *of_a = world_ledger(a, slot / POOL_COUNT, (Pool)(slot % POOL_COUNT));
        const Ledger *of_b = world_ledger(b, slot / POOL_COUNT, (Pool)(slot % POOL_COUNT));
        const LedgerEntry *x = ledger_oldest(of_a, world_store(a)), *y = ledger_oldest(of_b, world_store(b));
        assert_true(of_a->count == of_b->count && of_a->cap == of_b->cap);
        for (; x && y; x = ledger_newer(of_a, world_store(a), x), y = ledger_newer(of_b, world_store(b), y))
            assert_true(x->id == y->id && x->seen_at == y->seen_at);
        assert_true(!x && !y);
    }
    free(a);
    free(b);
}

static void assert_same_world(const Run *together, const Run *plain) {
    const World *a = run_head(together), *b = run_head(plain);
    assert_int_equal(a->now, b->now);
    assert_true(a->row_count == b->row_count && a->attempt_count == b->attempt_count);
    for (int event = 0; event < EVENT_COUNT; event++)
        if (event != EVENT_COMES_ON)
            assert_memory_equal(a->fired[event], b->fired[event], sizeof a->fired[event]);
    assert_true(run_fingerprint(together) == run_fingerprint(plain));
    assert_same_ledgers(a, b);
}

/* Runs both, and looks at them in every `every`-th minute. Answers how many attempts were made together. */
static uint64_t assert_same_at_every_look(const char *yaml, int32_t every) {
    Scene *together = scene_read(yaml), *plain = scene_read(yaml);
    Seen seen = {0};
    const RowSink sink = {see_row, &seen, see_quiet};
    run_by_table_only(plain->run);
    for (int32_t at = every;; at += every) {
        const int32_t last = at < together->plan.run_min ? at : together->plan.run_min;
        assert_int_equal(run_to(together->run, last, &sink), RUN_IS_OVER);
        assert_int_equal(run_to(plain->run, last, NULL), RUN_IS_OVER);
        assert_same_world(together->run, plain->run);
        if (last == together->plan.run_min) break;
    }
    assert_true(seen.rows + seen.together == run_head(plain->run)->row_count);
    /* Written out machine by machine it is the same too. */
    run_world(together->run);
    assert_same_world(together->run, plain->run);
    scene_close(together);
    scene_close(plain);
    return seen.together;
}

static void made_up_fleets_are_the_same(void **state) {
    (void)state;
    uint64_t together = 0;
    for (uint64_t trial = 0; trial < MADE_UP; trial++) {
        char *yaml = made_up(trial, 300);
        together += assert_same_at_every_look(yaml, 3001 + (int32_t)trial * 97);
        free(yaml);
    }
    assert_true(together > MADE_UP * 100);
}

/* A host with a ledger that stays full, asked all the time. */
#define FULL                                                                                                 \
    "hosts: {a: }\nproducts: {p: {like: office-ltsc, threshold: 3}, q: {like: windows-client, threshold: "   \
    "40}}\n"

static void a_full_ledger_remembers_the_last_who_asked(void **state) {
    (void)state;
    assert_true(assert_same_at_every_look(
                    "run: 60d\n" FULL "machines: {m: {product: p, count: 200, jitter: 5h}}\n", 777) > 1000);
}

/* Far more than the ledger holds ask in one hour, and then fewer and fewer; in other hours nearly nobody
 * does. */
static void of_a_crowd_it_remembers_the_last_few(void **state) {
    (void)state;
    assert_true(assert_same_at_every_look("run: 40d\n" FULL
                                          "machines: {m: {product: p, count: 3000, jitter: 30m},\n"
                                          "  n: {product: p, count: 900, jitter: 1h,\n"
                                          "    on: {from: \"09:00\", to: \"17:00\", chance: 70%}}}\n",
                                          911) > 10000);
}

/* Hardly more than the ledger holds, in another order each time: many are still in it when they ask again. */
static void who_asks_before_it_is_pushed_out_is_remembered_once(void **state) {
    (void)state;
    assert_true(assert_same_at_every_look("run: 60d\nhosts: {a: }\n"
                                          "machines: {m: {product: windows-client, count: 60, jitter: 5d}}\n",
                                          1332) > 100);
}

/* Some come so seldom that their clocks run out meanwhile. */
static void whoever_comes_too_late_for_its_clock_leaves_the_crowd(void **state) {
    (void)state;
    assert_true(
        assert_same_at_every_look("run: 200d\nhosts: {a: }\n"
                                  "products: {p: {like: office-ltsc, threshold: 3, lease: 12d}}\n"
                                  "machines: {m: {product: p, count: 2000, jitter: 1h,\n"
                                  "  on: {days: [mon, thu], from: \"09:00\", to: \"12:00\", chance: 60%}}}\n",
                                  1999) > 10000);
}

static void a_ledger_too_large_for_a_ring_does_too(void **state) {
    (void)state;
    assert_true(assert_same_at_every_look("run: 60d\n" FULL
                                          "machines: {m: {product: q, count: 700, jitter: 2d,\n"
                                          "  starts: {from: 0m, to: 7d}}}\n",
                                          1111) > 1000);
}

/* Two products count in one pool, with other thresholds: the larger sets the cap, and both see it. */
static void products_that_share_a_pool_see_the_same_count(void **state) {
    (void)state;
    assert_same_at_every_look("run: 60d\nhosts: {a: }\n"
                              "products: {q: {like: windows-client, threshold: 4}}\n"
                              "machines: {m: {product: windows-client, count: 300, jitter: 1h},\n"
                              "  n: {product: q, count: 300, jitter: 1h, starts: {from: 0m, to: 3d}}}\n",
                              900);
}

static void an_outage_is_the_same_in_every_hour(void **state) {
    (void)state;
    assert_true(
        assert_same_at_every_look("run: 90d\nhosts: {a: , b: {priority: 1}}\n"
                                  "machines: {m: {product: windows-client, count: 400, jitter: 1h,\n"
                                  "  starts: {from: 0m, to: 7d}}}\n"
                                  "changes: [{at: 20d, host: a, do: down}, {at: 21d, host: b, do: down},\n"
                                  "  {at: 50d, host: a, set: {retry: 3h}}, {at: 60d, host: a, do: up}]\n",
                                  601) > 10000);
}

/* Leases end one after the other while all of them ask in vain. */
static void whose_lease_ends_in_an_outage_leaves_the_crowd(void **state) {
    (void)state;
    assert_true(
        assert_same_at_every_look("run: 60d\nhosts: {a: }\n"
                                  "products: {p: {like: office-ltsc, lease: 14d}}\n"
                                  "machines: {m: {product: p, count: 400, jitter: 1h,\n"
                                  "  starts: {from: 0m, to: 7d}}}\n"
                                  "changes: [{at: 20d, host: a, do: down}, {at: 50d, host: a, do: up}]\n",
                                  601) > 10000);
}

/* Somebody asks in every minute, also in those in which the host is lost and comes back. */
static void a_change_comes_before_the_attempts_of_its_minute(void **state) {
    (void)state;
    assert_true(
        assert_same_at_every_look("run: 15d\nhosts: {a: }\n"
                                  "machines: {m: {product: windows-client, count: 20000,\n"
                                  "  starts: {from: 0m, to: 7d}}}\n"
                                  "changes: [{at: 9d, host: a, do: down}, {at: 9d2m, host: a, do: up},\n"
                                  "  {at: 13d1h1m, host: a, do: down}]\n",
                                  4001) > 10000);
}

/* One that fails among many that do not: the minutes of the many between its attempts go together. */
static void a_straggler_does_not_hold_up_the_crowd(void **state) {
    (void)state;
    assert_true(
        assert_same_at_every_look("run: 60d\nhosts: {a: }\n"
                                  "machines: {m: {product: windows-client, count: 900, jitter: 1h,\n"
                                  "  starts: {from: 0m, to: 7d}}, n: {product: office-ltsc, count: 3}}\n",
                                  5000) > 5000);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(made_up_fleets_are_the_same),
        cmocka_unit_test(a_full_ledger_remembers_the_last_who_asked),
        cmocka_unit_test(of_a_crowd_it_remembers_the_last_few),
        cmocka_unit_test(who_asks_before_it_is_pushed_out_is_remembered_once),
        cmocka_unit_test(whoever_comes_too_late_for_its_clock_leaves_the_crowd),
        cmocka_unit_test(a_ledger_too_large_for_a_ring_does_too),
        cmocka_unit_test(products_that_share_a_pool_see_the_same_count),
        cmocka_unit_test(an_outage_is_the_same_in_every_hour),
        cmocka_unit_test(whose_lease_ends_in_an_outage_leaves_the_crowd),
        cmocka_unit_test(a_change_comes_before_the_attempts_of_its_minute),
        cmocka_unit_test(a_straggler_does_not_hold_up_the_crowd),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
