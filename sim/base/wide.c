#include "sim/base/wide.h"

#include "sim/base/chance.h"
#include "sim/base/check.h"

Wide wide_of(uint64_t number) {
    return (Wide){0, number};
}

Wide wide_add(Wide a, Wide b) {
    const uint64_t low = a.low + b.low;
    return (Wide){a.high + b.high + (low < a.low), low};
}

Wide wide_subtract(Wide a, Wide b) {
    CHECK(wide_compare(a, b) >= 0);
    return (Wide){a.high - b.high - (a.low < b.low), a.low - b.low};
}

Wide wide_multiply(Wide a, Wide b) {
    return (Wide){chance_high_product(a.low, b.low) + a.high * b.low + a.low * b.high, a.low * b.low};
}

Wide wide_times(Wide a, uint64_t b) {
    return wide_multiply(a, wide_of(b));
}

int wide_compare(Wide a, Wide b) {
    if (a.high != b.high) return a.high < b.high ? -1 : 1;
    return (a.low > b.low) - (a.low < b.low);
}

/* Long division, bit by bit: nothing here divides often enough to want a better one. */
Wide wide_divide(Wide a, Wide b) {
    CHECK(b.high || b.low);
    Wide quotient = {0, 0}, rest = {0, 0};
    for (int bit = 127; bit >= 0; bit--) {
        const uint64_t next = bit >= 64 ? a.high >> (bit - 64) & 1 : a.low >> bit & 1;
        const uint64_t lost = rest.high >> 63; /* the bit that doubling pushes out */
        rest = (Wide){rest.high << 1 | rest.low >> 63, rest.low << 1 | next};
        if (!lost && wide_compare(rest, b) < 0) continue;
        rest = (Wide){rest.high - b.high - (rest.low < b.low), rest.low - b.low};
        if (bit >= 64)
            quotient.high |= UINT64_C(1) << (bit - 64);
        else
            quotient.low |= UINT64_C(1) << bit;
    }
    return quotient;
}
