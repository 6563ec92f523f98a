# screen.sh: for scripts that look at the window itself, to be sourced: a folder of their own, $here, that goes when they
# end, as do the programs noted in $pids; and by `open_screen SIZE` a screen of a number that nobody has.
# shellcheck shell=bash

here=$(mktemp -d)
pids=
finish() {
    # shellcheck disable=SC2086 # a word each
    [ -z "$pids" ] || kill $pids 2>/dev/null || true
    rm -rf "$here"
}
trap finish EXIT

# Xvfb chooses the number, and says so.
open_screen() {
    local number
    mkfifo "$here/number"
    Xvfb -displayfd 3 -screen 0 "$1x24" 3>"$here/number" >/dev/null 2>&1 &
    pids="$pids $!"
    read -r number <"$here/number"
    export DISPLAY=:$number XDG_STATE_HOME=$here/state
    unset WAYLAND_DISPLAY SDL_VIDEODRIVER
}
