#include "tests/support/made_up.h"

#include "tests/test.h"

#include <inttypes.h>

#include "sim/base/chance.h"
#include "sim/base/text.h"

typedef struct {
    uint64_t trial, step, most;
    Text yaml;
} Making;

static uint64_t luck(Making *making, uint64_t n) {
    return chance_draw(99, n, (uint32_t)making->trial, CHANCE_PICK, making->step++);
}

static const char *one_of(Making *making, const char *const words[], uint64_t count) {
    return words[luck(making, count)];
}

static void make_hosts(Making *making, uint64_t hosts) {
    static const char *const RENEWALS[] = {"7d", "1d", "15m", "30d"};
    static const char *const MEMORIES[] = {"30d", "2d", "1h"};
    text_add(&making->yaml, "hosts:\n");
    for (uint64_t h = 0; h < hosts; h++)
        text_add_format(
            &making->yaml,
            "  k%" PRIu64 ": {renewal: %s, memory: %s, priority: %" PRIu64 ", weight: %" PRIu64 "}\n", h,
            one_of(making, RENEWALS, 4), one_of(making, MEMORIES, 3), luck(making, 2), luck(making, 3));
}

static void make_group(Making *making, uint64_t group) {
    static const char *const ON[] = {"always", "always", "{from: \"09:00\", to: \"17:00\", chance: 80%}",
                                     "{days: [mon, fri]}"};
    static const char *const JITTERS[] = {"0m", "1h", "3d"};
    text_add_format(
        &making->yaml,
        "  g%" PRIu64 ": {product: p%" PRIu64 ", count: %" PRIu64 ", starts: {from: 0m, to: %" PRIu64
        "h, spread: random}, jitter: %s, on: %s, place: %s, ids: %s}\n",
        group, luck(making, 2), 1 + luck(making, making->most), luck(making, 60), one_of(making, JITTERS, 3),
        one_of(making, ON, 4), luck(making, 3) ? "office" : "vpn", luck(making, 6) ? "distinct" : "shared");
}

static void make_change(Making *making, uint64_t hosts, uint64_t groups) {
    static const char *const DEEDS[] = {"down",     "down",    "up",        "up",     "deactivate",
                                        "activate", "rebuild", "unpublish", "publish"};
    static const char *const ON_MACHINES[] = {"power: off",   "power: on", "attempt: now", "move: vpn",
                                              "move: office", "skew: 5h",  "skew: 0m",     "reimage: new-id",
                                              "cache: clear", "use: k0",   "use: dns"};
    Text *yaml = &making->yaml;
    text_add_format(yaml, "  - {at: %" PRIu64 "m, ", 5000 + luck(making, 80000));
    const uint64_t host = luck(making, hosts);
    switch (luck(making, 6)) {
    case 0:
    case 1: text_add_format(yaml, "host: k%" PRIu64 ", do: %s}\n", host, one_of(making, DEEDS, 9)); break;
    case 2:
        text_add_format(yaml, "host: k%" PRIu64 ", set: {renewal: %" PRIu64 "h, retry: %" PRIu64 "m}}\n",
                        host, 1 + luck(making, 200), 15 + luck(making, 300));
        break;
    case 3: text_add_format(yaml, "service: dns, do: %s}\n", luck(making, 2) ? "up" : "down"); break;
    case 4:
        text_add_format(yaml, "place: %s, %s: [k%" PRIu64 "]}\n", luck(making, 2) ? "vpn" : "office",
                        luck(making, 2) ? "block" : "unblock", host);
        break;
    default:
        text_add_format(yaml, "machines: g%" PRIu64 "%s, %s}\n", luck(making, groups), "",
                        one_of(making, ON_MACHINES, 11));
    }
}

static void make_up(Making *making) {
    Text *yaml = &making->yaml;
    const uint64_t hosts = 1 + luck(making, 3), groups = 1 + luck(making, 3);
    text_add_format(yaml, "run: 70d\nseed: %" PRIu64 "\nplaces: [vpn]\n", luck(making, 1000));
    text_add_format(yaml,
                    "products:\n  p0: {like: windows-client, threshold: %" PRIu64 ", lease: %" PRIu64
                    "d, warn_before: 2d}\n  p1: {like: office-ltsc, threshold: %" PRIu64
                    ", lease: 20d, rearms: 0}\n",
                    1 + luck(making, 40), 3 + luck(making, 40), 1 + luck(making, 9));
    make_hosts(making, hosts);
    text_add(yaml, "machines:\n");
    for (uint64_t g = 0; g < groups; g++) make_group(making, g);
    text_add(yaml, "changes:\n");
    for (uint64_t c = 1 + luck(making, 8); c > 0; c--) make_change(making, hosts, groups);
    text_add(
        yaml,
        "expect:\n  - {first: 9d, machines: g0, last: no-host}\n  - {by: 60d, machines: all, are: licensed}\n"
        "  - {at: 33d, machines: g0, lease_left: \">= 2d\"}\n  - {by: 50d, host: k0, pool: windows, count: "
        "3}\n");
    assert_false(yaml->failed);
}

char *made_up(uint64_t trial, uint64_t machines_most) {
    Making making = {.trial = trial, .most = machines_most};
    make_up(&making);
    return making.yaml.bytes;
}
