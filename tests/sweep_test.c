/* `leaselab sweep`: the same bytes for any number of processes, shards and interruptions, and what it
 * refuses. */
#include "tests/support/call.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- the command -------------------------------------------------------------------------------------- */

static const char FLEET[] = "about: a\nrun: 12d\nseed: 5\nhosts: {kms1: {}}\n"
                            "machines:\n  lab: {product: windows-client, count: 30, jitter: 4h,\n"
                            "        starts: {from: 0m, to: 10d, spread: random}}\n"
                            "changes: [{at: 10d, host: kms1, do: down}]\n"
                            "expect: [{first: 2d, machines: lab, are: licensed, count: \">= 1\"}]\n";

#define SWEEP                                                                                                \
    "leaselab sweep x.yaml --vary machines.lab.count=20..30:5 --vary hosts.kms1.renewal=1d,7d --seeds 7 "    \
    "-m 'first(1)' -m 'unlicensed(all)' -m 'licensed(lab) at 9d' "

static void a_sweep_is_a_table_of_its_combinations_in_their_order(void **state) {
    (void)state;
    call_put("x.yaml", FLEET);
    char *csv = call_out("leaselab sweep x.yaml --vary machines.lab.count=1..3,7..7 --vary run=10d..12d:1d "
                         "-n 2 -m 'absent(all) at 0m'");
    const char *const PARTS[CALL_PARTS] = {
        "machines.lab.count,run,measure,n,mean,median,q5,q95,ci95_from,ci95_to\r\n1,10d,absent(all) at 0m,2,",
        "\r\n1,11d,",
        "\r\n1,12d,",
        "\r\n2,10d,",
        "\r\n3,12d,",
        "\r\n7,10d,",
        "\r\n7,12d,"};
    assert_int_equal(count_of(csv, "\r\n"), 1 + 4 * 3);
    assert_parts(csv, PARTS);
    free(csv);
}

static void a_value_that_begins_like_a_formula_starts_none(void **state) {
    (void)state;
    call_put("x.yaml", FLEET);
    char *csv = call_out("leaselab sweep x.yaml --vary 'title==1+1,＝1+1,＠a' -m 'absent(all) at 0m'");
    const char *const PARTS[CALL_PARTS] = {"\r\n\"'=1+1\",", "\r\n\"'＝1+1\",", "\r\n\"'＠a\","};
    assert_parts(csv, PARTS);
    free(csv);
}

static void its_bytes_are_the_same_for_any_number_of_processes(void **state) {
    (void)state;
    call_put("x.yaml", FLEET);
    char *one = call_out(SWEEP "--jobs 1"), *three = call_out(SWEEP "--jobs 3"), *any = call_out(SWEEP);
    assert_string_equal(one, three);
    assert_string_equal(one, any);
    assert_int_equal(count_of(one, "\r\n"), 1 + 6 * 3);
    free(one);
    free(three);
    free(any);
}

static void shards_merged_are_the_whole(void **state) {
    (void)state;
    call_put("x.yaml", FLEET);
    char *whole = call_out(SWEEP);
    free(call_out(SWEEP "--shard 1/3 -o a.csv && " SWEEP "--shard 2/3 > b.csv && " SWEEP
                        "--shard 3/3 -o c.csv"));
    char *merged = call_out("leaselab sweep --merge c.csv a.csv b.csv");
    char *piped = call_out("cat b.csv | leaselab sweep a.csv - --merge c.csv");
    assert_string_equal(merged, whole);
    assert_string_equal(piped, whole);
    free(merged);
    free(piped);
    free(whole);
    char *text = call_out("leaselab sweep --merge a.csv b.csv c.csv --format text");
    char *direct = call_out(SWEEP "--format text");
    assert_string_equal(text, direct);
    free(text);
    free(direct);
}

static void a_journal_cut_anywhere_is_gone_on_with(void **state) {
    (void)state;
    call_put("x.yaml", FLEET);
    char *whole = call_out(SWEEP);
    char *first = call_out(SWEEP "--journal full.csv"), *again = call_out(SWEEP "--journal full.csv");
    assert_string_equal(first, whole);
    assert_string_equal(again, whole);
    free(first);
    free(again);
    size_t length = 0;
    char *journal = sandbox_read("full.csv", &length);
    assert_int_equal(count_of(journal, "\r\n"), 1 + 6 * 7);
    for (size_t cut = 0; cut < length; cut += 1 + length / 9) {
        sandbox_write("cut.csv", journal, cut);
        char *resumed = call_out(SWEEP "--journal cut.csv");
        assert_string_equal(resumed, whole);
        free(resumed);
        size_t noted_length = 0;
        char *noted = sandbox_read("cut.csv", &noted_length);
        assert_int_equal(count_of(noted, "\r\n"), 1 + 6 * 7);
        assert_int_equal(noted_length, length); /* half a row did not stay */
        free(noted);
    }
    free(journal);
    free(whole);
}

static void a_file_that_is_no_journal_is_left_alone(void **state) {
    (void)state;
    call_put("x.yaml", FLEET);
    Ran ran = call("leaselab sweep x.yaml -m 'lapses(lab)' --journal x.yaml");
    assert_int_equal(ran.status, 2);
    assert_string_equal(ran.out, "");
    program_free(&ran);
    char *file = sandbox_read("x.yaml", NULL);
    assert_string_equal(file, FLEET);
    free(file);
}

static void a_seed_is_run_as_if_it_stood_in_the_file(void **state) {
    (void)state;
    call_put("x.yaml", FLEET);
    char *three = call_out("leaselab sweep x.yaml -n 3 -m 'first(1)' --shard 1/1");
    char *last = call_out("sed 's/seed: 5/seed: 7/' x.yaml | leaselab sweep - -m 'first(1)' --shard 1/1");
    const char *figure = strrchr(last, ',');
    const char *line = strstr(three, "\r\n3,3,3,");
    assert_non_null(line);
    assert_non_null(strstr(line, ",7,"));
    assert_string_equal(strrchr(line, ','), figure);
    free(three);
    free(last);
}

/* ---- processes that are killed --------------------------------------------------------------------------
 */

/* A process that this one has started; 0 when there is none (yet). */
static pid_t child_of(pid_t parent) {
    DIR *processes = opendir("/proc");
    pid_t found = 0;
    assert_non_null(processes);
    for (const struct dirent *entry; !found && (entry = readdir(processes));) {
        char path[300];
        int pid = 0, from = 0;
        snprintf(path, sizeof path, "/proc/%s/stat", entry->d_name);
        FILE *stat = fopen(path, "r"); /* "17 (leaselab) R 12 …" */
        if (stat && fscanf(stat, "%d (%*[^)]) %*c %d", &pid, &from) == 2 && from == (int)parent) found = pid;
        if (stat) fclose(stat);
    }
    closedir(processes);
    return found;
}

/* Starts a sweep that would take hours, and says on `said` what it has to say. */
static pid_t start_long_sweep(void) {
    fflush(NULL);
    const pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid > 0) return pid;
    const int said = open("said", O_WRONLY | O_CREAT, 0600);
    dup2(said, STDOUT_FILENO);
    dup2(said, STDERR_FILENO);
    execl(call_program(), "leaselab", "sweep", "x.yaml", "-n", "1000", "-j", "2", "-m", "unlicensed(all)",
          "-o", "out", "--journal", "journal", (char *)NULL);
    _exit(127);
}

static void a_process_that_is_killed_ends_the_sweep_with_status_3_and_leaves_no_output(void **state) {
    (void)state;
    call_put("x.yaml",
             "about: a\nrun: 100y\nhosts: {kms1: {}}\nmachines: {lab: {product: windows-client, count: "
             "10000, on: {chance: 50%}, cache: false}}\n");
    const pid_t sweep = start_long_sweep();
    pid_t child = 0;
    int status = 0;
    while (!child && waitpid(sweep, &status, WNOHANG) == 0) child = child_of(sweep);
    assert_true(child > 0);
    assert_int_equal(kill(child, SIGKILL), 0);
    assert_int_equal(waitpid(sweep, &status, 0), sweep);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 3);
    assert_int_equal(child_of(sweep), 0);
    char *said = sandbox_read("said", NULL), *files = sandbox_list(".");
    assert_string_equal(said, "leaselab: error: a process of the sweep died (signal 9)\n");
    assert_string_equal(files, "said x.yaml ");
    free(said);
    free(files);
}

static const CallRow WRONG[] = {
    {.name = "a_sweep_without_a_measure_is_refused",
     .yaml = FLEET,
     .line = "leaselab sweep x.yaml",
     .status = 2,
     .err = {"error: 'sweep' needs --measure MEASURE"}},
    {.name = "a_wrong_path_is_refused_before_anything_runs",
     .yaml = FLEET,
     .line = "leaselab sweep x.yaml --vary machines.lba.count=1,2 -m 'lapses(all)' -o out",
     .status = 2,
     .err = {"--vary machines.lba.count=1", "did you mean 'lab'?"}},
    {.name = "a_wrong_value_is_refused_with_the_combination_that_has_it",
     .yaml = FLEET,
     .line = "leaselab sweep x.yaml --vary machines.lab.count=9 --vary hosts.kms1.renewal=30d,31d -m "
             "'lapses(all)'",
     .status = 2,
     .err = {"--vary hosts.kms1.renewal=31d: renewal is 31d", "with --vary machines.lab.count=9 --vary "
                                                              "hosts.kms1.renewal=31d\n"}},
    {.name = "a_value_that_makes_something_else_wrong_is_named_too",
     .yaml = FLEET,
     .line = "leaselab sweep x.yaml --vary run=12d,8d -m 'lapses(all)'",
     .status = 2,
     .err = {"x.yaml:8:", "after the end of the run (8d)", "cannot be run, with --vary run=8d\n"}},
    {.name = "a_journal_that_is_the_output_is_refused_and_not_begun",
     .yaml = FLEET,
     .line = "leaselab sweep x.yaml -m 'lapses(lab)' --journal j -o j; ls",
     .status = 0,
     .out = {"x.yaml\n"},
     .lacks = "j\n",
     .err = {"the journal and the output are both 'j'"}},
    {.name = "a_journal_is_a_file",
     .yaml = FLEET,
     .line = "leaselab sweep x.yaml -m 'lapses(lab)' --journal -; ls",
     .status = 0,
     .out = {"x.yaml\n"},
     .err = {"leaselab: error: a journal is a file, and '-' is standard input or output"}},
    {.name = "a_journal_of_nothing_is_taken_away_again",
     .yaml = FLEET,
     .line = "leaselab sweep x.yaml -m 'lapses(lab)' --journal j -o x.yaml; leaselab sweep x.yaml -m "
             "'lapses(lab)' --journal j -o nosuch/out; ls",
     .status = 0,
     .out = {"x.yaml\n"},
     .lacks = "j\n",
     .err = {"is the file that is read", "cannot write 'nosuch/out'"}},
    {.name = "one_that_was_there_stays",
     .yaml = FLEET,
     .line =
         "leaselab sweep x.yaml -m 'lapses(lab)' --journal j >one; leaselab sweep x.yaml -m 'lapses(lab)' "
         "--journal j -o nosuch/out; leaselab sweep x.yaml -m 'lapses(lab)' --journal j | cmp - one && ls",
     .status = 0,
     .out = {"j\none\nx.yaml\n"},
     .err = {"cannot write 'nosuch/out'"}},
    {.name = "a_journal_that_somebody_holds_is_not_written_to",
     .yaml = FLEET,
     .line = "exec 9>>j; flock --shared 9; leaselab sweep x.yaml -m 'lapses(lab)' --journal j",
     .status = 3,
     .err = {"leaselab: error: another sweep is writing to 'j'\n"}},
    {.name = "a_wrong_range_is_refused",
     .yaml = FLEET,
     .line = "leaselab sweep x.yaml --vary machines.lab.count=9..1 -m 'lapses(all)'",
     .status = 2,
     .err = {"--vary 'machines.lab.count=9..1': a range is written FROM..TO:STEP"}},
    {.name = "a_range_of_durations_needs_a_step",
     .yaml = FLEET,
     .line = "leaselab sweep x.yaml --vary run=1d..9d -m 'lapses(all)'",
     .status = 2,
     .err = {"a range is written FROM..TO:STEP"}},
    {.name = "a_range_without_end_is_refused",
     .yaml = FLEET,
     .line = "leaselab sweep x.yaml --vary seed.x=0..4000000000000000000 -m 'lapses(all)'",
     .status = 2,
     .err = {"has more than 100000 values"}},
    {.name = "a_path_given_twice_is_refused",
     .yaml = FLEET,
     .line = "leaselab sweep x.yaml --vary run=1d --vary run=2d -m 'lapses(all)'",
     .status = 2,
     .err = {"--vary 'run' is given twice"}},
    {.name = "a_measure_of_an_unknown_state_is_refused",
     .yaml = FLEET,
     .line = "leaselab sweep x.yaml -m 'licenced(lab) at 1d'",
     .status = 2,
     .err = {"--measure 'licenced(lab) at 1d': there is no state or measure 'licenced'; did you mean "
             "'licensed'?"}},
    {.name = "a_measure_of_an_unknown_group_is_refused",
     .yaml = FLEET,
     .line = "leaselab sweep x.yaml -m 'lapses(lob)'",
     .status = 2,
     .err = {"there is no group 'lob'; did you mean 'lab'?"}},
    {.name = "a_measure_after_the_run_is_refused_where_a_combination_makes_it_so",
     .yaml = FLEET,
     .line = "leaselab sweep x.yaml --vary run=12d,11d -m 'licensed(all) at 12d'",
     .status = 2,
     .err = {"--measure 'licensed(all) at 12d', with --vary run=11d: its instant is after the end of the run "
             "(11d)"}},
    {.name = "a_claim_that_is_not_there_has_no_first_minute",
     .yaml = FLEET,
     .line = "leaselab sweep x.yaml -m 'first(2)'",
     .status = 2,
     .err = {"of which the file has 1"}},
    {.name = "a_shard_is_one_of_its_number",
     .yaml = FLEET,
     .line = "leaselab sweep x.yaml -m 'lapses(all)' --shard 5/3",
     .status = 2,
     .err = {"--shard is K/N, as 1/4 to 4/4, not '5/3'"}},
    {.name = "a_shard_that_is_left_out_is_missed",
     .yaml = FLEET,
     .line = "leaselab sweep x.yaml -n 4 -m 'lapses(all)' --shard 1/2 -o a && leaselab sweep --merge a",
     .status = 2,
     .err = {"2 of 4 runs are in none of these files, the first is run 2; is a shard left out?"}},
    {.name = "a_shard_given_twice_is_refused",
     .yaml = FLEET,
     .line = "leaselab sweep x.yaml -m 'lapses(all)' --shard 1/1 -o a && leaselab sweep --merge a a",
     .status = 2,
     .err = {"'a':2: this run is there twice"}},
    {.name = "shards_of_different_scenarios_are_not_mixed",
     .yaml = FLEET,
     .line = "leaselab sweep x.yaml -n 2 -m 'lapses(all)' --shard 1/2 -o a && echo '# new' >>x.yaml && "
             "leaselab sweep x.yaml -n 2 -m 'lapses(all)' --shard 2/2 -o b && leaselab sweep --merge a b",
     .status = 2,
     .err = {"'b':2: this is of another sweep"}},
    {.name = "a_file_that_is_no_shard_is_refused",
     .yaml = FLEET,
     .line = "leaselab sweep --merge x.yaml",
     .status = 2,
     .err = {"'x.yaml':1: this is no file of a shard or journal of a sweep"}},
    {.name = "merging_takes_nothing_else",
     .line = "leaselab sweep --merge a -n 3",
     .status = 2,
     .err = {"--merge takes all from the files of the shards, and no --seeds"}},
    {.name = "a_sweep_does_not_write_over_its_scenario",
     .yaml = FLEET,
     .line = "leaselab sweep x.yaml -m 'lapses(all)' -o x.yaml",
     .status = 2,
     .err = {"x.yaml"}},
};

int main(void) {
    CALL_ADD(a_sweep_is_a_table_of_its_combinations_in_their_order);
    CALL_ADD(a_value_that_begins_like_a_formula_starts_none);
    CALL_ADD(its_bytes_are_the_same_for_any_number_of_processes);
    CALL_ADD(shards_merged_are_the_whole);
    CALL_ADD(a_journal_cut_anywhere_is_gone_on_with);
    CALL_ADD(a_file_that_is_no_journal_is_left_alone);
    CALL_ADD(a_seed_is_run_as_if_it_stood_in_the_file);
    CALL_ADD(a_process_that_is_killed_ends_the_sweep_with_status_3_and_leaves_no_output);
    call_add_rows(WRONG, sizeof WRONG / sizeof *WRONG);
    return call_run_group("sweep");
}
