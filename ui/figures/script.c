#include "ui/figures/script.h"

#include <stdlib.h>
#include <string.h>

#include "sim/base/check.h"

enum { GATHERED_MOST = 20000 };

void script_free(Script *script) {
    free(script->beats);
    free(script->rows);
    free(script->repeats);
    free(script->asked);
    *script = (Script){0};
}

/* Room for one more; NULL: out of memory. */
static void *next(Script *script, void **array, uint32_t *count, uint32_t *capacity, size_t size) {
    if (*count == *capacity) {
        const uint32_t more = *capacity ? 2 * *capacity : 64;
        void *larger = realloc(*array, more * size);
        script->failed |= !larger;
        if (!larger) return NULL;
        *array = larger;
        *capacity = more;
    }
    return (char *)*array + size * (*count)++;
}

static void add_row(Script *script, const Row *row) {
    void *rows = script->rows;
    Row *slot = next(script, &rows, &script->row_count, &script->row_capacity, sizeof *row);
    script->rows = rows;
    if (slot) *slot = *row;
}

static void add_repeat(Script *script, const Repeat *repeat) {
    void *repeats = script->repeats;
    Repeat *slot = next(script, &repeats, &script->repeat_count, &script->repeat_capacity, sizeof *repeat);
    script->repeats = repeats;
    if (slot) *slot = *repeat;
}

/* ---- listening ---------------------------------------------------------------------------------------- */

typedef struct {
    Script *script;
    uint8_t looks[WITNESSES_MOST];
    Row last[WITNESSES_MOST]; /* attempt; kind ROW_KIND_COUNT: none since it is as it is */
    Repeat pending[WITNESSES_MOST];
} Listening;

static Beat *add_beat(Listening *listening, BeatKind kind, int32_t at) {
    Script *script = listening->script;
    void *beats = script->beats;
    if (script->count >= GATHERED_MOST) {
        script->is_cut = true;
        return NULL;
    }
    Beat *beat = next(script, &beats, &script->count, &script->capacity, sizeof *beat);
    script->beats = beats;
    if (beat) *beat = (Beat){.kind = kind, .at = at, .to = at, .first = script->row_count};
    return beat;
}

static void note_looks(Listening *listening) {
    Script *script = listening->script;
    if (script->count)
        memcpy(script->beats[script->count - 1].looks, listening->looks, sizeof listening->looks);
}

/* What was put by becomes a step before the next one. */
static void flush(Listening *listening) {
    Beat *beat = NULL;
    for (int w = 0; w < listening->script->witnesses.count; w++) {
        Repeat *repeat = &listening->pending[w];
        if (repeat->times == 0) continue;
        if (!beat) {
            beat = add_beat(listening, BEAT_REPEATS, repeat->row.at);
            if (beat) beat->first = listening->script->repeat_count;
        }
        if (beat) {
            if (repeat->row.at < beat->at) beat->at = repeat->row.at;
            if (repeat->last_at > beat->to) beat->to = repeat->last_at;
            beat->count++;
            add_repeat(listening->script, repeat);
        }
        repeat->times = 0;
    }
    note_looks(listening);
}

static bool goes_as_before(const Row *a, const Row *b) {
    return a->kind == b->kind && a->rule == b->rule && a->host == b->host && a->service == b->service;
}

static void put_by(Listening *listening, int witness, const Row *row) {
    Repeat *repeat = &listening->pending[witness];
    const int32_t since = row->at - listening->last[witness].at;
    if (repeat->times == 0)
        *repeat = (Repeat){
            .witness = witness, .row = *row, .every = since, .least = row->count, .most = row->count};
    if (since != repeat->every) repeat->every = 0;
    if (row->count < repeat->least) repeat->least = row->count;
    if (row->count > repeat->most) repeat->most = row->count;
    repeat->last_at = row->at;
    repeat->times++;
}

static void take_attempt(Listening *listening, int witness, const Row *row) {
    const Look after = look_of(row->to, row->result);
    const bool is_same = row->from == row->to && (int)after == listening->looks[witness] &&
                         goes_as_before(&listening->last[witness], row);
    if (listening->script->request->fold && is_same) {
        put_by(listening, witness, row);
    } else {
        flush(listening);
        Beat *beat = add_beat(listening, BEAT_ATTEMPT, row->at);
        if (beat) {
            beat->witness = witness;
            beat->count = 1;
            add_row(listening->script, row);
        }
        listening->looks[witness] = (uint8_t)after;
    }
    listening->last[witness] = *row;
    note_looks(listening);
}

/* Those of one minute and kind share a beat, but a witness is in it once. */
static Beat *beat_to_join(Listening *listening, BeatKind kind, const Row *row) {
    Script *script = listening->script;
    Beat *beat = script->count ? &script->beats[script->count - 1] : NULL;
    if (!beat || beat->kind != kind || beat->at != row->at) return NULL;
    for (uint32_t i = 0; i < beat->count && kind == BEAT_DOINGS; i++)
        if (script->rows[beat->first + i].machine == row->machine) return NULL;
    return beat;
}

static void take_other(Listening *listening, BeatKind kind, const Row *row) {
    Beat *beat = beat_to_join(listening, kind, row);
    if (!beat) {
        flush(listening);
        beat = add_beat(listening, kind, row->at);
    }
    if (!beat) return;
    beat->count++;
    add_row(listening->script, row);
}

static void take_doing(Listening *listening, int witness, const Row *row) {
    take_other(listening, BEAT_DOINGS, row);
    if (row_has_states(row)) listening->looks[witness] = (uint8_t)look_of(row->to, RESULT_NONE);
    if (row->kind == ROW_RESET || row->kind == ROW_INSTALL) listening->last[witness].kind = ROW_KIND_COUNT;
    note_looks(listening);
}

/* What is done to machines, only where it is done to a witness. */
static bool is_shown(const Script *script, const Row *row) {
    if (row->entry == NO_ENTRY) return true;
    const Change *change = &script->request->plan->changes[row->entry];
    if (change->kind > CHANGE_LAST_OF_MACHINES) return true;
    for (int w = 0; w < script->witnesses.count; w++)
        if (selection_has(change->machines, script->witnesses.list[w].machine)) return true;
    return false;
}

static void take_row(void *context, const Row *row) {
    Listening *listening = context;
    if (listening->script->failed) return; /* a beat may lack its rows */
    if (row->kind == ROW_CHANGE) {
        if (is_shown(listening->script, row)) take_other(listening, BEAT_CHANGES, row);
        note_looks(listening);
        return;
    }
    const int witness =
        row->machine == NO_MACHINE ? -1 : witnesses_find(&listening->script->witnesses, row->machine);
    if (witness < 0) return;
    if (row->kind == ROW_ATTEMPT)
        take_attempt(listening, witness, row);
    else
        take_doing(listening, witness, row);
}

/* ---- the beginning ------------------------------------------------------------------------------------ */

static bool begin(Script *script, Listening *listening) {
    const FigureRequest *request = script->request;
    const Run *run = timeline_run(request->timeline, request->from - 1);
    if (!run) return false;
    for (int w = 0; w < script->witnesses.count; w++) {
        const Machine machine = run_machine(run, script->witnesses.list[w].machine);
        listening->looks[w] = script->looks[w] = (uint8_t)look_of((State)machine.state, (Result)machine.last);
        listening->last[w].kind = ROW_KIND_COUNT;
    }
    for (uint32_t h = 0; h < run_head(run)->host_count; h++)
        script->host_up[h] = world_host(run_head(run), (int)h)->up;
    for (int s = 0; s < SERVICE_COUNT; s++) script->service_up[s] = run_head(run)->service_up[s];
    return true;
}

static bool ask(Script *script) {
    uint32_t count = 0;
    for (uint32_t s = 0; s < script->count; s++) count += script->beats[s].kind == BEAT_ATTEMPT;
    script->asked = calloc((size_t)count + 1, sizeof *script->asked);
    if (!script->asked) return false;
    count = 0;
    for (uint32_t s = 0; s < script->count; s++) {
        Beat *beat = &script->beats[s];
        if (beat->kind != BEAT_ATTEMPT) continue;
        beat->asked = count++;
        if (!asked_in(&script->asked[beat->asked], script->request->timeline, &script->rows[beat->first]))
            return false;
    }
    return true;
}

bool script_write(Script *script, const FigureRequest *request, int witnesses, uint32_t beats) {
    Listening *listening = calloc(1, sizeof *listening);
    script->request = request;
    if (!listening) return false;
    listening->script = script;
    const RowSink sink = {take_row, listening, NULL};
    bool done = witnesses_choose(&script->witnesses, request, witnesses) && begin(script, listening) &&
                timeline_tell(request->timeline, request->from, request->to, &sink);
    if (done) flush(listening);
    free(listening);
    return done && !script->failed && script_fold(script, beats) && ask(script);
}
