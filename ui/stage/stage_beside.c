/* stage_beside: what is learned of two runs carried on side by side: what came out otherwise in two lanes,
 * and whether the file of a branch makes it, which lie over the panels; and where two lanes first differ,
 * which is marked. Of a large fleet it takes many seconds: a window says how far it is and carries it on in
 * each frame; leaving what lies over the panels is leaving it. */
#include "ui/stage/stage_inside.h"

#include "sim/run/words.h"

/* Done before anything is said: some milliseconds. Of a small fleet it is all. */
enum { ROWS_AT_FIRST = 20000 };

void stage_beside_end(Stage *stage) {
    Beside *beside = &stage->beside;
    comparison_end(beside->comparison);
    run_destroy(beside->a);
    run_destroy(beside->b);
    lane_proof_end(beside->proof);
    *beside = (Beside){0};
}

/* ---- what is said ------------------------------------------------------------------------------------- */

/* "B: kms1 goes down, from A at 3d (Thu 8 Jan 2026 08:00)" */
static void add_lane(const Stage *stage, int number, Text *out) {
    const Lane *lane = stage->lanes.lanes[number];
    text_add_format(out, "%s: %s", lane->name, lane->words.bytes);
    if (lane->change) {
        text_add_format(out, ", from %s at ", stage->lanes.lanes[lane->parent]->name);
        words_instant(out, lane_plan(lane), lane->at);
    }
    text_add_char(out, '\n');
}

/* Who the two are. A branch's change has been put into the file, and moves the lines below it. */
static void tell_lanes(Stage *stage) {
    const Lane *other = stage->lanes.lanes[stage->view.other_lane];
    text_clear(&stage->message);
    add_lane(stage, stage->view.other_lane, &stage->message);
    add_lane(stage, stage->view.lane, &stage->message);
    if (other->change || stage_lane(stage)->change)
        text_add(&stage->message, "Lines of a branch are those of the file that Ctrl+S saves it as.\n");
    text_add_char(&stage->message, '\n');
}

static void tell_progress(Stage *stage) {
    const Beside *beside = &stage->beside;
    int32_t end = stage_plan(stage)->run_min;
    if (beside->comparison) {
        const int32_t other = lane_plan(stage->lanes.lanes[stage->view.other_lane])->run_min;
        if (other > end) end = other;
        tell_lanes(stage);
        text_add(&stage->message, "Working out what came out otherwise: ");
    } else {
        text_clear(&stage->message);
        text_add(&stage->message, "Working out whether the file comes to the same as this branch: ");
    }
    frame_gone_through(beside->comparison ? comparison_until(beside->comparison)
                                          : lane_proof_until(beside->proof),
                       end, &stage->message);
    stage->has_failed |= stage->message.failed;
}

/* ---- worked out --------------------------------------------------------------------------------------- */

static void finish_comparison(Stage *stage) {
    tell_lanes(stage);
    if (!comparison_add(stage->beside.comparison, &stage->message, &PLAIN_MARKS)) stage->has_failed = true;
    stage_beside_end(stage);
}

static void finish_proof(Stage *stage) {
    const bool holds = lane_proof_holds(stage->beside.proof);
    stage_close_over(stage);
    if (holds)
        stage_wish_for_file(stage);
    else
        stage_read(stage, "A run of the file would not come to the same as this branch.\n");
}

bool stage_beside_on(Stage *stage, uint64_t rows) {
    Beside *beside = &stage->beside;
    if (!beside->comparison && !beside->proof) return false;
    const RunStatus status = beside->comparison ? comparison_go_on(beside->comparison, rows)
                                                : lane_proof_go_on(beside->proof, rows);
    stage->has_changed = true;
    if (status == RUN_GOES_ON) {
        tell_progress(stage);
        return true;
    }
    if (status == RUN_OUT_OF_MEMORY) {
        stage->has_failed = true;
        stage_close_over(stage);
    } else if (beside->comparison) {
        finish_comparison(stage);
    } else {
        finish_proof(stage);
    }
    return false;
}

/* ---- asked for ---------------------------------------------------------------------------------------- */

static void open_over(Stage *stage, Over over) {
    stage->view.over = over;
    stage->view.over_top = 0;
    stage_beside_on(stage, ROWS_AT_FIRST);
}

void stage_open_difference(Stage *stage) {
    const int other = stage->view.other_lane;
    if (other == NO_LANE) {
        stage_note(stage, "Nothing stands beside this: make a branch with F, or choose one with B.");
        return;
    }
    if (stage->view.step != NO_STEP && stage->view.phase == STEP_ASKS) {
        stage_note(stage, "While a question is open nothing of the future is told.");
        return;
    }
    stage_pause(stage);
    Beside *beside = &stage->beside;
    const Lane *a = stage->lanes.lanes[other], *b = stage_lane(stage);
    beside->a = lane_run(a);
    beside->b = lane_run(b);
    if (beside->a && beside->b) beside->comparison = comparison_begin(beside->a, beside->b, a->name, b->name);
    if (beside->comparison) {
        open_over(stage, OVER_DIFFERENCE);
    } else {
        stage->has_failed = true;
        stage_beside_end(stage);
    }
}

void stage_prove(Stage *stage) {
    stage->beside.proof = lane_proof_begin(stage_lane(stage));
    if (stage->beside.proof)
        open_over(stage, OVER_PROOF);
    else
        stage->has_failed = true;
}

/* ---- where two lanes first differ --------------------------------------------------------------------- */

void stage_part_end(Stage *stage) {
    Parting *parting = &stage->parting;
    difference_end(parting->search);
    run_destroy(parting->a);
    run_destroy(parting->b);
    *parting = (Parting){.at = NEVER};
}

void stage_part_anew(Stage *stage) {
    stage_part_end(stage);
    stage->parting.is_wanted = stage->view.other_lane != NO_LANE;
}

int32_t stage_parting_until(const Stage *stage) {
    const Parting *parting = &stage->parting;
    return parting->search ? difference_until(parting->search) : NEVER;
}

static void part_at(Stage *stage, int32_t at) {
    stage_part_end(stage);
    stage->parting.at = at;
}

static bool begin_parting(Stage *stage) {
    Parting *parting = &stage->parting;
    parting->a = lane_run(stage->lanes.lanes[stage->view.other_lane]);
    parting->b = lane_run(stage_lane(stage));
    if (parting->a && parting->b)
        parting->search = difference_begin(parting->a, parting->b, NULL, NULL, &parting->found);
    return parting->search != NULL;
}

void stage_part_on(Stage *stage, uint64_t rows) {
    Parting *parting = &stage->parting;
    int32_t at;
    if (!parting->is_wanted) return;
    stage->has_changed = true;
    if (lanes_part_at(&stage->lanes, stage->view.lane, stage->view.other_lane, &at)) {
        part_at(stage, at);
        return;
    }
    const RunStatus status =
        parting->search || begin_parting(stage) ? difference_go_on(parting->search, rows) : RUN_OUT_OF_MEMORY;
    stage->has_failed |= status == RUN_OUT_OF_MEMORY;
    if (status != RUN_GOES_ON || parting->found.at != NEVER) part_at(stage, parting->found.at);
}
