#!/bin/bash
# mutants.sh check | run [NAME...]: the bug bank, tests/mutants/bank.txt. `check` sees whether every text still stands
# exactly once where the bank says, and whether there is such a test. `run` makes each mutant in a copy of the sources,
# builds what it changes and runs the test that the bank names for it, and the others only where that one does not find
# it, as many mutants at once as there are processors. A mutant that no test finds is a failure; so is one that another
# test finds than the bank says. What came of each stands in build/mutants/list.txt too.
#
# build/mutants/good holds the sources as they are, and a folder for each processor those with one mistake; after each
# mutant whatever was made of it is put back from there.
set -u

bank=tests/mutants/bank.txt
work=build/mutants
good=$work/good
usual=$work/usual # the seconds that a test takes, from one call to the next
# What tests call, besides themselves; and what of it this one calls.
programs="build/leaselab build/leaselab-view build/misfortune.so"
called_by() { # TEST
    local included=$good/build/obj/gcc-O2/tests/$1.d
    [ -f "$included" ] && ! grep -q tests/support/call.h "$included" || echo "$programs"
}

# Names, one a line; or of one mutant: its sentence, file, text, replacement or test.
names() { sed -n 's/^\[\([^]]*\)\].*/\1/p' "$bank"; }
part() { # NAME PREFIX
    awk -v name="[$1]" -v prefix="$2" '
        substr($0, 1, length(name)) == name { found = 1; if (prefix == "[") { print substr($0, length(name) + 2); exit } }
        found && $0 == "" { exit }
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
        [ -f "tests/$(part "$name" =).c" ] || { echo "$bank: [$name]: there is no test '$(part "$name" =)'"; failed=1; }
    done
    [ "$(names | sort | uniq -d)" = "" ] || { echo "$bank: two have one name: $(names | sort | uniq -d)"; failed=1; }
    [ "$failed" = 0 ] && echo "$(names | wc -l) mutants, each fits"
    return "$failed"
}

# Not for this make's own flags; what it builds is not debugged.
build_in() { # FOLDER TARGET...
    local folder=$1
    shift
    env -u MAKEFLAGS -u MAKELEVEL make -s -C "$folder" CFLAGS="-Wno-error -g0" LDFLAGS=-s "$@" >"$folder.log" 2>&1
}

# Files have the times of the sources, so that only what changed since the last call is built.
copy_sources() { # FOLDER
    mkdir -p "$1"
    (cd "$1" && rm -rf sim ui tests scenarios)
    cp -a Makefile sim ui tests scenarios README.md .clang-format "$1/"
}

# The test that the bank names, then those whose name has a word of the mutant's, its file's or its room's, then all
# others; of equals the quick ones first.
tests_for() { # NAME
    local file base room
    file=$(part "$1" @)
    base=$(basename "$file" .c)
    room=$(basename "$(dirname "$file")")
    case $room in
    scenario) room=reader ;;
    figures) room=figure ;;
    prove) room=law ;;
    esac
    ls tests/*_test.c | sed 's|.*/\(.*\)\.c|\1|' |
        awk -v words="${base//_/ } ${1//-/ }" -v room="$room" -v named="$(part "$1" =)" -v usual="$usual" '
            BEGIN { count = split(words, word, " "); while ((getline line < usual) > 0) { split(line, pair, " "); takes[pair[1]] = pair[2] } }
            {
                rank = index($0, room) ? 1 : /conformance|crowd|run_test|lifecycle|outage/ ? 2 : 3
                for (i = 1; i <= count; i++) if (length(word[i]) > 3 && index($0, word[i])) rank = 0
                if ($0 == named) rank = -1
                print rank, takes[$0] + 0, $0
            }' |
        sort -s -k1,1n -k2,2n | cut -d' ' -f3
}

# Runs a test up to the first of its parts that fails, at most so many seconds of a processor (for it, and each program
# it starts), and many times that where a busy machine keeps it waiting. Whoever ends it, it has failed.
try() { # FOLDER TEST SECONDS
    local room how
    room=$(mktemp -d)
    (
        cd "$1" || exit
        ulimit -c 0
        ulimit -S -t "$3"
        TMPDIR=$room LEASELAB=$PWD/build/leaselab timeout -k 10 $(($3 * 20)) "build/tests/$2" </dev/null 2>&1 |
            awk '{ print; fflush() } /^\[  FAILED  \]/ { exit }'
        exit "${PIPESTATUS[0]}"
    ) >"$1.test.log" 2>&1
    how=$?
    rm -rf "$room"
    return "$how"
}

# The seconds that a test takes where nothing is wrong, looked at once. One that fails even there proves nothing.
seconds_of() { # TEST
    (
        flock 9
        seconds=$(awk -v test="$1" '$1 == test { print $2; exit }' "$usual" 2>/dev/null)
        if [ -z "$seconds" ]; then
            build_in $good $programs "build/tests/$1" || exit
            seconds=$( (TIMEFORMAT='%U %S'; time try $good "$1" 600) 2>&1) ||
                { echo "$1 fails without any mutant: $good.test.log" >&2; exit 1; }
            seconds=$(echo "$seconds" | awk '{ print int($1 + $2 + 1) }')
            echo "$1 $seconds" >>"$usual"
        fi
        echo "$seconds"
    ) 9>$work/lock
}

# The first test that failed, or the one in which the program died.
first_failed() { # LOG
    sed -n 's/^\[ RUN  *\] //p; s/^\[  FAILED  \] \([a-z].*\)/failed \1/p' "$1" |
        awk '{ name = $0 } sub(/^failed /, "", name) { exit } END { print name }'
}

# Whether the test fails with the mutant, and then which part of it first, or how.
finds() { # FOLDER TEST SECONDS
    local how
    # Far longer than usual: no other explanation than an endless loop.
    try "$1" "$2" $(($3 * 2 + 3)) && return 1
    how=$?
    [ $how != 152 ] || { echo "by running too long"; return; }
    # A test that fails by bad luck, or because the machine was busy, finds nothing: it must fail again.
    ! try "$1" "$2" $(($3 * 2 + 3)) && first_failed "$1.test.log"
}

# Says what came of it.
come_of() { # NAME FOLDER
    local test seconds how
    for test in $(tests_for "$1"); do
        seconds=$(seconds_of "$test") || { echo "cannot be told"; return; }
        # A mutant that the compiler finds was no mistake that anyone could make.
        build_in "$2" $(called_by "$test") "build/tests/$test" ||
            { echo "does not build: $(grep -m 1 error "$2.log")"; return; }
        how=$(finds "$2" "$test" "$seconds") || continue
        [ "$test" = "$(part "$1" =)" ] && echo "found by $test: $how" || echo "other than the bank says, $test: $how"
        return
    done
    echo survived
}

put_back() { # FOLDER
    find "$1/build" -type f -newer "$1.begun" | while read -r file; do
        cp -p "$good/${file#"$1"/}" "$file" 2>/dev/null || rm -f "$file"
    done
}

one() { # NAME
    local folder=$work/tried-$SLOT file
    file=$(part "$1" @)
    [ -d "$folder" ] || { mkdir "$folder" && cp -a $good/. "$folder/" && rm -rf "$folder/build/tests"; }
    touch "$folder.begun"
    mutate "$file" "$(part "$1" -)" "$(part "$1" +)" >"$folder/$file"
    printf '%-24s %-60s %s\n' "$1" "$(part "$1" '[')" "$(come_of "$1" "$folder")" | tee -a $work/list.txt
    cp -p "$good/$file" "$folder/$file"
    put_back "$folder"
}

case ${1:-} in
check) check ;;
one) one "$2" ;;
run)
    shift
    check >/dev/null || { check; exit 1; }
    copy_sources $good
    build_in $good $programs || { tail $good.log; exit 1; }
    find "$usual" -mtime +1 -delete 2>/dev/null # a test may take longer or shorter than it did
    rm -rf $work/tried-*
    : >$work/list.txt
    printf '%s\n' "${@:-$(names)}" | xargs -P "$(nproc)" -n 1 --process-slot-var=SLOT "$0" one
    all=$(wc -l <$work/list.txt) found=$(grep -cE ' found by [a-z_]+: ' $work/list.txt)
    echo "$found of $all mutants found, each by the test named for it, in $SECONDS s"
    [ "$found" = "$all" ]
    ;;
*)
    echo "usage: mutants.sh check | run [NAME...]" >&2
    exit 2
    ;;
esac
