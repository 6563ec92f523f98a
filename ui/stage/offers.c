#include "ui/stage/offers.h"

#include <stdarg.h>
#include <stdio.h>

/* Of each kind of thing a menu lists at most so many. */
enum { HOSTS_MOST = 12, GROUPS_MOST = 12, PLACES_MOST = 8, FEW = 6, TARGETS_MOST = 20 };

/* Cut where it is too long. */
static void __attribute__((format(printf, 2, 3))) line_write(char out[MENU_TEXT], const char *format, ...) {
    va_list rest;
    va_start(rest, format);
    vsnprintf(out, MENU_TEXT, format, rest);
    va_end(rest);
}

/* ---- changes ------------------------------------------------------------------------------------------ */

/* What is so now, a bit each: nobody is offered what is so already. */
enum {
    ALWAYS,
    /* of machines */
    IS_ON,
    IS_OFF,
    HAS_REARMS,
    HAS_NO_REARMS,
    IS_PINNED,
    HAS_CACHED,
    CLOCK_IS_RIGHT,
    CLOCK_IS_WRONG,
    IS_SIGNED_IN,
    IS_SIGNED_OUT,
    ASKS_HOSTS, /* all of them */
    MACHINE_FACTS,
    /* of a host */
    IS_UP = ALWAYS + 1,
    IS_DOWN,
    IS_PUBLISHED,
    IS_UNPUBLISHED,
    IS_ACTIVATED,
    IS_NOT_ACTIVATED,
    FORGETS_AT_RESTART,
    REMEMBERS_AT_RESTART,
    RENEWS_NOT_IN_1D,
    RENEWS_NOT_IN_30D,
    RETRIES_NOT_IN_15M,
    RETRIES_NOT_IN_1D,
    IS_NOT_LAST,
    IS_NOT_WEIGHTY,
    SERVES_NOT_OFFICE_ALONE,
    SERVES_NOT_WINDOWS_ALONE,
    SERVES_NOT_BOTH
};
#define BIT(fact) ((uint32_t)1 << (fact))

/* What a row says, the change it makes, and when it is there. */
typedef struct {
    const char *says, *change;
    int needs;
} Offer;

static const Offer POWER[] = {
    {"switch off", "power: off", IS_ON},
    {"switch on", "power: on", IS_OFF},
};
static const Offer STATE[] = {
    {"make an attempt now", "attempt: now", IS_ON},
    {"reimage, with a new id", "reimage: new-id", ALWAYS},
    {"reimage, with the same id", "reimage: same-id", ALWAYS},
    {"rearm", "rearm: now", HAS_REARMS},
    {"rearm: refused, none is left", "rearm: now", HAS_NO_REARMS},
    {"retire", "retire: now", ALWAYS},
    {"look hosts up by name (dns)", "use: dns", IS_PINNED},
};
static const Offer REST[] = {
    {"forget the cached host", "cache: clear", HAS_CACHED},
    {"set its clock 5 hours wrong", "skew: 5h", CLOCK_IS_RIGHT},
    {"set its clock right", "skew: 0m", CLOCK_IS_WRONG},
    {"sign out", "sign: out", IS_SIGNED_IN},
    {"sign in", "sign: in", IS_SIGNED_OUT},
};
static const Offer HOST[] = {
    {"goes down", "do: down", IS_UP},
    {"comes up", "do: up", IS_DOWN},
    {"its name record is removed", "do: unpublish", IS_PUBLISHED},
    {"its name record is published", "do: publish", IS_UNPUBLISHED},
    {"is no longer activated", "do: deactivate", IS_ACTIVATED},
    {"is activated", "do: activate", IS_NOT_ACTIVATED},
    {"is rebuilt: counts are forgotten", "do: rebuild", ALWAYS},
    {"restarts, and forgets its counts", "do: restart", FORGETS_AT_RESTART},
    {"restarts, and remembers its counts", "do: restart", REMEMBERS_AT_RESTART},
    {"renewal every day", "set: {renewal: 1d}", RENEWS_NOT_IN_1D},
    {"renewal every 30 days", "set: {renewal: 30d}", RENEWS_NOT_IN_30D},
    {"retry every 15 minutes", "set: {retry: 15m}", RETRIES_NOT_IN_15M},
    {"retry every day", "set: {retry: 1d}", RETRIES_NOT_IN_1D},
    {"is asked last (priority 10)", "set: {priority: 10}", IS_NOT_LAST},
    {"is asked more often (weight 100)", "set: {weight: 100}", IS_NOT_WEIGHTY},
    {"serves Office alone", "set: {serves: [office]}", SERVES_NOT_OFFICE_ALONE},
    {"serves Windows alone", "set: {serves: [windows]}", SERVES_NOT_WINDOWS_ALONE},
    {"serves both", "set: {serves: [windows, office]}", SERVES_NOT_BOTH},
};

static void offer(Menu *menu, const char *subject, const char *says, const char *change) {
    char means[MENU_TEXT];
    line_write(means, "%s, %s", subject, change);
    menu_add(menu, says, means);
}

static void offer_to(Menu *menu, const char *subject, const char *says, const char *key, const char *name) {
    char line[MENU_TEXT], change[MENU_TEXT];
    line_write(line, "%s %s", says, name);
    line_write(change, "%s: %s", key, name);
    offer(menu, subject, line, change);
}

#define OFFER_ALL(menu, subject, offers, facts)                                                              \
    offer_all(menu, subject, offers, sizeof(offers) / sizeof *(offers), facts)
static void offer_all(Menu *menu, const char *subject, const Offer offers[], size_t count, uint32_t facts) {
    for (size_t i = 0; i < count; i++)
        if (facts & BIT(offers[i].needs)) offer(menu, subject, offers[i].says, offers[i].change);
}

/* ---- machines ----------------------------------------------------------------------------------------- */

enum { NONE_YET = -2, SEVERAL = -1 };

/* What is so of any machine that is there, and where all of them are and whom all ask. */
typedef struct {
    uint32_t there, facts;
    int place, pinned; /* NONE_YET, SEVERAL */
} Machines;

static int all_in(int before, int now) {
    return before == NONE_YET || before == now ? now : SEVERAL;
}

static void learn(Machines *machines, const Plan *plan, const Machine *machine) {
    const Product *product = &plan->products[plan->groups[machine->group].product];
    if (machine->state == STATE_ABSENT) return;
    machines->facts |= BIT(machine->power ? IS_ON : IS_OFF) |
                       BIT(machine->rearms > 0 ? HAS_REARMS : HAS_NO_REARMS) |
                       BIT(machine->skew_min ? CLOCK_IS_WRONG : CLOCK_IS_RIGHT);
    if (machine->pinned != NO_HOST) machines->facts |= BIT(IS_PINNED);
    if (machine->cached != NO_HOST) machines->facts |= BIT(HAS_CACHED);
    if (product->by == BY_CLOUD) machines->facts |= BIT(machine->signed_in ? IS_SIGNED_IN : IS_SIGNED_OUT);
    if (product->by != BY_HOST) machines->facts &= ~BIT(ASKS_HOSTS);
    machines->place = all_in(machines->place, machine->place);
    machines->pinned = all_in(machines->pinned, machine->pinned);
    machines->there++;
}

/* Of a large fleet only the machine selected is known; of others everything may be so. */
static Machines learn_all(const Shown *now, Subject selected, uint32_t first, uint32_t count) {
    Machines machines = {.facts = BIT(ALWAYS) | BIT(ASKS_HOSTS), .place = NONE_YET, .pinned = NONE_YET};
    if (now->whole) {
        for (uint32_t m = first; m < first + count; m++)
            learn(&machines, now->plan, world_machine(now->whole, m));
    } else if (now->head && count == 1 && selected.kind == SUBJECT_MACHINE && selected.index == first) {
        learn(&machines, now->plan, &now->selected);
    } else {
        machines = (Machines){count, BIT(MACHINE_FACTS) - 1, SEVERAL, SEVERAL};
    }
    if (!(machines.facts & BIT(HAS_REARMS))) return machines;
    machines.facts &= ~BIT(HAS_NO_REARMS); /* of some of them it is taken */
    return machines;
}

static void offer_machines(Menu *menu, const Plan *plan, const char *name, const Machines *machines) {
    char subject[MENU_TEXT], title[MENU_TEXT];
    line_write(title, "Change %s, in the next minute", name);
    menu_begin(menu, title);
    line_write(subject, "machines: %s", name);
    OFFER_ALL(menu, subject, POWER, machines->facts);
    for (uint32_t p = 0; p < plan->place_count && p < FEW; p++)
        if (machines->place != (int)p) offer_to(menu, subject, "move to", "move", plan->places[p].name);
    OFFER_ALL(menu, subject, STATE, machines->facts);
    for (uint32_t h = 0; h < plan->host_count && h < FEW && machines->facts & BIT(ASKS_HOSTS); h++)
        if (machines->pinned != (int)h) offer_to(menu, subject, "ask only", "use", plan->hosts[h].name);
    OFFER_ALL(menu, subject, REST, machines->facts);
}

/* As changes name machines: "lab", "lab[3]" or "lab[1..3]", quoted. A change that names one who is not there
 * is refused: nobody is named then. */
static bool write_machines(const Shown *now, const Machines *machines, uint32_t first, uint32_t count,
                           char out[MENU_TEXT]) {
    const Group *group = &now->plan->groups[plan_group_of(now->plan, first)];
    if (machines->there == 0) return false;
    if (count == group->count && machines->there == count) {
        line_write(out, "%s", group->name);
        return true;
    }
    uint32_t from = first;
    while (now->whole && world_machine(now->whole, from)->state == STATE_ABSENT) from++;
    for (uint32_t m = from; now->whole && m < from + machines->there; m++)
        if (world_machine(now->whole, m)->state == STATE_ABSENT) return false;
    const uint32_t number = from - group->first + 1;
    if (machines->there == 1)
        line_write(out, "\"%s[%u]\"", group->name, number);
    else
        line_write(out, "\"%s[%u..%u]\"", group->name, number, number + machines->there - 1);
    return true;
}

static bool offer_some(Menu *menu, const Shown *now, Subject selected, uint32_t first, uint32_t count) {
    char name[MENU_TEXT];
    const Machines machines = learn_all(now, selected, first, count);
    if (!write_machines(now, &machines, first, count, name)) return false;
    offer_machines(menu, now->plan, name, &machines);
    return true;
}

/* ---- hosts and places --------------------------------------------------------------------------------- */

static uint32_t facts_of(const Host *host) {
    const uint8_t office = 1 << POOL_OFFICE, windows = 1 << POOL_WINDOWS;
    const struct {
        bool is_so;
        int fact;
    } FACTS[] = {{true, ALWAYS},
                 {host->renewal_min != DAY_MIN, RENEWS_NOT_IN_1D},
                 {host->renewal_min != 30 * DAY_MIN, RENEWS_NOT_IN_30D},
                 {host->retry_min != 15, RETRIES_NOT_IN_15M},
                 {host->retry_min != DAY_MIN, RETRIES_NOT_IN_1D},
                 {host->priority != 10, IS_NOT_LAST},
                 {host->weight != 100, IS_NOT_WEIGHTY},
                 {host->serves != office, SERVES_NOT_OFFICE_ALONE},
                 {host->serves != windows, SERVES_NOT_WINDOWS_ALONE},
                 {host->serves != (office | windows), SERVES_NOT_BOTH}};
    uint32_t facts = BIT(host->up ? IS_UP : IS_DOWN) | BIT(host->published ? IS_PUBLISHED : IS_UNPUBLISHED) |
                     BIT(host->activated ? IS_ACTIVATED : IS_NOT_ACTIVATED) |
                     BIT(host->restart_forgets ? FORGETS_AT_RESTART : REMEMBERS_AT_RESTART);
    for (size_t i = 0; i < sizeof FACTS / sizeof *FACTS; i++)
        if (FACTS[i].is_so) facts |= BIT(FACTS[i].fact);
    return facts;
}

static void offer_host(Menu *menu, const Shown *now, uint32_t host) {
    char subject[MENU_TEXT], title[MENU_TEXT];
    const char *name = now->plan->hosts[host].name;
    line_write(title, "Change %s, in the next minute", name);
    menu_begin(menu, title);
    line_write(subject, "host: %s", name);
    OFFER_ALL(menu, subject, HOST, facts_of(world_host(now->head, (int)host)));
}

/* Does any machine ask this service? */
static bool asks_service(const Plan *plan, Service service) {
    static const Service ASKED[] = {[BY_HOST] = SERVICE_DNS,
                                    [BY_DIRECTORY] = SERVICE_DIRECTORY,
                                    [BY_CLOUD] = SERVICE_CLOUD,
                                    [BY_ONCE] = SERVICE_ACTIVATION};
    for (uint32_t g = 0; g < plan->group_count; g++)
        if (ASKED[plan->products[plan->groups[g].product].by] == service) return true;
    return false;
}

static void offer_place(Menu *menu, const Shown *now, uint32_t place) {
    char subject[MENU_TEXT], line[MENU_TEXT], change[MENU_TEXT], title[MENU_TEXT];
    const Plan *plan = now->plan;
    const char *at = plan->places[place].name;
    const Place *it = &world_places((World *)(uintptr_t)now->head)[place]; /* only read through */
    line_write(title, "Change the place %s, in the next minute", at);
    menu_begin(menu, title);
    line_write(subject, "place: %s", at);
    for (int target = 0; target < SERVICE_COUNT + (int)plan->host_count && target < TARGETS_MOST; target++) {
        if (target < SERVICE_COUNT && !asks_service(plan, (Service)target)) continue;
        const char *name = plan_target_name(plan, target);
        const bool reaches = place_reaches(it, target);
        line_write(line, "%s reach %s", reaches ? "can no longer" : "can again", name);
        line_write(change, "%s: [%s]", reaches ? "block" : "unblock", name);
        offer(menu, subject, line, change);
    }
}

bool offers_subject(Menu *menu, const Shown *now, Subject what) {
    if (!now->head || (what.kind == SUBJECT_PLACE && what.index == PLACE_OFFLINE)) return false;
    if (what.kind == SUBJECT_MACHINE) return offer_some(menu, now, what, what.index, 1);
    if (what.kind == SUBJECT_HOST) offer_host(menu, now, what.index);
    if (what.kind == SUBJECT_PLACE) offer_place(menu, now, what.index);
    return true;
}

bool offers_group(Menu *menu, const Shown *now, uint32_t group) {
    const Group *it = &now->plan->groups[group];
    return offer_some(menu, now, (Subject){SUBJECT_NONE, 0}, it->first, it->count);
}

void offers_all(Menu *menu, const Shown *now) {
    const Machines machines = learn_all(now, (Subject){SUBJECT_NONE, 0}, 0, now->plan->machine_count);
    offer_machines(menu, now->plan, "all", &machines);
}

/* ---- whom --------------------------------------------------------------------------------------------- */

void offers_whom(Menu *menu, const Shown *now) {
    const Plan *plan = now->plan;
    char says[MENU_TEXT], means[MENU_TEXT];
    uint32_t there = 0;
    menu_begin(menu, "Change what?");
    for (uint32_t h = 0; h < plan->host_count && h < HOSTS_MOST; h++) {
        line_write(means, "host %u", h);
        menu_add(menu, plan->hosts[h].name, means);
    }
    for (uint32_t g = 0; g < plan->group_count && g < GROUPS_MOST; g++) {
        const Group *group = &plan->groups[g];
        const Machines machines = learn_all(now, (Subject){SUBJECT_NONE, 0}, group->first, group->count);
        there += machines.there;
        if (!write_machines(now, &machines, group->first, group->count, says)) continue;
        line_write(means, "group %u", g);
        line_write(says, machines.there < group->count ? "%s: the %u that are there" : "%s", group->name,
                   machines.there);
        menu_add(menu, says, means);
    }
    if (there > 0) menu_add(menu, "all machines", "all");
    for (uint32_t p = 0; p < plan->place_count && p < PLACES_MOST; p++) {
        if (p == PLACE_OFFLINE) continue; /* it reaches nothing, for good */
        line_write(says, "the place %s", plan->places[p].name);
        line_write(means, "place %u", p);
        menu_add(menu, says, means);
    }
    for (int s = 0; s < SERVICE_COUNT; s++) {
        if (!asks_service(plan, (Service)s)) continue;
        const bool is_up = now->head->service_up[s];
        line_write(says, "%s %s", SERVICE_NAMES[s], is_up ? "goes down" : "comes up");
        line_write(means, "service: %s, do: %s", SERVICE_NAMES[s], is_up ? "down" : "up");
        menu_add(menu, says, means);
    }
    menu_add(menu, "a change that is typed", "typed");
}

/* ---- the other menus ---------------------------------------------------------------------------------- */

void offers_variants(Menu *menu, const Plan *plan) {
    char says[MENU_TEXT], means[MENU_TEXT];
    menu_begin(menu, "Run anew with other machines or figures");
    for (uint32_t g = 0; g < plan->group_count && g < GROUPS_MOST; g++) {
        const Group *group = &plan->groups[g];
        line_write(says, "more or fewer machines in %s (%u)", group->name, group->count);
        line_write(means, "machines.%s.count=%u", group->name, group->count);
        menu_add(menu, says, means);
    }
    for (uint32_t g = 0; g < plan->group_count && g < FEW; g++) {
        const Group *group = &plan->groups[g];
        line_write(says, "another group like %s", group->name);
        line_write(means, "machines.more-%.30s={product: %s, count: %u}", group->name,
                   plan->products[group->product].name, group->count);
        menu_add(menu, says, means);
    }
    for (uint32_t h = 0; h < plan->host_count && h < FEW; h++) {
        char length[DURATION_TEXT];
        duration_format(plan->hosts[h].host.renewal_min, length);
        line_write(says, "another renewal of %s", plan->hosts[h].name);
        line_write(means, "hosts.%s.renewal=%s", plan->hosts[h].name, length);
        menu_add(menu, says, means);
    }
    line_write(means, "seed=%llu", (unsigned long long)plan->seed + 1);
    menu_add(menu, "another seed", means);
}

void offers_branches(Menu *menu, const Lanes *lanes, int shown) {
    char says[MENU_TEXT], means[MENU_TEXT], when[DURATION_TEXT];
    menu_begin(menu, "Branches");
    for (int l = 0; l < lanes->count; l++) {
        const Lane *lane = lanes->lanes[l];
        duration_format(lane->at + 1, when);
        if (lane->change)
            line_write(says, "%s: %s, at %s, from %s", lane->name, lane->words.bytes, when,
                       lanes->lanes[lane->parent]->name);
        else
            line_write(says, "%s: %s", lane->name, lane->words.bytes);
        line_write(means, "%d", l);
        menu_add(menu, says, means);
    }
    menu->cursor = shown;
}

void offers_saving(Menu *menu) {
    menu_begin(menu, "Save");
    menu_add(menu, "this picture as SVG", "svg");
    menu_add(menu, "this picture as PNG", "png");
    menu_add(menu, "this picture as PDF", "pdf");
    menu_add(menu, "a stretch of time as a film", "film");
    menu_add(menu, "this branch as a scenario file", "yaml");
}
