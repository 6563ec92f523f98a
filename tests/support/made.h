/* made: scenarios that nobody wrote: drawn from a number, always the same from the same one. They are kept as
 * figures, so that a test can change one thing about them before they become a file. Small fleets with short
 * leases, so that much happens in few weeks. */
#ifndef LEASELAB_TESTS_SUPPORT_MADE_H
#define LEASELAB_TESTS_SUPPORT_MADE_H

#include "tests/test.h"

#include "sim/base/text.h"

enum { MADE_PRODUCTS = 4, MADE_HOSTS = 3, MADE_GROUPS = 5, MADE_CHANGES = 24 };

/* What may be in one. */
typedef enum {
    MADE_LUCK = 1,      /* jitter, random starts, hosts of one priority */
    MADE_CHANCE = 2,    /* machines that come on some days only, by luck */
    MADE_TIMETABLE = 4, /* machines that are there at some hours */
    MADE_SPREAD = 8,    /* machines of a group that start one after the other */
    MADE_SHARED = 16,   /* groups with one id */
    MADE_MOVES = 32,    /* changes of place: they are felt for 15 minutes */
    MADE_ALL = 63
} MadeFeatures;

/* Lengths in minutes; -1 for none. */
typedef struct {
    const char *like;
    int pool; /* 0 office, 1 windows */
    int32_t threshold, initial, lease, renewal, retry, expiry;
} MadeProduct;

typedef struct {
    int32_t retry, renewal, memory;
    int priority, weight;
    bool up, hidden; /* not published */
} MadeHost;

typedef struct {
    char name[40];
    int product;
    int count;
    int32_t from, to; /* of starts */
    bool random, shared, timetable, cache;
    int chance; /* per cent */
    int32_t jitter;
    int host; /* pinned, or -1 */
} MadeGroup;

typedef struct {
    int32_t at, every, until; /* every 0: once */
    int group, host;          /* whom it is done to: one of them is -1; both: to `text` alone */
    char text[60];
} MadeChange;

typedef struct {
    int32_t run;
    const char *start;
    uint64_t seed;
    MadeProduct products[MADE_PRODUCTS];
    MadeHost hosts[MADE_HOSTS + 3];
    int host_count;
    MadeGroup groups[MADE_GROUPS + 3];
    int group_count;
    MadeChange changes[MADE_CHANGES];
    int change_count;
    const char *claims; /* a whole section, or "" */
} Made;

/* All lengths are whole multiples of 2 minutes. */
Made made(uint64_t number, unsigned features);
/* As a file. A group that is named as two, "a+b", is written as two groups, half of its members each, and
 * changes of it are done to both. */
void made_write(const Made *scenario, Text *out);

#endif
