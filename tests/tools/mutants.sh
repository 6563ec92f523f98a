#!/bin/bash
# mutants.sh check | run [NAME...]: the bug bank, tests/mutants/bank.txt. `check` sees whether every text still stands
# exactly once where the bank says. `run` makes each mutant in a copy of the sources, builds what it changes and runs
# the tests until one fails; a mutant that no test finds is a failure.
#
# build/mutants/good holds the sources as they are and build/mutants/tried those with one mistake; after each mutant
# whatever was made of it is put back from there. Each mutant is tried with its likely tests first: the one that found
# it last time, and those whose name has a word of its own, its file's or its room's. Then come all others, for those
# that are left.
set -u

bank=tests/mutants/bank.txt
good=build/mutants/good tried=build/mutants/tried
# What is remembered from one call to the next: which test found a mutant, and the seconds that a test takes.
found=$PWD/build/mutants/found usual=$PWD/build/mutants/usual
# What tests call, besides themselves.
programs="build/leaselab build/leaselab-view build/misfortune.so"

# Names, one a line; or of one mutant: its sentence, file, text or replacement.
names() { sed -n 's/^\[\([^]]*\)\].*/\1/p' "$bank"; }
part() { # NAME PREFIX
    awk -v name="[$1]" -v prefix="$2" '
        substr($0, 1, length(name)) == name { found = 1; if (prefix == "[") { print substr($0, length(name) + 2); exit } }
        found && substr($0, 1, 2) == prefix " " { print substr($0, 3); exit }' "$bank"
}

# Prints FILE with the text replaced; fails unless it stands there once.
mutate() { # FILE TEXT REPLACEMENT
    text=$2 replacement=$3 awk '
        { at = index($0, ENVIRON["text"]) }
        at { count++; $0 = substr($0, 1, at - 1) ENVIRON["replacement"] substr($0, at + length(ENVIRON["text"])) }
        { print }
        END { exit count != 1 }' "$1"
}

check() {
    local failed=0 name
    for name in $(names); do
        mutate "$(part "$name" @)" "$(part "$name" -)" "$(part "$name" +)" >/dev/null ||
            { echo "$bank: [$name]: its text does not stand exactly once in $(part "$name" @)"; failed=1; }
    done
    [ "$(names | sort | uniq -d)" = "" ] || { echo "$bank: two have one name: $(names | sort | uniq -d)"; failed=1; }
    [ "$failed" = 0 ] && echo "$(names | wc -l) mutants, each fits"
    return "$failed"
}

# Not for this make's own flags; what it builds is not debugged.
build_in() { # FOLDER TARGET...
    local folder=$1
    shift
    env -u MAKEFLAGS -u MAKELEVEL make -s -C "$folder" CFLAGS="-Wno-error -g0" LDFLAGS=-s "$@" >build/mutants/log 2>&1
}

# Files have the times of the sources, so that only what changed since the last call is built.
copy_sources() { # FOLDER
    mkdir -p "$1"
    (cd "$1" && rm -rf sim ui tests scenarios)
    cp -a Makefile sim ui tests scenarios README.md .clang-format "$1/"
}

# The tests in the order in which they are tried: the likely ones, or the rest.
tests_for() { # NAME FILE likely|rest
    local base room
    base=$(basename "$2" .c) base=${base%.h}
    room=$(basename "$(dirname "$2")")
    case $room in
    scenario) room=reader ;;
    figures) room=figure ;;
    prove) room=law ;;
    esac
    ls $good/tests/*_test.c | sed 's|.*/\(.*\)\.c|build/tests/\1|' |
        awk -v words="${base//_/ } ${1//-/ }" -v room="$room" -v last="$(last_found "$1")" -v usual="$usual" -v which="$3" '
            BEGIN { count = split(words, word, " "); while ((getline line < usual) > 0) { split(line, pair, " "); takes[pair[1]] = pair[2] } }
            {
                rank = index($0, room) ? 1 : /conformance|crowd|run_test|lifecycle|outage/ ? 2 : 3
                for (i = 1; i <= count; i++) if (length(word[i]) > 3 && index($0, word[i])) rank = 0
                if ($0 == last) rank = -1
                if ((which == "likely") == (rank < 2)) print rank, takes[$0] + 0, $0
            }' |
        sort -s -k1,1n -k2,2n | cut -d' ' -f3
}
last_found() { awk -v name="$1" '$1 == name { last = $2 } END { print last }' "$found" 2>/dev/null; }

# Runs a test, at most so many seconds of a processor (for it, and each program it starts), and as many more as a busy
# machine may keep it waiting. Whoever ends it, it has failed.
try() { # FOLDER TEST SECONDS
    (
        cd "$1" || exit
        ulimit -c 0 -t "$3"
        LEASELAB=$PWD/build/leaselab timeout -k 10 $(($3 * 20)) "$2" </dev/null
    ) >build/mutants/test.log 2>&1
}

# The seconds that a test takes where nothing is wrong, looked at once. One that fails even there proves nothing.
seconds_of() { # TEST
    local seconds
    seconds=$(awk -v test="$1" '$1 == test { print $2; exit }' "$usual" 2>/dev/null)
    if [ -z "$seconds" ]; then
        build_in $good $programs "$1" || return
        seconds=$( (TIMEFORMAT='%U %S'; time try $good "$1" 600) 2>&1) ||
            { cp build/mutants/test.log build/mutants/broken.log; echo "$1 fails without any mutant: build/mutants/broken.log" >&2; return 1; }
        seconds=$(echo "$seconds" | awk '{ print int($1 + $2 + 1) }')
        echo "$1 $seconds" >>"$usual"
    fi
    echo "$seconds"
}

# The first test that failed, or the one in which the program died.
first_failed() {
    sed -n 's/^\[ RUN  *\] //p; s/^\[  FAILED  \] \([a-z].*\)/failed \1/p' build/mutants/test.log |
        awk '{ name = $0 } sub(/^failed /, "", name) { exit } END { print name }'
}

put_back() {
    find $tried/build -type f -newer build/mutants/begun | while read -r file; do
        cp -p "$good/${file#"$tried"/}" "$file" 2>/dev/null || rm -f "$file"
    done
}

# Says what came of it, and fails, unless it is still to be found by the other tests.
run_one() { # NAME likely|rest
    local name=$1 file test seconds how status=
    file=$(part "$name" @)
    touch build/mutants/begun
    mutate "$good/$file" "$(part "$name" -)" "$(part "$name" +)" >"$tried/$file"
    # A mutant that the compiler finds was no mistake that anyone could make.
    if ! build_in $tried $programs; then
        tail -n 5 build/mutants/log
        status="does not build"
    else
        for test in $(tests_for "$name" "$file" "$2"); do
            seconds=$(seconds_of "$test") || { status="cannot be told"; break; }
            build_in $tried "$test" || { status="not built: $test"; break; }
            # Far longer than usual: no other explanation than an endless loop.
            try $tried "$test" $((seconds * 3 + 3)) && continue
            how=$?
            # A test that fails by bad luck, or because the machine was busy, finds nothing: it must fail again.
            [ $how = 152 ] || ! try $tried "$test" $((seconds * 3 + 3)) || continue
            status="found by $(basename "$test")"
            if [ $how = 152 ]; then status="$status: by running too long"; else
                status="$status: $(first_failed)"
            fi
            echo "$name $test" >>"$found"
            break
        done
    fi
    cp -p "$good/$file" "$tried/$file"
    put_back
    [ -n "$status" ] || [ "$2" = likely ] || status=survived
    [ -z "$status" ] || printf '%-24s %-60s %s\n' "$name" "$(part "$name" '[')" "$status"
    [[ $status == found* ]]
}

case ${1:-} in
check) check ;;
run)
    shift
    check >/dev/null || { check; exit 1; }
    copy_sources $good
    build_in $good $programs || { tail build/mutants/log; exit 1; }
    # A test may take longer or shorter than it did, and what one found before, it need not find now.
    find "$usual" -mtime +1 -delete 2>/dev/null
    rm -rf $tried
    cp -a $good $tried
    all=${*:-$(names)}
    unlikely= survivors=
    for name in $all; do run_one "$name" likely || unlikely="$unlikely $name"; done
    for name in $unlikely; do run_one "$name" rest || survivors="$survivors $name"; done
    echo "$(echo "$all" | wc -w) mutants, $(echo "$survivors" | wc -w) not found${survivors:+:$survivors}"
    [ -z "$survivors" ]
    ;;
*)
    echo "usage: mutants.sh check | run [NAME...]" >&2
    exit 2
    ;;
esac
