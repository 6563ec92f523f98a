/* Text that is made harmless wherever it comes out, and names that are near. */
#include "tests/test.h"

#include <inttypes.h>

#include "sim/base/text.h"

#define COUNT_OF(array) (sizeof(array) / sizeof(array)[0])

/* ---- text --------------------------------------------------------------------------------------------- */

typedef struct {
    const char *bytes, *expected;
} Pair;

static void check_pairs(void (*add)(Text *, const char *, size_t), const Pair pairs[], size_t count) {
    for (size_t i = 0; i < count; i++) {
        Text text = {0};
        text_add(&text, "");
        add(&text, pairs[i].bytes, strlen(pairs[i].bytes));
        assert_string_equal(text.bytes, pairs[i].expected);
        assert_int_equal(text.length, strlen(pairs[i].expected));
        text_free(&text);
    }
}

static void text_for_a_terminal(void **state) {
    (void)state;
    static const Pair PAIRS[] = {{"", ""},
                                 {"Füße, 日本語 😀", "Füße, 日本語 😀"},
                                 {"a\x1b[2Jb", "a\\x1b[2Jb"},
                                 {"\t\n\r\a\177", "\\x09\\x0a\\x0d\\x07\\x7f"},
                                 {"\302\2331m", "\\x9b1m"},           /* C1: CSI */
                                 {"\302\200\302\237", "\\x80\\x9f"},  /* C1: the first and the last */
                                 {"\302\255", "\\xad"},               /* soft hyphen */
                                 {"a\342\200\256b", "a\\u202eb"},     /* right-to-left override */
                                 {"\342\200\213", "\\u200b"},         /* zero width space */
                                 {"\342\201\246", "\\u2066"},         /* isolate */
                                 {"\330\234", "\\u061c"},             /* Arabic letter mark */
                                 {"\357\273\277", "\\ufeff"},         /* byte-order mark */
                                 {"\342\200\250", "\\u2028"},         /* line separator */
                                 {"\363\240\200\201", "\\ue0001"},    /* language tag */
                                 {"\xff\xfe", "\\xff\\xfe"},          /* no UTF-8 */
                                 {"\300\200", "\\xc0\\x80"},          /* an overlong NUL */
                                 {"\355\240\200", "\\xed\\xa0\\x80"}, /* a surrogate */
                                 {"\342\202", "\\xe2\\x82"}};         /* cut short */
    check_pairs(text_add_safe, PAIRS, COUNT_OF(PAIRS));
}

static void text_for_a_terminal_cut_short(void **state) {
    (void)state;
    static const struct {
        const char *bytes;
        size_t most;
        const char *expected;
    } CASES[] = {{"", 0, ""},     {"abc", 3, "abc"},         {"abcd", 3, "abc…"}, {"üüüü", 3, "üüü…"},
                 {"abc", 0, "…"}, {"\x1b\x1b", 1, "\\x1b…"}, {"日本", 2, "日本"}};
    for (size_t i = 0; i < COUNT_OF(CASES); i++) {
        Text text = {0};
        text_add(&text, "");
        text_add_safe_cut(&text, CASES[i].bytes, CASES[i].most);
        assert_string_equal(text.bytes, CASES[i].expected);
        text_free(&text);
    }
}

static void text_for_json(void **state) {
    (void)state;
    static const Pair PAIRS[] = {{"", "\"\""},
                                 {"a b/'<", "\"a b/'<\""},
                                 {"\"\\", "\"\\\"\\\\\""},
                                 {"\n\t\x01\177", "\"\\u000a\\u0009\\u0001\\u007f\""},
                                 {"ü€", "\"\\u00fc\\u20ac\""},
                                 {"😀", "\"\\ud83d\\ude00\""},
                                 {"\342\200\250", "\"\\u2028\""},
                                 {"a\xffz", "\"a\\ufffdz\""}};
    check_pairs(text_add_json, PAIRS, COUNT_OF(PAIRS));
}

static void text_for_xml(void **state) {
    (void)state;
    static const Pair PAIRS[] = {{"", ""},
                                 {"a<b>&\"c\"'", "a&lt;b&gt;&amp;&quot;c&quot;&#39;"},
                                 {"]]>", "]]&gt;"},
                                 {"Füße, 日本語 😀", "Füße, 日本語 😀"},
                                 {"a\tb\nc", "a\tb\nc"},
                                 {"\r\x1b\177", "\uFFFD\uFFFD\uFFFD"},
                                 {"\302\205", "\uFFFD"},                       /* C1: next line */
                                 {"a\342\200\256b", "a\uFFFDb"},               /* right-to-left override */
                                 {"\357\277\276\357\277\277", "\uFFFD\uFFFD"}, /* U+FFFE, U+FFFF */
                                 {"\xff\300\200", "\uFFFD\uFFFD\uFFFD"},
                                 {"\355\240\200", "\uFFFD\uFFFD\uFFFD"}}; /* a surrogate */
    check_pairs(text_add_xml, PAIRS, COUNT_OF(PAIRS));
}

static void text_for_html(void **state) {
    (void)state;
    static const Pair PAIRS[] = {
        {"<b onclick='x(\"1\")'>&amp;", "&lt;b onclick=&#39;x(&quot;1&quot;)&#39;&gt;&amp;amp;"},
        {"`x`", "&#96;x&#96;"},
        {"a\tb\nc", "a\tb\nc"},
        {"\x1b[31m\xff", "\xEF\xBF\xBD[31m\xEF\xBF\xBD"},
        {"\xE2\x80\xAEüber", "\xEF\xBF\xBDüber"},
    };
    check_pairs(text_add_html, PAIRS, COUNT_OF(PAIRS));
}

static void text_that_is_only_made_valid(void **state) {
    (void)state;
    static const Pair PAIRS[] = {{"a<&\"ü\n", "a<&\"ü\n"}, {"\xff\x01", "\uFFFD\uFFFD"}};
    check_pairs(text_add_utf8, PAIRS, COUNT_OF(PAIRS));
}

static void text_for_a_table_of_commas(void **state) {
    (void)state;
    static const Pair PAIRS[] = {{"", ""},
                                 {"lab-1", "lab-1"},
                                 {"a b", "a b"},
                                 {"a,b", "\"a,b\""},
                                 {"a\"b", "\"a\"\"b\""},
                                 {"a\nb", "\"a\nb\""},
                                 {"a\rb", "\"a\rb\""},
                                 {"=1+1", "\"'=1+1\""},
                                 {"+1", "\"'+1\""},
                                 {"-1", "\"'-1\""},
                                 {"@a", "\"'@a\""},
                                 {"\ta", "\"'\ta\""},
                                 {"\"=1", "\"'\"\"=1\""},
                                 {" =1", "\"' =1\""},
                                 {"＝1", "\"'＝1\""},
                                 {"＋1", "\"'＋1\""},
                                 {"－1", "\"'－1\""},
                                 {"＠1", "\"'＠1\""},
                                 {"1=1", "1=1"}};
    check_pairs(text_add_csv, PAIRS, COUNT_OF(PAIRS));
    for (size_t i = 0; i < COUNT_OF(PAIRS); i++) {
        Text guarded = {0};
        text_add(&guarded, strncmp(PAIRS[i].expected, "\"'", 2) == 0 ? "'" : "");
        text_add(&guarded, PAIRS[i].bytes);
        assert_string_equal(guarded.bytes + text_csv_guard(guarded.bytes), PAIRS[i].bytes);
        text_free(&guarded);
    }
}

/* Only what text_add_csv puts there is a guard. */
static void a_quote_of_ones_own_is_no_guard(void **state) {
    (void)state;
    static const char *const CELLS[] = {"", "'", "''''", "'a", "'\"", "' '", "a'=1"};
    for (size_t i = 0; i < COUNT_OF(CELLS); i++) assert_int_equal(text_csv_guard(CELLS[i]), 0);
}

static void text_for_markdown(void **state) {
    (void)state;
    static const Pair PAIRS[] = {
        {"lab-1", "lab-1"},
        {"a|b", "a\\|b"},
        {"*a* _b_ `c` <d> [e](f) #g \\", "\\*a\\* \\_b\\_ \\`c\\` \\<d\\> \\[e\\](f) \\#g \\\\"},
        {"a\nb", "a\\x0ab"},
        {"ü\xff", "ü\\xff"}};
    check_pairs(text_add_markdown, PAIRS, COUNT_OF(PAIRS));
}

static void every_code_is_decoded_or_refused(void **state) {
    (void)state;
    uint32_t got;
    for (uint32_t point = 0; point <= 0x10FFFF; point++) {
        char bytes[4];
        size_t size = 0;
        if (point < 0x80)
            bytes[size++] = (char)point;
        else if (point < 0x800)
            bytes[size++] = (char)(0xC0 | point >> 6);
        else if (point < 0x10000)
            bytes[size++] = (char)(0xE0 | point >> 12);
        else
            bytes[size++] = (char)(0xF0 | point >> 18);
        if (point >= 0x10000) bytes[size++] = (char)(0x80 | (point >> 12 & 0x3F));
        if (point >= 0x800) bytes[size++] = (char)(0x80 | (point >> 6 & 0x3F));
        if (point >= 0x80) bytes[size++] = (char)(0x80 | (point & 0x3F));
        const bool surrogate = point >= 0xD800 && point < 0xE000;
        assert_int_equal(utf8_decode(bytes, size, &got), surrogate ? 0 : size);
        assert_true(surrogate || got == point);
        assert_int_equal(utf8_decode(bytes, size - 1, &got), 0); /* cut short */
    }
    static const char *const BAD[] = {"\x80",
                                      "\xbf",
                                      "\xc0\xaf",
                                      "\xc1\xbf",
                                      "\xe0\x9f\xbf",
                                      "\xf0\x8f\xbf\xbf",
                                      "\xf4\x90\x80\x80",
                                      "\xf8\x88\x80\x80\x80",
                                      "\xfe",
                                      "\xff",
                                      "\xc3(",
                                      "\xe2\x82("};
    for (size_t i = 0; i < COUNT_OF(BAD); i++) assert_int_equal(utf8_decode(BAD[i], strlen(BAD[i]), &got), 0);
}

static void every_character_is_written_as_it_is_read(void **state) {
    (void)state;
    for (uint32_t point = 0; point < 0x110000; point++) {
        char bytes[4];
        uint32_t again = 0;
        if (point >= 0xD800 && point <= 0xDFFF) continue;
        memset(bytes, 0x7E, sizeof bytes);
        const size_t size = utf8_encode(point, bytes);
        assert_int_equal(utf8_decode(bytes, size, &again), size);
        assert_int_equal(again, point);
        for (size_t i = size; i < sizeof bytes; i++) assert_int_equal(bytes[i], 0x7E); /* not written to */
    }
}

static void characters_are_counted(void **state) {
    (void)state;
    assert_int_equal(utf8_length("", 0), 0);
    assert_int_equal(utf8_length("abc", 3), 3);
    assert_int_equal(utf8_length("ü日😀", 9), 3);
    assert_int_equal(utf8_length("a\xff\xff", 3), 3);
    assert_int_equal(utf8_length("a\0b", 3), 3);
    assert_int_equal(utf8_length("日", 2), 2); /* cut short: each byte counts as one */
}

static void numbers_are_written(void **state) {
    (void)state;
    static const int64_t NUMBERS[] = {0, 7, -7, 10, INT64_MAX, INT64_MIN, 1000000};
    for (size_t i = 0; i < COUNT_OF(NUMBERS); i++) {
        char expected[32];
        Text text = {0};
        text_add_int(&text, NUMBERS[i]);
        snprintf(expected, sizeof expected, "%" PRId64, NUMBERS[i]);
        assert_string_equal(text.bytes, expected);
        text_free(&text);
    }
}

static void a_text_grows_and_is_cleared(void **state) {
    (void)state;
    Text text = {0};
    for (int i = 0; i < 1000; i++) text_add_format(&text, "%03d,", i);
    assert_int_equal(text.length, 4000);
    assert_memory_equal(text.bytes + 3996, "999,", 5);
    text_clear(&text);
    assert_string_equal(text.bytes, "");
    text_add_repeat(&text, 'x', 3);
    text_add_bytes(&text, "a\0b", 3);
    assert_memory_equal(text.bytes, "xxxa\0b", 7);
    assert_false(text.failed);
    text_free(&text);
    assert_null(text.bytes);
}

/* ---- names that are near ------------------------------------------------------------------------------ */

static size_t distance(const char *a, const char *b, size_t most) {
    const size_t there = text_distance(a, strlen(a), b, strlen(b), most);
    assert_int_equal(text_distance(b, strlen(b), a, strlen(a), most), there);
    return there;
}

static void distances_between_words(void **state) {
    (void)state;
    static const struct {
        const char *a, *b;
        size_t most, expected;
    } CASES[] = {{"", "", 3, 0},
                 {"seed", "seed", 3, 0},
                 {"seed", "SEED", 3, 0},
                 {"seed", "sed", 3, 1},
                 {"seed", "seeds", 3, 1},
                 {"seed", "sead", 3, 1},
                 {"seed", "sede", 3, 1},
                 {"ab", "ba", 1, 1},
                 {"abcd", "badc", 3, 2},
                 {"", "abc", 3, 3},
                 {"", "abcd", 3, 4},
                 {"kitten", "sitting", 3, 3},
                 {"kitten", "sitting", 2, 3},
                 {"abc", "xyz", 1, 2},
                 {"abcdef", "ghijkl", 3, 4},
                 {"ca", "abc", 3, 3}};
    for (size_t i = 0; i < COUNT_OF(CASES); i++)
        assert_int_equal(distance(CASES[i].a, CASES[i].b, CASES[i].most), CASES[i].expected);
    char words[2][65];
    memset(words, 'a', sizeof words);
    words[0][64] = words[1][64] = '\0';
    words[1][63] = 'b';
    assert_int_equal(distance(words[0], words[1], 3), 1);
    assert_int_equal(text_distance(words[0], 65, words[1], 64, 3), 4); /* longer than 64 bytes: never near */
}

static void the_nearest_of_some_names(void **state) {
    (void)state;
    static const char *const NAMES[] = {"run", "seed", "places", "products", "machines"};
    static const Pair PAIRS[] = {
        {"seeds", "seed"},       {"RUN", "run"},       {"rnu", "run"},  {"machine", "machines"},
        {"prodcts", "products"}, {"palces", "places"}, {"zebra", NULL}, {"ran", "run"},
        {"xyzw", NULL},          {"", NULL},           {"xy", NULL}};
    for (size_t i = 0; i < COUNT_OF(PAIRS); i++) {
        const char *nearest = text_nearest(PAIRS[i].bytes, strlen(PAIRS[i].bytes), NAMES, COUNT_OF(NAMES));
        if (!PAIRS[i].expected)
            assert_null(nearest);
        else if (!nearest)
            fail_msg("nothing is near to '%s'", PAIRS[i].bytes);
        else
            assert_string_equal(nearest, PAIRS[i].expected);
    }
    static const char *const TWINS[] = {"kms1", "kms2"};
    assert_string_equal(text_nearest("kms3", 4, TWINS, 2),
                        "kms1"); /* the first of those that are equally near */
    static const char *const SHORT[] = {"off", "on", "at", "are"};
    assert_string_equal(text_nearest("ar", 2, SHORT, 4), "are"); /* or that begin so */
    assert_null(text_nearest("down", 4, SHORT, 4));              /* on is all another word */
    assert_null(text_nearest("a", 1, NULL, 0));
}

static void a_word_of_a_name_is_akin_to_it(void **state) {
    (void)state;
    static const char *const NAMES[] = {"mon", "initial-grace", "expiry-grace", "office-ltsc", "lease_left"};
    static const Pair PAIRS[] = {{"monday", "mon"},
                                 {"Mon", "mon"},
                                 {"grace", "initial-grace"},
                                 {"expiry", "expiry-grace"},
                                 {"left", "lease_left"},
                                 {"office", "office-ltsc"},
                                 {"race", NULL},
                                 {"offi", NULL},
                                 {"ltsc-office", NULL},
                                 {"", NULL}};
    for (size_t i = 0; i < COUNT_OF(PAIRS); i++) {
        const char *akin = text_akin(PAIRS[i].bytes, strlen(PAIRS[i].bytes), NAMES, COUNT_OF(NAMES));
        if (PAIRS[i].expected)
            assert_string_equal(akin, PAIRS[i].expected);
        else
            assert_null(akin);
    }
}

static void prose_is_one_line_and_safe(void **state) {
    (void)state;
    static const char *const CASES[][2] = {{"One line.\n  Another.\n", "One line. Another."},
                                           {"a\n\n\nb \n", "a b"},
                                           {"", ""},
                                           {"\n", ""},
                                           {"\x1b[2J\nx", "\\x1b[2J x"}};
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        Text text = {0};
        text_add_char(&text, '>');
        text_add_prose(&text, CASES[i][0], 100);
        assert_string_equal(text.bytes + 1, CASES[i][1]);
        text_free(&text);
    }
    Text cut = {0};
    text_add_prose(&cut, "ab\ncd", 3);
    assert_string_equal(cut.bytes, "ab …");
    text_free(&cut);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_for_a_terminal),
        cmocka_unit_test(text_for_a_terminal_cut_short),
        cmocka_unit_test(text_for_json),
        cmocka_unit_test(text_for_xml),
        cmocka_unit_test(text_for_html),
        cmocka_unit_test(text_that_is_only_made_valid),
        cmocka_unit_test(text_for_a_table_of_commas),
        cmocka_unit_test(a_quote_of_ones_own_is_no_guard),
        cmocka_unit_test(text_for_markdown),
        cmocka_unit_test(every_code_is_decoded_or_refused),
        cmocka_unit_test(every_character_is_written_as_it_is_read),
        cmocka_unit_test(characters_are_counted),
        cmocka_unit_test(numbers_are_written),
        cmocka_unit_test(a_text_grows_and_is_cleared),
        cmocka_unit_test(distances_between_words),
        cmocka_unit_test(the_nearest_of_some_names),
        cmocka_unit_test(a_word_of_a_name_is_akin_to_it),
        cmocka_unit_test(prose_is_one_line_and_safe),
    };
    return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}
