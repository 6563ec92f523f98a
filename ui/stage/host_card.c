#include "ui/stage/host_card.h"

#include <stdio.h>

#include "ui/canvas/label.h"
#include "ui/canvas/look.h"
#include "ui/figures/targets.h"
#include "ui/stage/hit_kinds.h"
#include "ui/stage/memory_dial.h"

enum {
    RADIUS_PX = 6,
    HEAD_PX = 22,
    DIAL_PX = 96,
    POOL_PX = 224, /* the width of a pool with its dial */
    BAR_PX = 14,
    SLIM_PX = 40,           /* the height of a pool with its bar */
    LINE_BAR_PX = 10,       /* … and of a bar on a line with its name … */
    LINE_BAR_LEAST_PX = 32, /* … and how wide it is at least */
    LINE_PX = 16
};

/* ---- what is told ------------------------------------------------------------------------------------- */

int host_gauges(const Shown *shown, int host, Gauge out[POOL_COUNT]) {
    const FigureRequest request = {.plan = shown->plan};
    int count = 0;
    for (int pool = 0; pool < POOL_COUNT; pool++) {
        const bool is_served = world_host(shown->head, host)->serves >> pool & 1;
        if ((is_served && target_pool_is_needed(&request, (Pool)pool)) ||
            world_count(shown->head, host, (Pool)pool) > 0)
            out[count++] = gauge_of(shown->head, host, (Pool)pool, &request);
    }
    return count;
}

void host_add_troubles(const Shown *shown, int host, Text *out) {
    const Host *it = world_host(shown->head, host);
    const FigureRequest request = {.plan = shown->plan};
    const char *before = "";
    if (!it->up) text_add(out, "down"), before = ", ";
    if (!it->activated) text_add_format(out, "%snot activated", before), before = ", ";
    if (!it->published) text_add_format(out, "%snot in dns", before), before = ", ";
    for (int pool = 0; pool < POOL_COUNT; pool++)
        if (!(it->serves >> pool & 1) && target_pool_is_needed(&request, (Pool)pool))
            text_add_format(out, "%sdoes not serve %s", before, POOL_NAMES[pool]), before = ", ";
}

static int32_t missing(const Gauge *gauge, int needed) {
    return gauge->needed[needed] > gauge->count ? gauge->needed[needed] - gauge->count : 0;
}

int32_t gauge_goal(const Gauge *gauge) {
    int n = 0;
    while (n + 1 < gauge->needed_count && !missing(gauge, n)) n++;
    return gauge->needed[n];
}

void gauge_add_verdict(const Gauge *gauge, Text *out) {
    for (int n = 0; n < gauge->needed_count; n++) {
        if (n) text_add(out, "; ");
        text_add_format(out, "%d needed: ", gauge->needed[n]);
        if (missing(gauge, n))
            text_add_format(out, "%d missing", missing(gauge, n));
        else
            text_add(out, "enough");
    }
}

void host_tell(const Frame *frame, int host, Text *out) {
    Gauge gauges[POOL_COUNT];
    const int count = host_gauges(&frame->now, host, gauges);
    Text troubles = {0};
    host_add_troubles(&frame->now, host, &troubles);
    text_add_format(out, "host %s: %s\n", frame->now.plan->hosts[host].name,
                    troubles.length ? troubles.bytes : "up");
    for (int g = 0; g < count; g++) {
        text_add_format(out, "  %s: counts %d, at most %d; ", POOL_NAMES[gauges[g].pool], gauges[g].count,
                        gauges[g].cap);
        gauge_add_verdict(&gauges[g], out);
        text_add_char(out, '\n');
    }
    out->failed |= troubles.failed;
    text_free(&troubles);
}

/* ---- a pool ------------------------------------------------------------------------------------------- */

static TextStyle verdict_style(bool is_enough, int size_px) {
    return ink_bold(is_enough ? INK_GRANTED : INK_REFUSED, size_px);
}

/* A line for each number that is needed: "5 needed: 1 missing", or shorter. */
static void draw_verdicts(const Gauge *gauge, Canvas *canvas, Box box) {
    for (int n = 0; n < gauge->needed_count && box.height >= PX(LINE_PX); n++) {
        const int32_t short_by = missing(gauge, n);
        const TextStyle style = verdict_style(!short_by, PANE_TEXT_PX);
        char verdict[40], words[80];
        if (short_by)
            snprintf(verdict, sizeof verdict, "%d missing", short_by);
        else
            snprintf(verdict, sizeof verdict, "enough");
        snprintf(words, sizeof words, "%d needed: %s", gauge->needed[n], verdict);
        if (font_width(canvas->font, style, words) > box.width)
            snprintf(words, sizeof words, "%d: %s", gauge->needed[n], verdict);
        label_draw(canvas, box_top(box, PX(LINE_PX)), ANCHOR_START, style, words);
        box = box_below(box, PX(LINE_PX));
    }
}

static Box bar_in(Box box, int high_px) {
    const Px y = px_whole(box.y + (box.height - PX(high_px)) / 2);
    return (Box){box.x + PX_HALF, y + PX_HALF, box.width - PX(1), PX(high_px)};
}

static void draw_pool(const Frame *frame, Canvas *canvas, int host, const Gauge *gauge, Box box) {
    const Px dial = box.height < PX(DIAL_PX) ? box.height : PX(DIAL_PX);
    memory_dial_draw(frame->now.head, host, gauge->pool, canvas, box_left(box, dial));
    const Box words = box_after(box, dial + PX(PANE_PAD_PX));
    label_draw(canvas, box_top(words, PX(LINE_PX)), ANCHOR_START, ink_bold(INK_TEXT, PANE_TEXT_PX),
               POOL_NAMES[gauge->pool]);
    gauge_draw_bar(gauge, canvas, bar_in(box_top(box_below(words, PX(LINE_PX)), PX(BAR_PX + 10)), BAR_PX));
    draw_verdicts(gauge, canvas, box_below(words, PX(LINE_PX + BAR_PX + 12)));
}

static void draw_slim_pool(Canvas *canvas, const Gauge *gauge, Box box) {
    const Box line = box_top(box, PX(LINE_PX));
    const TextStyle name = ink_text(INK_TEXT, PANE_SMALL_PX);
    const Px width = font_width(canvas->font, name, POOL_NAMES[gauge->pool]) + PX(PANE_PAD_PX);
    label_draw(canvas, line, ANCHOR_START, name, POOL_NAMES[gauge->pool]);
    if (gauge->needed_count == 0)
        pane_line(canvas, box_after(line, width), ANCHOR_END, ink_bold(INK_TEXT, PANE_SMALL_PX), "%d",
                  gauge->count);
    else
        pane_line(canvas, box_after(line, width), ANCHOR_END,
                  verdict_style(gauge->count >= gauge_goal(gauge), PANE_SMALL_PX), "%d of %d", gauge->count,
                  gauge_goal(gauge));
    gauge_draw_bar(gauge, canvas,
                   bar_in(box_top(box_below(box, PX(LINE_PX)), PX(SLIM_PX - LINE_PX - 2)), BAR_PX));
}

/* ---- the card ----------------------------------------------------------------------------------------- */

Px host_card_width(CardSize size, int gauges) {
    const int pools = gauges > 0 ? gauges : 1;
    return size == CARD_FULL ? PX(POOL_PX * pools + 2 * PANE_PAD_PX) : PX(size == CARD_SLIM ? 156 : 116);
}

Px host_card_height(CardSize size, int gauges) {
    switch (size) {
    case CARD_FULL: return PX(HEAD_PX + (gauges ? DIAL_PX : 0) + PANE_PAD_PX);
    case CARD_SLIM: return PX(HEAD_PX + SLIM_PX * gauges + PANE_PAD_PX / 2);
    case CARD_TINY: break;
    }
    return PX(HEAD_PX + 2);
}

static void draw_cross(Canvas *canvas, Box head) {
    target_draw_cross(canvas, (Point){box_right(head) - PX(6), px_whole(box_centre(head).y)});
}

/* Beside each other where nothing else stands on the line, if there is room for them all. */
static void draw_bars(Canvas *canvas, const Gauge gauges[], int count, Box box) {
    const Px each = count ? px_whole((box.width + PX(PANE_PAD_PX)) / count - PX(PANE_PAD_PX) - PX_HALF) : 0;
    for (int g = 0; g < count && each >= PX(LINE_BAR_LEAST_PX); g++) {
        gauge_draw_bar(&gauges[g], canvas, bar_in(box_left(box, each), LINE_BAR_PX));
        box = box_after(box, each + PX(PANE_PAD_PX));
    }
}

/* Its name, and what is wrong with it or, on a line, what it counts. */
static void draw_head(const Frame *frame, Canvas *canvas, int host, CardSize size, const Gauge gauges[],
                      int count, Box head) {
    const Host *it = world_host(frame->now.head, host);
    const bool is_well = it->up && it->activated;
    Text words = {0};
    host_add_troubles(&frame->now, host, &words);
    const bool has_troubles = words.length > 0;
    if (!has_troubles && size == CARD_TINY)
        for (int g = 0; g < count; g++)
            text_add_format(&words, "%s%d/%d", g ? " · " : "", gauges[g].count, gauge_goal(&gauges[g]));
    Box room = is_well ? head : box_left(head, head.width - PX(16));
    if (!is_well) draw_cross(canvas, head);
    const TextStyle name = ink_bold(INK_TEXT, size == CARD_FULL ? 14 : PANE_TEXT_PX);
    Px name_px = font_width(canvas->font, name, frame->now.plan->hosts[host].name);
    const Px most = words.length ? room.width * 6 / 10 : room.width;
    if (name_px > most) name_px = most;
    label_draw(canvas, box_left(room, name_px), ANCHOR_START, name, frame->now.plan->hosts[host].name);
    const TextStyle style =
        has_troubles ? ink_bold(INK_WARN, PANE_SMALL_PX) : ink_text(INK_TEXT, PANE_SMALL_PX);
    room = box_after(room, px_whole(name_px + PX(6) + PX_HALF));
    if (canvas_has(canvas, &words) && words.length) {
        label_draw(canvas, room, ANCHOR_END, style, words.bytes);
        if (size == CARD_TINY)
            draw_bars(canvas, gauges, count,
                      box_left(room, room.width - font_width(canvas->font, style, words.bytes) - PX(6)));
    }
    text_free(&words);
}

void host_card_draw(const Frame *frame, Canvas *canvas, int host, CardSize size, Box box) {
    Gauge gauges[POOL_COUNT];
    const int count = host_gauges(&frame->now, host, gauges);
    const View *view = frame->view;
    const bool is_down = !world_host(frame->now.head, host)->up;
    hit_begin(canvas, "host", frame->now.plan->hosts[host].name, HIT_HOST, (uint32_t)host, box);
    canvas_round_box(canvas, box_inset(box, PX_HALF), PX(RADIUS_PX), ink_fill(INK_PANEL),
                     is_down ? ink_dash(INK_NO_REACH, PX(2), DASH_SHORT) : ink_line(INK_OUTLINE, PX(3) / 2));
    if (view->selected.kind == SUBJECT_HOST && view->selected.index == (uint32_t)host)
        look_select(canvas, box_inset(box, PX(2)));
    const Box inside = {box.x + PX(PANE_PAD_PX), box.y, box.width - PX(2 * PANE_PAD_PX),
                        box.height - PX(PANE_PAD_PX / 2)};
    draw_head(frame, canvas, host, size, gauges, count, box_top(inside, PX(HEAD_PX)));
    Box rest = box_below(inside, PX(HEAD_PX));
    for (int g = 0; g < count && size != CARD_TINY; g++) {
        if (size == CARD_FULL) {
            draw_pool(frame, canvas, host, &gauges[g], box_left(rest, inside.width / count - PX(4)));
            rest = box_after(rest, inside.width / count + PX(2));
        } else {
            draw_slim_pool(canvas, &gauges[g], box_top(rest, PX(SLIM_PX)));
            rest = box_below(rest, PX(SLIM_PX));
        }
    }
    canvas_ungroup(canvas);
}

/* ---- services ----------------------------------------------------------------------------------------- */

void service_card_draw(const Frame *frame, Canvas *canvas, Service service, Box box) {
    const bool is_up = frame->now.head->service_up[service];
    canvas_group(canvas, (CanvasGroup){.role = "service", .title = SERVICE_NAMES[service]});
    canvas_round_box(canvas, box_inset(box, PX_HALF), PX(RADIUS_PX), ink_fill(INK_PANEL),
                     is_up ? ink_line(INK_OUTLINE, PX(3) / 2) : ink_dash(INK_NO_REACH, PX(2), DASH_SHORT));
    const Box inside = {box.x + PX(PANE_PAD_PX), box.y, box.width - PX(2 * PANE_PAD_PX), box.height};
    const TextStyle style = ink_bold(INK_TEXT, PANE_SMALL_PX);
    const Px name = font_width(canvas->font, style, SERVICE_NAMES[service]);
    label_draw(canvas, inside, ANCHOR_START, style, SERVICE_NAMES[service]);
    if (!is_up) {
        draw_cross(canvas, inside);
        label_draw(canvas, box_after(box_left(inside, inside.width - PX(16)), name + PX(4)), ANCHOR_END,
                   ink_bold(INK_WARN, PANE_SMALL_PX), "down");
    }
    canvas_ungroup(canvas);
}
