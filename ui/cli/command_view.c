/* command_view: `leaselab view`: starts the window, which is a program of its own so that this one needs no
 * SDL; or, with --text, is its twin. */
#include "ui/cli/commands.h"
#include "ui/cli/file.h"
#include "ui/cli/help.h"
#include "ui/cli/say.h"
#include "ui/cli/text_twin.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

enum { WORDS_MOST = 24, VERSION_MOST = 100 };

static const char PROGRAM[] = "leaselab-view";

static bool is_given(const Options *options, OptionId id) {
    return (options->given & OPTION_BIT(id)) != 0;
}

/* ---- finding it --------------------------------------------------------------------------------------- */

/* Beside this program, wherever that was called from: another one on the PATH may be of another version, or
 * anything. */
static bool find(char out_path[PATH_MAX]) {
    const ssize_t length = readlink("/proc/self/exe", out_path, PATH_MAX);
    if (length <= 0 || length == PATH_MAX) return false;
    out_path[length] = '\0';
    char *name = strrchr(out_path, '/') + 1;
    if ((size_t)(name - out_path) + sizeof PROGRAM > PATH_MAX) return false;
    strcpy(name, PROGRAM);
    return true;
}

static int complain(const char *path, const char *what) {
    char shown[FILE_SHOWN];
    Text message = {0};
    file_quote(shown, path);
    text_add_format(&message, "leaselab: error: %s %s\n", shown, what);
    say_text(&message);
    text_free(&message);
    return STATUS_FAILED;
}

/* The first line of what `--version` prints; "" where it prints none. */
static void read_version(const char *path, char out_version[VERSION_MOST]) {
    int ends[2], how;
    pid_t child;
    size_t length = 0;
    posix_spawn_file_actions_t actions;
    char *const words[] = {(char *)(uintptr_t)path, (char *)(uintptr_t) "--version", NULL};
    out_version[0] = '\0';
    if (pipe2(ends, O_CLOEXEC) < 0) return;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    const int error = posix_spawn(&child, path, &actions, NULL, words, environ);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    for (ssize_t got = 1; !error && length + 1 < VERSION_MOST && got > 0;) {
        got = read(ends[0], out_version + length, VERSION_MOST - 1 - length);
        if (got < 0 && errno == EINTR)
            got = 1;
        else
            length += got > 0 ? (size_t)got : 0;
    }
    close(ends[0]);
    while (!error && waitpid(child, &how, 0) < 0 && errno == EINTR) {
    }
    out_version[length] = '\0';
    out_version[strcspn(out_version, "\n")] = '\0';
}

static int judge_program(const char *path) {
    char version[VERSION_MOST];
    if (access(path, X_OK) < 0)
        return complain(
            path, errno == ENOENT
                      ? "is not there; 'make build/leaselab-view' builds it (with Debian's libsdl2-dev), "
                        "and 'leaselab view --text' does without"
                      : "cannot be started; 'leaselab view --text' does without");
    read_version(path, version);
    if (strcmp(version, "leaselab " LEASELAB_VERSION) == 0) return STATUS_GOOD;
    return complain(path, "is not of this version, " LEASELAB_VERSION "; 'make all' builds both");
}

/* ---- starting it -------------------------------------------------------------------------------------- */

typedef struct {
    const char *words[WORDS_MOST];
    int count;
} Call;

static void add_option(Call *call, OptionId id, const char *value) {
    static const char *const NAMES[OPTION_COUNT] = {[OPTION_WINDOW_THEME] = "--theme",
                                                    [OPTION_WINDOW_SCALE] = "--scale",
                                                    [OPTION_SIZE] = "--size",
                                                    [OPTION_RECORD] = "--record",
                                                    [OPTION_REPLAY] = "--replay"};
    if (!value) return;
    call->words[call->count++] = NAMES[id];
    call->words[call->count++] = value;
}

static const char *theme_name(const Options *options) {
    const Choice *choice = OPTIONS[OPTION_WINDOW_THEME].choices;
    while (choice->value != options->theme) choice++;
    return choice->name;
}

static int start(const char *path, const Options *options) {
    Call call = {.words = {PROGRAM}, .count = 1};
    add_option(&call, OPTION_WINDOW_THEME, theme_name(options));
    add_option(&call, OPTION_WINDOW_SCALE, options->scale);
    add_option(&call, OPTION_SIZE, options->size);
    add_option(&call, OPTION_RECORD, options->record);
    add_option(&call, OPTION_REPLAY, options->replay);
    if (is_given(options, OPTION_STILL)) call.words[call.count++] = "--reduced-motion";
    call.words[call.count++] = "--";
    if (options->operand_count > 0) call.words[call.count++] = options->operands[0];
    execv(path, (char *const *)(uintptr_t)call.words);
    return complain(path, "cannot be started");
}

int command_view(const Options *options) {
    char path[PATH_MAX];
    if (is_given(options, OPTION_TEXT)) {
        if (options->record || options->replay) {
            say_line("leaselab: error: --record and --replay go with the window; with --text, events can be "
                     "given on standard input\n");
            return STATUS_WRONG;
        }
        return text_twin(options);
    }
    if (!find(path)) return complain("/proc/self/exe", "does not tell where this program lies");
    const int status = judge_program(path);
    return status == STATUS_GOOD ? start(path, options) : status;
}
