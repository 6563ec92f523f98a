#include "ui/figures/strip_lines.h"

#include "ui/canvas/look.h"
#include "ui/figures/letter.h"
#include "ui/figures/page.h"

enum { TURN_PX = 25, DOING_PX = 4, LETTER_PX = 16 };

/* ---- machines ----------------------------------------------------------------------------------------- */

/* Answers whether its letter is told. */
static bool draw_piece(Canvas *canvas, Px x, Px from, Px to, Look look, bool with_letter) {
    const Px half = PX(STRIP_PX) / 2;
    const Box strip = {x - half + PX_HALF, from, 2 * half - PX(1), to - from};
    if (to <= from) return false;
    if (look == LOOK_ABSENT) {
        const Px middle = px_sharp(x);
        canvas_line(canvas, (Point){middle, from}, (Point){middle, to},
                    ink_dash(INK_FAINT, PX(1), DASH_SHORT));
        return true;
    }
    canvas_box(canvas, strip, ink_fill(LOOKS[look].ink), ink_line(INK_OUTLINE, PX(1)));
    if (!with_letter || strip.height < PX(LETTER_PX)) return false;
    letter_draw(canvas, (Box){strip.x, from, strip.width, PX(LETTER_PX)}, ANCHOR_MIDDLE, look, PAGE_SMALL_PX);
    return true;
}

/* Where in a row a machine turns from one look to the other: at the answer, or at the word that tells it. */
static Px turn_y(const SequenceRows *rows, const SequenceRow *row) {
    if (row->beat->kind == BEAT_ATTEMPT) {
        const Px last =
            row->call_count ? sequence_call_height(rows, &row->calls[row->call_count - 1]) : row->height;
        return px_whole(row->y + row->height - last + PX(TURN_PX));
    }
    return px_whole(row->y + PX(DOING_PX));
}

/* A letter where it turns, and again below each fold; what has words covers what is below it. */
static void draw_strip(const SequenceRows *rows, Canvas *canvas, const Lifeline *line) {
    Look look = (Look)rows->script->looks[line->index];
    Px from = rows->y;
    bool is_told = false;
    for (uint32_t r = 0; r < rows->count; r++) {
        const SequenceRow *row = &rows->rows[r];
        const Look next = (Look)row->beat->looks[line->index];
        const bool is_covered = sequence_has_words(row->beat);
        if (!is_covered && next == look) continue;
        const Px to = is_covered ? row->y : turn_y(rows, row);
        is_told |= draw_piece(canvas, line->x, from, to, look, !is_told);
        from = is_covered ? row->y + row->height : to;
        if (next != look || sequence_is_fold(row->beat)) is_told = false;
        look = next;
    }
    draw_piece(canvas, line->x, from, rows->end_y, look, !is_told);
}

/* ---- those they ask ----------------------------------------------------------------------------------- */

static Stroke stroke_of(bool is_up) {
    return is_up ? ink_line(INK_AXIS, PX(3) / 2) : ink_dash(INK_AXIS, PX(1), DASH_DOTTED);
}

/* Does a change take it down or bring it up? */
static bool switches(const SequenceRows *rows, const Row *row, const Lifeline *line, bool *is_up) {
    if (row->entry == NO_ENTRY) return false;
    const Change *change = &rows->script->request->plan->changes[row->entry];
    if (change->kind == CHANGE_SERVICE && line->kind != LIFELINE_HOST && change->subject == line->index) {
        *is_up = change->value != 0;
        return true;
    }
    if (change->kind != CHANGE_HOST_DO || line->kind != LIFELINE_HOST || change->subject != line->index)
        return false;
    if (change->value != DO_DOWN && change->value != DO_UP) return false;
    *is_up = change->value == DO_UP;
    return true;
}

static void draw_asked(const SequenceRows *rows, Canvas *canvas, const Lifeline *line) {
    bool is_up = line->kind != LIFELINE_HOST || rows->script->host_up[line->index];
    if (line->kind == LIFELINE_LOOKUP || line->kind == LIFELINE_SERVICE)
        is_up = rows->script->service_up[line->index];
    const Px x = px_sharp(line->x);
    Px from = rows->y;
    for (uint32_t r = 0; r < rows->count; r++) {
        const SequenceRow *row = &rows->rows[r];
        if (row->beat->kind != BEAT_CHANGES) continue;
        for (uint32_t i = 0; i < row->beat->count; i++) {
            const bool was_up = is_up;
            if (!switches(rows, &rows->script->rows[row->beat->first + i], line, &is_up) || is_up == was_up)
                continue;
            canvas_line(canvas, (Point){x, from}, (Point){x, row->y + row->height / 2}, stroke_of(was_up));
            from = row->y + row->height / 2;
        }
    }
    canvas_line(canvas, (Point){x, from}, (Point){x, rows->end_y}, stroke_of(is_up));
}

void strip_lines_draw(const SequenceRows *rows, Canvas *canvas) {
    for (int i = 0; i < rows->lifelines->count; i++) {
        const Lifeline *line = &rows->lifelines->list[i];
        if (line->kind == LIFELINE_MACHINE)
            draw_strip(rows, canvas, line);
        else
            draw_asked(rows, canvas, line);
    }
}

void strip_lines_add_legend(const SequenceRows *rows, Legend *legend) {
    bool any[LOOK_COUNT] = {false};
    for (int w = 0; w < rows->script->witnesses.count; w++) {
        any[rows->script->looks[w]] |= rows->count == 0;
        for (uint32_t r = 0; r < rows->count; r++) any[rows->rows[r].beat->looks[w]] = true;
        if (rows->count &&
            !(rows->rows[0].beat->kind == BEAT_DOINGS && rows->script->looks[w] == LOOK_ABSENT))
            any[rows->script->looks[w]] = true;
    }
    for (int look = 0; look < LOOK_COUNT; look++)
        if (any[look]) legend_add(legend, legend_look, look, LOOKS[look].word);
}
