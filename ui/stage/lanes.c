#include "ui/stage/lanes.h"

#include <stdlib.h>
#include <string.h>

#include "sim/base/chance.h"
#include "sim/run/difference.h"
#include "sim/run/words.h"
#include "sim/scenario/amend.h"
#include "sim/scenario/reader.h"

static void lane_destroy(Lane *lane) {
    if (!lane) return;
    timeline_destroy(lane->timeline);
    plan_free(&lane->plan);
    text_free(&lane->source);
    text_free(&lane->entry);
    text_free(&lane->words);
    free(lane);
}

/* Reads lane->source. `name` is what complaints call it. */
static LaneStatus read_source(Lane *lane, const char *name, Text *out_complaints) {
    Diagnostics diagnostics = {.file = name};
    const bool good = plan_read(&lane->plan, lane->source.bytes, lane->source.length, &diagnostics);
    if (!good) diagnostics_print(&diagnostics, out_complaints, false);
    const bool has_failed = diagnostics.out_of_memory || out_complaints->failed;
    diagnostics_free(&diagnostics);
    return has_failed ? LANE_NO_MEMORY : good ? LANE_OK : LANE_WRONG;
}

static Lane *lane_create(const Lanes *lanes, int parent, int32_t at) {
    Lane *lane = calloc(1, sizeof *lane);
    if (!lane) return NULL;
    lane->name[0] = (char)('A' + lanes->count);
    lane->parent = parent;
    lane->at = at;
    lane->shown_until = at;
    return lane;
}

/* Takes the lane over: keeps it, or does away with it where the status is not good. */
static LaneStatus keep(Lanes *lanes, Lane *lane, LaneStatus status) {
    if (status == LANE_OK &&
        (!lane->timeline || lane->source.failed || lane->entry.failed || lane->words.failed))
        status = LANE_NO_MEMORY;
    lanes->edition++;
    if (status == LANE_OK)
        lanes->lanes[lanes->count++] = lane;
    else
        lane_destroy(lane);
    return status;
}

/* An empty file has bytes too: none, and a NUL. */
static void take_bytes(Text *source, const char *bytes, size_t length) {
    text_add_bytes(source, bytes, length);
    text_add_bytes(source, "", 0);
}

LaneStatus lanes_open(Lanes *lanes, const char *name, const char *bytes, size_t length, size_t budget,
                      Text *out_complaints) {
    lanes->budget = budget;
    Lane *lane = lane_create(lanes, -1, -1);
    if (!lane) return LANE_NO_MEMORY;
    take_bytes(&lane->source, bytes, length);
    text_add(&lane->words, "the file");
    LaneStatus status = lane->source.failed ? LANE_NO_MEMORY : read_source(lane, name, out_complaints);
    if (status == LANE_OK) lane->timeline = timeline_create(&lane->plan, budget);
    return keep(lanes, lane, status);
}

void lanes_close(Lanes *lanes) {
    while (lanes->count > 0) lane_destroy(lanes->lanes[--lanes->count]);
}

void lanes_undo(Lanes *lanes) {
    lanes->edition++;
    if (lanes->count > 1) lane_destroy(lanes->lanes[--lanes->count]);
}

/* What an amendment came to, for a person. */
static LaneStatus judge(AmendStatus status, Text *out_complaints) {
    switch (status) {
    case AMEND_OK: return LANE_OK;
    case AMEND_NO_PLACE: text_add(out_complaints, "there is no such place in the file\n"); break;
    case AMEND_NO_WAY:
        text_add(out_complaints, "the file is written in a way in which this cannot be changed\n");
        break;
    case AMEND_NO_MEMORY: return LANE_NO_MEMORY;
    }
    return LANE_WRONG;
}

static LaneStatus begin_lane(Lanes *lanes, int parent, int32_t at, Lane **out_lane) {
    if (lanes->count == LANES_MOST) return LANE_TOO_MANY;
    *out_lane = lane_create(lanes, parent, at);
    return *out_lane ? LANE_OK : LANE_NO_MEMORY;
}

/* The change is carried out in minute at + 1; it is the last of the file. */
static void add_entry(Text *out, int32_t at, const char *change) {
    char when[DURATION_TEXT];
    duration_format(at + 1, when);
    text_add_format(out, "{at: %s, %s}", when, change);
}

/* ", every 1d until 9d" */
static void add_repetition(Text *out, const Plan *plan, const Change *change) {
    char every[DURATION_TEXT], until[DURATION_TEXT];
    if (change->every == 0) return;
    duration_format(change->every, every);
    duration_format(change->until, until);
    text_add_format(out, ", every %s", every);
    if (change->until < plan->run_min) text_add_format(out, " until %s", until);
}

LaneStatus lanes_branch(Lanes *lanes, int parent, int32_t at, const char *change, Text *out_complaints) {
    Lane *lane, *from = lanes->lanes[parent];
    if (at >= lane_plan(from)->run_min) {
        text_add(out_complaints, "this is the last minute of the run: no change comes after it\n");
        return LANE_WRONG;
    }
    LaneStatus status = begin_lane(lanes, parent, at, &lane);
    if (status != LANE_OK) return status;
    Text entry = {0};
    add_entry(&entry, at, change);
    status =
        entry.failed
            ? LANE_NO_MEMORY
            : judge(amend_add_change(from->source.bytes, from->source.length, entry.bytes, &lane->source),
                    out_complaints);
    text_free(&entry);
    if (status == LANE_OK) status = read_source(lane, "the branch", out_complaints);
    if (status == LANE_OK) {
        lane->change = &lane->plan.changes[lane->plan.change_count - 1];
        text_add(&lane->entry, change);
        words_change(&lane->words, &lane->plan, lane->change);
        add_repetition(&lane->words, &lane->plan, lane->change);
        lane->is_anew = lane->change->every > 0 || !world_has_room(lane_plan(from), &lane->plan);
        lane->timeline = lane->is_anew ? timeline_create(&lane->plan, lanes->budget)
                                       : timeline_branch(from->timeline, at, lane->change);
    }
    return keep(lanes, lane, status);
}

static AmendStatus vary_text(const Text *from, const char *path, const char *value, Text *out) {
    static const char GROUPS[] = "machines.";
    const char *name = strncmp(path, GROUPS, strlen(GROUPS)) == 0 ? path + strlen(GROUPS) : NULL;
    if (name && value[0] == '{' && !strchr(name, '.'))
        return amend_add_group(from->bytes, from->length, name, value, out);
    return amend_set(from->bytes, from->length, path, value, out);
}

LaneStatus lanes_vary(Lanes *lanes, int parent, const char *path, const char *value, Text *out_complaints) {
    Lane *lane;
    const Lane *from = lanes->lanes[parent];
    LaneStatus status = begin_lane(lanes, parent, -1, &lane);
    if (status != LANE_OK) return status;
    status = judge(vary_text(&from->source, path, value, &lane->source), out_complaints);
    if (status == LANE_OK) status = read_source(lane, "the variant", out_complaints);
    if (status == LANE_OK) {
        text_add_format(&lane->entry, "%s=%s", path, value);
        text_add_safe_cut(&lane->words, path, 80);
        text_add_char(&lane->words, '=');
        text_add_safe_cut(&lane->words, value, 80);
        lane->timeline = timeline_create(&lane->plan, lanes->budget);
    }
    return keep(lanes, lane, status);
}

static LaneStatus make_again(Lanes *lanes, const Lane *old, Text *out_complaints) {
    char *value = old->change ? NULL : strchr(old->entry.bytes, '=');
    if (old->parent >= lanes->count) return LANE_WRONG; /* its parent was not to be made again */
    if (!value) return lanes_branch(lanes, old->parent, old->at, old->entry.bytes, out_complaints);
    *value = '\0';
    const LaneStatus status = lanes_vary(lanes, old->parent, old->entry.bytes, value + 1, out_complaints);
    *value = '=';
    return status;
}

int lanes_again(Lanes *lanes, const Lanes *from) {
    Text complaints = {0};
    int made = 1;
    while (made < from->count && make_again(lanes, from->lanes[made], &complaints) == LANE_OK) made++;
    text_free(&complaints);
    return from->count - made;
}

const Plan *lane_plan(const Lane *lane) {
    return timeline_plan(lane->timeline);
}

const Record *lane_record(const Lane *lane) {
    return timeline_record(lane->timeline);
}

static bool branches_at(const Lanes *lanes, int number, int32_t at) {
    const Lane *lane = lanes->lanes[number];
    while (lane->change && lane->at != at) lane = lanes->lanes[lane->parent];
    return lane->change != NULL;
}

bool lanes_part_at(const Lanes *lanes, int one, int other, int32_t *out_at) {
    const int32_t shared = timeline_shared_until(lanes->lanes[one]->timeline, lanes->lanes[other]->timeline);
    if (shared < 0 || (branches_at(lanes, one, shared) && branches_at(lanes, other, shared))) return false;
    *out_at = shared + 1;
    return true;
}

Run *lane_run(const Lane *lane) {
    return run_create(&lane->plan);
}

/* ---- is the file the lane? ---------------------------------------------------------------------------- */

static void add_to_digest(uint64_t *digest, int64_t figure) {
    *digest = chance_mix(*digest ^ (uint64_t)figure);
}

/* All of a row but where in a file it comes from. */
static void digest_row(void *context, const Row *row) {
    const int64_t figures[] = {row->at,        row->kind,   row->machine, row->host, row->service,
                               row->result,    row->held,   row->counted, row->got,  row->count,
                               row->threshold, row->pool,   row->id,      row->from, row->to,
                               row->clock_at,  row->due_at, row->rule};
    for (size_t i = 0; i < sizeof figures / sizeof *figures; i++) add_to_digest(context, figures[i]);
}

/* Every row of both goes into a digest; which of them is another is not asked. */
struct LaneProof {
    Run *of_lane, *of_file; /* owned */
    uint64_t lane_digest, file_digest;
    RowSink lane_sink, file_sink;
    Difference found;
    DifferenceSearch *search; /* owned */
};

LaneProof *lane_proof_begin(const Lane *lane) {
    LaneProof *proof = calloc(1, sizeof *proof);
    if (!proof) return NULL;
    proof->of_lane = timeline_run_anew(lane->timeline);
    proof->of_file = lane_run(lane);
    proof->lane_sink = (RowSink){digest_row, &proof->lane_digest, NULL};
    proof->file_sink = (RowSink){digest_row, &proof->file_digest, NULL};
    if (proof->of_lane && proof->of_file)
        proof->search = difference_begin(proof->of_lane, proof->of_file, &proof->lane_sink, &proof->file_sink,
                                         &proof->found);
    if (proof->search) return proof;
    lane_proof_end(proof);
    return NULL;
}

void lane_proof_end(LaneProof *proof) {
    if (!proof) return;
    difference_end(proof->search);
    run_destroy(proof->of_lane);
    run_destroy(proof->of_file);
    free(proof);
}

RunStatus lane_proof_go_on(LaneProof *proof, uint64_t rows) {
    return difference_go_on(proof->search, rows);
}

int32_t lane_proof_until(const LaneProof *proof) {
    return difference_until(proof->search);
}

bool lane_proof_holds(const LaneProof *proof) {
    return proof->lane_digest == proof->file_digest;
}
