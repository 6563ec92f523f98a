#!/bin/bash
# run-tests.sh PROGRAM...: runs cmocka programs, as many at once as there are processors, shows what each printed in the
# order given, and adds up their totals in the very last line. One that fails, hangs or dies keeps none of the others
# from running.
set -u

longest_seconds=600 # for one program: a test that hangs must end, and say which it was
logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT

# The closing lines "[  PASSED  ] 3 test(s)." and "[  FAILED  ] 1 test(s), listed below:" of a log.
closing() { sed -n "s/^\[ *$1 *\] \([0-9]*\) test(s).*/\1/p" "$2" | awk '{ n += $1 } END { print n + 0 }'; }

passed=0 failed=0 skipped=0
tell() { # NUMBER
    local program=${programs[$1]} log=$logs/$1 status seconds ok bad
    read -r status seconds <"$log.status"
    echo "== $program, $seconds s"
    cat "$log"
    ok=$(closing PASSED "$log") bad=$(closing FAILED "$log")
    # A program that dies prints no totals, and one that ends early may even say 0: neither has passed.
    if [ "$bad" = 0 ] && { [ "$status" != 0 ] || ! grep -q '^\[  PASSED  \]' "$log"; }; then
        echo "== $program ended before its tests did (status $status)"
        bad=1
    fi
    passed=$((passed + ok)) failed=$((failed + bad)) skipped=$((skipped + $(closing SKIPPED "$log")))
}

# cmocka writes to standard error, and under `make` both ends go to one log anyway.
export logs longest_seconds
one='timeout "$longest_seconds" "$2" >"$logs/$1" 2>&1 </dev/null; echo $? $SECONDS >"$logs/$1.status"; echo "$1"'

programs=("$@")
next=0
while read -r _; do
    while [ $next -lt $# ] && [ -s "$logs/$next.status" ]; do
        tell $next
        next=$((next + 1))
    done
done < <(for number in "${!programs[@]}"; do echo "$number ${programs[$number]}"; done |
    xargs -r -P "$(nproc)" -L 1 bash -c "$one" one)
# As if they had been run, should xargs itself fail.
failed=$((failed + $# - next))

[ "$passed" != 0 ] || echo "no test has passed: that is a failure too"
echo "$passed passed, $failed failed$([ "$skipped" = 0 ] || echo ", $skipped skipped")"
[ "$failed" = 0 ] && [ "$passed" != 0 ]
