#!/bin/bash
# run.sh PROGRAM [LARGEST]: how long simulated fleets take, as a table and as build/bench/run.csv. Measures and asserts
# nothing: time depends on the machine.
#
#   healthy   the host is always up: everybody asks once a week
#   outage    the host is down for 60 days: everybody retries every two hours
#   marginal  the threshold is about the number of machines, and they come and go
#   presence  working hours, and each day with a chance of 80 %
#   hosts     eight hosts, two of which go down for a while
#
# An attempt is what a run mostly consists of, hence the last column: whole program, from its start to the finished story.
set -eu

program=$1
largest=${2:-100000}
folder=build/bench
mkdir -p "$folder"

scenario() { # KIND MACHINES
    local spread="starts: {from: 0m, to: 7d}, jitter: 1h"
    local hosts="kms1: {}" products="" changes="" more="" product=windows-client
    case $1 in
    outage) changes="{at: 60d, host: kms1, do: down}, {at: 120d, host: kms1, do: up}" ;;
    marginal)
        products="near: {like: windows-client, threshold: $(($2 < 1000000 ? $2 : 1000000))}"
        product=near more=", on: {chance: 90%}" ;;
    presence) more=', on: {days: [mon, tue, wed, thu, fri], from: "09:00", to: "17:00", chance: 80%}' ;;
    hosts)
        hosts="k1: {}, k2: {}, k3: {}, k4: {}, k5: {priority: 1}, k6: {priority: 1}, k7: {weight: 3}, k8: {weight: 3}"
        changes="{at: 60d, host: k1, do: down}, {at: 90d, host: k7, do: down}, {at: 120d, host: k1, do: up}" ;;
    esac
    cat <<END
title: $2 machines, $1
about: Made by tests/bench/run.sh.
run: 1y
hosts: {$hosts}
products: {$products}
machines: {desk: {product: $product, count: $2, $spread$more}}
changes: [$changes]
END
}

echo "world,machines,seconds,attempts,ns_an_attempt,kilobytes" >"$folder/run.csv"
printf '%-9s %9s %9s %11s %14s %10s\n' world machines seconds attempts ns/attempt kB
for kind in healthy outage marginal presence hosts; do
    for ((machines = 1000; machines <= largest; machines *= 10)); do
        # Half a million failing machines for a year would take the rest of the day.
        [ "$kind" != marginal ] || [ "$machines" -le 1000 ] || continue
        file=$folder/$kind-$machines.yaml
        scenario "$kind" "$machines" >"$file"
        # Counted in a pass of its own, so that writing and reading rows is not in the time.
        attempts=$("$program" trace "$file" 2>/dev/null | grep -c '"what":"attempt"')
        start=${EPOCHREALTIME/./}
        "$program" run "$file" >/dev/null 2>&1 &
        pid=$! kilobytes=0
        while now=$(awk '/VmHWM/ { print $2 }' "/proc/$pid/status" 2>/dev/null) && [ -n "$now" ]; do
            kilobytes=$now
            sleep 0.02
        done
        wait "$pid" || :
        microseconds=$((${EPOCHREALTIME/./} - start))
        awk -v k="$kind" -v m="$machines" -v us=$microseconds -v a="$attempts" -v kb="$kilobytes" -v csv="$folder/run.csv" 'BEGIN {
            printf "%-9s %9d %9.3f %11d %14.1f %10d\n", k, m, us / 1e6, a, a ? us * 1000 / a : 0, kb
            printf "%s,%d,%.3f,%d,%.1f,%d\n", k, m, us / 1e6, a, a ? us * 1000 / a : 0, kb >>csv }'
    done
done
