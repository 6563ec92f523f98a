#include "ui/stage/centre_messages.h"

#include "ui/canvas/arrow.h"
#include "ui/figures/page.h"
#include "ui/figures/targets.h"

enum {
    HEAD_PX = 10,
    FEW_MACHINES = 12,
    FLYING_MOST = 8, /* of larger fleets, beside the selected machine's */
    DISC_PX = 7,
    DEAD_AT = 850,
    BADGE_PX = 6,
    FULL_LINES_MOST = 12
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

/* Where the machine's sign is; `out_token` is its number, or -1 for a cell. */
static bool find_machine(const MessageStage *stage, const Frame *frame, uint32_t machine, Box *out,
                         int *out_token) {
    *out_token = -1;
    if (stage->cells) return cells_box(stage->cells, frame, machine, out);
    for (int i = 0; stage->tokens && i < stage->tokens->count; i++) {
        if (stage->tokens->tokens[i].machine != machine) continue;
        *out = stage->tokens->tokens[i].sign;
        *out_token = i;
        return true;
    }
    return false;
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

/* ---- paused ------------------------------------------------------------------------------------------- */

/* An attempt between a machine and one of those it went to. */
typedef struct {
    const Row *row;
    Box sign; /* the machine's */
    Way way;
    int reach; /* thousandths of the way, as far as it comes */
    bool is_dead;
    bool is_short; /* it goes nowhere: a cross at the machine */
} Flight;

/* Who knows nobody gets nowhere; and of many that are not answered, lines would cover the stage. */
static bool is_short(const Frame *frame, const Row *row) {
    return row->result == RESULT_NO_RECORD || frame->now.message_count > (uint32_t)FULL_LINES_MOST;
}

static void block_around(const MessageStage *stage, Point at, int radius_px) {
    const Px radius = PX(radius_px);
    room_block(stage->room, (Box){at.x - radius, at.y - radius, 2 * radius, 2 * radius});
}

static void draw_cross(const MessageStage *stage, Canvas *canvas, Point at) {
    target_draw_cross(canvas, at);
    block_around(stage, at, BADGE_PX);
}

/* At the upper right of the sign. */
static void draw_badge(const MessageStage *stage, Canvas *canvas, Point at) {
    canvas_disc(canvas, at, PX(BADGE_PX), ink_fill(INK_BACKGROUND), ink_line(INK_NO_REACH, PX(1)));
    draw_cross(stage, canvas, at);
}

/* Those of one row; answers how many. */
static int find_flights(const MessageStage *stage, const Frame *frame, const Row *row,
                        Flight out[ASKED_MOST]) {
    Box sign, asked[ASKED_MOST];
    int token;
    if (!find_machine(stage, frame, row->machine, &sign, &token)) return 0;
    const int count = find_asked(stage, frame, row, asked);
    for (int i = 0; i < count; i++) {
        Flight *flight = &out[i];
        *flight =
            (Flight){.row = row, .sign = sign, .is_dead = row->host < 0 && row->service < 0, .reach = THERE};
        flight->way = token < 0 ? way_straight(sign, asked[i]) : way_of_token(stage->tokens, token, asked[i]);
        if (!flight->is_dead) continue;
        flight->reach = DEAD_AT;
        flight->is_short = is_short(frame, row);
        if (!flight->is_short) continue;
        const Point corner = {box_right(sign) - PX(2), sign.y + PX(2)};
        flight->way = (Way){{corner, corner}, 2};
        return 1;
    }
    return count;
}

static Px width_of(const Frame *frame, const Row *row) {
    return row == &frame->now.messages[frame->now.message_count - 1] ? PX(3) : PX(3) / 2;
}

static void draw_arrow(const Frame *frame, Canvas *canvas, const Flight *flight) {
    const Ink ink = ink_of(flight->row->result);
    const Px width = width_of(frame, flight->row);
    if (flight->is_short) return;
    if (flight->is_dead) {
        const Way way = way_until(&flight->way, flight->reach);
        canvas_polyline(canvas, way.points, (size_t)way.count, ink_dash(ink, width, DASH_SHORT));
    } else {
        arrow_draw(canvas, flight->way.points, (size_t)flight->way.count, ink_line(ink, width), PX(HEAD_PX));
    }
}

/* ---- playing ------------------------------------------------------------------------------------------ */

/* Where a message is: thousandths of the way there, or of the way back; false: it is out of sight. */
static bool find_way(const Frame *frame, const Flight *flight, int *out_way, bool *out_is_back) {
    const int64_t since = ((int64_t)frame->now.at - flight->row->at) * THERE + frame->view->part_milliminutes;
    const int64_t part = since * 2 / frame->now.flight_min; /* THERE: at the host; 2 THERE: back */
    if (part < 0 || part > 2 * THERE) return false;
    *out_is_back = part > THERE;
    *out_way = (int)(*out_is_back ? 2 * THERE - part : part);
    if (flight->is_dead && (*out_is_back || *out_way > flight->reach)) *out_way = flight->reach;
    return true;
}

static void draw_envelope(Canvas *canvas, Point at, Ink ink) {
    canvas_disc(canvas, at, PX(DISC_PX), ink_fill(INK_BACKGROUND), ink_line(INK_OUTLINE, PX(5)));
    canvas_disc(canvas, at, PX(DISC_PX), ink_fill(INK_BACKGROUND), ink_line(ink, PX(3)));
}

/* In what it is now: flying, or, where it came to nothing, broken. */
static void draw_flying(const MessageStage *stage, const Frame *frame, Canvas *canvas, const Flight *flight) {
    int part;
    bool is_back;
    if (!find_way(frame, flight, &part, &is_back)) return;
    const Point at = way_at(&flight->way, part);
    if (flight->is_short) {
        draw_badge(stage, canvas, at);
    } else if (flight->is_dead && part == flight->reach) {
        draw_cross(stage, canvas, at);
    } else {
        draw_envelope(canvas, at, is_back ? ink_of(flight->row->result) : INK_ACCENT);
        block_around(stage, at, DISC_PX);
    }
}

static void draw_trail(const Frame *frame, Canvas *canvas, const Flight *flight) {
    int part;
    bool is_back;
    if (flight->is_short || !find_way(frame, flight, &part, &is_back)) return;
    const Way way = way_until(&flight->way, part);
    canvas_polyline(canvas, way.points, (size_t)way.count, ink_dash(INK_REACH, PX(3) / 2, DASH_DOTTED));
}

/* ---- both --------------------------------------------------------------------------------------------- */

static bool flies(const Frame *frame) {
    return frame->now.flight_min > 0 && !frame->view->still;
}

static bool is_selected(const Frame *frame, const Row *row) {
    const Subject selected = frame->view->selected;
    return selected.kind == SUBJECT_MACHINE && selected.index == row->machine;
}

/* Of larger fleets, only the newest few fly, and the selected machine's; and from cells, which lie close to
 * each other, no more than that have an arrow. */
static bool is_shown(const MessageStage *stage, const Frame *frame, const Row *row, uint32_t back) {
    return (!flies(frame) && !stage->cells) || frame->now.plan->machine_count <= FEW_MACHINES ||
           back < FLYING_MOST || is_selected(frame, row);
}

/* Those of one row that are shown; answers how many. */
static int find_shown(const MessageStage *stage, const Frame *frame, uint32_t back, Flight out[ASKED_MOST]) {
    const Row *row = &frame->now.messages[frame->now.message_count - 1 - back];
    return is_shown(stage, frame, row, back) ? find_flights(stage, frame, row, out) : 0;
}

void messages_draw_lines(const MessageStage *stage, const Frame *frame, Canvas *canvas) {
    for (uint32_t back = frame->now.message_count; back-- > 0 && frame->now.whole;) {
        Flight flights[ASKED_MOST];
        const int found = find_shown(stage, frame, back, flights);
        for (int f = 0; f < found; f++) {
            if (flies(frame))
                draw_trail(frame, canvas, &flights[f]);
            else
                draw_arrow(frame, canvas, &flights[f]);
        }
    }
}

static void draw_sign(const MessageStage *stage, const Frame *frame, Canvas *canvas, const Flight *flight) {
    const Point end = way_at(&flight->way, flight->reach);
    if (flies(frame))
        draw_flying(stage, frame, canvas, flight);
    else if (flight->is_short)
        draw_badge(stage, canvas, end);
    else if (flight->is_dead)
        draw_cross(stage, canvas, end);
}

/* ---- what is said ------------------------------------------------------------------------------------- */

/* What runs across the stage, and what is said along it. */
typedef struct {
    Lines lines;
    Saying sayings[SAYINGS_MOST];
    const Row *rows[SAYINGS_MOST]; /* the first that says so */
    int count;
} Talk;

static bool says_the_same(const Row *a, const Row *b) {
    return a->result == b->result && a->host == b->host && a->service == b->service && a->count == b->count &&
           a->threshold == b->threshold;
}

/* Thirty that hear the same from the same host are told of once: how many there are stands above the stage.
 */
static int find_saying(Talk *talk, Canvas *canvas, const Row *row) {
    for (int s = 0; s < talk->count; s++)
        if (says_the_same(talk->rows[s], row)) return s;
    if (talk->count == SAYINGS_MOST) return NOTHING_SAID;
    Saying *saying = &talk->sayings[talk->count];
    *saying = (Saying){.ink = ink_of(row->result)};
    attempt_add_words(row, &saying->words);
    if (!canvas_has(canvas, &saying->words)) {
        text_free(&saying->words);
        return NOTHING_SAID;
    }
    talk->rows[talk->count] = row;
    return talk->count++;
}

static void add_line(Talk *talk, Line line) {
    if (talk->lines.count < LINES_MOST) talk->lines.lines[talk->lines.count++] = line;
}

/* Its words stand along the last piece, which leads to the host. */
static void add_way(Talk *talk, const Way *way, Line last) {
    for (int p = 1; p < way->count; p++) {
        Line line = p == way->count - 1 ? last : (Line){.saying = NOTHING_SAID};
        line.from = way->points[p - 1];
        line.to = way->points[p];
        add_line(talk, line);
    }
}

/* While it flies, what came back is said at the envelope, not along the trail. */
static void add_flying(Talk *talk, const Frame *frame, Canvas *canvas, const Flight *flight) {
    int part;
    bool is_back;
    if (flight->is_short || !find_way(frame, flight, &part, &is_back)) return;
    const Way way = way_until(&flight->way, part);
    const Point at = way.points[way.count - 1];
    add_way(talk, &way, (Line){.saying = NOTHING_SAID});
    if (is_back && !flight->is_dead)
        add_line(talk, (Line){at, at, PX(DISC_PX), find_saying(talk, canvas, flight->row), false});
}

/* Beside the sign, a little lower than what stands above it. */
static void add_sign(Talk *talk, Canvas *canvas, const Flight *flight, bool is_newest) {
    const Box sign = flight->sign;
    const Px x = box_centre(sign).x;
    add_line(talk, (Line){{x, sign.y + sign.height / 4},
                          {x, box_bottom(sign)},
                          sign.width / 2 + PX(BADGE_PX),
                          find_saying(talk, canvas, flight->row),
                          is_newest});
}

static void add_flights(Talk *talk, const MessageStage *stage, const Frame *frame, Canvas *canvas,
                        uint32_t back) {
    Flight flights[ASKED_MOST];
    const int found = find_shown(stage, frame, back, flights);
    for (int f = 0; f < found; f++) {
        const Flight *flight = &flights[f];
        if (flies(frame)) {
            add_flying(talk, frame, canvas, flight);
            continue;
        }
        if (flight->is_short) {
            add_sign(talk, canvas, flight, back == 0);
            continue;
        }
        const Way way = way_until(&flight->way, flight->reach);
        add_way(talk, &way, (Line){.saying = find_saying(talk, canvas, flight->row), .is_newest = back == 0});
        /* Along its way others may be: who is looked at first may be told of where it begins, too. */
        if (f == 0 && (back == 0 || is_selected(frame, flight->row)))
            add_sign(talk, canvas, flight, back == 0);
    }
}

/* The selected machine's words first, then the newest. */
static void draw_talk(const MessageStage *stage, const Frame *frame, Canvas *canvas) {
    const uint32_t count = frame->now.message_count;
    Talk talk = {.count = 0};
    for (int others = 0; others <= 1; others++)
        for (uint32_t back = 0; back < count; back++)
            if (is_selected(frame, &frame->now.messages[count - 1 - back]) != others)
                add_flights(&talk, stage, frame, canvas, back);
    words_draw(stage->room, &talk.lines, canvas, talk.sayings, talk.count);
    for (int s = 0; s < talk.count; s++) text_free(&talk.sayings[s].words);
}

void messages_draw_words(const MessageStage *stage, const Frame *frame, Canvas *canvas) {
    if (!frame->now.whole) return;
    for (uint32_t back = 0; back < frame->now.message_count; back++) {
        Flight flights[ASKED_MOST];
        const int found = find_shown(stage, frame, back, flights);
        for (int f = 0; f < found; f++) draw_sign(stage, frame, canvas, &flights[f]);
    }
    draw_talk(stage, frame, canvas);
}
