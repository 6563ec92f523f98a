/* The trace as other programs get it: the same rows as JSON Lines, CSV and Perfetto events, and where they
 * go. */
#include "tests/support/call.h"

#include <sys/stat.h>
#include <unistd.h>

#include "sim/base/chance.h"
#include "sim/run/trace.h"
#include "tests/support/scene.h"

enum { KEYS = 17, CELL = 64 };

static const char *const KEY_NAMES[KEYS] = {"t",   "what",      "who",       "line", "host", "result",
                                            "got", "count",     "threshold", "pool", "id",   "from",
                                            "to",  "lease_end", "grace_end", "due",  "rule"};
#define CSV_HEAD                                                                                             \
    "t,what,who,line,host,result,got,count,threshold,pool,id,from,to,lease_end,grace_end,due,rule\r\n"

/* Shipped scenarios in which, between them, rows of every kind occur. */
static const char *const SHIPPED[] = {"fifth-laptop",
                                      "retired-machines-still-count",
                                      "rearm-and-its-limit",
                                      "restart-that-forgets",
                                      "host-key-spent",
                                      "signed-out",
                                      "every-answer-in-every-state"};
enum { SHIPPED_COUNT = sizeof SHIPPED / sizeof *SHIPPED };

static char *traced(const char *scenario, const char *format) {
    char line[200];
    snprintf(line, sizeof line, "leaselab trace %s --format %s", scenario, format);
    return call_out(line);
}

/* ---- pieces that are used again ---------------------------------------------------------------------------
 */

/* As long as a name may be. */
#define LONG  "abcdefghijklmnopqrstuvwxyz0123456789._-K"
#define LONG2 "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-k"

static const char MANY[] =
    "run: 40d\nseed: 5\nhosts: {h0: {}, h1: {}, h2: {}, h3: {}, h4: {}, h5: {}, h6: {}, h7: {}, h8: {}, h9: "
    "{},"
    " h10: {}, h11: {}, h12: {}, h13: {}, h14: {}, h15: {}, h16: {}, h17: {}, " LONG
    ": {}}\nmachines:\n  a: {product: office-ltsc, count: 40, cache: false}\n  b: {product: office-ad}\n "
    " " LONG2
    ": {product: windows-7, count: 30, jitter: 9h, cache: false}\n  d: {product: microsoft-365-apps}\n"
    "changes: [{at: 3d, service: cloud, do: down}, {at: 4d, machines: all, reimage: new-id}, "
    "{at: 5d, every: 1h, machines: \"a[3]\", rearm: now}]\n"
    "expect: [{at: 9d, host: h3, pool: office, count: 4}]\n";

/* The same row by a writer that never wrote another. */
static void assert_as_if_alone(const Scene *scene, TraceWriter *writer, const Row *row) {
    char room[TRACE_ROW], alone[TRACE_ROW];
    TraceWriter fresh;
    trace_begin(&fresh, &scene->plan, writer->format);
    const size_t length = trace_row(writer, row, room);
    assert_int_equal(trace_row(&fresh, row, alone), length);
    assert_memory_equal(room, alone, length);
}

static void a_row_is_written_the_same_whatever_was_written_before(void **state) {
    (void)state;
    Scene *scene = scene_play(MANY);
    assert_true(scene->row_count > 1000);
    for (int format = TRACE_JSON; format <= TRACE_CSV; format++) {
        TraceWriter writer;
        trace_begin(&writer, &scene->plan, (TraceFormat)format);
        for (size_t i = 0; i < 3 * scene->row_count; i++) {
            const size_t r = i < scene->row_count ? i : (size_t)(chance_mix(i) % scene->row_count);
            assert_as_if_alone(scene, &writer, &scene->rows[r]);
        }
    }
    scene_close(scene);
}

static void the_longest_row_has_room(void **state) {
    (void)state;
    Scene *scene = scene_read("run: 1d\nhosts: {" LONG ": {}}\nmachines: {" LONG2
                              ": {product: windows-client, count: 10000000}}\n");
    const Row row = {.at = INT32_MAX,
                     .kind = ROW_ATTEMPT,
                     .machine = 9999999,
                     .host = 0,
                     .service = -1,
                     .line = INT32_MIN,
                     .result = RESULT_COUNT_INSUFFICIENT,
                     .counted = true,
                     .count = INT32_MIN,
                     .threshold = INT32_MAX - 1,
                     .from = STATE_INITIAL_GRACE,
                     .to = STATE_INITIAL_GRACE,
                     .clock_at = INT32_MIN,
                     .due_at = INT32_MIN,
                     .rule = RULE_COUNT_BELOW_THRESHOLD};
    const Row claim = {.kind = ROW_EXPECT,
                       .machine = NO_MACHINE,
                       .host = -1,
                       .service = -1,
                       .got = INT64_MIN,
                       .rule = RULE_NONE};
    scene->rows = malloc(2 * sizeof *scene->rows);
    assert_non_null(scene->rows);
    scene->rows[0] = row;
    scene->rows[1] = claim;
    scene->row_count = 2;
    assert_string_equal(
        scene_trace(scene),
        "{\"t\":2147483647,\"what\":\"attempt\",\"who\":\"" LONG2 "-10000000\",\"line\":-2147483648,"
        "\"host\":\"" LONG
        "\",\"result\":\"count-insufficient\",\"count\":-2147483648,\"threshold\":2147483646,"
        "\"from\":\"initial-grace\",\"to\":\"initial-grace\",\"grace_end\":-2147483648,\"due\":-2147483648,"
        "\"rule\":\"count-below-threshold\"}\n"
        "{\"t\":0,\"what\":\"expect\",\"result\":\"failed\",\"got\":-9223372036854775808}\n");
    scene_close(scene);
}

/* ---- two readers ------------------------------------------------------------------------------------------
 */

typedef struct {
    char cells[KEYS][CELL]; /* "" where nothing stands */
} Cells;

static void put_cell(char cell[CELL], const char *bytes, size_t length) {
    assert_true(length > 0 && length < CELL);
    memcpy(cell, bytes, length);
    cell[length] = '\0';
}

/* One line of JSON: a flat object of numbers and plain strings, keys in the order of the columns. */
static const char *read_json(const char *at, Cells *out) {
    int key = 0;
    *out = (Cells){0};
    for (char before = '{'; *at != '}'; before = ',') {
        assert_int_equal(*at++, before);
        assert_int_equal(*at++, '"');
        const size_t name = strcspn(at, "\"");
        while (key < KEYS && (strlen(KEY_NAMES[key]) != name || strncmp(KEY_NAMES[key], at, name) != 0))
            key++;
        assert_true(key < KEYS);
        at += name + 1;
        assert_int_equal(*at++, ':');
        const bool quoted = *at == '"';
        const size_t length = quoted ? strcspn(++at, "\"\\") : strspn(at, "-0123456789");
        put_cell(out->cells[key++], at, length);
        at += length;
        if (quoted) assert_int_equal(*at++, '"');
    }
    assert_int_equal(at[1], '\n');
    return at + 2;
}

/* One line of CSV (RFC 4180). */
static const char *read_csv(const char *at, Cells *out) {
    *out = (Cells){0};
    for (int key = 0; key < KEYS; key++) {
        char cell[CELL] = "";
        size_t length = 0;
        const bool quoted = *at == '"';
        at += quoted;
        while (quoted ? *at != '"' || at[1] == '"' : !strchr(",\"\r\n", *at)) {
            assert_true(*at && length + 1 < CELL);
            if (quoted && *at == '"') at++;
            cell[length++] = *at++;
        }
        at += quoted;
        memcpy(out->cells[key], cell, sizeof cell);
        assert_int_equal(*at++, key < KEYS - 1 ? ',' : '\r');
    }
    assert_int_equal(*at, '\n');
    return at + 1;
}

static void csv_has_the_same_cells_as_json_lines(void **state) {
    (void)state;
    for (int s = 0; s < SHIPPED_COUNT; s++) {
        char *json = traced(SHIPPED[s], "jsonl"), *csv = traced(SHIPPED[s], "csv");
        const char *of_json = json, *of_csv = csv + strlen(CSV_HEAD);
        assert_memory_equal(csv, CSV_HEAD, strlen(CSV_HEAD));
        assert_int_equal(count_of(csv, "\r\n"), count_of(json, "\n") + 1);
        assert_int_equal(count_of(csv, "\n"), count_of(csv, "\r\n"));
        while (*of_json) {
            Cells a, b;
            of_json = read_json(of_json, &a);
            of_csv = read_csv(of_csv, &b);
            for (int key = 0; key < KEYS; key++) assert_string_equal(a.cells[key], b.cells[key]);
        }
        assert_string_equal(of_csv, "");
        free(json);
        free(csv);
    }
}

static void rows_of_every_kind_occur_and_stand_in_order_of_time(void **state) {
    (void)state;
    bool seen[ROW_KIND_COUNT] = {false};
    for (int s = 0; s < SHIPPED_COUNT; s++) {
        char *json = traced(SHIPPED[s], "jsonl");
        long before = 0;
        for (const char *at = json; *at;) {
            Cells row;
            at = read_json(at, &row);
            const long now = strtol(row.cells[0], NULL, 10);
            assert_true(now >= before);
            before = now;
            for (int kind = 0; kind < ROW_KIND_COUNT; kind++)
                seen[kind] |= strcmp(row.cells[1], ROW_NAMES[kind]) == 0;
        }
        free(json);
    }
    for (int kind = 0; kind < ROW_KIND_COUNT; kind++) {
        if (!seen[kind]) print_error("no row of the kind '%s'\n", ROW_NAMES[kind]);
        assert_true(seen[kind]);
    }
}

static void json_lines_are_json_to_another_reader_too(void **state) {
    (void)state;
    for (int s = 0; s < SHIPPED_COUNT; s++) {
        char line[300];
        snprintf(line, sizeof line, "leaselab trace %s >t.jsonl && jq -c . t.jsonl | cmp - t.jsonl",
                 SHIPPED[s]);
        free(call_out(line));
    }
}

/* ---- Perfetto ---------------------------------------------------------------------------------------------
 */

/* On each track slices begin and end in turn, in order of time, and none is left open. */
#define IN_TURN                                                                                              \
    "[.traceEvents[] | select(.ph == \"B\" or .ph == \"E\")] | group_by([.pid, .tid]) | length > 0 and "     \
    "all(.[]; reduce .[] as $e ({open: 0, good: true, ts: 0}; "                                              \
    "  .good = (.good and $e.ts >= .ts and .open == (if $e.ph == \"B\" then 0 else 1 end)) | "               \
    "  .open = (if $e.ph == \"B\" then 1 else 0 end) | .ts = $e.ts) | .good and .open == 0)"

static long number_of(const char *line) {
    char *out = call_out(line);
    const long number = strtol(out, NULL, 10);
    free(out);
    return number;
}

static void perfetto_is_json_in_which_slices_begin_and_end_in_turn(void **state) {
    (void)state;
    call_put("turn.jq", IN_TURN);
    for (int s = 0; s < SHIPPED_COUNT; s++) {
        char line[300];
        snprintf(line, sizeof line, "leaselab trace %s --format perfetto >t.json && jq -f turn.jq t.json",
                 SHIPPED[s]);
        char *out = call_out(line);
        assert_string_equal(out, "true\n");
        free(out);
        snprintf(line, sizeof line,
                 "leaselab trace %s | grep -cE '\"what\":\"(attempt|change|refused|notice|expect)\"'",
                 SHIPPED[s]);
        assert_int_equal(number_of("jq '[.traceEvents[] | select(.ph == \"i\")] | length' t.json"),
                         number_of(line));
    }
}

static void perfetto_has_a_named_track_for_each_machine_and_ends_with_the_run(void **state) {
    (void)state;
    free(call_out("leaselab trace fifth-laptop --format perfetto -o t.json"));
    assert_int_equal(
        number_of("jq '[.traceEvents[] | select(.name == \"thread_name\") | .args.name] | unique | "
                  "length' t.json"),
        5);
    char *path = sandbox_path(call_root(), "scenarios/01-fifth-laptop.yaml");
    Scene *scene = scene_read_file(path);
    free(path);
    assert_int_equal(number_of("jq '[.traceEvents[].ts // 0] | max / 60000000' t.json"), scene->plan.run_min);
    scene_close(scene);
}

/* ---- where it goes ----------------------------------------------------------------------------------------
 */

#define SMALL                                                                                                \
    "about: a\nrun: 30d\nhosts: {kms1: {}}\nmachines:\n  lab: {product: office-ltsc, count: 4}\n"            \
    "  late: {product: office-ltsc, starts: 30d}\n"

static void a_named_output_holds_the_bytes_that_would_be_printed(void **state) {
    static const char *const FORMATS[] = {"jsonl", "csv", "perfetto"};
    (void)state;
    call_put("x.yaml", SMALL);
    for (size_t f = 0; f < sizeof FORMATS / sizeof *FORMATS; f++) {
        char line[100];
        char *printed = traced("x.yaml", FORMATS[f]);
        snprintf(line, sizeof line, "leaselab trace x.yaml --format %s -o out", FORMATS[f]);
        char *said = call_out(line), *written = sandbox_read("out", NULL);
        assert_string_equal(said, "");
        assert_string_equal(written, printed);
        free(printed);
        free(said);
        free(written);
    }
    char *dash = call_out("leaselab trace x.yaml -o -"), *plain = traced("x.yaml", "jsonl");
    assert_string_equal(dash, plain);
    free(dash);
    free(plain);
}

static void the_scenario_is_not_written_over_by_its_trace(void **state) {
    static const char *const LINES[] = {
        "leaselab trace x.yaml -o x.yaml",    "leaselab trace x.yaml -o ./x.yaml",
        "leaselab trace x.yaml -o hard.yaml", "leaselab trace x.yaml -o soft.yaml",
        "leaselab trace hard.yaml -o x.yaml", "leaselab trace soft.yaml -o hard.yaml",
        "leaselab trace - -o x.yaml <x.yaml", "leaselab trace x.yaml >>x.yaml",
    };
    (void)state;
    call_put("x.yaml", SMALL);
    assert_int_equal(link("x.yaml", "hard.yaml"), 0);
    assert_int_equal(symlink("x.yaml", "soft.yaml"), 0);
    for (size_t i = 0; i < sizeof LINES / sizeof *LINES; i++) {
        Ran ran = call(LINES[i]);
        if (ran.status != 2) print_error("%s\n", LINES[i]);
        assert_int_equal(ran.status, 2);
        assert_string_equal(ran.out, "");
        assert_int_equal(count_of(ran.err, "\n"), 1);
        program_free(&ran);
        char *bytes = sandbox_read("x.yaml", NULL), *files = sandbox_list(".");
        assert_string_equal(bytes, SMALL);
        assert_string_equal(files, "hard.yaml soft.yaml x.yaml ");
        free(bytes);
        free(files);
    }
}

static const CallRow CALLS[] = {
    {"a_full_device_is_said_in_one_line", SMALL, "leaselab trace x.yaml >/dev/full", 3,
     .err = {"No space left"}},
    {"a_full_device_by_name_too", SMALL, "leaselab trace x.yaml -o /dev/full && test -c /dev/full", 3,
     .err = {"/dev/full", "No space left"}},
    {"nothing_is_said_when_all_goes_to_dev_null", SMALL,
     "leaselab trace x.yaml -o /dev/null && test -c /dev/null", 0, .out = {NULL}},
    {"a_folder_is_no_output", SMALL, "mkdir d; leaselab trace x.yaml -o d", 3, .err = {"'d'"}},
    {"a_file_that_is_wrong_leaves_the_output_alone", "run: 1\n",
     "echo old >out; leaselab trace x.yaml -o out; echo $?; cat out", 0, .out = {"2\nold\n"},
     .err = {"x.yaml:1:"}},
    {"no_more_than_one_file_is_traced", SMALL, "leaselab trace x.yaml x.yaml", 2, .err = {"error"}},
    {"a_format_that_is_unknown_is_refused", SMALL, "leaselab trace x.yaml --format cvs", 2,
     .err = {"'cvs'", "csv"}},
};

/* 250 KB, more than a pipe holds. */
static void a_reader_that_goes_away_ends_it_quietly(void **state) {
    static const char *const FORMATS[] = {"jsonl", "csv", "perfetto"};
    (void)state;
    call_put("x.yaml", SMALL "seed: 1\n");
    for (size_t f = 0; f < sizeof FORMATS / sizeof *FORMATS; f++) {
        char line[200];
        snprintf(line, sizeof line,
                 "{ leaselab trace x.yaml --format %s 2>said; echo $? >status; } | head -n 3 >rows; cat "
                 "status said; "
                 "wc -l <rows",
                 FORMATS[f]);
        char *out = call_out(line);
        assert_string_equal(out, "141\n3\n");
        free(out);
    }
}

/* What came out before the end ends with a whole row. */
static void a_file_that_may_not_grow_ends_on_a_whole_row(void **state) {
    (void)state;
    call_put("x.yaml", SMALL);
    char *whole = traced("x.yaml", "jsonl");
    Ran ran = call("ulimit -f 64; leaselab trace x.yaml >out");
    assert_int_equal(ran.status, 3);
    assert_int_equal(count_of(ran.err, "\n"), 1);
    size_t length;
    char *rows = sandbox_read("out", &length);
    assert_true(length > 1000 && length <= 65536 && length < strlen(whole));
    assert_int_equal(rows[length - 1], '\n');
    assert_memory_equal(rows, whole, length);
    program_free(&ran);
    free(rows);
    free(whole);
}

static void perfetto_shows_hosts_that_forget_and_claims_that_fail(void **state) {
    (void)state;
    call_put("x.yaml",
             "about: a\nrun: 4h\nhosts: {a: {}, b: {restart_forgets: true}}\nmachines: {m: {product: "
             "office-ltsc, use: b}}\n"
             "changes:\n  - {at: 1h, host: a, do: restart}\n  - {at: 2h, host: b, do: rebuild}\n"
             "  - {at: 3h, host: b, do: restart}\nexpect: [{at: 4h, machines: m, are: licensed}]\n");
    free(call_out("leaselab trace x.yaml --format perfetto -o t.json 2>err || true"));
    char *counts = call_out(
        "jq -c '.traceEvents[] | select(.ph == \"C\" and .ts > 0) | [.ts, .name, .args.count]' t.json");
    assert_int_equal(count_of(counts, "\"a"), 0); /* one that keeps its memory counts on */
    assert_int_equal(count_of(counts, ",0]"), 4);
    free(counts);
    char *claims = call_out("jq -r '.traceEvents[] | select(.name == \"claim failed\") | .args.line' t.json");
    assert_string_equal(claims, "9\n");
    free(claims);
}

int main(void) {
    CALL_ADD(a_row_is_written_the_same_whatever_was_written_before);
    CALL_ADD(the_longest_row_has_room);
    CALL_ADD(csv_has_the_same_cells_as_json_lines);
    CALL_ADD(rows_of_every_kind_occur_and_stand_in_order_of_time);
    CALL_ADD(json_lines_are_json_to_another_reader_too);
    CALL_ADD(perfetto_is_json_in_which_slices_begin_and_end_in_turn);
    CALL_ADD(perfetto_has_a_named_track_for_each_machine_and_ends_with_the_run);
    CALL_ADD(perfetto_shows_hosts_that_forget_and_claims_that_fail);
    CALL_ADD(a_named_output_holds_the_bytes_that_would_be_printed);
    CALL_ADD(the_scenario_is_not_written_over_by_its_trace);
    CALL_ADD(a_reader_that_goes_away_ends_it_quietly);
    CALL_ADD(a_file_that_may_not_grow_ends_on_a_whole_row);
    call_add_rows(CALLS, sizeof CALLS / sizeof *CALLS);
    return call_run_group("trace");
}
