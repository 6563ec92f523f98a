#include "tests/support/made.h"

#include "sim/base/chance.h"

/* ---- luck --------------------------------------------------------------------------------------------- */

typedef struct {
    uint64_t number, drawn;
    unsigned features;
} Luck;

/* 0 to n - 1. */
static int draw(Luck *luck, int n) {
    return (int)chance_draw(luck->number, (uint64_t)n, 0, CHANCE_PICK, luck->drawn++);
}

static int between(Luck *luck, int least, int most) {
    return least + draw(luck, most - least + 1);
}

/* In so many cases of a hundred, and only where that may be. */
static bool happens(Luck *luck, unsigned feature, int percent) {
    const bool lucky = draw(luck, 100) < percent;
    return lucky && (feature == 0 || (luck->features & feature) != 0);
}

enum { HOUR = 60, DAY = 1440 };

/* ---- what it is made of ------------------------------------------------------------------------------- */

static MadeProduct made_product(Luck *luck, int number) {
    static const char *const LIKE[MADE_PRODUCTS] = {"office-ltsc", "windows-7", "windows-server",
                                                    "office-ltsc"};
    return (MadeProduct){.like = LIKE[number],
                         .pool = number == 1 || number == 2,
                         .threshold = between(luck, 1, 6),
                         .initial = draw(luck, 3) ? between(luck, 1, 5) * DAY : -1,
                         .lease = between(luck, 3, 12) * DAY + between(luck, 0, 9) * 2,
                         .renewal = between(luck, 10, 60) * HOUR,
                         .retry = between(luck, 20, 200) * 2,
                         .expiry = draw(luck, 3) ? between(luck, 1, 4) * DAY : -1};
}

static MadeHost made_host(Luck *luck, int number) {
    return (MadeHost){.retry = between(luck, 20, 200) * 2,
                      .renewal = between(luck, 10, 60) * HOUR,
                      .memory = between(luck, 1, 6) * DAY,
                      .priority = happens(luck, MADE_LUCK, 50) ? 7 : number,
                      .weight = draw(luck, 4),
                      .up = draw(luck, 5) > 0};
}

static MadeGroup made_group(Luck *luck, int number) {
    MadeGroup group = {.product = draw(luck, MADE_PRODUCTS),
                       .count = between(luck, 1, 9) * 2,
                       .from = draw(luck, 30) * HOUR,
                       .cache = draw(luck, 4) > 0,
                       .chance = 100,
                       .host = draw(luck, 5) ? -1 : draw(luck, MADE_HOSTS)};
    snprintf(group.name, sizeof group.name, "g%d", number);
    group.to = happens(luck, MADE_SPREAD, 50) ? group.from + draw(luck, 900) * 2 : group.from;
    group.random = happens(luck, MADE_LUCK, 30);
    group.shared = happens(luck, MADE_SHARED, 15);
    group.timetable = happens(luck, MADE_TIMETABLE, 40);
    group.jitter = happens(luck, MADE_LUCK, 40) ? between(luck, 1, 90) : 0;
    if (group.timetable && happens(luck, MADE_CHANCE, 50)) group.chance = between(luck, 30, 90);
    if (!group.random && !(luck->features & MADE_SPREAD)) group.to = group.from;
    return group;
}

static const char *const MACHINE_DEEDS[] = {
    "power: off", "power: on",    "attempt: now", "reimage: new-id", "reimage: same-id", "rearm: now",
    "use: dns",   "cache: clear", "skew: 5h",     "skew: 0m",        "move: branch",     "move: office"};
enum { DEEDS = sizeof MACHINE_DEEDS / sizeof *MACHINE_DEEDS, DEEDS_UNMOVED = DEEDS - 2 };
static const char *const HOST_DEEDS[] = {"do: down",    "do: up",      "do: down",      "do: up",
                                         "do: rebuild", "do: restart", "do: unpublish", "do: publish"};
static const char *const OTHER_DEEDS[] = {"service: dns, do: down", "service: dns, do: up",
                                          "place: branch, block: [h0]", "place: branch, unblock: [h0]"};

#define ONE_OF(luck, list) (list)[draw((luck), (int)(sizeof(list) / sizeof *(list)))]

static MadeChange made_change(Luck *luck, const Made *scenario) {
    MadeChange change = {.group = -1, .host = -1};
    change.at = draw(luck, scenario->run / 2 / 10) * 10;
    const char *what;
    if (draw(luck, 3)) {
        change.group = draw(luck, scenario->group_count);
        const int32_t there = scenario->groups[change.group].to + 2;
        if (change.at < there) change.at = there;
        what = MACHINE_DEEDS[draw(luck, luck->features & MADE_MOVES ? DEEDS : DEEDS_UNMOVED)];
    } else if (draw(luck, 4)) {
        change.host = draw(luck, scenario->host_count);
        what = ONE_OF(luck, HOST_DEEDS);
    } else
        what = ONE_OF(luck, OTHER_DEEDS);
    snprintf(change.text, sizeof change.text, "%s", what);
    if (draw(luck, 5) == 0) {
        change.every = between(luck, 1, 9) * DAY;
        change.until = change.at + draw(luck, 3) * change.every;
    }
    return change;
}

Made made(uint64_t number, unsigned features) {
    Luck luck = {number, 0, features};
    Made scenario = {.run = 25 * DAY, .start = "2026-01-07 06:30", .seed = number, .claims = ""};
    for (int p = 0; p < MADE_PRODUCTS; p++) scenario.products[p] = made_product(&luck, p);
    scenario.host_count = between(&luck, 1, MADE_HOSTS);
    for (int h = 0; h < scenario.host_count; h++) scenario.hosts[h] = made_host(&luck, h);
    scenario.group_count = between(&luck, 2, MADE_GROUPS);
    for (int g = 0; g < scenario.group_count; g++) {
        scenario.groups[g] = made_group(&luck, g);
        if (scenario.groups[g].host >= scenario.host_count) scenario.groups[g].host = -1;
    }
    scenario.change_count = between(&luck, 6, MADE_CHANGES);
    for (int c = 0; c < scenario.change_count; c++) scenario.changes[c] = made_change(&luck, &scenario);
    return scenario;
}

/* ---- as a file ---------------------------------------------------------------------------------------- */

static void add_length(Text *out, const char *key, int32_t length) {
    if (length < 0)
        text_add_format(out, ", %s: none", key);
    else
        text_add_format(out, ", %s: %dm", key, length);
}

static void write_products(const Made *scenario, Text *out) {
    text_add(out, "products:\n");
    for (int p = 0; p < MADE_PRODUCTS; p++) {
        const MadeProduct *product = &scenario->products[p];
        text_add_format(out,
                        "  p%d: {like: %s, threshold: %d, rearms: 2, warn_before: none, notice_after: none",
                        p, product->like, product->threshold);
        add_length(out, "initial_grace", product->initial);
        add_length(out, "lease", product->lease);
        add_length(out, "renewal", product->renewal);
        add_length(out, "retry", product->retry);
        add_length(out, "expiry_grace", product->expiry);
        text_add(out, "}\n");
    }
}

static void write_hosts(const Made *scenario, Text *out) {
    text_add(out, "places: [branch]\nhosts:\n");
    for (int h = 0; h < scenario->host_count; h++) {
        const MadeHost *host = &scenario->hosts[h];
        text_add_format(
            out,
            "  h%d: {retry: %dm, renewal: %dm, memory: %dm, priority: %d, weight: %d, up: %s, published: %s, "
            "restart_forgets: true}\n",
            h, host->retry, host->renewal, host->memory, host->priority, host->weight,
            host->up ? "true" : "false", host->hidden ? "false" : "true");
    }
}

/* A name of two parts is of two groups. */
static bool is_two(const MadeGroup *group) {
    return strchr(group->name, '+') != NULL;
}

static void write_group(const MadeGroup *group, const char *name, int length, int count, Text *out) {
    text_add_format(out,
                    "  %.*s: {product: p%d, count: %d, starts: {from: %dm, to: %dm, spread: %s}, jitter: %dm",
                    length, name, group->product, count, group->from, group->to,
                    group->random ? "random" : "even", group->jitter);
    if (group->shared) text_add(out, ", ids: shared");
    if (!group->cache) text_add(out, ", cache: false");
    if (group->host >= 0) text_add_format(out, ", use: h%d", group->host);
    if (group->timetable)
        text_add_format(out,
                        ", on: {days: [mon, tue, thu, sat], from: \"07:10\", to: \"18:00\", chance: %d%%}",
                        group->chance);
    text_add(out, "}\n");
}

static void write_groups(const Made *scenario, Text *out) {
    text_add(out, "machines:\n");
    for (int g = 0; g < scenario->group_count; g++) {
        const MadeGroup *group = &scenario->groups[g];
        const int length = (int)strcspn(group->name, "+");
        const int count = is_two(group) ? group->count / 2 : group->count;
        write_group(group, group->name, length, count, out);
        if (is_two(group))
            write_group(group, group->name + length + 1, (int)strlen(group->name) - length - 1,
                        group->count - count, out);
    }
}

static void write_change(const Made *scenario, const MadeChange *change, Text *out) {
    text_add_format(out, "  - {at: %dm", change->at);
    if (change->every) text_add_format(out, ", every: %dm, until: %dm", change->every, change->until);
    if (change->group >= 0) {
        const MadeGroup *group = &scenario->groups[change->group];
        const int length = (int)strcspn(group->name, "+");
        text_add_format(out, ", machines: [%.*s", length, group->name);
        if (is_two(group)) text_add_format(out, ", %s", group->name + length + 1);
        text_add(out, "]");
    }
    if (change->host >= 0) text_add_format(out, ", host: h%d", change->host);
    text_add_format(out, ", %s}\n", change->text);
}

void made_write(const Made *scenario, Text *out) {
    text_add_format(out, "about: made\nrun: %dm\nstart: %s\nseed: %llu\n", scenario->run, scenario->start,
                    (unsigned long long)scenario->seed);
    write_products(scenario, out);
    write_hosts(scenario, out);
    write_groups(scenario, out);
    text_add(out, scenario->change_count ? "changes:\n" : "");
    for (int c = 0; c < scenario->change_count; c++) write_change(scenario, &scenario->changes[c], out);
    text_add(out, scenario->claims);
}
