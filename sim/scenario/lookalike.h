/* lookalike: characters that word processors and web pages put in place of plain ones, and that a scenario
 * reads as letters. Leaves out: whether they matter where they stand; in a title they do not. */
#ifndef LEASELAB_SCENARIO_LOOKALIKE_H
#define LEASELAB_SCENARIO_LOOKALIKE_H

#include <stdbool.h>
#include <stddef.h>

enum { LOOKALIKE_HELP = 80 };

/* Says of the first such character, or of one that nobody sees, what to do about it. False where there is
 * none.
 */
bool lookalike_help(const char *bytes, size_t length, char out[LOOKALIKE_HELP]);

#endif
