#include "sim/run/why.h"

#include <inttypes.h>
#include <stdlib.h>

#include "sim/base/check.h"
#include "sim/run/remedy.h"
#include "sim/run/story.h"
#include "sim/run/trace.h"
#include "sim/run/words.h"

enum { CAUSES_MOST = 60, AFTER_THE_RUN_MIN = 31 * 1440 };

/* What the rows of the run say about one machine. */
typedef struct {
    const Plan *plan;
    int32_t run_min; /* the end of the run as the file has it */
    const Product *product;
    uint32_t machine;
    Story *causes;
    Row state_row;    /* that brought it into its state; kind ROW_KIND_COUNT before any */
    Row last_attempt; /* the same */
    bool no_memory;
} Case;

/* ---- listening to the run ----------------------------------------------------------------------------- */

/* Can this change matter to the machine? */
static bool concerns(const Case *patient, const Row *row) {
    const Change *change = &patient->plan->changes[row->entry];
    const bool by_host = patient->product->by == BY_HOST;
    switch (change->kind) {
    case CHANGE_HOST_DO:
    case CHANGE_HOST_SET: return by_host;
    case CHANGE_SERVICE:
        return by_host ? change->subject == SERVICE_DNS : change->subject == (int)patient->product->by;
    case CHANGE_BLOCK:
    case CHANGE_UNBLOCK: return true;
    case CHANGE_POWER:
    case CHANGE_MOVE:
    case CHANGE_ATTEMPT:
    case CHANGE_RETIRE:
    case CHANGE_REIMAGE:
    case CHANGE_REARM:
    case CHANGE_USE:
    case CHANGE_CACHE:
    case CHANGE_SKEW:
    case CHANGE_SIGN: return selection_has(change->machines, patient->machine);
    case CHANGE_KIND_COUNT: break;
    }
    CHECK(!"a ChangeKind");
}

static void take_row(void *context, const Row *row) {
    Case *patient = context;
    const bool own = row->machine == patient->machine;
    if (own && row_has_states(row) && (row->kind != ROW_ATTEMPT || row->from != row->to))
        patient->state_row = *row;
    if (own && row->kind == ROW_ATTEMPT) patient->last_attempt = *row;
    if (own || (row->kind == ROW_CHANGE && concerns(patient, row)))
        patient->no_memory |= !story_take(patient->causes, row);
}

/* ---- the head ----------------------------------------------------------------------------------------- */

static void add_rule(Text *out, const Row *row) {
    const Rule *rule = &RULES[row->rule];
    text_add_format(out, "  Rule       %s: %s\n", rule->name, rule->sentence);
    text_add_format(out, "  Source     %s, '%s' (%s)\n", PROVENANCE_NAMES[rule->provenance],
                    SOURCES[rule->source].title, SOURCES[rule->source].where);
    if (rule->doubt) text_add_format(out, "  Doubt      %s\n", rule->doubt);
    if (rule->code) text_add_format(out, "  Code       %s\n", rule->code);
    if (row->counted) text_add_format(out, "  Event log  %s\n", COUNTED_EVENTS);
}

static void add_compared(Text *out, const Case *patient, const Row *row) {
    const char *answerer = row_answerer(patient->plan, row);
    if (row->kind != ROW_ATTEMPT) return;
    text_add(out, "  Compared   ");
    if (row->counted)
        text_add_format(out, "count %d %s threshold %d; %s counted", row->count,
                        row->count >= row->threshold ? ">=" : "<", row->threshold, answerer);
    else if (row->result == RESULT_CLOCK_SKEW)
        text_add_format(out, "clocks more than 4h apart; %s answered", answerer);
    else if (answerer)
        text_add_format(out, "nothing: the service %s answered %s", answerer, RESULT_NAMES[row->result]);
    else
        text_add_format(out, "nothing: %s", RESULT_NAMES[row->result]);
    text_add(out, "\n");
}

static void add_state(Text *out, const Case *patient, const World *world) {
    const Machine *machine = world_machine(world, patient->machine);
    words_machine(out, patient->plan, patient->machine);
    text_add(out, " at ");
    words_instant(out, patient->plan, world->now);
    text_add_format(out, ": %s", STATE_NAMES[machine->state]);
    if (patient->state_row.kind != ROW_KIND_COUNT) {
        text_add(out, " since ");
        words_instant(out, patient->plan, patient->state_row.at);
    }
    if (machine->clock_at != NEVER) {
        text_add_format(out, "\n%s until ",
                        machine->state == STATE_LICENSED ? "Its lease lasts" : "Its grace lasts");
        words_instant(out, patient->plan, machine->clock_at);
        text_add(out, ", ");
        words_duration(out, machine->clock_at - world->now);
        text_add(out, " from now");
    }
    text_add(out, "\n");
}

static void add_reasons(Text *out, const Case *patient, const World *world) {
    const Row *state = &patient->state_row, *attempt = &patient->last_attempt;
    if (state->kind == ROW_KIND_COUNT) {
        text_add(out, "\nIt is not installed yet: it starts at ");
        words_instant(out, patient->plan, plan_starts_at(patient->plan, patient->machine));
        text_add(out, ".\n");
        return;
    }
    text_add(out, "\nWhy it is in this state\n  At         ");
    words_instant(out, patient->plan, state->at);
    text_add(out, "\n");
    add_compared(out, patient, state);
    add_rule(out, state);
    const Machine *machine = world_machine(world, patient->machine);
    const bool told = state->kind == ROW_ATTEMPT && state->at == attempt->at;
    if (attempt->kind == ROW_KIND_COUNT || told || machine->last == RESULT_NONE) return;
    text_add(out, "\nIts last attempt\n  At         ");
    words_instant(out, patient->plan, attempt->at);
    text_add(out, "\n");
    add_compared(out, patient, attempt);
    add_rule(out, attempt);
}

/* ---- what comes next ---------------------------------------------------------------------------------- */

static void add_instant_line(Text *out, const Case *patient, const char *what, int32_t at) {
    text_add_format(out, "  %-10s ", what);
    if (at == NEVER)
        text_add(out, "none");
    else
        words_instant(out, patient->plan, at);
    if (at > patient->run_min && at != NEVER) text_add(out, ", after the end of the run");
    text_add(out, "\n");
}

/* The next minute after now at whose end the state is another, in a copy that goes on; NEVER within the run.
 */
static bool find_next_state(const Run *run, uint32_t machine, int32_t last, int32_t *out_at,
                            State *out_state) {
    Run *copy = run_copy(run);
    if (!copy) return false;
    run_by_table_only(copy); /* so that its machine can be looked at in every minute */
    const uint8_t before = world_machine(run_world(run), machine)->state;
    RunStatus status = RUN_GOES_ON;
    while (status == RUN_GOES_ON && world_machine(run_world(copy), machine)->state == before)
        status = run_step(copy, last, NULL);
    const State after = (State)world_machine(run_world(copy), machine)->state;
    *out_at = after == before ? NEVER : run_world(copy)->now;
    *out_state = after;
    run_destroy(copy);
    return status != RUN_OUT_OF_MEMORY;
}

static bool add_next(Text *out, const Case *patient, const Run *run) {
    const Machine *machine = world_machine(run_world(run), patient->machine);
    int32_t at;
    State state;
    text_add(out, "\nWhat comes next\n");
    if (machine->state != STATE_ABSENT) {
        add_instant_line(out, patient, "attempt", run_next_attempt(run, patient->machine));
        if (machine->clock_at != NEVER)
            add_instant_line(out, patient, machine->state == STATE_LICENSED ? "lease end" : "grace end",
                             machine->clock_at);
        if (machine->notice_at != NEVER) add_instant_line(out, patient, "reminder", machine->notice_at);
    }
    if (!find_next_state(run, patient->machine, patient->run_min, &at, &state)) return false;
    text_add(out, "  in this run ");
    if (at == NEVER)
        text_add(out, "it stays so to the end");
    else {
        text_add_format(out, "%s at ", STATE_NAMES[state]);
        words_instant(out, patient->plan, at);
    }
    text_add(out, "\n");
    return true;
}

/* ---- why not licensed --------------------------------------------------------------------------------- */

static void add_candidate(Text *out, const Plan *plan, const AskingLog *log, int number) {
    static const char *const KINDS[] = {"pinned", "cached", "looked up"};
    static const char *const VERDICTS[VERDICT_COUNT] = {"is down",
                                                        "cannot be reached from where the machine is",
                                                        "is not activated",
                                                        "does not serve the product's pool",
                                                        "answers, but the clocks are more than 4h apart",
                                                        "answers and counts"};
    text_add_format(out, "  %-10s %s (%s) %s\n", number == 0 ? "It asks" : "then",
                    plan->hosts[log->candidates[number].host].name, KINDS[log->candidates[number].kind],
                    VERDICTS[log->candidates[number].verdict]);
}

static void add_missing(Text *out, const Case *patient, const Remedy *remedy) {
    const Plan *plan = patient->plan;
    const Answer *answer = &remedy->answer;
    const AskingLog *log = &remedy->log;
    for (int c = 0; c < log->count && c < ASKING_LOG; c++) add_candidate(out, plan, log, c);
    if (log->looked_up && !log->lookup_answered)
        text_add(out, "  lookup     the name lookup does not answer\n");
    else if (log->looked_up && log->count == 0)
        text_add(out, "  lookup     no host is published\n");
    text_add(out, "  Missing    ");
    const int32_t missing = patient->product->threshold - answer->count;
    switch (answer->result) {
    case RESULT_GRANTED: text_add(out, "nothing but the attempt itself: it would be granted now"); break;
    case RESULT_COUNT_INSUFFICIENT:
        text_add_format(out, "%d more id%s at %s: it would count %d, and %d are needed", missing,
                        missing == 1 ? "" : "s", plan->hosts[answer->host].name, answer->count,
                        patient->product->threshold);
        break;
    case RESULT_NO_HOST:
        text_add(out, patient->product->by == BY_HOST ? "a host that answers" : "the service's answer");
        break;
    case RESULT_NO_RECORD: text_add(out, "a host that it knows of"); break;
    case RESULT_WRONG_HOST: text_add(out, "a host that is activated and serves its product"); break;
    case RESULT_CLOCK_SKEW: text_add(out, "a clock that is right"); break;
    case RESULT_NOT_ENTITLED: text_add(out, "somebody entitled who is signed in"); break;
    case RESULT_NONE:
    case RESULT_COUNT: CHECK(!"a Result of an attempt");
    }
    text_add(out, "\n");
}

static void add_remedy(Text *out, const Case *patient, const Run *run, const Remedy *remedy) {
    const Machine *machine = world_machine(run_world(run), patient->machine);
    if (!machine->power)
        text_add(out, "  Switch     it is off: it asks nobody\n");
    else if (!run_machine_is_on(run, patient->machine, run_world(run)->now))
        text_add(out, "  Presence   it is not there at this time of day: it asks nobody\n");
    add_instant_line(out, patient, "Earliest", run_next_attempt(run, patient->machine));
    text_add(out, "  Remedy     ");
    if (remedy->never_present) {
        text_add(out, "none: it is not there any more within the run\n");
        return;
    }
    if (remedy->step_count == 0 && !remedy->worked) {
        text_add(out, "none was found\n");
        return;
    }
    if (remedy->step_count == 0) text_add(out, "ask now");
    for (int s = 0; s < remedy->step_count; s++) {
        if (s) text_add(out, "; and ");
        remedy_words(out, patient->plan, &remedy->steps[s]);
    }
    text_add(out, remedy->worked
                      ? "\n  Tried      in a copy of this world, with an attempt at once: licensed at "
                      : "\n  Tried      in a copy of this world: that alone was not enough at ");
    words_instant(out, patient->plan, remedy->at);
    text_add(out, "\n");
}

static bool add_why_not(Text *out, const Case *patient, const Run *run) {
    Remedy remedy;
    text_add(out, "\nWhy it is not licensed\n");
    if (!remedy_find(run, patient->machine, &remedy)) return false;
    add_missing(out, patient, &remedy);
    add_remedy(out, patient, run, &remedy);
    return true;
}

/* ---- the card ----------------------------------------------------------------------------------------- */

static bool tell(Text *out, Case *patient, Run *run, int32_t at) {
    const RowSink sink = {take_row, patient, NULL};
    if (run_to(run, at, &sink) == RUN_OUT_OF_MEMORY || patient->no_memory) return false;
    const World *world = run_world(run);
    const State state = (State)world_machine(world, patient->machine)->state;
    add_state(out, patient, world);
    add_reasons(out, patient, world);
    if (state != STATE_LICENSED && state != STATE_ABSENT && !add_why_not(out, patient, run)) return false;
    if (!add_next(out, patient, run)) return false;
    text_add(out, "\nHow it came to this\n");
    return story_tell(patient->causes, out, CAUSES_MOST, true);
}

bool why_tell(Text *out, const Plan *plan, uint32_t machine, int32_t at) {
    /* The same run with a month after its end, so that a remedy can be tried in its last minute too. */
    Plan longer = *plan;
    longer.run_min = plan->run_min + AFTER_THE_RUN_MIN;
    Case patient = {.plan = &longer,
                    .run_min = plan->run_min,
                    .product = &plan->products[plan->groups[plan_group_of(plan, machine)].product],
                    .machine = machine,
                    .causes = story_create(plan),
                    .state_row = {.kind = ROW_KIND_COUNT},
                    .last_attempt = {.kind = ROW_KIND_COUNT}};
    Run *run = run_create(&longer);
    const bool told = run && patient.causes && tell(out, &patient, run, at);
    run_destroy(run);
    story_destroy(patient.causes);
    return told;
}
