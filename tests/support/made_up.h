/* made_up: scenarios made up by chance: one to three hosts and groups of two products, presence, jitter, and
 * up to eight changes of all kinds in 70 days. The same trial is the same scenario. */
#ifndef LEASELAB_TESTS_SUPPORT_MADE_UP_H
#define LEASELAB_TESTS_SUPPORT_MADE_UP_H

#include "sim/base/text.h"

enum { MADE_UP_MACHINES = 40 };

/* Groups of at most `most` machines. */
void made_up(Text *out, uint64_t trial, uint64_t most);

#endif
