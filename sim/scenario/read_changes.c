#include "sim/scenario/read_changes.h"

#include <stdlib.h>
#include <string.h>

#include "sim/base/check.h"
#include "sim/scenario/read_selection.h"
#include "sim/scenario/reading_names.h"

/* The keys of a change: when, on what, and what is done. The deeds on machines come first, as in ChangeKind.
 */
enum {
    KEY_DEEDS_ON_MACHINES = CHANGE_LAST_OF_MACHINES + 1,
    KEY_DO = KEY_DEEDS_ON_MACHINES,
    KEY_SET,
    KEY_BLOCK,
    KEY_UNBLOCK,
    KEY_DEEDS,
    KEY_MACHINES = KEY_DEEDS,
    KEY_HOST,
    KEY_SERVICE,
    KEY_PLACE,
    KEY_SUBJECTS_END,
    KEY_AT = KEY_SUBJECTS_END,
    KEY_EVERY,
    KEY_UNTIL,
    KEYS
};

static const Field FIELDS[KEYS] = {
    {"power", false}, {"move", false},    {"attempt", false}, {"retire", false},  {"reimage", false},
    {"rearm", false}, {"use", false},     {"cache", false},   {"skew", false},    {"sign", false},
    {"do", false},    {"set", false},     {"block", false},   {"unblock", false}, {"machines", false},
    {"host", false},  {"service", false}, {"place", false},   {"at", true},       {"every", false},
    {"until", false}};

typedef struct {
    Reader *reader;
    const Node *node; /* the whole entry */
    const Node *values[KEYS], *keys[KEYS];
    Change *change;
} Entry;

/* ---- deeds on machines -------------------------------------------------------------------------------- */

static bool read_only_word(Entry *entry, const Node *value, int deed, const char *only) {
    int unused;
    return read_choice(entry->reader, value, FIELDS[deed].key, &only, 1, &unused);
}

static bool read_two_words(Entry *entry, const Node *value, int deed, const char *no, const char *yes) {
    const char *const words[] = {no, yes};
    int choice;
    if (!read_choice(entry->reader, value, FIELDS[deed].key, words, 2, &choice)) return false;
    entry->change->value = choice;
    return true;
}

static bool read_use(Entry *entry, const Node *value) {
    Reader *reader = entry->reader;
    uint32_t host;
    entry->change->value = NO_HOST;
    if (node_is(reader->document, value, "dns")) return true;
    if (!read_reference(reader, value, "use", NAMED_HOST, &host)) return false;
    entry->change->value = (int32_t)host;
    const Selection machines = entry->change->machines;
    if (!selection_is_sure(reader, machines)) return true;
    for (uint32_t r = 0; r < machines.range_count; r++) {
        const uint32_t end = machines.ranges[r].first + machines.ranges[r].count;
        for (uint32_t g = plan_group_of(reader->plan, machines.ranges[r].first);
             g < reader->plan->group_count && reader->plan->groups[g].first < end; g++) {
            const Group *group = &reader->plan->groups[g];
            if (reader->plan->products[group->product].by == BY_HOST) continue;
            complain(reader, value, "asks-no-host", NULL, "'%s' asks no host: it has nothing to use",
                     group->name);
            return false;
        }
    }
    return true;
}

static bool read_deed_to_machines(Entry *entry, int deed, const Node *value) {
    uint32_t place;
    Change *change = entry->change;
    switch ((ChangeKind)deed) {
    case CHANGE_POWER: return read_two_words(entry, value, deed, "off", "on");
    case CHANGE_SIGN: return read_two_words(entry, value, deed, "out", "in");
    case CHANGE_REIMAGE: return read_two_words(entry, value, deed, "new-id", "same-id");
    case CHANGE_ATTEMPT:
    case CHANGE_RETIRE:
    case CHANGE_REARM: return read_only_word(entry, value, deed, "now");
    case CHANGE_CACHE: return read_only_word(entry, value, deed, "clear");
    case CHANGE_USE: return read_use(entry, value);
    case CHANGE_SKEW: return read_length(entry->reader, value, "skew", 0, 365 * DAY_MIN, &change->value);
    case CHANGE_MOVE:
        if (!read_reference(entry->reader, value, "move", NAMED_PLACE, &place)) return false;
        change->value = (int32_t)place;
        return true;
    case CHANGE_HOST_DO:
    case CHANGE_HOST_SET:
    case CHANGE_SERVICE:
    case CHANGE_BLOCK:
    case CHANGE_UNBLOCK:
    case CHANGE_KIND_COUNT: break;
    }
    CHECK(!"a deed on machines");
}

static bool read_deed_on_machines(Entry *entry, int deed, const Node *value) {
    entry->change->kind = (ChangeKind)deed;
    const bool selected =
        read_selection(entry->reader, entry->values[KEY_MACHINES], &entry->change->machines);
    return read_deed_to_machines(entry, deed, value) && selected;
}

/* ---- deeds on hosts, services and places -------------------------------------------------------------- */

static bool read_figures(Reader *reader, const Node *node, HostFigures *out) {
    static const Field FIGURES[] = {
        {"retry", false}, {"renewal", false}, {"priority", false}, {"weight", false}, {"serves", false}};
    const Node *values[5], *keys[5];
    int64_t number = 0;
    if (!read_map(reader, node, "set", FIGURES, 5, false, values, keys)) return false;
    int given = 0;
    if (values[0] &&
        read_length(reader, values[0], "retry", HOST_RHYTHM_LEAST, HOST_RHYTHM_MOST, &out->retry_min))
        given |= SET_RETRY;
    if (values[1] &&
        read_length(reader, values[1], "renewal", HOST_RHYTHM_LEAST, HOST_RHYTHM_MOST, &out->renewal_min))
        given |= SET_RENEWAL;
    if (values[2] && read_number(reader, values[2], "priority", 0, LIMIT_PRIORITY, &number)) {
        out->priority = (uint16_t)number;
        given |= SET_PRIORITY;
    }
    if (values[3] && read_number(reader, values[3], "weight", 0, LIMIT_WEIGHT, &number)) {
        out->weight = (uint16_t)number;
        given |= SET_WEIGHT;
    }
    if (values[4] && read_pools(reader, values[4], &out->serves)) given |= SET_SERVES;
    if (node->count == 0) complain(reader, node, "nothing-set", NULL, "'set' sets nothing");
    memcpy(&out->given, &given, sizeof out->given);
    return given != 0;
}

static bool read_targets(Entry *entry, const Node *list) {
    Reader *reader = entry->reader;
    if (!read_list(reader, list, list == entry->values[KEY_BLOCK] ? "block" : "unblock")) return false;
    int *targets = reading_take(reader, list->count, sizeof *targets);
    if (!targets) return false;
    bool good = true;
    for (const Node *node = node_first(reader->document, list); node && !reading_full(reader);
         node = node_next(reader->document, node)) {
        int target;
        if (!read_target(reader, node, &target))
            good = false;
        else
            targets[entry->change->target_count++] = target;
    }
    entry->change->targets = targets;
    return good;
}

static bool read_subject(Entry *entry, int key, NamedKind kind) {
    uint32_t index;
    if (!read_reference(entry->reader, entry->values[key], FIELDS[key].key, kind, &index)) return false;
    entry->change->subject = (int)index;
    return true;
}

static bool read_deed_on_others(Entry *entry, int subject, int deed, const Node *value) {
    static const char *const DOWN_UP[] = {"down", "up"};
    Change *change = entry->change;
    int choice;
    bool good;
    switch (subject) {
    case KEY_HOST:
        good = read_subject(entry, KEY_HOST, NAMED_HOST);
        change->kind = deed == KEY_DO ? CHANGE_HOST_DO : CHANGE_HOST_SET;
        if (deed == KEY_SET) return read_figures(entry->reader, value, &change->figures) && good;
        if (!read_choice(entry->reader, value, "do", DEED_NAMES, DO_COUNT, &choice)) return false;
        change->value = choice;
        return good;
    case KEY_SERVICE:
        change->kind = CHANGE_SERVICE;
        good = read_subject(entry, KEY_SERVICE, NAMED_SERVICE);
        if (!read_choice(entry->reader, value, "do", DOWN_UP, 2, &choice)) return false;
        change->value = choice;
        return good;
    case KEY_PLACE:
        change->kind = deed == KEY_BLOCK ? CHANGE_BLOCK : CHANGE_UNBLOCK;
        good = read_subject(entry, KEY_PLACE, NAMED_PLACE);
        if (good && change->kind == CHANGE_UNBLOCK && change->subject == PLACE_OFFLINE)
            warn(entry->reader, value, "no-effect", NULL, "'offline' reaches nothing, whatever is unblocked");
        return read_targets(entry, value) && good;
    default: break;
    }
    CHECK(!"a subject of a change");
}

/* ---- one change --------------------------------------------------------------------------------------- */

/* The only key from..to-1 that is there, or -1 after a complaint. */
static int only_key(Entry *entry, int from, int to, const char *what, const char *help) {
    const Rivals rivals = reading_rivals(entry->values, entry->keys, from, to);
    if (rivals.second >= 0) {
        complain(entry->reader, entry->keys[rivals.second], "two-at-once", "make two changes of it",
                 "a change has one %s; '%s' is there already", what, FIELDS[rivals.first].key);
        return -1;
    }
    if (rivals.first < 0 && !rivals.is_mistyped)
        complain(entry->reader, entry->node, "missing-key", help, "a change needs a %s", what);
    return rivals.first;
}

static bool deed_fits(int subject, int deed) {
    switch (subject) {
    case KEY_MACHINES: return deed < KEY_DEEDS_ON_MACHINES;
    case KEY_HOST: return deed == KEY_DO || deed == KEY_SET;
    case KEY_SERVICE: return deed == KEY_DO;
    default: return deed == KEY_BLOCK || deed == KEY_UNBLOCK;
    }
}

static const char *fitting_deeds(int subject) {
    switch (subject) {
    case KEY_MACHINES:
        return "expected: power, move, attempt, retire, reimage, rearm, use, cache, skew or sign";
    case KEY_HOST: return "expected: do or set";
    case KEY_SERVICE: return "expected: do";
    default: return "expected: block or unblock";
    }
}

static bool read_times(Entry *entry) {
    Reader *reader = entry->reader;
    Change *change = entry->change;
    const int32_t run = reader->plan->run_min;
    const Node *at = entry->values[KEY_AT], *every = entry->values[KEY_EVERY],
               *until = entry->values[KEY_UNTIL];
    const bool known = at && read_instant(reader, at, "at", run, &change->at);
    bool good = known;
    change->until = run;
    if (until && !every) {
        complain(reader, entry->keys[KEY_UNTIL], "missing-key", NULL, "'until' goes only with 'every'");
        good = false;
    }
    if (every) good &= read_length(reader, every, "every", 1, LONGEST_MIN, &change->every);
    if (until && every) {
        int32_t end;
        if (!read_instant(reader, until, "until", (int32_t)LONGEST_MIN, &end)) return false;
        if (known && end < change->at) {
            complain(reader, until, "out-of-order", NULL, "'until' is before 'at'");
            return false;
        }
        if (end < run) change->until = end;
        if (end > run)
            warn(reader, until, "until-after-run", "without 'until' it is the same",
                 "'until' is after the end of the run: it is carried out as long as there is a run");
    }
    return good;
}

static void read_change(Reader *reader, const Node *node) {
    Plan *plan = reader->plan;
    Entry entry = {.reader = reader, .node = node, .change = &plan->changes[plan->change_count]};
    *entry.change = (Change){.line = (int)node->line};
    if (!read_map(reader, node, "a change", FIELDS, KEYS, false, entry.values, entry.keys)) return;
    if (node->count) entry.change->line = (int)node_first(reader->document, node)->line;
    const int subject = only_key(&entry, KEY_MACHINES, KEY_SUBJECTS_END, "subject",
                                 "expected: machines, host, service or place");
    const int deed =
        only_key(&entry, 0, KEY_DEEDS, "deed", "expected: what is done, such as power, move, do or block");
    bool good = read_times(&entry) && subject >= 0 && deed >= 0;
    if (subject >= 0 && deed >= 0 && !deed_fits(subject, deed)) {
        complain(reader, entry.keys[deed], "wrong-deed", fitting_deeds(subject), "'%s' is not done to '%s'",
                 FIELDS[deed].key, FIELDS[subject].key);
        return;
    }
    if (subject == KEY_MACHINES && deed >= 0)
        good &= read_deed_on_machines(&entry, deed, entry.values[deed]);
    else if (subject >= 0 && deed >= 0)
        good &= read_deed_on_others(&entry, subject, deed, entry.values[deed]);
    reader->change_sources[plan->change_count] = (ChangeSource){NULL, entry.values[KEY_MACHINES]};
    if (good) plan->change_count++;
}

/* As if it stood behind the file's. */
static void read_addition(Reader *reader, Addition *addition) {
    Plan *plan = reader->plan;
    const uint32_t number = plan->change_count;
    if (!addition_read(addition)) return;
    reading_turn_to(reader, addition);
    read_change(reader, document_root(&addition->document));
    reading_turn_to(reader, NULL);
    if (plan->change_count == number) return;
    plan->changes[number].line = 0;
    reader->change_sources[number].addition = addition;
}

/* ---- all of them -------------------------------------------------------------------------------------- */

static uint64_t times_of(const Change *change) {
    return change->every ? (uint64_t)(change->until - change->at) / (uint64_t)change->every + 1 : 1;
}

static int by_time(const void *a, const void *b) {
    const Occurrence *x = a, *y = b;
    if (x->at != y->at) return x->at < y->at ? -1 : 1;
    return (x->change > y->change) - (x->change < y->change);
}

/* `last` is the change with which they are too many: where it is an addition, the fault is not the file's. */
static void complain_of_number(Reader *reader, const Node *section, uint32_t last, uint64_t total) {
    Addition *addition = reader->change_sources[last].addition;
    reading_turn_to(reader, addition);
    complain(reader, addition ? document_root(&addition->document) : section, "too-many",
             "each repetition of `every` counts", "changes are carried out %llu times; at most %d",
             (unsigned long long)total, LIMIT_CHANGES);
    reading_turn_to(reader, NULL);
}

static void list_occurrences(Reader *reader, const Node *section) {
    Plan *plan = reader->plan;
    uint64_t total = 0;
    uint32_t last = 0;
    for (uint32_t c = 0; c < plan->change_count; c++) {
        if (total <= LIMIT_CHANGES) last = c;
        total += times_of(&plan->changes[c]);
    }
    if (total > LIMIT_CHANGES && reader->run_unknown) return;
    if (total > LIMIT_CHANGES) {
        complain_of_number(reader, section, last, total);
        return;
    }
    plan->occurrences = reading_take(reader, (size_t)total, sizeof *plan->occurrences);
    if (!plan->occurrences) return;
    for (uint32_t c = 0; c < plan->change_count; c++) {
        const Change *change = &plan->changes[c];
        const uint64_t times = times_of(change);
        for (uint64_t i = 0; i < times; i++)
            plan->occurrences[plan->occurrence_count++] =
                (Occurrence){(int32_t)(change->at + (int64_t)i * change->every), c};
    }
    qsort(plan->occurrences, plan->occurrence_count, sizeof *plan->occurrences, by_time);
}

void read_changes(Reader *reader, const Node *section) {
    Plan *plan = reader->plan;
    if (section && !read_list(reader, section, "changes")) return;
    const size_t count = (section ? section->count : 0) + reader->addition_count;
    if (count == 0) return;
    if (section && section->count > LIMIT_CHANGES) {
        complain(reader, section, "too-many", NULL, "there are %u changes; at most %d",
                 (unsigned)section->count, LIMIT_CHANGES);
        return;
    }
    plan->changes = reading_take(reader, count, sizeof *plan->changes);
    reader->change_sources = reading_take(reader, count, sizeof *reader->change_sources);
    if (!plan->changes || !reader->change_sources) return;
    for (const Node *node = section ? node_first(reader->document, section) : NULL;
         node && !reading_full(reader); node = node_next(reader->document, node))
        read_change(reader, node);
    for (size_t i = 0; i < reader->addition_count; i++) read_addition(reader, &reader->additions[i]);
    list_occurrences(reader, section);
}
