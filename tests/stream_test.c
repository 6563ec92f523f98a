/* A reader that goes away: what it was given ends on a whole row, and nobody is told. It reads from a socket
 * that keeps each write apart, so that it goes away between two of them and luck has no say. */
#include "tests/support/call.h"

#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ROOM = 1 << 20 };

/* Rows enough for several writes. */
static const char MANY[] = "about: a\nrun: 90d\nhosts: {kms1: {up: false}}\n"
                           "machines: {lab: {product: office-ltsc, count: 9}}\n";

typedef struct {
    const char *name, *line;
    int writes; /* that are read */
    char last;  /* byte of a row; of Perfetto's the comma and the newline come before the next */
} Reader;

static const Reader READERS[] = {
    {"json_lines_end_on_a_row_after_one_write", "exec leaselab trace x.yaml 2>said", 1, '\n'},
    {"json_lines_end_on_a_row_after_two_writes", "exec leaselab trace x.yaml 2>said", 2, '\n'},
    {"csv_ends_on_a_row", "exec leaselab trace x.yaml -f csv 2>said", 1, '\n'},
    {"perfetto_ends_on_a_row", "exec leaselab trace x.yaml -f perfetto 2>said", 1, '}'},
    {"a_story_told_row_by_row_ends_on_one", "exec leaselab run -v x.yaml 2>said", 1, '\n'},
    {"an_output_by_the_name_of_standard_output_too", "exec leaselab trace x.yaml -o /dev/stdout 2>said", 1,
     '\n'},
    {"nothing_at_all_is_read", "exec leaselab trace x.yaml 2>said", 0, '\n'},
};

/* Starts the line with the other end of the socket as standard output; answers its process. */
static pid_t start(const char *line, int *out_ours) {
    int ends[2];
    assert_int_equal(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends), 0);
    fflush(NULL);
    const pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        dup2(ends[1], 1);
        execl("/bin/sh", "sh", "-c", line, (char *)NULL);
        _exit(127);
    }
    close(ends[1]);
    *out_ours = ends[0];
    return child;
}

static int end_of(pid_t child) {
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

static void test_reader(void **state) {
    const Reader *reader = *state;
    static char bytes[ROOM];
    size_t length = 0;
    int ours;
    call_put("x.yaml", MANY);
    const pid_t child = start(reader->line, &ours);
    for (int w = 0; w < reader->writes; w++) {
        const ssize_t got = read(ours, bytes + length, ROOM - length);
        assert_true(got > 1000);
        length += (size_t)got;
        assert_int_equal(bytes[length - 1], reader->last);
    }
    close(ours);
    assert_int_equal(end_of(child), 141);
    char *said = sandbox_read("said", NULL), *whole = call_out(reader->line);
    assert_string_equal(said, "");
    assert_true(strlen(whole) > length);
    assert_memory_equal(whole, bytes, length);
    free(said);
    free(whole);
}

int main(void) {
    for (size_t r = 0; r < sizeof READERS / sizeof *READERS; r++)
        call_add(READERS[r].name, test_reader, &READERS[r]);
    return call_run_group("stream");
}
