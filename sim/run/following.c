#include "sim/run/following.h"

#include <stdlib.h>

#include "sim/base/check.h"

enum {
    ROWS_MOST = 1 << 18, /* thirty megabytes: a machine that is refused every two hours for sixty years */
    WORK_OF_ROW = 10
};

struct Following {
    Run *run; /* owned */
    uint32_t machine;
    Row *rows; /* the first of it, owned */
    size_t count, capacity;
    uint64_t told;       /* rows of anybody */
    bool all;            /* none was left out */
    const RowSink *sink; /* or NULL */
};

Following *following_create(Run *run, uint32_t machine) {
    Following *following = calloc(1, sizeof *following);
    if (!following) {
        run_destroy(run);
        return NULL;
    }
    *following = (Following){.run = run, .machine = machine, .all = true};
    run_follow(run, machine);
    return following;
}

void following_destroy(Following *following) {
    if (!following) return;
    run_destroy(following->run);
    free(following->rows);
    free(following);
}

bool following_knows(const Following *following, uint32_t machine) {
    return following && following->machine == machine && following->all;
}

/* What does not fit is told all the same. */
static void keep(Following *following, const Row *row) {
    if (following->count == following->capacity && following->all) {
        const size_t capacity = following->capacity ? following->capacity * 2 : 64;
        Row *rows = capacity <= ROWS_MOST ? realloc(following->rows, capacity * sizeof *rows) : NULL;
        following->all = rows != NULL;
        if (rows) following->rows = rows;
        if (rows) following->capacity = capacity;
    }
    if (following->all) following->rows[following->count++] = *row;
}

static void take_row(void *context, const Row *row) {
    Following *following = context;
    following->told++;
    if (row->machine != following->machine && row->kind != ROW_CHANGE) return;
    keep(following, row);
    if (following->sink) following->sink->take(following->sink->context, row);
}

static void pass_over(void *context, const Quiet *quiet) {
    (void)context;
    (void)quiet;
}

static uint64_t work_done(const Following *following) {
    return run_head(following->run)->row_count + (WORK_OF_ROW - 1) * following->told;
}

int32_t following_go_on(Following *following, int32_t at, uint64_t work) {
    const RowSink own = {take_row, following, pass_over};
    const uint64_t enough = work_done(following) + work;
    RunStatus status = run_head(following->run)->now < at ? RUN_GOES_ON : RUN_IS_OVER;
    following->sink = NULL;
    while (status == RUN_GOES_ON && following->all && work_done(following) < enough)
        status = run_step(following->run, at, &own);
    following->all &= status != RUN_OUT_OF_MEMORY;
    return status == RUN_GOES_ON && following->all ? run_head(following->run)->now : at;
}

bool following_tell(Following *following, int32_t at, const RowSink *sink) {
    CHECK(following->all);
    const RowSink own = {take_row, following, pass_over};
    for (size_t r = 0; r < following->count && following->rows[r].at <= at; r++)
        sink->take(sink->context, &following->rows[r]);
    following->sink = sink;
    const bool good = run_to(following->run, at, &own) != RUN_OUT_OF_MEMORY;
    following->all &= good;
    return good;
}

const Run *following_run(const Following *following, int32_t at) {
    return run_head(following->run)->now == at ? following->run : NULL;
}
