/* Events as lines of text: each has one way to be written, and but for spellings of keys nothing else is
 * read. */
#include "tests/test.h"

#include "ui/stage/event.h"

static bool parse(const char *line, StageEvent *out) {
    return event_parse(line, strlen(line), out);
}

/* One of each kind, and what lies at the edges. */
static const char *const LINES[] = {"key Shift+Left",
                                    "key PgDn",
                                    "key Ctrl+S",
                                    "type w",
                                    "type W",
                                    "type U",
                                    "type ä",
                                    "type 😀",
                                    "type U+0020",
                                    "type U+202E",
                                    "type U+FFFE",
                                    "move 12 34",
                                    "move -5 0",
                                    "move 100000 -100000",
                                    "drag 12 34",
                                    "press 0 0",
                                    "release 12 34",
                                    "wheel 12 34 -1",
                                    "wheel 12 34 1000",
                                    "resize 1280 720",
                                    "resize 0 32767",
                                    "tick 0",
                                    "tick 1000",
                                    "drop a b.yaml",
                                    "drop /ü/\\n\\r\\\\n",
                                    "changed",
                                    "quit"};

static void every_line_is_written_again_as_it_was_read(void **state) {
    (void)state;
    unsigned kinds = 0;
    for (size_t i = 0; i < sizeof LINES / sizeof *LINES; i++) {
        StageEvent event;
        Text again = {0};
        if (!parse(LINES[i], &event)) fail_msg("%s is not read", LINES[i]);
        kinds |= 1u << event.kind;
        event_add(&again, &event);
        text_add_char(&again, '\0');
        assert_int_equal(strcspn(again.bytes, "\n"), strlen(LINES[i]));
        again.bytes[strlen(LINES[i])] = '\0';
        assert_string_equal(again.bytes, LINES[i]);
        text_free(&again);
    }
    assert_int_equal(kinds, (1u << EVENT_KINDS) - 1); /* none was forgotten here */
}

static void what_a_line_says_is_what_the_event_holds(void **state) {
    (void)state;
    StageEvent event;
    assert_true(parse("key Shift+Left", &event));
    assert_int_equal(event.chord.key, KEY_LEFT);
    assert_int_equal(event.chord.mods, MOD_SHIFT);
    assert_true(parse("type 😀", &event));
    assert_int_equal(event.chord.key, 0x1F600);
    assert_true(parse("type U+0020", &event));
    assert_int_equal(event.chord.key, ' ');
    assert_true(parse("drag -3 4", &event));
    assert_int_equal(event.kind, EVENT_OF_MOVING);
    assert_true(event.held);
    assert_int_equal(event.x, -3);
    assert_int_equal(event.y, 4);
    assert_true(parse("move 1 2", &event));
    assert_false(event.held);
    assert_true(parse("wheel 1 2 -3", &event));
    assert_int_equal(event.amount, -3);
    assert_true(parse("resize 7 8", &event));
    assert_int_equal(event.width, 7);
    assert_int_equal(event.height, 8);
    assert_true(parse("drop a\\nb\\\\c", &event));
    assert_string_equal(event.path, "a\nb\\c");
}

static const char *const NO_EVENTS[] = {"",
                                        "key",
                                        "key ",
                                        "key  w",
                                        "key Shift+Nowhere",
                                        "keys w",
                                        "type",
                                        "type ",
                                        "type  ",
                                        "type ww",
                                        "type U+",
                                        "type U+0",
                                        "type \xff",
                                        "type U+0041",
                                        "type U+00020",
                                        "type U+202e",
                                        "type U+D800",
                                        "type U+110000",
                                        "type \x01",
                                        "move",
                                        "move 1",
                                        "move 1 ",
                                        "move 1  2",
                                        "move 1 2 ",
                                        "move 1 2 3",
                                        "move 01 2",
                                        "move -0 2",
                                        "move + 2",
                                        "move 1.5 2",
                                        "move 100001 0",
                                        "move 0 99999999999",
                                        "wheel 1 2",
                                        "wheel 1 2 1001",
                                        "resize 1",
                                        "resize -1 5",
                                        "resize 32768 1",
                                        "tick",
                                        "tick -1",
                                        "tick 1001",
                                        "drop",
                                        "drop ",
                                        "drop a\\x",
                                        "drop a\\",
                                        "drop a\nb",
                                        "changed ",
                                        "quit now",
                                        " quit",
                                        "Quit"};

static void nothing_else_is_an_event(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof NO_EVENTS / sizeof *NO_EVENTS; i++) {
        StageEvent event;
        if (parse(NO_EVENTS[i], &event)) fail_msg("'%s' is read as an event", NO_EVENTS[i]);
    }
    StageEvent event;
    assert_false(event_parse("quit\0", 5, &event));
    assert_false(event_parse("drop a\0b", 8, &event));
    assert_false(event_parse("type U+\0\0\0\0", 11, &event));
}

static void of_what_is_no_event_it_is_said_what_was_expected_and_where(void **state) {
    (void)state;
    static const struct {
        const char *line;
        size_t from;
        const char *help;
    } CASES[] = {
        {"tock 5", 0,
         "expected: key, type, move, drag, press, release, wheel, resize, tick, drop, changed, quit"},
        {"", 0, "expected: key, "},
        {" quit", 0, "expected: key, "},
        {"key Sift+Left", 4, "expected: a key, as in 'key Shift+Left'"},
        {"type", 4, "expected: one character, as in 'type w'"},
        {"press 3", 6, "expected: x and y, of -100000 to 100000"},
        {"wheel 3 4 1001", 6, "to 100000, and notches, -1000 to 1000"},
        {"resize 1", 7, "expected: width and height, 0 to 32767"},
        {"tick 1001", 5, "expected: milliseconds, 0 to 1000"},
        {"drop ", 5, "expected: a path of at most 4095 bytes; in it stand \\n, \\r and \\\\"},
        {"quit now", 5, "expected: nothing behind 'quit'"}};
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        Text help = {0};
        assert_int_equal(event_expect(&help, CASES[i].line, strlen(CASES[i].line)), CASES[i].from);
        if (!strstr(text_bytes(&help), CASES[i].help)) fail_msg("%s: %s", CASES[i].line, text_bytes(&help));
        text_free(&help);
    }
}

static void the_longest_path_is_kept_and_a_longer_one_is_no_event(void **state) {
    (void)state;
    Text line = {0};
    StageEvent event;
    text_add(&line, "drop ");
    text_add_repeat(&line, 'a', EVENT_PATH - 1);
    assert_true(event_parse(line.bytes, line.length, &event));
    assert_int_equal(strlen(event.path), EVENT_PATH - 1);
    text_add_char(&line, 'a');
    assert_false(event_parse(line.bytes, line.length, &event));
    text_free(&line);
}

/* Every key there is, with what may be held with it. */
static void every_chord_comes_back(void **state) {
    (void)state;
    for (uint32_t key = ' '; key < KEY_END_OF_NAMED; key = key == '~' ? KEY_NAMED : key + 1)
        for (uint8_t mods = 0; mods < 4; mods++) {
            const StageEvent event = {.kind = EVENT_OF_KEY, .chord = {key, mods}};
            StageEvent again;
            Text line = {0};
            const bool is_letter = key >= 'A' && key <= 'Z';
            if (is_letter || (key < KEY_NAMED && (mods & MOD_SHIFT)))
                continue; /* a character says what it is */
            event_add(&line, &event);
            if (!event_parse(line.bytes, line.length - 1, &again)) fail_msg("not read: %s", line.bytes);
            assert_int_equal(action_of(again.chord), action_of(event.chord));
            if (key >= KEY_NAMED) assert_int_equal(again.chord.key, key);
            assert_int_equal(again.chord.mods, mods);
            text_free(&line);
        }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_line_is_written_again_as_it_was_read),
        cmocka_unit_test(what_a_line_says_is_what_the_event_holds),
        cmocka_unit_test(nothing_else_is_an_event),
        cmocka_unit_test(of_what_is_no_event_it_is_said_what_was_expected_and_where),
        cmocka_unit_test(the_longest_path_is_kept_and_a_longer_one_is_no_event),
        cmocka_unit_test(every_chord_comes_back),
    };
    return cmocka_run_group_tests_name("event", tests, NULL, NULL);
}
