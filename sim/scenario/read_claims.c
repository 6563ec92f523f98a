#include "sim/scenario/read_claims.h"

#include <string.h>

#include "sim/base/check.h"
#include "sim/model/asking.h"
#include "sim/scenario/read_selection.h"
#include "sim/scenario/reading_names.h"

/* The keys of a claim; those that say when come first, as in ClaimWhen. */
enum {
    KEY_WHEN_END = CLAIM_WHEN_COUNT,
    KEY_MACHINES = KEY_WHEN_END,
    KEY_HOST,
    KEY_ARE,
    KEY_LAST,
    KEY_LEASE_LEFT,
    KEY_POOL,
    KEY_COUNT,
    KEY_FROM,
    KEY_TO,
    KEYS
};

static const Field FIELDS[KEYS] = {
    {"at", false},       {"first", false}, {"by", false},   {"never", false}, {"always", false},
    {"machines", false}, {"host", false},  {"are", false},  {"last", false},  {"lease_left", false},
    {"pool", false},     {"count", false}, {"from", false}, {"to", false}};

typedef struct {
    Reader *reader;
    const Node *node; /* the whole claim */
    const Node *values[KEYS], *keys[KEYS];
    Claim *claim;
} Entry;

static bool misplaced(Entry *entry, int key, const char *where) {
    if (!entry->values[key]) return false;
    complain(entry->reader, entry->keys[key], "misplaced-key", NULL, "'%s' goes only with %s",
             FIELDS[key].key, where);
    return true;
}

static int only_when(Entry *entry) {
    const Rivals rivals = reading_rivals(entry->values, entry->keys, 0, KEY_WHEN_END);
    if (rivals.second >= 0) {
        complain(entry->reader, entry->keys[rivals.second], "two-at-once", "make two claims of it",
                 "a claim has one of at, first, by, never, always; '%s' is there already",
                 FIELDS[rivals.first].key);
        return -1;
    }
    if (rivals.first < 0 && !rivals.is_mistyped)
        complain(entry->reader, entry->node, "missing-key", "expected: at, first, by, never or always",
                 "a claim needs to say when");
    return rivals.first;
}

static bool is_stretch(int when) {
    return when == CLAIM_NEVER || when == CLAIM_ALWAYS;
}

static bool read_when(Entry *entry, int when) {
    Reader *reader = entry->reader;
    Claim *claim = entry->claim;
    const int32_t run = reader->plan->run_min;
    claim->when = (ClaimWhen)when;
    claim->from = 0;
    claim->to = run;
    if (!is_stretch(when)) {
        bool wrong = misplaced(entry, KEY_FROM, "never and always");
        wrong |= misplaced(entry, KEY_TO, "never and always");
        if (!read_instant(reader, entry->values[when], FIELDS[when].key, run, &claim->to)) return false;
        if (when == CLAIM_AT) claim->from = claim->to;
        return !wrong;
    }
    bool good = true;
    if (entry->values[KEY_FROM])
        good &= read_instant(reader, entry->values[KEY_FROM], "from", run, &claim->from);
    if (entry->values[KEY_TO]) good &= read_instant(reader, entry->values[KEY_TO], "to", run, &claim->to);
    if (good && claim->to < claim->from) {
        complain(reader, entry->values[KEY_TO] ? entry->values[KEY_TO] : entry->values[KEY_FROM],
                 "out-of-order", NULL, "'to' is before 'from'");
        return false;
    }
    return good;
}

static bool product_can(const Product *product, const Claim *claim) {
    return claim->about == CLAIM_LAST ? asking_can_end(product, claim->last)
                                      : product_can_be(product, claim->state);
}

/* Can any of the selected machines ever be in this state, or an attempt of it end so? */
static bool is_possible(const Reader *reader, const Claim *claim) {
    const Plan *plan = reader->plan;
    if (!selection_is_sure(reader, claim->machines)) return true;
    for (uint32_t r = 0; r < claim->machines.range_count; r++) {
        const MachineRange range = claim->machines.ranges[r];
        for (uint32_t g = plan_group_of(plan, range.first);
             g < plan->group_count && plan->groups[g].first < range.first + range.count; g++)
            if (product_can(&plan->products[plan->groups[g].product], claim)) return true;
    }
    return false;
}

static bool read_state(Entry *entry, const Node *node) {
    int state;
    if (!read_choice(entry->reader, node, "a state", STATE_NAMES, STATE_COUNT, &state)) return false;
    entry->claim->about = CLAIM_STATE;
    entry->claim->state = (State)state;
    if (is_possible(entry->reader, entry->claim)) return true;
    complain(entry->reader, node, "impossible-state",
             "see `leaselab products`: which graces a product has, and where it lapses to",
             "no selected product can ever be '%s'", STATE_NAMES[state]);
    return false;
}

static bool read_last(Entry *entry, const Node *node) {
    int result;
    /* RESULT_NONE is no answer of an attempt. */
    if (!read_choice(entry->reader, node, "last", RESULT_NAMES + 1, RESULT_COUNT - 1, &result)) return false;
    entry->claim->about = CLAIM_LAST;
    entry->claim->last = (Result)(result + 1);
    /* A tale worth testing may be claimed; a question's wrong answers give nothing away. */
    if (!entry->claim->is_choice && !is_possible(entry->reader, entry->claim))
        warn(entry->reader, node, "impossible-result",
             "only machines that ask hosts are counted, only those that ask the cloud are signed in",
             "no attempt of a selected product can ever end with '%s'", RESULT_NAMES[result + 1]);
    return true;
}

static bool read_what_machines_are(Entry *entry, int when) {
    Reader *reader = entry->reader;
    if (is_stretch(when)) {
        bool wrong = false;
        for (int key = KEY_ARE; key <= KEY_LEASE_LEFT; key++)
            wrong |= misplaced(entry, key, "at, first and by");
        return read_state(entry, entry->values[when]) && !wrong;
    }
    const Rivals rivals = reading_rivals(entry->values, entry->keys, KEY_ARE, KEY_LEASE_LEFT + 1);
    if (rivals.second >= 0) {
        complain(reader, entry->keys[rivals.second], "two-at-once", "make two claims of it",
                 "a claim says one thing; '%s' is there already", FIELDS[rivals.first].key);
        return false;
    }
    const int what = rivals.first;
    if (what == KEY_ARE) return read_state(entry, entry->values[KEY_ARE]);
    if (what == KEY_LAST) return read_last(entry, entry->values[KEY_LAST]);
    if (what == KEY_LEASE_LEFT) {
        if (when != CLAIM_AT) return !misplaced(entry, KEY_LEASE_LEFT, "at");
        entry->claim->about = CLAIM_LEASE_LEFT;
        return read_comparison(reader, entry->values[KEY_LEASE_LEFT], "lease_left", true,
                               &entry->claim->lease_left);
    }
    if (!rivals.is_mistyped)
        complain(reader, entry->node, "missing-key", "expected: are, last or lease_left",
                 "a claim needs to say what is so");
    return false;
}

/* A count that holds for every or for no number from 0 to `most` says nothing. */
static bool check_count(Entry *entry, int64_t most) {
    const Comparison count = entry->claim->count;
    const int64_t edges[] = {0, most, count.number - 1, count.number, count.number + 1};
    bool may_hold = false, may_fail = false;
    for (size_t i = 0; i < sizeof edges / sizeof edges[0]; i++) {
        if (edges[i] < 0 || edges[i] > most) continue;
        if (comparison_holds(count, edges[i]))
            may_hold = true;
        else
            may_fail = true;
    }
    if (may_hold && may_fail) return true;
    complain(entry->reader, entry->values[KEY_COUNT], may_hold ? "certain-count" : "impossible-count", NULL,
             most == INT64_MAX ? "this count is %s so"
             : most == 1       ? "this count is %s so: one machine is selected"
                               : "this count is %s so: %lld machines are selected",
             may_hold ? "always" : "never", (long long)most);
    return false;
}

static bool read_claim_of_machines(Entry *entry, int when) {
    Reader *reader = entry->reader;
    Claim *claim = entry->claim;
    bool good = !misplaced(entry, KEY_POOL, "host");
    good &= read_selection(reader, entry->values[KEY_MACHINES], &claim->machines);
    if (when >= 0) good &= read_what_machines_are(entry, when);
    if (!entry->values[KEY_COUNT]) return good;
    claim->has_count = true;
    if (!read_comparison(reader, entry->values[KEY_COUNT], "count", false, &claim->count)) return false;
    return (!selection_is_sure(reader, claim->machines) || check_count(entry, claim->machines.machines)) &&
           good;
}

static bool read_claim_of_host(Entry *entry, int when) {
    Reader *reader = entry->reader;
    Claim *claim = entry->claim;
    uint32_t host;
    int pool;
    bool wrong = false;
    for (int key = KEY_ARE; key <= KEY_LEASE_LEFT; key++) wrong |= misplaced(entry, key, "machines");
    if (is_stretch(when)) {
        complain(reader, entry->keys[when], "misplaced-key", "expected: at, first or by",
                 "'%s' goes only with machines", FIELDS[when].key);
        wrong = true;
    }
    for (int key = KEY_POOL; key <= KEY_COUNT; key++) {
        if (entry->values[key]) continue;
        if (!entry->keys[key])
            complain(reader, entry->node, "missing-key", NULL, "a claim about a host needs the key '%s'",
                     FIELDS[key].key);
        wrong = true;
    }
    claim->about = CLAIM_HOST_COUNT;
    claim->has_count = true;
    if (read_reference(reader, entry->values[KEY_HOST], "host", NAMED_HOST, &host))
        claim->host = (int)host;
    else
        wrong = true;
    const Node *of = entry->values[KEY_POOL], *count = entry->values[KEY_COUNT];
    if (of && read_choice(reader, of, "pool", POOL_NAMES, POOL_COUNT, &pool))
        claim->pool = (Pool)pool;
    else
        wrong = true;
    return count && read_comparison(reader, count, "count", false, &claim->count) &&
           check_count(entry, INT64_MAX) && !wrong;
}

/* Adds one claim to the plan. */
static bool read_claim(Reader *reader, const Node *node, bool is_choice) {
    Plan *plan = reader->plan;
    Entry entry = {.reader = reader, .node = node, .claim = &plan->claims[plan->claim_count]};
    *entry.claim = (Claim){.line = (int)node->line, .is_choice = is_choice};
    if (!read_map(reader, node, "a claim", FIELDS, KEYS, false, entry.values, entry.keys)) return false;
    if (node->count) entry.claim->line = (int)node_first(reader->document, node)->line;
    const int when = only_when(&entry);
    const Rivals about = reading_rivals(entry.values, entry.keys, KEY_MACHINES, KEY_HOST + 1);
    if (about.second >= 0) {
        complain(reader, entry.keys[about.second], "two-at-once", NULL,
                 "a claim is about machines or about a host, not both");
        return false;
    }
    if (about.first < 0) {
        if (!about.is_mistyped)
            complain(reader, node, "missing-key", "expected: machines or host",
                     "a claim needs to say about what");
        return false;
    }
    const bool good = when >= 0 && read_when(&entry, when);
    const bool is_so =
        entry.values[KEY_MACHINES] ? read_claim_of_machines(&entry, when) : read_claim_of_host(&entry, when);
    if (good && is_so) plan->claim_count++;
    return good && is_so;
}

/* ---- lessons ------------------------------------------------------------------------------------------ */

enum { STEP_AT, STEP_SAY, STEP_ASK, STEP_CHOICES, STEP_SHOW, STEP_NOTE, STEP_KEYS };

static void read_choices(Reader *reader, const Node *node, Step *step) {
    static const Field CHOICE_FIELDS[] = {{"say", true}, {"if", true}};
    Plan *plan = reader->plan;
    if (!read_list(reader, node, "choices")) return;
    if (node->count < 2 || node->count > LIMIT_CHOICES) {
        complain(reader, node, "choice-count", NULL, "a question has 2 to %d choices, not %u", LIMIT_CHOICES,
                 (unsigned)node->count);
        return;
    }
    step->first_choice = plan->choice_count;
    for (const Node *entry = node_first(reader->document, node); entry;
         entry = node_next(reader->document, entry)) {
        const Node *values[2], *keys[2];
        LessonChoice *choice = &plan->choices[plan->choice_count];
        if (!read_map(reader, entry, "a choice", CHOICE_FIELDS, 2, false, values, keys)) continue;
        choice->claim = plan->claim_count;
        const bool says = values[0] && read_text(reader, values[0], "say", &choice->say);
        if (!values[1] || !read_claim(reader, values[1], true) || !says) continue;
        const int32_t speaks_of = plan->claims[choice->claim].to;
        if (speaks_of > step->show) step->show = speaks_of;
        plan->choice_count++;
        step->choice_count++;
    }
}

static void read_step(Reader *reader, const Node *node) {
    static const Field STEP_FIELDS[STEP_KEYS] = {{"at", true},       {"say", false},  {"ask", false},
                                                 {"choices", false}, {"show", false}, {"note", false}};
    Plan *plan = reader->plan;
    const Node *values[STEP_KEYS], *keys[STEP_KEYS];
    Step *step = &plan->steps[plan->step_count];
    *step = (Step){.line = (int)node->line};
    if (!read_map(reader, node, "a step of the lesson", STEP_FIELDS, STEP_KEYS, false, values, keys)) return;
    const bool timed =
        values[STEP_AT] && read_instant(reader, values[STEP_AT], "at", plan->run_min, &step->at);
    if (timed && plan->step_count && step->at < plan->steps[plan->step_count - 1].at)
        complain(reader, values[STEP_AT], "out-of-order", NULL, "the steps of a lesson are in order of 'at'");
    step->show = step->at;
    if (values[STEP_SAY]) read_text(reader, values[STEP_SAY], "say", &step->say);
    if (values[STEP_ASK]) read_text(reader, values[STEP_ASK], "ask", &step->ask);
    if (values[STEP_NOTE]) read_text(reader, values[STEP_NOTE], "note", &step->note);
    if (!keys[STEP_SAY] && !keys[STEP_ASK])
        complain(reader, node, "missing-key", "expected: say or ask",
                 "a step of the lesson says or asks something");
    if (values[STEP_ASK] && !keys[STEP_CHOICES])
        complain(reader, keys[STEP_ASK], "missing-key", NULL, "a question needs 'choices'");
    for (int key = STEP_CHOICES; key <= STEP_SHOW; key++)
        if (values[key] && !keys[STEP_ASK])
            complain(reader, keys[key], "misplaced-key", NULL, "'%s' goes only with ask",
                     STEP_FIELDS[key].key);
    if (values[STEP_CHOICES]) read_choices(reader, values[STEP_CHOICES], step);
    if (values[STEP_SHOW]) {
        if (!read_instant(reader, values[STEP_SHOW], "show", plan->run_min, &step->show)) return;
        if (step->show < step->at)
            complain(reader, values[STEP_SHOW], "out-of-order", NULL, "'show' is before the question");
    }
    plan->step_count++;
}

/* How many choices the lesson may have: room for them is taken at once. */
static uint32_t choices_in(const Reader *reader, const Node *lesson) {
    uint32_t choices = 0;
    for (const Node *step = node_first(reader->document, lesson); step;
         step = node_next(reader->document, step)) {
        if (step->kind != NODE_MAP) continue;
        for (const Node *key = node_first(reader->document, step); key;) {
            const Node *value = node_next(reader->document, key);
            if (node_is(reader->document, key, "choices") && value->kind == NODE_LIST)
                choices += value->count;
            key = node_next(reader->document, value);
        }
    }
    return choices;
}

void read_claims_and_lesson(Reader *reader, const Node *expect, const Node *lesson) {
    Plan *plan = reader->plan;
    if (expect && !read_list(reader, expect, "expect")) expect = NULL;
    if (lesson && !read_list(reader, lesson, "lesson")) lesson = NULL;
    if (lesson && lesson->count > LIMIT_STEPS) {
        complain(reader, lesson, "too-many", NULL, "the lesson has %u steps; at most %d",
                 (unsigned)lesson->count, LIMIT_STEPS);
        lesson = NULL;
    }
    const uint32_t choices = lesson ? choices_in(reader, lesson) : 0;
    const uint32_t claims = (expect ? expect->count : 0) + choices;
    if (claims > LIMIT_CLAIMS) {
        complain(reader, expect ? expect : lesson, "too-many", "choices of a lesson count too",
                 "there are %u claims; at most %d", (unsigned)claims, LIMIT_CLAIMS);
        return;
    }
    plan->claims = reading_take(reader, claims, sizeof *plan->claims);
    plan->choices = reading_take(reader, choices, sizeof *plan->choices);
    plan->steps = reading_take(reader, lesson ? lesson->count : 0, sizeof *plan->steps);
    if (!plan->claims || !plan->choices || !plan->steps) return;
    for (const Node *node = expect ? node_first(reader->document, expect) : NULL;
         node && !reading_full(reader); node = node_next(reader->document, node))
        read_claim(reader, node, false);
    plan->expect_count = plan->claim_count;
    reading_begin(reader);
    for (const Node *node = lesson ? node_first(reader->document, lesson) : NULL;
         node && !reading_full(reader); node = node_next(reader->document, node))
        read_step(reader, node);
}
