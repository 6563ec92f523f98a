#include "sim/run/run.h"

#include <stdlib.h>
#include <string.h>

#include "sim/base/check.h"
#include "sim/run/inside.h"

/* The agenda goes on so far behind the end of the run: steady machines are remembered by their next wake, and
 * all of them in copies that go on for longer. */
enum { BEHIND_THE_END = 2 * COPY_BEYOND_MOST, PICKED_OUT = 16 };

/* ---- going on ----------------------------------------------------------------------------------------- */

static int32_t next_minute(Run *run) {
    int32_t next;
    if (!agenda_next_at(&run->agenda, &next)) {
        run->out_of_memory = true;
        return NEVER;
    }
    const int32_t event_at = inside_next_event(run);
    return event_at < next ? event_at : next;
}

static void tell_quiets(Run *run, const RowSink *sink) {
    run->sink = sink;
    for (uint32_t q = 0; q < 2 * run->plan->group_count; q++) inside_tell_quiet(run, &run->quiets[q]);
    run->sink = NULL;
}

RunStatus run_step(Run *run, int32_t last, const RowSink *sink) {
    const int32_t end = last < run->plan->run_min ? last : run->plan->run_min;
    bool went_on;
    run->sink = sink;
    const bool good = crowd_go_on(run, end, &went_on);
    run->sink = NULL;
    if (!good) return RUN_OUT_OF_MEMORY;
    if (went_on) return RUN_GOES_ON;
    const int32_t next = next_minute(run);
    if (run->out_of_memory) return RUN_OUT_OF_MEMORY;
    if (next > end) {
        if (run->world->now < end) run->world->now = end;
        tell_quiets(run, sink);
        return RUN_IS_OVER;
    }
    run->sink = sink;
    if (!minute_carry_out(run, next)) run->out_of_memory = true;
    run->sink = NULL;
    return run->out_of_memory ? RUN_OUT_OF_MEMORY : RUN_GOES_ON;
}

void run_step_at_most(Run *run, uint64_t attempts) {
    run->step_most = attempts;
}

RunStatus run_to(Run *run, int32_t last, const RowSink *sink) {
    RunStatus status;
    do status = run_step(run, last, sink);
    while (status == RUN_GOES_ON);
    return status;
}

/* ---- a run -------------------------------------------------------------------------------------------- */

/* Machines that the file picks out, few at a time, are not steady: they would have to be looked for. */
static void mark_picked_out(Run *run) {
    const Plan *plan = run->plan;
    for (uint32_t c = 0; c < plan->change_count; c++) {
        const Selection machines = plan->changes[c].machines;
        if (machines.all || (uint64_t)machines.machines * PICKED_OUT > plan->machine_count) continue;
        for (uint32_t r = 0; r < machines.range_count; r++)
            for (uint32_t m = machines.ranges[r].first;
                 m < machines.ranges[r].first + machines.ranges[r].count; m++)
                run->never_steady[m / 64] |= UINT64_C(1) << (m % 64);
    }
}

/* Makes the parts of a run that are not its world, all but what is in the agenda. */
static bool furnish(Run *run) {
    const Plan *plan = run->plan;
    const size_t words = plan->machine_count / 64 + 1;
    run->agenda_last = later(plan->run_min, BEHIND_THE_END);
    run->unstored_count = plan->machine_count;
    run->stored = calloc(words, sizeof *run->stored);
    run->steady = calloc(words, sizeof *run->steady);
    run->never_steady = calloc(words, sizeof *run->never_steady);
    run->steady_in_group = calloc(plan->group_count + 1, sizeof *run->steady_in_group);
    run->quiets = calloc(2 * (size_t)plan->group_count + 1, sizeof *run->quiets);
    run->told = calloc((size_t)plan->host_count * POOL_COUNT + 1, sizeof *run->told);
    run->silence = calloc(plan->place_count + 1, sizeof *run->silence);
    run->silence_known = calloc(plan->place_count + 1, sizeof *run->silence_known);
    run->crowd = crowd_create(plan);
    const bool agenda = agenda_create(&run->agenda, run->agenda_last);
    const bool claims = claims_create(&run->claims, plan);
    const bool rhythms = rhythms_create(&run->rhythms, plan, NULL, 0);
    if (!run->stored || !run->steady || !run->never_steady || !run->steady_in_group || !run->quiets ||
        !run->told || !run->silence || !run->silence_known || !run->crowd || !agenda || !claims || !rhythms)
        return false;
    for (int slot = 0; slot < (int)plan->host_count * POOL_COUNT; slot++)
        run->far_ledgers |=
            ledger_is_large(world_ledger(run->world, slot / POOL_COUNT, (Pool)(slot % POOL_COUNT)));
    mark_picked_out(run);
    inside_forget_told(run);
    return true;
}

Run *run_create_empty(const Plan *plan) {
    Run *run = calloc(1, sizeof *run);
    if (!run) return NULL;
    run->plan = plan;
    run->world = world_create(plan);
    if (run->world) claims_begin(plan, run->world);
    if (run->world && furnish(run)) return run;
    run_destroy(run);
    return NULL;
}

Run *run_create(const Plan *plan) {
    Run *run = run_create_empty(plan);
    if (!run || inside_fill_agenda(run)) return run;
    run_destroy(run);
    return NULL;
}

static bool copy_what_ifs(Run *copy, const Run *run) {
    copy->table_only = run->table_only;
    for (uint32_t i = 0; i < run->what_if_count; i++) {
        WhatIf *what_ifs = realloc(copy->what_ifs, (i + 1) * sizeof *what_ifs);
        if (!what_ifs) return false;
        copy->what_ifs = what_ifs;
        copy->what_ifs[copy->what_if_count++] = run->what_ifs[i];
    }
    rhythms_destroy(&copy->rhythms);
    return rhythms_create(&copy->rhythms, copy->plan, copy->what_ifs, copy->what_if_count);
}

Run *run_copy_beyond(const Run *run, const Plan *plan) {
    CHECK(plan->run_min - run->plan->run_min <= COPY_BEYOND_MOST);
    Snapshot *snapshot = snapshot_take(run, NULL);
    Run *copy = snapshot ? run_create_empty(plan) : NULL;
    const bool good = copy && copy_what_ifs(copy, run) && snapshot_restore(snapshot, copy);
    snapshot_let_go(snapshot);
    if (good) return copy;
    run_destroy(copy);
    return NULL;
}

Run *run_copy(const Run *run) {
    return run_copy_beyond(run, run->plan);
}

bool run_restore(Run *run, const World *world) {
    CHECK(world->bytes == run->world->bytes);
    memcpy(run->world, world, world->bytes);
    agenda_clear(&run->agenda);
    memset(run->steady, 0, (run->plan->machine_count / 64 + 1) * sizeof *run->steady);
    memset(run->steady_in_group, 0, run->plan->group_count * sizeof *run->steady_in_group);
    memset(run->stored, 0, (run->plan->machine_count / 64 + 1) * sizeof *run->stored);
    run->steady_count = run->unstored_count = 0;
    for (uint32_t m = 0; m < run->plan->machine_count; m++) {
        const bool stored = inside_machine(run, m)->stored;
        run->stored[m / 64] |= (uint64_t)stored << (m % 64);
        run->unstored_count += !stored;
    }
    run->out_of_memory = !inside_arrive(run);
    return !run->out_of_memory;
}

void run_destroy(Run *run) {
    if (!run) return;
    claims_destroy(&run->claims);
    crowd_destroy(run->crowd);
    agenda_destroy(&run->agenda);
    rhythms_destroy(&run->rhythms);
    free(run->stored);
    free(run->steady);
    free(run->never_steady);
    free(run->steady_in_group);
    free(run->quiets);
    free(run->told);
    free(run->silence);
    free(run->silence_known);
    free(run->room);
    free(run->what_ifs);
    free(run->world);
    free(run);
}

void run_watch(Run *run, const Watch *watch) {
    run->watch = watch;
    inside_forget_told(run);
}

void run_foretell(Run *run, void (*expect)(void *context, uint32_t machine), void *context) {
    run->expect = expect;
    run->expect_context = context;
}

void run_follow(Run *run, uint32_t machine) {
    CHECK(!inside_is_steady(run, machine));
    run->never_steady[machine / 64] |= UINT64_C(1) << (machine % 64);
}

void run_by_table_only(Run *run) {
    inside_settle(run);
    run->table_only = true;
}

const Plan *run_plan(const Run *run) {
    return run->plan;
}

const World *run_head(const Run *run) {
    return run->world;
}

const World *run_world(const Run *run) {
    Run *inside = (Run *)(uintptr_t)run; /* the same world, only written out */
    inside_settle(inside);
    for (uint32_t m = 0; run->unstored_count && m < run->plan->machine_count; m++) inside_bring_in(inside, m);
    return run->world;
}

bool run_machine_is_on(const Run *run, uint32_t machine, int32_t at) {
    const Machine asked = run_machine(run, machine);
    return inside_is_on(run, machine, &asked, at);
}

int32_t run_next_attempt(const Run *run, uint32_t machine) {
    const Machine asked = run_machine(run, machine);
    return attempts_next(run, machine, &asked, run->world->now + 1, run->plan->run_min);
}

/* ---- what if ------------------------------------------------------------------------------------------ */

bool run_what_if_at(Run *run, int32_t at, const Change *change) {
    CHECK(at > run->world->now);
    WhatIf *what_ifs = realloc(run->what_ifs, (run->what_if_count + 1) * sizeof *what_ifs);
    if (!what_ifs) return false;
    run->what_ifs = what_ifs;
    uint32_t w = run->what_if_count++;
    for (; w > 0 && what_ifs[w - 1].at > at; w--) what_ifs[w] = what_ifs[w - 1];
    what_ifs[w] = (WhatIf){at, change};
    rhythms_destroy(&run->rhythms);
    return rhythms_create(&run->rhythms, run->plan, run->what_ifs, run->what_if_count);
}

bool run_what_if(Run *run, const Change *change) {
    return run_what_if_at(run, run->world->now + 1, change);
}

void run_what_if_counted(Run *run, int host, Pool pool, int32_t threshold, int32_t ids) {
    CHECK(ids <= WHAT_IF_IDS_MOST);
    const int32_t now = run->world->now + 1;
    for (int32_t i = 0; i < ids; i++)
        ledger_count(world_ledger(run->world, host, pool), world_store(run->world), UINT32_MAX - (uint32_t)i,
                     threshold, now);
    if (ids) attempts_note_counted(run, host, pool, now);
}

Answer run_what_if_asked(Run *run, uint32_t machine, AskingLog *log) {
    Machine asker = run_machine(run, machine);
    const Realm realm = world_realm(run->world, run->plan);
    return asking_attempt(&realm, &asker, machine, inside_product(run, &asker), run->world->now + 1, log);
}
