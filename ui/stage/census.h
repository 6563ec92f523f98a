/* census: what is to be known of a fleet too large to be shown machine by machine, from one look at each:
 * when leases run out, how cohorts look, and a few witnesses by name. Leaves out: when it is taken
 * (gather.c), how it is drawn (centre_crowd.c). */
#ifndef LEASELAB_STAGE_CENSUS_H
#define LEASELAB_STAGE_CENSUS_H

#include "sim/run/timeline.h"

/* Leases that run for longer stand in the last of the days. */
enum { CENSUS_DAYS = 366, CENSUS_COHORTS = 8192, CENSUS_WITNESSES = 50 };

typedef struct {
    int32_t at; /* the end of this minute */
    /* Of machines with a lease or grace that runs: in how many days it is over, rounded down. */
    uint32_t lapse_in_days[CENSUS_DAYS];
    int longest_days;
    /* Machines in a row, `cohort` of them each, the last perhaps fewer: how most of them look. */
    uint32_t cohort, cohort_count;
    uint8_t cohort_look[CENSUS_COHORTS];
    /* The first and last of groups, then some between. */
    uint32_t witness_count;
    uint32_t witness[CENSUS_WITNESSES];
    Machine witnesses[CENSUS_WITNESSES];
} Census;

/* Which machines are witnesses: sorted; follows from the plan alone. Answers how many. */
uint32_t census_choose(const Plan *plan, uint32_t out[CENSUS_WITNESSES]);
/* A look at each machine at the run's minute: some 20 ms for a million. False: out of memory. */
bool census_take(Census *out, const Run *run);
/* The witness; NULL where it is none. */
const Machine *census_find(const Census *census, uint32_t machine);

/* What came of the attempts in some minutes, both included. */
typedef struct {
    int32_t from, to;
    uint64_t attempts[RESULT_COUNT];
} Rates;

/* Carries the minutes out again. False: out of memory. */
bool rates_take(Rates *out, Timeline *timeline, int32_t from, int32_t to);

#endif
