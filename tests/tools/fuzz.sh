#!/bin/bash
# fuzz.sh SECONDS TARGET...: lets libFuzzer give each target bytes it makes up, for about so many seconds in all, as many
# targets at once as there are processors. What it learns is kept in build/fuzz/corpus/, so that the next call goes on
# from there; what breaks a target is kept in build/fuzz/found/, and is a failure.
set -u

seconds=$1
shift
found=build/fuzz/found logs=build/fuzz/logs words=build/fuzz/words.dict
mkdir -p "$found" "$logs"
# Words of the format, so that it need not guess them.
grep -ohE '[a-z][a-z0-9_-]+' scenarios/*.yaml tests/conformance/*.yaml | sort | uniq -c |
    awk '$1 > 1 { printf "\"%s\"\n", $2 }' >"$words"

cat >build/fuzz/one.sh <<'END_OF_ONE'
name=${2##*/}
mkdir -p "build/fuzz/corpus/$name"
seeds=(tests/fuzz/corpus/"$name")
[ "$name" != reader ] || seeds+=(scenarios tests/conformance)
calmly=
! setarch -R true 2>/dev/null || calmly="setarch -R" # see the Makefile
$calmly "$2" -max_total_time="$1" -timeout=300 -rss_limit_mb=3000 -print_final_stats=1 -dict=build/fuzz/words.dict \
    -artifact_prefix="build/fuzz/found/$name-" "build/fuzz/corpus/$name" "${seeds[@]}" >"build/fuzz/logs/$name" 2>&1
status=$?
awk -v name="$name" -v status=$status '
    /^stat::number_of_executed_units/ { runs = $2 }
    / cov: / { cov = $0; sub(/.* cov: /, "", cov); sub(/ .*/, "", cov); corpus = $0; sub(/.* corp: /, "", corpus); sub(/\/.*/, "", corpus) }
    END { printf "%-10s %9d executions, %5d ways, %5d inputs kept%s\n", name, runs, cov, corpus, status ? ": BROKEN" : "" }' \
    "build/fuzz/logs/$name"
[ $status = 0 ] || {
    sed -n 's/.*Test unit written to /  it is kept in /p' "build/fuzz/logs/$name"
    echo "  what it breaks: build/tests/fuzz/$name FILE; all that was said: build/fuzz/logs/$name"
}
exit $status
END_OF_ONE

each=$((seconds * $(nproc) / $#))
printf '%s\n' "$@" | xargs -P "$(nproc)" -n 1 bash build/fuzz/one.sh $((each > 0 ? each : 1))
