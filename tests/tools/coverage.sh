#!/bin/sh
# coverage.sh OBJECTS OUT ROOM...: what the counts beside the objects come to for the sources of these rooms: figures for
# each file, then each line and way that no test came to, with the reason that tests/coverage.txt gives for it; also in
# OUT/sums.txt and OUT/gaps.txt. One without a reason there is a failure, and so is a reason for one that is gone.
# RENEW=yes (`make cov-list`, after `make cov`) takes out of tests/coverage.txt what is gone, and adds what is new under
# "Not looked at yet:", where it stays a failure until it has a reason or a test.
set -u

objects=$1 out=$2
shift 2
rm -rf "$out"
mkdir -p "$out"
here=$(dirname "$0")

for room in "$@"; do
    for source in "$room"/*.c; do
        object=$objects/${source%.c}
        nm "$object.o" | grep -q ' [Tt] ' || continue # nothing but tables
        test -e "$object.gcda" || { printf 'gap\t%s:1: no test came to this file\n' "$source"; continue; }
        gcov --branch-probabilities --branch-counts --stdout "$object.gcda" 2>/dev/null |
            awk -v source="$source" -f "$here/coverage.awk"
    done
done >"$out/all.txt"

awk -F '\t' '
    function percent(part, whole) { return whole ? sprintf("%5.1f %%", 100 * part / whole) : "      -" }
    function show(name, run, lines, taken, ways) {
        printf "%-26s lines %4d of %4d %s   branches %4d of %4d %s\n", name, run, lines, percent(run, lines), taken, ways,
               percent(taken, ways)
    }
    $1 == "sum" {
        show($2, $3, $4, $5, $6)
        run += $3; lines += $4; taken += $5; ways += $6; left_out += $7
    }
    END {
        show("in all", run, lines, taken, ways)
        printf "Left out: %d lines and ways that say that they cannot be (CHECK, values that are no case).\n", left_out
    }' "$out/all.txt" | tee "$out/sums.txt"

# Without the numbers of lines, which any change moves.
sed -n 's/^gap\t//p' "$out/all.txt" | tr -s ' ' >"$out/gaps.txt"
sed -E 's/:[0-9]+:/:/' "$out/gaps.txt" | LC_ALL=C sort >"$out/found.txt"
grep '^sim/' tests/coverage.txt | LC_ALL=C sort >"$out/listed.txt"
awk '/^[^#]/ && !/^sim\// { reason = $0 } /^sim\// { count[reason]++ } END { for (r in count) printf "%4d  %s\n", count[r], r }' \
    tests/coverage.txt | sort -rn
LC_ALL=C comm -23 "$out/found.txt" "$out/listed.txt" | sed 's/^/no reason is given for: /' >"$out/trouble.txt"
LC_ALL=C comm -13 "$out/found.txt" "$out/listed.txt" | sed 's/^/a reason is given, and tests come there: /' >>"$out/trouble.txt"
grep -q '^Not looked at yet:' tests/coverage.txt && echo "tests/coverage.txt: some are not looked at yet" >>"$out/trouble.txt"
cat "$out/trouble.txt"
if [ -n "${RENEW-}" ]; then
    LC_ALL=C comm -13 "$out/found.txt" "$out/listed.txt" |
        awk 'taken_out { gone[$0]++; next } gone[$0]-- > 0 { next } { print }' taken_out=1 - taken_out=0 tests/coverage.txt \
            >"$out/renewed.txt"
    LC_ALL=C comm -23 "$out/found.txt" "$out/listed.txt" >"$out/new.txt"
    [ ! -s "$out/new.txt" ] || { printf '\nNot looked at yet:\n'; cat "$out/new.txt"; } >>"$out/renewed.txt"
    cp "$out/renewed.txt" tests/coverage.txt
fi
test ! -s "$out/trouble.txt"
