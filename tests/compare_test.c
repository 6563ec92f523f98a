/* What `compare` says: a change from outside is judged and carried out as if it stood behind the file's own,
 * two files are held against each other by what they say and not by where it stands, and a first difference
 * is the first. */
#include "tests/support/call.h"

#include "sim/run/difference.h"
#include "tests/support/scene.h"

#define FLEET                                                                                                \
    "about: a\nrun: 40d\nhosts: {kms1: {}, kms2: {published: false}}\n"                                      \
    "machines:\n  lab: {product: office-ltsc, count: 5}\n  pc: {product: windows-ad, starts: 2d}\n"
#define CHANGES "changes:\n  - {at: 10d, host: kms1, do: down}\n  - {at: 10d, machines: pc, power: off}\n"
#define CLAIMS                                                                                               \
    "expect:\n  - {at: 1d, machines: lab, are: licensed}\n  - {at: 11d, host: kms1, pool: office, count: "   \
    "5}\n  - {at: 30d, machines: pc, are: licensed}\n"
#define LESSON                                                                                               \
    "lesson:\n  - at: 0d\n    ask: \"Who \\\"wins\\\"?\"\n    choices:\n"                                    \
    "      - {say: \"All.\", if: {at: 1d, machines: lab, are: licensed}}\n"                                  \
    "      - {say: \"None.\", if: {at: 1d, machines: lab, are: licensed, count: 0}}\n"

/* ---- changes that are wrong -------------------------------------------------------------------------------
 */

static const CallRow ROWS[] = {
    {.name = "a_change_of_an_unknown_host_is_shown_in_its_own_text_with_what_may_have_been_meant",
     .yaml = FLEET,
     .line = "leaselab compare x.yaml --change '{at: 3d, host: kms3, do: down}'",
     .status = 2,
     .err = {"--change:1:16: error: host 'kms3' is unknown; expected a host [unknown-name]\n",
             "     1 | {at: 3d, host: kms3, do: down}\n       |                ^~~~\n",
             "       = did you mean 'kms1'?\n"}},
    {.name = "a_change_past_the_run_is_refused",
     .yaml = FLEET,
     .line = "leaselab compare x.yaml --change '{at: 41d, host: kms1, do: down}'",
     .status = 2,
     .err = {"--change:1:6: error: ", "after the end of the run (40d)"}},
    {.name = "a_change_to_a_machine_that_is_not_there_yet_is_refused",
     .yaml = FLEET,
     .line = "leaselab compare x.yaml --change '{at: 1d, machines: pc, power: off}'",
     .status = 2,
     .err = {"--change:1:20: error: 'pc' is not there at 1d: it starts at 2d [not-there-yet]\n", "^~"}},
    {.name = "a_machine_that_one_change_retires_is_not_there_for_the_next",
     .yaml = FLEET,
     .line = "leaselab compare x.yaml -c '{at: 3d, machines: pc, retire: now}' -c '{at: 4d, machines: pc, "
             "power: off}'",
     .status = 2,
     .err = {"--change:1:20: error: 'pc' is not there at 4d: it was retired before [retired]\n"}},
    {.name = "a_change_that_makes_one_of_the_file_impossible_is_refused_there",
     .yaml = FLEET CHANGES,
     .line = "leaselab compare x.yaml -c '{at: 3d, machines: pc, retire: now}'",
     .status = 2,
     .err = {"x.yaml:9:25: error: 'pc' is not there at 10d: it was retired before [retired]\n"}},
    {.name = "a_change_carried_out_too_often_is_refused_where_it_stands",
     .yaml = FLEET CHANGES,
     .line = "leaselab compare x.yaml -c '{at: 3d, host: kms1, do: up}' -c '{at: 0m, every: 1m, host: kms1, "
             "do: up}' -c '{at: 0m, every: 1m, host: kms1, do: up}'",
     .status = 2,
     .err = {"--change:1:1: error: changes are carried out 115205 times; at most 100000 [too-many]\n",
             "     1 | {at: 0m, every: 1m,"}},
    {.name = "every_change_that_is_wrong_is_told_of_at_once",
     .yaml = FLEET,
     .line =
         "leaselab compare x.yaml -c '{at: 3, host: kms1, do: down}' -c '{at: 3d, host: kms1, do: dwn}' -c "
         "'{at: 3d}'",
     .status = 2,
     .err = {"--change:1:6: error: ", "the unit is missing", "--change:1:26: error: do cannot be 'dwn'",
             "did you mean 'down'?", "--change:1:1: error: a change needs"}},
    {.name = "a_change_is_judged_also_where_the_file_is_wrong_and_nothing_is_said_twice",
     .yaml = FLEET "seeds: 3\n",
     .line =
         "leaselab compare x.yaml -c '{at: 3d, host: kms3, do: down}' 2>err; status=$?; cat err >&2; grep -c "
         "seeds: err >&2; exit $status",
     .status = 2,
     .err = {"x.yaml:7:1: error: unknown key 'seeds'", "--change:1:16: error: host 'kms3'", "\n1\n"}},
    {.name = "keys_without_braces_are_told_what_to_write",
     .yaml = FLEET,
     .line = "leaselab compare x.yaml -c 'at: 3d, host: kms1, do: down'",
     .status = 2,
     .err = {"--change:1:13: error: ",
             "written like an entry of `changes`: {at: 30d, host: kms1, do: down}\n"}},
    {.name = "a_change_that_says_nothing_is_refused",
     .yaml = FLEET,
     .line = "leaselab compare x.yaml -c '# {at: 3d}'",
     .status = 2,
     .err = {"--change:1:1: error: the change says nothing [empty]\n"}},
    {.name = "a_change_is_one_map",
     .yaml = FLEET,
     .line =
         "leaselab compare x.yaml -c '[{at: 3d, host: kms1, do: down}]' -c kms1 -c '{at: 3d, host: kms1, do: "
         "down}\n--- {}'",
     .status = 2,
     .err = {"--change:1:1: error: a change is a list; expected a map", "a change is a single value",
             "--change:2:1: error: a second document"}},
    {.name = "hostile_changes_are_shown_harmless",
     .yaml = FLEET,
     .line =
         "e=$(printf '\\033'); leaselab compare x.yaml -c \"{at: 1d, host: \\\"${e}[2J\\\", do: down}\" -c "
         "\"{at: 1d, '%s%n': '$(printf '\\342\\200\\256')x'}\" -c \"$(printf 'a: \\377')\" -c '*a' -c '{{{{'",
     .status = 2,
     .err = {"--change:1:17: error: a control character (U+001B) is not allowed here", "\\x1b[2J",
             "unknown key '%s%n' in a change", "\\u202e", "the byte \\xff is not valid UTF-8", "aliases"}},
    {.name = "ten_thousand_brackets_are_refused",
     .yaml = FLEET,
     .line = "leaselab compare x.yaml -c \"$(printf '%10000s' | tr ' ' '[')\"",
     .status = 2,
     .err = {"--change:1:17: error: lists and maps are nested more than 16 deep"}},
    {.name = "a_long_change_is_shown_in_part",
     .yaml = FLEET,
     .line =
         "leaselab compare x.yaml -c \"{at: 1d, host: $(printf '%100000s' | tr ' ' k), do: down}\" 2>err; "
         "echo $?; wc -c <err",
     .out = {"2\n"}},
    {.name = "a_change_and_two_files_are_too_much",
     .yaml = FLEET,
     .line = "leaselab compare x.yaml x.yaml -c '{at: 3d, host: kms1, do: down}'",
     .status = 2,
     .err = {"'compare' takes one FILE with --change, and 'x.yaml' is too much\n"}},
    {.name = "one_file_and_no_change_are_too_little",
     .yaml = FLEET,
     .line = "leaselab compare x.yaml",
     .status = 2,
     .err = {"'compare' needs two FILEs, or one and --change CHANGE\n"}},
    {.name = "a_change_without_any_file_is_too_little",
     .line = "leaselab compare -c '{at: 3d, host: kms1, do: down}'",
     .status = 2,
     .err = {"'compare' needs a FILE\n"}},
    {.name = "a_file_that_is_not_there_is_not_changed",
     .line = "leaselab compare nosuch.yaml -c '{at: 3d, host: kms1, do: down}'",
     .status = 3,
     .err = {"cannot read 'nosuch.yaml'"},
     .lacks = "--change"},
    {.name = "thirty_three_changes_are_too_many",
     .yaml = FLEET,
     .line = "leaselab compare x.yaml $(printf -- '-c{at:1d} %.0s' $(seq 33))",
     .status = 2,
     .err = {"--change can be given 32 times at most\n"}},

    /* ---- what is told ---- */
    {.name = "a_host_that_dies_is_seen_from_its_first_minute_to_the_claims",
     .yaml = FLEET CLAIMS,
     .line = "leaselab compare x.yaml --change '{at: 1h, host: kms1, do: down}' --change '{at: 0m, every: "
             "5d, host: "
             "kms1, do: rebuild}'",
     .out = {"They first differ at 0m (Mon 5 Jan 2026 00:00):\n",
             "  second   0m                  kms1 is rebuilt (what if)\n", "What came out otherwise\n",
             "  at 11d: kms1 counts 5 of office (line 9)\n    first   held\n    second  FAILED  at 11d the "
             "count was 0"},
     .lacks = "line 10"},
    {.name = "a_change_that_does_nothing_is_the_only_difference",
     .yaml = FLEET CLAIMS LESSON,
     .line = "leaselab compare x.yaml --change '{at: 3d, host: kms1, do: up}'",
     .out = {"  first    nothing (more) happens in that minute\n", "kms1 comes up (what if)\n"},
     .lacks = "otherwise"},
    {.name = "a_question_with_another_answer_is_told_with_both",
     .yaml = FLEET LESSON,
     .line = "leaselab compare x.yaml -c '{at: 0m, machines: all, power: off}'",
     .out = {"What came out otherwise\n", "  Who \"wins\"? (line 8)\n    first   All.\n    second  None.\n"}},
    {.name = "a_question_without_one_true_answer_has_failed",
     .yaml = FLEET LESSON,
     .line = "leaselab compare x.yaml -c '{at: 23h59m, machines: \"lab[1]\", retire: now}'",
     .out = {"claims and questions failed                                  0              1  *\n",
             "    first   All.\n    second  FAILED  exactly one choice must turn out true\n"}},
    {.name = "standard_input_can_be_compared_with_itself_and_a_change",
     .yaml = FLEET,
     .line = "leaselab compare - -c '{at: 39d, host: kms1, do: down}' <x.yaml",
     .out = {"They first differ at 39d"}},
    {.name = "groups_and_hosts_of_only_one_of_two_files_have_no_figure_in_the_other",
     .yaml = "about: a\nrun: 1d\nhosts: {both: {}, here: {}}\n"
             "machines: {mine: {product: windows-ad}, ours: {product: office-ltsc, count: 5}}\n",
     .line =
         "sed -e s/here:/there:/ -e s/mine/yours/ x.yaml >y.yaml; leaselab compare x.yaml y.yaml | grep -e "
         "'licensed at' -e office; leaselab compare y.yaml x.yaml | grep -c -e –",
     .out = {"  mine                 licensed at the end                     1              –  *\n",
             "  ours                 licensed at the end                     5              5\n",
             "  yours                licensed at the end                     –              1  *\n",
             "  here                 count of office at the end              ", "              –  *\n",
             "  there                count of office at the end              –              ", "10\n"}},
    {.name = "the_figures_of_each_row_end_in_one_column",
     .yaml = "about: a\nrun: 1d\nhosts: {k: {}}\nmachines: {pc: {product: windows-client}}\n",
     .line = "leaselab compare x.yaml x.yaml 2>/dev/null | grep -e 'at the end'",
     .out = {"  pc                   licensed at the end                     0              0\n"
             "  k                    count of office at the end              0              0\n"
             "  k                    count of windows at the end             1              1\n"}},
    {.name = "warnings_of_the_file_are_told_once",
     .yaml = "about: a\nrun: 1d\nmachines: {pc: {product: windows-client}}\n",
     .line = "leaselab compare x.yaml -c '{at: 1h, machines: all, power: off}' 2>&1 >out | grep -c warning",
     .out = {"1\n"}},
};

/* ---- as if it stood behind the file's own -----------------------------------------------------------------
 */

/* Takes away what tells a change's line. */
static void forget_lines(char *told) {
    static const char *const MARKS[] = {" (what if)", " (line 10)", " (line 11)"};
    for (size_t m = 0; m < sizeof MARKS / sizeof *MARKS; m++)
        for (char *at; (at = strstr(told, MARKS[m]));)
            memmove(at, at + strlen(MARKS[m]), strlen(at + strlen(MARKS[m])) + 1);
}

static void a_change_is_carried_out_as_if_it_stood_behind_those_of_the_file(void **state) {
    static const char *const MORE[] = {
        "{at: 10d, host: kms1, do: up}",
        "{at: 10d, machines: all, attempt: now}",
        "{at: 10d, machines: pc, power: on}",
        "{at: 0m, every: 3d, until: 20d, machines: \"lab[2..3]\", reimage: new-id}",
        "{at: 9d, host: kms1, set: {renewal: 1d}}",
        "{at: 10d, place: office, block: [dns, kms1]}",
        "{at: 12d, service: directory, do: down}",
    };
    (void)state;
    call_put("x.yaml", FLEET CHANGES);
    for (size_t i = 0; i < sizeof MORE / sizeof *MORE; i++)
        for (size_t j = 0; j < sizeof MORE / sizeof *MORE; j++) {
            char yaml[2000], line[500];
            snprintf(yaml, sizeof yaml, FLEET CHANGES "  - %s\n  - %s\n", MORE[i], MORE[j]);
            call_put("y.yaml", yaml);
            snprintf(line, sizeof line, "leaselab compare x.yaml -c '%s' --change '%s'", MORE[i], MORE[j]);
            char *changed = call_out(line), *written = call_out("leaselab compare x.yaml y.yaml");
            assert_non_null(strstr(changed, " (what if)"));
            forget_lines(changed);
            forget_lines(written);
            assert_string_equal(changed, written);
            free(changed);
            free(written);
        }
}

/* ---- what is the same, whatever its line ------------------------------------------------------------------
 */

static void remarks_and_the_order_of_sections_make_no_difference(void **state) {
    (void)state;
    call_put("x.yaml", FLEET CHANGES CLAIMS LESSON);
    call_put("y.yaml", "# a remark\n" LESSON "\n" CLAIMS "# another\n" CHANGES "\n\n" FLEET);
    char *told = call_out("leaselab compare x.yaml y.yaml");
    assert_int_equal(count_of(told, "The same things happen in both.\n"), 1);
    assert_int_equal(count_of(told, "*"), 0);
    assert_int_equal(count_of(told, "otherwise"), 0);
    free(told);
}

static void claims_are_compared_with_those_that_read_the_same(void **state) {
    (void)state;
    call_put("x.yaml", FLEET CLAIMS "  - {at: 1d, machines: lab, are: licensed}\n");
    call_put("y.yaml", FLEET "changes: [{at: 0m, host: kms1, do: down}]\nexpect:\n"
                             "  - {at: 2d, machines: lab, are: licensed}\n"
                             "  - {at: 24h, machines: \"lab[1..5]\", are: licensed}\n"
                             "  - {at: 30d, machines: pc, are: licensed}\n");
    char *told = call_out("leaselab compare x.yaml y.yaml");
    assert_int_equal(count_of(told, "\n    first   held\n    second  FAILED  "), 1);
    assert_int_equal(count_of(told, "  at 1d: lab are licensed (lines 8 and 10)\n"), 1);
    free(told);
}

/* ---- the first difference ---------------------------------------------------------------------------------
 */

typedef struct {
    const char *a, *b;
    const char *at;     /* NULL: there is none */
    int kind_a, kind_b; /* RowKind, or -1 where nothing more happens */
} Pair;

#define PC "machines: {pc: {product: windows-ad}}\n"

static const Pair PAIRS[] = {
    {"run: 9d\n" PC, "run: 9d\nseed: 7\n" PC, NULL, -1, -1},
    {"run: 9d\n" PC, "run: 20d\n" PC, "14d", -1, ROW_ATTEMPT},
    {"run: 20d\n" PC, "run: 9d\n" PC, "14d", ROW_ATTEMPT, -1},
    {"run: 9d\n" PC, "run: 9d\nmachines: {pc: {product: windows-ad, count: 2}}\n", "0m", ROW_INSTALL,
     ROW_INSTALL},
    {"run: 9d\n" PC, "run: 9d\nmachines: {pc: {product: windows-ad}, a: {product: windows-ad, starts: 3d}}\n",
     "3d", -1, ROW_INSTALL},
    {"run: 9d\n" PC "changes: [{at: 7d, service: directory, do: down}]\n",
     "run: 9d\n" PC "changes: [{at: 7d, service: directory, do: up}]\n", "7d", ROW_CHANGE, ROW_CHANGE},
    {"run: 9d\n" PC
     "changes: [{at: 3d, machines: pc, move: offline}, {at: 5d, machines: pc, move: office}]\n",
     "run: 9d\n" PC "changes: [{at: 3d, machines: all, move: offline}]\n", "5d", ROW_CHANGE, -1},
    {"run: 9d\n" PC "expect: [{at: 2d, machines: pc, are: licensed}]\n",
     "run: 9d\n" PC "expect: [{at: 2d, machines: pc, are: notification}]\n", "2d", ROW_EXPECT, ROW_EXPECT},
    /* Machines and hosts go by their names, not by their numbers. */
    {"run: 9d\nhosts: {a: {}, b: {published: false}}\n"
     "machines: {x: {product: office-ltsc, count: 5}, late: {product: windows-ad, starts: 8d}}\n",
     "run: 9d\nhosts: {b: {published: false}, a: {}}\n"
     "machines: {late: {product: windows-ad, starts: 8d}, x: {product: office-ltsc, count: 5}}\n",
     NULL, -1, -1},
    {"run: 9d\nhosts: {a: {}}\nmachines: {x: {product: office-ltsc}}\n",
     "run: 9d\nhosts: {b: {}}\nmachines: {x: {product: office-ltsc}}\n", "0m", ROW_ATTEMPT, ROW_ATTEMPT},
    /* They are refused alike, but one asks again later. */
    {"run: 9d\nhosts: {a: {}}\nmachines: {x: {product: office-ltsc}}\n",
     "run: 9d\nhosts: {a: {retry: 3h}}\nmachines: {x: {product: office-ltsc}}\n", "0m", ROW_ATTEMPT,
     ROW_ATTEMPT},
};

static void assert_row(bool there, const Row *row, int kind) {
    assert_int_equal(there, kind >= 0);
    if (there) assert_int_equal(row->kind, kind);
}

static void the_first_row_that_is_told_otherwise_is_the_first_difference(void **state) {
    (void)state;
    for (size_t p = 0; p < sizeof PAIRS / sizeof *PAIRS; p++) {
        const Pair *pair = &PAIRS[p];
        Scene *a = scene_read(pair->a), *b = scene_read(pair->b);
        Difference found;
        assert_true(difference_find(a->run, b->run, NULL, NULL, &found));
        assert_int_equal(found.at, pair->at ? scene_minute(pair->at) : NEVER);
        assert_row(found.in_a, &found.a, pair->kind_a);
        assert_row(found.in_b, &found.b, pair->kind_b);
        assert_int_equal(run_head(a->run)->now, a->plan.run_min);
        assert_int_equal(run_head(b->run)->now, b->plan.run_min);
        scene_close(a);
        scene_close(b);
    }
}

int main(void) {
    call_add_rows(ROWS, sizeof ROWS / sizeof *ROWS);
    CALL_ADD(a_change_is_carried_out_as_if_it_stood_behind_those_of_the_file);
    CALL_ADD(remarks_and_the_order_of_sections_make_no_difference);
    CALL_ADD(claims_are_compared_with_those_that_read_the_same);
    CALL_ADD(the_first_row_that_is_told_otherwise_is_the_first_difference);
    return call_run_group("compare");
}
