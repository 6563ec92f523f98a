/* machine: all that one machine remembers. A plain value without pointers; a fleet is an array of them.
 * Leaves out: what changes it (lifecycle.h is the only place that changes a state). */
#ifndef LEASELAB_MODEL_MACHINE_H
#define LEASELAB_MODEL_MACHINE_H

#include <stdbool.h>
#include <stdint.h>

#include "sim/model/product.h"

/* What came of an attempt. */
typedef enum {
    RESULT_NONE, /* no attempt yet, or forgotten by a new start */
    RESULT_GRANTED,
    RESULT_COUNT_INSUFFICIENT,
    RESULT_NO_HOST,
    RESULT_NO_RECORD,
    RESULT_WRONG_HOST,
    RESULT_CLOCK_SKEW,
    RESULT_NOT_ENTITLED,
    RESULT_COUNT
} Result;

extern const char *const RESULT_NAMES[RESULT_COUNT];

#define NO_HOST UINT16_MAX /* no host cached, none pinned */

/* Points in time are minutes since the start; NEVER where there is none. */
typedef struct {
    int32_t due_at;    /* when it will ask next, as soon as it is on */
    int32_t clock_at;  /* when its lease or grace runs out */
    int32_t notice_at; /* when a reminder first shows; NEVER once it has */
    int32_t wake_at;   /* when the run looks at it next; kept by the run */

    int32_t retry_min,
        renewal_min;         /* its present rhythm: the product's until a host counts it, then that host's */
    uint32_t attempts;       /* made so far in the whole run */
    int32_t last_attempt_at; /* NEVER before the first, and after a new start */
    uint32_t id;             /* by which hosts tell machines apart */

    int32_t rearms;   /* left */
    int32_t skew_min; /* its clock against the hosts' */
    int32_t power_changed_at;
    uint16_t group; /* of the plan: product, timetable, jitter */
    uint16_t place;
    uint16_t pinned;   /* host, or NO_HOST: look hosts up by name */
    uint16_t cached;   /* host that granted last, or NO_HOST */
    uint8_t state;     /* State */
    uint8_t last;      /* Result of the last attempt */
    uint8_t power;     /* switch: 1 on */
    uint8_t was_power; /* the switch at the end of the minute before power_changed_at */
    uint8_t signed_in;
    uint8_t keeps_cache; /* does it remember the host that granted? */
    uint8_t stored;      /* kept by the run: this is the machine; else it is as its group has it, or steady */
} Machine;

#endif
