#!/bin/bash
# figures.sh PROGRAM [LARGEST]: how long figures of large fleets take beyond the simulation itself, and how large they
# are, as a table and as build/bench/figures.csv. Measures and asserts nothing: time depends on the machine. What is
# aimed at: a timeline of 10,000 machines over two years in under 300 ms, of 1,000,000 in under 3 s beyond the run.
set -eu

program=$1
largest=${2:-1000000}
folder=build/bench
mkdir -p "$folder"

seconds() { # COMMAND...: of the clock on the wall
    local start=${EPOCHREALTIME/./}
    "$@" >/dev/null 2>&1 </dev/null
    echo $((${EPOCHREALTIME/./} - start)) | awk '{ printf "%.3f", $1 / 1e6 }'
}

echo "figure,machines,run_seconds,draw_seconds,beyond_seconds,svg_bytes,png_bytes" >"$folder/figures.csv"
printf '%-10s %9s %8s %8s %8s %10s %10s\n' figure machines run draw beyond 'SVG bytes' 'PNG bytes'
for ((machines = 10; machines <= largest; machines *= 10)); do
    # Hundred thousand are passed over: three sizes say as much as four.
    [ "$machines" != 100000 ] || continue
    file=$folder/figures-$machines.yaml
    cat >"$file" <<END
title: $machines machines over two years
about: Made by tests/bench/figures.sh.
run: 2y
hosts: {kms1: {}}
machines: {desk: {product: windows-client, count: $machines, starts: {from: 0m, to: 7d}, jitter: 1h}}
changes: [{at: 60d, host: kms1, do: down}, {at: 120d, host: kms1, do: up}]
END
    run=$(seconds "$program" run "$file")
    for figure in timeline count sequence states network; do
        svg=$folder/figures-$machines-$figure.svg
        draw=$(seconds "$program" draw $figure "$file" -o "$svg")
        "$program" draw $figure "$file" -o "${svg%.svg}.png" 2>/dev/null
        sizes="$(stat -c %s "$svg") $(stat -c %s "${svg%.svg}.png")"
        beyond=$(awk -v draw="$draw" -v run="$run" 'BEGIN { printf "%.3f", draw - run }')
        # shellcheck disable=SC2086 # two words
        printf '%-10s %9d %8s %8s %8s %10d %10d\n' $figure "$machines" "$run" "$draw" "$beyond" $sizes
        echo "$figure,$machines,$run,$draw,$beyond,${sizes/ /,}" >>"$folder/figures.csv"
    done
done
