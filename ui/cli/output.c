#include "ui/cli/output.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sim/base/check.h"

enum { BLOCK = 64 * 1024, BLOCK_ROWS = 4096, MOST_LINKS = 40, MOST_NAMES = 1000 };

/* Whole rows only, so that even a kill between two writes leaves whole rows. */
struct OutputBlock {
    size_t used, rows;
    uint32_t row_ends[BLOCK_ROWS];
    char bytes[BLOCK];
};

void output_setup(void) {
    /* Each open takes the lowest free number. What is opened with O_PATH can be neither read nor written. */
    for (int i = 0; i < 3; i++)
        if (fcntl(i, F_GETFD) < 0) (void)!open("/", O_PATH);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
    unfinished_setup();
}

static OutputStatus fail(Output *output, int error) {
    if (output->status != OUTPUT_OK) return output->status;
    const bool is_gone = error == EPIPE || error == ECONNRESET; /* a socket that held bytes nobody read */
    output->status = is_gone ? OUTPUT_GONE : OUTPUT_FAILED;
    if (!is_gone) file_complain(output->message, "write", output->shown, error, "");
    return output->status;
}

/* ---- opening: every function here answers an errno, 0 for success ---- */

/* The descriptor that a path is another name of, or -1. Opening these anew would begin at the file's start,
 * and needs /proc. */
static int descriptor_named(const char *path) {
    static const char *const PREFIXES[] = {"/dev/fd/", "/proc/self/fd/"};
    if (strcmp(path, "/dev/stdout") == 0) return STDOUT_FILENO;
    if (strcmp(path, "/dev/stderr") == 0) return STDERR_FILENO;
    for (size_t i = 0; i < sizeof PREFIXES / sizeof *PREFIXES; i++) {
        const size_t length = strlen(PREFIXES[i]);
        if (strncmp(path, PREFIXES[i], length) != 0) continue;
        const char *digits = path + length;
        const size_t count = strspn(digits, "0123456789");
        if (count > 0 && count < 6 && !digits[count]) return atoi(digits);
    }
    return -1;
}

/* Length of the directory part of a path, with its slash. */
static size_t directory_length(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? (size_t)(slash - path) + 1 : 0;
}

/* Follows the links that the last name of *path is; each answer replaces *path, which is owned by the caller.
 */
static int follow_links(char **path) {
    for (int i = 0; descriptor_named(*path) < 0; i++) {
        char target[PATH_MAX];
        const ssize_t length = readlink(*path, target, sizeof target);
        if (length < 0) return errno == ENOMEM ? ENOMEM : 0; /* no link, or opening it will say */
        if (i == MOST_LINKS) return ELOOP;
        if ((size_t)length == sizeof target) return ENAMETOOLONG;
        const size_t before = target[0] == '/' ? 0 : directory_length(*path);
        char *next = malloc(before + (size_t)length + 1);
        if (!next) return ENOMEM;
        memcpy(next, *path, before);
        memcpy(next + before, target, (size_t)length);
        next[before + (size_t)length] = '\0';
        free(*path);
        *path = next;
    }
    return 0;
}

static int open_directory(Output *output, const char *path) {
    const size_t length = directory_length(path);
    char *directory = length ? strndup(path, length) : strdup(".");
    output->base = strdup(path + length);
    if (!directory || !output->base) {
        free(directory);
        return ENOMEM;
    }
    output->directory = open(directory, O_PATH | O_DIRECTORY | O_CLOEXEC);
    const int error = errno;
    free(directory);
    if (output->directory < 0) return error;
    return *output->base ? 0 : ENOENT;
}

static void descriptor_path(int descriptor, char out_path[40]) {
    snprintf(out_path, 40, "/proc/self/fd/%d", descriptor);
}

/* False where there is no such thing, or no /proc to give it a name by. */
static bool open_nameless(Output *output, mode_t mode) {
    char path[40];
    struct stat one, other;
    output->descriptor = openat(output->directory, ".", O_TMPFILE | O_WRONLY | O_CLOEXEC, mode);
    if (output->descriptor < 0) return false;
    descriptor_path(output->descriptor, path);
    if (fstat(output->descriptor, &one) == 0 && stat(path, &other) == 0 && one.st_ino == other.st_ino)
        return true;
    close(output->descriptor);
    output->descriptor = -1;
    return false;
}

/* Signals are held. */
static void name_temporary(Output *output, int attempt) {
    snprintf(output->temporary, sizeof output->temporary, ".leaselab-%ld-%d", (long)getpid(), attempt);
}

static void list_temporary(Output *output) {
    sigset_t before;
    unfinished_hold(&before);
    output->unfinished =
        (Unfinished){.directory = output->directory, .name = output->temporary, .descriptor = -1};
    unfinished_list(&output->unfinished);
    unfinished_release(&before);
}

static int open_named(Output *output, mode_t mode) {
    sigset_t before;
    int error = EEXIST;
    unfinished_hold(&before);
    for (int i = 0; i < MOST_NAMES && error == EEXIST; i++) {
        name_temporary(output, i);
        output->descriptor =
            openat(output->directory, output->temporary, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, mode);
        error = output->descriptor < 0 ? errno : 0;
    }
    if (error) output->temporary[0] = '\0';
    unfinished_release(&before);
    return error;
}

static int open_replacement(Output *output, const char *path, const struct stat *existing) {
    int error = open_directory(output, path);
    if (error) return error;
    if (existing) {
        if (faccessat(AT_FDCWD, path, W_OK, AT_EACCESS) < 0) return errno;
        output->existed = true;
        output->mode = existing->st_mode & 0777;
        output->owner = existing->st_uid;
        output->group = existing->st_gid;
    }
    const mode_t mode = existing ? 0600 : 0666; /* nobody reads what was private before it has its mode */
    list_temporary(output);
    return open_nameless(output, mode) ? 0 : open_named(output, mode);
}

static int open_through(Output *output, const char *path) {
    do output->descriptor = open(path, O_WRONLY | O_NOCTTY | O_CLOEXEC);
    while (output->descriptor < 0 && errno == EINTR);
    return output->descriptor < 0 ? errno : 0;
}

static bool is_input(const struct stat *file, const FileIdentity inputs[], size_t count) {
    for (size_t i = 0; i < count && S_ISREG(file->st_mode); i++)
        if (inputs[i].inode == file->st_ino && inputs[i].device == file->st_dev) return true;
    return false;
}

static void say_input(char out_message[FILE_MESSAGE], const char *shown) {
    snprintf(out_message, FILE_MESSAGE,
             "leaselab: error: %s is the file that is read; give another name to write to\n", shown);
}

static int refuse_input(Output *output) {
    output->status = OUTPUT_CALL;
    say_input(output->message, output->shown);
    return EINVAL;
}

bool output_is_input(const char *path, const FileIdentity inputs[], size_t count,
                     char out_message[FILE_MESSAGE]) {
    struct stat file;
    char shown[FILE_SHOWN];
    if (stat(path, &file) < 0 || !is_input(&file, inputs, count)) return false;
    file_quote(shown, path);
    say_input(out_message, shown);
    return true;
}

static int open_resolved(Output *output, const char *path, int descriptor, const FileIdentity inputs[],
                         size_t count) {
    struct stat file;
    if (descriptor >= 0) {
        output->descriptor = descriptor;
        output->is_borrowed = true;
        return fstat(descriptor, &file) == 0 && is_input(&file, inputs, count) ? refuse_input(output) : 0;
    }
    if (stat(path, &file) < 0) return errno == ENOENT ? open_replacement(output, path, NULL) : errno;
    if (is_input(&file, inputs, count)) return refuse_input(output);
    if (S_ISDIR(file.st_mode)) return EISDIR;
    return S_ISREG(file.st_mode) ? open_replacement(output, path, &file) : open_through(output, path);
}

OutputStatus output_open(Output *out, const char *path, const FileIdentity inputs[], size_t count) {
    *out = (Output){.descriptor = -1, .directory = -1};
    int descriptor = !path || strcmp(path, "-") == 0 ? STDOUT_FILENO : -1;
    if (descriptor >= 0)
        snprintf(out->shown, sizeof out->shown, "standard output");
    else
        file_quote(out->shown, path);
    char *resolved = strdup(descriptor >= 0 ? "-" : path);
    out->block = malloc(sizeof *out->block);
    int error = resolved && out->block ? 0 : ENOMEM;
    if (out->block) out->block->used = out->block->rows = 0;
    if (!error && descriptor < 0) {
        error = follow_links(&resolved);
        descriptor = descriptor_named(resolved);
    }
    if (!error) error = open_resolved(out, resolved, descriptor, inputs, count);
    if (error) fail(out, error);
    if (error) output_abandon(out);
    free(resolved);
    return out->status;
}

/* ---- writing ---- */

static OutputStatus write_rows(Output *output, const char *bytes, size_t length, const uint32_t ends[],
                               size_t rows) {
    size_t written;
    const int error = file_write(output->descriptor, bytes, length, &written);
    if (!error) return OUTPUT_OK;
    while (rows > 0 && ends[rows - 1] > written) rows--;
    file_take_back(output->descriptor, written - (rows > 0 ? ends[rows - 1] : 0));
    return fail(output, error);
}

OutputStatus output_flush(Output *output) {
    OutputBlock *block = output->block;
    if (output->status != OUTPUT_OK) return output->status;
    const size_t length = block->used, rows = block->rows;
    block->used = block->rows = 0;
    return write_rows(output, block->bytes, length, block->row_ends, rows);
}

static bool make_room(Output *output, size_t most) {
    const OutputBlock *block = output->block;
    return (most <= BLOCK - block->used && block->rows < BLOCK_ROWS) || output_flush(output) == OUTPUT_OK;
}

char *output_room(Output *output, size_t most) {
    CHECK(most <= OUTPUT_ROOM && !output->is_prepared);
    if (output->status != OUTPUT_OK || !make_room(output, most)) return NULL;
    return output->block->bytes + output->block->used;
}

void output_took(Output *output, size_t length) {
    OutputBlock *block = output->block;
    block->used += length;
    block->row_ends[block->rows++] = (uint32_t)block->used;
}

OutputStatus output_add(Output *output, const char *row, size_t length) {
    if (output->status != OUTPUT_OK || length == 0) return output->status;
    CHECK(!output->is_prepared);
    if (!make_room(output, length)) return output->status;
    if (length > BLOCK) return write_rows(output, row, length, NULL, 0);
    memcpy(output->block->bytes + output->block->used, row, length);
    output_took(output, length);
    return OUTPUT_OK;
}

/* ---- closing ---- */

/* Some file systems say only at close that nothing was kept. Every close of a file asks them, so a twin is
 * closed, while the descriptor itself is still needed. */
static int try_close(int descriptor) {
    const int twin = fcntl(descriptor, F_DUPFD_CLOEXEC, 3);
    return twin < 0 || close(twin) < 0 ? errno : 0;
}

static int sync_file(int descriptor) {
    int result;
    do result = fsync(descriptor);
    while (result < 0 && errno == EINTR);
    return result < 0 && errno != EINVAL && errno != ENOSYS ? errno
                                                            : 0; /* those: there is no such thing here */
}

static int keep_owner_and_mode(const Output *output) {
    (void)!fchown(output->descriptor, output->owner,
                  output->group); /* where we may: only root gives files away */
    return fchmod(output->descriptor, output->mode) < 0 ? errno : 0;
}

/* Signals are held. */
static int link_nameless(Output *output) {
    char path[40];
    descriptor_path(output->descriptor, path);
    int result = -1, error = EEXIST;
    if (!output->existed) {
        result = linkat(AT_FDCWD, path, output->directory, output->base, AT_SYMLINK_FOLLOW);
        error = result < 0 ? errno : 0;
    }
    for (int i = 0; i < MOST_NAMES && error == EEXIST; i++) {
        name_temporary(output, i);
        result = linkat(AT_FDCWD, path, output->directory, output->temporary, AT_SYMLINK_FOLLOW);
        error = result < 0 ? errno : 0;
    }
    if (error) output->temporary[0] = '\0'; /* not ours */
    return error;
}

static int prepare_file(const Output *output) {
    const int error = output->existed ? keep_owner_and_mode(output) : 0;
    return error ? error : sync_file(output->descriptor);
}

OutputStatus output_prepare(Output *output) {
    const bool is_streamed = output->directory < 0;
    if (output->is_prepared || output->descriptor < 0 || output_flush(output) != OUTPUT_OK)
        return output->status;
    int error = is_streamed ? 0 : prepare_file(output);
    if (!error) error = try_close(output->descriptor);
    output->is_prepared = !error;
    return error ? fail(output, error) : OUTPUT_OK;
}

static int give_name(Output *output) {
    int error = 0;
    sigset_t before;
    unfinished_hold(&before);
    if (!output->temporary[0]) error = link_nameless(output);
    if (!error && output->temporary[0]) {
        if (renameat(output->directory, output->temporary, output->directory, output->base) < 0)
            error = errno;
        else
            output->temporary[0] = '\0';
    }
    unfinished_release(&before);
    return error;
}

int output_lend(const Output *output) {
    return output->descriptor;
}

OutputStatus output_commit(Output *output) {
    if (output_prepare(output) == OUTPUT_OK && output->directory >= 0) {
        const int error = give_name(output);
        if (error) fail(output, error);
    }
    output_abandon(output);
    return output->status;
}

void output_abandon(Output *output) {
    unfinished_settle(&output->unfinished);
    output->temporary[0] = '\0';
    if (output->descriptor >= 0 && !output->is_borrowed) close(output->descriptor);
    if (output->directory >= 0) close(output->directory);
    free(output->base);
    free(output->block);
    output->descriptor = output->directory = -1;
    output->base = NULL;
    output->block = NULL;
}
