/* lifecycle: the life of one machine, as a table.
 *
 * A machine must be told now and then that it may go on. It asks a host; the host counts how many different
 * machines have asked it lately and replies that number; the machine compares it with what its product needs.
 * Enough: it holds a lease of 180 days, and asks again each week. Not enough, or nobody answers: it asks
 * again in two hours, and whatever lease or grace it has runs on untouched. Of what answers say, only
 * not-entitled ends a licence; otherwise clocks do, or somebody resets or retires the machine.
 *
 *                    granted                     lease over, grace follows
 *     initial-grace ─────────▶ licensed ◀──────────────────▶ expiry-grace
 *          │                    ▲    │         granted             │
 *          │ grace over  granted│    │ lease over                  │ grace over
 *          └───────────────▶ notification / reduced ◀──────────────┘
 *
 * TRANSITIONS below is the single truth about that: nothing else changes a machine's state, and what the
 * program explains, draws and tests is read from it. Leaves out: who answers an attempt and how (asking.h).
 */
#ifndef LEASELAB_MODEL_LIFECYCLE_H
#define LEASELAB_MODEL_LIFECYCLE_H

#include "sim/model/machine.h"
#include "sim/model/rule.h"

/* What can happen to a machine. */
typedef enum {
    EVENT_INSTALL,
    /* an attempt was made, and this came of it */
    EVENT_GRANTED,
    EVENT_COUNT_INSUFFICIENT,
    EVENT_NO_HOST,
    EVENT_NO_RECORD,
    EVENT_WRONG_HOST,
    EVENT_CLOCK_SKEW,
    EVENT_NOT_ENTITLED,
    /* a clock ran out */
    EVENT_CLOCK_OVER,
    EVENT_REMINDER,
    /* somebody changed something */
    EVENT_REIMAGE,
    EVENT_REARM,
    EVENT_RETIRE,
    /* something that may make the next attempt due at once */
    EVENT_COMES_ON,
    EVENT_NETWORK_CHANGED,
    EVENT_ASKED_TO,
    EVENT_SIGNED_IN,
    EVENT_COUNT
} Event;

/* When a row applies. Rows of one state and event exclude each other. */
typedef enum {
    GUARD_ALWAYS,
    GUARD_INITIAL_GRACE,          /* the product has an initial grace */
    GUARD_NO_INITIAL_GRACE,       /* it has none */
    GUARD_EXPIRY_GRACE,           /* the product has a grace after the lease */
    GUARD_NO_EXPIRY_GRACE,        /* it has none */
    GUARD_REARM_INITIAL_GRACE,    /* a rearm is left, and the product has an initial grace */
    GUARD_REARM_NO_INITIAL_GRACE, /* a rearm is left, and it has none */
    GUARD_NO_REARM,               /* no rearm is left */
    GUARD_FAILED_LATELY,          /* no host was found at most 15 minutes ago */
    GUARD_NOT_FAILED_LATELY,
    GUARD_COUNT
} Guard;

/* What is done to the machine beside its state. */
typedef enum {
    ACTION_NONE,
    ACTION_INSTALL,      /* everything new; the attempt is due now */
    ACTION_REIMAGE,      /* as new; all rearms back */
    ACTION_REARM,        /* as new; one rearm spent */
    ACTION_TAKE_LEASE,   /* a whole lease from now; the next attempt after `renewal` */
    ACTION_RETRY,        /* the next attempt after `retry` */
    ACTION_LOSE_LICENCE, /* clocks stop; the next attempt after `retry` */
    ACTION_START_LAST_GRACE,
    ACTION_STOP_CLOCKS,
    ACTION_REMIND,
    ACTION_ASK_NOW,
    ACTION_LEAVE, /* for good */
    ACTION_REFUSE,
    ACTION_COUNT
} Action;

/* Where it goes. */
typedef enum {
    NEXT_SAME,
    NEXT_ABSENT,
    NEXT_INITIAL_GRACE,
    NEXT_LICENSED,
    NEXT_EXPIRY_GRACE,
    NEXT_LAPSED, /* the product's lapsed state */
    NEXT_COUNT
} Next;

typedef enum {
    ANSWER_MOVED,     /* the action is carried out */
    ANSWER_IGNORED,   /* deliberately nothing, for `reason` */
    ANSWER_IMPOSSIBLE /* cannot happen, for `reason`: a CHECK */
} AnswerKind;

typedef struct {
    uint8_t states; /* the states it is for: bits 1 << State */
    Guard guard;
    AnswerKind kind;
    Action action;
    Next next;
    RuleId rule;        /* RULE_NONE where no row of a trace is written */
    const char *reason; /* why nothing happens or cannot; NULL for ANSWER_MOVED */
} Transition;

enum { TRANSITIONS_MOST = 6 }; /* rows of one event */
extern const Transition TRANSITIONS[EVENT_COUNT][TRANSITIONS_MOST];

extern const char *const EVENT_NAMES[EVENT_COUNT];
extern const char *const GUARD_NAMES[GUARD_COUNT];
extern const char *const ACTION_NAMES[ACTION_COUNT];

/* Minutes after a failed attempt during which the machine watches the network for a change (TD). */
enum { NETWORK_WATCH_MIN = 15 };

/* How many rows the event has. */
int lifecycle_row_count(Event event);
/* Is the row for the state that the machine is in, and does its guard hold? */
bool lifecycle_applies(const Transition *row, const Machine *machine, const Product *product, int32_t now);
/* The row that answers an event; never NULL: every pair of state and event is answered. */
const Transition *lifecycle_find(const Machine *machine, const Product *product, Event event, int32_t now);
/* The state a row leads to. */
State lifecycle_next(const Transition *row, const Product *product, State from);
/* Carries the row out at minute `now`. `jitter_min` is added to a next attempt after renewal or retry. The
 * caller gives a new id where one is due, and remembers the host that granted. CHECKs that the row is not
 * impossible. */
void lifecycle_apply(Machine *machine, const Product *product, const Transition *row, int32_t now,
                     int32_t jitter_min);
/* The event an attempt's result is. */
Event lifecycle_event_of(Result result);

#endif
