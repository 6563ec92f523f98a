#include "sim/run/why.h"

#include <inttypes.h>
#include <stdlib.h>

#include "sim/base/check.h"
#include "sim/run/remedy.h"
#include "sim/run/story.h"
#include "sim/run/trace.h"
#include "sim/run/words.h"

enum { CAUSES_MOST = 60 };

/* What the rows of the run say about one machine. */
typedef struct {
    const Plan *plan;
    int32_t run_min; /* the end of the run as the file has it */
    const Product *product;
    uint32_t machine;
    Machine self; /* as it is now */
    Story *causes;
    Row state_row;    /* that brought it into its state; kind ROW_KIND_COUNT before any */
    Row last_attempt; /* the same */
    bool no_memory;
    WhyCard *card;
    size_t capacity;   /* of its lines */
    size_t line_begin; /* where the next line begins in its text … */
    bool begins_part;  /* … and whether that begins a part */
} Case;

/* ---- listening to the run ----------------------------------------------------------------------------- */

/* Can this change matter to the machine? */
static bool concerns(const Case *patient, const Row *row) {
    if (row->entry == NO_ENTRY) return true; /* a what-if: somebody thinks so */
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

static void take_quiet(void *context, const Quiet *quiet) {
    (void)context, (void)quiet;
}

static void take_no_row(void *context, const Row *row) {
    (void)context, (void)row;
}

/* ---- lines -------------------------------------------------------------------------------------------- */

/* A line is over, with its line feed; it speaks of minute `at`, or of none (NEVER). */
static void note_line(void *context, int32_t at) {
    Case *patient = context;
    WhyCard *card = patient->card;
    if (card->count == patient->capacity) {
        const size_t capacity = patient->capacity ? patient->capacity * 2 : 32;
        WhyLine *lines = realloc(card->lines, capacity * sizeof *lines);
        card->text.failed |= !lines;
        if (!lines) return;
        card->lines = lines;
        patient->capacity = capacity;
    }
    card->lines[card->count++] = (WhyLine){.begin = patient->line_begin,
                                           .length = card->text.length - patient->line_begin - 1,
                                           .at = at,
                                           .begins_part = patient->begins_part};
    patient->line_begin = card->text.length;
    patient->begins_part = false;
}

static void end_line(Case *patient, int32_t at) {
    text_add(&patient->card->text, "\n");
    if (!patient->card->text.failed) note_line(patient, at);
}

/* The next line begins a part. */
static void begin_part(Case *patient) {
    text_add(&patient->card->text, "\n");
    patient->line_begin = patient->card->text.length;
    patient->begins_part = true;
}

static void add_heading(Case *patient, const char *heading) {
    begin_part(patient);
    text_add(&patient->card->text, heading);
    end_line(patient, NEVER);
}

/* "  what       …": the caller adds what it is, and ends the line. */
static Text *begin_line(Case *patient, const char *what) {
    text_add_format(&patient->card->text, "  %-10s ", what);
    return &patient->card->text;
}

static void add_line(Case *patient, const char *what, const char *is) {
    text_add(begin_line(patient, what), is);
    end_line(patient, NEVER);
}

static void add_instant(Case *patient, const char *what, int32_t at) {
    words_instant(begin_line(patient, what), patient->plan, at);
    end_line(patient, at);
}

/* ---- the head ----------------------------------------------------------------------------------------- */

static void add_rule(Case *patient, const Row *row) {
    const Rule *rule = &RULES[row->rule];
    const Backing backing = rule_backing(row->rule, patient->product);
    const Source *source = &SOURCES[backing.source];
    text_add_format(begin_line(patient, "Rule"), "%s: %s", rule->name, rule->sentence);
    end_line(patient, NEVER);
    text_add_format(begin_line(patient, "Source"), "%s, '%s' (%s)", PROVENANCE_NAMES[backing.provenance],
                    source->title, source->where);
    end_line(patient, NEVER);
    if (backing.doubt) add_line(patient, "Doubt", backing.doubt);
    if (backing.code) add_line(patient, "Code", backing.code);
    if (row->counted) add_line(patient, "Event log", COUNTED_EVENTS);
}

static void add_compared(Case *patient, const Row *row) {
    const char *answerer = row_answerer(patient->plan, row);
    if (row->kind != ROW_ATTEMPT) return;
    Text *out = begin_line(patient, "Compared");
    if (row->counted)
        text_add_format(out, "count %d %s threshold %d; %s counted", row->count,
                        row->count >= row->threshold ? ">=" : "<", row->threshold, answerer);
    else if (row->result == RESULT_CLOCK_SKEW)
        text_add_format(out, "clocks more than 4h apart; %s answered", answerer);
    else if (answerer)
        text_add_format(out, "nothing: the service %s answered %s", answerer, RESULT_NAMES[row->result]);
    else
        text_add_format(out, "nothing: %s", RESULT_NAMES[row->result]);
    end_line(patient, NEVER);
}

static void add_state(Case *patient, int32_t now) {
    const Machine *self = &patient->self;
    const Plan *plan = patient->plan;
    Text *out = &patient->card->text;
    int32_t since = NEVER;
    words_machine(out, plan, patient->machine);
    text_add(out, " at ");
    words_instant(out, plan, now);
    text_add_format(out, ": %s", STATE_NAMES[self->state]);
    if (patient->state_row.kind != ROW_KIND_COUNT) {
        since = patient->state_row.at;
        text_add(out, " since ");
        words_instant(out, plan, since);
    }
    end_line(patient, since);
    if (self->clock_at == NEVER) return;
    text_add_format(out, "%s until ", self->state == STATE_LICENSED ? "Its lease lasts" : "Its grace lasts");
    words_instant(out, plan, self->clock_at);
    text_add(out, ", ");
    words_duration(out, self->clock_at - now);
    text_add(out, " from now");
    end_line(patient, self->clock_at);
}

static void add_reason(Case *patient, const char *heading, const Row *row) {
    add_heading(patient, heading);
    add_instant(patient, "At", row->at);
    add_compared(patient, row);
    add_rule(patient, row);
}

static void add_reasons(Case *patient) {
    const Row *state = &patient->state_row, *attempt = &patient->last_attempt;
    if (state->kind == ROW_KIND_COUNT) {
        const int32_t starts_at = plan_starts_at(patient->plan, patient->machine);
        begin_part(patient);
        text_add(&patient->card->text, "It is not installed yet: it starts at ");
        words_instant(&patient->card->text, patient->plan, starts_at);
        text_add(&patient->card->text, ".");
        end_line(patient, starts_at);
        return;
    }
    const bool is_told_with_it = state->kind == ROW_ATTEMPT && state->at == attempt->at;
    const bool is_another =
        attempt->kind != ROW_KIND_COUNT && !is_told_with_it && patient->self.last != RESULT_NONE;
    const bool is_licensed = patient->self.state == STATE_LICENSED;
    if (is_another && !is_licensed) add_reason(patient, "Its last attempt", attempt);
    add_reason(patient, "Why it is in this state", state);
    if (is_another && is_licensed) add_reason(patient, "Its last attempt", attempt);
}

/* ---- what comes next ---------------------------------------------------------------------------------- */

static void add_coming(Case *patient, const char *what, int32_t at) {
    Text *out = begin_line(patient, what);
    if (at == NEVER)
        text_add(out, "none");
    else
        words_instant(out, patient->plan, at);
    if (at > patient->run_min && at != NEVER) text_add(out, ", after the end of the run");
    end_line(patient, at);
}

/* The first minute at whose end the state is another; NEVER within the run. */
typedef struct {
    int32_t at;
    State state;
} Turn;

/* False where the record does not reach so far. */
static bool find_turn_in_record(const Case *patient, const Record *record, int32_t now, Turn *out) {
    Doing doing;
    int32_t last = NEVER; /* of several doings in a minute the last counts */
    if (record_until(record) < now) return false;
    const int32_t until = record_doings_until(record);
    *out = (Turn){.at = NEVER};
    for (bool any = record_last_doing(record, patient->machine, until, &doing); any && doing.at > now;
         any = record_doing_before(record, &doing)) {
        const State state = look_state(doing.look);
        if (doing.at != last && state != (State)patient->self.state) *out = (Turn){doing.at, state};
        last = doing.at;
    }
    return out->at != NEVER || until >= patient->run_min;
}

typedef struct {
    uint32_t machine;
    State state;
} Watching;

static void watch_look(void *context, const LookChange *change) {
    Watching *watching = context;
    if (change->machine == watching->machine) watching->state = look_state(change->to);
}

static void watch_count(void *context, int32_t at, int host, Pool pool, int32_t count, int32_t cap) {
    (void)context, (void)at, (void)host, (void)pool, (void)count, (void)cap;
}

/* In a copy that goes on. False: out of memory. */
static bool find_turn_ahead(const Case *patient, const Run *run, Turn *out) {
    const State before = (State)patient->self.state;
    Watching watching = {patient->machine, before};
    const Watch watch = {&watching, watch_look, watch_count};
    const RowSink sink = {take_no_row, NULL, take_quiet};
    Run *copy = run_copy(run);
    if (!copy) return false;
    run_watch(copy, &watch);
    RunStatus status = RUN_GOES_ON;
    while (status == RUN_GOES_ON && watching.state == before)
        status = run_step(copy, patient->run_min, &sink);
    *out = (Turn){watching.state == before ? NEVER : run_head(copy)->now, watching.state};
    run_destroy(copy);
    return status != RUN_OUT_OF_MEMORY;
}

static bool add_next(Case *patient, const Run *run, const Timeline *timeline) {
    const Machine *self = &patient->self;
    Turn turn;
    if (!find_turn_in_record(patient, timeline_record(timeline), run_head(run)->now, &turn) &&
        !find_turn_ahead(patient, run, &turn))
        return false;
    add_heading(patient, "What comes next");
    if (self->state != STATE_ABSENT) {
        add_coming(patient, "attempt", run_next_attempt(run, patient->machine));
        if (self->clock_at != NEVER)
            add_coming(patient, self->state == STATE_LICENSED ? "lease end" : "grace end", self->clock_at);
        if (self->notice_at != NEVER) add_coming(patient, "reminder", self->notice_at);
    }
    Text *out = begin_line(patient, "in this run");
    if (turn.at == NEVER) {
        text_add(out, "it stays so to the end");
    } else {
        text_add_format(out, "%s at ", STATE_NAMES[turn.state]);
        words_instant(out, patient->plan, turn.at);
    }
    end_line(patient, turn.at);
    return true;
}

/* ---- why not licensed --------------------------------------------------------------------------------- */

static void add_candidate(Case *patient, const AskingLog *log, int number) {
    static const char *const KINDS[] = {"pinned", "cached", "looked up"};
    static const char *const VERDICTS[VERDICT_COUNT] = {"is down",
                                                        "cannot be reached from where the machine is",
                                                        "is not activated",
                                                        "does not serve the product's pool",
                                                        "answers, but the clocks are more than 4h apart",
                                                        "answers and counts"};
    text_add_format(begin_line(patient, number == 0 ? "It asks" : "then"), "%s (%s) %s",
                    patient->plan->hosts[log->candidates[number].host].name,
                    KINDS[log->candidates[number].kind], VERDICTS[log->candidates[number].verdict]);
    end_line(patient, NEVER);
}

static const char PINNED_DOUBT[] =
    "that a set host is the only one asked is disputed: 'Slmgr.vbs options' says so, "
    "'KMS activation timing and discovery' says otherwise";

static void add_missing(Case *patient, const Remedy *remedy) {
    const Answer *answer = &remedy->answer;
    const AskingLog *log = &remedy->log;
    for (int c = 0; c < log->count && c < ASKING_LOG; c++) add_candidate(patient, log, c);
    if (log->count > 0 && log->candidates[0].kind == CANDIDATE_PINNED)
        add_line(patient, "Doubt", PINNED_DOUBT);
    if (log->looked_up && !log->lookup_answered)
        add_line(patient, "lookup", "the name lookup does not answer");
    else if (log->looked_up && log->count == 0)
        add_line(patient, "lookup", "no host is published");
    Text *out = begin_line(patient, "Missing");
    const int32_t missing = patient->product->threshold - answer->count;
    switch (answer->result) {
    case RESULT_GRANTED: text_add(out, "nothing but the attempt itself: it would be granted now"); break;
    case RESULT_COUNT_INSUFFICIENT:
        text_add_format(out, "%d more id%s at %s: it would count %d, and %d are needed", missing,
                        missing == 1 ? "" : "s", patient->plan->hosts[answer->host].name, answer->count,
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
    end_line(patient, NEVER);
}

static void add_absence(Case *patient, int32_t now) {
    const Plan *plan = patient->plan;
    const Absence absence =
        timetable_absence(&plan->groups[patient->self.group].on, &plan->book, patient->machine, now);
    text_add_format(begin_line(patient, "Presence"), "it is %s: it asks nobody", ABSENCE_WORDS[absence]);
    end_line(patient, NEVER);
}

static void add_remedy(Case *patient, const Run *run, const Remedy *remedy) {
    if (!patient->self.power)
        add_line(patient, "Switch", "it is off: it asks nobody");
    else if (!run_machine_is_on(run, patient->machine, run_head(run)->now))
        add_absence(patient, run_head(run)->now);
    add_coming(patient, "Earliest", run_next_attempt(run, patient->machine));
    Text *out = begin_line(patient, "Remedy");
    const bool tried = !remedy->never_present && (remedy->step_count > 0 || remedy->worked);
    if (remedy->never_present)
        text_add(out, "none: it is not there any more within the run");
    else if (!tried)
        text_add(out, "none was found");
    else if (remedy->step_count == 0)
        text_add(out, "ask now");
    for (int s = 0; tried && s < remedy->step_count; s++) {
        if (s) text_add(out, "; and ");
        remedy_words(out, patient->plan, &remedy->steps[s]);
    }
    end_line(patient, NEVER);
    if (!tried) return;
    text_add(begin_line(patient, "Tried"),
             remedy->worked ? "in a copy of this world, with an attempt at once: licensed at "
                            : "in a copy of this world: that alone was not enough at ");
    words_instant(out, patient->plan, remedy->at);
    end_line(patient, remedy->at);
}

static bool add_why_not(Case *patient, const Run *run) {
    Remedy remedy;
    add_heading(patient, "Why it is not licensed");
    if (!remedy_find(run, patient->machine, &remedy)) return false;
    add_missing(patient, &remedy);
    add_remedy(patient, run, &remedy);
    return true;
}

/* ---- the card ----------------------------------------------------------------------------------------- */

static bool tell(Case *patient, const Run *run, const Timeline *timeline, int32_t at) {
    patient->self = run_machine(run, patient->machine);
    const State state = (State)patient->self.state;
    add_state(patient, at);
    /* What was asked comes first: why it is not licensed, then what came of its attempt. */
    if (state != STATE_LICENSED && state != STATE_ABSENT && !add_why_not(patient, run)) return false;
    add_reasons(patient);
    if (!add_next(patient, run, timeline)) return false;
    if (patient->state_row.kind == ROW_KIND_COUNT) return !patient->card->text.failed; /* nothing did yet */
    add_heading(patient, "How it came to this");
    return story_tell_lines(patient->causes, &patient->card->text, CAUSES_MOST, true, note_line, patient) &&
           !patient->card->text.failed;
}

bool why_tell(WhyCard *out, Timeline *timeline, uint32_t machine, int32_t at) {
    const Plan *plan = timeline_plan(timeline);
    /* The same run with a month after its end, so that a remedy can be tried in its last minute too. */
    Plan longer = *plan;
    longer.run_min = plan->run_min + COPY_BEYOND_MOST;
    *out = (WhyCard){0};
    Case patient = {.plan = &longer,
                    .run_min = plan->run_min,
                    .product = &plan->products[plan->groups[plan_group_of(plan, machine)].product],
                    .machine = machine,
                    .causes = story_create(plan),
                    .card = out,
                    .state_row = {.kind = ROW_KIND_COUNT},
                    .last_attempt = {.kind = ROW_KIND_COUNT}};
    const RowSink sink = {take_row, &patient, NULL};
    const bool heard =
        patient.causes && timeline_tell_machine(timeline, machine, at, &sink) && !patient.no_memory;
    const Run *then = heard ? timeline_run_told(timeline, at) : NULL;
    Run *run = then ? run_copy_beyond(then, &longer) : NULL;
    const bool told = run && tell(&patient, run, timeline, at);
    run_destroy(run);
    story_destroy(patient.causes);
    if (!told) why_free(out);
    return told;
}

void why_free(WhyCard *card) {
    text_free(&card->text);
    free(card->lines);
    *card = (WhyCard){0};
}
