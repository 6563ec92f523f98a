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
    MANY_MOST_PX = 40, /* of fleets that are not so small */
    GAP_PX = 8,
    BARE_GAP_PX = 4,
    BARE_PLACE_PX = 80,
    LEAST_PX = 12,
    BLOCK_GAP_PX = 20,
    PLACE_LEAST_PX = 170,
    LOW_PX = 120, /* a box of this height may be bare */
    SELECT_PX = 4
};

static const int SIDES_PX[] = {64, 52, 40, 32, 24, 20, 16, 12, 8}; /* the last in low windows only */

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

static TextStyle heading_style(void) {
    return ink_text(INK_FAINT, PANE_SMALL_PX);
}

/* ---- where machines are ------------------------------------------------------------------------------- */

/* Machines that stand together below one heading: a group's, or single ones in a row. */
typedef struct {
    uint32_t group;       /* the first of them */
    uint32_t first, last; /* groups */
    uint32_t machines;
    bool is_mixed; /* of different products */
} Batch;

/* Blocks of machines that flow from left to right within a place; each line is in its middle. */
typedef struct {
    Tokens *tokens;
    const Frame *frame;
    const Font *font;
    uint32_t place;
    Box inside;
    Px x, y, line;
    int line_token, line_heading; /* the first of the line */
} Flow;

Px tokens_gap(const Tokens *tokens) {
    return PX(tokens->is_bare ? BARE_GAP_PX : GAP_PX);
}

static void flow_break(Flow *flow) {
    Tokens *tokens = flow->tokens;
    const Px used = flow->x - PX(BLOCK_GAP_PX) - flow->inside.x, spare = flow->inside.width - used;
    if (flow->x > flow->inside.x) {
        const Px by = px_whole(spare > 0 ? spare / 2 : 0);
        for (int t = flow->line_token; t < tokens->count; t++) {
            tokens->tokens[t].sign.x += by;
            tokens->tokens[t].name.x += by;
        }
        for (int h = flow->line_heading; h < tokens->heading_count; h++) tokens->headings[h].box.x += by;
        flow->y += flow->line + tokens_gap(tokens);
    }
    flow->x = flow->inside.x;
    flow->line = 0;
    flow->line_token = tokens->count;
    flow->line_heading = tokens->heading_count;
}

static Px place_least(const Tokens *tokens) {
    return PX(tokens->has_heads ? PLACE_LEAST_PX : BARE_PLACE_PX);
}

static Px heading_height(const Tokens *tokens) {
    return tokens->is_bare ? 0 : PX(HEADING_PX);
}

static Px name_height(int side) {
    return side < NAMES_FROM_PX ? 0 : PX(side >= CLOCKS_FROM_PX ? 2 * NAME_PX + 2 : NAME_PX);
}

static TextStyle name_style(int side) {
    return ink_text(INK_TEXT, side >= CLOCKS_FROM_PX ? PANE_TEXT_PX : PANE_TINY_PX);
}

static bool is_in(const Flow *flow, uint32_t machine) {
    return world_machine(flow->frame->now.whole, machine)->place == flow->place;
}

static uint32_t count_there(const Flow *flow, const Group *group) {
    uint32_t count = 0;
    for (uint32_t m = group->first; m < group->first + group->count; m++) count += is_in(flow, m);
    return count;
}

/* A cell of a batch: wide enough for single machines' names, within reason. */
static Px cell_width(const Flow *flow, const Batch *batch) {
    const int side = flow->tokens->side_px;
    Px width = PX(side >= CLOCKS_FROM_PX ? side + 18 : side);
    if (side < NAMES_FROM_PX) return width;
    for (uint32_t g = batch->first; g <= batch->last; g++) {
        const Group *group = &flow->frame->now.plan->groups[g];
        if (group->count > 1 || !is_in(flow, group->first)) continue;
        const Px wanted = font_width(flow->font, name_style(side), group->name) + PX(2);
        const Px most = PX(side + 56);
        if (wanted > width) width = wanted < most ? wanted : most;
    }
    return px_whole(width + PX_HALF);
}

static void add_heading(Text *out, const Plan *plan, uint32_t group, bool is_mixed) {
    const Group *it = &plan->groups[group];
    if (is_mixed) {
        text_add(out, "single machines");
        return;
    }
    if (it->count > 1) text_add_format(out, "%s · ", it->name);
    text_add(out, plan->products[it->product].name);
}

static Px heading_width(const Flow *flow, const Batch *batch) {
    Text words = {0};
    add_heading(&words, flow->frame->now.plan, batch->group, batch->is_mixed);
    const Px width = words.failed ? 0 : font_width(flow->font, heading_style(), words.bytes) + PX(2);
    flow->tokens->failed |= words.failed;
    text_free(&words);
    return px_whole(width < flow->inside.width ? width : flow->inside.width);
}

static void place_batch(Flow *flow, const Batch *batch) {
    Tokens *tokens = flow->tokens;
    const Plan *plan = flow->frame->now.plan;
    const Px cell = cell_width(flow, batch), high = PX(tokens->side_px) + name_height(tokens->side_px);
    const Px gap = tokens_gap(tokens);
    uint32_t columns = (uint32_t)((flow->inside.width + gap) / (cell + gap));
    if (columns > batch->machines) columns = batch->machines;
    if (columns == 0) columns = 1;
    const Px cells = (Px)columns * (cell + gap) - gap;
    const Px title = tokens->is_bare ? 0 : heading_width(flow, batch), head = heading_height(tokens);
    const Px width = cells > title ? cells : title;
    if (flow->x > flow->inside.x && flow->x + width > box_right(flow->inside)) flow_break(flow);
    tokens->headings[tokens->heading_count++] = (TokenHeading){
        .group = batch->group, .is_mixed = batch->is_mixed, .box = {flow->x, flow->y, width, head}};
    const Px left = flow->x + px_whole((width - cells) / 2);
    uint32_t number = 0;
    for (uint32_t g = batch->first; g <= batch->last; g++)
        for (uint32_t m = plan->groups[g].first; m < plan->groups[g].first + plan->groups[g].count; m++) {
            if (!is_in(flow, m)) continue;
            const Px x = left + (Px)(number % columns) * (cell + gap);
            const Px y = flow->y + head + (Px)(number / columns) * (high + gap);
            const Px side = PX(tokens->side_px);
            tokens->tokens[tokens->count++] =
                (Token){.machine = m,
                        .sign = {px_whole(x + (cell - side) / 2), y, side, side},
                        .name = {x, y + side + PX(1), cell, name_height(tokens->side_px)}};
            number++;
        }
    const Px rows = (Px)((batch->machines + columns - 1) / columns);
    const Px height = head + rows * (high + gap) - gap;
    if (height > flow->line) flow->line = height;
    flow->x += width + PX(BLOCK_GAP_PX);
}

/* The next group, of one machine, if that is there. */
static void add_single(const Flow *flow, Batch *batch) {
    const Plan *plan = flow->frame->now.plan;
    const Group *next = &plan->groups[++batch->last];
    if (!is_in(flow, next->first)) return;
    batch->machines++;
    batch->is_mixed |= next->product != plan->groups[batch->group].product;
}

/* Those of a place within its box; answers how high it must be. */
static Px place_machines(Tokens *tokens, const Frame *frame, const Font *font, const TokenPlace *place) {
    const Plan *plan = frame->now.plan;
    const Box box = place->box;
    const Px pad = PX(PLACE_PAD_PX + SELECT_PX);
    Flow flow = {.tokens = tokens,
                 .frame = frame,
                 .font = font,
                 .place = place->place,
                 .inside = {box.x + pad, box.y, box.width - 2 * pad, 0},
                 .x = box.x + pad,
                 .y = box.y + PX(SELECT_PX) + (tokens->has_heads ? PX(PLACE_HEAD_PX) : 0),
                 .line_token = tokens->count,
                 .line_heading = tokens->heading_count};
    for (uint32_t g = 0; g < plan->group_count; g++) {
        Batch batch = {.group = g, .first = g, .last = g, .machines = count_there(&flow, &plan->groups[g])};
        if (batch.machines == 0) continue;
        while (plan->groups[g].count == 1 && batch.last + 1 < plan->group_count &&
               plan->groups[batch.last + 1].count == 1)
            add_single(&flow, &batch);
        place_batch(&flow, &batch);
        g = batch.last;
    }
    flow_break(&flow);
    return flow.y - box.y;
}

/* Places from `first` on beside each other, as wide as they have machines; answers the height of the row. */
static Px place_row(Tokens *tokens, const Frame *frame, const Font *font, Box box, int first, int columns) {
    const Px gaps = (columns - 1) * PX(GAP_PX), spare = box.width - gaps - columns * place_least(tokens);
    int64_t all = 0;
    Px height = tokens->has_heads ? PX(PLACE_HEAD_PX + 16) : 0, x = box.x;
    for (int p = first; p < first + columns; p++) all += tokens->places[p].machines;
    for (int p = first; p < first + columns; p++) {
        TokenPlace *place = &tokens->places[p];
        const Px share = all ? px_share(spare, place->machines, all) : spare / columns;
        Px right = px_whole(x + place_least(tokens) + share);
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
    int columns = (box.width + PX(GAP_PX)) / (place_least(tokens) + PX(GAP_PX));
    if (columns > tokens->place_count) columns = tokens->place_count;
    return columns;
}

bool tokens_lay_out(Tokens *tokens, const Frame *frame, Box box) {
    *tokens = (Tokens){0};
    if (!frame->now.whole || frame->now.plan->machine_count > TOKENS_MOST) return false;
    if (!find_places(tokens, frame)) return false;
    const bool is_few = frame->now.plan->machine_count <= 12, is_low = box.height < PX(LOW_PX);
    for (size_t s = 0; s < sizeof SIDES_PX / sizeof *SIDES_PX; s++) {
        tokens->side_px = SIDES_PX[s];
        if (!is_few && tokens->side_px > MANY_MOST_PX) continue;
        for (int bare = tokens->side_px < LEAST_PX; bare <= (is_low ? 2 : 0); bare++) {
            tokens->is_bare = bare > 0;
            tokens->has_heads = bare < (tokens->place_count > 1 ? 2 : 1);
            for (int columns = most_columns(tokens, box); columns >= 1; columns--)
                if (place_all(tokens, frame, frame->font, box, columns)) return true;
        }
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
    if (group->count > 1)
        snprintf(name, sizeof name, "%u", token->machine - group->first + 1);
    else
        plan_machine_name(plan, token->machine, name);
    pane_words_on_lines(canvas, line, ANCHOR_MIDDLE, name_style(side), name);
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
                              .is_pale = !view_stands_out(view, look)};
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

void tokens_draw_places(const Tokens *tokens, const Frame *frame, Canvas *canvas) {
    for (int p = 0; p < tokens->place_count; p++)
        place_box_draw(frame, canvas, tokens->places[p].place, tokens->places[p].box);
}

void tokens_draw(const Tokens *tokens, const Frame *frame, Canvas *canvas) {
    const Plan *plan = frame->now.plan;
    for (int p = 0; p < tokens->place_count; p++) {
        const TokenPlace *place = &tokens->places[p];
        if (!tokens->has_heads) break;
        char remark[40];
        snprintf(remark, sizeof remark, "%u %s", place->machines,
                 place->machines == 1 ? "machine" : "machines");
        place_head_draw(frame, canvas, place->place, place->box, place->machines ? remark : "nobody here");
    }
    for (int h = 0; h < tokens->heading_count && !tokens->is_bare; h++) {
        Text words = {0};
        add_heading(&words, plan, tokens->headings[h].group, tokens->headings[h].is_mixed);
        if (canvas_has(canvas, &words))
            pane_words_on_lines(canvas, tokens->headings[h].box, ANCHOR_MIDDLE, heading_style(), words.bytes);
        text_free(&words);
    }
    for (int i = 0; i < tokens->count; i++) draw_token(&tokens->tokens[i], frame, canvas, tokens->side_px);
}
