#!/bin/sh
# packages.sh SET...: sees to it that what the sets name is on this machine. What is there already is left alone and
# apt-get is not called; elsewhere than on Debian the missing packages are named, for a person to install.
set -u

# Set, Debian package, and how to tell that it is there whatever system this is: a command that runs, a header
# that the compiler finds, or a file.
needs='
compile  gcc                 command  gcc
compile  libc6-dev           header   stdlib.h
compile  libyaml-dev         header   yaml.h
compile  pkg-config          command  pkg-config
compile  libcairo2-dev       header   cairo/cairo-pdf.h
compile  libfreetype-dev     header   freetype2/ft2build.h
compile  libsdl2-dev         header   SDL2/SDL.h
compile  fonts-dejavu-core   file     /usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf
test     libcmocka-dev       header   cmocka.h
test     libexpat1-dev       header   expat.h
test     jq                  command  jq
test     mandoc              command  mandoc
check    clang               command  clang
check    clang-format        command  clang-format
check    libclang-rt-14-dev  runtime  libclang_rt.fuzzer
check    strace              command  strace
check    gcc-i686-linux-gnu  command  i686-linux-gnu-gcc
check    libc6-dev-i386-cross  file   /usr/i686-linux-gnu/lib/libc.a
machines  gcc-s390x-linux-gnu  command  s390x-linux-gnu-gcc
machines  libc6-dev-s390x-cross  file   /usr/s390x-linux-gnu/lib/libc.a
machines  qemu-user-static   command  qemu-s390x-static
conditions  llvm             command  llvm-cov
check    libxml2-utils       command  xmllint
check    librsvg2-bin        command  rsvg-convert
check    imagemagick         command  compare
check    xvfb                command  Xvfb
check    xdotool             command  xdotool
check    ffmpeg              command  ffmpeg
check    poppler-utils       command  pdftotext
check    chromium            command  chromium
check    graphviz            command  dot
test     fonts-liberation    file     /usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf
check    node-ajv            module   ajv
check    locales             file     /usr/share/i18n/locales/tr_TR
'

is_there() { # KIND NAME
    case $1 in
    command) command -v "$2" ;;
    header) gcc -E -x c - <<END ;;
#if !__has_include(<$2>)
#error
#endif
END
    runtime) ls "$(clang -print-resource-dir)"/lib/linux/"$2"* ;;
    module) NODE_PATH=/usr/share/nodejs node -e "require('$2')" ;;
    file) test -e "$2" ;;
    esac >/dev/null 2>&1
}

missing() { # SET...: the packages, on one line
    echo "$needs" | while read -r set package kind name; do
        case " $* " in *" $set "*) is_there "$kind" "$name" || printf '%s ' "$package" ;; esac
    done
}

apt() { # the log is shown only where it matters; a fresh machine may still be busy with updates of its own
    $become env DEBIAN_FRONTEND=noninteractive \
        apt-get -q -y -o Acquire::Retries=3 -o DPkg::Lock::Timeout=300 "$@" </dev/null >>build/apt.log 2>&1 ||
        { tail -n 20 build/apt.log; echo "packages.sh: apt-get $1 failed (build/apt.log)"; exit 1; } >&2
}

lacking=$(missing "$@")
test -n "$lacking" || exit 0

become=
if [ "$(id -u)" != 0 ]; then become=sudo; fi
if ! command -v apt-get >/dev/null || { [ -n "$become" ] && ! command -v sudo >/dev/null; }; then
    echo "packages.sh: please install what Debian calls: $lacking" >&2
    exit 1
fi

echo "installing with apt-get: $lacking"
mkdir -p build
: >build/apt.log
apt update
# shellcheck disable=SC2086 # one word for each package
apt install --no-install-recommends $lacking

lacking=$(missing "$@")
test -z "$lacking" || { echo "packages.sh: installed, and yet not found: $lacking" >&2; exit 1; }
