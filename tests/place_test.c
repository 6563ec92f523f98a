/* Where things are written to, and what words a call has, when neither is as it should be: file systems that
 * are full or only to be read, limits, devices and pipes, two at once, and words that are no text. What fails
 * inside of the program's own writing: output_fault_test.c; at each system call: torture_test.c. */
#include "tests/support/call.h"

#define GOOD                                                                                                 \
    "about: a\nrun: 90d\nhosts: {kms1: {up: false}}\nmachines: {lab: {product: office-ltsc, count: 9}}\n"

/* ---- file systems ---- */

/* The line, in a folder that is a file system of its own, with an old file; then what is left of that. */
#define ON(options, line)                                                                                    \
    "mkdir d; exec unshare -Urm sh -c 'mount -t tmpfs -o " options                                           \
    " none d && cd d && echo old >out && chmod 640 out || exit 99; " line                                    \
    "; echo $?; cat out; ls -A; stat -c %a out'"
#define READ_ONLY "mount -o remount,ro . || exit 99; "
#define UNTOUCHED "3\nold\nout\n640\n"
#define FULL      "No space left on device\n"

static const CallRow FILE_SYSTEMS[] = {
    {"a_full_one_leaves_the_old_file", GOOD, ON("size=16k", "leaselab trace ../x.yaml -o out"), 0,
     .out = {UNTOUCHED}, .err = {"leaselab: error: cannot write 'out': " FULL}},
    {"a_full_one_gets_no_new_file", GOOD, ON("size=16k", "leaselab report ../x.yaml -o new.html"), 0,
     .out = {UNTOUCHED}, .err = {"leaselab: error: cannot write 'new.html': " FULL}},
    {"a_full_one_gets_no_picture", GOOD, ON("size=8k", "leaselab draw count ../x.yaml -o new.png"), 0,
     .out = {UNTOUCHED}, .err = {"leaselab: error: cannot write 'new.png': " FULL}},
    {"a_full_one_gets_no_part_of_a_set_of_pictures_and_no_folder", GOOD,
     ON("size=64k",
        "head -c 40000 /dev/zero >z; leaselab draw --all ../x.yaml -o new; s=$?; rm z; (exit $s)"),
     0, .out = {UNTOUCHED}, .err = {"leaselab: error: cannot write 'new/x-", FULL}},
    {"nor_where_it_has_an_old_set", GOOD,
     ON("size=64k",
        "mkdir new; for f in timeline count; do echo old >new/x-$f.svg; done; head -c 40000 /dev/zero >z; "
        "leaselab draw --all ../x.yaml -o new; s=$?; cat new/*; rm -r z new; (exit $s)"),
     0, .out = {"old\nold\n" UNTOUCHED}, .err = {"leaselab: error: cannot write 'new/x-", FULL}},
    {"a_full_one_gets_no_film_and_no_folder", GOOD,
     ON("size=16k", "leaselab film ../x.yaml --to 1d --size 640x480 -o new"), 0, .out = {UNTOUCHED},
     .err = {"leaselab: error: cannot write 'new/000001.png': " FULL}},
    {"of_a_film_for_which_there_is_too_little_room_whole_pictures_stay", GOOD,
     ON("size=100k", "leaselab film ../x.yaml --to 9d --size 320x240 -o new; s=$?; ls new | head -n 1; "
                     "for f in new/*; do tail -c 8 $f | head -c 4; echo; done | sort -u; "
                     "rm -r new; (exit $s)"),
     0, .out = {"000001.png\nIEND\n" UNTOUCHED}, .err = {"leaselab: error: cannot write 'new/0000", FULL}},
    {"a_full_one_has_no_room_for_a_name", GOOD, ON("size=64k,nr_inodes=2", "leaselab new -o new.yaml"), 0,
     .out = {UNTOUCHED}, .err = {"leaselab: error: cannot write 'new.yaml': " FULL}},
    {"a_stream_into_a_full_one_ends_on_a_row", GOOD,
     ON("size=16k",
        "leaselab trace ../x.yaml >new; echo $?; tail -c 2 new | od -An -c | tr -d \" \"; rm new; "
        "(exit 3)"),
     0, .out = {"3\n}\\n\n" UNTOUCHED}, .err = {"leaselab: error: cannot write standard output: " FULL}},
    {"one_that_is_only_read_keeps_the_old_file", GOOD,
     ON("size=1m", READ_ONLY "leaselab trace ../x.yaml -o out"), 0, .out = {UNTOUCHED},
     .err = {"leaselab: error: cannot write 'out': Read-only file system\n"}},
    {"one_that_is_only_read_gets_no_new_file", GOOD, ON("size=1m", READ_ONLY "leaselab new -o new.yaml"), 0,
     .out = {UNTOUCHED}, .err = {"leaselab: error: cannot write 'new.yaml': Read-only file system\n"}},
    {"one_that_is_only_read_gets_no_folder", GOOD,
     ON("size=1m", READ_ONLY "leaselab draw --all ../x.yaml -o set"), 0, .out = {UNTOUCHED},
     .err = {"leaselab: error: cannot make the directory 'set': Read-only file system\n"}},
    {"one_that_is_only_read_gets_no_journal", GOOD,
     ON("size=1m", READ_ONLY "leaselab sweep ../x.yaml --measure \"lapses(lab)\" --journal new"), 0,
     .out = {UNTOUCHED}, .err = {"leaselab: error: cannot write 'new': Read-only file system\n"}},
};

/* ---- places of other kinds ---- */

#define OLD   "echo old >out; chmod 640 out; "
#define STATE "; echo $?; cat out; ls -A; stat -c %a out"

static const CallRow PLACES[] = {
    {"a_file_larger_than_one_may_write", GOOD, OLD "(ulimit -f 16; leaselab trace x.yaml -o out)" STATE, 0,
     .out = {"3\nold\nout\nx.yaml\n640\n"}, .err = {"leaselab: error: cannot write 'out': File too large\n"}},
#ifndef IS_COUNTED /* counts for coverage may not be written then either */
    {"a_journal_larger_than_one_may_write", GOOD,
     "(ulimit -f 0; exec leaselab sweep x.yaml --measure 'lapses(lab)' --journal j -o out 2>&1) | cat; ls -A",
     0, .out = {"leaselab: error: cannot write 'j': File too large\nx.yaml\n"}},
#endif
    {"a_picture_for_a_full_device", GOOD,
     "leaselab draw count x.yaml -f png -o /dev/full; ls -l /dev/full | cut -c 1", 0, .out = {"c\n"},
     .err = {"leaselab: error: cannot write '/dev/full': " FULL}},
    {"a_report_for_a_full_device", GOOD, "leaselab report x.yaml -o /dev/full", 3,
     .err = {"leaselab: error: cannot write '/dev/full': " FULL}},
    {"a_sweep_for_a_full_device", GOOD, "leaselab sweep x.yaml --measure 'lapses(lab)' -o /dev/full", 3,
     .err = {"leaselab: error: cannot write '/dev/full': " FULL}},
    {"a_set_of_pictures_where_a_file_is", GOOD, "echo old >set; leaselab draw --all x.yaml -o set; cat set",
     0, .out = {"old\n"}, .err = {"leaselab: error: cannot write 'set/x-timeline.svg': Not a directory\n"}},
    {"a_set_of_pictures_in_no_folder", GOOD, "leaselab draw --all x.yaml -o no/set", 3,
     .err = {"leaselab: error: cannot make the directory 'no/set': No such file or directory\n"}},
    {"a_picture_for_a_pipe_with_a_name", GOOD,
     "mkfifo p.svg; cat p.svg >got & leaselab draw count x.yaml -o p.svg && wait && leaselab draw count "
     "x.yaml | cmp - "
     "got && ls -F",
     0, .out = {"got\np.svg|\nx.yaml\n"}},
    {"a_picture_through_a_link", GOOD,
     "echo old >a.svg; ln -s a.svg b.svg; leaselab draw count x.yaml -o b.svg && ls -F && head -c 5 a.svg", 0,
     .out = {"a.svg\nb.svg@\nx.yaml\n", "<?xml"}},
    {"a_picture_over_its_scenario", GOOD, "ln x.yaml y.svg; leaselab draw count x.yaml -o y.svg", 2,
     .err = {"leaselab: error: 'y.svg' is the file that is read"}},
    {"a_film_over_its_scenario", GOOD,
     "cp x.yaml z; ln x.yaml y.mp4; leaselab film x.yaml -o y.mp4; cmp x.yaml z", 0,
     .err = {"leaselab: error: 'y.mp4' is the file that is read"}},
    {"nor_does_it_become_a_directory", GOOD, "ln x.yaml y; leaselab film x.yaml -o y", 2,
     .err = {"leaselab: error: 'y' is the file that is read"}},
    {"a_sweep_over_its_scenario", GOOD, "leaselab sweep x.yaml --measure 'lapses(lab)' -o x.yaml", 2,
     .err = {"leaselab: error: 'x.yaml' is the file that is read"}},
    {"a_sweep_over_its_journal", GOOD,
     ": >j; ln j k; leaselab sweep x.yaml --measure 'lapses(lab)' --journal j -o k", 2,
     .err = {"leaselab: error: 'k' is the file that is read"}},
    {"a_picture_with_all_closed", GOOD,
     "leaselab draw count x.yaml -o out.svg <&- >&- 2>&-; echo $?; leaselab draw count x.yaml | cmp - "
     "out.svg && ls",
     0, .out = {"0\nout.svg\nx.yaml\n"}},
    {"a_sweep_with_all_closed", GOOD,
     "leaselab sweep x.yaml --measure 'lapses(lab)' -o out <&- >&- 2>&-; echo $?; leaselab sweep x.yaml "
     "--measure "
     "'lapses(lab)' | cmp - out && ls",
     0, .out = {"0\nout\nx.yaml\n"}},
    {"two_that_write_one_file_leave_one_of_theirs", GOOD,
     "sed 's/90d/91d/' x.yaml >y.yaml; leaselab trace x.yaml >x; leaselab trace y.yaml >y\n"
     "for i in 1 2 3 4 5 6 7 8; do\n"
     "  leaselab trace x.yaml -o out & leaselab trace y.yaml -o out & wait\n"
     "  cmp -s out x || cmp -s out y || echo torn\n"
     "done; ls -A",
     0, .out = {"out\nx\nx.yaml\ny\ny.yaml\n"}},
};

/* ---- files as large as can be, and without end ---- */

/* 4 MiB of a line, behind a head; judged in 64 MiB, libraries and all. */
#define LARGE(head, line)                                                                                    \
    "(printf '" head "'; yes -- '" line                                                                      \
    "') | head -c 4194304 | sed '$d' >l.yaml; ulimit -v 65536; exec leaselab check l.yaml"
#define LAB "about: a\\nrun: 30d\\nmachines: {lab: {product: windows-mak}}\\n"

static const CallRow LARGE_ONES[] = {
    {"a_journal_without_end_is_none", GOOD,
     "ulimit -v 200000; leaselab sweep x.yaml --measure 'lapses(lab)' --journal /dev/full", 2,
     .err = {"leaselab: error: '/dev/full' is no ordinary file, which a journal must be\n"}},
    {"a_shard_without_end_is_no_text", NULL, "ulimit -v 200000; leaselab sweep --merge /dev/zero", 2,
     .err = {"leaselab: error: '/dev/zero' is no text file\n"}},
    {"a_scenario_without_end", NULL, "ulimit -v 200000; yes | leaselab check -", 2,
     .err = {"<stdin>:1:1: error: the file is larger than 4 MiB"}},
    {"a_figure_without_end_to_check", NULL, "ulimit -v 200000; leaselab draw --check /dev/zero", 3,
     .err = {"leaselab: error: cannot read '/dev/zero': out of memory\n"}},
    {"of_brackets", NULL,
     "yes '[[[[[[[[[[[[[[[[[[[' | tr -d '\\n' | head -c 4194304 >l.yaml; ulimit -v 65536; exec leaselab "
     "check l.yaml",
     2, .err = {"l.yaml:1:17: error: lists and maps are nested more than 16 deep"}},
    {"of_unknown_keys", NULL, LARGE(LAB, "a: b"), 2, .err = {"error: the file has too many values"}},
    {"of_changes", NULL, LARGE(LAB "changes:\\n", "- {at: 1d, machines: lab, power: off}"), 2,
     .err = {"error: there are 110"}},
    {"of_claims", NULL, LARGE(LAB "expect:\\n", "- {at: 1d, machines: lab, are: licensed}"), 2,
     .err = {"error: there are 1", "; at most 10000"}},
    {"of_blank_lines", NULL, LARGE("", ""), 2, .err = {"l.yaml:1:1: error: the file says nothing"}},
};

/* ---- words that are no text ---- */

/* Not UTF-8, and what would clear a screen. */
#define NO_TEXT "B=$(printf '\\377\\033[2J\\033]0;x\\007'); exec leaselab "

static const CallRow WORDS[] = {
    {"as_a_command", GOOD, NO_TEXT "\"$B\"", 2, .err = {"unknown command '\\xff\\x1b[2J"}},
    {"as_an_option", GOOD, NO_TEXT "run \"--$B\" x.yaml", 2, .err = {"'--\\xff\\x1b[2J"}},
    {"as_a_file", GOOD, NO_TEXT "run \"$B\"", 3, .err = {"'\\xff\\x1b[2J"}},
    {"as_an_output", GOOD, NO_TEXT "trace x.yaml -o \"no/$B\"", 3, .err = {"'no/\\xff\\x1b[2J"}},
    {"as_the_output_of_a_picture", GOOD, NO_TEXT "draw count x.yaml -o \"no/$B.svg\"", 3,
     .err = {"'no/\\xff\\x1b[2J"}},
    {"as_a_format", GOOD, NO_TEXT "trace x.yaml -f \"$B\"", 2, .err = {"'\\xff\\x1b[2J"}},
    {"as_a_machine", GOOD, NO_TEXT "why x.yaml -m \"$B\" -t 1d", 2, .err = {"'\\xff\\x1b[2J"}},
    {"as_an_instant", GOOD, NO_TEXT "why x.yaml -m lab-1 -t \"$B\"", 2, .err = {"\\xff\\x1b[2J"}},
    {"as_a_group", GOOD, NO_TEXT "draw count x.yaml --only \"$B\"", 2, .err = {"'\\xff\\x1b[2J"}},
    {"as_a_product", GOOD, NO_TEXT "draw states --product \"$B\"", 2, .err = {"'\\xff\\x1b[2J"}},
    {"as_a_width", GOOD, NO_TEXT "draw count x.yaml --width \"$B\"", 2, .err = {"'\\xff\\x1b[2J"}},
    {"as_a_title", GOOD, NO_TEXT "draw count x.yaml --title \"$B\"", 0, .out = {"<?xml"}},
    {"as_a_change", GOOD, NO_TEXT "compare x.yaml --change \"$B\"", 2, .err = {"--change:1:1: error"}},
    {"as_what_is_varied", GOOD, NO_TEXT "sweep x.yaml --measure 'lapses(lab)' --vary \"$B=1\"", 2,
     .err = {"\\xff\\x1b[2J"}},
    {"as_a_measure", GOOD, NO_TEXT "sweep x.yaml --measure \"$B\"", 2, .err = {"\\xff\\x1b[2J"}},
    {"as_a_journal", GOOD, NO_TEXT "sweep x.yaml --measure 'lapses(lab)' --journal \"no/$B\"", 3,
     .err = {"'no/\\xff\\x1b[2J"}},
    {"as_a_shard", GOOD, NO_TEXT "sweep --merge \"$B\"", 3, .err = {"'\\xff\\x1b[2J"}},
    {"as_a_number_of_jobs", GOOD, NO_TEXT "sweep x.yaml --measure 'lapses(lab)' -j \"$B\"", 2,
     .err = {"'\\xff\\x1b[2J"}},
    {"as_what_is_reached", NULL, NO_TEXT "prove --reach \"$B\"", 2, .err = {"'\\xff\\x1b[2J"}},
    {"as_a_fleet", NULL, NO_TEXT "prove --fleet \"$B\"", 2, .err = {"'\\xff\\x1b[2J"}},
    {"as_a_figure_to_check", NULL, NO_TEXT "draw --check \"$B\"", 3, .err = {"'\\xff\\x1b[2J"}},
    {"as_a_topic_of_help", NULL, NO_TEXT "help \"$B\"", 2, .err = {"'\\xff\\x1b[2J"}},
    {"as_the_name_of_a_font", GOOD, "LEASELAB_FONT=$(printf '\\377\\033[2J') leaselab draw count x.yaml", 3,
     .err = {"'\\xff\\x1b[2J'"}},
};

int main(void) {
    /* Not everywhere may one mount, even within a name space of one's own. */
    if (system("unshare -Urm mount -t tmpfs none /mnt >/dev/null 2>&1") == 0)
        call_add_rows(FILE_SYSTEMS, sizeof FILE_SYSTEMS / sizeof *FILE_SYSTEMS);
    else
        print_message("no file system can be mounted here: %d tests are left out\n",
                      (int)(sizeof FILE_SYSTEMS / sizeof *FILE_SYSTEMS));
    call_add_rows(PLACES, sizeof PLACES / sizeof *PLACES);
#ifdef __SANITIZE_ADDRESS__
    (void)LARGE_ONES; /* it needs terabytes of address space for itself */
#else
    call_add_rows(LARGE_ONES, sizeof LARGE_ONES / sizeof *LARGE_ONES);
#endif
    call_add_rows(WORDS, sizeof WORDS / sizeof *WORDS);
    return call_run_group("place");
}
