#include "tests/support/dice.h"

#include "sim/base/chance.h"

uint64_t dice_throw(Dice *dice, uint64_t sides) {
    return chance_draw(dice->seed, sides, 0, CHANCE_PICK, dice->thrown++);
}
