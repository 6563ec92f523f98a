#include "ui/figures/life_graph.h"

#include <string.h>

#include "sim/base/check.h"
#include "sim/run/words.h"

State life_start(const Product *product) {
    return product->initial_grace_min != NONE ? STATE_INITIAL_GRACE : product->lapsed;
}

bool life_is_refusal(Event event) {
    return event >= EVENT_COUNT_INSUFFICIENT && event <= EVENT_CLOCK_SKEW;
}

Look life_look(State state) {
    return look_of(state, RESULT_GRANTED);
}

/* ---- what can happen ---------------------------------------------------------------------------------- */

/* Is there ever such a reminder? (MODEL.md section 2) */
static bool reminds(const Product *product, State state) {
    if (state == STATE_INITIAL_GRACE)
        return product->notice_after_min != NONE && product->notice_after_min < product->initial_grace_min;
    return product_warns(product);
}

static bool can_happen(const Product *product, State state, Event event) {
    switch (event) {
    case EVENT_COUNT_INSUFFICIENT:
    case EVENT_NO_RECORD:
    case EVENT_WRONG_HOST:
    case EVENT_CLOCK_SKEW: return product->by == BY_HOST;
    case EVENT_NOT_ENTITLED: return product->by == BY_CLOUD;
    case EVENT_CLOCK_OVER: return state != STATE_LICENSED || product->lease_min != NEVER;
    case EVENT_REMINDER: return reminds(product, state);
    case EVENT_INSTALL:
    case EVENT_GRANTED:
    case EVENT_NO_HOST:
    case EVENT_REIMAGE:
    case EVENT_REARM:
    case EVENT_RETIRE: return true;
    case EVENT_COMES_ON:
    case EVENT_NETWORK_CHANGED:
    case EVENT_ASKED_TO:
    case EVENT_SIGNED_IN: return false; /* they only hasten the next attempt */
    case EVENT_COUNT: break;
    }
    CHECK(!"an Event");
}

static bool can_hold(const Product *product, Guard guard) {
    const bool grace = product->initial_grace_min != NONE,
               rearms = product->rearms > 0 || product->rearm_bonus;
    switch (guard) {
    case GUARD_INITIAL_GRACE: return grace;
    case GUARD_NO_INITIAL_GRACE: return !grace;
    case GUARD_REARM_INITIAL_GRACE: return rearms && grace;
    case GUARD_REARM_NO_INITIAL_GRACE: return rearms && !grace;
    case GUARD_EXPIRY_GRACE: return product->expiry_grace_min != NONE;
    case GUARD_NO_EXPIRY_GRACE: return product->expiry_grace_min == NONE;
    case GUARD_ALWAYS:
    case GUARD_NO_REARM:
    case GUARD_FAILED_LATELY:
    case GUARD_NOT_FAILED_LATELY: return true;
    case GUARD_COUNT: break;
    }
    CHECK(!"a Guard");
}

static bool is_by_hand(Event event) {
    return event == EVENT_REIMAGE || event == EVENT_REARM || event == EVENT_RETIRE;
}

static void add_arrow(LifeGraph *graph, Event event, const Transition *row, State state) {
    LifeArrow arrow = {.from = state, .event = event, .rule = row->rule};
    arrow.to = lifecycle_next(row, graph->product, state);
    if (is_by_hand(event)) arrow.from = ANY_STATE;
    if (is_by_hand(event) && row->next == NEXT_SAME) arrow.to = ANY_STATE;
    for (int i = 0; i < graph->count; i++) {
        const LifeArrow *other = &graph->arrows[i];
        if (other->from == arrow.from && other->to == arrow.to && other->rule == arrow.rule) return;
    }
    CHECK(graph->count < LIFE_ARROWS_MOST);
    graph->arrows[graph->count++] = arrow;
}

void life_graph_of(LifeGraph *graph, const Product *product) {
    *graph = (LifeGraph){.product = product};
    for (int event = 0; event < EVENT_COUNT; event++)
        for (int r = 0; r < lifecycle_row_count((Event)event); r++) {
            const Transition *row = &TRANSITIONS[event][r];
            if (row->kind != ANSWER_MOVED || row->rule == RULE_NONE || !can_hold(product, row->guard))
                continue;
            for (int state = 0; state < STATE_COUNT; state++)
                if (row->states >> state & 1 && product_can_be(product, (State)state) &&
                    can_happen(product, (State)state, (Event)event))
                    add_arrow(graph, (Event)event, row, (State)state);
        }
}

/* ---- how often it did --------------------------------------------------------------------------------- */

static void take(LifeGraph *graph, RuleId rule, State from, State to, uint64_t times) {
    for (int i = 0; i < graph->count; i++) {
        LifeArrow *arrow = &graph->arrows[i];
        if (arrow->rule != rule || (arrow->from != ANY_STATE && arrow->from != from)) continue;
        if (arrow->to != ANY_STATE && arrow->to != to) continue;
        arrow->taken += times;
        return;
    }
    CHECK(times == 0 || !"what happened is in the graph");
}

typedef struct {
    LifeGraph *graphs;
    int count;
    const FigureRequest *request;
} Counting;

static LifeGraph *graph_of(const Counting *counting, uint32_t machine) {
    const Plan *plan = counting->request->plan;
    const uint32_t group = plan_group_of(plan, machine);
    if (!request_has_group(counting->request, group)) return NULL;
    const Product *product = &plan->products[plan->groups[group].product];
    for (int i = 0; i < counting->count; i++)
        if (counting->graphs[i].product == product) return &counting->graphs[i];
    return NULL;
}

static void take_row(void *context, const Row *row) {
    const Counting *counting = context;
    if (row->machine == NO_MACHINE || row->rule == RULE_NONE) return;
    LifeGraph *graph = graph_of(counting, row->machine);
    if (!graph) return;
    switch (row->kind) {
    case ROW_NOTICE: {
        const State state = row->rule == RULE_GRACE_REMINDER ? STATE_INITIAL_GRACE : STATE_LICENSED;
        take(graph, row->rule, state, state, 1);
        return;
    }
    case ROW_REFUSED: take(graph, row->rule, ANY_STATE, ANY_STATE, 1); return;
    case ROW_INSTALL:
    case ROW_RESET:
    case ROW_RETIRE:
    case ROW_ATTEMPT:
    case ROW_LAPSE: take(graph, row->rule, row->from, row->to, 1); return;
    case ROW_CHANGE:
    case ROW_FORGET:
    case ROW_EXPECT:
    case ROW_KIND_COUNT: return;
    }
}

/* The world has counted already, if all machines of the run are meant, and all have this product. */
static bool is_all(const LifeGraph *graph, const FigureRequest *request) {
    const Plan *plan = request->plan;
    for (uint32_t g = 0; g < plan->group_count; g++)
        if (&plan->products[plan->groups[g].product] != graph->product || !request_has_group(request, g))
            return false;
    return true;
}

/* With what the world counted up to the end of a minute, `times` 1 or -1. */
static bool take_counts(LifeGraph *graph, Timeline *timeline, int32_t at, bool is_minus) {
    const Run *run = timeline_run(timeline, at);
    if (!run) return false;
    for (int event = 0; event < EVENT_COUNT; event++)
        for (int r = 0; r < lifecycle_row_count((Event)event); r++)
            for (int state = 0; state < STATE_COUNT; state++) {
                const Transition *row = &TRANSITIONS[event][r];
                const uint64_t times = run_head(run)->fired[event][r][state];
                if (times == 0 || row->kind != ANSWER_MOVED || row->rule == RULE_NONE) continue;
                take(graph, row->rule, (State)state, lifecycle_next(row, graph->product, (State)state),
                     is_minus ? -times : times);
            }
    return true;
}

bool life_graphs_count(LifeGraph graphs[], int count, const FigureRequest *request) {
    for (int i = 0; i < count; i++) graphs[i].is_counted = true;
    if (count == 1 && is_all(&graphs[0], request))
        return take_counts(&graphs[0], request->timeline, request->from - 1, true) &&
               take_counts(&graphs[0], request->timeline, request->to, false);
    Counting counting = {graphs, count, request};
    const RowSink sink = {take_row, &counting, NULL};
    return timeline_tell(request->timeline, request->from, request->to, &sink);
}

/* ---- figures ------------------------------------------------------------------------------------------ */

static void add_grant(Text *out, const Product *product) {
    switch (product->by) {
    case BY_HOST: text_add_format(out, "a count of %d or more", product->threshold); return;
    case BY_DIRECTORY: text_add(out, "the directory answers"); return;
    case BY_CLOUD: text_add(out, "signed in, the cloud answers"); return;
    case BY_ONCE: text_add(out, "the activation service answers"); return;
    case METHOD_COUNT: break;
    }
    CHECK(!"a Method");
}

static void add_length(Text *out, const char *before, int32_t length_min, const char *after) {
    text_add(out, before);
    words_duration(out, length_min);
    text_add(out, after);
}

static void add_rearms(Text *out, const Product *product) {
    words_count(out, product->rearms, "time");
    text_add(out, product->rearm_bonus ? " at most; a grant gives one more when none is left" : " at most");
}

void life_add_figure(Text *out, const Product *product, const LifeArrow *arrow) {
    switch (arrow->event) {
    case EVENT_INSTALL:
        if (arrow->to == STATE_INITIAL_GRACE)
            add_length(out, "a grace of ", product->initial_grace_min, "");
        else
            text_add(out, "no grace");
        return;
    case EVENT_GRANTED:
        if (arrow->from != STATE_LICENSED)
            add_grant(out, product);
        else if (product->renewal_min != NEVER)
            add_length(out, "", product->renewal_min, " after each grant");
        return;
    case EVENT_COUNT_INSUFFICIENT:
    case EVENT_NO_HOST:
    case EVENT_NO_RECORD:
    case EVENT_WRONG_HOST:
    case EVENT_CLOCK_SKEW: add_length(out, "again after ", product->retry_min, ""); return;
    case EVENT_NOT_ENTITLED: text_add(out, "nobody entitled is signed in"); return;
    case EVENT_CLOCK_OVER:
        if (arrow->from == STATE_INITIAL_GRACE)
            add_length(out, "", product->initial_grace_min, " after installation");
        else if (arrow->from == STATE_LICENSED)
            add_length(out, "", product->lease_min, " after the last grant");
        else
            add_length(out, "", product->expiry_grace_min, " later");
        return;
    case EVENT_REMINDER:
        if (arrow->from == STATE_INITIAL_GRACE)
            add_length(out, "", product->notice_after_min, " after installation");
        else
            add_length(out, "", product->warn_before_min, " before the lease ends");
        return;
    case EVENT_REARM:
        if (arrow->to != ANY_STATE) add_rearms(out, product);
        return;
    case EVENT_REIMAGE:
    case EVENT_RETIRE:
    case EVENT_COMES_ON:
    case EVENT_NETWORK_CHANGED:
    case EVENT_ASKED_TO:
    case EVENT_SIGNED_IN:
    case EVENT_COUNT: return;
    }
}

void life_add_clock(Text *out, const Product *product, State state) {
    switch (state) {
    case STATE_INITIAL_GRACE: add_length(out, "a grace of ", product->initial_grace_min, ""); return;
    case STATE_LICENSED:
        if (product->lease_min == NEVER)
            text_add(out, "for good");
        else
            add_length(out, "a lease of ", product->lease_min, "");
        return;
    case STATE_EXPIRY_GRACE: add_length(out, "a last grace of ", product->expiry_grace_min, ""); return;
    case STATE_ABSENT:
    case STATE_NOTIFICATION:
    case STATE_REDUCED:
    case STATE_COUNT: return;
    }
}

/* ---- who says so -------------------------------------------------------------------------------------- */

/* The column that the arrow's figure is in; COLUMN_COUNT: none. */
static Column column_of(const LifeArrow *arrow) {
    switch (arrow->rule) {
    case RULE_INSTALL_GRACE:
    case RULE_INSTALL_LAPSED:
    case RULE_INITIAL_GRACE_OVER: return COLUMN_INITIAL_GRACE;
    case RULE_GRANTED: return COLUMN_THRESHOLD;
    case RULE_COUNT_BELOW_THRESHOLD:
    case RULE_NO_HOST_ANSWERS:
    case RULE_NO_HOST_KNOWN:
    case RULE_ONLY_WRONG_HOSTS:
    case RULE_CLOCKS_APART: return COLUMN_RETRY;
    case RULE_RENEWED: return COLUMN_RENEWAL;
    case RULE_LEASE_OVER_GRACE: return COLUMN_LEASE;
    case RULE_LEASE_OVER: /* that nothing comes after the lease */
    case RULE_EXPIRY_GRACE_OVER: return COLUMN_EXPIRY_GRACE;
    case RULE_GRACE_REMINDER: return COLUMN_NOTICE_AFTER;
    case RULE_LEASE_REMINDER: return COLUMN_WARN_BEFORE;
    case RULE_REARMED: return COLUMN_REARMS;
    case RULE_NOT_ENTITLED:
    case RULE_MEMORY_OVER:
    case RULE_REIMAGED:
    case RULE_NO_REARM_LEFT:
    case RULE_HOST_KEY_SPENT:
    case RULE_RETIRED:
    case RULE_COUNT: break;
    }
    return COLUMN_COUNT;
}

Provenance life_provenance(const Product *product, const LifeArrow *arrow) {
    const Provenance rule = rule_backing(arrow->rule, product).provenance;
    const int builtin = product_find_builtin(product->name);
    const Column column = column_of(arrow);
    if (builtin < 0 || column == COLUMN_COUNT) return rule;
    const Provenance figure = BUILTIN_PRODUCTS[builtin].provenance[column];
    return figure > rule ? figure : rule;
}
