#include "ui/cli/say.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

void say(const char *bytes, size_t length) {
    while (length > 0) {
        const ssize_t written = write(STDERR_FILENO, bytes, length);
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return;
        bytes += written;
        length -= (size_t)written;
    }
}

void say_line(const char *message) {
    say(message, strlen(message));
}

int say_no_memory(void) {
    say_line("leaselab: error: out of memory\n");
    return STATUS_FAILED;
}

int say_text(const Text *text) {
    if (text->failed) return say_no_memory();
    if (text->length) say(text->bytes, text->length);
    return STATUS_GOOD;
}
