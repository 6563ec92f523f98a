#include "sim/scenario/read_network.h"

#include <stdio.h>

#include "sim/scenario/astray.h"
#include "sim/scenario/reading_names.h"
#include "sim/scenario/section.h"

/* ---- places ------------------------------------------------------------------------------------------- */

static const Field PLACE_FIELDS[] = {{"block", false}};

static void add_place(Reader *reader, const Node *key, const Node *value) {
    Plan *plan = reader->plan;
    const Node *values[1] = {0}, *keys[1];
    if (value) read_map(reader, value, "a place", PLACE_FIELDS, 1, true, values, keys);
    uint32_t number = PLACE_OFFICE;
    if (!node_is(reader->document, key, "office")) {
        PlanPlace *place = &plan->places[plan->place_count];
        if (!read_new_name(reader, key, "a place", true, place->name)) return;
        if (!give_name(reader, key, place->name, NAMED_PLACE, plan->place_count)) return;
        number = plan->place_count++;
    }
    if (values[0]) reader->place_blocks[number] = values[0];
}

/* `office` is given once like any other, though its name stands already. */
static void check_office_once(Reader *reader, const Node *key, const Node **first_office) {
    if (!node_is(reader->document, key, "office")) return;
    if (*first_office)
        complain(reader, key, "duplicate-name", NULL,
                 "the name 'office' is used twice; first for a place on line %u",
                 (unsigned)(*first_office)->line);
    *first_office = key;
}

void read_places(Reader *reader, const Node *section) {
    Plan *plan = reader->plan;
    const uint32_t room = 2 + (section && section->kind != NODE_SCALAR ? section_count(section) : 0);
    plan->places =
        reading_take(reader, room < LIMIT_PLACES + 2 ? room : LIMIT_PLACES + 2, sizeof *plan->places);
    reader->place_blocks =
        reading_take(reader, room < LIMIT_PLACES + 2 ? room : LIMIT_PLACES + 2, sizeof *reader->place_blocks);
    if (!plan->places || !reader->place_blocks) return;
    snprintf(plan->places[PLACE_OFFICE].name, LIMIT_NAME, "office");
    snprintf(plan->places[PLACE_OFFLINE].name, LIMIT_NAME, "offline");
    place_block_all(&plan->places[PLACE_OFFLINE].place);
    plan->place_count = 2;
    names_add(&reader->names, (Named){"office", NAMED_PLACE, PLACE_OFFICE, 0, 0});
    names_add(&reader->names, (Named){"offline", NAMED_PLACE, PLACE_OFFLINE, 0, 0});
    if (!section) return;
    const Node *office = NULL;
    uint32_t places = 0;
    if (section->kind == NODE_LIST) {
        for (const Node *entry = node_first(reader->document, section);
             entry && section_has_room(reader, entry, "places", places++, LIMIT_PLACES);
             entry = node_next(reader->document, entry)) {
            check_office_once(reader, entry, &office);
            if (entry->kind == NODE_MAP)
                complain_of_kind(reader, entry, "a place", "a name",
                                 "where places block something, leave the dashes out: NAME: {block: [dns]}");
            else
                add_place(reader, entry, NULL);
        }
        return;
    }
    if (section->kind == NODE_SCALAR)
        complain_of_kind(reader, section, "places", "a map or a list of names", NULL);
    for (const Node *key = section->kind == NODE_MAP ? node_first(reader->document, section) : NULL;
         key && section_has_room(reader, key, "places", places++, LIMIT_PLACES);) {
        const Node *next = astray_next_key(reader, key, PLACE_FIELDS, 1);
        check_office_once(reader, key, &office);
        add_place(reader, key, node_next(reader->document, key));
        key = next;
    }
}

void read_place_blocks(Reader *reader) {
    for (uint32_t p = 0; p < reader->plan->place_count; p++) {
        const Node *blocks = reader->place_blocks[p];
        if (!blocks || !read_list(reader, blocks, "block")) continue;
        for (const Node *entry = node_first(reader->document, blocks); entry && !reading_full(reader);
             entry = node_next(reader->document, entry)) {
            int target;
            if (read_target(reader, entry, &target))
                place_block(&reader->plan->places[p].place, target, true);
        }
    }
}

/* ---- hosts -------------------------------------------------------------------------------------------- */

enum {
    HOST_SERVES,
    HOST_RETRY,
    HOST_RENEWAL,
    HOST_MEMORY,
    HOST_PRIORITY,
    HOST_WEIGHT,
    HOST_ACTIVATED,
    HOST_PUBLISHED,
    HOST_UP,
    HOST_RESTART_FORGETS,
    HOST_FIELDS
};

static void read_u16(Reader *reader, const Node *node, const char *what, int64_t most, uint16_t *out) {
    int64_t figure;
    if (node && read_number(reader, node, what, 0, most, &figure)) *out = (uint16_t)figure;
}

static void read_u8_flag(Reader *reader, const Node *node, const char *what, uint8_t *out) {
    bool flag;
    if (node && read_flag(reader, node, what, &flag)) *out = flag;
}

static void read_host(Reader *reader, const Node *values[HOST_FIELDS], Host *host) {
    if (values[HOST_SERVES]) read_pools(reader, values[HOST_SERVES], &host->serves);
    if (values[HOST_RETRY])
        read_length(reader, values[HOST_RETRY], "retry", HOST_RHYTHM_LEAST, HOST_RHYTHM_MOST,
                    &host->retry_min);
    if (values[HOST_RENEWAL])
        read_length(reader, values[HOST_RENEWAL], "renewal", HOST_RHYTHM_LEAST, HOST_RHYTHM_MOST,
                    &host->renewal_min);
    if (values[HOST_MEMORY])
        read_length(reader, values[HOST_MEMORY], "memory", 1, HOST_MEMORY_MOST, &host->memory_min);
    read_u16(reader, values[HOST_PRIORITY], "priority", LIMIT_PRIORITY, &host->priority);
    read_u16(reader, values[HOST_WEIGHT], "weight", LIMIT_WEIGHT, &host->weight);
    read_u8_flag(reader, values[HOST_ACTIVATED], "activated", &host->activated);
    read_u8_flag(reader, values[HOST_PUBLISHED], "published", &host->published);
    read_u8_flag(reader, values[HOST_UP], "up", &host->up);
    read_u8_flag(reader, values[HOST_RESTART_FORGETS], "restart_forgets", &host->restart_forgets);
}

static const Field HOST_KEYS[HOST_FIELDS] = {
    {"serves", false},   {"retry", false},          {"renewal", false},   {"memory", false},
    {"priority", false}, {"weight", false},         {"activated", false}, {"published", false},
    {"up", false},       {"restart_forgets", false}};

static void add_host(Reader *reader, const Node *key, const Node *value) {
    Plan *plan = reader->plan;
    const Node *values[HOST_FIELDS] = {0}, *keys[HOST_FIELDS];
    PlanHost *host = &plan->hosts[plan->host_count];
    const bool named = read_new_name(reader, key, "a host", true, host->name) &&
                       give_name(reader, key, host->name, NAMED_HOST, plan->host_count);
    host->host = host_default();
    host->line = (int)key->line;
    read_map(reader, value, "a host", HOST_KEYS, HOST_FIELDS, true, values, keys);
    read_host(reader, values, &host->host);
    if (!named) return;
    plan->host_count++;
    if (host->host.renewal_min > host->host.memory_min)
        warn(reader, values[HOST_RENEWAL] ? values[HOST_RENEWAL] : key, "renewal-longer-than-memory",
             "each machine is forgotten before it asks again, so the count does not grow",
             "the renewal of '%s' is longer than its memory", host->name);
}

void read_hosts(Reader *reader, const Node *section) {
    Plan *plan = reader->plan;
    const uint32_t hosts = section && section->kind == NODE_MAP ? section_count(section) : 0;
    plan->hosts = reading_take(reader, hosts < LIMIT_HOSTS ? hosts : LIMIT_HOSTS, sizeof *plan->hosts);
    if (!plan->hosts) return;
    uint32_t before = 0;
    for (const Node *key = section ? section_first_key(reader, section, "hosts") : NULL;
         key && section_has_room(reader, key, "hosts", before++, LIMIT_HOSTS);) {
        const Node *next = astray_next_key(reader, key, HOST_KEYS, HOST_FIELDS);
        add_host(reader, key, node_next(reader->document, key));
        key = next;
    }
}
