#include "ui/stage/life_small.h"

#include "sim/run/words.h"
#include "ui/canvas/arrow.h"
#include "ui/canvas/label.h"
#include "ui/canvas/look.h"
#include "ui/stage/pane.h"

enum {
    STATES_MOST = 4,
    OVER_PX = 34, /* for arrows that skip a state */
    ROW_PX = 36,
    LIT_PX = 30,
    UNLIT_PX = 22,
    HEAD_PX = 7,
    APART_PX = 5,
    TINY_LINE_PX = 14
};

typedef struct {
    const LifeGraph *graph;
    Look now;
    State states[STATES_MOST];
    int count;
    Box box;
} LifeRow;

/* As a life goes: how it begins, licensed, the last grace, what it lapses to. */
static void find_states(LifeRow *row) {
    static const State ORDER[] = {STATE_INITIAL_GRACE, STATE_LICENSED, STATE_EXPIRY_GRACE, STATE_NOTIFICATION,
                                  STATE_REDUCED};
    for (size_t i = 0; i < sizeof ORDER / sizeof *ORDER; i++)
        if (product_can_be(row->graph->product, ORDER[i]) && row->count < STATES_MOST)
            row->states[row->count++] = ORDER[i];
}

static int place_of(const LifeRow *row, State state) {
    for (int i = 0; i < row->count; i++)
        if (row->states[i] == state) return i;
    return -1;
}

static Px x_of(const LifeRow *row, int place) {
    return px_whole(row->box.x + row->box.width * (2 * place + 1) / (2 * row->count));
}

static bool is_lit(const LifeRow *row, int place) {
    return row->states[place] == look_state(row->now);
}

static Px half_of(const LifeRow *row, int place) {
    return PX(is_lit(row, place) ? LIT_PX + 10 : UNLIT_PX + 4) / 2;
}

static void draw_arrow(const LifeRow *row, Canvas *canvas, int from, int to) {
    const bool lights = is_lit(row, from), is_on = to > from;
    const Stroke stroke = ink_line(lights ? INK_TEXT : INK_FAINT, lights ? PX(2) : PX(1));
    const Px y = px_whole(row->box.y + PX(OVER_PX) + PX(ROW_PX) / 2);
    const int steps = is_on ? to - from : from - to;
    if (steps == 1) {
        const Px at = is_on ? y - PX(APART_PX) : y + PX(APART_PX), sign = is_on ? 1 : -1;
        const Point points[] = {{x_of(row, from) + sign * half_of(row, from), at},
                                {x_of(row, to) - sign * half_of(row, to), at}};
        arrow_draw(canvas, points, 2, stroke, PX(HEAD_PX));
        return;
    }
    /* Over the others: what leads on lies higher than what leads back. */
    const Px over = row->box.y + PX(is_on ? 4 : 16), aside = is_on ? PX(6) : -PX(6);
    const Point points[] = {{x_of(row, from) + aside, y - half_of(row, from)},
                            {x_of(row, from) + aside, over},
                            {x_of(row, to) - aside, over},
                            {x_of(row, to) - aside, y - half_of(row, to)}};
    arrow_draw(canvas, points, 4, stroke, PX(HEAD_PX));
}

static void draw_arrows(const LifeRow *row, Canvas *canvas) {
    for (int from = 0; from < row->count; from++)
        for (int to = 0; to < row->count; to++) {
            bool is_there = false;
            for (int i = 0; i < row->graph->count; i++)
                is_there |= place_of(row, row->graph->arrows[i].from) == from &&
                            place_of(row, row->graph->arrows[i].to) == to;
            if (is_there && from != to) draw_arrow(row, canvas, from, to);
        }
}

/* How long the clock of a state runs. */
static void add_clock(Text *out, const Product *product, State state) {
    const int32_t minutes = state == STATE_INITIAL_GRACE  ? product->initial_grace_min
                            : state == STATE_LICENSED     ? product->lease_min
                            : state == STATE_EXPIRY_GRACE ? product->expiry_grace_min
                                                          : NONE;
    if (minutes == NEVER)
        text_add(out, "for good");
    else if (minutes != NONE)
        words_duration(out, minutes);
}

static void draw_state(const LifeRow *row, Canvas *canvas, int place) {
    const State state = row->states[place];
    const bool lit = is_lit(row, place);
    const Look look = lit ? row->now : life_look(state);
    const Px side = PX(lit ? LIT_PX : UNLIT_PX), x = x_of(row, place);
    const Px y = px_whole(row->box.y + PX(OVER_PX) + PX(ROW_PX) / 2);
    const Box sign = {x - side / 2, y - side / 2, side, side};
    look_draw(canvas, look, sign);
    if (lit) look_select(canvas, sign);
    label_draw(canvas, sign, ANCHOR_MIDDLE, look_letter_style(look, lit ? 12 : 9), LOOKS[look].letter);
    const Px width = row->box.width / row->count - PX(4);
    Box words = {x - width / 2, row->box.y + PX(OVER_PX + ROW_PX + 2), width, PX(2 * TINY_LINE_PX + 2)};
    const TextStyle style = lit ? ink_bold(INK_TEXT, PANE_TINY_PX) : ink_text(INK_TEXT, PANE_TINY_PX);
    words = box_below(words, label_paragraph(canvas, words, ANCHOR_MIDDLE, style, LOOKS[look].word));
    Text clock = {0};
    add_clock(&clock, row->graph->product, state);
    if (canvas_has(canvas, &clock) && clock.length)
        label_draw(canvas, (Box){words.x, words.y, width, PX(TINY_LINE_PX)}, ANCHOR_MIDDLE,
                   ink_text(INK_FAINT, PANE_TINY_PX), clock.bytes);
    text_free(&clock);
}

void life_small_draw(const LifeGraph *graph, Look now, Canvas *canvas, Box box) {
    LifeRow row = {.graph = graph, .now = now, .box = box};
    find_states(&row);
    draw_arrows(&row, canvas);
    for (int place = 0; place < row.count; place++) draw_state(&row, canvas, place);
}
