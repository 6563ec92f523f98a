#include "ui/cli/sweep_table.h"

#include <stdlib.h>
#include <string.h>

#include "sim/base/summary.h"

enum { FIGURES = 7, COLUMNS_MOST = VARY_MOST + 1 + FIGURES };

static const char *const HEADS[FIGURES] = {"n", "mean", "median", "q5", "q95", "ci95_from", "ci95_to"};

/* One row at a time. Owns texts and values. */
typedef struct {
    const Sweep *sweep;
    Format format;
    Text cells[COLUMNS_MOST], line;
    size_t widths[COLUMNS_MOST];
    int columns;
    int64_t *values; /* of all seeds */
} Table;

/* ---- cells -------------------------------------------------------------------------------------------- */

static void put_cell(Table *table, int column, const char *text) {
    text_clear(&table->cells[column]);
    text_add(&table->cells[column], text);
}

/* A figure that there is, or nothing. */
static void put_figure(Table *table, int figure, bool there, int64_t value) {
    Text *cell = &table->cells[table->columns - FIGURES + figure];
    text_clear(cell);
    if (there)
        summary_add_figure(cell, value);
    else
        text_add(cell, table->format == FORMAT_TEXT ? "–" : "");
}

static void make_head(Table *table) {
    const int paths = table->sweep->path_count;
    for (int i = 0; i < paths; i++) put_cell(table, i, table->sweep->paths[i]);
    put_cell(table, paths, "measure");
    for (int i = 0; i < FIGURES; i++) put_cell(table, paths + 1 + i, HEADS[i]);
}

static void make_row(Table *table, uint32_t combination, int measure) {
    const Sweep *sweep = table->sweep;
    size_t count = 0;
    for (uint32_t s = 0; s < sweep->seeds; s++) {
        const int64_t figure = sweep_figures(sweep, combination * sweep->seeds + s)[measure];
        if (figure != MEASURE_MISSING) table->values[count++] = figure;
    }
    const Summary summary = summary_of(table->values, count, measure_divisor(sweep->measures[measure]));
    for (int i = 0; i < sweep->path_count; i++) put_cell(table, i, sweep_cell(sweep, combination, i));
    put_cell(table, sweep->path_count, sweep->measures[measure]);
    Text *n = &table->cells[sweep->path_count + 1];
    text_clear(n);
    text_add_int(n, (int64_t)count);
    put_figure(table, 1, count > 0, summary.mean);
    put_figure(table, 2, count > 0, summary.median);
    put_figure(table, 3, count > 0, summary.low);
    put_figure(table, 4, count > 0, summary.high);
    put_figure(table, 5, summary.has_interval, summary.interval_from);
    put_figure(table, 6, summary.has_interval, summary.interval_to);
}

/* ---- lines -------------------------------------------------------------------------------------------- */

static size_t width_of(const Text *cell) {
    return utf8_length(cell->bytes, cell->length);
}

static bool measure_widths(Table *table) {
    for (int i = 0; i < table->columns; i++) {
        if (table->cells[i].failed) return false;
        const size_t width = width_of(&table->cells[i]);
        if (width > table->widths[i]) table->widths[i] = width;
    }
    return true;
}

/* Values and figures to the right, measures to the left. */
static void add_aligned(Table *table, int column) {
    const Text *cell = &table->cells[column];
    const size_t room = table->widths[column] - width_of(cell);
    const bool left = column == table->sweep->path_count;
    if (column > 0) text_add(&table->line, "  ");
    if (!left) text_add_repeat(&table->line, ' ', room);
    text_add_safe(&table->line, cell->bytes, cell->length);
    if (left) text_add_repeat(&table->line, ' ', room);
}

static bool write_line(Table *table, Output *output) {
    text_clear(&table->line);
    for (int i = 0; i < table->columns; i++) {
        if (table->cells[i].failed) return false;
        if (table->format == FORMAT_TEXT) {
            add_aligned(table, i);
            continue;
        }
        if (i > 0) text_add_char(&table->line, ',');
        const bool is_figure = i > table->sweep->path_count; /* a number below 0 is no formula */
        if (is_figure)
            text_add(&table->line, table->cells[i].bytes);
        else
            text_add_csv(&table->line, table->cells[i].bytes, table->cells[i].length);
    }
    text_add(&table->line, table->format == FORMAT_TEXT ? "\n" : "\r\n");
    if (table->line.failed) return false;
    output_add(output, table->line.bytes, table->line.length);
    return true;
}

/* Goes over head and rows; with an output writes them, else measures how wide they are. */
static bool go_over(Table *table, Output *output) {
    const Sweep *sweep = table->sweep;
    make_head(table);
    bool good = output ? write_line(table, output) : measure_widths(table);
    for (uint32_t c = 0; c < sweep->combinations && good; c++)
        for (int m = 0; m < sweep->measure_count && good; m++) {
            make_row(table, c, m);
            good = output ? write_line(table, output) : measure_widths(table);
        }
    return good;
}

bool sweep_table(const Sweep *sweep, Format format, Output *output) {
    Table table = {.sweep = sweep,
                   .format = format,
                   .columns = sweep->path_count + 1 + FIGURES,
                   .values = malloc(sweep->seeds * sizeof *table.values)};
    const bool good =
        table.values && (format != FORMAT_TEXT || go_over(&table, NULL)) && go_over(&table, output);
    for (int i = 0; i < COLUMNS_MOST; i++) text_free(&table.cells[i]);
    text_free(&table.line);
    free(table.values);
    return good;
}
