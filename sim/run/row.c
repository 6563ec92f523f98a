#include "sim/run/row.h"

const char *const ROW_NAMES[ROW_KIND_COUNT] = {"install", "change", "refused", "reset",  "retire",
                                               "attempt", "lapse",  "notice",  "forget", "expect"};

bool row_has_states(const Row *row) {
    return row->kind == ROW_INSTALL || row->kind == ROW_RESET || row->kind == ROW_RETIRE ||
           row->kind == ROW_LAPSE || row->kind == ROW_ATTEMPT;
}

bool quiet_goes_on(const Quiet *quiet, const Quiet *more) {
    return quiet->times && quiet->host == more->host && more->first_at <= quiet->expected_at;
}

void quiet_add(Quiet *quiet, const Quiet *more) {
    quiet->times += more->times;
    quiet->last_at = more->last_at;
    quiet->last_clock_at = more->last_clock_at;
    if (more->expected_at > quiet->expected_at) quiet->expected_at = more->expected_at;
    if (more->least < quiet->least) quiet->least = more->least;
    if (more->most > quiet->most) quiet->most = more->most;
    if (more->machines > quiet->machines) quiet->machines = more->machines;
}
