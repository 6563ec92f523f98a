#include "ui/figures/sequence_rows.h"

#include <stdio.h>
#include <stdlib.h>

#include "ui/canvas/label.h"
#include "ui/figures/page.h"

bool sequence_is_fold(const Beat *beat) {
    return beat->kind >= BEAT_REPEATS;
}

bool sequence_has_words(const Beat *beat) {
    return beat->kind == BEAT_CHANGES || sequence_is_fold(beat);
}

TextStyle sequence_answer_style(void) {
    return ink_text(INK_TEXT, PAGE_SMALL_PX);
}

TextStyle sequence_words_style(void) {
    return ink_text(INK_TEXT, PAGE_LABEL_PX);
}

Px sequence_words_width(const SequenceRows *rows) {
    return rows->lifelines->right - rows->lifelines->left - PX(44); /* a flag's room on both sides */
}

void sequence_write_short(char out[CALL_SHORT_TEXT], const Call *call) {
    snprintf(out, CALL_SHORT_TEXT, "%s: %s", call->answer, call->word);
}

static bool are_short(const SequenceRows *rows) {
    for (uint32_t r = 0; r < rows->count; r++) {
        const SequenceRow *row = &rows->rows[r];
        for (int c = 0; c < row->call_count; c++) {
            if (row->calls[c].outcome == CALL_TOLD) continue;
            char text[CALL_SHORT_TEXT];
            sequence_write_short(text, &row->calls[c]);
            if (font_width(rows->font, sequence_answer_style(), text) >
                lifelines_beside(rows->lifelines, row->beat->witness))
                return false;
        }
    }
    return true;
}

Px sequence_call_height(const SequenceRows *rows, const Call *call) {
    if (call->outcome == CALL_TOLD) return PX(LOOKUP_PX);
    return PX(rows->is_short ? CALL_SHORT_PX : CALL_PX);
}

static Px height_of(const SequenceRows *rows, const SequenceRow *row) {
    if (row->beat->kind == BEAT_ATTEMPT) {
        Px height = 0;
        for (int c = 0; c < row->call_count; c++) height += sequence_call_height(rows, &row->calls[c]);
        return height;
    }
    if (row->beat->kind == BEAT_DOINGS) return PX(DOINGS_PX);
    const int lines =
        label_lines(rows->font, sequence_words_style(), row->words.bytes, sequence_words_width(rows));
    const Px height = px_whole(lines * font_line(sequence_words_style()) + 2 * PX(WORDS_PAD_PX));
    return row->has_time && height < PX(CHANGES_LEAST_PX) ? PX(CHANGES_LEAST_PX) : height;
}

bool sequence_rows_lay_out(SequenceRows *rows, const Script *script, const Lifelines *lifelines,
                           const Times *times, const Font *font, Px left, Px y) {
    *rows = (SequenceRows){
        .script = script, .lifelines = lifelines, .times = times, .font = font, .left = left, .y = y};
    rows->rows = calloc((size_t)script->count + 1, sizeof *rows->rows);
    if (!rows->rows) return false;
    int32_t at = -1;
    rows->count = script->count;
    for (uint32_t s = 0; s < script->count; s++) {
        SequenceRow *row = &rows->rows[s];
        row->beat = &script->beats[s];
        if (row->beat->kind == BEAT_ATTEMPT) row->call_count = calls_of(row->calls, script, row->beat);
        if (sequence_has_words(row->beat)) script_add_words(&row->words, script, row->beat);
        if (row->words.failed) return false;
        if (sequence_is_fold(row->beat)) continue;
        row->has_time = row->beat->at != at;
        at = row->beat->at;
    }
    rows->is_short = are_short(rows);
    for (uint32_t r = 0; r < rows->count; r++) {
        rows->rows[r].y = y;
        rows->rows[r].height = height_of(rows, &rows->rows[r]);
        y += rows->rows[r].height;
    }
    rows->has_end = at != script->request->to;
    rows->end_y = y + PX(SEQUENCE_END_PX);
    return true;
}

void sequence_rows_free(SequenceRows *rows) {
    for (uint32_t r = 0; rows->rows && r < rows->count; r++) text_free(&rows->rows[r].words);
    free(rows->rows);
    *rows = (SequenceRows){0};
}
