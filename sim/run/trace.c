#include "sim/run/trace.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The keys of a row, in the order in which they stand. */
typedef enum {
    KEY_T,
    KEY_WHAT,
    KEY_WHO,
    KEY_LINE,
    KEY_HOST,
    KEY_RESULT,
    KEY_GOT,
    KEY_COUNT,
    KEY_THRESHOLD,
    KEY_POOL,
    KEY_ID,
    KEY_FROM,
    KEY_TO,
    KEY_LEASE_END,
    KEY_GRACE_END,
    KEY_DUE,
    KEY_RULE,
    KEYS
} Key;

static const char *const KEY_NAMES[KEYS] = {"t",   "what",      "who",       "line", "host", "result",
                                            "got", "count",     "threshold", "pool", "id",   "from",
                                            "to",  "lease_end", "grace_end", "due",  "rule"};

/* What stands under a key: a number, a word, or nothing. */
typedef struct {
    const char *word; /* NULL for a number */
    int64_t number;
    bool stands;
} Value;

static Value word(const char *text) {
    return (Value){.word = text, .stands = true};
}

static Value number(int64_t figure) {
    return (Value){.number = figure, .stands = true};
}

const char *row_answerer(const Plan *plan, const Row *row) {
    if (row->host >= 0) return plan->hosts[row->host].name;
    return row->service >= 0 ? SERVICE_NAMES[row->service] : NULL;
}

static Value who(const Plan *plan, const Row *row, char name[MEMBER_NAME]) {
    if (row->machine != NO_MACHINE) {
        plan_machine_name(plan, row->machine, name);
        return word(name);
    }
    if (row->kind == ROW_FORGET || row->kind == ROW_REFUSED) return word(plan->hosts[row->host].name);
    return (Value){0};
}

/* `name` is room for a machine's name. */
static void values_of(const Plan *plan, const Row *row, char name[MEMBER_NAME], Value values[KEYS]) {
    const bool attempt = row->kind == ROW_ATTEMPT, expect = row->kind == ROW_EXPECT;
    memset(values, 0, KEYS * sizeof values[0]);
    values[KEY_T] = number(row->at);
    values[KEY_WHAT] = word(ROW_NAMES[row->kind]);
    values[KEY_WHO] = who(plan, row, name);
    if (row->line) values[KEY_LINE] = number(row->line);
    if (attempt && row_answerer(plan, row)) values[KEY_HOST] = word(row_answerer(plan, row));
    if (attempt) values[KEY_RESULT] = word(RESULT_NAMES[row->result]);
    if (expect) values[KEY_RESULT] = word(row->held ? "held" : "failed");
    if (expect) values[KEY_GOT] = number(row->got);
    if (row->counted || row->kind == ROW_FORGET) values[KEY_COUNT] = number(row->count);
    if (row->counted) values[KEY_THRESHOLD] = number(row->threshold);
    if (row->kind == ROW_FORGET) values[KEY_POOL] = word(POOL_NAMES[row->pool]);
    if (row->kind == ROW_INSTALL || row->kind == ROW_RESET || row->kind == ROW_FORGET)
        values[KEY_ID] = number(row->id);
    if (row_has_states(row)) {
        values[KEY_FROM] = word(STATE_NAMES[row->from]);
        values[KEY_TO] = word(STATE_NAMES[row->to]);
        if (row->clock_at != NEVER)
            values[row->to == STATE_LICENSED ? KEY_LEASE_END : KEY_GRACE_END] = number(row->clock_at);
    }
    if (attempt && row->due_at != NEVER) values[KEY_DUE] = number(row->due_at);
    if (row->rule != RULE_NONE) values[KEY_RULE] = word(RULES[row->rule].name);
}

void trace_json(Text *out, const Plan *plan, const Row *row) {
    char name[MEMBER_NAME];
    Value values[KEYS];
    values_of(plan, row, name, values);
    char before = '{';
    for (int key = 0; key < KEYS; key++) {
        if (!values[key].stands) continue;
        text_add_char(out, before);
        text_add_char(out, '"');
        text_add(out, KEY_NAMES[key]);
        text_add(out, "\":");
        before = ',';
        if (values[key].word)
            text_add_json(out, values[key].word, strlen(values[key].word));
        else
            text_add_int(out, values[key].number);
    }
    text_add(out, "}\n");
}

void trace_csv_head(Text *out) {
    for (int key = 0; key < KEYS; key++) {
        if (key) text_add_char(out, ',');
        text_add(out, KEY_NAMES[key]);
    }
    text_add(out, "\r\n");
}

void trace_csv(Text *out, const Plan *plan, const Row *row) {
    char name[MEMBER_NAME];
    Value values[KEYS];
    values_of(plan, row, name, values);
    for (int key = 0; key < KEYS; key++) {
        if (key) text_add_char(out, ',');
        if (!values[key].stands) continue;
        if (values[key].word)
            text_add_csv(out, values[key].word, strlen(values[key].word));
        else
            text_add_int(out, values[key].number);
    }
    text_add(out, "\r\n");
}

/* ---- Perfetto ----------------------------------------------------------------------------------------- */

enum { PROCESS_MACHINES = 1, PROCESS_HOSTS = 2 };

static const int64_t MICROSECONDS_A_MINUTE = 60000000;

static void begin_event(Perfetto *perfetto, Text *out, const char *phase, const char *name) {
    text_add(out, perfetto->any ? ",\n" : "\n");
    perfetto->any = true;
    text_add_format(out, "{\"ph\":\"%s\",\"name\":", phase);
    text_add_json(out, name, strlen(name));
}

static void name_track(Perfetto *perfetto, Text *out, const char *kind, int process, int64_t track,
                       const char *name) {
    begin_event(perfetto, out, "M", kind);
    text_add_format(out, ",\"pid\":%d,\"tid\":", process);
    text_add_int(out, track);
    text_add(out, ",\"args\":{\"name\":");
    text_add_json(out, name, strlen(name));
    text_add(out, "}}");
}

static void add_place(Text *out, int process, int64_t track, int32_t at) {
    text_add_format(out, ",\"pid\":%d,\"tid\":", process);
    text_add_int(out, track);
    text_add(out, ",\"ts\":");
    text_add_int(out, at * MICROSECONDS_A_MINUTE);
}

bool perfetto_begin(Perfetto *perfetto, const Plan *plan, Text *out) {
    *perfetto = (Perfetto){.plan = plan, .open_state = calloc(plan->machine_count, 1)};
    if (!perfetto->open_state) return false;
    text_add(out, "{\"displayTimeUnit\":\"ms\",\"traceEvents\":[");
    name_track(perfetto, out, "process_name", PROCESS_MACHINES, 0, "machines");
    name_track(perfetto, out, "process_name", PROCESS_HOSTS, 0, "hosts");
    for (uint32_t m = 0; m < plan->machine_count; m++) {
        char name[MEMBER_NAME];
        plan_machine_name(plan, m, name);
        name_track(perfetto, out, "thread_name", PROCESS_MACHINES, (int64_t)m + 1, name);
    }
    return true;
}

static void close_slice(Perfetto *perfetto, Text *out, uint32_t machine, int32_t at) {
    if (perfetto->open_state[machine] == STATE_ABSENT) return;
    begin_event(perfetto, out, "E", STATE_NAMES[perfetto->open_state[machine]]);
    add_place(out, PROCESS_MACHINES, (int64_t)machine + 1, at);
    text_add_char(out, '}');
}

static void note_state(Perfetto *perfetto, Text *out, const Row *row) {
    if (row->from == row->to && row->kind == ROW_ATTEMPT) return;
    close_slice(perfetto, out, row->machine, row->at);
    perfetto->open_state[row->machine] = (uint8_t)row->to;
    if (row->to == STATE_ABSENT) return;
    begin_event(perfetto, out, "B", STATE_NAMES[row->to]);
    add_place(out, PROCESS_MACHINES, (int64_t)row->machine + 1, row->at);
    text_add_format(out, ",\"args\":{\"rule\":\"%s\"}}", RULES[row->rule].name);
}

static void note_count(Perfetto *perfetto, Text *out, int32_t at, int host, Pool pool, int32_t count) {
    char name[LIMIT_NAME + 16];
    snprintf(name, sizeof name, "%s %s", perfetto->plan->hosts[host].name, POOL_NAMES[pool]);
    begin_event(perfetto, out, "C", name);
    add_place(out, PROCESS_HOSTS, 0, at);
    text_add_format(out, ",\"args\":{\"count\":%d}}", count);
}

/* A host that was rebuilt, or restarted where that forgets, counts from nothing again. */
static void note_emptied(Perfetto *perfetto, Text *out, const Row *row) {
    if (row->entry == NO_ENTRY) return;
    const Change *change = &perfetto->plan->changes[row->entry];
    if (change->kind != CHANGE_HOST_DO) return;
    const bool forgets =
        change->value == DO_REBUILD ||
        (change->value == DO_RESTART && perfetto->plan->hosts[change->subject].host.restart_forgets);
    for (int pool = 0; forgets && pool < POOL_COUNT; pool++)
        note_count(perfetto, out, row->at, change->subject, (Pool)pool, 0);
}

static void note_mark(Perfetto *perfetto, Text *out, const Row *row, const char *name) {
    begin_event(perfetto, out, "i", name);
    add_place(out, row->machine == NO_MACHINE ? PROCESS_HOSTS : PROCESS_MACHINES,
              row->machine == NO_MACHINE ? 0 : (int64_t)row->machine + 1, row->at);
    text_add_format(out, ",\"s\":\"%s\"", row->machine == NO_MACHINE ? "g" : "t");
    if (row->line) text_add_format(out, ",\"args\":{\"line\":%d}", row->line);
    text_add_char(out, '}');
}

void perfetto_row(Perfetto *perfetto, Text *out, const Row *row) {
    if (row_has_states(row)) note_state(perfetto, out, row);
    switch (row->kind) {
    case ROW_ATTEMPT:
        note_mark(perfetto, out, row, RESULT_NAMES[row->result]);
        if (row->counted) note_count(perfetto, out, row->at, row->host, row->pool, row->count);
        break;
    case ROW_FORGET: note_count(perfetto, out, row->at, row->host, row->pool, row->count); break;
    case ROW_CHANGE:
        note_mark(perfetto, out, row, ROW_NAMES[row->kind]);
        note_emptied(perfetto, out, row);
        break;
    case ROW_REFUSED:
    case ROW_NOTICE: note_mark(perfetto, out, row, ROW_NAMES[row->kind]); break;
    case ROW_EXPECT: note_mark(perfetto, out, row, row->held ? "claim held" : "claim failed"); break;
    case ROW_INSTALL:
    case ROW_RESET:
    case ROW_RETIRE:
    case ROW_LAPSE:
    case ROW_KIND_COUNT: break;
    }
}

void perfetto_end(Perfetto *perfetto, Text *out) {
    for (uint32_t m = 0; m < perfetto->plan->machine_count; m++)
        close_slice(perfetto, out, m, perfetto->plan->run_min);
    text_add(out, "\n]}\n");
    free(perfetto->open_state);
    perfetto->open_state = NULL;
}
