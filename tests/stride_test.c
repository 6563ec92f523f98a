/* What many wakes do at one go is what each would do alone: one after the other, and eight abreast where this
 * processor can. Wakes are made up by chance, in every number up to a block's. */
#include "tests/test.h"

#include "sim/base/chance.h"
#include "sim/base/minutes.h"
#include "sim/run/stride.h"

enum { MOST = STRIDE_MOST, ROUNDS = 3, LAST = 5256000 };

static const Pace PACE = {.mixed_seed = UINT64_C(0x123456789abcdef), .late_span = 61, .delay_min = 10080};

static uint32_t luck(uint32_t below, uint32_t k) {
    return (uint32_t)chance_draw(7, below, k, CHANCE_PICK, 1);
}

/* One in three failed before; `round` 1: all did, 2: none. */
static void make_wakes(Wake *wakes, size_t count, uint32_t round) {
    for (uint32_t i = 0; i < count; i++) {
        const uint32_t k = 10000 * round + 7 * i;
        const int32_t granted_at = (int32_t)luck(LAST, k);
        const bool is_failing = round == 0 ? luck(3, k + 1) == 0 : round == 1;
        wakes[i] = (Wake){(int32_t)luck(LAST, k + 2), luck(UINT32_MAX, k + 3),
                          luck(1000, k + 4) << STEADY_ATTEMPT_BITS | luck(STEADY_ATTEMPTS_END, k + 5),
                          is_failing ? -1 - granted_at : granted_at};
    }
}

static int32_t plain_next_at(const Pace *pace, Wake wake) {
    return wake.at + pace->delay_min +
           attempt_lateness(pace->mixed_seed, pace->late_span, wake.machine, steady_attempts(wake));
}

static void assert_same_wake(Wake a, Wake b) {
    assert_int_equal(a.at, b.at);
    assert_int_equal(a.machine, b.machine);
    assert_int_equal(a.memo, b.memo);
    assert_int_equal(a.granted_at, b.granted_at);
}

/* ---- what holds either way ---------------------------------------------------------------------------- */

typedef void (*See)(Abreast abreast, const Wake *wakes, size_t count);

static void for_all_wakes(void **state, See see) {
    const Abreast *abreast = *state;
    Wake wakes[MOST];
    if (*abreast > abreast_most()) skip();
    for (uint32_t round = 0; round < ROUNDS; round++)
        for (size_t count = 0; count <= MOST; count++) {
            make_wakes(wakes, count, round);
            see(*abreast, wakes, count);
        }
}

/* What each would do alone; the wake behind them is nobody's. */
static void assert_as_if_alone(Stride stride, const Wake *wakes, const Wake *next, size_t count,
                               bool granted) {
    Stride alone = {0};
    for (size_t i = 0; i < count; i++) {
        const int32_t next_at = plain_next_at(&PACE, wakes[i]);
        assert_same_wake(next[i], granted ? steady_renewed(wakes[i], wakes[i].at, next_at)
                                          : steady_failed(wakes[i], next_at));
        alone.last_due_at = next_at > alone.last_due_at ? next_at : alone.last_due_at;
        alone.any_fine |= !steady_is_failing(wakes[i]);
        alone.any_failing |= steady_is_failing(wakes[i]);
    }
    assert_same_wake(next[count], (Wake){0});
    assert_int_equal(stride.last_due_at, alone.last_due_at);
    assert_int_equal(stride.any_fine, alone.any_fine);
    assert_int_equal(stride.any_failing, alone.any_failing);
}

static void see_renewed(Abreast abreast, const Wake *wakes, size_t count) {
    Wake next[MOST + 1] = {0};
    assert_as_if_alone(stride_renew(abreast, &PACE, wakes, count, next), wakes, next, count, true);
}

static void see_failed(Abreast abreast, const Wake *wakes, size_t count) {
    Wake next[MOST + 1] = {0};
    assert_as_if_alone(stride_fail(abreast, &PACE, wakes, count, next), wakes, next, count, false);
}

static void see_drawn(Abreast abreast, const Wake *wakes, size_t count) {
    uint64_t of_machines[MOST];
    int32_t next_at[MOST + 1] = {0}, last = 0;
    assert_true(stride_draw(abreast, &PACE, wakes, count, of_machines, next_at) >= 0);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(next_at[i], plain_next_at(&PACE, wakes[i]));
        assert_true(of_machines[i] == chance_of_machine(PACE.mixed_seed, wakes[i].machine));
        last = next_at[i] > last ? next_at[i] : last;
    }
    assert_int_equal(next_at[count], 0);
    assert_int_equal(stride_draw(abreast, &PACE, wakes, count, of_machines, next_at), last);
}

/* One in thirty or so leaves: its clock comes first, or the end, or it is never there again. Then all do. */
static void see_parted(Abreast abreast, const Wake *wakes, size_t count) {
    const Staying some = {.clock_min = 10080 + 60, .last = LAST / 60 * 59}, none = {.last = LAST};
    int32_t next_at[MOST] = {0};
    Wake next[MOST + 1] = {0}, leavers[MOST + 1] = {0};
    size_t stay = 0, leave = 0;
    for (size_t i = 0; i < count; i++)
        next_at[i] = wakes[i].machine % 90 == 0 ? NEVER : plain_next_at(&PACE, wakes[i]);
    const size_t staying = stride_part(abreast, &some, wakes, next_at, count, next, leavers);
    for (size_t i = 0; i < count; i++) {
        const bool stays = next_at[i] < wakes[i].at + some.clock_min && next_at[i] <= some.last;
        assert_same_wake(stays ? next[stay++] : leavers[leave++],
                         steady_renewed(wakes[i], wakes[i].at, next_at[i]));
    }
    assert_int_equal(staying, stay);
    assert_same_wake(next[MOST], (Wake){0});
    assert_same_wake(leavers[leave], (Wake){0});
    assert_int_equal(stride_part(abreast, &none, wakes, next_at, count, next, leavers), 0);
}

static void see_keys(Abreast abreast, const Wake *wakes, size_t count) {
    const uint64_t least = (uint64_t)(LAST / 2) << 32;
    uint64_t keys[MOST + STRIDE_ROOM];
    int32_t last_at = -1, last = -1;
    size_t wanted = 0;
    const size_t gathered = stride_gather_keys(abreast, wakes, count, least, keys, &last_at);
    for (size_t i = 0; i < count; i++) {
        const uint64_t key = (uint64_t)wakes[i].at << 32 | wakes[i].machine;
        if (key >= least) assert_true(keys[wanted++] == key);
        last = wakes[i].at > last ? wakes[i].at : last;
    }
    assert_int_equal(gathered, wanted);
    assert_int_equal(last_at, last);
    last_at = LAST + 1; /* one that is later stays */
    stride_gather_keys(abreast, wakes, count, least, keys, &last_at);
    assert_int_equal(last_at, LAST + 1);
}

static bool lies_within(const Bounds *bounds, Wake wake) {
    const uint32_t fields[4] = {(uint32_t)wake.at, wake.machine, wake.memo, (uint32_t)wake.granted_at};
    for (int f = 0; f < 4; f++) {
        const bool is_folded = bounds->folded[f] && fields[f] >> 31;
        const uint32_t field = is_folded ? ~fields[f] : fields[f];
        if (field - bounds->lowest[f] > bounds->span[f]) return false;
    }
    return true;
}

/* Each field in turn is bounded, so that about one in ninety lies outside. */
static void see_within(Abreast abreast, const Wake *wakes, size_t count) {
    static const uint32_t MOST_OF[4] = {LAST / 90 * 89, UINT32_MAX / 90 * 89, UINT32_MAX / 180 * 88,
                                        LAST / 90 * 89};
    for (int field = 0; field < 4; field++) {
        Bounds bounds = {.span = {UINT32_MAX, UINT32_MAX, UINT32_MAX, UINT32_MAX},
                         .folded = {[3] = UINT32_MAX}};
        bounds.lowest[field] = 1;
        bounds.span[field] = MOST_OF[field];
        size_t within = 0;
        while (within < count && lies_within(&bounds, wakes[within])) within++;
        assert_int_equal(stride_count_within(abreast, &bounds, wakes, count), within);
    }
    const Bounds unfolded = {.span = {UINT32_MAX, UINT32_MAX, UINT32_MAX, LAST}};
    size_t fine = 0;
    while (fine < count && !steady_is_failing(wakes[fine])) fine++;
    assert_int_equal(stride_count_within(abreast, &unfolded, wakes, count), fine);
}

static void each_is_renewed_as_if_alone(void **state) {
    for_all_wakes(state, see_renewed);
}

static void each_fails_as_if_alone(void **state) {
    for_all_wakes(state, see_failed);
}

static void each_draws_as_if_alone(void **state) {
    for_all_wakes(state, see_drawn);
}

static void who_stays_and_who_leaves_are_parted_in_order(void **state) {
    for_all_wakes(state, see_parted);
}

static void who_asks_last_is_told_in_the_order_of_the_wakes(void **state) {
    for_all_wakes(state, see_keys);
}

static void the_first_out_of_bounds_ends_the_count(void **state) {
    for_all_wakes(state, see_within);
}

int main(void) {
    static Abreast one = ABREAST_ONE, eight = ABREAST_EIGHT;
#define BOTH(test)                                                                                           \
    {#test ": one after the other", test, NULL, NULL, &one}, {                                               \
#test ": eight abreast", test, NULL, NULL, &eight                                                    \
    }
    const struct CMUnitTest tests[] = {
        BOTH(each_is_renewed_as_if_alone),
        BOTH(each_fails_as_if_alone),
        BOTH(each_draws_as_if_alone),
        BOTH(who_stays_and_who_leaves_are_parted_in_order),
        BOTH(who_asks_last_is_told_in_the_order_of_the_wakes),
        BOTH(the_first_out_of_bounds_ends_the_count),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
