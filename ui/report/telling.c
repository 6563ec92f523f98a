#include "ui/report/telling.h"

static void count(Telling *telling, RuleId rule, uint64_t times) {
    if (rule != RULE_NONE) telling->times[rule] += times;
}

static void take_row(void *context, const Row *row) {
    Telling *telling = context;
    count(telling, row->rule, 1);
    if (!story_take(telling->story, row)) telling->failed = true;
}

static void take_quiet(void *context, const Quiet *quiet) {
    Telling *telling = context;
    count(telling, quiet_rule(quiet), quiet->times);
    if (!story_take_quiet(telling->story, quiet)) telling->failed = true;
}

bool telling_carry_out(Telling *telling, const Plan *plan, int32_t until) {
    const RowSink sink = {.take = take_row, .context = telling, .take_quiet = take_quiet};
    telling->run = run_create(plan);
    telling->story = story_create(plan);
    return telling->run && telling->story && run_to(telling->run, until, &sink) != RUN_OUT_OF_MEMORY &&
           !telling->failed;
}

void telling_free(Telling *telling) {
    run_destroy(telling->run);
    story_destroy(telling->story);
}
