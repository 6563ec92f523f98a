#include "ui/stage/centre_messages.h"

#include "ui/canvas/arrow.h"
#include "ui/canvas/label.h"
#include "ui/figures/page.h"
#include "ui/figures/targets.h"

enum {
    HEAD_PX = 10,
    LABELS_MOST = 12,
    FEW_MACHINES = 12,
    FLYING_MOST = 8, /* of larger fleets, beside the selected machine's */
    DISC_PX = 7,
    THERE = 1000 /* thousandths of the way */
};

/* ---- words -------------------------------------------------------------------------------------------- */

static const char *const WORDS[RESULT_COUNT] = {
    [RESULT_NONE] = "",
    [RESULT_GRANTED] = "granted",
    [RESULT_COUNT_INSUFFICIENT] = "refused",
    [RESULT_NO_HOST] = "no answer",
    [RESULT_NO_RECORD] = "no host known",
    [RESULT_WRONG_HOST] = "only wrong hosts",
    [RESULT_CLOCK_SKEW] = "clocks apart",
    [RESULT_NOT_ENTITLED] = "not entitled",
};

void attempt_add_words(const Row *row, Text *out) {
    if (row->counted)
        text_add_format(out, "%d %s %d: ", row->count, row->count >= row->threshold ? "≥" : "<",
                        row->threshold);
    text_add(out, WORDS[row->result]);
}

static Ink ink_of(Result result) {
    switch (result) {
    case RESULT_GRANTED: return INK_GRANTED;
    case RESULT_COUNT_INSUFFICIENT:
    case RESULT_CLOCK_SKEW:
    case RESULT_NOT_ENTITLED: return INK_REFUSED;
    case RESULT_NONE:
    case RESULT_NO_HOST:
    case RESULT_NO_RECORD:
    case RESULT_WRONG_HOST:
    case RESULT_COUNT: break;
    }
    return INK_UNANSWERED;
}

static void add_results(Text *out, const uint64_t attempts[RESULT_COUNT]) {
    uint64_t all = 0;
    for (int result = RESULT_GRANTED; result < RESULT_COUNT; result++) all += attempts[result];
    if (all == 0) return;
    page_add_number(out, (int64_t)all);
    text_add(out, " asked");
    const char *before = ": ";
    for (int result = RESULT_GRANTED; result < RESULT_COUNT; result++) {
        if (attempts[result] == 0) continue;
        text_add(out, before);
        page_add_number(out, (int64_t)attempts[result]);
        text_add_format(out, " %s", WORDS[result]);
        before = ", ";
    }
}

void messages_add_summary(const Frame *frame, Text *out) {
    uint64_t attempts[RESULT_COUNT] = {0};
    if (frame->now.rates) {
        text_add(out, "the last hour: ");
        const size_t before = out->length;
        add_results(out, frame->now.rates->attempts);
        if (out->length == before) text_add(out, "nobody asked");
        return;
    }
    for (uint32_t i = 0; i < frame->now.message_count; i++)
        if (frame->now.messages[i].at == frame->now.at) attempts[frame->now.messages[i].result]++;
    add_results(out, attempts);
}

/* ---- where -------------------------------------------------------------------------------------------- */

static bool find_machine(const MessageStage *stage, const Frame *frame, uint32_t machine, Box *out) {
    if (stage->cells) return cells_box(stage->cells, frame, machine, out);
    for (int i = 0; stage->tokens && i < stage->tokens->count; i++) {
        if (stage->tokens->tokens[i].machine != machine) continue;
        *out = stage->tokens->tokens[i].sign;
        return true;
    }
    return false;
}

static Px between(Px value, Px least, Px most) {
    return value < least ? least : value > most ? most : value;
}

/* Where a line from this point meets the lower edge of a host or service. */
static Point port_of(Box card, Point from) {
    return (Point){between(from.x, card.x + PX(14), box_right(card) - PX(14)), box_bottom(card)};
}

static Point part_way(Point from, Point to, int part) {
    return (Point){from.x + (Px)((int64_t)(to.x - from.x) * part / THERE),
                   from.y + (Px)((int64_t)(to.y - from.y) * part / THERE)};
}

/* Just outside of the sign, towards the port. */
static Point leave(Box sign, Point to) {
    const Point centre = box_centre(sign);
    const Px far = point_distance(centre, to), out = sign.height / 2 + PX(2);
    return far > out ? part_way(centre, to, (int)((int64_t)out * THERE / far)) : centre;
}

/* Whom the attempt went to: who answered, or else whom it asked or would have asked. Cards that are on the
 * stage; answers how many. */
enum { ASKED_MOST = 4 };
static int find_asked(const MessageStage *stage, const Frame *frame, const Row *row, Box out[ASKED_MOST]) {
    const HostsBand *band = stage->band;
    const Plan *plan = frame->now.plan;
    int count = 0;
    if (row->host >= 0) {
        if (row->host < band->host_count) out[count++] = band->hosts[row->host];
        return count;
    }
    const Product *product = &plan->products[plan->groups[plan_group_of(plan, row->machine)].product];
    const int service = product->by == BY_DIRECTORY ? SERVICE_DIRECTORY
                        : product->by == BY_CLOUD   ? SERVICE_CLOUD
                        : product->by == BY_ONCE    ? SERVICE_ACTIVATION
                                                    : SERVICE_DNS;
    if (product->by != BY_HOST || row->result == RESULT_NO_RECORD) {
        if (band->services[service].width > 0) out[count++] = band->services[service];
        return count;
    }
    const Machine *machine = world_machine(frame->now.whole, row->machine);
    for (int host = 0; host < band->host_count && count < ASKED_MOST; host++) {
        const bool is_pinned = machine->pinned != NO_HOST;
        const bool is_asked = is_pinned
                                  ? machine->pinned == host
                                  : machine->cached == host || world_host(frame->now.head, host)->published;
        if (is_asked) out[count++] = band->hosts[host];
    }
    return count;
}

/* ---- labels ------------------------------------------------------------------------------------------- */

/* As near to that part of the way as there is room; nothing where there is none. */
static void draw_label(const MessageStage *stage, Canvas *canvas, Point from, Point to, TextStyle style,
                       const char *words) {
    static const int PARTS[] = {500, 600, 400, 700, 300, 800, 200, 880, 120};
    const Px width = font_width(canvas->font, style, words), height = PX(style.size_px + 5);
    for (size_t p = 0; p < sizeof PARTS / sizeof *PARTS; p++) {
        const Point at = part_way(from, to, PARTS[p]);
        const Px lefts[] = {at.x + PX(6), at.x - PX(6) - width, at.x - width / 2};
        for (size_t l = 0; l < sizeof lefts / sizeof *lefts; l++) {
            const Box box = {lefts[l], at.y - height / 2, width, height};
            if (!room_take(stage->room, box)) continue;
            label_draw(canvas, box, ANCHOR_START, style, words);
            return;
        }
    }
}

static TextStyle label_style(Result result, bool is_newest) {
    TextStyle style = ink_bold(ink_of(result), is_newest ? 14 : PANE_TEXT_PX);
    style.halo = INK_BACKGROUND;
    return style;
}

/* ---- paused ------------------------------------------------------------------------------------------- */

/* Lines first, then words, so that no line runs through words. */
static void draw_arrow(const MessageStage *stage, const Frame *frame, Canvas *canvas, const Row *row,
                       bool is_newest, bool is_words) {
    Box sign, asked[ASKED_MOST];
    if (!find_machine(stage, frame, row->machine, &sign)) return;
    const int count = find_asked(stage, frame, row, asked);
    const bool is_dead = row->host < 0 && row->service < 0;
    const Px width = is_newest ? PX(3) : PX(3) / 2;
    const Ink ink = ink_of(row->result);
    for (int i = 0; i < count && (i == 0 || !is_words); i++) {
        const Point to = port_of(asked[i], box_centre(sign)), from = leave(sign, to);
        if (is_words) {
            Text words = {0};
            attempt_add_words(row, &words);
            if (!words.failed)
                draw_label(stage, canvas, from, to, label_style(row->result, is_newest), words.bytes);
            text_free(&words);
        } else if (is_dead) {
            canvas_line(canvas, from, to, ink_dash(ink, width, DASH_SHORT));
            target_draw_cross(canvas, part_way(from, to, 850));
        } else {
            arrow_draw(canvas, (const Point[]){from, to}, 2, ink_line(ink, width), PX(HEAD_PX));
        }
    }
}

static void draw_arrows(const MessageStage *stage, const Frame *frame, Canvas *canvas) {
    const uint32_t count = frame->now.message_count;
    for (uint32_t i = 0; i < count; i++)
        draw_arrow(stage, frame, canvas, &frame->now.messages[i], i == count - 1, false);
    for (uint32_t back = 0; back < count && back < LABELS_MOST; back++) /* the newest has its words first */
        draw_arrow(stage, frame, canvas, &frame->now.messages[count - 1 - back], back == 0, true);
}

/* ---- playing ------------------------------------------------------------------------------------------ */

static void draw_envelope(Canvas *canvas, Point at, Ink ink) {
    canvas_disc(canvas, at, PX(DISC_PX), ink_fill(INK_BACKGROUND), ink_line(INK_OUTLINE, PX(5)));
    canvas_disc(canvas, at, PX(DISC_PX), ink_fill(INK_BACKGROUND), ink_line(ink, PX(3)));
}

static void draw_flight(const MessageStage *stage, const Frame *frame, Canvas *canvas, const Row *row) {
    const int64_t since = ((int64_t)frame->now.at - row->at) * THERE + frame->view->part_ms;
    const int64_t part = since * 2 / frame->now.flight_min; /* THERE: at the host; 2 THERE: back */
    Box sign, asked[ASKED_MOST];
    if (part < 0 || part > 2 * THERE || !find_machine(stage, frame, row->machine, &sign)) return;
    const int count = find_asked(stage, frame, row, asked);
    const bool is_dead = row->host < 0 && row->service < 0;
    for (int i = 0; i < count; i++) {
        const Point to = port_of(asked[i], box_centre(sign)), from = leave(sign, to);
        const bool is_back = part > THERE;
        int way = (int)(is_back ? 2 * THERE - part : part);
        if (is_dead && (is_back || way > 850)) way = 850;
        const Point at = part_way(from, to, way);
        canvas_line(canvas, from, at, ink_dash(INK_REACH, PX(3) / 2, DASH_DOTTED));
        if (is_dead && way == 850) {
            target_draw_cross(canvas, at);
            continue;
        }
        draw_envelope(canvas, at, is_back ? ink_of(row->result) : INK_ACCENT);
        if (!is_back) continue;
        Text words = {0};
        attempt_add_words(row, &words);
        if (!words.failed) draw_label(stage, canvas, at, to, label_style(row->result, false), words.bytes);
        text_free(&words);
    }
}

static void draw_flights(const MessageStage *stage, const Frame *frame, Canvas *canvas) {
    const Subject selected = frame->view->selected;
    const bool is_few = frame->now.plan->machine_count <= FEW_MACHINES;
    uint32_t shown = 0;
    for (uint32_t back = 0; back < frame->now.message_count; back++) {
        const Row *row = &frame->now.messages[frame->now.message_count - 1 - back];
        const bool is_selected = selected.kind == SUBJECT_MACHINE && selected.index == row->machine;
        if (!is_few && !is_selected && shown++ >= FLYING_MOST) continue;
        draw_flight(stage, frame, canvas, row);
    }
}

void messages_draw(const MessageStage *stage, const Frame *frame, Canvas *canvas) {
    if (frame->now.message_count == 0 || !frame->now.whole) return;
    if (frame->now.flight_min == 0 || frame->view->still)
        draw_arrows(stage, frame, canvas);
    else
        draw_flights(stage, frame, canvas);
}
