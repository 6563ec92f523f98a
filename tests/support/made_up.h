/* made_up: scenarios made up by chance, the same each time: hosts that come and go, short and long leases,
 * machines that are there by day, shared ids, changes of every kind, claims. */
#ifndef LEASELAB_TESTS_MADE_UP_H
#define LEASELAB_TESTS_MADE_UP_H

#include <stdint.h>

/* A scenario as text, with up to so many machines in each of its groups; the caller's to free(). */
char *made_up(uint64_t trial, uint64_t machines_most);

#endif
