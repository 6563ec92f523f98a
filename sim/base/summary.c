#include "sim/base/summary.h"

#include <inttypes.h>
#include <stdlib.h>

#include "sim/base/check.h"

/* Sums of squares need more than 64 bits; both compilers have this on every 64-bit machine. */
__extension__ typedef unsigned __int128 Wide;

static int compare_values(const void *a, const void *b) {
    const int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static int64_t divide(Wide numerator, Wide denominator) {
    return (int64_t)((2 * numerator + denominator) / (2 * denominator));
}

/* The quantile of twentieths / 20: at (count - 1) * twentieths / 20 of the sorted values, counted from 0. */
static int64_t quantile(const int64_t sorted[], size_t count, unsigned twentieths, int64_t divisor) {
    const size_t place = (count - 1) * twentieths, at = place / 20, rest = place % 20;
    const Wide below = (uint64_t)sorted[at], above = (uint64_t)sorted[at + (rest > 0)];
    return divide((below * (20 - rest) + above * rest) * SUMMARY_UNIT, (Wide)20 * (uint64_t)divisor);
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
    const Wide square = numerator / denominator;
    Wide root = 0;
    for (Wide bit = (Wide)1 << 62; bit > 0; bit >>= 1)
        if ((root + bit) * (root + bit) <= square) root += bit;
    return (int64_t)(root + ((2 * root + 1) * (2 * root + 1) * denominator <= 4 * numerator));
}

/* t * s / sqrt(count), from deviations of the (whole) mean. Those of 2^28 and more are first rounded to 28
 * bits, or the products would not fit: count^2 * deviation^2 * t^2 is under 2^(40 + 56 + 29). */
static int64_t half_width(const int64_t values[], size_t count, int64_t mean, int64_t divisor) {
    const int64_t least = mean - values[0], most = values[count - 1] - mean;
    unsigned shift = 0;
    while (((least > most ? least : most) >> shift) >= 1 << 28) shift++;
    Wide squares = 0;
    int64_t sum = 0;
    for (size_t i = 0; i < count; i++) {
        const int64_t away = values[i] - mean;
        const int64_t deviation = away < 0 ? -(-away >> shift) : away >> shift;
        squares += (uint64_t)(deviation * deviation);
        sum += deviation;
    }
    const Wide n = count, total = (uint64_t)(sum < 0 ? -sum : sum), t = student(count - 1);
    const Wide spread = n * squares - total * total; /* n (n - 1) s^2 */
    const Wide per_t = SUMMARY_UNIT / 1000;
    return root_of(spread * t * t * per_t * per_t, n * n * (n - 1) * (uint64_t)divisor * (uint64_t)divisor)
           << shift;
}

Summary summary_of(int64_t values[], size_t count, int64_t divisor) {
    CHECK(count <= SUMMARY_VALUES_MOST && divisor >= 1 && divisor <= 10000);
    Summary summary = {.count = count};
    if (count == 0) return summary;
    qsort(values, count, sizeof *values, compare_values);
    CHECK(values[0] >= 0 && values[count - 1] <= SUMMARY_VALUE_MOST);
    Wide sum = 0;
    for (size_t i = 0; i < count; i++) sum += (uint64_t)values[i];
    summary.mean = divide(sum * SUMMARY_UNIT, (Wide)count * (uint64_t)divisor);
    summary.low = quantile(values, count, 1, divisor);
    summary.median = quantile(values, count, 10, divisor);
    summary.high = quantile(values, count, 19, divisor);
    if (count < 2) return summary;
    const int64_t half = half_width(values, count, (int64_t)(sum / count), divisor);
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
