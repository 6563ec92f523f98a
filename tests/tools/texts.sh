#!/bin/bash
# texts.sh TEXTS: Graphviz takes the DOT text of every shipped scenario and built-in product, draws every box, every
# arrow and the whole title, and says nothing of trouble. TEXTS FOLDER SCENARIO... writes them.
set -u

texts=$1
folder=build/drawn-texts
rm -rf "$folder"
mkdir -p "$folder"
failed=0
fail() { echo "$*"; failed=1; }

"$texts" "$folder" scenarios/*.yaml || fail "the texts cannot be written"
count=0
for dot in "$folder"/*.dot; do
    count=$((count + 1))
    svg=${dot%.dot}.svg
    complaints=$(dot -Tsvg "$dot" -o "$svg" 2>&1) || fail "$dot: dot refuses it: $complaints"
    [ -z "$complaints" ] || fail "$dot: $complaints"
    xmllint --noout --nonet "$svg" || fail "$dot: what dot draws is no XML"
    # All arrows of a chain, but for those that only keep things in place, are in the picture.
    meant=$(grep -v 'style=invis' "$dot" | grep -o -- ' -> ' | wc -l)
    drawn=$(grep -c 'class="edge"' "$svg")
    [ "$meant" = "$drawn" ] || fail "$dot: $meant arrows are meant, $drawn are drawn"
done
for scenario in scenarios/*.yaml; do
    title=$(sed -n 's/^title: *//p' "$scenario" | sed 's/^"\(.*\)"$/\1/' | sed 's/&/\&amp;/g; s/</\&lt;/g; s/>/\&gt;/g')
    for kind in states sequence; do
        sed 's/&#45;/-/g' "$folder/$(basename "$scenario")-$kind.svg" | grep -qF ">$title<" || fail "$scenario: the $kind lack the title '$title'"
    done
done

[ $failed = 0 ] && echo "$count texts: Graphviz draws what we mean"
exit $failed
