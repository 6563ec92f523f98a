/* Futures as a tree, a thin lane each; a branch leaves its parent where it branches.
 *
 *     A the file           ├────────────┬───────────────┤
 *     B kms1 goes down                  └───────┤
 */
#include "ui/canvas/label.h"
#include "ui/stage/dock_inside.h"
#include "ui/stage/hit_kinds.h"

enum { BELOW_PX = 3 };

Px dock_lanes_height(const Dock *dock, int rows) {
    return rows * dock->line + PX(BELOW_PX);
}

/* The first lane that has a row, so that the one shown has one. */
static int first_of(const Dock *dock) {
    const int shown = dock->frame->view->lane;
    return shown >= dock->lane_rows ? shown - dock->lane_rows + 1 : 0;
}

static Px row_y(const Dock *dock, int lane) {
    return dock->lanes_y + (lane - first_of(dock)) * dock->line + dock->line / 2;
}

static bool has_row(const Dock *dock, int lane) {
    const int row = lane - first_of(dock);
    return row >= 0 && row < dock->lane_rows;
}

/* Up to where it was shown; while a question hides what is to come, no further than that. */
static int32_t end_of(const Dock *dock, const Lane *lane) {
    const Frame *frame = dock->frame;
    const int32_t horizon = frame->now.horizon_at;
    if (lane == frame->now.lane) return horizon;
    if (lane == frame->other.lane) return frame->other.horizon_at;
    return frame_hides(frame) && horizon < lane->shown_until ? horizon : lane->shown_until;
}

static void draw_line(const Dock *dock, const Lane *lane, int number, Canvas *canvas) {
    const bool is_shown = number == dock->frame->view->lane,
               is_other = number == dock->frame->view->other_lane;
    const Stroke stroke = ink_line(is_shown || is_other ? INK_BRANCH : INK_FAINT, is_shown   ? PX(4)
                                                                                  : is_other ? PX(3)
                                                                                             : PX(2));
    const Px y = px_whole(row_y(dock, number)), from = axis_x(&dock->axis, lane->at < 0 ? 0 : lane->at);
    const Px to = axis_x(&dock->axis, end_of(dock, lane));
    if (lane->parent >= 0 && lane->at >= 0) {
        const Px top = has_row(dock, lane->parent) ? px_whole(row_y(dock, lane->parent)) : dock->lanes_y;
        canvas_line(canvas, (Point){px_sharp(from), top}, (Point){px_sharp(from), y}, stroke);
    }
    canvas_line(canvas, (Point){from, y}, (Point){to > from ? to : from + PX(2), y}, stroke);
    const Px end = px_sharp(to > from ? to : from + PX(2));
    canvas_line(canvas, (Point){end, y - PX(4)}, (Point){end, y + PX(4)}, ink_line(stroke.ink, PX(2)));
}

/* "B kms1 goes down": the name beside the lane; what was changed left of where it begins, if there is room,
 * or else behind the name. */
static void draw_name(const Dock *dock, const Lane *lane, int number, Canvas *canvas) {
    const Plot *plot = &dock->lanes[0].plot;
    const bool is_shown = number == dock->frame->view->lane;
    const TextStyle name = {dock->text_px, is_shown, INK_TEXT, INK_NONE};
    const TextStyle small = ink_text(INK_FAINT, dock->text_px);
    const char *words = lane->parent < 0 ? "the file" : text_bytes(&lane->words);
    const Px top = row_y(dock, number) - dock->line / 2;
    const Px width = font_width(canvas->font, name, lane->name) + PX(6);
    label_draw(canvas, (Box){plot->names_x, top, plot->names_width, dock->line}, ANCHOR_START, name,
               lane->name);
    const Px free_px = axis_x(&dock->axis, lane->at < 0 ? 0 : lane->at) - plot->x - PX(8);
    if (free_px >= font_width(canvas->font, small, words) && lane->at >= 0)
        label_draw(canvas, (Box){plot->x, top, free_px, dock->line}, ANCHOR_END, small, words);
    else if (width < plot->names_width)
        label_draw(canvas, (Box){plot->names_x + width, top, plot->names_width - width, dock->line},
                   ANCHOR_START, small, words);
}

void dock_draw_lanes(const Dock *dock, Canvas *canvas) {
    const Lanes *lanes = dock->frame->lanes;
    for (int l = 0; dock->lane_rows > 0 && l < lanes->count; l++) {
        if (!has_row(dock, l)) continue;
        const Plot *plot = &dock->lanes[0].plot;
        const Box row = {plot->names_x, row_y(dock, l) - dock->line / 2,
                         plot->remarks_x + plot->remarks_width - plot->names_x, dock->line};
        canvas_group(canvas, (CanvasGroup){.role = "lane",
                                           .title = lanes->lanes[l]->name,
                                           .hit = {HIT_LANE, (uint32_t)l},
                                           .area = row});
        draw_line(dock, lanes->lanes[l], l, canvas);
        draw_name(dock, lanes->lanes[l], l, canvas);
        canvas_ungroup(canvas);
    }
}
