/* made_up: scenarios made up by chance, or by the bytes of a fuzzer, the same each time: hosts that come and
 * go, products of every kind, short and long leases, machines that are there by day, shared ids, changes of
 * every kind, claims. */
#ifndef LEASELAB_TESTS_MADE_UP_H
#define LEASELAB_TESTS_MADE_UP_H

#include <stddef.h>
#include <stdint.h>

/* A scenario as text, with up to so many machines in each of its groups; the caller's to free(). */
char *made_up(uint64_t trial, uint64_t machines_most);

/* The same with every choice taken from bytes, one or two each; where they end, the first choice is taken. */
char *made_up_of(const uint8_t *bytes, size_t length, uint64_t machines_most);

#endif
