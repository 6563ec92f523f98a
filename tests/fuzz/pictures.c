/* pictures: any bytes as a figure that `draw --check` shall judge: the call that made it is found, or it is
 * not, and what is found is one line that can be taken apart. */
#include "tests/fuzz/fuzz.h"

#include "tests/test.h"
#include "ui/cli/made.h"

enum { WORDS_MOST = 200 };

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
    Text line = {0};
    if (made_find((const char *)bytes, length, &line) != AS_AUTO) {
        char *words[WORDS_MOST];
        const size_t size = line.length;
        assert_int_equal(strlen(line.bytes), size);
        assert_int_equal(strncmp(line.bytes, MADE_BEGIN, strlen(MADE_BEGIN)), 0);
        const int count = made_split(line.bytes, words, WORDS_MOST);
        assert_true(count >= -1 && count <= WORDS_MOST);
        for (int i = 0; i < count; i++)
            assert_true(words[i] >= line.bytes && words[i] + strlen(words[i]) <= line.bytes + size);
    }
    text_free(&line);
    return 0;
}
