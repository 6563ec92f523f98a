#!/bin/bash
# machines.sh MACHINE...: sim/ built for other machines (i386: 32 bits; s390x: the other byte order, under qemu) runs
# every conformance case to the fingerprint and trace that tests/conformance/fingerprints.txt holds, and every scenario
# as this machine does; `native` is this machine. libyaml for them is unpacked beside the build; nothing is installed.
set -u

folder=build/machines
agreed=tests/conformance/fingerprints.txt
cases=(tests/conformance/*.yaml)
scenarios=(scenarios/*.yaml)
mkdir -p "$folder"

# apt-get asks for another architecture's libyaml here only; the system is left as it is.
fetch_yaml() { # ARCHITECTURE
    local own=$PWD/$folder/$1/apt
    ls "$folder/$1"/usr/lib/*/libyaml.a >/dev/null 2>&1 && return
    mkdir -p "$own/lists/partial" "$own/archives/partial"
    (cd "$folder/$1" && for step in update "download libyaml-dev:$1"; do
        # shellcheck disable=SC2086 # the words of a step
        apt-get -qq -o Acquire::Retries=3 -o Acquire::Languages=none -o APT::Architecture="$1" -o APT::Architectures="$1" \
            -o APT::Sandbox::User=root -o Dir::State::lists="$own/lists" -o Dir::Cache="$own" $step
    done && dpkg -x libyaml-dev_*.deb .) >"$folder/$1.log" 2>&1
    rm -rf "$own"
    ls "$folder/$1"/usr/lib/*/libyaml.a >/dev/null || { cat "$folder/$1.log"; return 1; }
}

build() { # NAME COMPILER FLAG...
    local name=$1 compiler=$2
    shift 2
    "$compiler" -std=c11 -D_POSIX_C_SOURCE=200809L -O1 -I. -Wall -Wextra -Werror "$@" tests/tools/machine.c tests/support/hearing.c sim/*/*.c \
        -o "$folder/$name/machine" -lyaml
}

build_for() { # MACHINE
    mkdir -p "$folder/$1"
    case $1 in
    native) build native gcc ;;
    i386) fetch_yaml i386 && build i386 i686-linux-gnu-gcc -static -L"$folder/i386/usr/lib/i386-linux-gnu" ;;
    s390x) fetch_yaml s390x && build s390x s390x-linux-gnu-gcc -static -L"$folder/s390x/usr/lib/s390x-linux-gnu" ;;
    *) echo "machines.sh: no machine is called $1"; return 1 ;;
    esac
}

run_on() { # MACHINE FILE...
    local machine=$1
    shift
    case $machine in
    s390x) qemu-s390x-static "$folder/s390x/machine" "$@" ;;
    *) "$folder/$machine/machine" "$@" ;;
    esac
}

failed=0
[ -e "$folder/native/machine" ] && [ -z "$(find sim tests/tools/machine.c tests/support/hearing.[ch] -newer "$folder/native/machine" -name '*.[ch]')" ] ||
    build_for native || exit 1
run_on native "${scenarios[@]}" >"$folder/scenarios.txt" || exit 1
for machine in native "$@"; do
    [ "$machine" = native ] || build_for "$machine" || { failed=1; continue; }
    run_on "$machine" "${cases[@]}" >"$folder/$machine/cases.txt" && diff "$agreed" "$folder/$machine/cases.txt" &&
        run_on "$machine" "${scenarios[@]}" | diff "$folder/scenarios.txt" - && continue
    echo "$machine: other fingerprints"
    failed=1
done
[ $failed = 0 ] && echo "native $*: ${#cases[@]} cases have the agreed fingerprint and trace, ${#scenarios[@]} scenarios the same"
exit $failed
