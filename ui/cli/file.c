#include "ui/cli/file.h"

#include <errno.h>
#include <inttypes.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sim/base/text.h"

enum { ESCAPE = 16 }; /* more bytes than one character takes, with …, the quote and NUL */

void file_quote(char out_shown[FILE_SHOWN], const char *name) {
    const size_t length = strlen(name);
    size_t used = 0, i = 0;
    out_shown[used++] = '\'';
    while (i < length && used + ESCAPE <= FILE_SHOWN) {
        uint32_t point = (unsigned char)name[i];
        const size_t size = utf8_decode(name + i, length - i, &point);
        if (size && !utf8_is_unsafe(point)) {
            memcpy(out_shown + used, name + i, size);
            used += size;
        } else {
            const char *form = point < 0x100 ? "\\x%02" PRIx32 : "\\u%04" PRIx32;
            used += (size_t)snprintf(out_shown + used, FILE_SHOWN - used, form, point);
        }
        i += size ? size : 1;
    }
    snprintf(out_shown + used, FILE_SHOWN - used, "%s'", i < length ? "…" : "");
}

int file_write(int descriptor, const void *bytes, size_t length, size_t *out_written) {
    const char *from = bytes;
    size_t done = 0;
    int error = 0;
    while (done < length && !error) {
        const ssize_t written = write(descriptor, from + done, length - done);
        if (written > 0)
            done += (size_t)written;
        else if (written == 0)
            error = EIO;
        else if (errno == EAGAIN)
            poll(&(struct pollfd){.fd = descriptor, .events = POLLOUT}, 1, -1);
        else if (errno != EINTR)
            error = errno;
    }
    if (out_written) *out_written = done;
    return error;
}

void file_take_back(int descriptor, size_t bytes) {
    struct stat file;
    const off_t at = lseek(descriptor, 0, SEEK_CUR);
    if (bytes == 0 || at < (off_t)bytes || fstat(descriptor, &file) < 0) return;
    if (!S_ISREG(file.st_mode) || file.st_size != at) return;
    if (ftruncate(descriptor, at - (off_t)bytes) == 0) lseek(descriptor, at - (off_t)bytes, SEEK_SET);
}

void file_complain(char out_message[FILE_MESSAGE], const char *verb, const char *shown, int error,
                   const char *more) {
    snprintf(out_message, FILE_MESSAGE, "leaselab: error: cannot %s %s: %s%s\n", verb, shown,
             error == ENOMEM ? "out of memory" : strerror(error), more);
}

void file_complain_of(char out_message[FILE_MESSAGE], const char *verb, const char *path, int error) {
    char shown[FILE_SHOWN];
    file_quote(shown, path);
    file_complain(out_message, verb, shown, error, "");
}
