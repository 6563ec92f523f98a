#include "tests/support/sandbox.h"

#include <dirent.h>
#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

void need(int is_so, const char *what) {
    if (is_so) return;
    perror(what);
    exit(99);
}

char *sandbox_make(void) {
    const char *where = getenv("TMPDIR");
    char *directory = NULL;
    need(asprintf(&directory, "%s/leaselab-test-XXXXXX", where && *where ? where : "/tmp") > 0, "asprintf");
    need(mkdtemp(directory) != NULL, directory);
    return directory;
}

static int remove_one(const char *path, const struct stat *file, int kind, struct FTW *walk) {
    (void)file, (void)kind, (void)walk;
    return remove(path);
}

void sandbox_remove(char *directory) {
    need(nftw(directory, remove_one, 16, FTW_DEPTH | FTW_PHYS) == 0, directory);
    free(directory);
}

char *sandbox_path(const char *directory, const char *name) {
    char *path = NULL;
    need(asprintf(&path, "%s/%s", directory, name) > 0, "asprintf");
    return path;
}

void sandbox_write(const char *path, const char *bytes, size_t length) {
    FILE *file = fopen(path, "w");
    need(file && fwrite(bytes, 1, length, file) == length && fclose(file) == 0, path);
}

static char *read_descriptor(int descriptor, size_t *out_length) {
    size_t length = 0, capacity = 4096;
    char *bytes = malloc(capacity + 1);
    for (ssize_t got = 1; got > 0; length += (size_t)got) {
        if (length == capacity) bytes = realloc(bytes, (capacity *= 2) + 1);
        need(bytes != NULL, "malloc");
        got = read(descriptor, bytes + length, capacity - length);
        need(got >= 0, "read");
    }
    bytes[length] = '\0';
    if (out_length) *out_length = length;
    return bytes;
}

char *sandbox_read(const char *path, size_t *out_length) {
    const int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return NULL;
    char *bytes = read_descriptor(descriptor, out_length);
    close(descriptor);
    return bytes;
}

char *sandbox_list(const char *directory) {
    struct dirent **entries;
    size_t length;
    char *list;
    const int count = scandir(directory, &entries, NULL, alphasort);
    FILE *stream = open_memstream(&list, &length);
    need(count >= 0 && stream, directory);
    for (int i = 0; i < count; i++) {
        if (strcmp(entries[i]->d_name, ".") != 0 && strcmp(entries[i]->d_name, "..") != 0)
            fprintf(stream, "%s ", entries[i]->d_name);
        free(entries[i]);
    }
    free(entries);
    fclose(stream);
    return list;
}

int program_status(int waited) {
    return WIFSIGNALED(waited) ? 128 + WTERMSIG(waited) : WEXITSTATUS(waited);
}

static int wait_for(pid_t child) {
    int status;
    need(waitpid(child, &status, 0) == child, "waitpid");
    return program_status(status);
}

int sandbox_memory_file(const char *text) {
    const int descriptor = memfd_create("sandbox", MFD_CLOEXEC);
    const size_t length = strlen(text);
    need(descriptor >= 0 && write(descriptor, text, length) == (ssize_t)length, "memfd_create");
    return descriptor;
}

void program_become(const char *const argv[], const int ends[3]) {
    static const int ENDING[] = {SIGINT, SIGTERM, SIGHUP};
    for (int i = 0; i < 3; i++) dup2(ends[i], i);
    for (int i = 0; i < 3; i++) signal(ENDING[i], SIG_DFL); /* we ourselves may run under nohup */
    execvp(argv[0], (char *const *)(uintptr_t)argv);
    _exit(127);
}

void program_take(Ran *ran, const int ends[3]) {
    for (int i = 1; i < 3; i++) need(lseek(ends[i], 0, SEEK_SET) == 0, "lseek");
    ran->out = read_descriptor(ends[1], &ran->out_length);
    ran->err = read_descriptor(ends[2], &ran->err_length);
}

Ran program_run(const char *const argv[], const char *stdin_text) {
    Ran ran = {0};
    const int ends[] = {sandbox_memory_file(stdin_text ? stdin_text : ""), sandbox_memory_file(""),
                        sandbox_memory_file("")};
    need(lseek(ends[0], 0, SEEK_SET) == 0, "lseek");
    fflush(NULL);
    const pid_t child = fork();
    need(child >= 0, "fork");
    if (child == 0) program_become(argv, ends);
    ran.status = wait_for(child);
    program_take(&ran, ends);
    for (int i = 0; i < 3; i++) close(ends[i]);
    return ran;
}

int child_run(int (*act)(void *), void *argument, int out) {
    fflush(NULL);
    const pid_t child = fork();
    need(child >= 0, "fork");
    if (child > 0) return wait_for(child);
    if (out >= 0)
        dup2(out, 1);
    else
        close(1);
    _exit(act(argument));
}

void program_free(Ran *ran) {
    free(ran->out);
    free(ran->err);
    *ran = (Ran){0};
}
