#include "ui/cli/say.h"

#include <string.h>
#include <unistd.h>

#include "ui/cli/file.h"

void say(const char *bytes, size_t length) {
    (void)file_write(STDERR_FILENO, bytes, length, NULL); /* there is nobody left to tell */
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
