#include "tests/support/made_up.h"

#include "tests/test.h"

#include <inttypes.h>

#include "sim/base/chance.h"
#include "sim/base/text.h"

enum { GROUPS_MOST = 3 };

/* Where choices come from: a trial's luck, or bytes. */
typedef struct {
    uint64_t trial, step, most;
    const uint8_t *bytes;
    size_t left;
    bool by_bytes;
    uint64_t hosts, groups;
    bool asks_host[GROUPS_MOST];
    Text yaml;
} Making;

static uint64_t next_byte(Making *making) {
    if (making->left == 0) return 0;
    making->left--;
    return *making->bytes++;
}

/* 0 to n - 1; n is at most 65,536 times 256. */
static uint64_t luck(Making *making, uint64_t n) {
    if (!making->by_bytes) return chance_draw(99, n, (uint32_t)making->trial, CHANCE_PICK, making->step++);
    uint64_t choice = next_byte(making);
    if (n > 256) choice = choice << 8 | next_byte(making);
    if (n > 65536) choice = choice << 8 | next_byte(making);
    return choice % n;
}

/* Everything is written in pieces with one choice each: in which order a call's arguments are worked out
 * differs from compiler to compiler. */
static void say(Making *making, const char *words) {
    text_add(&making->yaml, words);
}

static void say_number(Making *making, const char *before, uint64_t number) {
    text_add_format(&making->yaml, "%s%" PRIu64, before, number);
}

static void say_one(Making *making, const char *before, const char *const words[], uint64_t count) {
    text_add_format(&making->yaml, "%s%s", before, words[luck(making, count)]);
}

#define SAY_ONE_OF(making, before, words) say_one(making, before, words, sizeof(words) / sizeof *(words))

/* ---- products, hosts, machines ------------------------------------------------------------------------ */

static void make_products(Making *making) {
    static const char *const GRACES[] = {"none", "0m", "1d", "30d"};
    static const char *const OTHERS[] = {"windows-ad", "microsoft-365-apps", "windows-mak", "office-ad"};
    static const char *const LAPSED[] = {"notification", "reduced"};
    say_number(making, "products:\n  p0: {like: windows-client, threshold: ", 1 + luck(making, 40));
    say_number(making, ", lease: ", 3 + luck(making, 40));
    say_number(making, "d, warn_before: 2d}\n  p1: {like: office-ltsc, threshold: ", 1 + luck(making, 9));
    say_number(making, ", lease: 20d, rearms: ", luck(making, 3));
    SAY_ONE_OF(making, "}\n  p2: {like: windows-7, threshold: 2, initial_grace: ", GRACES);
    SAY_ONE_OF(making, ", notice_after: ", GRACES);
    say_number(making, ", lease: ", 100 + luck(making, 5000));
    say_number(making, "m, renewal: ", 60 + luck(making, 9000));
    say_number(making, "m, retry: ", 30 + luck(making, 900));
    SAY_ONE_OF(making, "m, warn_before: ", GRACES);
    SAY_ONE_OF(making, ", expiry_grace: ", GRACES);
    SAY_ONE_OF(making, ", lapsed: ", LAPSED);
    SAY_ONE_OF(making, "}\n  p3: {like: ", OTHERS);
    SAY_ONE_OF(making, ", expiry_grace: ", GRACES);
    say(making, "}\n");
}

static void make_hosts(Making *making) {
    static const char *const RENEWALS[] = {"7d", "1d", "15m", "30d"};
    static const char *const MEMORIES[] = {"30d", "2d", "1h"};
    static const char *const SWITCHES[] = {"",
                                           "",
                                           "",
                                           ", up: false",
                                           ", published: false",
                                           ", activated: false",
                                           ", serves: [office]",
                                           ", restart_forgets: true"};
    say(making, "hosts:\n");
    for (uint64_t h = 0; h < making->hosts; h++) {
        say_number(making, "  k", h);
        SAY_ONE_OF(making, ": {renewal: ", RENEWALS);
        SAY_ONE_OF(making, ", memory: ", MEMORIES);
        say_number(making, ", priority: ", luck(making, 2));
        say_number(making, ", weight: ", luck(making, 3));
        SAY_ONE_OF(making, "", SWITCHES);
        say(making, "}\n");
    }
}

static void make_group(Making *making, uint64_t group) {
    static const char *const PRODUCTS[] = {"p0", "p1", "p2", "p0", "p3"};
    static const char *const SPREADS[] = {"random", "even"};
    static const char *const ON[] = {"always", "always", "{from: \"09:00\", to: \"17:00\", chance: 80%}",
                                     "{days: [mon, fri]}"};
    static const char *const JITTERS[] = {"0m", "1h", "3d"};
    static const char *const PLACES[] = {"office", "office", "vpn"};
    static const char *const IDS[] = {"distinct", "distinct", "distinct", "distinct", "shared"};
    static const char *const SWITCHES[] = {
        "", "", "", "", ", cache: false", ", power: off", ", sign: out", ", skew: 5h"};
    say_number(making, "  g", group);
    const uint64_t product = luck(making, 5);
    making->asks_host[group] = product != 4;
    text_add_format(&making->yaml, ": {product: %s", PRODUCTS[product]);
    say_number(making, ", count: ", 1 + luck(making, making->most));
    say_number(making, ", starts: {from: 0m, to: ", luck(making, 60));
    SAY_ONE_OF(making, "h, spread: ", SPREADS);
    SAY_ONE_OF(making, "}, jitter: ", JITTERS);
    SAY_ONE_OF(making, ", on: ", ON);
    SAY_ONE_OF(making, ", place: ", PLACES);
    SAY_ONE_OF(making, ", ids: ", IDS);
    SAY_ONE_OF(making, "", SWITCHES);
    if (making->asks_host[group] && luck(making, 8) == 7)
        say_number(making, ", use: k", luck(making, making->hosts));
    say(making, "}\n");
}

/* ---- what is done ------------------------------------------------------------------------------------- */

static void make_deed_on_machines(Making *making) {
    static const char *const DEEDS[] = {"power: off",       "power: on",    "attempt: now", "move: vpn",
                                        "move: office",     "skew: 5h",     "skew: 0m",     "reimage: new-id",
                                        "reimage: same-id", "cache: clear", "use: dns",     "rearm: now",
                                        "sign: out",        "sign: in",     "move: offline"};
    const uint64_t group = luck(making, making->groups);
    switch (luck(making, 8)) {
    case 0: say(making, "machines: all"); break;
    case 1:
        say_number(making, "machines: \"g", group);
        say(making, "[1]\"");
        break;
    case 2:
        say_number(making, "machines: [g0, g", group);
        say(making, "]");
        break;
    default:
        say_number(making, "machines: g", group);
        if (!making->asks_host[group] || luck(making, 8) != 7) break;
        say_number(making, ", use: k", luck(making, making->hosts));
        return;
    }
    SAY_ONE_OF(making, ", ", DEEDS);
}

/* At a time when everybody is there. */
static void make_change(Making *making) {
    static const char *const DEEDS[] = {"down",     "down",    "up",        "up",      "deactivate",
                                        "activate", "rebuild", "unpublish", "publish", "restart"};
    static const char *const SERVICES[] = {"dns", "dns", "directory", "cloud", "activation"};
    static const char *const DOWN_UP[] = {"down", "up"};
    static const char *const PLACES[] = {"office", "vpn"};
    static const char *const BLOCKS[] = {"block", "unblock"};
    say_number(making, "  - {at: ", 5000 + luck(making, 80000));
    say(making, "m, ");
    if (luck(making, 8) == 7) {
        say_number(making, "every: ", 1 + luck(making, 300));
        say(making, "h, ");
    }
    const uint64_t host = luck(making, making->hosts);
    switch (luck(making, 8)) {
    case 0:
    case 1:
        say_number(making, "host: k", host);
        SAY_ONE_OF(making, ", do: ", DEEDS);
        break;
    case 2:
        say_number(making, "host: k", host);
        say_number(making, ", set: {renewal: ", 1 + luck(making, 200));
        say_number(making, "h, retry: ", 15 + luck(making, 300));
        say(making, "m}");
        break;
    case 3:
        SAY_ONE_OF(making, "service: ", SERVICES);
        SAY_ONE_OF(making, ", do: ", DOWN_UP);
        break;
    case 4:
        SAY_ONE_OF(making, "place: ", PLACES);
        SAY_ONE_OF(making, ", ", BLOCKS);
        say_number(making, ": [k", host);
        say(making, "]");
        break;
    default: make_deed_on_machines(making);
    }
    say(making, "}\n");
}

/* ---- all of it ---------------------------------------------------------------------------------------- */

static char *make_up(Making *making) {
    static const char *const STARTS[] = {"2026-01-05 00:00", "2026-01-07 06:30", "2027-02-28 23:59"};
    Text *yaml = &making->yaml;
    making->hosts = 1 + luck(making, 3);
    making->groups = 1 + luck(making, GROUPS_MOST);
    say_number(making, "run: 70d\nseed: ", luck(making, 1000));
    SAY_ONE_OF(making, "\nstart: ", STARTS);
    say(making, "\nplaces: [vpn]\n");
    make_products(making);
    make_hosts(making);
    text_add(yaml, "machines:\n");
    for (uint64_t g = 0; g < making->groups; g++) make_group(making, g);
    text_add(yaml, "changes:\n");
    for (uint64_t c = 1 + luck(making, 12); c > 0; c--) make_change(making);
    text_add(
        yaml,
        "expect:\n  - {first: 9d, machines: g0, last: no-host}\n  - {by: 60d, machines: all, are: licensed}\n"
        "  - {at: 33d, machines: g0, lease_left: \">= 2d\"}\n  - {by: 50d, host: k0, pool: windows, count: "
        "3}\n  - {always: licensed, machines: all, from: 20d, to: 40d}\n");
    assert_false(yaml->failed);
    return yaml->bytes;
}

char *made_up(uint64_t trial, uint64_t machines_most) {
    Making making = {.trial = trial, .most = machines_most};
    return make_up(&making);
}

char *made_up_of(const uint8_t *bytes, size_t length, uint64_t machines_most) {
    Making making = {.most = machines_most, .bytes = bytes, .left = length, .by_bytes = true};
    return make_up(&making);
}
