/* chance: luck without state (MODEL.md section 5). Every random figure is a pure function of the seed and of
 * what it is for, so a what-if branch and its parent share the same luck. */
#ifndef LEASELAB_BASE_CHANCE_H
#define LEASELAB_BASE_CHANCE_H

#include <stdint.h>

#include "sim/base/check.h"

typedef enum { CHANCE_PICK = 1, CHANCE_JITTER = 2, CHANCE_ARRIVAL = 3, CHANCE_PRESENCE = 4 } Purpose;

#define CHANCE_MIX_ADDED  UINT64_C(0x9E3779B97F4A7C15)
#define CHANCE_MIX_FIRST  UINT64_C(0xBF58476D1CE4E5B9)
#define CHANCE_MIX_SECOND UINT64_C(0x94D049BB133111EB)

/* In the header because every attempt draws: a call would cost as much as the draw. */
static inline uint64_t chance_mix(uint64_t x) {
    uint64_t z = x + CHANCE_MIX_ADDED;
    z = (z ^ z >> 30) * CHANCE_MIX_FIRST;
    z = (z ^ z >> 27) * CHANCE_MIX_SECOND;
    return z ^ z >> 31;
}

/* High 64 bits of the 128-bit product: one instruction where the compiler has such numbers. */
#ifdef __SIZEOF_INT128__
static inline uint64_t chance_high_product(uint64_t a, uint64_t b) {
    return (uint64_t)(__extension__(unsigned __int128) a * b >> 64);
}
#else
/* Schoolbook, in plain C: four products of 32-bit halves. */
static inline uint64_t chance_high_product(uint64_t a, uint64_t b) {
    const uint64_t a_low = a & UINT32_MAX, a_high = a >> 32;
    const uint64_t b_low = b & UINT32_MAX, b_high = b >> 32;
    const uint64_t low = a_low * b_low;
    const uint64_t middle = a_high * b_low + (low >> 32); /* cannot overflow: (2^32-1)^2 + 2^32-1 */
    const uint64_t carry = a_low * b_high + (middle & UINT32_MAX);
    return a_high * b_high + (middle >> 32) + (carry >> 32);
}
#endif

/* What all draws of one machine share, and all of one purpose, for who draws often; `mixed_seed` is
 * chance_mix(seed). */
static inline uint64_t chance_of_machine(uint64_t mixed_seed, uint64_t machine) {
    return chance_mix(mixed_seed ^ machine);
}

static inline uint64_t chance_luck_of(uint64_t of_machine, Purpose purpose) {
    return chance_mix(of_machine ^ (uint64_t)purpose);
}

/* What a draw is made of before it is known from how many: 64 bits. `k` tells draws of one machine and
 * purpose apart. */
static inline uint64_t chance_luck(uint64_t mixed_seed, uint64_t machine, Purpose purpose, uint64_t k) {
    return chance_mix(chance_luck_of(chance_of_machine(mixed_seed, machine), purpose) ^ k);
}

/* 0 <= result < n; n > 0. */
static inline uint64_t chance_draw(uint64_t seed, uint64_t n, uint64_t machine, Purpose purpose, uint64_t k) {
    CHECK(n > 0);
    return chance_high_product(n, chance_luck(chance_mix(seed), machine, purpose, k));
}

#endif
