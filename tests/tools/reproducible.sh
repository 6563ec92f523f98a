#!/bin/bash
# reproducible.sh: the same sources in another folder, with other dates, built in another time zone and language, give
# build/leaselab byte for byte.
set -u

elsewhere=$(mktemp -d)/another-folder-with-a-longer-name
trap 'rm -rf "${elsewhere%/*}"' EXIT
mkdir -p "$elsewhere"
cp -r Makefile sim ui tests "$elsewhere/" # with the time of now
find "$elsewhere" -type f -exec touch -d '2001-02-03 04:05:06' {} +
(cd "$elsewhere" && umask 077 && env -u MAKEFLAGS -u MAKELEVEL TZ='<+14>-14' LC_ALL=C.UTF-8 \
    make -s -j"$(nproc)" build/leaselab >log 2>&1) || { tail "$elsewhere/log"; exit 1; }
cmp build/leaselab "$elsewhere/build/leaselab" || exit 1
echo "built in two folders at two times: the same $(stat -c %s build/leaselab) bytes"
