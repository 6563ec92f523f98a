# coverage.awk -v source=FILE: reads what gcov prints of one source with --branch-counts; writes a line
# "gap TAB where and what" for each line never run and each way never taken, and "sum TAB source TAB run TAB lines
# TAB taken TAB ways TAB left out".
#
# Left out is what cannot be, and says so: the other way of a CHECK; cases that end in one, and the way of a switch for a
# value that is none of its cases (the compiler sees to it that every value has one); the end of a loop before a CHECK.

# gcov prints headers too: only the file itself counts.
/^ *-: *0:Source:/ { ours = $0 ~ ("Source:" source "$"); next }
!ours { next }

/^(call|function)/ { next }
/^branch/ {
    ways[line]++
    if ($3 == "never" || $4 == 0) missed[line]++
    next
}
{
    count = $1
    sub(/:.*/, "", count)
    line = $0
    sub(/^[^:]*: */, "", line)
    sub(/:.*/, "", line)
    line += 0
    text[line] = $0
    sub(/^[^:]*:[^:]*:/, "", text[line])
    runs[line] = count
    if (line > last) last = line
}

function is_code(n) { return n in runs && runs[n] != "-" }
function is_check(n) { return text[n] ~ /CHECK\(/ }
# `case A:` alone, whose body is what follows, and `case A_COUNT: break;` before a CHECK behind the switch.
function is_bare_label(n) { return text[n] ~ /^ *case [A-Z_0-9]+:$/ }
function is_no_value(n) { return text[n] ~ /^ *case [A-Z_]+_COUNT: break;$/ }
function cannot_be(n) {
    while (is_bare_label(n)) n++
    return is_check(n) || is_no_value(n)
}
function indent(n) { match(text[n], /^ */); return RLENGTH }
# The loop found what it looked for: behind it stands that it always does.
function ends_in_check(n,   m) {
    if (text[n] !~ /^ *for \(/) return 0
    for (m = n + 1; m <= last; m++)
        if (indent(m) <= indent(n) && text[m] !~ /^ *(}.*)?$/) return text[m] ~ /^ *CHECK\(!/
    return 0
}
function gap(n, what) { printf "gap\t%s:%d: %s:%s\n", source, n, what, text[n] }

END {
    for (n = 1; n <= last; n++) {
        if (text[n] ~ /switch \(/) { turn = n; spare[n] = 1 }
        if (ends_in_check(n)) spare[n] = 2
        if (text[n] ~ /^ *case / && cannot_be(n) && !is_bare_label(n)) spare[turn]++
    }
    for (n = 1; n <= last; n++) {
        if (!is_code(n)) continue
        if (runs[n] ~ /#|=/) {
            if (is_check(n) || cannot_be(n)) { left_out++; continue }
            lines++
            gap(n, "never run")
        } else { lines++; run++ }
        if (is_check(n)) continue
        untaken = missed[n] < spare[n] ? 0 : missed[n] - spare[n]
        left_out += missed[n] - untaken
        all += ways[n] - (missed[n] - untaken)
        taken += ways[n] - missed[n]
        if (untaken > 0 && runs[n] !~ /#|=/) gap(n, untaken > 1 ? untaken " ways never taken" : "a way never taken")
    }
    printf "sum\t%s\t%d\t%d\t%d\t%d\t%d\n", source, run, lines, taken, all, left_out
}
