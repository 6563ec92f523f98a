#include "ui/canvas/hatching.h"

bool hatching_has_lines(Hatch hatch) {
    return hatch != HATCH_NONE && hatch != HATCH_SOLID;
}

Px hatching_width(Hatch hatch) {
    return hatch == HATCH_DOTS ? PX(3) / 2 : PX(1);
}

/* The last border of tiles at or before a place. */
static Px border(Px place) {
    const Px beyond = place % HATCHING_TILE;
    return place - beyond - (beyond < 0 ? HATCHING_TILE : 0);
}

static void fill_level(Box box, HatchingLine *draw, void *self) {
    for (Px y = border(box.y); y < box_bottom(box); y += HATCHING_TILE)
        draw(self, (Point){box.x, y + HATCHING_TILE / 2}, (Point){box_right(box), y + HATCHING_TILE / 2});
}

static void fill_upright(Box box, HatchingLine *draw, void *self) {
    for (Px x = border(box.x); x < box_right(box); x += HATCHING_TILE)
        draw(self, (Point){x + HATCHING_TILE / 2, box.y}, (Point){x + HATCHING_TILE / 2, box_bottom(box)});
}

/* From the lower left to the upper right: lines on which x + y is the same. */
static void fill_diagonal(Box box, HatchingLine *draw, void *self) {
    const Px top = box.y - PX(1), bottom = box_bottom(box) + PX(1);
    for (Px sum = border(box.x + box.y); sum <= box_right(box) + box_bottom(box) + HATCHING_TILE;
         sum += HATCHING_TILE)
        draw(self, (Point){sum - bottom, bottom}, (Point){sum - top, top});
}

/* Two in each tile, like the five on a die without its middle row. A dot is a line as long as it is wide. */
static void fill_dots(Box box, HatchingLine *draw, void *self) {
    const Px half = hatching_width(HATCH_DOTS) / 2, quarter = HATCHING_TILE / 4;
    for (Px y = border(box.y); y < box_bottom(box); y += HATCHING_TILE)
        for (Px x = border(box.x); x < box_right(box); x += HATCHING_TILE)
            for (Px k = quarter; k < HATCHING_TILE; k += 2 * quarter)
                draw(self, (Point){x + k - half, y + k}, (Point){x + k + half, y + k});
}

void hatching_fill(Hatch hatch, Box box, HatchingLine *draw, void *self) {
    switch (hatch) {
    case HATCH_NONE:
    case HATCH_SOLID:
    case HATCH_COUNT: return;
    case HATCH_DIAGONAL: fill_diagonal(box, draw, self); return;
    case HATCH_DOTS: fill_dots(box, draw, self); return;
    case HATCH_CROSS:
        fill_level(box, draw, self);
        fill_upright(box, draw, self);
        return;
    case HATCH_HORIZONTAL: fill_level(box, draw, self); return;
    case HATCH_VERTICAL: fill_upright(box, draw, self); return;
    }
}
