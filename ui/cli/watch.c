#include "ui/cli/watch.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ui/cli/file.h"
#include "ui/cli/say.h"

/* An editor writes in several steps; this much quiet ends them. */
enum { QUIET_MS = 50 };

static int fail(const Watching *watching, int error) {
    char message[FILE_MESSAGE];
    file_complain_of(message, "watch", watching->path, error);
    say_line(message);
    return STATUS_FAILED;
}

/* The folder that a path lies in. Answers an errno. */
static int add_folder(int descriptor, const char *path) {
    const char *slash = strrchr(path, '/');
    const size_t length = !slash ? 0 : slash == path ? 1 : (size_t)(slash - path);
    char *folder = length ? strndup(path, length) : strdup(".");
    if (!folder) return ENOMEM;
    const int added = inotify_add_watch(descriptor, folder,
                                        IN_CREATE | IN_CLOSE_WRITE | IN_MODIFY | IN_ATTRIB | IN_MOVED_TO |
                                            IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR);
    const int error = errno;
    free(folder);
    return added < 0 ? error : 0;
}

int watch_open(Watching *out, const char *path) {
    *out = (Watching){.path = path, .descriptor = inotify_init1(IN_CLOEXEC | IN_NONBLOCK)};
    if (out->descriptor < 0) return fail(out, errno);
    int error = add_folder(out->descriptor, path);
    char *target = realpath(path, NULL);
    if (!error && target) error = add_folder(out->descriptor, target);
    free(target);
    if (!error) return STATUS_GOOD;
    watch_close(out);
    return fail(out, error);
}

void watch_close(Watching *watching) {
    if (watching->descriptor >= 0) close(watching->descriptor);
    watching->descriptor = -1;
}

/* The file as it is now. */
static Watching seen(const Watching *watching) {
    struct stat file;
    Watching now = {.path = watching->path, .descriptor = watching->descriptor};
    if (stat(watching->path, &file) < 0 || !S_ISREG(file.st_mode)) return now; /* as if it were away */
    now.device = file.st_dev;
    now.inode = file.st_ino;
    now.size = file.st_size;
    now.changed = file.st_mtim;
    return now;
}

void watch_look(Watching *watching) {
    *watching = seen(watching);
}

static bool is_another(const Watching *before, const Watching *now) {
    return now->inode != 0 &&
           (before->device != now->device || before->inode != now->inode || before->size != now->size ||
            before->changed.tv_sec != now->changed.tv_sec || before->changed.tv_nsec != now->changed.tv_nsec);
}

bool watch_sees_another(const Watching *watching) {
    const Watching now = seen(watching);
    return is_another(watching, &now);
}

/* Takes what is told, for at most so long (-1: until there is something); answers an errno, ETIMEDOUT when
 * there was nothing, ENOENT when a folder is gone. */
static int take(int descriptor, int most_ms) {
    union {
        struct inotify_event event; /* for its alignment */
        char bytes[sizeof(struct inotify_event) + NAME_MAX + 1];
    } told;
    struct pollfd wanted = {.fd = descriptor, .events = POLLIN};
    const int ready = poll(&wanted, 1, most_ms);
    if (ready < 0) return errno == EINTR ? 0 : errno;
    if (ready == 0) return ETIMEDOUT;
    for (ssize_t got; (got = read(descriptor, told.bytes, sizeof told.bytes)) > 0;)
        for (ssize_t at = 0; at < got;) {
            struct inotify_event event;
            memcpy(&event, told.bytes + at, sizeof event);
            if (event.mask & (IN_DELETE_SELF | IN_MOVE_SELF)) return ENOENT;
            at += (ssize_t)(sizeof event + event.len);
        }
    return 0;
}

int watch_wait(Watching *watching) {
    for (;;) {
        const Watching now = seen(watching);
        int error = take(watching->descriptor, is_another(watching, &now) ? QUIET_MS : -1);
        if (error == ETIMEDOUT) return STATUS_GOOD;
        if (error) return fail(watching, error);
    }
}
