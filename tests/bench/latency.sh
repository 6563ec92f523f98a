#!/bin/bash
# latency.sh PROGRAM [LARGEST]: how long it is from a key, or a motion of the pointer, to the picture that answers it, in
# the window as it is shipped, under Xvfb: milliseconds of the clock on the wall, so on a machine with nothing else to
# do; `at work` is the processor's share of it. Measures and asserts nothing. What is aimed at: two frames, 32 ms.
set -eu

program=$(realpath "$1")
largest=${2:-1000000}
command -v Xvfb >/dev/null || { echo "latency: there is no Xvfb here"; exit 0; }
. tests/tools/screen.sh

# shellcheck disable=SC2046 # flags
cc -std=c11 -D_GNU_SOURCE -O2 -fPIC -shared $(pkg-config --cflags sdl2) tests/tools/latency.c -o "$here/latency.so" \
    $(pkg-config --libs sdl2)

open_screen 2000x1200

printf '%9s  %-9s %-5s %8s %8s %8s %9s   %8s %8s %7s\n' machines pixels of middle '95 %' longest 'in two' \
    'at work' '95 %' unseen
for machines in 5 50 5000 1000000; do
    [ "$machines" -le "$largest" ] || continue
    cat >"$here/of.yaml" <<END
title: Latency
about: Made by tests/bench/latency.sh.
start: 2026-01-05 08:00
run: 365d
hosts: {kms1: {}}
machines: {lab: {product: windows-client, count: $machines, starts: {from: 0m, to: 7d}}}
changes: [{at: 100d, host: kms1, do: down}, {at: 130d, host: kms1, do: up}]
END
    for size in 1280x720 1920x1080; do
        for of in key drag; do
            printf '%9d  %-9s %-5s ' "$machines" "$size" "$of"
            LATENCY_OF=$of LATENCY_AFTER=$((1 + machines / 60000)) LD_PRELOAD=$here/latency.so \
                "$program-view" --size "$size" "$here/of.yaml"
        done
    done
done
