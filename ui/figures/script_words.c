/* script_words: what folds and changes of a sequence say. */
#include <inttypes.h>

#include "sim/base/check.h"
#include "sim/run/words.h"
#include "ui/figures/script.h"

const char *script_doing(const Row *row) {
    switch (row->kind) {
    case ROW_INSTALL: return "installed";
    case ROW_RESET: return row->rule == RULE_REARMED ? "rearmed" : "reimaged";
    case ROW_RETIRE: return "retired";
    case ROW_REFUSED: return "no rearm left";
    case ROW_NOTICE: return "reminder";
    case ROW_LAPSE: return row->from == STATE_LICENSED ? "lease over" : "grace over";
    case ROW_CHANGE:
    case ROW_ATTEMPT:
    case ROW_FORGET:
    case ROW_EXPECT:
    case ROW_KIND_COUNT: break;
    }
    CHECK(!"a doing");
}

/* "171 days", "3 hours" */
static void add_length(Text *out, int32_t length_min) {
    if (length_min >= DAY_MIN)
        words_count(out, length_min / DAY_MIN, "day");
    else if (length_min >= HOUR_MIN)
        words_count(out, length_min / HOUR_MIN, "hour");
    else
        words_count(out, length_min, "minute");
}

/* ---- repeats ------------------------------------------------------------------------------------------ */

static bool go_together(const Repeat *a, const Repeat *b) {
    return a->row.rule == b->row.rule && a->row.host == b->row.host && a->row.service == b->row.service &&
           a->row.threshold == b->row.threshold && a->every == b->every;
}

/* "count 4 of 5, refused" */
static void add_count(Text *out, int32_t least, int32_t most, int32_t needed) {
    text_add_format(out, least == most ? "count %d" : "count %d to %d", least, most);
    text_add_format(out, least > needed ? " ≥ %d, " : " of %d, ", needed);
}

static void add_answer(Text *out, const Repeat *repeat, int32_t least, int32_t most) {
    const Row *row = &repeat->row;
    if (row->counted) add_count(out, least, most, row->threshold);
    switch (row->result) {
    case RESULT_GRANTED: text_add(out, "granted"); return;
    case RESULT_COUNT_INSUFFICIENT: text_add(out, "refused"); return;
    case RESULT_NO_HOST: text_add(out, "nobody answers"); return;
    case RESULT_NO_RECORD: text_add(out, "no host is known"); return;
    case RESULT_WRONG_HOST: text_add(out, "declined"); return;
    case RESULT_CLOCK_SKEW: text_add(out, "refused, clocks apart"); return;
    case RESULT_NOT_ENTITLED: text_add(out, "nobody entitled is signed in"); return;
    case RESULT_NONE:
    case RESULT_COUNT: break;
    }
    CHECK(!"a Result of an attempt");
}

static void add_times(Text *out, uint64_t least, uint64_t most, bool each) {
    if (most == 1)
        text_add(out, "once");
    else if (least == most)
        text_add_format(out, "%" PRIu64 " times", most);
    else
        text_add_format(out, "%" PRIu64 " to %" PRIu64 " times", least, most);
    if (each) text_add(out, " each");
}

/* "marketing-1 to marketing-4, sarah" */
static void add_names(Text *out, const Script *script, const Repeat *const list[], uint32_t count) {
    const Witness *witnesses = script->witnesses.list;
    for (uint32_t i = 0, next; i < count; i = next) {
        const Witness *first = &witnesses[list[i]->witness];
        for (next = i + 1; next < count; next++) {
            const Witness *other = &witnesses[list[next]->witness];
            if (other->group != first->group || other->machine != first->machine + (next - i)) break;
        }
        if (next - i == 2) next = i + 1; /* two are named */
        if (i > 0) text_add(out, next < count ? ", " : " and ");
        words_machine(out, script->request->plan, first->machine);
        if (next - i == 1) continue;
        text_add(out, " to ");
        words_machine(out, script->request->plan, first->machine + (next - i - 1));
    }
}

/* "marketing-1 to marketing-4 ask again every 2h, 24 times each: count 4 of 5, refused" */
static void add_together(Text *out, const Script *script, const Repeat *const list[], uint32_t count) {
    const Repeat *first = list[0];
    uint64_t times[2] = {first->times, first->times};
    int32_t least = first->least, most = first->most;
    for (uint32_t i = 1; i < count; i++) {
        if (list[i]->times < times[0]) times[0] = list[i]->times;
        if (list[i]->times > times[1]) times[1] = list[i]->times;
        if (list[i]->least < least) least = list[i]->least;
        if (list[i]->most > most) most = list[i]->most;
    }
    add_names(out, script, list, count);
    const bool is_renewal = first->row.result == RESULT_GRANTED;
    text_add(out,
             is_renewal ? (count > 1 ? " renew" : " renews") : (count > 1 ? " ask again" : " asks again"));
    if (first->every > 0 && times[1] > 1) {
        text_add(out, " every ");
        words_duration(out, first->every);
    }
    text_add(out, ", ");
    add_times(out, times[0], times[1], count > 1);
    text_add(out, ": ");
    add_answer(out, first, least, most);
}

/* A line for each kind of answer; those of more than one come together, wherever they stand. */
static void add_repeats(Text *out, const Script *script, const Beat *beat) {
    bool is_told[WITNESSES_MOST] = {false};
    const char *before = "";
    for (uint32_t i = 0; i < beat->count; i++) {
        const Repeat *list[WITNESSES_MOST];
        uint32_t count = 0;
        for (uint32_t j = i; j < beat->count; j++) {
            const Repeat *repeat = &script->repeats[beat->first + j];
            if (is_told[j] || (count && !go_together(list[0], repeat)) || (!count && j > i)) continue;
            is_told[j] = true;
            list[count++] = repeat;
        }
        if (count == 0) continue;
        text_add(out, before);
        before = "\n";
        add_together(out, script, list, count);
    }
}

/* ---- steps -------------------------------------------------------------------------------------------- */

static void add_changes(Text *out, const Script *script, const Beat *beat) {
    const Plan *plan = script->request->plan;
    for (uint32_t i = 0; i < beat->count; i++) {
        const Row *row = &script->rows[beat->first + i];
        if (i > 0) text_add_char(out, '\n');
        if (row->entry == NO_ENTRY)
            text_add(out, "a change that is not in the file");
        else
            words_change(out, plan, &plan->changes[row->entry]);
    }
}

static bool are_all_shown(const Script *script) {
    for (int w = 0; w < script->witnesses.count; w++)
        if (script->witnesses.list[w].more > 0) return false;
    return script->witnesses.groups_left_out == 0;
}

void script_add_words(Text *out, const Script *script, const Beat *beat) {
    switch (beat->kind) {
    case BEAT_CHANGES: add_changes(out, script, beat); return;
    case BEAT_REPEATS: add_repeats(out, script, beat); return;
    case BEAT_QUIET:
        add_length(out, beat->to - beat->at);
        text_add(out, are_all_shown(script) ? ", nothing happens" : ", nothing happens to these machines");
        return;
    case BEAT_AGAIN:
        text_add(out, "the same ");
        if (beat->count > 1) text_add_format(out, "%" PRIu32 " steps ", beat->count);
        text_add(out, "again, ");
        add_times(out, beat->times, beat->times, false);
        text_add(out, " in ");
        add_length(out, beat->to - beat->at);
        return;
    case BEAT_LEFT_OUT:
        text_add_format(out, "%" PRIu32 " more steps in ", beat->count);
        add_length(out, beat->to - beat->at);
        text_add(out, " are left out");
        return;
    case BEAT_DOINGS:
    case BEAT_ATTEMPT:
    case BEAT_KINDS: return;
    }
}
