/* row: one thing that happened, as MODEL.md section 7 lists them. A plain value; how it is written is
 * trace.h. */
#ifndef LEASELAB_RUN_ROW_H
#define LEASELAB_RUN_ROW_H

#include <stdbool.h>
#include <stdint.h>

#include "sim/model/asking.h"
#include "sim/model/rule.h"

typedef enum {
    ROW_INSTALL,
    ROW_CHANGE,
    ROW_REFUSED,
    ROW_RESET,
    ROW_RETIRE,
    ROW_ATTEMPT,
    ROW_LAPSE,
    ROW_NOTICE,
    ROW_FORGET,
    ROW_EXPECT,
    ROW_KIND_COUNT
} RowKind;
extern const char *const ROW_NAMES[ROW_KIND_COUNT];

#define NO_MACHINE UINT32_MAX
#define NO_ENTRY   UINT32_MAX /* of a change that is not in the file: a what-if */

/* Fields that do not apply to a kind hold the values named here. */
typedef struct {
    int32_t at;
    RowKind kind;
    uint32_t machine; /* NO_MACHINE */
    int host;         /* that answered, forgot or refused; -1 */
    int service;      /* that answered; -1 */
    int line;         /* 0 */
    uint32_t entry;   /* number of the change (or NO_ENTRY) or claim; 0 */
    Result result;    /* of an attempt; RESULT_NONE */
    bool held;        /* of a claim */
    bool counted;     /* count and threshold apply to this attempt */
    int64_t got;      /* of a claim */
    int32_t count, threshold;
    Pool pool;   /* POOL_NONE */
    uint32_t id; /* of install, reset, forget */
    State from, to;
    int32_t clock_at; /* lease_end or grace_end, by `to`; NEVER */
    int32_t due_at;   /* of an attempt; NEVER */
    RuleId rule;      /* RULE_NONE */
} Row;

/* Does the row say from which state to which it went? */
bool row_has_states(const Row *row);

/* Attempts of steady machines of one group, put together: the host granted all of them, or nobody answered
 * any. */
typedef struct {
    uint32_t group;
    int host; /* that granted; -1 where nobody answered */
    Pool pool;
    int32_t first_at, last_at;
    int32_t expected_at; /* the latest next attempt: what goes on goes on by then */
    int32_t last_clock_at;
    uint64_t times;
    uint32_t machines;              /* at most so many different ones */
    int32_t least, most, threshold; /* counts */
} Quiet;

/* Does `more`, which came later, belong to what `quiet` holds? False where that is nothing. */
bool quiet_goes_on(const Quiet *quiet, const Quiet *more);
void quiet_add(Quiet *quiet, const Quiet *more);

/* Who wants to know. `take` is called for each row in order; it must not call the run. With `take_quiet`,
 * attempts that go on as before come together, some time after they happened, and not as rows. */
typedef struct {
    void (*take)(void *context, const Row *row);
    void *context;
    void (*take_quiet)(void *context, const Quiet *quiet);
} RowSink;

#endif
