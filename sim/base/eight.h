/* eight: whole numbers of 64 bits, eight to a register of 512 bits, and what chance.h does with each of them.
 * Only where HAS_ABREAST_EIGHT is defined, and called only where abreast_most says so. */
#ifndef LEASELAB_BASE_EIGHT_H
#define LEASELAB_BASE_EIGHT_H

#include "sim/base/abreast.h"

#ifdef HAS_ABREAST_EIGHT
#include <immintrin.h>
#include <stddef.h>

#include "sim/base/chance.h"

/* A function that is compiled for such a processor. */
#define EIGHT_ABREAST __attribute__((target("avx512f,avx512dq,popcnt")))

enum { EIGHT = ABREAST_EIGHT };

/* A bit for each of the first `count` of eight. */
static inline __mmask8 eight_first(size_t count) {
    return (__mmask8)(count < EIGHT ? (1u << count) - 1 : 0xff);
}

EIGHT_ABREAST static inline __m512i eight_times(uint64_t number) {
    return _mm512_set1_epi64((long long)number);
}

/* chance_mix of each. */
EIGHT_ABREAST static inline __m512i eight_mix(__m512i x) {
    __m512i z = _mm512_add_epi64(x, eight_times(CHANCE_MIX_ADDED));
    z = _mm512_mullo_epi64(_mm512_xor_si512(z, _mm512_srli_epi64(z, 30)), eight_times(CHANCE_MIX_FIRST));
    z = _mm512_mullo_epi64(_mm512_xor_si512(z, _mm512_srli_epi64(z, 27)), eight_times(CHANCE_MIX_SECOND));
    return _mm512_xor_si512(z, _mm512_srli_epi64(z, 31));
}

/* chance_high_product of each and a number below 2^32. */
EIGHT_ABREAST static inline __m512i eight_high_product(__m512i x, uint32_t factor) {
    const __m512i factors = eight_times(factor);
    const __m512i low = _mm512_mul_epu32(x, factors);
    const __m512i high = _mm512_mul_epu32(_mm512_srli_epi64(x, 32), factors);
    return _mm512_srli_epi64(_mm512_add_epi64(high, _mm512_srli_epi64(low, 32)), 32);
}
#endif

#endif
