#include "ui/figures/states_panel.h"

#include "ui/canvas/arrow.h"
#include "ui/canvas/label.h"
#include "ui/canvas/look.h"
#include "ui/figures/letter.h"
#include "ui/figures/page.h"
#include "ui/figures/state_labels.h"
#include "ui/figures/state_signs.h"
#include "ui/figures/states_route.h"

enum { RADIUS_PX = 6, FRAME_RADIUS_PX = 10, DOT_PX = 3 };

void states_panel_lay_out(StatesPanel *panel, const LifeGraph *graph, const Font *font, Px left, Px right,
                          Px top) {
    states_parts_find(panel, graph, font);
    if (!states_route_across(panel, left, right, top)) states_route_down(panel, left, right, top);
    panel->height = box_bottom(panel->frame) - top;
}

/* ---- drawing ------------------------------------------------------------------------------------------ */

static void draw_box(const StatesPanel *panel, Canvas *canvas, const StateBox *box) {
    const LookRow *look = &LOOKS[life_look(box->state)];
    const bool is_pale = state_is_pale(panel->graph, box->state);
    const Box band = {box->box.x, box->box.y, PX(STATE_BAND_PX), box->box.height};
    const Stroke outline =
        is_pale ? ink_dash(INK_FAINT, PX(1), DASH_SHORT) : ink_line(INK_OUTLINE, PX(3) / 2);
    canvas_group(canvas, (CanvasGroup){.role = "state", .title = STATE_NAMES[box->state]});
    canvas_round_box(canvas, box->box, PX(RADIUS_PX), ink_fill(INK_PANEL), NO_LINE);
    canvas_clip(canvas, band);
    canvas_round_box(canvas, (Box){band.x, band.y, 2 * band.width, band.height}, PX(RADIUS_PX),
                     ink_fill(is_pale ? INK_SHADE : look->ink), NO_LINE);
    canvas_unclip(canvas);
    canvas_line(canvas, (Point){px_sharp(box_right(band)), band.y},
                (Point){px_sharp(box_right(band)), box_bottom(band)}, outline);
    canvas_round_box(canvas, box->box, PX(RADIUS_PX), NO_FILL, outline);
    const Box letter = {band.x, band.y + PX(STATE_PAD_PX) - PX(2), band.width, PX(20)};
    if (is_pale)
        label_draw(canvas, letter, ANCHOR_MIDDLE, ink_text(INK_FAINT, PAGE_LABEL_PX), look->letter);
    else
        letter_draw(canvas, letter, ANCHOR_MIDDLE, life_look(box->state), PAGE_LABEL_PX);
    block_draw(&box->block, canvas, states_box_inside(box), ANCHOR_START);
    canvas_ungroup(canvas);
}

static void draw_path(const StatesPanel *panel, Canvas *canvas, const StatePath *path) {
    const bool is_pale = state_path_is_pale(panel->graph, path->from, path->to);
    canvas_group(canvas, (CanvasGroup){.role = "arrow"});
    arrow_draw(canvas, path->points, (size_t)path->point_count, state_arrow_line(is_pale), PX(STATE_HEAD_PX));
    if (path->from == ANY_STATE)
        canvas_disc(canvas, path->points[0], PX(DOT_PX), ink_fill(is_pale ? INK_FAINT : INK_TEXT), NO_LINE);
    block_draw(&path->label, canvas, path->label_box, path->anchor);
    canvas_ungroup(canvas);
}

void states_panel_draw(const StatesPanel *panel, Canvas *canvas) {
    canvas->failed |= panel->failed;
    canvas_round_box(canvas, panel->frame, PX(FRAME_RADIUS_PX), NO_FILL, ink_line(INK_AXIS, PX(1)));
    for (int i = 0; i < panel->path_count; i++) draw_path(panel, canvas, &panel->paths[i]);
    for (int i = 0; i < panel->box_count; i++) draw_box(panel, canvas, &panel->boxes[i]);
}
