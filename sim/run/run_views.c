/* run_views: looks at a run that leave it as it is. Steady machines are made again from their wakes, and not
 * written down. */
#include "sim/run/run.h"

#include <string.h>

#include "sim/run/inside.h"

typedef struct {
    const Run *run;
    void (*visit)(void *context, uint32_t number, const Machine *machine);
    void *context;
} Visiting;

static void visit_steady(void *context, Wake *wake) {
    const Visiting *visiting = context;
    if (!steady_is(*wake)) return;
    const Run *run = visiting->run;
    const Machine machine = steady_recall(run->plan, run->world, &run->rhythms, *wake);
    visiting->visit(visiting->context, wake->machine, &machine);
}

/* One that is not steady. */
static Machine as_it_is(const Run *run, uint32_t number) {
    const Machine *stored = inside_machine(run, number);
    return stored->stored ? *stored : inside_newcomer(run, number);
}

void run_visit(const Run *run, void (*visit)(void *context, uint32_t number, const Machine *machine),
               void *context) {
    Visiting visiting = {run, visit, context};
    for (uint32_t m = 0; m < run->plan->machine_count; m++) {
        if (inside_is_steady(run, m)) continue;
        const Machine machine = as_it_is(run, m);
        visit(context, m, &machine);
    }
    if (run->steady_count == 0) return;
    agenda_visit(&run->agenda, visit_steady, &visiting);
}

/* ---- one ---------------------------------------------------------------------------------------------- */

typedef struct {
    uint32_t number;
    Wake wake;
} Finding;

static void find(void *context, Wake *wake) {
    Finding *finding = context;
    if (wake->machine == finding->number && steady_is(*wake)) finding->wake = *wake;
}

Machine run_machine(const Run *run, uint32_t number) {
    if (!inside_is_steady(run, number)) return as_it_is(run, number);
    Finding finding = {.number = number};
    agenda_visit(&run->agenda, find, &finding);
    return steady_recall(run->plan, run->world, &run->rhythms, finding.wake);
}

/* ---- all ---------------------------------------------------------------------------------------------- */

static void show(void *context, uint32_t number, const Machine *machine) {
    World *out = context;
    world_machines(out)[number] = *machine;
    world_machines(out)[number].stored = 1;
}

void run_show(const Run *run, World *out) {
    memcpy(out, run->world, run->world->machines_at);
    run_visit(run, show, out);
}

static void sum(void *context, uint32_t number, const Machine *machine) {
    const Visiting *summing = context;
    *(uint64_t *)summing->context += world_machine_hash(summing->run->world, number, machine);
}

uint64_t run_fingerprint(const Run *run) {
    uint64_t machines = 0;
    Visiting summing = {run, NULL, &machines};
    run_visit(run, sum, &summing);
    return world_fingerprint(run->world, run->plan, machines);
}
