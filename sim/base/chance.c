#include "sim/base/chance.h"

#include "sim/base/check.h"

uint64_t chance_mix(uint64_t x) {
    uint64_t z = x + UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
    return z ^ z >> 31;
}

/* Schoolbook: four products of 32-bit halves; compilers make one instruction of it where there is one. */
uint64_t chance_high_product(uint64_t a, uint64_t b) {
    const uint64_t a_low = a & UINT32_MAX, a_high = a >> 32;
    const uint64_t b_low = b & UINT32_MAX, b_high = b >> 32;
    const uint64_t low = a_low * b_low;
    const uint64_t middle = a_high * b_low + (low >> 32); /* cannot overflow: (2^32-1)^2 + 2^32-1 */
    const uint64_t carry = a_low * b_high + (middle & UINT32_MAX);
    return a_high * b_high + (middle >> 32) + (carry >> 32);
}

uint64_t chance_draw(uint64_t seed, uint64_t n, uint64_t machine, Purpose purpose, uint64_t k) {
    CHECK(n > 0);
    const uint64_t luck =
        chance_mix(chance_mix(chance_mix(chance_mix(seed) ^ machine) ^ (uint64_t)purpose) ^ k);
    return chance_high_product(n, luck);
}
