#include "sim/prove/proof.h"

#include <string.h>

#include "sim/base/check.h"
#include "sim/run/story.h"
#include "sim/run/story_line.h"

/* ---- one fleet ---------------------------------------------------------------------------------------- */

/* What is looked for while a fleet is searched. */
typedef struct {
    Proof *proof;
    ProofMark laws[PROOF_LAWS_MOST], states[STATE_COUNT], rules[RULE_COUNT];
} Watching;

static void mark(ProofMark *first, const SearchStep *step) {
    if (first->found) return;
    first->found = true;
    first->step = *step;
}

static void judge(Watching *watching, const Turn *turn, const SearchStep *step) {
    for (int l = 0; l < watching->proof->law_count; l++) {
        ProofLaw *law = &watching->proof->laws[l];
        Judgement judgement = {0, false};
        law->law->judge(turn, &judgement);
        law->steps += judgement.cases > 0;
        if (judgement.broken) mark(&watching->laws[l], step);
    }
}

static void note_rows_taken(Proof *proof, const World *after) {
    for (int event = 0; event < EVENT_COUNT; event++)
        for (int row = 0; row < TRANSITIONS_MOST; row++)
            for (int from = 0; from < STATE_COUNT; from++)
                if (after->fired[event][row][from]) proof->rows[event][row][from] = true;
}

static void see(void *context, const Turn *turn, const SearchStep *step) {
    Watching *watching = context;
    judge(watching, turn, step);
    note_rows_taken(watching->proof, turn->after);
    for (size_t r = 0; r < turn->row_count; r++)
        if (turn->rows[r].rule != RULE_NONE) mark(&watching->rules[turn->rows[r].rule], step);
    for (uint32_t m = 0; m < turn->after->machine_count; m++)
        mark(&watching->states[world_machine(turn->after, m)->state], step);
}

/* Fewer steps are better; of as many, the first. */
static bool keep_way(ProofWay *way, const Search *search, const SearchStep *step, const char *what,
                     const char *name) {
    const uint32_t steps = search_steps(search, step);
    if (way->fleet && way->steps <= steps) return true;
    Text title = {0};
    text_add_format(&title, "%s %s", what, name);
    text_clear(&way->scenario);
    way->fleet = search->fleet;
    way->steps = steps;
    way->minutes = search_minutes(search, step);
    const bool good = !title.failed && search_scenario(search, step, title.bytes, &way->scenario);
    text_free(&title);
    return good;
}

static bool keep_ways(Proof *proof, const Search *search, const Watching *watching) {
    bool good = true;
    for (int l = 0; l < proof->law_count; l++)
        if (watching->laws[l].found)
            good &= keep_way(&proof->laws[l].broken, search, &watching->laws[l].step,
                             "The shortest story that breaks", proof->laws[l].law->name);
    for (int s = 0; s < STATE_COUNT; s++)
        if (watching->states[s].found)
            good &= keep_way(&proof->states[s], search, &watching->states[s].step, "The shortest story to",
                             STATE_NAMES[s]);
    for (int r = 0; r < RULE_COUNT; r++)
        if (watching->rules[r].found)
            good &= keep_way(&proof->rules[r], search, &watching->rules[r].step, "The shortest story to",
                             RULES[r].name);
    return good;
}

static bool take_figures(Proof *proof, const Search *search) {
    CHECK(proof->fleet_count < PROOF_FLEETS_MOST);
    ProofFleet *figures = &proof->fleets[proof->fleet_count++];
    figures->fleet = search->fleet;
    figures->situations = search->node_count;
    figures->steps = search->edge_count;
    figures->farthest = search->nodes[search->node_count - 1].steps;
    if (!search_recovery(search, &figures->recovery)) return false;
    if (!search->fleet->recovers || figures->recovery.lost == 0) return true;
    return keep_way(&figures->lost, search, &search->nodes[figures->recovery.first_lost].by,
                    "The shortest story from which nothing leads back in", search->fleet->name);
}

bool proof_take(Proof *proof, const Fleet *fleet) {
    Watching watching = {.proof = proof};
    const SearchWatch watch = {see, &watching};
    Search search;
    const bool good = search_explore(&search, fleet, &watch) && keep_ways(proof, &search, &watching) &&
                      take_figures(proof, &search);
    search_close(&search);
    return good;
}

/* ---- all of them -------------------------------------------------------------------------------------- */

void proof_begin(Proof *proof, const Law *const laws[], int law_count) {
    CHECK(law_count <= PROOF_LAWS_MOST);
    memset(proof, 0, sizeof *proof);
    proof->law_count = law_count;
    for (int l = 0; l < law_count; l++) proof->laws[l].law = laws[l];
}

void proof_begin_all(Proof *proof) {
    const Law *laws[LAW_COUNT];
    for (int l = 0; l < LAW_COUNT; l++) laws[l] = law_at(l);
    proof_begin(proof, laws, LAW_COUNT);
}

void proof_free(Proof *proof) {
    for (int f = 0; f < proof->fleet_count; f++) text_free(&proof->fleets[f].lost.scenario);
    for (int l = 0; l < proof->law_count; l++) text_free(&proof->laws[l].broken.scenario);
    for (int s = 0; s < STATE_COUNT; s++) text_free(&proof->states[s].scenario);
    for (int r = 0; r < RULE_COUNT; r++) text_free(&proof->rules[r].scenario);
}

bool proof_row_can_be(Event event, int row, State from) {
    const Transition *transition = &TRANSITIONS[event][row];
    const bool without_grace =
        transition->guard == GUARD_NO_INITIAL_GRACE || transition->guard == GUARD_REARM_NO_INITIAL_GRACE;
    if (transition->kind == ANSWER_IMPOSSIBLE || !(transition->states >> from & 1)) return false;
    return !(without_grace && from == STATE_INITIAL_GRACE);
}

void proof_rows(const Proof *proof, int *out_can_be, int *out_taken) {
    *out_can_be = *out_taken = 0;
    for (int event = 0; event < EVENT_COUNT; event++)
        for (int row = 0; row < TRANSITIONS_MOST; row++)
            for (int from = 0; from < STATE_COUNT; from++) {
                if (!proof_row_can_be((Event)event, row, (State)from)) continue;
                (*out_can_be)++;
                *out_taken += proof->rows[event][row][from];
            }
}

bool proof_holds(const Proof *proof) {
    for (int l = 0; l < proof->law_count; l++)
        if (proof->laws[l].broken.fleet) return false;
    for (int f = 0; f < proof->fleet_count; f++)
        if (proof->fleets[f].lost.fleet) return false;
    return true;
}

bool proof_is_complete(const Proof *proof) {
    int can_be, taken;
    proof_rows(proof, &can_be, &taken);
    bool complete = taken == can_be;
    for (int l = 0; l < proof->law_count; l++) complete &= proof->laws[l].steps > 0;
    for (int s = 0; s < STATE_COUNT; s++) complete &= proof->states[s].fleet != NULL;
    for (int r = 0; r < RULE_COUNT; r++) complete &= proof->rules[r].fleet != NULL;
    return complete;
}

/* ---- stories ------------------------------------------------------------------------------------------ */

typedef struct {
    const Plan *plan;
    Story *story;
    Text *out; /* for each row by itself; else NULL */
    bool failed;
} Telling;

static void tell_row(void *context, const Row *row) {
    Telling *telling = context;
    if (telling->out)
        story_row(telling->out, telling->plan, row);
    else
        telling->failed |= !story_take(telling->story, row);
}

bool proof_tell_way(const ProofWay *way, bool each, Text *out) {
    Plan plan = {0};
    const bool read = moves_read(&plan, &way->scenario);
    Run *run = read ? run_create(&plan) : NULL;
    Telling telling = {.plan = &plan, .story = run ? story_create(&plan) : NULL, .out = each ? out : NULL};
    const RowSink sink = {tell_row, &telling, NULL};
    bool good = telling.story && run_to(run, plan.run_min, &sink) == RUN_IS_OVER && !telling.failed;
    if (good && !each) good = story_tell(telling.story, out, SIZE_MAX, true);
    story_destroy(telling.story);
    run_destroy(run);
    plan_free(&plan);
    return good;
}
