/* wide: whole numbers of 128 bits in plain C, for sums of squares that 64 bits do not hold; the same on every
 * machine. Leaves out: numbers below 0. Whoever calls sees to it that results fit. */
#ifndef LEASELAB_BASE_WIDE_H
#define LEASELAB_BASE_WIDE_H

#include <stdint.h>

typedef struct {
    uint64_t high, low;
} Wide;

Wide wide_of(uint64_t number);
Wide wide_add(Wide a, Wide b);
Wide wide_subtract(Wide a, Wide b); /* a >= b */
Wide wide_multiply(Wide a, Wide b);
Wide wide_times(Wide a, uint64_t b);
Wide wide_divide(Wide a, Wide b); /* rounded down; b > 0 */
int wide_compare(Wide a, Wide b); /* -1, 0 or 1 */

#endif
