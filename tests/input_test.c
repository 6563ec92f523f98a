/* Scenario files read whole however they come, and the scenarios that ship found by their bare names. Started
 * as `input_test --read NAME` it only reads, so that a copy of it can be put beside scenarios of its own. */
#undef _FORTIFY_SOURCE /* it would make `read` an inline function */
#include "tests/test.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/auxv.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "sim/base/limits.h"
#include "tests/support/sandbox.h"
#include "ui/cli/input.h"

/* What goes wrong in read, which stands here before libc's. */
static struct {
    int nth, error; /* the nth call (from 1) fails */
    size_t most;    /* bytes that one call gives; 0: all */
    int grows;      /* a descriptor that a byte is written to before each call; or 0 */
    int seen;
} luck;

ssize_t read(int descriptor, void *bytes, size_t length) {
    if (++luck.seen == luck.nth) {
        errno = luck.error;
        return -1;
    }
    if (luck.most && length > luck.most) length = luck.most;
    if (luck.grows && luck.seen <= 5 && write(luck.grows, "+", 1) != 1) return -1;
    return syscall(SYS_read, descriptor, bytes, length);
}

static char *home, *program;

static int enter_sandbox(void **state) {
    (void)state;
    home = sandbox_make();
    return chdir(home);
}

static int leave_sandbox(void **state) {
    (void)state;
    memset(&luck, 0, sizeof luck);
    unsetenv("LEASELAB_SCENARIOS");
    if (chdir("/") != 0) return -1;
    sandbox_remove(home);
    return 0;
}

static void assert_reads(const char *path, const char *bytes, size_t length) {
    Input input;
    assert_int_equal(input_read(path, &input), 0);
    assert_string_equal(input.message, "");
    assert_int_equal(input.length, length);
    assert_memory_equal(input.bytes, bytes, length);
    assert_int_equal(input.bytes[length], '\0');
    input_free(&input);
    input_free(&input);
}

static void assert_says(const char *path, const char *says) {
    Input input;
    assert_int_equal(input_read(path, &input), 3);
    assert_string_equal(input.message, says);
    assert_null(input.bytes);
    assert_null(input.name);
    input_free(&input);
}

static void a_file_is_read_to_its_last_byte(void **state) {
    (void)state;
    static const size_t LENGTHS[] = {
        0, 1, 65535, 65536, 65537, 1000000, LIMIT_FILE_BYTES, LIMIT_FILE_BYTES + 1};
    char *bytes = malloc(LIMIT_FILE_BYTES + 1);
    for (size_t i = 0; i <= LIMIT_FILE_BYTES; i++) bytes[i] = (char)(i * 7 + i / 251); /* NULs among them */
    for (size_t i = 0; i < sizeof LENGTHS / sizeof *LENGTHS; i++) {
        sandbox_write("file", bytes, LENGTHS[i]);
        assert_reads("file", bytes, LENGTHS[i]);
    }
    free(bytes);
}

static void what_is_too_long_is_read_one_byte_past_the_limit(void **state) {
    (void)state;
    Input input;
    sandbox_write("file", "", 0);
    assert_int_equal(truncate("file", 3L * LIMIT_FILE_BYTES), 0);
    static const char *const PATHS[] = {"file", "/dev/zero"};
    for (int i = 0; i < 2; i++) {
        assert_int_equal(input_read(PATHS[i], &input), 0);
        assert_int_equal(input.length, LIMIT_FILE_BYTES + 1);
        input_free(&input);
    }
}

static void short_and_interrupted_reads_are_gone_on_with(void **state) {
    (void)state;
    static const int ERRORS[] = {EINTR, EAGAIN};
    sandbox_write("file", "run: 30d\n", 9);
    for (int i = 0; i < 2; i++)
        for (int nth = 1; nth < 7; nth++) {
            luck.nth = nth;
            luck.error = ERRORS[i];
            luck.most = 2;
            luck.seen = 0;
            assert_reads("file", "run: 30d\n", 9);
            assert_true(luck.seen > 5);
        }
}

static void a_file_that_grows_is_read_to_where_it_ends_at_last(void **state) {
    (void)state;
    sandbox_write("file", "text", 4);
    luck.grows = open("file", O_WRONLY | O_APPEND | O_CLOEXEC);
    assert_reads("file", "text+++++", 9); /* a byte before each of the first five calls */
    close(luck.grows);
}

static void what_cannot_be_read_is_said_with_its_name(void **state) {
    (void)state;
    static const char *const CASES[][2] = {
        {"no/such", "'no/such': No such file or directory"},
        {"nosuch", "'nosuch': No such file or directory"},
        {"", "'': No such file or directory"},
        {"sub", "'sub': Is a directory"},
        {"file/x", "'file/x': Not a directory"},
        {"loop", "'loop': Too many levels of symbolic links"},
        {"\x1b[2J\n\xff/", "'\\x1b[2J\\x0a\\xff/': No such file or directory"},
        {"%s%n", "'%s%n': No such file or directory"},
    };
    sandbox_write("file", "text", 4);
    assert_int_equal(mkdir("sub", 0777) | symlink("loop", "loop"), 0);
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        char says[200];
        snprintf(says, sizeof says, "leaselab: error: cannot read %s\n", CASES[i][1]);
        assert_says(CASES[i][0], says);
    }
    luck.nth = luck.seen + 1;
    luck.error = EIO;
    assert_says("file", "leaselab: error: cannot read 'file': Input/output error\n");
}

static int read_as_nobody(void *path) {
    Input input;
    if (geteuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0)) return 97;
    const int status = input_read(path, &input);
    return strstr(input.message, "'secret': Permission denied") ? status : 98;
}

static void what_one_may_not_read_is_said(void **state) {
    (void)state;
    char path[] = "secret";
    sandbox_write(path, "text", 4);
    assert_int_equal(chmod(path, 0) | chmod(home, 0755), 0);
    assert_int_equal(child_run(read_as_nobody, path, 1), 3);
}

static int read_standard_input(void *source) {
    Input input;
    const char *path = source;
    const int descriptor = *path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
    if (descriptor >= 0)
        dup2(descriptor, 0);
    else
        close(0);
    const int status = input_read("-", &input);
    if (status)
        return strcmp(input.message, "leaselab: error: cannot read standard input: Bad file descriptor\n")
                   ? 98
                   : status;
    const bool is_right =
        input.length == 4 && !memcmp(input.bytes, "text", 4) && !strcmp(input.name, "<stdin>");
    input_free(&input);
    return is_right ? 0 : 99;
}

static void a_dash_is_standard_input(void **state) {
    (void)state;
    char path[] = "-", closed[] = "";
    sandbox_write(path, "text", 4);
    assert_int_equal(child_run(read_standard_input, path, 1), 0);
    assert_int_equal(child_run(read_standard_input, closed, 1), 3);
    assert_reads("./-", "text", 4);
}

static void a_file_is_known_by_whatever_name_and_a_pipe_by_none(void **state) {
    (void)state;
    static const char *const NAMES[] = {"file", "hard", "soft"};
    struct stat file;
    Input input;
    sandbox_write("file", "text", 4);
    assert_int_equal(link("file", "hard") | symlink("file", "soft") | stat("file", &file), 0);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(input_read(NAMES[i], &input), 0);
        assert_true(input.identity.device == file.st_dev && input.identity.inode == file.st_ino);
        assert_string_equal(input.name, NAMES[i]);
        input_free(&input);
    }
    assert_int_equal(input_read("/dev/null", &input), 0);
    assert_true(input.identity.device == 0 && input.identity.inode == 0);
    input_free(&input);
}

static const char *const SHIPPED[] = {"05-fifth-laptop.yaml",
                                      "06-cloned-image.yaml",
                                      "10-cloned-image.yaml",
                                      "11-no-renewal.yaml",
                                      "12-no-renewals.yaml",
                                      "README",
                                      "13-.yaml",
                                      "unnumbered.yaml",
                                      "14-a.b.yaml"};

static void ship(const char *directory) {
    assert_int_equal(mkdir(directory, 0777), 0);
    for (size_t i = 0; i < sizeof SHIPPED / sizeof *SHIPPED; i++) {
        char *path = sandbox_path(directory, SHIPPED[i]);
        sandbox_write(path, path, strlen(path));
        free(path);
    }
}

static void a_shipped_scenario_is_found_by_its_bare_name(void **state) {
    (void)state;
    static const char *const CASES[][2] = {
        {"fifth-laptop", "ours/05-fifth-laptop.yaml"},
        {"05-fifth-laptop", "ours/05-fifth-laptop.yaml"},
        {"fifth-laptop.yaml", "ours/05-fifth-laptop.yaml"},
        {"05-fifth-laptop.yaml", "ours/05-fifth-laptop.yaml"},
        {"cloned-image", "ours/06-cloned-image.yaml"},
        {"10-cloned-image", "ours/10-cloned-image.yaml"},
        {"unnumbered", "ours/unnumbered.yaml"},
        {"a.b", "ours/14-a.b.yaml"},
    };
    ship("ours");
    setenv("LEASELAB_SCENARIOS", "ours", 1);
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        Input input;
        assert_int_equal(input_read(CASES[i][0], &input), 0);
        assert_string_equal(input.name, CASES[i][1]);
        assert_string_equal(input.bytes, CASES[i][1]);
        assert_true(input.identity.inode != 0);
        input_free(&input);
    }
    sandbox_write("fifth-laptop", "mine", 4);
    assert_reads("fifth-laptop", "mine", 4);
}

static void a_name_that_is_nearly_shipped_gets_a_suggestion(void **state) {
    (void)state;
    static const char *const CASES[][2] = {
        {"fith-laptop", "; did you mean 'fifth-laptop'?"},
        {"Fifth-Laptop.yaml", "; did you mean 'fifth-laptop'?"},
        {"no-renewalss", "; did you mean 'no-renewals'?"},
        {"no-renewax", "; did you mean 'no-renewal'?"},
        {"README", ""},
        {"sixth-desktop", ""},
        {"./fith-laptop", ""},
        {"fifth", ""},
    };
    ship("ours");
    setenv("LEASELAB_SCENARIOS", "ours", 1);
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        char says[200];
        snprintf(says, sizeof says, "leaselab: error: cannot read '%s': No such file or directory%s\n",
                 CASES[i][0], CASES[i][1]);
        assert_says(CASES[i][0], says);
    }
}

static void a_shipped_scenario_that_cannot_be_read_is_named_by_its_path(void **state) {
    (void)state;
    assert_int_equal(mkdir("ours", 0777) | mkdir("ours/01-way.yaml", 0777), 0);
    setenv("LEASELAB_SCENARIOS", "ours", 1);
    assert_says("way", "leaselab: error: cannot read 'ours/01-way.yaml': Is a directory\n");
    assert_int_equal(symlink("nowhere", "ours/02-gone.yaml"), 0);
    assert_says("gone", "leaselab: error: cannot read 'ours/02-gone.yaml': No such file or directory\n");
}

/* A copy of this program at home/build/copy reads `fifth-laptop`. */
static void assert_copy_reads(const char *expected) {
    char *copy = sandbox_path(home, "build/copy");
    Ran ran = program_run((const char *[]){copy, "--read", "fifth-laptop", NULL}, NULL);
    assert_string_equal(ran.out, expected);
    assert_int_equal(ran.status, *expected ? 0 : 3);
    program_free(&ran);
    free(copy);
}

static void shipped_scenarios_lie_beside_the_program(void **state) {
    (void)state;
    size_t length;
    char *bytes = sandbox_read(program, &length), *expected[3];
    assert_int_equal(mkdir("build", 0777), 0);
    sandbox_write("build/copy", bytes, length);
    free(bytes);
    assert_int_equal(chmod("build/copy", 0755), 0);
    static const char *const DIRECTORIES[] = {"share/leaselab/scenarios", "scenarios", "ours"};
    assert_copy_reads("");
    assert_int_equal(mkdir("share", 0777) | mkdir("share/leaselab", 0777), 0);
    for (int i = 0; i < 3; i++) { /* each goes before those that were there already */
        char *directory = sandbox_path(home, DIRECTORIES[i]), name[100];
        ship(directory);
        if (i == 2) setenv("LEASELAB_SCENARIOS", directory, 1);
        snprintf(name, sizeof name, "%s/05-fifth-laptop.yaml", DIRECTORIES[i]);
        expected[i] = sandbox_path(home, name);
        assert_copy_reads(expected[i]);
        free(directory);
    }
    setenv("LEASELAB_SCENARIOS", "/nowhere", 1);
    assert_copy_reads(expected[1]);
    setenv("LEASELAB_SCENARIOS", "", 1);
    assert_copy_reads(expected[1]);
    for (int i = 0; i < 3; i++) free(expected[i]);
}

static void names_are_quoted_harmlessly_and_cut(void **state) {
    (void)state;
    char shown[FILE_SHOWN], name[1000];
    file_quote(shown, "Gr\xc3\xbc\xc3\x9f \x1b]0;\xff\xc2\x9b\xe2\x80\xae%s");
    assert_string_equal(shown, "'Gr\xc3\xbc\xc3\x9f \\x1b]0;\\xff\\x9b\\u202e%s'");
    static const char *const PARTS[] = {"a", "\xe2\x82\xac", "\x1b", "\xf3\xa0\x81\xbf"};
    for (size_t i = 0; i < sizeof PARTS / sizeof *PARTS; i++) {
        name[0] = '\0';
        while (strlen(name) + 5 < sizeof name) strcat(name, PARTS[i]);
        file_quote(shown, name);
        const size_t length = strlen(shown);
        assert_true(length > FILE_SHOWN - 32 && length < FILE_SHOWN);
        assert_string_equal(shown + length - 4, "…'");
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, enter_sandbox, leave_sandbox)

int main(int argc, char **argv) {
    if (argc == 3 && strcmp(argv[1], "--read") == 0) {
        Input input;
        const int status = input_read(argv[2], &input);
        fputs(status ? input.message : input.bytes, status ? stderr : stdout);
        input_free(&input);
        return status;
    }
    const struct CMUnitTest tests[] = {
        TEST(a_file_is_read_to_its_last_byte),
        TEST(what_is_too_long_is_read_one_byte_past_the_limit),
        TEST(short_and_interrupted_reads_are_gone_on_with),
        TEST(a_file_that_grows_is_read_to_where_it_ends_at_last),
        TEST(what_cannot_be_read_is_said_with_its_name),
        TEST(what_one_may_not_read_is_said),
        TEST(a_dash_is_standard_input),
        TEST(a_file_is_known_by_whatever_name_and_a_pipe_by_none),
        TEST(a_shipped_scenario_is_found_by_its_bare_name),
        TEST(a_name_that_is_nearly_shipped_gets_a_suggestion),
        TEST(a_shipped_scenario_that_cannot_be_read_is_named_by_its_path),
        TEST(shipped_scenarios_lie_beside_the_program),
        TEST(names_are_quoted_harmlessly_and_cut),
    };
    program = realpath((const char *)getauxval(AT_EXECFN), NULL);
    const int failed = program ? cmocka_run_group_tests(tests, NULL, NULL) : 99;
    free(program);
    return failed;
}
