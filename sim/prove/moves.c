#include "sim/prove/moves.h"

#include <stdlib.h>

#include "sim/base/check.h"
#include "sim/prove/situation.h"
#include "sim/scenario/reader.h"

/* ---- scenarios ---------------------------------------------------------------------------------------- */

void moves_begin_scenario(const Fleet *fleet, const char *title, int32_t run_min, Text *out) {
    char time[DURATION_TEXT];
    duration_format(run_min, time);
    text_add_format(out, "title: \"%s\"\nabout: \"%s\"\nrun: %s\n%s", title, fleet->about, time, fleet->yaml);
}

static void add_change(Text *out, int32_t at, const char *what) {
    char time[DURATION_TEXT];
    duration_format(at, time);
    text_add_format(out, "  - {at: %s, %s}\n", time, what);
}

void moves_add_deed(const Fleet *fleet, int move, int32_t at, Text *out) {
    if (move > 0) add_change(out, at, fleet->deeds[move - 1]);
}

void moves_add_switch(const Fleet *fleet, int number, bool off, int32_t at, Text *out) {
    const Switch *each = &fleet->switches[number];
    add_change(out, at, off ? each->off : each->on);
}

bool moves_read(Plan *plan, const Text *yaml) {
    if (yaml->failed) return false;
    Diagnostics diagnostics = {.file = "fleet"};
    const bool good = plan_read(plan, yaml->bytes, yaml->length, &diagnostics);
    CHECK(good || diagnostics.error_count == 0);
    diagnostics_free(&diagnostics);
    return good;
}

/* ---- one move ----------------------------------------------------------------------------------------- */

static bool open_move(const Moves *moves, Move *move, int number, int32_t at) {
    const Fleet *fleet = moves->fleet;
    Text yaml = {0};
    moves_begin_scenario(fleet, "one step", 2 * moves->now, &yaml);
    if (number > 0) text_add(&yaml, "changes:\n");
    if (fleet_deed_count(fleet)) moves_add_deed(fleet, number, at, &yaml);
    for (int s = 0; s < fleet_switch_count(fleet); s++)
        if (number >> s & 1) moves_add_switch(fleet, s, true, at, &yaml);
    const bool good = moves_read(&move->plan, &yaml);
    text_free(&yaml);
    if (!good) return false;
    CHECK(situation_fits(&move->plan));
    move->run = run_create(&move->plan);
    if (move->run) run_by_table_only(move->run);
    return move->run != NULL;
}

/* Longer than anything in the plan lasts, so that nothing in a situation lies before minute 0. */
static int32_t longest_of(const Plan *plan) {
    int32_t longest = HOST_RHYTHM_MOST;
    for (uint32_t h = 0; h < plan->host_count; h++)
        if (plan->hosts[h].host.memory_min > longest) longest = plan->hosts[h].host.memory_min;
    for (uint32_t g = 0; g < plan->group_count; g++)
        for (int column = 0; column < COLUMN_COUNT; column++) {
            if (COLUMNS[column].kind != COLUMN_IS_LENGTH) continue;
            const int32_t length = product_figure(&plan->products[plan->groups[g].product], (Column)column);
            if (length != NEVER && length > longest) longest = length;
        }
    return longest;
}

static bool find_now(Moves *moves) {
    Plan plan = {0};
    Text yaml = {0};
    moves_begin_scenario(moves->fleet, "figures", (int32_t)DAY_MIN, &yaml);
    const bool good = moves_read(&plan, &yaml);
    if (good) moves->now = longest_of(&plan) + (int32_t)DAY_MIN;
    text_free(&yaml);
    plan_free(&plan);
    return good;
}

bool moves_open(Moves *moves, const Fleet *fleet) {
    *moves = (Moves){.fleet = fleet, .count = fleet_move_count(fleet)};
    CHECK(moves->count <= MOVES_MOST);
    moves->first = calloc((size_t)moves->count, sizeof *moves->first);
    moves->later = calloc((size_t)moves->count, sizeof *moves->later);
    if (!moves->first || !moves->later || !find_now(moves)) return false;
    for (int m = 0; m < moves->count; m++)
        if (!open_move(moves, &moves->first[m], m, 0) || !open_move(moves, &moves->later[m], m, moves->now))
            return false;
    moves->world = world_create(&moves->later[0].plan);
    return moves->world != NULL;
}

static void close_all(Move moves[], int count) {
    for (int m = 0; moves && m < count; m++) {
        run_destroy(moves[m].run);
        plan_free(&moves[m].plan);
    }
    free(moves);
}

void moves_close(Moves *moves) {
    close_all(moves->first, moves->count);
    close_all(moves->later, moves->count);
    free(moves->world);
    *moves = (Moves){0};
}

/* ---- which ones --------------------------------------------------------------------------------------- */

static bool asks_at(const Machine *machine, int32_t at) {
    if (machine->state == STATE_ABSENT) return at == 0; /* it is installed then */
    return machine->power && machine->due_at <= at;
}

/* Only of places is it known whom they concern. */
static bool is_noticed(const Change *change, const World *world, int32_t at) {
    for (uint32_t m = 0; m < world->machine_count; m++) {
        const Machine *machine = world_machine(world, m);
        const bool concerned = change->kind != CHANGE_BLOCK || change->subject == machine->place;
        if (concerned && asks_at(machine, at)) return true;
    }
    return false;
}

int moves_switches_noticed(const Moves *moves, const World *world, int32_t at) {
    int noticed = 0;
    for (int s = 0; s < fleet_switch_count(moves->fleet); s++)
        if (is_noticed(&moves->later[1 << s].plan.changes[0], world, at)) noticed |= 1 << s;
    return noticed;
}

bool moves_may(const Moves *moves, const World *world, int move) {
    if (move == 0) return true;
    const Selection machines = moves->later[move].plan.changes[0].machines;
    for (uint32_t m = 0; m < world->machine_count; m++)
        if (!machines.all && selection_has(machines, m) && world_machine(world, m)->state == STATE_ABSENT)
            return false;
    return true;
}
