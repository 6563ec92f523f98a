#include "sim/run/run.h"

#include <stdlib.h>
#include <string.h>

#include "sim/base/chance.h"
#include "sim/base/check.h"
#include "sim/run/agenda.h"
#include "sim/run/claims.h"

/* A change that is not in the file. */
typedef struct {
    int32_t at;
    const Change *change;
} WhatIf;

struct Run {
    const Plan *plan;
    World *world; /* owned */
    Agenda agenda;
    ClaimIndex claims;
    uint32_t *woken; /* machines to look at in this minute, owned; in machine order once sorted */
    uint32_t woken_count;
    bool woken_unsorted, out_of_memory;
    const RowSink *sink;
    WhatIf *what_ifs; /* in order of time, owned; the world knows how many are behind it */
    uint32_t what_if_count;
};

/* ---- rows -------------------------------------------------------------------------------------------------
 */

static Row row_of(RowKind kind, int32_t now) {
    return (Row){.at = now,
                 .kind = kind,
                 .machine = NO_MACHINE,
                 .host = -1,
                 .service = -1,
                 .pool = POOL_NONE,
                 .clock_at = NEVER,
                 .due_at = NEVER,
                 .rule = RULE_NONE};
}

static uint64_t hash_row(uint64_t hash, const Row *row) {
    const int64_t fields[] = {row->at,   row->kind, row->machine,  row->host, row->line,
                              row->held, row->got,  row->count,    row->pool, row->id,
                              row->from, row->to,   row->clock_at, row->rule};
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++)
        hash = chance_mix(hash ^ (uint64_t)fields[i]);
    return hash;
}

static void take_row(void *context, const Row *row) {
    Run *run = context;
    run->world->row_count++;
    if (row->kind == ROW_ATTEMPT)
        run->world->attempt_count++;
    else
        run->world->history = hash_row(run->world->history, row);
    if (run->sink) run->sink->take(run->sink->context, row);
}

/* ---- machines ---------------------------------------------------------------------------------------------
 */

static Machine *machine_at(const Run *run, uint32_t machine) {
    return &world_machines(run->world)[machine];
}

static const Group *group_of(const Run *run, const Machine *machine) {
    return &run->plan->groups[machine->group];
}

static const Product *product_of(const Run *run, const Machine *machine) {
    return &run->plan->products[group_of(run, machine)->product];
}

static bool is_present(const Run *run, uint32_t number, int32_t at) {
    return timetable_present(&group_of(run, machine_at(run, number))->on, &run->plan->book, number, at);
}

static bool is_on(const Run *run, uint32_t number, int32_t at) {
    return machine_at(run, number)->power && is_present(run, number, at);
}

bool run_machine_is_on(const Run *run, uint32_t machine, int32_t at) {
    return is_on(run, machine, at);
}

/* Puts the machine among those to look at in minute `now`. */
static void wake(Run *run, uint32_t number, int32_t now) {
    Machine *machine = machine_at(run, number);
    if (machine->wake_at == now) return; /* it is among them */
    machine->wake_at = now;
    run->woken[run->woken_count++] = number;
    run->woken_unsorted = true;
}

/* Lets one event happen to a machine, as the table says; answers the row taken. */
static const Transition *happen(Run *run, uint32_t number, Event event, int32_t now, int32_t jitter_min) {
    Machine *machine = machine_at(run, number);
    const Product *product = product_of(run, machine);
    const State from = (State)machine->state;
    const Transition *row = lifecycle_find(machine, product, event, now);
    run->world->fired[event][row - TRANSITIONS[event]][from]++;
    if (row->kind == ANSWER_IGNORED) return row;
    lifecycle_apply(machine, product, row, now, jitter_min);
    if (machine->state != from)
        claims_note_state(&run->claims, run->plan, run->world, number, from, machine->state);
    return row;
}

static void note_last(Run *run, uint32_t number, Result from) {
    const Result to = (Result)machine_at(run, number)->last;
    if (from != to) claims_note_last(&run->claims, run->plan, run->world, number, from, to);
}

static Row row_of_machine(const Run *run, RowKind kind, uint32_t number, State from, RuleId rule,
                          int32_t now) {
    const Machine *machine = machine_at(run, number);
    Row row = row_of(kind, now);
    row.machine = number;
    row.from = from;
    row.to = (State)machine->state;
    row.clock_at = machine->clock_at;
    row.id = machine->id;
    row.rule = rule;
    return row;
}

/* ---- rank 0: hosts forget ---------------------------------------------------------------------------------
 */

static void forget_of(Run *run, int host, Pool pool, int32_t now) {
    World *world = run->world;
    Ledger *ledger = world_ledger(world, host, pool);
    const LedgerStore store = world_store(world);
    const int32_t memory = world_hosts(world)[host].memory_min;
    while (ledger_forgets_at(ledger, store, memory) <= now) {
        Row row = row_of(ROW_FORGET, now);
        row.id = ledger_oldest(ledger, store)->id;
        ledger_forget_oldest(ledger, store);
        row.host = host;
        row.pool = pool;
        row.count = ledger->count;
        row.rule = RULE_MEMORY_OVER;
        claims_note_count(&run->claims, host, pool);
        take_row(run, &row);
    }
    const int32_t next = ledger_forgets_at(ledger, store, memory);
    if (next < world->forget_at) world->forget_at = next;
}

/* `forget_at` is a lower bound: entries only get younger, so looking when it comes is soon enough. */
static void forget(Run *run, int32_t now) {
    if (run->world->forget_at > now) return;
    run->world->forget_at = NEVER;
    for (int host = 0; host < (int)run->world->host_count; host++)
        for (int pool = 0; pool < POOL_COUNT; pool++) forget_of(run, host, (Pool)pool, now);
}

static void note_counted(Run *run, int host, Pool pool, int32_t now) {
    const int32_t forgets_at = now + world_hosts(run->world)[host].memory_min + 1;
    if (forgets_at < run->world->forget_at) run->world->forget_at = forgets_at;
    claims_note_count(&run->claims, host, pool);
}

/* ---- rank 1: installations and changes --------------------------------------------------------------------
 */

static void install(Run *run, uint32_t number, int32_t now) {
    const Transition *taken = happen(run, number, EVENT_INSTALL, now, 0);
    const Row row = row_of_machine(run, ROW_INSTALL, number, STATE_ABSENT, taken->rule, now);
    take_row(run, &row);
}

static void take_refusal(Run *run, const Change *change, uint32_t machine, int host, RuleId rule,
                         int32_t now) {
    Row row = row_of(ROW_REFUSED, now);
    row.machine = machine;
    row.host = host;
    row.line = change->line;
    row.rule = rule;
    take_row(run, &row);
}

static void start_anew(Run *run, const Change *change, uint32_t number, int32_t now) {
    Machine *machine = machine_at(run, number);
    const State from = (State)machine->state;
    const Result last = (Result)machine->last;
    const bool rearm = change->kind == CHANGE_REARM;
    const Transition *taken = happen(run, number, rearm ? EVENT_REARM : EVENT_REIMAGE, now, 0);
    if (taken->action == ACTION_REFUSE) {
        take_refusal(run, change, number, -1, taken->rule, now);
        return;
    }
    note_last(run, number, last);
    const bool same_id = !rearm && change->value;
    if (!same_id) machine->id = FIRST_NEW_ID + run->world->new_ids++;
    const Row row = row_of_machine(run, ROW_RESET, number, from, taken->rule, now);
    take_row(run, &row);
}

static void retire(Run *run, uint32_t number, int32_t now) {
    const State from = (State)machine_at(run, number)->state;
    const Transition *taken = happen(run, number, EVENT_RETIRE, now, 0);
    const Row row = row_of_machine(run, ROW_RETIRE, number, from, taken->rule, now);
    take_row(run, &row);
}

static void set_power(Machine *machine, bool power, int32_t now) {
    if (machine->power_changed_at != now) machine->was_power = machine->power;
    machine->power_changed_at = now;
    machine->power = power;
}

static void change_machine(Run *run, const Change *change, uint32_t number, int32_t now) {
    Machine *machine = machine_at(run, number);
    wake(run, number, now);
    switch (change->kind) {
    case CHANGE_POWER: set_power(machine, change->value, now); break;
    case CHANGE_MOVE:
        machine->place = (uint16_t)change->value;
        if (is_on(run, number, now)) happen(run, number, EVENT_NETWORK_CHANGED, now, 0);
        break;
    case CHANGE_ATTEMPT: happen(run, number, EVENT_ASKED_TO, now, 0); break;
    case CHANGE_RETIRE: retire(run, number, now); break;
    case CHANGE_REIMAGE:
    case CHANGE_REARM: start_anew(run, change, number, now); break;
    case CHANGE_USE: machine->pinned = (uint16_t)change->value; break;
    case CHANGE_CACHE: machine->cached = NO_HOST; break;
    case CHANGE_SKEW: machine->skew_min = change->value; break;
    case CHANGE_SIGN:
        machine->signed_in = (uint8_t)change->value;
        if (change->value) happen(run, number, EVENT_SIGNED_IN, now, 0);
        break;
    case CHANGE_HOST_DO:
    case CHANGE_HOST_SET:
    case CHANGE_SERVICE:
    case CHANGE_BLOCK:
    case CHANGE_UNBLOCK:
    case CHANGE_KIND_COUNT: CHECK(!"a change of machines");
    }
}

static void forget_all(Run *run, int host) {
    for (int pool = 0; pool < POOL_COUNT; pool++) {
        ledger_clear(world_ledger(run->world, host, (Pool)pool), world_store(run->world));
        claims_note_count(&run->claims, host, (Pool)pool);
    }
}

static void do_to_host(Run *run, const Change *change, int32_t now) {
    Host *host = &world_hosts(run->world)[change->subject];
    switch ((HostDeed)change->value) {
    case DO_DOWN: host->up = 0; break;
    case DO_UP: host->up = 1; break;
    case DO_PUBLISH: host->published = 1; break;
    case DO_UNPUBLISH: host->published = 0; break;
    case DO_ACTIVATE:
        if (!host_activate(host, world_hosts(run->world), (int)run->world->host_count))
            take_refusal(run, change, NO_MACHINE, change->subject, RULE_HOST_KEY_SPENT, now);
        break;
    case DO_DEACTIVATE: host->activated = 0; break;
    case DO_REBUILD: forget_all(run, change->subject); break;
    case DO_RESTART:
        if (host->restart_forgets) forget_all(run, change->subject);
        break;
    case DO_COUNT: CHECK(!"a HostDeed");
    }
}

static void set_host(Run *run, const Change *change) {
    Host *host = &world_hosts(run->world)[change->subject];
    const HostFigures *figures = &change->figures;
    if (figures->given & SET_RETRY) host->retry_min = figures->retry_min;
    if (figures->given & SET_RENEWAL) host->renewal_min = figures->renewal_min;
    if (figures->given & SET_PRIORITY) host->priority = figures->priority;
    if (figures->given & SET_WEIGHT) host->weight = figures->weight;
    if (figures->given & SET_SERVES) host->serves = figures->serves;
}

static void change_machines(Run *run, const Change *change, int32_t now) {
    for (uint32_t r = 0; r < change->machines.range_count; r++) {
        const MachineRange range = change->machines.ranges[r];
        for (uint32_t m = range.first; m < range.first + range.count; m++)
            if (machine_at(run, m)->state != STATE_ABSENT) change_machine(run, change, m, now);
    }
}

static void carry_out(Run *run, const Change *change, uint32_t number, int32_t now) {
    Row row = row_of(ROW_CHANGE, now);
    row.line = change->line;
    row.entry = number;
    take_row(run, &row);
    switch (change->kind) {
    case CHANGE_HOST_DO: do_to_host(run, change, now); break;
    case CHANGE_HOST_SET: set_host(run, change); break;
    case CHANGE_SERVICE: run->world->service_up[change->subject] = (uint8_t)change->value; break;
    case CHANGE_BLOCK:
    case CHANGE_UNBLOCK:
        for (uint32_t t = 0; t < change->target_count; t++)
            place_block(&world_places(run->world)[change->subject], change->targets[t],
                        change->kind == CHANGE_BLOCK);
        break;
    case CHANGE_POWER:
    case CHANGE_MOVE:
    case CHANGE_ATTEMPT:
    case CHANGE_RETIRE:
    case CHANGE_REIMAGE:
    case CHANGE_REARM:
    case CHANGE_USE:
    case CHANGE_CACHE:
    case CHANGE_SKEW:
    case CHANGE_SIGN: change_machines(run, change, now); break;
    case CHANGE_KIND_COUNT: CHECK(!"a ChangeKind");
    }
}

/* ---- rank 2: clocks ---------------------------------------------------------------------------------------
 */

static void run_out_clocks(Run *run, uint32_t number, int32_t now) {
    Machine *machine = machine_at(run, number);
    while (machine->clock_at == now) { /* twice where a grace of no length follows a lease */
        const State from = (State)machine->state;
        const Transition *taken = happen(run, number, EVENT_CLOCK_OVER, now, 0);
        const Row row = row_of_machine(run, ROW_LAPSE, number, from, taken->rule, now);
        take_row(run, &row);
    }
    if (machine->notice_at != now) return;
    const Transition *taken = happen(run, number, EVENT_REMINDER, now, 0);
    Row row = row_of(ROW_NOTICE, now);
    row.machine = number;
    row.rule = taken->rule;
    take_row(run, &row);
}

/* ---- rank 3: attempts -------------------------------------------------------------------------------------
 */

static bool was_on_before(const Run *run, uint32_t number, int32_t now) {
    const Machine *machine = machine_at(run, number);
    const bool power = machine->power_changed_at == now ? machine->was_power : machine->power;
    return power && is_present(run, number, now - 1);
}

static void make_attempt(Run *run, uint32_t number, int32_t now) {
    Machine *machine = machine_at(run, number);
    const Product *product = product_of(run, machine);
    const State from = (State)machine->state;
    const Result last = (Result)machine->last;
    const Realm realm = world_realm(run->world, run->plan);
    const Answer answer = asking_attempt(&realm, machine, number, product, now, NULL);
    const int32_t jitter = group_of(run, machine)->jitter_min;
    const int32_t late = jitter ? (int32_t)chance_draw(run->plan->seed, (uint64_t)jitter + 1, number,
                                                       CHANCE_JITTER, machine->attempts)
                                : 0;
    machine->attempts++;
    machine->last = (uint8_t)answer.result;
    machine->last_attempt_at = now;
    if (answer.counted) note_counted(run, answer.host, product->pool, now);
    const Transition *taken = happen(run, number, lifecycle_event_of(answer.result), now, late);
    if (answer.result == RESULT_GRANTED && answer.host >= 0 && machine->keeps_cache)
        machine->cached = (uint16_t)answer.host;
    note_last(run, number, last);

    Row row = row_of_machine(run, ROW_ATTEMPT, number, from, taken->rule, now);
    row.host = answer.host;
    row.service = answer.service;
    row.result = answer.result;
    row.counted = answer.counted;
    row.count = answer.count;
    row.threshold = product->threshold;
    row.pool = answer.counted ? product->pool : POOL_NONE;
    row.due_at = machine->due_at;
    take_row(run, &row);
}

static void attempt_if_due(Run *run, uint32_t number, int32_t now) {
    Machine *machine = machine_at(run, number);
    if (machine->state == STATE_ABSENT || !is_on(run, number, now)) return;
    if (!was_on_before(run, number, now)) happen(run, number, EVENT_COMES_ON, now, 0);
    if (machine->due_at <= now) make_attempt(run, number, now);
}

/* The first minute from `from` on in which it will ask, were no clock to run out before; at most `last`. */
static int32_t next_attempt(const Run *run, uint32_t number, int32_t from, int32_t last) {
    const Machine *machine = machine_at(run, number);
    if (!machine->power || machine->state == STATE_ABSENT) return NEVER;
    const Timetable *on = &group_of(run, machine)->on;
    const int32_t due = machine->due_at > from ? machine->due_at : from;
    const int32_t asks =
        machine->due_at == NEVER ? NEVER : timetable_next_present(on, &run->plan->book, number, due, last);
    if (machine->state == STATE_LICENSED) return asks;
    const int32_t comes =
        timetable_next_coming(on, &run->plan->book, number, from, asks < last ? asks : last);
    return comes < asks ? comes : asks;
}

int32_t run_next_attempt(const Run *run, uint32_t machine) {
    return next_attempt(run, machine, run->world->now + 1, run->plan->run_min);
}

static void plan_next(Run *run, uint32_t number, int32_t now) {
    Machine *machine = machine_at(run, number);
    int32_t next = machine->clock_at < machine->notice_at ? machine->clock_at : machine->notice_at;
    const int32_t last = next < run->plan->run_min ? next : run->plan->run_min;
    const int32_t asks = next_attempt(run, number, now + 1, last);
    if (asks < next) next = asks;
    machine->wake_at = next;
    if (next <= run->plan->run_min && !agenda_add(&run->agenda, next, number)) run->out_of_memory = true;
}

/* ---- minutes ----------------------------------------------------------------------------------------------
 */

static int by_number(const void *a, const void *b) {
    const uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static void gather(Run *run, int32_t now) {
    run->woken_count = 0;
    run->woken_unsorted = false;
    while (agenda_next_at(&run->agenda) == now) {
        const uint32_t machine = agenda_take(&run->agenda);
        if (machine_at(run, machine)->wake_at != now) continue; /* its plans changed */
        if (run->woken_count && run->woken[run->woken_count - 1] == machine) continue;
        run->woken[run->woken_count++] = machine;
    }
}

static void carry_out_changes(Run *run, int32_t now) {
    const Plan *plan = run->plan;
    World *world = run->world;
    for (; world->next_occurrence < plan->occurrence_count; world->next_occurrence++) {
        const Occurrence occurrence = plan->occurrences[world->next_occurrence];
        if (occurrence.at != now) break;
        carry_out(run, &plan->changes[occurrence.change], occurrence.change, now);
    }
    for (; world->next_what_if < run->what_if_count; world->next_what_if++) {
        if (run->what_ifs[world->next_what_if].at != now) break;
        carry_out(run, run->what_ifs[world->next_what_if].change, UINT32_MAX, now);
    }
}

static void carry_out_minute(Run *run, int32_t now) {
    forget(run, now);
    gather(run, now);
    const uint32_t planned = run->woken_count;
    for (uint32_t i = 0; i < planned; i++) {
        const uint32_t machine = run->woken[i];
        if (machine_at(run, machine)->state == STATE_ABSENT && plan_starts_at(run->plan, machine) == now)
            install(run, machine, now);
    }
    carry_out_changes(run, now);
    if (run->woken_unsorted) qsort(run->woken, run->woken_count, sizeof *run->woken, by_number);
    for (uint32_t i = 0; i < run->woken_count; i++) run_out_clocks(run, run->woken[i], now);
    for (uint32_t i = 0; i < run->woken_count; i++) attempt_if_due(run, run->woken[i], now);
    for (uint32_t i = 0; i < run->woken_count; i++) plan_next(run, run->woken[i], now);
    claims_judge(&run->claims, run->plan, run->world, now, take_row, run);
    run->world->now = now;
}

static int32_t next_minute(const Run *run) {
    const World *world = run->world;
    int32_t next = agenda_next_at(&run->agenda);
    if (world->next_what_if < run->what_if_count && run->what_ifs[world->next_what_if].at < next)
        next = run->what_ifs[world->next_what_if].at;
    if (world->forget_at < next) next = world->forget_at;
    const int32_t claim_at = claims_next_at(&run->claims, world);
    if (claim_at < next) next = claim_at;
    if (world->next_occurrence < run->plan->occurrence_count) {
        const int32_t change_at = run->plan->occurrences[world->next_occurrence].at;
        if (change_at < next) next = change_at;
    }
    return next;
}

RunStatus run_step(Run *run, int32_t last, const RowSink *sink) {
    const int32_t end = last < run->plan->run_min ? last : run->plan->run_min;
    const int32_t next = next_minute(run);
    if (next > end) {
        if (run->world->now < end) run->world->now = end;
        return RUN_IS_OVER;
    }
    run->sink = sink;
    carry_out_minute(run, next);
    run->sink = NULL;
    return run->out_of_memory ? RUN_OUT_OF_MEMORY : RUN_GOES_ON;
}

RunStatus run_to(Run *run, int32_t last, const RowSink *sink) {
    RunStatus status;
    do status = run_step(run, last, sink);
    while (status == RUN_GOES_ON);
    return status;
}

/* ---- a run ------------------------------------------------------------------------------------------------
 */

/* The agenda is no part of the world: it follows from the machines. */
static bool fill_agenda(Run *run) {
    for (uint32_t m = 0; m < run->plan->machine_count; m++) {
        const int32_t at = machine_at(run, m)->wake_at;
        if (at > run->world->now && at <= run->plan->run_min && !agenda_add(&run->agenda, at, m))
            return false;
    }
    return true;
}

/* Makes the parts of a run that are not its world. */
static bool furnish(Run *run) {
    const uint32_t machines = run->plan->machine_count;
    run->woken = malloc(((size_t)machines + 1) * sizeof *run->woken);
    const bool agenda = agenda_create(&run->agenda, (size_t)machines + 1);
    const bool claims = claims_create(&run->claims, run->plan);
    return run->woken && agenda && claims && fill_agenda(run);
}

/* Takes the world over, also where it fails. */
static Run *run_around(const Plan *plan, World *world) {
    Run *run = calloc(1, sizeof *run);
    if (!run || !world) {
        free(world);
        free(run);
        return NULL;
    }
    run->plan = plan;
    run->world = world;
    if (furnish(run)) return run;
    run_destroy(run);
    return NULL;
}

Run *run_create(const Plan *plan) {
    World *world = world_create(plan);
    if (world) claims_begin(plan, world);
    return run_around(plan, world);
}

static bool copy_what_ifs(Run *copy, const Run *run) {
    if (run->what_if_count == 0) return true;
    copy->what_ifs = malloc(run->what_if_count * sizeof *copy->what_ifs);
    if (!copy->what_ifs) return false;
    memcpy(copy->what_ifs, run->what_ifs, run->what_if_count * sizeof *copy->what_ifs);
    copy->what_if_count = run->what_if_count;
    return true;
}

Run *run_copy(const Run *run) {
    Run *copy = run_around(run->plan, world_copy(run->world));
    if (!copy || copy_what_ifs(copy, run)) return copy;
    run_destroy(copy);
    return NULL;
}

bool run_restore(Run *run, const World *world) {
    CHECK(world->bytes == run->world->bytes);
    memcpy(run->world, world, world->bytes);
    agenda_clear(&run->agenda);
    run->out_of_memory = !fill_agenda(run);
    return !run->out_of_memory;
}

void run_destroy(Run *run) {
    if (!run) return;
    claims_destroy(&run->claims);
    agenda_destroy(&run->agenda);
    free(run->woken);
    free(run->what_ifs);
    free(run->world);
    free(run);
}

const Plan *run_plan(const Run *run) {
    return run->plan;
}

const World *run_world(const Run *run) {
    return run->world;
}

uint64_t run_fingerprint(const Run *run) {
    return world_fingerprint(run->world, run->plan);
}

/* ---- what if ----------------------------------------------------------------------------------------------
 */

bool run_what_if_at(Run *run, int32_t at, const Change *change) {
    CHECK(at > run->world->now);
    CHECK(run->what_if_count == 0 || run->what_ifs[run->what_if_count - 1].at <= at);
    WhatIf *what_ifs = realloc(run->what_ifs, (run->what_if_count + 1) * sizeof *what_ifs);
    if (!what_ifs) return false;
    run->what_ifs = what_ifs;
    run->what_ifs[run->what_if_count++] = (WhatIf){at, change};
    return true;
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
    if (ids) note_counted(run, host, pool, now);
}

Answer run_what_if_asked(Run *run, uint32_t machine, AskingLog *log) {
    Machine *asker = machine_at(run, machine);
    const Realm realm = world_realm(run->world, run->plan);
    return asking_attempt(&realm, asker, machine, product_of(run, asker), run->world->now + 1, log);
}
