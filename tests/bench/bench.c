/* bench PROGRAM [LARGEST [WORLD]]: how long simulated fleets take, as a table and as CSV in build/bench. It
 * measures and asserts no times, for time depends on the machine; but it ends with status 1 where the heap
 * does not do the same.
 *
 *   healthy   the host is always up for ten years: everybody asks once a week
 *   outage    the host is down for 60 days: everybody retries every two hours
 *   marginal  the count is about the threshold, for a host remembers barely longer than machines stay away
 *   presence  working hours, and each day with a chance of 80 %
 *   hosts     eight hosts, two of which go down for a while
 *
 * `program` is the whole of `leaselab run`, from its start to the finished story. Then the first STRETCH
 * attempts (or STRETCH_EACH of each machine) are carried out in a process of their own by our run, to which
 * nobody listens but for what is put together, as in a story; and in another by a plain binary heap (heap.h)
 * with the same tables: their ratio compares nothing but how it is done. Times are processor time, user and
 * system, the best of several where they are short; memory is the most the process held, beyond what one
 * machine takes. */
#include "tests/bench/heap.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "sim/run/run.h"
#include "sim/run/trace.h"
#include "sim/scenario/reader.h"

enum {
    STRETCH = 5000000,
    STRETCH_EACH = 20,
    TRACED = 100000,
    LARGEST = 100000,
    FILE_MOST = 4096,
    PATH_MOST = 200
};

#define FOLDER "build/bench/"

typedef struct {
    const char *name, *run, *hosts, *product, *more, *changes;
} BenchWorld;

#define SPREAD ", starts: {from: 0m, to: 7d}"

static const BenchWorld WORLDS[] = {
    {"healthy", "10y", "kms1: {}", "windows-client", SPREAD, ""},
    {"outage", "1y", "kms1: {}", "windows-client", SPREAD,
     "{at: 14d, host: kms1, do: down}, {at: 74d, host: kms1, do: up}"},
    {"marginal", "1y", "kms1: {memory: 8d}", "near", SPREAD ", on: {chance: 60%}", ""},
    {"presence", "1y", "kms1: {}", "windows-client",
     SPREAD ", on: {days: [mon, tue, wed, thu, fri], from: \"09:00\", to: \"17:00\", chance: 80%}", ""},
    {"hosts", "1y",
     "k1: {}, k2: {}, k3: {}, k4: {}, k5: {priority: 1}, k6: {priority: 1}, k7: {weight: 3}, k8: {weight: 3}",
     "windows-client", SPREAD,
     "{at: 60d, host: k1, do: down}, {at: 90d, host: k7, do: down}, {at: 120d, host: k1, do: up}"},
};
static const BenchWorld TRACED_WORLD = {"trace", "1y", "kms1: {}", "windows-client", "", ""};
enum { WORLD_COUNT = sizeof WORLDS / sizeof *WORLDS };

/* What a child tells through a pipe. */
typedef struct {
    bool good;
    int64_t whole_ns, stretch_ns;
    uint64_t attempts, rows;    /* of the whole run */
    uint64_t stretch_attempts;  /* in the minutes up to … */
    int32_t stretch_end;        /* … this one */
    uint64_t licensed, counted; /* at its end */
} Told;

typedef void Act(const char *path, const Told *before, Told *out);

static void die(const char *what) {
    perror(what);
    exit(3);
}

static int64_t processor_ns(void) {
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

/* ---- in processes of their own ------------------------------------------------------------------------ */

static Told in_child(Act *act, const char *path, const Told *before) {
    Told told = {0};
    int ends[2];
    if (pipe(ends) < 0) die("pipe");
    fflush(NULL);
    const pid_t child = fork();
    if (child < 0) die("fork");
    if (child == 0) {
        act(path, before, &told);
        _exit(write(ends[1], &told, sizeof told) == (ssize_t)sizeof told ? 0 : 3);
    }
    close(ends[1]);
    if (read(ends[0], &told, sizeof told) != (ssize_t)sizeof told) told = (Told){0};
    close(ends[0]);
    waitpid(child, NULL, 0);
    return told;
}

typedef struct {
    int64_t ns;
    long kilobytes;
} Spent;

/* `leaselab VERB PATH [MORE…]`, its output thrown away. */
static Spent run_program(const char *program, const char *verb, const char *path, const char *format) {
    struct rusage used;
    int status;
    fflush(NULL);
    const pid_t child = fork();
    if (child < 0) die("fork");
    if (child == 0) {
        const int nowhere = open("/dev/null", O_RDWR);
        for (int i = 0; i < 3; i++) dup2(nowhere, i);
        execl(program, program, verb, path, format ? "--format" : NULL, format, (char *)NULL);
        _exit(127);
    }
    if (wait4(child, &status, 0, &used) < 0) die("wait4");
    if (!WIFEXITED(status) || WEXITSTATUS(status) > 1) {
        fprintf(stderr, "bench: %s %s %s failed\n", program, verb, path);
        exit(3);
    }
    return (Spent){((int64_t)used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1000000000 +
                       ((int64_t)used.ru_utime.tv_usec + used.ru_stime.tv_usec) * 1000,
                   used.ru_maxrss};
}

static bool read_plan(const char *path, Plan *out) {
    static char bytes[FILE_MOST];
    Diagnostics diagnostics = {.file = path};
    FILE *file = fopen(path, "r");
    const size_t length = file ? fread(bytes, 1, sizeof bytes, file) : 0;
    if (file) fclose(file);
    return plan_read(out, bytes, length, &diagnostics);
}

/* ---- what is measured there --------------------------------------------------------------------------- */

static void hear_row(void *context, const Row *row) {
    (void)context;
    (void)row;
}

static void hear_quiet(void *context, const Quiet *quiet) {
    (void)context;
    (void)quiet;
}

static void note_stretch(const Run *run, int64_t begun, Told *out) {
    const World *world = run_head(run);
    out->stretch_ns = processor_ns() - begun;
    out->stretch_attempts = world->attempt_count;
    out->stretch_end = world->now;
    for (uint32_t g = 0; g < world->group_count; g++)
        out->licensed += world_count_in_state(world, g, STATE_LICENSED);
    for (uint32_t h = 0; h < world->host_count; h++)
        for (int pool = 0; pool < POOL_COUNT; pool++)
            out->counted += (uint64_t)world_count(world, (int)h, (Pool)pool);
}

static void our_run(const char *path, const Told *before, Told *out) {
    Plan plan;
    const RowSink sink = {hear_row, NULL, hear_quiet};
    (void)before;
    if (!read_plan(path, &plan)) return;
    const int64_t begun = processor_ns();
    Run *run = run_create(&plan);
    RunStatus status = run ? RUN_GOES_ON : RUN_OUT_OF_MEMORY;
    const uint64_t each = (uint64_t)STRETCH_EACH * plan.machine_count;
    while (status == RUN_GOES_ON && run_head(run)->attempt_count < (each > STRETCH ? each : STRETCH))
        status = run_step(run, plan.run_min, &sink);
    if (status == RUN_OUT_OF_MEMORY) return;
    note_stretch(run, begun, out);
    while (status == RUN_GOES_ON) status = run_step(run, plan.run_min, &sink);
    out->whole_ns = processor_ns() - begun;
    out->attempts = run_head(run)->attempt_count;
    out->rows = run_head(run)->row_count;
    out->good = status == RUN_IS_OVER;
}

static void heap_s_run(const char *path, const Told *before, Told *out) {
    Plan plan;
    HeapEnd end;
    if (!read_plan(path, &plan)) return;
    const int64_t begun = processor_ns();
    out->good = heap_run(&plan, before->stretch_end, &end) == HEAP_DONE;
    out->stretch_ns = processor_ns() - begun;
    out->stretch_attempts = end.attempts;
    out->licensed = end.licensed;
    out->counted = end.counted;
}

/* Rows to nobody, rows as JSON, rows as CSV: what a writer costs is the difference. */
typedef struct {
    TraceWriter writer;
    char room[1 << 16];
    size_t used;
} Writing;

static void write_row(void *context, const Row *row) {
    Writing *writing = context;
    if (writing->used > sizeof writing->room - TRACE_ROW) writing->used = 0;
    writing->used += trace_row(&writing->writer, row, writing->room + writing->used);
}

static void write_rows(const char *path, RowSink sink, Writing *writing, TraceFormat format, Told *out) {
    Plan plan;
    if (!read_plan(path, &plan)) return;
    if (writing) trace_begin(&writing->writer, &plan, format);
    Run *run = run_create(&plan);
    if (!run) return;
    const int64_t begun = processor_ns();
    out->good = run_to(run, plan.run_min, &sink) == RUN_IS_OVER;
    out->whole_ns = processor_ns() - begun;
    out->rows = run_head(run)->row_count;
}

static void rows_to_nobody(const char *path, const Told *before, Told *out) {
    (void)before;
    write_rows(path, (RowSink){hear_row, NULL, NULL}, NULL, TRACE_JSON, out);
}

static void rows_as_json(const char *path, const Told *before, Told *out) {
    static Writing writing;
    (void)before;
    write_rows(path, (RowSink){write_row, &writing, NULL}, &writing, TRACE_JSON, out);
}

static void rows_as_csv(const char *path, const Told *before, Told *out) {
    static Writing writing;
    (void)before;
    write_rows(path, (RowSink){write_row, &writing, NULL}, &writing, TRACE_CSV, out);
}

/* ---- the best of several ------------------------------------------------------------------------------ */

enum { LONG_NS = 1000000000, TIMES = 5 };

static Told best_child(Act *act, const char *path, const Told *before) {
    Told best = in_child(act, path, before);
    for (int i = 1; i < TIMES && best.good && best.stretch_ns + best.whole_ns < LONG_NS; i++) {
        const Told told = in_child(act, path, before);
        if (told.whole_ns < best.whole_ns) best.whole_ns = told.whole_ns;
        if (told.stretch_ns < best.stretch_ns) best.stretch_ns = told.stretch_ns;
    }
    if (best.good) return best;
    fprintf(stderr, "bench: %s could not be measured\n", path);
    exit(3);
}

static Spent best_program(const char *program, const char *verb, const char *path, const char *format) {
    Spent best = run_program(program, verb, path, format);
    for (int i = 1; i < TIMES && best.ns < LONG_NS; i++) {
        const Spent spent = run_program(program, verb, path, format);
        if (spent.ns < best.ns) best.ns = spent.ns;
    }
    return best;
}

/* ---- tables ------------------------------------------------------------------------------------------- */

static FILE *create(const char *path) {
    FILE *file = fopen(path, "w");
    if (!file) die(path);
    return file;
}

static void write_world(char path[PATH_MOST], const BenchWorld *world, uint32_t machines) {
    snprintf(path, PATH_MOST, FOLDER "%s-%" PRIu32 ".yaml", world->name, machines);
    FILE *file = create(path);
    fprintf(file,
            "title: %" PRIu32 " machines, %s\nabout: Made by tests/bench/bench.c.\nrun: %s\nhosts: {%s}\n"
            "products: {near: {like: windows-client, threshold: %" PRIu32 "}}\n"
            "machines: {desk: {product: %s, count: %" PRIu32 ", jitter: 1h%s}}\nchanges: [%s]\n",
            machines, world->name, world->run, world->hosts, machines - machines / 40, world->product,
            machines, world->more, world->changes);
    if (fclose(file) != 0) die(path);
}

static double per(int64_t ns, uint64_t times) {
    return times ? (double)ns / (double)times : 0;
}

/* False where the heap came to something else. */
static bool measure_world(FILE *csv, const char *program, const BenchWorld *world, uint32_t machines) {
    char path[PATH_MOST];
    write_world(path, world, 1);
    const long least = run_program(program, "run", path, NULL).kilobytes;
    write_world(path, world, machines);
    const Spent whole = best_program(program, "run", path, NULL);
    const Told ours = best_child(our_run, path, NULL), heap = best_child(heap_s_run, path, &ours);
    char bytes[24] = "";
    if (machines >= TRACED) /* of fewer the program itself is most */
        snprintf(bytes, sizeof bytes, "%.1f", (double)(whole.kilobytes - least) * 1024 / machines);
    const double ns = per(ours.stretch_ns, ours.stretch_attempts);
    const double heap_ns = per(heap.stretch_ns, heap.stretch_attempts);
    printf("%-9s %8" PRIu32 " %12" PRIu64 " %8.3f %8.1f %8.1f %7ld %9s | %8.1f %8.1f %7.1f\n", world->name,
           machines, ours.attempts, (double)whole.ns / 1e9, per(whole.ns, ours.attempts),
           1e3 / per(whole.ns, ours.attempts), whole.kilobytes, bytes, ns, heap_ns, heap_ns / ns);
    fprintf(csv, "%s,%" PRIu32 ",%" PRIu64 ",%.6f,%.2f,%.0f,%ld,%s,%" PRIu64 ",%.2f,%.2f,%.2f\n", world->name,
            machines, ours.attempts, (double)whole.ns / 1e9, per(whole.ns, ours.attempts),
            1e9 / per(whole.ns, ours.attempts), whole.kilobytes, bytes, ours.stretch_attempts, ns, heap_ns,
            heap_ns / ns);
    if (ours.stretch_attempts == heap.stretch_attempts && ours.licensed == heap.licensed &&
        ours.counted == heap.counted)
        return true;
    printf("bench: in %s the heap made %" PRIu64 " attempts instead of %" PRIu64 ", licensed %" PRIu64
           " instead of %" PRIu64 ", and counts %" PRIu64 " instead of %" PRIu64 "\n",
           path, heap.stretch_attempts, ours.stretch_attempts, heap.licensed, ours.licensed, heap.counted,
           ours.counted);
    return false;
}

static bool measure_worlds(const char *program, uint32_t largest, const char *only) {
    bool good = true;
    FILE *csv = create(FOLDER "run.csv");
    fprintf(csv, "world,machines,attempts,seconds,ns_an_attempt,attempts_a_second,kilobytes,bytes_a_machine,"
                 "stretch,stretch_ns,heap_ns,ratio\n");
    printf("%-9s %8s %12s %8s %8s %8s %7s %9s | %8s %8s %7s\n", "program", "machines", "attempts", "seconds",
           "ns each", "M each s", "kB", "B/machine", "ours ns", "heap ns", "ratio");
    for (size_t w = 0; w < WORLD_COUNT; w++)
        for (uint32_t machines = 1000; machines <= largest; machines *= 10)
            if (!only || strcmp(only, WORLDS[w].name) == 0)
                good &= measure_world(csv, program, &WORLDS[w], machines);
    if (fclose(csv) != 0) die(FOLDER "run.csv");
    return good;
}

static void measure_trace(const char *program) {
    static const struct {
        const char *format;
        Act *act;
    } FORMATS[] = {{"jsonl", rows_as_json}, {"csv", rows_as_csv}};
    char path[PATH_MOST];
    write_world(path, &TRACED_WORLD, TRACED);
    const Told bare = best_child(rows_to_nobody, path, NULL);
    FILE *csv = create(FOLDER "trace.csv");
    fprintf(csv, "format,machines,rows,seconds,rows_a_second,ns_a_row,writer_ns_a_row\n");
    printf("\n%-9s %8s %12s %8s %8s %8s | %8s\n", "trace", "machines", "rows", "seconds", "ns each",
           "M each s", "writer");
    for (size_t f = 0; f < sizeof FORMATS / sizeof *FORMATS; f++) {
        const Spent whole = best_program(program, "trace", path, FORMATS[f].format);
        const double writer = per(best_child(FORMATS[f].act, path, NULL).whole_ns - bare.whole_ns, bare.rows);
        const double each = per(whole.ns, bare.rows);
        printf("%-9s %8d %12" PRIu64 " %8.3f %8.1f %8.1f | %8.1f\n", FORMATS[f].format, TRACED, bare.rows,
               (double)whole.ns / 1e9, each, 1e3 / each, writer);
        fprintf(csv, "%s,%d,%" PRIu64 ",%.6f,%.0f,%.2f,%.2f\n", FORMATS[f].format, TRACED, bare.rows,
                (double)whole.ns / 1e9, 1e9 / each, each, writer);
    }
    if (fclose(csv) != 0) die(FOLDER "trace.csv");
}

int main(int count, char **words) {
    const unsigned long largest = count > 2 ? strtoul(words[2], NULL, 10) : LARGEST;
    if (count < 2 || largest < 1000 || largest > LIMIT_MACHINES) {
        fprintf(stderr, "usage: bench PROGRAM [LARGEST [WORLD]]; LARGEST is 1000 or more\n");
        return 2;
    }
    setvbuf(stdout, NULL, _IOLBF, 0);
    const bool good = measure_worlds(words[1], (uint32_t)largest, count > 3 ? words[3] : NULL);
    if (count <= 3) measure_trace(words[1]);
    return good ? 0 : 1;
}
