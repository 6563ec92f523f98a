#include "ui/figures/life_lines.h"

#include "ui/figures/state_labels.h"

bool life_line_has(const LifeGraph *graph, State state) {
    return state == ANY_STATE || product_can_be(graph->product, state);
}

void life_line_add_state(Text *out, const LifeGraph *graph, State state, const char *between) {
    if (state == ANY_STATE) {
        text_add(out, "any state but absent");
        return;
    }
    Text clock = {0};
    text_add(out, STATE_NAMES[state]);
    life_add_clock(&clock, graph->product, state);
    if (clock.bytes) text_add_format(out, "%s%s", between, clock.bytes);
    out->failed |= clock.failed;
    text_free(&clock);
}

static bool leads(const LifeArrow *arrow, State from, State to) {
    return arrow->from == from && arrow->to == to && to != ANY_STATE;
}

bool life_line_is(const LifeGraph *graph, State from, State to) {
    for (int i = 0; i < graph->count; i++)
        if (leads(&graph->arrows[i], from, to)) return true;
    return false;
}

bool life_line_is_taken(const LifeGraph *graph, State from, State to) {
    for (int i = 0; i < graph->count; i++)
        if (leads(&graph->arrows[i], from, to) && graph->arrows[i].taken > 0) return true;
    return !graph->is_counted;
}

static void add_arrow(Text *out, const LifeGraph *graph, const LifeArrow *arrow, const char *name) {
    const Provenance provenance = life_provenance(graph->product, arrow);
    Text figure = {0};
    life_add_figure(&figure, graph->product, arrow);
    text_add(out, name);
    if (figure.bytes || provenance != DOCUMENTED)
        text_add_format(out, " (%s%s%s)", text_bytes(&figure),
                        figure.bytes && provenance != DOCUMENTED ? ", " : "",
                        provenance != DOCUMENTED ? PROVENANCE_NAMES[provenance] : "");
    if (graph->is_counted) {
        text_add(out, " ");
        state_add_times(out, arrow->taken);
    }
    out->failed |= figure.failed;
    text_free(&figure);
}

/* Answers that leave all as it is are one; in a run, those that came are told one by one. */
void life_line_add(Text *out, const LifeGraph *graph, State from, State to, const char *between) {
    const LifeArrow *refusal = NULL;
    bool any_refusal = false;
    const char *before = "";
    for (int i = 0; i < graph->count; i++) {
        const LifeArrow *arrow = &graph->arrows[i];
        if (!leads(arrow, from, to)) continue;
        if (life_is_refusal(arrow->event)) {
            refusal = arrow;
            if (arrow->taken == 0) continue;
            any_refusal = true;
        }
        text_add(out, before);
        add_arrow(out, graph, arrow, RULES[arrow->rule].name);
        before = between;
    }
    if (!refusal || any_refusal) return;
    text_add(out, before);
    add_arrow(out, graph, refusal, "not granted");
}

static bool is_used(const FigureRequest *request, const Product *product) {
    for (uint32_t g = 0; g < request_group_count(request); g++)
        if (&request->plan->products[request->plan->groups[request_group(request, g)].product] == product)
            return true;
    return false;
}

int life_graphs_of(LifeGraph graphs[], int most, const FigureRequest *request) {
    int count = 0;
    if (request->product) {
        life_graph_of(&graphs[0], request->product);
        return 1;
    }
    for (uint32_t p = 0; p < request->plan->product_count && count < most; p++)
        if (is_used(request, &request->plan->products[p]))
            life_graph_of(&graphs[count++], &request->plan->products[p]);
    return life_graphs_count(graphs, count, request) ? count : -1;
}
