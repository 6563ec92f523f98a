/* `leaselab view --text`, the window's twin without a screen, and `leaselab film`, as they are typed. */
#include "tests/support/call.h"

#define GOOD                                                                                                 \
    "title: A title\nabout: a\nstart: 2026-01-05 08:00\nrun: 30d\nhosts: {kms1: {}}\n"                       \
    "machines: {lab: {product: office-ltsc, count: 5}}\n"

#define TWIN "export XDG_STATE_HOME=$PWD/state; "

static const CallRow CALLS[] = {
    /* the twin */
    {"the_twin_tells_the_panels_and_ends_with_its_input", GOOD, TWIN "leaselab view --text x.yaml </dev/null",
     0, .out = {"A title\n", "----\n"}},
    {"it_needs_no_sdl", GOOD,
     TWIN "SDL_VIDEODRIVER=nosuch leaselab view --text x.yaml </dev/null; ldd $(command -v leaselab) | tr -d "
          "'\t'",
     0, .out = {"A title\n", "libcairo"}, .lacks = "SDL"},
    {"keys_characters_actions_and_events_are_lines", GOOD,
     TWIN "printf 'n\\nShift+Right\\nlist\\nEscape\\ntick 100\\nquit\\nn\\n' | leaselab view --text x.yaml | "
          "grep -c -e ----",
     0, .out = {"6\n"}},
    {"a_line_is_typed_where_one_is_asked_for", GOOD,
     TWIN "printf 'g\\n2d12h\\n' | leaselab view --text x.yaml", 0, .out = {"Go to", "Wed 7 Jan 20:00"}},
    {"instead_of_what_stood_there", GOOD,
     TWIN "printf 'filter\\nlab\\nfilter\\nstate=licensed\\nfilter\\n' | leaselab view --text x.yaml", 0,
     .out = {"state=licensed"}, .lacks = "labstate"},
    {"a_row_of_a_menu_is_chosen_by_its_number",
     "about: a\nrun: 30d\nhosts: {k: {}}\nmachines: {m: {product: office-ltsc}}\n"
     "places: [p1, p2, p3, p4, p5, p6, p7]\n",
     TWIN "printf 'f\n10\n2\nf\n1\n3\nf\n99\n0\n11x\n' | leaselab view --text x.yaml", 0,
     .out = {"  10  the place p6\n", "> B, from A at 0m (Mon 5 Jan 2026 00:00): p6 can no longer reach k\n",
             "> C, from B at 0m (Mon 5 Jan 2026 00:00): k is deactivated"},
     .err = {"'99' is no key, action or event", "'11x' is no key"}},
    {"an_empty_line_is_a_second_that_goes_by", GOOD,
     TWIN "printf 'to-start\\nSpace\\n\\n' | leaselab view --text x.yaml", 0,
     .out = {"Mon 5 Jan 08:00", "----\n", "Mon 5 Jan 14:00"}},
    {"a_wrong_file_that_is_mended_is_opened_and_not_taken_for_what_was_open_before", GOOD,
     TWIN
     "mkfifo keys; : >told; echo 'run: 1' >y.yaml; leaselab view --text x.yaml <keys >>told & exec 3>keys; "
     "told() { until [ $(grep -c -e ---- told) -ge $1 ]; do :; done; }; "
     "printf 'Shift+Right\\nPageDown\\ndrop y.yaml\\n' >&3; told 4; sed 's/A title/Another/' x.yaml >y.yaml; "
     "printf 'changed\\n' >&3; told 5; sed -i 's/Another/A third/' y.yaml; printf "
     "'Shift+Right\\nchanged\\nquit\\n' "
     ">&3; "
     "wait; cat told",
     0,
     .out = {"Tue 6 Jan 08:00", "y.yaml:1:6: error", "Another\nLIVE · Mon 5 Jan 08:00",
             "A third\nLIVE · Tue 6 Jan 08:00"}},
    {"another_line_is_said_to_be_none", GOOD,
     TWIN "printf 'nonsense \\033\\n' | leaselab view --text x.yaml | grep -c -e ----", 0, .out = {"1\n"},
     .err = {"leaselab: 'nonsense \\x1b' is no key, action or event"}},
    {"a_wrong_file_ends_it", "run: 1\n", TWIN "leaselab view --text x.yaml </dev/null", 2,
     .err = {"x.yaml:1:6: error"}},
    {"the_file_cannot_come_where_the_keys_come", GOOD, "leaselab view --text - <x.yaml", 2,
     .err = {"--text reads keys from standard input"}},
    {"recordings_are_the_windows", GOOD, "leaselab view --text --record a x.yaml </dev/null", 2,
     .err = {"--record and --replay go with the window"}},
    {"a_full_disk_is_said", GOOD, TWIN "leaselab view --text x.yaml </dev/null >/dev/full", 3,
     .err = {"cannot write standard output"}},
    {"a_reader_that_goes_away_ends_it", GOOD,
     TWIN "(for i in $(seq 2000); do echo n; done) | leaselab view --text x.yaml | head -n 1", 0,
     .out = {"A title\n"}},
    /* films, as pictures: what ffmpeg makes of them is for `make check` */
    {"a_film_is_a_folder_of_pictures_where_out_names_one", GOOD,
     "leaselab film x.yaml --to 1d --speed 6h --fps 2 --size 320x200 -o film; ls film", 0,
     .out = {"000001.png\n000002.png\n", "000009.png\n"}, .lacks = "000010.png"},
    {"without_ffmpeg_it_is_one_instead", GOOD,
     "mkdir bin; ln -s $(command -v leaselab) bin; ln -s $(command -v ls) bin; "
     "PATH=$PWD/bin; leaselab film x.yaml --to 6h --fps 2 --size 64x64 -o a.mp4; ls",
     0, .out = {"a\nbin\nx.yaml\n"},
     .err = {"ffmpeg is not installed, so 3 pictures were made in 'a' instead"}},
    {"ffmpeg_that_gives_up_leaves_nothing", GOOD,
     "mkdir bin; printf '#!/bin/sh\\nexit 1' >bin/ffmpeg; chmod +x bin/ffmpeg; PATH=$PWD/bin:$PATH; "
     "leaselab film x.yaml --to 6h --fps 2 --size 640x640 -o a.mp4; echo $?; ls -A",
     0, .out = {"3\nbin\nx.yaml\n"}, .err = {"ffmpeg"}},
    {"its_words_are_no_shells_and_its_output_no_name", GOOD,
     "mkdir bin; printf '#!/bin/sh\\nfor w; do echo \"$w\"; done >words; cat >/dev/null; echo film >&3' "
     ">bin/ffmpeg; chmod +x bin/ffmpeg; PATH=$PWD/bin:$PATH; "
     "leaselab film x.yaml --to 6h --fps 2 --size 64x64 -o 'http:$(id).mp4'; cat 'http:$(id).mp4' words",
     0, .out = {"film\n-nostdin\n", "64x64\n", "\npipe:0\n", "\nfile:/proc/self/fd/3\n"}, .lacks = "http"},
    {"the_same_film_has_the_same_pictures", GOOD,
     "for d in a b; do leaselab film x.yaml --from 1d --to 2d --fps 3 --size 400x300 -o $d; done; "
     "for f in a/*; do cmp $f b/${f#a/}; done; ls a | wc -l",
     0, .out = {"13\n"}},
    {"of_a_film_without_a_picture_no_folder_is_left", GOOD,
     "(ulimit -f 1; leaselab film x.yaml --to 0m -o film); ls", 0, .out = {"x.yaml\n"}, .lacks = "film\n",
     .err = {"File too large"}},
    {"an_instant_is_a_film_of_one_picture", GOOD,
     "leaselab film x.yaml --from 2d --to 2d --size 64x64 -o film; ls film", 0, .out = {"000001.png\n"},
     .lacks = "000002"},
    {"a_film_of_a_lesson_goes_through_its_questions", NULL,
     "leaselab film fifth-laptop --from 0m --to 14d --speed 7d --fps 1 --size 64x64 -o film; ls film", 0,
     .out = {"000001.png\n000002.png\n000003.png\n"}, .lacks = "000004"},
    {"what_is_wrong_with_the_call_is_said", GOOD,
     "for call in '--to 31d' '--from 2d --to 1d' '--speed 0m' '--speed 2y' '--fps 0' '--fps 61'; do "
     "leaselab film x.yaml $call -o f; echo $?; done; ls",
     0, .out = {"2\n2\n2\n2\n2\n2\n"},
     .err = {"--to '31d'", "--to '1d' is before --from", "--speed '0m' is no duration from 1m to 364d",
             "--speed '2y'", "--fps '0'", "--fps '61'"}},
    {"a_film_needs_a_place", GOOD, "leaselab film x.yaml; leaselab film x.yaml -o -", 2,
     .err = {"'film' needs --output OUT", "a film needs a file or directory"}},
};

int main(void) {
    call_add_rows(CALLS, sizeof CALLS / sizeof *CALLS);
    return call_run_group("view_text");
}
