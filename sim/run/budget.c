#include "sim/run/budget.h"

const int32_t BUDGET_SPAN_DAYS[BUDGET_SPANS] = {30, 90, 173, 180, 210};

BudgetDay budget_now(const Run *run) {
    const World *world = run_world(run);
    const Plan *plan = run_plan(run);
    BudgetDay day = {.at = world->now, .first_lapse_at = NEVER};
    for (uint32_t m = 0; m < world->machine_count; m++) {
        const Machine *machine = world_machine(world, m);
        const Product *product = &plan->products[plan->groups[machine->group].product];
        if (product->by != BY_HOST || machine->state != STATE_LICENSED) continue;
        day.licensed++;
        if (machine->clock_at < day.first_lapse_at) day.first_lapse_at = machine->clock_at;
        /* A lease that ends in a minute is over in that minute. */
        for (int s = 0; s < BUDGET_SPANS; s++)
            day.lost[s] += machine->clock_at - world->now <= BUDGET_SPAN_DAYS[s] * (int32_t)DAY_MIN;
    }
    return day;
}
