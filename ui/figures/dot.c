#include "ui/figures/dot.h"

#include <stdlib.h>
#include <string.h>

#include "sim/base/check.h"
#include "sim/run/words.h"
#include "ui/figures/life_lines.h"
#include "ui/figures/lifelines.h"
#include "ui/figures/page.h"

enum { GRAPHS_MOST = 12, BEATS_MOST = 200 };

/* Backslashes and quotes are escaped, '&' too, for Graphviz reads entities. */
void dot_add_string(Text *out, const char *string) {
    Text safe = {0};
    text_add_utf8(&safe, string, strlen(string));
    text_add_char(out, '"');
    for (const char *c = safe.bytes; c && *c; c++) {
        if (*c == '\n')
            text_add(out, "\\n");
        else if (*c == '&')
            text_add(out, "&amp;");
        else {
            if (*c == '"' || *c == '\\') text_add_char(out, '\\');
            text_add_char(out, *c);
        }
    }
    text_add_char(out, '"');
    out->failed |= safe.failed;
    text_free(&safe);
}

/* Takes the words' bytes. */
static void add_and_free(Text *out, Text *words) {
    out->failed |= words->failed;
    dot_add_string(out, text_bytes(words));
    text_free(words);
}

static void begin(Text *out, const FigureRequest *request, const char *name) {
    Text title = {0};
    request_add_title(&title, request);
    text_add_format(out, "digraph %s {\n  graph [fontname=\"DejaVu Sans\", labelloc=t, label=", name);
    add_and_free(out, &title);
    text_add(out, "];\n  node [fontname=\"DejaVu Sans\", fontsize=11];\n"
                  "  edge [fontname=\"DejaVu Sans\", fontsize=10];\n");
}

/* ---- states ------------------------------------------------------------------------------------------- */

static void add_graph(Text *out, const LifeGraph *graph, int number) {
    text_add_format(out, "  subgraph cluster_%d {\n    label=", number);
    dot_add_string(out, graph->product->name);
    text_add(out, ";\n");
    for (int state = 0; state <= ANY_STATE; state++) {
        Text words = {0};
        if (!life_line_has(graph, (State)state)) continue;
        life_line_add_state(&words, graph, (State)state, "\n");
        text_add_format(out, "    s%d_%d [shape=%s, label=", number, state,
                        state == ANY_STATE ? "plaintext" : "box, style=rounded");
        add_and_free(out, &words);
        text_add(out, "];\n");
    }
    for (int from = 0; from <= ANY_STATE; from++)
        for (int to = 0; to < STATE_COUNT; to++) {
            Text words = {0};
            if (!life_line_is(graph, (State)from, (State)to)) continue;
            life_line_add(&words, graph, (State)from, (State)to, "\n");
            text_add_format(out, "    s%d_%d -> s%d_%d [label=", number, from, number, to);
            add_and_free(out, &words);
            text_add(out, life_line_is_taken(graph, (State)from, (State)to)
                              ? "];\n"
                              : ", style=dashed, color=gray50, fontcolor=gray35];\n");
        }
    text_add(out, "  }\n");
}

static bool write_states(const FigureRequest *request, Text *out) {
    LifeGraph *graphs = calloc(GRAPHS_MOST, sizeof *graphs);
    const int count = graphs ? life_graphs_of(graphs, GRAPHS_MOST, request) : -1;
    begin(out, request, "states");
    for (int g = 0; g < count; g++) add_graph(out, &graphs[g], g);
    text_add(out, "}\n");
    free(graphs);
    return count >= 0;
}

/* ---- sequence ----------------------------------------------------------------------------------------- */

/* Rows are ranks: a node in the column of times, and one on each line that takes part. */
typedef struct {
    Text *out;
    const Script *script;
    const Lifelines *lifelines;
    int row;
    int last[LIFELINES_MOST]; /* row of each line's newest node */
} Writing;

static void begin_row(Writing *writing, Text *words, const char *shape) {
    Text *out = writing->out;
    text_add_format(out, "  t%d [shape=%s, label=", ++writing->row, shape);
    add_and_free(out, words);
    text_add_format(out, "];\n  t%d -> t%d [style=invis];\n", writing->row - 1, writing->row);
}

/* A node of a line in this row, with the piece of the line above it. */
static int touch(Writing *writing, const Lifeline *line, const char *attributes) {
    const int number = (int)(line - writing->lifelines->list);
    Text *out = writing->out;
    if (writing->last[number] == writing->row) return number;
    text_add_format(out, "  { rank=same; t%d; l%d_%d [%s]; }\n", writing->row, number, writing->row,
                    attributes);
    text_add_format(out, "  l%d_%d -> l%d_%d [arrowhead=none, color=gray50, weight=20];\n", number,
                    writing->last[number], number, writing->row);
    writing->last[number] = writing->row;
    return number;
}

static void write_call(Writing *writing, int witness, const Call *call, Text *time) {
    static const char POINT[] = "shape=point, width=0.04, label=\"\"";
    static const char *const SHAPES[CALL_OUTCOMES] = {"dir=both, style=dashed", "dir=both, penwidth=1.5",
                                                      "dir=both, arrowtail=tee",
                                                      "style=dashed, arrowhead=odot"};
    Text words = {0};
    begin_row(writing, time, "plaintext");
    const int from = touch(writing, &writing->lifelines->list[witness], POINT);
    const int to = touch(writing, lifelines_of(writing->lifelines, call), POINT);
    text_add_format(&words, "%s, %s", call->answer, call->word);
    text_add_format(writing->out, "  l%d_%d -> l%d_%d [constraint=false, ", from, writing->row, to,
                    writing->row);
    text_add_format(writing->out, "%s, label=", SHAPES[call->outcome]);
    add_and_free(writing->out, &words);
    text_add(writing->out, "];\n");
}

static void write_doings(Writing *writing, const Beat *beat, Text *time) {
    begin_row(writing, time, "plaintext");
    for (uint32_t i = 0; i < beat->count; i++) {
        const Row *doing = &writing->script->rows[beat->first + i];
        const int witness = witnesses_find(&writing->script->witnesses, doing->machine);
        Text words = {0}, attributes = {0};
        text_add(&words, script_doing(doing));
        if (row_has_states(doing)) text_add_format(&words, "\n%s", STATE_NAMES[doing->to]);
        text_add(&attributes, "shape=box, style=rounded, label=");
        add_and_free(&attributes, &words);
        writing->out->failed |= attributes.failed;
        if (!attributes.failed) touch(writing, &writing->lifelines->list[witness], attributes.bytes);
        text_free(&attributes);
    }
}

static void write_beat(Writing *writing, const Beat *beat, int32_t *at) {
    Text time = {0};
    if (beat->kind < BEAT_REPEATS && beat->at != *at) {
        *at = beat->at;
        page_add_when(&time, beat->at);
        text_add(&time, "\n");
        page_add_date(&time, writing->script->request->plan, beat->at);
    }
    if (beat->kind == BEAT_DOINGS) {
        write_doings(writing, beat, &time);
        return;
    }
    if (beat->kind == BEAT_ATTEMPT) {
        Call calls[CALLS_MOST];
        const int count = calls_of(calls, writing->script, beat);
        for (int c = 0; c < count; c++) write_call(writing, beat->witness, &calls[c], &time);
        return;
    }
    if (time.length) text_add(&time, "\n");
    script_add_words(&time, writing->script, beat);
    begin_row(writing, &time, beat->kind == BEAT_CHANGES ? "note" : "box, style=dashed");
}

static void write_script(Text *out, const Script *script, const Lifelines *lifelines) {
    Writing writing = {.out = out, .script = script, .lifelines = lifelines};
    text_add(out, "  nodesep=0.6;\n  ranksep=0.15;\n  t0 [style=invis, label=\"\"];\n  { rank=same; t0;");
    for (int i = 0; i < lifelines->count; i++) {
        Text name = {0};
        lifeline_add_name(&name, script, lifelines, &lifelines->list[i]);
        text_add_format(out, " l%d_0 [shape=box, label=", i);
        add_and_free(out, &name);
        text_add(out, "];");
    }
    text_add(out, " }\n  t0");
    for (int i = 0; i < lifelines->count; i++) text_add_format(out, " -> l%d_0", i);
    text_add(out, " [style=invis];\n");
    int32_t at = -1;
    for (uint32_t b = 0; b < script->count; b++) write_beat(&writing, &script->beats[b], &at);
}

static bool write_sequence(const FigureRequest *request, Text *out) {
    Script script = {0};
    Lifelines lifelines;
    const bool done = script_write(&script, request, lifelines_witnesses(request), BEATS_MOST);
    begin(out, request, "sequence");
    if (done) {
        lifelines_find(&lifelines, &script);
        write_script(out, &script, &lifelines);
    }
    text_add(out, "}\n");
    script_free(&script);
    return done;
}

bool figure_dot(const FigureRequest *request, Text *out) {
    CHECK(request->kind == FIGURE_STATES || request->kind == FIGURE_SEQUENCE);
    const bool done =
        request->kind == FIGURE_STATES ? write_states(request, out) : write_sequence(request, out);
    return done && !out->failed;
}
