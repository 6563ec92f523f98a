#!/bin/bash
# figures.sh PROGRAM WORDS: what other programs make of every figure of every shipped scenario, and of one whose title
# and names are hostile. Our SVG drawn by librsvg looks like our PNG (under 0.5 % of pixels off, ImageMagick, fuzz 10 %),
# xmllint takes the SVG, which has nothing active in it, and pdftotext reads every label in the PDF. PNGs of
# tests/golden/ are drawn again: the same bytes on Debian 12, elsewhere the same picture.
# figures.sh golden PROGRAM: writes those anew.
set -u

if [ "${1-}" = one ]; then # SCENARIO: called by this script itself, several at a time
    program=$2 words=$3 scenario=$4
    name=$(basename "$scenario" .yaml) here=build/figures/$(basename "$scenario" .yaml)
    mkdir -p "$here"
    failed=0
    fail() { echo "$name: $*"; failed=1; }

    for format in svg png pdf; do
        "$program" draw --all "$scenario" -o "$here" -f $format 2>"$here/said" ||
            { fail "no $format: $(cat "$here/said")"; exit 1; }
    done
    "$words" --texts "$scenario" >"$here/labels" || fail "no labels"
    for svg in "$here"/*.svg; do
        base=${svg%.svg} figure=${svg##*-}
        figure=${figure%.svg}
        xmllint --noout --nonet "$svg" || fail "xmllint refuses $svg"
        grep -qiE '<(script|foreignObject|image|use|a|animate|set|iframe)[ />]| on[a-z]+=|(href|src)=|javascript:|@import' \
            <(sed 's/>[^<]*</></g' "$svg") && fail "$svg has something active in it"
        rsvg-convert "$svg" -o "$base-rsvg.png" || fail "librsvg refuses $svg"
        off=$(compare -metric AE -fuzz '10%' "$base.png" "$base-rsvg.png" null: 2>&1 | sed 's/[^0-9.e+].*//')
        all=$(identify -regard-warnings -format '%[fx:w*h]' "$base.png") || fail "$base.png is not sound"
        awk -v off="$off" -v all="$all" 'BEGIN { exit !(off != "" && off < all * 0.005) }' ||
            fail "$figure: $off of $all pixels differ from librsvg's, see $base.png and $base-rsvg.png"
        pdftotext -layout "$base.pdf" - | tr -s '[:space:]' ' ' >"$base.read"
        pdftotext -raw "$base.pdf" - | tr -s '[:space:]' ' ' >>"$base.read"
        sed -n "s/^$figure //p" "$here/labels" | tr -s '[:blank:]' ' ' | sed 's/^ //; s/ $//' | sort -u |
            awk 'NR == FNR { read = read $0 "\n"; next } $0 != "" && !index(read, $0)' "$base.read" - >"$base.unread"
        [ ! -s "$base.unread" ] || fail "$figure: pdftotext does not read: $(head -n 3 "$base.unread" | tr '\n' '|')"
    done
    exit $failed
fi

golden_pictures() { # the call of each
    cat <<'END'
fifth-laptop-timeline timeline scenarios/01-fifth-laptop.yaml --width 640
host-down-26-weeks-timeline timeline scenarios/10-host-down-26-weeks.yaml --width 640 --theme print
seasonal-lab-count count scenarios/18-seasonal-lab.yaml --width 640 --theme dark
fifth-laptop-sequence sequence scenarios/01-fifth-laptop.yaml --width 640 --to 2d3h
office-ltsc-states states --product office-ltsc --width 640 --theme high-contrast
vpn-on-fridays-network network scenarios/14-vpn-on-fridays.yaml --width 640 --at 4d9h
END
}

is_debian12() { [ "$(. /etc/os-release 2>/dev/null && echo "${ID-}${VERSION_ID-}")" = debian12 ]; }

if [ "${1-}" = golden ]; then # PROGRAM: writes them anew
    golden_pictures | while read -r name call; do
        # shellcheck disable=SC2086 # a word each
        "$2" draw $call -o "tests/golden/$name.png" || exit 1
    done
    exit
fi

program=$1 words=$2
rm -rf build/figures
mkdir -p build/figures
hostile=build/figures/hostile.yaml
cat >$hostile <<'END'
title: "</title><script>alert(1)</script>]]>&#x3c; \u202e\u0007\" ' `id` %s --> <svg/onload=alert(2)>"
about: "<img src=x onerror=alert(1)>"
run: 40d
hosts: {javascript.alert: {}, onload: {priority: 1}}
places: [script, a-very-long-place-name-of-forty-letters-]
machines:
  foreignObject: {product: office-ltsc, count: 5, place: script}
  onclick-abcdefghijklmnopqrstuvwxyz-40let: {product: windows-client, count: 26}
changes: [{at: 5d, machines: foreignObject, move: a-very-long-place-name-of-forty-letters-}, {at: 9d, host: onload, do: down}]
END

failed=0
printf '%s\0' scenarios/*.yaml $hostile | xargs -0 -n 1 -P "$(nproc)" "$0" one "$program" "$words" || failed=1

golden_pictures | while read -r name call; do
    golden=tests/golden/$name.png again=build/figures/$name.png
    # shellcheck disable=SC2086 # a word each
    "$program" draw $call -o "$again" || { echo "$name cannot be drawn"; continue; }
    cmp -s "$golden" "$again" && continue
    off=$(compare -metric AE -fuzz '10%' "$golden" "$again" null: 2>&1 | sed 's/[^0-9.e+].*//')
    all=$(identify -format '%[fx:w*h]' "$again")
    is_debian12 || awk -v off="$off" -v all="$all" 'BEGIN { exit !(off != "" && off < all * 0.005) }' ||
        { echo "$golden: drawn otherwise now: $again; $off pixels differ; 'make golden' writes it anew"; }
    ! is_debian12 || echo "$golden: other bytes now: $again; $off pixels differ; 'make golden' writes it anew"
done >build/figures/goldens
[ ! -s build/figures/goldens ] || { cat build/figures/goldens; failed=1; }

[ $failed = 0 ] && echo "$(ls build/figures/*/*.svg | wc -l) figures, $(golden_pictures | wc -l) goldens: other programs see what we see"
exit $failed
