#include "ui/cli/progress.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "ui/cli/say.h"

enum { CALLS_A_LOOK = 1024, BAR = 30, MINUTE = 60, HOUR = 3600 };

static double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

void progress_begin(Progress *progress) {
    *progress = (Progress){.wanted = isatty(STDERR_FILENO), .calls_a_look = CALLS_A_LOOK};
    if (progress->wanted) progress->began = progress->last = progress->done_at = seconds();
}

/* What is left takes as long as what is done took; what has passed since something was done last is off that.
 */
static double left_of(const Progress *progress, int64_t all, double now) {
    const double share = (double)progress->done / (double)all;
    const double left =
        (progress->done_at - progress->began) * (1 - share) / share - (now - progress->done_at);
    return left > 0 ? left : 0;
}

static void add_left(Text *line, double left) {
    if (left < 2 * MINUTE)
        text_add_format(line, ", %.0f s left", left);
    else if (left < 2 * HOUR)
        text_add_format(line, ", %.0f min left", left / MINUTE);
    else
        text_add_format(line, ", %.0f h left", left / HOUR);
}

/* Without memory there is no bar. */
static void draw(const Progress *progress, int64_t all, double now) {
    Text line = {0};
    const int64_t full = progress->done * BAR / all;
    text_add(&line, "\r[");
    text_add_repeat(&line, '#', (size_t)full);
    text_add_repeat(&line, ' ', (size_t)(BAR - full));
    text_add_format(&line, "] %3d %%", (int)(progress->done * 100 / all));
    if (progress->done > 0) add_left(&line, left_of(progress, all, now));
    text_add(&line, "\x1b[K");
    if (!line.failed) say(line.bytes, line.length);
    text_free(&line);
}

void progress_show(Progress *progress, int64_t done, int64_t all) {
    if (!progress->wanted || ++progress->calls % progress->calls_a_look != 0 || all <= 0) return;
    const double now = seconds();
    if (done != progress->done) progress->done_at = now;
    progress->done = done;
    if (now - progress->began < 1 || now - progress->last < 0.1) return;
    draw(progress, all, now);
    progress->shown = true;
    progress->last = now;
}

void progress_end(Progress *progress) {
    if (progress->shown) say_line("\r\x1b[K");
}
