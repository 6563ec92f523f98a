/* machine FILE...: for each scenario its name, the fingerprint of its run, and a hash of its whole trace;
 * needs little but sim/, so that it can be built for any machine. For machines.sh. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/run/run.h"
#include "sim/scenario/reader.h"
#include "tests/support/hearing.h"

static bool print_run(const char *name, const Plan *plan) {
    Run *run = run_create(plan);
    Hearing hearing;
    const RowSink sink = hearing_begin(&hearing, plan);
    if (!run) return false;
    const bool is_over = run_to(run, plan->run_min, &sink) == RUN_IS_OVER;
    printf("%s %016" PRIx64 " %016" PRIx64 "\n", name, run_fingerprint(run), hearing.hash);
    run_destroy(run);
    return is_over;
}

static bool run_file(const char *path) {
    static char bytes[LIMIT_FILE_BYTES];
    FILE *file = fopen(path, "rb");
    if (!file) return false;
    const size_t length = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    Plan plan;
    Diagnostics diagnostics = {.file = path};
    const char *slash = strrchr(path, '/');
    const bool good =
        plan_read(&plan, bytes, length, &diagnostics) && print_run(slash ? slash + 1 : path, &plan);
    plan_free(&plan);
    diagnostics_free(&diagnostics);
    return good;
}

int main(int count, char **paths) {
    for (int i = 1; i < count; i++) {
        if (run_file(paths[i])) continue;
        fprintf(stderr, "machine: %s cannot be run\n", paths[i]);
        return 1;
    }
    return fflush(stdout) != 0;
}
