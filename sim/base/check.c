#include "sim/base/check.h"

#include <stdio.h>
#include <stdlib.h>

enum { STATUS_OUR_BUG = 70 };

_Noreturn void check_failed(const char *file, int line, const char *claim) {
    fprintf(stderr, "leaselab: our own bug, please report it: %s:%d: %s does not hold\n", file, line, claim);
    _Exit(STATUS_OUR_BUG);
}
