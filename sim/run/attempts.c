/* attempts: rank 3 of a minute: machines ask, and are answered (MODEL.md section 3). The table answers every
 * attempt; of a machine that goes on as before its answer is known, and only counted. Leaves out: who is
 * looked at when (minute.c). */
#include "sim/run/inside.h"

#include "sim/base/check.h"

void attempts_note_counted(Run *run, int host, Pool pool, int32_t now) {
    const int32_t forgets_at = ledger_forgotten_at(now, world_hosts(run->world)[host].memory_min);
    if (forgets_at < run->world->forget_at) run->world->forget_at = forgets_at;
    inside_note_count(run, host, pool, now);
}

static uint32_t group_near(Run *run, uint32_t number) {
    const Group *group = &run->plan->groups[run->near_group];
    if (number - group->first >= group->count) run->near_group = plan_group_of(run->plan, number);
    return run->near_group;
}

void attempts_expect(Run *run, Wake wake) {
    const Group *group = &run->plan->groups[group_near(run, wake.machine)];
    const Product *product = &run->plan->products[group->product];
    if (product->by != BY_HOST) return;
    int host = 0; /* as good a guess as any: some ledger is far, so there is one */
    uint32_t id = wake.machine;
    const Machine *machine = inside_machine(run, wake.machine);
    if (steady_is(wake)) {
        host = steady_host(wake);
    } else if (machine->stored) {
        id = machine->id;
        if (machine->cached != NO_HOST) host = machine->cached;
    }
    ledger_expect(world_ledger(run->world, host, product->pool), world_store(run->world), id);
}

/* ---- by the table ------------------------------------------------------------------------------------- */

static bool was_on_before(const Run *run, uint32_t number, const Machine *machine, int32_t now) {
    const bool power = machine->power_changed_at == now ? machine->was_power : machine->power;
    return power && timetable_present(&inside_group(run, machine)->on, &run->plan->book, number, now - 1);
}

/* An attempt that is due while the machine is away is made in the first minute in which it is there: so much
 * is known now, and nothing is lost by remembering that minute instead. */
static int32_t when_present(const Run *run, const Group *group, uint32_t number, int32_t due_at) {
    if (group->on.always || due_at == NEVER) return due_at;
    return timetable_next_present(&group->on, &run->plan->book, number, due_at, run->agenda_last);
}

static void make_attempt(Run *run, uint32_t number, Machine *machine, int32_t now, int *out_host) {
    const Product *product = inside_product(run, machine);
    const Group *group = inside_group(run, machine);
    const State from = (State)machine->state;
    const Result last = (Result)machine->last;
    const Realm realm = world_realm(run->world, run->plan);
    const Answer answer = asking_attempt(&realm, machine, number, product, now, NULL);
    const int32_t late = attempt_jitter(run->plan, group, number, machine->attempts);
    machine->attempts++;
    machine->last = (uint8_t)answer.result;
    machine->last_attempt_at = now;
    if (answer.counted) attempts_note_counted(run, answer.host, product->pool, now);
    const Transition *taken =
        inside_happen(run, number, machine, lifecycle_event_of(answer.result), now, late);
    if (answer.result == RESULT_GRANTED && answer.host >= 0 && machine->keeps_cache)
        machine->cached = (uint16_t)answer.host;
    if (answer.result == RESULT_GRANTED) *out_host = answer.host;
    inside_note_last(run, number, last, answer.result);
    if (machine->state != from || answer.result != last)
        inside_note_look(run, number, machine, look_of(from, last), ROW_ATTEMPT, now);

    /* Written once: to read again what was just written in parts is what a processor waits for. */
    const Row row = {.at = now,
                     .kind = ROW_ATTEMPT,
                     .machine = number,
                     .host = answer.host,
                     .service = answer.service,
                     .result = answer.result,
                     .counted = answer.counted,
                     .count = answer.count,
                     .threshold = product->threshold,
                     .pool = answer.counted ? product->pool : POOL_NONE,
                     .id = machine->id,
                     .from = from,
                     .to = (State)machine->state,
                     .clock_at = machine->clock_at,
                     .due_at = machine->due_at,
                     .rule = taken->rule};
    machine->due_at = when_present(run, group, number, machine->due_at);
    inside_take_row(run, &row);
}

void attempts_make(Run *run, uint32_t number, Machine *machine, int32_t now, int *out_host) {
    *out_host = -1;
    if (machine->state == STATE_ABSENT || !inside_is_on(run, number, machine, now)) return;
    if (!was_on_before(run, number, machine, now))
        inside_happen(run, number, machine, EVENT_COMES_ON, now, 0);
    if (machine->due_at <= now) make_attempt(run, number, machine, now, out_host);
}

int32_t attempts_next(const Run *run, uint32_t number, const Machine *machine, int32_t from, int32_t last) {
    if (!machine->power || machine->state == STATE_ABSENT) return NEVER;
    const Timetable *on = &inside_group(run, machine)->on;
    const int32_t due = machine->due_at > from ? machine->due_at : from;
    /* Behind an attempt of the minute before it is a minute in which the machine is there. */
    const bool is_there = machine->last_attempt_at == from - 1 && machine->due_at >= from;
    const int32_t asks = machine->due_at == NEVER ? NEVER
                         : is_there && due <= last
                             ? due
                             : timetable_next_present(on, &run->plan->book, number, due, last);
    if (machine->state == STATE_LICENSED) return asks;
    const int32_t comes =
        timetable_next_coming(on, &run->plan->book, number, from, asks < last ? asks : last);
    return comes < asks ? comes : asks;
}

/* ---- as before ---------------------------------------------------------------------------------------- */

bool attempts_all_silent(Run *run, uint16_t place) {
    if (run->silence_known[place] == run->change_number + 1) return run->silence[place];
    const Place *here = &world_places(run->world)[place];
    bool silent = true;
    if (run->world->service_up[SERVICE_DNS] && place_reaches(here, reach_service(SERVICE_DNS)))
        for (int h = 0; silent && h < (int)run->world->host_count; h++) {
            const Host *host = world_host(run->world, h);
            silent = !host->published || !host->up || !place_reaches(here, reach_host(h));
        }
    run->silence_known[place] = run->change_number + 1;
    run->silence[place] = silent;
    return silent;
}

/* A steady attempt. Small on purpose: half a billion of them pass in ten years of a large fleet. */
typedef struct {
    Wake wake;
    const Product *product;
    uint32_t group;
    int host; /* that granted; -1 where nobody answered */
    int32_t count, clock_at, due_at, now;
} Steady;

static Row row_as_before(const Steady *steady) {
    const bool granted = steady->host >= 0;
    return (Row){.at = steady->now,
                 .kind = ROW_ATTEMPT,
                 .machine = steady->wake.machine,
                 .host = steady->host,
                 .service = -1,
                 .result = granted ? RESULT_GRANTED : RESULT_NO_HOST,
                 .counted = granted,
                 .count = steady->count,
                 .threshold = steady->product->threshold,
                 .pool = granted ? steady->product->pool : POOL_NONE,
                 .id = steady->wake.machine,
                 .from = STATE_LICENSED,
                 .to = STATE_LICENSED,
                 .clock_at = steady->clock_at,
                 .due_at = steady->due_at,
                 .rule = TRANSITIONS[granted ? EVENT_GRANTED : EVENT_NO_HOST][0].rule};
}

/* Puts a steady attempt with those of its group that are alike, or writes its row. */
static void tell(Run *run, const Steady *steady) {
    if (!run->sink || !run->sink->take_quiet) {
        const Row row = row_as_before(steady);
        run->world->fired[steady->host >= 0 ? EVENT_GRANTED : EVENT_NO_HOST][0][STATE_LICENSED]++;
        inside_take_row(run, &row);
        return;
    }
    Quiet quiet = inside_count_steady(run, steady->group, steady->host, steady->count, 1);
    quiet.first_at = quiet.last_at = steady->now;
    quiet.expected_at = steady->due_at;
    quiet.last_clock_at = steady->clock_at;
    inside_add_quiet(run, &quiet);
}

static bool go_on(Run *run, Wake next) {
    if (agenda_add(&run->agenda, next)) return true;
    run->out_of_memory = true;
    return true;
}

/* Its host is silent, and so is every other: the lease runs on. */
static bool fail_as_before(Run *run, Wake wake, uint32_t number, const Group *group, int32_t now) {
    const Product *product = &run->plan->products[group->product];
    const int32_t granted_at = steady_granted_at(wake);
    if (!group->on.always || !attempts_all_silent(run, group->place)) return false;
    const int32_t retry = rhythms_at(&run->rhythms, steady_host(wake), granted_at).retry_min;
    const int32_t late = attempt_jitter(run->plan, group, wake.machine, steady_attempts(wake));
    const int32_t next_at = later(later(now, retry), late);
    if (next_at >= steady_clock_at(product, granted_at) || next_at > run->agenda_last) return false;
    if (!steady_is_failing(wake)) {
        inside_note_last(run, wake.machine, RESULT_GRANTED, RESULT_NO_HOST);
        inside_note_look_of(run, wake.machine, number, LOOK_LICENSED, LOOK_RETRYING, now);
    }
    const Steady steady = {wake, product, number, -1, 0, later(granted_at, product->lease_min), next_at, now};
    tell(run, &steady);
    return go_on(run, steady_failed(wake, next_at));
}

bool attempts_make_steadily(Run *run, Wake wake, int32_t now) {
    World *world = run->world;
    const uint32_t number = group_near(run, wake.machine);
    const Group *group = &run->plan->groups[number];
    const Product *product = &run->plan->products[group->product];
    const int h = steady_host(wake);
    const Host *host = world_host(world, h);
    if (steady_attempts(wake) >= STEADY_ATTEMPTS_END) return false;
    if (!host->up || !place_reaches(&world_places(world)[group->place], reach_host(h)))
        return fail_as_before(run, wake, number, group, now);
    if (!host->activated || !(host->serves >> product->pool & 1)) return false;
    const int32_t late = attempt_jitter(run->plan, group, wake.machine, steady_attempts(wake));
    const int32_t due_at = later(later(now, host->renewal_min), late);
    const int32_t next_at = when_present(run, group, wake.machine, due_at);
    if (next_at >= steady_clock_at(product, now) || next_at > run->agenda_last) return false;
    const int32_t count = ledger_count_since(world_ledger(world, h, product->pool), world_store(world),
                                             wake.machine, product->threshold, now, steady_granted_at(wake));
    attempts_note_counted(run, h, product->pool, now);
    /* Where that is not enough the table says so: to be counted twice in one minute is to be counted once. */
    if (count < product->threshold) return false;
    if (steady_is_failing(wake)) {
        inside_note_last(run, wake.machine, RESULT_NO_HOST, RESULT_GRANTED);
        inside_note_look_of(run, wake.machine, number, LOOK_RETRYING, LOOK_LICENSED, now);
    }
    const Steady steady = {wake, product, number, h, count, later(now, product->lease_min), due_at, now};
    tell(run, &steady);
    return go_on(run, steady_renewed(wake, now, next_at));
}
