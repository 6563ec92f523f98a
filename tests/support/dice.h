/* dice: what a test draws by chance, the same each time it runs. */
#ifndef LEASELAB_TESTS_SUPPORT_DICE_H
#define LEASELAB_TESTS_SUPPORT_DICE_H

#include <stdint.h>

typedef struct {
    uint64_t seed, thrown; /* so far */
} Dice;

/* 0 to sides - 1. */
uint64_t dice_throw(Dice *dice, uint64_t sides);

#endif
