#include "sim/run/difference.h"

#include <stdlib.h>
#include <string.h>

#include "sim/run/trace.h"
#include "sim/run/words.h"

/* ---- are two rows alike? ------------------------------------------------------------------------------ */

static bool same_name(const char *a, const char *b) {
    return a == b || (a && b && strcmp(a, b) == 0);
}

/* What the change or the claim of a row says. */
static void add_entry(Text *out, const Plan *plan, const Row *row) {
    if (row->kind == ROW_CHANGE && row->entry != NO_ENTRY)
        words_change(out, plan, &plan->changes[row->entry]);
    if (row->kind == ROW_EXPECT) words_claim(out, plan, &plan->claims[row->entry]);
    text_add_char(out, '\0');
}

typedef struct {
    const Plan *plan_a, *plan_b;
    bool same_groups;      /* machines of one number have one name */
    Text entry_a, entry_b; /* owned */
} Judge;

static bool have_same_groups(const Plan *a, const Plan *b) {
    bool same = a->group_count == b->group_count;
    for (uint32_t g = 0; same && g < a->group_count; g++)
        same = a->groups[g].count == b->groups[g].count && strcmp(a->groups[g].name, b->groups[g].name) == 0;
    return same;
}

static bool same_machine(const Judge *judge, uint32_t a, uint32_t b) {
    char name_a[MEMBER_NAME], name_b[MEMBER_NAME];
    if (judge->same_groups || a == NO_MACHINE || b == NO_MACHINE) return a == b;
    plan_machine_name(judge->plan_a, a, name_a);
    plan_machine_name(judge->plan_b, b, name_b);
    return strcmp(name_a, name_b) == 0;
}

static bool same_entry(Judge *judge, const Row *a, const Row *b) {
    if (a->kind != ROW_CHANGE && a->kind != ROW_EXPECT) return true;
    text_clear(&judge->entry_a);
    text_clear(&judge->entry_b);
    add_entry(&judge->entry_a, judge->plan_a, a);
    add_entry(&judge->entry_b, judge->plan_b, b);
    if (judge->entry_a.failed || judge->entry_b.failed) return false;
    return strcmp(judge->entry_a.bytes, judge->entry_b.bytes) == 0;
}

static bool same_row(Judge *judge, const Row *a, const Row *b) {
    return a->at == b->at && a->kind == b->kind && a->result == b->result && a->held == b->held &&
           a->counted == b->counted && a->got == b->got && a->count == b->count &&
           a->threshold == b->threshold && a->pool == b->pool && a->from == b->from && a->to == b->to &&
           a->clock_at == b->clock_at && a->due_at == b->due_at && a->rule == b->rule &&
           (a->kind != ROW_FORGET || a->id == b->id) &&
           same_name(row_answerer(judge->plan_a, a), row_answerer(judge->plan_b, b)) &&
           same_machine(judge, a->machine, b->machine) && same_entry(judge, a, b);
}

/* ---- step by step ------------------------------------------------------------------------------------- */

/* What the first run did in one step; the second is held against it as it goes. */
struct DifferenceSearch {
    Run *a, *b;
    bool is_a_over, is_b_over;
    Judge judge;
    Row *rows; /* owned */
    size_t count, capacity, met;
    const RowSink *sink_a, *sink_b;
    Difference *out;
    bool no_memory;
};

static void hand_on(const RowSink *sink, const Row *row) {
    if (sink) sink->take(sink->context, row);
}

static void keep_row(void *context, const Row *row) {
    DifferenceSearch *both = context;
    hand_on(both->sink_a, row);
    if (both->count == both->capacity) {
        const size_t capacity = both->capacity ? both->capacity * 2 : 64;
        Row *rows = both->no_memory ? NULL : realloc(both->rows, capacity * sizeof *rows);
        both->no_memory |= rows == NULL;
        if (both->no_memory) return;
        both->rows = rows;
        both->capacity = capacity;
    }
    both->rows[both->count++] = *row;
}

/* One of the rows may be NULL: there nothing more happens. */
static void note_difference(Difference *out, const Row *a, const Row *b) {
    out->at = a ? a->at : b->at;
    out->in_a = a != NULL;
    out->in_b = b != NULL;
    if (a) out->a = *a;
    if (b) out->b = *b;
}

static void hold_against(void *context, const Row *row) {
    DifferenceSearch *both = context;
    hand_on(both->sink_b, row);
    if (both->out->at != NEVER) return;
    const Row *other = both->met < both->count ? &both->rows[both->met] : NULL;
    if (other && same_row(&both->judge, other, row))
        both->met++;
    else /* of two minutes the earlier one, in which the other run does nothing more */
        note_difference(both->out, other && other->at <= row->at ? other : NULL,
                        other && other->at < row->at ? NULL : row);
}

/* The next step of the first run, and the second up to there; once the first is over, one of the second. */
static RunStatus next_step(DifferenceSearch *both) {
    const RowSink keep = {keep_row, both, NULL}, hold = {hold_against, both, NULL};
    Run *a = both->a, *b = both->b;
    both->count = both->met = 0;
    if (!both->is_a_over) {
        const RunStatus status = run_step(a, run_plan(a)->run_min, &keep);
        if (status == RUN_OUT_OF_MEMORY) return status;
        both->is_a_over = status == RUN_IS_OVER;
    }
    const RunStatus status =
        both->is_a_over ? run_step(b, run_plan(b)->run_min, &hold) : run_to(b, run_head(a)->now, &hold);
    if (both->out->at == NEVER && both->met < both->count)
        note_difference(both->out, &both->rows[both->met], NULL);
    both->no_memory |= both->judge.entry_a.failed || both->judge.entry_b.failed;
    both->is_b_over = both->is_a_over && status == RUN_IS_OVER;
    return both->no_memory ? RUN_OUT_OF_MEMORY : status;
}

/* Nothing is held against anything any more: the one that is behind goes on. */
static RunStatus next_step_apart(DifferenceSearch *both) {
    const bool is_a =
        both->is_b_over || (!both->is_a_over && run_head(both->a)->now <= run_head(both->b)->now);
    Run *behind = is_a ? both->a : both->b;
    const RunStatus status = run_step(behind, run_plan(behind)->run_min, is_a ? both->sink_a : both->sink_b);
    *(is_a ? &both->is_a_over : &both->is_b_over) = status == RUN_IS_OVER;
    return status;
}

/* ---- piece by piece ----------------------------------------------------------------------------------- */

DifferenceSearch *difference_begin(Run *a, Run *b, const RowSink *sink_a, const RowSink *sink_b,
                                   Difference *out) {
    DifferenceSearch *both = malloc(sizeof *both);
    *out = (Difference){.at = NEVER};
    if (!both) return NULL;
    *both = (DifferenceSearch){.a = a,
                               .b = b,
                               .judge = {.plan_a = run_plan(a),
                                         .plan_b = run_plan(b),
                                         .same_groups = have_same_groups(run_plan(a), run_plan(b))},
                               .sink_a = sink_a,
                               .sink_b = sink_b,
                               .out = out};
    return both;
}

void difference_end(DifferenceSearch *both) {
    if (!both) return;
    free(both->rows);
    text_free(&both->judge.entry_a);
    text_free(&both->judge.entry_b);
    free(both);
}

static bool are_over(const DifferenceSearch *both) {
    return both->is_a_over && both->is_b_over;
}

static uint64_t rows_done(const DifferenceSearch *both) {
    return run_head(both->a)->row_count + run_head(both->b)->row_count;
}

RunStatus difference_go_on(DifferenceSearch *both, uint64_t rows) {
    const uint64_t before_it = rows_done(both);
    RunStatus status = RUN_GOES_ON;
    while (status != RUN_OUT_OF_MEMORY && !are_over(both) && rows_done(both) - before_it < rows)
        status = both->out->at == NEVER ? next_step(both) : next_step_apart(both);
    return status == RUN_OUT_OF_MEMORY ? status : are_over(both) ? RUN_IS_OVER : RUN_GOES_ON;
}

int32_t difference_until(const DifferenceSearch *both) {
    const int32_t a = run_head(both->a)->now, b = run_head(both->b)->now;
    return both->is_a_over || (!both->is_b_over && b < a) ? b : a;
}

bool difference_find(Run *a, Run *b, const RowSink *sink_a, const RowSink *sink_b, Difference *out) {
    DifferenceSearch *both = difference_begin(a, b, sink_a, sink_b, out);
    const bool good = both && difference_go_on(both, UINT64_MAX) == RUN_IS_OVER;
    difference_end(both);
    return good;
}
