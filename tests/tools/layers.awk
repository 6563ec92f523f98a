# layers.awk sim/ORDER ui/ORDER FILE...: a file of sim/ or ui/ may include only modules listed above its own; and the
# files that a comment names are there.
#
# A module is a header, a source, or both: `base/check` in sim/ORDER is sim/base/check.h and sim/base/check.c. The
# lists are read one after the other, so all of ui/ is above all of sim/. Order rules out every cycle.

function wrong(line, text) { print FILENAME ":" line ": " text; failed = 1 }
function module_of(path) { sub(/\.[ch]$/, "", path); return path }

# All that a path is called: sim/run/crowd.c, run/crowd.c, crowd.c; sim/run/crowd, sim/run, sim.
function name(path,    short) {
    short = path
    do named[short]; while (sub(/^[^\/]*\//, "", short))
    short = module_of(path)
    do named[short]; while (sub(/\/[^\/]*$/, "", short))
}

# What of a line is comment; in_comment tells whether it goes on.
function comment_of(line,    comment, end) {
    while (line != "") {
        if (in_comment) {
            end = index(line, "*/")
            comment = comment " " (end ? substr(line, 1, end - 1) : line)
            line = end ? substr(line, end + 2) : ""
            in_comment = !end
            continue
        }
        if (!match(line, /"([^"\\]|\\.)*"|'([^'\\]|\\.)*'|\/\*|\/\//)) break
        if (substr(line, RSTART, 2) == "//") return comment " " substr(line, RSTART + 2)
        in_comment = substr(line, RSTART, 2) == "/*"
        line = substr(line, RSTART + RLENGTH)
    }
    return comment
}

BEGIN {
    for (i = 1; i < ARGC; i++)
        if (ARGV[i] !~ /\/ORDER$/) {
            exists[module_of(ARGV[i])] = 1
            name(ARGV[i])
        }
}

FNR == 1 { is_order = FILENAME ~ /\/ORDER$/; module = module_of(FILENAME); in_comment = 0 }

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

FNR == 1 && !(module in rank) && FILENAME !~ /^tests\// {
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

in_comment || /\/[*\/]/ {
    comment = comment_of($0)
    while (match(comment, /[A-Za-z0-9_\/.<*-]+/)) {
        word = substr(comment, RSTART, RLENGTH)
        comment = substr(comment, RSTART + RLENGTH)
        sub(/[.\/]+$/, "", word)
        if (word ~ /^([a-z0-9_]+\/)*[a-z0-9_]+\.[ch]$|^(sim|ui)(\/[a-z0-9_]+)+$/ && !(word in named))
            wrong(FNR, "there is no " word)
    }
}

END { exit failed }
