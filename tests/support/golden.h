/* golden: texts and pictures that were looked at and found right, kept in tests/golden. `make golden` writes
 * them anew; a test alone never does, and one that is missing is a failure. */
#ifndef LEASELAB_TESTS_SUPPORT_GOLDEN_H
#define LEASELAB_TESTS_SUPPORT_GOLDEN_H

/* The text is that of tests/golden/NAME.txt; else the test fails with the first line that differs. To be
 * called in the project's top folder. */
void assert_golden(const char *name, const char *text);
/* The PNG at `path` shows what tests/golden/NAME.png does: every pixel on Debian 12, elsewhere, where letters
 * come from another FreeType, all but one of 200. Where it does not it is left in build/golden. The same
 * folder. */
void assert_golden_picture(const char *name, const char *path);

#endif
