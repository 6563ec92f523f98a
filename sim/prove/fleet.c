#include "sim/prove/fleet.h"

#include <stddef.h>
#include <string.h>

/* Small figures: a beat is 15 minutes, the shortest rhythm that a host may give. */
#define BEATS                                                                                                \
    "lease: 75m, retry: 15m, renewal: 30m, initial_grace: 30m, notice_after: 15m, expiry_grace: 30m, "       \
    "rearms: 1"
#define KMS "hosts: {kms: {memory: 45m, retry: 15m, renewal: 30m}}\n"
/* With deeds, ids are forgotten on a beat, so that situations come back. */
#define KMS_ON_BEAT "hosts: {kms: {memory: 44m, retry: 15m, renewal: 30m}}\n"

#define HOST_DOWN(host)                                                                                      \
    { "host: " host ", do: down", "host: " host ", do: up" }
#define CUT_OFF(place)                                                                                       \
    { "place: " place ", block: [kms]", "place: " place ", unblock: [kms]" }

/* What an administrator may do to a machine. */
#define HANDLED                                                                                              \
    "machines: m, power: off", "machines: m, power: on", "machines: m, attempt: now",                        \
        "machines: m, reimage: new-id", "machines: m, reimage: same-id", "machines: m, rearm: now",          \
        "machines: m, retire: now", "machines: m, sign: in"
/* Where it may be, and whom it knows. */
#define MOVED                                                                                                \
    "machines: m, move: offline", "machines: m, move: office", "machines: m, use: kms",                      \
        "machines: m, use: dns", "machines: m, cache: clear", "service: dns, do: down",                      \
        "service: dns, do: up"
/* Why a host that is up may not count it. */
#define REFUSED                                                                                              \
    "machines: m, skew: 241m", "machines: m, skew: 4h", "machines: m, move: office",                         \
        "host: kms, set: {serves: [windows]}", "host: kms, set: {serves: [windows, office]}",                \
        "host: kms, do: unpublish", "host: kms, do: publish"
#define HOST_FAILS             "host: kms, do: down", "host: kms, do: up"
#define SERVICE_FAILS(service) "service: " service ", do: down", "service: " service ", do: up"
#define MACHINE(like, figures) "products: {p: {like: " like ", " figures "}}\n"
#define ONE                    "machines: {m: {product: p}}\n"

#define MIXED                                                                                                \
    "products:\n  few: {like: windows-server, threshold: 2, " BEATS "}\n"                                    \
    "  more: {like: windows-client, threshold: 3, " BEATS "}\n"

const Fleet FLEETS[] = {
    /* ---- real figures ---- */
    {.name = "office",
     .about = "one Office machine with its real figures; its host may be down whenever it asks",
     .yaml = MACHINE("office-ltsc", "threshold: 1") "hosts: {kms: {}}\n" ONE,
     .switches = {HOST_DOWN("kms")},
     .recovers = true},
    {.name = "windows",
     .about = "one Windows machine with its real figures; its host may be down whenever it asks",
     .yaml = MACHINE("windows-client", "threshold: 1") "hosts: {kms: {}}\n" ONE,
     .switches = {HOST_DOWN("kms")},
     .recovers = true},
    {.name = "two-offices",
     .about = "two Office machines that need each other, real figures but for a retry of 5 days; each may be "
              "cut off",
     .yaml = MACHINE("office-ltsc", "threshold: 2, retry: 5d") "places: [north, south]\n"
                                                               "hosts: {kms: {retry: 5d, renewal: 5d}}\n"
                                                               "machines:\n  n: {product: p, place: north}\n "
                                                               " s: {product: p, place: south}\n",
     .switches = {CUT_OFF("north"), CUT_OFF("south")},
     .recovers = true},
    {.name = "two-offices-finer",
     .about = "two Office machines that need each other, real figures but for a retry of 2 days, and a "
              "renewal of 8; "
              "each may be cut off",
     .yaml = MACHINE("office-ltsc", "threshold: 2, retry: 2d") "places: [north, south]\n"
                                                               "hosts: {kms: {retry: 2d, renewal: 8d}}\n"
                                                               "machines:\n  n: {product: p, place: north}\n "
                                                               " s: {product: p, place: south}\n",
     .switches = {CUT_OFF("north"), CUT_OFF("south")},
     .recovers = true,
     .deep = true},

    /* ---- small figures ---- */
    {.name = "three",
     .about = "three machines, two are needed; each may be cut off whenever it asks",
     .yaml = MACHINE("office-ltsc", "threshold: 2, " BEATS) "places: [north, south, west]\n" KMS
                                                            "machines:\n  n: {product: p, place: north}\n  "
                                                            "s: {product: p, place: south}\n"
                                                            "  w: {product: p, place: west}\n",
     .switches = {CUT_OFF("north"), CUT_OFF("south"), CUT_OFF("west")},
     .recovers = true},
    {.name = "four",
     .about = "two machines that need two, and two that need three; one, one, or two may be cut off",
     .yaml = MIXED "places: [north, south, west]\n" KMS
                   "machines:\n  n: {product: few, place: north}\n  s: {product: more, place: south}\n"
                   "  w: {product: few, place: west}\n  e: {product: more, place: west}\n",
     .switches = {CUT_OFF("north"), CUT_OFF("south"), CUT_OFF("west")},
     .recovers = true},
    {.name = "four-apart",
     .about = "two machines that need two, and two that need three; each may be cut off whenever it asks",
     .yaml = MIXED "places: [north, south, west, east]\n" KMS
                   "machines:\n  n: {product: few, place: north}\n  s: {product: more, place: south}\n"
                   "  w: {product: few, place: west}\n  e: {product: more, place: east}\n",
     .switches = {CUT_OFF("north"), CUT_OFF("south"), CUT_OFF("west"), CUT_OFF("east")},
     .recovers = true,
     .deep = true},
    {.name = "five",
     .about = "five machines, two are needed and four remembered; two, two, or one may be cut off",
     .yaml =
         MACHINE("office-ltsc", "threshold: 2, " BEATS) "places: [north, south, west]\n" KMS
                                                        "machines:\n  n: {product: p, count: 2, place: "
                                                        "north}\n  s: {product: p, count: 2, place: south}\n"
                                                        "  w: {product: p, place: west}\n",
     .switches = {CUT_OFF("north"), CUT_OFF("south"), CUT_OFF("west")},
     .recovers = true},
    {.name = "five-apart",
     .about = "five machines, two are needed and four remembered; each may be cut off whenever it asks",
     .yaml =
         MACHINE("office-ltsc", "threshold: 2, " BEATS) "places: [north, south, west, east, hill]\n" KMS
                                                        "machines:\n  n: {product: p, place: north}\n  s: "
                                                        "{product: p, place: south}\n"
                                                        "  w: {product: p, place: west}\n  e: {product: p, "
                                                        "place: east}\n  h: {product: p, place: hill}\n",
     .switches = {CUT_OFF("north"), CUT_OFF("south"), CUT_OFF("west"), CUT_OFF("east"), CUT_OFF("hill")},
     .recovers = true,
     .deep = true},
    {.name = "twins",
     .about = "two machines with one id beside a third, two are needed; each may be cut off whenever it asks",
     .yaml =
         MACHINE("office-ltsc",
                 "threshold: 2, " BEATS) "places: [north, south]\n" KMS
                                         "machines:\n  n: {product: p, count: 2, ids: shared, place: north}\n"
                                         "  s: {product: p, place: south}\n",
     .switches = {CUT_OFF("north"), CUT_OFF("south")},
     .recovers = true},
    {.name = "two-hosts",
     .about = "three machines and two hosts of different rhythms; either may be down whenever one asks",
     .yaml = MACHINE(
         "office-ltsc",
         "threshold: 2, " BEATS) "hosts:\n  a: {memory: 45m, retry: 15m, renewal: 30m}\n"
                                 "  b: {memory: 45m, retry: 30m, renewal: 45m, priority: 1}\n"
                                 "machines: {m: {product: p, count: 2}, n: {product: p, cache: false}}\n",
     .switches = {HOST_DOWN("a"), HOST_DOWN("b")},
     .recovers = true},
    {.name = "no-time",
     .about = "two machines whose graces have no length; their host may be down whenever one asks",
     .yaml = MACHINE("windows-7", "threshold: 2, lease: 60m, retry: 15m, initial_grace: 0m, expiry_grace: 0m")
         KMS "machines: {m: {product: p, count: 2}}\n",
     .switches = {HOST_DOWN("kms")},
     .recovers = true},

    /* ---- with deeds ---- */
    {.name = "handled",
     .about = "one machine with every grace, and all that can be done to it; its host fails and heals",
     .yaml = MACHINE("office-ltsc", "threshold: 1, " BEATS) KMS_ON_BEAT ONE,
     .deeds = {HANDLED, HOST_FAILS},
     .beat_min = 15,
     .recovers = true},
    {.name = "handled-bare",
     .about = "one machine without any grace, and all that can be done to it; its host fails and heals",
     .yaml = MACHINE("windows-server", "threshold: 1, lease: 60m, retry: 15m, warn_before: 15m, rearms: 1")
         KMS_ON_BEAT ONE,
     .deeds = {HANDLED, HOST_FAILS},
     .beat_min = 15,
     .recovers = true},
    {.name = "handled-reduced",
     .about = "one machine with every grace that ends in view and print only, and all that can be done to it",
     .yaml = MACHINE("windows-7", "threshold: 1, lapsed: reduced, " BEATS) KMS_ON_BEAT ONE,
     .deeds = {HANDLED, HOST_FAILS},
     .beat_min = 15,
     .recovers = true},
    {.name = "handled-late",
     .about = "one machine with a grace only after its lease that ends in view and print only, handled alike",
     .yaml =
         MACHINE("windows-7", "threshold: 1, lapsed: reduced, lease: 60m, retry: 15m, initial_grace: none, "
                              "expiry_grace: 30m, rearms: 1") KMS_ON_BEAT ONE,
     .deeds = {HANDLED, HOST_FAILS},
     .beat_min = 15,
     .recovers = true},
    {.name = "moved",
     .about = "one machine that moves, and whose host and lookup fail and heal",
     .yaml = MACHINE("office-ltsc", "threshold: 1, " BEATS) KMS_ON_BEAT ONE,
     .deeds = {MOVED, HOST_FAILS},
     .beat_min = 15,
     .recovers = true},
    {.name = "moved-reduced",
     .about = "one machine that moves and ends in view and print only; its host and lookup fail and heal",
     .yaml = MACHINE("windows-7", "threshold: 1, lapsed: reduced, " BEATS) KMS_ON_BEAT ONE,
     .deeds = {MOVED, HOST_FAILS},
     .beat_min = 15,
     .recovers = true},
    {.name = "refused",
     .about =
         "one machine whose clock may be wrong, beside another; their host may serve others or be unknown",
     .yaml = MACHINE("office-ltsc", "threshold: 2, " BEATS) KMS_ON_BEAT
     "machines: {m: {product: p}, n: {product: p}}\n",
     .deeds = {REFUSED},
     .beat_min = 15,
     .recovers = true},
    {.name = "refused-reduced",
     .about = "one machine whose clock may be wrong, beside another; both end in view and print only",
     .yaml = MACHINE("office-ltsc", "threshold: 2, lapsed: reduced, " BEATS) KMS_ON_BEAT
     "machines: {m: {product: p}, n: {product: p}}\n",
     .deeds = {REFUSED},
     .beat_min = 15,
     .recovers = true},
    {.name = "host-key",
     .about =
         "one machine whose host is activated, rebuilt and restarted, beside six others with the same key",
     .yaml = MACHINE("windows-server",
                     "threshold: 1, lease: 60m, retry: 15m") "hosts:\n  kms: {memory: 44m, renewal: 15m, "
                                                             "retry: 15m, restart_forgets: true}\n"
                                                             "  b: {priority: 1, up: false}\n  c: {priority: "
                                                             "2, up: false}\n  d: {priority: 3, up: false}\n"
                                                             "  e: {priority: 4, up: false}\n  f: {priority: "
                                                             "5, up: false}\n"
                                                             "  g: {priority: 6, activated: false}\n" ONE,
     .deeds = {"host: kms, do: activate", "host: kms, do: deactivate", "host: kms, do: rebuild",
               "host: kms, do: restart", "host: g, do: activate"},
     .beat_min = 15},
    {.name = "cloud",
     .about =
         "one machine of a subscription, with every grace; its person signs in and out, its service fails",
     .yaml = MACHINE("microsoft-365-apps", BEATS) ONE,
     .deeds = {HANDLED, "machines: m, sign: out", SERVICE_FAILS("cloud")},
     .beat_min = 15,
     .recovers = true},
    {.name = "cloud-lapsed",
     .about = "one machine of a subscription that ends in notification; its person signs in and out",
     .yaml = MACHINE("microsoft-365-apps", "lapsed: notification, " BEATS) ONE,
     .deeds = {HANDLED, "machines: m, sign: out", SERVICE_FAILS("cloud")},
     .beat_min = 15,
     .recovers = true},
    {.name = "directory",
     .about = "one machine that its directory licenses, and all that can be done to it; the service fails",
     .yaml = MACHINE("office-ad", BEATS) ONE,
     .deeds = {HANDLED, SERVICE_FAILS("directory")},
     .beat_min = 15,
     .recovers = true},
    {.name = "once",
     .about = "one machine with a one-time key, and all that can be done to it; the service fails",
     .yaml = MACHINE("windows-mak", "retry: 15m, initial_grace: 30m, rearms: 1") ONE,
     .deeds = {HANDLED, SERVICE_FAILS("activation")},
     .beat_min = 15,
     .recovers = true},
};

int fleet_count(void) {
    return sizeof FLEETS / sizeof *FLEETS;
}

const Fleet *fleet_find(const char *name) {
    for (int f = 0; f < fleet_count(); f++)
        if (strcmp(FLEETS[f].name, name) == 0) return &FLEETS[f];
    return NULL;
}

int fleet_switch_count(const Fleet *fleet) {
    int count = 0;
    while (count < SWITCHES_MOST && fleet->switches[count].off) count++;
    return count;
}

int fleet_deed_count(const Fleet *fleet) {
    int count = 0;
    while (count < DEEDS_MOST && fleet->deeds[count]) count++;
    return count;
}

int fleet_move_count(const Fleet *fleet) {
    const int deeds = fleet_deed_count(fleet);
    return deeds ? deeds + 1 : 1 << fleet_switch_count(fleet);
}
