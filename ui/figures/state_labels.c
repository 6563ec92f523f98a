#include "ui/figures/state_labels.h"

#include <inttypes.h>
#include <stdlib.h>

#include "ui/canvas/look.h"
#include "ui/figures/page.h"
#include "ui/figures/state_signs.h"

enum { NAME_PX = 13, RULES_APART_PX = 4 };

void state_add_times(Text *out, uint64_t times) {
    if (times == 0)
        text_add(out, "never");
    else if (times == 1)
        text_add(out, "once");
    else
        text_add_format(out, "%" PRIu64 " times", times);
}

/* ---- what was not taken ------------------------------------------------------------------------------- */

bool state_path_is_pale(const LifeGraph *graph, State from, State to) {
    for (int i = 0; i < graph->count; i++)
        if (graph->arrows[i].from == from && graph->arrows[i].to == to && graph->arrows[i].taken > 0)
            return false;
    return graph->is_counted;
}

bool state_is_pale(const LifeGraph *graph, State state) {
    if (!graph->is_counted || state == STATE_ABSENT) return false;
    for (int i = 0; i < graph->count; i++) {
        const LifeArrow *arrow = &graph->arrows[i];
        if ((arrow->from == state || arrow->to == state) && arrow->taken > 0) return false;
    }
    return true;
}

/* ---- lines -------------------------------------------------------------------------------------------- */

typedef struct {
    Block *block;
    const Font *font;
    Px width;
    const LifeGraph *graph;
} Writing;

/* Takes the text's bytes. */
static BlockLine *add(const Writing *writing, int signs, TextStyle style, Text *text) {
    BlockLine *line = block_add_text(writing->block, writing->font, writing->width, signs, style, text);
    text_free(text);
    return line;
}

/* The sign goes behind the last of the lines that were added since. */
static void mark(const Writing *writing, const BlockLine *first, Provenance provenance) {
    if (!first || provenance == DOCUMENTED) return;
    BlockLine *last = &writing->block->lines[writing->block->count - 1];
    last->after = state_sign;
    last->which_after = provenance == DISPUTED ? STATE_SIGN_DISPUTED : STATE_SIGN_ASSUMED;
}

static Ink ink_of(bool is_pale) {
    return is_pale ? INK_FAINT : INK_TEXT;
}

static void add_times(const Writing *writing, uint64_t times) {
    Text text = {0};
    if (!writing->graph->is_counted) return;
    text_add(&text, times ? "taken " : "");
    state_add_times(&text, times);
    text_add(&text, times ? "" : " taken");
    add(writing, 0, ink_bold(ink_of(times == 0), PAGE_SMALL_PX), &text);
}

static void add_arrow(const Writing *writing, const LifeArrow *arrow) {
    const Product *product = writing->graph->product;
    const bool is_pale = writing->graph->is_counted && arrow->taken == 0;
    const Provenance provenance = life_provenance(product, arrow);
    Text rule = {0}, figure = {0};
    text_add(&rule, RULES[arrow->rule].name);
    life_add_figure(&figure, product, arrow);
    const BlockLine *first =
        add(writing, provenance != DOCUMENTED, ink_text(ink_of(is_pale), PAGE_LABEL_PX), &rule);
    mark(writing, first, provenance);
    add(writing, 0, ink_text(INK_FAINT, PAGE_SMALL_PX), &figure);
    add_times(writing, arrow->taken);
}

/* "renewed: 7d after each grant", in a run "renewed ×24" */
static void add_stay(const Writing *writing, const LifeArrow *arrow, const char *name) {
    const Product *product = writing->graph->product;
    const bool is_pale = writing->graph->is_counted && arrow->taken == 0;
    const Provenance provenance = life_provenance(product, arrow);
    Text text = {0};
    text_add(&text, name);
    if (writing->graph->is_counted) {
        if (arrow->taken > 0)
            text_add_format(&text, " ×%" PRIu64, arrow->taken);
        else
            text_add(&text, ": never");
    } else {
        text_add(&text, ": ");
        life_add_figure(&text, product, arrow);
    }
    BlockLine *first =
        add(writing, 1 + (provenance != DOCUMENTED), ink_text(ink_of(is_pale), PAGE_SMALL_PX), &text);
    if (first) {
        const bool is_retrying = arrow->from == STATE_LICENSED && life_is_refusal(arrow->event);
        first->before = is_retrying ? legend_look : state_sign;
        first->which_before = is_retrying ? (int)LOOK_RETRYING : (int)STATE_SIGN_STAYS;
    }
    mark(writing, first, provenance);
}

/* A change that was refused leaves everything as it is, whichever state it is in. */
static void add_refused_rearms(const Writing *writing) {
    for (int i = 0; i < writing->graph->count; i++) {
        const LifeArrow *arrow = &writing->graph->arrows[i];
        if (arrow->to == ANY_STATE && arrow->taken > 0) add_stay(writing, arrow, RULES[arrow->rule].name);
    }
}

void state_path_label(Block *block, const Font *font, Px width, const LifeGraph *graph, State from,
                      State to) {
    const Writing writing = {block, font, width, graph};
    *block = (Block){0};
    for (int i = 0; i < graph->count; i++)
        if (graph->arrows[i].from == from && graph->arrows[i].to == to) {
            block->gap = block->count ? PX(RULES_APART_PX) : 0;
            add_arrow(&writing, &graph->arrows[i]);
        }
    if (from == ANY_STATE && to != STATE_ABSENT) add_refused_rearms(&writing);
}

/* ---- boxes -------------------------------------------------------------------------------------------- */

/* All that is refused or not answered is one line, or in a run one for each way in which it came. */
static void add_refusals(const Writing *writing, State state) {
    const LifeGraph *graph = writing->graph;
    LifeArrow all = {.from = STATE_COUNT};
    for (int i = 0; i < graph->count; i++) {
        const LifeArrow *arrow = &graph->arrows[i];
        if (arrow->from != state || arrow->to != state || !life_is_refusal(arrow->event)) continue;
        if (all.taken == 0) all = *arrow;
        if (arrow->taken > 0) add_stay(writing, arrow, RULES[arrow->rule].name);
    }
    if (all.from == state && all.taken == 0) add_stay(writing, &all, "not granted");
}

void state_box_label(Block *block, const Font *font, Px width, const LifeGraph *graph, State state) {
    const Writing writing = {block, font, width, graph};
    Text name = {0}, clock = {0};
    *block = (Block){0};
    text_add(&name, STATE_NAMES[state]);
    life_add_clock(&clock, graph->product, state);
    add(&writing, 0, ink_bold(ink_of(state_is_pale(graph, state)), NAME_PX), &name);
    add(&writing, 0, ink_text(INK_FAINT, PAGE_SMALL_PX), &clock);
    for (int i = 0; i < graph->count; i++) {
        const LifeArrow *arrow = &graph->arrows[i];
        if (arrow->from == state && arrow->to == state && !life_is_refusal(arrow->event))
            add_stay(&writing, arrow, RULES[arrow->rule].name);
    }
    add_refusals(&writing, state);
}

unsigned state_signs_used(const LifeGraph *graph) {
    unsigned used = 1u << STATE_SIGN_FROM_ANY;
    for (int i = 0; i < graph->count; i++) {
        const LifeArrow *arrow = &graph->arrows[i];
        const Provenance provenance = life_provenance(graph->product, arrow);
        if (provenance != DOCUMENTED && arrow->to != ANY_STATE)
            used |= 1u << (provenance == DISPUTED ? STATE_SIGN_DISPUTED : STATE_SIGN_ASSUMED);
        if (arrow->from == arrow->to)
            used |= 1u << STATE_SIGN_STAYS;
        else if (graph->is_counted)
            used |= 1u << (arrow->taken ? STATE_SIGN_TAKEN : STATE_SIGN_NOT_TAKEN);
    }
    return used;
}
