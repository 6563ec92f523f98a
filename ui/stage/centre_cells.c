#include "ui/stage/centre_cells.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ui/canvas/look.h"
#include "ui/figures/page.h"
#include "ui/stage/centre_tokens.h"

enum {
    NAME_PX = 16,
    GAP_PX = 10,
    BETWEEN_PX = 4,
    BOTTOM_PX = 6,
    APART_PX = 4,
    NAME_LEAST_PX = 96,
    GAPS_FROM_PX = 4
};

static const int SIDES_PX[] = {20, 16, 12, 10, 8, 7, 6, 5, 4, 3, 2, 1};
static const uint32_t ROWS[] = {4, 6, 8, 12, 16, 24, 40, 80}; /* tried: groups become bands so high */

static Px at_least(Px value, Px least) {
    return value > least ? value : least;
}

/* ---- where they are ----------------------------------------------------------------------------------- */

static CellPlace *place_of(Cells *cells, uint32_t place) {
    for (int p = 0; p < cells->place_count; p++)
        if (cells->places[p].place == place) return &cells->places[p];
    return NULL;
}

static bool find_places(Cells *cells, const Frame *frame) {
    const Plan *plan = frame->now.plan;
    uint32_t *there = calloc(plan->place_count, sizeof *there);
    cells->failed = !there;
    if (!there) return false;
    for (uint32_t m = 0; m < plan->machine_count; m++) there[world_machine(frame->now.whole, m)->place]++;
    for (uint32_t g = 0; g < plan->group_count; g++) there[plan->groups[g].place]++; /* its cells are there */
    bool fits = true;
    for (uint32_t place = 0; place < plan->place_count; place++) {
        if (!place_is_shown(frame, place, there[place])) continue;
        if (cells->place_count == CELL_PLACES_MOST)
            fits = false;
        else
            cells->places[cells->place_count++] = (CellPlace){.place = place};
    }
    free(there);
    return fits;
}

/* What is absent is in no place, but has its cell. */
static void count_machines(Cells *cells, const Frame *frame) {
    const Plan *plan = frame->now.plan;
    for (uint32_t g = 0; g < plan->group_count; g++) {
        const Group *group = &plan->groups[g];
        CellPlace *place = place_of(cells, group->place);
        for (uint32_t m = group->first; m < group->first + group->count; m++) {
            const Machine *machine = world_machine(frame->now.whole, m);
            if (machine->state == STATE_ABSENT) continue;
            place_of(cells, machine->place)->machines++;
            place->elsewhere += machine->place != group->place;
        }
    }
}

/* The groups of a place, from left to right and below each other; answers where they end. */
static Px place_blocks(Cells *cells, const Frame *frame, uint32_t place, Box inside, uint32_t high) {
    const Plan *plan = frame->now.plan;
    const Px side = PX(cells->side_px);
    const uint32_t most = (uint32_t)(inside.width / side);
    Px x = inside.x, y = inside.y, line = 0;
    for (uint32_t g = 0; g < plan->group_count; g++) {
        const Group *group = &plan->groups[g];
        if (group->place != place) continue;
        uint32_t columns = (group->count + high - 1) / high;
        if (columns > most) columns = most;
        const uint32_t rows = (group->count + columns - 1) / columns;
        const Px width = at_least((Px)columns * side, PX(NAME_LEAST_PX));
        if (x > inside.x && x + width > box_right(inside)) {
            y += line + PX(BETWEEN_PX);
            x = inside.x;
            line = 0;
        }
        cells->blocks[cells->block_count++] =
            (CellBlock){.group = g,
                        .columns = columns,
                        .rows = rows,
                        .name = {x, y, width < inside.width ? width : inside.width, PX(NAME_PX)},
                        .cells = {x, y + PX(NAME_PX), (Px)columns * side, (Px)rows * side}};
        line = at_least(line, PX(NAME_PX) + (Px)rows * side);
        x += width + PX(GAP_PX);
    }
    return y + line;
}

static bool place_all(Cells *cells, const Frame *frame, Box box, uint32_t high) {
    const Px pad = PX(PLACE_PAD_PX);
    cells->block_count = 0;
    Px y = box.y;
    for (int p = 0; p < cells->place_count; p++) {
        CellPlace *place = &cells->places[p];
        const Box inside = {box.x + pad, y + PX(PLACE_HEAD_PX), box.width - 2 * pad, 0};
        const Px end = place_blocks(cells, frame, place->place, inside, high);
        const bool is_empty = end == inside.y;
        place->box = (Box){box.x, y, box.width, (is_empty ? end : end + PX(BOTTOM_PX)) - y};
        y = box_bottom(place->box) + PX(APART_PX);
        if (y - PX(APART_PX) > box_bottom(box)) return false;
    }
    cells->height = y - PX(APART_PX) - box.y;
    return true;
}

bool cells_lay_out(Cells *cells, const Frame *frame, Box box) {
    *cells = (Cells){0};
    if (!frame->now.whole || frame->now.plan->group_count > CELL_GROUPS_MOST) return false;
    if (box.width < PX(NAME_LEAST_PX + 24) || !find_places(cells, frame)) return false;
    for (size_t s = 0; s < sizeof SIDES_PX / sizeof *SIDES_PX; s++) {
        cells->side_px = SIDES_PX[s];
        for (size_t r = 0; r < sizeof ROWS / sizeof *ROWS; r++) {
            if (!place_all(cells, frame, box, ROWS[r])) continue;
            count_machines(cells, frame);
            return true;
        }
    }
    return false;
}

/* ---- which is where ----------------------------------------------------------------------------------- */

bool cells_box(const Cells *cells, const Frame *frame, uint32_t machine, Box *out) {
    for (int b = 0; b < cells->block_count; b++) {
        const CellBlock *block = &cells->blocks[b];
        const Group *group = &frame->now.plan->groups[block->group];
        if (machine < group->first || machine >= group->first + group->count) continue;
        const Px side = PX(cells->side_px);
        const uint32_t member = machine - group->first;
        *out = (Box){block->cells.x + (Px)(member % block->columns) * side,
                     block->cells.y + (Px)(member / block->columns) * side, side, side};
        return true;
    }
    return false;
}

bool cells_at(const Cells *cells, const Frame *frame, Point point, uint32_t *out_machine) {
    for (int b = 0; b < cells->block_count; b++) {
        const CellBlock *block = &cells->blocks[b];
        if (!box_has(block->cells, point)) continue;
        const Group *group = &frame->now.plan->groups[block->group];
        const uint32_t column = (uint32_t)((point.x - block->cells.x) / PX(cells->side_px));
        const uint32_t row = (uint32_t)((point.y - block->cells.y) / PX(cells->side_px));
        const uint32_t member = row * block->columns + column;
        if (member >= group->count) return false;
        *out_machine = group->first + member;
        return true;
    }
    return false;
}

/* ---- drawing ------------------------------------------------------------------------------------------ */

static uint32_t parts_of(const Cells *cells) {
    return cells->side_px >= GAPS_FROM_PX ? (uint32_t)cells->side_px : 1;
}

/* What is drawn into: the parts of a block's cells, row by row. */
typedef struct {
    uint8_t cell_of[LOOK_COUNT]; /* the ink of each look */
    uint8_t *inks;               /* owned; as many as the largest block has */
} Raster;

static bool make_raster(Raster *raster, const Cells *cells, const View *view) {
    size_t most = 1;
    for (int b = 0; b < cells->block_count; b++) {
        const size_t room = (size_t)cells->blocks[b].columns * cells->blocks[b].rows;
        if (room > most) most = room;
    }
    for (int look = 0; look < LOOK_COUNT; look++)
        raster->cell_of[look] = (uint8_t)(view_stands_out(view, (Look)look) ? LOOKS[look].cell : INK_SHADE);
    raster->inks = malloc(most * parts_of(cells) * parts_of(cells));
    return raster->inks != NULL;
}

/* A row of cells as parts of their side, so that from some size on the paper shows between cells and they can
 * be counted: one raster costs far less than lines over it. All lines of a cell but the last are the same. */
static void write_row(const Raster *raster, const World *world, uint32_t first, uint32_t count, size_t across,
                      uint32_t parts, uint8_t out[]) {
    const size_t inked = parts > 1 ? parts - 1 : 1;
    memset(out, INK_NONE, across * parts);
    for (uint32_t i = 0; i < count; i++) {
        const Machine *machine = world_machine(world, first + i);
        const Look look = look_of((State)machine->state, (Result)machine->last);
        memset(out + (size_t)i * parts, raster->cell_of[look], inked);
    }
    for (size_t line = 1; line < inked; line++) memcpy(out + line * across, out, across);
}

static void draw_block(const Cells *cells, const CellBlock *block, const Frame *frame, Canvas *canvas,
                       const Raster *raster) {
    const Plan *plan = frame->now.plan;
    const Group *group = &plan->groups[block->group];
    const uint32_t parts = parts_of(cells);
    const size_t across = (size_t)block->columns * parts;
    for (uint32_t row = 0; row < block->rows; row++) {
        const uint32_t member = row * block->columns,
                       left = group->count > member ? group->count - member : 0;
        write_row(raster, frame->now.whole, group->first + member,
                  left < block->columns ? left : block->columns, across, parts,
                  raster->inks + row * parts * across);
    }
    char number[PAGE_NUMBER];
    page_write_number(number, group->count);
    if (group->count == 1)
        pane_line(canvas, block->name, ANCHOR_START, ink_text(INK_TEXT, PANE_SMALL_PX), "%s", group->name);
    else
        pane_line(canvas, block->name, ANCHOR_START, ink_text(INK_TEXT, PANE_SMALL_PX), "%s · %s · %s",
                  group->name, number, plan->products[group->product].name);
    canvas_raster(canvas, block->cells, block->columns * parts, block->rows * parts, raster->inks);
}

static void draw_place(const CellPlace *place, const Frame *frame, Canvas *canvas) {
    char here[PAGE_NUMBER], away[PAGE_NUMBER], remark[2 * PAGE_NUMBER + 40];
    page_write_number(here, place->machines);
    page_write_number(away, place->elsewhere);
    if (place->elsewhere)
        snprintf(remark, sizeof remark, "%s here now, %s elsewhere", here, away);
    else
        snprintf(remark, sizeof remark, "%s here now", here);
    place_box_draw(frame, canvas, place->place, place->box);
    place_head_draw(frame, canvas, place->place, place->box, remark);
}

void cells_draw(const Cells *cells, const Frame *frame, Canvas *canvas) {
    Raster raster;
    const bool has_room = make_raster(&raster, cells, frame->view);
    canvas->failed |= !has_room;
    for (int p = 0; p < cells->place_count; p++) draw_place(&cells->places[p], frame, canvas);
    for (int b = 0; b < cells->block_count && has_room; b++)
        draw_block(cells, &cells->blocks[b], frame, canvas, &raster);
    free(raster.inks);
    Box selected;
    const Subject subject = frame->view->selected;
    if (subject.kind == SUBJECT_MACHINE && cells_box(cells, frame, subject.index, &selected))
        look_select(canvas, selected);
}
