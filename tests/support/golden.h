/* golden: texts that were looked at and found right, kept in tests/golden. `make golden` writes them anew; a
 * test alone never does, and one that is missing is a failure. */
#ifndef LEASELAB_TESTS_SUPPORT_GOLDEN_H
#define LEASELAB_TESTS_SUPPORT_GOLDEN_H

/* The text is that of tests/golden/NAME.txt; else the test fails with the first line that differs. To be
 * called in the project's top folder. */
void assert_golden(const char *name, const char *text);

#endif
