/* What must be so after something went wrong in a call (trial.h). */
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>

#include "tests/support/trial_inside.h"

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

/* How a call came to its end. */
typedef enum { DONE, FAILED, CRASHED, GIVEN_UP, ENDED, KILLED } End;

static bool is_journal(const FolderFile *file) {
    return strncmp(file->name, "journal", 7) == 0;
}

/* A run behind the head of a sweep's; in a recording more than how large the window is to begin with. */
static bool keeps_something(const FolderFile *journal) {
    const char *end = journal->bytes + journal->length,
               *first = memchr(journal->bytes, '\n', journal->length);
    return first && memchr(first + 1, '\n', (size_t)(end - first - 1)) != NULL;
}

static bool is_picture_of_film(const FolderFile *file) {
    return strncmp(file->name, "outs/", 5) == 0;
}

/* A figure of a set has its name when that of a later one cannot be given. */
static bool is_figure_named_before(const Trial *trial, const FolderFile *file, const Folder *after,
                                   long refused) {
    static const char *const SET[] = {"timeline", "count", "sequence", "states", "network"};
    if (refused != SYS_linkat && refused != SYS_renameat && refused != SYS_renameat2) return false;
    for (size_t i = 0; i < sizeof SET / sizeof *SET; i++) {
        char name[64];
        snprintf(name, sizeof name, "outputs/good-%s.svg", SET[i]);
        if (strcmp(name, file->name) == 0) return true;
        const FolderFile *earlier = folder_find(after, name), *new = folder_find(&trial->whole, name);
        if (!earlier || !new || !folder_same(earlier, new)) return false;
    }
    return false;
}

static bool is_empty(const FolderFile *folder, const Folder *after) {
    const size_t length = strlen(folder->name);
    for (size_t i = 0; i < after->count; i++)
        if (strncmp(after->files[i].name, folder->name, length) == 0 && after->files[i].name[length] == '/')
            return false;
    return true;
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

static bool is_temporary(const FolderFile *file) {
    const char *slash = strrchr(file->name, '/');
    return strncmp(slash ? slash + 1 : file->name, ".leaselab-", 10) == 0;
}

/* What programs know of former calls is written where it can be, and nothing is said where it cannot. */
static bool is_of_state(const FolderFile *file) {
    return strcmp(file->name, "state") == 0 || strncmp(file->name, "state/", 6) == 0;
}

/* May a new one be there? `refused`: the system call that was, or -1. A journal that another holds is that
 * one's. */
static bool may_be_new(const Trial *trial, const FolderFile *file, const Folder *after, End end,
                       long refused) {
    if (is_journal(file) && (end == FAILED || end == GIVEN_UP || end == ENDED))
        return keeps_something(file) || (refused == SYS_flock && file->length == 0);
    if (end == FAILED || (end == CRASHED && !trial->call->attends))
        return is_picture_of_film(file) || is_figure_named_before(trial, file, after, refused);
    return true;
}

static Wrong judge_file(const Trial *trial, const FolderFile *file, const Folder *after, End end,
                        long refused) {
    const FolderFile *old = folder_find(&trial->before, file->name),
                     *new = folder_find(&trial->whole, file->name);
    if (!old && !new)
        return end == KILLED && is_temporary(file) ? NULL : wrong_file(file->name, "has no business there");
    if (file->is_folder)
        return old || end == KILLED || end == CRASHED || is_of_state(file) || !is_empty(file, after)
                   ? NULL
                   : wrong_file(file->name, "is a folder of nothing");
    if (old && folder_same(file, old) && (!new || end != DONE)) return NULL;
    if (new &&folder_same(file, new) && may_be_new(trial, file, after, end, refused)) return NULL;
    if (new &&is_journal(file) && is_part_of(file, new) && end != DONE &&
        may_be_new(trial, file, after, end, refused))
        return NULL;
    if (new && trial->call->attends && is_whole_picture(file) && end != DONE) return NULL;
    return wrong_file(file->name, end == DONE     ? "is not the whole new one"
                                  : end == FAILED ? "is not the old one"
                                                  : "is torn, or of nothing");
}

/* Each file is the old or the new one. */
static Wrong judge_files(const Trial *trial, const Folder *after, End end, long refused) {
    for (size_t i = 0; i < after->count; i++) {
        const Wrong wrong = judge_file(trial, &after->files[i], after, end, refused);
        if (wrong) return wrong;
    }
    const Folder *expected = end == DONE ? &trial->whole : &trial->before;
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
    return judge_files(trial, after, DONE, -1);
}

static Wrong judge_failed(const Trial *trial, const Traced *traced, const Folder *after, long refused,
                          bool said_in_vain) {
    Wrong wrong = judge_files(trial, after, FAILED, refused);
    if (!wrong && !trial->call->goes_on) wrong = judge_stream(trial, &traced->ran);
    return wrong || said_in_vain
               ? wrong
               : judge_line(&traced->ran, trial->call->goes_on || trial->usual.ran.err_length > 0);
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
    Wrong wrong = judge_files(trial, after, ENDED, -1);
    if (wrong || is_as_usual(trial, ran, after)) return wrong;
    return is_said(strerror(error), ran, after) || is_said("out of memory", ran, after)
               ? NULL
               : "something was not done, and nothing says so";
}

/* It gives up: what it had saved until then is there. */
static Wrong judge_given_up(const Trial *trial, const Traced *traced, const Folder *after,
                            bool said_in_vain) {
    const Ran *ran = &traced->ran;
    Wrong wrong = judge_files(trial, after, GIVEN_UP, -1);
    if (!wrong && ran->out_length && ran->out[ran->out_length - 1] != '\n')
        wrong = "standard output ends in the middle of a row";
    return wrong || said_in_vain ? wrong : judge_line(ran, true);
}

/* Is over whenever the signal comes, and so may have written or not. */
static Wrong judge_ended(const Trial *trial, const Traced *traced, const Folder *after, bool killed) {
    Wrong wrong = judge_files(trial, after, killed ? KILLED : ENDED, -1);
    return wrong ? wrong : judge_stream(trial, &traced->ran);
}

static bool is_crash(int status) {
    return status == 128 + SIGSEGV || status == 128 + SIGABRT || status == 128 + SIGBUS;
}

/* See trial_cairo_failures. */
static bool cairo_failed(const Trial *trial, const Traced *traced, const Folder *after) {
    const int status = traced->ran.status;
    if (trial->misfortune->refused_to_cairo == 0) return false;
    if (is_crash(status)) return judge_files(trial, after, CRASHED, -1) == NULL;
    const Ran *ran = &traced->ran, *usual = &trial->usual.ran;
    return status == 0 && is_same(ran->err, ran->err_length, usual->err, usual->err_length) &&
           judge_files(trial, after, DONE, -1) != NULL;
}

/* See trial_sdl_failures. */
static bool sdl_failed(const Trial *trial, const Traced *traced, const Folder *after) {
    const bool is_silent = traced->ran.status == trial->usual.ran.status && traced->ran.err_length == 0 &&
                           trial->call->attends && !is_as_usual(trial, &traced->ran, after);
    const bool is_crashed = is_crash(traced->ran.status);
    return trial->misfortune->refused_to_sdl > 0 && (is_crashed || is_silent) &&
           judge_files(trial, after, is_crashed ? CRASHED : ENDED, -1) == NULL;
}

const char *trial_judge(Trial *trial, TrialKind kind, const Harm *harm, const Traced *traced,
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
        return judge_failed(trial, traced, after, harm->error ? traced->kind : -1, said_in_vain);
    /* One that watches goes on after what went wrong, until it is ended. */
    if (!harm->signal && status == usual && said_in_vain) return judge_ended(trial, traced, after, false);
    if (!harm->signal && status == usual)
        return strcmp(traced->ran.err, trial->usual.ran.err) == 0 ? judge_done(trial, traced, after, false)
                                                                  : judge_files(trial, after, ENDED, -1);
    snprintf(other, sizeof other, "status %d (usual: %d)", status, usual);
    return other;
}
