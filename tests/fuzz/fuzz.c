#include "tests/fuzz/fuzz.h"

#include "tests/test.h"

#include "sim/base/chance.h"
#include "sim/base/text.h"

static bool is_hasty;

int LLVMFuzzerInitialize(int *count, char ***words) {
    (void)count, (void)words;
    is_hasty = true;
    return 0;
}

bool fuzz_is_thorough(const uint8_t *bytes, size_t length) {
    uint64_t mixed = 0;
    for (size_t i = 0; i < length; i++) mixed = chance_mix(mixed ^ bytes[i]);
    return !is_hasty || mixed % 16 == 0;
}

char *fuzz_string(const uint8_t *bytes, size_t length) {
    const uint8_t *end = length ? memchr(bytes, '\0', length) : NULL;
    const size_t size = end ? (size_t)(end - bytes) : length;
    char *string = malloc(size + 1);
    assert_non_null(string);
    if (size) memcpy(string, bytes, size);
    string[size] = '\0';
    return string;
}

char *fuzz_next_string(const uint8_t **bytes, size_t *length) {
    char *string = fuzz_string(*bytes, *length);
    const size_t taken = strlen(string) < *length ? strlen(string) + 1 : *length;
    *bytes += taken;
    *length -= taken;
    return string;
}

void fuzz_assert_clean(const char *text, size_t length, const char *besides) {
    for (size_t i = 0; i < length;) {
        uint32_t point = 0;
        const size_t size = utf8_decode(text + i, length - i, &point);
        if (size == 0 || (utf8_is_unsafe(point) && !(size == 1 && point && strchr(besides, text[i]))))
            fail_msg("byte %zu, U+%04X, is not clean in:\n%.*s", i, (unsigned)point, (int)length, text);
        i += size;
    }
}
