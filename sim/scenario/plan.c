#include "sim/scenario/plan.h"

#include <stdio.h>
#include <string.h>

#include "sim/base/chance.h"
#include "sim/base/check.h"

const char *const CHANGE_NAMES[CHANGE_KIND_COUNT] = {"power", "move", "attempt", "retire", "reimage",
                                                     "rearm", "use",  "cache",   "skew",   "sign",
                                                     "do",    "set",  "do",      "block",  "unblock"};
const char *const DEED_NAMES[DO_COUNT] = {"down",     "up",         "publish", "unpublish",
                                          "activate", "deactivate", "rebuild", "restart"};
const char *const COMPARE_NAMES[COMPARE_COUNT] = {"=", "!=", ">=", "<=", ">", "<"};
const char *const CLAIM_WHEN_NAMES[CLAIM_WHEN_COUNT] = {"at", "first", "by", "never", "always"};

bool comparison_holds(Comparison comparison, int64_t figure) {
    switch (comparison.op) {
    case COMPARE_EQUAL: return figure == comparison.number;
    case COMPARE_NOT_EQUAL: return figure != comparison.number;
    case COMPARE_AT_LEAST: return figure >= comparison.number;
    case COMPARE_AT_MOST: return figure <= comparison.number;
    case COMPARE_MORE: return figure > comparison.number;
    case COMPARE_LESS: return figure < comparison.number;
    case COMPARE_COUNT: break;
    }
    CHECK(!"a CompareOp");
}

void plan_free(Plan *plan) {
    arena_free(&plan->arena);
    *plan = (Plan){0};
}

uint32_t plan_group_of(const Plan *plan, uint32_t machine) {
    CHECK(machine < plan->machine_count);
    uint32_t low = 0,
             high = plan->group_count; /* groups are in machine order: low.first <= machine < high.first */
    while (high - low > 1) {
        const uint32_t middle = low + (high - low) / 2;
        if (plan->groups[middle].first <= machine)
            low = middle;
        else
            high = middle;
    }
    return low;
}

int32_t plan_starts_in(const Plan *plan, const Group *group, uint32_t machine) {
    const int64_t span = group->starts_to - group->starts_from;
    if (group->spread == SPREAD_RANDOM)
        return group->starts_from +
               (int32_t)chance_draw(plan->seed, (uint64_t)span + 1, machine, CHANCE_ARRIVAL, 0);
    if (group->count == 1) return group->starts_from;
    return group->starts_from + (int32_t)((machine - group->first) * span / (group->count - 1));
}

int32_t plan_starts_at(const Plan *plan, uint32_t machine) {
    return plan_starts_in(plan, &plan->groups[plan_group_of(plan, machine)], machine);
}

void plan_machine_name(const Plan *plan, uint32_t machine, char out_name[MEMBER_NAME]) {
    const Group *group = &plan->groups[plan_group_of(plan, machine)];
    if (group->count == 1)
        snprintf(out_name, MEMBER_NAME, "%s", group->name);
    else
        snprintf(out_name, MEMBER_NAME, "%s-%u", group->name, machine - group->first + 1);
}

bool plan_find_machine(const Plan *plan, const char *name, uint32_t *out_machine) {
    for (uint32_t g = 0; g < plan->group_count; g++) {
        const Group *group = &plan->groups[g];
        const size_t length = strlen(group->name);
        if (strncmp(name, group->name, length) != 0) continue;
        if (group->count == 1) {
            if (name[length] != '\0') continue;
            *out_machine = group->first;
            return true;
        }
        if (name[length] != '-' || name[length + 1] < '1' || name[length + 1] > '9') continue;
        uint32_t member = 0;
        const char *digit = name + length + 1;
        for (; *digit >= '0' && *digit <= '9' && member <= LIMIT_MACHINES; digit++)
            member = member * 10 + (uint32_t)(*digit - '0');
        if (*digit != '\0' || member > group->count) continue;
        *out_machine = group->first + member - 1;
        return true;
    }
    return false;
}

const char *plan_target_name(const Plan *plan, int target) {
    return target < SERVICE_COUNT ? SERVICE_NAMES[target] : plan->hosts[target - SERVICE_COUNT].name;
}

uint32_t plan_question_count(const Plan *plan) {
    uint32_t questions = 0;
    for (uint32_t s = 0; s < plan->step_count; s++) questions += plan->steps[s].choice_count > 0;
    return questions;
}

bool selection_has(Selection selection, uint32_t machine) {
    uint32_t low = 0, high = selection.range_count;
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        const MachineRange range = selection.ranges[middle];
        if (range.first > machine)
            high = middle;
        else if (machine - range.first < range.count)
            return true;
        else
            low = middle + 1;
    }
    return false;
}
