/* load: from a file's name to a plan, with everything that is wrong said on standard error. */
#ifndef LEASELAB_CLI_LOAD_H
#define LEASELAB_CLI_LOAD_H

#include "sim/scenario/plan.h"
#include "ui/cli/input.h"
#include "ui/cli/options.h"

/* A scenario as it was read. load_free gives everything back, also after a failure. */
typedef struct {
    Input input;
    Plan plan;
    size_t warnings;
} Loaded;

/* Answers 0, or 2 (the file is wrong) or 3 (it could not be read), after saying why. */
int load_plan(const char *path, Colour colour, Loaded *out);
void load_free(Loaded *loaded);

#endif
