#include "tests/support/hearing.h"

static void hear(void *context, const Row *row) {
    Hearing *hearing = context;
    char room[TRACE_ROW];
    const size_t length = trace_row(&hearing->writer, row, room);
    for (size_t i = 0; i < length; i++)
        hearing->hash = (hearing->hash ^ (unsigned char)room[i]) * UINT64_C(0x100000001B3);
    hearing->rows++;
}

RowSink hearing_begin(Hearing *out, const Plan *plan) {
    *out = (Hearing){.hash = UINT64_C(0xCBF29CE484222325)};
    trace_begin(&out->writer, plan, TRACE_JSON);
    return (RowSink){hear, out, NULL};
}
