#!/bin/bash
# network.sh PROGRAM: no command makes a system call of the network, and each gives the same bytes where there is no
# network at all. The calls stand below; a command without one is a failure.
set -u

program=$PWD/$1
folder=build/network
rm -rf "$folder"
mkdir -p "$folder/with" "$folder/without"

calls='
run scenarios/01-fifth-laptop.yaml -v
check scenarios/01-fifth-laptop.yaml
trace scenarios/01-fifth-laptop.yaml --format csv
why scenarios/01-fifth-laptop.yaml --machine sarah --at 3d
compare scenarios/01-fifth-laptop.yaml scenarios/18-seasonal-lab.yaml
budget scenarios/18-seasonal-lab.yaml
sweep scenarios/01-fifth-laptop.yaml --seeds 4 --jobs 2 --measure lapses(all)
draw --all scenarios/01-fifth-laptop.yaml -o .
draw count scenarios/18-seasonal-lab.yaml -f pdf -o count.pdf
draw count scenarios/18-seasonal-lab.yaml -f png -o count.png
report scenarios/01-fifth-laptop.yaml -o report.html
film scenarios/01-fifth-laptop.yaml --to 1h --size 320x200 -o pictures
view --text scenarios/01-fifth-laptop.yaml
products
rules --format json
prove --fleet cloud
new -o new.yaml
help --man
'

failed=0
named=$(echo "$calls" | awk 'NF { print $1 }' | sort -u)
known=$("$program" help | awk '/^commands:/ { on = 1; next } /^$/ { on = 0 } on { print $1 }' | sort -u)
[ "$named" = "$known" ] || { echo "network.sh: of these commands one of the two lacks a call:"; diff <(echo "$named") <(echo "$known"); failed=1; }

empty_network=(unshare -n)
"${empty_network[@]}" true 2>/dev/null || empty_network=(unshare -rn)
"${empty_network[@]}" true || { echo "network.sh: this system lets nobody have a network of his own, so nothing is shown"; exit 1; }

number=0
while read -r line; do
    [ -n "$line" ] || continue
    number=$((number + 1))
    words=()
    for word in $line; do [ ! -e "$word" ] || [ "$word" = . ] || word=$PWD/$word; words+=("$word"); done
    (cd "$folder/with" && strace -f -qq -e trace=%network -e signal=none -o "../calls.$number" "$program" "${words[@]}" >"$number" 2>&1 </dev/null)
    status=$?
    [ $status -le 1 ] || { echo "leaselab $line: status $status"; failed=1; }
    grep -v '+++ exited with' "$folder/calls.$number" | sed "s|^|leaselab $line: |" | grep . && failed=1
    (cd "$folder/without" && "${empty_network[@]}" "$program" "${words[@]}" >"$number" 2>&1 </dev/null)
    [ $? = $status ] || { echo "leaselab $line: ends otherwise without a network"; failed=1; }
done <<<"$calls"
diff -r "$folder/with" "$folder/without" || failed=1

# That strace would have seen one.
strace -f -qq -e trace=%network -o "$folder/seen" bash -c 'exec 3<>/dev/tcp/127.0.0.1/1' 2>/dev/null
grep -q 'socket(' "$folder/seen" || { echo "network.sh: strace sees no network calls here, so nothing is shown"; failed=1; }

[ $failed = 0 ] && echo "$number calls of $(echo "$known" | wc -l) commands: no network call, and the same bytes without a network"
exit $failed
