#include "ui/figures/sites.h"

#include <stdlib.h>

/* Machines come in any order, so crews are found by number: place by place, group by group. */
typedef struct {
    const FigureRequest *request;
    int32_t at;
    uint32_t *rank_of; /* of each group among those asked for, + 1; 0: not asked for */
    uint32_t *crew_of; /* of each place and rank, + 1 */
    Crew *crews;
    uint32_t count, capacity;
    bool failed;
} Gathering;

static Crew *crew_at(Gathering *gathering, uint32_t place, uint32_t group) {
    const uint32_t rank = gathering->rank_of[group];
    if (rank == 0) return NULL;
    uint32_t *slot = &gathering->crew_of[place * request_group_count(gathering->request) + rank - 1];
    if (*slot) return &gathering->crews[*slot - 1];
    if (gathering->count == gathering->capacity) {
        const uint32_t capacity = gathering->capacity ? 2 * gathering->capacity : 32;
        Crew *crews = realloc(gathering->crews, capacity * sizeof *crews);
        gathering->failed |= !crews;
        if (!crews) return NULL;
        gathering->crews = crews;
        gathering->capacity = capacity;
    }
    gathering->crews[gathering->count] = (Crew){.group = group, .place = place};
    *slot = ++gathering->count;
    return &gathering->crews[*slot - 1];
}

/* In machine order. */
static void add_member(Crew *crew, uint32_t number, Look look, bool is_off) {
    uint32_t i = crew->member_count++;
    for (; i > 0 && crew->members[i - 1].machine > number; i--) crew->members[i] = crew->members[i - 1];
    crew->members[i].machine = number;
    crew->members[i].look = look;
    crew->members[i].is_off = is_off;
}

static void take_machine(void *context, uint32_t number, const Machine *machine) {
    Gathering *gathering = context;
    const Plan *plan = gathering->request->plan;
    const Group *group = &plan->groups[machine->group];
    Crew *crew = crew_at(gathering, machine->place, machine->group);
    if (!crew) return;
    const Look look = look_of((State)machine->state, (Result)machine->last);
    const bool is_present = timetable_present(&group->on, &plan->book, number, gathering->at);
    const bool is_off = look != LOOK_ABSENT && !(machine->power && is_present);
    crew->machines++;
    crew->off += is_off;
    crew->looks[look]++;
    if (group->count <= SITE_MEMBERS) add_member(crew, number, look, is_off);
}

/* The crews in order of places and ranks. */
static bool sort(Gathering *gathering, Sites *sites) {
    const size_t slots =
        (size_t)gathering->request->plan->place_count * request_group_count(gathering->request);
    sites->crews = calloc((size_t)gathering->count + 1, sizeof *sites->crews);
    if (!sites->crews) return false;
    for (size_t s = 0; s < slots; s++)
        if (gathering->crew_of[s]) sites->crews[sites->count++] = gathering->crews[gathering->crew_of[s] - 1];
    return true;
}

bool sites_find(Sites *sites, const FigureRequest *request, int32_t at) {
    const Plan *plan = request->plan;
    Gathering gathering = {.request = request, .at = at};
    const Run *run = timeline_run(request->timeline, at);
    gathering.rank_of = calloc(plan->group_count, sizeof *gathering.rank_of);
    gathering.crew_of =
        calloc((size_t)plan->place_count * request_group_count(request) + 1, sizeof *gathering.crew_of);
    bool done = run && gathering.rank_of && gathering.crew_of;
    if (done) {
        for (uint32_t g = 0; g < request_group_count(request); g++)
            gathering.rank_of[request_group(request, g)] = g + 1;
        run_visit(run, take_machine, &gathering);
        done = !gathering.failed && sort(&gathering, sites);
    }
    free(gathering.rank_of);
    free(gathering.crew_of);
    free(gathering.crews);
    return done;
}

void sites_free(Sites *sites) {
    free(sites->crews);
    *sites = (Sites){0};
}

uint32_t sites_first(const Sites *sites, uint32_t place) {
    uint32_t i = 0;
    while (i < sites->count && sites->crews[i].place != place) i++;
    return i;
}

uint32_t sites_in(const Sites *sites, uint32_t place) {
    uint32_t sum = 0;
    for (uint32_t i = sites_first(sites, place); i < sites->count && sites->crews[i].place == place; i++)
        sum += sites->crews[i].machines;
    return sum;
}
