/* inside: what a run is made of, and what its parts do for one another: those that carry it out, look into
 * it, and take it to another minute. To everyone else a run is what run.h says. */
#ifndef LEASELAB_RUN_INSIDE_H
#define LEASELAB_RUN_INSIDE_H

#include "sim/run/claims.h"
#include "sim/run/row.h"
#include "sim/run/steady.h"

typedef struct Run Run;

/* What was told of a host's pool. */
typedef struct {
    int32_t count, cap; /* -1: nothing */
} Told;

struct Run {
    const Plan *plan;
    World *world; /* owned */
    Agenda agenda;
    int32_t agenda_last; /* minutes the agenda knows; some beyond the end of the run */
    ClaimIndex claims;
    Rhythms rhythms;
    WhatIf *what_ifs; /* in order of time, owned; the world knows how many are behind it */
    uint32_t what_if_count;

    Wake *woken; /* machines to look at in this minute, in machine order once sorted; in the agenda or in … */
    Wake *room; /* … here; owned */
    size_t woken_count, room_capacity;
    bool woken_unsorted, out_of_memory;
    bool table_only;           /* no machine is steady */
    bool far_ledgers;          /* in some an id is not near the others */
    uint64_t *stored;          /* a bit for each machine of which the world holds something; owned */
    uint64_t *steady;          /* a bit for each machine that is; owned */
    uint64_t *never_steady;    /* a bit for each that some change picks out; owned */
    uint32_t *steady_in_group; /* owned */
    uint32_t steady_count;
    uint32_t unstored_count; /* machines of which the world holds nothing yet */
    uint32_t near_group;     /* the group of the machine looked at last */

    /* is every published host silent from this place? known for this many changes of the world */
    uint32_t *silence_known; /* for each place: change number, + 1; owned */
    uint8_t *silence;        /* owned */
    uint32_t change_number;

    struct Crowd *crowd; /* of crowd.c; owned */
    uint64_t step_most;  /* attempts; 0: as many as is quickest */

    const RowSink *sink;
    const Watch *watch;                              /* or NULL */
    void (*expect)(void *context, uint32_t machine); /* see run_foretell; or NULL */
    void *expect_context;
    Told *told;    /* counts the watch knows of, of each host and pool; owned */
    Quiet *quiets; /* of each group, granted and silent; owned */
};

/* ---- rows ---- */
/* Here, so that they are made where they are used and not copied there. */
static inline Row inside_row(RowKind kind, int32_t now) {
    return (Row){.at = now,
                 .kind = kind,
                 .machine = NO_MACHINE,
                 .host = -1,
                 .service = -1,
                 .pool = POOL_NONE,
                 .clock_at = NEVER,
                 .due_at = NEVER,
                 .rule = RULE_NONE};
}

static inline Row inside_machine_row(RowKind kind, uint32_t number, const Machine *machine, State from,
                                     RuleId rule, int32_t now) {
    Row row = inside_row(kind, now);
    row.machine = number;
    row.from = from;
    row.to = (State)machine->state;
    row.clock_at = machine->clock_at;
    row.id = machine->id;
    row.rule = rule;
    return row;
}
void inside_take_row(void *run, const Row *row);
/* Counts so many attempts of steady machines of a group, to which this host replied `count` (or nobody did:
 * -1 and 0). The caller adds the minutes, and puts what it is given with others: */
Quiet inside_count_steady(Run *run, uint32_t group, int host, int32_t count, uint64_t times);
/* Puts steady attempts with those of their group that are alike; those that are not are handed on. */
void inside_add_quiet(Run *run, const Quiet *more);
/* Hands on what was put together of a group's steady attempts. */
void inside_tell_quiet(Run *run, Quiet *quiet);

/* ---- machines ---- */
static inline const Group *inside_group(const Run *run, const Machine *machine) {
    return &run->plan->groups[machine->group];
}
static inline const Product *inside_product(const Run *run, const Machine *machine) {
    return &run->plan->products[inside_group(run, machine)->product];
}
bool inside_is_on(const Run *run, uint32_t number, const Machine *machine, int32_t at);
Look inside_look(const Machine *machine);
/* It looked so before, and may look otherwise now: counted and told. Before the row that tells of it. */
void inside_note_look(Run *run, uint32_t number, const Machine *machine, Look before, RowKind kind,
                      int32_t now);
/* The same of a steady machine. */
void inside_note_look_of(Run *run, uint32_t number, uint32_t group, Look before, Look after, int32_t now);
/* What the host counts in this pool may be another figure now. */
void inside_note_count(Run *run, int host, Pool pool, int32_t now);
/* Lets one event happen to a machine, as the table says; answers the row taken. */
const Transition *inside_happen(Run *run, uint32_t number, Machine *machine, Event event, int32_t now,
                                int32_t jitter);
void inside_note_last(Run *run, uint32_t number, Result from, Result to);
/* A stored machine; not for a steady one. */
static inline Machine *inside_machine(const Run *run, uint32_t number) {
    return &world_machines(run->world)[number];
}
/* One that is neither stored nor steady: it is not installed yet, or waits since then to be there and ask for
 * the first time, so all about it follows from the plan. As it was at the end of the last minute, and as its
 * installation leaves it. */
Machine inside_newcomer(const Run *run, uint32_t number);
Machine inside_installed(const Run *run, uint32_t number);
/* Stores such a one; any other stays as it is. */
void inside_bring_in(Run *run, uint32_t number);
/* When a machine that was looked at in minute `now` is to be looked at again. */
int32_t inside_next_look(const Run *run, uint32_t number, const Machine *machine, int32_t now);
/* Writes a machine into the world. */
void inside_store(Run *run, uint32_t number, const Machine *machine);
/* Puts a stored machine among those to look at in minute `now`. */
void inside_wake(Run *run, uint32_t number, int32_t now);
bool inside_is_steady(const Run *run, uint32_t number);
/* A steady machine as it is, which is not steady any more from here on, nor stored. */
Machine inside_recall(Run *run, Wake wake);
/* A steady machine, given by what would be its next wake, is not steady any more: from now on the table looks
 * at it. */
void inside_leave(Run *run, Wake next);
/* Puts the wakes of all that are not steady into the agenda: they follow from the machines. False: out of
 * memory. */
bool inside_fill_agenda(Run *run);
/* The next minute in which anything happens but machines that are looked at: a change, a what-if, a claim
 * that is due, and at the earliest an id forgotten; NEVER. */
int32_t inside_next_event(const Run *run);
/* The watch knows of no count. */
void inside_forget_told(Run *run);
/* The run has come to another minute otherwise than by going on: machines, and wakes of those that are
 * steady, are in place already; all else follows. False: out of memory. */
bool inside_arrive(Run *run);
/* Stores every steady machine: from here on the table looks at each. */
void inside_settle(Run *run);

/* ---- rank 1, and 3 ---- */
void changes_install(Run *run, uint32_t number, Machine *machine, int32_t now);
void changes_carry_out(Run *run, int32_t now);
/* Does any change of minute `now` touch machines? */
bool changes_touch_machines(const Run *run, int32_t now);

/* ---- a whole minute ---- */
/* All that happens in minute `now`, the next in which anything does. False: out of memory. */
bool minute_carry_out(Run *run, int32_t now);

struct Crowd *crowd_create(const Plan *plan); /* NULL: out of memory */
void crowd_destroy(struct Crowd *crowd);
/* Lets steady machines go on while nothing else happens, up to minute `last` at most, where nobody asks for
 * single rows; see crowd.c. *out_went_on: it got somewhere. False: out of memory. */
bool crowd_go_on(Run *run, int32_t last, bool *out_went_on);

/* This machine will ask soon: what its host remembers of it is fetched meanwhile. Changes nothing. */
void attempts_expect(Run *run, Wake wake);
/* An attempt of a machine that is not steady, if one is due. `*out_host` is the host that granted, or -1. */
void attempts_make(Run *run, uint32_t number, Machine *machine, int32_t now, int *out_host);
/* An attempt of a steady machine, if all is as before; then its next wake is in the agenda. */
bool attempts_make_steadily(Run *run, Wake wake, int32_t now);
/* The first minute from `from` on in which it will ask, were no clock to run out before; at most `last`. */
int32_t attempts_next(const Run *run, uint32_t number, const Machine *machine, int32_t from, int32_t last);
/* Would every host that a lookup gives in this place be silent? Then it does not matter whom a machine asks,
 * or in which order. */
bool attempts_all_silent(Run *run, uint16_t place);
void attempts_note_counted(Run *run, int host, Pool pool, int32_t now);

#endif
