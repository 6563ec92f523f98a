#!/bin/bash
# pictures.sh SAMPLE: what other programs make of our pictures. SAMPLE THEME FOLDER draws the sample in every form; then
# our SVG drawn by librsvg must look like our PNG (under 0.5 % of pixels off, ImageMagick, fuzz 10 %), xmllint must take
# the SVG, and pdftotext and pdfinfo must find in the PDF what was written.
set -u

sample=$1
folder=build/pictures
rm -rf "$folder"
failed=0
fail() { echo "$*"; failed=1; }

off_by() { # ONE OTHER: how many pixels differ
    compare -metric AE -fuzz '10%' "$1" "$2" "$3" 2>&1 | sed 's/[^0-9.e+].*//'
}

for theme in light dark print high-contrast auto; do
    here=$folder/$theme
    mkdir -p "$here"
    "$sample" "$theme" "$here" || { fail "$theme: the sample cannot be drawn"; continue; }
    xmllint --noout --nonet "$here/sample.svg" || fail "$theme: xmllint refuses the SVG"
    for scale in 100 200; do
        zoom=$((scale / 100))
        rsvg-convert --zoom "$zoom" "$here/sample.svg" -o "$here/rsvg-$scale.png" || fail "$theme: librsvg refuses the SVG"
        off=$(off_by "$here/sample-$scale.png" "$here/rsvg-$scale.png" "$here/difference-$scale.png")
        pixels=$(identify -format '%[fx:w*h]' "$here/sample-$scale.png")
        awk -v off="$off" -v all="$pixels" 'BEGIN { exit !(off != "" && off < all * 0.005) }' ||
            fail "$theme, scale $scale: $off of $pixels pixels differ, see $here/difference-$scale.png"
    done
    pdftotext -layout "$here/sample.pdf" "$here/sample.txt" || fail "$theme: pdftotext refuses the PDF"
    while read -r label; do
        grep -qF -- "$label" "$here/sample.txt" || fail "$theme: the PDF's text lacks '$label'"
    done <<'LABELS'
AVATAR & Wörter <b>"quoted"</b> Τάξη Дом
licensed, retrying
expired, grace
178 days, 1h
counted machines
Kein Rechner fiel aus.
the smallest text there is: 0123456789
LABELS
    pdfinfo "$here/sample.pdf" | grep -q '^Title: *A sample <b>&"' || fail "$theme: the PDF has not its title"
    pdffonts "$here/sample.pdf" | tail -n +3 | grep -vq 'yes yes yes' && fail "$theme: a font is not embedded whole"
done

[ $failed = 0 ] && echo "5 themes, 2 scales: other programs see what we see"
exit $failed
