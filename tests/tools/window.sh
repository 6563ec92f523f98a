#!/bin/bash
# window.sh PROGRAM: the window on a real screen, as far as Xvfb is one: keys and clicks of xdotool, pictures of what is
# really shown, an editor that saves while it is open, and films made by ffmpeg. It ends by itself.
set -u

program=$(realpath "$1")
. tests/tools/screen.sh
failed=0
fail() { echo "window: $*"; failed=1; }

open_screen 1400x900

# Asks again and again until it is so, for at most ten seconds.
until_so() { for _ in $(seq 100); do "$@" >/dev/null 2>&1 && return; sleep 0.1; done; return 1; }
shot() { import -window root "$here/$1.png"; }
off() { compare -metric AE "$here/$1.png" "$here/$2.png" null: 2>&1 | sed 's/[^0-9.e+].*//'; }
has_changed() { shot now; [ "$(off now "$1")" != 0 ]; }
has_title() { xdotool search --name "^$1\$"; }

cd "$here" || exit 1
cp "$OLDPWD/scenarios/01-fifth-laptop.yaml" mine.yaml
"$program" view mine.yaml --record log 2>"$here/said" &
viewer=$!
pids="$pids $viewer"
until_so has_title "The fifth laptop" || { fail "no window: $(cat "$here/said")"; exit 1; }
sleep 0.5
shot first
colours=$(identify -format %k first.png)
[ "$colours" -gt 30 ] || fail "the first picture has only $colours colours"

# Keys, characters and clicks arrive.
xdotool key Next
until_so has_changed first || fail "PgDn shows nothing else"
shot second
xdotool type n
until_so has_changed second || fail "n shows nothing else"
xdotool mousemove 700 780 click 1
xdotool key s
is_saved() { ls mine-*.svg; }
until_so is_saved || fail "s saves no picture"
until_so grep -q '^key PgDn$' log && grep -q '^type n$' log && grep -q '^press ' log || fail "not all was recorded"

# An editor that replaces the file, one that writes something wrong into it, and back.
sed 's/^title: .*/title: Another/' mine.yaml >new && mv new mine.yaml
until_so has_title Another || fail "the file was replaced, and not read again"
cp mine.yaml good
shot before
echo 'run: nonsense' >>mine.yaml
until_so has_changed before || fail "what is wrong with the file is not shown"
xdotool search --name '^Another$' >/dev/null || fail "the last good run did not stay"
cat good >mine.yaml
xdotool key Escape

# Closing while a film is made leaves nothing of it.
xdotool key End
sleep 0.3
xdotool key ctrl+s Down Down Down Return
sleep 0.3
xdotool key Return
sleep 0.5
xdotool key ctrl+q
wait $viewer
status=$?
[ $status = 0 ] || fail "it ended with $status: $(cat "$here/said")"
[ -z "$(ls -A | grep -v -e '^mine' -e '^log$' -e '^good$' -e '\.png$' -e '^state$' -e '^said$' -e '^number$')" ] ||
    fail "left behind: $(ls -A)"

# Films, as a player sees them.
for ending in mp4 gif webm; do
    "$program" film fifth-laptop --to 1d --speed 6h --fps 5 --size 321x241 -o "film.$ending" || fail "no $ending"
    frames=$(ffprobe -v error -count_frames -select_streams v -show_entries stream=nb_read_frames -of csv=p=0 "film.$ending")
    [ "${frames%,}" = 21 ] || fail "film.$ending has $frames pictures"
done
"$program" film fifth-laptop --to 14d --speed 1h -o never.mp4 &
film=$!
sleep 1
kill -TERM $film 2>/dev/null
wait $film
ls -A | grep -q -e never -e leaselab && fail "a film that was interrupted is there: $(ls -A)"
exit $failed
