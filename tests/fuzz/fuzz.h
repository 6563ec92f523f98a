/* fuzz: what all targets share. A target is one file here with a LLVMFuzzerTestOneInput: it gives any bytes
 * to a part of the program and asserts what must be true of what comes out. libFuzzer calls it with bytes it
 * makes up
 * (`make fuzz`); main.c with those kept in tests/fuzz/corpus/TARGET/ (`make test`), which needs no clang.
 * To add a target, add its file and at least one file to its corpus; nothing lists them. */
#ifndef LEASELAB_TESTS_FUZZ_H
#define LEASELAB_TESTS_FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);
int LLVMFuzzerInitialize(int *count, char ***words); /* called first, and only by libFuzzer */

/* libFuzzer makes far more of many quick calls than of few slow ones: under it only one input in sixteen, by
 * its bytes, is to be taken with all that can be done with it. Kept inputs always are. */
bool fuzz_is_thorough(const uint8_t *bytes, size_t length);

/* As a string that ends where the bytes do or at the first NUL, in memory of just its size, so that a step
 * beyond is seen. The caller frees it. */
char *fuzz_string(const uint8_t *bytes, size_t length);

/* Takes the next string off bytes in which a NUL parts them; "" where nothing is left. The caller frees it.
 */
char *fuzz_next_string(const uint8_t **bytes, size_t *length);

/* Fails where text holds anything but whole characters that a terminal can be trusted with, and those in
 * `besides`. */
void fuzz_assert_clean(const char *text, size_t length, const char *besides);

#endif
