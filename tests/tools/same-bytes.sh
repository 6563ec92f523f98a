#!/bin/bash
# same-bytes.sh PROGRAM PROGRAM...: every program must trace every scenario to the same bytes as the first one does,
# and the first one also in another language and time zone. This is what "the same everywhere" rests on.
set -u

scenarios=(tests/conformance/*.yaml scenarios/*.yaml)
folder=build/same
rm -rf "$folder"
mkdir -p build/locale

# Turkish is the hard one: its capital i is not I, its decimal point is a comma. The zone is Pacific/Kiritimati, UTC+14,
# in the form that needs no zone files.
turkish=tr_TR.UTF-8
[ -e "build/locale/$turkish" ] || localedef -i tr_TR -f UTF-8 "build/locale/$turkish" || exit 1
elsewhere=(LOCPATH="$PWD/build/locale" LC_ALL="$turkish" TZ="<+14>-14")
[ "$(env "${elsewhere[@]}" locale -k decimal_point 2>&1)" = 'decimal_point=","' ] ||
    { echo "same-bytes.sh: the Turkish locale is not in force, so nothing would be shown"; exit 1; }

trace_all() { # FOLDER COMMAND...: the trace and its status, a file for each scenario
    local into=$1
    shift
    mkdir -p "$into"
    for scenario in "${scenarios[@]}"; do
        local file="$into/${scenario//\//-}.jsonl"
        "$@" trace "$scenario" >"$file" 2>&1 </dev/null
        echo "status $?" >>"$file"
    done
}

first=$1
shift
trace_all "$folder/first" "$first"
# 0: all claims held, 1: one did not. Anything else means that no trace was compared.
broken=$(grep -LxE 'status [01]' "$folder"/first/*)
# shellcheck disable=SC2086 # one word for each file
[ -z "$broken" ] || { echo "no trace from $first:" $broken; tail -n 3 $broken; exit 1; }

failed=0
compare() { # NAME
    diff -q "$folder/first" "$folder/other" >"$folder/differences" && return
    echo "$1 traces otherwise than $first:"
    sed 's/^/  /' "$folder/differences"
    mv "$folder/other" "$folder/other-${1//[^A-Za-z0-9]/-}" # kept, to be looked at
    failed=1
}

for program in "$@"; do
    trace_all "$folder/other" "$program"
    compare "$program"
done
trace_all "$folder/other" env "${elsewhere[@]}" "$first"
compare "$first, LC_ALL=$turkish TZ=<+14>-14"

[ $failed = 0 ] && echo "${#scenarios[@]} scenarios, $(($# + 1)) builds, another locale and time zone: the same bytes"
exit $failed
