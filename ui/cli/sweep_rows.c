#include "ui/cli/sweep_rows.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/base/summary.h"
#include "ui/cli/say.h"

enum { FIXED = 5, CELLS_MOST = FIXED + VARY_MOST + MEASURES_MOST };
static const char *const HEADS[FIXED] = {"run", "runs", "seeds", "scenario", "seed"};

/* ---- writing ------------------------------------------------------------------------------------------ */

static void add_cell(Text *out, const char *text) {
    text_add_char(out, ',');
    text_add_csv(out, text, strlen(text));
}

void sweep_rows_head(Text *out, const Sweep *sweep) {
    for (int i = 0; i < FIXED; i++) text_add_format(out, "%s%s", i ? "," : "", HEADS[i]);
    for (int i = 0; i < sweep->path_count; i++) add_cell(out, sweep->paths[i]);
    for (int i = 0; i < sweep->measure_count; i++) add_cell(out, sweep->measures[i]);
    text_add(out, "\r\n");
}

void sweep_rows_add(Text *out, const Sweep *sweep, uint32_t run) {
    text_add_format(out, "%" PRIu32 ",%" PRIu32 ",%" PRIu32 ",%016" PRIx64 ",%" PRIu64, run + 1, sweep->runs,
                    sweep->seeds, sweep->scenario, sweep->first_seed + run % sweep->seeds);
    for (int i = 0; i < sweep->path_count; i++) add_cell(out, sweep_cell(sweep, run / sweep->seeds, i));
    for (int i = 0; i < sweep->measure_count; i++) {
        text_add_char(out, ',');
        const int64_t figure = sweep_figures(sweep, run)[i];
        if (figure != MEASURE_MISSING) text_add_int(out, figure);
    }
    text_add(out, "\r\n");
}

/* ---- reading ------------------------------------------------------------------------------------------ */

/* Where reading is. */
typedef struct {
    Sweep *sweep;
    const char *name;
    char *at;
    long line;
    Text *message;
    bool is_new, twice_is_wrong;
} Cursor;

static int refuse_row(const Cursor *cursor, const char *why) {
    char where[32];
    snprintf(where, sizeof where, ":%ld", cursor->line);
    text_add_format(cursor->message, "leaselab: error: %s%s: %s\n", sweep_quoted(cursor->name), where, why);
    return STATUS_WRONG;
}

/* Cuts a cell off; false at what is no CSV of ours. *out_last at the end of the row. */
static bool take_cell(Cursor *cursor, char **out_cell, bool *out_last) {
    char *from = cursor->at, *to = cursor->at, *cell = cursor->at;
    if (*from == '"') {
        for (from++; *from && (*from != '"' || from[1] == '"'); from++) {
            from += *from == '"';
            *to++ = *from;
        }
        if (*from++ != '"') return false;
    } else {
        from += strcspn(from, ",\r\n\"");
        to = from;
    }
    *out_last = *from == '\r';
    if (*from != ',' && (*from != '\r' || from[1] != '\n')) return false;
    cursor->at = from + 1 + *out_last;
    *to = '\0';
    *out_cell = cell + text_csv_guard(cell);
    return true;
}

/* All cells of a row; -1 when it is none. */
static int take_row(Cursor *cursor, char *cells[CELLS_MOST]) {
    int count = 0;
    cursor->line++;
    for (bool last = false; !last; count++)
        if (count == CELLS_MOST || !take_cell(cursor, &cells[count], &last)) return -1;
    return count;
}

/* The head says what is varied and measured: a measure has a bracket, a path none. */
static int read_head(Cursor *cursor) {
    static const char *const NOT_OURS = "this is no file of a shard or journal of a sweep";
    Sweep *sweep = cursor->sweep;
    char *cells[CELLS_MOST];
    const int count = take_row(cursor, cells);
    if (count <= FIXED) return refuse_row(cursor, NOT_OURS);
    for (int i = 0; i < FIXED; i++)
        if (strcmp(cells[i], HEADS[i]) != 0) return refuse_row(cursor, NOT_OURS);
    int paths = 0;
    while (FIXED + paths < count && !strchr(cells[FIXED + paths], '(')) paths++;
    const int measures = count - FIXED - paths;
    if (paths > VARY_MOST || measures < 1 || measures > MEASURES_MOST) return refuse_row(cursor, NOT_OURS);
    if (cursor->is_new) {
        sweep->path_count = paths;
        sweep->measure_count = measures;
        for (int i = 0; i < paths; i++) sweep->paths[i] = cells[FIXED + i];
        for (int i = 0; i < measures; i++) sweep->measures[i] = cells[FIXED + paths + i];
    }
    bool same = paths == sweep->path_count && measures == sweep->measure_count;
    for (int i = 0; same && i < paths; i++) same = strcmp(sweep->paths[i], cells[FIXED + i]) == 0;
    for (int i = 0; same && i < measures; i++)
        same = strcmp(sweep->measures[i], cells[FIXED + paths + i]) == 0;
    return same ? STATUS_GOOD : refuse_row(cursor, "this is of a sweep with other --vary or --measure");
}

typedef struct {
    uint64_t run, runs, seeds, scenario, seed;
} Fixed;

static bool read_fixed(char *cells[CELLS_MOST], Fixed *out) {
    char *end;
    if (!sweep_number(cells[0], strlen(cells[0]), 1, SWEEP_FIGURES_MOST, &out->run) ||
        !sweep_number(cells[1], strlen(cells[1]), out->run, SWEEP_FIGURES_MOST, &out->runs) ||
        !sweep_number(cells[2], strlen(cells[2]), 1, SWEEP_SEEDS_MOST, &out->seeds) ||
        !sweep_number(cells[4], strlen(cells[4]), 0, UINT64_MAX, &out->seed) || strlen(cells[3]) != 16 ||
        strspn(cells[3], "0123456789abcdef") != 16)
        return false;
    out->scenario = strtoull(cells[3], &end, 16);
    out->run--;
    return out->runs % out->seeds == 0 && out->runs / out->seeds <= SWEEP_COMBINATIONS_MOST;
}

/* The first row of all says how large the sweep is. */
static int begin_by(Cursor *cursor, const Fixed *fixed) {
    Sweep *sweep = cursor->sweep;
    cursor->is_new = false;
    sweep->scenario = fixed->scenario;
    sweep->seeds = (uint32_t)fixed->seeds;
    sweep->combinations = (uint32_t)(fixed->runs / fixed->seeds);
    sweep->first_seed = fixed->seed - fixed->run % fixed->seeds;
    sweep->cells = calloc((size_t)sweep->combinations * (size_t)sweep->path_count + 1, sizeof *sweep->cells);
    return sweep->cells ? sweep_make_room(sweep, cursor->message) : sweep_no_memory(cursor->message);
}

static int read_row(Cursor *cursor) {
    Sweep *sweep = cursor->sweep;
    char *cells[CELLS_MOST];
    Fixed fixed;
    if (take_row(cursor, cells) != FIXED + sweep->path_count + sweep->measure_count ||
        !read_fixed(cells, &fixed))
        return refuse_row(cursor, "this row is damaged");
    if (cursor->is_new) {
        const int status = begin_by(cursor, &fixed);
        if (status != STATUS_GOOD) return status;
    }
    bool same = fixed.runs == sweep->runs && fixed.seeds == sweep->seeds &&
                fixed.scenario == sweep->scenario &&
                fixed.seed == sweep->first_seed + fixed.run % sweep->seeds;
    for (int i = 0; same && i < sweep->path_count; i++) {
        const char **cell =
            &sweep->cells[fixed.run / fixed.seeds * (uint64_t)sweep->path_count + (uint64_t)i];
        if (!*cell) *cell = cells[FIXED + i];
        same = strcmp(*cell, cells[FIXED + i]) == 0;
    }
    if (!same)
        return refuse_row(cursor, "this is of another sweep: other values, seeds, or another scenario");
    int64_t *figures = sweep_figures(sweep, (uint32_t)fixed.run);
    if (cursor->twice_is_wrong && *figures != SWEEP_NOT_YET)
        return refuse_row(cursor, "this run is there twice; is a file given twice?");
    for (int i = 0; i < sweep->measure_count; i++) {
        const char *cell = cells[FIXED + sweep->path_count + i];
        uint64_t figure = 0;
        if (*cell && !sweep_number(cell, strlen(cell), 0, SUMMARY_VALUE_MOST, &figure))
            return refuse_row(cursor, "this row is damaged");
        figures[i] = *cell ? (int64_t)figure : MEASURE_MISSING;
    }
    return STATUS_GOOD;
}

int sweep_rows_read(Sweep *sweep, char *bytes, const char *name, bool twice_is_wrong, Text *message) {
    Cursor cursor = {sweep, name, bytes, 0, message, sweep->measure_count == 0, twice_is_wrong};
    int status = read_head(&cursor);
    if (sweep->seeds == 0) cursor.is_new = true; /* a head alone, as of a shard without runs, says no size */
    while (status == STATUS_GOOD && *cursor.at) status = read_row(&cursor);
    return status;
}
