#include "sim/scenario/lookalike.h"

#include <stdint.h>
#include <stdio.h>

#include "sim/base/text.h"

static const struct {
    uint32_t point;
    const char *plain;
} LOOKALIKES[] = {{0x201C, "\""},    {0x201D, "\""},    {0x201E, "\""}, {0xAB, "\""},   {0xBB, "\""},
                  {0x2018, "'"},     {0x2019, "'"},     {0x201A, "'"},  {0xB4, "'"},    {0xA0, "space"},
                  {0x202F, "space"}, {0x3000, "space"}, {0x2010, "-"},  {0x2011, "-"},  {0x2013, "-"},
                  {0x2014, "-"},     {0x2212, "-"},     {0x2026, ".."}, {0x2264, "<="}, {0x2265, ">="},
                  {0x2260, "!="},    {0xFF1A, ":"},     {0xFF0C, ","},  {0xFF05, "%"}};

bool lookalike_help(const char *bytes, size_t length, char out[LOOKALIKE_HELP]) {
    for (size_t i = 0; i < length;) {
        uint32_t point;
        const size_t size = utf8_decode(bytes + i, length - i, &point);
        if (size == 0) return false;
        for (size_t k = 0; k < sizeof LOOKALIKES / sizeof LOOKALIKES[0]; k++) {
            if (LOOKALIKES[k].point != point) continue;
            snprintf(out, LOOKALIKE_HELP, "U+%04X is read as a letter; write a plain %s", (unsigned)point,
                     LOOKALIKES[k].plain);
            return true;
        }
        if (point > 0x7F && utf8_is_unsafe(point)) {
            snprintf(out, LOOKALIKE_HELP, "U+%04X cannot be seen: take it out", (unsigned)point);
            return true;
        }
        i += size;
    }
    return false;
}
