#include "ui/stage/centre_tokens.h"

#include <stdio.h>

#include "ui/canvas/label.h"
#include "ui/canvas/look.h"
#include "ui/stage/hit_kinds.h"
#include "ui/stage/machine_sign.h"

enum {
    NAMES_FROM_PX = 24,  /* members of groups have a number below from here on … */
    CLOCKS_FROM_PX = 48, /* … and what is left of their clock from here on */
    NAME_PX = 14,
    HEADING_PX = 18,
    GAP_PX = 8,
    PLACE_LEAST_PX = 170,
    SELECT_PX = 4
};

static const int SIDES_PX[] = {64, 52, 40, 32, 24, 20, 16};

/* ---- which places ------------------------------------------------------------------------------------- */

bool place_is_shown(const Frame *frame, uint32_t place, uint32_t machines) {
    if (machines > 0 || place > PLACE_OFFLINE) return true;
    if (place == PLACE_OFFLINE) return false;
    for (uint32_t g = 0; g < frame->now.plan->group_count; g++)
        if (frame->now.plan->groups[g].place == place) return true;
    return false;
}

static bool find_places(Tokens *tokens, const Frame *frame) {
    const Plan *plan = frame->now.plan;
    for (uint32_t place = 0; place < plan->place_count; place++) {
        uint32_t machines = 0;
        for (uint32_t m = 0; m < plan->machine_count; m++)
            machines += world_machine(frame->now.whole, m)->place == place;
        if (!place_is_shown(frame, place, machines)) continue;
        if (tokens->place_count == TOKEN_PLACES_MOST) return false;
        tokens->places[tokens->place_count++] = (TokenPlace){.place = place, .machines = machines};
    }
    return true;
}

/* ---- where machines are ------------------------------------------------------------------------------- */

/* Words that flow from left to right within a place. */
typedef struct {
    Tokens *tokens;
    Box inside;
    Px x, y, line;
} Flow;

static void flow_break(Flow *flow) {
    if (flow->x > flow->inside.x) flow->y += flow->line + PX(GAP_PX);
    flow->x = flow->inside.x;
    flow->line = 0;
}

static Box flow_take(Flow *flow, Px width, Px height) {
    if (flow->x > flow->inside.x && flow->x + width > box_right(flow->inside)) flow_break(flow);
    const Box box = {flow->x, flow->y, width, height};
    flow->x += width + PX(GAP_PX);
    if (height > flow->line) flow->line = height;
    return box;
}

static Px name_height(int side) {
    return side < NAMES_FROM_PX ? 0 : PX(side >= CLOCKS_FROM_PX ? 2 * NAME_PX + 2 : NAME_PX);
}

static TextStyle name_style(int side) {
    return ink_text(INK_TEXT, side >= CLOCKS_FROM_PX ? PANE_TEXT_PX : PANE_TINY_PX);
}

static void place_token(Flow *flow, const Frame *frame, const Font *font, uint32_t machine, bool is_alone) {
    Tokens *tokens = flow->tokens;
    const int side = tokens->side_px;
    Px width = side >= CLOCKS_FROM_PX ? PX(side + 18) : side >= NAMES_FROM_PX ? PX(side) : PX(side - 2);
    if (is_alone && side >= NAMES_FROM_PX) {
        char name[MEMBER_NAME];
        plan_machine_name(frame->now.plan, machine, name);
        const Px wanted = font_width(font, name_style(side), name) + PX(2), most = PX(side + 56);
        if (wanted > width) width = wanted < most ? wanted : most;
        width = px_whole(width + PX_HALF);
    }
    const Box box = flow_take(flow, width, PX(side) + name_height(side));
    tokens->tokens[tokens->count++] =
        (Token){.machine = machine,
                .sign = {px_whole(box.x + (box.width - PX(side)) / 2), box.y, PX(side), PX(side)},
                .name = {box.x, box.y + PX(side) + PX(1), box.width, name_height(side)}};
}

static bool is_there(const Frame *frame, const Group *group, uint32_t place) {
    for (uint32_t m = group->first; m < group->first + group->count; m++)
        if (world_machine(frame->now.whole, m)->place == place) return true;
    return false;
}

/* Those of a place within its box; answers how high it must be. */
static Px place_machines(Tokens *tokens, const Frame *frame, const Font *font, const TokenPlace *place) {
    const Plan *plan = frame->now.plan;
    const Box box = place->box;
    const Px pad = PX(PLACE_PAD_PX + SELECT_PX);
    Flow flow = {.tokens = tokens,
                 .inside = {box.x + pad, box.y, box.width - 2 * pad, 0},
                 .x = box.x + pad,
                 .y = box.y + PX(PLACE_HEAD_PX + SELECT_PX)};
    for (uint32_t g = 0; g < plan->group_count; g++) {
        const Group *group = &plan->groups[g];
        if (!is_there(frame, group, place->place)) continue;
        if (group->count > 1) {
            flow_break(&flow);
            tokens->headings[tokens->heading_count++] =
                (TokenHeading){.group = g, .box = {flow.inside.x, flow.y, flow.inside.width, PX(HEADING_PX)}};
            flow.y += PX(HEADING_PX);
        }
        for (uint32_t m = group->first; m < group->first + group->count; m++)
            if (world_machine(frame->now.whole, m)->place == place->place)
                place_token(&flow, frame, font, m, group->count == 1);
        if (group->count > 1) flow_break(&flow);
    }
    flow_break(&flow);
    return flow.y - box.y;
}

/* Places from `first` on beside each other, as wide as they have machines; answers the height of the row. */
static Px place_row(Tokens *tokens, const Frame *frame, const Font *font, Box box, int first, int columns) {
    const Px gaps = (columns - 1) * PX(GAP_PX), spare = box.width - gaps - columns * PX(PLACE_LEAST_PX);
    int64_t all = 0;
    Px height = PX(PLACE_HEAD_PX + 16), x = box.x;
    for (int p = first; p < first + columns; p++) all += tokens->places[p].machines;
    for (int p = first; p < first + columns; p++) {
        TokenPlace *place = &tokens->places[p];
        const Px share = all ? px_share(spare, place->machines, all) : spare / columns;
        Px right = px_whole(x + PX(PLACE_LEAST_PX) + share);
        if (p == first + columns - 1) right = box_right(box);
        place->box = (Box){x, box.y, right - x, 0};
        const Px its = place_machines(tokens, frame, font, place);
        if (its > height) height = its;
        x = right + PX(GAP_PX);
    }
    for (int p = first; p < first + columns; p++) tokens->places[p].box.height = height;
    return height;
}

static bool place_all(Tokens *tokens, const Frame *frame, const Font *font, Box box, int columns) {
    tokens->count = tokens->heading_count = 0;
    tokens->height = 0;
    for (int first = 0; first < tokens->place_count; first += columns) {
        const int left = tokens->place_count - first;
        const Box row = box_below(box, tokens->height);
        tokens->height += place_row(tokens, frame, font, row, first, left < columns ? left : columns);
        tokens->height += PX(GAP_PX);
    }
    tokens->height -= PX(GAP_PX);
    return tokens->height <= box.height;
}

static int most_columns(const Tokens *tokens, Box box) {
    int columns = (box.width + PX(GAP_PX)) / PX(PLACE_LEAST_PX + GAP_PX);
    if (columns > tokens->place_count) columns = tokens->place_count;
    return columns;
}

bool tokens_lay_out(Tokens *tokens, const Frame *frame, Box box) {
    *tokens = (Tokens){0};
    if (!frame->now.whole || frame->now.plan->machine_count > TOKENS_MOST) return false;
    if (!find_places(tokens, frame)) return false;
    const bool is_few = frame->now.plan->machine_count <= 12;
    for (size_t s = 0; s < sizeof SIDES_PX / sizeof *SIDES_PX; s++) {
        tokens->side_px = SIDES_PX[s];
        if (!is_few && tokens->side_px > 32) continue;
        for (int columns = most_columns(tokens, box); columns >= 1; columns--)
            if (place_all(tokens, frame, frame->font, box, columns)) return true;
    }
    return false;
}

void tokens_move(Tokens *tokens, Px down, Px bottom) {
    Px lowest = 0;
    for (int i = 0; i < tokens->count; i++) {
        tokens->tokens[i].sign.y += down;
        tokens->tokens[i].name.y += down;
    }
    for (int i = 0; i < tokens->heading_count; i++) tokens->headings[i].box.y += down;
    for (int p = 0; p < tokens->place_count; p++) {
        tokens->places[p].box.y += down;
        if (tokens->places[p].box.y > lowest) lowest = tokens->places[p].box.y;
    }
    for (int p = 0; p < tokens->place_count; p++)
        if (tokens->places[p].box.y == lowest) tokens->places[p].box.height = bottom - lowest;
}

/* ---- drawing ------------------------------------------------------------------------------------------ */

static void draw_name(const Token *token, const Frame *frame, Canvas *canvas, int side, bool is_on,
                      ClockFace clock) {
    const Plan *plan = frame->now.plan;
    const Group *group = &plan->groups[plan_group_of(plan, token->machine)];
    const Box line = box_top(token->name, PX(NAME_PX));
    char name[MEMBER_NAME];
    plan_machine_name(plan, token->machine, name);
    if (group->count > 1)
        pane_line(canvas, line, ANCHOR_MIDDLE, name_style(side), "%u", token->machine - group->first + 1);
    else
        label_draw(canvas, line, ANCHOR_MIDDLE, name_style(side), name);
    if (side < CLOCKS_FROM_PX) return;
    const Box below = box_below(token->name, PX(NAME_PX + 1));
    char left[SPAN_TEXT];
    span_write(left, clock.left_min);
    if (!is_on)
        label_draw(canvas, below, ANCHOR_MIDDLE, ink_bold(INK_WARN, PANE_SMALL_PX), "off");
    else if (clock.kind == CLOCK_RUNS)
        pane_line(canvas, below, ANCHOR_MIDDLE, ink_text(INK_FAINT, PANE_SMALL_PX), "%s left", left);
}

static void draw_token(const Token *token, const Frame *frame, Canvas *canvas, int side) {
    const Plan *plan = frame->now.plan;
    const View *view = frame->view;
    const Machine *machine = world_machine(frame->now.whole, token->machine);
    const Look look = look_of((State)machine->state, (Result)machine->last);
    const bool is_on = look == LOOK_ABSENT || machine_is_on(plan, machine, token->machine, frame->now.at);
    const MachineSign sign = {.look = look,
                              .clock = clock_of_state(&plan->products[plan->groups[machine->group].product],
                                                      machine, frame->now.at),
                              .is_off = !is_on,
                              .is_pale = view->isolated != LOOK_COUNT && view->isolated != look};
    char name[MEMBER_NAME];
    plan_machine_name(plan, token->machine, name);
    const Px bottom = token->name.height > 0 ? box_bottom(token->name) : box_bottom(token->sign);
    const Box area = {token->name.x < token->sign.x ? token->name.x : token->sign.x, token->sign.y,
                      token->name.width > token->sign.width ? token->name.width : token->sign.width,
                      bottom - token->sign.y};
    hit_begin(canvas, "machine", name, HIT_MACHINE, token->machine, area);
    machine_sign_draw(&sign, canvas, token->sign);
    if (token->name.height > 0) draw_name(token, frame, canvas, side, is_on, sign.clock);
    if (view->selected.kind == SUBJECT_MACHINE && view->selected.index == token->machine)
        look_select(canvas, token->sign);
    canvas_ungroup(canvas);
}

void tokens_draw(const Tokens *tokens, const Frame *frame, Canvas *canvas) {
    const Plan *plan = frame->now.plan;
    for (int p = 0; p < tokens->place_count; p++) {
        const TokenPlace *place = &tokens->places[p];
        char remark[40];
        snprintf(remark, sizeof remark, "%u %s", place->machines,
                 place->machines == 1 ? "machine" : "machines");
        place_head_draw(frame, canvas, place->place, place->box, place->machines ? remark : "nobody here");
    }
    for (int h = 0; h < tokens->heading_count; h++) {
        const Group *group = &plan->groups[tokens->headings[h].group];
        pane_line(canvas, tokens->headings[h].box, ANCHOR_START, ink_text(INK_FAINT, PANE_SMALL_PX),
                  "%s · %s", group->name, plan->products[group->product].name);
    }
    for (int i = 0; i < tokens->count; i++) draw_token(&tokens->tokens[i], frame, canvas, tokens->side_px);
}
