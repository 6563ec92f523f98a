#include "ui/figures/witnesses.h"

#include "ui/figures/life.h"

enum { OF_A_CROWD = 3, LOOKED_AT = 200 };

int witnesses_find(const Witnesses *witnesses, uint32_t machine) {
    for (int w = 0; w < witnesses->count; w++)
        if (witnesses->list[w].machine == machine) return w;
    return -1;
}

/* ---- how many of which group -------------------------------------------------------------------------- */

static const Group *group_at(const FigureRequest *request, uint32_t number) {
    return &request->plan->groups[request_group(request, number)];
}

/* One each; then small groups are made whole, the smallest first; then a crowd gets a few. */
static void share(const FigureRequest *request, int most, uint32_t groups, int shares[WITNESSES_MOST]) {
    int left = most - (int)groups;
    for (uint32_t g = 0; g < groups; g++) shares[g] = 1;
    for (;;) {
        int smallest = -1;
        for (uint32_t g = 0; g < groups; g++) {
            const uint32_t count = group_at(request, g)->count;
            if (shares[g] == 1 && count > 1 && count - 1 <= (uint32_t)left &&
                (smallest < 0 || count < group_at(request, (uint32_t)smallest)->count))
                smallest = (int)g;
        }
        if (smallest < 0) break;
        shares[smallest] = (int)group_at(request, (uint32_t)smallest)->count;
        left -= shares[smallest] - 1;
    }
    for (int round = 1; round < OF_A_CROWD; round++)
        for (uint32_t g = 0; g < groups && left > 0; g++)
            if (shares[g] == round && group_at(request, g)->count > (uint32_t)round) {
                shares[g]++;
                left--;
            }
}

/* ---- which -------------------------------------------------------------------------------------------- */

/* In machine order. */
static void add(Witnesses *witnesses, int first, uint32_t machine, uint32_t group) {
    int i = witnesses->count++;
    for (; i > first && witnesses->list[i - 1].machine > machine; i--)
        witnesses->list[i] = witnesses->list[i - 1];
    witnesses->list[i] = (Witness){.machine = machine, .group = group};
}

/* Is there a witness from `first` on to whom the same happened? */
static bool is_told(const Witnesses *witnesses, int first, const Record *record, const FigureRequest *request,
                    uint32_t machine, Life lives[2]) {
    life_of(&lives[0], record, machine, request->from, request->to);
    for (int w = first; w < witnesses->count; w++) {
        life_of(&lives[1], record, witnesses->list[w].machine, request->from, request->to);
        if (life_same(&lives[0], &lives[1])) return true;
    }
    return false;
}

static bool choose(Witnesses *witnesses, const FigureRequest *request, uint32_t number, int wanted) {
    const Record *record = timeline_record(request->timeline);
    const uint32_t group = request_group(request, number);
    const Group *of = &request->plan->groups[group];
    const uint32_t looked_at = of->count < LOOKED_AT ? of->count : LOOKED_AT;
    const int first = witnesses->count, end = first + wanted;
    Life lives[2] = {{0}, {0}};
    for (int different = 1; different >= 0; different--)
        for (uint32_t i = 0; i < looked_at && witnesses->count < end; i++) {
            /* the whole group, in equal steps */
            const uint32_t machine = of->first + (uint32_t)((uint64_t)i * of->count / looked_at);
            if (witnesses_find(witnesses, machine) >= 0) continue;
            if (different && is_told(witnesses, first, record, request, machine, lives)) continue;
            add(witnesses, first, machine, group);
        }
    witnesses->list[witnesses->count - 1].more = of->count - (uint32_t)(witnesses->count - first);
    const bool done = !lives[0].failed && !lives[1].failed;
    life_free(&lives[0]);
    life_free(&lives[1]);
    return done;
}

bool witnesses_choose(Witnesses *witnesses, const FigureRequest *request, int most) {
    int shares[WITNESSES_MOST];
    if (most > WITNESSES_MOST) most = WITNESSES_MOST;
    const uint32_t all = request_group_count(request), groups = all < (uint32_t)most ? all : (uint32_t)most;
    *witnesses = (Witnesses){.groups_left_out = all - groups};
    if (timeline_known(request->timeline) < request->to && !timeline_run(request->timeline, request->to))
        return false;
    share(request, most, groups, shares);
    for (uint32_t g = 0; g < groups; g++)
        if (!choose(witnesses, request, g, shares[g])) return false;
    return true;
}
