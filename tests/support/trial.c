#include "tests/support/trial.h"

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
#include <sys/syscall.h>
#include <unistd.h>

#include "tests/support/folder.h"
#include "tests/support/misfortune.h"

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
static const char WRONG[] =
    "about: a\nrun: 3\nmachines: {lab: {product: offise-ltsc, count: 0, \"on\": [a]}}\n";

enum { WORDS = 24 };
static const mode_t OLD_MODE = 0640;

struct Trial {
    const TrialCall *call;
    char *home, *line;
    const char *argv[WORDS + 2];
    int input;                    /* what standard input reads */
    char *states;                 /* where programs keep what they knew */
    char library[4200], told[64]; /* of the environment */
    int memory;                   /* what misfortune sees */
    Misfortune *misfortune;
    Folder before, whole; /* without and with what the undisturbed call made */
    Traced usual;
    long allocations, left, cairo_failures, sdl_failures;
};

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

/* With the library before the others where memory is to be short. */
static Traced carry_out(Trial *trial, const Harm *harm, long nth_allocation, bool for_good) {
    need(chdir(trial->home) == 0, trial->home);
    const bool counts = nth_allocation != 0;
    *trial->misfortune = (Misfortune){
        .nth = nth_allocation, .for_good = for_good, .shows = getenv("LEASELAB_WHO_ASKS") != NULL};
    if (counts) setenv("LD_PRELOAD", trial->library, 1);
    const Traced traced = tracer_run(trial->argv, trial->input, counts ? trial->memory : -1, harm);
    unsetenv("LD_PRELOAD");
    return traced;
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
    trial->usual = carry_out(trial, &harm, 0, false);
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
    put(trial, "wrong.yaml", WRONG);
    trial->input = memfd_create("in", MFD_CLOEXEC);
    const char *input = call->keys ? call->keys : GOOD;
    need(write(trial->input, input, strlen(input)) == (ssize_t)strlen(input), "write");
    if (call->keys) put(trial, "keys", call->keys);
    trial->states = sandbox_path(trial->home, "state");
    setenv("XDG_STATE_HOME", trial->states, 1);
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
    Traced counted = carry_out(trial, &(Harm){.waits = call->waits}, LONG_MAX, false);
    need(counted.ran.status == trial->usual.ran.status, "the same under the library");
    trial->allocations = trial->misfortune->allocations;
    trial->left = trial->misfortune->left;
    program_free(&counted.ran);
    folder_restore(&trial->before, trial->home);
    return trial;
}

void trial_close(Trial *trial) {
    need(chdir("/") == 0, "/");
    unsetenv(MISFORTUNE_NAME);
    munmap(trial->misfortune, sizeof *trial->misfortune);
    close(trial->memory);
    close(trial->input);
    folder_free(&trial->before);
    folder_free(&trial->whole);
    program_free(&trial->usual.ran);
    sandbox_remove(trial->home);
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

/* ---- what must be so ----------------------------------------------------------------------------------- */

/* What is wrong, or NULL. */
typedef const char *Wrong;

static bool ends(const FolderFile *file, const char *with) {
    const size_t length = strlen(with);
    return file->length >= length && memcmp(file->bytes + file->length - length, with, length) == 0;
}

/* A picture of a window that says what went wrong is another than usual. */
static bool is_whole_picture(const FolderFile *file) {
    static const char *const ENDS[][2] = {
        {".svg", "</svg>\n"}, {".png", "IEND\xAE\x42\x60\x82"}, {".pdf", "%%EOF\n"}, {".tell", "\n"}};
    const char *dot = strrchr(file->name, '.');
    for (size_t i = 0; dot && i < sizeof ENDS / sizeof *ENDS; i++)
        if (strcmp(dot, ENDS[i][0]) == 0) return ends(file, ENDS[i][1]);
    return false;
}

static bool is_journal(const FolderFile *file) {
    return strncmp(file->name, "journal", 7) == 0;
}

/* What is in it counts, as far as it goes; the next call goes on from there. */
static bool is_part_of(const FolderFile *part, const FolderFile *whole) {
    return part->length <= whole->length && memcmp(part->bytes, whole->bytes, part->length) == 0;
}

static Wrong wrong_file(const char *name, const char *what) {
    static char wrong[200];
    snprintf(wrong, sizeof wrong, "%s %s", name, what);
    return wrong;
}

/* Each file is the old or the new one. */
static Wrong judge_files(const Trial *trial, const Folder *after, bool must_be_whole, bool must_be_old,
                         bool killed) {
    for (size_t i = 0; i < after->count; i++) {
        const FolderFile *file = &after->files[i], *old = folder_find(&trial->before, file->name),
                         *new = folder_find(&trial->whole, file->name);
        if (!old && !new) {
            if (killed && strncmp(file->name, ".leaselab-", 10) == 0) continue;
            return wrong_file(file->name, "has no business there");
        }
        if (old && folder_same(file, old) && (!new || !must_be_whole)) continue;
        if (new &&folder_same(file, new) && (!must_be_old || is_journal(file) || file->is_in_folder))
            continue;
        if (new &&is_journal(file) && is_part_of(file, new) && !must_be_whole) continue;
        if (new && trial->call->attends && is_whole_picture(file) && !must_be_whole) continue;
        return wrong_file(file->name, must_be_whole ? "is not the whole new one"
                                      : must_be_old ? "is not the old one"
                                                    : "is torn");
    }
    const Folder *expected = must_be_whole ? &trial->whole : &trial->before;
    for (size_t i = 0; i < expected->count; i++)
        if (!folder_find(after, expected->files[i].name))
            return wrong_file(expected->files[i].name, "is missing");
    return NULL;
}

/* What is streamed and cut off. */
static Wrong judge_stream(const Trial *trial, const Ran *ran) {
    const Ran *usual = &trial->usual.ran;
    if (ran->out_length > usual->out_length || memcmp(ran->out, usual->out, ran->out_length) != 0)
        return "standard output has what never should stand there";
    const bool is_row =
        ran->out_length == 0 || ran->out_length == usual->out_length || ran->out[ran->out_length - 1] == '\n';
    return is_row ? NULL : "standard output ends in the middle of a row";
}

static bool is_same(const char *one, size_t length, const char *other, size_t other_length) {
    return length == other_length && memcmp(one, other, length) == 0;
}

/* One line, that says whose fault it is. */
static Wrong judge_line(const Ran *ran, bool may_say_more) {
    static const char HEAD[] = "leaselab: error: ";
    const char *line = strstr(ran->err, HEAD);
    if (!line || (line != ran->err && !may_say_more)) return "status 3, and nothing says why";
    if (strchr(line, '\n') != ran->err + ran->err_length - 1 && !may_say_more)
        return "more than one line is said";
    static const char *const NAMES[] = {"'", "standard ", "out of memory", "a process of the sweep"};
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
        if (strstr(ran->err, NAMES[i])) return NULL;
    return "what is said names nothing";
}

/* It went as if nothing had been. */
static Wrong judge_done(const Trial *trial, const Traced *traced, const Folder *after, bool said_in_vain) {
    const Ran *ran = &traced->ran, *usual = &trial->usual.ran;
    if (!is_same(ran->out, ran->out_length, usual->out, usual->out_length))
        return "the usual status, and standard output is another";
    if (!said_in_vain && !is_same(ran->err, ran->err_length, usual->err, usual->err_length))
        return "the usual status, and standard error is another";
    return judge_files(trial, after, true, false, false);
}

static Wrong judge_failed(const Trial *trial, const Traced *traced, const Folder *after, bool said_in_vain) {
    Wrong wrong = judge_files(trial, after, false, true, false);
    if (!wrong && !trial->call->goes_on) wrong = judge_stream(trial, &traced->ran);
    return wrong || said_in_vain
               ? wrong
               : judge_line(&traced->ran, trial->call->goes_on || trial->usual.ran.err_length > 0);
}

/* What programs know of former calls is written where it can be, and nothing is said where it cannot. */
static bool is_of_state(const FolderFile *file) {
    return strncmp(file->name, "state/", 6) == 0;
}

static bool is_as_usual(const Trial *trial, const Ran *ran, const Folder *after) {
    for (size_t i = 0; i < trial->whole.count; i++) {
        const FolderFile *whole = &trial->whole.files[i], *file = folder_find(after, whole->name);
        if (!is_of_state(whole) && !(file && folder_same(file, whole))) return false;
    }
    return is_same(ran->out, ran->out_length, trial->usual.ran.out, trial->usual.ran.out_length);
}

static bool says(const char *bytes, size_t length, const char *text) {
    return memmem(bytes, length, text, strlen(text)) != NULL;
}

/* On the stage, which is told on standard output or in a file; or on standard error. */
static bool is_said(const char *text, const Ran *ran, const Folder *after) {
    bool is = says(ran->out, ran->out_length, text) || says(ran->err, ran->err_length, text);
    for (size_t i = 0; i < after->count && !is; i++)
        is = strstr(after->files[i].name, ".tell") &&
             says(after->files[i].bytes, after->files[i].length, text);
    return is;
}

/* It ends as it should, whatever happened on the way. */
static Wrong judge_attended(const Trial *trial, const Traced *traced, const Folder *after, int error) {
    const Ran *ran = &traced->ran;
    Wrong wrong = judge_files(trial, after, false, false, false);
    if (wrong || is_as_usual(trial, ran, after)) return wrong;
    return is_said(strerror(error), ran, after) || is_said("out of memory", ran, after)
               ? NULL
               : "something was not done, and nothing says so";
}

/* It gives up: what it had saved until then is there. */
static Wrong judge_given_up(const Trial *trial, const Traced *traced, const Folder *after,
                            bool said_in_vain) {
    const Ran *ran = &traced->ran;
    Wrong wrong = judge_files(trial, after, false, false, false);
    if (!wrong && ran->out_length && ran->out[ran->out_length - 1] != '\n')
        wrong = "standard output ends in the middle of a row";
    return wrong || said_in_vain ? wrong : judge_line(ran, true);
}

/* Is over whenever the signal comes, and so may have written or not. */
static Wrong judge_ended(const Trial *trial, const Traced *traced, const Folder *after, bool killed) {
    Wrong wrong = judge_files(trial, after, false, false, killed);
    return wrong ? wrong : judge_stream(trial, &traced->ran);
}

static bool is_crash(int status) {
    return status == 128 + SIGSEGV || status == 128 + SIGABRT || status == 128 + SIGBUS;
}

/* See trial_cairo_failures. */
static bool cairo_failed(const Trial *trial, const Traced *traced, const Folder *after) {
    const int status = traced->ran.status;
    if (trial->misfortune->refused_to_cairo == 0) return false;
    if (is_crash(status)) return judge_files(trial, after, false, !trial->call->attends, false) == NULL;
    return status == 0 && traced->ran.err_length == 0 &&
           judge_files(trial, after, true, false, false) != NULL;
}

static bool sdl_failed(const Trial *trial, const Traced *traced, const Folder *after) {
    return trial->misfortune->refused_to_sdl > 0 && is_crash(traced->ran.status) &&
           judge_files(trial, after, false, false, false) == NULL;
}

static Wrong judge(Trial *trial, TrialKind kind, const Harm *harm, const Traced *traced,
                   const Folder *after) {
    static char other[80];
    const int status = traced->ran.status, usual = trial->usual.ran.status;
    const bool said_in_vain =
        harm->error && traced->kind == SYS_write && (traced->descriptor == 2 || harm->for_good);
    const bool is_memory = kind <= TRIAL_MEMORY_FOR_GOOD;
    if (traced->hung) return "it hangs";
    if (is_memory && trial->misfortune->is_over && trial->misfortune->left > trial->left)
        return "memory is left";
    if (is_memory && cairo_failed(trial, traced, after)) {
        trial->cairo_failures++;
        return NULL;
    }
    if (is_memory && sdl_failed(trial, traced, after)) {
        trial->sdl_failures++;
        return NULL;
    }
    const bool is_later = trial->call->waits && status == usual; /* than the signal that ends it anyway */
    if (harm->signal && (status == 128 + harm->signal || is_later))
        return judge_ended(trial, traced, after, harm->signal == SIGKILL);
    if (!harm->signal && status == usual && trial->call->attends)
        return judge_attended(trial, traced, after, harm->error);
    if (!harm->signal && status == 3 && trial->call->attends && !harm->narrow && !harm->most)
        return judge_given_up(trial, traced, after, said_in_vain);
    if (!harm->signal && status == usual && usual != 3 && !trial->call->waits)
        return judge_done(trial, traced, after, said_in_vain);
    if (!harm->signal && status == 3 && !harm->narrow && (usual == 3 || !harm->most))
        return judge_failed(trial, traced, after, said_in_vain);
    /* One that watches goes on after what went wrong, until it is ended. */
    if (!harm->signal && status == usual && said_in_vain) return judge_ended(trial, traced, after, false);
    if (!harm->signal && status == usual)
        return strcmp(traced->ran.err, trial->usual.ran.err) == 0
                   ? judge_done(trial, traced, after, false)
                   : judge_files(trial, after, false, true, false);
    snprintf(other, sizeof other, "status %d (usual: %d)", status, usual);
    return other;
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
    Traced traced = carry_out(trial, harm, is_memory ? nth : 0, kind == TRIAL_MEMORY_FOR_GOOD);
    Folder after = {0};
    folder_take(&after, trial->home);
    const bool came = is_memory ? trial->misfortune->refused > 0 : traced.came || harm->narrow;
    Wrong wrong = came ? judge(trial, kind, harm, &traced, &after) : NULL;
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
    Traced traced = carry_out(trial, &look, 0, false);
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
