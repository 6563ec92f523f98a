#include "ui/cli/input.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sim/base/text.h"

enum { FIRST_ROOM = 64 * 1024 };

/* ---- the scenarios that ship ---- */

static const char ENDING[] = ".yaml";

/* What is looked for, and the best answers so far. Directory order is chance: ties go to the first by name.
 */
typedef struct {
    const char *word;
    size_t length;                                 /* without ENDING */
    char directory[PATH_MAX], found[NAME_MAX + 1]; /* found: "" while nothing is */
    char nearest[NAME_MAX + 1];
    size_t distance;    /* of `nearest` */
    bool out_of_memory; /* a directory could not be looked through */
} Search;

/* Length without ENDING; the length itself when it has another. */
static size_t length_before_ending(const char *name) {
    const size_t length = strlen(name), ending = sizeof ENDING - 1;
    return length > ending && strcmp(name + length - ending, ENDING) == 0 ? length - ending : length;
}

/* Bytes of the number that a shipped file begins with: 3 of "05-fifth-laptop.yaml". */
static size_t number_length(const char *name) {
    const size_t digits = strspn(name, "0123456789");
    return digits > 0 && name[digits] == '-' ? digits + 1 : 0;
}

static void consider(Search *search, const char *file) {
    const size_t length = length_before_ending(file), number = number_length(file);
    if (!file[length] || length <= number) return; /* no scenario */
    const bool is_it =
        (length == search->length && memcmp(file, search->word, length) == 0) ||
        (length - number == search->length && memcmp(file + number, search->word, search->length) == 0);
    if (is_it && (!search->found[0] || strcmp(file, search->found) < 0)) strcpy(search->found, file);
    char name[NAME_MAX + 1] = {0};
    memcpy(name, file + number, length - number);
    const char *const candidate = name;
    if (!text_nearest(search->word, search->length, &candidate, 1)) return;
    const size_t distance = text_distance(search->word, search->length, name, length - number, NAME_MAX);
    if (search->nearest[0] &&
        (distance > search->distance || (distance == search->distance && strcmp(name, search->nearest) >= 0)))
        return;
    strcpy(search->nearest, name);
    search->distance = distance;
}

/* Looks in search->directory. */
static bool look(Search *search) {
    DIR *directory = opendir(search->directory);
    if (!directory) { /* not there, as a rule: then nothing ships there */
        search->out_of_memory |= errno == ENOMEM;
        return false;
    }
    for (const struct dirent *entry; (entry = readdir(directory));) consider(search, entry->d_name);
    closedir(directory);
    return search->found[0] != '\0';
}

/* Where the program lies: in *out the path of the directory above its own. Without /proc, by how it was
 * called. */
static bool find_home(char out_home[PATH_MAX]) {
    const ssize_t length = readlink("/proc/self/exe", out_home, PATH_MAX - 1);
    if (length > 0)
        out_home[length] = '\0';
    else {
        const char *called = (const char *)getauxval(AT_EXECFN);
        if (!called || !realpath(called, out_home)) return false;
    }
    for (int i = 0; i < 2; i++) {
        char *slash = strrchr(out_home, '/');
        if (slash) *slash = '\0';
    }
    return true;
}

/* As seen from the directory above the program's. */
static const char *const PLACES[] = {"/scenarios", "/share/leaselab/scenarios"};

static bool find_shipped(Search *search) {
    char home[PATH_MAX];
    const char *given = getenv("LEASELAB_SCENARIOS");
    if (given && *given && strlen(given) < sizeof search->directory) {
        strcpy(search->directory, given);
        if (look(search)) return true;
    }
    if (!find_home(home)) return false;
    for (size_t i = 0; i < sizeof PLACES / sizeof *PLACES; i++) {
        const int length = snprintf(search->directory, sizeof search->directory, "%s%s", home, PLACES[i]);
        if (length > 0 && (size_t)length < sizeof search->directory && look(search)) return true;
    }
    return false;
}

/* ---- all that ship ---- */

static int is_scenario(const struct dirent *entry) {
    const size_t length = length_before_ending(entry->d_name), number = number_length(entry->d_name);
    return entry->d_name[length] && number > 0 && length > number;
}

/* Those of one directory. Answers an errno; one that is not there has none. */
static int list(const char *directory, char ***out_paths, size_t *out_count) {
    struct dirent **entries;
    const int found = scandir(directory, &entries, is_scenario, alphasort);
    if (found < 0) return errno == ENOENT || errno == ENOTDIR ? 0 : errno;
    *out_paths = calloc((size_t)found + 1, sizeof **out_paths);
    int error = *out_paths ? 0 : ENOMEM;
    for (int i = 0; i < found; i++) {
        Text path = {0};
        if (!error) text_add_format(&path, "%s/%s", directory, entries[i]->d_name);
        if (path.failed) error = ENOMEM;
        if (error)
            text_free(&path);
        else
            (*out_paths)[(*out_count)++] = path.bytes;
        free(entries[i]);
    }
    free(entries);
    if (error || *out_count == 0) {
        input_free_shipped(*out_paths, *out_count);
        *out_paths = NULL;
        *out_count = 0;
    }
    return error;
}

/* The same; of one that cannot be read, says so. */
static int list_or_say(const char *directory, char ***out_paths, size_t *out_count,
                       char out_message[FILE_MESSAGE]) {
    const int error = list(directory, out_paths, out_count);
    if (error) file_complain_of(out_message, "read", directory, error);
    return error;
}

int input_list_shipped(char ***out_paths, size_t *out_count, char out_message[FILE_MESSAGE]) {
    char home[PATH_MAX];
    const char *given = getenv("LEASELAB_SCENARIOS");
    *out_paths = NULL;
    *out_count = 0;
    int error = given && *given ? list_or_say(given, out_paths, out_count, out_message) : 0;
    const bool has_home = find_home(home);
    for (size_t i = 0; has_home && !error && *out_count == 0 && i < sizeof PLACES / sizeof *PLACES; i++) {
        Text directory = {0};
        text_add_format(&directory, "%s%s", home, PLACES[i]);
        error = directory.failed ? ENOMEM : list_or_say(directory.bytes, out_paths, out_count, out_message);
        text_free(&directory);
    }
    return error;
}

void input_free_shipped(char **paths, size_t count) {
    for (size_t i = 0; i < count; i++) free(paths[i]);
    free(paths);
}

/* ---- reading: functions answer an errno, 0 for success ---- */

static int open_file(const char *path, int *out_descriptor) {
    do *out_descriptor = open(path, O_RDONLY | O_NOCTTY | O_CLOEXEC);
    while (*out_descriptor < 0 && errno == EINTR);
    return *out_descriptor < 0 ? errno : 0;
}

/* Does not wait for who would write to a FIFO. */
static int open_ordinary(const char *path, int *out_descriptor) {
    struct stat file;
    *out_descriptor = open(path, O_RDONLY | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
    if (*out_descriptor < 0 || fstat(*out_descriptor, &file) < 0) return errno;
    return S_ISREG(file.st_mode) ? 0 : S_ISDIR(file.st_mode) ? EISDIR : EINVAL;
}

static int open_shipped(const char *word, Input *out, Text *path, int *out_descriptor) {
    Search search = {.word = word, .length = length_before_ending(word)};
    char shown[FILE_SHOWN], more[FILE_SHOWN + 32] = "";
    const bool is_found = find_shipped(&search);
    int error = search.out_of_memory ? ENOMEM : ENOENT;
    if (is_found && !search.out_of_memory) { /* else the right one may lie where we could not look */
        text_clear(path);
        text_add_format(path, "%s/%s", search.directory, search.found);
        error = path->failed ? ENOMEM : open_ordinary(path->bytes, out_descriptor);
        if (!error) return 0;
        word = path->failed ? word : path->bytes;
    } else if (error == ENOENT && search.nearest[0]) {
        file_quote(shown, search.nearest);
        snprintf(more, sizeof more, "; did you mean %s?", shown);
    }
    file_quote(shown, word);
    file_complain(out->message, "read", shown, error, more);
    return error;
}

static bool make_room(Input *input, size_t *capacity) {
    size_t wanted = *capacity ? *capacity * 2 : FIRST_ROOM;
    if (wanted > input->most) wanted = input->most;
    char *bytes = realloc(input->bytes, wanted + 1); /* with its NUL */
    if (!bytes) return false;
    input->bytes = bytes;
    *capacity = wanted;
    return true;
}

/* Goes by what read says, not by the file's size: it may be a pipe, or grow. */
static int read_all(int descriptor, Input *input) {
    size_t capacity = 0;
    while (input->length < input->most) {
        if (input->length == capacity && !make_room(input, &capacity)) return ENOMEM;
        const ssize_t got = read(descriptor, input->bytes + input->length, capacity - input->length);
        if (got > 0)
            input->length += (size_t)got;
        else if (got == 0)
            break;
        else if (errno == EAGAIN)
            poll(&(struct pollfd){.fd = descriptor, .events = POLLIN}, 1, -1);
        else if (errno != EINTR)
            return errno;
    }
    input->bytes[input->length] = '\0';
    return 0;
}

static int read_open(int descriptor, const char *name, Input *out) {
    struct stat file;
    if (fstat(descriptor, &file) == 0 && S_ISREG(file.st_mode))
        out->identity = (FileIdentity){file.st_dev, file.st_ino};
    out->name = strdup(name);
    return out->name ? read_all(descriptor, out) : ENOMEM;
}

static int read_path(const char *word, bool is_ordinary, Input *out, Text *path) {
    char shown[FILE_SHOWN] = "standard input";
    const bool is_standard = strcmp(word, "-") == 0;
    int descriptor = STDIN_FILENO, error = 0;
    text_add(path, word);
    if (!is_standard) {
        error = is_ordinary ? open_ordinary(word, &descriptor) : open_file(word, &descriptor);
        if (error == ENOENT && *word && !strchr(word, '/')) {
            error = open_shipped(word, out, path, &descriptor);
        }
        file_quote(shown, path->failed ? word : path->bytes);
    }
    if (!error)
        error = path->failed ? ENOMEM : read_open(descriptor, is_standard ? "<stdin>" : path->bytes, out);
    if (error && !out->message[0]) file_complain(out->message, "read", shown, error, "");
    if (!is_standard && descriptor >= 0) close(descriptor);
    return error;
}

int input_read(const char *path, Input *out) {
    return input_read_most(path, INPUT_MOST, out);
}

static int read_from(const char *path, bool is_ordinary, size_t most, Input *out) {
    *out = (Input){.most = most};
    Text opened = {0};
    out->error = read_path(path, is_ordinary, out, &opened);
    text_free(&opened);
    if (!out->error) return 0;
    input_free(out);
    return 3;
}

int input_read_most(const char *path, size_t most, Input *out) {
    return read_from(path, false, most, out);
}

int input_read_ordinary(const char *path, size_t most, Input *out) {
    return read_from(path, true, most, out);
}

void input_free(Input *input) {
    free(input->bytes);
    free(input->name);
    input->bytes = input->name = NULL;
    input->length = 0;
}
