/* states: the life of machines as a diagram: of one product with its figures, or of a run, for each product
 * in it, with how often each arrow was taken.
 *
 *     title, subtitle
 *     office-ltsc: 5 machines
 *     ╭ a diagram (states_panel.h) ╮
 *     windows-client: 30 machines
 *     ╭ …                          ╮
 *     legend, caption
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "ui/canvas/label.h"
#include "ui/canvas/look.h"
#include "ui/figures/page.h"
#include "ui/figures/state_labels.h"
#include "ui/figures/state_signs.h"
#include "ui/figures/states_panel.h"

enum { DIAGRAMS_MOST = 12, HEADING_PX = 22, BETWEEN_PX = 26 };

typedef struct {
    LifeGraph graph;
    uint32_t machines; /* of the groups asked for */
    StatesPanel panel;
    Text heading;
    Px y;
} Diagram;

typedef struct {
    Page page;
    Text title, refusals;
    Diagram diagrams[DIAGRAMS_MOST];
    int count;
    uint32_t left_out; /* products */
} StatesLayout;

/* ---- which products ----------------------------------------------------------------------------------- */

static uint32_t machines_of(const FigureRequest *request, const Product *product) {
    uint32_t sum = 0;
    for (uint32_t g = 0; g < request_group_count(request); g++) {
        const Group *group = &request->plan->groups[request_group(request, g)];
        if (&request->plan->products[group->product] == product) sum += group->count;
    }
    return sum;
}

static void add_diagram(StatesLayout *layout, const FigureRequest *request, const Product *product) {
    if (layout->count == DIAGRAMS_MOST) {
        layout->left_out++;
        return;
    }
    Diagram *diagram = &layout->diagrams[layout->count++];
    life_graph_of(&diagram->graph, product);
    if (!request->product) diagram->machines = machines_of(request, product);
}

/* In the order of the plan's products. */
static bool find_diagrams(StatesLayout *layout, const FigureRequest *request) {
    if (request->product) {
        add_diagram(layout, request, request->product);
        return true;
    }
    for (uint32_t p = 0; p < request->plan->product_count; p++)
        if (machines_of(request, &request->plan->products[p]) > 0)
            add_diagram(layout, request, &request->plan->products[p]);
    LifeGraph *graphs = calloc((size_t)layout->count + 1, sizeof *graphs);
    if (!graphs) return false;
    for (int d = 0; d < layout->count; d++) graphs[d] = layout->diagrams[d].graph;
    const bool done = life_graphs_count(graphs, layout->count, request);
    for (int d = 0; d < layout->count; d++) layout->diagrams[d].graph = graphs[d];
    free(graphs);
    return done;
}

/* ---- words -------------------------------------------------------------------------------------------- */

static const char *about(const Product *product) {
    const int builtin = product_find_builtin(product->name);
    return builtin < 0 ? NULL : BUILTIN_PRODUCTS[builtin].about;
}

static void begin_page(StatesLayout *layout, Figure *figure) {
    FigureRequest *request = &figure->request;
    Text subtitle = {0};
    if (request->product) {
        const char *what = about(request->product);
        request_add_title(&layout->title, request);
        text_add(&subtitle, "Its states, and what leads from one to the other");
        if (what) text_add_format(&subtitle, ": %s", what);
        if (!layout->title.failed) request->title = layout->title.bytes;
    } else {
        const uint32_t machines = request_machine_count(request);
        text_add_format(&subtitle,
                        "States of %" PRIu32 " machine%s, and how often each arrow was taken: ", machines,
                        machines == 1 ? "" : "s");
        page_add_range(&subtitle, request->plan, request->from, request->to);
    }
    page_begin(&layout->page, figure, "states", text_bytes(&subtitle));
    layout->page.subtitle.failed |= subtitle.failed;
    text_free(&subtitle);
}

static void write_heading(Diagram *diagram) {
    text_add_format(&diagram->heading, "%s: %" PRIu32 " machine%s", diagram->graph.product->name,
                    diagram->machines, diagram->machines == 1 ? "" : "s");
}

/* "Not granted: no-host-answers, …" */
static void write_refusals(StatesLayout *layout) {
    bool any[RULE_COUNT] = {false};
    for (int d = 0; d < layout->count; d++) {
        const LifeGraph *graph = &layout->diagrams[d].graph;
        for (int i = 0; i < graph->count; i++)
            if (life_is_refusal(graph->arrows[i].event)) any[graph->arrows[i].rule] = true;
    }
    const char *before = "Not granted: ";
    for (int rule = 0; rule < RULE_COUNT; rule++) {
        if (!any[rule]) continue;
        text_add(&layout->refusals, before);
        text_add(&layout->refusals, RULES[rule].name);
        before = ", ";
    }
}

static void fill_legend(StatesLayout *layout, const FigureRequest *request) {
    Legend *legend = &layout->page.legend;
    unsigned used = 0;
    bool by_host = false, own = false;
    for (int d = 0; d < layout->count; d++) {
        const Product *product = layout->diagrams[d].graph.product;
        used |= state_signs_used(&layout->diagrams[d].graph);
        by_host |= product->by == BY_HOST;
        own |= !about(product);
    }
    legend_add(legend, legend_look, LOOK_RETRYING, LOOKS[LOOK_RETRYING].word);
    for (int sign = 0; sign < STATE_SIGN_COUNT; sign++)
        if (used >> sign & 1) state_sign_add(legend, (StateSign)sign);
    write_refusals(layout);
    if (request->product && layout->refusals.bytes) legend_add(legend, NULL, 0, layout->refusals.bytes);
    if (by_host)
        legend_add(legend, NULL, 0,
                   "Renewal and retry are the product's until a host counts the machine, then that host's.");
    if (own) legend_add(legend, NULL, 0, "The figures of products that are not built in are the file's own.");
    if (layout->left_out) legend_add(legend, NULL, 0, "Not every product is shown.");
}

/* ---- the description ---------------------------------------------------------------------------------- */

static void add_state(Text *out, State state, const char *any) {
    text_add(out, state == ANY_STATE ? any : STATE_NAMES[state]);
}

/* "From initial-grace to licensed by granted (a count of 5 or more), 4 times." */
static void tell_arrow(Text *out, const LifeGraph *graph, const LifeArrow *arrow) {
    Text figure = {0};
    life_add_figure(&figure, graph->product, arrow);
    text_add(out, arrow->from == arrow->to ? "In " : "From ");
    add_state(out, arrow->from, "any state");
    if (arrow->from != arrow->to) {
        text_add(out, " to ");
        add_state(out, arrow->to, "the same");
    }
    text_add_format(out, arrow->from == arrow->to ? " it stays at %s" : " by %s", RULES[arrow->rule].name);
    if (figure.bytes) text_add_format(out, " (%s)", figure.bytes);
    if (graph->is_counted) {
        text_add(out, ", ");
        state_add_times(out, arrow->taken);
    }
    const Provenance provenance = life_provenance(graph->product, arrow);
    if (provenance != DOCUMENTED) text_add_format(out, "; %s", PROVENANCE_NAMES[provenance]);
    text_add(out, ".\n");
    out->failed |= figure.failed;
    text_free(&figure);
}

static void describe(const StatesLayout *layout, Text *out) {
    if (layout->page.subtitle.length) text_add_format(out, "%s.\n", layout->page.subtitle.bytes);
    for (int d = 0; d < layout->count; d++) {
        const Diagram *diagram = &layout->diagrams[d];
        const char *before = " can be ";
        text_add_format(out, "A machine with %s", diagram->graph.product->name);
        for (int state = 0; state < STATE_COUNT; state++)
            if (product_can_be(diagram->graph.product, (State)state)) {
                text_add_format(out, "%s%s", before, STATE_NAMES[state]);
                before = ", ";
            }
        text_add(out, ".\n");
        for (int i = 0; i < diagram->graph.count; i++)
            if (!diagram->graph.is_counted || diagram->graph.arrows[i].taken > 0)
                tell_arrow(out, &diagram->graph, &diagram->graph.arrows[i]);
    }
    if (layout->left_out)
        text_add_format(out, "%" PRIu32 " more products are not shown.\n", layout->left_out);
}

/* ---- the figure --------------------------------------------------------------------------------------- */

static bool states_lay_out(Figure *figure) {
    StatesLayout *layout = figure->layout = calloc(1, sizeof *layout);
    if (!layout || !find_diagrams(layout, &figure->request)) return false;
    begin_page(layout, figure);
    Px y = layout->page.body_y;
    for (int d = 0; d < layout->count; d++) {
        Diagram *diagram = &layout->diagrams[d];
        diagram->y = y;
        if (!figure->request.product) write_heading(diagram);
        if (diagram->heading.failed) return false;
        if (diagram->heading.bytes) y += PX(HEADING_PX);
        states_panel_lay_out(&diagram->panel, &diagram->graph, figure->font, layout->page.left,
                             layout->page.right, y);
        y += diagram->panel.height + PX(BETWEEN_PX);
    }
    fill_legend(layout, &figure->request);
    describe(layout, &figure->description);
    return !layout->refusals.failed && !layout->title.failed &&
           page_end(&layout->page, figure, layout->count ? y - PX(BETWEEN_PX) : y);
}

static void states_draw(const Figure *figure, Canvas *canvas) {
    const StatesLayout *layout = figure->layout;
    for (int d = 0; d < layout->count; d++) {
        const Diagram *diagram = &layout->diagrams[d];
        canvas_group(canvas, (CanvasGroup){.role = "product", .title = diagram->graph.product->name});
        if (diagram->heading.bytes)
            label_draw(canvas,
                       (Box){layout->page.left, diagram->y, layout->page.right - layout->page.left, PX(16)},
                       ANCHOR_START, ink_bold(INK_TEXT, PAGE_TEXT_PX), diagram->heading.bytes);
        states_panel_draw(&diagram->panel, canvas);
        canvas_ungroup(canvas);
    }
    page_draw(&layout->page, canvas);
}

static void add_cell(Text *out, const char *cell) {
    text_add_csv(out, cell, strlen(cell));
    text_add_char(out, ',');
}

static void add_row(Text *out, const LifeGraph *graph, const LifeArrow *arrow) {
    Text figure = {0};
    life_add_figure(&figure, graph->product, arrow);
    add_cell(out, graph->product->name);
    add_cell(out, arrow->from == ANY_STATE ? "any" : STATE_NAMES[arrow->from]);
    add_cell(out, arrow->to == ANY_STATE ? "same" : STATE_NAMES[arrow->to]);
    add_cell(out, RULES[arrow->rule].name);
    add_cell(out, text_bytes(&figure));
    text_add(out, PROVENANCE_NAMES[life_provenance(graph->product, arrow)]);
    text_add_char(out, ',');
    if (graph->is_counted) text_add_format(out, "%" PRIu64, arrow->taken);
    text_add(out, "\r\n");
    out->failed |= figure.failed;
    text_free(&figure);
}

static void states_write_data(const Figure *figure, Text *out) {
    const StatesLayout *layout = figure->layout;
    text_add(out, "product,from,to,rule,figure,provenance,taken\r\n");
    for (int d = 0; d < layout->count; d++)
        for (int i = 0; i < layout->diagrams[d].graph.count; i++)
            add_row(out, &layout->diagrams[d].graph, &layout->diagrams[d].graph.arrows[i]);
}

static void states_destroy_layout(Figure *figure) {
    StatesLayout *layout = figure->layout;
    if (!layout) return;
    page_free(&layout->page);
    text_free(&layout->title);
    text_free(&layout->refusals);
    for (int d = 0; d < layout->count; d++) text_free(&layout->diagrams[d].heading);
    free(layout);
}

const FigureRow FIGURE_STATES_ROW = {.lay_out = states_lay_out,
                                     .draw = states_draw,
                                     .data = states_write_data,
                                     .destroy = states_destroy_layout};
