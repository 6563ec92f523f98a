#include "ui/figures/sequence_draw.h"

#include <stdio.h>

#include "ui/canvas/arrow.h"
#include "ui/canvas/label.h"
#include "ui/figures/page.h"
#include "ui/figures/strip_lines.h"

enum { HEAD_PX = 7 };

/* ---- times -------------------------------------------------------------------------------------------- */

static void draw_time(const SequenceRows *rows, Canvas *canvas, int32_t at, Px y) {
    const Px line = px_sharp(y + PX(1));
    canvas_line(canvas, (Point){rows->left, line}, (Point){rows->lifelines->right, line},
                ink_line(INK_GRID, PX(1)));
    times_draw(rows->times, canvas, at, rows->left, y + PX(3));
}

/* ---- calls -------------------------------------------------------------------------------------------- */

static Ink ink_of(CallOutcome outcome) {
    switch (outcome) {
    case CALL_GRANTED: return INK_GRANTED;
    case CALL_REFUSED: return INK_REFUSED;
    case CALL_UNANSWERED: return INK_UNANSWERED;
    case CALL_TOLD:
    case CALL_OUTCOMES: break;
    }
    return INK_TEXT;
}

static void draw_cross(Canvas *canvas, Point c) {
    const Px r = PX(7) / 2;
    const Stroke stroke = ink_line(INK_REFUSED, PX(2));
    canvas_line(canvas, (Point){c.x - r, c.y - r}, (Point){c.x + r, c.y + r}, stroke);
    canvas_line(canvas, (Point){c.x - r, c.y + r}, (Point){c.x + r, c.y - r}, stroke);
}

static void draw_asking(Canvas *canvas, Px from, Px to, Px y) {
    arrow_draw(canvas, (Point[]){{from, y}, {to, y}}, 2, ink_line(INK_FAINT, PX(1)), PX(HEAD_PX));
}

/* What comes back; of what nothing comes back, the asking that is lost. */
static void draw_outcome(Canvas *canvas, Px from, Px to, Px y, CallOutcome outcome) {
    const Point machine = {from, y}, asked = {to, y};
    switch (outcome) {
    case CALL_TOLD: {
        const Stroke stroke = ink_dash(INK_FAINT, PX(1), DASH_SHORT);
        arrow_draw(canvas, (Point[]){{from + PX(HEAD_PX), y}, asked}, 2, stroke, PX(HEAD_PX));
        arrow_head(canvas, asked, machine, INK_FAINT, PX(HEAD_PX));
        return;
    }
    case CALL_GRANTED:
        arrow_draw(canvas, (Point[]){asked, machine}, 2, ink_line(INK_GRANTED, PX(2)), PX(HEAD_PX) + PX(2));
        return;
    case CALL_REFUSED:
        arrow_draw(canvas, (Point[]){asked, machine}, 2, ink_line(INK_REFUSED, PX(3) / 2), PX(HEAD_PX));
        draw_cross(
            canvas,
            (Point){from + (to - from) / 3 < from + PX(40) ? from + (to - from) / 3 : from + PX(40), y});
        return;
    case CALL_UNANSWERED: {
        const Px r = PX(3), end = to - PX(6) - 2 * r;
        canvas_line(canvas, machine, (Point){end, y}, ink_dash(INK_UNANSWERED, PX(3) / 2, DASH_SHORT));
        canvas_disc(canvas, (Point){end + r, y}, r, ink_fill(INK_BACKGROUND),
                    ink_line(INK_UNANSWERED, PX(3) / 2));
        return;
    }
    case CALL_OUTCOMES: return;
    }
}

/* Between a machine's line and that of whom it asks. */
static void draw_lines(Canvas *canvas, Px from, Px to, Px y, CallOutcome outcome) {
    switch (outcome) {
    case CALL_TOLD: draw_outcome(canvas, from, to, px_sharp(y + PX(19)), outcome); return;
    case CALL_UNANSWERED: draw_outcome(canvas, from, to, px_sharp(y + PX(22)), outcome); return;
    case CALL_GRANTED:
    case CALL_REFUSED:
        draw_asking(canvas, from, to, px_sharp(y + PX(18)));
        draw_outcome(canvas, from, to, px_sharp(y + PX(25)), outcome);
        return;
    case CALL_OUTCOMES: return;
    }
}

static void draw_call(const SequenceRows *rows, Canvas *canvas, const SequenceRow *row, const Call *call,
                      Px y) {
    const Lifeline *machine = &rows->lifelines->list[row->beat->witness];
    const Px from = machine->x + PX(STRIP_PX) / 2 + PX(1),
             to = lifelines_of(rows->lifelines, call)->x - PX(1);
    const Box line = {from + PX(4), y + PX(2), lifelines_beside(rows->lifelines, row->beat->witness),
                      PX(CALL_LINE_PX)};
    const bool is_short = rows->is_short || call->outcome == CALL_TOLD;
    char text[CALL_SHORT_TEXT];
    draw_lines(canvas, from, to, y, call->outcome);
    if (is_short)
        sequence_write_short(text, call);
    else
        snprintf(text, sizeof text, "%s", call->answer);
    label_draw(canvas, line, ANCHOR_START,
               is_short ? ink_text(ink_of(call->outcome), PAGE_SMALL_PX) : sequence_answer_style(), text);
    if (is_short) return;
    label_draw(canvas, (Box){line.x, y + PX(28), line.width, line.height}, ANCHOR_START,
               ink_bold(ink_of(call->outcome), PAGE_SMALL_PX), call->word);
}

static void draw_attempt(const SequenceRows *rows, Canvas *canvas, const SequenceRow *row) {
    Px y = row->y;
    canvas_group(canvas, (CanvasGroup){.role = "attempt"});
    for (int c = 0; c < row->call_count; c++) {
        draw_call(rows, canvas, row, &row->calls[c], y);
        y += sequence_call_height(rows, &row->calls[c]);
    }
    canvas_ungroup(canvas);
}

/* ---- the rest ----------------------------------------------------------------------------------------- */

static void draw_doings(const SequenceRows *rows, Canvas *canvas, const SequenceRow *row) {
    for (uint32_t i = 0; i < row->beat->count; i++) {
        const Row *doing = &rows->script->rows[row->beat->first + i];
        const int witness = witnesses_find(&rows->script->witnesses, doing->machine);
        const Lifeline *line = &rows->lifelines->list[witness];
        label_draw(canvas,
                   (Box){line->x + PX(STRIP_PX) / 2 + PX(5), row->y + PX(4),
                         lifelines_beside(rows->lifelines, witness), PX(CALL_LINE_PX)},
                   ANCHOR_START, ink_bold(INK_TEXT, PAGE_SMALL_PX), script_doing(doing));
    }
}

static void draw_flag(Canvas *canvas, Point at) {
    const Px x = px_sharp(at.x), y = px_whole(at.y);
    const Point cloth[] = {{x, y - PX(6)}, {x + PX(9), y - PX(3)}, {x, y}};
    canvas_line(canvas, (Point){x, y - PX(6)}, (Point){x, y + PX(6)}, ink_line(INK_FLAG, PX(3) / 2));
    canvas_polygon(canvas, cloth, 3, ink_fill(INK_FLAG), NO_LINE);
}

static void draw_words(const SequenceRows *rows, Canvas *canvas, const SequenceRow *row) {
    const Px left = rows->lifelines->left, width = sequence_words_width(rows);
    const Box box = {left, row->y, rows->lifelines->right - left, row->height};
    const bool is_fold = sequence_is_fold(row->beat);
    const Px top = px_sharp(box.y), bottom = px_sharp(box_bottom(box)) - PX(1);
    const Stroke edge = is_fold ? ink_dash(INK_AXIS, PX(1), DASH_SHORT) : ink_line(INK_FLAG, PX(1));
    const TextStyle style = sequence_words_style();
    const Px high = label_lines(rows->font, style, row->words.bytes, width) * font_line(style);
    const Px y = px_whole(box.y + (box.height - high) / 2);
    canvas_group(canvas, (CanvasGroup){.role = is_fold ? "fold" : "change"});
    canvas_box(canvas, box, ink_fill(is_fold ? INK_SHADE : INK_PANEL), NO_LINE);
    canvas_line(canvas, (Point){box.x, top}, (Point){box_right(box), top}, edge);
    canvas_line(canvas, (Point){box.x, bottom}, (Point){box_right(box), bottom}, edge);
    if (!is_fold) draw_flag(canvas, (Point){box.x + PX(8), y + font_line(style) / 2});
    const Px even = label_even(rows->font, style, row->words.bytes, width);
    const Px x = box.x + PX(22) + (is_fold ? (width - even) / 2 : 0);
    label_paragraph(canvas, (Box){x, y, even, high}, is_fold ? ANCHOR_MIDDLE : ANCHOR_START, style,
                    row->words.bytes);
    canvas_ungroup(canvas);
}

void sequence_draw_rows(const SequenceRows *rows, Canvas *canvas) {
    for (uint32_t r = 0; r < rows->count; r++)
        if (rows->rows[r].has_time) draw_time(rows, canvas, rows->rows[r].beat->at, rows->rows[r].y);
    if (rows->has_end) draw_time(rows, canvas, rows->script->request->to, rows->end_y - PX(SEQUENCE_END_PX));
    strip_lines_draw(rows, canvas);
    for (uint32_t r = 0; r < rows->count; r++) {
        const SequenceRow *row = &rows->rows[r];
        if (row->beat->kind == BEAT_ATTEMPT) draw_attempt(rows, canvas, row);
        if (row->beat->kind == BEAT_DOINGS) draw_doings(rows, canvas, row);
        if (sequence_has_words(row->beat)) draw_words(rows, canvas, row);
    }
}

/* ---- the legend --------------------------------------------------------------------------------------- */

static void draw_outcome_sign(Canvas *canvas, Box box, int outcome) {
    draw_outcome(canvas, box.x, box_right(box), px_sharp(box_centre(box).y), (CallOutcome)outcome);
}

static void draw_flag_sign(Canvas *canvas, Box box, int which) {
    (void)which;
    draw_flag(canvas, (Point){box.x + PX(7), box_centre(box).y});
}

void sequence_add_legend(const SequenceRows *rows, Legend *legend) {
    static const char *const TEXTS[CALL_OUTCOMES] = {"told which hosts there are", "granted",
                                                     "refused or declined", "nobody answers"};
    bool any[CALL_OUTCOMES] = {false}, any_change = false;
    strip_lines_add_legend(rows, legend);
    for (uint32_t r = 0; r < rows->count; r++) {
        any_change |= rows->rows[r].beat->kind == BEAT_CHANGES;
        for (int c = 0; c < rows->rows[r].call_count; c++) any[rows->rows[r].calls[c].outcome] = true;
    }
    for (int outcome = 0; outcome < CALL_OUTCOMES; outcome++)
        if (any[outcome]) legend_add(legend, draw_outcome_sign, outcome, TEXTS[outcome]);
    if (any_change) legend_add(legend, draw_flag_sign, 0, "change");
}
