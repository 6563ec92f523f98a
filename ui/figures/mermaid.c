#include "ui/figures/mermaid.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "sim/base/check.h"
#include "sim/run/words.h"
#include "ui/figures/life_lines.h"
#include "ui/figures/lifelines.h"
#include "ui/figures/page.h"

enum { GRAPHS_MOST = 12, BEATS_MOST = 200 };

/* Letters and digits of all scripts, and what means nothing to Mermaid. */
static bool is_harmless(uint32_t point) {
    if (point >= 0x80) return point != 0xFFFD;
    return (point >= '0' && point <= '9') || (point >= 'A' && point <= 'Z') ||
           (point >= 'a' && point <= 'z') || (point && strchr(" .,-_+='", (int)point));
}

void mermaid_add_words(Text *out, const char *words) {
    Text safe = {0};
    text_add_utf8(&safe, words, strlen(words));
    for (size_t i = 0; i < safe.length;) {
        uint32_t point = 0;
        const size_t size = utf8_decode(safe.bytes + i, safe.length - i, &point);
        if (point == '\n' || point == '\t')
            text_add_char(out, ' ');
        else if (is_harmless(point))
            text_add_bytes(out, safe.bytes + i, size);
        else
            text_add_format(out, "#%" PRIu32 ";", point);
        i += size;
    }
    out->failed |= safe.failed;
    text_free(&safe);
}

static void begin(Text *out, const FigureRequest *request, const char *kind) {
    Text title = {0}, safe = {0};
    request_add_title(&title, request);
    if (title.length) {
        text_add_utf8(&safe, title.bytes, title.length);
        text_add(out, "---\ntitle: ");
        text_add_json(out, safe.bytes, safe.length); /* which YAML reads as it is meant */
        text_add(out, "\n---\n");
    }
    out->failed |= title.failed || safe.failed;
    text_free(&title);
    text_free(&safe);
    text_add_format(out, "%s\n", kind);
}

/* Takes the words' bytes. */
static void add_and_free(Text *out, Text *words) {
    out->failed |= words->failed;
    if (words->bytes) mermaid_add_words(out, words->bytes);
    text_free(words);
}

/* ---- states ------------------------------------------------------------------------------------------- */

/* "s1_2": ids of different products differ. */
static void add_state(Text *out, int graph, State state) {
    text_add_format(out, "s%d_%d", graph, (int)state);
}

static void add_graph(Text *out, const LifeGraph *graph, int number) {
    for (int state = 0; state <= ANY_STATE; state++) {
        Text words = {0};
        if (!life_line_has(graph, (State)state)) continue;
        life_line_add_state(&words, graph, (State)state, ", ");
        text_add(out, "        state \"");
        add_and_free(out, &words);
        text_add(out, "\" as ");
        add_state(out, number, (State)state);
        text_add(out, "\n");
    }
    for (int from = 0; from <= ANY_STATE; from++)
        for (int to = 0; to < STATE_COUNT; to++) {
            Text words = {0};
            if (!life_line_is(graph, (State)from, (State)to)) continue;
            life_line_add(&words, graph, (State)from, (State)to, ", or ");
            text_add(out, "        ");
            add_state(out, number, (State)from);
            text_add(out, " --> ");
            add_state(out, number, (State)to);
            text_add(out, " : ");
            add_and_free(out, &words);
            text_add(out, "\n");
        }
}

static bool write_states(const FigureRequest *request, Text *out) {
    LifeGraph *graphs = calloc(GRAPHS_MOST, sizeof *graphs);
    const int count = graphs ? life_graphs_of(graphs, GRAPHS_MOST, request) : -1;
    begin(out, request, "stateDiagram-v2");
    for (int g = 0; g < count; g++) {
        text_add(out, "    state \"");
        mermaid_add_words(out, graphs[g].product->name);
        text_add_format(out, "\" as p%d {\n", g);
        add_graph(out, &graphs[g], g);
        text_add(out, "    }\n");
    }
    free(graphs);
    return count >= 0;
}

/* ---- sequence ----------------------------------------------------------------------------------------- */

static void add_participant(Text *out, const Lifelines *lifelines, const Lifeline *line) {
    text_add_format(out, "l%d", (int)(line - lifelines->list));
}

static void add_note(Text *out, const Lifelines *lifelines, Text *words) {
    text_add(out, "    Note over l0");
    if (lifelines->count > 1) text_add_format(out, ",l%d", lifelines->count - 1);
    text_add(out, ": ");
    add_and_free(out, words);
    text_add(out, "\n");
}

static void add_time(Text *out, const Script *script, const Lifelines *lifelines, int32_t at) {
    Text words = {0};
    page_add_when(&words, at);
    text_add(&words, ", ");
    page_add_date(&words, script->request->plan, at);
    add_note(out, lifelines, &words);
}

static void add_message(Text *out, const Lifelines *lifelines, const Lifeline *from, const char *arrow,
                        const Lifeline *to, const char *answer, const char *word) {
    text_add(out, "    ");
    add_participant(out, lifelines, from);
    text_add(out, arrow);
    add_participant(out, lifelines, to);
    text_add(out, ": ");
    mermaid_add_words(out, answer);
    text_add(out, *word ? ", " : "");
    mermaid_add_words(out, word);
    text_add(out, "\n");
}

static void add_call(Text *out, const Lifelines *lifelines, int witness, const Call *call) {
    const Lifeline *machine = &lifelines->list[witness], *asked = lifelines_of(lifelines, call);
    if (call->outcome == CALL_UNANSWERED) {
        add_message(out, lifelines, machine, "-x", asked, call->answer, call->word);
        return;
    }
    add_message(out, lifelines, machine, "->>", asked, call->to == CALL_LOOKUP ? "looks hosts up" : "asks",
                "");
    add_message(out, lifelines, asked, "-->>", machine, call->to == CALL_LOOKUP ? call->word : call->answer,
                call->to == CALL_LOOKUP ? "" : call->word);
}

static void add_beat(Text *out, const Script *script, const Lifelines *lifelines, const Beat *beat) {
    Text words = {0};
    switch (beat->kind) {
    case BEAT_ATTEMPT: {
        Call calls[CALLS_MOST];
        const int count = calls_of(calls, script, beat);
        for (int c = 0; c < count; c++) add_call(out, lifelines, beat->witness, &calls[c]);
        return;
    }
    case BEAT_DOINGS:
        for (uint32_t i = 0; i < beat->count; i++) {
            const Row *doing = &script->rows[beat->first + i];
            text_add_format(out,
                            "    Note right of l%d: ", witnesses_find(&script->witnesses, doing->machine));
            text_add(&words, script_doing(doing));
            if (row_has_states(doing)) text_add_format(&words, ", %s", STATE_NAMES[doing->to]);
            add_and_free(out, &words);
            text_add(out, "\n");
        }
        return;
    case BEAT_CHANGES:
    case BEAT_REPEATS:
    case BEAT_QUIET:
    case BEAT_AGAIN:
    case BEAT_LEFT_OUT:
        script_add_words(&words, script, beat);
        add_note(out, lifelines, &words);
        return;
    case BEAT_KINDS: break;
    }
    CHECK(!"a BeatKind");
}

static void write_script(Text *out, const Script *script, const Lifelines *lifelines) {
    for (int i = 0; i < lifelines->count; i++) {
        Text name = {0};
        lifeline_add_name(&name, script, lifelines, &lifelines->list[i]);
        text_add_format(out, "    participant l%d as ", i);
        add_and_free(out, &name);
        text_add(out, "\n");
    }
    int32_t at = -1;
    for (uint32_t b = 0; b < script->count; b++) {
        const Beat *beat = &script->beats[b];
        if (beat->kind < BEAT_REPEATS && beat->at != at) add_time(out, script, lifelines, at = beat->at);
        add_beat(out, script, lifelines, beat);
    }
}

static bool write_sequence(const FigureRequest *request, Text *out) {
    Script script = {0};
    Lifelines lifelines;
    const bool done = script_write(&script, request, lifelines_witnesses(request), BEATS_MOST);
    begin(out, request, "sequenceDiagram");
    if (done) {
        lifelines_find(&lifelines, &script);
        write_script(out, &script, &lifelines);
    }
    script_free(&script);
    return done;
}

bool figure_mermaid(const FigureRequest *request, Text *out) {
    CHECK(request->kind == FIGURE_STATES || request->kind == FIGURE_SEQUENCE);
    const bool done =
        request->kind == FIGURE_STATES ? write_states(request, out) : write_sequence(request, out);
    return done && !out->failed;
}
