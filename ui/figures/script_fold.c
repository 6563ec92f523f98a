/* script_fold: what is only more of the same becomes a fold: times in which nothing happens, weeks that go
 * like the first; and where still too much is left, the middle of it. */
#include <stdlib.h>
#include <string.h>

#include "ui/figures/script.h"

enum { QUIET_MIN = 7 * 1440, CYCLE_MOST = 24, CYCLE_SAVES = 3 };

/* ---- quiet times -------------------------------------------------------------------------------------- */

static Beat quiet_beat(const uint8_t looks[], int32_t from, int32_t to) {
    Beat beat = {.kind = BEAT_QUIET, .at = from, .to = to};
    memcpy(beat.looks, looks, sizeof beat.looks);
    return beat;
}

/* Between beats, before the first and after the last; a time with repeats in it is told by those. */
static bool fold_quiet(Script *script) {
    Beat *beats = malloc((2 * (size_t)script->count + 2) * sizeof *beats);
    uint32_t count = 0;
    int32_t since = script->request->from;
    const uint8_t *looks = script->looks;
    if (!beats) return false;
    for (uint32_t s = 0; s <= script->count; s++) {
        const Beat *beat = s < script->count ? &script->beats[s] : NULL;
        const int32_t until = beat ? beat->at : script->request->to;
        const bool is_told =
            (beat && beat->kind == BEAT_REPEATS) || (count && beats[count - 1].kind == BEAT_REPEATS);
        if (until - since >= QUIET_MIN && !is_told && !script->is_cut)
            beats[count++] = quiet_beat(looks, since, until);
        if (!beat) break;
        beats[count++] = *beat;
        since = beat->to;
        looks = beat->looks;
    }
    free(script->beats);
    script->beats = beats;
    script->capacity = 2 * script->count + 2;
    script->count = count;
    return true;
}

/* ---- cycles ------------------------------------------------------------------------------------------- */

static bool same_row(const Row *a, const Row *b) {
    return a->kind == b->kind && a->machine == b->machine && a->rule == b->rule && a->host == b->host &&
           a->service == b->service && a->from == b->from && a->to == b->to && a->entry == b->entry;
}

/* How often something was repeated may differ. */
static bool same_repeats(const Script *script, const Beat *a, const Beat *b) {
    for (uint32_t i = 0; i < a->count; i++) {
        const Repeat *one = &script->repeats[a->first + i], *other = &script->repeats[b->first + i];
        if (one->witness != other->witness || !same_row(&one->row, &other->row)) return false;
    }
    return true;
}

static bool same_beat(const Script *script, const Beat *a, const Beat *b) {
    if (a->kind != b->kind || a->count != b->count || memcmp(a->looks, b->looks, sizeof a->looks) != 0)
        return false;
    switch (a->kind) {
    case BEAT_DOINGS:
    case BEAT_CHANGES:
    case BEAT_ATTEMPT:
        for (uint32_t i = 0; i < a->count; i++)
            if (!same_row(&script->rows[a->first + i], &script->rows[b->first + i])) return false;
        return true;
    case BEAT_REPEATS: return same_repeats(script, a, b);
    case BEAT_QUIET: return true;
    case BEAT_AGAIN:
    case BEAT_LEFT_OUT:
    case BEAT_KINDS: break;
    }
    return false;
}

/* How often the `length` steps from `at` on follow each other. */
static uint32_t rounds_of(const Script *script, uint32_t at, uint32_t length) {
    uint32_t rounds = 1, next = at + length;
    while (next + length <= script->count) {
        for (uint32_t i = 0; i < length; i++)
            if (!same_beat(script, &script->beats[at + i], &script->beats[next + i])) return rounds;
        rounds++;
        next += length;
    }
    return rounds;
}

/* The length of the cycle from `at` on that saves most; 0: none does. */
static uint32_t best_cycle(const Script *script, uint32_t at, uint32_t *out_rounds) {
    uint32_t best = 0, saves = CYCLE_SAVES - 1;
    for (uint32_t length = 1; length <= CYCLE_MOST && at + 2 * length <= script->count; length++) {
        const uint32_t rounds = rounds_of(script, at, length);
        if ((rounds - 1) * length <= saves) continue;
        saves = (rounds - 1) * length;
        best = length;
        *out_rounds = rounds;
    }
    return best;
}

static void fold_cycles(Script *script) {
    uint32_t kept = 0;
    for (uint32_t s = 0; s < script->count;) {
        uint32_t rounds = 0;
        const uint32_t length = best_cycle(script, s, &rounds);
        const uint32_t once = length ? length : 1, end = length ? s + rounds * length : s + 1;
        Beat again = script->beats[end - 1]; /* steps move down over those that were looked at */
        again.at = length ? script->beats[s + length].at : 0;
        memmove(&script->beats[kept], &script->beats[s], once * sizeof *script->beats);
        kept += once;
        if (length) {
            again.kind = BEAT_AGAIN;
            again.count = length;
            again.times = rounds - 1;
            script->beats[kept++] = again;
        }
        s = end;
    }
    script->count = kept;
}

/* ---- too many ----------------------------------------------------------------------------------------- */

/* The beginning says more than the end. */
static void leave_out(Script *script, uint32_t most) {
    if (script->count <= most + most / 4) return;
    const uint32_t head = most * 3 / 4, tail = most - head - 1, from = head, to = script->count - tail;
    Beat beat = script->beats[to - 1];
    beat.kind = BEAT_LEFT_OUT;
    beat.at = script->beats[from].at;
    beat.count = to - from;
    script->beats[from] = beat;
    memmove(&script->beats[from + 1], &script->beats[to], tail * sizeof *script->beats);
    script->count = most;
}

bool script_fold(Script *script, uint32_t beats) {
    if (script->request->fold) {
        if (!fold_quiet(script)) return false;
        fold_cycles(script);
    }
    leave_out(script, beats);
    return true;
}
