/* recent: which scenarios were open of late, kept between calls in $XDG_STATE_HOME/leaselab/recent (or
 * ~/.local/state/…): a path a line, the newest first. A convenience: where it cannot be kept, nothing is
 * said. Leaves out: what they are. */
#ifndef LEASELAB_CLI_RECENT_H
#define LEASELAB_CLI_RECENT_H

enum { RECENT_MOST = 10 };

/* Owned; recent_free gives them back. */
typedef struct {
    char *paths[RECENT_MOST];
    int count;
} Recent;

/* Those that are still there. */
void recent_read(Recent *out);
/* Puts a file first, also on the disk. */
void recent_note(const char *path);
void recent_free(Recent *recent);

#endif
