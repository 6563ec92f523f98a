/* seek: how fast one gets anywhere in a run. For fleets of several kinds: carrying the run to its end with a
 * record and snapshots, then seeks to minutes by luck, counts by look at minutes by luck, branches, and why a
 * machine is as it is. Times are of this process alone (user and system), so that others who use the machine
 * disturb little. A table,
 * and build/bench/seek.csv. Measures and asserts nothing.
 *
 *     build/bench/seek [MEGABYTES OF BUDGET [LARGEST FLEET [KIND]]] */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "sim/base/chance.h"
#include "sim/run/timeline.h"
#include "sim/run/why.h"
#include "sim/scenario/reader.h"

enum { SEEKS = 1000, BRANCHES = 50, MACHINES = 5, CARDS = 50 };

typedef struct {
    const char *kind;
    uint32_t machines;
    const char *run, *product, *more, *changes;
} Fleet;

static const char OUTAGE[] = "{at: 60d, host: kms1, do: down}, {at: 120d, host: kms1, do: up}";
static const char WORKING[] =
    ", on: {days: [mon, tue, wed, thu, fri], from: \"09:00\", to: \"17:00\", chance: 80%}";

static const Fleet FLEETS[] = {
    {"healthy", 30, "400d", "windows-client", "", ""},
    {"refused", 30, "400d", "never", "", ""},
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

/* ---- what came out ------------------------------------------------------------------------------------ */

typedef struct {
    FILE *csv;
    const Fleet *fleet;
} Report;

static void report(const Report *to, const char *what, double figure, const char *unit) {
    printf("    %-26s %10.3f %s\n", what, figure, unit);
    fprintf(to->csv, "%s,%" PRIu32 ",%s,%.3f,,,%s\n", to->fleet->kind, to->fleet->machines, what, figure,
            unit);
}

static int by_size(const void *a, const void *b) {
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void report_times(const Report *to, const char *what, double *times, size_t count) {
    qsort(times, count, sizeof *times, by_size);
    const double median = times[count / 2], p99 = times[count * 99 / 100], most = times[count - 1];
    printf("    %-26s %10.3f ms, 99 %% in %.3f, most %.3f\n", what, median, p99, most);
    fprintf(to->csv, "%s,%" PRIu32 ",%s,%.3f,%.3f,%.3f,ms\n", to->fleet->kind, to->fleet->machines, what,
            median, p99, most);
}

/* ---- measuring ---------------------------------------------------------------------------------------- */

static int32_t by_luck(const Plan *plan, uint32_t k) {
    return (int32_t)chance_draw(7, (uint64_t)plan->run_min + 1, k, CHANCE_PICK, 0);
}

typedef enum { SEEK_COUNTS, SEEK_WORLD, SEEK_ROW, ASK_RECORD, WAY_COUNT } Way;
static const char *const WAYS[WAY_COUNT] = {"seek, counts and hosts", "seek, every machine",
                                            "seek, after a row", "counts from the record"};

static bool go(Timeline *timeline, Way way, int32_t at) {
    int32_t looks[LOOK_COUNT];
    switch (way) {
    case SEEK_COUNTS: return timeline_run(timeline, at) != NULL;
    case SEEK_WORLD: return timeline_seek(timeline, at, ROW_END) != NULL;
    case SEEK_ROW: return timeline_seek(timeline, at, 1) != NULL;
    case ASK_RECORD: record_looks(timeline_record(timeline), 0, at, looks); return true;
    case WAY_COUNT: break;
    }
    return false;
}

static void measure_seeks(const Report *to, Timeline *timeline, uint32_t seeks) {
    static double times[SEEKS];
    for (int way = 0; way < WAY_COUNT; way++) {
        for (uint32_t k = 0; k < seeks; k++) {
            const int32_t at = by_luck(timeline_plan(timeline), k + (uint32_t)way * seeks);
            const double before = now_ms();
            if (!go(timeline, (Way)way, at)) exit(1);
            times[k] = now_ms() - before;
        }
        report_times(to, WAYS[way], times, seeks);
    }
}

static void measure_branches(const Report *to, Timeline *timeline) {
    static const Change DOWN = {.kind = CHANGE_HOST_DO, .value = DO_DOWN};
    double branch[BRANCHES], first[BRANCHES];
    for (uint32_t k = 0; k < BRANCHES; k++) {
        const int32_t at = by_luck(timeline_plan(timeline), k + 100000);
        const double before = now_ms();
        Timeline *other = timeline_branch(timeline, at, &DOWN);
        branch[k] = now_ms() - before;
        if (!other || !timeline_run(other, at + 1)) exit(1);
        first[k] = now_ms() - before;
        timeline_destroy(other);
    }
    report_times(to, "branch", branch, BRANCHES);
    report_times(to, "branch and its first minute", first, BRANCHES);
}

/* What a window asks when somebody points at a machine, and then goes about in time. */
static void measure_cards(const Report *to, Timeline *timeline) {
    double first[MACHINES], again[MACHINES * CARDS];
    const Plan *plan = timeline_plan(timeline);
    WhyCard card;
    for (uint32_t k = 0; k < MACHINES * (CARDS + 1); k++) {
        const uint32_t number = k / (CARDS + 1), of_it = k % (CARDS + 1);
        const uint32_t machine = (uint32_t)chance_draw(7, plan->machine_count, number, CHANCE_PICK, 1);
        const int32_t at = of_it ? by_luck(plan, k + 200000) : plan->run_min;
        const double before = now_ms();
        if (!why_tell(&card, timeline, machine, at)) exit(1);
        *(of_it ? &again[number * CARDS + of_it - 1] : &first[number]) = now_ms() - before;
        why_free(&card);
    }
    report_times(to, "why, another machine", first, MACHINES);
    report_times(to, "why, the same again", again, MACHINES * CARDS);
}

static void measure_bins(const Report *to, const Record *record, const Plan *plan) {
    enum { BINS = 1000 };
    static Bin bins[BINS];
    const double before = now_ms();
    for (int look = 0; look < LOOK_COUNT; look++)
        course_bins(record_look(record, RECORD_ALL, (Look)look), 0, plan->run_min, BINS, bins);
    report(to, "stacked area of 1000 bins", now_ms() - before, "ms");
}

static void measure_run(const Report *to, const Plan *plan) {
    const double before = now_ms();
    Run *run = run_create(plan);
    if (!run || run_to(run, plan->run_min, NULL) != RUN_IS_OVER) exit(1);
    report(to, "straight run", now_ms() - before, "ms");
    report(to, "attempts", (double)run_head(run)->attempt_count, "");
    run_destroy(run);
}

static void measure(const Report *to, const Plan *plan, size_t budget) {
    measure_run(to, plan);
    const double before = now_ms();
    Timeline *timeline = timeline_create(plan, budget);
    if (!timeline) exit(1);
    while (timeline_advance(timeline, 1000000) == RUN_GOES_ON) continue;
    const Record *record = timeline_record(timeline);
    report(to, "with record and snapshots", now_ms() - before, "ms");
    report(to, "snapshots", (double)timeline_snapshot_bytes(timeline) / 1e6, "MB");
    report(to, "record", (double)record_bytes(record) / 1e6, "MB");
    report(to, "record exact every", record_resolution(record), "min");
    measure_seeks(to, timeline, to->fleet->machines > 100000 ? SEEKS / 20 : SEEKS);
    measure_branches(to, timeline);
    measure_cards(to, timeline);
    measure_bins(to, record, plan);
    timeline_destroy(timeline);
}

int main(int argc, char **argv) {
    /* Called like all of `make bench`, with the program's name first, it takes the usual budget. */
    const unsigned long megabytes = argc > 1 ? strtoul(argv[1], NULL, 10) : 0;
    const size_t budget = (size_t)(megabytes ? megabytes : 512) << 20;
    const unsigned long largest = argc > 2 ? strtoul(argv[2], NULL, 10) : UINT32_MAX;
    FILE *csv = fopen("build/bench/seek.csv", "w");
    if (!csv) return 1;
    fprintf(csv, "kind,machines,what,median,p99,most,unit\n");
    for (size_t f = 0; f < sizeof FLEETS / sizeof FLEETS[0]; f++) {
        const Fleet *fleet = &FLEETS[f];
        if (fleet->machines > largest || (argc > 3 && strcmp(argv[3], fleet->kind) != 0)) continue;
        const Report to = {csv, fleet};
        Text yaml = {0};
        Plan plan;
        Diagnostics diagnostics = {.file = "bench"};
        write_scenario(&yaml, fleet);
        if (!plan_read(&plan, yaml.bytes, yaml.length, &diagnostics)) return 1;
        printf("%s, %" PRIu32 " machines, %s, budget %zu MB\n", fleet->kind, fleet->machines, fleet->run,
               budget >> 20);
        measure(&to, &plan, budget);
        fflush(stdout);
        plan_free(&plan);
        diagnostics_free(&diagnostics);
        text_free(&yaml);
    }
    return fclose(csv) ? 1 : 0;
}
