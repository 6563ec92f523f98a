/* plan: what a scenario file says, checked and in numbers. Everything a run needs, and nothing that changes
 * during one. Leaves out: how it is read (reader.h) and what happens (sim/run). */
#ifndef LEASELAB_SCENARIO_PLAN_H
#define LEASELAB_SCENARIO_PLAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sim/base/arena.h"
#include "sim/base/limits.h"
#include "sim/base/minutes.h"
#include "sim/model/host.h"
#include "sim/model/machine.h"
#include "sim/model/timetable.h"

/* All points in time are minutes since the start, all lengths minutes. */

enum { MEMBER_NAME = LIMIT_NAME + 12 }; /* a group's name, a hyphen, a number, NUL */

typedef struct {
    char name[LIMIT_NAME + 1];
    Place place;
} PlanPlace;

typedef struct {
    char name[LIMIT_NAME + 1];
    Host host;
    int line;
} PlanHost;

typedef enum { SPREAD_EVEN, SPREAD_RANDOM } Spread;

typedef struct {
    char name[LIMIT_NAME + 1];
    int line;
    uint16_t product;
    uint32_t first, count; /* its machines are first … first + count - 1 */
    int32_t starts_from, starts_to;
    Spread spread;
    Timetable on;
    uint16_t place;
    uint16_t use; /* host, or NO_HOST for dns */
    bool shared_ids, cache, power, signed_in;
    int32_t jitter_min, skew_min;
} Group;

/* Machines in machine order: ranges sorted and apart from each other; they live in the plan's arena. */
typedef struct {
    uint32_t first, count;
} MachineRange;

typedef struct {
    const MachineRange *ranges;
    uint32_t range_count;
    uint32_t machines;         /* how many in all */
    bool all;                  /* `all` is among them: in a change, all that are there … */
    const MachineRange *named; /* … and those that are named, who must be there */
    uint32_t named_count;
} Selection;

typedef enum {
    CHANGE_POWER,
    CHANGE_MOVE,
    CHANGE_ATTEMPT,
    CHANGE_RETIRE,
    CHANGE_REIMAGE,
    CHANGE_REARM,
    CHANGE_USE,
    CHANGE_CACHE,
    CHANGE_SKEW,
    CHANGE_SIGN,
    CHANGE_LAST_OF_MACHINES = CHANGE_SIGN,
    CHANGE_HOST_DO,
    CHANGE_HOST_SET,
    CHANGE_SERVICE,
    CHANGE_BLOCK,
    CHANGE_UNBLOCK,
    CHANGE_KIND_COUNT
} ChangeKind;

/* The key or word each kind is written with: "power", "do", "block". */
extern const char *const CHANGE_NAMES[CHANGE_KIND_COUNT];

typedef enum {
    DO_DOWN,
    DO_UP,
    DO_PUBLISH,
    DO_UNPUBLISH,
    DO_ACTIVATE,
    DO_DEACTIVATE,
    DO_REBUILD,
    DO_RESTART,
    DO_COUNT
} HostDeed;
extern const char *const DEED_NAMES[DO_COUNT];

/* New figures of a host; those not in `given` stay. */
typedef struct {
    enum { SET_RETRY = 1, SET_RENEWAL = 2, SET_PRIORITY = 4, SET_WEIGHT = 8, SET_SERVES = 16 } given;
    int32_t retry_min, renewal_min;
    uint16_t priority, weight;
    uint8_t serves;
} HostFigures;

typedef struct {
    ChangeKind kind;
    int line;                 /* 0: it does not stand in the file */
    int32_t at, every, until; /* every is 0 for once */
    Selection machines;
    int subject;   /* host, service or place, by kind */
    int32_t value; /* power, sign: 0 or 1; move: place; reimage: 1 same id; use: host or NO_HOST; skew; deed;
                      service up */
    HostFigures figures;
    const int *targets; /* of block and unblock: hosts and services, see reach_host */
    uint32_t target_count;
} Change;

/* One carrying out of a change. */
typedef struct {
    int32_t at;
    uint32_t change;
} Occurrence;

typedef enum {
    COMPARE_EQUAL,
    COMPARE_NOT_EQUAL,
    COMPARE_AT_LEAST,
    COMPARE_AT_MOST,
    COMPARE_MORE,
    COMPARE_LESS,
    COMPARE_COUNT
} CompareOp;
extern const char *const COMPARE_NAMES[COMPARE_COUNT];

typedef struct {
    CompareOp op;
    int64_t number;
} Comparison;

bool comparison_holds(Comparison comparison, int64_t figure);

typedef enum { CLAIM_AT, CLAIM_FIRST, CLAIM_BY, CLAIM_NEVER, CLAIM_ALWAYS, CLAIM_WHEN_COUNT } ClaimWhen;
extern const char *const CLAIM_WHEN_NAMES[CLAIM_WHEN_COUNT];

typedef enum { CLAIM_STATE, CLAIM_LAST, CLAIM_LEASE_LEFT, CLAIM_HOST_COUNT } ClaimAbout;

typedef struct {
    ClaimWhen when;
    ClaimAbout about;
    int line;
    int32_t from, to; /* at, first, by: `to` is the instant, and `from` 0 (at: the same) */
    Selection machines;
    State state;           /* CLAIM_STATE */
    Result last;           /* CLAIM_LAST */
    Comparison lease_left; /* CLAIM_LEASE_LEFT, minutes */
    int host;              /* CLAIM_HOST_COUNT */
    Pool pool;
    bool has_count;
    Comparison count; /* of machines for which it is so (without has_count: all of them; for never: any), or
                         of the host */
    bool is_choice;   /* of a lesson's question: judged, but no row of the trace */
} Claim;

typedef struct {
    const char *say;
    uint32_t claim;
} LessonChoice;

typedef struct {
    int line;
    int32_t at, show;
    const char *say, *ask, *note; /* ask is NULL for a step that only says; the others may be NULL */
    uint32_t first_choice, choice_count;
} Step;

/* Owns all it points to, in its arena. Filled by the reader, then never changed. */
typedef struct {
    Arena arena;
    const char *title, *about; /* "" where there is none */
    Minutes start;             /* calendar minutes of minute 0 */
    int32_t run_min;
    uint64_t seed;
    DayBook book;

    PlanPlace *places; /* office first, offline second */
    uint32_t place_count;
    Product *products; /* the built-in ones first */
    uint32_t product_count;
    PlanHost *hosts;
    uint32_t host_count;
    Group *groups;
    uint32_t group_count, machine_count;
    Change *changes;
    uint32_t change_count;
    Occurrence *occurrences; /* sorted: by minute, then by place in the file */
    uint32_t occurrence_count;
    Claim *claims; /* of `expect` in file order, then those of choices */
    uint32_t claim_count, expect_count;
    Step *steps;
    uint32_t step_count;
    LessonChoice *choices;
    uint32_t choice_count;
} Plan;

enum { PLACE_OFFICE, PLACE_OFFLINE };

void plan_free(Plan *plan);
/* The group a machine belongs to. */
uint32_t plan_group_of(const Plan *plan, uint32_t machine);
/* When a machine is installed; the second where its group is known. */
int32_t plan_starts_at(const Plan *plan, uint32_t machine);
int32_t plan_starts_in(const Plan *plan, const Group *group, uint32_t machine);
void plan_machine_name(const Plan *plan, uint32_t machine, char out_name[MEMBER_NAME]);
/* The machine of this name; false when there is none. */
bool plan_find_machine(const Plan *plan, const char *name, uint32_t *out_machine);
const char *plan_target_name(const Plan *plan, int target); /* a host or a service */
uint32_t plan_question_count(const Plan *plan);
bool selection_has(Selection selection, uint32_t machine);

#endif
