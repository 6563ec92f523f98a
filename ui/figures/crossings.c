#include "ui/figures/crossings.h"

#include <stdio.h>
#include <stdlib.h>

#include "ui/figures/page.h"
#include "ui/figures/room.h"

enum { DOT_PX = 3, ABOVE_PX = 16, NEAR_TRIES = 2, TRIES = 8, TRY_PX = 3 };

static TextStyle label_style(void) {
    return ink_text(INK_TEXT, PAGE_SMALL_PX);
}

/* ---- which ones --------------------------------------------------------------------------------------- */

static bool add(Crossings *crossings, int32_t at, int32_t threshold, bool is_up) {
    if (crossings->count == CROSSINGS_MOST) {
        crossings->is_cut = true;
        return true;
    }
    if (!crossings->list) crossings->list = calloc(CROSSINGS_MOST, sizeof *crossings->list);
    if (!crossings->list) return false;
    crossings->list[crossings->count++] = (Crossing){.at = at, .threshold = threshold, .is_up = is_up};
    return true;
}

bool crossings_find(Crossings *crossings, const Plot *plot, const Crossed *crossed) {
    int32_t before = course_at(crossed->count, plot_from(plot) - 1);
    CourseStep step;
    for (int32_t at = plot_from(plot) - 1;
         !crossings->is_cut && course_next(crossed->count, at, &step) && step.at <= plot_to(plot);
         at = step.at) {
        for (int t = 0; t < crossed->threshold_count; t++) {
            const int32_t threshold = crossed->thresholds[t];
            if ((before >= threshold) == (step.value >= threshold)) continue;
            if (!add(crossings, step.at, threshold, step.value >= threshold)) return false;
        }
        before = step.value;
    }
    return true;
}

void crossings_free(Crossings *crossings) {
    free(crossings->list);
    *crossings = (Crossings){0};
}

Px crossings_above(void) {
    return PX(ABOVE_PX);
}

/* ---- where their labels stand ------------------------------------------------------------------------- */

/* Is a line drawn through the box at this height? */
static bool is_in(Box box, Px y) {
    return y > box.y - PX(1) && y < box_bottom(box) + PX(1);
}

/* Does a threshold's line, or the cap's, go through the box? */
static bool is_crossed(const Crossed *crossed, const Plot *plot, Box box) {
    int32_t least, most;
    for (int t = 0; t < crossed->threshold_count; t++)
        if (is_in(box, scale_y(&crossed->scale, crossed->thresholds[t]))) return true;
    steps_between(&plot->axis, crossed->cap, box.x, box_right(box), &least, &most);
    return is_in(box, scale_y(&crossed->scale, most)) || is_in(box, scale_y(&crossed->scale, least));
}

/* Is the box wholly above the count's line, or wholly on the area below it? */
static bool is_on_one_side(const Crossed *crossed, const Plot *plot, Box box, bool *out_below) {
    int32_t least, most;
    steps_between(&plot->axis, crossed->count, box.x, box_right(box), &least, &most);
    *out_below =
        box.y > scale_y(&crossed->scale, least) + PX(1) && box_bottom(box) < box_bottom(crossed->scale.box);
    return *out_below || box_bottom(box) < scale_y(&crossed->scale, most);
}

static bool is_on_pole(const Plot *plot, Box box) {
    for (int p = 0; p < plot->pole_count; p++)
        if (plot->poles[p] > box.x - PX(1) && plot->poles[p] < box_right(box) + PX(1)) return true;
    return false;
}

static bool try_box(Crossing *crossing, const Crossed *crossed, const Plot *plot, Room *room, Box box) {
    if (!room_is_free(room, box) || is_crossed(crossed, plot, box) ||
        !is_on_one_side(crossed, plot, box, &crossing->is_below))
        return false;
    room_block(room, box_inset(box, -PX(3)));
    crossing->box = box;
    return true;
}

/* Beside the dot, as near as can be: above, on the left where the count comes from below, else on the right;
 * or on the area. On a pole only where that is better than no label: its halo or plate parts it. */
static bool place(Crossing *crossing, const Crossed *crossed, const Plot *plot, Room *room, int tries,
                  bool on_poles) {
    const TextStyle style = label_style();
    const Px width = font_width(plot->font, style, crossing->label);
    const Px height = font_ascent(style) + font_descent(style);
    const Point dot = crossing->dot;
    const Px left = dot.x - PX(DOT_PX + 2) - width, right = dot.x + PX(DOT_PX + 2);
    for (int i = 0; i < tries; i++) {
        const Px above = dot.y - height - PX(1 + i * TRY_PX), below = dot.y + PX(2 + i * TRY_PX);
        const Box up[] = {{left, above, width, height},
                          {right, above, width, height},
                          {right, below, width, height},
                          {left, below, width, height}};
        const Box down[] = {up[1], up[0], up[3], up[2]};
        for (int side = 0; side < 4; side++) {
            const Box box = crossing->is_up ? up[side] : down[side];
            if ((on_poles || !is_on_pole(plot, box)) && try_box(crossing, crossed, plot, room, box))
                return true;
        }
    }
    return false;
}

/* False: out of memory. */
static bool write_label(Crossing *crossing, const Plot *plot, bool with_date) {
    Text when = {0};
    page_add_when(&when, crossing->at);
    if (with_date) {
        text_add(&when, " (");
        page_add_date(&when, plot->request->plan, crossing->at);
        text_add_char(&when, ')');
    }
    snprintf(crossing->label, CROSSING_LABEL, "%s%d at %s", crossing->is_up ? "" : "below ",
             crossing->threshold, when.failed ? "" : when.bytes);
    const bool is_whole = !when.failed;
    text_free(&when);
    return is_whole;
}

/* What labels must not lie on from the beginning: folds and dots. */
static void block(Room *room, const Crossings *crossings, const Plot *plot) {
    for (int s = 0; s < plot->axis.stretch_count; s++) {
        const Stretch *stretch = &plot->axis.stretches[s];
        if (stretch->is_folded)
            room_block(room, (Box){stretch->x, room->within.y, stretch->width, room->within.height});
    }
    for (int c = 0; c < crossings->count; c++) {
        const Point dot = crossings->list[c].dot;
        room_block(room, (Box){dot.x - PX(DOT_PX), dot.y - PX(DOT_PX), PX(2 * DOT_PX), PX(2 * DOT_PX)});
    }
}

bool crossings_lay_out(Crossings *crossings, const Plot *plot, const Crossed *crossed, bool with_dates) {
    const Box plain = crossed->scale.box;
    Room room = {
        .within = {plain.x, plain.y - crossings_above(), plain.width, plain.height + crossings_above()}};
    for (int c = 0; c < crossings->count; c++) {
        Crossing *crossing = &crossings->list[c];
        crossing->dot =
            (Point){axis_x(&plot->axis, crossing->at), scale_y(&crossed->scale, crossing->threshold)};
    }
    block(&room, crossings, plot);
    bool is_whole = true;
    for (int c = 0; c < crossings->count; c++) {
        Crossing *crossing = &crossings->list[c];
        is_whole = write_label(crossing, plot, with_dates) && is_whole;
        if (with_dates && place(crossing, crossed, plot, &room, NEAR_TRIES, false)) continue;
        is_whole = write_label(crossing, plot, false) && is_whole; /* rather near than with its date */
        place(crossing, crossed, plot, &room, TRIES, false);
    }
    for (int c = 0; c < crossings->count; c++) /* what has found no place yet */
        if (crossings->list[c].box.width == 0) place(&crossings->list[c], crossed, plot, &room, TRIES, true);
    is_whole = is_whole && !room.failed;
    room_free(&room);
    return is_whole;
}

/* ---- drawing ------------------------------------------------------------------------------------------ */

void crossings_draw_dot(Canvas *canvas, Point at) {
    canvas_disc(canvas, at, PX(DOT_PX), ink_fill(INK_BACKGROUND), ink_line(INK_COUNTED, PX(3) / 2));
}

void crossings_draw(const Crossings *crossings, const Crossed *crossed, Canvas *canvas) {
    for (int c = 0; c < crossings->count; c++) {
        const Crossing *crossing = &crossings->list[c];
        TextStyle style = label_style();
        style.halo = crossing->is_below ? crossed->area : INK_BACKGROUND; /* across grid and poles */
        const bool has_plate = crossing->is_below && crossed->area == INK_NONE;
        canvas_group(canvas, (CanvasGroup){.role = "crossing", .title = crossing->label});
        crossings_draw_dot(canvas, crossing->dot);
        if (has_plate && crossing->box.width > 0)
            canvas_round_box(canvas, box_inset(crossing->box, -PX(1)), PX(2), ink_fill(INK_BACKGROUND),
                             NO_LINE);
        const bool ends_here = crossing->box.x < crossing->dot.x;
        if (crossing->box.width > 0)
            canvas_text(canvas,
                        (Point){ends_here ? box_right(crossing->box) : crossing->box.x,
                                crossing->box.y + font_ascent(style)},
                        ends_here ? ANCHOR_END : ANCHOR_START, TEXT_ACROSS, style, crossing->label);
        canvas_ungroup(canvas);
    }
}
