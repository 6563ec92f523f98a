#!/bin/bash
# mutants.sh check | run [NAME...]: the bug bank, tests/mutants/bank.txt. `check` sees whether every text still stands
# exactly once where the bank says. `run` makes each mutant in a copy of the sources under build/mutants, builds it and
# runs the tests until one fails; a mutant that no test finds is a failure. The tests of the room it is in come first.
set -u

bank=tests/mutants/bank.txt
work=build/mutants
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

# The tests likely to find it first: those whose name has a word of the file's or of its room's.
tests_for() { # FILE
    local base room
    base=$(basename "$1" .c) base=${base%.h}
    room=$(basename "$(dirname "$1")")
    case $room in
    scenario) room=reader ;;
    figures) room=figure ;;
    prove) room=law ;;
    esac
    (cd "$work" && ls tests/*_test.c) | sed 's|tests/\(.*\)\.c|build/tests/\1|' |
        awk -v words="${base//_/ }" -v room="$room" '
            BEGIN { count = split(words, word, " ") }
            {
                rank = index($0, room) ? 1 : /conformance|crowd|steady|run_test|lifecycle|outage/ ? 2 : 3
                for (i = 1; i <= count; i++) if (length(word[i]) > 2 && index($0, word[i])) rank = 0
                print rank, $0
            }' |
        sort -s -k1,1n | cut -d' ' -f2
}

try() { # TEST
    (cd "$work" && LEASELAB=$PWD/build/leaselab timeout 300 "$1" >"$work_log" 2>&1 </dev/null)
}

run_one() { # NAME
    local name=$1 file test status=survived
    file=$(part "$name" @)
    mutate "$file" "$(part "$name" -)" "$(part "$name" +)" >"$work/$file" || { echo "[$name] does not fit"; return 1; }
    # A mutant that the compiler finds was no mistake that anyone could make.
    if ! make -s -C "$work" CFLAGS=-Wno-error $programs >"$work/log" 2>&1; then
        tail -n 5 "$work/log"
        echo "[$name] does not build"
        cp -p "$file" "$work/$file"
        return 1
    fi
    for test in $(tests_for "$file"); do
        make -s -C "$work" CFLAGS=-Wno-error "$test" >"$work/log" 2>&1 || { status="not built: $test"; break; }
        # A test that fails by bad luck, or because the machine was busy, finds nothing: it must fail again.
        if ! try "$test" && ! try "$test"; then
            status="found by $(basename "$test"): $(sed -n 's/^\[  FAILED  \] \([a-z].*\)/\1/p' "$work_log" | head -n 1)"
            break
        fi
    done
    printf '%-24s %-60s %s\n' "$name" "$(part "$name" '[')" "$status"
    cp "$file" "$work/$file" # newer than the mutant's object
    [[ $status == found* ]]
}

case ${1:-} in
check) check ;;
run)
    shift
    check >/dev/null || { check; exit 1; }
    # Anew: the sources are copied with their times, and an object of a mutant that was mended would seem to be newer.
    rm -rf "$work"
    mkdir -p "$work"
    cp -a Makefile sim ui tests scenarios README.md "$work/"
    [ ! -e .clang-format ] || cp -a .clang-format "$work/"
    work_log=$PWD/$work/test.log
    make -s -C "$work" CFLAGS=-Wno-error $programs >"$work/log" 2>&1 || { tail "$work/log"; exit 1; }
    all=${*:-$(names)}
    survivors=
    for name in $all; do run_one "$name" || survivors="$survivors $name"; done
    echo "$(echo "$all" | wc -w) mutants, $(echo "$survivors" | wc -w) not found${survivors:+:$survivors}"
    [ -z "$survivors" ]
    ;;
*)
    echo "usage: mutants.sh check | run [NAME...]" >&2
    exit 2
    ;;
esac
