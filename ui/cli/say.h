/* say: standard error, in whole lines. Results go through output.h instead. */
#ifndef LEASELAB_CLI_SAY_H
#define LEASELAB_CLI_SAY_H

#include <stddef.h>

#include "sim/base/text.h"

/* The program's exit statuses, beside those of output.h. */
enum { STATUS_GOOD = 0, STATUS_CLAIM_FAILED = 1, STATUS_WRONG = 2, STATUS_FAILED = 3 };

/* Writes to standard error; that this fails cannot be said anywhere. */
void say(const char *bytes, size_t length);
void say_line(const char *message); /* a whole line with its newline, or "" */
/* Says what a text holds; answers STATUS_FAILED, and says so, where it could not be made for want of memory.
 */
int say_text(const Text *text);
int say_no_memory(void); /* STATUS_FAILED; needs no memory */

#endif
