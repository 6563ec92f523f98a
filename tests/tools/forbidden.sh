#!/bin/sh
# forbidden.sh OBJECTS-FOLDER OBJECT...: what a room must not touch, all of it in the table below, and what it may call
# beyond our own objects, all of it in imports.txt. Headers are looked for in the sources, calls in what the objects
# import: a word in a comment is no call, one behind a macro is.
set -u

# Paths of the room | what may be there all the same | headers | imported functions | the rule
rules='
sim/ | - | (time|sys/time|pthread|threads|sys/socket|netdb|netinet/.*)\.h | - | sim/ has no clock, thread or network
sim/ | - | - | (s?rand(_r)?|random|[dlm]rand48|getrandom|getentropy|arc4random.*) | sim/ has no luck but sim/base/chance
sim/ | - | - | (time|clock|clock_gettime|gettimeofday|timespec_get|(local|gm)time(_r)?|mktime|nanosleep) | sim/ has no clock
sim/ | - | - | (secure_)?getenv|setlocale|f?open(at)?(64)? | sim/ knows no environment, locale or file names
sim/ | - | - | pthread_.*|thrd_.* | sim/ has no threads
. | - | (sys/socket|netdb|netinet/.*|arpa/.*)\.h | (socket|connect|bind|listen|accept4?|getaddrinfo|gethostby.*|send|sendto|sendm?msg|recv|recvfrom|recvm?msg|res_.*) | nothing here uses a network
. | ui/window/ | SDL.* | SDL_.* | SDL is in ui/window/ only
. | ui/canvas/ | (cairo|ft2build|freetype).* | (cairo|FT)_.* | Cairo and FreeType are in ui/canvas/ only
'

objects_folder=$1
shift
found=$(
    echo "$rules" | sed 's/ | /\t/g' | while IFS=$(printf '\t') read -r room but header call rule; do
        test -n "$room" || continue
        in_room() { if [ "$room" = . ]; then cat; else grep "^$room"; fi | grep -v "^$but"; }
        find sim ui -name '*.[ch]' | sort | in_room |
            xargs -r grep -nHE "^[[:space:]]*#[[:space:]]*include[[:space:]]*[<\"]($header)[>\"]" |
            sed -E "s|^([^:]*:[0-9]*):.*|\1: $rule|"
        # Fortified calls are imported as __recv_chk; large files as fopen64.
        printf '%s\n' "$@" | sed "s|^$objects_folder/||" | in_room | sed "s|^|$objects_folder/|" | xargs -r nm -uA |
            sed -E "s|^$objects_folder/([^:]*)\.o: *[UwV] (__)?|\1.c: |; s/_chk\$//" |
            grep -xE "[^:]*: ($call)" | sed "s|\$|: $rule|"
    done
)
test -z "$found" || { echo "$found"; exit 1; }

unknown=$({
    nm --defined-only "$@" | awk 'NF == 3 { print "own", $3 }'
    nm -uA "$@" | sed -E "s|^$objects_folder/([^:]*): *[UwV] |\1 |; s/ __(.*)_chk\$/ \1/"
} | awk '
    FILENAME != "-" {
        sub(/#.*/, "")
        if ($2 == "|") { room = $1; $1 = $2 = "" }
        for (i = 1; i <= NF; i++) if ($i != "") { rooms[++count] = room; names[count] = $i }
        next
    }
    $1 == "own" { own[$2]; next }
    # The compiler asks for these.
    $2 == "_GLOBAL_OFFSET_TABLE_" || $2 == "__stack_chk_fail" || $2 in own { next }
    {
        for (i = 1; i <= count; i++) {
            if (rooms[i] != "." && index($1, rooms[i]) != 1) continue
            star = index(names[i], "*")
            if (star ? index($2, substr(names[i], 1, star - 1)) == 1 : $2 == names[i]) { used[i]; next }
        }
        print $1 ": " $2 ": tests/tools/imports.txt does not allow it"
    }
    END { for (i = 1; i <= count; i++) if (!(i in used)) print "tests/tools/imports.txt: nobody calls " names[i] }
' tests/tools/imports.txt -)
test -z "$unknown" || { echo "$unknown"; exit 1; }
