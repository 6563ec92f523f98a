#!/bin/bash
# hardened.sh PROGRAM: what makes a mistake of ours harder to use is in the program as it is shipped: it can lie anywhere
# (PIE), its tables of addresses are read-only from the start (RELRO, BIND_NOW), nothing is writable and runs (NX), a
# smashed stack is noticed, and glibc checks sizes it can know (FORTIFY).
set -u

program=$1
failed=0
must() { # SENTENCE COMMAND...
    local sentence=$1
    shift
    "$@" >/dev/null || { echo "$program: not so: $sentence"; failed=1; }
}
has() { readelf -W "$1" "$program" | grep -E "$2"; }
has_not() { ! has "$@"; }
imports() { nm -D --undefined-only "$program" | grep -E " $1(@|$)"; }

must "it can lie anywhere" has -h 'Type: +DYN'
must "it says that it can" has -d 'FLAGS_1.*PIE'
must "addresses are found before it starts" has -d 'FLAGS_1.*NOW'
must "what they are kept in is read-only then" has -l GNU_RELRO
must "its stack does not run" has -l 'GNU_STACK.* RW +0x'
must "nothing is writable and runs" has_not -l 'LOAD.* RWE '
must "its code is not changed to fit where it lies" has_not -d TEXTREL
must "it takes its libraries from where the system has them" has_not -d 'RPATH|RUNPATH'
must "a smashed stack is noticed" imports __stack_chk_fail
must "glibc checks sizes" imports '__(memcpy|snprintf|vsnprintf)_chk'
[ $failed = 0 ] && echo "$program: PIE, RELRO, BIND_NOW, NX, stack protector, FORTIFY"
exit $failed
