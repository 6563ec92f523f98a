/* sequence: who asks whom, over time, and what comes back: a few machines as witnesses, the name lookup and
 * the hosts they ask, with all that is only more of the same folded.
 *
 *     title, subtitle
 *            heads
 *     times  rows (sequence_rows.h)
 *            heads again, where it is long
 *     legend, caption
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "sim/run/words.h"
#include "ui/canvas/look.h"
#include "ui/figures/page.h"
#include "ui/figures/sequence_draw.h"

enum { STEPS_MOST = 64, STEPS_UNFOLDED_MOST = 320, HEADS_AGAIN_PX = 900, BELOW_HEADS_PX = 6 };

typedef struct {
    Page page;
    Script script;
    Times times;
    Lifelines lifelines;
    SequenceRows rows;
    bool has_heads_below;
} SequenceLayout;

static void begin_page(SequenceLayout *layout, Figure *figure) {
    const FigureRequest *request = &figure->request;
    const uint32_t machines = request_machine_count(request),
                   shown = (uint32_t)layout->script.witnesses.count;
    Text subtitle = {0};
    text_add(&subtitle, "Who asks whom, and what comes back (");
    if (shown < machines) text_add_format(&subtitle, "%" PRIu32 " of ", shown);
    words_count(&subtitle, machines, "machine");
    text_add(&subtitle, "): ");
    page_add_range(&subtitle, request->plan, request->from, request->to);
    page_begin(&layout->page, figure, "sequence", subtitle.failed ? "" : subtitle.bytes);
    layout->page.subtitle.failed |= subtitle.failed;
    text_free(&subtitle);
}

/* ---- words -------------------------------------------------------------------------------------------- */

static void tell_call(Text *out, const SequenceLayout *layout, const Call *call) {
    Text name = {0};
    const Lifeline line = {.kind = call->to == CALL_LOOKUP ? LIFELINE_LOOKUP
                                   : call->to == CALL_HOST ? LIFELINE_HOST
                                                           : LIFELINE_SERVICE,
                           .index = call->index};
    lifeline_add_name(&name, &layout->script, &layout->lifelines, &line);
    if (!name.failed) text_add_format(out, " asks %s: %s, %s", name.bytes, call->answer, call->word);
    out->failed |= name.failed;
    text_free(&name);
}

static void tell_row(Text *out, const SequenceLayout *layout, const SequenceRow *row) {
    const Script *script = &layout->script;
    const Plan *plan = script->request->plan;
    if (sequence_is_fold(row->beat)) {
        text_add_format(out, "Then: %s.\n", row->words.bytes);
        return;
    }
    text_add(out, "At ");
    page_add_when(out, row->beat->at);
    if (row->beat->kind == BEAT_CHANGES) text_add_format(out, " %s", row->words.bytes);
    for (int c = 0; c < row->call_count; c++) {
        if (c == 0) text_add_char(out, ' ');
        if (c == 0) words_machine(out, plan, script->rows[row->beat->first].machine);
        if (c > 0) text_add(out, ", then");
        tell_call(out, layout, &row->calls[c]);
    }
    for (uint32_t i = 0; row->beat->kind == BEAT_DOINGS && i < row->beat->count; i++) {
        const Row *doing = &script->rows[row->beat->first + i];
        text_add(out, i ? ", " : " ");
        words_machine(out, plan, doing->machine);
        text_add_format(out, ": %s", script_doing(doing));
    }
    text_add(out, ".\n");
}

static void describe(const SequenceLayout *layout, Text *out) {
    text_add_format(out, "%s.\n", layout->page.subtitle.bytes);
    for (uint32_t r = 0; r < layout->rows.count; r++) tell_row(out, layout, &layout->rows.rows[r]);
}

static void fill_legend(SequenceLayout *layout) {
    Legend *legend = &layout->page.legend;
    sequence_add_legend(&layout->rows, legend);
    if (layout->script.witnesses.groups_left_out) legend_add(legend, NULL, 0, "Not every group is shown.");
    if (layout->script.is_cut)
        legend_add(legend, NULL, 0, "Too much happens to show all of it: the end is left out.");
}

/* ---- the figure --------------------------------------------------------------------------------------- */

static bool sequence_lay_out(Figure *figure) {
    const FigureRequest *request = &figure->request;
    SequenceLayout *layout = figure->layout = calloc(1, sizeof *layout);
    if (!layout || !script_write(&layout->script, request, lifelines_witnesses(request),
                                 request->fold ? STEPS_MOST : STEPS_UNFOLDED_MOST))
        return false;
    begin_page(layout, figure);
    lifelines_find(&layout->lifelines, &layout->script);
    if (!times_measure(&layout->times, &layout->script, figure->font)) return false;
    lifelines_lay_out(&layout->lifelines, &layout->script, layout->page.left + layout->times.width,
                      layout->page.right);
    const Px y = layout->page.body_y + layout->lifelines.heads + PX(BELOW_HEADS_PX);
    if (!sequence_rows_lay_out(&layout->rows, &layout->script, &layout->lifelines, &layout->times,
                               figure->font, layout->page.left, y))
        return false;
    layout->has_heads_below = layout->rows.end_y - y > PX(HEADS_AGAIN_PX);
    fill_legend(layout);
    describe(layout, &figure->description);
    return page_end(&layout->page, figure,
                    layout->rows.end_y + (layout->has_heads_below ? layout->lifelines.heads : 0));
}

static void sequence_draw(const Figure *figure, Canvas *canvas) {
    const SequenceLayout *layout = figure->layout;
    sequence_draw_rows(&layout->rows, canvas);
    lifelines_draw_heads(&layout->lifelines, &layout->script, canvas, layout->page.body_y);
    if (layout->has_heads_below)
        lifelines_draw_heads(&layout->lifelines, &layout->script, canvas, layout->rows.end_y);
    page_draw(&layout->page, canvas);
}

/* ---- data --------------------------------------------------------------------------------------------- */

static void add_row(Text *out, const SequenceLayout *layout, const Beat *beat, const char *what,
                    const char *who, const char *whom, const char *answer, const char *word) {
    const Minutes start = layout->script.request->plan->start;
    const char *const cells[] = {what, who, whom, answer, word};
    const CalendarTime at = calendar_time(start + beat->at);
    text_add_format(out, "%d,%d,%04" PRId64 "-%02d-%02d %02d:%02d", beat->at, beat->to, at.year, at.month,
                    at.day, at.hour, at.minute);
    for (size_t c = 0; c < sizeof cells / sizeof *cells; c++) {
        text_add_char(out, ',');
        text_add_csv(out, cells[c], strlen(cells[c]));
    }
    text_add(out, "\r\n");
}

static void add_calls(Text *out, const SequenceLayout *layout, const SequenceRow *row, const char *who) {
    static const char *const WHAT[CALL_OUTCOMES] = {"lookup", "granted", "refused", "unanswered"};
    for (int c = 0; c < row->call_count; c++) {
        const Call *call = &row->calls[c];
        const char *whom = call->to == CALL_HOST
                               ? layout->script.request->plan->hosts[call->index].name
                               : SERVICE_NAMES[call->to == CALL_LOOKUP ? SERVICE_DNS : call->index];
        add_row(out, layout, row->beat, WHAT[call->outcome], who, whom, call->answer, call->word);
    }
}

static void add_beat(Text *out, const SequenceLayout *layout, const SequenceRow *row) {
    static const char *const WHAT[BEAT_KINDS] = {"", "", "change", "repeats", "quiet", "again", "left out"};
    const Script *script = &layout->script;
    char who[MEMBER_NAME];
    if (sequence_has_words(row->beat)) {
        add_row(out, layout, row->beat, WHAT[row->beat->kind], "", "", "", row->words.bytes);
        return;
    }
    for (uint32_t i = 0; i < row->beat->count; i++) {
        const Row *of = &script->rows[row->beat->first + i];
        plan_machine_name(script->request->plan, of->machine, who);
        if (row->beat->kind == BEAT_ATTEMPT)
            add_calls(out, layout, row, who);
        else
            add_row(out, layout, row->beat, ROW_NAMES[of->kind], who, "",
                    row_has_states(of) ? STATE_NAMES[of->to] : "", script_doing(of));
    }
}

static void sequence_write_data(const Figure *figure, Text *out) {
    const SequenceLayout *layout = figure->layout;
    text_add(out, "from_min,to_min,from,what,who,whom,answer,word\r\n");
    for (uint32_t r = 0; r < layout->rows.count; r++) add_beat(out, layout, &layout->rows.rows[r]);
}

/* Steps of one minute end with it; in a fold time goes on. */
static void sequence_time(const Figure *figure, FigureTime *out) {
    const SequenceLayout *layout = figure->layout;
    *out = (FigureTime){.is_down = true, .from = layout->page.left, .to = layout->page.right};
    for (uint32_t r = 0; r < layout->rows.count && out->count < FIGURE_PIECES_MOST; r++) {
        const SequenceRow *row = &layout->rows.rows[r];
        const Beat *beat = row->beat;
        FigurePiece *last = out->count > 0 ? &out->pieces[out->count - 1] : NULL;
        if (last && !sequence_is_fold(beat) && last->to == beat->at)
            last->end = row->y + row->height;
        else
            out->pieces[out->count++] =
                (FigurePiece){.from = sequence_is_fold(beat) ? beat->at : beat->at - 1,
                              .to = sequence_is_fold(beat) ? beat->to : beat->at,
                              .begin = row->y,
                              .end = row->y + row->height};
    }
}

static void sequence_destroy_layout(Figure *figure) {
    SequenceLayout *layout = figure->layout;
    if (!layout) return;
    page_free(&layout->page);
    sequence_rows_free(&layout->rows);
    script_free(&layout->script);
    free(layout);
}

const FigureRow FIGURE_SEQUENCE_ROW = {.lay_out = sequence_lay_out,
                                       .draw = sequence_draw,
                                       .data = sequence_write_data,
                                       .time = sequence_time,
                                       .destroy = sequence_destroy_layout};
