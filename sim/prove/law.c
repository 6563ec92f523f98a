#include "sim/prove/law.h"

#include "sim/base/check.h"

const Law *law_at(int number) {
    CHECK(number >= 0 && number < LAW_COUNT);
    if (number < LAWS_OF_HOSTS) return &HOST_LAWS[number];
    number -= LAWS_OF_HOSTS;
    return number < LAWS_OF_MACHINES ? &MACHINE_LAWS[number] : &ATTEMPT_LAWS[number - LAWS_OF_MACHINES];
}
