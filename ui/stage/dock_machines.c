/* What machines were, over time: a strip each where there is room; a thin row of cells each; from 60 on
 * stacked shares, and below them rows of some machines, each as it was. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ui/canvas/label.h"
#include "ui/canvas/look.h"
#include "ui/figures/bands.h"
#include "ui/figures/page.h"
#include "ui/figures/strips.h"
#include "ui/stage/dock_inside.h"
#include "ui/stage/hit_kinds.h"

enum {
    STRIP_LEAST_PX = 6,
    STRIP_MOST_PX = 26,
    LETTER_PX = 13, /* of a strip, for its letter */
    RASTER_LEAST_PX = 24,
    BLOCK_LEAST_PX = 6,
    GAP_PX = 4
};

/* ---- names -------------------------------------------------------------------------------------------- */

/* A group's name in the middle of its rows, where these are high enough. */
static void draw_group_names(const Dock *dock, const DockLane *lane, Canvas *canvas, Box box) {
    const Plan *plan = lane->shown->plan;
    Px free_from = box.y;
    if (box.height < dock->line) return;
    for (uint32_t g = 0; g < plan->group_count; g++) {
        const Group *group = &plan->groups[g];
        const Px top = box.y + px_share(box.height, group->first, plan->machine_count);
        const Px bottom =
            box.y + px_share(box.height, (int64_t)group->first + group->count, plan->machine_count);
        const Px line = dock->line, lowest = box_bottom(box) - line;
        Px y = (top + bottom - line) / 2;
        if (y > lowest) y = lowest;
        if (y < free_from && free_from - y < line / 2) y = free_from;
        if (y < free_from || bottom - top < line / 2) continue;
        free_from = y + line;
        label_draw(canvas, (Box){lane->plot.names_x, y, lane->plot.names_width, line}, ANCHOR_START,
                   ink_text(INK_TEXT, dock->text_px), group->name);
    }
}

static bool is_selected(const DockLane *lane, uint32_t machine) {
    const Subject selected = lane->shown->subject;
    return selected.kind == SUBJECT_MACHINE && selected.index == machine;
}

static void draw_machine_name(const Dock *dock, const DockLane *lane, uint32_t machine, Canvas *canvas,
                              Box box) {
    char name[MEMBER_NAME];
    plan_machine_name(lane->shown->plan, machine, name);
    canvas_group(canvas, (CanvasGroup){.role = "name",
                                       .hit = dock_hit(dock, lane, (Subject){SUBJECT_MACHINE, machine}),
                                       .area = box});
    label_draw(canvas, box, ANCHOR_START,
               (TextStyle){dock->text_px, is_selected(lane, machine), INK_TEXT, INK_NONE}, name);
    canvas_ungroup(canvas);
}

/* ---- strips ------------------------------------------------------------------------------------------- */

static void draw_strip(const Dock *dock, const DockLane *lane, uint32_t machine, Canvas *canvas, Box box,
                       Life *life) {
    const int letter = box.height >= PX(LETTER_PX) ? dock->text_px - 1 : 0;
    life_of(life, lane->plot.record, machine, 0, lane->request.to);
    canvas->failed |= life->failed;
    strip_draw(life, &lane->plot, canvas, box.y, box.height, letter);
    if (is_selected(lane, machine)) look_select(canvas, box_inset(box, PX(2)));
}

static void draw_strips(const Dock *dock, const DockLane *lane, Canvas *canvas, Box box, Px pitch) {
    const Plan *plan = lane->shown->plan;
    const bool is_named = pitch >= dock->line;
    const Px height = pitch - (pitch >= PX(10) ? PX(3) : PX(2));
    Life life = {0};
    for (uint32_t m = 0; m < plan->machine_count; m++) {
        const Box strip = {box.x, box.y + (Px)m * pitch, box.width, height};
        if (is_named)
            draw_machine_name(dock, lane, m, canvas,
                              (Box){lane->plot.names_x, strip.y + (height - dock->line) / 2,
                                    lane->plot.names_width, dock->line});
        draw_strip(dock, lane, m, canvas, strip, &life);
    }
    life_free(&life);
    if (!is_named) {
        box.height = (Px)plan->machine_count * pitch;
        draw_group_names(dock, lane, canvas, box);
    }
}

/* ---- cells -------------------------------------------------------------------------------------------- */

/* The ink of a look; of another than the one isolated, that of what is there to be overlooked. */
static uint8_t cell_of(const Dock *dock, Look look) {
    if (look == LOOK_ABSENT) return INK_NONE;
    return (uint8_t)(view_stands_out(dock->frame->view, look) ? LOOKS[look].cell : INK_SHADE);
}

/* Backwards, as the record has them: a doing counts for the bins from its own to the next one's. */
static void fill_row(const Dock *dock, const DockLane *lane, uint32_t machine, int32_t to, uint32_t bins,
                     uint8_t out[]) {
    Doing doing;
    uint32_t end = bins;
    memset(out, INK_NONE, bins);
    bool any = record_last_doing(lane->plot.record, machine, to, &doing);
    for (; any && end > 0; any = record_doing_before(lane->plot.record, &doing)) {
        const uint32_t first = bin_of(0, to, bins, doing.at < 0 ? 0 : doing.at);
        if (first >= end) continue;
        memset(out + first, cell_of(dock, doing.look), end - first);
        end = first;
    }
}

/* A row of cells for each of these machines, or for one of so many: as many rows as there are pixels. */
static void draw_cells(const Dock *dock, const DockLane *lane, MachineRange range, Canvas *canvas, Box box) {
    const int32_t kept = record_doings_until(lane->plot.record),
                  to = kept < lane->request.to ? kept : lane->request.to;
    const uint32_t pixels = (uint32_t)(box.height / PX(1));
    const uint32_t rows = range.count < pixels ? range.count : pixels;
    if (to < 0 || rows == 0 || box.width <= 0) return;
    const Px right = to < lane->request.to ? axis_x(&lane->plot.axis, to) : box_right(box);
    uint32_t bins = (uint32_t)((right - box.x) / PX(1));
    if (bins > (uint32_t)to + 1) bins = (uint32_t)to + 1;
    if (bins == 0) bins = 1;
    uint8_t *cells = malloc((size_t)rows * bins);
    canvas->failed |= !cells;
    if (!cells) return;
    for (uint32_t r = 0; r < rows; r++) {
        const uint32_t machine = range.first + (uint32_t)((uint64_t)r * range.count / rows);
        fill_row(dock, lane, machine, to, bins, cells + (size_t)r * bins);
    }
    canvas_raster(canvas, (Box){box.x, box.y, right - box.x, box.height}, bins, rows, cells);
    if (right < box_right(box))
        canvas_box(canvas, (Box){right, box.y, box_right(box) - right, box.height},
                   (Fill){INK_FUTURE, HATCH_DIAGONAL}, NO_LINE);
    canvas_box(canvas, box, NO_FILL, ink_line(INK_AXIS, PX(1)));
    free(cells);
}

/* A block of rows for each group: as high as it is large, but none so low that one machine among many is
 * lost, if there is room for that. */
static void draw_groups(const Dock *dock, const DockLane *lane, Canvas *canvas, Box box) {
    const Plan *plan = lane->shown->plan;
    const Px groups = (Px)plan->group_count, gap = PX(2);
    Px least = PX(BLOCK_LEAST_PX);
    if (groups * (least + gap) > box.height * 2 / 3) least = 0;
    const Px shared = box.height - groups * (least + (least > 0 ? gap : 0));
    Px y = box.y, named_to = box.y;
    for (uint32_t g = 0; g < plan->group_count; g++) {
        const Group *group = &plan->groups[g];
        const Px height = px_whole(least + px_share(shared, group->count, plan->machine_count));
        const Box block = {box.x, y, box.width, height};
        draw_cells(dock, lane, (MachineRange){group->first, group->count}, canvas, block);
        y += height + (least > 0 ? gap : 0);
        Px name_y = px_whole(box_centre(block).y - dock->line / 2);
        if (name_y < named_to) name_y = named_to;
        if (name_y + dock->line > box_bottom(box) || name_y > box_bottom(block)) continue;
        named_to = name_y + dock->line;
        label_draw(canvas, (Box){lane->plot.names_x, name_y, lane->plot.names_width, dock->line},
                   ANCHOR_START, ink_text(INK_TEXT, dock->text_px), group->name);
    }
}

/* ---- stacks ------------------------------------------------------------------------------------------- */

/* "5,000 machines", and beside the cells of how many each row shows one: "1 in 80". */
static void draw_stack_name(const Dock *dock, const DockLane *lane, Canvas *canvas, Box box,
                            const char *before, int64_t number, const char *after) {
    Text text = {0};
    text_add(&text, before);
    page_add_number(&text, number);
    text_add(&text, after);
    const Px line = dock->line;
    if (canvas_has(canvas, &text) && box.height >= line)
        label_draw(canvas,
                   (Box){lane->plot.names_x, box_centre(box).y - line / 2, lane->plot.names_width, line},
                   ANCHOR_START, ink_text(INK_TEXT, dock->text_px), text.bytes);
    text_free(&text);
}

static void draw_stack(const Dock *dock, const DockLane *lane, Canvas *canvas, Box box) {
    const uint32_t machines = lane->shown->plan->machine_count;
    shares_draw(&lane->plot, RECORD_ALL, box, canvas);
    draw_stack_name(dock, lane, canvas, box, "", machines, " machines");
}

/* The one that is selected, above the others. */
static Px draw_selected(const Dock *dock, const DockLane *lane, Canvas *canvas, Box box) {
    const Subject selected = lane->shown->subject;
    if (selected.kind != SUBJECT_MACHINE || box.height < 3 * dock->line) return 0;
    Life life = {0};
    const Box strip = {box.x, box.y + PX(2), box.width, dock->line};
    draw_machine_name(dock, lane, selected.index, canvas,
                      (Box){lane->plot.names_x, box.y, lane->plot.names_width, dock->line + PX(2)});
    draw_strip(dock, lane, selected.index, canvas, strip, &life);
    life_free(&life);
    return dock->line + PX(4 + GAP_PX);
}

static void draw_many(const Dock *dock, const DockLane *lane, Canvas *canvas, Box box) {
    const Plan *plan = lane->shown->plan;
    const Px selected = draw_selected(dock, lane, canvas, box);
    box.y += selected;
    box.height -= selected;
    const Px cells = px_whole((box.height - PX(GAP_PX)) / 2);
    if (plan->machine_count > WHOLE_MOST || cells < PX(RASTER_LEAST_PX)) {
        draw_stack(dock, lane, canvas, box);
        return;
    }
    draw_stack(dock, lane, canvas, (Box){box.x, box.y, box.width, box.height - cells - PX(GAP_PX)});
    const Box below = {box.x, box_bottom(box) - cells, box.width, cells};
    draw_cells(dock, lane, (MachineRange){0, plan->machine_count}, canvas, below);
    const uint32_t pixels = (uint32_t)(cells / PX(1));
    if (plan->machine_count > pixels)
        draw_stack_name(dock, lane, canvas, below, "1 in ", plan->machine_count / pixels, "");
    else
        draw_stack_name(dock, lane, canvas, below, "", plan->machine_count, " rows");
}

void dock_draw_machines(const Dock *dock, const DockLane *lane, Canvas *canvas, Box box) {
    const uint32_t machines = lane->shown->plan->machine_count;
    if (machines == 0 || box.height < PX(2)) return;
    if (machines > STRIPS_MOST) {
        draw_many(dock, lane, canvas, box);
        return;
    }
    Px pitch = box.height / PX(1) / (Px)machines * PX(1);
    if (pitch > PX(STRIP_MOST_PX)) pitch = PX(STRIP_MOST_PX);
    if (pitch >= PX(STRIP_LEAST_PX)) {
        draw_strips(dock, lane, canvas, box, pitch);
        return;
    }
    draw_groups(dock, lane, canvas, box);
}
