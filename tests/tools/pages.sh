#!/bin/bash
# pages.sh PROGRAM: reports, handouts and answers in Chromium, without a screen and each time with a profile of its own:
# the policy lets their own style and script in and nothing else, the slider moves cursor and story, nothing sticks out
# on a narrow screen, and what is seen is more than an empty page.
set -u

program=$1
folder=build/pages
rm -rf "$folder"
mkdir -p "$folder"
failed=0
fail() { echo "$*"; failed=1; }

browse() { # PAGE OPTION...: what it prints in $folder/out, what it says on its console in $folder/console
    local page=$1 profile
    shift
    profile=$(mktemp -d)
    timeout 120 chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --user-data-dir="$profile" \
        --enable-logging=stderr --v=0 "$@" "file://$PWD/$page" >"$folder/out" 2>"$folder/log" </dev/null
    local status=$?
    rm -rf "$profile"
    grep -a 'CONSOLE' "$folder/log" >"$folder/console"
    [ $status = 0 ] || fail "$page: chromium ends with status $status: $(tail -n 2 "$folder/log")"
}

hostile=$folder/hostile.yaml
cat >$hostile <<'END'
title: "</title></h1><script>document.body.append('ran')</script><svg onload=alert(2)> ]]> \u202e\u0007"
about: "<img src=https://example.org/x onerror=alert(3)><style>body{display:none}</style>"
run: 40d
hosts: {onload: {}}
machines: {a-very-long-name-of-40-letters-at-most-x: {product: office-ltsc, count: 5}}
lesson:
  - at: 1d
    ask: "<iframe src='//example.org'></iframe>"
    choices: [{say: "<b>", if: {at: 2d, machines: all, are: licensed}}, {say: "b", if: {at: 2d, machines: all, are: notification}}]
END

pages=()
for scenario in scenarios/01-*.yaml scenarios/18-*.yaml scenarios/40-*.yaml $hostile; do
    for kind in report handout answers; do
        page=$folder/$(basename "$scenario" .yaml)-$kind.html
        option=--$kind
        [ $kind != report ] || option=
        # shellcheck disable=SC2086 # no word at all for a report
        "$program" report "$scenario" $option -o "$page" 2>"$folder/said" ||
            { grep -q 'no lesson' "$folder/said" || fail "$page: $(cat "$folder/said")"; continue; }
        pages+=("$page")
    done
done
[ ${#pages[@]} -ge 10 ] || fail "only ${#pages[@]} pages"

for page in "${pages[@]}"; do
    xmllint --noout --nonet "$page" || fail "$page is not well-formed"
    browse "$page" --dump-dom
    [ ! -s "$folder/console" ] || fail "$page: $(head -n 2 "$folder/console")"
    grep -q '<h2>' "$folder/out" || fail "$page: nothing is shown"
    clocks=$(grep -c 'class="clock"' "$folder/out")
    case $page in *-handout.html) wanted=0 ;; *) wanted=1 ;; esac
    [ "$clocks" = $wanted ] || fail "$page: the script ran $clocks times, not $wanted"
done

# What the policy does not name is refused: another script, another style, and anything from elsewhere.
page=$folder/01-fifth-laptop-report.html
sed 's|</body>|<script>document.body.append("ran")</script><style>body{color:red}</style><img src="https://example.org/x.png"/></body>|' \
    "$page" >"$folder/other.html"
browse "$folder/other.html" --dump-dom
grep -q '</script>.*ran\|^ran' "$folder/out" && fail "another script ran"
[ "$(grep -c "Content Security Policy" "$folder/console")" = 3 ] || fail "not everything was refused: $(cat "$folder/console")"

# The same page without its policy, driven by a script of the test: it writes what it finds into the title.
cat >"$folder/drive" <<'END'
<script>
const found = [], slider = document.querySelector('.clock input'), buttons = document.querySelectorAll('.clock button');
const look = () => {
  const now = document.querySelector('tr.now time');
  found.push([document.querySelector('.clock output').textContent.split(' ')[0], now.textContent,
    document.querySelectorAll('tr.later').length].join(' '));
};
const x = () => Number(document.querySelector('#figure-timeline .cursor').getAttribute('x1'));
look();
const first = x();
buttons[1].click();
look();
const second = x();
slider.value = 2 * 1440 + 120;
slider.dispatchEvent(new Event('input'));
look();
const third = x();
buttons[0].click();
look();
const picture = document.querySelector('#figure-timeline svg'), box = picture.getBoundingClientRect();
picture.dispatchEvent(new MouseEvent('click', {clientX: box.right, clientY: box.top}));
look();
found.push(second > first ? third > second : false, document.documentElement.scrollWidth > innerWidth);
document.title = found.join(', ');
</script>
END
sed '/Content-Security-Policy/d' "$page" | sed "/<\/body>/{
r $folder/drive
N
}" >"$folder/driven.html"
browse "$folder/driven.html" --dump-dom --window-size=400,800
title=$(sed -n 's|.*<title>\(.*\)</title>.*|\1|p' "$folder/out" | head -n 1)
[ "$title" = "0m 0m 5, 2d1h 2d1h 3, 2d2h 2d2h 2, 2d1h 2d1h 3, 14d 9d2h 0, true, false" ] ||
    fail "the slider does not do what it should: $title"

# Not empty, in light and dark, wide and narrow, and on paper.
for size in 1000,2400 400,2400; do
    for scheme in 1 0; do # light, dark
        picture=$folder/page-${size%,*}-$scheme.png
        browse "$page" --window-size=$size --blink-settings=preferredColorScheme=$scheme --screenshot="$PWD/$picture"
        colours=$(identify -format '%k' "$picture")
        [ "${colours:-0}" -gt 60 ] || fail "$picture has only $colours colours"
        corner=$(convert "$picture" -crop 1x1+0+0 -format '%[fx:lightness>0.5]' info:)
        [ "$corner" = $scheme ] || fail "$picture is not in the scheme that was asked for"
    done
done
for kind in report handout answers; do
    browse "$folder/01-fifth-laptop-$kind.html" --print-to-pdf="$PWD/$folder/$kind.pdf" --no-pdf-header-footer
    pdftotext -layout "$folder/$kind.pdf" "$folder/$kind.txt"
    grep -q 'The fifth laptop' "$folder/$kind.txt" || fail "$kind.pdf: not on paper"
    wanted=1 # what is folded on a screen
    [ $kind != handout ] || wanted=0
    [ "$(grep -c "By ten o'clock: each asks again. *true" "$folder/$kind.txt")" = $wanted ] || fail "$kind.pdf: the answers are not as they should be"
done

[ $failed = 0 ] && echo "${#pages[@]} pages: shown as meant, and nothing else let in"
exit $failed
