#include "sim/run/tally.h"

#include <stdlib.h>

bool tally_create(Tally *tally, const Plan *plan) {
    *tally = (Tally){.plan = plan, .groups = calloc((size_t)plan->group_count + 1, sizeof *tally->groups)};
    return tally->groups != NULL;
}

void tally_destroy(Tally *tally) {
    free(tally->groups);
    tally->groups = NULL;
}

static bool lacks_licence(State state) {
    return state != STATE_ABSENT && state != STATE_LICENSED;
}

static void bring_up_to(GroupTally *group, int32_t at) {
    group->unlicensed_min += (uint64_t)group->unlicensed * (uint64_t)(at - group->since_at);
    group->since_at = at;
}

static void take_row(void *context, const Row *row) {
    const Tally *tally = context;
    if (!row_has_states(row) || row->from == row->to) return;
    GroupTally *group = &tally->groups[plan_group_of(tally->plan, row->machine)];
    bring_up_to(group, row->at);
    group->unlicensed += lacks_licence(row->to);
    group->unlicensed -= lacks_licence(row->from);
    group->lapses += row->kind == ROW_LAPSE && row->from == STATE_LICENSED;
}

/* Attempts that go on as before change no state. */
static void pass_over(void *context, const Quiet *quiet) {
    (void)context;
    (void)quiet;
}

RowSink tally_sink(Tally *tally) {
    return (RowSink){take_row, tally, pass_over};
}

void tally_close(Tally *tally, int32_t at) {
    for (uint32_t g = 0; g < tally->plan->group_count; g++) bring_up_to(&tally->groups[g], at);
}
