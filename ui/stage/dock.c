#include "ui/stage/dock.h"

#include <stdlib.h>
#include <string.h>

#include "sim/run/words.h"
#include "ui/canvas/label.h"
#include "ui/canvas/look.h"
#include "ui/stage/dock_inside.h"
#include "ui/stage/hit_kinds.h"
#include "ui/stage/pane.h"

enum {
    LEAST_PX = 160, /* narrower than this there is nothing in it */
    PAD_PX = 6,
    TEXT_PX = 11,
    LARGE_TEXT_PX = 13,
    LARGE_PX = 250,
    DAYS_PX = 150, /* from this height on the axis has both rows */
    DAYS_BESIDE_LANES_PX = 240,
    LANE_ROWS_MOST = 4,
    STEP_PX = 11,
    GUTTER_PX = 16 /* for the names of two lanes */
};

/* ---- where -------------------------------------------------------------------------------------------- */

static Px within(Px value, Px least, Px most) {
    return value < least ? least : value > most ? most : value;
}

/* Names, time and remarks side by side. */
typedef struct {
    Px names_x, names, x, width, remarks_x, remarks;
} Across;

static Across across_of(Box box) {
    Across across = {.names_x = px_whole(box.x + PX(PAD_PX))};
    across.names = px_whole(within(box.width / 9, PX(40), PX(190)));
    across.remarks = px_whole(within(box.width / 16, PX(30), PX(90)));
    across.x = across.names_x + across.names + PX(PAD_PX);
    across.remarks_x = px_whole(box_right(box) - PX(PAD_PX) - across.remarks);
    across.width = across.remarks_x - PX(PAD_PX) - across.x;
    if (across.width < PX(1)) across.width = PX(1);
    return across;
}

int32_t dock_at(const Frame *frame, Box box, Point point) {
    const Across across = across_of(box);
    const int32_t run = frame->now.plan->run_min;
    const int32_t last = frame_hides(frame) ? frame->now.horizon_at : run;
    const int64_t at = ((int64_t)point.x - across.x) * run / across.width;
    return at < 0 ? 0 : at > last ? last : (int32_t)at;
}

/* The last minute of which the record may be asked; -1: none yet. */
static int32_t known_of(const Shown *shown) {
    const int32_t until = record_until(shown->record);
    return shown->horizon_at < until ? shown->horizon_at : until;
}

Hit dock_hit(const Dock *dock, const DockLane *lane, Subject subject) {
    const Subject here = subject_in(dock->frame->now.plan, lane->shown->plan, subject);
    if (here.kind == SUBJECT_NONE) return (Hit){HIT_NOTHING, 0};
    return (Hit){here.kind == SUBJECT_MACHINE ? HIT_MACHINE : HIT_HOST, here.index};
}

static uint32_t pale_looks(const View *view) {
    uint32_t looks = 0;
    for (int look = 0; look < LOOK_COUNT; look++)
        if (!view_stands_out(view, (Look)look)) looks |= (uint32_t)1 << look;
    return looks;
}

/* Nothing of it is measured: it has the scale of the whole. */
static void lay_out_plot(DockLane *lane, const Dock *dock, Across across) {
    const Shown *shown = lane->shown;
    const int32_t known = known_of(shown);
    lane->request = (FigureRequest){.plan = shown->plan, .to = known > 0 ? known : 0};
    Plot *plot = &lane->plot;
    *plot = (Plot){.request = &lane->request,
                   .record = shown->record,
                   .font = dock->frame->font,
                   .names_x = across.names_x,
                   .names_width = across.names,
                   .x = across.x,
                   .pale_looks = pale_looks(dock->frame->view),
                   .remarks_x = across.remarks_x,
                   .remarks_width = across.remarks};
    axis_begin(&plot->axis, 0, lane->request.to);
    plot->width = axis_x(&dock->axis, plot->axis.to) - across.x;
    plot->axis.x = plot->axis.stretches[0].x = across.x;
    plot->axis.width = plot->axis.stretches[0].width = plot->width;
}

static void lay_out_down(Dock *dock) {
    const Frame *frame = dock->frame;
    const Px bottom = box_bottom(dock->box) - PX(2);
    Px y = dock->box.y + PX(PAD_PX / 2);
    dock->has_days = dock->box.height >= (frame->lanes->count > 1 ? PX(DAYS_BESIDE_LANES_PX) : PX(DAYS_PX));
    dock->axis_y = px_whole(bottom - (dock->has_days ? axis_height() : axis_calendar_height()));
    if (dock->axis_y < y) dock->axis_y = y;
    dock->lanes_y = y;
    if (frame->lanes->count > 1) {
        dock->lane_rows = frame->lanes->count < LANE_ROWS_MOST ? frame->lanes->count : LANE_ROWS_MOST;
        while (dock->lane_rows > 1 && dock_lanes_height(dock, dock->lane_rows) > (dock->axis_y - y) / 3)
            dock->lane_rows--;
        y += dock_lanes_height(dock, dock->lane_rows);
    }
    y += PX(HANDLE_PX);
    dock->flags_y = y;
    y += dock_flags_height(frame);
    dock->claims_y = y;
    y += dock_claims_height(frame->now.plan, dock->box.height);
    for (int l = 0; l < dock->lane_count; l++) {
        const Px whole = dock->axis_y > y ? dock->axis_y - y : 0;
        dock->lanes[l].height = px_whole(whole / dock->lane_count - PX_HALF);
        dock->lanes[l].y = px_whole(y + l * dock->lanes[l].height);
    }
}

static void lay_out(Dock *dock, const Frame *frame, Box box) {
    Across across = across_of(box);
    *dock = (Dock){.frame = frame, .box = box, .lane_count = frame->other.lane ? 2 : 1};
    dock->text_px = box.height >= PX(LARGE_PX) ? LARGE_TEXT_PX : TEXT_PX;
    if (dock->lane_count > 1) {
        across.names_x += PX(GUTTER_PX);
        across.names -= PX(GUTTER_PX);
    }
    const TextStyle style = ink_text(INK_TEXT, dock->text_px);
    dock->line = px_whole(font_ascent(style) + font_descent(style) + PX_HALF);
    dock->lanes[0].shown = &frame->now;
    dock->lanes[1].shown = &frame->other;
    axis_begin(&dock->axis, 0, frame->now.plan->run_min);
    axis_lay_out(&dock->axis, frame->font, frame->now.plan->start, across.x, across.width, box.x + PX(2),
                 box_right(box) - PX(2));
    for (int l = 0; l < dock->lane_count; l++) lay_out_plot(&dock->lanes[l], dock, across);
    lay_out_down(dock);
    dock->time = (Box){across.x, dock->lanes_y, across.width, dock->axis_y - dock->lanes_y};
}

/* ---- drawing ------------------------------------------------------------------------------------------ */

/* Where it lies in the part of lane number `l`. */
static Box future_of(const Dock *dock, int l) {
    const DockLane *lane = &dock->lanes[l];
    const Px x = px_whole(axis_x(&dock->axis, known_of(lane->shown) < 0 ? 0 : lane->plot.axis.to));
    const Px top = l == 0 ? dock->lanes_y : lane->y;
    const Px bottom = l == dock->lane_count - 1 ? dock->axis_y : lane->y + lane->height;
    const Px right = box_right(dock->time);
    return (Box){x, top, right > x ? right - x : 0, bottom > top ? bottom - top : 0};
}

/* What is still to come: hatched. */
static void draw_future(const Dock *dock, Canvas *canvas) {
    for (int l = 0; l < dock->lane_count; l++) {
        const Box rest = future_of(dock, l);
        canvas_group(canvas, (CanvasGroup){.role = "to-come"});
        if (rest.width > 0 && rest.height > 0)
            canvas_box(canvas, rest, (Fill){INK_FUTURE, HATCH_DIAGONAL}, NO_LINE);
        canvas_ungroup(canvas);
    }
}

/* And it says so, where there is room. */
static void draw_future_name(const Dock *dock, Canvas *canvas) {
    const bool hides = frame_hides(dock->frame);
    const char *says = hides ? "hidden until the question is answered" : "still to come";
    const TextStyle style = ink_text(hides ? INK_TEXT : INK_FAINT, dock->text_px);
    const Px width = font_width(canvas->font, style, says) + PX(12), height = dock->line + PX(4);
    const Box rest = future_of(dock, 0);
    const Px room = box_bottom(rest) - PX(STEP_PX) - dock->flags_y; /* steps of a lesson stand on the axis */
    if (width > rest.width || height > room) return;
    const Box plate = {px_whole(box_centre(rest).x - width / 2),
                       px_whole(dock->flags_y + (room - height) / 2), width, height};
    canvas_box(canvas, plate, ink_fill(INK_BACKGROUND), ink_line(INK_GRID, PX(1)));
    label_draw(canvas, plate, ANCHOR_MIDDLE, style, says);
}

/* Which lane this part is about: where there are two. */
static void draw_lane_name(const Dock *dock, const DockLane *lane, Canvas *canvas) {
    const Plot *plot = &lane->plot;
    if (dock->lane_count < 2 || lane->height < dock->line + PX(2)) return;
    const Px x = plot->names_x - PX(GUTTER_PX), y = px_sharp(lane->y);
    canvas_line(canvas, (Point){x, y}, (Point){plot->remarks_x + plot->remarks_width, y},
                ink_line(INK_AXIS, PX(1)));
    label_draw(canvas, (Box){x, lane->y + PX(2), PX(GUTTER_PX), dock->line}, ANCHOR_START,
               ink_bold(INK_BRANCH, dock->text_px), lane->shown->lane->name);
}

/* What of a lane's part is for machines, and below it for counts: 0 high where there is no room. */
typedef struct {
    Box machines, counts;
} Parts;

static Parts parts_of(const Dock *dock, const DockLane *lane) {
    const Px gap = PX(4), above = dock->lane_count > 1 ? gap : 0;
    Box rest = {lane->plot.x, lane->y + above, lane->plot.width, lane->height - above};
    if (known_of(lane->shown) < 0 || rest.height < PX(8)) return (Parts){0};
    const Px counts = dock_counts_height(dock, lane, rest.height);
    const Box below = {rest.x, box_bottom(rest) - counts, rest.width, counts};
    rest.height -= counts > 0 ? counts + gap : 0;
    return (Parts){rest, below};
}

static void draw_lane(const Dock *dock, const DockLane *lane, Canvas *canvas) {
    const Parts parts = parts_of(dock, lane);
    draw_lane_name(dock, lane, canvas);
    if (parts.machines.height > 0) dock_draw_machines(dock, lane, canvas, parts.machines);
    if (parts.counts.height > 0) dock_draw_counts(dock, lane, canvas, parts.counts);
}

/* Two bars crossed out: from here on the two are not the same. */
static void draw_difference(const Dock *dock, Canvas *canvas) {
    const int32_t at = dock->frame->differs_at;
    if (dock->lane_count < 2 || at == NEVER || at > known_of(dock->lanes[0].shown)) return;
    const Px x = px_sharp(axis_x(&dock->axis, at)), y = dock->lanes[1].y, r = PX(7);
    const Stroke line = ink_line(INK_WARN, PX(2));
    canvas_group(canvas, (CanvasGroup){.role = "difference",
                                       .title = "the first difference",
                                       .hit = {HIT_AT, (uint32_t)at},
                                       .area = {x - r, y - r, 2 * r, 2 * r}});
    canvas_line(canvas, (Point){x, dock->lanes[0].y}, (Point){x, dock->axis_y},
                ink_dash(INK_WARN, PX(2), DASH_LONG));
    canvas_disc(canvas, (Point){x, y}, r, ink_fill(INK_BACKGROUND), line);
    for (int bar = -1; bar <= 1; bar += 2)
        canvas_line(canvas, (Point){x - PX(4), y + bar * PX(2)}, (Point){x + PX(4), y + bar * PX(2)}, line);
    canvas_line(canvas, (Point){x + PX(3), y - PX(5)}, (Point){x - PX(3), y + PX(5)}, line);
    canvas_ungroup(canvas);
}

static void draw_axis(const Dock *dock, Canvas *canvas) {
    if (dock->box.height < axis_calendar_height() + PX(2 * PAD_PX)) return;
    if (dock->has_days)
        axis_draw(&dock->axis, canvas, dock->axis_y);
    else
        axis_draw_calendar(&dock->axis, canvas, dock->axis_y);
}

/* All but the minute shown, and the marks, which go over it. */
static void draw_ground(const Dock *dock, Canvas *canvas) {
    canvas_box(canvas, dock->box, ink_fill(INK_PANEL), NO_LINE);
    canvas_box(canvas, dock->time, ink_fill(INK_BACKGROUND), NO_LINE);
    draw_future(dock, canvas);
    axis_draw_grid(&dock->axis, canvas, dock->flags_y, dock->axis_y);
    draw_future_name(dock, canvas);
    for (int l = 0; l < dock->lane_count; l++) draw_lane(dock, &dock->lanes[l], canvas);
    draw_difference(dock, canvas);
    draw_axis(dock, canvas);
    dock_draw_lanes(dock, canvas);
}

/* All that the ground follows from, beside its box. What is recorded of a lane stays as it is, but that it
 * grows. */
typedef struct {
    uint32_t edition, pale_looks;
    int32_t lane, other_lane, hides, selected_kind, selected, differs_at;
    int32_t until[2], doings_until[2], horizon_at[2], shown_until[LANES_MOST];
} GroundKey;

static GroundKey ground_key(const Dock *dock) {
    const Frame *frame = dock->frame;
    const View *view = frame->view;
    GroundKey key = {.edition = frame->lanes->edition,
                     .pale_looks = pale_looks(view),
                     .lane = view->lane,
                     .other_lane = view->other_lane,
                     .hides = frame_hides(frame),
                     .selected_kind = (int32_t)view->selected.kind,
                     .selected = (int32_t)view->selected.index,
                     .differs_at = frame->differs_at};
    for (int l = 0; l < dock->lane_count; l++) {
        const Shown *shown = dock->lanes[l].shown;
        key.until[l] = record_until(shown->record);
        key.doings_until[l] = record_doings_until(shown->record);
        key.horizon_at[l] = shown->horizon_at;
    }
    for (int l = 0; l < frame->lanes->count; l++) key.shown_until[l] = frame->lanes->lanes[l]->shown_until;
    return key;
}

/* It is by far the most of the dock, and the same while one plays or drags through what was shown before. */
static void draw_kept_ground(const Dock *dock, Canvas *canvas) {
    const GroundKey key = ground_key(dock);
    if (canvas_is_kept(canvas, dock->box, &key, sizeof key)) return;
    draw_ground(dock, canvas);
    canvas_keep(canvas, dock->box);
}

static void draw_inside(Dock *dock, Canvas *canvas) {
    const Box box = dock->box;
    Box drag = dock->time;
    drag.height = box_bottom(box) - drag.y;
    canvas_group(canvas, (CanvasGroup){.role = "time", .hit = {HIT_DOCK, 0}, .area = drag});
    draw_kept_ground(dock, canvas);
    for (int l = 0; l < dock->lane_count; l++) {
        const Box counts = parts_of(dock, &dock->lanes[l]).counts;
        if (counts.height > 0) dock_draw_counted(dock, &dock->lanes[l], canvas, counts);
    }
    dock_draw_cursor(dock, canvas);
    dock_draw_marks(dock, canvas);
    canvas_ungroup(canvas);
}

void dock_draw(const Frame *frame, Canvas *canvas, Box box) {
    Dock *dock = box.width >= PX(LEAST_PX) ? malloc(sizeof *dock) : NULL;
    canvas_group(canvas, (CanvasGroup){.role = "dock", .hit = {HIT_PANEL, PANEL_DOCK}, .area = box});
    canvas->failed |= !dock && box.width >= PX(LEAST_PX);
    if (dock) {
        lay_out(dock, frame, box);
        draw_inside(dock, canvas);
    } else {
        canvas_box(canvas, box, ink_fill(INK_PANEL), NO_LINE);
    }
    pane_draw_edge(frame, canvas, box, PANEL_DOCK);
    canvas_ungroup(canvas);
    free(dock);
}

/* ---- in words ----------------------------------------------------------------------------------------- */

static void tell_lanes(const Frame *frame, Text *out) {
    for (int l = 0; l < frame->lanes->count; l++) {
        const Lane *lane = frame->lanes->lanes[l];
        text_add_format(out, "%s %s",
                        l == frame->view->lane         ? ">"
                        : l == frame->view->other_lane ? "="
                                                       : " ",
                        lane->name);
        if (lane->parent >= 0) text_add_format(out, ", from %s", frame->lanes->lanes[lane->parent]->name);
        if (lane->at >= 0) {
            text_add(out, " at ");
            words_instant(out, frame->now.plan, lane->at);
        }
        if (lane->words.length > 0) text_add(out, ": ");
        text_add_safe(out, text_bytes(&lane->words), lane->words.length);
        text_add_char(out, '\n');
    }
    frame_tell_search(frame, out);
    if (frame->differs_until != NEVER) text_add_char(out, '\n');
    if (frame->differs_at == NEVER) return;
    text_add(out, "They first differ at ");
    words_instant(out, frame->now.plan, frame->differs_at);
    text_add(out, ".\n");
}

static void tell_looks(const Shown *shown, Text *out) {
    int32_t looks[LOOK_COUNT];
    bool any = false;
    shown_looks(shown, RECORD_ALL, looks);
    for (int look = 0; look < LOOK_COUNT; look++) {
        if (looks[look] == 0) continue;
        text_add_format(out, "%s%d %s", any ? ", " : "", looks[look], LOOKS[look].word);
        any = true;
    }
    if (any) text_add(out, "\n");
}

static void tell_shown(const Frame *frame, const Shown *shown, Text *out) {
    DockLane *lane = malloc(sizeof *lane);
    Dock *dock = calloc(1, sizeof *dock);
    out->failed |= !lane || !dock;
    if (lane && dock && known_of(shown) >= 0) {
        dock->frame = frame;
        axis_begin(&dock->axis, 0, shown->plan->run_min);
        *lane = (DockLane){.shown = shown};
        lay_out_plot(lane, dock, (Across){0});
        tell_looks(shown, out);
        dock_tell_counts(lane, out);
        dock_tell_marks(lane, out);
    }
    free(lane);
    free(dock);
}

void dock_tell(const Frame *frame, Text *out) {
    const Plan *plan = frame->now.plan;
    text_add(out, "Shown: ");
    words_instant(out, plan, frame->now.at < 0 ? 0 : frame->now.at);
    text_add(out, " of a run to ");
    words_instant(out, plan, plan->run_min);
    text_add(out, ".\n");
    if (frame->now.horizon_at < plan->run_min) {
        text_add(out, frame_hides(frame) ? "Hidden until the question is answered: after "
                                         : "Still to come: what is after ");
        words_instant(out, plan, frame->now.horizon_at < 0 ? 0 : frame->now.horizon_at);
        text_add(out, ".\n");
    }
    if (frame->lanes->count > 1) tell_lanes(frame, out);
    tell_shown(frame, &frame->now, out);
    if (!frame->other.lane) return;
    text_add_format(out, "Beside it, %s:\n", frame->other.lane->name);
    tell_shown(frame, &frame->other, out);
}
