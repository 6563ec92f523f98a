#include "sim/scenario/sense.h"

#include <stdlib.h>
#include <string.h>

#include "sim/scenario/presence.h"

/* Pools whose machines some change gives new ids: such a pool may grow beyond its machines. */
static bool find_new_ids(const Plan *plan, bool out_of_pool[POOL_COUNT]) {
    unsigned char *touched = calloc(plan->group_count + 1, 1);
    if (!touched) return false;
    for (uint32_t c = 0; c < plan->change_count; c++) {
        const Change *change = &plan->changes[c];
        if (change->kind != CHANGE_REARM && !(change->kind == CHANGE_REIMAGE && change->value == 0)) continue;
        for (uint32_t r = 0; r < change->machines.range_count; r++) {
            const MachineRange range = change->machines.ranges[r];
            const uint32_t first = plan_group_of(plan, range.first);
            memset(touched + first, 1, plan_group_of(plan, range.first + range.count - 1) - first + 1);
        }
    }
    for (uint32_t g = 0; g < plan->group_count; g++) {
        const Pool pool = plan->products[plan->groups[g].product].pool;
        if (touched[g] && pool != POOL_NONE) out_of_pool[pool] = true;
    }
    free(touched);
    return true;
}

static void warn_of_thresholds(Reader *reader, const Node *machines) {
    const Plan *plan = reader->plan;
    uint64_t in_pool[POOL_COUNT] = {0};
    bool has_new_ids[POOL_COUNT] = {false};
    for (uint32_t g = 0; g < plan->group_count; g++)
        if (reader->group_doubtful[g]) return; /* the pools cannot be counted */
    if (!find_new_ids(plan, has_new_ids)) reader->diagnostics->out_of_memory = true;
    for (uint32_t g = 0; g < plan->group_count; g++) {
        const Pool pool = plan->products[plan->groups[g].product].pool;
        if (pool != POOL_NONE) in_pool[pool] += plan->groups[g].shared_ids ? 1 : plan->groups[g].count;
    }
    for (const Node *key = node_first(reader->document, machines); key;
         key = node_next(reader->document, node_next(reader->document, key))) {
        const Named *named =
            key->kind == NODE_SCALAR ? names_find(&reader->names, node_text(reader->document, key)) : NULL;
        if (!named || named->kind != NAMED_GROUP || named->line != (int)key->line) continue;
        const Product *product = &plan->products[plan->groups[named->index].product];
        if (product->pool == POOL_NONE || (uint64_t)product->threshold <= in_pool[product->pool]) continue;
        if (has_new_ids[product->pool]) continue;
        warn(reader, key, "threshold-out-of-reach", "its machines are counted, and never licensed",
             "the threshold of '%s' can never be reached: %d > %llu, the ids in pool '%s'", named->name,
             (int)product->threshold, (unsigned long long)in_pool[product->pool], POOL_NAMES[product->pool]);
    }
}

void check_sense(Reader *reader, const Node *machines) {
    if (reader->plan->machine_count) check_presence(reader);
    if (machines && machines->kind == NODE_MAP) warn_of_thresholds(reader, machines);
}
