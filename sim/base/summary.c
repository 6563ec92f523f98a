#include "sim/base/summary.h"

#include <inttypes.h>
#include <stdlib.h>

#include "sim/base/check.h"
#include "sim/base/wide.h"

static int compare_values(const void *a, const void *b) {
    const int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static int64_t divide(Wide numerator, Wide denominator) {
    const Wide doubled = wide_add(wide_times(numerator, 2), denominator);
    return (int64_t)wide_divide(doubled, wide_times(denominator, 2)).low;
}

/* The quantile of twentieths / 20: at (count - 1) * twentieths / 20 of the sorted values, counted from 0. */
static int64_t quantile(const int64_t sorted[], size_t count, unsigned twentieths, int64_t divisor) {
    const size_t place = (count - 1) * twentieths, at = place / 20, rest = place % 20;
    const Wide below = wide_of((uint64_t)sorted[at]), above = wide_of((uint64_t)sorted[at + (rest > 0)]);
    const Wide between = wide_add(wide_times(below, 20 - rest), wide_times(above, rest));
    return divide(wide_times(between, SUMMARY_UNIT), wide_of(20 * (uint64_t)divisor));
}

/* 97.5 % of Student's t lie below, in thousandths. */
static unsigned student(size_t degrees) {
    static const unsigned short TABLE[] = {0,    12706, 4303, 3182, 2776, 2571, 2447, 2365, 2306, 2262, 2228,
                                           2201, 2179,  2160, 2145, 2131, 2120, 2110, 2101, 2093, 2086, 2080,
                                           2074, 2069,  2064, 2060, 2056, 2052, 2048, 2045, 2042};
    if (degrees <= 30) return TABLE[degrees];
    return degrees < 40 ? 2042 : degrees < 60 ? 2021 : degrees < 120 ? 2000 : degrees < 1000 ? 1980 : 1962;
}

/* The square root of numerator / denominator, halves rounded up. */
static int64_t root_of(Wide numerator, Wide denominator) {
    const Wide square = wide_divide(numerator, denominator);
    uint64_t root = 0;
    for (uint64_t bit = UINT64_C(1) << 62; bit > 0; bit >>= 1)
        if (wide_compare(wide_times(wide_of(root + bit), root + bit), square) <= 0) root += bit;
    const Wide odd = wide_of(2 * root + 1);
    const Wide next = wide_multiply(wide_multiply(odd, odd), denominator);
    return (int64_t)(root + (wide_compare(next, wide_times(numerator, 4)) <= 0));
}

/* t * s / sqrt(count), from deviations of the (whole) mean. Those of 2^28 and more are first rounded to 28
 * bits, or the products would not fit: count^2 * deviation^2 * t^2 is under 2^(40 + 56 + 29). */
static int64_t half_width(const int64_t values[], size_t count, int64_t mean, int64_t divisor) {
    const int64_t least = mean - values[0], most = values[count - 1] - mean;
    unsigned shift = 0;
    while (((least > most ? least : most) >> shift) >= 1 << 28) shift++;
    Wide squares = wide_of(0);
    int64_t sum = 0;
    for (size_t i = 0; i < count; i++) {
        const int64_t away = values[i] - mean;
        const int64_t deviation = away < 0 ? -(-away >> shift) : away >> shift;
        squares = wide_add(squares, wide_of((uint64_t)(deviation * deviation)));
        sum += deviation;
    }
    const uint64_t n = count, total = (uint64_t)(sum < 0 ? -sum : sum);
    const uint64_t t = student(count - 1) * (uint64_t)(SUMMARY_UNIT / 1000);
    const Wide spread =
        wide_subtract(wide_times(squares, n), wide_times(wide_of(total), total)); /* n (n - 1) s^2 */
    const Wide runs = wide_times(wide_times(wide_of(n), n), n - 1);
    return root_of(wide_times(spread, t * t), wide_times(runs, (uint64_t)divisor * (uint64_t)divisor))
           << shift;
}

Summary summary_of(int64_t values[], size_t count, int64_t divisor) {
    CHECK(count <= SUMMARY_VALUES_MOST && divisor >= 1 && divisor <= 10000);
    Summary summary = {.count = count};
    if (count == 0) return summary;
    qsort(values, count, sizeof *values, compare_values);
    CHECK(values[0] >= 0 && values[count - 1] <= SUMMARY_VALUE_MOST);
    Wide sum = wide_of(0);
    for (size_t i = 0; i < count; i++) sum = wide_add(sum, wide_of((uint64_t)values[i]));
    summary.mean = divide(wide_times(sum, SUMMARY_UNIT), wide_times(wide_of(count), (uint64_t)divisor));
    summary.low = quantile(values, count, 1, divisor);
    summary.median = quantile(values, count, 10, divisor);
    summary.high = quantile(values, count, 19, divisor);
    if (count < 2) return summary;
    const int64_t half = half_width(values, count, (int64_t)wide_divide(sum, wide_of(count)).low, divisor);
    summary.has_interval = true;
    summary.interval_from = summary.mean - half;
    summary.interval_to = summary.mean + half;
    return summary;
}

void summary_add_figure(Text *out, int64_t ten_thousandths) {
    const int64_t size = ten_thousandths < 0 ? -ten_thousandths : ten_thousandths;
    text_add_format(out, "%s%" PRId64 ".%04d", ten_thousandths < 0 ? "-" : "", size / SUMMARY_UNIT,
                    (int)(size % SUMMARY_UNIT));
}
