/* leaselab-view as it is called, without a screen: SDL's dummy driver, its software renderer, and recorded
 * sessions whose ticks are the only time there is. */
#include "tests/support/call.h"
#include "tests/support/golden.h"

#include "tests/support/sandbox.h"

#include <limits.h>
#include <unistd.h>

#define GOOD                                                                                                 \
    "title: A title\nabout: a\nstart: 2026-01-05 08:00\nrun: 30d\nhosts: {kms1: {}}\n"                       \
    "machines: {lab: {product: office-ltsc, count: 5}}\n"

/* What is recorded or saved lands in the test's folder. */
#define ALONE  "export SDL_VIDEODRIVER=dummy XDG_STATE_HOME=$PWD/state; "
#define REPLAY "leaselab view --replay log x.yaml"

static const CallRow CALLS[] = {
    /* the screen */
    {"without_a_screen_one_line_says_what_does_without", GOOD,
     "env -u DISPLAY -u WAYLAND_DISPLAY SDL_VIDEODRIVER=x11 leaselab view x.yaml", 3,
     .err = {"leaselab: error: there is no screen", "'leaselab view --text FILE' does without a window\n"}},
    {"so_it_does_where_nothing_is_asked_for", GOOD,
     "env -u DISPLAY -u WAYLAND_DISPLAY -u XDG_RUNTIME_DIR -u SDL_VIDEODRIVER timeout 60 leaselab view "
     "x.yaml 2>&1 | wc -l; env -u DISPLAY -u WAYLAND_DISPLAY -u XDG_RUNTIME_DIR -u SDL_VIDEODRIVER "
     "timeout 60 leaselab view x.yaml",
     3, .out = {"1\n"}, .err = {"leaselab: error: there is no screen"}},
    {"a_driver_that_is_not_there_is_no_screen", GOOD, "SDL_VIDEODRIVER=nosuch leaselab view x.yaml | wc -l",
     0, .out = {"0\n"}, .err = {"leaselab: error: there is no screen", "--text FILE"}},
    {"a_font_that_is_not_there_is_said", GOOD, ALONE "LEASELAB_FONT=/none leaselab view x.yaml", 3,
     .err = {"leaselab: error: ", "/none"}},
    /* the call */
    {"sizes_and_scales_have_limits", GOOD,
     "for call in '--size 0x5' '--size 9x' '--size 8193x9' '--size axb' '--scale 99' '--scale 301'; do "
     "leaselab view $call x.yaml; echo $?; done",
     0, .out = {"2\n2\n2\n2\n2\n2\n"},
     .err = {"--size '0x5' is no size", "--size '9x'", "--size '8193x9'", "--size 'axb'",
             "--scale '99' is not within 100 to 300", "--scale '301'"}},
    {"a_theme_of_figures_alone_is_none_of_the_window", GOOD, "leaselab view --theme auto x.yaml", 2,
     .err = {"--theme is 'light', 'dark', 'print' or 'high-contrast', not 'auto'"}},
    {"the_window_answers_for_itself", NULL,
     "d=$(dirname $(readlink -f $(command -v leaselab))); $d/leaselab-view --version; $d/leaselab-view -h", 0,
     .out = {"leaselab 0.", "\nusage: leaselab view"}},
    {"it_is_looked_for_beside_the_program_and_nowhere_else", GOOD,
     "mkdir a b; cp $(command -v leaselab) a; printf '#!/bin/sh\\necho wrong' >b/leaselab-view; "
     "chmod +x b/leaselab-view; PATH=$PWD/b:$PATH a/leaselab view x.yaml",
     3, .err = {"a/leaselab-view' is not there; 'make build/leaselab-view' builds it", "--text"},
     .lacks = "wrong"},
    {"one_of_another_version_is_not_started", GOOD,
     "mkdir a; cp $(command -v leaselab) a; printf '#!/bin/sh\\necho leaselab 0.0.1' >a/leaselab-view; "
     "chmod +x a/leaselab-view; a/leaselab view x.yaml",
     3, .err = {"a/leaselab-view' is not of this version, 0."}},
    /* sessions */
    {"a_session_that_ends_with_quit_ends", GOOD, ALONE "echo quit >log; " REPLAY "; ls", 0,
     .out = {"log\nstate\nx.yaml\n"}},
    {"so_does_ctrl_q", GOOD, ALONE "echo 'key Ctrl+Q' >log; " REPLAY, 0, .out = {NULL}},
    {"a_shot_is_a_new_file_here", GOOD,
     ALONE "printf 'shot a.png\\nshot a.txt\\nshot a.tell\\nquit\\n' >log; " REPLAY
           "; head -c 4 a.png | tail -c 3; head -n 1 a.txt; head -n 1 a.tell",
     0, .out = {"PNGsheet 1280x720", "A title\n"}},
    {"and_no_old_one", GOOD, ALONE "echo old >a.txt; echo 'shot a.txt' >log; " REPLAY "; cat a.txt", 0,
     .out = {"old\n"}, .err = {"cannot write the shot 'a.txt': File exists"}},
    {"nor_one_elsewhere", GOOD, ALONE "mkdir d; echo 'shot d/a.txt' >log; " REPLAY "; ls d", 0,
     .err = {"log:1:6: error: this is no event", "the name of a new file, without '/'"}},
    {"a_line_that_is_no_event_is_shown_where_it_is_wrong", GOOD,
     ALONE "printf 'type n\\n\\n# so\\ntype nn\\n' >log; " REPLAY, 2,
     .err = {"log:4:6: error: this is no event [no-event]\n     4 | type nn\n       |      ^~\n"
             "       = expected: one character, as in 'type w' or 'type U+0020'\n"}},
    {"and_what_events_there_are", GOOD, ALONE "echo typ n >log; " REPLAY, 2,
     .err = {"log:1:1: error: this is no event", "expected: key, type, move, ", ", quit, shot\n"}},
    {"a_session_that_is_not_there_is_said", GOOD, ALONE "leaselab view --replay none x.yaml", 3,
     .err = {"cannot read 'none'"}},
    {"what_is_recorded_can_be_replayed", GOOD,
     ALONE "printf 'type n\\nkey Right\\npress 3 4\\ndrag 5 6\\nrelease 5 6\\ntick 16\\nquit\\n' >log; "
           "leaselab view --replay log --record again x.yaml; tail -n +2 again | cmp - log && echo same",
     0, .out = {"same\n"}},
    {"a_recording_writes_over_nothing", GOOD,
     ALONE "echo quit >log; echo old >again; leaselab view --replay log --record again x.yaml; cat again", 0,
     .out = {"old\n"}, .err = {"cannot record to 'again': File exists"}},
    {"nothing_is_recorded_where_no_window_comes", GOOD,
     "export SDL_VIDEODRIVER=nosuch XDG_STATE_HOME=$PWD/state; leaselab view --record again x.yaml; ls", 0,
     .out = {"state\nx.yaml\n"}, .err = {"there is no screen"}},
    {"nor_beside_a_replay_that_is_wrong_of_which_nothing_is_done", GOOD,
     ALONE "printf 'shot a.tell\\nbogus\\n' >log; leaselab view --replay log --record again x.yaml; ls", 0,
     .out = {"log\nstate\nx.yaml\n"}, .err = {"log:2:1: error: this is no event"}},
    {"a_recording_that_has_no_room_ends_with_a_whole_line_and_what_is_replayed_goes_on", GOOD,
     ALONE
     "for i in $(seq 600); do echo tick 16; done >log; printf 'shot a.tell\nquit\n' >>log; (ulimit -f 8; "
     "exec leaselab view --replay log --record again x.yaml); echo $?; tail -n +2 again | cmp - log; "
     "tail -c 8 again; cat a.tell",
     0, .out = {"3\ntick 16\n", "cannot record to 'again': File too large"},
     .err = {"error: cannot record to 'again': File too large", "cmp: EOF on -"}},
    {"one_that_has_no_room_at_all_is_not_left", GOOD,
     ALONE "printf 'tick 16\nquit\n' >log; (ulimit -f 0; exec leaselab view --replay log --record again "
           "x.yaml) 2>&1 | cat; ls -A",
     0, .out = {"leaselab: error: cannot record to 'again': File too large\nlog\n"}, .lacks = "again\n"},
    {"nor_one_of_nothing_but_how_large_the_window_is", GOOD,
     ALONE "printf 'tick 16\nquit\n' >log; prlimit --fsize=20 leaselab view --replay log --record again "
           "x.yaml 2>&1 | cat; ls -A",
     0, .out = {"leaselab: error: cannot record to 'again': File too large\nlog\n"}, .lacks = "again\n"},
    {"one_in_which_the_window_got_another_size_is", GOOD,
     ALONE "echo old >a.txt; printf 'resize 400 300\nshot a.txt\n' >log; leaselab view --replay log --record "
           "again x.yaml; echo $?; tail -n 1 again",
     0, .out = {"3\nresize 400 300\n"}, .err = {"cannot write the shot 'a.txt': File exists"}},
    {"only_ticks_move_time", GOOD,
     ALONE "printf 'type U+0020\\nshot a.tell\\nshot b.tell\\ntick 500\\nshot c.tell\\nquit\\n' >log; " REPLAY
           "; cmp a.tell b.tell && ! cmp -s b.tell c.tell && echo so",
     0, .out = {"so\n"}},
    /* files */
    {"a_file_that_is_not_there_is_said_as_everywhere_and_opens_no_window", NULL,
     ALONE
     "leaselab run none.yaml 2>said; echo $?; leaselab view none.yaml 2>again; echo $?; cmp said again && "
     "cat again; echo quit >log; leaselab view --replay log --record new none.yaml 2>/dev/null; ls",
     0, .out = {"3\n3\n", "leaselab: error: cannot read 'none.yaml'", "again\nlog\nsaid\n"}, .lacks = "new"},
    {"so_is_one_that_is_wrong", "run: 1\n",
     ALONE "leaselab run x.yaml 2>said; leaselab view x.yaml 2>again; echo $?; cmp said again && cat again; "
           "leaselab view - <x.yaml",
     2, .out = {"2\n", "x.yaml:1:6: error"}, .err = {"<stdin>:1:6: error"}},
    {"one_that_comes_later_is_said_in_the_window_and_the_last_good_one_stays", GOOD,
     ALONE "echo 'run: 1' >wrong.yaml; printf 'drop none.yaml\nshot a.tell\ndrop wrong.yaml\nshot b.tell\n"
           "key Escape\nshot c.tell\nquit\n' >log; " REPLAY "; cat a.tell b.tell; head -n 1 c.tell",
     0, .out = {"cannot read 'none.yaml'", "wrong.yaml:1:6: error", "A title\n"}},
    {"a_pipe_in_the_call_is_read_and_not_watched", GOOD,
     ALONE "mkfifo p; cat x.yaml >p & printf 'shot a.tell\nchanged\nshot b.tell\nquit\n' >log; "
           "leaselab view --replay log p; head -n 1 a.tell; cat b.tell",
     0, .out = {"A title\n", "standard input or a pipe cannot be read again"}},
    {"without_a_file_lessons_are_offered", NULL,
     ALONE "printf 'shot a.tell\\nquit\\n' >log; leaselab view --replay log; cat a.tell", 0,
     .out = {"The fifth laptop"}},
    {"what_was_open_of_late_is_offered", GOOD,
     ALONE "echo quit >log; " REPLAY "; printf 'shot a.tell\\nquit\\n' >log; leaselab view --replay log; "
           "cat a.tell",
     0, .out = {"x.yaml"}},
    {"a_state_that_cannot_be_kept_is_no_trouble", GOOD,
     ALONE "export XDG_STATE_HOME=/proc/none; echo quit >log; " REPLAY, 0, .out = {NULL}},
    {"a_dropped_file_is_opened", GOOD,
     ALONE
     "sed 's/A title/Another/' x.yaml >y.yaml; printf 'drop y.yaml\\nshot a.tell\\nquit\\n' >log; " REPLAY
     "; cat a.tell",
     0, .out = {"Another\n"}},
    {"a_lesson_that_is_a_pipe_is_not_offered", GOOD,
     ALONE "mkdir ours; mkfifo ours/01-pipe.yaml; export LEASELAB_SCENARIOS=$PWD/ours; printf 'shot "
           "a.tell\nquit\n' "
           ">log; leaselab view --replay log; cat a.tell; leaselab run pipe",
     3, .out = {"cannot read", "01-pipe.yaml"}, .err = {"01-pipe.yaml': Invalid argument"}},
    {"nor_what_was_open_of_late_read_from_one", GOOD,
     ALONE "mkdir -p state/leaselab; mkfifo state/leaselab/recent; echo quit >log; " REPLAY, 0,
     .out = {NULL}},
    {"a_dropped_folder_or_pipe_is_refused", GOOD,
     ALONE "mkdir d; mkfifo p; printf 'drop d\\nshot a.tell\\ndrop p\\nshot b.tell\\nquit\\n' >log; " REPLAY
           "; cat a.tell b.tell",
     0, .out = {"cannot read 'd': Is a directory", "A title\n", "cannot read 'p'", "A title\n"}},
    {"a_huge_file_is_refused", GOOD,
     ALONE "truncate -s 2G big.yaml; printf 'drop big.yaml\\nshot a.tell\\nquit\\n' >log; " REPLAY
           "; cat a.tell",
     0, .out = {"big.yaml", "4 MiB", "A title\n"}},
    {"a_thousand_dropped_files_leave_the_last", GOOD,
     ALONE
     "for i in $(seq 1000); do echo drop x.yaml; done >log; printf 'shot a.tell\\nquit\\n' >>log; " REPLAY
     "; cat a.tell",
     0, .out = {"A title\n"}},
    {"a_changed_file_is_read_again", GOOD,
     ALONE "printf 'changed\\nshot a.tell\\nquit\\n' >log; " REPLAY "; cat a.tell", 0,
     .out = {"The file was read again.\n"}},
    /* saving */
    {"pictures_are_numbered_and_never_written_over", GOOD,
     ALONE "printf 'type s\\ntype s\\ntype s\\nquit\\n' >log; " REPLAY "; ls *.svg", 0,
     .out = {"x-0m-2.svg\nx-0m-3.svg\nx-0m.svg\n"}},
    {"all_kinds_of_pictures_are_saved", GOOD,
     ALONE "printf 'key Ctrl+S\\ntype 2\\nkey Ctrl+S\\ntype 3\\nquit\\n' >log; " REPLAY
           "; head -c 4 x-0m.pdf; head -c 4 x-0m.png | tail -c 3",
     0, .out = {"%PDFPNG"}},
    {"a_folder_that_cannot_be_written_to_is_said", GOOD,
     ALONE
     "ln -s /nowhere/at/all x-0m.svg; mkdir x-0m-2.svg; printf 'type s\\nshot a.tell\\nquit\\n' >log; " REPLAY
     "; ls -d x-0m*",
     0, .out = {"x-0m-2.svg\nx-0m-3.svg\nx-0m.svg\n"}},
    {"sizes_from_one_pixel_to_thousands_are_drawn", GOOD,
     ALONE "for s in '1 1' '0 0' '700 0' '0 700' '1 700' '700 1' '3 3' '8192 30' '30 8192' '640 480'; do "
           "echo resize $s; "
           "echo key Tab; echo type n; done >log; echo quit >>log; " REPLAY,
     0, .out = {NULL}},
};

/* Replays tests/window/NAME.events in the test's folder. */
static void replay(const char *name, const char *path) {
    char line[600];
    snprintf(line, sizeof line, ALONE "root='%s'; leaselab view --replay $root/tests/window/%s.events %s",
             call_root(), name, path);
    free(call_out(line));
}

/* A shot of it is as it was when it was looked at. */
static void assert_shot(const char *session, const char *shot) {
    char name[200];
    char *text = sandbox_read(shot, NULL), *here = getcwd(NULL, 0);
    assert_non_null(text);
    assert_non_null(here);
    snprintf(name, sizeof name, "window-%s-%.*s", session, (int)strcspn(shot, "."), shot);
    if (strstr(shot, ".tell")) strcat(name, "-told");
    assert_int_equal(chdir(call_root()), 0);
    assert_golden(name, text);
    assert_int_equal(chdir(here), 0);
    free(here);
    free(text);
}

static void assert_picture(const char *session, const char *shot) {
    char name[200], path[PATH_MAX];
    snprintf(name, sizeof name, "window-%s-%.*s", session, (int)strcspn(shot, "."), shot);
    assert_non_null(realpath(shot, path));
    char *here = getcwd(NULL, 0);
    assert_int_equal(chdir(call_root()), 0);
    assert_golden_picture(name, path);
    assert_int_equal(chdir(here), 0);
    free(here);
}

static void a_lesson_is_shown_as_it_was_looked_at(void **state) {
    (void)state;
    replay("lesson", "$root/scenarios/01-fifth-laptop.yaml");
    assert_shot("lesson", "asked.txt");
    assert_shot("lesson", "asked.tell");
    assert_shot("lesson", "answered.txt");
    assert_shot("lesson", "answered.tell");
    assert_picture("lesson", "asked.png");
    assert_picture("lesson", "answered.png");
}

static void a_branch_is_shown_as_it_was_looked_at(void **state) {
    (void)state;
    replay("branch", "$root/scenarios/18-seasonal-lab.yaml");
    assert_shot("branch", "whom.tell");
    assert_shot("branch", "branch.txt");
    assert_shot("branch", "branch.tell");
    assert_shot("branch", "difference.tell");
    assert_shot("branch", "undone.tell");
    assert_picture("branch", "branch.png");
}

static const char FLEET[] =
    "title: Five thousand machines\nabout: a\nstart: 2026-01-05 08:00\nrun: 250d\nhosts: {kms1: {}}\n"
    "machines:\n"
    "  desk: {product: windows-client, count: 4000, starts: {from: 0m, to: 7d}}\n"
    "  lab: {product: office-ltsc, count: 1000, starts: {from: 20d, to: 30d}}\n"
    "changes: [{at: 60d, host: kms1, do: down}, {at: 245d, host: kms1, do: up}]\n";

static void a_fleet_is_shown_as_it_was_looked_at(void **state) {
    (void)state;
    sandbox_write("fleet.yaml", FLEET, strlen(FLEET));
    replay("fleet", "fleet.yaml");
    assert_picture("fleet", "fleet.png");
    assert_picture("fleet", "why.png");
}

/* ---- what happens to a screen ------------------------------------------------------------------------- */

#ifdef __SANITIZE_ADDRESS__
enum { IS_FIRST = false }; /* the sanitizer's library must come before all others */
#else
enum { IS_FIRST = true };
#endif

/* The window while these things happen to it (tests/tools/mishap.c); what it comes to. */
static void assert_mishaps(const char *mishaps, const char *expected) {
    char line[1200];
    if (!IS_FIRST) skip();
    snprintf(line, sizeof line,
             ALONE "gcc -std=c11 -D_GNU_SOURCE -fPIC -shared $(pkg-config --cflags sdl2) "
                   "'%s/tests/tools/mishap.c' -o mishap.so || exit; "
                   "d=$(dirname $(readlink -f $(command -v leaselab))); "
                   "MISHAP=%s LD_PRELOAD=./mishap.so $d/leaselab-view x.yaml 2>&1; echo ends with $?",
             call_root(), mishaps);
    sandbox_write("x.yaml", GOOD, strlen(GOOD));
    char *out = call_out(line);
    assert_string_equal(out, expected);
    free(out);
}

static void what_a_renderer_lost_is_made_anew_at_once(void **state) {
    (void)state;
    assert_mishaps("rddrq", "made 5, refused 0, lost 0, shown 1280 wide\nends with 0\n");
}

static void a_texture_that_is_refused_once_is_made_later(void **state) {
    (void)state;
    assert_mishaps("tdtq", "made 4, refused 2, lost 0, shown 1280 wide\nends with 0\n");
}

static void where_every_texture_is_refused_it_ends_and_says_what_does_without(void **state) {
    (void)state;
    assert_mishaps("T", "leaselab: error: the window cannot be drawn any more; 'leaselab view --text FILE' "
                        "does without\nmade 1, refused 20, lost 0, shown 1280 wide\nends with 3\n");
}

static void on_a_denser_screen_there_are_as_many_pixels_as_it_has(void **state) {
    (void)state;
    assert_mishaps("sdq", "made 3, refused 0, lost 0, shown 2560 wide\nends with 0\n");
}

static void the_same_session_is_the_same_to_the_byte(void **state) {
    (void)state;
    replay("lesson", "$root/scenarios/01-fifth-laptop.yaml");
    free(call_out("mkdir first && mv *.txt *.tell *.png first"));
    replay("lesson", "$root/scenarios/01-fifth-laptop.yaml");
    free(call_out("for f in *.txt *.tell *.png; do cmp $f first/$f; done"));
}

int main(void) {
    call_add_rows(CALLS, sizeof CALLS / sizeof *CALLS);
    CALL_ADD(a_lesson_is_shown_as_it_was_looked_at);
    CALL_ADD(a_branch_is_shown_as_it_was_looked_at);
    CALL_ADD(a_fleet_is_shown_as_it_was_looked_at);
    CALL_ADD(what_a_renderer_lost_is_made_anew_at_once);
    CALL_ADD(a_texture_that_is_refused_once_is_made_later);
    CALL_ADD(where_every_texture_is_refused_it_ends_and_says_what_does_without);
    CALL_ADD(on_a_denser_screen_there_are_as_many_pixels_as_it_has);
    CALL_ADD(the_same_session_is_the_same_to_the_byte);
    return call_run_group("window");
}
