#include "ui/stage/census.h"

#include <stdlib.h>

/* ---- witnesses ---------------------------------------------------------------------------------------- */

static int by_number(const void *a, const void *b) {
    const uint32_t one = *(const uint32_t *)a, two = *(const uint32_t *)b;
    return one < two ? -1 : one > two;
}

static bool has(const uint32_t list[], uint32_t count, uint32_t machine) {
    for (uint32_t i = 0; i < count; i++)
        if (list[i] == machine) return true;
    return false;
}

static uint32_t add(uint32_t list[], uint32_t count, uint32_t machine) {
    if (count < CENSUS_WITNESSES && !has(list, count, machine)) list[count++] = machine;
    return count;
}

/* Of each group the first and last; then, evenly over the fleet, as many as there is room for. */
uint32_t census_choose(const Plan *plan, uint32_t out[CENSUS_WITNESSES]) {
    uint32_t count = 0;
    for (uint32_t g = 0; g < plan->group_count; g++) {
        const Group *group = &plan->groups[g];
        count = add(out, count, group->first);
        count = add(out, count, group->first + group->count - 1);
    }
    const uint32_t more = CENSUS_WITNESSES - count;
    for (uint32_t i = 1; i <= more; i++)
        count = add(out, count, (uint32_t)((uint64_t)(plan->machine_count - 1) * i / (more + 1)));
    qsort(out, count, sizeof *out, by_number);
    return count;
}

const Machine *census_find(const Census *census, uint32_t machine) {
    const uint32_t *found =
        bsearch(&machine, census->witness, census->witness_count, sizeof *census->witness, by_number);
    return found ? &census->witnesses[found - census->witness] : NULL;
}

/* ---- looking ------------------------------------------------------------------------------------------ */

typedef struct {
    Census *census;
    uint32_t (*looks)[LOOK_COUNT]; /* of each cohort */
} Visit;

static void visit(void *context, uint32_t number, const Machine *machine) {
    Visit *visit = context;
    Census *census = visit->census;
    visit->looks[number / census->cohort][look_of((State)machine->state, (Result)machine->last)]++;
    if (machine->clock_at != NEVER && machine->state != STATE_ABSENT && machine->clock_at > census->at) {
        const int32_t days = (machine->clock_at - census->at) / (int32_t)DAY_MIN;
        census->lapse_in_days[days < CENSUS_DAYS ? days : CENSUS_DAYS - 1]++;
    }
    /* Witnesses are few, and most cohorts have none. */
    const uint32_t *found =
        bsearch(&number, census->witness, census->witness_count, sizeof *census->witness, by_number);
    if (found) census->witnesses[found - census->witness] = *machine;
}

static uint8_t most_of(const uint32_t looks[LOOK_COUNT]) {
    int most = 0;
    for (int look = 1; look < LOOK_COUNT; look++)
        if (looks[look] >= looks[most]) most = look;
    return (uint8_t)most;
}

bool census_take(Census *out, const Run *run) {
    const Plan *plan = run_plan(run);
    *out = (Census){.at = run_head(run)->now};
    out->cohort = (plan->machine_count + CENSUS_COHORTS - 1) / CENSUS_COHORTS;
    out->cohort_count = (plan->machine_count + out->cohort - 1) / out->cohort;
    out->witness_count = census_choose(plan, out->witness);
    Visit all = {.census = out, .looks = calloc(out->cohort_count, sizeof *all.looks)};
    if (!all.looks) return false;
    run_visit(run, visit, &all);
    for (uint32_t c = 0; c < out->cohort_count; c++) out->cohort_look[c] = most_of(all.looks[c]);
    for (int day = 0; day < CENSUS_DAYS; day++)
        if (out->lapse_in_days[day] > 0) out->longest_days = day;
    free(all.looks);
    return true;
}

/* ---- rates -------------------------------------------------------------------------------------------- */

static void take_row(void *context, const Row *row) {
    Rates *rates = context;
    if (row->kind == ROW_ATTEMPT) rates->attempts[row->result]++;
}

bool rates_take(Rates *out, Timeline *timeline, int32_t from, int32_t to) {
    *out = (Rates){.from = from, .to = to};
    const RowSink sink = {.take = take_row, .context = out};
    return timeline_tell(timeline, from, to, &sink);
}
