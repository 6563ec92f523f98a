/* One place of what `make torture` does to every allocation, system call and moment for a signal of every
 * command: not the same for each. And all system calls of those that may leave something. */
#include "tests/support/call.h"

#include "tests/support/trial.h"

static void harm_at(Trial *trial, TrialKind kind, long nth) {
    char wrong[TRIAL_WRONG];
    trial_harm(trial, kind, nth, wrong);
    if (*wrong) fail_msg("%s", wrong);
}

static void harm_one(Trial *trial, TrialKind kind, long seed) {
    const long places = trial_places(trial, kind);
    if (places > 0) harm_at(trial, kind, 1 + (seed * 31 + (long)kind * 17 + places / 2) % places);
}

static void harm_each(Trial *trial, TrialKind kind) {
    for (long nth = 1; nth <= trial_places(trial, kind); nth++) harm_at(trial, kind, nth);
}

/* Where nothing was there before, so that whatever is left is the call's. */
static void harm_throughout(Trial *trial) {
    harm_each(trial, TRIAL_ERROR_FOR_GOOD);
    harm_each(trial, TRIAL_TERM);
}

/* The last allocations of a call are its own: the first read the scenario. */
static void harm_last(Trial *trial, int percent) {
    const long places = trial_places(trial, TRIAL_MEMORY_ONCE);
    for (long nth = places - places * percent / 100 + 1; nth <= places; nth++)
        harm_at(trial, TRIAL_MEMORY_ONCE, nth);
}

/* A sanitizer brings its own malloc, and cannot look for leaks while it is traced; what counts for coverage
 * writes files of its own. */
static bool can_be_tried(void) {
#if defined(__SANITIZE_ADDRESS__) || defined(IS_COUNTED)
    return false;
#else
    return tracer_can();
#endif
}

static void test_call(void **state) {
    const TrialCall *call = *state;
    if (!can_be_tried()) skip();
    char library[4200];
    snprintf(library, sizeof library, "%.*s/misfortune.so",
             (int)(strrchr(call_program(), '/') - call_program()), call_program());
    const long index = call - TRIAL_CALLS;
    const bool has_old = index >= (long)TRIAL_CALL_COUNT / 2;
    Trial *trial = trial_open(call, has_old, call_program(), library);
    for (int kind = 0; kind < TRIAL_KINDS; kind++) harm_one(trial, (TrialKind)kind, index);
    harm_last(trial, call->percent);
    if (call->is_tried_throughout && !has_old) harm_throughout(trial);
    trial_close(trial);
    if (!call->is_tried_throughout || !has_old) return;
    trial = trial_open(call, false, call_program(), library);
    harm_throughout(trial);
    trial_close(trial);
}

int main(void) {
    for (size_t c = 0; c < TRIAL_CALL_COUNT; c++) call_add(TRIAL_CALLS[c].name, test_call, &TRIAL_CALLS[c]);
    return call_run_group("torture");
}
