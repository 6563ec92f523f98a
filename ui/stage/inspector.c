#include "ui/stage/inspector.h"

#include <inttypes.h>
#include <stdio.h>

#include "sim/run/words.h"
#include "ui/canvas/label.h"
#include "ui/canvas/look.h"
#include "ui/figures/page.h"
#include "ui/stage/centre_messages.h"
#include "ui/stage/hit_kinds.h"
#include "ui/stage/inspector_clocks.h"
#include "ui/stage/inspector_host.h"
#include "ui/stage/life_small.h"
#include "ui/stage/machine_sign.h"
#include "ui/stage/why_card.h"

enum { INDENT_PX = 84, SIGN_PX = 52, LOW_SIGN_PX = 24, LOW_PX = 150, ATTEMPTS_MOST = 4 };

static TextStyle plain(void) {
    return ink_text(INK_TEXT, PANE_TEXT_PX);
}

static void take_drawn(void *context, const char *key, const char *words) {
    scroll_entry(context, PX(INDENT_PX), key, plain(), words, NEVER);
}

/* ---- what is known of a machine ----------------------------------------------------------------------- */

static Look look_of_machine(const Machine *machine) {
    return look_of((State)machine->state, (Result)machine->last);
}

static const Product *product_of(const Frame *frame, const Machine *machine) {
    return &frame->now.plan->products[frame->now.plan->groups[machine->group].product];
}

static void visit_facts(const Frame *frame, uint32_t number, const Machine *machine, void *context,
                        ScrollTake *take) {
    const Plan *plan = frame->now.plan;
    const int32_t since = frame->now.whole ? world_machine_since(frame->now.whole, number) : -1;
    Text words = {0};
    if (since >= 0 && machine->state != STATE_ABSENT) {
        words_duration(&words, since);
        text_add(&words, ", ");
        page_add_date(&words, plan, since);
        scroll_take_text(&words, "since", context, take);
    }
    text_add(&words, plan->places[machine->place].name);
    const Absence absence =
        timetable_absence(&plan->groups[machine->group].on, &plan->book, number, frame->now.at);
    if (machine->state != STATE_ABSENT && !machine->power)
        text_add(&words, "; switched off");
    else if (machine->state != STATE_ABSENT && absence != ABSENCE_NONE)
        text_add_format(&words, "; %s", ABSENCE_WORDS[absence]);
    if (!machine->signed_in) text_add(&words, "; signed out");
    scroll_take_text(&words, "is in", context, take);
    if (product_of(frame, machine)->by == BY_HOST) {
        if (machine->pinned != NO_HOST)
            text_add_format(&words, "only %s, which is set", plan->hosts[machine->pinned].name);
        else if (machine->cached != NO_HOST)
            text_add_format(&words, "%s, which granted last, then the name lookup",
                            plan->hosts[machine->cached].name);
        else
            text_add(&words, "whom the name lookup gives");
        scroll_take_text(&words, "asks", context, take);
        text_add_format(&words, "%" PRIu32, machine->id);
        scroll_take_text(&words, "id", context, take);
    }
    if (machine->skew_min != 0) {
        words_duration(&words, machine->skew_min);
        text_add(&words, " against its hosts");
        scroll_take_text(&words, "clock", context, take);
    }
    text_free(&words);
}

/* The figure, and who doubts it: "none (disputed)". */
static void take_figure(const Product *product, Column column, const char *key, void *context,
                        ScrollTake *take) {
    const int32_t figure = product_figure(product, column);
    const int builtin = product_find_builtin(product->name);
    Text words = {0};
    if (COLUMNS[column].kind == COLUMN_IS_NUMBER)
        text_add_int(&words, figure);
    else if (figure == NONE)
        text_add(&words, "none");
    else if (figure == NEVER)
        text_add(&words, "never over");
    else
        words_duration(&words, figure);
    if (builtin >= 0 && BUILTIN_PRODUCTS[builtin].provenance[column] != DOCUMENTED)
        text_add_format(&words, " (%s)", PROVENANCE_NAMES[BUILTIN_PRODUCTS[builtin].provenance[column]]);
    scroll_take_text(&words, key, context, take);
    text_free(&words);
}

static void visit_figures(const Product *product, void *context, ScrollTake *take) {
    take(context, "product", product->name);
    if (product->by == BY_HOST) take_figure(product, COLUMN_THRESHOLD, "needs", context, take);
    take_figure(product, COLUMN_INITIAL_GRACE, "first grace", context, take);
    take_figure(product, COLUMN_LEASE, "lease", context, take);
    take_figure(product, COLUMN_EXPIRY_GRACE, "last grace", context, take);
}

/* Its attempts of this minute with count and threshold; else the last one. */
static void visit_attempts(const Frame *frame, uint32_t number, const Machine *machine, void *context,
                           ScrollTake *take) {
    Text words = {0};
    int shown = 0;
    for (uint32_t back = 0; back < frame->now.message_count && shown < ATTEMPTS_MOST; back++) {
        const Row *row = &frame->now.messages[frame->now.message_count - 1 - back];
        if (row->machine != number) continue;
        shown++;
        if (row->host >= 0) text_add_format(&words, "%s: ", frame->now.plan->hosts[row->host].name);
        attempt_add_words(row, &words);
        char span[SPAN_TEXT + 8], ago[SPAN_TEXT];
        span_write(ago, frame->now.at - row->at);
        snprintf(span, sizeof span, "%s ago", ago);
        scroll_take_text(&words, row->at == frame->now.at ? "now" : span, context, take);
    }
    if (shown == 0 && machine->last_attempt_at != NEVER && machine->last != RESULT_NONE) {
        char span[SPAN_TEXT + 8], ago[SPAN_TEXT];
        span_write(ago, frame->now.at - machine->last_attempt_at);
        snprintf(span, sizeof span, "%s ago", ago);
        take(context, span, RESULT_NAMES[machine->last]);
    } else if (shown == 0) {
        take(context, "", machine->attempts == 0 ? "none yet" : "none since it is new");
    }
    text_add_format(&words, "%" PRIu32, machine->attempts);
    if (machine->attempts > 0) scroll_take_text(&words, "in all", context, take);
    text_free(&words);
}

/* ---- a machine ---------------------------------------------------------------------------------------- */

/* "licensed", "absent until Wed 7 Jan 09:00". */
static void add_look(const Frame *frame, uint32_t number, const Machine *machine, Text *out) {
    const int32_t starts_at = plan_starts_at(frame->now.plan, number);
    text_add(out, LOOKS[look_of_machine(machine)].word);
    if (starts_at <= frame->now.at || !frame_may_tell(frame, starts_at)) return;
    text_add(out, " until ");
    page_add_date(out, frame->now.plan, starts_at);
}

static void draw_title_words(Canvas *canvas, Box box, const char *name, const char *look) {
    if (box.height < PX(SIGN_PX)) {
        pane_line(canvas, box, ANCHOR_START, ink_bold(INK_TEXT, 13), "%s: %s", name, look);
        return;
    }
    label_draw(canvas, box_top(box, PX(26)), ANCHOR_START, ink_bold(INK_TEXT, 16), name);
    label_draw(canvas, box_top(box_below(box, PX(26)), PX(22)), ANCHOR_START, ink_bold(INK_TEXT, 13), look);
}

static void draw_title(const Frame *frame, Scroll *scroll, uint32_t number, const Machine *machine) {
    Box box;
    const bool is_low = scroll->box.height < PX(LOW_PX); /* its name and state stand on one line */
    const Px side = PX(is_low ? LOW_SIGN_PX : SIGN_PX);
    if (!scroll_take(scroll, side + PX(2), &box)) return;
    const Look look = look_of_machine(machine);
    const MachineSign sign = {.look = look,
                              .clock = clock_of_state(product_of(frame, machine), machine, frame->now.at),
                              .is_off = look != LOOK_ABSENT &&
                                        !machine_is_on(frame->now.plan, machine, number, frame->now.at)};
    machine_sign_draw(&sign, scroll->canvas, box_top(box_left(box, side), side));
    char name[MEMBER_NAME];
    Text words = {0};
    plan_machine_name(frame->now.plan, number, name);
    add_look(frame, number, machine, &words);
    if (canvas_has(scroll->canvas, &words))
        draw_title_words(scroll->canvas, box_top(box_after(box, side + PX(8)), side), name, words.bytes);
    text_free(&words);
}

static void draw_life(const Frame *frame, Scroll *scroll, const Machine *machine) {
    Box box;
    scroll_heading_of(scroll, "States, and where they lead", PX(LIFE_SMALL_PX));
    if (!scroll_take(scroll, PX(LIFE_SMALL_PX), &box)) return;
    LifeGraph graph;
    life_graph_of(&graph, product_of(frame, machine));
    life_small_draw(&graph, look_of_machine(machine), scroll->canvas, box);
}

static void draw_machine(const Frame *frame, Scroll *scroll, uint32_t number) {
    const Machine *machine = &frame->now.selected;
    draw_title(frame, scroll, number, machine);
    if (frame->view->why) {
        why_card_draw(frame, scroll);
        return;
    }
    inspector_clocks_draw(frame, scroll, number, machine);
    draw_life(frame, scroll, machine);
    scroll_heading(scroll, "Where, and whom it asks");
    visit_facts(frame, number, machine, scroll, take_drawn);
    scroll_heading(scroll, "Last attempts");
    visit_attempts(frame, number, machine, scroll, take_drawn);
    why_card_draw(frame, scroll);
    scroll_heading(scroll, "Product");
    visit_figures(product_of(frame, machine), scroll, take_drawn);
}

static void tell_machine(const Frame *frame, Text *out, uint32_t number) {
    const Machine *machine = &frame->now.selected;
    char name[MEMBER_NAME];
    plan_machine_name(frame->now.plan, number, name);
    text_add_format(out, "%s: ", name);
    add_look(frame, number, machine, out);
    text_add_char(out, '\n');
    visit_facts(frame, number, machine, out, scroll_take_told);
    inspector_clocks_tell(frame, out, number, machine);
    visit_attempts(frame, number, machine, out, scroll_take_told);
    visit_figures(product_of(frame, machine), out, scroll_take_told);
    why_card_tell(frame, out);
}

/* ---- nothing ------------------------------------------------------------------------------------------ */

static const char *const NOTHING_SELECTED[] = {
    ("Click a machine, a host or a place, or press Tab until the fleet list has the keys and choose with the "
     "arrows."),
    "A machine shows its three clocks, its states and why it is as it is; W shows the whole answer.",
    "A host shows what it counts, and whom; a place what it cannot reach.",
};
enum { NOTHING_COUNT = sizeof NOTHING_SELECTED / sizeof *NOTHING_SELECTED };

static void draw_nothing(Scroll *scroll) {
    scroll_words(scroll, 0, ink_bold(INK_TEXT, 13), "Nothing is selected.");
    for (int i = 0; i < NOTHING_COUNT; i++) {
        scroll_space(scroll, PX(8));
        scroll_words(scroll, 0, plain(), NOTHING_SELECTED[i]);
    }
}

/* ---- all of it ---------------------------------------------------------------------------------------- */

static bool is_known(const Frame *frame) {
    return frame->now.head != NULL;
}

static Scroll draw_all(const Frame *frame, Canvas *canvas, Box inside, int32_t top) {
    Scroll scroll = scroll_begin(canvas, frame->font, inside, top);
    if (frame->view->panel == PANEL_INSPECTOR) scroll.link = frame->view->inspector_link;
    const Subject selected = frame->view->selected;
    if (selected.kind != SUBJECT_NONE && !is_known(frame)) {
        scroll_words(&scroll, 0, plain(), "It is shown when the minute stands still.");
        return scroll;
    }
    switch (selected.kind) {
    case SUBJECT_MACHINE: draw_machine(frame, &scroll, selected.index); break;
    case SUBJECT_HOST: inspector_host_draw(frame, &scroll, (int)selected.index); break;
    case SUBJECT_PLACE: inspector_place_draw(frame, &scroll, selected.index); break;
    case SUBJECT_NONE: draw_nothing(&scroll); break;
    }
    return scroll;
}

static Box inside_of(Box box) {
    const Box inside = box_below(box, PX(PANE_HEAD_PX));
    return (Box){inside.x + PX(PANE_PAD_PX + 2), inside.y,
                 inside.width > PX(2 * PANE_PAD_PX + 4) ? inside.width - PX(2 * PANE_PAD_PX + 4) : 0,
                 inside.height};
}

void inspector_draw(const Frame *frame, Canvas *canvas, Box box) {
    pane_begin(frame, canvas, box, PANEL_INSPECTOR, frame->view->why ? "Why" : "Inspector", NULL);
    const Scroll whole = inspector_measure(frame, box);
    const int32_t last = scroll_last_top(&whole), top = frame->view->inspector_top;
    Scroll scroll = draw_all(frame, canvas, inside_of(box), top < last ? top : last);
    scroll_end(&scroll);
    pane_end(canvas);
}

Scroll inspector_measure(const Frame *frame, Box box) {
    return draw_all(frame, NULL, inside_of(box), 0);
}

void inspector_tell(const Frame *frame, Text *out) {
    const Subject selected = frame->view->selected;
    if (selected.kind == SUBJECT_NONE) {
        text_add(out, "nothing is selected\n");
        return;
    }
    if (!is_known(frame)) return;
    if (selected.kind == SUBJECT_MACHINE) tell_machine(frame, out, selected.index);
    if (selected.kind == SUBJECT_HOST) inspector_host_tell(frame, out, (int)selected.index);
    if (selected.kind == SUBJECT_PLACE) inspector_place_tell(frame, out, selected.index);
}
