/* seek: how fast one gets anywhere in a run. For fleets of several kinds: carrying the run to its end with a
 * record and snapshots, then seeks to minutes by luck, counts by look at minutes by luck, and branches. Times
 * are of this processor alone (user and system), so that others who use the machine disturb little. Measures
 * and asserts nothing.
 *
 *     build/bench/seek [MEGABYTES OF BUDGET [LARGEST FLEET]] */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "sim/base/chance.h"
#include "sim/run/timeline.h"
#include "sim/scenario/reader.h"

enum { SEEKS = 1000, BRANCHES = 50 };

typedef struct {
    const char *name;
    uint32_t machines;
    const char *run, *product, *more, *changes;
} Fleet;

static const char OUTAGE[] = "{at: 60d, host: kms1, do: down}, {at: 120d, host: kms1, do: up}";
static const char WORKING[] =
    ", on: {days: [mon, tue, wed, thu, fri], from: \"09:00\", to: \"17:00\", chance: 80%}";

static const Fleet FLEETS[] = {
    {"healthy", 5000, "400d", "windows-client", "", ""},
    {"outage", 5000, "400d", "windows-client", "", OUTAGE},
    {"presence", 5000, "400d", "windows-client", WORKING, OUTAGE},
    {"directory", 5000, "400d", "windows-ad", "", ""},
    {"refused", 5000, "400d", "never", "", ""},
    {"marginal", 5000, "400d", "near", ", on: {chance: 90%}", ""},
    {"healthy", 1000000, "365d", "windows-client", "", ""},
    {"outage", 1000000, "365d", "windows-client", "", OUTAGE},
    {"presence", 1000000, "365d", "windows-client", WORKING, ""},
};

static double now_ms(void) {
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static void write_scenario(Text *yaml, const Fleet *fleet) {
    text_add_format(yaml,
                    "about: Made by tests/bench/seek.c.\nrun: %s\nhosts: {kms1: {}}\n"
                    "products:\n  near: {like: windows-client, threshold: %" PRIu32 "}\n"
                    "  never: {like: windows-client, threshold: 1000000}\n"
                    "machines: {desk: {product: %s, count: %" PRIu32
                    ", starts: {from: 0m, to: 7d}, jitter: 1h%s}}\nchanges: [%s]\n",
                    fleet->run, fleet->machines * 99 / 100, fleet->product, fleet->machines, fleet->more,
                    fleet->changes);
}

static int by_size(const void *a, const void *b) {
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* "median 1.23, p99 4.56, most 7.89 ms" */
static void print_times(const char *what, double *times, size_t count) {
    qsort(times, count, sizeof *times, by_size);
    printf("    %-22s median %9.3f  p99 %9.3f  most %9.3f ms\n", what, times[count / 2],
           times[count * 99 / 100], times[count - 1]);
}

static int32_t by_luck(const Plan *plan, uint32_t k) {
    return (int32_t)chance_draw(7, (uint64_t)plan->run_min + 1, k, CHANCE_PICK, 0);
}

static void measure_seeks(Timeline *timeline, const Plan *plan, uint32_t seeks) {
    double *run = calloc(seeks, sizeof *run), *world = calloc(seeks, sizeof *world);
    double *row = calloc(seeks, sizeof *row), *counts = calloc(seeks, sizeof *counts);
    uint64_t sum = 0;
    for (uint32_t k = 0; run && world && row && counts && k < seeks; k++) {
        double before = now_ms();
        sum += run_head(timeline_run(timeline, by_luck(plan, k)))->row_count;
        run[k] = now_ms() - before;
        before = now_ms();
        sum += (uint64_t)timeline_seek(timeline, by_luck(plan, k + seeks), ROW_END)->now;
        world[k] = now_ms() - before;
        before = now_ms();
        sum += (uint64_t)timeline_seek(timeline, by_luck(plan, k + 2 * seeks), 1)->now;
        row[k] = now_ms() - before;
        int32_t looks[LOOK_COUNT];
        before = now_ms();
        record_looks(timeline_record(timeline), 0, by_luck(plan, k + 3 * seeks), looks);
        counts[k] = now_ms() - before;
        sum += (uint64_t)looks[LOOK_LICENSED];
    }
    print_times("seek, counts", run, seeks);
    print_times("seek, every machine", world, seeks);
    print_times("seek, after a row", row, seeks);
    print_times("record, seven counts", counts, seeks);
    printf("    (%" PRIu64 ")\n", sum);
    free(run);
    free(world);
    free(row);
    free(counts);
}

static void measure_branches(Timeline *timeline, const Plan *plan) {
    static const Change DOWN = {.kind = CHANGE_HOST_DO, .value = DO_DOWN};
    double branch[BRANCHES], first[BRANCHES];
    for (uint32_t k = 0; k < BRANCHES; k++) {
        const int32_t at = by_luck(plan, k + 100000);
        double before = now_ms();
        Timeline *other = timeline_branch(timeline, at, &DOWN);
        branch[k] = now_ms() - before;
        timeline_run(other, at + 1);
        first[k] = now_ms() - before;
        timeline_destroy(other);
    }
    print_times("branch", branch, BRANCHES);
    print_times("… and its first minute", first, BRANCHES);
}

static void measure_bins(const Record *record, const Plan *plan) {
    enum { BINS = 1000 };
    static Bin bins[BINS];
    const double before = now_ms();
    for (int look = 0; look < LOOK_COUNT; look++)
        course_bins(record_look(record, RECORD_ALL, (Look)look), 0, plan->run_min, BINS, bins);
    printf("    stacked area of %d bins %.3f ms\n", BINS, now_ms() - before);
}

static void measure(const Fleet *fleet, size_t budget) {
    Text yaml = {0};
    Plan plan;
    Diagnostics diagnostics = {.file = "bench"};
    write_scenario(&yaml, fleet);
    if (!plan_read(&plan, yaml.bytes, yaml.length, &diagnostics)) exit(1);
    printf("%s, %" PRIu32 " machines, %s\n", fleet->name, fleet->machines, fleet->run);
    double before = now_ms();
    Run *plain = run_create(&plan);
    run_to(plain, plan.run_min, NULL);
    const double straight = now_ms() - before;
    const uint64_t attempts = run_head(plain)->attempt_count;
    run_destroy(plain);
    before = now_ms();
    Timeline *timeline = timeline_create(&plan, budget);
    while (timeline_advance(timeline, 1000000) == RUN_GOES_ON) continue;
    const double carried = now_ms() - before;
    const Record *record = timeline_record(timeline);
    printf("    %" PRIu64 " attempts: straight %.0f ms, with record and snapshots %.0f ms\n", attempts,
           straight, carried);
    printf("    snapshots %.1f MB, record %.2f MB, resolution %d min, doings %s\n",
           (double)timeline_snapshot_bytes(timeline) / 1e6, (double)record_bytes(record) / 1e6,
           (int)record_resolution(record),
           record_doings_until(record) == record_until(record) ? "all" : "not all");
    measure_seeks(timeline, &plan, fleet->machines > 100000 ? SEEKS / 20 : SEEKS);
    measure_branches(timeline, &plan);
    measure_bins(record, &plan);
    fflush(stdout);
    timeline_destroy(timeline);
    plan_free(&plan);
    diagnostics_free(&diagnostics);
    text_free(&yaml);
}

int main(int argc, char **argv) {
    const size_t budget = (argc > 1 ? strtoul(argv[1], NULL, 10) : 256) << 20;
    const unsigned long largest = argc > 2 ? strtoul(argv[2], NULL, 10) : UINT32_MAX;
    for (size_t f = 0; f < sizeof FLEETS / sizeof FLEETS[0]; f++)
        if (FLEETS[f].machines <= largest && (argc < 4 || strcmp(argv[3], FLEETS[f].name) == 0))
            measure(&FLEETS[f], budget);
    return 0;
}
