#include "sim/model/lifecycle.h"

#include "sim/base/check.h"
#include "sim/base/minutes.h"

const char *const RESULT_NAMES[RESULT_COUNT] = {"none",       "granted",     "count-insufficient",
                                                "no-host",    "no-record",   "wrong-host",
                                                "clock-skew", "not-entitled"};

const char *const EVENT_NAMES[EVENT_COUNT] = {
    [EVENT_INSTALL] = "is installed",
    [EVENT_GRANTED] = "is granted",
    [EVENT_COUNT_INSUFFICIENT] = "is told a count that is too small",
    [EVENT_NO_HOST] = "is answered by nobody",
    [EVENT_NO_RECORD] = "knows no host to ask",
    [EVENT_WRONG_HOST] = "is answered by wrong hosts only",
    [EVENT_CLOCK_SKEW] = "is told that clocks are too far apart",
    [EVENT_NOT_ENTITLED] = "is told that nobody entitled is signed in",
    [EVENT_CLOCK_OVER] = "comes to the end of its clock",
    [EVENT_REMINDER] = "comes to its reminder",
    [EVENT_REIMAGE] = "is reimaged",
    [EVENT_REARM] = "is rearmed",
    [EVENT_RETIRE] = "is retired",
    [EVENT_COMES_ON] = "comes on",
    [EVENT_NETWORK_CHANGED] = "comes to another network",
    [EVENT_ASKED_TO] = "is told to ask",
    [EVENT_SIGNED_IN] = "is signed in to",
};

const char *const GUARD_NAMES[GUARD_COUNT] = {
    [GUARD_ALWAYS] = "always",
    [GUARD_INITIAL_GRACE] = "the product has an initial grace",
    [GUARD_NO_INITIAL_GRACE] = "the product has no initial grace",
    [GUARD_EXPIRY_GRACE] = "the product has a grace after its lease",
    [GUARD_NO_EXPIRY_GRACE] = "the product has no grace after its lease",
    [GUARD_REARM_INITIAL_GRACE] = "a rearm is left, and the product has an initial grace",
    [GUARD_REARM_NO_INITIAL_GRACE] = "a rearm is left, and the product has no initial grace",
    [GUARD_NO_REARM] = "no rearm is left",
    [GUARD_FAILED_LATELY] = "it found no host at most 15 minutes ago",
    [GUARD_NOT_FAILED_LATELY] = "it did not fail to find a host in the last 15 minutes",
};

const char *const ACTION_NAMES[ACTION_COUNT] = {
    [ACTION_NONE] = "nothing",
    [ACTION_INSTALL] = "starts as new and asks at once",
    [ACTION_REIMAGE] = "starts as new, all rearms back, and asks at once",
    [ACTION_REARM] = "starts as new, one rearm spent, and asks at once",
    [ACTION_TAKE_LEASE] = "takes a whole lease; asks again after its renewal",
    [ACTION_RETRY] = "asks again after its retry",
    [ACTION_LOSE_LICENCE] = "loses its licence; asks again after its retry",
    [ACTION_START_LAST_GRACE] = "starts the last grace",
    [ACTION_STOP_CLOCKS] = "stops its clocks",
    [ACTION_REMIND] = "shows reminders",
    [ACTION_ASK_NOW] = "asks at once",
    [ACTION_LEAVE] = "leaves for good",
    [ACTION_REFUSE] = "refuses",
};

#define IN(state) (1u << (state))

enum {
    ABSENT = IN(STATE_ABSENT),
    GRACE = IN(STATE_INITIAL_GRACE),
    LICENSED = IN(STATE_LICENSED),
    EXPIRED = IN(STATE_EXPIRY_GRACE),
    LAPSED = IN(STATE_NOTIFICATION) | IN(STATE_REDUCED),
    UNLICENSED = GRACE | EXPIRED | LAPSED,
    THERE = UNLICENSED | LICENSED,
};

static const char NOT_THERE[] = "a machine that is not there does nothing and is told nothing";
static const char THERE_ALREADY[] = "a machine is installed once; after that it is reimaged";
static const char NO_CLOCK[] = "no clock is running in this state";
static const char ALWAYS_REMINDED[] = "reminders are simply on in this state";
static const char NOT_EARLY[] = "a licensed machine does not ask early";
static const char NOT_WATCHING[] = "it watches the network only for 15 minutes after it found no host";

#define MOVES(states, guard, action, next, rule)                                                             \
    { states, guard, ANSWER_MOVED, action, next, rule, 0 }
#define IGNORED(states, guard, reason)                                                                       \
    { states, guard, ANSWER_IGNORED, ACTION_NONE, NEXT_SAME, RULE_NONE, reason }
#define IMPOSSIBLE(states, reason)                                                                           \
    { states, GUARD_ALWAYS, ANSWER_IMPOSSIBLE, ACTION_NONE, NEXT_SAME, RULE_NONE, reason }

/* clang-format off */
const Transition TRANSITIONS[EVENT_COUNT][TRANSITIONS_MOST] = {
    [EVENT_INSTALL] = {
        MOVES(ABSENT, GUARD_INITIAL_GRACE,    ACTION_INSTALL, NEXT_INITIAL_GRACE, RULE_INSTALL_GRACE),
        MOVES(ABSENT, GUARD_NO_INITIAL_GRACE, ACTION_INSTALL, NEXT_LAPSED,        RULE_INSTALL_LAPSED),
        IMPOSSIBLE(THERE, THERE_ALREADY)},

    [EVENT_GRANTED] = {
        MOVES(LICENSED,   GUARD_ALWAYS, ACTION_TAKE_LEASE, NEXT_SAME,     RULE_RENEWED),
        MOVES(UNLICENSED, GUARD_ALWAYS, ACTION_TAKE_LEASE, NEXT_LICENSED, RULE_GRANTED),
        IMPOSSIBLE(ABSENT, NOT_THERE)},

    /* A refusal or silence never shortens a lease; that nobody entitled is signed in ends it. */
    [EVENT_COUNT_INSUFFICIENT] = {
        MOVES(THERE, GUARD_ALWAYS, ACTION_RETRY, NEXT_SAME, RULE_COUNT_BELOW_THRESHOLD),
        IMPOSSIBLE(ABSENT, NOT_THERE)},
    [EVENT_NO_HOST] = {
        MOVES(THERE, GUARD_ALWAYS, ACTION_RETRY, NEXT_SAME, RULE_NO_HOST_ANSWERS),
        IMPOSSIBLE(ABSENT, NOT_THERE)},
    [EVENT_NO_RECORD] = {
        MOVES(THERE, GUARD_ALWAYS, ACTION_RETRY, NEXT_SAME, RULE_NO_HOST_KNOWN),
        IMPOSSIBLE(ABSENT, NOT_THERE)},
    [EVENT_WRONG_HOST] = {
        MOVES(THERE, GUARD_ALWAYS, ACTION_RETRY, NEXT_SAME, RULE_ONLY_WRONG_HOSTS),
        IMPOSSIBLE(ABSENT, NOT_THERE)},
    [EVENT_CLOCK_SKEW] = {
        MOVES(THERE, GUARD_ALWAYS, ACTION_RETRY, NEXT_SAME, RULE_CLOCKS_APART),
        IMPOSSIBLE(ABSENT, NOT_THERE)},
    [EVENT_NOT_ENTITLED] = {
        MOVES(THERE, GUARD_ALWAYS, ACTION_LOSE_LICENCE, NEXT_LAPSED, RULE_NOT_ENTITLED),
        IMPOSSIBLE(ABSENT, NOT_THERE)},

    [EVENT_CLOCK_OVER] = {
        MOVES(GRACE,    GUARD_ALWAYS,          ACTION_STOP_CLOCKS,      NEXT_LAPSED,       RULE_INITIAL_GRACE_OVER),
        MOVES(LICENSED, GUARD_EXPIRY_GRACE,    ACTION_START_LAST_GRACE, NEXT_EXPIRY_GRACE, RULE_LEASE_OVER_GRACE),
        MOVES(LICENSED, GUARD_NO_EXPIRY_GRACE, ACTION_STOP_CLOCKS,      NEXT_LAPSED,       RULE_LEASE_OVER),
        MOVES(EXPIRED,  GUARD_ALWAYS,          ACTION_STOP_CLOCKS,      NEXT_LAPSED,       RULE_EXPIRY_GRACE_OVER),
        IMPOSSIBLE(LAPSED, NO_CLOCK),
        IMPOSSIBLE(ABSENT, NOT_THERE)},
    [EVENT_REMINDER] = {
        MOVES(GRACE,    GUARD_ALWAYS, ACTION_REMIND, NEXT_SAME, RULE_GRACE_REMINDER),
        MOVES(LICENSED, GUARD_ALWAYS, ACTION_REMIND, NEXT_SAME, RULE_LEASE_REMINDER),
        IMPOSSIBLE(EXPIRED | LAPSED, ALWAYS_REMINDED),
        IMPOSSIBLE(ABSENT, NOT_THERE)},

    [EVENT_REIMAGE] = {
        MOVES(THERE, GUARD_INITIAL_GRACE,    ACTION_REIMAGE, NEXT_INITIAL_GRACE, RULE_REIMAGED),
        MOVES(THERE, GUARD_NO_INITIAL_GRACE, ACTION_REIMAGE, NEXT_LAPSED,        RULE_REIMAGED),
        IMPOSSIBLE(ABSENT, NOT_THERE)},
    [EVENT_REARM] = {
        MOVES(THERE, GUARD_REARM_INITIAL_GRACE,    ACTION_REARM,  NEXT_INITIAL_GRACE, RULE_REARMED),
        MOVES(THERE, GUARD_REARM_NO_INITIAL_GRACE, ACTION_REARM,  NEXT_LAPSED,        RULE_REARMED),
        MOVES(THERE, GUARD_NO_REARM,               ACTION_REFUSE, NEXT_SAME,          RULE_NO_REARM_LEFT),
        IMPOSSIBLE(ABSENT, NOT_THERE)},
    [EVENT_RETIRE] = {
        MOVES(THERE, GUARD_ALWAYS, ACTION_LEAVE, NEXT_ABSENT, RULE_RETIRED),
        IMPOSSIBLE(ABSENT, NOT_THERE)},

    [EVENT_COMES_ON] = {
        MOVES(UNLICENSED, GUARD_ALWAYS, ACTION_ASK_NOW, NEXT_SAME, RULE_NONE),
        IGNORED(LICENSED, GUARD_ALWAYS, NOT_EARLY),
        IMPOSSIBLE(ABSENT, NOT_THERE)},
    [EVENT_NETWORK_CHANGED] = {
        MOVES(THERE,   GUARD_FAILED_LATELY,     ACTION_ASK_NOW, NEXT_SAME, RULE_NONE),
        IGNORED(THERE, GUARD_NOT_FAILED_LATELY, NOT_WATCHING),
        IMPOSSIBLE(ABSENT, NOT_THERE)},
    [EVENT_ASKED_TO] = {
        MOVES(THERE, GUARD_ALWAYS, ACTION_ASK_NOW, NEXT_SAME, RULE_NONE),
        IMPOSSIBLE(ABSENT, NOT_THERE)},
    [EVENT_SIGNED_IN] = {
        MOVES(THERE, GUARD_ALWAYS, ACTION_ASK_NOW, NEXT_SAME, RULE_NONE),
        IMPOSSIBLE(ABSENT, NOT_THERE)},
};
/* clang-format on */

int lifecycle_row_count(Event event) {
    int count = 0;
    while (count < TRANSITIONS_MOST && TRANSITIONS[event][count].states) count++;
    return count;
}

static bool found_no_host(Result result) {
    return result == RESULT_NO_HOST || result == RESULT_NO_RECORD || result == RESULT_WRONG_HOST;
}

static bool failed_lately(const Machine *machine, int32_t now) {
    return found_no_host((Result)machine->last) && now - machine->last_attempt_at <= NETWORK_WATCH_MIN;
}

static bool guard_holds(Guard guard, const Machine *machine, const Product *product, int32_t now) {
    const bool initial_grace = product->initial_grace_min != NONE;
    switch (guard) {
    case GUARD_ALWAYS: return true;
    case GUARD_INITIAL_GRACE: return initial_grace;
    case GUARD_NO_INITIAL_GRACE: return !initial_grace;
    case GUARD_EXPIRY_GRACE: return product->expiry_grace_min != NONE;
    case GUARD_NO_EXPIRY_GRACE: return product->expiry_grace_min == NONE;
    case GUARD_REARM_INITIAL_GRACE: return machine->rearms > 0 && initial_grace;
    case GUARD_REARM_NO_INITIAL_GRACE: return machine->rearms > 0 && !initial_grace;
    case GUARD_NO_REARM: return machine->rearms == 0;
    case GUARD_FAILED_LATELY: return failed_lately(machine, now);
    case GUARD_NOT_FAILED_LATELY: return !failed_lately(machine, now);
    case GUARD_COUNT: break;
    }
    CHECK(!"a Guard");
}

bool lifecycle_applies(const Transition *row, const Machine *machine, const Product *product, int32_t now) {
    return (row->states & IN(machine->state)) && guard_holds(row->guard, machine, product, now);
}

const Transition *lifecycle_find(const Machine *machine, const Product *product, Event event, int32_t now) {
    for (int i = 0; i < TRANSITIONS_MOST && TRANSITIONS[event][i].states; i++)
        if (lifecycle_applies(&TRANSITIONS[event][i], machine, product, now)) return &TRANSITIONS[event][i];
    CHECK(!"every pair of state and event is answered");
}

State lifecycle_next(const Transition *row, const Product *product, State from) {
    switch (row->next) {
    case NEXT_SAME: return from;
    case NEXT_ABSENT: return STATE_ABSENT;
    case NEXT_INITIAL_GRACE: return STATE_INITIAL_GRACE;
    case NEXT_LICENSED: return STATE_LICENSED;
    case NEXT_EXPIRY_GRACE: return STATE_EXPIRY_GRACE;
    case NEXT_LAPSED: return product->lapsed;
    case NEXT_COUNT: break;
    }
    CHECK(!"a Next");
}

static void stop_clocks(Machine *machine) {
    machine->clock_at = NEVER;
    machine->notice_at = NEVER;
}

static void start_as_new(Machine *machine, const Product *product, int32_t now) {
    stop_clocks(machine);
    machine->due_at = now;
    machine->retry_min = product->retry_min;
    machine->renewal_min = product->renewal_min;
    machine->cached = NO_HOST;
    machine->last = RESULT_NONE;
    machine->last_attempt_at = NEVER;
    if (product->initial_grace_min == NONE) return;
    machine->clock_at = later(now, product->initial_grace_min);
    if (product->notice_after_min != NONE && product->notice_after_min < product->initial_grace_min)
        machine->notice_at = later(now, product->notice_after_min);
}

static void take_lease(Machine *machine, const Product *product, int32_t now, int32_t jitter_min) {
    const bool for_good = product->by == BY_ONCE;
    stop_clocks(machine);
    machine->due_at = for_good ? NEVER : later(later(now, machine->renewal_min), jitter_min);
    if (product->rearm_bonus && machine->rearms == 0) machine->rearms = 1;
    if (for_good) return;
    machine->clock_at = later(now, product->lease_min);
    machine->notice_at = product_warns_at(product, machine->clock_at);
}

static void ask_later(Machine *machine, int32_t now, int32_t jitter_min) {
    machine->due_at = later(later(now, machine->retry_min), jitter_min);
}

void lifecycle_apply(Machine *machine, const Product *product, const Transition *row, int32_t now,
                     int32_t jitter_min) {
    CHECK(row->kind != ANSWER_IMPOSSIBLE);
    const State from = (State)machine->state;
    const State to = lifecycle_next(row, product, from);
    switch (row->action) {
    case ACTION_NONE:
    case ACTION_REFUSE: break;
    case ACTION_INSTALL:
    case ACTION_REIMAGE:
        start_as_new(machine, product, now);
        machine->rearms = product->rearms;
        break;
    case ACTION_REARM:
        start_as_new(machine, product, now);
        machine->rearms--;
        break;
    case ACTION_TAKE_LEASE: take_lease(machine, product, now, jitter_min); break;
    case ACTION_RETRY: ask_later(machine, now, jitter_min); break;
    case ACTION_LOSE_LICENCE:
        stop_clocks(machine);
        ask_later(machine, now, jitter_min);
        break;
    case ACTION_START_LAST_GRACE:
        stop_clocks(machine);
        machine->clock_at = later(now, product->expiry_grace_min);
        break;
    case ACTION_STOP_CLOCKS: stop_clocks(machine); break;
    case ACTION_REMIND: machine->notice_at = NEVER; break;
    case ACTION_ASK_NOW: machine->due_at = now; break;
    case ACTION_LEAVE:
        stop_clocks(machine);
        machine->due_at = NEVER;
        break;
    case ACTION_COUNT: CHECK(!"an Action");
    }
    machine->state = (uint8_t)to;
}

Event lifecycle_event_of(Result result) {
    switch (result) {
    case RESULT_GRANTED: return EVENT_GRANTED;
    case RESULT_COUNT_INSUFFICIENT: return EVENT_COUNT_INSUFFICIENT;
    case RESULT_NO_HOST: return EVENT_NO_HOST;
    case RESULT_NO_RECORD: return EVENT_NO_RECORD;
    case RESULT_WRONG_HOST: return EVENT_WRONG_HOST;
    case RESULT_CLOCK_SKEW: return EVENT_CLOCK_SKEW;
    case RESULT_NOT_ENTITLED: return EVENT_NOT_ENTITLED;
    case RESULT_NONE:
    case RESULT_COUNT: break;
    }
    CHECK(!"a Result of an attempt");
}
