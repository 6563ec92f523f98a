/* The bar of a long run, as a terminal gets it. What time it is, the tests say: they set back when it began.
 */
#include "tests/test.h"

#include <fcntl.h>
#include <time.h>
#include <unistd.h>

#include "sim/base/text.h"
#include "tests/support/sandbox.h"
#include "ui/cli/progress.h"

#define BAR_0   "\r[                              ]   0 %\x1b[K"
#define BAR_50  "\r[###############               ]  50 %, "
#define BAR_100 "\r[##############################] 100 %, 0 s left\x1b[K"
#define GONE    "\r\x1b[K"

static char *home;
static int kept; /* standard error, while a file is in its place */

static int begin(void **state) {
    (void)state;
    home = sandbox_make();
    char *path = sandbox_path(home, "said");
    const int file = open(path, O_RDWR | O_CREAT, 0600);
    free(path);
    kept = dup(STDERR_FILENO);
    return file < 0 || kept < 0 || dup2(file, STDERR_FILENO) < 0 || close(file) < 0;
}

static int end(void **state) {
    (void)state;
    dup2(kept, STDERR_FILENO);
    close(kept);
    sandbox_remove(home);
    return 0;
}

static void assert_said(const char *expected) {
    char *path = sandbox_path(home, "said"), *said = sandbox_read(path, NULL);
    assert_non_null(said);
    assert_string_equal(said, expected);
    free(said);
    free(path);
}

/* As if standard error were a terminal, and it began so many seconds ago. */
static Progress begun_ago(double seconds) {
    Progress progress;
    progress_begin(&progress);
    assert_false(progress.wanted);
    progress.wanted = true;
    progress.calls_a_look = 1;
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    progress.began = progress.last = progress.done_at =
        (double)now.tv_sec + 1e-9 * (double)now.tv_nsec - seconds;
    return progress;
}

static void what_is_no_terminal_gets_no_bar(void **state) {
    (void)state;
    Progress progress;
    progress_begin(&progress);
    for (int i = 1; i < 5000; i++) progress_show(&progress, i, 5000);
    progress_end(&progress);
    assert_said("");
}

static void what_is_over_at_once_has_no_bar(void **state) {
    (void)state;
    Progress progress = begun_ago(0);
    progress.began += 1e6; /* whatever this machine is busy with */
    for (int i = 0; i <= 100; i++) progress_show(&progress, i, 100);
    progress_end(&progress);
    assert_said("");
}

static void the_bar_is_there_before_anything_is_done_and_goes_in_the_end(void **state) {
    (void)state;
    Progress progress = begun_ago(100);
    progress_show(&progress, 0, 40);
    progress.last -= 1;
    progress_show(&progress, 40, 40);
    progress_end(&progress);
    assert_said(BAR_0 BAR_100 GONE);
}

static void half_of_it_is_half_a_bar_with_the_time_in_the_largest_unit_that_tells_it(void **state) {
    static const struct {
        double ago;
        const char *left;
    } CASES[] = {{3000.4, "50 min left"}, {36000.4, "10 h left"}, {3.6e8, "100000 h left"}};
    Text expected = {0};
    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        Progress progress = begun_ago(CASES[i].ago);
        progress_show(&progress, 2000000000, 4000000000);
        text_add_format(&expected, "%s%s\x1b[K", BAR_50, CASES[i].left);
    }
    assert_said(expected.bytes);
    text_free(&expected);
}

static void less_than_two_minutes_are_told_in_seconds(void **state) {
    (void)state;
    Progress progress = begun_ago(30);
    progress_show(&progress, 1, 2);
    char *path = sandbox_path(home, "said"), *said = sandbox_read(path, NULL);
    int seconds = 0, length = 0;
    assert_non_null(said);
    assert_memory_equal(said, BAR_50, strlen(BAR_50));
    assert_int_equal(sscanf(said + strlen(BAR_50), "%d s left\x1b[K%n", &seconds, &length), 1);
    assert_int_equal(strlen(BAR_50) + (size_t)length, strlen(said));
    assert_true(seconds >= 30); /* and more where this machine is busy */
    free(said);
    free(path);
}

static void time_goes_on_while_nothing_new_is_done(void **state) {
    (void)state;
    Progress progress = begun_ago(6000);
    progress_show(&progress, 1, 2);
    progress.began -= 3000; /* and half an hour and more later, nothing new */
    progress.done_at -= 3000;
    progress.last -= 3000;
    progress_show(&progress, 1, 2);
    progress.began -= 36000;
    progress.done_at -= 36000;
    progress.last -= 36000;
    progress_show(&progress, 1, 2);
    assert_said(BAR_50 "100 min left\x1b[K" BAR_50 "50 min left\x1b[K" BAR_50 "0 s left\x1b[K");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_no_terminal_gets_no_bar, begin, end),
        cmocka_unit_test_setup_teardown(what_is_over_at_once_has_no_bar, begin, end),
        cmocka_unit_test_setup_teardown(the_bar_is_there_before_anything_is_done_and_goes_in_the_end, begin,
                                        end),
        cmocka_unit_test_setup_teardown(
            half_of_it_is_half_a_bar_with_the_time_in_the_largest_unit_that_tells_it, begin, end),
        cmocka_unit_test_setup_teardown(less_than_two_minutes_are_told_in_seconds, begin, end),
        cmocka_unit_test_setup_teardown(time_goes_on_while_nothing_new_is_done, begin, end),
    };
    return cmocka_run_group_tests_name("progress", tests, NULL, NULL);
}
