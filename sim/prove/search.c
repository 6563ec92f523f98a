#include "sim/prove/search.h"

#include <stdlib.h>
#include <string.h>

#include "sim/base/chance.h"
#include "sim/base/check.h"
#include "sim/prove/situation.h"

/* ---- situations that are known ------------------------------------------------------------------------ */

static void *grown(void *array, size_t *capacity, size_t needed, size_t size) {
    if (array && needed <= *capacity) return array;
    size_t larger = *capacity ? 2 * *capacity : 1024;
    while (larger < needed) larger *= 2;
    void *moved = realloc(array, larger * size);
    if (moved) *capacity = larger;
    return moved;
}

/* Makes room for `more` things; on failure the array stays as it is. */
#define GROW(search, array, count, capacity, more)                                                           \
    do {                                                                                                     \
        void *moved =                                                                                        \
            grown((search)->array, &(search)->capacity, (search)->count + (more), sizeof *(search)->array);  \
        if (!moved) return false;                                                                            \
        (search)->array = moved;                                                                             \
    } while (0)

static uint64_t hash_of(const uint8_t *bytes, uint32_t length) {
    uint64_t hash = length;
    for (; length >= 8; bytes += 8, length -= 8) {
        uint64_t word;
        memcpy(&word, bytes, sizeof word);
        hash = chance_mix(hash ^ word);
    }
    for (; length > 0; bytes++, length--) hash = chance_mix(hash ^ *bytes);
    return hash;
}

/* The slot of the situation, or the empty one where it would stand. */
static size_t slot_of(const Search *search, const uint8_t *bytes, uint32_t length) {
    size_t slot = (size_t)hash_of(bytes, length) & (search->slot_count - 1);
    for (; search->slots[slot]; slot = (slot + 1) & (search->slot_count - 1)) {
        const SearchNode *node = &search->nodes[search->slots[slot] - 1];
        if (node->length == length && memcmp(search->bytes + node->bytes_at, bytes, length) == 0) break;
    }
    return slot;
}

/* At most half of the slots are taken. */
static bool make_slots(Search *search) {
    if (search->slots && 2 * (search->node_count + 1) <= search->slot_count) return true;
    free(search->slots);
    search->slot_count = search->slot_count ? 2 * search->slot_count : 4096;
    search->slots = calloc(search->slot_count, sizeof *search->slots);
    if (!search->slots) return false;
    for (uint32_t n = 0; n < search->node_count; n++) {
        const SearchNode *node = &search->nodes[n];
        search->slots[slot_of(search, search->bytes + node->bytes_at, node->length)] = n + 1;
    }
    return true;
}

static bool add_node(Search *search, const Situation *situation, const SearchStep *by, bool is_licensed) {
    CHECK(search->node_count < SITUATIONS_MOST);
    GROW(search, nodes, node_count, node_capacity, 1);
    GROW(search, bytes, byte_count, byte_capacity, situation->length);
    const uint32_t steps = search->node_count ? search_steps(search, by) : 0;
    search->nodes[search->node_count++] = (SearchNode){.bytes_at = search->byte_count,
                                                       .length = situation->length,
                                                       .steps = steps,
                                                       .by = *by,
                                                       .is_licensed = is_licensed};
    memcpy(search->bytes + search->byte_count, situation->bytes, situation->length);
    search->byte_count += situation->length;
    return true;
}

/* Notes that a step leads to this situation, which may be a new one. */
static bool add_edge(Search *search, const Situation *situation, const SearchStep *by, bool is_licensed) {
    GROW(search, edges, edge_count, edge_capacity, 1);
    if (!make_slots(search)) return false;
    const size_t slot = slot_of(search, situation->bytes, situation->length);
    if (search->slots[slot] == 0) {
        if (!add_node(search, situation, by, is_licensed)) return false;
        search->slots[slot] = (uint32_t)search->node_count;
    }
    search->edges[search->edge_count++] = search->slots[slot] - 1;
    return true;
}

/* ---- a step ------------------------------------------------------------------------------------------- */

static void keep_row(void *context, const Row *row) {
    Search *search = context;
    void *moved = grown(search->rows, &search->row_capacity, search->row_count + 1, sizeof *search->rows);
    if (!moved) {
        search->out_of_memory = true;
        return;
    }
    search->rows = moved;
    search->rows[search->row_count++] = *row;
}

static bool all_licensed(const World *world) {
    for (uint32_t m = 0; m < world->machine_count; m++) {
        const uint8_t state = world_machine(world, m)->state;
        if (state != STATE_ABSENT && state != STATE_LICENSED) return false;
    }
    return true;
}

static bool is_resting(const Search *search) {
    return fleet_deed_count(search->fleet) == 0;
}

/* Carries out minute `at` of the situation that stands in moves.world. */
static bool take_step(Search *search, Move *move, int32_t at, const SearchStep *step,
                      const SearchWatch *watch) {
    const RowSink sink = {keep_row, search, NULL};
    search->row_count = 0;
    if (!run_restore(move->run, search->moves.world)) return false;
    if (run_step(move->run, at, &sink) == RUN_OUT_OF_MEMORY || search->out_of_memory) return false;
    World *after = (World *)(uintptr_t)run_world(move->run); /* only read */
    CHECK(after->now == at);
    const Turn turn = {.plan = &move->plan,
                       .before = search->moves.world,
                       .after = after,
                       .rows = search->rows,
                       .row_count = search->row_count,
                       .now = at};
    if (watch) watch->see(watch->context, &turn, step);
    Situation situation;
    situation_pack(after, is_resting(search), &situation);
    return add_edge(search, &situation, step, all_licensed(after));
}

/* Can the move be made, and does it differ from another by what anybody notices? */
static bool is_worth_trying(const Search *search, uint32_t from, int move, int noticed) {
    if (is_resting(search)) return (move & ~noticed) == 0;
    return from == 0 || moves_may(&search->moves, search->moves.world, move);
}

/* Switches as they stand come first: of two shortest ways the one found first is kept, and it should not
 * touch what it need not. */
static bool take_steps(Search *search, uint32_t from, int32_t wait_min, int32_t at,
                       const SearchWatch *watch) {
    Move *moves = from == 0 ? search->moves.first : search->moves.later;
    const bool resting = is_resting(search);
    const int noticed = resting ? moves_switches_noticed(&search->moves, search->moves.world, at) : 0;
    const int as_before = resting ? search->nodes[from].by.move & noticed : 0;
    for (int m = 0; m < search->moves.count; m++) {
        const int move = m ^ as_before;
        if (!is_worth_trying(search, from, move, noticed)) continue;
        const SearchStep step = {from, wait_min, (uint8_t)move, (uint8_t)noticed};
        if (!take_step(search, &moves[move], at, &step, watch)) return false;
    }
    return true;
}

/* When the situation goes on; NEVER. */
static int32_t next_at(const Search *search, int32_t now) {
    const int32_t next = situation_next_at(search->moves.world);
    const int32_t beat = is_resting(search) ? NEVER : later(now, search->fleet->beat_min);
    return next < beat ? next : beat;
}

static void put_down(const Search *search, uint32_t number, int32_t now) {
    const SearchNode *node = &search->nodes[number];
    Situation situation = {.length = node->length};
    memcpy(situation.bytes, search->bytes + node->bytes_at, node->length);
    situation_unpack(&situation, &search->moves.later[0].plan, is_resting(search), now, search->moves.world);
}

/* The step is carried out in minute moves.now, whenever it is: that is where the moves' changes stand. So it
 * must be known how long it waits before the situation is put where it belongs. */
static bool carry_on(Search *search, uint32_t number, const SearchWatch *watch) {
    search->nodes[number].first_edge = search->edge_count;
    const int32_t there = search->moves.now;
    put_down(search, number, there);
    const int32_t next = next_at(search, there);
    if (next == NEVER) return true;
    const int32_t wait_min = next - there;
    put_down(search, number, there - wait_min);
    return take_steps(search, number, wait_min, there, watch);
}

static bool begin(Search *search, const SearchWatch *watch) {
    const Situation nothing = {.length = 0};
    const SearchStep none = {0};
    for (uint32_t m = 0; m < search->moves.world->machine_count; m++) {
        Machine *machine = &world_machines(search->moves.world)[m];
        *machine = world_new_machine(&search->moves.first[0].plan, m);
        machine->stored = 1;
    }
    return add_node(search, &nothing, &none, false) && take_steps(search, 0, 0, 0, watch);
}

bool search_explore(Search *search, const Fleet *fleet, const SearchWatch *watch) {
    *search = (Search){.fleet = fleet};
    if (!moves_open(&search->moves, fleet) || !begin(search, watch)) return false;
    for (uint32_t number = 1; number < search->node_count; number++)
        if (!carry_on(search, number, watch)) return false;
    return true;
}

void search_close(Search *search) {
    moves_close(&search->moves);
    free(search->nodes);
    free(search->bytes);
    free(search->slots);
    free(search->edges);
    free(search->rows);
    *search = (Search){0};
}

/* ---- ways --------------------------------------------------------------------------------------------- */

uint32_t search_steps(const Search *search, const SearchStep *last) {
    return search->nodes[last->from].steps + 1;
}

int32_t search_minutes(const Search *search, const SearchStep *last) {
    int32_t minutes = last->wait_min;
    for (uint32_t n = last->from; n; n = search->nodes[n].by.from) minutes += search->nodes[n].by.wait_min;
    return minutes;
}

static void add_step(const Fleet *fleet, const SearchStep *step, int32_t at, uint8_t *off, Text *out) {
    if (fleet_deed_count(fleet)) {
        moves_add_deed(fleet, step->move, at, out);
        return;
    }
    const uint8_t wanted = (uint8_t)((*off & ~step->noticed) | step->move);
    for (int s = 0; s < fleet_switch_count(fleet); s++)
        if ((wanted ^ *off) >> s & 1) moves_add_switch(fleet, s, wanted >> s & 1, at, out);
    *off = wanted;
}

bool search_scenario(const Search *search, const SearchStep *last, const char *title, Text *out) {
    const uint32_t count = search_steps(search, last);
    const SearchStep **steps = malloc(count * sizeof *steps);
    if (!steps) return false;
    steps[count - 1] = last;
    for (uint32_t i = count - 1; i > 0; i--) steps[i - 1] = &search->nodes[steps[i]->from].by;
    const int32_t minutes = search_minutes(search, last);
    moves_begin_scenario(search->fleet, title, minutes > 0 ? minutes : 1, out);
    Text changes = {0};
    uint8_t off = 0;
    int32_t at = 0;
    for (uint32_t i = 0; i < count; i++) {
        at += steps[i]->wait_min;
        add_step(search->fleet, steps[i], at, &off, &changes);
    }
    if (changes.length) text_add_format(out, "changes:\n%s", changes.bytes);
    out->failed |= changes.failed;
    text_free(&changes);
    free(steps);
    return !out->failed;
}

/* ---- the way back ------------------------------------------------------------------------------------- */

/* Who leads to each situation: those of number n stand from first[n] to first[n + 1]. Owns its arrays. */
typedef struct {
    size_t *first;
    uint32_t *from;
} Backwards;

static size_t edges_end(const Search *search, size_t node) {
    return node + 1 < search->node_count ? search->nodes[node + 1].first_edge : search->edge_count;
}

static bool turn_round(const Search *search, Backwards *out) {
    out->first = calloc(search->node_count + 2, sizeof *out->first);
    out->from = malloc((search->edge_count + 1) * sizeof *out->from);
    if (!out->first || !out->from) return false;
    for (size_t e = 0; e < search->edge_count; e++) out->first[search->edges[e] + 2]++;
    for (size_t n = 2; n <= search->node_count; n++) out->first[n] += out->first[n - 1];
    for (uint32_t n = 0; n < search->node_count; n++)
        for (size_t e = search->nodes[n].first_edge; e < edges_end(search, n); e++)
            out->from[out->first[search->edges[e] + 1]++] = n;
    return true;
}

#define UNKNOWN UINT32_MAX

/* Goes back from where all are licensed, by breadth first; `away` becomes the steps from each to there. */
static void go_back(const Search *search, const Backwards *backwards, uint32_t *away, uint32_t *queue) {
    size_t taken = 0, queued = 0;
    for (uint32_t n = 0; n < search->node_count; n++) {
        away[n] = search->nodes[n].is_licensed ? 0 : UNKNOWN;
        if (away[n] == 0) queue[queued++] = n;
    }
    while (taken < queued) {
        const uint32_t to = queue[taken++];
        for (size_t e = backwards->first[to]; e < backwards->first[to + 1]; e++) {
            const uint32_t from = backwards->from[e];
            if (away[from] != UNKNOWN) continue;
            away[from] = away[to] + 1;
            queue[queued++] = from;
        }
    }
}

bool search_recovery(const Search *search, Recovery *out) {
    Backwards backwards = {0};
    uint32_t *away = malloc(search->node_count * sizeof *away);
    uint32_t *queue = malloc(search->node_count * sizeof *queue);
    const bool room = turn_round(search, &backwards) && away && queue;
    *out = (Recovery){0};
    if (room) go_back(search, &backwards, away, queue);
    for (uint32_t n = (uint32_t)search->node_count; room && n-- > 0;) {
        if (away[n] == UNKNOWN) {
            out->lost++;
            out->first_lost = n;
        } else if (away[n] > out->most_steps)
            out->most_steps = away[n];
    }
    free(backwards.first);
    free(backwards.from);
    free(away);
    free(queue);
    return room;
}
