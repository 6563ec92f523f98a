/* What holds of attempts: when they are made, what comes of them. */
#include "sim/prove/law.h"

#include <stdlib.h>

/* Calls `judge` for each attempt of the minute. */
static void each_attempt(const Turn *turn, Judgement *out,
                         void (*judge)(const Turn *, const Row *, Judgement *)) {
    for (size_t r = 0; r < turn->row_count; r++)
        if (turn->rows[r].kind == ROW_ATTEMPT) judge(turn, &turn->rows[r], out);
}

/* ---- when --------------------------------------------------------------------------------------------- */

static void always_due(const Turn *turn, Judgement *out) {
    for (uint32_t m = 0; m < turn->after->machine_count; m++) {
        const Machine *machine = world_machine(turn->after, m);
        const bool for_good = turn_product(turn, m)->by == BY_ONCE && machine->state == STATE_LICENSED;
        const bool overdue = machine->due_at <= turn->now;
        if (machine->state == STATE_ABSENT)
            law_holds(out, machine->due_at == NEVER);
        else
            law_holds(out, overdue ? !turn_is_on(turn, m) : for_good || machine->due_at != NEVER);
    }
}

static void asks_when_due(const Turn *turn, Judgement *out) {
    for (uint32_t m = 0; m < turn->after->machine_count; m++) {
        const int times = turn_times(turn, ROW_ATTEMPT, m);
        const Machine *before = world_machine(turn->before, m);
        const bool there = before->state != STATE_ABSENT;
        const bool licensed = before->state == STATE_LICENSED && !turn_row(turn, ROW_LAPSE, m);
        const bool came_on = turn_came_on(turn, m) && !licensed;
        if (!turn_is_on(turn, m))
            law_holds(out, times == 0);
        else if (turn_began_anew(turn, m) || came_on || (there && before->due_at <= turn->now))
            law_holds(out, times == 1);
        else if (times > 0) /* early: only where somebody did something */
            law_holds(out, times == 1 && turn_changed_machines(turn));
    }
}

enum { RANKS = 5 };

static int rank_of(RowKind kind) {
    switch (kind) {
    case ROW_FORGET: return 0;
    case ROW_INSTALL:
    case ROW_CHANGE:
    case ROW_REFUSED:
    case ROW_RESET:
    case ROW_RETIRE: return 1;
    case ROW_LAPSE:
    case ROW_NOTICE: return 2;
    case ROW_ATTEMPT: return 3;
    case ROW_EXPECT: return 4;
    case ROW_KIND_COUNT: break;
    }
    return RANKS;
}

/* Machines within clocks and attempts, and among the installed; claims as in the file. */
static bool in_order_of_rank(const Row *a, const Row *b) {
    if (a->kind == ROW_EXPECT) return a->entry < b->entry;
    const bool ordered =
        a->kind == b->kind ? a->kind == ROW_INSTALL || rank_of(a->kind) >= 2 : rank_of(a->kind) == 2;
    if (!ordered || a->machine < b->machine) return true;
    return a->machine == b->machine && a->kind == ROW_LAPSE;
}

static void ranks_in_order(const Turn *turn, Judgement *out) {
    for (size_t r = 1; r < turn->row_count; r++) {
        const Row *a = &turn->rows[r - 1], *b = &turn->rows[r];
        const int before = rank_of(a->kind), after = rank_of(b->kind);
        law_holds(out, a->at == b->at && (before < after || (before == after && in_order_of_rank(a, b))));
    }
}

static void one_rhythm(const Turn *turn, const Row *row, Judgement *out) {
    const Machine *machine = world_machine(turn->after, row->machine);
    const bool for_good = turn_product(turn, row->machine)->by == BY_ONCE && row->result == RESULT_GRANTED;
    const int32_t wait = row->result == RESULT_GRANTED ? machine->renewal_min : machine->retry_min;
    const int32_t late = for_good ? row->due_at - NEVER : row->due_at - (turn->now + wait);
    law_holds(out, late >= 0 && late <= turn->plan->groups[machine->group].jitter_min);
}

static void renewal_after_grants_retry_after_all_else(const Turn *turn, Judgement *out) {
    each_attempt(turn, out, one_rhythm);
}

static void rhythm_of_who_counted_last(const Turn *turn, Judgement *out) {
    for (uint32_t m = 0; m < turn->after->machine_count; m++) {
        const Machine *before = world_machine(turn->before, m), *after = world_machine(turn->after, m);
        const Row *row = turn_row(turn, ROW_ATTEMPT, m);
        int32_t retry = before->retry_min, renewal = before->renewal_min;
        if (turn_began_anew(turn, m)) {
            retry = turn_product(turn, m)->retry_min;
            renewal = turn_product(turn, m)->renewal_min;
        }
        if (row && row->counted) {
            retry = world_host(turn->after, row->host)->retry_min;
            renewal = world_host(turn->after, row->host)->renewal_min;
        }
        if (row) law_holds(out, after->retry_min == retry && after->renewal_min == renewal);
    }
}

/* ---- what comes of it --------------------------------------------------------------------------------- */

static void one_compared(const Turn *turn, const Row *row, Judgement *out) {
    if (!row->counted) return;
    const int32_t threshold = turn_product(turn, row->machine)->threshold;
    const Result result = row->count >= threshold ? RESULT_GRANTED : RESULT_COUNT_INSUFFICIENT;
    law_holds(out, row->threshold == threshold && row->result == result);
}

static void enough_is_granted_less_is_not(const Turn *turn, Judgement *out) {
    each_attempt(turn, out, one_compared);
}

/* When the clock it had, just before the attempt, runs out. */
static int32_t clock_before(const Turn *turn, const Row *attempt) {
    int32_t clock_at = world_machine(turn->before, attempt->machine)->clock_at;
    for (const Row *row = turn->rows; row < attempt; row++)
        if (row->machine == attempt->machine && row_has_states(row)) clock_at = row->clock_at;
    return clock_at;
}

static void one_left_alone(const Turn *turn, const Row *row, Judgement *out) {
    if (row->result == RESULT_GRANTED || row->result == RESULT_NOT_ENTITLED) return;
    const Machine *after = world_machine(turn->after, row->machine);
    law_holds(out, row->from == row->to && row->clock_at == clock_before(turn, row) &&
                       after->state == (uint8_t)row->to && after->clock_at == row->clock_at);
}

static void refusals_shorten_nothing(const Turn *turn, Judgement *out) {
    each_attempt(turn, out, one_left_alone);
}

static void one_apart(const Turn *turn, const Row *row, Judgement *out) {
    const bool apart = abs(world_machine(turn->after, row->machine)->skew_min) > CLOCKS_APART_MIN;
    if (row->counted || row->result == RESULT_CLOCK_SKEW)
        law_holds(out, apart == (row->result == RESULT_CLOCK_SKEW) && row->counted == !apart);
}

static void clocks_apart_are_not_counted(const Turn *turn, Judgement *out) {
    each_attempt(turn, out, one_apart);
}

static void one_of_a_service(const Turn *turn, const Row *row, Judgement *out) {
    if (turn_product(turn, row->machine)->by == BY_HOST) {
        law_holds(out, row->service < 0 && row->result != RESULT_NOT_ENTITLED);
        return;
    }
    const bool granted = row->result == RESULT_GRANTED, told = row->result == RESULT_NOT_ENTITLED;
    law_holds(out, row->host < 0 && !row->counted && (row->service >= 0) == (granted || told));
}

static void services_count_nobody(const Turn *turn, Judgement *out) {
    each_attempt(turn, out, one_of_a_service);
}

/* ---- who could have answered -------------------------------------------------------------------------- */

typedef struct {
    bool any, declines, answers;
} Candidates;

static void look_at(const Turn *turn, const Row *row, int h, Candidates *out) {
    const Host *host = world_host(turn->after, h);
    const Place *place = &world_places(turn->after)[world_machine(turn->after, row->machine)->place];
    out->any = true;
    if (!host->up || !place_reaches(place, reach_host(h))) return;
    if (host->activated && (host->serves >> turn_product(turn, row->machine)->pool & 1))
        out->answers = true;
    else
        out->declines = true;
}

/* An attempt that failed leaves the cached host as it was. */
static Candidates candidates_of(const Turn *turn, const Row *row) {
    const Machine *machine = world_machine(turn->after, row->machine);
    const Place *place = &world_places(turn->after)[machine->place];
    Candidates found = {false, false, false};
    if (machine->pinned != NO_HOST) {
        look_at(turn, row, machine->pinned, &found);
        return found;
    }
    if (machine->cached != NO_HOST) look_at(turn, row, machine->cached, &found);
    if (!turn->after->service_up[SERVICE_DNS] || !place_reaches(place, reach_service(SERVICE_DNS)))
        return found;
    for (int h = 0; h < (int)turn->after->host_count; h++)
        if (world_host(turn->after, h)->published) look_at(turn, row, h, &found);
    return found;
}

static void one_in_vain(const Turn *turn, const Row *row, Judgement *out) {
    const bool in_vain =
        row->result == RESULT_NO_HOST || row->result == RESULT_NO_RECORD || row->result == RESULT_WRONG_HOST;
    if (turn_product(turn, row->machine)->by != BY_HOST || !in_vain) return;
    const Candidates found = candidates_of(turn, row);
    const Result result = !found.any ? RESULT_NO_RECORD : found.declines ? RESULT_WRONG_HOST : RESULT_NO_HOST;
    law_holds(out, !found.answers && row->result == result && row->host < 0);
}

static void in_vain_only_if_nobody_could(const Turn *turn, Judgement *out) {
    each_attempt(turn, out, one_in_vain);
}

/* ---- who did answer ------------------------------------------------------------------------------------ */

static bool would_answer(const Turn *turn, const Row *row, int h) {
    Candidates one = {false, false, false};
    look_at(turn, row, h, &one);
    return one.answers;
}

/* Whom it remembered when it asked. */
static uint16_t cached_before(const Turn *turn, uint32_t m) {
    const bool forgets = turn_began_anew(turn, m) || turn_changed(turn, CHANGE_CACHE, m);
    return forgets ? NO_HOST : world_machine(turn->before, m)->cached;
}

static bool is_first(const Turn *turn, const Row *row) {
    const uint16_t pinned = world_machine(turn->after, row->machine)->pinned;
    const uint16_t cached = cached_before(turn, row->machine);
    if (pinned != NO_HOST) return row->host == pinned;
    if (cached != NO_HOST && would_answer(turn, row, cached)) return row->host == cached;
    for (int h = 0; h < (int)turn->after->host_count; h++) {
        const Host *host = world_host(turn->after, h);
        if (host->published && host->priority < world_host(turn->after, row->host)->priority &&
            would_answer(turn, row, h))
            return false;
    }
    return world_host(turn->after, row->host)->published;
}

static void one_by_the_first(const Turn *turn, const Row *row, Judgement *out) {
    if (row->host >= 0) law_holds(out, is_first(turn, row));
}

static void the_first_to_answer_is_asked(const Turn *turn, Judgement *out) {
    each_attempt(turn, out, one_by_the_first);
}

const Law ATTEMPT_LAWS[LAWS_OF_ATTEMPTS] = {
    {"always-due",
     "A machine that is there has a next attempt in the future, or is overdue because it is off; only one "
     "that is gone, or licensed for good, may have none.",
     "section 2", always_due},
    {"asks-when-due",
     "A machine asks in the first minute in which it is due and on, and once, and when it comes on without a "
     "licence; off, it never asks.",
     "section 2", asks_when_due},
    {"ranks-in-order",
     "Within a minute hosts forget first, then come changes, then clocks, then attempts, then claims; of "
     "machines the lower number first, of claims the earlier in the file.",
     "section 1", ranks_in_order},
    {"renewal-after-grants-retry-after-all-else",
     "After a grant a machine asks again after its renewal, after anything else after its retry; at most its "
     "jitter later.",
     "section 3", renewal_after_grants_retry_after_all_else},
    {"rhythm-of-who-counted-last",
     "Retry and renewal are those of the host that counted the machine last, and its product's before that.",
     "section 3", rhythm_of_who_counted_last},
    {"enough-is-granted-less-is-not",
     "A machine that is counted is granted just where the count reaches its threshold.", "section 3",
     enough_is_granted_less_is_not},
    {"refusals-shorten-nothing", "A refusal or silence leaves state, lease and grace as they were.",
     "section 3", refusals_shorten_nothing},
    {"clocks-apart-are-not-counted", "Whose clock is more than 4 hours off is answered, and not counted.",
     "section 3", clocks_apart_are_not_counted},
    {"services-count-nobody",
     "Directory, cloud and activation service count nobody, and no host is asked in their stead: Microsoft "
     "365 "
     "never uses a count.",
     "section 3", services_count_nobody},
    {"in-vain-only-if-nobody-could",
     "Nobody asks in vain while a host it may ask would answer; and why it was in vain is told rightly.",
     "section 3", in_vain_only_if_nobody_could},
    {"the-first-to-answer-is-asked",
     "Who answers is the pinned host; or else the cached one, if it would; or else the published one of the "
     "lowest "
     "priority that would.",
     "section 3", the_first_to_answer_is_asked},
};
