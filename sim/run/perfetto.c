#include "sim/run/perfetto.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
