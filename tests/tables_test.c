/* `products` and `rules`: whatever is printed of the two tables is what stands in them, in each format. */
#include "tests/support/call.h"

#include "sim/base/minutes.h"
#include "sim/base/text.h"
#include "sim/model/lifecycle.h"

static int rules_of_hosts(void) {
    return 2; /* memory-over, host-key-spent: they are about no machine */
}

static int entries_of_rules(void) {
    int entries = rules_of_hosts();
    for (int event = 0; event < EVENT_COUNT; event++) entries += lifecycle_row_count((Event)event);
    return entries;
}

/* What jq says of the table, one line; the caller frees it. */
static char *ask(const char *table, const char *filter) {
    char line[1000];
    snprintf(line, sizeof line, "leaselab %s --format json | jq -r '%s'", table, filter);
    char *answer = call_out(line);
    const size_t length = strlen(answer);
    assert_true(length > 0 && answer[length - 1] == '\n');
    answer[length - 1] = '\0';
    return answer;
}

/* ---- products ---------------------------------------------------------------------------------------------
 */

/* Takes " (assumed)" and the like off the cell; answers what it says. */
static Provenance take_provenance(char *cell) {
    for (int p = 0; p < PROVENANCE_COUNT; p++) {
        char ending[40];
        const int length = snprintf(ending, sizeof ending, " (%s)", PROVENANCE_NAMES[p]);
        const size_t before = strlen(cell);
        if (before < (size_t)length || strcmp(cell + before - length, ending) != 0) continue;
        cell[before - (size_t)length] = '\0';
        return (Provenance)p;
    }
    return DOCUMENTED;
}

static bool take_bonus(char *cell) {
    char *bonus = strstr(cell, ", bonus");
    if (bonus) *bonus = '\0';
    return bonus != NULL;
}

static int32_t figure_of(const char *cell, ColumnKind kind) {
    char *end;
    Minutes length;
    if (strcmp(cell, "–") == 0) return NONE;
    if (strcmp(cell, "never") == 0) return NEVER;
    if (kind == COLUMN_IS_NUMBER) {
        const long number = strtol(cell, &end, 10);
        assert_string_equal(end, "");
        return (int32_t)number;
    }
    assert_int_equal(duration_parse(cell, strlen(cell), &length), DURATION_OK);
    return (int32_t)length;
}

static void check_cell(const BuiltinProduct *builtin, Column column, char *cell) {
    const Product *product = &builtin->product;
    assert_int_equal(take_provenance(cell), builtin->provenance[column]);
    assert_int_equal(take_bonus(cell), column == COLUMN_REARMS && product->rearm_bonus);
    if (column == COLUMN_POOL)
        assert_string_equal(cell, product->by == BY_HOST ? POOL_NAMES[product->pool] : "–");
    else if (column == COLUMN_LAPSED)
        assert_string_equal(cell, STATE_NAMES[product->lapsed]);
    else if (column == COLUMN_THRESHOLD && product->by != BY_HOST)
        assert_string_equal(cell, "–");
    else
        assert_int_equal(figure_of(cell, COLUMNS[column].kind), product_figure(product, column));
}

static void test_product(void **state) {
    const BuiltinProduct *builtin = *state;
    char filter[200];
    Text expected = {0};
    text_add_format(&expected, "%s\n%s\n%s\n\x27%s\x27, %s", builtin->product.name,
                    METHOD_NAMES[builtin->product.by], builtin->about, SOURCES[builtin->source].title,
                    SOURCES[builtin->source].where);
    snprintf(filter, sizeof filter, ".[] | select(.product == \"%s\") | .product, .by, .about, .source, .[]",
             builtin->product.name);
    char *answer = ask("products", filter), *cells = answer + expected.length;
    assert_memory_equal(answer, expected.bytes, expected.length);
    for (int skipped = 0; skipped < 3; skipped++) cells += 1 + strcspn(cells + 1, "\n");
    for (int column = 0; column < COLUMN_COUNT; column++) {
        char *cell = cells + 1;
        cells = cell + strcspn(cell, "\n");
        *cells = '\0';
        check_cell(builtin, (Column)column, cell);
    }
    text_free(&expected);
    free(answer);
}

/* Products made of nothing but what is printed, on top of one that is otherwise, run as the built-in ones do.
 */
static void figures_that_are_printed_can_be_typed_back(void **state) {
    (void)state;
    call_put("typed.jq",
             ".[] | select(.by == \"host\")\n"
             "| . as $row | del(.product, .about, .by, .source)\n"
             "| map_values(sub(\" [(].*\"; \"\") | sub(\", bonus\"; \"\") | sub(\"–\"; \"none\"))\n"
             "| \"  my-\\($row.product): {like: my-other, \"\n"
             "  + (to_entries | map(\"\\(.key): \\(.value)\") | join(\", \")) + \"}\"\n");
    call_put("head.yaml",
             "about: a\nrun: 2y\nhosts: {kms1: {}}\nchanges: [{at: 100d, host: kms1, do: down}]\n"
             "products:\n  my-other: {like: windows-7, pool: office, threshold: 9, lease: 9d,\n"
             "    initial_grace: 9d, notice_after: 8d, renewal: 1d, retry: 1d, warn_before: 8d,\n"
             "    expiry_grace: 9d, lapsed: reduced, rearms: 9}\n");
    char *rows = call_out("leaselab products --format json >p.json || exit 9\n"
                          "machines() { echo 'machines:'; jq -r '.[] | select(.by == \"host\") |\n"
                          "  \"  g-\\(.product): {product: '$1'\\(.product), count: 13}\"' p.json; }\n"
                          "{ cat head.yaml; jq -r -f typed.jq p.json; machines my-; } >mine.yaml\n"
                          "{ cat head.yaml; jq -r -f typed.jq p.json; machines; } >theirs.yaml\n"
                          "leaselab trace mine.yaml >mine.jsonl || exit 9\n"
                          "leaselab trace theirs.yaml | cmp - mine.jsonl && wc -l <mine.jsonl");
    assert_true(strtol(rows, NULL, 10) > 10000);
    free(rows);
}

/* ---- rules ------------------------------------------------------------------------------------------------
 */

/* Wherever the rule is named it is told in full, and it is named once for each transition that it is of. */
static void test_rule(void **state) {
    const Rule *rule = *state;
    char filter[300];
    Text expected = {0};
    int times = rule == &RULES[RULE_MEMORY_OVER] || rule == &RULES[RULE_HOST_KEY_SPENT];
    for (int event = 0; event < EVENT_COUNT; event++)
        for (int row = 0; row < lifecycle_row_count((Event)event); row++)
            times +=
                TRANSITIONS[event][row].rule != RULE_NONE && &RULES[TRANSITIONS[event][row].rule] == rule;
    assert_true(times > 0);
    snprintf(filter, sizeof filter,
             "[.[] | select(.rule == \"%s\") | [.sentence, .provenance, .doubt, .source, .code]]\n"
             "| length, (unique | .[][])",
             rule->name);
    text_add_format(&expected, "%d\n%s\n%s\n%s\n\x27%s\x27, %s\n%s", times, rule->sentence,
                    PROVENANCE_NAMES[rule->provenance], rule->doubt ? rule->doubt : "null",
                    SOURCES[rule->source].title, SOURCES[rule->source].where,
                    rule->code ? rule->code : "null");
    char *answer = ask("rules", filter);
    assert_string_equal(answer, expected.bytes);
    free(answer);
    text_free(&expected);
}

static void every_event_is_answered_in_every_state(void **state) {
    (void)state;
    char *answers =
        ask("rules", "[.[] | select(.event | startswith(\"a machine \"))] | group_by(.event)[]\n"
                     "| \"\\(.[0].event) \\(map(.[\"in state\"] | split(\", \")[]) | unique | length)\"");
    assert_int_equal(count_of(answers, "\n") + 1, EVENT_COUNT);
    for (int event = 0; event < EVENT_COUNT; event++) {
        char expected[100];
        snprintf(expected, sizeof expected, "a machine %s %d", EVENT_NAMES[event], STATE_COUNT);
        assert_int_equal(count_of(answers, expected), 1);
    }
    free(answers);
}

/* ---- formats ----------------------------------------------------------------------------------------------
 */

/* Which rows there are, by each format's own way of telling. */
static void the_three_formats_have_the_same_entries(void **state) {
    static const struct {
        const char *table;
        int columns;
    } TABLES[] = {{"products", COLUMN_COUNT + 4}, {"rules", 11}};
    const int entries[] = {BUILTIN_PRODUCT_COUNT, entries_of_rules()};
    (void)state;
    for (int t = 0; t < 2; t++) {
        char line[300], expected[40];
        snprintf(expected, sizeof expected, "%d\n", entries[t]);
        snprintf(line, sizeof line, "leaselab %s | grep -c '^[^ ]'", TABLES[t].table);
        char *text = call_out(line);
        assert_string_equal(text, expected);
        free(text);
        snprintf(expected, sizeof expected, "%d %d\n", entries[t], TABLES[t].columns);
        snprintf(line, sizeof line,
                 "leaselab %s --format json | jq -r '\"\\(length) \\(map(length) | max)\"'", TABLES[t].table);
        char *json = call_out(line);
        assert_string_equal(json, expected);
        free(json);
        snprintf(expected, sizeof expected, "%d %d\n", entries[t] + 2, TABLES[t].columns + 1);
        snprintf(line, sizeof line,
                 "leaselab %s -f markdown | sed 's/\\\\\\\\.//g' | awk -F '|' '{n[NF]++} END {for (i in n) "
                 "print n[i], "
                 "i - 1}'",
                 TABLES[t].table);
        char *markdown = call_out(line);
        assert_string_equal(markdown, expected);
        free(markdown);
    }
}

int main(void) {
    for (int p = 0; p < BUILTIN_PRODUCT_COUNT; p++)
        call_add(BUILTIN_PRODUCTS[p].product.name, test_product, &BUILTIN_PRODUCTS[p]);
    for (int rule = 0; rule < RULE_COUNT; rule++) call_add(RULES[rule].name, test_rule, &RULES[rule]);
    CALL_ADD(figures_that_are_printed_can_be_typed_back);
    CALL_ADD(every_event_is_answered_in_every_state);
    CALL_ADD(the_three_formats_have_the_same_entries);
    return call_run_group("tables");
}
