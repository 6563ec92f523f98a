# layers.awk sim/ORDER ui/ORDER FILE...: a file may include only modules listed above its own.
#
# A module is a header, a source, or both: `base/check` in sim/ORDER is sim/base/check.h and sim/base/check.c. The
# lists are read one after the other, so all of ui/ is above all of sim/. Order rules out every cycle.

function wrong(line, text) { print FILENAME ":" line ": " text; failed = 1 }
function module_of(path) { sub(/\.[ch]$/, "", path); return path }

BEGIN {
    for (i = 1; i < ARGC; i++) if (ARGV[i] !~ /\/ORDER$/) exists[module_of(ARGV[i])] = 1
}

FNR == 1 { is_order = FILENAME ~ /\/ORDER$/; module = module_of(FILENAME) }

is_order {
    sub(/#.*/, "")
    if (NF == 0) next
    listed = FILENAME
    sub(/ORDER$/, $1, listed)
    if (NF > 1) wrong(FNR, "one module on a line")
    if (listed in rank) wrong(FNR, $1 " is listed twice")
    if (!(listed in exists)) wrong(FNR, $1 " is listed, and there is neither " listed ".h nor " listed ".c")
    rank[listed] = ++modules
    next
}

FNR == 1 && !(module in rank) {
    order = FILENAME
    sub(/\/.*/, "/ORDER", order)
    wrong(1, module " is not listed in " order)
}

/^[ \t]*#[ \t]*include[ \t]*"/ {
    split($0, quoted, "\"")
    included = module_of(quoted[2])
    if (included == module || !(module in rank)) next
    if (FILENAME ~ /^sim\// && included ~ /^ui\//)
        wrong(FNR, "sim/ knows nothing of ui/: " quoted[2])
    else if (!(included in rank))
        wrong(FNR, quoted[2] " is no listed module; names are written from the root, like sim/base/text.h")
    else if (rank[included] > rank[module])
        wrong(FNR, quoted[2] " is listed below " module ": a file includes only what stands above it")
}

END { exit failed }
