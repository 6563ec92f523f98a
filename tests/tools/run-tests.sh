#!/bin/bash
# run-tests.sh PROGRAM...: runs cmocka programs one after the other, shows what they print, and adds up their totals in
# the very last line. One that fails, hangs or dies keeps none of the others from running.
set -u

longest_seconds=600 # for one program: a test that hangs must end, and say which it was
log=$(mktemp)
trap 'rm -f "$log"' EXIT

# The closing lines "[  PASSED  ] 3 test(s)." and "[  FAILED  ] 1 test(s), listed below:".
closing() { sed -n "s/^\[ *$1 *\] \([0-9]*\) test(s).*/\1/p" "$log" | awk '{ n += $1 } END { print n + 0 }'; }

passed=0 failed=0 skipped=0
for program in "$@"; do
    echo "== $program"
    # cmocka writes to standard error, and under `make` both ends go to one log anyway.
    timeout "$longest_seconds" "$program" 2>&1 </dev/null | tee "$log"
    status=${PIPESTATUS[0]}
    ok=$(closing PASSED) bad=$(closing FAILED)
    # A program that dies prints no totals, and one that ends early may even say 0: neither has passed.
    if [ "$bad" = 0 ] && { [ "$status" != 0 ] || ! grep -q '^\[  PASSED  \]' "$log"; }; then
        echo "== $program ended before its tests did (status $status)"
        bad=1
    fi
    passed=$((passed + ok)) failed=$((failed + bad)) skipped=$((skipped + $(closing SKIPPED)))
done

[ "$passed" != 0 ] || echo "no test has passed: that is a failure too"
echo "$passed passed, $failed failed$([ "$skipped" = 0 ] || echo ", $skipped skipped")"
[ "$failed" = 0 ] && [ "$passed" != 0 ]
