/* Sequences and states as text for Mermaid and Graphviz: it is of their languages, and says what was meant.
 */
#include "tests/test.h"

#include "tests/support/drawn_text.h"
#include "tests/support/easel.h"
#include "tests/support/long_names.h"
#include "ui/figures/dot.h"
#include "ui/figures/mermaid.h"

typedef bool Write(const FigureRequest *request, Text *out);
typedef Drawn *Read(const char *text);

static const struct {
    Write *write;
    Read *read;
} FORMATS[] = {{figure_mermaid, drawn_read_mermaid}, {figure_dot, drawn_read_dot}};

enum { MERMAID, DOT, FORMAT_COUNT };

static Drawn *written(Easel *easel, FigureKind kind, int format) {
    Text text = {0};
    easel->request.kind = kind;
    assert_true(FORMATS[format].write(&easel->request, &text));
    Drawn *drawn = FORMATS[format].read(text.bytes);
    text_free(&text);
    return drawn;
}

static Drawn *written_once(const char *yaml, FigureKind kind, int format) {
    Easel *easel = easel_of(yaml, kind, 1600);
    Drawn *drawn = written(easel, kind, format);
    easel_close(easel);
    return drawn;
}

/* ---- the languages ------------------------------------------------------------------------------------ */

static void read_back(Easel *easel, const char *path) {
    static const int WIDTHS[] = {480, 1600};
    (void)path;
    for (int w = 0; w < 2; w++)
        for (int format = 0; format < FORMAT_COUNT; format++)
            for (FigureKind kind = FIGURE_SEQUENCE; kind <= FIGURE_STATES; kind++) {
                easel->request.width_px = WIDTHS[w];
                Drawn *drawn = written(easel, kind, format);
                assert_string_equal(drawn->title, easel->scene->plan.title);
                drawn_free(drawn);
            }
}

static void every_shipped_scenario_can_be_read_back(void **state) {
    (void)state;
    easel_show_shipped(FIGURE_STATES, read_back);
}

static void names_of_40_characters_are_whole(void **state) {
    (void)state;
    char *yaml = long_names(30);
    for (int format = 0; format < FORMAT_COUNT; format++) {
        Drawn *sequence = written_once(yaml, FIGURE_SEQUENCE, format);
        assert_true(drawn_has_node(sequence, "wwwwwwwwww-wwwwwwwwww-wwwwwwwwww-wwwwwww-1"));
        assert_true(drawn_has_node(sequence, "WWWWWWWWWW.WWWWWWWWWW.WWWWWWWWWW.WWWWWWh"));
        drawn_free(sequence);
        Drawn *states = written_once(yaml, FIGURE_STATES, format);
        assert_true(drawn_has_node(states, "pppppppppp-PPPPPPPPPP-pppppppppp-PPPPPPP"));
        drawn_free(states);
    }
    free(yaml);
}

/* ---- hostile words ------------------------------------------------------------------------------------ */

static const char *const WORDS[] = {
    "plain",
    "a: b; c # d %% e",
    "<script>alert(1)</script> & &amp; &lt;",
    "\"quoted\" 'quoted' `quoted`",
    "back\\slash \\n \\N \\\" \\",
    "end state note [*] --> -x } {",
    "#59; #quot; #35",
    "Ünïcödé 日本語 עברית 🦊",
    "direction TB",
    "(a) [b] {c} |d|",
    "",
};

static void hostile_words_of_a_label_come_back_as_they_were(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
        Text mermaid = {0}, dot = {0};
        text_add(&mermaid, "sequenceDiagram\n    participant l0 as ");
        mermaid_add_words(&mermaid, WORDS[i]);
        text_add(&mermaid, "\n");
        Drawn *drawn = drawn_read_mermaid(mermaid.bytes);
        assert_string_equal(drawn->nodes[0].label, WORDS[i]);
        drawn_free(drawn);
        text_add(&dot, "digraph g {\n  a [label=");
        dot_add_string(&dot, WORDS[i]);
        text_add(&dot, "];\n}\n");
        drawn = drawn_read_dot(dot.bytes);
        assert_string_equal(drawn->nodes[0].label, WORDS[i]);
        drawn_free(drawn);
        text_free(&mermaid);
        text_free(&dot);
    }
}

static void a_hostile_title_comes_back_as_it_was(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
        for (int format = 0; format < FORMAT_COUNT; format++) {
            Easel *easel =
                easel_of("title: t\nrun: 1d\nhosts: {k: {}}\nmachines: {m: {product: office-ltsc}}\n",
                         FIGURE_STATES, 800);
            easel->request.title = WORDS[i];
            Drawn *drawn = written(easel, FIGURE_STATES, format);
            if (drawn->title) assert_string_equal(drawn->title, WORDS[i]);
            assert_true(drawn->title || !*WORDS[i]);
            drawn_free(drawn);
            easel_close(easel);
        }
}

static void what_might_turn_text_around_is_replaced(void **state) {
    (void)state;
    Text mermaid = {0}, dot = {0};
    mermaid_add_words(&mermaid, "a\xE2\x80\xAE"
                                "b\x07"
                                "c\xFF");
    dot_add_string(&dot, "a\xE2\x80\xAE"
                         "b\x07"
                         "c\xFF");
    assert_string_equal(mermaid.bytes, "a#65533;b#65533;c#65533;");
    assert_string_equal(dot.bytes, "\"a\xEF\xBF\xBD"
                                   "b\xEF\xBF\xBD"
                                   "c\xEF\xBF\xBD\"");
    text_free(&mermaid);
    text_free(&dot);
    for (int format = 0; format < FORMAT_COUNT; format++) {
        Drawn *drawn =
            written_once("title: \"a\\u202eb\\ac\"\nrun: 1d\nmachines: {m: {product: windows-ad}}\n",
                         FIGURE_STATES, format);
        assert_string_equal(drawn->title, "a\uFFFDb\uFFFDc");
        drawn_free(drawn);
    }
}

/* ---- what is said ------------------------------------------------------------------------------------- */

static const char FIFTH[] = "title: The fifth laptop\nstart: 2026-01-05 08:00\nrun: 14d\nhosts: {kms1: {}}\n"
                            "machines:\n"
                            "  marketing: {product: office-ltsc, count: 4}\n"
                            "  sarah: {product: office-ltsc, starts: 2d1h}\n"
                            "changes: [{at: 10d, host: kms1, do: down}]\n";

static void a_sequence_tells_who_was_told_what(void **state) {
    (void)state;
    for (int format = 0; format < FORMAT_COUNT; format++) {
        Drawn *drawn = written_once(FIFTH, FIGURE_SEQUENCE, format);
        assert_true(drawn_has_node(drawn, "marketing-4"));
        assert_true(drawn_has_node(drawn, "kms1"));
        assert_true(drawn_has_words(drawn, "count 4 of 5, refused"));
        assert_true(drawn_has_words(drawn, "count 5 of 5, granted"));
        drawn_free(drawn);
    }
    Drawn *drawn = written_once(FIFTH, FIGURE_SEQUENCE, MERMAID);
    assert_true(drawn_has_words(drawn, "kms1 goes down"));
    assert_true(drawn_has_words(
        drawn, "marketing-1 to marketing-4 ask again every 2h, 24 times each: count 4 of 5, refused"));
    drawn_free(drawn);
}

static void an_arrow_to_nobody_differs_from_a_refusal(void **state) {
    (void)state;
    Drawn *drawn = written_once("title: t\nrun: 3h\nhosts: {k: {up: false}}\n"
                                "machines: {m: {product: office-ltsc, use: k}}\n"
                                "changes: [{at: 1h, host: k, do: up}]\n",
                                FIGURE_SEQUENCE, MERMAID);
    size_t lost = 0, answered = 0;
    for (size_t i = 0; i < drawn->arrow_count; i++) {
        lost += strcmp(drawn->arrows[i].shape, "-x") == 0;
        answered += strcmp(drawn->arrows[i].shape, "-->>") == 0;
    }
    assert_int_equal(lost, 1);
    assert_int_equal(answered, 1);
    assert_true(drawn_has_words(drawn, "no answer, it is down"));
    assert_true(drawn_has_words(drawn, "count 1 of 5, refused"));
    drawn_free(drawn);
}

static void states_of_a_product_have_its_figures_and_states_of_a_run_their_counts(void **state) {
    (void)state;
    for (int format = 0; format < FORMAT_COUNT; format++) {
        Easel *easel = easel_of(FIFTH, FIGURE_STATES, 800);
        Drawn *run = written(easel, FIGURE_STATES, format);
        assert_true(drawn_has_words(run, "granted (a count of 5 or more) 5 times"));
        drawn_free(run);
        easel->request.product = &BUILTIN_PRODUCTS[product_find_builtin("windows-client")].product;
        Drawn *product = written(easel, FIGURE_STATES, format);
        assert_string_equal(product->title, "The life of windows-client");
        assert_true(drawn_has_words(product, "granted (a count of 25 or more)"));
        assert_true(drawn_has_words(product, "lease-over (180d after the last grant, assumed)"));
        assert_false(drawn_has_node(product, "expiry-grace"));
        drawn_free(product);
        easel_close(easel);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_shipped_scenario_can_be_read_back),
        cmocka_unit_test(names_of_40_characters_are_whole),
        cmocka_unit_test(hostile_words_of_a_label_come_back_as_they_were),
        cmocka_unit_test(a_hostile_title_comes_back_as_it_was),
        cmocka_unit_test(what_might_turn_text_around_is_replaced),
        cmocka_unit_test(a_sequence_tells_who_was_told_what),
        cmocka_unit_test(an_arrow_to_nobody_differs_from_a_refusal),
        cmocka_unit_test(states_of_a_product_have_its_figures_and_states_of_a_run_their_counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
