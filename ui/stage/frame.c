#include "ui/stage/frame.h"

#include <string.h>

#include "sim/run/words.h"

void shown_looks(const Shown *shown, uint32_t group, int32_t out[LOOK_COUNT]) {
    if (!shown->head) {
        record_looks(shown->record, group, shown->at, out);
        return;
    }
    memset(out, 0, LOOK_COUNT * sizeof *out);
    for (uint32_t g = 0; g < shown->plan->group_count; g++) {
        if (group != RECORD_ALL && group != g) continue;
        const GroupCounts *counts = world_group(shown->head, g);
        for (int look = 0; look < LOOK_COUNT; look++) out[look] += (int32_t)counts->in_look[look];
    }
}

Look shown_look(const Shown *shown, uint32_t machine) {
    if (shown->whole) {
        const Machine *it = world_machine(shown->whole, machine);
        return look_of((State)it->state, (Result)it->last);
    }
    return record_doings_until(shown->record) >= shown->at ? record_look_of(shown->record, machine, shown->at)
                                                           : LOOK_ABSENT;
}

Mode frame_mode(const Frame *frame) {
    if (frame->view->lane > 0) return MODE_BRANCH;
    return frame->now.at >= frame->now.horizon_at && frame->now.row == frame->now.rows ? MODE_LIVE
                                                                                       : MODE_PAST;
}

const Step *frame_step(const Frame *frame) {
    return frame->view->step == NO_STEP ? NULL : &frame->now.plan->steps[frame->view->step];
}

bool frame_hides(const Frame *frame) {
    return frame->view->step != NO_STEP && frame->view->phase == STEP_ASKS;
}

static void add_progress(int32_t until, int32_t of, Text *out) {
    words_duration(out, until > 0 ? until : 0);
    text_add(out, " of ");
    words_duration(out, of);
    text_add(out, " are gone through.");
}

void frame_tell_search(const Frame *frame, Text *out) {
    if (frame->differs_until == NEVER) return;
    text_add(out, "Working out where they first differ: ");
    add_progress(frame->differs_until, frame->now.horizon_at, out);
}

void frame_gone_through(int32_t until, int32_t of, Text *out) {
    add_progress(until, of, out);
    text_add(out, " Esc does without.");
}
