/* check: what must be true whatever the user wrote. A CHECK that fails is our own bug, never the
 * user's and never bad luck; it is on in every build. Leaves out: errors of a file (diagnostic.h). */
#ifndef LEASELAB_BASE_CHECK_H
#define LEASELAB_BASE_CHECK_H

/* Says where our own bug is on standard error and ends the program with status 70. Needs no memory. */
_Noreturn void check_failed(const char *file, int line, const char *claim);

#define CHECK(claim) ((claim) ? (void)0 : check_failed(__FILE__, __LINE__, #claim))

#endif
