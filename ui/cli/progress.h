/* progress: a bar with the time left on standard error, for runs that take over a second, on a terminal only.
 */
#ifndef LEASELAB_CLI_PROGRESS_H
#define LEASELAB_CLI_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

typedef struct {
    bool wanted, shown;
    uint64_t calls, calls_a_look; /* the latter may be set after progress_begin, where calls are rare */
    int64_t done;                 /* when it was looked at last */
    double began, last, done_at;  /* seconds: the first call, the newest bar, the newest that was done */
} Progress;

void progress_begin(Progress *progress);
/* Cheap: looks at the clock only now and then. `done` of `all`; more of it than at the call before, or as
 * much. */
void progress_show(Progress *progress, int64_t done, int64_t all);
/* Takes the bar away. */
void progress_end(Progress *progress);

#endif
