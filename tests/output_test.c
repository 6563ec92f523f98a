/* Where output goes by the name it is given, what it may not touch, and what is left when a stream is cut
 * off. Faults and signals in the middle: output_fault_test.c. */
#include "tests/test.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/support/sandbox.h"
#include "ui/cli/output.h"

static char *home; /* each test's own; also the working directory */

static int enter_sandbox(void **state) {
    (void)state;
    umask(022);
    home = sandbox_make();
    return chdir(home);
}

static int leave_sandbox(void **state) {
    (void)state;
    if (chdir("/") != 0) return -1;
    sandbox_remove(home);
    return 0;
}

static void put(const char *path, const char *text) {
    sandbox_write(path, text, strlen(text));
}

static void assert_holds(const char *path, const char *text) {
    char *bytes = sandbox_read(path, NULL);
    assert_non_null(bytes);
    assert_string_equal(bytes, text);
    free(bytes);
}

static void assert_names(const char *expected) {
    char *list = sandbox_list(home);
    assert_string_equal(list, expected);
    free(list);
}

static mode_t mode_of(const char *path) {
    struct stat file;
    assert_int_equal(lstat(path, &file), 0);
    return file.st_mode;
}

static OutputStatus write_text(Output *output, const char *path, const char *text) {
    output_open(output, path, NULL, 0);
    output_add(output, text, strlen(text));
    return output_commit(output);
}

static void assert_written(const char *path, const char *text) {
    Output output;
    assert_int_equal(write_text(&output, path, text), OUTPUT_OK);
    assert_string_equal(output.message, "");
}

static void a_new_file_appears_whole_at_commit_and_not_before(void **state) {
    (void)state;
    Output output;
    assert_int_equal(output_open(&output, "new", NULL, 0), OUTPUT_OK);
    assert_int_equal(output_add(&output, "one\n", 4), OUTPUT_OK);
    assert_int_not_equal(access("new", F_OK), 0);
    assert_int_equal(output_add(&output, "two\n", 4), OUTPUT_OK);
    assert_int_equal(output_commit(&output), OUTPUT_OK);
    assert_holds("new", "one\ntwo\n");
    assert_int_equal(mode_of("new"), S_IFREG | 0644);
    assert_names("new ");
}

/* So short that a block holds more of them than it keeps the ends of. */
static void many_short_rows_arrive_as_they_are(void **state) {
    (void)state;
    enum { ROWS = 20000 };
    for (int in_place = 0; in_place < 2; in_place++) {
        char expected[2 * ROWS + 1];
        Output output;
        assert_int_equal(output_open(&output, "new", NULL, 0), OUTPUT_OK);
        for (int i = 0; i < ROWS; i++) {
            const char row[] = {(char)('a' + i % 26), '\n'};
            char *room = in_place ? output_room(&output, OUTPUT_ROOM) : NULL;
            assert_int_equal(room != NULL, in_place);
            if (room) memcpy(room, row, sizeof row);
            if (room)
                output_took(&output, sizeof row);
            else
                output_add(&output, row, sizeof row);
            memcpy(expected + 2 * i, row, sizeof row);
        }
        expected[2 * ROWS] = '\0';
        assert_int_equal(output_commit(&output), OUTPUT_OK);
        assert_holds("new", expected);
    }
}

static void after_trouble_there_is_no_room(void **state) {
    (void)state;
    Output output;
    output_open(&output, "/dev/full", NULL, 0);
    char *room;
    while ((room = output_room(&output, OUTPUT_ROOM))) {
        memset(room, 'x', OUTPUT_ROOM);
        output_took(&output, OUTPUT_ROOM);
    }
    assert_int_equal(output_commit(&output), OUTPUT_FAILED);
}

static void an_empty_output_is_an_empty_file(void **state) {
    (void)state;
    assert_written("new", "");
    assert_holds("new", "");
}

static void what_is_abandoned_leaves_nothing(void **state) {
    (void)state;
    put("old", "old\n");
    static const char *const PATHS[] = {"new", "old"};
    for (int i = 0; i < 2; i++) {
        Output output;
        output_open(&output, PATHS[i], NULL, 0);
        output_add(&output, "half", 4);
        output_abandon(&output);
        output_abandon(&output);
    }
    assert_names("old ");
    assert_holds("old", "old\n");
}

static void a_replaced_file_keeps_its_mode_and_owner(void **state) {
    (void)state;
    static const mode_t MODES[] = {0600, 0640, 0666, 0755};
    struct stat file;
    for (size_t i = 0; i < sizeof MODES / sizeof *MODES; i++) {
        put("old", "old\n");
        assert_int_equal(chmod("old", MODES[i]), 0);
        const bool is_given = chown("old", 1234, 5678) == 0; /* root only */
        assert_written("old", "new\n");
        assert_holds("old", "new\n");
        assert_int_equal(stat("old", &file), 0);
        assert_int_equal(file.st_mode & 07777, MODES[i]);
        assert_int_equal(file.st_uid, is_given ? 1234 : geteuid());
        assert_int_equal(unlink("old"), 0);
    }
    assert_names("");
}

static void other_hard_links_keep_the_old_bytes(void **state) {
    (void)state;
    put("old", "old\n");
    assert_int_equal(link("old", "twin"), 0);
    assert_written("old", "new\n");
    assert_holds("twin", "old\n");
}

static void a_link_stays_and_its_target_is_written(void **state) {
    (void)state;
    static const char *const LINKS[][2] = {/* target, name */
                                           {"old", "link"},      {"link", "sub/../chain"},
                                           {"../old", "sub/up"}, {"nowhere", "dangling"},
                                           {"sub/no", "deep"},   {"sub", "way"}};
    static const char *const WRITTEN[][2] = {/* by this name, into this file */
                                             {"link", "old"},         {"chain", "old"},   {"sub/up", "old"},
                                             {"dangling", "nowhere"}, {"deep", "sub/no"}, {"way/x", "sub/x"}};
    put("old", "old\n");
    assert_int_equal(mkdir("sub", 0777), 0);
    for (size_t i = 0; i < sizeof LINKS / sizeof *LINKS; i++)
        assert_int_equal(symlink(LINKS[i][0], LINKS[i][1]), 0);
    for (size_t i = 0; i < sizeof WRITTEN / sizeof *WRITTEN; i++) {
        assert_written(WRITTEN[i][0], WRITTEN[i][0]);
        assert_holds(WRITTEN[i][1], WRITTEN[i][0]);
        assert_true(S_ISREG(mode_of(WRITTEN[i][1])));
    }
    for (size_t i = 0; i < sizeof LINKS / sizeof *LINKS; i++) assert_true(S_ISLNK(mode_of(LINKS[i][1])));
    assert_names("chain dangling deep link nowhere old sub way ");
}

static void what_cannot_be_written_is_said_with_its_name(void **state) {
    (void)state;
    char longest[NAME_MAX + 2];
    memset(longest, 'n', sizeof longest - 1);
    longest[sizeof longest - 1] = '\0';
    const struct {
        const char *path, *says;
    } CASES[] = {
        {".", "'.': Is a directory"},
        {"sub", "'sub': Is a directory"},
        {"sub/", "'sub/': Is a directory"},
        {"to-sub", "'to-sub': Is a directory"},
        {"no/file", "'no/file': No such file or directory"},
        {"no/", "'no/': No such file or directory"},
        {"", "'': No such file or directory"},
        {"old/file", "'old/file': Not a directory"},
        {"loop", "'loop': Too many levels of symbolic links"},
        {"a\x1b[2J\n/x", "'a\\x1b[2J\\x0a/x': No such file or directory"},
        {longest, "File name too long"},
    };
    put("old", "old\n");
    assert_int_equal(mkdir("sub", 0777), 0);
    assert_int_equal(symlink("sub", "to-sub") | symlink("loop", "loop"), 0);
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        Output output;
        assert_int_equal(output_open(&output, CASES[i].path, NULL, 0), OUTPUT_FAILED);
        assert_non_null(strstr(output.message, CASES[i].says));
        assert_memory_equal(output.message, "leaselab: error: cannot write '", 31);
        assert_int_equal(output.message[strlen(output.message) - 1], '\n');
        assert_int_equal(output_add(&output, "x", 1), OUTPUT_FAILED);
        assert_int_equal(output_commit(&output), OUTPUT_FAILED);
    }
    assert_names("loop old sub to-sub ");
    assert_holds("old", "old\n");
}

/* Status 98: as an ordinary user this could be written after all, or another thing was said. */
static int write_as_nobody(void *path) {
    Output output;
    if (geteuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0)) return 97;
    const OutputStatus status = write_text(&output, path, "new\n");
    return strstr(output.message, "Permission denied") ? (int)status : 98;
}

static void what_one_may_not_write_to_is_not_replaced(void **state) {
    (void)state;
    put("mine", "old\n");
    assert_int_equal(mkdir("shut", 0777), 0);
    put("shut/open", "old\n");
    assert_int_equal(chmod(home, 0777) | chmod("mine", 0444) | chmod("shut/open", 0666) | chmod("shut", 0555),
                     0);
    static const char *const PATHS[] = {"mine", "shut/open", "shut/new"};
    for (int i = 0; i < 3; i++)
        assert_int_equal(child_run(write_as_nobody, (void *)(uintptr_t)PATHS[i], 1), OUTPUT_FAILED);
    assert_holds("mine", "old\n");
    assert_holds("shut/open", "old\n");
    assert_names("mine shut ");
    assert_int_equal(chmod("shut", 0755), 0);
}

static FileIdentity identity_of(const char *path) {
    struct stat file;
    assert_int_equal(stat(path, &file), 0);
    return (FileIdentity){file.st_dev, file.st_ino};
}

static int append_to_standard_output(void *input) {
    Output output;
    const OutputStatus status = output_open(&output, NULL, input, 1);
    return strstr(output.message, "standard output is the file that is read") ? (int)status : 98;
}

static void an_input_is_not_written_over_by_any_name(void **state) {
    (void)state;
    put("in", "in\n");
    put("other", "other\n");
    assert_int_equal(link("in", "hard") | symlink("in", "soft") | symlink("soft", "softer"), 0);
    const FileIdentity inputs[] = {identity_of("other"), {0}, identity_of("in")};
    static const char *const NAMES[] = {"in", "./in", "hard", "soft", "softer", "other"};
    Output output;
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
        assert_int_equal(output_open(&output, NAMES[i], inputs, 3), OUTPUT_CALL);
        assert_non_null(strstr(output.message, "is the file that is read"));
        assert_int_equal(output_commit(&output), OUTPUT_CALL);
    }
    const int out = open("in", O_WRONLY | O_APPEND | O_CLOEXEC);
    FileIdentity in = inputs[2];
    assert_int_equal(child_run(append_to_standard_output, &in, out), OUTPUT_CALL);
    close(out);
    assert_holds("in", "in\n");
    const FileIdentity null = identity_of("/dev/null");
    assert_int_equal(output_open(&output, "/dev/null", &null, 1), OUTPUT_OK); /* no file to lose */
    assert_int_equal(output_commit(&output), OUTPUT_OK);
}

static void devices_and_pipes_are_written_through(void **state) {
    (void)state;
    char bytes[8] = {0};
    Output output;
    assert_written("/dev/null", "text\n");
    assert_true(S_ISCHR(mode_of("/dev/null")));
    assert_int_equal(symlink("/dev/full", "full"), 0);
    static const char *const FULL[] = {"/dev/full", "full"};
    for (int i = 0; i < 2; i++) {
        assert_int_equal(write_text(&output, FULL[i], "text\n"), OUTPUT_FAILED);
        assert_non_null(strstr(output.message, "No space left on device"));
    }
    assert_true(S_ISCHR(mode_of("/dev/full")));
    assert_int_equal(mkfifo("fifo", 0666), 0);
    const int reader = open("fifo", O_RDWR | O_CLOEXEC);
    assert_written("fifo", "text\n");
    assert_int_equal(read(reader, bytes, sizeof bytes), 5);
    assert_string_equal(bytes, "text\n");
    assert_true(S_ISFIFO(mode_of("fifo")));
    close(reader);
}

typedef struct {
    const char *path, *text, *says; /* says: "" nothing */
} Streamed;

static int stream(void *argument) {
    const Streamed *wanted = argument;
    Output output;
    output_setup();
    const OutputStatus status = write_text(&output, wanted->path, wanted->text);
    return strcmp(output.message, wanted->says) == 0 ? (int)status : 98;
}

static void standard_output_has_many_names(void **state) {
    (void)state;
    static const char *const NAMES[] = {NULL, "-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1", "link"};
    assert_int_equal(symlink("/dev/stdout", "link"), 0);
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
        put("out", "before\n");
        const ino_t inode = identity_of("out").inode;
        const int out = open("out", O_WRONLY | O_APPEND | O_CLOEXEC);
        assert_int_equal(child_run(stream, &(Streamed){NAMES[i], "after\n", ""}, out), OUTPUT_OK);
        close(out);
        assert_holds("out", "before\nafter\n");
        assert_true(identity_of("out").inode == inode);
    }
    assert_names("link out ");
}

static void a_full_disk_is_found_by_the_last_flush(void **state) {
    (void)state;
    const int out = open("/dev/full", O_WRONLY | O_CLOEXEC);
    static const char says[] = "leaselab: error: cannot write standard output: No space left on device\n";
    assert_int_equal(child_run(stream, &(Streamed){NULL, "x", says}, out), OUTPUT_FAILED);
    assert_int_equal(child_run(stream, &(Streamed){NULL, "", ""}, out), OUTPUT_OK);
    close(out);
}

static void a_closed_standard_output_matters_only_when_something_is_written(void **state) {
    (void)state;
    static const char says[] = "leaselab: error: cannot write standard output: Bad file descriptor\n";
    assert_int_equal(child_run(stream, &(Streamed){NULL, "x", says}, -1), OUTPUT_FAILED);
    assert_int_equal(child_run(stream, &(Streamed){NULL, "", ""}, -1), OUTPUT_OK);
    assert_int_equal(child_run(stream, &(Streamed){"new", "x", ""}, -1), OUTPUT_OK);
    assert_holds("new", "x");
}

static int use_closed_descriptors(void *nothing) {
    char byte;
    (void)nothing;
    for (int i = 0; i < 3; i++) close(i);
    output_setup();
    if (read(0, &byte, 1) != -1 || errno != EBADF) return 90;
    if (write(1, "x", 1) != -1 || errno != EBADF) return 91;
    return open("/", O_RDONLY | O_CLOEXEC) > 2 ? 0 : 92;
}

static void no_file_lands_on_a_closed_standard_descriptor(void **state) {
    (void)state;
    assert_int_equal(child_run(use_closed_descriptors, NULL, 1), 0);
}

static void a_reader_that_went_away_is_silence_and_141(void **state) {
    (void)state;
    int ends[2];
    assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
    close(ends[0]);
    assert_int_equal(child_run(stream, &(Streamed){NULL, "x", ""}, ends[1]), OUTPUT_GONE);
    close(ends[1]);
}

typedef struct {
    size_t row, limit; /* bytes of a row with its newline, and that fit into the file */
} Cut;

static int stream_until_full(void *argument) {
    const Cut *cut = argument;
    const struct rlimit limit = {cut->limit, cut->limit};
    Output output;
    output_setup();
    if (setrlimit(RLIMIT_FSIZE, &limit) != 0) return 97;
    char *row = malloc(cut->row);
    memset(row, 'r', cut->row);
    row[cut->row / 2] = '\n'; /* as in a quoted cell: no end of a row */
    row[cut->row - 1] = '\n';
    output_open(&output, NULL, NULL, 0);
    for (size_t i = 0; i <= cut->limit / cut->row; i++) output_add(&output, row, cut->row);
    free(row);
    return output_commit(&output) == OUTPUT_FAILED && strstr(output.message, "File too large") ? 3 : 98;
}

static void a_stream_that_is_cut_off_ends_on_a_whole_row(void **state) {
    (void)state;
    static const Cut CUTS[] = {{10, 5},       {10, 10},       {10, 12345},     {7, 65536},      {3, 100000},
                               {9999, 70000}, {65536, 65537}, {65537, 200000}, {100000, 99999}, {2, 40001}};
    for (size_t i = 0; i < sizeof CUTS / sizeof *CUTS; i++) {
        size_t length;
        const int out = open("out", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
        assert_int_equal(child_run(stream_until_full, (void *)(uintptr_t)&CUTS[i], out), OUTPUT_FAILED);
        close(out);
        char *bytes = sandbox_read("out", &length);
        assert_int_equal(length % CUTS[i].row, 0);
        assert_int_equal(length / CUTS[i].row, CUTS[i].limit / CUTS[i].row);
        free(bytes);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, enter_sandbox, leave_sandbox)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(a_new_file_appears_whole_at_commit_and_not_before),
        TEST(many_short_rows_arrive_as_they_are),
        TEST(after_trouble_there_is_no_room),
        TEST(an_empty_output_is_an_empty_file),
        TEST(what_is_abandoned_leaves_nothing),
        TEST(a_replaced_file_keeps_its_mode_and_owner),
        TEST(other_hard_links_keep_the_old_bytes),
        TEST(a_link_stays_and_its_target_is_written),
        TEST(what_cannot_be_written_is_said_with_its_name),
        TEST(what_one_may_not_write_to_is_not_replaced),
        TEST(an_input_is_not_written_over_by_any_name),
        TEST(devices_and_pipes_are_written_through),
        TEST(standard_output_has_many_names),
        TEST(a_full_disk_is_found_by_the_last_flush),
        TEST(a_closed_standard_output_matters_only_when_something_is_written),
        TEST(no_file_lands_on_a_closed_standard_descriptor),
        TEST(a_reader_that_went_away_is_silence_and_141),
        TEST(a_stream_that_is_cut_off_ends_on_a_whole_row),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
