/* figure_check: `leaselab draw --check`: is a figure still what its scenario gives? It carries the call that
 * made it (made.h), which is carried out again; the bytes are compared. Leaves out: judging what changed. */
#ifndef LEASELAB_CLI_FIGURE_CHECK_H
#define LEASELAB_CLI_FIGURE_CHECK_H

#include "ui/cli/options.h"

/* Says a line for each figure on standard output; answers the program's exit status: 1 when one is stale. */
int figure_check(const Options *options);

#endif
