#!/bin/bash
# same-bytes.sh PROGRAM PROGRAM...: every program must trace every scenario, and draw every figure of it, to the same
# bytes as the first one does, and the first one also in another language and time zone. This is what "the same
# everywhere" rests on. Beside each program lies `words`, which tells figures in words.
set -u

scenarios=(tests/conformance/*.yaml scenarios/*.yaml)
shipped=(scenarios/*.yaml)
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

make_all() { # FOLDER PROGRAM COMMAND...: traces, figures and what they say, a file for each, with its status
    local into=$1 program=$2
    shift 2
    mkdir -p "$into"
    for scenario in "${scenarios[@]}"; do
        local file="$into/${scenario//\//-}.jsonl"
        "$@" "$program" trace "$scenario" >"$file" 2>&1 </dev/null
        echo "status $?" >>"$file"
        "$@" "$program" draw --all "$scenario" -o "$into/figures" >"$file.drawn" 2>&1 </dev/null
        echo "status $?" >>"$file.drawn"
    done
    "$@" "${program%leaselab}words" "${scenarios[@]}" >"$into/words" 2>&1
    echo "status $?" >>"$into/words"
}

paint_all() { # FOLDER PROGRAM: Cairo's part is that of the library, so one other compiler is enough
    mkdir -p "$1"
    for scenario in "${shipped[@]}"; do
        for format in png pdf; do
            "$2" draw --all "$scenario" -o "$1" -f $format || return 1
        done
    done 2>/dev/null
}

first=$1
shift
make_all "$folder/first" "$first" env
# 0: all claims held, 1: one did not. Anything else means that nothing was compared.
broken=$(grep -LxE 'status [01]' "$folder"/first/*.jsonl; grep -LxE 'status 0' "$folder"/first/*.drawn "$folder"/first/words)
# shellcheck disable=SC2086 # one word for each file
[ -z "$broken" ] || { echo "nothing from $first:" $broken; tail -n 3 $broken; exit 1; }
figures=$(find "$folder/first/figures" -name '*.svg' | wc -l)
[ "$figures" = $((5 * ${#scenarios[@]})) ] || { echo "only $figures figures of ${#scenarios[@]} scenarios"; exit 1; }

failed=0
compare() { # NAME FOLDER
    diff -qr "$folder/$2" "$folder/other" >"$folder/differences" && { rm -rf "$folder/other"; return; }
    echo "$1 makes otherwise than $first:"
    sed 's/^/  /' "$folder/differences"
    mv "$folder/other" "$folder/other-${1//[^A-Za-z0-9]/-}" # kept, to be looked at
    failed=1
}

for program in "$@"; do
    make_all "$folder/other" "$program" env
    compare "$program" first
    case $program in *clang-O2*)
        paint_all "$folder/painted" "$first" && paint_all "$folder/other" "$program" || failed=1
        compare "$program, PNG and PDF," painted ;;
    esac
done
make_all "$folder/other" "$first" env "${elsewhere[@]}"
compare "$first, LC_ALL=$turkish TZ=<+14>-14" first

[ -e "$folder/painted" ] || { echo "no PNG was compared"; failed=1; }
[ $failed = 0 ] &&
    echo "${#scenarios[@]} scenarios, $figures figures, $(($# + 1)) builds, another locale and time zone: the same bytes"
exit $failed
