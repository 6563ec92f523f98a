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

/* What a row says, and the change it makes. */
typedef struct {
    const char *says, *change;
} Offer;

static const Offer POWER[] = {
    {"switch off", "power: off"},
    {"switch on", "power: on"},
};
static const Offer STATE[] = {
    {"make an attempt now", "attempt: now"},
    {"reimage, with a new id", "reimage: new-id"},
    {"reimage, with the same id", "reimage: same-id"},
    {"rearm", "rearm: now"},
    {"retire", "retire: now"},
    {"look hosts up by name (dns)", "use: dns"},
};
static const Offer REST[] = {
    {"forget the cached host", "cache: clear"},
    {"set its clock 5 hours wrong", "skew: 5h"},
    {"set its clock right", "skew: 0m"},
    {"sign out", "sign: out"},
    {"sign in", "sign: in"},
};
static const Offer HOST[] = {
    {"goes down", "do: down"},
    {"comes up", "do: up"},
    {"its name record is removed", "do: unpublish"},
    {"its name record is published", "do: publish"},
    {"is no longer activated", "do: deactivate"},
    {"is activated", "do: activate"},
    {"is rebuilt: counts are forgotten", "do: rebuild"},
    {"restarts", "do: restart"},
    {"renewal every day", "set: {renewal: 1d}"},
    {"renewal every 30 days", "set: {renewal: 30d}"},
    {"retry every 15 minutes", "set: {retry: 15m}"},
    {"retry every day", "set: {retry: 1d}"},
    {"is asked last (priority 10)", "set: {priority: 10}"},
    {"is asked more often (weight 100)", "set: {weight: 100}"},
    {"serves Office alone", "set: {serves: [office]}"},
    {"serves Windows alone", "set: {serves: [windows]}"},
    {"serves both", "set: {serves: [windows, office]}"},
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

#define OFFER_ALL(menu, subject, offers) offer_all(menu, subject, offers, sizeof(offers) / sizeof *(offers))
static void offer_all(Menu *menu, const char *subject, const Offer offers[], size_t count) {
    for (size_t i = 0; i < count; i++) offer(menu, subject, offers[i].says, offers[i].change);
}

void offers_machines(Menu *menu, const Plan *plan, const char *machines) {
    char subject[MENU_TEXT], title[MENU_TEXT];
    line_write(title, "Change %s, in the next minute", machines);
    menu_begin(menu, title);
    line_write(subject, "machines: %s", machines);
    OFFER_ALL(menu, subject, POWER);
    for (uint32_t p = 0; p < plan->place_count && p < FEW; p++)
        offer_to(menu, subject, "move to", "move", plan->places[p].name);
    OFFER_ALL(menu, subject, STATE);
    for (uint32_t h = 0; h < plan->host_count && h < FEW; h++)
        offer_to(menu, subject, "ask only", "use", plan->hosts[h].name);
    OFFER_ALL(menu, subject, REST);
}

static void offer_host(Menu *menu, const char *host) {
    char subject[MENU_TEXT], title[MENU_TEXT];
    line_write(title, "Change %s, in the next minute", host);
    menu_begin(menu, title);
    line_write(subject, "host: %s", host);
    OFFER_ALL(menu, subject, HOST);
}

static void offer_place(Menu *menu, const Plan *plan, const char *place) {
    char subject[MENU_TEXT], line[MENU_TEXT], change[MENU_TEXT], title[MENU_TEXT];
    line_write(title, "Change the place %s, in the next minute", place);
    menu_begin(menu, title);
    line_write(subject, "place: %s", place);
    for (int target = 0; target < SERVICE_COUNT + (int)plan->host_count && target < TARGETS_MOST; target++)
        for (int blocks = 1; blocks >= 0; blocks--) {
            const char *name = plan_target_name(plan, target);
            line_write(line, "%s reach %s", blocks ? "can no longer" : "can again", name);
            line_write(change, "%s: [%s]", blocks ? "block" : "unblock", name);
            offer(menu, subject, line, change);
        }
}

/* As changes name one machine: "lab[3]", quoted; or the group of one. */
static void write_machine(const Plan *plan, uint32_t machine, char out[MENU_TEXT]) {
    const Group *group = &plan->groups[plan_group_of(plan, machine)];
    if (group->count > 1)
        line_write(out, "\"%s[%u]\"", group->name, machine - group->first + 1);
    else
        line_write(out, "%s", group->name);
}

void offers_subject(Menu *menu, const Plan *plan, Subject what) {
    char name[MENU_TEXT];
    if (what.kind == SUBJECT_MACHINE) {
        write_machine(plan, what.index, name);
        offers_machines(menu, plan, name);
    }
    if (what.kind == SUBJECT_HOST) offer_host(menu, plan->hosts[what.index].name);
    if (what.kind == SUBJECT_PLACE) offer_place(menu, plan, plan->places[what.index].name);
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

void offers_whom(Menu *menu, const Plan *plan) {
    char means[MENU_TEXT];
    menu_begin(menu, "Change what?");
    for (uint32_t h = 0; h < plan->host_count && h < HOSTS_MOST; h++) {
        line_write(means, "host %u", h);
        menu_add(menu, plan->hosts[h].name, means);
    }
    for (uint32_t g = 0; g < plan->group_count && g < GROUPS_MOST; g++) {
        line_write(means, "machines %s", plan->groups[g].name);
        menu_add(menu, plan->groups[g].name, means);
    }
    menu_add(menu, "all machines", "machines all");
    for (uint32_t p = 0; p < plan->place_count && p < PLACES_MOST; p++) {
        if (p == PLACE_OFFLINE) continue; /* it reaches nothing, for good */
        char says[MENU_TEXT];
        line_write(says, "the place %s", plan->places[p].name);
        line_write(means, "place %u", p);
        menu_add(menu, says, means);
    }
    for (int s = 0; s < SERVICE_COUNT; s++)
        for (int is_up = 0; is_up < 2 && asks_service(plan, (Service)s); is_up++) {
            char says[MENU_TEXT];
            line_write(says, "%s %s", SERVICE_NAMES[s], is_up ? "comes up" : "goes down");
            line_write(means, "service: %s, do: %s", SERVICE_NAMES[s], is_up ? "up" : "down");
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
