#include "ui/stage/memory_dial.h"

#include <stdio.h>

#include "ui/canvas/label.h"

enum { SECTORS = 30, DOTS_MOST = 2 };

static Ink ink_of(int sector) {
    return sector * 3 < SECTORS ? INK_ENTRY_FRESH : sector * 3 < 2 * SECTORS ? INK_ENTRY_AGED : INK_ENTRY_OLD;
}

/* How many entries are so old, in parts of the memory. */
static int32_t find_ages(const World *head, int host, Pool pool, int32_t out[SECTORS]) {
    const int32_t memory = world_host(head, host)->memory_min;
    int32_t most = 0;
    if (world_count(head, host, pool) > CLOCK_ENTRIES_MOST) return 0;
    for (const LedgerEntry *entry = memory_oldest(head, host, pool); entry;
         entry = memory_newer(head, host, pool, entry)) {
        int64_t sector = ((int64_t)head->now - entry->seen_at) * SECTORS / (memory > 0 ? memory : 1);
        sector = sector < 0 ? 0 : sector < SECTORS ? sector : SECTORS - 1;
        if (++out[sector] > most) most = out[sector];
    }
    return most;
}

static Turn turn_of(int sector) {
    return (Turn)(sector * TURN_WHOLE / SECTORS);
}

/* Outwards from the inner circle. */
static void draw_dots(Canvas *canvas, Point centre, Px inner, Px band, int sector, int32_t count) {
    const Px radius = band / (2 * DOTS_MOST), inked = radius > PX_HALF ? radius - PX_HALF / 2 : radius;
    for (int32_t i = 0; i < count; i++) {
        const Point at =
            point_on_circle(centre, inner + radius * (2 * i + 1), turn_of(sector) + TURN_WHOLE / SECTORS / 2);
        canvas_disc(canvas, at, inked, ink_fill(ink_of(sector)), ink_line(INK_OUTLINE, PX(1)));
    }
}

static void draw_bar(Canvas *canvas, Point centre, Px inner, Px band, int sector, int32_t count,
                     int32_t most) {
    const Px length = px_share(band, count, most) > PX(2) ? px_share(band, count, most) : PX(2);
    const Turn from = turn_of(sector), to = turn_of(sector + 1);
    canvas_arc(canvas, centre, inner + length / 2, from, to, ink_line(ink_of(sector), length));
    canvas_arc(canvas, centre, inner + length, from, to, ink_line(INK_OUTLINE, PX(1)));
}

void memory_dial_draw(const World *head, int host, Pool pool, Canvas *canvas, Box box) {
    const Point centre = box_centre(box);
    const Px side = box.width < box.height ? box.width : box.height, outer = side / 2 - PX(1);
    const Px band = outer * 34 / 100, inner = outer - band;
    if (inner <= 0) return; /* too small to be seen */
    int32_t ages[SECTORS] = {0};
    const int32_t most = find_ages(head, host, pool, ages);
    canvas_disc(canvas, centre, outer, ink_fill(INK_SHADE), ink_line(INK_AXIS, PX(1)));
    for (int sector = 0; sector < SECTORS; sector++) {
        if (ages[sector] == 0) continue;
        if (most <= DOTS_MOST)
            draw_dots(canvas, centre, inner, band, sector, ages[sector]);
        else
            draw_bar(canvas, centre, inner, band, sector, ages[sector], most);
    }
    canvas_disc(canvas, centre, inner, ink_fill(INK_BACKGROUND), ink_line(INK_OUTLINE, PX(1)));
    canvas_line(canvas, (Point){centre.x, centre.y - outer - PX(1)}, (Point){centre.x, centre.y - inner},
                ink_line(INK_OUTLINE, PX(2)));
    char count[16];
    snprintf(count, sizeof count, "%d", world_count(head, host, pool));
    const Box middle = {centre.x - inner + PX(2), centre.y - inner, 2 * inner - PX(4), 2 * inner};
    for (int size = 26; size >= 10; size -= 4) {
        const TextStyle style = ink_bold(INK_TEXT, size);
        if (size > 10 && font_width(canvas->font, style, count) > middle.width) continue;
        label_draw(canvas, middle, ANCHOR_MIDDLE, style, count);
        return;
    }
}
