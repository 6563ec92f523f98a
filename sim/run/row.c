#include "sim/run/row.h"

const char *const ROW_NAMES[ROW_KIND_COUNT] = {"install", "change", "refused", "reset",  "retire",
                                               "attempt", "lapse",  "notice",  "forget", "expect"};

bool row_has_states(const Row *row) {
    return row->kind == ROW_INSTALL || row->kind == ROW_RESET || row->kind == ROW_RETIRE ||
           row->kind == ROW_LAPSE || row->kind == ROW_ATTEMPT;
}
