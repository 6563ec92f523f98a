#include "sim/run/verdict.h"

#include <inttypes.h>

#include "sim/run/words.h"

const VerdictMarks PLAIN_MARKS = {"", "", "", ""};
const VerdictMarks COLOUR_MARKS = {"\x1b[32m", "\x1b[1;31m", "\x1b[1m", "\x1b[0m"};

bool verdict_held(const Run *run, uint32_t claim) {
    return world_claim(run_head(run), claim)->verdict == VERDICT_HELD;
}

int verdict_true_choice(const Run *run, const Step *step) {
    int found = -1;
    for (uint32_t c = 0; c < step->choice_count; c++) {
        if (!verdict_held(run, run_plan(run)->choices[step->first_choice + c].claim)) continue;
        if (found >= 0) return -1;
        found = (int)c;
    }
    return found;
}

size_t verdict_failures(const Run *run) {
    const Plan *plan = run_plan(run);
    size_t failures = 0;
    for (uint32_t c = 0; c < plan->expect_count; c++) failures += !verdict_held(run, c);
    for (uint32_t s = 0; s < plan->step_count; s++)
        failures += plan->steps[s].choice_count > 0 && verdict_true_choice(run, &plan->steps[s]) < 0;
    return failures;
}

/* ---- states ------------------------------------------------------------------------------------------- */

static void add_group(Text *out, const Run *run, uint32_t number) {
    const Group *group = &run_plan(run)->groups[number];
    text_add_format(out, "  %-20s %" PRIu32 " %s: ", group->name, group->count,
                    run_plan(run)->products[group->product].name);
    const char *before = "";
    for (int state = 0; state < STATE_COUNT; state++) {
        const uint32_t machines = world_count_in_state(run_head(run), number, (State)state);
        if (machines == 0) continue;
        text_add(out, before);
        if (machines == group->count)
            text_add_format(out, "%s%s", group->count > 1 ? "all " : "", STATE_NAMES[state]);
        else
            text_add_format(out, "%" PRIu32 " %s", machines, STATE_NAMES[state]);
        before = ", ";
    }
    text_add_char(out, '\n');
}

static void add_host(Text *out, const Run *run, int number) {
    const Host *host = world_host(run_head(run), number);
    text_add_format(out, "  %-20s counts", run_plan(run)->hosts[number].name);
    for (int pool = 0; pool < POOL_COUNT; pool++)
        text_add_format(out, "%s %" PRId32 " of %s", pool ? "," : "",
                        world_count(run_head(run), number, (Pool)pool), POOL_NAMES[pool]);
    if (!host->up) text_add(out, "; it is down");
    if (!host->activated) text_add(out, "; it is not activated");
    if (!host->published) text_add(out, "; it is not published");
    text_add_char(out, '\n');
}

void verdict_states(Text *out, const Run *run, const VerdictMarks *marks) {
    const Plan *plan = run_plan(run);
    text_add_format(out, "\n%sAt the end, ", marks->strong);
    words_instant(out, plan, run_head(run)->now);
    text_add_format(out, "%s\n", marks->end);
    for (uint32_t g = 0; g < plan->group_count; g++) add_group(out, run, g);
    for (uint32_t h = 0; h < plan->host_count; h++) add_host(out, run, (int)h);
}

/* ---- claims ------------------------------------------------------------------------------------------- */

static void add_truth(Text *out, const Claim *claim, const ClaimState *state, int32_t run_min) {
    if (claim->about == CLAIM_LEASE_LEFT) {
        text_add(out, state->most_left < 0 ? "no selected machine holds a lease that ends" : "left were ");
        if (state->most_left < 0) return;
        if (state->least_left != state->most_left) {
            if (state->least_left < 0)
                text_add(out, "nothing");
            else
                words_duration(out, state->least_left);
            text_add(out, " to ");
        }
        words_duration(out, state->most_left);
        return;
    }
    if (state->true_at == NEVER) {
        text_add(out, "at no minute of the run was it so");
        return;
    }
    text_add(out, "it was so from ");
    words_duration(out, state->true_at);
    text_add(out, " to ");
    words_duration(out, state->true_until == NEVER ? run_min : state->true_until - 1);
    if (state->true_until != NEVER && state->is_true) text_add(out, ", and again later");
}

void verdict_why_not(Text *out, const Run *run, uint32_t number) {
    const Claim *claim = &run_plan(run)->claims[number];
    const ClaimState *state = world_claim(run_head(run), number);
    text_add(out, "at ");
    words_duration(out, state->decided_at);
    if (claim->about == CLAIM_HOST_COUNT)
        text_add_format(out, " the count was %" PRId64 "; ", state->got);
    else
        text_add_format(out, " it was so for %" PRId64 " of %" PRIu32 "; ", state->got,
                        claim->machines.machines);
    add_truth(out, claim, state, run_plan(run)->run_min);
}

static void add_claim(Text *out, const Run *run, uint32_t number, const VerdictMarks *marks) {
    const Plan *plan = run_plan(run);
    const bool held = verdict_held(run, number);
    text_add_format(out, "  %s%s%s  ", held ? marks->good : marks->bad, held ? "held  " : "FAILED",
                    marks->end);
    words_claim(out, plan, &plan->claims[number]);
    text_add_format(out, " (line %d)\n", plan->claims[number].line);
    if (held) return;
    text_add_repeat(out, ' ', 10);
    verdict_why_not(out, run, number);
    text_add_char(out, '\n');
}

void verdict_claims(Text *out, const Run *run, const VerdictMarks *marks) {
    const Plan *plan = run_plan(run);
    uint32_t held = 0;
    if (plan->expect_count == 0) return;
    for (uint32_t c = 0; c < plan->expect_count; c++) held += verdict_held(run, c);
    text_add_format(out, "\n%sClaims: %" PRIu32 " of %" PRIu32 " held%s\n", marks->strong, held,
                    plan->expect_count, marks->end);
    for (uint32_t c = 0; c < plan->expect_count; c++) add_claim(out, run, c, marks);
}

/* ---- questions ---------------------------------------------------------------------------------------- */

enum { SAID_MOST = 1000 }; /* characters of a question or a choice */

static void add_question(Text *out, const Run *run, const Step *step, const VerdictMarks *marks) {
    const Plan *plan = run_plan(run);
    text_add(out, "  ");
    words_duration(out, step->at);
    text_add(out, "  ");
    text_add_prose(out, step->ask, SAID_MOST);
    text_add_char(out, '\n');
    for (uint32_t c = 0; c < step->choice_count; c++) {
        const LessonChoice *choice = &plan->choices[step->first_choice + c];
        const bool held = verdict_held(run, choice->claim);
        text_add_format(out, "    %s%s%s  ", held ? marks->good : "", held ? "true " : "false",
                        held ? marks->end : "");
        text_add_prose(out, choice->say, SAID_MOST);
        text_add_char(out, '\n');
    }
    if (verdict_true_choice(run, step) < 0)
        text_add_format(out, "    %sFAILED%s  exactly one choice must turn out true (line %d)\n", marks->bad,
                        marks->end, step->line);
}

void verdict_questions(Text *out, const Run *run, const VerdictMarks *marks) {
    const Plan *plan = run_plan(run);
    if (plan_question_count(plan) == 0) return;
    text_add_format(out, "\n%sQuestions%s\n", marks->strong, marks->end);
    for (uint32_t s = 0; s < plan->step_count; s++)
        if (plan->steps[s].choice_count) add_question(out, run, &plan->steps[s], marks);
}

static bool is_example(const Claim *claim, const Machine *machine) {
    return claim->about == CLAIM_STATE ? machine->state == claim->state
                                       : claim->about == CLAIM_LAST && machine->last == claim->last;
}

uint32_t verdict_example(const Claim *claim, const Run *then) {
    CHECK(claim->machines.range_count > 0);
    for (uint32_t r = 0; r < claim->machines.range_count; r++)
        for (uint32_t m = 0; m < claim->machines.ranges[r].count; m++) {
            const Machine machine = run_machine(then, claim->machines.ranges[r].first + m);
            if (is_example(claim, &machine)) return claim->machines.ranges[r].first + m;
        }
    return claim->machines.ranges[0].first;
}
