#include "sim/run/comparison.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/run/difference.h"
#include "sim/run/otherwise.h"
#include "sim/run/story_line.h"
#include "sim/run/tally.h"
#include "sim/run/words.h"

/* One of the two. */
typedef struct {
    const char *name;
    const Plan *plan;
    Run *run;
    Tally tally;
} Side;

/* ---- the table --------------------------------------------------------------------------------------------
 */

/* One character, and three bytes. */
static const char NO_FIGURE[] = "–";

/* How many bytes a figure's column has. */
static int column_of(const char *figure) {
    return strcmp(figure, NO_FIGURE) == 0 ? 14 + 2 : 14;
}

static void add_figure(Text *out, const char *who, const char *what, const char *a, const char *b) {
    text_add_format(out, "  %-20s %-27s%*s %*s%s\n", who, what, column_of(a), a, column_of(b), b,
                    strcmp(a, b) == 0 ? "" : "  *");
}

static void add_numbers(Text *out, const char *who, const char *what, bool in_a, int64_t a, bool in_b,
                        int64_t b) {
    char texts[2][24] = {"–", "–"};
    if (in_a) snprintf(texts[0], sizeof texts[0], "%" PRId64, a);
    if (in_b) snprintf(texts[1], sizeof texts[1], "%" PRId64, b);
    add_figure(out, who, what, texts[0], texts[1]);
}

/* Machine-minutes as days, to a hundredth, in whole numbers: the same everywhere. */
static void format_days(uint64_t minutes, char out[32]) {
    const uint64_t hundredths = (minutes * 100 + DAY_MIN / 2) / DAY_MIN;
    snprintf(out, 32, "%" PRIu64 ".%02" PRIu64, hundredths / 100, hundredths % 100);
}

static int find_group(const Plan *plan, const char *name) {
    for (uint32_t g = 0; g < plan->group_count; g++)
        if (strcmp(plan->groups[g].name, name) == 0) return (int)g;
    return -1;
}

static int find_host(const Plan *plan, const char *name) {
    for (uint32_t h = 0; h < plan->host_count; h++)
        if (strcmp(plan->hosts[h].name, name) == 0) return (int)h;
    return -1;
}

static void add_group(Text *out, const Side *a, int in_a, const Side *b, int in_b, const char *name) {
    const GroupTally none = {0};
    const GroupTally *of_a = in_a < 0 ? &none : &a->tally.groups[in_a];
    const GroupTally *of_b = in_b < 0 ? &none : &b->tally.groups[in_b];
    char days[2][32] = {"–", "–"};
    const World *world_a = run_head(a->run), *world_b = run_head(b->run);
    const int64_t licensed_a = in_a < 0 ? 0 : world_count_in_state(world_a, (uint32_t)in_a, STATE_LICENSED);
    const int64_t licensed_b = in_b < 0 ? 0 : world_count_in_state(world_b, (uint32_t)in_b, STATE_LICENSED);
    if (in_a >= 0) format_days(of_a->unlicensed_min, days[0]);
    if (in_b >= 0) format_days(of_b->unlicensed_min, days[1]);
    add_numbers(out, name, "leases that ran out", in_a >= 0, (int64_t)of_a->lapses, in_b >= 0,
                (int64_t)of_b->lapses);
    add_figure(out, name, "machine-days not licensed", days[0], days[1]);
    add_numbers(out, name, "licensed at the end", in_a >= 0, licensed_a, in_b >= 0, licensed_b);
}

static void add_host(Text *out, const Side *a, int in_a, const Side *b, int in_b, const char *name) {
    static const char *const WHATS[POOL_COUNT] = {"count of office at the end",
                                                  "count of windows at the end"};
    for (int pool = 0; pool < POOL_COUNT; pool++)
        add_numbers(out, name, WHATS[pool], in_a >= 0,
                    in_a < 0 ? 0 : world_count(run_head(a->run), in_a, (Pool)pool), in_b >= 0,
                    in_b < 0 ? 0 : world_count(run_head(b->run), in_b, (Pool)pool));
}

static void add_table(Text *out, const Side *a, const Side *b) {
    const Plan *plan_a = a->plan, *plan_b = b->plan;
    text_add_format(out, "\n  %-20s %-26s %14s %14s\n", "", "", a->name, b->name);
    for (uint32_t g = 0; g < plan_a->group_count; g++) {
        const char *name = plan_a->groups[g].name;
        add_group(out, a, (int)g, b, find_group(plan_b, name), name);
    }
    for (uint32_t g = 0; g < plan_b->group_count; g++) {
        const char *name = plan_b->groups[g].name;
        if (find_group(plan_a, name) < 0) add_group(out, a, -1, b, (int)g, name);
    }
    for (uint32_t h = 0; h < plan_a->host_count; h++) {
        const char *name = plan_a->hosts[h].name;
        add_host(out, a, (int)h, b, find_host(plan_b, name), name);
    }
    for (uint32_t h = 0; h < plan_b->host_count; h++) {
        const char *name = plan_b->hosts[h].name;
        if (find_host(plan_a, name) < 0) add_host(out, a, -1, b, (int)h, name);
    }
    add_numbers(out, "claims and questions", "failed", true, (int64_t)verdict_failures(a->run), true,
                (int64_t)verdict_failures(b->run));
}

/* ---- the first difference ---------------------------------------------------------------------------------
 */

static void add_row(Text *out, const char *name, const Plan *plan, bool there, const Row *row) {
    text_add_format(out, "  %-7s", name);
    if (there)
        story_row(out, plan, row);
    else
        text_add(out, "  nothing (more) happens in that minute\n");
}

static void add_difference(Text *out, const Side *a, const Side *b, const Difference *found) {
    if (found->at == NEVER) {
        text_add(out, "The same things happen in both.\n");
        return;
    }
    text_add(out, "They first differ at ");
    words_instant(out, a->plan, found->at);
    text_add(out, ":\n");
    add_row(out, a->name, a->plan, found->in_a, &found->a);
    add_row(out, b->name, b->plan, found->in_b, &found->b);
}

/* ---- both --------------------------------------------------------------------------------------------- */

struct Comparing {
    Side a, b;
    RowSink sink_a, sink_b;
    Difference found;
    DifferenceSearch *search; /* owned */
};

Comparing *comparison_begin(Run *a, Run *b, const char *name_a, const char *name_b) {
    Comparing *both = calloc(1, sizeof *both);
    if (!both) return NULL;
    both->a = (Side){.name = name_a, .plan = run_plan(a), .run = a};
    both->b = (Side){.name = name_b, .plan = run_plan(b), .run = b};
    if (tally_create(&both->a.tally, both->a.plan) && tally_create(&both->b.tally, both->b.plan)) {
        both->sink_a = tally_sink(&both->a.tally);
        both->sink_b = tally_sink(&both->b.tally);
        both->search = difference_begin(a, b, &both->sink_a, &both->sink_b, &both->found);
    }
    if (both->search) return both;
    comparison_end(both);
    return NULL;
}

void comparison_end(Comparing *both) {
    if (!both) return;
    difference_end(both->search);
    tally_destroy(&both->a.tally);
    tally_destroy(&both->b.tally);
    free(both);
}

RunStatus comparison_go_on(Comparing *both, uint64_t rows) {
    return difference_go_on(both->search, rows);
}

int32_t comparison_until(const Comparing *both) {
    return difference_until(both->search);
}

bool comparison_add(Comparing *both, Text *out, const VerdictMarks *marks) {
    Side *a = &both->a, *b = &both->b;
    tally_close(&a->tally, a->plan->run_min);
    tally_close(&b->tally, b->plan->run_min);
    add_difference(out, a, b, &both->found);
    add_table(out, a, b);
    return otherwise_tell(out, (NamedRun){a->name, a->run}, (NamedRun){b->name, b->run}, marks) &&
           !out->failed;
}

bool comparison_tell(Text *out, Run *a, Run *b, const char *name_a, const char *name_b,
                     const VerdictMarks *marks) {
    Comparing *both = comparison_begin(a, b, name_a, name_b);
    const bool good =
        both && comparison_go_on(both, UINT64_MAX) == RUN_IS_OVER && comparison_add(both, out, marks);
    comparison_end(both);
    return good;
}
