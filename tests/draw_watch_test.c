/* `leaselab draw --watch`: draws again when the file changes, however an editor changes it. Nothing waits for
 * a time to pass: what it says of each drawing is read from a pipe. */
#include "tests/support/call.h"

#define GOOD                                                                                                 \
    "title: One\nabout: a\nrun: 30d\nhosts: {kms1: {}}\nmachines: {lab: {product: office-ltsc, count: 5}}\n"

/* Starts the watch of x.yaml in the background and reads what it says first. `said` waits for one more line
 * with these words. A shell without a terminal ignores INT in the background, hence bash and its -m; only
 * while it starts the watch, for with -m it also says, at a time of its own, that a job has ended. */
#define BEGIN                                                                                                \
    "exec bash -c 'set -m; mkfifo pipe; '\"leaselab draw timeline $FILE --watch -o out.svg 2>pipe & \"'\n"   \
    "pid=$!; set +m; exec 3<pipe; said() { while IFS= read -r line <&3; do case $line in *\"$1\"*) "         \
    "return;; esac; "                                                                                        \
    "done; echo gone; exit 9; }\n"                                                                           \
    "shows() { grep -q \">$1</text>\" out.svg || echo \"lacks $1\"; }\n"                                     \
    "said drawn; shows One\n"
#define END(signal)                                                                                          \
    "exec 2>/dev/null; kill -" signal " $pid; wait $pid; echo $?; rm pipe; ls -A | tr \"\\n\" \" \"'"

static const CallRow CALLS[] = {
    {"a_file_written_in_place_is_drawn_again", GOOD,
     "FILE=x.yaml; " BEGIN
     "sed s/One/Two/ x.yaml >new; cat new >x.yaml; said drawn; shows Two; rm new\n" END("TERM"),
     0, .out = {"143\nout.svg x.yaml "}},
    {"so_is_one_that_is_replaced_by_a_rename", GOOD,
     "FILE=x.yaml; " BEGIN "sed s/One/Two/ x.yaml >new; mv new x.yaml; said drawn; shows Two\n"
     "sed s/Two/Three/ x.yaml >new; mv new x.yaml; said drawn; shows Three\n" END("INT"),
     0, .out = {"130\nout.svg x.yaml "}},
    {"or_taken_away_and_put_back", GOOD,
     "FILE=x.yaml; " BEGIN
     "mv x.yaml old; sed s/One/Two/ old >x.yaml; said drawn; shows Two; rm old\n" END("TERM"),
     0, .out = {"143\nout.svg x.yaml "}},
    {"or_is_what_a_link_leads_to", GOOD,
     "mkdir d; mv x.yaml d/y.yaml; ln -s d/y.yaml x.yaml; FILE=x.yaml; " BEGIN
     "sed s/One/Two/ d/y.yaml >new; mv new d/y.yaml; said drawn; shows Two\n" END("TERM"),
     0, .out = {"143\nd out.svg x.yaml "}},
    {"in_another_folder_too", GOOD,
     "mkdir d; mv x.yaml d; FILE=d/x.yaml; " BEGIN
     "sed -i s/One/Two/ d/x.yaml; said drawn; shows Two\n" END("TERM"),
     0, .out = {"143\nd out.svg "}},
    {"a_wrong_file_says_why_and_the_last_good_figure_stays", GOOD,
     "FILE=x.yaml; " BEGIN
     "cp out.svg good; echo \"run: 3\" >>x.yaml; said \"x.yaml:6:1: error\"; cmp out.svg good\n"
     "sed -i \"s/One/Two/; 6d\" x.yaml; said drawn; shows Two; rm good\n" END("TERM"),
     0, .out = {"143\nout.svg x.yaml "}},
    {"a_folder_that_is_gone_ends_it", GOOD,
     "mkdir d; mv x.yaml d; FILE=d/x.yaml; " BEGIN
     "rm -r d; said \"cannot watch\"; exec 2>/dev/null; wait $pid; echo $?; rm pipe; ls'",
     0, .out = {"3\nout.svg\n"}},
    {"a_file_that_was_never_there_is_said_at_once", NULL,
     "leaselab draw timeline none.yaml --watch -o out.svg", 3, .err = {"cannot read 'none.yaml'"}},
    {"a_set_is_drawn_again_whole", GOOD,
     "exec bash -c 'set -m; mkfifo pipe; leaselab draw --all x.yaml --watch -o set 2>pipe & pid=$!; set "
     "+m; exec 3<pipe\n"
     "read -r line <&3; sed -i s/One/Two/ x.yaml; read -r line <&3; grep -l Two set/*.svg\n" END("TERM"),
     0,
     .out = {"set/x-count.svg\nset/x-network.svg\nset/x-sequence.svg\nset/x-states.svg\nset/"
             "x-timeline.svg\n143\n"}},
};

int main(void) {
    call_add_rows(CALLS, sizeof CALLS / sizeof *CALLS);
    return call_run_group("draw_watch");
}
