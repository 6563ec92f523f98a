#!/bin/bash
# run.sh PROGRAM: how long a simulated year takes. Measures and asserts nothing: time depends on the machine.
#
# healthy: the host is always up, so a machine asks once a week. outage: the host is down for 30 days, and everyone
# retries every 2 hours. An attempt is what a run mostly consists of, hence the last column.
set -eu

program=$1
folder=build/bench
mkdir -p "$folder"

scenario() { # KIND MACHINES
    cat <<END
title: $2 machines, $1
about: Made by tests/bench/run.sh.
run: 1y
hosts:
  kms1: {}
machines:
  office: {product: office-ltsc, count: $2, starts: {from: 0m, to: 7d}}
END
    if [ "$1" = outage ]; then
        cat <<END
changes:
  - {at: 60d, host: kms1, do: down}
  - {at: 90d, host: kms1, do: up}
END
    fi
}

printf '%-8s %9s %9s %10s %10s %14s\n' world machines seconds rows attempts ns/attempt
for kind in healthy outage; do
    for machines in 100 1000 10000; do
        file=$folder/$kind-$machines.yaml
        scenario "$kind" "$machines" >"$file"
        # Counted in a pass of its own, so that writing and reading rows is not in the time.
        read -r rows attempts < <("$program" trace "$file" | awk '/"what":"attempt"/ { n++ } END { print NR, n + 0 }')
        start=${EPOCHREALTIME/./}
        "$program" run "$file" >/dev/null
        microseconds=$((${EPOCHREALTIME/./} - start))
        awk -v k=$kind -v m=$machines -v us=$microseconds -v r="$rows" -v a="$attempts" 'BEGIN {
            printf "%-8s %9d %9.3f %10d %10d %14.1f\n", k, m, us / 1e6, r, a, a ? us * 1000 / a : 0 }'
    done
done
