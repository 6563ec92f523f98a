#include "ui/cli/file.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

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

void file_complain(char out_message[FILE_MESSAGE], const char *verb, const char *shown, int error,
                   const char *more) {
    snprintf(out_message, FILE_MESSAGE, "leaselab: error: cannot %s %s: %s%s\n", verb, shown,
             error == ENOMEM ? "out of memory" : strerror(error), more);
}
