#include "sim/scenario/presence.h"

#include <stdlib.h>

#include "sim/base/check.h"

/* ---- who is there ------------------------------------------------------------------------------------- */

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
} Presence;

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

/* The first of the machines from..to-1 that is missing, or `to`. What is looked at is as large as it can be,
 * and from where one is missing it is its parts. */
static uint32_t first_missing_of(Presence *presence, uint32_t from, uint32_t to, int32_t at) {
    uint32_t size = 1;
    for (int level = 0; from < to;) {
        for (; level < LEVELS && from % (size * BRANCHES) == 0 && size * BRANCHES <= to - from; level++)
            size *= BRANCHES;
        for (; size > to - from; level--) size /= BRANCHES;
        while (somebody_is_missing(presence, span_of_one(presence, level, from / size), at)) {
            if (level == 0) return from;
            size /= BRANCHES;
            level--;
        }
        from += size;
    }
    return to;
}

/* The first machine that is named and missing, of a selection where one is. */
static uint32_t first_missing(Presence *presence, const Selection *machines, int32_t at) {
    for (uint32_t r = 0; r < machines->named_count; r++) {
        const uint32_t first = machines->named[r].first, end = first + machines->named[r].count;
        const uint32_t missing = first_missing_of(presence, first, end, at);
        if (missing < end) return missing;
    }
    CHECK(!"somebody is missing");
}

static void presence_retire(Presence *presence, MachineRange range) {
    for (uint32_t i = 0; i < range.count; i++) {
        uint32_t number = range.first + i;
        presence->retired[number / 64] |= UINT64_C(1) << number % 64;
        for (int level = 1; level <= LEVELS; level++) {
            number /= BRANCHES;
            if (presence->levels[level][number].latest == NEVER) break; /* so are those above */
            presence->levels[level][number].latest = NEVER;
        }
    }
}

/* ---- who is waited for -------------------------------------------------------------------------------- */

/* What is known of a change's machines: it holds until one of them is retired. */
typedef struct {
    Span span;
    bool looked, complained;
} Glance;

/* Small, for there may be a million: where it ends stands in the change. */
typedef struct {
    uint32_t first, change;
} Watched;

/* The ranges of changes that are carried out again, by their first machine: a retired machine finds those it
 * is in without a look at the others. Each is found once, for its change cannot be carried out any more. */
typedef struct {
    Watched *ranges;
    uint32_t *ends; /* a tree: ends[1] is the latest end of all, ends[leaf_count + r] that of range r or,
                       where it was found, 0 */
    uint32_t range_count, leaf_count;
} Watch;

static bool is_watched(const Change *change) {
    return change->kind <= CHANGE_LAST_OF_MACHINES && change->every > 0;
}

static bool any_retires_by_name(const Plan *plan) {
    for (uint32_t c = 0; c < plan->change_count; c++)
        if (plan->changes[c].kind == CHANGE_RETIRE && !plan->changes[c].machines.all) return true;
    return false;
}

static int by_first(const void *a, const void *b) {
    const Watched *x = a, *y = b;
    return (x->first > y->first) - (x->first < y->first);
}

static void watch_update(Watch *watch, uint32_t node) {
    const uint32_t left = watch->ends[2 * node], right = watch->ends[2 * node + 1];
    watch->ends[node] = left > right ? left : right;
}

/* Lists the ranges. False: out of memory. */
static bool watch_list(Watch *watch, const Plan *plan) {
    if (!any_retires_by_name(plan)) return true;
    for (uint32_t c = 0; c < plan->change_count; c++)
        if (is_watched(&plan->changes[c])) watch->range_count += plan->changes[c].machines.named_count;
    Watched *next = watch->ranges = calloc(watch->range_count + 1, sizeof *watch->ranges);
    if (!next) return false;
    for (uint32_t c = 0; c < plan->change_count; c++) {
        if (!is_watched(&plan->changes[c])) continue;
        const Selection *machines = &plan->changes[c].machines;
        for (const MachineRange *range = machines->named; range < machines->named + machines->named_count;
             range++)
            *next++ = (Watched){range->first, c};
    }
    qsort(watch->ranges, watch->range_count, sizeof *watch->ranges, by_first);
    return true;
}

static uint32_t end_of(const Plan *plan, Watched watched) {
    const MachineRange *named = plan->changes[watched.change].machines.named;
    uint32_t low = 0, high = plan->changes[watched.change].machines.named_count;
    while (high - low > 1) {
        const uint32_t middle = low + (high - low) / 2;
        if (named[middle].first <= watched.first)
            low = middle;
        else
            high = middle;
    }
    return named[low].first + named[low].count;
}

/* The tree has its memory behind the sort, which needs as much again. */
static bool watch_create(Watch *watch, const Plan *plan) {
    *watch = (Watch){.leaf_count = 1};
    if (!watch_list(watch, plan)) return false;
    while (watch->leaf_count < watch->range_count) watch->leaf_count *= 2;
    watch->ends = calloc((size_t)watch->leaf_count * 2, sizeof *watch->ends);
    if (!watch->ends) return false;
    for (uint32_t r = 0; r < watch->range_count; r++)
        watch->ends[watch->leaf_count + r] = end_of(plan, watch->ranges[r]);
    for (uint32_t node = watch->leaf_count - 1; node > 0; node--) watch_update(watch, node);
    return true;
}

static void watch_destroy(Watch *watch) {
    free(watch->ranges);
    free(watch->ends);
}

/* The first watched range that ends behind this machine and was not found yet, or NULL. */
static Watched *watch_find(const Watch *watch, uint32_t machine) {
    uint32_t node = 1;
    if (watch->ends[node] <= machine) return NULL;
    while (node < watch->leaf_count) {
        node *= 2;
        if (watch->ends[node] <= machine) node++;
    }
    return &watch->ranges[node - watch->leaf_count];
}

static void watch_forget(Watch *watch, const Watched *range) {
    uint32_t node = watch->leaf_count + (uint32_t)(range - watch->ranges);
    watch->ends[node] = 0;
    while (node > 1) watch_update(watch, node /= 2);
}

/* ---- all changes -------------------------------------------------------------------------------------- */

/* Everything that is looked through while the changes are carried out. */
typedef struct {
    Presence presence;
    Watch watch;
    Glance *glances; /* one for each change */
} Look;

static void retire(Look *look, MachineRange range) {
    Watched *watched;
    while ((watched = watch_find(&look->watch, range.first)) && watched->first < range.first + range.count) {
        look->glances[watched->change].span.latest = NEVER;
        watch_forget(&look->watch, watched);
    }
    presence_retire(&look->presence, range);
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
static bool all_are_there(Presence *presence, Glance *glance, const Selection *machines, int32_t at) {
    if (!glance->looked) {
        glance->looked = true;
        glance->span = (Span){NEVER, -1};
        for (uint32_t r = 0; r < machines->named_count; r++) {
            const MachineRange range = machines->named[r];
            glance->span = joined(glance->span, span_of(presence, range.first, range.first + range.count));
        }
    }
    return !somebody_is_missing(presence, glance->span, at);
}

static void check_occurrences(Reader *reader, Look *look) {
    const Plan *plan = reader->plan;
    for (uint32_t o = 0; o < plan->occurrence_count && !reading_full(reader); o++) {
        const Occurrence occurrence = plan->occurrences[o];
        const Change *change = &plan->changes[occurrence.change];
        Glance *glance = &look->glances[occurrence.change];
        if (change->kind > CHANGE_LAST_OF_MACHINES || glance->complained) continue;
        const Selection *machines = &change->machines;
        if (!all_are_there(&look->presence, glance, machines, occurrence.at)) {
            glance->complained = true;
            complain_of_absence(reader, occurrence.change,
                                first_missing(&look->presence, machines, occurrence.at), occurrence.at);
        } else if (change->kind == CHANGE_RETIRE && machines->all) {
            look->presence.all_retired_at = occurrence.at; /* changes come in order of time */
        } else if (change->kind == CHANGE_RETIRE) {
            for (uint32_t r = 0; r < machines->range_count; r++) retire(look, machines->ranges[r]);
        }
    }
}

void check_presence(Reader *reader) {
    const Plan *plan = reader->plan;
    bool any = false;
    for (uint32_t c = 0; c < plan->change_count && !any; c++)
        any = plan->changes[c].kind <= CHANGE_LAST_OF_MACHINES && plan->changes[c].machines.named_count > 0;
    if (!any) return;
    Look look = {.glances = calloc(plan->change_count, sizeof *look.glances)};
    if (presence_create(&look.presence, plan) && watch_create(&look.watch, plan) && look.glances)
        check_occurrences(reader, &look);
    else
        reader->diagnostics->out_of_memory = true;
    presence_destroy(&look.presence);
    watch_destroy(&look.watch);
    free(look.glances);
}
