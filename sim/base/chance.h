/* chance: luck without state (MODEL.md section 5). Every random figure is a pure function of the seed and of
 * what it is for, so a what-if branch and its parent share the same luck. */
#ifndef LEASELAB_BASE_CHANCE_H
#define LEASELAB_BASE_CHANCE_H

#include <stdint.h>

typedef enum { CHANCE_PICK = 1, CHANCE_JITTER = 2, CHANCE_ARRIVAL = 3, CHANCE_PRESENCE = 4 } Purpose;

uint64_t chance_mix(uint64_t x);
/* High 64 bits of the 128-bit product, in plain C. */
uint64_t chance_high_product(uint64_t a, uint64_t b);
/* 0 <= result < n; n > 0. `k` tells draws of one machine and purpose apart. */
uint64_t chance_draw(uint64_t seed, uint64_t n, uint64_t machine, Purpose purpose, uint64_t k);

#endif
