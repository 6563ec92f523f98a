#include "tests/support/long_names.h"

#include "tests/test.h"

#include "sim/base/text.h"

static const char SCENARIO[] =
    "title: \"<tags> & \\\"quotes\\\" -> {braces}; #35; %% עברית 日本語 \\u202e\\u0007 and so on, and so on, "
    "and so "
    "on until it is longer than two lines of the narrowest picture, and then some more of that\"\n"
    "run: 220d\n"
    "places:\n"
    "  zyxwvutsrq-zyxwvutsrq-zyxwvutsrq-zyxwvut: {block: [dns]}\n"
    "  MMMMMMMMMM-MMMMMMMMMM-MMMMMMMMMM-MMMMMMM: {block: [WWWWWWWWWW.WWWWWWWWWW.WWWWWWWWWW.WWWWWWh, cloud]}\n"
    "products:\n"
    "  pppppppppp-PPPPPPPPPP-pppppppppp-PPPPPPP: {like: office-ltsc, threshold: 1000000, lease: 1000d, "
    "expiry_grace: 99999h}\n"
    "  qqqqqqqqqq-QQQQQQQQQQ-qqqqqqqqqq-QQQQQQQ: {like: microsoft-365-apps, initial_grace: 3d7h11m, "
    "expiry_grace: 5d1h59m}\n"
    "hosts:\n"
    "  abcdefghij-abcdefghij-abcdefghij-abcdefg: {}\n"
    "  WWWWWWWWWW.WWWWWWWWWW.WWWWWWWWWW.WWWWWWh: {priority: 65535, weight: 65535, published: false}\n"
    "machines:\n"
    "  wwwwwwwwww-wwwwwwwwww-wwwwwwwwww-wwwwwww: {product: office-ltsc, count: 7, jitter: 3h}\n"
    "  mmmmmmmmmm-mmmmmmmmmm-mmmmmmmmmm-mmmmmmm: {product: windows-client, count: %d}\n"
    "  oooooooooo-oooooooooo-oooooooooo-ooooooo: {product: pppppppppp-PPPPPPPPPP-pppppppppp-PPPPPPP, "
    "place: MMMMMMMMMM-MMMMMMMMMM-MMMMMMMMMM-MMMMMMM}\n"
    "  cccccccccc-cccccccccc-cccccccccc-ccccccc: {product: qqqqqqqqqq-QQQQQQQQQQ-qqqqqqqqqq-QQQQQQQ, count: "
    "2, "
    "starts: 1d}\n"
    "changes:\n"
    "  - {at: 9d, host: abcdefghij-abcdefghij-abcdefghij-abcdefg, do: down}\n"
    "  - {at: 9d1h, machines: [\"mmmmmmmmmm-mmmmmmmmmm-mmmmmmmmmm-mmmmmmm[2..3]\", "
    "cccccccccc-cccccccccc-cccccccccc-ccccccc], move: zyxwvutsrq-zyxwvutsrq-zyxwvutsrq-zyxwvut}\n"
    "  - {at: 9d3h, machines: cccccccccc-cccccccccc-cccccccccc-ccccccc, sign: out}\n"
    "  - {at: 20d, machines: [wwwwwwwwww-wwwwwwwwww-wwwwwwwwww-wwwwwww, "
    "mmmmmmmmmm-mmmmmmmmmm-mmmmmmmmmm-mmmmmmm], use: WWWWWWWWWW.WWWWWWWWWW.WWWWWWWWWW.WWWWWWh}\n"
    "  - {at: 30d, machines: \"cccccccccc-cccccccccc-cccccccccc-ccccccc[1]\", rearm: now}\n"
    "  - {at: 205d, host: abcdefghij-abcdefghij-abcdefghij-abcdefg, do: up}\n"
    "  - {at: 206d, machines: mmmmmmmmmm-mmmmmmmmmm-mmmmmmmmmm-mmmmmmm, use: dns}\n"
    "expect:\n"
    "  - {at: 100d, machines: all, are: notification}\n";

char *long_names(int machines) {
    Text text = {0};
    text_add_format(&text, SCENARIO, machines);
    assert_false(text.failed);
    return text.bytes;
}
