#include "ui/cli/recent.h"

#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sim/base/text.h"
#include "ui/cli/input.h"
#include "ui/cli/output.h"

enum { FILE_MOST = (RECENT_MOST + 1) * PATH_MAX };

/* The folder of all programs' states. False: the environment names none. */
static bool add_folder(Text *out) {
    const char *given = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
    if (given && *given == '/')
        text_add(out, given);
    else if (home && *home == '/')
        text_add_format(out, "%s/.local/state", home);
    return out->length > 0 && !out->failed;
}

static bool add_file(Text *out) {
    if (!add_folder(out)) return false;
    text_add(out, "/leaselab/recent");
    return !out->failed;
}

static bool has(const Recent *recent, const char *path) {
    for (int i = 0; i < recent->count; i++)
        if (strcmp(recent->paths[i], path) == 0) return true;
    return false;
}

void recent_read(Recent *out) {
    Text file = {0};
    Input input = {0};
    *out = (Recent){0};
    if (add_file(&file) && input_read_ordinary(file.bytes, FILE_MOST, &input) == 0) {
        char *rest = input.bytes;
        for (char *line; out->count < RECENT_MOST && (line = strsep(&rest, "\n"));) {
            if (*line != '/' || has(out, line) || access(line, R_OK) < 0) continue;
            char *path = strdup(line);
            if (path) out->paths[out->count++] = path;
        }
    }
    input_free(&input);
    text_free(&file);
}

static void make_folders(const char *file) {
    for (const char *slash = strchr(file + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        char *folder = strndup(file, (size_t)(slash - file));
        if (folder) mkdir(folder, 0700);
        free(folder);
    }
}

static void write_lines(const char *file, const char *first, const Recent *others) {
    Output output;
    Text lines = {0};
    text_add_format(&lines, "%s\n", first);
    for (int i = 0, kept = 1; i < others->count && kept < RECENT_MOST; i++) {
        if (strcmp(others->paths[i], first) == 0) continue;
        text_add_format(&lines, "%s\n", others->paths[i]);
        kept++;
    }
    make_folders(file);
    output_open(&output, file, NULL, 0);
    if (lines.failed)
        output_abandon(&output);
    else
        output_add(&output, lines.bytes, lines.length);
    output_commit(&output);
    text_free(&lines);
}

/* A FIFO would be written to, once somebody reads it. */
static bool can_be_written(const char *file) {
    struct stat there;
    return stat(file, &there) < 0 || S_ISREG(there.st_mode);
}

void recent_note(const char *path) {
    Text file = {0};
    Recent recent;
    char *whole = realpath(path, NULL);
    if (whole && !strchr(whole, '\n') && add_file(&file) && can_be_written(file.bytes)) {
        recent_read(&recent);
        write_lines(file.bytes, whole, &recent);
        recent_free(&recent);
    }
    free(whole);
    text_free(&file);
}

void recent_free(Recent *recent) {
    for (int i = 0; i < recent->count; i++) free(recent->paths[i]);
    recent->count = 0;
}
