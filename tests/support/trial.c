#include "tests/support/trial_inside.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

const char *const TRIAL_KIND_NAMES[TRIAL_KINDS] = {"memory-once", "memory-for-good",
                                                   "error-once",  "error-for-good",
                                                   "short-once",  "short-for-good",
                                                   "kill",        "term",
                                                   "int",         "hup",
                                                   "narrow"};

static const char GOOD[] =
    "title: A small one\nabout: All that happens, in little.\nrun: 3d\nplaces: {vpn: {block: [dns]}}\n"
    "products: {p: {like: office-ltsc, threshold: 3, lease: 1d, renewal: 8h, expiry_grace: 8h}}\n"
    "hosts: {kms1: {}, kms2: {priority: 1, published: false}}\n"
    "machines:\n  lab: {product: p, count: 4, starts: {from: 0m, to: 1h}, jitter: 5m}\n"
    "  pc: {product: microsoft-365-apps, place: vpn, starts: 4h, on: {from: \"08:00\", chance: 90%}}\n"
    "  ad: {product: windows-ad}\n"
    "changes:\n  - {at: 1d, host: kms1, do: down}\n  - {at: 2d, machines: \"lab[1]\", reimage: new-id}\n"
    "  - {at: 2d, every: 6h, machines: pc, move: office}\n"
    "expect:\n  - {at: 1d, machines: lab, are: licensed}\n  - {by: 3d, machines: lab, are: expiry-grace}\n"
    "lesson:\n  - {at: 0m, say: Look.}\n  - at: 1d\n    ask: What now?\n    choices:\n"
    "      - {say: Nothing., if: {at: 25h, machines: lab, are: licensed}}\n"
    "      - {say: All over., if: {at: 25h, machines: lab, are: notification}}\n";
static const char OTHER[] = "about: An empty room.\nrun: 1d\nmachines: {lab: {product: windows-mak}}\n"
                            "expect: [{at: 1h, machines: lab, are: licensed}]\n";
static const char CELLS[] =
    "about: More than have a sign each.\nrun: 2d\nhosts: {kms1: {}}\nmachines:\n"
    "  a: {product: windows-client, count: 200, starts: {from: 0m, to: 6h}}\n"
    "  b: {product: office-ltsc, count: 60, place: home}\nplaces: {home: {block: [dns]}}\n";
static const char CROWD[] = "about: More than have a cell each.\nrun: 1d\nhosts: {kms1: {}}\nmachines:\n"
                            "  many: {product: windows-client, count: 6000}\n";
static const char WRONG[] =
    "about: a\nrun: 3\nmachines: {lab: {product: offise-ltsc, count: 0, \"on\": [a]}}\n";

/* What ships, for those that list it: where reading one goes wrong, reading forty does. */
static const char SHIPPED[] =
    "title: One that ships\nabout: That it does.\nrun: 1d\nmachines: {pc: {product: office-ltsc}}\n"
    "lesson: [{at: 0m, say: Look.}]\n";

static const mode_t OLD_MODE = 0640;

/* ---- the call ------------------------------------------------------------------------------------------ */

/* The line becomes the words' bytes. */
static void split(char *line, const char *program, const char *argv[WORDS + 2]) {
    int count = 0;
    argv[count++] = program;
    for (char *word = strtok(line, " "); word; word = strtok(NULL, " ")) {
        need(count <= WORDS, "a shorter call");
        argv[count++] = word;
        for (char *c = word; *c; c++)
            if (*c == '~') *c = ' ';
    }
    argv[count] = NULL;
}

static Traced carry_out(Trial *trial, const Harm *harm) {
    need(chdir(trial->home) == 0, trial->home);
    return tracer_run(trial->argv, trial->input, -1, harm);
}

/* With memory short, whatever else: the library stands before the others. */
static Traced carry_out_short(Trial *trial, const Harm *harm, long nth, bool for_good) {
    need(chdir(trial->home) == 0, trial->home);
    *trial->misfortune =
        (Misfortune){.nth = nth, .for_good = for_good, .shows = getenv("LEASELAB_WHO_ASKS") != NULL};
    if (trial->standby && nth > standby_allocations(trial->standby)) return standby_run(trial->standby);
    setenv("LD_PRELOAD", trial->library, 1);
    const Traced traced = tracer_run(trial->argv, trial->input, trial->memory, harm);
    unsetenv("LD_PRELOAD");
    return traced;
}

/* Only a traced program is told when it waits. */
static void stand_by(Trial *trial, long programs) {
    if (trial->call->waits) return;
    setenv("LD_PRELOAD", trial->library, 1);
    trial->standby = standby_begin(trial->argv, trial->input, trial->misfortune, trial->memory, programs);
    unsetenv("LD_PRELOAD");
}

static void prepare(const Trial *trial) {
    if (!trial->call->prepare) return;
    char *line = strdup(trial->call->prepare);
    const char *argv[WORDS + 2];
    need(line != NULL, "strdup");
    split(line, trial->argv[0], argv);
    Ran ran = program_run(argv, NULL);
    if (ran.status != 0) fprintf(stderr, "%s: %s", trial->call->prepare, ran.err);
    need(ran.status == 0, "prepared");
    program_free(&ran);
    free(line);
}

static void put(const Trial *trial, const char *name, const char *text) {
    char *path = sandbox_path(trial->home, name);
    sandbox_write(path, text, strlen(text));
    free(path);
}

/* An older file for each that the call is to write. A journal that does not go with the call would be
 * refused. */
static void put_old(Trial *trial) {
    for (size_t i = 0; i < trial->whole.count; i++) {
        const char *name = trial->whole.files[i].name;
        if (folder_find(&trial->before, name) || strncmp(name, "out", 3) != 0) continue;
        if (trial->whole.files[i].is_folder) continue;
        char *path = sandbox_path(trial->home, name);
        need(chmod(path, OLD_MODE) == 0, path);
        put(trial, name, "old\n");
        free(path);
    }
}

static void make_once(Trial *trial) {
    const Harm harm = {.nth = LONG_MAX, .waits = trial->call->waits};
    folder_free(&trial->whole);
    program_free(&trial->usual.ran);
    trial->usual = carry_out(trial, &harm);
    folder_take(&trial->whole, trial->home);
}

Trial *trial_open(const TrialCall *call, bool has_old, const char *program, const char *library) {
    Trial *trial = calloc(1, sizeof *trial);
    need(trial != NULL, "calloc");
    trial->call = call;
    trial->home = sandbox_make();
    trial->line = strdup(call->line);
    split(trial->line, program, trial->argv);
    put(trial, "good.yaml", GOOD);
    put(trial, "other.yaml", OTHER);
    put(trial, "cells.yaml", CELLS);
    put(trial, "crowd.yaml", CROWD);
    put(trial, "wrong.yaml", WRONG);
    trial->input = sandbox_memory_file(call->keys ? call->keys : GOOD);
    if (call->keys) put(trial, "keys", call->keys);
    trial->states = sandbox_path(trial->home, "state");
    trial->shipped = sandbox_make();
    char *ships = sandbox_path(trial->shipped, "01-one-that-ships.yaml");
    sandbox_write(ships, SHIPPED, strlen(SHIPPED));
    free(ships);
    setenv("XDG_STATE_HOME", trial->states, 1);
    setenv("LEASELAB_SCENARIOS", trial->shipped, 1);
    setenv("SDL_VIDEODRIVER", "dummy", 1);
    trial->memory = memfd_create("misfortune", MFD_CLOEXEC);
    need(ftruncate(trial->memory, sizeof *trial->misfortune) == 0, "ftruncate");
    trial->misfortune =
        mmap(NULL, sizeof *trial->misfortune, PROT_READ | PROT_WRITE, MAP_SHARED, trial->memory, 0);
    need(trial->misfortune != MAP_FAILED, "mmap");
    snprintf(trial->library, sizeof trial->library, "%s", library);
    snprintf(trial->told, sizeof trial->told, "%d", trial->memory);
    setenv(MISFORTUNE_NAME, trial->told, 1);
    need(chdir(trial->home) == 0, trial->home);
    umask(022);
    prepare(trial);
    folder_take(&trial->before, trial->home);
    make_once(trial);
    if (has_old) {
        put_old(trial);
        folder_free(&trial->before);
        folder_take(&trial->before, trial->home);
        make_once(trial);
    }
    folder_restore(&trial->before, trial->home);
    need(!tracer_can() || trial->usual.calls > 0, "main() is not found among the system calls");
    Traced counted = carry_out_short(trial, &(Harm){.waits = call->waits}, LONG_MAX, false);
    need(counted.ran.status == trial->usual.ran.status, "the same under the library");
    trial->allocations = trial->misfortune->allocations;
    trial->left = trial->misfortune->left;
    program_free(&counted.ran);
    folder_restore(&trial->before, trial->home);
    stand_by(trial, trial->misfortune->programs);
    return trial;
}

void trial_close(Trial *trial) {
    need(chdir("/") == 0, "/");
    if (trial->standby) standby_end(trial->standby);
    unsetenv(MISFORTUNE_NAME);
    munmap(trial->misfortune, sizeof *trial->misfortune);
    close(trial->memory);
    close(trial->input);
    folder_free(&trial->before);
    folder_free(&trial->whole);
    program_free(&trial->usual.ran);
    sandbox_remove(trial->home);
    sandbox_remove(trial->shipped);
    free(trial->states);
    free(trial->line);
    free(trial);
}

bool trial_writes(const Trial *trial) {
    for (size_t i = 0; i < trial->whole.count; i++)
        if (strncmp(trial->whole.files[i].name, "out", 3) == 0) return true;
    return false;
}

long trial_cairo_failures(const Trial *trial) {
    return trial->cairo_failures;
}

long trial_sdl_failures(const Trial *trial) {
    return trial->sdl_failures;
}

long trial_places(const Trial *trial, TrialKind kind) {
    if (kind == TRIAL_NARROW) return !trial->call->has_others;
    if (kind == TRIAL_SHORT_FOR_GOOD) return 1;
    return kind <= TRIAL_MEMORY_FOR_GOOD ? trial->allocations : trial->usual.calls;
}

/* ---- harm ---------------------------------------------------------------------------------------------- */

static Harm harm_of(const Trial *trial, TrialKind kind, long nth) {
    static const int SIGNALS[TRIAL_KINDS] = {
        [TRIAL_KILL] = SIGKILL, [TRIAL_TERM] = SIGTERM, [TRIAL_INT] = SIGINT, [TRIAL_HUP] = SIGHUP};
    const bool is_short = kind == TRIAL_SHORT_ONCE || kind == TRIAL_SHORT_FOR_GOOD;
    Harm harm = {.waits = trial->call->waits};
    if (kind <= TRIAL_MEMORY_FOR_GOOD) return harm;
    harm.narrow = kind == TRIAL_NARROW;
    harm.nth = harm.narrow ? 0 : nth;
    harm.for_good = kind == TRIAL_ERROR_FOR_GOOD || kind == TRIAL_SHORT_FOR_GOOD;
    harm.most = is_short ? 13 : 0;
    harm.signal = SIGNALS[kind];
    return harm;
}

/* Answers whether it came. */
static bool harm_once(Trial *trial, TrialKind kind, long nth, const Harm *harm, char out_wrong[TRIAL_WRONG]) {
    const bool is_memory = kind <= TRIAL_MEMORY_FOR_GOOD;
    Traced traced =
        is_memory ? carry_out_short(trial, harm, nth, kind == TRIAL_MEMORY_FOR_GOOD) : carry_out(trial, harm);
    Folder after = {0};
    folder_take(&after, trial->home);
    const bool came = is_memory ? trial->misfortune->refused > 0 : traced.came || harm->narrow;
    const char *wrong = came ? trial_judge(trial, kind, harm, &traced, &after) : NULL;
    if (wrong)
        snprintf(out_wrong, TRIAL_WRONG, "%s at %ld%s%s%s%s: %s; status %d; said: %.4000s",
                 TRIAL_KIND_NAMES[kind], nth, is_memory ? "" : ", ",
                 is_memory ? "" : tracer_name(traced.kind), harm->error ? ", " : "",
                 harm->error ? strerror(harm->error) : "", wrong, traced.ran.status,
                 traced.ran.err_length ? traced.ran.err : "nothing\n");
    folder_free(&after);
    folder_restore(&trial->before, trial->home);
    program_free(&traced.ran);
    return came;
}

/* Which call it is, is known only from a run. */
static long kind_of_call(Trial *trial, long nth) {
    const Harm look = {.nth = nth, .most = SIZE_MAX, .waits = trial->call->waits};
    Traced traced = carry_out(trial, &look);
    folder_restore(&trial->before, trial->home);
    program_free(&traced.ran);
    return traced.came ? traced.kind : -1;
}

int trial_harm(Trial *trial, TrialKind kind, long nth, char out_wrong[TRIAL_WRONG]) {
    const bool is_error = kind == TRIAL_ERROR_ONCE || kind == TRIAL_ERROR_FOR_GOOD;
    Harm harm = harm_of(trial, kind, nth);
    out_wrong[0] = '\0';
    if (!is_error) return harm_once(trial, kind, nth, &harm, out_wrong);
    const long call = kind_of_call(trial, nth);
    int count = 0;
    for (; call >= 0 && !out_wrong[0] && (harm.error = tracer_error(call, count)); count++)
        if (!(harm.error == EINTR && harm.for_good)) harm_once(trial, kind, nth, &harm, out_wrong);
    return count;
}
