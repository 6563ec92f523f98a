/* test: cmocka's headers want an order; this is it. */
#ifndef LEASELAB_TESTS_TEST_H
#define LEASELAB_TESTS_TEST_H

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#endif
