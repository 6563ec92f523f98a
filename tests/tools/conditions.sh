#!/bin/bash
# conditions.sh [ROOM [TEST...]]: holds each condition of ROOM (sim/model) always true, then always false, and sees that a
# test notices: what a mutant of each would be, but built once, for the condition asks an environment variable. Together
# they show that every condition of every decision matters by itself, which is what MC/DC asks for; and more, that a test
# looks. One that no test notices is a failure, unless tests/conditions.txt gives a reason; so is a reason for nothing.
set -u

room=${1:-sim/model}
shift $(($# > 0))
# The quick ones first: only what they leave goes to the others.
tests=${*:-host model machine rearm reset outage run product ledger law conformance timetable lifecycle relation why place \
truth prove crowd}
work=build/conditions
here=$PWD

# Where they are, from clang, which notes for coverage what each leaf of a decision spans: LINE COLUMN LINE COLUMN.
note_conditions() {
    local parts=$work/parts
    echo 'int main(void) { return 0; }' >"$parts.c"
    clang -std=c11 -D_POSIX_C_SOURCE=200809L -I. -O0 -fprofile-instr-generate -fcoverage-mapping "$parts.c" sim/*/*.c \
        -lyaml -o "$parts" &&
        LLVM_PROFILE_FILE=$parts.raw "./$parts" && llvm-profdata merge "$parts.raw" -o "$parts.data" &&
        llvm-cov export -skip-functions -skip-expansions "$parts" -instr-profile="$parts.data" >"$parts.json"
}
find_conditions() { # FILE
    jq -r --arg file "/$1" '.data[0].files[] | select(.filename | endswith($file)) | .branches[][0:4] | @tsv' \
        "$work/parts.json" | sort -u -k1,1n -k2,2n -k3,3rn -k4,4rn
}

# Writes FILE to the copy with each condition asked for by its number, from FIRST on, and names them; not those of a CHECK,
# whose other way is never taken, nor the cases of a switch.
instrument() { # FILE FIRST
    find_conditions "$1" | awk -v first="$2" -v out="$work/$1" -v file="$1" '
        from_clang { spans[++count] = $0; next }
        { text[++lines] = $0 }
        END {
            number = first
            for (i = 1; i <= count; i++) {
                split(spans[i], at, " ")
                if (text[at[1]] ~ /CHECK\(/) continue
                if (text[at[1]] ~ /switch \(/ || substr(text[at[1]], at[2], 5) ~ /^(case |defau)/) continue
                said = at[1] == at[3] ? substr(text[at[1]], at[2], at[4] - at[2]) : substr(text[at[1]], at[2])
                begins[at[1], at[2]] = begins[at[1], at[2]] "condition(" number ", ("
                ends[at[3], at[4]] = ends[at[3], at[4]] "))"
                print number++ "\t" file ":" at[1] "\t" said
            }
            for (l = 1; l <= lines; l++) {
                line = ""
                for (c = 1; c <= length(text[l]) + 1; c++) line = line ends[l, c] begins[l, c] substr(text[l], c, 1)
                print line >out
            }
        }' from_clang=1 - from_clang=0 "$1"
}

rm -rf "$work"
mkdir -p "$work/build/obj"
cp -a Makefile sim ui tests scenarios README.md "$work/"
[ ! -d build/obj/gcc-O2 ] || cp -a build/obj/gcc-O2 "$work/build/obj/" # all but the room is as it was
cat >"$work/condition.h" <<'END_OF_HEADER'
#include <stdbool.h>
#include <stdlib.h>
extern int condition_forced, condition_value;
__attribute__((weak)) int condition_forced = 0, condition_value = 0;
static inline bool condition(int number, bool value) {
    return number == condition_forced ? condition_value != 0 : value;
}
__attribute__((constructor, unused)) static void condition_begin(void) {
    const char *forced = getenv("CONDITION"), *value = getenv("CONDITION_IS");
    condition_forced = forced ? atoi(forced) : 0;
    condition_value = value ? atoi(value) : 0;
}
END_OF_HEADER
note_conditions || exit 1
: >"$work/conditions.txt"
for file in "$room"/*.c; do
    instrument "$file" $(($(wc -l <"$work/conditions.txt") + 1)) >>"$work/conditions.txt"
done

programs=
for test in $tests; do programs="$programs build/tests/${test}_test"; done
make -s -C "$work" CFLAGS="-Wno-error -include $here/$work/condition.h" build/leaselab $programs >"$work/log" 2>&1 ||
    { tail "$work/log"; exit 1; }

declare -A limit # seconds, by far more than it takes: a loop that has no end is noticed too
try() { # PROGRAM
    (cd "$work" && LEASELAB=$PWD/build/leaselab timeout "${limit[$1]-300}" "$1" >"$here/$work/test.log" 2>&1 </dev/null)
}
for program in $programs; do
    begun=$SECONDS
    try "$program" || { echo "$program fails by itself"; tail "$work/test.log"; exit 1; }
    limit[$program]=$((10 + 5 * (SECONDS - begun)))
done

late= # who took too long, which is noticed too: on a busy machine also without a reason
: >"$work/missed.txt"
while IFS=$'\t' read -r number place said; do
    for value in 1 0; do
        found=
        for program in $programs; do
            CONDITION=$number CONDITION_IS=$value try "$program" && continue
            [ $? != 124 ] || late="$late, ${program##*/} at $place"
            found=$program
            break
        done
        what=$([ $value = 1 ] && echo true || echo false)
        [ -n "$found" ] || printf '%s: always %s: %s\n' "${place%:*}" $what "$said" | tr -s ' ' | tee -a "$work/missed.txt"
    done
done <"$work/conditions.txt"

touch tests/conditions.txt
grep '^sim/' tests/conditions.txt | LC_ALL=C sort >"$work/listed.txt"
LC_ALL=C sort -o "$work/missed.txt" "$work/missed.txt"
LC_ALL=C comm -23 "$work/missed.txt" "$work/listed.txt" | sed 's/^/no test notices, and no reason is given for: /' >"$work/trouble.txt"
LC_ALL=C comm -13 "$work/missed.txt" "$work/listed.txt" | sed 's/^/a reason is given, and a test notices: /' >>"$work/trouble.txt"
cat "$work/trouble.txt"
[ -z "$late" ] || echo "took too long: ${late#, }"
all=$(wc -l <"$work/conditions.txt")
echo "$all conditions of $room, each held true and false: $((2 * all - $(wc -l <"$work/missed.txt"))) of $((2 * all)) are noticed"
[ ! -s "$work/trouble.txt" ]
