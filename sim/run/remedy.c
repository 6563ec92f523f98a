#include "sim/run/remedy.h"

#include <string.h>

#include "sim/base/check.h"
#include "sim/run/close_up.h"
#include "sim/run/words.h"

/* A machine under treatment. */
typedef struct {
    const Run *run; /* as it stands, before the minute of the attempt */
    Run *tried;     /* the same after the newest trial: what is wrong there is wrong still; owned */
    uint32_t number;
    const Product *product;
    Remedy *remedy;
} Case;

static const World *world_now(const Case *patient) {
    return run_head(patient->tried);
}

static RemedyStep *add_step(Case *patient, ChangeKind kind, int subject, int32_t value) {
    Remedy *remedy = patient->remedy;
    RemedyStep *step = &remedy->steps[remedy->step_count++];
    *step = (RemedyStep){.kind = REMEDY_CHANGE,
                         .change = {.kind = kind,
                                    .subject = subject,
                                    .value = value,
                                    .machines = {.ranges = &remedy->self, .range_count = 1, .machines = 1}}};
    return step;
}

static void unblock(Case *patient, int target) {
    const int place = run_machine(patient->tried, patient->number).place;
    if (place == PLACE_OFFLINE) {
        add_step(patient, CHANGE_MOVE, 0, PLACE_OFFICE);
        return;
    }
    int *slot = &patient->remedy->targets[patient->remedy->step_count];
    RemedyStep *step = add_step(patient, CHANGE_UNBLOCK, place, 0);
    *slot = target;
    step->change.targets = slot;
    step->change.target_count = 1;
}

static void reach_a_service(Case *patient, Service service) {
    if (!world_now(patient)->service_up[service])
        add_step(patient, CHANGE_SERVICE, (int)service, 1);
    else
        unblock(patient, reach_service(service));
}

static void treat_candidate(Case *patient, int host, Verdict verdict) {
    switch (verdict) {
    case VERDICT_DOWN: add_step(patient, CHANGE_HOST_DO, host, DO_UP); break;
    case VERDICT_BLOCKED: unblock(patient, reach_host(host)); break;
    case VERDICT_NOT_ACTIVATED: add_step(patient, CHANGE_HOST_DO, host, DO_ACTIVATE); break;
    case VERDICT_NOT_SERVED: {
        const uint8_t served = world_host(world_now(patient), host)->serves;
        add_step(patient, CHANGE_HOST_SET, host, 0)->change.figures =
            (HostFigures){.given = SET_SERVES, .serves = (uint8_t)(served | 1u << patient->product->pool)};
        break;
    }
    case VERDICT_CLOCKS_APART:
    case VERDICT_COUNTED:
    case VERDICT_COUNT: CHECK(!"a candidate that did not answer");
    }
}

static int first_host(const World *world) {
    for (int h = 0; h < (int)world->host_count; h++)
        if (world_host(world, h)->up && world_host(world, h)->activated) return h;
    return world->host_count ? 0 : -1;
}

/* No host is known: the lookup fails, or it works and knows none. */
static void treat_no_record(Case *patient, const AskingLog *log) {
    const int host = first_host(world_now(patient));
    if (!log->lookup_answered)
        reach_a_service(patient, SERVICE_DNS);
    else if (host >= 0)
        add_step(patient, CHANGE_HOST_DO, host, DO_PUBLISH);
}

/* The candidate that is nearest to granting: one that declines is reached already. */
static int best_candidate(const AskingLog *log) {
    const int kept = log->count < ASKING_LOG ? log->count : ASKING_LOG;
    int best = 0;
    for (int c = 1; c < kept; c++)
        if (log->candidates[c].verdict > log->candidates[best].verdict) best = c;
    return best;
}

static void treat_service(Case *patient) {
    static const Service SERVICES[METHOD_COUNT] = {SERVICE_DNS, SERVICE_DIRECTORY, SERVICE_CLOUD,
                                                   SERVICE_ACTIVATION};
    reach_a_service(patient, SERVICES[patient->product->by]);
}

/* Adds what would mend the first thing that is wrong with this attempt. */
static void treat(Case *patient, const Answer *answer, const AskingLog *log) {
    switch (answer->result) {
    case RESULT_COUNT_INSUFFICIENT:
        if (patient->product->threshold - answer->count > WHAT_IF_IDS_MOST) break;
        patient->remedy->steps[patient->remedy->step_count++] =
            (RemedyStep){.kind = REMEDY_MORE_MACHINES,
                         .host = answer->host,
                         .missing = patient->product->threshold - answer->count};
        break;
    case RESULT_CLOCK_SKEW: add_step(patient, CHANGE_SKEW, 0, 0); break;
    case RESULT_NOT_ENTITLED: add_step(patient, CHANGE_SIGN, 0, 1); break;
    case RESULT_NO_RECORD: treat_no_record(patient, log); break;
    case RESULT_NO_HOST:
    case RESULT_WRONG_HOST:
        if (patient->product->by != BY_HOST)
            treat_service(patient);
        else {
            const int best = best_candidate(log);
            treat_candidate(patient, log->candidates[best].host, log->candidates[best].verdict);
        }
        break;
    case RESULT_NONE:
    case RESULT_GRANTED:
    case RESULT_COUNT: break;
    }
}

/* Applies the steps found so far to a copy of the run, in its next minute. False: out of memory. */
static bool apply(Run *copy, const Case *patient) {
    bool applied = true;
    const Remedy *remedy = patient->remedy;
    for (int s = 0; s < remedy->step_count; s++) {
        const RemedyStep *step = &remedy->steps[s];
        if (step->kind == REMEDY_CHANGE)
            applied &= run_what_if(copy, &step->change);
        else
            run_what_if_counted(copy, step->host, patient->product->pool, patient->product->threshold,
                                step->missing);
    }
    return applied;
}

typedef enum { TRIAL_LICENSED, TRIAL_NOT_LICENSED, TRIAL_NO_MEMORY } Trial;

/* What came of the machine's attempt, as the run's rows tell it. */
typedef struct {
    uint32_t machine;
    Answer answer;
} Witness;

static void see_attempt(void *context, const Row *row) {
    Witness *witness = context;
    if (row->kind != ROW_ATTEMPT || row->machine != witness->machine) return;
    witness->answer = (Answer){row->result, row->host, row->service, row->counted, row->count};
}

/* Tries the steps with an attempt at once; else says how that went, and keeps the world in which it failed.
 * Which of several hosts is asked is luck, so a count is that of the attempt itself; whom else it asked, the
 * next one tells. */
static Trial try_it(Case *patient, Answer *out_answer, AskingLog *out_log) {
    const Change ask = {.kind = CHANGE_ATTEMPT,
                        .machines = {.ranges = &patient->remedy->self, .range_count = 1, .machines = 1}};
    Witness witness = {.machine = patient->number};
    const RowSink sink = {.take = see_attempt, .context = &witness};
    run_destroy(patient->tried);
    patient->tried = close_up_run(patient->run, patient->number);
    Run *tried = patient->tried;
    if (!tried || !apply(tried, patient) || !run_what_if(tried, &ask)) return TRIAL_NO_MEMORY;
    if (run_step(tried, run_head(tried)->now + 1, &sink) == RUN_OUT_OF_MEMORY) return TRIAL_NO_MEMORY;
    if (run_machine(tried, patient->number).state == STATE_LICENSED) return TRIAL_LICENSED;
    *out_answer = run_what_if_asked(tried, patient->number, out_log); /* what that counts, nobody looks at */
    if (witness.answer.result == RESULT_COUNT_INSUFFICIENT) *out_answer = witness.answer;
    return TRIAL_NOT_LICENSED;
}

static bool is_same(const RemedyStep *a, const RemedyStep *b) {
    return a->kind == b->kind &&
           (a->kind == REMEDY_MORE_MACHINES
                ? a->host == b->host
                : a->change.kind == b->change.kind && a->change.subject == b->change.subject &&
                      a->change.value == b->change.value &&
                      (a->change.kind != CHANGE_UNBLOCK || *a->change.targets == *b->change.targets));
}

/* One more step against what is still wrong. False when nothing more can be thought of, or only what was of
 * no use. */
static bool think_further(Case *patient, const Answer *answer, const AskingLog *log) {
    Remedy *remedy = patient->remedy;
    const int before = remedy->step_count;
    if (before == REMEDY_STEPS) return false;
    treat(patient, answer, log);
    for (int s = 0; s < before && remedy->step_count > before; s++)
        if (is_same(&remedy->steps[s], &remedy->steps[before])) remedy->step_count = before;
    return remedy->step_count > before;
}

/* The first minute from the next one on in which the machine can ask once its switch is on; NEVER. */
static int32_t first_chance(const Run *run, uint32_t machine) {
    const Plan *plan = run_plan(run);
    const Group *group = &plan->groups[plan_group_of(plan, machine)];
    return timetable_next_present(&group->on, &plan->book, machine, run_head(run)->now + 1, plan->run_min);
}

/* What the attempt comes to as things stand. False: out of memory. */
static bool ask_as_it_is(const Run *run, uint32_t machine, Remedy *remedy) {
    Run *probe = close_up_run(run, machine);
    if (!probe) return false;
    remedy->answer = run_what_if_asked(probe, machine, &remedy->log);
    run_destroy(probe);
    return true;
}

static Trial try_further_and_further(Case *patient) {
    Trial trial;
    bool more;
    if (!run_machine(patient->run, patient->number).power) add_step(patient, CHANGE_POWER, 0, 1);
    do {
        Answer answer;
        AskingLog log;
        trial = try_it(patient, &answer, &log);
        more = trial == TRIAL_NOT_LICENSED && think_further(patient, &answer, &log);
    } while (more);
    return trial;
}

bool remedy_find(const Run *run, uint32_t machine, Remedy *out) {
    *out = (Remedy){.self = {machine, 1}, .at = first_chance(run, machine)};
    const Plan *plan = run_plan(run);
    out->never_present = out->at == NEVER;
    if (!ask_as_it_is(run, machine, out)) return false;
    if (out->never_present) return true;
    const bool is_there = out->at - 1 == run_head(run)->now;
    Run *later = is_there ? NULL : run_copy(run);
    if (!is_there && (!later || run_to(later, out->at - 1, NULL) == RUN_OUT_OF_MEMORY)) {
        run_destroy(later);
        return false;
    }
    Case patient = {.run = later ? later : run,
                    .number = machine,
                    .product = &plan->products[plan->groups[plan_group_of(plan, machine)].product],
                    .remedy = out};
    const Trial trial = try_further_and_further(&patient);
    run_destroy(patient.tried);
    run_destroy(later);
    out->worked = trial == TRIAL_LICENSED;
    return trial != TRIAL_NO_MEMORY;
}

void remedy_words(Text *out, const Plan *plan, const RemedyStep *step) {
    if (step->kind == REMEDY_CHANGE) {
        words_change(out, plan, &step->change);
        return;
    }
    const char *host = plan->hosts[step->host].name;
    if (step->missing == 1)
        text_add_format(out, "1 more machine with a new id asks %s", host);
    else
        text_add_format(out, "%d more machines with new ids ask %s", step->missing, host);
}
