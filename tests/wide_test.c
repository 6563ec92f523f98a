/* 128 bits in two halves. */
#include "tests/test.h"

#include "sim/base/chance.h"
#include "sim/base/wide.h"

static uint64_t luck(uint64_t *k) {
    const uint64_t number = chance_mix(++*k);
    return number >> chance_mix(number) % 64; /* of every size */
}

static void assert_wide(Wide wide, uint64_t high, uint64_t low) {
    assert_true(wide.high == high);
    assert_true(wide.low == low);
}

static void carries_and_borrows_cross_the_middle(void **state) {
    (void)state;
    assert_wide(wide_add(wide_of(UINT64_MAX), wide_of(1)), 1, 0);
    assert_wide(wide_subtract((Wide){1, 0}, wide_of(1)), 0, UINT64_MAX);
    assert_wide(wide_times(wide_of(UINT64_MAX), UINT64_MAX), UINT64_MAX - 1, 1);
    assert_wide(wide_multiply((Wide){1, 2}, (Wide){0, 3}), 3, 6);
    assert_wide(wide_multiply((Wide){0, 3}, (Wide){1, 2}), 3, 6);
    assert_wide(wide_divide((Wide){1, 0}, wide_of(2)), 0, UINT64_C(1) << 63);
    assert_wide(wide_divide((Wide){UINT64_MAX, UINT64_MAX}, (Wide){UINT64_MAX, UINT64_MAX}), 0, 1);
    assert_wide(wide_divide((Wide){UINT64_MAX, 5}, (Wide){UINT64_MAX, 6}), 0, 0);
    assert_int_equal(wide_compare((Wide){1, 0}, wide_of(UINT64_MAX)), 1);
    assert_int_equal(wide_compare(wide_of(1), wide_of(2)), -1);
    assert_int_equal(wide_compare((Wide){7, 7}, (Wide){7, 7}), 0);
}

/* a = quotient * b + rest, and the rest is smaller than b: there is one such quotient. */
static void a_quotient_and_its_rest_make_the_number_again(void **state) {
    (void)state;
    uint64_t k = 0;
    for (int i = 0; i < 5000; i++) {
        const Wide a = {luck(&k), luck(&k)}, b = {i % 2 ? 0 : luck(&k) >> 1, luck(&k) + 1};
        const Wide quotient = wide_divide(a, b);
        const Wide back = wide_multiply(quotient, b);
        assert_true(wide_compare(back, a) <= 0);
        assert_int_equal(wide_compare(wide_subtract(a, back), b), -1);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(carries_and_borrows_cross_the_middle),
        cmocka_unit_test(a_quotient_and_its_rest_make_the_number_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
