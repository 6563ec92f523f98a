/* deliver: a whole result at once: to a file or standard output, with whatever goes wrong said on standard
 * error. Leaves out: what is streamed row by row (output.h itself). */
#ifndef LEASELAB_CLI_DELIVER_H
#define LEASELAB_CLI_DELIVER_H

#include "sim/base/text.h"
#include "ui/cli/output.h"

/* Writes the text to `path` (NULL: standard output) and answers the program's exit status. */
int deliver(const char *path, const Text *text);
/* Ends an output that was streamed to: commits it, says what went wrong, answers the exit status. */
int deliver_end(Output *output);

#endif
