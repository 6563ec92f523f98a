#include "ui/figures/asked.h"

#include <stdlib.h>
#include <string.h>

#include "sim/base/check.h"

/* Did it forget, in this minute and before it asked, who granted last? `rearms`: left the minute before. */
static bool forgot_cache(const Plan *plan, uint32_t machine, int32_t at, int32_t rearms) {
    uint32_t low = 0, high = plan->occurrence_count;
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        if (plan->occurrences[middle].at < at)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < plan->occurrence_count && plan->occurrences[low].at == at; low++) {
        const Change *change = &plan->changes[plan->occurrences[low].change];
        const bool forgets = change->kind == CHANGE_CACHE || change->kind == CHANGE_REIMAGE ||
                             (change->kind == CHANGE_REARM && rearms > 0);
        if (forgets && selection_has(change->machines, machine)) return true;
    }
    return false;
}

static void note_published(Asked *asked, const World *head) {
    asked->published = 0;
    asked->first_published = -1;
    for (int host = 0; host < (int)head->host_count; host++) {
        if (!world_host(head, host)->published) continue;
        if (asked->published++ == 0) asked->first_published = host;
    }
}

/* All but machines, to write in; freed by the caller. */
static World *copy_head(const World *head) {
    World *copy = malloc(head->since_at);
    if (copy) memcpy(copy, head, head->since_at);
    return copy;
}

static Service service_of(const Product *product) {
    CHECK(product->by != BY_HOST);
    return product->by == BY_DIRECTORY ? SERVICE_DIRECTORY
           : product->by == BY_CLOUD   ? SERVICE_CLOUD
                                       : SERVICE_ACTIVATION;
}

/* In a minute all changes come before all attempts, and no attempt changes hosts, services or places: what
 * the machine met is what there is at the end of the minute, but for its own memory of who granted last. */
bool asked_in(Asked *asked, Timeline *timeline, const Row *attempt) {
    const Plan *plan = timeline_plan(timeline);
    const Product *product = &plan->products[plan->groups[plan_group_of(plan, attempt->machine)].product];
    const Run *run = timeline_run(timeline, attempt->at - 1);
    if (!run) return false;
    const Machine before = run_machine(run, attempt->machine);
    if (!(run = timeline_run(timeline, attempt->at))) return false;
    Machine machine = run_machine(run, attempt->machine);
    if (attempt->result == RESULT_GRANTED) /* only a grant changes what it remembers */
        machine.cached =
            forgot_cache(plan, attempt->machine, attempt->at, before.rearms) ? NO_HOST : before.cached;
    machine.attempts--;
    World *world = copy_head(run_head(run));
    if (!world) return false;
    const Realm realm = world_realm(world, plan);
    const Answer answer =
        asking_attempt(&realm, &machine, attempt->machine, product, attempt->at, &asked->log);
    CHECK(answer.host == attempt->host && answer.service == attempt->service);
    note_published(asked, world);
    asked->service = product->by == BY_HOST ? -1 : (int)service_of(product);
    asked->is_down = !world->service_up[asked->service < 0 ? SERVICE_DNS : (Service)asked->service];
    free(world);
    return true;
}
