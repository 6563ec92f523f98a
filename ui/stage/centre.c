#include "ui/stage/centre.h"

#include <stdio.h>
#include <stdlib.h>

#include "sim/run/story_line.h"
#include "ui/canvas/label.h"
#include "ui/canvas/look.h"
#include "ui/figures/page.h"
#include "ui/figures/targets.h"
#include "ui/stage/centre_crowd.h"
#include "ui/stage/centre_messages.h"
#include "ui/stage/hit_kinds.h"
#include "ui/stage/pane.h"

enum {
    EDGE_PX = 8,
    KEY_PX = 22,
    KEY_SIGN_PX = 14,
    APART_LEAST_PX = 14,
    LINE_PX = 26,
    CELL_GOOD_PX = 4,
    APART_MOST_PX = 96,
    KEY_FROM_PX = 130 /* a stage lower than this has no room for its key */
};

/* Where everything is. Large, so it is allocated. */
typedef struct {
    HostsBand band;
    Tokens tokens;
    Cells cells;
    Box machines, key;
    enum { AS_TOKENS, AS_CELLS, AS_CROWD } as;
    bool failed; /* out of memory: not all is where it should be */
} Layout;

/* ---- laying out --------------------------------------------------------------------------------------- */

/* Machines below the hosts, with a gap between in which messages can be seen. False: there is hardly room for
 * them. */
static bool lay_out_machines(Layout *layout, const Frame *frame, Box box) {
    const Box below = box_below(box, layout->band.height + PX(APART_LEAST_PX));
    layout->machines = below;
    layout->as = AS_CROWD;
    if (tokens_lay_out(&layout->tokens, frame, below)) {
        const Px spare = below.height - layout->tokens.height;
        const Px down = px_whole(spare < PX(APART_MOST_PX) ? spare : PX(APART_MOST_PX));
        tokens_move(&layout->tokens, down, box_bottom(below));
        layout->as = AS_TOKENS;
    } else if (cells_lay_out(&layout->cells, frame, below)) {
        layout->as = AS_CELLS;
    }
    layout->failed |= layout->tokens.failed || layout->cells.failed;
    return layout->as == AS_TOKENS || !frame->now.whole ||
           (layout->as == AS_CELLS && layout->cells.side_px >= CELL_GOOD_PX);
}

static Px at_least_a_line(Px height) {
    return height > PX(LINE_PX) ? height : PX(LINE_PX);
}

/* `box` is what the panel's head leaves. NULL: out of memory. */
static Layout *lay_out(const Frame *frame, Box box) {
    Layout *layout = calloc(1, sizeof *layout);
    if (!layout) return NULL;
    const bool is_low = box.height < PX(KEY_FROM_PX);
    box = box_inset(box, PX(is_low ? EDGE_PX / 2 : EDGE_PX));
    box.y -= PX(EDGE_PX) / 2;
    if (!is_low) {
        layout->key = (Box){box.x, box_bottom(box) - PX(KEY_PX) + PX(EDGE_PX), box.width, PX(KEY_PX)};
        box.height -= PX(KEY_PX) - PX(EDGE_PX) / 2;
    }
    if (box.height < 0) box.height = 0;
    if (!frame->now.head) { /* a large fleet, dragged through */
        layout->machines = box;
        layout->as = AS_CROWD;
        return layout;
    }
    /* In low windows hosts give way, until machines find room. */
    const Px highest[] = {box.height * 46 / 100, box.height * 30 / 100, PX(LINE_PX)};
    for (size_t h = 0; h < sizeof highest / sizeof *highest; h++) {
        hosts_band_lay_out(&layout->band, frame, box_top(box, at_least_a_line(highest[h])));
        if (lay_out_machines(layout, frame, box)) return layout;
    }
    hosts_band_lay_out(&layout->band, frame, box_top(box, at_least_a_line(highest[0])));
    lay_out_machines(layout, frame, box);
    return layout;
}

/* ---- the key ------------------------------------------------------------------------------------------ */

static void draw_key_entry(const Frame *frame, Canvas *canvas, Box box, Look look, const char *words) {
    hit_begin(canvas, "look", LOOKS[look].word, HIT_LOOK, look, box);
    const Px y = px_whole(box.y + (box.height - PX(KEY_SIGN_PX)) / 2);
    look_draw(canvas, look, (Box){box.x + PX(2), y, PX(KEY_SIGN_PX), PX(KEY_SIGN_PX)});
    const bool is_isolated = frame->view->isolated == look;
    const Box line = box_after(box, PX(KEY_SIGN_PX + 6));
    label_draw(canvas, line, ANCHOR_START,
               is_isolated ? ink_bold(INK_ACCENT, PANE_TEXT_PX) : ink_text(INK_TEXT, PANE_TEXT_PX), words);
    if (is_isolated)
        canvas_line(canvas, (Point){line.x, px_sharp(box_bottom(box) - PX(3))},
                    (Point){box_right(line), px_sharp(box_bottom(box) - PX(3))}, ink_line(INK_ACCENT, PX(2)));
    canvas_ungroup(canvas);
}

/* "12 licensed"; where that is too wide for all, "12 L". */
static Px measure_key(const Frame *frame, Canvas *canvas, const int32_t looks[LOOK_COUNT], bool is_short,
                      bool is_drawn, Box box) {
    Px x = box.x;
    for (int look = LOOK_COUNT - 1; look >= 0; look--) {
        if (looks[look] == 0 && frame->view->isolated != (Look)look) continue;
        Text words = {0};
        page_add_number(&words, looks[look]);
        text_add_format(&words, " %s", is_short ? LOOKS[look].letter : LOOKS[look].word);
        const char *text = canvas_has(canvas, &words) ? words.bytes : "";
        const Px width =
            PX(KEY_SIGN_PX + 8) + font_width(canvas->font, ink_bold(INK_TEXT, PANE_TEXT_PX), text);
        if (is_drawn && x + width <= box_right(box))
            draw_key_entry(frame, canvas, (Box){x, box.y, width, box.height}, (Look)look, text);
        x += width + PX(14);
        text_free(&words);
    }
    return x - box.x;
}

static void draw_key(const Frame *frame, Canvas *canvas, Box box) {
    int32_t looks[LOOK_COUNT];
    shown_looks(&frame->now, RECORD_ALL, looks);
    const bool is_short = measure_key(frame, canvas, looks, false, false, box) > box.width;
    measure_key(frame, canvas, looks, is_short, true, box);
}

/* ---- drawing ------------------------------------------------------------------------------------------ */

/* What words of messages must keep clear of. */
static void block_room(const Layout *layout, Room *room) {
    const HostsBand *band = &layout->band;
    for (int host = 0; host < band->host_count; host++) room_block(room, band->hosts[host]);
    if (band->left_out) room_block(room, band->remark);
    for (int service = 0; service < SERVICE_COUNT; service++)
        if (band->services[service].width > 0) room_block(room, band->services[service]);
    if (layout->as == AS_TOKENS) {
        const Tokens *tokens = &layout->tokens;
        for (int i = 0; i < tokens->count; i++) {
            room_block(room, tokens->tokens[i].sign);
            room_block(room, tokens->tokens[i].name);
        }
        for (int h = 0; h < tokens->heading_count && !tokens->is_bare; h++)
            room_block(room, tokens->headings[h].box);
        for (int p = 0; p < tokens->place_count && tokens->has_heads; p++)
            room_block(room, box_top(tokens->places[p].box, PX(PLACE_HEAD_PX)));
    } else {
        for (int p = 0; p < layout->cells.place_count; p++) room_block(room, layout->cells.places[p].box);
    }
}

static void draw_all(const Layout *layout, const Frame *frame, Canvas *canvas, Box within) {
    if (layout->as == AS_CROWD) {
        if (frame->now.head) hosts_band_draw(&layout->band, frame, canvas);
        crowd_draw(frame, canvas, layout->machines);
        return;
    }
    const bool as_tokens = layout->as == AS_TOKENS;
    Room room = {.within = within};
    const MessageStage stage = {.band = &layout->band,
                                .tokens = as_tokens ? &layout->tokens : NULL,
                                .cells = as_tokens ? NULL : &layout->cells,
                                .room = &room};
    block_room(layout, &room);
    if (as_tokens)
        tokens_draw_places(&layout->tokens, frame, canvas);
    else
        cells_draw(&layout->cells, frame, canvas);
    messages_draw_lines(&stage, frame, canvas);
    hosts_band_draw(&layout->band, frame, canvas);
    if (as_tokens) tokens_draw(&layout->tokens, frame, canvas);
    messages_draw_words(&stage, frame, canvas);
    canvas->failed |= room.failed;
    room_free(&room);
}

void centre_draw(const Frame *frame, Canvas *canvas, Box box) {
    Text summary = {0};
    messages_add_summary(frame, &summary);
    const Box inside = pane_begin(frame, canvas, box, PANEL_CENTRE, "Stage",
                                  canvas_has(canvas, &summary) && summary.length ? summary.bytes : NULL);
    text_free(&summary);
    Layout *layout = lay_out(frame, inside);
    canvas->failed |= !layout || layout->failed;
    if (layout && inside.height > PX(KEY_PX)) {
        draw_all(layout, frame, canvas, inside);
        if (layout->key.height > 0) draw_key(frame, canvas, layout->key);
    }
    free(layout);
    pane_end(canvas);
}

bool centre_machine_at(const Frame *frame, Box box, Point point, uint32_t *out_machine) {
    if (!box_has(box, point)) return false;
    Layout *layout = lay_out(frame, box_below(box, PX(PANE_HEAD_PX)));
    const bool is_there =
        layout && layout->as == AS_CELLS && cells_at(&layout->cells, frame, point, out_machine);
    free(layout);
    return is_there;
}

/* ---- as text ------------------------------------------------------------------------------------------ */

static void tell_places(const Frame *frame, Text *out) {
    const Plan *plan = frame->now.plan;
    uint32_t(*there)[LOOK_COUNT] = calloc(plan->place_count, sizeof *there);
    if (!there) {
        out->failed = true;
        return;
    }
    for (uint32_t m = 0; m < plan->machine_count; m++) {
        const Machine *machine = world_machine(frame->now.whole, m);
        there[machine->place][look_of((State)machine->state, (Result)machine->last)]++;
    }
    for (uint32_t place = 0; place < plan->place_count; place++) {
        uint32_t all = 0;
        for (int look = 0; look < LOOK_COUNT; look++) all += there[place][look];
        if (!place_is_shown(frame, place, all)) continue;
        text_add_format(out, "place %s: %s", plan->places[place].name, all ? "" : "nobody");
        const char *before = "";
        for (int look = LOOK_COUNT - 1; look >= 0; look--) {
            if (!there[place][look]) continue;
            text_add_format(out, "%s%u %s", before, there[place][look], LOOKS[look].word);
            before = ", ";
        }
        Text blocked = {0};
        place_add_blocked(&frame->now, place, &blocked);
        if (blocked.length) text_add_format(out, "; %s", blocked.bytes);
        out->failed |= blocked.failed;
        text_free(&blocked);
        text_add_char(out, '\n');
    }
    free(there);
}

void centre_tell(const Frame *frame, Text *out) {
    const Plan *plan = frame->now.plan;
    const FigureRequest request = {.plan = plan};
    const World *head = frame->now.head;
    for (int host = 0; head && host < (int)plan->host_count; host++) host_tell(frame, host, out);
    for (int service = 0; head && service < SERVICE_COUNT; service++)
        if (target_service_is_needed(&request, (Service)service))
            text_add_format(out, "service %s: %s\n", SERVICE_NAMES[service],
                            head->service_up[service] ? "up" : "down");
    if (frame->now.whole)
        tell_places(frame, out);
    else
        crowd_tell(frame, out);
    if (frame->view->isolated != LOOK_COUNT)
        text_add_format(out, "only what is %s stands out\n", LOOKS[frame->view->isolated].word);
    for (uint32_t i = 0; i < frame->now.message_count; i++) {
        if (frame->now.messages[i].at != frame->now.at) continue;
        text_add(out, "now ");
        story_row(out, plan, &frame->now.messages[i]);
    }
}
