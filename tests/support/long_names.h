/* long_names: a scenario that is hard to draw: names of 40 characters everywhere, two hosts and places that
 * reach them or not, products of one's own, a title of what may be in one. */
#ifndef LEASELAB_TESTS_SUPPORT_LONG_NAMES_H
#define LEASELAB_TESTS_SUPPORT_LONG_NAMES_H

/* As text, with so many machines in its second group; the caller's to free(). */
char *long_names(int machines);

#endif
