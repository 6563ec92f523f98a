#include "sim/run/close_up.h"

#include <stdlib.h>
#include <string.h>

#include "sim/run/inside.h"

/* As it was before the minute. */
typedef struct {
    uint32_t number;
    int32_t since;
    Machine machine;
} Member;

struct CloseUp {
    Run *run; /* holds no machines but members; owned */
    int32_t at;
    bool whole, out_of_memory;
    World *before; /* its head, up to its machines; owned */
    World *shown;  /* owned */
    Member *members;
    size_t count, capacity; /* in no order; owned */
    uint32_t wanted, seen;  /* rows, while the minute is carried out */
};

/* ---- who is in it ------------------------------------------------------------------------------------- */

static void add_member(void *context, uint32_t number, const Machine *machine) {
    CloseUp *close_up = context;
    if (close_up->count == close_up->capacity && !close_up->out_of_memory) {
        const size_t capacity = close_up->capacity ? close_up->capacity * 2 : 64;
        Member *members = realloc(close_up->members, capacity * sizeof *members);
        close_up->out_of_memory = members == NULL;
        if (members) close_up->members = members;
        if (members) close_up->capacity = capacity;
    }
    if (close_up->out_of_memory) return;
    const int32_t since = world_machine_since(close_up->before, number);
    close_up->members[close_up->count++] = (Member){number, since, *machine};
    close_up->members[close_up->count - 1].machine.stored = 1;
}

/* May anything but a wake reach for a machine in this minute? */
static bool may_reach_for_any(const Run *run, int32_t at) {
    return changes_touch_machines(run, at) || claims_look_at_leases(&run->claims, run->plan, run->world, at);
}

typedef struct {
    CloseUp *close_up;
    const Run *run;
} Gathering;

static void add_woken(void *context, Wake *wake) {
    const Gathering *gathering = context;
    const Run *run = gathering->run;
    if (wake->at != gathering->close_up->at) return;
    Machine machine;
    if (steady_is(*wake))
        machine = steady_recall(run->plan, run->world, &run->rhythms, *wake);
    else if (inside_machine(run, wake->machine)->stored)
        machine = *inside_machine(run, wake->machine);
    else
        machine = inside_newcomer(run, wake->machine);
    if (machine.wake_at == wake->at) add_member(gathering->close_up, wake->machine, &machine);
}

static void gather_members(CloseUp *close_up, const Run *run) {
    Gathering gathering = {close_up, run};
    if (may_reach_for_any(run, close_up->at))
        run_visit(run, add_member, close_up);
    else
        agenda_visit(&run->agenda, add_woken, &gathering);
}

static bool is_member(const CloseUp *close_up, uint32_t machine) {
    for (size_t m = 0; m < close_up->count; m++)
        if (close_up->members[m].number == machine) return true;
    return false;
}

/* ---- a close-up --------------------------------------------------------------------------------------- */

static bool furnish(CloseUp *close_up, const Run *run) {
    const World *world = run->world;
    close_up->at = world->now + 1;
    close_up->run = run_create_empty(run->plan);
    close_up->before = malloc(world->machines_at);
    if (!close_up->run || !close_up->before) return false;
    for (uint32_t w = 0; w < run->what_if_count; w++)
        if (!run_what_if_at(close_up->run, run->what_ifs[w].at, run->what_ifs[w].change)) return false;
    run_by_table_only(close_up->run);
    memcpy(close_up->before, world, world->machines_at);
    memcpy(close_up->run->world, world, world->machines_at);
    gather_members(close_up, run);
    return !close_up->out_of_memory;
}

static bool make_shown(CloseUp *close_up, const Run *run) {
    close_up->shown = calloc(1, run->world->bytes);
    if (!close_up->shown) return false;
    if (close_up->whole)
        run_show(run, close_up->shown);
    else
        memcpy(close_up->shown, run->world, run->world->machines_at);
    return true;
}

CloseUp *close_up_create(const Run *run, bool whole) {
    CloseUp *close_up = calloc(1, sizeof *close_up);
    if (!close_up) return NULL;
    close_up->whole = whole;
    if (furnish(close_up, run) && make_shown(close_up, run)) return close_up;
    close_up_destroy(close_up);
    return NULL;
}

void close_up_destroy(CloseUp *close_up) {
    if (!close_up) return;
    run_destroy(close_up->run);
    free(close_up->before);
    free(close_up->shown);
    free(close_up->members);
    free(close_up);
}

int32_t close_up_at(const CloseUp *close_up) {
    return close_up->at;
}

bool close_up_is_whole(const CloseUp *close_up) {
    return close_up->whole;
}

bool close_up_has(const CloseUp *close_up, uint32_t machine) {
    return close_up->whole || inside_machine(close_up->run, machine)->stored;
}

/* ---- looking ------------------------------------------------------------------------------------------ */

/* Before the minute's first row. */
static bool go_back(CloseUp *close_up) {
    Run *run = close_up->run;
    memcpy(run->world, close_up->before, close_up->before->since_at);
    agenda_clear(&run->agenda);
    run->change_number++;
    for (size_t m = 0; m < close_up->count; m++) {
        const Member *member = &close_up->members[m];
        inside_store(run, member->number, &member->machine);
        world_since(run->world)[member->number] = member->since;
        if (member->machine.wake_at != close_up->at) continue;
        if (!agenda_add(&run->agenda, (Wake){close_up->at, member->number, 0, WAKE_PLAIN})) return false;
    }
    return true;
}

static void take_row(void *context, const Row *row) {
    CloseUp *close_up = context;
    World *world = close_up->run->world;
    (void)row;
    if (++close_up->seen != close_up->wanted) return;
    memcpy(close_up->shown, world, world->since_at);
    for (size_t m = 0; m < close_up->count; m++) {
        const uint32_t number = close_up->members[m].number;
        world_machines(close_up->shown)[number] = world_machines(world)[number];
        world_since(close_up->shown)[number] = world_since(world)[number];
    }
}

const World *close_up_after(CloseUp *close_up, uint32_t row, uint32_t *out_rows) {
    const RowSink sink = {take_row, close_up, NULL};
    close_up->wanted = row;
    close_up->seen = 0;
    const bool good = go_back(close_up) && run_to(close_up->run, close_up->at, &sink) != RUN_OUT_OF_MEMORY;
    *out_rows = close_up->seen;
    return good ? close_up->shown : NULL;
}

/* ---- a run of it -------------------------------------------------------------------------------------- */

Run *close_up_run(const Run *run, uint32_t also) {
    CloseUp close_up = {0};
    Run *copy = NULL;
    if (furnish(&close_up, run)) {
        const Machine machine = run_machine(run, also);
        if (!is_member(&close_up, also)) add_member(&close_up, also, &machine);
        if (!close_up.out_of_memory && go_back(&close_up)) copy = close_up.run;
    }
    if (!copy) run_destroy(close_up.run);
    free(close_up.before);
    free(close_up.members);
    return copy;
}
