/* One place of what `make torture` does to every allocation, system call and moment for a signal of every
 * command: not the same for each. */
#include "tests/support/call.h"

#include "tests/support/trial.h"

static void harm_one(Trial *trial, TrialKind kind, long seed) {
    const long places = trial_places(trial, kind);
    char wrong[TRIAL_WRONG];
    if (places < 1) return;
    trial_harm(trial, kind, 1 + (seed * 31 + (long)kind * 17 + places / 2) % places, wrong);
    if (*wrong) fail_msg("%s", wrong);
}

static void test_call(void **state) {
    const TrialCall *call = *state;
#ifdef __SANITIZE_ADDRESS__
    (void)call;
    skip(); /* it brings its own malloc, and cannot look for leaks while it is traced */
#else
    if (!tracer_can()) skip();
    char library[4200];
    snprintf(library, sizeof library, "%.*s/misfortune.so",
             (int)(strrchr(call_program(), '/') - call_program()), call_program());
    Trial *trial =
        trial_open(call, call - TRIAL_CALLS >= (long)TRIAL_CALL_COUNT / 2, call_program(), library);
    for (int kind = 0; kind < TRIAL_KINDS; kind++) harm_one(trial, (TrialKind)kind, call - TRIAL_CALLS);
    trial_close(trial);
#endif
}

int main(void) {
    for (size_t c = 0; c < TRIAL_CALL_COUNT; c++) call_add(TRIAL_CALLS[c].name, test_call, &TRIAL_CALLS[c]);
    return call_run_group("torture");
}
