/* Changes by number, claims where they were decided, steps of the lesson, and the minute shown. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/run/words.h"
#include "ui/figures/claim_lanes.h"
#include "ui/figures/flags.h"
#include "ui/stage/dock_inside.h"
#include "ui/stage/hit_kinds.h"

enum { FLAGS_PX = 20, CLAIMS_PX = 13, CLAIMS_LEAST_PX = 110, SIGN_PX = 11, STEP_PX = 5, CLAIMS_TOLD = 40 };

Px dock_flags_height(const Frame *frame) {
    return frame->now.plan->change_count > 0 || frame->now.lane->change ? PX(FLAGS_PX) : 0;
}

Px dock_claims_height(const Plan *plan, Px whole) {
    return plan->expect_count > 0 && whole >= PX(CLAIMS_LEAST_PX) ? PX(CLAIMS_PX) : 0;
}

static CanvasGroup place_of(const char *role, int32_t at, Box area) {
    return (CanvasGroup){.role = role, .hit = {HIT_AT, (uint32_t)at}, .area = area};
}

/* ---- changes ------------------------------------------------------------------------------------------ */

/* A tick each further time is enough here. */
static void leave_out_again(Flags *flags) {
    int kept = 0;
    for (int i = 0; i < flags->sign_count; i++)
        if (!flags->signs[i].is_again) flags->signs[kept++] = flags->signs[i];
    flags->sign_count = kept;
}

/* Too large for a small stack. NULL: out of memory. */
static Flags *find_flags(const DockLane *lane) {
    Flags *flags = calloc(1, sizeof *flags);
    if (flags && flags_find(flags, &lane->plot)) return flags;
    free(flags);
    return NULL;
}

static void give_back(Flags *flags) {
    if (flags) flags_free(flags);
    free(flags);
}

static void draw_flags(const Dock *dock, DockLane *lane, Canvas *canvas) {
    Flags *flags = find_flags(lane);
    lane->plot.pole_count = 0;
    const bool are_laid_out = flags && flags_lay_out(flags, &lane->plot);
    canvas->failed |= !are_laid_out;
    if (are_laid_out) {
        leave_out_again(flags);
        flags_draw_poles(flags, canvas, dock->flags_y + PX(FLAGS_PX - 4), dock->axis_y);
        flags_draw(flags, canvas, dock->flags_y);
        for (int i = 0; i < flags->sign_count; i++) {
            const FlagSign *sign = &flags->signs[i];
            const Box area = {sign->x - sign->width / 2, dock->flags_y, sign->width, PX(FLAGS_PX)};
            canvas_group(canvas, place_of("change", flags->flags[sign->first - 1].first_at, area));
            canvas_ungroup(canvas);
        }
    }
    give_back(flags);
}

/* ---- claims ------------------------------------------------------------------------------------------- */

/* Claims decided near to each other, of which the first one that failed, if any, is the one to go to. */
typedef struct {
    Px x;
    int32_t at;
    bool any, held;
} Decided;

static void draw_decided(const Dock *dock, const Decided *decided, Canvas *canvas) {
    if (!decided->any) return;
    const Box box = {decided->x - PX(SIGN_PX) / 2, dock->claims_y, PX(SIGN_PX), PX(CLAIMS_PX)};
    canvas_group(canvas, place_of("claim", decided->at, box));
    claim_sign(canvas, box, decided->held);
    canvas_ungroup(canvas);
}

static void draw_claims(const Dock *dock, const DockLane *lane, Canvas *canvas) {
    Decided decided = {0};
    for (uint32_t m = 0; m < record_mark_count(lane->plot.record); m++) {
        const Row *row = record_mark(lane->plot.record, m);
        if (row->at > lane->request.to) break;
        if (row->kind != ROW_EXPECT) continue;
        const Px x = axis_x(&dock->axis, row->at);
        if (!decided.any || x - decided.x > PX(SIGN_PX + 2)) {
            draw_decided(dock, &decided, canvas);
            decided = (Decided){x, row->at, true, row->held};
        } else if (decided.held && !row->held) {
            decided.at = row->at;
            decided.held = false;
        }
    }
    draw_decided(dock, &decided, canvas);
}

/* ---- steps of the lesson ------------------------------------------------------------------------------ */

/* While a question is open, when the next steps are would be half its answer. */
static bool is_step_hidden(const Frame *frame, int32_t at) {
    const StepPhase phase = frame->view->phase;
    return (phase == STEP_ASKS || phase == STEP_REVEALS) && at > frame_step(frame)->at;
}

/* Small triangles that stand on the axis: filled where the lesson has been. */
static void draw_steps(const Dock *dock, Canvas *canvas) {
    const Plan *plan = dock->frame->now.plan;
    for (uint32_t s = 0; dock->frame->view->step != NO_STEP && s < plan->step_count; s++) {
        if (is_step_hidden(dock->frame, plan->steps[s].at)) continue;
        const Px x = px_whole(axis_x(&dock->axis, plan->steps[s].at)), y = dock->axis_y, r = PX(STEP_PX);
        const Point points[] = {{x - r, y - 2 * r}, {x + r, y - 2 * r}, {x, y}};
        const bool was = (int)s <= dock->frame->view->step;
        canvas_group(canvas, place_of("step", plan->steps[s].at, (Box){x - r, y - 2 * r, 2 * r, 2 * r}));
        canvas_polygon(canvas, points, 3, ink_fill(was ? INK_ACCENT : INK_BACKGROUND),
                       ink_line(INK_ACCENT, PX(3) / 2));
        canvas_ungroup(canvas);
    }
}

void dock_draw_marks(Dock *dock, Canvas *canvas) {
    DockLane *lane = &dock->lanes[0];
    if (record_until(lane->plot.record) >= 0 && lane->shown->horizon_at >= 0) {
        draw_flags(dock, lane, canvas);
        if (dock_claims_height(lane->shown->plan, dock->box.height) > 0) draw_claims(dock, lane, canvas);
    }
    draw_steps(dock, canvas);
}

/* ---- the minute shown --------------------------------------------------------------------------------- */

/* A line with a handle that can be taken hold of, above the flags. */
void dock_draw_cursor(const Dock *dock, Canvas *canvas) {
    const int32_t at = dock->frame->now.at < 0 ? 0 : dock->frame->now.at;
    const Px x = px_whole(axis_x(&dock->axis, at)), bottom = dock->axis_y + PX(5);
    const Px low = dock->flags_y, top = low - PX(HANDLE_PX), r = PX(6);
    const Point handle[] = {{x - r, top}, {x + r, top}, {x + r, low - PX(5)}, {x, low}, {x - r, low - PX(5)}};
    canvas_group(canvas, (CanvasGroup){.role = "cursor"});
    canvas_line(canvas, (Point){x, low}, (Point){x, bottom}, ink_line(INK_BACKGROUND, PX(4)));
    canvas_line(canvas, (Point){x, low}, (Point){x, bottom}, ink_line(INK_CURSOR, PX(2)));
    canvas_polygon(canvas, handle, 5, ink_fill(INK_CURSOR), ink_line(INK_BACKGROUND, PX(1)));
    canvas_ungroup(canvas);
}

/* ---- in words ----------------------------------------------------------------------------------------- */

void dock_tell_marks(const DockLane *lane, Text *out) {
    Flags *flags = find_flags(lane);
    out->failed |= !flags;
    if (flags) flags_describe(flags, &lane->plot, out);
    give_back(flags);
    int told = 0;
    for (uint32_t m = 0; m < record_mark_count(lane->plot.record); m++) {
        const Row *row = record_mark(lane->plot.record, m);
        if (row->at > lane->request.to) break;
        if (row->kind != ROW_EXPECT || told++ >= CLAIMS_TOLD) continue;
        text_add(out, row->held ? "Held: " : "Failed: ");
        words_claim(out, lane->shown->plan, &lane->shown->plan->claims[row->entry]);
        text_add(out, ".\n");
    }
    if (told > CLAIMS_TOLD) text_add_format(out, "and %d more claims\n", told - CLAIMS_TOLD);
}
