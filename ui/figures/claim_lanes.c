#include "ui/figures/claim_lanes.h"

#include <inttypes.h>

#include "sim/run/words.h"
#include "ui/figures/page.h"

enum { FAILED_TOLD = 6 };

static const char HELD[] = "claims", FAILED[] = "failed";

/* A tick, or a cross in a box: told apart without colour. */
void claim_sign(Canvas *canvas, Box box, int is_held) {
    const Point c = box_centre(box);
    const Stroke held = ink_line(INK_CLAIM_HELD, PX(2)), broken = ink_line(INK_CLAIM_BROKEN, PX(3) / 2);
    if (is_held) {
        const Point tick[] = {{c.x - PX(4), c.y}, {c.x - PX(1), c.y + PX(3)}, {c.x + PX(4), c.y - PX(4)}};
        canvas_polyline(canvas, tick, 3, held);
        return;
    }
    const Px r = PX(4), s = PX(5) / 2;
    canvas_box(canvas, (Box){c.x - r, c.y - r, 2 * r, 2 * r}, ink_fill(INK_BACKGROUND), broken);
    canvas_line(canvas, (Point){c.x - s, c.y - s}, (Point){c.x + s, c.y + s}, broken);
    canvas_line(canvas, (Point){c.x - s, c.y + s}, (Point){c.x + s, c.y - s}, broken);
}

/* The next claim decided in the minutes shown; NULL. */
static const Row *next_claim(const Plot *plot, uint32_t *mark) {
    for (; *mark < record_mark_count(plot->record); ++*mark) {
        const Row *row = record_mark(plot->record, *mark);
        if (row->at > plot_to(plot)) return NULL;
        if (row->kind != ROW_EXPECT || !plot_shows(plot, row)) continue;
        ++*mark;
        return row;
    }
    return NULL;
}

Px claim_lanes_names(const Plot *plot) {
    if (plot->request->plan->claim_count == 0) return 0;
    const Px held = mark_row_name_width(plot->font, HELD), failed = mark_row_name_width(plot->font, FAILED);
    return held > failed ? held : failed;
}

bool claim_lanes_lay_out(ClaimLanes *lanes, const Plot *plot) {
    lanes->held = (MarkRow){.sign = claim_sign, .which = true, .name = HELD};
    lanes->failed = (MarkRow){.sign = claim_sign, .which = false, .name = FAILED};
    uint32_t mark = record_first_mark(plot->record, plot_from(plot));
    for (const Row *row; (row = next_claim(plot, &mark));)
        mark_row_add(row->held ? &lanes->held : &lanes->failed, plot, row->at, 1);
    return !lanes->held.failed && !lanes->failed.failed;
}

Px claim_lanes_height(const ClaimLanes *lanes) {
    return ((lanes->held.count > 0) + (lanes->failed.count > 0)) * PX(MARK_ROW_PX);
}

void claim_lanes_draw(const ClaimLanes *lanes, const Plot *plot, Canvas *canvas, Px y) {
    if (lanes->held.count > 0) {
        mark_row_draw(&lanes->held, plot, canvas, y);
        y += PX(MARK_ROW_PX);
    }
    if (lanes->failed.count > 0) mark_row_draw(&lanes->failed, plot, canvas, y);
}

void claim_lanes_add_legend(const ClaimLanes *lanes, Legend *legend) {
    if (lanes->held.count > 0) legend_add(legend, claim_sign, true, "claim that held");
    if (lanes->failed.count > 0) legend_add(legend, claim_sign, false, "claim that failed");
}

void claim_lanes_add_notes(const Plot *plot, Notes *notes) {
    uint32_t mark = record_first_mark(plot->record, plot_from(plot)), failed = 0;
    for (const Row *row; (row = next_claim(plot, &mark));) {
        if (row->held || ++failed > FAILED_TOLD) continue;
        Text *text = notes_add(notes, claim_sign, false);
        if (!text) return;
        text_add_format(text, "Line %d failed: ", row->line);
        words_claim(text, plot->request->plan, &plot->request->plan->claims[row->entry]);
        text_add(text, "; it was so for ");
        page_add_number(text, row->got);
    }
    if (failed <= FAILED_TOLD) return;
    Text *text = notes_add(notes, NULL, 0);
    if (text) text_add_format(text, "and %" PRIu32 " more claims that failed", failed - FAILED_TOLD);
}

void claim_lanes_free(ClaimLanes *lanes) {
    mark_row_free(&lanes->held);
    mark_row_free(&lanes->failed);
}
