#include "ui/cli/progress.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "ui/cli/say.h"

enum { CALLS_A_LOOK = 1024, BAR = 30 };

static double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

void progress_begin(Progress *progress) {
    *progress = (Progress){.wanted = isatty(STDERR_FILENO), .calls_a_look = CALLS_A_LOOK};
    if (progress->wanted) progress->began = progress->last = seconds();
}

void progress_show(Progress *progress, int64_t done, int64_t all) {
    if (!progress->wanted || ++progress->calls % progress->calls_a_look != 0) return;
    const double now = seconds();
    if (now - progress->began < 1 || now - progress->last < 0.1 || done <= 0) return;
    char line[BAR + 64];
    const double share = (double)done / (double)all;
    const int full = (int)(share * BAR);
    const double left = (now - progress->began) * (1 - share) / share;
    const int head = snprintf(line, sizeof line, "\r[%.*s%*s] %3d %%, %.0f s left ", full,
                              "##############################", BAR - full, "", (int)(share * 100), left);
    say(line, (size_t)head);
    progress->shown = true;
    progress->last = now;
}

void progress_end(Progress *progress) {
    if (progress->shown) say_line("\r\x1b[K");
}
