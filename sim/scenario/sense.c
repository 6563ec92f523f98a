#include "sim/scenario/sense.h"

#include <stdlib.h>
#include <string.h>

#include "sim/base/check.h"

/* ---- is everybody there? ------------------------------------------------------------------------------ */

/* When the machines of a range are installed, at the earliest and at the latest; NEVER for one that is
 * retired. */
typedef struct {
    int32_t earliest, latest;
} Span;

/* Spans of 64 machines each, of 64 such, and so on: a change may speak of millions of machines, a hundred
 * thousand times. Level 0 is the machines themselves: when they start is computed, and only who is retired is
 * kept. */
enum { BRANCHES = 64, LEVELS = 4 };
typedef struct {
    const Plan *plan;
    const Group *near; /* the group of the machine looked at last: the next one is seldom in another */
    uint64_t *retired; /* bits */
    Span *levels[LEVELS + 1];
    int32_t all_retired_at; /* when all that were there were retired last, or -1 */
    uint32_t retirements;   /* how often machines were retired */
} Presence;

/* What is known of a change's machines: it holds until somebody is retired. */
typedef struct {
    Span span;
    uint32_t retirements;
    bool looked, complained;
} Glance;

static Span joined(Span a, Span b) {
    return (Span){a.earliest < b.earliest ? a.earliest : b.earliest,
                  a.latest > b.latest ? a.latest : b.latest};
}

static Span span_of_one(Presence *presence, int level, uint32_t number) {
    if (level > 0) return presence->levels[level][number];
    if (number - presence->near->first >= presence->near->count)
        presence->near = &presence->plan->groups[plan_group_of(presence->plan, number)];
    const int32_t start = plan_starts_in(presence->plan, presence->near, number);
    return (Span){start, presence->retired[number / 64] >> number % 64 & 1 ? NEVER : start};
}

/* Of the machines from..to-1; there is at least one. */
static Span span_of(Presence *presence, uint32_t from, uint32_t to) {
    Span span = {NEVER, -1};
    for (int level = 0; from < to; level++) {
        while (from < to && (from % BRANCHES || level == LEVELS))
            span = joined(span, span_of_one(presence, level, from++));
        while (from < to && to % BRANCHES) span = joined(span, span_of_one(presence, level, --to));
        from /= BRANCHES;
        to /= BRANCHES;
    }
    return span;
}

static bool presence_create(Presence *presence, const Plan *plan) {
    *presence = (Presence){.plan = plan, .near = plan->groups, .all_retired_at = -1};
    presence->retired = calloc(plan->machine_count / 64 + 1, sizeof *presence->retired);
    if (!presence->retired) return false;
    uint32_t below = plan->machine_count;
    for (int level = 1; level <= LEVELS; level++) {
        const uint32_t count = (below + BRANCHES - 1) / BRANCHES;
        Span *spans = presence->levels[level] = calloc(count, sizeof *spans);
        if (!spans) return false;
        for (uint32_t i = 0; i < count; i++) spans[i] = (Span){NEVER, -1};
        for (uint32_t i = 0; i < below; i++)
            spans[i / BRANCHES] = joined(spans[i / BRANCHES], span_of_one(presence, level - 1, i));
        below = count;
    }
    return true;
}

static void presence_destroy(Presence *presence) {
    free(presence->retired);
    for (int level = 1; level <= LEVELS; level++) free(presence->levels[level]);
}

static bool somebody_is_missing(const Presence *presence, Span span, int32_t at) {
    return span.latest > at || span.earliest <= presence->all_retired_at;
}

/* The first machine that is named and missing, of a selection where one is. */
static uint32_t first_missing(Presence *presence, const Selection *machines, int32_t at) {
    for (uint32_t r = 0; r < machines->named_count; r++) {
        const uint32_t first = machines->named[r].first;
        uint32_t none = first,
                 some = first + machines->named[r].count; /* none is missing before, one is before */
        if (!somebody_is_missing(presence, span_of(presence, first, some), at)) continue;
        while (some - none > 1) {
            const uint32_t middle = none + (some - none) / 2;
            if (somebody_is_missing(presence, span_of(presence, first, middle), at))
                some = middle;
            else
                none = middle;
        }
        return none;
    }
    CHECK(!"somebody is missing");
}

static void retire_all(Presence *presence, int32_t at) {
    presence->all_retired_at = at; /* changes come in order of time */
    presence->retirements++;
}

static void retire(Presence *presence, Selection machines) {
    for (uint32_t r = 0; r < machines.range_count; r++)
        for (uint32_t i = 0; i < machines.ranges[r].count; i++) {
            uint32_t number = machines.ranges[r].first + i;
            presence->retired[number / 64] |= UINT64_C(1) << number % 64;
            for (int level = 1; level <= LEVELS; level++) {
                number /= BRANCHES;
                presence->levels[level][number].latest = NEVER;
            }
        }
    presence->retirements++;
}

static void complain_of_absence(Reader *reader, uint32_t change, uint32_t machine, int32_t at) {
    char name[MEMBER_NAME], when[DURATION_TEXT], starts[DURATION_TEXT];
    const int32_t starts_at = plan_starts_at(reader->plan, machine);
    const Node *node = reader->change_sources[change].machines;
    reading_turn_to(reader, reader->change_sources[change].addition);
    plan_machine_name(reader->plan, machine, name);
    duration_format(at, when);
    duration_format(starts_at, starts);
    if (starts_at > at)
        complain(reader, node, "not-there-yet", "`all` means all that are there",
                 "'%s' is not there at %s: it starts at %s", name, when, starts);
    else
        complain(reader, node, "retired", "`all` means all that are there",
                 "'%s' is not there at %s: it was retired before", name, when);
    reading_turn_to(reader, NULL);
}

/* False when the change finds a machine missing that it names. */
static bool check_presence(Presence *presence, Glance *glance, const Selection *machines, int32_t at) {
    if (!glance->looked || glance->retirements != presence->retirements) {
        glance->span = (Span){NEVER, -1};
        for (uint32_t r = 0; r < machines->named_count; r++) {
            const MachineRange range = machines->named[r];
            glance->span = joined(glance->span, span_of(presence, range.first, range.first + range.count));
        }
        glance->looked = true;
        glance->retirements = presence->retirements;
    }
    return !somebody_is_missing(presence, glance->span, at);
}

static void check_occurrences(Reader *reader, Presence *presence, Glance *glances) {
    const Plan *plan = reader->plan;
    for (uint32_t o = 0; o < plan->occurrence_count && !reading_full(reader); o++) {
        const Occurrence occurrence = plan->occurrences[o];
        const Change *change = &plan->changes[occurrence.change];
        Glance *glance = &glances[occurrence.change];
        if (change->kind > CHANGE_LAST_OF_MACHINES || glance->complained) continue;
        const Selection *machines = &change->machines;
        if (machines->named_count > 0 && !check_presence(presence, glance, machines, occurrence.at)) {
            glance->complained = true;
            complain_of_absence(reader, occurrence.change, first_missing(presence, machines, occurrence.at),
                                occurrence.at);
        } else if (change->kind == CHANGE_RETIRE) {
            if (machines->all)
                retire_all(presence, occurrence.at);
            else
                retire(presence, *machines);
        }
    }
}

static void check_everybody_there(Reader *reader) {
    bool any = false;
    for (uint32_t c = 0; c < reader->plan->change_count && !any; c++)
        any = reader->plan->changes[c].kind <= CHANGE_LAST_OF_MACHINES &&
              reader->plan->changes[c].machines.named_count > 0;
    if (!any) return;
    Presence presence;
    Glance *glances = calloc(reader->plan->change_count, sizeof *glances);
    if (presence_create(&presence, reader->plan) && glances)
        check_occurrences(reader, &presence, glances);
    else
        reader->diagnostics->out_of_memory = true;
    presence_destroy(&presence);
    free(glances);
}

/* ---- can it be reached? ------------------------------------------------------------------------------- */

/* Pools whose machines some change gives new ids: such a pool may grow beyond its machines. */
static bool find_new_ids(const Plan *plan, bool out_of_pool[POOL_COUNT]) {
    unsigned char *touched = calloc(plan->group_count + 1, 1);
    if (!touched) return false;
    for (uint32_t c = 0; c < plan->change_count; c++) {
        const Change *change = &plan->changes[c];
        if (change->kind != CHANGE_REARM && !(change->kind == CHANGE_REIMAGE && change->value == 0)) continue;
        for (uint32_t r = 0; r < change->machines.range_count; r++) {
            const MachineRange range = change->machines.ranges[r];
            const uint32_t first = plan_group_of(plan, range.first);
            memset(touched + first, 1, plan_group_of(plan, range.first + range.count - 1) - first + 1);
        }
    }
    for (uint32_t g = 0; g < plan->group_count; g++) {
        const Pool pool = plan->products[plan->groups[g].product].pool;
        if (touched[g] && pool != POOL_NONE) out_of_pool[pool] = true;
    }
    free(touched);
    return true;
}

static void warn_of_thresholds(Reader *reader, const Node *machines) {
    const Plan *plan = reader->plan;
    uint64_t in_pool[POOL_COUNT] = {0};
    bool has_new_ids[POOL_COUNT] = {false};
    for (uint32_t g = 0; g < plan->group_count; g++)
        if (reader->group_doubtful[g]) return; /* the pools cannot be counted */
    if (!find_new_ids(plan, has_new_ids)) reader->diagnostics->out_of_memory = true;
    for (uint32_t g = 0; g < plan->group_count; g++) {
        const Pool pool = plan->products[plan->groups[g].product].pool;
        if (pool != POOL_NONE) in_pool[pool] += plan->groups[g].shared_ids ? 1 : plan->groups[g].count;
    }
    for (const Node *key = node_first(reader->document, machines); key;
         key = node_next(reader->document, node_next(reader->document, key))) {
        const Named *named =
            key->kind == NODE_SCALAR ? names_find(&reader->names, node_text(reader->document, key)) : NULL;
        if (!named || named->kind != NAMED_GROUP || named->line != (int)key->line) continue;
        const Product *product = &plan->products[plan->groups[named->index].product];
        if (product->pool == POOL_NONE || (uint64_t)product->threshold <= in_pool[product->pool]) continue;
        if (has_new_ids[product->pool]) continue;
        warn(reader, key, "threshold-out-of-reach", "its machines are counted, and never licensed",
             "the threshold of '%s' can never be reached: %d > %llu, the ids in pool '%s'", named->name,
             (int)product->threshold, (unsigned long long)in_pool[product->pool], POOL_NAMES[product->pool]);
    }
}

void check_sense(Reader *reader, const Node *machines) {
    if (reader->plan->machine_count) check_everybody_there(reader);
    if (machines && machines->kind == NODE_MAP) warn_of_thresholds(reader, machines);
}
