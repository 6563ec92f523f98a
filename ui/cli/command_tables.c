/* command_tables: `leaselab products` and `leaselab rules`: the two tables that the simulator runs, printed
 * as they are. Nothing here repeats a figure or a sentence. */
#include "ui/cli/commands.h"
#include "ui/cli/deliver.h"

#include <string.h>

#include "sim/base/check.h"
#include "sim/base/minutes.h"
#include "sim/model/lifecycle.h"

/* A table is written cell by cell; the format is decided here and nowhere else. */
typedef struct {
    Text *out;
    Format format;
    const char *const *heads;
    int columns, column;
    bool any_row;
} Table;

static void table_begin(Table *table) {
    Text *out = table->out;
    if (table->format == FORMAT_JSON) text_add_char(out, '[');
    if (table->format != FORMAT_MARKDOWN) return;
    for (int c = 0; c < table->columns; c++) text_add_format(out, "| %s ", table->heads[c]);
    text_add(out, "|\n");
    for (int c = 0; c < table->columns; c++) text_add(out, "|---");
    text_add(out, "|\n");
}

static void table_cell(Table *table, const char *cell) {
    Text *out = table->out;
    const char *head = table->heads[table->column];
    const bool first = table->column == 0;
    switch (table->format) {
    case FORMAT_JSON:
        text_add(out, !first ? "," : table->any_row ? ",\n{" : "\n{");
        text_add_json(out, head, strlen(head));
        text_add_char(out, ':');
        if (*cell)
            text_add_json(out, cell, strlen(cell));
        else
            text_add(out, "null");
        break;
    case FORMAT_MARKDOWN:
        text_add(out, "| ");
        text_add_markdown(out, *cell ? cell : "–", strlen(*cell ? cell : "–"));
        text_add_char(out, ' ');
        break;
    case FORMAT_TEXT:
        if (first)
            text_add_format(out, "%s%s\n", table->any_row ? "\n" : "", cell);
        else if (*cell)
            text_add_format(out, "  %-14s %s\n", head, cell);
        break;
    case FORMAT_JSONL:
    case FORMAT_CSV:
    case FORMAT_PERFETTO:
    case FORMAT_AUTO: CHECK(!"a format of a table");
    }
    if (++table->column < table->columns) return;
    if (table->format == FORMAT_JSON) text_add_char(out, '}');
    if (table->format == FORMAT_MARKDOWN) text_add(out, "|\n");
    table->column = 0;
    table->any_row = true;
}

static void table_end(Table *table) {
    if (table->format == FORMAT_JSON) text_add(table->out, "\n]\n");
}

static void add_source(Text *out, SourceId source) {
    text_add_format(out, "'%s', %s", SOURCES[source].title, SOURCES[source].where);
}

/* ---- products ----------------------------------------------------------------------------------------- */

static void add_figure(Text *out, const BuiltinProduct *builtin, Column column) {
    const Product *product = &builtin->product;
    char length[DURATION_TEXT];
    if (column == COLUMN_POOL)
        text_add(out, product->pool == POOL_NONE ? "–" : POOL_NAMES[product->pool]);
    else if (column == COLUMN_LAPSED)
        text_add(out, STATE_NAMES[product->lapsed]);
    else {
        const int32_t figure = product_figure(product, column);
        const bool number = COLUMNS[column].kind == COLUMN_IS_NUMBER;
        if (column == COLUMN_THRESHOLD && product->by != BY_HOST)
            text_add(out, "–");
        else if (number)
            text_add_int(out, figure);
        else if (figure == NONE)
            text_add(out, "–");
        else if (figure == NEVER)
            text_add(out, "never");
        else {
            duration_format(figure, length);
            text_add(out, length);
        }
    }
    if (column == COLUMN_REARMS && product->rearm_bonus) text_add(out, ", bonus");
    if (builtin->provenance[column] != DOCUMENTED)
        text_add_format(out, " (%s)", PROVENANCE_NAMES[builtin->provenance[column]]);
}

static void add_product_row(Table *table, const BuiltinProduct *builtin, Text *cell) {
    table_cell(table, builtin->product.name);
    table_cell(table, builtin->about);
    table_cell(table, METHOD_NAMES[builtin->product.by]);
    for (int column = 0; column < COLUMN_COUNT; column++) {
        text_clear(cell);
        add_figure(cell, builtin, (Column)column);
        table_cell(table, text_bytes(cell));
    }
    text_clear(cell);
    add_source(cell, builtin->source);
    table_cell(table, text_bytes(cell));
}

int command_products(const Options *options) {
    const char *heads[COLUMN_COUNT + 4] = {"product", "about", "by"};
    for (int column = 0; column < COLUMN_COUNT; column++) heads[3 + column] = COLUMNS[column].name;
    heads[COLUMN_COUNT + 3] = "source";
    Text out = {0}, cell = {0};
    Table table = {.out = &out, .format = options->format, .heads = heads, .columns = COLUMN_COUNT + 4};
    table_begin(&table);
    for (int p = 0; p < BUILTIN_PRODUCT_COUNT; p++) add_product_row(&table, &BUILTIN_PRODUCTS[p], &cell);
    table_end(&table);
    out.failed |= cell.failed;
    const int status = deliver(NULL, &out);
    text_free(&cell);
    text_free(&out);
    return status;
}

/* ---- rules -------------------------------------------------------------------------------------------- */

static void add_states(Text *out, unsigned states) {
    const char *before = "";
    for (int state = 0; state < STATE_COUNT; state++) {
        if (!(states >> state & 1)) continue;
        text_add_format(out, "%s%s", before, STATE_NAMES[state]);
        before = ", ";
    }
}

static void add_next(Text *out, const Transition *row) {
    static const char *const NEXTS[NEXT_COUNT] = {"the same state", "absent",
                                                  "initial-grace",  "licensed",
                                                  "expiry-grace",   "the product's lapsed state"};
    text_add(out, row->kind == ANSWER_MOVED     ? NEXTS[row->next]
                  : row->kind == ANSWER_IGNORED ? "ignored"
                                                : "impossible");
}

static void add_transition(Table *table, Event event, const Transition *row, Text *cell) {
    const Rule *rule = row->rule == RULE_NONE ? NULL : &RULES[row->rule];
    text_clear(cell);
    text_add_format(cell, "a machine %s", EVENT_NAMES[event]);
    table_cell(table, text_bytes(cell));
    text_clear(cell);
    add_states(cell, row->states);
    table_cell(table, text_bytes(cell));
    table_cell(table, row->guard == GUARD_ALWAYS ? "" : GUARD_NAMES[row->guard]);
    table_cell(table, row->action == ACTION_NONE ? "" : ACTION_NAMES[row->action]);
    text_clear(cell);
    add_next(cell, row);
    table_cell(table, text_bytes(cell));
    table_cell(table, rule ? rule->name : "");
    table_cell(table, rule ? rule->sentence : row->reason ? row->reason : "");
    table_cell(table, rule ? PROVENANCE_NAMES[rule->provenance] : "");
    table_cell(table, rule && rule->doubt ? rule->doubt : "");
    text_clear(cell);
    if (rule) add_source(cell, rule->source);
    table_cell(table, text_bytes(cell));
    table_cell(table, rule && rule->code ? rule->code : "");
}

static void add_rule_of_hosts(Table *table, const char *event, RuleId id, Text *cell) {
    const Rule *rule = &RULES[id];
    const char *const cells[] = {event,
                                 "",
                                 "",
                                 "",
                                 "",
                                 rule->name,
                                 rule->sentence,
                                 PROVENANCE_NAMES[rule->provenance],
                                 rule->doubt ? rule->doubt : ""};
    for (size_t i = 0; i < sizeof cells / sizeof cells[0]; i++) table_cell(table, cells[i]);
    text_clear(cell);
    add_source(cell, rule->source);
    table_cell(table, text_bytes(cell));
    table_cell(table, rule->code ? rule->code : "");
}

int command_rules(const Options *options) {
    static const char *const HEADS[] = {"event",    "in state",   "when",  "it does", "and goes to", "rule",
                                        "sentence", "provenance", "doubt", "source",  "code"};
    Text out = {0}, cell = {0};
    Table table = {
        .out = &out, .format = options->format, .heads = HEADS, .columns = sizeof HEADS / sizeof HEADS[0]};
    table_begin(&table);
    for (int event = 0; event < EVENT_COUNT; event++)
        for (int row = 0; row < lifecycle_row_count((Event)event); row++)
            add_transition(&table, (Event)event, &TRANSITIONS[event][row], &cell);
    add_rule_of_hosts(&table, "a host remembers an id for its memory", RULE_MEMORY_OVER, &cell);
    add_rule_of_hosts(&table, "a host is activated once too often", RULE_HOST_KEY_SPENT, &cell);
    table_end(&table);
    out.failed |= cell.failed;
    const int status = deliver(NULL, &out);
    text_free(&cell);
    text_free(&out);
    return status;
}
