/* Output when the world is unlucky: every system call it makes fails, comes up short or is met by a signal,
 * at each place. Whatever happens, the file is the old one or the complete new one, and nothing else is left.
 */
#undef _FORTIFY_SOURCE /* it would make some of the calls inline functions */
#include "tests/test.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "tests/support/sandbox.h"
#include "ui/cli/output.h"
#include "ui/cli/say.h"
#include "ui/cli/sweep_file.h"

typedef enum { NO_CALL, WRITE, FSYNC, CLOSE, LINKAT, RENAMEAT, OPENAT, FCHMOD } Call;

static const char *const CALLS[] = {"nothing", "write",    "fsync",  "close",
                                    "linkat",  "renameat", "openat", "fchmod"};

/* What goes wrong. These stand before libc's calls because the program is linked with them first. */
static struct {
    bool is_on;
    bool is_named;     /* the file system has no nameless files */
    Call call;         /* fails … */
    int nth, error;    /* … when it comes the nth time (from 1), with this … */
    bool for_ever;     /* … and from there on */
    size_t most;       /* bytes that one write takes; 0: all */
    int signal, point; /* a signal comes before or after a call; points count from 1 */
    int seen, points;
} luck;

static void pass_point(void) {
    if (luck.signal && ++luck.points == luck.point) raise(luck.signal);
}

static bool goes_wrong(Call call) {
    if (!luck.is_on) return false;
    pass_point();
    if (call != luck.call) return false;
    luck.seen++;
    if (luck.seen != luck.nth && !(luck.for_ever && luck.seen > luck.nth)) return false;
    errno = luck.error;
    return true;
}

static long after(long result) {
    const int error = errno;
    if (luck.is_on) pass_point();
    errno = error;
    return result;
}

ssize_t write(int descriptor, const void *bytes, size_t length) {
    if (goes_wrong(WRITE)) return -1;
    if (luck.is_on && luck.most && length > luck.most) length = luck.most;
    return after(syscall(SYS_write, descriptor, bytes, length));
}

int fsync(int descriptor) {
    return goes_wrong(FSYNC) ? -1 : (int)after(syscall(SYS_fsync, descriptor));
}

/* The descriptor is gone even when close fails. */
int close(int descriptor) {
    const bool is_wrong = goes_wrong(CLOSE);
    const int error = errno;
    const int result = (int)after(syscall(SYS_close, descriptor));
    if (is_wrong) errno = error;
    return is_wrong ? -1 : result;
}

int linkat(int from, const char *old, int to, const char *new, int flags) {
    return goes_wrong(LINKAT) ? -1 : (int)after(syscall(SYS_linkat, from, old, to, new, flags));
}

int renameat(int from, const char *old, int to, const char *new) {
    return goes_wrong(RENAMEAT) ? -1 : (int)after(syscall(SYS_renameat2, from, old, to, new, 0));
}

int fchmod(int descriptor, mode_t mode) {
    return goes_wrong(FCHMOD) ? -1 : (int)after(syscall(SYS_fchmod, descriptor, mode));
}

int openat(int directory, const char *path, int flags, ...) {
    va_list arguments;
    va_start(arguments, flags);
    const unsigned mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(arguments, unsigned) : 0;
    va_end(arguments);
    if (luck.is_on && luck.is_named && (flags & O_TMPFILE) == O_TMPFILE) {
        errno = EOPNOTSUPP;
        return -1;
    }
    return goes_wrong(OPENAT) ? -1 : (int)after(syscall(SYS_openat, directory, path, flags, mode));
}

/* What another process does before the next lock. */
static const char *taken_away;
static bool is_locked_by_another;

int flock(int descriptor, int how) {
    if (taken_away) unlink(taken_away);
    taken_away = NULL;
    if (!is_locked_by_another) return (int)syscall(SYS_flock, descriptor, how);
    is_locked_by_another = false;
    errno = EWOULDBLOCK;
    return -1;
}

enum { ROWS = 2000, ROW = 100 }; /* more than one block */

static char *home, *target, *new_text;

static int enter_sandbox(void **state) {
    (void)state;
    memset(&luck, 0, sizeof luck);
    home = sandbox_make();
    target = sandbox_path(home, "target");
    new_text = malloc(ROWS * ROW + 1);
    memset(new_text, 'n', ROWS * ROW);
    for (int i = 1; i <= ROWS; i++) new_text[i * ROW - 1] = '\n';
    new_text[ROWS * ROW] = '\0';
    return 0;
}

static int leave_sandbox(void **state) {
    (void)state;
    luck.is_on = false;
    free(new_text);
    free(target);
    sandbox_remove(home);
    return 0;
}

static void begin_with(bool has_old) {
    unlink(target);
    if (!has_old) return;
    sandbox_write(target, "old\n", 4);
    assert_int_equal(chmod(target, 0640), 0);
}

static OutputStatus write_rows(Output *output, const char *path) {
    luck.seen = luck.points = 0;
    luck.is_on = true;
    output_open(output, path, NULL, 0);
    for (int i = 0; i < ROWS; i++) output_add(output, new_text + i * ROW, ROW);
    const OutputStatus status = output_commit(output);
    luck.is_on = false;
    return status;
}

static void assert_old(bool has_old) {
    struct stat file;
    char *bytes = sandbox_read(target, NULL), *names = sandbox_list(home);
    assert_string_equal(names, has_old ? "target " : "");
    if (has_old) assert_string_equal(bytes, "old\n");
    if (has_old) assert_int_equal(stat(target, &file), 0);
    if (has_old) assert_int_equal(file.st_mode & 07777, 0640);
    free(bytes);
    free(names);
}

static void assert_new(void) {
    char *bytes = sandbox_read(target, NULL), *names = sandbox_list(home);
    assert_string_equal(names, "target ");
    assert_string_equal(bytes, new_text);
    free(bytes);
    free(names);
}

/* Answers whether the fault came at all. */
static bool assert_fault_is_told(bool has_old) {
    Output output;
    begin_with(has_old);
    const OutputStatus status = write_rows(&output, target);
    const bool came = luck.seen >= luck.nth;
    if (status == OUTPUT_OK) {
        assert_new(); /* it did not come, or did not matter */
        assert_string_equal(output.message, "");
    } else {
        if (!came) print_error("%s %d of %d\n", CALLS[luck.call], luck.nth, luck.seen);
        assert_true(came);
        assert_int_equal(status, OUTPUT_FAILED);
        assert_non_null(strstr(output.message, strerror(luck.error)));
        assert_non_null(strstr(output.message, "/target'"));
        assert_old(has_old);
    }
    return came;
}

/* Not without /proc, and not on every file system. */
static bool has_nameless_files(void) {
    Output output;
    begin_with(false);
    output_open(&output, target, NULL, 0);
    char *names = sandbox_list(home);
    const bool has = !*names;
    free(names);
    output_abandon(&output);
    return has;
}

static void a_failing_call_is_told_and_leaves_the_old_file(void **state) {
    (void)state;
    const bool has_nameless = has_nameless_files();
    static const int ERRORS[] = {0, ENOSPC, EIO, EIO, EACCES, EBUSY, EMFILE, EPERM};
    for (Call call = WRITE; call <= FCHMOD; call++) {
        int faults = 0;
        for (int way = 0; way < 8; way++) {
            luck.call = call;
            luck.error = ERRORS[call];
            luck.is_named = way & 1;
            luck.for_ever = way & 2;
            luck.nth = 1;
            while (assert_fault_is_told(way & 4)) luck.nth++;
            faults += luck.nth - 1;
        }
        assert_int_equal(faults > 0, call != LINKAT || has_nameless);
    }
}

/* Which calls must not be shrugged off: each of these fails for ever, and the answer is 3. */
static void writing_syncing_closing_and_naming_are_never_ignored(void **state) {
    (void)state;
    static const struct {
        Call call;
        bool has_old, is_named;
    } CASES[] = {{WRITE, 0, 0}, {WRITE, 1, 1},    {FSYNC, 0, 0},    {FSYNC, 1, 1},  {CLOSE, 0, 0},
                 {CLOSE, 1, 1}, {RENAMEAT, 0, 1}, {RENAMEAT, 1, 1}, {OPENAT, 0, 1}, {FCHMOD, 1, 1}};
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        Output output;
        luck.call = CASES[i].call;
        luck.is_named = CASES[i].is_named;
        luck.error = EIO;
        luck.nth = 1;
        luck.for_ever = true;
        begin_with(CASES[i].has_old);
        assert_int_equal(write_rows(&output, target), OUTPUT_FAILED);
        assert_old(CASES[i].has_old);
    }
}

static int close_journal(int nth, Text *message) {
    SweepJournal journal = {.descriptor = open(target, O_WRONLY | O_CREAT, 0666)};
    luck.call = CLOSE;
    luck.error = EIO;
    luck.nth = nth;
    luck.seen = 0;
    luck.is_on = true;
    const int status = sweep_file_close(&journal, "rows.csv", message);
    luck.is_on = false;
    assert_int_equal(luck.seen, 1);
    assert_int_equal(journal.descriptor, -1);
    return status;
}

static void what_the_close_of_a_journal_says_is_heard(void **state) {
    (void)state;
    Text message = {0};
    assert_int_equal(close_journal(2, &message), STATUS_GOOD);
    assert_int_equal(message.length, 0);
    assert_int_equal(close_journal(1, &message), STATUS_FAILED);
    assert_string_equal(message.bytes, "leaselab: error: cannot write 'rows.csv': Input/output error\n");
    text_free(&message);
}

/* Another sweep, which gave up, takes the journal away before this one has locked it. */
static void a_journal_that_goes_before_it_is_locked_is_begun_again(void **state) {
    (void)state;
    Sweep sweep = {0};
    SweepJournal journal;
    Text message = {0};
    struct stat file;
    sandbox_write(target, "", 0);
    taken_away = target;
    assert_int_equal(sweep_file_journal(&sweep, target, &journal, &message), STATUS_GOOD);
    assert_int_equal(stat(target, &file), 0);
    assert_int_equal(file.st_ino, journal.identity.inode);
    assert_int_equal(file.st_size, journal.unfinished.head);
    sweep_file_give_up(&journal);
    assert_int_equal(access(target, F_OK), -1);
    text_free(&message);
}

/* Another sweep has locked it between our beginning it and our locking it: it is that one's. */
static void a_journal_that_another_was_quicker_to_lock_is_not_taken_away(void **state) {
    (void)state;
    Sweep sweep = {0};
    SweepJournal journal;
    Text message = {0};
    is_locked_by_another = true;
    assert_int_equal(sweep_file_journal(&sweep, target, &journal, &message), STATUS_FAILED);
    sweep_file_give_up(&journal);
    assert_int_equal(access(target, F_OK), 0);
    text_free(&message);
}

static void short_and_interrupted_writes_are_gone_on_with(void **state) {
    (void)state;
    static const int ERRORS[] = {EINTR, EAGAIN};
    for (int i = 0; i < 2; i++) {
        Output output;
        begin_with(true);
        luck.call = WRITE;
        luck.error = ERRORS[i];
        luck.most = 7;
        luck.nth = 10;
        assert_int_equal(write_rows(&output, target), OUTPUT_OK);
        assert_new();
    }
}

static void a_file_system_that_cannot_sync_is_written_all_the_same(void **state) {
    (void)state;
    Output output;
    begin_with(false);
    luck.call = FSYNC;
    luck.error = EINVAL;
    luck.nth = 1;
    assert_int_equal(write_rows(&output, target), OUTPUT_OK);
    assert_new();
}

/* Two processes write the same new file: between opening and commit the other one was there. */
static void a_file_that_appeared_meanwhile_is_replaced(void **state) {
    (void)state;
    for (int is_named = 0; is_named < 2; is_named++) {
        Output first, second;
        begin_with(false);
        luck.is_named = is_named;
        luck.is_on = true;
        output_open(&first, target, NULL, 0);
        assert_int_equal(write_rows(&second, target), OUTPUT_OK);
        assert_int_equal(output_commit(&first), OUTPUT_OK);
        char *bytes = sandbox_read(target, NULL), *names = sandbox_list(home);
        assert_string_equal(bytes, "");
        assert_string_equal(names, "target ");
        free(bytes);
        free(names);
    }
}

static int write_until_signal(void *nothing) {
    Output output, other;
    (void)nothing;
    output_setup();
    luck.is_on = true;
    output_open(&other, "other", NULL, 0); /* another one is open and comes to nothing */
    const OutputStatus status = write_rows(&output, target);
    output_abandon(&other);
    return (int)status;
}

/* Answers how often the child was ended by the signal; it is sent at each point in turn, until there are no
 * more. */
static int signal_at_each_point(int number, bool has_old, bool may_leave_temporary) {
    int ended = 0;
    luck.signal = number;
    for (luck.point = 1;; luck.point++) {
        begin_with(has_old);
        const int status = child_run(write_until_signal, NULL, 1);
        char *bytes = sandbox_read(target, NULL), *names = sandbox_list(home);
        if (bytes && strcmp(bytes, "old\n") != 0) assert_string_equal(bytes, new_text);
        if (!may_leave_temporary) assert_string_equal(names, bytes ? "target " : "");
        if (has_old) assert_non_null(bytes);
        free(bytes);
        free(names);
        if (status == 0) return ended;
        assert_int_equal(status, 128 + number);
        ended++;
    }
}

static void a_signal_at_any_call_leaves_old_or_new_and_nothing_else(void **state) {
    (void)state;
    static const int SIGNALS[] = {SIGINT, SIGTERM, SIGHUP};
    assert_int_equal(chdir(home), 0);
    for (size_t i = 0; i < sizeof SIGNALS / sizeof *SIGNALS; i++)
        for (int way = 0; way < 4; way++) {
            luck.is_named = way & 1;
            assert_true(signal_at_each_point(SIGNALS[i], way & 2, false) > 10);
        }
    assert_int_equal(chdir("/"), 0);
}

static void a_kill_at_any_call_tears_nothing(void **state) {
    (void)state;
    assert_int_equal(chdir(home), 0);
    for (int way = 0; way < 4; way++) {
        luck.is_named = way & 1;
        assert_true(signal_at_each_point(SIGKILL, way & 2, true) > 10);
    }
    assert_int_equal(chdir("/"), 0);
}

static int write_with_ignored_signal(void *nothing) {
    signal(SIGHUP, SIG_IGN);
    return write_until_signal(nothing);
}

static void a_signal_that_was_ignored_stays_ignored(void **state) {
    (void)state;
    assert_int_equal(chdir(home), 0);
    begin_with(true);
    luck.signal = SIGHUP;
    luck.point = 5;
    assert_int_equal(child_run(write_with_ignored_signal, NULL, 1), OUTPUT_OK);
    assert_new();
    assert_int_equal(chdir("/"), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, enter_sandbox, leave_sandbox)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(a_failing_call_is_told_and_leaves_the_old_file),
        TEST(writing_syncing_closing_and_naming_are_never_ignored),
        TEST(what_the_close_of_a_journal_says_is_heard),
        TEST(a_journal_that_goes_before_it_is_locked_is_begun_again),
        TEST(a_journal_that_another_was_quicker_to_lock_is_not_taken_away),
        TEST(short_and_interrupted_writes_are_gone_on_with),
        TEST(a_file_system_that_cannot_sync_is_written_all_the_same),
        TEST(a_file_that_appeared_meanwhile_is_replaced),
        TEST(a_signal_at_any_call_leaves_old_or_new_and_nothing_else),
        TEST(a_kill_at_any_call_tears_nothing),
        TEST(a_signal_that_was_ignored_stays_ignored),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
