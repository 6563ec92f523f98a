/* load: from a file's name to a plan, with everything that is wrong said on standard error. */
#ifndef LEASELAB_CLI_LOAD_H
#define LEASELAB_CLI_LOAD_H

#include "sim/base/diagnostic.h"
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
/* The same of a name that is not of the call: an ordinary file, or one that ships. */
int load_ordinary(const char *path, Colour colour, Loaded *out);
/* The plan of a file that was read, with these changes (at least one) behind its own. What was said of the
 * file alone is not said again, and nothing more of one that is not good. */
int load_changed(const Loaded *first, bool first_is_good, const char *const changes[], size_t count,
                 Colour colour, Loaded *out);
/* Says what is wrong on standard error, and frees the list. Answers 0, or 3 where memory ran out. */
int load_complain(Diagnostics *diagnostics, Colour colour);
void load_free(Loaded *loaded);

#endif
